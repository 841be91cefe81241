"""A text as the symbols that two texts are compared by: its characters without stops and spaces, numbers and places masked.

12个村 and 19个村 are the same symbols, as are 砚川县 and 麓阳县 where both are known as places; what was masked stays readable,
so that the same number on both sides still tells more than a swapped one.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Any
from zlib import crc32

import numpy as np

from textkit.model import Document
from textkit.structure.places import divisions

__all__ = ["KIND", "NUMBER", "PLACE", "SPREAD", "Names", "Symbols", "WIDTH", "hashed", "hashes", "names_of", "parts_of", "sorting", "symbols_of"]

WIDTH = 3
"""Symbols in a shingle: what is usual for near-duplicates in Chinese."""
NUMBER, PLACE = ord("#"), ord("@")
SPREAD = np.uint64(0x9E3779B97F4A7C15)     # odd: no two numbers become one
Array = np.ndarray[Any, np.dtype[Any]]

#: The kinds of division are one symbol: 市委 of a city is 县委 of a county.
_KINDS = "省市县区州盟旗镇乡"
KIND = ord(_KINDS[0])
_NUMBER = re.compile(
    r"[0-9０-９]{1,20}(?:[.．,，][0-9０-９]{1,20}){0,4}[%％‰]?|[一二三四五六七八九十百千万亿两〇零]{2,20}|(?<=第)[一二三四五六七八九十]")
_PART = re.compile(r"(?:.{2,6}?(?:自治区|自治州|自治县|地区|[省市州盟])|.{2,12}?(?:自治县|新区|[县区旗]))")
_KIND = re.compile(r"(?<=..)(?:壮族自治区|回族自治区|维吾尔自治区|自治区|自治州|自治县|地区|新区|[省市州盟县区旗])$")

#: Names of places by their first two characters, longest first.
Names = Mapping[str, tuple[str, ...]]


@dataclass(frozen=True, slots=True, eq=False)
class Symbols:
    """The symbols of a text: ``codes``, and where each stands in the clean text (``starts``, ``ends``, half-open)."""

    text: str
    codes: Array
    starts: Array
    ends: Array
    string: str                                       # the codes as a string, for searching
    shingles: Array                                   # each WIDTH codes in a row as one number
    figures: tuple[Array, Array]                      # where numbers stand, and each as written with what follows, as one number

    def __len__(self) -> int:
        return len(self.codes)

    def written(self, at: int) -> str:
        """What the text has for the symbol ``at``, width and case folded."""
        return _folded(self.text[self.starts[at] : self.ends[at]])

    def within(self, start: int, end: int) -> tuple[int, int]:
        """The half-open range of symbols that stand in the clean ``[start, end)``."""
        return int(np.searchsorted(self.starts, start)), int(np.searchsorted(self.starts, end))


@lru_cache(maxsize=1)
def _folds() -> Array:
    """Code point → symbol, 0 for what is left out (stops, spaces, marks); code points past the BMP stand for themselves."""
    table = np.zeros(0x10000, dtype=np.uint32)
    for code in range(0x10000):
        folded = unicodedata.normalize("NFKC", chr(code)).lower() if not 0xD800 <= code < 0xE000 else ""
        if folded and folded[0].isalnum():
            table[code] = ord(folded[0])
    for kind in _KINDS:
        table[ord(kind)] = KIND
    return table


def names_of(documents: Iterable[Document]) -> Names:
    """The places that are known: all divisions of China, and the documents' own with the parts of their names."""
    names = {d.name for d in divisions().by_code.values()}
    names |= {d.short for d in divisions().by_code.values() if not d.word and len(d.short) > 1}
    for place in {document.place for document in documents if document.place}:
        names |= {name for pair in parts_of(place) for name in pair}
    out: dict[str, list[str]] = {}
    for name in sorted(names, key=lambda n: (-len(n), n)):
        out.setdefault(name[:2], []).append(name)
    return {head: tuple(rest) for head, rest in out.items()}


def parts_of(place: str) -> list[tuple[str, str]]:
    """The places in a full name, each with and without its kind: 云岫市砚川县 is (云岫市, 云岫), (砚川县, 砚川)."""
    return [(part, _KIND.sub("", part)) for part in _PART.findall(place)]


