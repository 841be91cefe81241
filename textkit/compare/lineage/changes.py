"""How the figures of a commitment move from one report to the next."""

from __future__ import annotations

import re
from dataclasses import dataclass

from textkit.compare.indicators import resolve
from textkit.compare.lineage.character_pairs import content, pairs, sum_of_weights
from textkit.compare.lineage.commitments import Commitment
from textkit.model import Quantity

__all__ = ["Change", "change_of"]

ALIKE = 0.5          # two figures of one unit whose indicators share this much of the shorter one measure the same …
ONLY = 0.2           # … or this much, where both commitments have no other figure of that unit
_REMAINDER = re.compile(r"(?:剩余|余下|其余|另外)\D{0,2}$")


@dataclass(frozen=True, slots=True)
class Change:
    """Two figures that measure the same thing: ``amount`` is later minus earlier, in the unit of both."""

    earlier: Quantity
    later: Quantity
    indicator: str
    amount: float


def change_of(a: Commitment, b: Commitment) -> Change | None:
    """How a figure moved that both commitments set: the best match, a changed one before an unchanged one; None where there is none.

    新建高标准农田5万亩 and 新建高标准农田4万亩 give −10000 亩. 完成剩余2处 does not answer 完成31处.
    """
    if a.long_term != b.long_term:
        return None
    found: list[tuple[float, Change]] = []
    mine, theirs = _numbers(a), _numbers(b)
    for x in mine:
        for y in theirs:
            first, second = _amount(x), _amount(y)
            if x.unit != y.unit or first is None or second is None or (x.direction == "level") != (y.direction == "level") and x.unit == "%":
                continue
            only = sum(q.unit == x.unit for q in mine) == 1 == sum(q.unit == y.unit for q in theirs)
            alike = _alike(x, y, a, b)
            if alike >= (ONLY if only else ALIKE):
                found.append((alike, Change(x, y, resolve(y.indicator or "", b.document.place).name, round(second - first, 6))))
    best = max((alike for alike, _ in found), default=0.0)
    for alike, change in found:
        if alike == best and change.amount:
            return change
    return next((change for alike, change in found if alike == best), None)


def _amount(q: Quantity) -> float | None:
    return q.low if q.low is not None else q.high


def _numbers(c: Commitment) -> list[Quantity]:
    text = c.document.text
    return [f for f in c.figures if isinstance(f, Quantity) and not _REMAINDER.search(text[max(0, f.span.start - 8):f.span.start])]


def _alike(x: Quantity, y: Quantity, a: Commitment, b: Commitment) -> float:
    """1 for one indicator, else which share of the shorter indicator's words the longer one holds."""
    if not x.indicator or not y.indicator:
        return 0.0
    if resolve(x.indicator, a.document.place).name == resolve(y.indicator, b.document.place).name:
        return 1.0
    p, q = set(pairs(content(x.indicator, a.document.place))), set(pairs(content(y.indicator, b.document.place)))
    least = min(sum_of_weights(p), sum_of_weights(q))
    return min(sum_of_weights(p & q) / least, 0.99) if least else 0.0
