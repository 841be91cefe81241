"""The PMC index: how many of the things that a policy can speak of a text does speak of.

Ruiz Estrada (2011), Policy modeling: Definition, classification and evaluation, Journal of Policy Modeling 33(4), 523-536:
every item of a main variable is 1 or 0, all weigh the same; a variable is the share of its items, the index the sum of
the variables. Here an item is 1 where the text has one of its words, so the index tells breadth of coverage, not quality.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

from textkit.compare.inputs import Texts, as_documents
from textkit.compare.result import Result
from textkit.compare.themes.attending import Counted, identity
from textkit.compare.themes.codebook import Codebook, codebook
from textkit.compare.themes.parts import Within, checked
from textkit.model import Document, TextkitError

__all__ = ["GRADES", "Pmc", "pmc"]

GRADES = ((0.9, "完美"), (0.7, "优秀"), (0.5, "可接受"), (0.0, "不良"))
"""From which share of the greatest possible index a text has which grade: 9, 7 and 5 of 10 in Ruiz Estrada (2011)."""

LABELS = {
    "place": "地方", "code": "行政区划代码", "level": "层级", "year": "年份", "title": "题目", "category": "主变量", "item": "子变量", "value": "有无", "variable": "主变量得分",
    "index": "PMC 指数", "maximum": "最高分", "grade": "等级", "hits": "命中次数", "quote": "依据原文", "section": "章节", "document": "文档编号", "file": "文件",
    "quote_start": "依据原文起", "quote_end": "依据原文止",
}


class Pmc(Result):
    """One row per document and item, with the words that speak for a yes; ``index`` is the document's."""

    title = "PMC 指数"
    shown = ("place", "year", "category", "item", "value", "variable", "index", "grade", "quote")
    labels = LABELS


def pmc(texts: Texts, codes: str | Path | Codebook = "pmc", *, within: Within = "all") -> Pmc:
    """The PMC index of each of ``texts`` by a codebook whose categories have items.

    Raises TextkitError for a codebook without items. 今年要牵头… answers 责任明确 of X7 with yes.
    """
    book = codebook(codes)
    if any(not book.items(category) for category in book.categories):
        raise TextkitError(f"词表“{book.name}”没有子变量（item 列），算不出 PMC 指数", hint="每一类下写出子变量，见词表 pmc")
    part = checked(within)
    documents = as_documents(texts)
    if not documents:
        raise TextkitError("没有一篇可以计量的文档")
    rows = [row for document in documents for row in _of(document, book, part)]
    notes = [f"依据 {len(documents)} 篇文档，词表“{book.name}”{len(book.categories)} 个主变量；每个子变量有词命中记 1，没有记 0，主变量为子变量的平均，指数为主变量之和",
             "按用词判断有无，只说明谈到了没有，不说明做得好坏；等级按满分的 90%、70%、50% 划分（Ruiz Estrada 2011）"]
    if sum(row["grade"] == GRADES[0][1] for row in rows) > len(rows) / 2:
        notes.append("多数文档接近满分：指数用来比较单项政策，对面面俱到的工作报告分不出高下")
    return Pmc(rows, tuple(LABELS), documents, notes=notes, options={"codebook": book.name, "within": part, "sources": "；".join(book.sources)})


def _of(document: Document, book: Codebook, within: Within) -> list[dict[str, Any]]:
    counted = Counted(document, book, within, "segment")
    out: list[dict[str, Any]] = []
    index = 0.0
    for category in book.categories:
        items = book.items(category)
        rows: list[dict[str, Any]] = []
        for item in items:
            hits = [hit for hit in counted.hits if (hit.category, hit.item) == (category, item)]
            rows.append({"category": category, "item": item, "value": int(bool(hits)), "hits": len(hits), **counted.evidence(hits, whole=True)})
        score = sum(row["value"] for row in rows) / len(items)
        index += score
        out += [row | {"variable": round(score, 4)} for row in rows]
    most = len(book.categories)
    grade = next(name for least, name in GRADES if index >= least * most)
    same = {**identity(document), "index": round(index, 4), "maximum": most, "grade": grade}
    return [same | row for row in out]
