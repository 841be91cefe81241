"""Which characters of two stretches are the same, also where clauses changed places; and what was changed in the rest."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from functools import lru_cache
from itertools import pairwise
from typing import Literal, NamedTuple

from textkit.compare.copying.symbols import KIND, NUMBER, PLACE, Symbols, symbols_of
from textkit.compare.copying.tiling import Side, Tile, tiles, tiles_of_all
from textkit.lexicon import alternation

__all__ = ["Aligned", "Change", "Kind", "align", "align_all", "as_written", "changes", "kind_of", "pieces_of"]

Kind = Literal["verbatim", "names-swapped", "edited"]

LONE = 8                                 # … and to count where no other run is near
NEAR = 16                                # symbols between two runs that belong together
NAME = 6                                 # symbols of a name that was swapped, at most
_MASKS = re.compile("[" + re.escape(chr(NUMBER) + chr(PLACE) + chr(KIND)) + "]")


class Change(NamedTuple):
    """What the one text has where the other has something else, as written; either may be empty."""

    a: str
    b: str


@dataclass(frozen=True, slots=True)
class Aligned:
    """A passage that two texts share: its tiles (symbols of the whole texts, in the order of ``a``) from first to last."""

    a: Side
    b: Side
    tiles: tuple[Tile, ...]

    @property
    def shared(self) -> int:
        """Symbols that both have."""
        return sum(tile.length for tile in self.tiles)

    @property
    def score(self) -> float:
        """Part of both passages that is shared, 0 to 1."""
        return 2 * self.shared / (self.a.end - self.a.start + self.b.end - self.b.start)


def align(a: Side, b: Side) -> list[Aligned]:
    """The passages that the two ranges share, each cut to where it starts and ends.

    Runs are taken from the longest to the shortest, wherever they stand (greedy string tiling), so that a clause that was moved is
    found. Runs near each other in both texts make one passage.
    """
    return next(align_all([(a, b)], lambda a, group: True))


def align_all(pairs: Sequence[tuple[Side, Side]], worth: Callable[[Side, Sequence[Tile]], bool]) -> Iterator[list[Aligned]]:
    """:func:`align` of each pair, in their order, but only of those runs (with the range of the one text) that are ``worth`` it."""
    for (a, b), runs in zip(pairs, tiles_of_all(pairs), strict=True):
        groups = (_trimmed(group) for group in _passages(_near(runs)))
        yield [_filled(a.symbols, b.symbols, group) for group in groups if worth(a, group)]


def _near(runs: Sequence[Tile]) -> list[Tile]:
    """Without the short runs that no other is near to in both texts: words that the two happen to have in common."""
    out = []
    for number, tile in enumerate(runs):
        if tile.length >= LONE:
            out.append(tile)
            continue
        for other in (*runs[max(number - 4, 0) : number], *runs[number + 1 : number + 5]):
            if _apart(tile, other) <= NEAR:
                out.append(tile)
                break
    return out


def _apart(one: Tile, other: Tile) -> int:
    """Symbols between two tiles, in the text where more stand between them."""
    here = other.a - one.a - one.length if other.a > one.a else one.a - other.a - other.length
    there = other.b - one.b - one.length if other.b > one.b else one.b - other.b - other.length
    return here if here > there else there


def _passages(runs: Sequence[Tile]) -> list[list[Tile]]:
    """Cut where more than twice NEAR symbols of either text stand between the tiles so far and the next; a clause that was
    moved to the front may come from as far as a long sentence."""
    out: list[list[Tile]] = []
    low = high = 0
    for tile in runs:
        end = tile.b + tile.length
        if out and max(tile.a - out[-1][-1].a - out[-1][-1].length, tile.b - high) <= 2 * NEAR and low - end <= 5 * NEAR:
            out[-1].append(tile)
            low, high = min(low, tile.b), max(high, end)
        else:
            out.append([tile])
            low, high = tile.b, end
    return out


def _trimmed(group: list[Tile]) -> list[Tile]:
    """Without short runs before the first or after the last long one that are farther from it than they are long: 6月底前 after
    another unit's name, behind a sentence taken word for word."""
    begin, end = 0, len(group)
    while end - begin > 1 and _loose(group[begin], group[begin + 1]):
        begin += 1
    while end - begin > 1 and _loose(group[end - 1], group[end - 2]):
        end -= 1
    return group[begin:end]


def _loose(tile: Tile, inner: Tile) -> bool:
    return tile.length < LONE and inner.length >= 2 * LONE and tile.length <= _apart(tile, inner)


def _filled(a: Symbols, b: Symbols, runs: Sequence[Tile]) -> Aligned:
    """With the shorter runs between two tiles that follow each other in both texts."""
    out = [runs[0]]
    for tile in runs[1:]:
        before = out[-1]
        ends = before.a + before.length, before.b + before.length
        if tile.b >= ends[1] and (tile.a > ends[0] and tile.b > ends[1]) and max(tile.a - ends[0], tile.b - ends[1]) <= 2 * NEAR:
            one, other = a.string[ends[0] : tile.a], b.string[ends[1] : tile.b]
            if not set(one).isdisjoint(other):
                blocks = SequenceMatcher(None, one, other, autojunk=False).get_matching_blocks()
                out += [Tile(ends[0] + i, ends[1] + j, size) for i, j, size in blocks if size]
        out.append(tile)
    first_b, last_b = min(tile.b for tile in out), max(tile.b + tile.length for tile in out)
    return Aligned(Side(a, out[0].a, out[-1].a + out[-1].length), Side(b, first_b, last_b), tuple(_joined(out)))


