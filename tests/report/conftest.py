"""A small document, made by hand, with everything that a report shows."""

from __future__ import annotations

import hashlib
from collections.abc import Callable

import pytest

from textkit.model import (
    Alignment,
    Deadline,
    Document,
    Edit,
    Quantity,
    Section,
    Segment,
    Source,
    Span,
    Task,
    Unit,
    document_id,
    task_id,
)

SOURCE = (
    "首页 > 文件\n"
    "青禾县2023年水利工作要点\n"
    "一、工作任务\n"
    "（一）县水利局要在年底前新建水\n2、库3座以上，<b>县财政局</b>配合，每月报告。\n"
    "=SUM(A1)是一项工作，供水普及率达到98%。\n"
    "去年修渠12公里。\n"
)


def build(source_text: str = SOURCE, path: str = "水利/要点 & <1>.txt") -> Document:
    page = source_text.index("\n2、")
    edits = (
        Edit(0, source_text.index("青禾"), "", "noise.breadcrumb"),
        Edit(page, page + 3, "", "page-number", certain=False),
    )
    alignment = Alignment(source_text, edits)
    text = alignment.text

    def at(words: str) -> Span:
        start = text.index(words)
        return Span(start, start + len(words))

    first, second = at(text[text.index("（一）"):text.index("=SUM") - 1]), at("=SUM(A1)是一项工作，供水普及率达到98%。")
    reservoirs = Quantity("3座以上", at("3座以上"), 3.0, None, "座", ">=", "level", "新建水库", "target", "comparator")
    supply = Quantity("98%", at("98%"), 98.0, 98.0, "%", "=", "increase", "供水普及率", "target", "percent")
    past = Quantity("12公里", at("12公里"), 12.0, 12.0, "公里", "=", "level", "修渠", "achievement", "tense")
    deadline = Deadline("年底前", at("年底前"), None, "2023-12-31", None, "year-end")
    lead = Unit("县水利局", "县水务局", "lead", "body", at("县水利局"), "subject")
    support = Unit("县财政局", "县财政局", "support", "body", at("县财政局"), "support")
    identity = document_id(path, source_text)
    tasks = (
        Task(task_id(identity, first.of(text), 1), first, first.of(text), "新建", "水库", "must", (lead, support),
             deadline, (reservoirs,), (), 1, "modal"),
        Task(task_id(identity, second.of(text), 1), second, second.of(text), None, None, "plan", (), None,
             (supply,), (), 0, "bare-verb"),
    )
    return Document(
        id=identity, source=Source(path, source_text, "utf-8", hashlib.sha256(source_text.encode()).hexdigest()),
        span=Span(source_text.index("青禾"), len(source_text)), text=text, edits=edits, alignment=alignment,
        title="青禾县2023年水利工作要点", doc_type="work_plan", place="青禾县", level="county", date="2023", work_year=2023,
        rules={"title": "first-line"},
        sections=(
            Section(1, "一", "工作任务", at("一、工作任务"), Span(at("一、工作任务").start, len(text))),
            Section(2, "一", "", at("（一）"), first, 0),
        ),
        segments=(
            Segment(at("青禾县2023年水利工作要点"), None, 0, "heading", "title"),
            Segment(at("一、工作任务"), 0, 1, "heading", "numbered"),
            Segment(first, 1, 2, "task", "modal"), Segment(second, 0, 3, "task", "bare-verb"),
            Segment(at("去年修渠12公里。"), 0, 4, "achievement", "aspect"),
        ),
        tasks=tasks, quantities=(reservoirs, supply, past),
    )


@pytest.fixture
def document() -> Document:
    return build()


@pytest.fixture
def make() -> Callable[..., Document]:
    return build
