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
from textkit.compare.copying.symbols import Array, Symbols, hashed

__all__ = ["POINTER", "WIDEST", "Usual", "told", "usual"]

WIDEST = 5
"""Symbols in the longest gram that is counted: with 8 the figures do not change."""
POINTER = 5.0
"""Nats that a run must surprise by before it tells anything: what it takes to say where in the other passage it stands."""
BACKING = 0.9
"""Nats for each context after which others go on, but never like this (a factor of .4, as in stupid backoff: Brants et al. 2007)."""
_BITS = np.uint64(44)                                 # the upper 20 bits of a hash choose among a million marks


class Usual(NamedTuple):
    """The grams of one width that reports usually have, as sorted hashes, and in how many places each stands."""

    codes: Array
    places: Array


@lru_cache(maxsize=1)
def usual() -> tuple[Usual, ...]:
    """What many reports all over the country say (see the head of the file): one table for each width from 1 to WIDEST."""
    rows = [line.split("\t") for line in (files(__package__) / "usual_grams.txt").read_text(encoding="utf-8").splitlines() if "\t" in line]
    out = []
    for width in range(1, WIDEST + 1):
        grams = [row for row in rows if len(row[0]) == width]
        symbols = np.frombuffer("".join(gram for gram, _ in grams).encode("utf-32-le"), dtype="<u4")
        codes = hashed(symbols, width)[::width]
        order = np.argsort(codes)
        out.append(Usual(codes[order], np.array([int(count) for _, count in grams])[order]))
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
    counts = [_counts(codes, width, own, texts, places) for width in range(1, WIDEST + 1)]
    for width in range(WIDEST, 1, -1):
        so_far = np.append(0, counts[width - 2][:-1])                   # places that have the symbols before this one
        known = open_ & (inside >= width - 1) & (so_far > 0)
        follows = known & (counts[width - 1] > 0)
        out[follows] += np.log((so_far[follows] + 1) / counts[width - 1][follows])
        open_ &= ~follows
        out[known & ~follows] += BACKING
    single = np.maximum(counts[0][open_], 1)
    out[open_] += np.log(_all_symbols(texts, places) / single)
    return out


def _counts(codes: Array, width: int, own: Array, texts: Sequence[Symbols], places: Array) -> Array:
    """At each symbol, how many places other than the two have the gram that ends there, here or in the country's reports."""
    grams = np.append(np.zeros(min(width - 1, len(codes)), np.uint64), hashed(codes, width))
    wanted, where = np.unique(grams, return_inverse=True)
    marks = np.zeros(1 << 20, dtype=bool)
    marks[wanted >> _BITS] = True
    count = np.zeros(len(wanted), dtype=np.int64)
    for place in np.split(np.arange(len(texts)), np.flatnonzero(np.diff(places)) + 1):
        here = np.zeros(len(wanted), dtype=bool)
        for text in place.tolist():
            code = hashed(texts[text].codes, width)
            here[_at(wanted, code[marks[code >> _BITS]])] = True
        count += here
    table = usual()[width - 1]
    country = np.zeros(len(wanted), dtype=np.int64)
    at = np.minimum(np.searchsorted(table.codes, wanted), len(table.codes) - 1)
    same = table.codes[at] == wanted
    country[same] = table.places[at[same]]
    out: Array = np.maximum(count[where] - own, 0) + country[where]
    return out


def _at(wanted: Array, codes: Array) -> Array:
    """Where those of the ``codes`` that are ``wanted`` (sorted) stand among them."""
    at = np.minimum(np.searchsorted(wanted, codes), len(wanted) - 1)
    out: Array = at[wanted[at] == codes]
    return out


def _all_symbols(texts: Sequence[Symbols], places: Array) -> int:
    """How many different symbols the places have, summed: what one symbol is seldom among."""
    own = [len(np.unique(np.concatenate([texts[text].codes for text in place.tolist()])))
           for place in np.split(np.arange(len(texts)), np.flatnonzero(np.diff(places)) + 1)]
    return sum(own) + int(usual()[0].places.sum())