def _joined(runs: Iterable[Tile]) -> list[Tile]:
    out: list[Tile] = []
    for tile in runs:
        if out and out[-1].a + out[-1].length == tile.a and out[-1].b + out[-1].length == tile.b:
            out[-1] = out[-1]._replace(length=out[-1].length + tile.length)
        else:
            out.append(tile)
    return out


def as_written(found: Aligned, least: int = 1) -> list[Tile]:
    """The tiles of ``least`` symbols, cut where a number or a name was swapped."""
    out = []
    for tile in found.tiles:
        begin = 0
        for at in [*_swapped(found, tile), tile.length] if tile.length >= least else ():
            if at - begin >= least:
                out.append(Tile(tile.a + begin, tile.b + begin, at - begin))
            begin = at + 1
    return out


def _swapped(found: Aligned, tile: Tile) -> list[int]:
    """Which symbols of a tile stand for names and numbers that are others on the other side."""
    a, b = found.a.symbols, found.b.symbols
    here = (m.start() - tile.a for m in _MASKS.finditer(a.string, tile.a, tile.a + tile.length))
    return [k for k in here if a.written(tile.a + k) != b.written(tile.b + k)]


def pieces_of(one: str, other: str) -> list[tuple[int, int, int, int]]:
    """What two wordings of one thing share, as half-open spans of either, in the order of the first: all runs count, as the two
    are known to belong together.

    >>> pieces_of("改造老旧小区13个", "改造城镇老旧小区14个")
    [(0, 2, 0, 2), (2, 6, 4, 8), (8, 9, 10, 11)]
    """
    a, b = symbols_of(one, {}), symbols_of(other, {})
    whole = Side(a, 0, len(a)), Side(b, 0, len(b))
    ends = Tile(0, 0, 0), Tile(len(a), len(b), 0)         # so that what stands before the first run and after the last is filled too
    found = Aligned(*whole, _apart_in_both(_filled(a, b, [ends[0], *tiles(*whole), ends[1]]).tiles))
    return [(int(a.starts[t.a]), int(a.ends[t.a + t.length - 1]), int(b.starts[t.b]), int(b.ends[t.b + t.length - 1])) for t in as_written(found)]


def _apart_in_both(found: Iterable[Tile]) -> tuple[Tile, ...]:
    """The tiles without those that stand in the other text where a longer one does: where a clause was moved, a gap may reach over it."""
    kept: list[Tile] = []
    for tile in sorted(found, key=lambda t: -t.length):
        if tile.length and all(tile.b + tile.length <= k.b or k.b + k.length <= tile.b for k in kept):
            kept.append(tile)
    return tuple(sorted(kept))


# ------------------------------------------------------------------ what was changed
def changes(found: Aligned) -> tuple[list[Change], list[Change], bool]:
    """(names and numbers swapped, other words changed, whether anything was moved)."""
    a, b = found.a.symbols, found.b.symbols
    names = [Change(a.written(t.a + k), b.written(t.b + k)) for t in found.tiles for k in _swapped(found, t)]
    gaps: list[tuple[tuple[int, int], tuple[int, int]]] = []
    moved = False
    for before, after in pairwise(found.tiles):
        moved |= after.b < before.b
        gaps.append(((before.a + before.length, after.a), (before.b + before.length, after.b)))
    words: list[Change] = []
    counts = Counter((a.string[i:j], b.string[k:m]) for (i, j), (k, m) in gaps if k <= m)
    for (i, j), (k, m) in gaps:
        change = Change(_words(a, i, j), _words(b, k, max(k, m)))
        pair = a.string[i:j], b.string[k:m]
        if change.a or change.b:
            (names if _is_name(a, (i, j), b, (k, m), counts[pair] > 1) else words).append(change)
    return list(dict.fromkeys(names)), list(dict.fromkeys(words)), moved


def kind_of(found: Aligned) -> tuple[Kind, list[Change]]:
    """How the passage was taken over, and what differs (each change once; stops, spaces and quotation marks are no difference)."""
    names, words, moved = changes(found)
    if words or moved:
        return "edited", names + words
    return ("names-swapped", names) if names else ("verbatim", [])


def _words(symbols: Symbols, start: int, end: int) -> str:
    return symbols.text[symbols.starts[start] : symbols.ends[end - 1]] if end > start else ""


def _is_name(a: Symbols, left: tuple[int, int], b: Symbols, right: tuple[int, int], again: bool) -> bool:
    """Whether what differs is a name or a number: both short, and swapped more than once, known as such, or what follows says so."""
    one, other = a.string[slice(*left)], b.string[slice(*right)]
    if not (one and other) or max(len(one), len(other)) > NAME:
        return False
    marks = (chr(NUMBER), chr(PLACE))
    if again or any(m in one for m in marks) and any(m in other for m in marks):
        return True
    heads = _heads()
    tail = a.string[left[1] : left[1] + 4]
    return bool(heads.match(tail)) or bool(heads.match(one[-1:]) and heads.match(other[-1:]))


@lru_cache(maxsize=1)
def _heads() -> re.Pattern[str]:
    return re.compile(alternation("name_heads"))
