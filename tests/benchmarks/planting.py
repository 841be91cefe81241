"""Passages of city reports planted in other reports: word for word, with places and numbers swapped, with synonyms and clauses moved."""

from __future__ import annotations

import random
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from textkit.structure.places import divisions

__all__ = ["KINDS", "Planted", "Text", "plant", "synonyms"]

KINDS = ("verbatim", "names-swapped", "edited")
LEAST, MOST = 40, 200
_SENTENCE = re.compile(r"[^。！？；\n]+[。！？；]")
_NUMBER = re.compile(r"\d+(?:\.\d+)?")


@dataclass(slots=True)
class Text:
    """A report: its place as the file names it, and its paragraphs."""

    name: str
    place: str
    paragraphs: list[str]

    @property
    def whole(self) -> str:
        return "\n".join(self.paragraphs)


@dataclass(frozen=True, slots=True)
class Planted:
    """``original`` of the text ``source`` stands in the text ``target`` as ``copy``."""

    kind: str
    source: int
    original: str
    target: int
    copy: str


def synonyms() -> dict[str, str]:
    """Word → synonym, from the table beside this file."""
    lines = (Path(__file__).with_name("synonyms.tsv")).read_text(encoding="utf-8").splitlines()[1:]
    return dict(line.split("\t") for line in lines)  # type: ignore[misc]


def plant(texts: Sequence[Text], each: int, seed: int = 20240101, share: float = 0.6) -> list[Planted]:
    """Change ``texts`` in place: ``each`` passages of every kind, half as paragraphs of their own, half inside one.

    A passage is one to three sentences in a row of LEAST to MOST characters; none is taken from one paragraph twice, and no
    paragraph takes two. ``share``: of the words of the table that are replaced where a passage is edited.
    """
    draw = random.Random(seed)
    words = synonyms()
    pattern = re.compile("|".join(sorted(map(re.escape, words), key=len, reverse=True)))
    homes = [(i, p) for i, text in enumerate(texts) for p, line in enumerate(text.paragraphs) if len(line) >= LEAST]
    draw.shuffle(homes)
    out: list[Planted] = []
    taken: set[tuple[int, int]] = set()
    insertions: dict[tuple[int, int], str] = {}
    for number in range(each * len(KINDS)):
        kind = KINDS[number % len(KINDS)]
        while True:
            source, line = homes.pop()
            if (source, line) in insertions:
                continue
            target = draw.randrange(len(texts))
            original = _passage(texts[source].paragraphs[line], draw)
            if original is None or target == source or texts[target].place == texts[source].place:
                continue
            free = [at for at in range(len(texts[target].paragraphs)) if (target, at) not in insertions and (target, at) not in taken]
            if not free:                                  # a report that came as a few lines
                continue
            copy = original
            if kind == "names-swapped":
                copy = swapped(original, texts[source].place, texts[target].place, draw)
            elif kind == "edited":
                copy = edited(original, words, pattern, draw, share)
            if kind == "verbatim" or _changed(kind, original, copy):
                break
        out.append(Planted(kind, source, original, target, copy))
        taken.add((source, line))
        insertions[target, draw.choice(free)] = copy
    for (target, at), copy in sorted(insertions.items(), reverse=True):
        paragraph = texts[target].paragraphs[at]
        ends = [m.end() for m in _SENTENCE.finditer(paragraph)]
        if ends and draw.random() < 0.5:
            cut = draw.choice(ends)
            texts[target].paragraphs[at] = paragraph[:cut] + copy + paragraph[cut:]
        else:
            texts[target].paragraphs.insert(at + 1, copy)
    return out


def _passage(paragraph: str, draw: random.Random) -> str | None:
    sentences = list(_SENTENCE.finditer(paragraph))
    if not sentences:
        return None
    first = draw.randrange(len(sentences))
    start = end = sentences[first].start()
    for sentence in sentences[first : first + 3]:
        if sentence.end() - start > MOST or (end - start >= LEAST and draw.random() < 0.5):
            break
        end = sentence.end()
    words = paragraph[start:end]
    return words if len(words) >= LEAST and sum("\u4e00" <= c <= "\u9fff" for c in words) >= LEAST * 0.6 else None


def _changed(kind: str, original: str, copy: str) -> bool:
    if kind == "names-swapped":
        return copy != original
    return sum(a != b for a, b in zip(original, copy, strict=False)) >= 10


def swapped(passage: str, home: str, away: str, draw: random.Random) -> str:
    """The same with every number another one, and the places of ``home`` those of ``away``."""
    for one, other in zip(_around(home), _around(away), strict=False):
        passage = passage.replace(one, other)
    return _NUMBER.sub(lambda m: _another(m[0], draw), passage)


def _around(place: str) -> list[str]:
    """The names of a city and of its counties, full and short."""
    known = divisions()
    city = next((d for d in known.by_code.values() if d.level != "county" and d.short == place), None)
    if city is None:
        return [place]
    inside = [d for d in known.by_code.values() if d.level == "county" and d.code[:4] == city.code[:4]]
    return [name for d in (city, *inside) for name in (d.name, d.short) if len(name) > 1]


def _another(number: str, draw: random.Random) -> str:
    while True:
        out = "".join(c if c == "." else draw.choice("123456789") for c in number)
        if out != number:
            return out


def edited(passage: str, words: Mapping[str, str], pattern: re.Pattern[str], draw: random.Random, share: float) -> str:
    """The same with that ``share`` of the words of the table replaced and the clauses of each sentence in another order."""
    out = []
    for sentence in _SENTENCE.findall(passage):
        clauses = sentence[:-1].split("，")
        if len(clauses) > 1:
            order = clauses[:]
            while order == clauses and len(set(clauses)) > 1:
                draw.shuffle(order)
            clauses = order
        out.append("，".join(clauses) + sentence[-1])
    return pattern.sub(lambda m: words[m[0]] if draw.random() < share else m[0], "".join(out))
