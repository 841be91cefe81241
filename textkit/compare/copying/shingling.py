"""The stretches of a text that are compared, and their shingles: every three symbols in a row."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import NamedTuple

import numpy as np

from textkit.compare.copying.symbols import SPREAD, WIDTH, Array, Symbols, sorting

__all__ = ["LONG", "SHORT", "Shingled", "Stretches", "shingles", "shingles_outside", "stretches"]

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


class Shingled(NamedTuple):
    """The distinct shingles of every stretch, its numbers among them: stretch and shingle as parallel arrays (sorted by both), how
    many ``kinds`` there are; and for each text the shingle that starts at each symbol, and that of each number."""

    stretch: Array
    shingle: Array
    kinds: int
    at_symbols: Sequence[Array]
    at_figures: Sequence[Array]


def shingles(texts: Sequence[Symbols], parts: Stretches, left_out: Sequence[Array]) -> Shingled:
    """The shingles, numbered from 0 so that equal ones have one number.

    Shingles whose symbols are all ``left_out`` (one mask for each text: set phrases) are in no stretch.
    """
    numbers, kinds = _numbered([*(symbols.shingles for symbols in texts), *(symbols.figures[1] for symbols in texts)])
    at_symbols, at_figures = numbers[: len(texts)], numbers[len(texts) :]
    begin = np.searchsorted(parts.text, np.arange(len(texts) + 1)).tolist()
    keys = [np.zeros(0, np.uint64)]
    for number, symbols in enumerate(texts):
        first, last = begin[number], begin[number + 1]
        if first == last:
            continue
        stretch_at = np.full(len(symbols), -1, dtype=np.int64)
        sizes = parts.end[first:last] - parts.start[first:last]
        stretch_at[np.repeat(parts.start[first:last] - np.cumsum(sizes) + sizes, sizes) + np.arange(sizes.sum())] = np.repeat(np.arange(first, last), sizes)
        length = len(at_symbols[number])
        owner = stretch_at[:length]
        inside = (owner >= 0) & (owner == stretch_at[WIDTH - 1 : WIDTH - 1 + length]) & shingles_outside(left_out[number])
        keys.append(_key(owner[inside], at_symbols[number][inside]))
        owner = stretch_at[symbols.figures[0]]
        keys.append(_key(owner[owner >= 0], at_figures[number][owner >= 0]))
    every = np.concatenate(keys)
    every.sort()
    every = every[np.append(True, every[1:] != every[:-1])] if len(every) else every
    return Shingled((every >> _HALF).astype(np.int64), (every & _LOWER).astype(np.int64), kinds, at_symbols, at_figures)


_HALF, _LOWER = np.uint64(32), np.uint64((1 << 32) - 1)


def _key(stretch: Array, shingle: Array) -> Array:
    out: Array = stretch.astype(np.uint64) << _HALF | shingle.astype(np.uint64)
    return out


def _numbered(arrays: Sequence[Array]) -> tuple[list[Array], int]:
    """The arrays with equal numbers for equal codes, from 0; and how many there are."""
    codes = np.concatenate(arrays)
    order = sorting(codes * SPREAD)
    ordered = codes[order]
    fresh = np.ones(len(codes), dtype=bool)
    fresh[1:] = ordered[1:] != ordered[:-1]
    numbers = np.empty(len(codes), dtype=np.int64)
    numbers[order] = np.cumsum(fresh) - 1
    return np.split(numbers, np.cumsum([len(array) for array in arrays])[:-1]), int(fresh.sum())


def shingles_outside(left_out: Array) -> Array:
    """For each shingle of a text, whether at least one of its symbols is not ``left_out``."""
    length = max(len(left_out) - WIDTH + 1, 0)
    out: Array = ~np.logical_and.reduce([left_out[offset : offset + length] for offset in range(WIDTH)])
    return out
