"""Targets without a number of their own: 与经济增长同步, 高于全国平均水平, against what the later report gives of both sides."""

from __future__ import annotations

import re
from collections.abc import Sequence

from textkit.compare.indicators import resolve
from textkit.compare.outcomes import Outcome, Tolerance
from textkit.compare.reported import Figure, Report
from textkit.model import RelativeTarget

__all__ = ["judge_relative", "yardstick"]

_ZERO = ("上年", "去年", "上一年", "0")
_ECONOMY = re.compile("经济|生产总值|GDP|发展")
_SELF = re.compile(r"(?:全[国省市区州]|国家|世界|[东中西]部)")


def yardstick(target: RelativeTarget, report: Report) -> Figure | None:
    """The figure of ``report`` that a target is measured against: the growth of the economy, the income of towns."""
    reference = target.reference.strip("“”")
    if _SELF.match(reference):
        return None
    names = ["地区生产总值"] if _ECONOMY.search(reference) and "收入" not in reference else [
        resolve(reference, report.document.place, report.extra).name]
    for name in names:
        fit = [f for f in report.of(name) if f.change and f.time.kind == "year" and f.rank < 3
               and (f.time.year is None or report.year is None or f.time.year == report.year)]
        if fit:
            return min(fit, key=lambda f: (f.rank, f.start))
    return None


def judge_relative(
    targets: Sequence[RelativeTarget], figures: Sequence[Figure], report: Report, tolerance: Tolerance,
) -> tuple[Outcome, float | None, tuple[Figure, ...]]:
    """Outcome, gap (in percentage points, of the figure nearest to failing) and the yardsticks used.

    Several figures (town and country) decide where they lie on the same side; several conditions have all to hold.
    """
    outcomes: list[Outcome] = []
    gaps: list[float] = []
    used: list[Figure] = []
    for target in targets:
        outcome, gap, measure = _one(target, figures, report, tolerance)
        outcomes.append(outcome)
        if gap is not None:
            gaps.append(gap)
        if measure is not None:
            used.append(measure)
    whole: Outcome
    if "not_met" in outcomes:
        whole = "not_met"
    elif "not_comparable" in outcomes or not outcomes:
        whole = "not_comparable"
    elif "about_met" in outcomes:
        whole = "about_met"
    else:
        whole = "met"
    return whole, (min(gaps) if gaps and whole != "not_comparable" else None), tuple(used)


def _one(
    target: RelativeTarget, figures: Sequence[Figure], report: Report, tolerance: Tolerance,
) -> tuple[Outcome, float | None, Figure | None]:
    below = target.comparator in ("<", "<=")
    margin = target.margin or 0.0
    gaps: list[float | None] = []
    measure = yardstick(target, report)
    for figure in figures:
        value = figure.low if figure.low is not None else figure.high
        if value is None:
            gaps.append(None)
        elif measure is not None and measure.low is not None:
            gaps.append(round(value - measure.low, 6))
        elif target.reference in _ZERO and figure.change:
            gaps.append(value)
        else:
            gaps.append(_said(target, figure))
    if not gaps or any(g is None for g in gaps):
        return "not_comparable", None, measure
    sides: set[Outcome] = {_side(g, target, below, margin, tolerance) for g in gaps if g is not None}
    worst = (max if below else min)(g for g in gaps if g is not None)
    gap = round(worst - (-margin if below else margin), 6)
    if len(sides) == 1:
        return sides.pop(), gap, measure
    return "not_comparable", gap, measure


def _side(gap: float, target: RelativeTarget, below: bool, margin: float, tolerance: Tolerance) -> Outcome:
    ahead = round((-gap if below else gap) - margin, 6)
    if ahead > 0 or (ahead == 0 and target.comparator not in (">", "<")):
        return "met"
    if target.comparator == "about" and -ahead <= tolerance.points + 1e-9:
        return "about_met"
    return "not_met"


def _said(target: RelativeTarget, figure: Figure) -> float | None:
    """How far the text itself says that the figure is ahead of the yardstick: 高于全国0.8个百分点."""
    kind = _SELF.match(target.reference)
    for said in figure.yardsticks:
        if kind and said.reference.startswith(kind[0]):
            size = said.margin if said.margin is not None else 0.01
            return size if said.above else -size
    return None
