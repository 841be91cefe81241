"""Place × year × category: how much of each text goes to which theme, in characters, segments, tasks or items."""

from __future__ import annotations

import math
from bisect import bisect_left, bisect_right
from collections import Counter, defaultdict
from collections.abc import Sequence
from pathlib import Path
from typing import Any, Literal

from textkit.compare.inputs import Texts, as_documents
from textkit.compare.result import Result
from textkit.compare.themes.codebook import Codebook, Hit, codebook
from textkit.compare.themes.parts import Within, checked, parts
from textkit.corpus.tables import section_path
from textkit.model import Document, Span, TextkitError
from textkit.structure.divisions import place_code

__all__ = ["Attention", "Counted", "Hits", "Unit", "attention", "identity"]

Unit = Literal["character", "segment", "task", "item"]

WITHIN: dict[str, str] = {"all": "全文", "review": "回顾部分", "plan": "部署部分"}
UNITS: dict[str, str] = {"character": "字", "segment": "语段", "task": "任务", "item": "任务分项"}

LABELS = {
    "place": "地方", "code": "行政区划代码", "level": "层级", "year": "年份", "title": "题目", "category": "类别", "hits": "命中次数", "density": "每千字命中",
    "count": "涉及单位数", "weight": "折算单位数", "total": "单位总数", "share": "占比", "share_coded": "占已归类之比", "coded": "已归类单位之比",
    "entropy": "注意力熵", "evenness": "均匀度", "words": "主要用词", "quote": "首处原文", "section": "首处章节", "document": "文档编号", "file": "文件",
    "quote_start": "首处原文起", "quote_end": "首处原文止",
}
COLUMNS = tuple(LABELS)
HIT_LABELS = {
    "place": "地方", "year": "年份", "category": "类别", "item": "分项", "word": "命中词", "quote": "所在语段", "function": "语段功能", "part": "部分", "section": "章节",
    "line": "词表行号", "document": "文档编号", "file": "文件", "start": "命中起", "end": "命中止", "quote_start": "语段起", "quote_end": "语段止",
}


class Hits(Result):
    """Every word that a codebook hit, with the segment that it stands in and both their places in the source."""

    title = "主题词命中"
    shown = ("place", "year", "category", "word", "quote", "section")
    labels = HIT_LABELS


class Attention(Result):
    """A table document × category; ``hits`` is the table of what was hit."""

    title = "政策注意力"
    shown = ("place", "year", "category", "hits", "count", "share", "entropy", "words", "quote")
    labels = LABELS

    def __init__(self, *args: Any, hits: Hits, categories: Sequence[str], **options: Any) -> None:
        super().__init__(*args, **options)
        self.hits, self.categories = hits, tuple(categories)


def attention(
    texts: Texts, codes: str | Path | Codebook = "themes", *, within: Within = "all", unit: Unit = "character",
) -> Attention:
    """How much of each of ``texts`` (documents, a corpus, or what to read) goes to each category of a codebook.

    ``codes`` is a codebook's name (themes, environment, digital, rule_of_law, instruments) or the path of a .tsv of your own;
    ``within`` is the part of the report (plan, review, all); ``unit`` what is counted: the characters of segments,
    segments, tasks or their items. A unit that speaks of several categories is divided among them in proportion to
    its hits (``weight``); ``count`` is the whole number of units that speak of a category, ``share`` is weight of total.

    ``entropy`` is Shannon's (1948), in bits, over the categories' shares of what is coded; ``evenness`` divides it by
    its greatest value (attention diversity, Boydstun, Bevan and Thomas 2014). 改善空气质量，稳定就业 is half 生态文明建设, half 社会建设.
    Raises TextkitError for an unknown codebook, part or unit, and where there is no text.
    """
    book = codebook(codes)
    if unit not in UNITS:
        raise TextkitError(f"unit 应为 {'、'.join(UNITS)}，不是 {unit!r}")
    part = checked(within)
    documents = as_documents(texts)
    if not documents:
        raise TextkitError("没有一篇可以计量的文档")
    rows: list[dict[str, Any]] = []
    found: list[dict[str, Any]] = []
    empty = 0
    for document in documents:
        own = Counted(document, book, part, unit)
        rows += own.rows()
        found += own.hit_rows()
        empty += not own.total
    notes = [f"依据 {len(documents)} 篇文档，词表“{book.name}”{len(book.rows)} 行、{len(book.categories)} 类；"
             f"以{UNITS[unit]}计，范围：{WITHIN[part]}"]
    notes.append("一个单位涉及几类时按命中次数分摊；没有命中的单位不归类，占比之和小于 1")
    if empty:
        notes.append(f"{empty} 篇在这个范围里没有{UNITS[unit]}，占比为空")
    unnamed = sum(not document.place or document.work_year is None for document in documents)
    if unnamed:
        notes.append(f"{unnamed} 篇认不出地方或年份，仍计入，地方或年份为空")
    options = {"codebook": book.name, "within": part, "unit": unit, "sources": "；".join(book.sources)}
    hits = Hits(found, tuple(HIT_LABELS), documents, notes=notes, options=options)
    return Attention(rows, COLUMNS, documents, notes=notes, options=options, hits=hits, categories=book.categories)


