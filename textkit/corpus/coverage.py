"""What a corpus covers: place × year, with what is missing, double, cut short or odd."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Sequence
from math import log
from statistics import median
from typing import TYPE_CHECKING, Any, NamedTuple
from zlib import crc32

from textkit.model import Document, TextkitError, fold

if TYPE_CHECKING:
    import pandas as pd

    from textkit.corpus.corpus import Corpus

__all__ = ["coverage"]

_GRAM = 12
_EVERY = 8                                        # one shingle in so many stands for the text
_SAME = 0.35                                      # share of the shorter text's shingles that two texts of one report have in common
_HELD = 0.8                                       # … and above which the shorter is held in the longer
_SHORTER = 0.75                                   # of the length of the text that holds it: an excerpt
_ODD = 1.1                                        # |log of length over median|: a third of it, or three times as long
_MARKED = re.compile(r"[（(【\[]\s?(?:摘要|节选|摘登|摘编|摘录|选登|解读|要点|部分|摘)\s?[)）】\]]|(?:摘要|节选|摘登|摘编|摘录|解读)版?$|^(?:摘要|节选|一图读懂|图解|解读)")
_OPENS = re.compile(r"各位(?:代表|委员|同志|领导)|同志们|现在，?我")
STATUS = ("missing", "year_conflict", "excerpt", "length_outlier", "duplicate", "present")


class _Text(NamedTuple):
    """A document as coverage looks at it."""

    order: int
    document: Document
    shingles: frozenset[int]
    excerpt: str | None


def _shingles(text: str) -> frozenset[int]:
    """Every eighth (by its own hash) run of twelve characters, so that equal runs are chosen in all texts alike."""
    words = "".join(c for c in fold(text) if c.isalnum()).encode("utf-32-le")
    found = (crc32(words[at : at + 4 * _GRAM]) for at in range(0, len(words) - 4 * _GRAM + 1, 4))
    return frozenset(value for value in found if value % _EVERY == 0)


def _common(one: frozenset[int], other: frozenset[int]) -> float:
    """The share of the smaller set that the other holds too."""
    least = min(len(one), len(other))
    return len(one & other) / least if least else 0.0


def coverage(corpus: Corpus, *, doc_type: str | None = "work_report", years: Iterable[int] | None = None) -> pd.DataFrame:
    """One row per place and year (and kind, where ``doc_type`` is None) as a DataFrame, sorted by place and year.

    Columns: ``place``, ``year``, ``doc_type``, ``status``, ``document_id`` and ``path`` (the text chosen), ``characters``,
    ``texts`` (how many), ``others`` (ids of those not chosen), ``duplicate``, ``excerpt``, ``length_outlier``,
    ``year_conflict`` (bool) and ``note`` (Chinese). ``status`` is the first that holds of missing, year_conflict, excerpt,
    length_outlier, duplicate, present. ``years`` are those wanted, else from the first to the last of the corpus.

    Several texts of one report are one group: they share place and year, or a third of their runs of twelve characters.
    Of a group the text is chosen that is no excerpt, then the longest (within 2 % they count as equally long), then the one
    that needed fewest repairs, then the first by path. An excerpt says so in its title, is held in a longer text of its
    group, or lacks a work report's salutation and half of the median length. A year conflict: two different reports
    claim the place and year, one report stands under two years, or a catalogue and the text name different years. An
    outlier is three times longer or shorter than the median of its kind and level (five texts at least).

    Raises TextkitError where no document has a place and a year. ``corpus.coverage().query("status == 'missing'")``.
    """
    import pandas as pd

    documents = [d for d in corpus if doc_type is None or d.doc_type == doc_type]
    usable = [(n, d) for n, d in enumerate(documents) if d.place and d.work_year]
    if not usable:
        raise TextkitError("没有一份文件同时有地区和年份，无法列出覆盖情况", hint="请用 catalogue.csv 或参数 place=、work_year= 补上，或换 doc_type=")
    middle = _medians([d for _, d in usable])
    texts = [_Text(n, d, _shingles(d.text), _marked(d, middle)) for n, d in usable]
    cells: dict[tuple[str, int, str], list[_Text]] = defaultdict(list)
    for text in texts:
        cells[str(text.document.place), int(text.document.work_year or 0), text.document.doc_type].append(text)
    elsewhere = _elsewhere(cells)
    disagree = {d.document_id: (d.given, d.text) for d in corpus._disagreements if d.field == "work_year"}
    span = range(min(k[1] for k in cells), max(k[1] for k in cells) + 1) if years is None else sorted(set(years))
    rows = []
    for place in sorted({key[0] for key in cells}):
        for kind in sorted({key[2] for key in cells if key[0] == place}):
            for year in span:
                rows.append(_row(place, year, kind, cells.get((place, year, kind), []), middle, elsewhere, disagree))
    table = pd.DataFrame(rows)
    for name in ("place", "doc_type", "document_id", "path", "others", "note"):
        table[name] = table[name].astype("string")
    for name in ("year", "characters", "texts"):
        table[name] = table[name].astype("Int64")
    table["status"] = pd.Categorical(table["status"], categories=STATUS)
    return table


def _medians(documents: Sequence[Document]) -> dict[tuple[str, str], float]:
    lengths: dict[tuple[str, str], list[int]] = defaultdict(list)
    for document in documents:
        lengths[document.doc_type, document.level].append(len(document.text))
    return {key: float(median(found)) for key, found in lengths.items() if len(found) >= 5}


def _marked(document: Document, middle: dict[tuple[str, str], float]) -> str | None:
    """Why a text is an excerpt, by itself; None where it shows no sign of being one."""
    lines = [line.strip() for line in document.text[:400].split("\n")[:4]]
    for line in (document.title or "", *(line for line in lines if len(line) <= 40)):
        if _MARKED.search(line.strip()):
            return "题目或篇首标明是节选、摘要或解读"
    usual = middle.get((document.doc_type, document.level))
    if document.doc_type == "work_report" and usual and len(document.text) < usual / 2 and not _OPENS.search(document.text[:1500]):
        return "没有称呼，长度不到同类的一半"
    return None


def _elsewhere(cells: dict[tuple[str, int, str], list[_Text]]) -> dict[str, int]:
    """Documents whose text stands under another year of the same place too: id → that year."""
    found: dict[str, int] = {}
    by_place: dict[tuple[str, str], list[tuple[int, _Text]]] = defaultdict(list)
    for (place, year, kind), several in cells.items():
        by_place[place, kind] += [(year, text) for text in several]
    for texts in by_place.values():
        for i, (year, text) in enumerate(texts):
            for other_year, other in texts[i + 1 :]:
                if year != other_year and _common(text.shingles, other.shingles) > _HELD:
                    found[text.document.id], found[other.document.id] = other_year, year
    return found


def _rank(text: _Text, longest: int) -> tuple[Any, ...]:
    document = text.document
    size = 0 if len(document.text) >= 0.98 * longest else longest - len(document.text)
    return (text.excerpt is not None, size, len(document.edits), document.source.path, text.order)


def _row(place: str, year: int, kind: str, texts: list[_Text], middle: dict[tuple[str, str], float], elsewhere: dict[str, int],
         disagree: dict[str, tuple[str, str]]) -> dict[str, Any]:
    row: dict[str, Any] = {"place": place, "year": year, "doc_type": kind, "status": "missing", "document_id": None, "path": None,
                           "characters": None, "texts": len(texts), "others": None, "duplicate": False, "excerpt": False,
                           "length_outlier": False, "year_conflict": False, "note": "没有这一年的文件"}
    if not texts:
        return row
    longest = max(texts, key=lambda t: len(t.document.text))
    texts = [text if text is longest or text.excerpt or not _held(text, longest) else text._replace(excerpt="全文都在另一份更长的文本里")
             for text in texts]
    full = max((len(t.document.text) for t in texts if t.excerpt is None), default=len(longest.document.text))
    chosen, *others = sorted(texts, key=lambda text: _rank(text, full))
    document = chosen.document
    notes = []
    if others:
        same = [o for o in others if _common(o.shingles, chosen.shingles) >= _SAME]
        row["duplicate"] = bool(same)
        if same:
            notes.append(f"同一份文件有 {len(same) + 1} 个文本，取用{_why(chosen, same)}")
        if len(same) < len(others):
            row["year_conflict"] = True
            notes.append(f"另有 {len(others) - len(same)} 份内容不同的文件也标为这一年：{'、'.join(o.document.source.path for o in others if o not in same)}")
    if chosen.excerpt:
        row["excerpt"] = True
        notes.append(chosen.excerpt)
    usual = middle.get((document.doc_type, document.level))
    if usual and document.text and abs(log(len(document.text) / usual)) > _ODD:
        row["length_outlier"] = True
        notes.append(f"{len(document.text)} 字，同类中位数是 {usual:.0f} 字")
    for text in texts:
        if text.document.id in elsewhere:
            row["year_conflict"] = True
            notes.append(f"同样的文字又标为 {elsewhere[text.document.id]} 年")
            break
    for text in texts:
        if text.document.id in disagree:
            given, said = disagree[text.document.id]
            row["year_conflict"] = True
            notes.append(f"目录写 {given} 年，文中是 {said} 年")
            break
    row |= {"document_id": document.id, "path": document.source.path, "characters": len(document.text),
            "others": "、".join(o.document.id for o in others) or None, "note": "；".join(notes) or None}
    row["status"] = next((status for status in STATUS[1:-1] if row[status]), "present")
    return row


def _held(text: _Text, longest: _Text) -> bool:
    return len(text.document.text) < _SHORTER * len(longest.document.text) and _common(text.shingles, longest.shingles) > _HELD


def _why(chosen: _Text, same: list[_Text]) -> str:
    if any(o.excerpt for o in same) and chosen.excerpt is None:
        return "不是节选的一份"
    if any(len(o.document.text) < 0.98 * len(chosen.document.text) for o in same):
        return "最长的一份"
    return "清洗改动最少的一份"
