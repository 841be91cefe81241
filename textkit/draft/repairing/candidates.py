"""Where a text may have been damaged, and what may have stood there: swapped words and misread characters.

The words are data: ``lexicon/swaps.tsv`` (what sharing sites and rewriting programs write for what) and
``lexicon/ocr_confusions.tsv`` (what recognition reads for what). Nothing is decided here.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from textkit.draft.repairing.model import Ngrams
from textkit.lexicon import load

__all__ = ["Reading", "Site", "misread", "swapped"]


@dataclass(frozen=True, slots=True)
class Reading:
    """What may have stood at a site. ``family``: whose swap it is (library, rewriter, ocr); ``broken``: as written the
    passage cannot be Chinese."""

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
        if row.get("evidence") == "broken":
            broken.append((re.compile(row.pattern), Reading(row["original"], row["family"], broken=True)))
        else:
            readings[row.pattern].append(Reading(row["original"], row["family"]))
    words = re.compile("|".join(map(re.escape, sorted(readings, key=lambda word: (-len(word), word)))))
    return _Swaps(words, {word: tuple(found) for word, found in readings.items()}, tuple(broken))


def swapped(text: str, extra: tuple[str, ...] = ()) -> list[Site]:
    """The words of ``text`` that another may have stood for, sorted, none overlapping another.

    ``extra``: .tsv files of the user's own in the columns of ``lexicon/swaps.tsv``. Where a passage cannot stand as
    written, that reading is the only one: 原那么 is 原则.
    """
    swaps = _swaps(extra)
    certain: dict[int, Site] = {}
    for pattern, reading in swaps.broken:
        for hit in pattern.finditer(text):
            known = certain.get(hit.start())
            if known is None or known.end < hit.end():
                certain[hit.start()] = Site(hit.start(), hit.end(), hit.group(), (reading,))
    taken = {at for site in certain.values() for at in range(site.start, site.end)}
    sites = list(certain.values())
    for hit in swaps.words.finditer(text):
        if hit.start() not in taken and hit.end() - 1 not in taken:
            sites.append(Site(hit.start(), hit.end(), hit.group(), swaps.readings[hit.group()]))
    sites.sort(key=lambda site: site.start)
    return list(_apart(sites))


def _apart(sites: list[Site]) -> Iterator[Site]:
    """Of sites that overlap the first."""
    end = 0
    for site in sites:
        if site.start >= end:
            yield site
            end = site.end


@lru_cache(maxsize=1)
def _confusions() -> tuple[re.Pattern[str], dict[str, tuple[Reading, ...]]]:
    readings: defaultdict[str, list[Reading]] = defaultdict(list)
    for row in load("ocr_confusions"):
        readings[row.pattern].append(Reading(row["original"], "ocr"))
    return re.compile(f"[{''.join(readings)}]"), {char: tuple(found) for char, found in readings.items()}


def misread(text: str, folded: str, model: Ngrams) -> list[Site]:
    """The characters of ``text`` that recognition may have misread, where no known word holds them as they stand."""
    chars, readings = _confusions()
    known = model.counts
    sites = []
    for hit in chars.finditer(text):
        at = hit.start()
        if at and folded[at - 1 : at + 1] in known or folded[at : at + 2] in known and at + 2 <= len(folded):
            continue
        sites.append(Site(at, at + 1, hit.group(), readings[hit.group()]))
    return sites
