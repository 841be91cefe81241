"""A repaired text as a file and in a notebook: what was put back, and what may be wrong, marked where it stands."""

from __future__ import annotations

from html import escape
from pathlib import Path
from typing import Any

from textkit.report.files import write_text
from textkit.report.html import _STYLE, LIMIT

__all__ = ["repair_html", "write_repaired"]

_OWN = ("<style>.textkit .repaired del{opacity:.65}.textkit .repaired ins{background:var(--tk-unit);text-decoration:none}"
        ".textkit .repaired p{text-indent:0}</style>")


def write_repaired(result: Any, path: Path, *, overwrite: bool = False) -> Path:
    """Write the repaired text as UTF-8. A file with any other text is replaced only with ``overwrite``."""
    if not (path.is_file() and path.read_bytes() == result.text.encode("utf-8", "replace")):
        write_text(path, result.text, overwrite=overwrite)
    return path


def repair_html(result: Any, *, limit: int = LIMIT) -> str:
    """The text with certain repairs as deleted and inserted words and doubtful ones marked with their probability.

    Everything from the document is escaped and nothing is loaded from elsewhere; at most ``limit`` characters are shown.
    """
    text, (base, end) = result.source.text, result.span
    stop = min(end, base + limit)
    parts: list[str] = []
    at = base
    for edit, row in zip(result.edits, result.rows, strict=True):
        if edit.end > stop:
            break
        written, original = escape(text[edit.start : edit.end].replace("\n", " ")), escape(edit.replacement)
        parts.append(escape(text[at : edit.start]))
        if edit.certain:
            parts.append(f"<del>{written}</del><ins title='概率 {row['probability']}'>{original}</ins>")
        else:
            parts.append(f"<mark class='deadline' title='{original}？概率 {row['probability']}'>{written}</mark>")
        at = edit.end
    parts.append(escape(text[at:stop]))
    body = "".join(f"<p>{line}</p>" for line in "".join(parts).split("\n") if line.strip())
    more = f"<p class='more'>…… 还有 {end - stop} 字没有显示</p>" if stop < end else ""
    notes = "".join(f"<p>{escape(note)}</p>" for note in result.notes)
    legend = "<div class='legend repaired'><del>原文</del><ins>已改</ins>　<mark class='deadline'>存疑</mark>（指着看建议和概率）</div>"
    return (f"{_STYLE}{_OWN}<div class='textkit'><h4>{escape(result.title)}</h4>{notes}{legend}"
            f"<div class='repaired'>{body}{more}</div></div>")
