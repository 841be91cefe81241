"""How much two texts tell by having the same words: little where everybody goes on like that, much where nobody else does.

A model of what is usual, from what the other places say in these texts and what reports all over the country say, gives each shared
symbol the surprise (in nats) with which it follows those before it. Shared names of programmes, indicators and slogans surprise
little, however rare each of their words is elsewhere.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache
from importlib.resources import files
from typing import NamedTuple

import numpy as np

from textkit.compare.copying.aligning import Aligned
from textkit.compare.copying.symbols import Array, Symbols, hashed, hashes

__all__ = ["POINTER", "WIDEST", "Usual", "told", "usual"]

WIDEST = 5
"""Symbols in the longest gram that is counted: with 8 the figures do not change."""
POINTER = 5.0
"""Nats that a run must surprise by before it tells anything: what it takes to say where in the other passage it stands."""
BACKING = 0.9
"""Nats for each context after which others go on, but never like this (a factor of .4, as in stupid backoff: Brants et al. 2007)."""
_BITS = np.uint64(46)                                 # the upper 18 bits of a hash choose a bucket


class Usual(NamedTuple):
    """The grams of one width that reports usually have, as sorted hashes, and in how many places each stands."""

    codes: Array
    places: Array


@lru_cache(maxsize=1)
def usual() -> tuple[Usual, ...]:
    """What many reports all over the country say (see the head of the file): one table for each width from 1 to WIDEST."""
    codes, places = [[np.zeros(0, np.uint64)] for _ in range(WIDEST)], [[np.zeros(0, np.int64)] for _ in range(WIDEST)]
    for line in (files(__package__) / "usual_grams.txt").read_text(encoding="utf-8").splitlines():
        if line.startswith("# "):
            continue
        width, count, grams = line.split("\t")
        found = hashed(np.frombuffer(grams.encode("utf-32-le"), dtype="<u4"), int(width))[:: int(width)]
        codes[int(width) - 1].append(found)
        places[int(width) - 1].append(np.full(len(found), int(count)))
    out = []
    for every, counts in zip(map(np.concatenate, codes), map(np.concatenate, places), strict=True):
        order = np.argsort(every)
        out.append(Usual(every[order], counts[order]))
    return tuple(out)


def told(texts: Sequence[Symbols], places: Array, found: Sequence[tuple[int, int, Aligned]]) -> list[float]:
    """For each passage, with the texts it is of, how many nats its runs tell together; each less POINTER.

    ``places`` numbers the place of each text and does not decrease. Runs count as what neither of the two places says.
    """
    tiles = [(number, a, b, passage.a.symbols, tile) for number, (a, b, passage) in enumerate(found) for tile in passage.tiles]
    if not tiles:
        return [0.0] * len(found)
    sizes = np.array([tile.length for *_, tile in tiles])
    codes = np.concatenate([symbols.codes[tile.a : tile.a + tile.length] for *_, symbols, tile in tiles])
    own = np.repeat(np.array([1 if places[a] == places[b] else 2 for _, a, b, _, _ in tiles]), sizes)
    inside = np.arange(len(codes)) - np.repeat(np.cumsum(sizes) - sizes, sizes)       # symbols of the same run before each
    surprise = _surprise(codes, inside, own, texts, places)
    of_tile = np.add.reduceat(surprise, np.cumsum(sizes) - sizes)
    whole = np.bincount([number for number, *_ in tiles], weights=np.maximum(of_tile - POINTER, 0), minlength=len(found))
    return [float(nats) for nats in whole]


def _surprise(codes: Array, inside: Array, own: Array, texts: Sequence[Symbols], places: Array) -> Array:
    """−ln of how often others who say the symbols before go on like this, for the longest context of which there is any."""
    out, open_ = np.zeros(len(codes)), np.ones(len(codes), dtype=bool)
    counts = _counts(codes, own, texts, places)
    for width in range(WIDEST, 1, -1):
        so_far = np.append(0, counts[width - 2][:-1])                   # places that have the symbols before this one
        known = open_ & (inside >= width - 1) & (so_far > 0)
        follows = known & (counts[width - 1] > 0)
        out[follows] += np.log((so_far[follows] + 1) / counts[width - 1][follows])
        open_ &= ~follows
        out[known & ~follows] += BACKING
    out[open_] += np.log(_all_symbols(texts, places) / np.maximum(counts[0][open_], 1))
    return out


def _counts(codes: Array, own: Array, texts: Sequence[Symbols], places: Array) -> list[Array]:
    """For each width from 1 on, at each symbol, how many places other than its own have the gram that ends there, here or in the
    country's reports."""
    grams = [np.unique(code, return_inverse=True) for code in hashes(codes, WIDEST)]
    tables = [_Table.of(wanted) for wanted, _ in grams]
    counts = [np.zeros(len(wanted), dtype=np.int64) for wanted, _ in grams]
    for place in _by_place(places):
        has = [np.zeros(len(wanted), dtype=bool) for wanted, _ in grams]
        for text in place.tolist():
            for table, found, code in zip(tables, has, hashes(texts[text].codes, WIDEST), strict=True):
                found[table.where(code)] = True
        for count, found in zip(counts, has, strict=True):
            count += found
    out = []
    for width, ((wanted, at), count, country) in enumerate(zip(grams, counts, usual(), strict=True)):
        others = np.maximum(count[at] - own[width:], 0)
        known = np.zeros(len(wanted), dtype=np.int64)
        _, here, there = np.intersect1d(wanted, country.codes, assume_unique=True, return_indices=True)
        known[here] = country.places[there]
        out.append(np.append(np.zeros(min(width, len(codes)), np.int64), others + known[at]))
    return out


class _Table(NamedTuple):
    """Sorted hashes, and where those with the same upper bits begin: looked up at once rather than by halving."""

    codes: Array
    begin: Array
    most: int

    @classmethod
    def of(cls, codes: Array) -> _Table:
        begin = np.searchsorted(codes >> _BITS, np.arange((1 << 18) + 1, dtype=np.uint64)).astype(np.int32)
        return cls(np.append(codes, np.uint64(0)), begin, int(np.diff(begin).max()))

    def where(self, codes: Array) -> Array:
        """The numbers of those of the given codes that are in the table, in their order."""
        bucket = codes >> _BITS
        at, end = self.begin[bucket], self.begin[bucket + np.uint64(1)]
        some = at < end
        at, end, codes = at[some], end[some], codes[some]
        for _ in range(self.most - 1):
            at += (at + 1 < end) & (self.codes[at] != codes)
        out: Array = at[self.codes[at] == codes]
        return out


def _by_place(places: Array) -> list[Array]:
    """The numbers of the texts of each place."""
    return np.split(np.arange(len(places)), np.flatnonzero(np.diff(places)) + 1)


def _all_symbols(texts: Sequence[Symbols], places: Array) -> int:
    """How many different symbols the places have, summed: what one symbol is seldom among."""
    own = [len(np.unique(np.concatenate([texts[text].codes for text in place.tolist()]))) for place in _by_place(places)]
    return sum(own) + int(usual()[0].places.sum())
