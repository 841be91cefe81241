"""A repaired text as a file and in a notebook: what was put back, and what may be wrong, marked where it stands."""

from __future__ import annotations

from collections.abc import Iterator
from html import escape
from pathlib import Path
from typing import Any

from textkit.report.display.look import Shown, fragment
from textkit.report.display.results import result_html
from textkit.report.files import write_text
from textkit.report.html import LIMIT

__all__ = ["repair_html", "write_repaired"]


def write_repaired(result: Any, path: Path, *, overwrite: bool = False) -> Path:
    """Write the repaired text as UTF-8. A file with any other text is replaced only with ``overwrite``."""
    if not (path.is_file() and path.read_bytes() == result.text.encode("utf-8", "replace")):
        write_text(path, result.text, overwrite=overwrite)
    return path


def repair_html(result: Any, *, limit: int = LIMIT) -> Shown:
    """The repairs as a table, and folded below it the text with certain ones as deleted and inserted words, doubtful ones marked.

    Everything from the document is escaped and nothing is loaded from elsewhere; at most ``limit`` characters are shown.
    """
    stop = min(result.span.end, result.span.start + limit)
    lines = "".join(_pieces(result, stop)).split("\n")
    text = "".join(f"<p>{line}</p>" for line in lines if line.strip())
    rest = result.span.end - stop
    more = f'<p class="tk-rest">…… 还有 {rest} 字没有显示</p>' if rest > 0 else ""
    legend = '<p class="tk-soft"><del>原文</del><mark class="unit">已改</mark>　<mark class="deadline">存疑</mark>（指着看建议和概率）</p>'
    whole = fragment(f'<details class="tk-edits"><summary>全文</summary>{legend}<div class="tk-text">{text}{more}</div></details>', "document", kind="tk-document")
    return Shown(result_html(result) + whole)


def _pieces(result: Any, stop: int) -> Iterator[str]:
    """The source up to ``stop`` with its repairs; a repair stands on one line."""
    text, at = result.source.text, result.span.start
    for edit, row in zip(result.edits, result.rows, strict=True):
        if edit.end > stop:
            break
        written, original = escape(text[edit.start : edit.end].replace("\n", " ")), escape(edit.replacement)
        told = f'<span class="tk-card" hidden>{"改为" if edit.certain else "疑为"} {original}，概率 {row["probability"]}</span>'
        yield escape(text[at : edit.start])
        if edit.certain:
            yield f'<del>{written}</del><mark class="unit" tabindex=0>{original}{told}</mark>'
        else:
            yield f'<mark class="deadline" tabindex=0>{written}{told}</mark>'
        at = edit.end
    yield escape(text[at:stop])
