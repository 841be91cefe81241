"""The runs that two ranges of symbols share, looked up for many pairs of ranges at once, and which of them are taken."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from operator import or_
from typing import NamedTuple

import numpy as np

from textkit.compare.copying.symbols import SPREAD, WIDTH, Array, Symbols, sorting

__all__ = ["Side", "Tile", "tiles", "tiles_of_all"]

REPEATS = 12                             # places in one text that a shingle of the other is looked up at
ROOM = 60_000                            # symbols looked up at once: what a processor keeps at hand


class Side(NamedTuple):
    """A half-open range of the symbols of one text."""

    symbols: Symbols
    start: int
    end: int


class Tile(NamedTuple):
    """``length`` symbols from ``a`` on in the one text are those from ``b`` on in the other."""

    a: int
    b: int
    length: int


def tiles(a: Side, b: Side) -> list[Tile]:
    """The runs that the two ranges share, none overlapping another in either text, in the order of ``a``."""
    return next(tiles_of_all([(a, b)]))


def tiles_of_all(pairs: Sequence[tuple[Side, Side]]) -> Iterator[list[Tile]]:
    """:func:`tiles` of each pair, in their order."""
    sizes = [b.end - b.start for _, b in pairs]
    begin = 0
    while begin < len(pairs):
        end, room = begin, ROOM
        while end < len(pairs) and (end == begin or room >= sizes[end]):
            room -= sizes[end]
            end += 1
        part = pairs[begin:end]
        for (a, b), runs in zip(part, _runs([_shingles(a) for a, _ in part], [_shingles(b) for _, b in part]), strict=True):
            yield _without_overlap(runs, a, b)
        begin = end


def _shingles(side: Side) -> Array:
    return side.symbols.shingles[side.start : max(side.end - WIDTH + 1, side.start)]


def _runs(left: Sequence[Array], right: Sequence[Array]) -> list[list[tuple[int, int, int]]]:
    """For each pair of arrays of shingles, all runs (length in symbols, where in ``left``, where in ``right``) that cannot be
    made longer, the longest first, then those that moved least."""
    one, one_owner, one_base = _one_after_the_other(left)
    other, other_owner, other_base = _one_after_the_other(right)
    key = (other + other_owner.astype(np.uint64) * SPREAD) * SPREAD
    order = sorting(key)
    ordered = np.append(key[order], np.uint64(0))
    wanted = (one + one_owner.astype(np.uint64) * SPREAD) * SPREAD
    low = np.searchsorted(ordered[:-1], wanted)
    hits = np.flatnonzero(ordered[low] == wanted)
    hits = hits[low[hits] < len(order)]
    low = low[hits]
    count = np.minimum(np.searchsorted(ordered[:-1], wanted[hits], side="right") - low, REPEATS)
    i = np.repeat(hits, count)
    j = order[np.repeat(low - np.cumsum(count) + count, count) + np.arange(len(i))]
    same = (one[i] == other[j]) & (one_owner[i] == other_owner[j])       # a sum of two numbers may be that of two others
    i, j = i[same], j[same]
    if not len(i):
        return [[] for _ in left]
    along = np.lexsort((i, j - i))
    i, j = i[along], j[along]
    owner = one_owner[i]
    starts = np.flatnonzero(np.append(True, (i[1:] - i[:-1] != 1) | (j[1:] - j[:-1] != 1) | (owner[1:] != owner[:-1])))
    length = np.diff(np.append(starts, len(i))) + WIDTH - 1
    owner = owner[starts]
    i, j = i[starts] - one_base[owner], j[starts] - other_base[owner]
    order = np.lexsort((i, abs(i - j), -length, owner))
    runs = list(zip(length[order].tolist(), i[order].tolist(), j[order].tolist(), strict=True))
    cuts = np.searchsorted(owner[order], np.arange(len(left) + 1)).tolist()
    return [runs[cuts[number] : cuts[number + 1]] for number in range(len(left))]


def _one_after_the_other(arrays: Sequence[Array]) -> tuple[Array, Array, Array]:
    """(all elements, the number of the array that each is from, where each array begins)."""
    sizes = np.array([len(array) for array in arrays])
    return np.concatenate(arrays), np.repeat(np.arange(len(arrays)), sizes), np.cumsum(sizes) - sizes


def _without_overlap(runs: Iterable[tuple[int, int, int]], a: Side, b: Side) -> list[Tile]:
    """Each symbol of either text in one tile at most, longer runs first; what is left of a run that others cut into counts
    where it still has WIDTH symbols."""
    taken_a, taken_b = bytearray(a.end - a.start), bytearray(b.end - b.start)
    out: list[Tile] = []
    for length, i, j in runs:
        if taken_a.find(1, i, i + length) < 0 and taken_b.find(1, j, j + length) < 0:
            pieces = [(0, length)]
        else:
            pieces = _free(taken_a, taken_b, i, j, length)
        for begin, end in pieces:
            if end - begin >= WIDTH:
                taken_a[i + begin : i + end] = taken_b[j + begin : j + end] = b"\1" * (end - begin)
                out.append(Tile(a.start + i + begin, b.start + j + begin, end - begin))
    return sorted(out)


def _free(taken_a: bytearray, taken_b: bytearray, i: int, j: int, length: int) -> list[tuple[int, int]]:
    both = bytes(map(or_, taken_a[i : i + length], taken_b[j : j + length]))
    out = []
    begin = both.find(0)
    while begin >= 0:
        end = both.find(1, begin)
        out.append((begin, end if end >= 0 else length))
        begin = both.find(0, end) if end >= 0 else -1
    return out
