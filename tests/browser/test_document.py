"""A document shown as a page: marks, nothing from the network, readable by everybody; hostile text stays text."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

import textkit as tk
from textkit.report import document_html

HOSTILE = "一、重点工作\n县水利局要在6月底前<img src=x onerror=alert(1)></script><script>alert(2)</script>完成清淤30公里，=1+1{{constructor}}" + "长" * 10_000 + "。"


@pytest.mark.parametrize("size", ["wide", "narrow"])
def test_a_document_can_be_read(opened: Callable[..., Any], accessible: Callable[[Any], None], tmp_path: Path, size: str) -> None:
    document = next(document for document in tk.example() if document.tasks)
    file = tmp_path / "document.html"
    file.write_text(document_html(document, page=True), encoding="utf-8")
    page = opened(file, size)
    assert page.locator("mark.task").count() >= len(document.tasks)
    assert page.evaluate("document.documentElement.scrollWidth <= window.innerWidth")
    accessible(page)


def test_hostile_text_does_nothing(opened: Callable[..., Any], tmp_path: Path) -> None:
    file = tmp_path / "hostile.html"
    file.write_text(document_html(tk.read_text(HOSTILE, date="2031-01-01"), page=True), encoding="utf-8")
    page = opened(file)
    assert page.locator("img, script").count() == 0
    assert "<img src=x onerror=alert(1)>" in page.inner_text("body")
