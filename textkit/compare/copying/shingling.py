"""The stretches of a text that are compared, and their shingles: every three symbols in a row."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from textkit.compare.copying.symbols import WIDTH, Array, Symbols

__all__ = ["LONG", "SHORT", "Stretches", "shingles", "shingles_outside", "stretches"]

SHORT, LONG = 16, 48
"""Symbols of a stretch: a sentence shorter than SHORT takes the next one in, a longer one than LONG is cut at a comma."""

_STOP = re.compile(r"[。！？；!?;\n，：,:]")
_HARD = frozenset("。！？；!?;")


@dataclass(frozen=True, slots=True, eq=False)
class Stretches:
    """All stretches of all texts: ``text`` (index), ``start`` and ``end`` (symbols of that text, half-open)."""

    text: Array
    start: Array
    end: Array

    def __len__(self) -> int:
        return len(self.text)


def stretches(texts: Sequence[Symbols]) -> Stretches:
    """Cut each text into stretches of about SHORT to LONG symbols at its stops; lines are never joined."""
    rows = [(number, start, end) for number, symbols in enumerate(texts) for start, end in _cut(symbols)]
    columns = np.array(rows, dtype=np.int64).reshape(-1, 3).T
    return Stretches(*columns)


def _cut(symbols: Symbols) -> list[tuple[int, int]]:
    stops = [(m.start(), m[0]) for m in _STOP.finditer(symbols.text)]
    at = np.searchsorted(symbols.starts, [stop for stop, _ in stops]).tolist()
    out: list[tuple[int, int]] = []
    begin = 0
    for end, (_, mark) in zip([*at, len(symbols)], [*stops, (0, "\n")], strict=True):
        size = end - begin
        if mark == "\n" or size >= (SHORT if mark in _HARD else LONG):
            if size >= WIDTH:
                out.append((begin, end))
            begin = end
    return out


def shingles(texts: Sequence[Symbols], parts: Stretches, left_out: Sequence[Array]) -> tuple[Array, Array]:
    """The distinct shingles of every stretch, its numbers among them: (number of the stretch, code of the shingle), sorted by both.

    Shingles whose symbols are all ``left_out`` (one mask for each text: set phrases) are not there.
    """
    begin = np.searchsorted(parts.text, np.arange(len(texts) + 1))
    codes, owners = [np.zeros(0, np.uint64)], [np.zeros(0, np.int64)]
    for number, symbols in enumerate(texts):
        first, last = begin[number], begin[number + 1]
        if first == last:
            continue
        code = symbols.shingles
        where = np.arange(len(code))
        owner = np.minimum(np.searchsorted(parts.end[first:last], where, side="right") + first, last - 1)
        inside = (where >= parts.start[owner]) & (where + WIDTH <= parts.end[owner])
        inside &= shingles_outside(left_out[number])
        at, figures = symbols.figures
        owner_of = np.minimum(np.searchsorted(parts.end[first:last], at, side="right") + first, last - 1)
        within = (at >= parts.start[owner_of]) & (at < parts.end[owner_of])
        codes += [code[inside], figures[within]]
        owners += [owner[inside], owner_of[within]]
    all_codes, all_owners = np.concatenate(codes), np.concatenate(owners)
    order = np.lexsort((all_codes, all_owners))
    all_codes, all_owners = all_codes[order], all_owners[order]
    fresh = np.ones(len(order), dtype=bool)
    fresh[1:] = (all_codes[1:] != all_codes[:-1]) | (all_owners[1:] != all_owners[:-1])
    return all_owners[fresh], all_codes[fresh]


def shingles_outside(left_out: Array) -> Array:
    """For each shingle of a text, whether at least one of its symbols is not ``left_out``."""
    length = max(len(left_out) - WIDTH + 1, 0)
    out: Array = ~np.logical_and.reduce([left_out[offset : offset + length] for offset in range(WIDTH)])
    return out
