"""The verb: passages that recur across documents, their families, and what is left as each document's own."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any, Literal, NamedTuple

import numpy as np

from textkit.compare.copying.aligning import Aligned, as_written, kind_of
from textkit.compare.copying.candidates import Method, candidates, fits, index_of, run_pairs, scale_of, together
from textkit.compare.copying.families import Occurrence, families, shares
from textkit.compare.copying.matching import Bounds, Match, matches
from textkit.compare.copying.origins import Order, label, order, upper_of
from textkit.compare.copying.phrases import enough_places, long_runs, set_phrases
from textkit.compare.copying.shingling import shingles, stretches
from textkit.compare.copying.symbols import Array, Symbols, names_of, symbols_of
from textkit.compare.copying.tiling import Side
from textkit.compare.inputs import Texts, as_documents
from textkit.compare.result import Result, frame
from textkit.corpus.corpus import Corpus
from textkit.corpus.tables import section_path
from textkit.model import Document, TextkitError

if TYPE_CHECKING:
    import pandas as pd

__all__ = ["Reuse", "reuse"]

_SIDE = {
    "place": "地方", "year": "年份", "document": "文档编号", "file": "文件", "section": "章节", "start": "原文起", "end": "原文止", "quote": "原文",
}
LABELS = {
    "family": "族", "kind": "改动", "score": "相似度", "shared": "相同字数", "differences": "不同之处", "first": "首见", "direction": "方向",
    "evidence": "先后依据", "set_phrase": "多为套话", "upper_level": "出自上级", "upper_document": "上级文件",
    **{f"a_{name}": f"甲{heading}" for name, heading in _SIDE.items()}, **{f"b_{name}": f"乙{heading}" for name, heading in _SIDE.items()},
}
FAMILY_LABELS = {
    "family": "族", "documents": "文档数", "places": "地方数", "pairs": "对数", "first": "首见", "kinds": "改动", "shared": "最多相同字数",
    "set_phrase": "多为套话", "upper_level": "出自上级", "members": "出现于", "quote": "原文", "document": "文档编号", "start": "原文起", "end": "原文止",
}
SHARE_LABELS = {
    "place": "地方", "year": "年份", "document": "文档编号", "file": "文件", "characters": "字数", "set_phrase": "套话字数", "upper_level": "出自上级字数",
    "taken": "他处先有字数", "order_unknown": "先后不明字数", "own": "自有字数", "own_share": "自有比例", "own_share_most": "自有比例上限",
}


class Reuse(Result):
    """Passages that recur, one row for each two documents that share one; ``a`` is the earlier side where that is known.

    ``families`` has one row per passage, ``shares`` one per document; characters are counted without stops and spaces.
    """

    title = "文字重复"
    shown = ("family", "kind", "score", "shared", "a_place", "a_year", "a_quote", "b_place", "b_year", "b_quote", "first", "evidence")
    passages: Mapping[str, str] = {"a_quote": "a_{}", "b_quote": "b_{}"}
    paired = True
    labels = LABELS

    def __init__(self, rows: Sequence[dict[str, Any]], documents: Sequence[Document], *, family_rows: Sequence[dict[str, Any]],
                 share_rows: Sequence[dict[str, Any]], notes: Sequence[str], options: dict[str, Any]) -> None:
        super().__init__(rows, tuple(LABELS), documents, notes=notes, options=options)
        self._families, self._shares = tuple(family_rows), tuple(share_rows)

    @property
    def families(self) -> pd.DataFrame:
        """One row per passage: in how many documents and places it stands, who had it first."""
        return frame(self._families, FAMILY_LABELS)

    @property
    def shares(self) -> pd.DataFrame:
        """One row per document: how many of its characters are its own. ``own_share_most`` counts those of unknown order as own."""
        return frame(self._shares, SHARE_LABELS)

    @property
    def sheets(self) -> dict[str, tuple[pd.DataFrame, Mapping[str, str]]]:
        """The families and the shares, as further sheets of a workbook."""
        return {"重复段落族": (self.families, FAMILY_LABELS), "自有文字": (self.shares, SHARE_LABELS)}

    def aligned(self, family: int | None = None, *, most: int = 10, lang: str = "zh", **where: Any) -> Any:
        """The passages side by side with what differs marked, in a notebook; of one family, or the first ``most``."""
        if family is None:
            return super().aligned(most=most, lang=lang, **where)
        if not 1 <= family <= len(self._families):
            raise TextkitError(f"没有第 {family} 族", hint=f"共 {len(self._families)} 族，从 1 数起")
        return super().aligned(most=most, lang=lang, family=family, **where)


def reuse(texts: Texts, *, least: int = 20, similar: float = 0.5, method: Method = "auto", memory: int = 2048,
          set_phrase_lists: Sequence[str] = ()) -> Reuse:
    """Passages that stand in more than one document: word for word, with names or numbers swapped, or lightly edited.

    ``texts``: documents, a corpus, or what to read. ``least`` shared characters (without stops) and ``similar`` (0 to 1) of both sides
    make a passage. ``method``: ``exact`` compares all pairs, ``minhash`` those that are likely (needs rensa), ``auto`` is exact as
    long as the pairs fit into ``memory`` megabytes. ``set_phrase_lists`` are .tsv lists of your own, as ``lexicon/set_phrases.tsv``.
    Raises TextkitError where there are fewer than two documents.

    清淤疏浚11.2公里，沿河12个村 in one report and 清淤疏浚11.2公里，沿河19个村 in another's next year are ``names-swapped``, first in the earlier.
    """
    if method not in ("auto", "exact", "minhash"):
        raise TextkitError(f"method 应为 auto、exact 或 minhash，不是 {method!r}")
    if least < 8 or not 0 < similar <= 1:
        raise TextkitError("least 不能小于 8，similar 应在 0 和 1 之间")
    documents = sorted(as_documents(texts), key=lambda d: (d.place or f"\uffff{d.id}", d.date or "", d.work_year or 0, d.source.path, d.id))
    given = len(documents)
    documents = list({(document.place, "".join(document.text.split())): document for document in reversed(documents)}.values())[::-1]
    if len(documents) < 2:
        raise TextkitError("比较文字重复至少要有两篇不同的文档", hint="请给出放多份报告的文件夹")
    found = find(documents, Bounds(least, similar), method, memory, set_phrase_lists)
    rows, taken, unordered, upper = _rows(documents, found)
    share_rows = _share_rows(documents, found, upper, taken, unordered)
    notes = _notes(documents, found, rows)
    if given > len(documents):
        notes.append(f"{given - len(documents)} 篇与同一地方的另一篇一字不差，只算一篇")
    if isinstance(texts, Corpus) and texts.failures:
        notes.append(f"另有 {len(texts.failures)} 个文件没有读成，没有计入")
    return Reuse(rows, documents, family_rows=_family_rows(documents, rows), share_rows=share_rows, notes=notes, options={
        "least": least, "similar": similar, "method": found.method, "memory": memory, "set_phrase_lists": "、".join(set_phrase_lists)})


class Found(NamedTuple):
    """The texts as symbols, their set phrases, the passages, and the method that found them."""

    symbols: Sequence[Symbols]
    masks: Sequence[Array]
    places: Array
    matches: Sequence[Match]
    method: Literal["exact", "minhash"]


def find(documents: Sequence[Document], bounds: Bounds, method: Method, memory: int, lists: Sequence[str]) -> Found:
    """The passages of ``documents``, which stand in the order of their places."""
    numbers: dict[str, int] = {}
    places = np.array([numbers.setdefault(d.place or d.id, len(numbers)) for d in documents])
    names = names_of(documents)
    symbols = [symbols_of(document.text, names) for document in documents]
    parts = stretches(symbols)
    runs = long_runs(symbols, places)
    masks = set_phrases(symbols, places, lists)
    shingled = shingles(symbols, parts, masks)
    index = index_of(shingled, len(parts))
    chosen: Literal["exact", "minhash"] = ("exact" if fits(index, memory << 20) else "minhash") if method == "auto" else method
    pairs = together(candidates(index, parts, method=chosen), run_pairs(runs, parts))
    scales = [scale_of(index, *each) for each in zip(symbols, shingled.at_symbols, shingled.at_figures, masks, strict=True)]
    return Found(symbols, masks, places, matches(symbols, places, parts, pairs, scales, bounds), chosen)


# ------------------------------------------------------------------ rows
def _rows(documents: Sequence[Document], found: Found) -> tuple[list[dict[str, Any]], list[Occurrence], list[Occurrence], list[Occurrence]]:
    """The rows, and the runs of symbols that were taken, that have no known order, and that are the level above's."""
    rows: list[dict[str, Any]] = []
    taken: list[Occurrence] = []
    unordered: list[Occurrence] = []
    upper: list[Occurrence] = []
    common = [_set_share(match.passage, found.masks[match.a]) > 0.5 for match in found.matches]
    numbers = families(found.matches, common)
    members: dict[int, set[int]] = {}
    for match, family in zip(found.matches, numbers, strict=True):
        members.setdefault(family, set()).update((match.a, match.b))
    from_above = {family: upper_of(documents, sorted(texts)) for family, texts in members.items()}
    for match, family, is_common in zip(found.matches, numbers, common, strict=True):
        row, when = _row(documents, match, family + 1)
        row["set_phrase"] = is_common
        higher = from_above[family]
        for text, tiles, side in ((match.a, [(t.a, t.length) for t in match.passage.tiles], "a"),
                                  (match.b, [(t.b, t.length) for t in match.passage.tiles], "b")):
            spans = [Occurrence(text, at, at + length) for at, length in tiles]
            if text in higher:
                upper += spans
            elif when.first is None:
                unordered += spans
            elif when.first != side:
                taken += spans
        source = higher.get(match.a, higher.get(match.b))
        row |= {"upper_level": source is not None, "upper_document": label(documents[source]) if source is not None else None}
        rows.append(row)
    return sorted(rows, key=lambda row: row["family"]), taken, unordered, upper