class Counted:
    """One document under one codebook."""

    def __init__(self, document: Document, book: Codebook, within: Within, unit: Unit) -> None:
        self.document, self.book = document, book
        self.parts = parts(document)
        segments = document.segments
        self.kept = [i for i, s in enumerate(segments)
                     if s.function not in ("noise", "formula") and (within == "all" or self.parts[i] == within)]
        self._starts = [segments[i].span.start for i in self.kept]
        self.hits = [hit for hit in book.hits(document.text) if self._kept_at(hit) is not None]
        self.units = self._units(unit)
        self.sizes = [unit_span.end - unit_span.start if unit == "character" else 1 for unit_span in self.units]
        self.total = sum(self.sizes)
        self.characters = sum(segments[i].span.end - segments[i].span.start for i in self.kept)

    def _kept_at(self, hit: Hit) -> int | None:
        """The number of the kept segment that ``hit`` stands in; None where it stands in none."""
        at = bisect_right(self._starts, hit.start) - 1
        if at < 0:
            return None
        i = self.kept[at]
        return i if hit.end <= self.document.segments[i].span.end else None

    def segment_of(self, hit: Hit) -> int:
        """The number of the segment that one of :attr:`hits` stands in."""
        i = self._kept_at(hit)
        assert i is not None                      # only hits in kept segments are kept
        return i

    def evidence(self, hits: Sequence[Hit], *, whole: bool = False) -> dict[str, Any]:
        """Where the first of ``hits`` stands: its quote (with ``whole`` that of its segment), section and place in the source; empty without one."""
        if not hits:
            return dict.fromkeys(("quote", "section", "quote_start", "quote_end"))
        hit, document = hits[0], self.document
        segment = document.segments[self.segment_of(hit)]
        where = document.source_span(hit.start, hit.end)
        return {"quote": document.quote(*segment.span) if whole else document.quote(hit.start, hit.end),
                "section": section_path(document, segment.section) or None, "quote_start": where.start, "quote_end": where.end}

    def _units(self, unit: Unit) -> list[Span]:
        segments = self.document.segments
        if unit in ("character", "segment"):
            return [segments[i].span for i in self.kept]
        spans = [task.span for task in self.document.tasks] if unit == "task" else [
            item.span for task in self.document.tasks for item in task.items]
        inside = {segments[i].span.start: segments[i].span.end for i in self.kept}
        starts = sorted(inside)
        return [span for span in spans if (at := bisect_right(starts, span.start) - 1) >= 0 and span.start < inside[starts[at]]]

    def rows(self) -> list[dict[str, Any]]:
        """One row per category, those without a hit too."""
        counts: Counter[str] = Counter()
        weights: dict[str, float] = defaultdict(float)
        coded = 0
        at = [hit.start for hit in self.hits]
        for span, size in zip(self.units, self.sizes, strict=True):
            inside = Counter(hit.category for hit in self.hits[bisect_left(at, span.start):bisect_left(at, span.end)])
            number = sum(inside.values())
            coded += size if number else 0
            for category, hits in inside.items():
                counts[category] += 1
                weights[category] += size * hits / number
        shares = {c: weights[c] / coded for c in self.book.categories} if coded else {}
        entropy = -sum(s * math.log2(s) for s in shares.values() if s > 0) if shares else None
        number = len(self.book.categories)
        document = self.document
        out = []
        for category in self.book.categories:
            own = [hit for hit in self.hits if hit.category == category]
            words = Counter(document.text[hit.start:hit.end] for hit in own).most_common(5)
            out.append({
                **identity(document), "category": category, "hits": len(own),
                "density": round(1000 * len(own) / self.characters, 3) if self.characters else None,
                "count": counts[category], "weight": round(weights[category], 3), "total": self.total,
                "share": round(weights[category] / self.total, 6) if self.total else None,
                "share_coded": round(shares[category], 6) if shares else None, "coded": round(coded / self.total, 6) if self.total else None,
                "entropy": round(entropy, 6) if entropy is not None else None,
                "evenness": round(entropy / math.log2(number), 6) if entropy is not None and number > 1 else None,
                "words": "、".join(f"{word}{n}" for word, n in words) or None,
                **self.evidence(own),
            })
        return out

    def hit_rows(self) -> list[dict[str, Any]]:
        """One row per hit, with the segment that it stands in."""
        document = self.document
        out = []
        for hit in self.hits:
            i = self.segment_of(hit)
            segment = document.segments[i]
            where, around = document.source_span(hit.start, hit.end), document.source_span(*segment.span)
            out.append({
                "place": document.place, "year": document.work_year, "category": hit.category, "item": hit.item,
                "word": document.quote(hit.start, hit.end), "quote": around.of(document.source.text), "function": segment.function,
                "part": self.parts[i], "section": section_path(document, segment.section) or None, "line": hit.line,
                "document": document.id, "file": document.source.path, "start": where.start, "end": where.end,
                "quote_start": around.start, "quote_end": around.end,
            })
        return out


def identity(document: Document) -> dict[str, Any]:
    """The columns that say which document a row is of."""
    return {"place": document.place, "code": place_code(document.place, document.date or document.work_year), "level": document.level,
            "year": document.work_year, "title": document.title, "document": document.id, "file": document.source.path}
