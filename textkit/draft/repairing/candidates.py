"""Where a text may have been damaged, and what may have stood there: swapped words and misread characters.

The words are data: ``lexicon/swaps.tsv`` (what sharing sites and rewriting programs write for what) and
``lexicon/ocr_confusions.tsv`` (what recognition reads for what). Nothing is decided here.
"""

from __future__ import annotations

import re
from collections import defaultdict
from dataclasses import dataclass
from functools import lru_cache

from textkit.draft.repairing.model import Ngrams
from textkit.lexicon import load
from textkit.model import TextkitError

__all__ = ["Reading", "Site", "misread", "swapped"]


@dataclass(frozen=True, slots=True)
class Reading:
    """What may have stood at a site. ``family``: whose slip it is (library, translator, rewriter, digit, ocr; own for
    a user's); ``broken``: as written the passage cannot be Chinese."""

    original: str
    family: str
    broken: bool = False


@dataclass(frozen=True, slots=True)
class Site:
    """A stretch ``[start, end)`` of the text that another word may have stood at."""

    start: int
    end: int
    written: str
    readings: tuple[Reading, ...]


@dataclass(frozen=True, slots=True)
class _Swaps:
    words: re.Pattern[str]
    readings: dict[str, tuple[Reading, ...]]
    broken: tuple[tuple[re.Pattern[str], Reading], ...]


@lru_cache(maxsize=8)
def _swaps(extra: tuple[str, ...]) -> _Swaps:
    readings: defaultdict[str, list[Reading]] = defaultdict(list)
    broken: list[tuple[re.Pattern[str], Reading]] = []
    for row in load("swaps", extra):
        original, family = row.get("original"), row.get("family") or "own"
        if original is None:
            raise TextkitError(f"词表里“{row.pattern}”没有写应为哪个词", path="swaps", place=f"第{row.line}行", hint="请填 original 一列")
        if row.get("evidence") == "broken":
            broken.append((re.compile(row.pattern), Reading(original, family, broken=True)))
        else:
            readings[row.pattern].append(Reading(original, family))
    words = re.compile("|".join(map(re.escape, sorted(readings, key=lambda word: (-len(word), word)))))
    return _Swaps(words, {word: tuple(found) for word, found in readings.items()}, tuple(broken))


def swapped(text: str, extra: tuple[str, ...] = ()) -> list[Site]:
    """The words of ``text`` that another may have stood for, sorted, none overlapping another.

    ``extra``: .tsv files of the user's own in the columns of ``lexicon/swaps.tsv``. Where a passage cannot stand as
    written, that reading is the only one: 原那么 is 原则. Raises TextkitError where a row names no original.
    """
    swaps = _swaps(extra)
    hits: list[tuple[re.Match[str], tuple[Reading, ...]]]
    hits = [(hit, (reading,)) for pattern, reading in swaps.broken for hit in pattern.finditer(text) if hit.group()]
    hits.sort(key=lambda hit: (hit[0].start() - hit[0].end(), hit[0].start()))          # the longest first
    hits += [(hit, swaps.readings[hit.group()]) for hit in swaps.words.finditer(text)]
    taken: set[int] = set()
    sites = []
    for hit, readings in hits:
        if taken.isdisjoint(range(*hit.span())):
            taken.update(range(*hit.span()))
            sites.append(Site(hit.start(), hit.end(), hit.group(), readings))
    return sorted(sites, key=lambda site: site.start)


@lru_cache(maxsize=1)
def _confusions() -> tuple[re.Pattern[str], dict[str, tuple[Reading, ...]]]:
    readings: defaultdict[str, list[Reading]] = defaultdict(list)
    for row in load("ocr_confusions"):
        readings[row.pattern].append(Reading(row["original"], "ocr"))
    return re.compile(f"[{''.join(readings)}]"), {char: tuple(found) for char, found in readings.items()}


def misread(text: str, plain: str, model: Ngrams) -> list[Site]:
    """The characters of ``text`` that recognition may have misread, where no known word holds them as they stand;
    ``plain`` is the text folded."""
    chars, readings = _confusions()
    known = model.counts
    sites = []
    for hit in chars.finditer(text):
        at = hit.start()
        if at and plain[at - 1 : at + 1] in known or at + 2 <= len(plain) and plain[at : at + 2] in known:
            continue
        sites.append(Site(at, at + 1, hit.group(), readings[hit.group()]))
    return sites