def _row(documents: Sequence[Document], match: Match, family: int) -> tuple[dict[str, Any], Order]:
    passage = match.passage
    kind, differences = kind_of(passage)
    a, b = documents[match.a], documents[match.b]
    sides = _side(a, passage.a), _side(b, passage.b)
    when = order(a, b, (sides[0]["quote"], sides[1]["quote"]))
    pieces = _pieces(passage, a, b, sides[0]["start"], sides[1]["start"])
    swap = when.first == "b"
    first, second = (b, a) if swap else (a, b)
    here, there = (sides[1], sides[0]) if swap else sides
    return {
        "family": family, "kind": kind, "score": round(passage.score, 3), "shared": passage.shared,
        "differences": "；".join(f"{_flat(c.b if swap else c.a)}→{_flat(c.a if swap else c.b)}" for c in differences) or None,
        "first": label(first) if when.first else None, "direction": f"{label(first)}→{label(second)}" if when.first else None,
        "evidence": when.evidence,
        **{f"a_{name}": value for name, value in here.items()}, **{f"b_{name}": value for name, value in there.items()},
        "pieces": tuple((c, d, a_, b_) for a_, b_, c, d in pieces) if swap else pieces,
        "texts": (match.b, match.a) if swap else (match.a, match.b),
    }, when


