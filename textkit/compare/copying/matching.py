"""From pairs of stretches to the passages that two texts really share."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from math import inf
from typing import NamedTuple

import numpy as np

from textkit.compare.copying.aligning import Aligned, Side, align, as_written, tiles
from textkit.compare.copying.candidates import Pairs, Scale
from textkit.compare.copying.phrases import RUN
from textkit.compare.copying.shingling import Stretches
from textkit.compare.copying.symbols import NUMBER, WIDTH, Symbols

__all__ = ["Bounds", "Match", "matches"]

MARK = chr(NUMBER)
NARROW, WIDE = 8, 96                     # symbols looked at around the stretches: at first, and once it is clear that there is something
WORTH, GLIMPSE = 70.0, 50.0              # weight that two ranges must share to be looked at, and in runs to be looked at closely
ENOUGH = 72.0                            # weight times score of a passage that was taken over rather than said alike by chance


class Bounds(NamedTuple):
    """What a passage must have to be listed: ``least`` shared symbols, and ``similar`` of both sides (0 to 1) the same."""

    least: int = 20
    similar: float = 0.5


class Match(NamedTuple):
    """A passage that the texts ``a`` and ``b`` (indices) share; ``weight``: of the shared shingles outside set phrases."""

    a: int
    b: int
    passage: Aligned
    weight: float


def matches(texts: Sequence[Symbols], parts: Stretches, pairs: Pairs, scales: Sequence[Scale], bounds: Bounds) -> list[Match]:
    """The passages, by text and where they begin, none inside another of the same two texts.

    ``scales``: what each text weighs (:func:`scale_of`).
    """
    out: list[Match] = []
    for a, b, ranges in _by_texts(parts, pairs):
        found: list[Match] = []
        for left, right, sure in ranges:
            if not sure and _glimpse(_side(texts[a], left, NARROW), _side(texts[b], right, NARROW), scales[a]) < GLIMPSE:
                continue
            for passage in align(_side(texts[a], left, WIDE), _side(texts[b], right, WIDE)):
                weight = _weight(passage, scales[a])
                if _counts(passage, weight, bounds):
                    found.append(Match(a, b, passage, weight))
        out += _each_once(found)
    return out


def _side(symbols: Symbols, span: tuple[int, int], margin: int) -> Side:
    return Side(symbols, max(span[0] - margin, 0), min(span[1] + margin, len(symbols)))


def _glimpse(a: Side, b: Side, scale: Scale) -> float:
    """What the runs that two ranges share weigh, numbers left aside."""
    return float(sum(scale.along[t.a + t.length - WIDTH + 1] - scale.along[t.a] for t in tiles(a, b)))


def _weight(passage: Aligned, scale: Scale) -> float:
    """What the shared shingles weigh, and the numbers that are the same on both sides."""
    along, (a, b) = scale.along, (passage.a.symbols, passage.b.symbols)
    out = 0.0
    for tile in passage.tiles:
        out += max(along[max(tile.a + tile.length - WIDTH + 1, tile.a)] - along[tile.a], 0)
        at = a.string.find(MARK, tile.a, tile.a + tile.length)
        while at >= 0:
            if a.written(at) == b.written(tile.b + at - tile.a):
                out += scale.figures[at]
            at = a.string.find(MARK, at + 1, tile.a + tile.length)
    return float(out)


def _counts(passage: Aligned, weight: float, bounds: Bounds) -> bool:
    if passage.shared < bounds.least or passage.score < bounds.similar:
        return False
    if weight * passage.score >= ENOUGH:
        return True
    return max(t.length for t in passage.tiles) >= RUN and max(t.length for t in as_written(passage)) >= RUN


Range = tuple[int, int]


def _by_texts(parts: Stretches, pairs: Pairs) -> Iterator[tuple[int, int, list[tuple[Range, Range, bool]]]]:
    """For each two texts, the ranges of symbols to compare (pairs of stretches next to each other joined) that share enough,
    and whether that is sure because of a long run."""
    key = parts.text[pairs.a] << 32 | parts.text[pairs.b]
    order = np.lexsort((pairs.b, pairs.a, key))
    cuts = np.flatnonzero(np.diff(key[order])) + 1
    for group in np.split(order, cuts) if len(order) else ():
        one, other, shared = pairs.a[group].tolist(), pairs.b[group].tolist(), pairs.shared[group].tolist()
        ranges = [((int(parts.start[x.a]), int(parts.end[x.a_end])), (int(parts.start[x.b]), int(parts.end[x.b_end])), x.sure)
                  for x in _joined(one, other, shared) if x.sure or x.shared >= WORTH]
        if ranges:
            yield int(parts.text[one[0]]), int(parts.text[other[0]]), ranges


class _Run(NamedTuple):
    """Stretches of the one text (first and last) and of the other, and what they share."""

    a: int
    a_end: int
    b: int
    b_end: int
    shared: float
    sure: bool


def _joined(one: list[int], other: list[int], shared: list[float]) -> list[_Run]:
    """Pairs that follow each other, at most one stretch apart in both texts, as one; a pair of a long run is worth infinity."""
    done: list[_Run] = []
    open_: list[_Run] = []
    for a, b, worth in zip(one, other, shared, strict=True):
        done += [x for x in open_ if a - x.a_end > 2]
        open_ = [x for x in open_ if a - x.a_end <= 2]
        near = next((x for x in open_ if x.b - 2 <= b <= x.b_end + 2), None)
        run = _Run(a, a, b, b, worth, worth == inf)
        if near is not None:
            open_.remove(near)
            run = _Run(near.a, a, min(near.b, b), max(near.b_end, b), near.shared + worth, near.sure or worth == inf)
        open_.append(run)
    return sorted(done + open_)


def _each_once(found: list[Match]) -> list[Match]:
    """Without passages that lie, on both sides, for the most part in one that shares more."""
    kept: list[Match] = []
    for match in sorted(found, key=lambda m: (-m.passage.shared, m.passage.a.start)):
        if not any(_inside(match.passage.a, other.passage.a) and _inside(match.passage.b, other.passage.b) for other in kept):
            kept.append(match)
    return sorted(kept, key=lambda m: m.passage.a.start)


def _inside(side: Side, other: Side) -> bool:
    return 2 * (min(side.end, other.end) - max(side.start, other.start)) > side.end - side.start
