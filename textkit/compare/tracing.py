"""Where a later text speaks of what an earlier one set out: passages that share the rare words of a task's object.

Every pair of characters weighs the logarithm of how few segments of the two texts hold it (inverse document frequency,
Spärck Jones 1972), so that 数据要素综合试验区 weighs much and 发展 little. A clause speaks of an object when it holds most of the
object's weight, a good part of it in one piece.
"""

from __future__ import annotations

import math
import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property

from textkit.model import Document, Segment, Span, fold

__all__ = ["MASS", "Clause", "Tracer", "Traced", "pairs_of"]

MASS = 1.75
"""What an object has to weigh to be looked for at all, in pairs that one segment alone holds: 风险 could be met anywhere."""

_CLAUSE = re.compile(r"[^，；。：！？,;!?\n]+")
_RUN = re.compile(r"[㐀-鿿a-z0-9]+")
_NAME = re.compile("[“《‘「]([^”》’」]{2,20})[”》’」]")
_DOCUMENT = re.compile("(条例|办法|规划|方案|细则|清单|目录|行动|计划)$")
_SHORT = 4                              # an object of so many pairs has to be there whole
_ALL, _HEAVIEST = 0.6, 0.4              # what all that is shared weighs in a score, and what its heaviest run does
_ROUNDING = 1e-9


def pairs_of(text: str) -> list[str]:
    """The pairs of neighbouring characters in order, not across punctuation: 冷链物流 has 冷链, 链物 and 物流."""
    return [run[i:i + 2] for run in _RUN.findall(fold(text)) for i in range(len(run) - 1)]


@dataclass(frozen=True, slots=True)
class Clause:
    """A clause of a text with its half-open span there; ``after`` is the clause that follows in the same segment."""

    span: Span
    text: str
    segment: Segment
    after: str = ""


@dataclass(frozen=True, slots=True)
class Traced:
    """A clause that speaks of an object: ``score`` from 0 to 1, and where in it what they share stands (of the clause)."""

    clause: Clause
    score: float
    start: int
    end: int


class Tracer:
    """Finds the clauses of the given segments of ``later`` that speak of an object of ``earlier``."""

    def __init__(self, earlier: Document, later: Document, segments: Sequence[Segment]) -> None:
        self.later = later
        counts: Counter[str] = Counter()
        number = 0
        for document in (earlier, later):
            for segment in document.segments:
                counts.update(set(pairs_of(segment.span.of(document.text))))
                number += 1
        self._number = max(number, 2)
        self._counts = counts
        self.clauses = list(self._clauses(segments))

    def _clauses(self, segments: Iterable[Segment]) -> Iterable[Clause]:
        for segment in segments:
            found = [Span(*m.span()) for m in _CLAUSE.finditer(self.later.text, *segment.span)]
            texts = [span.of(self.later.text) for span in found]
            for i, span in enumerate(found):
                yield Clause(span, texts[i], segment, texts[i + 1] if i + 1 < len(texts) else "")

    @cached_property
    def _index(self) -> dict[str, list[int]]:
        index: dict[str, list[int]] = defaultdict(list)
        for i, clause in enumerate(self.clauses):
            for pair in set(pairs_of(clause.text)):
                index[pair].append(i)
        return index

    def weight(self, pair: str) -> float:
        """log(number of segments / number that hold the pair); a pair that none holds weighs as if one did."""
        return math.log(self._number / max(self._counts[pair], 1))

    def mass(self, words: str) -> float:
        """What an object weighs, in pairs that one segment alone holds."""
        return math.fsum(self.weight(pair) for pair in set(pairs_of(words))) / math.log(self._number)

    def find(self, words: str, least: float, most: int = 5) -> list[Traced]:
        """The clauses that speak of ``words`` with a score of ``least`` or more, best first, earlier before later.

        A short object (产业数字化) has to be there whole, and so has what stands in quotation marks (“五个必须” is no “六个必须”)
        and what a document is called by (a 条例 of a park is not the park).
        """
        names = [fold(name) for name in [*_NAME.findall(words), *_DOCUMENT.findall(words)]]
        wanted = {pair: self.weight(pair) for pair in pairs_of(words)}
        total = sum(wanted.values())
        if not total:
            return []
        if len(wanted) <= _SHORT:
            least = 1.0
        shared: dict[int, float] = defaultdict(float)
        for pair, weight in wanted.items():
            for i in self._index.get(pair, ()):
                shared[i] += weight
        out = []
        for i, weight in shared.items():
            if weight / total >= least - _ROUNDING and (not names or all(name in fold(self.clauses[i].text) for name in names)):
                traced = self._score(wanted, total, weight, self.clauses[i])
                if traced.score >= least - _ROUNDING:
                    out.append(traced)
        return sorted(out, key=lambda t: (-round(t.score, 3), t.clause.span.start))[:most]

    def _score(self, wanted: dict[str, float], total: float, weight: float, clause: Clause) -> Traced:
        """All that is shared and the heaviest run of it, whose place is the anchor; never more than the part that is shared."""
        text = clause.text.lower()
        best, at = 0.0, (0, 0)
        start, run, seen = 0, 0.0, set[str]()
        for i in range(len(text)):
            pair = text[i:i + 2]
            if pair in wanted and len(pair) == 2:
                if not seen:
                    start = i
                run += 0.0 if pair in seen else wanted[pair]
                seen.add(pair)
                if run > best:
                    best, at = run, (start, i + 2)
            else:
                run, seen = 0.0, set()
        return Traced(clause, min(1.0, (_ALL * weight + _HEAVIEST * best) / total), *at)