def _side(document: Document, side: Side) -> dict[str, Any]:
    start, end = int(side.symbols.starts[side.start]), int(side.symbols.ends[side.end - 1])
    source = document.source_span(start, end)
    at = bisect_right(document.segments, start, key=lambda segment: segment.span.start) - 1
    return {
        "place": document.place, "year": document.work_year, "document": document.id, "file": document.source.path,
        "section": section_path(document, document.segments[at].section) or None if at >= 0 else None,
        "start": source.start, "end": source.end, "quote": source.of(document.source.text),
    }


def _pieces(passage: Aligned, a: Document, b: Document, base_a: int, base_b: int) -> tuple[tuple[int, int, int, int], ...]:
    """What is the same on both sides: where it stands in the two quotes (half-open)."""
    out = []
    for tile in as_written(passage):
        left, right = (side.symbols for side in (passage.a, passage.b))
        one = a.source_span(int(left.starts[tile.a]), int(left.ends[tile.a + tile.length - 1]))
        other = b.source_span(int(right.starts[tile.b]), int(right.ends[tile.b + tile.length - 1]))
        out.append((one.start - base_a, one.end - base_a, other.start - base_b, other.end - base_b))
    return tuple(out)


def _set_share(passage: Aligned, mask: Array) -> float:
    return float(sum(int(mask[t.a : t.a + t.length].sum()) for t in passage.tiles) / passage.shared)


