"""What everybody says: symbols that stand in set phrases, which tell nothing about who copied whom."""

from __future__ import annotations

import math
import re
from collections.abc import Sequence
from typing import NamedTuple

import numpy as np

from textkit.compare.copying.symbols import NUMBER, Array, Symbols, hashed, sorting
from textkit.compare.copying.telling import WIDEST, usual
from textkit.lexicon import load

__all__ = ["RUN", "Grams", "enough_places", "grams", "long_runs", "set_phrases"]

PHRASE, RUN = 7, 32
"""Symbols in a row: a phrase of 7 that many places use is a set phrase; a run of 32 that few share was taken over, even where it is made
of set phrases."""
LEAST_PLACES, SHARE_OF_PLACES = 5, 0.05
"""A phrase is set where at least 5 places, and 5 % of all, use it: fewer than 5 places cannot show what everybody says."""
MANY_PLACES = 20
USUAL_PLACES = 10                        # of the 93 of the list, that must say what is a set phrase anywhere
FIGURES = 2
"""A run with more numbers than this is a list of figures, which says the same in every report."""


class Grams(NamedTuple):
    """Every ``width`` symbols in a row, equal ones together: the ``text`` and the symbol ``at`` where each starts, the
    number of its group of equals (not decreasing), and of each group its ``size`` and in how many ``places`` it occurs."""

    width: int
    text: Array
    at: Array
    group: Array
    size: Array
    places: Array


def grams(texts: Sequence[Symbols], width: int, places: Array) -> Grams:
    """The grams of all texts; ``places`` numbers the place of each text and does not decrease."""
    codes = [hashed(symbols.codes, width) for symbols in texts]
    sizes = [len(code) for code in codes]
    code = np.concatenate([*codes, np.zeros(0, np.uint64)])
    text = np.repeat(np.arange(len(texts), dtype=np.int32), sizes)
    at = np.concatenate([*(np.arange(size, dtype=np.int32) for size in sizes), np.zeros(0, np.int32)])
    order = sorting(code)                                 # within equals the places do not decrease
    code, text, at = code[order], text[order], at[order]
    place = places[text]
    fresh = np.ones(len(code), dtype=bool)
    fresh[1:] = code[1:] != code[:-1]
    group = np.cumsum(fresh) - 1
    fresh[1:] |= place[1:] != place[:-1]
    return Grams(width, text, at, group, np.bincount(group), np.bincount(group[fresh]))


def enough_places(places: Array) -> int | None:
    """In how many places a phrase has to stand to be a set phrase; None where there are too few places to tell."""
    count = len(np.unique(places))
    return max(LEAST_PLACES, math.ceil(SHARE_OF_PLACES * count)) if count >= LEAST_PLACES else None


def long_runs(texts: Sequence[Symbols], places: Array) -> Grams:
    """The grams of RUN symbols that recur, in fewer places than make a set phrase, and are no list of figures."""
    found = grams(texts, RUN, places)
    enough = enough_places(places)
    wanted = (found.size > 1) & (found.places < (enough or len(places) + 1))
    rows = np.flatnonzero(wanted[found.group])
    figures = [np.concatenate([[0], np.cumsum(symbols.codes == NUMBER)]) for symbols in texts]
    text, at = found.text[rows], found.at[rows]
    few = np.array([figures[t][a + RUN] - figures[t][a] <= FIGURES for t, a in zip(text.tolist(), at.tolist(), strict=True)], dtype=bool)
    rows = rows[few]
    _, group = np.unique(found.group[rows], return_inverse=True)
    size = np.bincount(group) if len(group) else np.zeros(0, np.int64)
    return Grams(RUN, found.text[rows], found.at[rows], group, size, size)


def _usual_phrases(symbols: Symbols) -> Array:
    """Which symbols stand in PHRASE symbols in a row all of whose grams are usual."""
    country = usual()[WIDEST - 1]
    usual_ones = np.isin(hashed(symbols.codes, WIDEST), country.codes[country.places >= USUAL_PLACES])
    need = PHRASE - WIDEST + 1
    length = max(len(usual_ones) - need + 1, 0)
    starts = np.flatnonzero(np.logical_and.reduce([usual_ones[offset : offset + length] for offset in range(need)]))
    depth = np.zeros(len(symbols) + 1, dtype=np.int64)
    depth[starts] += 1
    np.add.at(depth, starts + PHRASE, -1)
    return np.cumsum(depth)[:-1] > 0


def set_phrases(texts: Sequence[Symbols], places: Array, extra: Sequence[str] = ()) -> list[Array]:
    """For each text, which of its symbols stand in a set phrase: one of the list, one that many of these places use, or (where
    there are fewer than MANY_PLACES) one that reports all over the country use.

    ``extra`` are .tsv lists of the user's own, as ``lexicon/set_phrases.tsv``.
    """
    masks = [_listed(symbols, tuple(extra)) for symbols in texts]
    if len(np.unique(places)) < MANY_PLACES:
        masks = [mask | _usual_phrases(symbols) for mask, symbols in zip(masks, texts, strict=True)]
    enough = enough_places(places)
    if enough is None:
        return masks
    found = grams(texts, PHRASE, places)
    rows = (found.places >= enough)[found.group]
    common = _covered(texts, found.text[rows], found.at[rows], PHRASE)
    return [listed | many for listed, many in zip(masks, common, strict=True)]


def _covered(texts: Sequence[Symbols], text: Array, at: Array, width: int) -> list[Array]:
    """For each text, which symbols stand in one of the given grams."""
    begin = np.concatenate([[0], np.cumsum([len(symbols) + 1 for symbols in texts])])
    depth = np.zeros(begin[-1] + 1, dtype=np.int64)
    where = begin[text] + at
    np.add.at(depth, where, 1)
    np.add.at(depth, where + width, -1)
    depth = np.cumsum(depth)
    return [depth[begin[number] : begin[number] + len(symbols)] > 0 for number, symbols in enumerate(texts)]


def _listed(symbols: Symbols, extra: tuple[str, ...]) -> Array:
    mask = np.zeros(len(symbols), dtype=bool)
    for start, end in _matches(symbols.text, extra):
        first, last = symbols.within(start, end)
        mask[first:last] = True
    return mask


def _matches(text: str, extra: tuple[str, ...]) -> list[tuple[int, int]]:
    pattern = re.compile("|".join(sorted({entry.pattern for entry in load("set_phrases", extra)}, key=len, reverse=True)))
    return [match.span() for match in pattern.finditer(text)]
