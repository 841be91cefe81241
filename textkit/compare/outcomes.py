"""Met, about met, not met, not comparable: what a reported figure says of a target, and by how much.

Outcomes are those of the specification of promise-and-delivery tables: a figure at or beyond the target in the good
direction is ``met``; ``about_met`` is only for 左右; silence is ``not_reported`` and never a failure.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from textkit.compare.indicators import Indicator
from textkit.model import Comparator, Direction

__all__ = ["CONVERT", "Outcome", "Tolerance", "converted", "judge"]

Outcome = Literal["met", "about_met", "not_met", "not_comparable", "not_reported"]

CONVERT: dict[tuple[str, str], float] = {
    ("斤", "吨"): 1 / 2000, ("吨", "斤"): 2000.0, ("公斤", "吨"): 1 / 1000, ("千克", "吨"): 1 / 1000, ("吨", "公斤"): 1000.0,
    ("公斤", "斤"): 2.0, ("斤", "公斤"): 0.5, ("公顷", "亩"): 15.0, ("亩", "公顷"): 1 / 15, ("人", "人次"): 1.0, ("人次", "人"): 1.0,
    ("家", "户"): 1.0, ("户", "家"): 1.0, ("家", "个"): 1.0, ("个", "家"): 1.0, ("户", "个"): 1.0, ("个", "户"): 1.0,
    ("公里", "千米"): 1.0, ("千米", "公里"): 1.0, ("吨标准煤", "吨"): 1.0, ("%", "个百分点"): 1.0, ("个百分点", "%"): 1.0,
}
"""Factors from one unit of measure to another; 人 and 人次 of one indicator, and measure words, are taken for each other."""


@dataclass(frozen=True, slots=True)
class Tolerance:
    """How far 左右 reaches: ``points`` for rates (percentage points), ``share`` of the target for amounts."""

    points: float = 0.5
    share: float = 0.005


_USUAL = Tolerance()


def converted(value: float | None, unit: str | None, to: str | None) -> float | None:
    """``value`` in the unit ``to``; None where the one is no measure of the other: 3.52亿斤 are 176000吨."""
    if value is None or unit == to:
        return value
    factor = CONVERT.get((unit or "", to or ""))
    return None if factor is None else value * factor


def judge(
    indicator: Indicator, comparator: Comparator, direction: Direction, unit: str | None,
    low: float | None, high: float | None, actual_low: float | None, actual_high: float | None,
    tolerance: Tolerance = _USUAL,
) -> tuple[Outcome, float | None]:
    """Outcome and signed gap (actual − target, in the target's unit) of one target and one figure in the same unit.

    For a target to reduce (下降2.5%) both count as reductions. 城镇新增就业60万人左右 with 59.8万人: ('about_met', -2000.0).
    """
    down = comparator in ("<=", "<") or (
        comparator not in (">=", ">") and direction != "decrease" and indicator.good in ("low", "ceiling"))
    aim = (high if high is not None else low) if down else (low if low is not None else high)
    worst, best = (actual_high, actual_low) if down else (actual_low, actual_high)
    reached = worst if worst is not None else best
    if aim is None or reached is None:
        return "not_comparable", None
    gap = round(reached - aim, 6)
    ahead = -gap if down else gap
    reaches = ahead > 0 or (ahead == 0 and comparator not in (">", "<"))
    if reaches:
        return ("met" if worst is not None else "not_comparable"), gap
    if best is None:                              # 超过65万 leaves open whether 70万 were reached
        return "not_comparable", gap
    if comparator == "about":
        room = tolerance.points if unit in ("%", "个百分点", "百分点") else abs(aim) * tolerance.share
        if -ahead <= room + 1e-9:
            return "about_met", gap
    return "not_met", gap