def _flat(words: str) -> str:
    return " ".join(words.split()) or "（无）"


# ------------------------------------------------------------------ families, shares, notes
def _family_rows(documents: Sequence[Document], rows: Sequence[dict[str, Any]]) -> list[dict[str, Any]]:
    grouped: dict[int, list[dict[str, Any]]] = {}
    for row in rows:
        grouped.setdefault(row["family"], []).append(row)
    out = []
    for family, pairs in grouped.items():
        members = [documents[i] for i in sorted({i for row in pairs for i in row["texts"]})]
        members.sort(key=lambda d: d.date or str(d.work_year or "9"))
        first = _first(pairs)
        shown = max((row for row in pairs if first is None or row["first"] == first), key=lambda row: row["shared"])
        out.append({
            "family": family, "documents": len(members), "places": len({d.place or d.id for d in members}), "pairs": len(pairs), "first": first,
            "kinds": "、".join(sorted({row["kind"] for row in pairs})), "shared": max(row["shared"] for row in pairs),
            "set_phrase": pairs[0]["set_phrase"], "upper_level": any(row["upper_level"] for row in pairs),
            "members": "、".join(label(d) for d in members),
            "quote": shown["a_quote"], "document": shown["a_document"], "start": shown["a_start"], "end": shown["a_end"],
        })
    return out


def _first(rows: Sequence[dict[str, Any]]) -> str | None:
    """Who had it first: the one document that is earlier than another and never later; None where several may be."""
    known = {row["first"] for row in rows if row["first"]}
    later = {row["direction"].split("→", 1)[1] for row in rows if row["direction"]}
    loose = any(row["first"] is None for row in rows)
    first = known - later
    return first.pop() if len(first) == 1 and not (loose and len(rows) == 1) else None


def _share_rows(documents: Sequence[Document], found: Found, upper: Sequence[Occurrence], taken: Sequence[Occurrence],
                unordered: Sequence[Occurrence]) -> list[dict[str, Any]]:
    counted = shares(found.symbols, found.masks, upper, taken, unordered)
    return [{
        "place": d.place, "year": d.work_year, "document": d.id, "file": d.source.path, "characters": s.all, "set_phrase": s.set_phrase,
        "upper_level": s.upper, "taken": s.taken, "order_unknown": s.unordered, "own": s.own,
        "own_share": round(s.own / s.all, 4) if s.all else None, "own_share_most": round((s.own + s.unordered) / s.all, 4) if s.all else None,
    } for d, s in zip(documents, counted, strict=True)]


def _notes(documents: Sequence[Document], found: Found, rows: Sequence[dict[str, Any]]) -> list[str]:
    years = {d.work_year for d in documents if d.work_year}
    how = "全部两两比较" if found.method == "exact" else "MinHash 近似查找（改动大的可能漏掉）"
    out = [f"依据 {len(documents)} 篇文档（{len({d.place for d in documents if d.place})} 个地方，{len(years)} 个年份），"
           f"{sum(map(len, found.symbols))} 字（不计标点和空格），{how}；{len(rows)} 对，{len({row['family'] for row in rows})} 族"]
    enough = enough_places(found.places)
    out.append(f"套话：词表所列，以及 {enough} 个以上地方都用的七字词句" if enough
               else "套话只按词表扣除：不足五个地方，看不出哪些话人人都说")
    if not any(row["upper_level"] for row in rows):
        out.append("没有发现出自上级文件的段落；上级文件不在这些文档里的，看不出来")
    loose = sum(row["first"] is None for row in rows)
    if loose:
        out.append(f"{loose} 对分不出先后（日期相同或不全），不判方向")
    unplaced = sum(d.place is None for d in documents)
    if unplaced:
        out.append(f"{unplaced} 篇认不出地方，各算一处")
    out.append("别处没有的文字，不等于没有出处：只和这些文档比过")
    return out