def symbols_of(text: str, names: Names) -> Symbols:
    """The symbols of a clean text."""
    points = np.frombuffer(text.encode("utf-32-le", "surrogatepass"), dtype=np.uint32)
    codes = np.where(points < 0x10000, _folds()[np.minimum(points, 0xFFFF)], points)
    ends = np.arange(1, len(points) + 1)
    for start, end, mark in (*_numbers(text), *_places(text, points, names)):
        if codes[start] in (NUMBER, PLACE) or not codes[start]:
            continue                                  # inside a longer mask
        codes[start:end] = 0
        codes[start], ends[start] = mark, end
    kept = np.flatnonzero(codes)
    codes, ends = codes[kept].astype("<u4"), ends[kept]
    figures = _figures(text, codes, kept, ends)
    return Symbols(text, codes, kept, ends, codes.tobytes().decode("utf-32-le", "surrogatepass"), _rolling(codes), figures)


def _folded(words: str) -> str:
    return words.lower() if words.isascii() else unicodedata.normalize("NFKC", words).lower()


def _figures(text: str, codes: Array, starts: Array, ends: Array) -> tuple[Array, Array]:
    """1328公里 on both sides is as telling as words: the number and the symbol after it are a shingle of their own, whose code is
    above those of :func:`_rolling`."""
    at = np.flatnonzero(codes == NUMBER)
    written = [crc32(_folded(text[a:b]).encode()) for a, b in zip(starts[at].tolist(), ends[at].tolist(), strict=True)]
    follow = np.append(codes, 0)[at + 1].astype(np.uint64)
    return at, np.uint64(1 << 63) | np.array(written, dtype=np.uint64) << np.uint64(21) | follow


def _rolling(codes: Array) -> Array:
    """Each WIDTH symbols in a row as one number: 21 bits a code point, so that no two shingles share one."""
    wide = codes.astype(np.uint64)
    out = np.zeros(max(len(wide) - WIDTH + 1, 0), dtype=np.uint64)
    for offset in range(WIDTH):
        out = out << np.uint64(21) | wide[offset : offset + len(out)]
    return out


def _numbers(text: str) -> list[tuple[int, int, int]]:
    return [(m.start(), m.end(), NUMBER) for m in _NUMBER.finditer(text)]


def _places(text: str, points: Array, names: Names) -> list[tuple[int, int, int]]:
    if len(points) < 2:
        return []
    heads, first = _heads(tuple(names))
    at = np.flatnonzero(first[np.minimum(points[:-1], 0xFFFF)])
    at = at[np.isin(points[at].astype(np.uint64) << np.uint64(32) | points[at + 1], heads)]
    out: list[tuple[int, int, int]] = []
    free = 0
    for start in at.tolist():
        if start < free:
            continue
        for name in names[text[start : start + 2]]:
            if text.startswith(name, start):
                free = start + len(name)
                out.append((start, free, PLACE))
                break
    return out


@lru_cache(maxsize=4)
def _heads(heads: tuple[str, ...]) -> tuple[Array, Array]:
    """The first two characters of names as one number each, sorted; and for each code point whether a name begins with it."""
    first = np.zeros(0x10000, dtype=bool)
    first[[min(ord(head[0]), 0xFFFF) for head in heads]] = True
    return np.array(sorted(ord(h[0]) << 32 | ord(h[1]) for h in heads), dtype=np.uint64), first


def hashed(codes: Array, width: int) -> Array:
    """Each ``width`` symbols in a row as a 64-bit hash; the same on every machine."""
    *_, out = hashes(codes, width)
    return out


def hashes(codes: Array, widest: int) -> Iterator[Array]:
    """:func:`hashed` of each width from 1 to ``widest``."""
    wide = codes.astype(np.uint64)
    out = np.zeros(len(codes), dtype=np.uint64)
    for offset in range(widest):
        length = max(len(codes) - offset, 0)
        out = out[:length] * SPREAD + wide[offset : offset + length]
        out ^= out >> np.uint64(29)
        yield out * SPREAD                                # so that the last symbol tells in the upper bits, too


def sorting(codes: Array) -> Array:
    """The order that brings equal ``codes`` (hashes of 64 bits) together, equals as they stood: their upper bits with the place of
    each below are sorted as one number, several times faster than places are. In that order two codes whose upper bits happen to
    be the same may alternate."""
    bits = np.uint64(max(len(codes) - 1, 1).bit_length())
    keys = codes >> bits << bits | np.arange(len(codes), dtype=np.uint64)
    keys.sort()
    order: Array = (keys & ((np.uint64(1) << bits) - np.uint64(1))).astype(np.int64)
    return order
