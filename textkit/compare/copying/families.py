"""All occurrences of one passage as a family, and how much of each document is its own."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

import numpy as np

from textkit.compare.copying.matching import Match
from textkit.compare.copying.symbols import Array, Symbols
from textkit.compare.joining import Joined

__all__ = ["Occurrence", "Share", "families", "shares"]

ALIKE = 0.6
"""Two passages of one text belong to one family where they overlap by this much of the longer one."""


class Occurrence(NamedTuple):
    """A passage of one text: symbols, half-open."""

    text: int
    start: int
    end: int


class Share(NamedTuple):
    """Symbols of one text: all, in set phrases, from the level above, that others had first, of unknown order, its own."""

    all: int
    set_phrase: int
    upper: int
    taken: int
    unordered: int
    own: int


def sides(match: Match) -> tuple[Occurrence, Occurrence]:
    """The two passages of a match."""
    a, b = match.passage.a, match.passage.b
    return Occurrence(match.a, a.start, a.end), Occurrence(match.b, b.start, b.end)


def families(found: Sequence[Match], set_phrase: Sequence[bool]) -> list[int]:
    """The number of the family of each match, from 0 in the order of the matches: matches that share a passage, directly or
    through others. Matches made of set phrases for the most part join no others: everybody would be of one family."""
    numbers = {flag: iter(_families([m for m, f in zip(found, set_phrase, strict=True) if f == flag])) for flag in (False, True)}
    seen: dict[tuple[bool, int], int] = {}
    return [seen.setdefault((flag, next(numbers[flag])), len(seen)) for flag in set_phrase]


def _families(found: Sequence[Match]) -> list[int]:
    occurrences = sorted({side for match in found for side in sides(match)})
    number = {occurrence: i for i, occurrence in enumerate(occurrences)}
    joined = Joined(range(len(occurrences)))
    for match in found:
        one, other = sides(match)
        joined.join(number[one], number[other])
    open_: list[int] = []
    for i, occurrence in enumerate(occurrences):
        open_ = [j for j in open_ if occurrences[j].text == occurrence.text and occurrences[j].end > occurrence.start]
        for j in open_:
            if _alike(occurrences[j], occurrence):
                joined.join(j, i)
        open_.append(i)
    return [joined.root(number[sides(match)[0]]) for match in found]


def _alike(one: Occurrence, other: Occurrence) -> bool:
    overlap = min(one.end, other.end) - max(one.start, other.start)
    return overlap >= ALIKE * max(one.end - one.start, other.end - other.start)


def shares(texts: Sequence[Symbols], masks: Sequence[Array], upper: Sequence[Occurrence], taken: Sequence[Occurrence],
           unordered: Sequence[Occurrence]) -> list[Share]:
    """Count each symbol once: set phrases first, then what is the level above's, what was taken, what has no known order."""
    out = []
    kinds = {name: _marked(texts, found) for name, found in (("upper", upper), ("taken", taken), ("unordered", unordered))}
    for number, symbols in enumerate(texts):
        counted = masks[number].copy()
        size = {"set_phrase": int(counted.sum())}
        for name, kind in kinds.items():
            size[name] = int((kind[number] & ~counted).sum())
            counted |= kind[number]
        out.append(Share(all=len(symbols), **size, own=len(symbols) - int(counted.sum())))
    return out


def _marked(texts: Sequence[Symbols], occurrences: Sequence[Occurrence]) -> list[Array]:
    out = [np.zeros(len(symbols), dtype=bool) for symbols in texts]
    for text, start, end in occurrences:
        out[text][start:end] = True
    return out
