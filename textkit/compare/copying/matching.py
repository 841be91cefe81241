"""From pairs of stretches to the passages that two texts really share."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import groupby, pairwise
from typing import NamedTuple

import numpy as np

from textkit.compare.copying.aligning import Aligned, align_all, as_written
from textkit.compare.copying.candidates import Pairs, Scale
from textkit.compare.copying.phrases import RUN
from textkit.compare.copying.shingling import Stretches
from textkit.compare.copying.symbols import NUMBER, WIDTH, Array, Symbols
from textkit.compare.copying.telling import told
from textkit.compare.copying.tiling import Side, Tile

__all__ = ["Bounds", "Match", "matches"]

MARK = chr(NUMBER)
MARGIN = 64                              # symbols looked at around the stretches
WORTH = 70.0                             # weight that two ranges must share to be looked at
LEAST, SOME = 45.0, 20                   # weight times score, at least, of a passage with a run of SOME symbols as written
ENOUGH = 40.0                            # weight times score², at least, of a passage without such a run, and
TOLD = 21.7
"""… nats that its runs tell (:func:`telling.told`), times score, less by up to half where it is made of set phrases. This and the
next two were chosen by reading 385 such passages of city reports and planting edited ones among them."""
FIGURE, ITEM = 3.0, 2.0
"""What a number that differs and an item of an enumeration take away of what is told: lists of the same indicators, programmes or
fields of work are no copies of each other."""


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


def matches(texts: Sequence[Symbols], places: Array, parts: Stretches, pairs: Pairs, scales: Sequence[Scale], bounds: Bounds) -> list[Match]:
    """The passages, by text and where they begin, none inside another of the same two texts.

    ``places`` numbers the place of each text, not decreasing; ``scales``: what each text weighs (:func:`scale_of`).
    """
    ranges = list(_by_texts(parts, pairs))
    sides = [(_side(texts[a], left), _side(texts[b], right)) for a, b, left, right in ranges]
    of_text = {id(symbols): scale for symbols, scale in zip(texts, scales, strict=True)}
    found = align_all(sides, lambda side, runs: _worth(of_text[id(side.symbols)], runs, bounds))
    likely = [Match(a, b, passage, weight) for (a, b, _, _), passages in zip(ranges, found, strict=True) for passage in passages
              if _heavy(passage, weight := _weight(passage, scales[a]), bounds)]
    out: list[Match] = []
    for _, group in groupby(_copied(texts, places, scales, likely), key=lambda match: (match.a, match.b)):
        out += _each_once(list(group))
    return out


def _copied(texts: Sequence[Symbols], places: Array, scales: Sequence[Scale], likely: Sequence[Match]) -> list[Match]:
    """Those that were taken over, rather than said alike by chance or because everybody says so."""
    sure = [_long(match) for match in likely]
    open_ = [match for match, is_sure in zip(likely, sure, strict=True) if not is_sure]
    nats = iter(told(texts, places, [match[:3] for match in open_]))
    return [match for match, is_sure in zip(likely, sure, strict=True) if is_sure or _tells(match, next(nats), scales[match.a])]


def _side(symbols: Symbols, span: tuple[int, int]) -> Side:
    return Side(symbols, max(span[0] - MARGIN, 0), min(span[1] + MARGIN, len(symbols)))


def _worth(scale: Scale, runs: Sequence[Tile], bounds: Bounds) -> bool:
    """Whether the passage of these runs may count, were all that lies between them the same as far as it can be."""
    longest = max(tile.length for tile in runs)
    if longest >= RUN:
        return True
    first, last = runs[0], runs[-1]
    end = last.a + last.length
    long_a, long_b = end - first.a, max(tile.b + tile.length for tile in runs) - min(tile.b for tile in runs)
    shared = sum(tile.length for tile in runs)
    for one, other in pairwise(runs):
        shared += max(min(other.a - one.a - one.length, other.b - one.b - one.length), 0)
    score = min(2 * shared / (long_a + long_b), 1.0)
    if shared < bounds.least or score < bounds.similar:
        return False
    numbers = scale.bound[end] - scale.along[end] - scale.bound[first.a] + scale.along[first.a]
    weight = numbers + sum(scale.along[tile.a + tile.length] - scale.along[tile.a] for tile in runs)
    return weight * score**2 >= ENOUGH or longest >= SOME and bool(weight * score >= LEAST)


def _weight(passage: Aligned, scale: Scale) -> float:
    """What the shared shingles weigh, and the numbers that are the same on both sides."""
    along = scale.along
    out = sum(along[tile.a + tile.length - WIDTH + 1] - along[tile.a] for tile in passage.tiles if tile.length >= WIDTH)
    return float(out + sum(scale.figures[at] for at, same in _numbers(passage) if same))


def _numbers(passage: Aligned) -> Iterator[tuple[int, bool]]:
    """Where a shared passage has a number, and whether it is the same on both sides."""
    a, b = passage.a.symbols, passage.b.symbols
    for tile in passage.tiles:
        at = a.string.find(MARK, tile.a, tile.a + tile.length)
        while at >= 0:
            yield at, a.written(at) == b.written(tile.b + at - tile.a)
            at = a.string.find(MARK, at + 1, tile.a + tile.length)


def _heavy(passage: Aligned, weight: float, bounds: Bounds) -> bool:
    """Whether a passage may count; long runs do so whatever they weigh."""
    if passage.shared < bounds.least or passage.score < bounds.similar:
        return False
    return weight * passage.score**2 >= ENOUGH or max(tile.length for tile in passage.tiles) >= SOME


def _long(match: Match) -> bool:
    """Whether a run as written is so long that it was taken over for certain."""
    passage = match.passage
    if max(tile.length for tile in passage.tiles) < SOME:
        return False
    longest = max((tile.length for tile in as_written(passage, SOME)), default=0)
    return longest >= RUN or longest >= SOME and match.weight * passage.score >= LEAST


def _tells(match: Match, nats: float, scale: Scale) -> bool:
    """Whether a passage without such a run tells enough."""
    passage = match.passage
    if match.weight * passage.score**2 < ENOUGH:
        return False
    phrases = sum(scale.phrases[t.a + t.length] - scale.phrases[t.a] for t in passage.tiles) / passage.shared
    swapped = sum(not same for _, same in _numbers(passage))
    items = (_items(passage.a) + _items(passage.b)) / 2
    return bool((nats - FIGURE * swapped - ITEM * items) * passage.score * (1 - phrases / 2) >= TOLD)


def _items(side: Side) -> int:
    """Enumeration commas."""
    return side.symbols.text.count("、", side.symbols.starts[side.start], side.symbols.ends[side.end - 1])


Range = tuple[int, int]


def _by_texts(parts: Stretches, pairs: Pairs) -> Iterator[tuple[int, int, Range, Range]]:
    """Two texts and the ranges of their symbols to compare (pairs of stretches next to each other joined) that share enough."""
    key = parts.text[pairs.a] << 32 | parts.text[pairs.b]
    order = np.lexsort((pairs.b, pairs.a, key))
    cuts = np.flatnonzero(np.diff(key[order])) + 1
    for group in np.split(order, cuts) if len(order) else ():
        one, other, shared = pairs.a[group].tolist(), pairs.b[group].tolist(), pairs.shared[group].tolist()
        for x in _joined(one, other, shared):
            if x.shared >= WORTH:
                yield (int(parts.text[x.a]), int(parts.text[x.b]), (int(parts.start[x.a]), int(parts.end[x.a_end])),
                       (int(parts.start[x.b]), int(parts.end[x.b_end])))


class _Run(NamedTuple):
    """Stretches of the one text (first and last) and of the other, and what they share."""

    a: int
    a_end: int
    b: int
    b_end: int
    shared: float


def _joined(one: list[int], other: list[int], shared: list[float]) -> list[_Run]:
    """Pairs that follow each other, at most one stretch apart in both texts, as one; a pair of a long run is worth infinity."""
    done: list[_Run] = []
    open_: list[_Run] = []
    for a, b, worth in zip(one, other, shared, strict=True):
        done += [x for x in open_ if a - x.a_end > 2]
        open_ = [x for x in open_ if a - x.a_end <= 2]
        near = next((x for x in open_ if x.b - 2 <= b <= x.b_end + 2), None)
        run = _Run(a, a, b, b, worth)
        if near is not None:
            open_.remove(near)
            run = _Run(near.a, a, min(near.b, b), max(near.b_end, b), near.shared + worth)
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
