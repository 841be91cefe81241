"""What an explanation says, and where."""

from __future__ import annotations

import pytest

from textkit.model import Document
from textkit.report import explain


@pytest.mark.parametrize(("words", "said"), [
    ("县水利局", ["任务：", "规则 modal", "牵头：县水利局（县水务局） 〔规则 subject〕", "章节：一、工作任务 › （一）"]),
    ("年底前", ["完成时限：年底前（2023-12-31） 〔规则 year-end〕"]),
    ("3座以上", ["数量：新建水库：3座以上（目标） 〔规则 comparator〕"]),
    ("去年修渠", ["语段：成绩 〔规则 aspect〕"]),
    ("青禾县", ["文档：青禾县2023年水利工作要点 〔规则 first-line〕", "清洗：noise.breadcrumb"]),
    ("水库", ["清洗：page-number '\\n2、' → '' ?"]),
])
def test_explains(document: Document, words: str, said: list[str]) -> None:
    start = document.text.index(words)
    shown = str(explain(document, start, start + len(words)))
    for line in said:
        assert line in shown


def test_shows_itself_in_a_notebook_and_from_the_document(document: Document) -> None:
    assert repr(document.explain(0)) == str(explain(document, 0, 1))


def test_any_offset_is_taken(document: Document) -> None:
    for start, end in ((-5, -1), (10**9, 10**9 + 1), (3, 3), (5, 2)):
        assert str(explain(document, start, end)).startswith("位置：")


def test_english(document: Document) -> None:
    assert "rule modal" in str(explain(document, document.text.index("县水利局"), lang="en"))
