"""Marked text: every character there, marks well nested, nothing from the document run."""

from __future__ import annotations

import dataclasses
import re
from collections.abc import Callable
from html.parser import HTMLParser
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from textkit.model import Document, Quantity, Span
from textkit.report import corpus_html, document_html
from textkit.report.html import _line
from textkit.report.marks import Mark, _amount, marks

VOID = {"meta", "br", "input"}


class Reader(HTMLParser):
    """Checks nesting and gathers the text of paragraphs and what is marked how."""

    def __init__(self) -> None:
        super().__init__()
        self.open: list[tuple[str, str]] = []
        self.text: list[str] = []
        self.cards: list[str] = []
        self.marked: dict[str, str] = {}
        self.tags: set[str] = set()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.add(tag)
        if tag not in VOID:
            self.open.append((tag, dict(attrs).get("class") or ""))

    def handle_endtag(self, tag: str) -> None:
        assert self.open, tag
        assert self.open.pop()[0] == tag

    def handle_data(self, data: str) -> None:
        tags = [tag for tag, _ in self.open]
        if any(kind == "tk-card" for _, kind in self.open):
            self.cards.append(data)
        elif "p" in tags and "tk-text" in [kind for _, kind in self.open]:
            self.text.append(data)
            for tag, kind in self.open:
                if tag == "mark":
                    self.marked[kind] = self.marked.get(kind, "") + data


def read(html: str) -> Reader:
    reader = Reader()
    reader.feed(html)
    reader.close()
    assert not reader.open
    return reader


def test_text_is_whole_and_marked(document: Document) -> None:
    reader = read(document_html(document))
    assert "".join(reader.text) == document.text.replace("\n", "")
    assert reader.marked["unit"] == "县水利局县财政局"
    assert reader.marked["deadline"] == "年底前"
    assert reader.marked["target"] == "3座以上98%"
    assert reader.marked["quantity"] == "12公里"
    assert reader.marked["task"].startswith("（一）县水利局")


def test_nothing_from_the_document_becomes_a_tag(make: Callable[..., Document]) -> None:
    document = make(path='"><script>alert(1)</script>.txt')
    document = dataclasses.replace(document, title="<img src=x onerror=alert(1)>", rules={"place": '"><i>'})
    html = document_html(document)
    assert not read(html).tags & {"script", "img", "i"}
    assert "&lt;b&gt;" in html


def test_nothing_is_loaded_from_elsewhere(document: Document) -> None:
    html = document_html(document, page=True)
    assert not re.search(r"https?:|src=|@import|url\(", html)


def test_cards_tell_the_fields(document: Document) -> None:
    said = "".join(read(document_html(document)).cards)
    assert "牵头 县水利局（县水务局）" in said and "规则 modal" in said                     # of the task
    assert "现名 县水务局角色 牵头类型 机构规则 subject" in said                            # of the unit
    assert "起止 2023-12-31规则 year-end" in said
    assert "指标 新建水库数值 不低于 3 座性质 目标规则 comparator" in said
    assert "供水普及率数值 98 %（增）" in said


@pytest.mark.parametrize(("comparator", "low", "high", "lang", "said"), [
    (">=", 98.0, None, "zh", "不低于 98 %"), ("about", 3.0, 3.0, "zh", "3 % 左右"), ("about", 3.0, 3.0, "en", "about 3 %"), ("between", 1.0, 2.0, "zh", "1 – 2 %"),
    ("<=", None, 18_600_000.5, "zh", "不超过 18,600,000.5 %"),
])
def test_amounts(comparator: Any, low: float | None, high: float | None, lang: str, said: str) -> None:
    assert _amount(Quantity("", Span(0, 1), low, high, "%", comparator, "level", None, "target"), lang) == said


def test_the_keyboard_stops_where_no_other_card_tells_it(document: Document) -> None:
    html = document_html(document)
    assert html.count('<mark class="task" tabindex=0>') == html.count('<mark class="task"') - 1      # less the legend
    assert '<mark class="unit" tabindex=0>' not in html and '<mark class="quantity" tabindex=0>12公里' in html


def test_light_and_dark(document: Document) -> None:
    html = document_html(document)
    assert "prefers-color-scheme:dark" in html
    assert "--jp-content-font-color1" in html


def test_english(document: Document) -> None:
    html = document_html(document, lang="en", page=True)
    assert '<html lang="en">' in html
    assert "<b>lead</b> <span>县水利局" in html


def test_a_page_is_not_too_large(make: Callable[..., Document]) -> None:
    document = make()
    text = "".join(f"县农业局要在年底前新建第{n}座大棚，面积不少于{n}亩。\n" for n in range(1000))[:20_000]
    quantities = [
        Quantity(m.group(), Span(*m.span()), 1.0, None, "亩", ">=", "level", "面积", "target", "comparator")
        for m in re.finditer("不少于[0-9]+亩", text)
    ]
    sentences = [Span(*m.span()) for m in re.finditer("县农业局.+", text)]
    tasks = tuple(
        dataclasses.replace(document.tasks[0], span=span, targets=(quantity,), units=(
            dataclasses.replace(document.tasks[0].units[0], span=Span(span.start, span.start + 4)),
        )) for span, quantity in zip(sentences, quantities, strict=False)
    )
    document = dataclasses.replace(
        document, text=text, tasks=tuple(dataclasses.replace(task, section=None) for task in tasks),
        quantities=tuple(quantities), sections=(), segments=(),
    )
    assert len(document_html(document).encode()) < 1_500_000


def test_a_long_text_is_cut_and_says_so(make: Callable[..., Document]) -> None:
    document = dataclasses.replace(make(), text="长" * 5_000, tasks=(), quantities=(), sections=(), segments=())
    html = document_html(document, limit=1_000)
    assert "还有 4000 字没有显示" in html
    assert len("".join(read(html).text)) < 1_100


@given(st.lists(st.tuples(st.integers(0, 30), st.integers(0, 12), st.sampled_from(["task", "unit", "target"])), max_size=8))
@settings(max_examples=200, deadline=None)
def test_marks_nest_however_they_cross(spans: list[tuple[int, int, str]]) -> None:
    text = "甲乙丙丁戊己庚辛<&>一二三四五六七八九十百千万亿零两半个十"
    found = sorted(
        (Mark(start, start + length + 1, kind, ((kind, "“”<&>\"'"),)) for start, length, kind in spans),
        key=lambda m: (m.start, -m.end),
    )
    found = [m for m in found if m.start < len(text)]
    reader = read('<div class="tk-text"><p>' + "".join(_line(text, 0, len(text), found)) + "</p></div>")
    assert "".join(reader.text) == text


def test_a_unit_named_for_many_tasks_is_marked_once(document: Document) -> None:
    first = document.tasks[0]
    document = dataclasses.replace(document, tasks=(first, first, first))
    found = marks(document)
    assert len([m for m in found if m.kind == "unit"]) == 2


def test_a_corpus_is_a_list(document: Document) -> None:
    html = corpus_html([document] * 3, limit=2)
    assert html.count('<tr class="r">') == 2 and "3 份文件，这里是前 2 份" in html
    assert "要点 &amp; &lt;1&gt;.txt" in html and "<mark class=\"tk-quote\">青禾县2023年水利工作要点" in html


@pytest.mark.parametrize("text", ["", "\n\n", "　　\n"])
def test_an_empty_document_shows_itself(make: Callable[..., Document], text: str) -> None:
    document = dataclasses.replace(make(), text=text, tasks=(), quantities=(), sections=(), segments=(), title=None)
    assert "（无题）" in document_html(document)
