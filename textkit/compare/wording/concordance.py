"""Keyword in context as a result: every place where words stand, with the variables of the document."""

from __future__ import annotations

from collections.abc import Sequence

from textkit.compare.inputs import Texts, as_documents
from textkit.compare.result import Result
from textkit.corpus.words.context import COLUMNS, concordance

__all__ = ["Kwic", "kwic"]

LABELS = {
    "place": "地方", "work_year": "年份", "doc_type": "文种", "left": "上文", "keyword": "词", "right": "下文", "quote": "原文", "section_path": "章节",
    "document_id": "文档编号", "path": "文件", "start": "正文起", "end": "正文止", "source_start": "原文起", "source_end": "原文止", "source_place": "位置",
}


class Kwic(Result):
    """Keyword in context, one row per place, in reading order; the documents' own variables stand behind the columns."""

    title = "上下文检索"
    shown = ("place", "work_year", "left", "keyword", "right", "section_path")
    labels = LABELS


def kwic(texts: Texts, words: str | Sequence[str], *, window: int = 20, regex: bool = False) -> Kwic:
    """Every place of ``words`` in ``texts``; arguments as of :func:`textkit.corpus.words.kwic`. ``kwic(corpus, "法律七进")``"""
    documents = as_documents(texts)
    rows = list(concordance(documents, words, window=window, regex=regex))
    extra = list(dict.fromkeys(key for row in rows for key in row if key not in COLUMNS))
    having = len({row["document_id"] for row in rows})
    wanted = words if isinstance(words, str) else "、".join(words)
    notes = [f"查“{wanted}”：{len(documents)} 份文件中 {having} 份有，共 {len(rows)} 处"]
    return Kwic(rows, (*COLUMNS, *extra), documents, notes=notes, options={"words": wanted, "window": window, "regex": regex})
