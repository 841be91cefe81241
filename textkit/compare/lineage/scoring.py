"""The evidence that two commitments are the same task, weighed into one score between 0 and 1.

Eight measures, each between 0 and about 1: what the wordings share (weighted by how rare it is in local reports and in
the two documents), how much of the shorter stands in the longer, names that both have and nobody else, the longest shared
run alone in both documents, the object, the figures, the headings above, and the rest of the sentence. The weights are
those of a logistic regression on the links of the example corpus and on 150 pairs of twenty provinces' reports of 2025
and 2026, judged by reading.
"""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from textkit.compare.indicators import resolve
from textkit.compare.lineage.character_pairs import (
    content,
    longest_shared,
    matrix,
    pair_weight,
    pairs,
    sum_of_weights,
    weight,
)
from textkit.compare.lineage.commitments import Commitment
from textkit.model import Quantity, RelativeTarget

__all__ = ["MEASURES", "Evidence", "compare"]

#: Measure → its weight; the constant makes the score one half where the evidence is even.
MEASURES = {
    "wording": 1.2, "contained": 1.2, "alone": 1.0, "names": 1.8, "object": 1.85, "figure": 1.0, "section": 2.1, "context": 3.3,
}
CONSTANT = -5.4
RARE = 0.75          # a pair of characters that says this much is part of a name
NAME = 2.0           # … and a run that says this much can be one
ENOUGH = 200         # so many commitments say as much of how rare a pair is as all reports do
LEAST = 0.08         # wordings that share less are not looked at


@dataclass(frozen=True, slots=True)
class Evidence:
    """Two commitments (numbers in their documents' lists), their score, the measures and the longest shared run."""

    earlier: int
    later: int
    score: float
    measures: dict[str, float]
    run: str


def compare(earlier: Sequence[Commitment], later: Sequence[Commitment], least: float) -> list[Evidence]:
    """Every pair of commitments whose score is ``least`` or more, the likeliest first."""
    import numpy

    both = [*earlier, *later]
    cut = len(earlier)
    i, j, measured = _measured(both, cut)
    if not len(i):
        return []
    known = CONSTANT + sum(MEASURES[name] * values for name, values in measured.items())
    floor = math.log(least / (1 - least))
    alone = _Alone([c.words for c in earlier], [c.words for c in later])
    out: list[Evidence] = []
    for n in numpy.flatnonzero(known + MEASURES["alone"] >= floor):
        a, b = int(i[n]), int(j[n])
        run, rare = alone.of(a, b)
        value = float(known[n]) + MEASURES["alone"] * rare
        if value >= floor:
            measures = {name: float(values[n]) for name, values in measured.items()} | {"alone": rare}
            out.append(Evidence(a, b, 1 / (1 + math.exp(-value)), measures, run))
    return sorted(out, key=lambda e: (-e.score, e.earlier, e.later))


def _measured(both: Sequence[Commitment], cut: int) -> tuple[Any, Any, dict[str, Any]]:
    """The candidates (rows before ``cut`` and after it, counted from 0 on each side) and, for each, every measure but ``alone``."""
    import numpy

    vocabulary: dict[str, int] = {}
    whole = matrix([c.words for c in both], vocabulary)
    if not vocabulary or not 0 < cut < len(both):
        return (), (), {}
    usual = numpy.array([pair_weight(pair) for pair in vocabulary])
    count = numpy.asarray(whole.sum(axis=0)).ravel()
    local = numpy.log(len(both) / count) / math.log(len(both))
    own = min(len(both) / ENOUGH, 1.0) / 2          # how rare a pair is in two short texts says little
    weights = (1 - own) * usual + own * local
    shared = (whole[:cut].multiply(weights) @ whole[cut:].T).tocoo()
    size = whole @ weights
    total = size[shared.row] + size[cut + shared.col]
    keep = 2 * shared.data >= LEAST * total
    i, j, have, total = shared.row[keep], shared.col[keep], shared.data[keep], total[keep]
    return i, j, {
        "wording": 2 * have / total,
        "contained": have / numpy.maximum(numpy.minimum(size[i], size[cut + j]), 0.1),
        "names": numpy.sqrt(_sums(whole[:cut], whole[cut:], i, j, (weights > RARE).astype(float))),
        "object": _dice([content(c.topic, c.document.place) for c in both], cut, i, j),
        "section": _dice([content(c.section) for c in both], cut, i, j),
        "context": _dice([_rest(c) for c in both], cut, i, j),
        "figure": numpy.array([_figure(both[a], both[cut + b]) for a, b in zip(i, j, strict=True)]),
    }


def _sums(a: Any, b: Any, i: Any, j: Any, weights: Any) -> Any:
    """For each candidate the summed weights of what both rows hold."""
    import numpy

    out = numpy.zeros(len(i))
    for start in range(0, len(i), 20000):
        part = slice(start, start + 20000)
        out[part] = a[i[part]].multiply(b[j[part]]) @ weights
    return out


def _dice(texts: Sequence[str], cut: int, i: Any, j: Any) -> Any:
    """What two contents share of what they hold together, weighted; 0 where both are empty."""
    import numpy

    vocabulary: dict[str, int] = {}
    rows = matrix(texts, vocabulary)
    weights = numpy.array([pair_weight(pair) for pair in vocabulary])
    size = rows @ weights
    total = size[i] + size[cut + j]
    return 2 * _sums(rows[:cut], rows[cut:], i, j, weights) / numpy.where(total > 0, total, 1)


def _rest(commitment: Commitment) -> str:
    """The sentence that a commitment stands in, without its own words."""
    own = set(pairs(commitment.words))
    sentence = dict.fromkeys(pairs(content(commitment.task.text, commitment.document.place)))
    return " ".join(pair for pair in sentence if pair not in own)


class _Alone:
    """How far the longest run that two commitments share is theirs alone in their documents: 1 where nobody else has it."""

    def __init__(self, earlier: Sequence[str], later: Sequence[str]) -> None:
        self.earlier, self.later = earlier, later
        self.counts: dict[str, int] = Counter()

    def of(self, a: int, b: int) -> tuple[str, float]:
        run = longest_shared(self.earlier[a], self.later[b])
        if run not in self.counts:
            self.counts[run] = sum(run in w for w in self.earlier) * sum(run in w for w in self.later)
        return run, min(weight(run) / NAME, 1.0) / math.sqrt(self.counts[run]) if run else 0.0


def _figure(a: Commitment, b: Commitment) -> float:
    """1 where both set a figure of one indicator in one unit, else what the names of two figures of one unit share."""
    best = 0.0
    for x in a.figures:
        for y in b.figures:
            if x.indicator and y.indicator and _unit(x) == _unit(y):
                if resolve(x.indicator, a.document.place).name == resolve(y.indicator, b.document.place).name:
                    return 1.0
                p, q = (set(pairs(content(f.indicator or "", c.document.place))) for f, c in ((x, a), (y, b)))
                total = sum_of_weights(p) + sum_of_weights(q)
                best = max(best, 2 * sum_of_weights(p & q) / total if total else 0.0)
    return best


def _unit(figure: Quantity | RelativeTarget) -> str | None:
    return figure.unit if isinstance(figure, Quantity) else figure.margin_unit
