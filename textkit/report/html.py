"""Documents as marked text for notebooks and browsers: self-contained, escaped, readable in light and dark."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from html import escape
from itertools import count, pairwise

from textkit.model import Document
from textkit.report.labels import FIELDS, word, words
from textkit.report.marks import Mark, marks
from textkit.report.rows import one_line

__all__ = ["corpus_html", "document_html"]

# Text keeps the colour of the page around it and marks are translucent; only their strength differs in the dark.
_LIGHT = ("--tk-task:rgba(56,132,255,.13);--tk-unit:rgba(22,163,74,.26);--tk-deadline:rgba(234,120,8,.30);"
          "--tk-target:rgba(217,38,133,.26);--tk-quantity:rgba(128,128,128,.26)")
_DARK = ("--tk-task:rgba(90,160,255,.20);--tk-unit:rgba(74,222,128,.30);--tk-deadline:rgba(251,146,60,.36);"
         "--tk-target:rgba(244,114,182,.34);--tk-quantity:rgba(160,160,160,.34)")
# The system's preference, unless JupyterLab or VS Code says which theme it shows.
_THEMES = (f".textkit{{{_LIGHT}}}@media (prefers-color-scheme:dark){{.textkit{{{_DARK}}}}}\n"
           f'[data-jp-theme-light="true"] .textkit,.vscode-light .textkit{{{_LIGHT}}}\n'
           f'[data-jp-theme-light="false"] .textkit,.vscode-dark .textkit{{{_DARK}}}\n')
_STYLE = f"<style>{_THEMES}" + """.textkit{--tk-task-line:#3884ff;
--tk-faint:rgba(128,128,128,.35);color:var(--jp-content-font-color1,inherit);max-width:62em;
font-family:var(--jp-content-font-family,system-ui,"PingFang SC","Microsoft YaHei","Noto Sans CJK SC",sans-serif);
font-size:var(--jp-content-font-size1,15px);line-height:1.85;overflow-wrap:anywhere}
.textkit h4{margin:.2em 0;font-size:1.15em}
.textkit dl{display:flex;flex-wrap:wrap;gap:0 1.6em;margin:.2em 0;font-size:.9em}
.textkit dl div{display:flex;gap:.5em}.textkit dt{opacity:.7}.textkit dd{margin:0}
.textkit .legend{font-size:.9em;border-block:1px solid var(--tk-faint);padding:.3em 0;margin:.4em 0}
.textkit .legend mark{margin-right:.4em}.textkit .legend span{margin-right:1.2em;opacity:.8}
.textkit p{margin:.25em 0;text-indent:2em}.textkit p.h{text-indent:0;margin-top:.7em}
.textkit mark{color:inherit;border-radius:.2em;padding:.05em 0;text-indent:0}
.textkit .heading{background:none;font-weight:600}
.textkit .task{background:var(--tk-task);border:solid var(--tk-task-line);border-width:0 0 1.5px 3px}
.textkit .unit{background:var(--tk-unit)}.textkit .deadline{background:var(--tk-deadline)}
.textkit .target{background:var(--tk-target)}.textkit .quantity{background:var(--tk-quantity)}
.textkit mark:hover{outline:1px solid currentColor}
.textkit details{font-size:.9em;border-top:1px solid var(--tk-faint);margin-top:.6em}
.textkit table{border-collapse:collapse;font-size:.9em}
.textkit td,.textkit th{padding:.15em .8em .15em 0;text-align:left;border-bottom:1px solid var(--tk-faint)}
.textkit td:nth-child(n+2):nth-child(-n+5){white-space:nowrap}
.textkit .more{opacity:.75;font-style:italic}
</style>"""
_PAGE = ('<!DOCTYPE html>\n<html lang="{lang}"><head><meta charset="utf-8">'
         '<meta name="viewport" content="width=device-width,initial-scale=1"><title>{title}</title>'
         "<style>:root{{color-scheme:light dark}}body{{margin:1.5em auto;max-width:64em;padding:0 1em}}</style>"
         "</head><body>\n{body}\n</body></html>\n")
_LINE = re.compile(r"\S(?:[^\n]*\S)?")
LIMIT = 60_000                           # characters of one document that a page shows; a browser chokes on millions

_LEGEND = {"task": "task", "unit": "unit", "deadline": "deadline", "target": "kind.target", "quantity": "quantity"}


def _open(mark: Mark) -> str:
    title = f' title="{escape(mark.note)}"' if mark.note else ""
    return f'<mark class="{mark.kind}"{title}>'


def _line(text: str, start: int, end: int, found: list[Mark]) -> Iterator[str]:
    """``text[start:end]`` with its marks nested; of two that cross, the inner is closed and opened again."""
    offsets = sorted({start, end, *(m.start for m in found if m.start > start), *(m.end for m in found if m.end < end)})
    stack: list[Mark] = []
    coming = 0
    for offset, following in pairwise(offsets):
        keep = next((i for i, mark in enumerate(stack) if mark.end <= offset), len(stack))
        opening = [mark for mark in stack[keep:] if mark.end > offset]
        yield "</mark>" * (len(stack) - keep)
        del stack[keep:]
        while coming < len(found) and found[coming].start <= offset:
            opening.append(found[coming])
            coming += 1
        yield "".join(map(_open, opening))
        stack += opening
        yield escape(text[offset:following], quote=False)
    yield "</mark>" * len(stack)


def _body(document: Document, lang: str, limit: int) -> Iterator[str]:
    """The text, one paragraph per line, each with the marks that touch it."""
    text = document.text
    waiting = marks(document, lang)
    coming = 0
    active: list[Mark] = []
    for line in _LINE.finditer(text, 0, min(len(text), limit)):
        start, end = line.span()
        active = [mark for mark in active if mark.end > start]
        while coming < len(waiting) and waiting[coming].start < end:
            active.append(waiting[coming])
            coming += 1
        own = [mark for mark in active if mark.end > start]
        heading = any(mark.kind == "heading" and mark.start <= start and mark.end >= end for mark in own)
        yield '<p class="h">' if heading else "<p>"
        yield from _line(text, start, end, own)
        yield "</p>\n"


def _field(document: Document, name: str, lang: str) -> str:
    value = getattr(document, name)
    return word(f"{name}.{value}", lang) if name in ("doc_type", "level") and value else str(value or "")


def _head(document: Document, lang: str) -> Iterator[str]:
    yield f"<h4>{escape(one_line(document.title or '') or word('untitled', lang))}</h4>\n<dl>"
    for name in FIELDS[1:]:
        value = _field(document, name, lang)
        if value:
            rule = document.rules.get(name, "")
            title = f' title="{escape(rule)}"' if rule else ""
            yield f"<div{title}><dt>{word(name, lang)}</dt><dd>{escape(value)}</dd></div>"
    yield f"<div><dt>{word('file', lang)}</dt><dd>{escape(document.source.path)}</dd></div></dl>\n"


def _legend(document: Document, lang: str) -> str:
    units = {unit.name for task in document.tasks for unit in task.units}
    counts = {
        "task": len(document.tasks),
        "unit": len(units),
        "deadline": sum(task.deadline is not None for task in document.tasks),
        "target": sum(q.kind == "target" for q in document.quantities),
        "quantity": sum(q.kind != "target" for q in document.quantities),
    }
    parts = [f'<mark class="{kind}">{word(_LEGEND[kind], lang)}</mark><span>{counts[kind]}</span>' for kind in _LEGEND]
    return f'<div class="legend">{"".join(parts)}</div>\n'


def _edits(document: Document, lang: str) -> str:
    """How often which cleaning rule was used, folded away."""
    rules: dict[str, int] = {}
    for edit in document.edits:
        rules[edit.rule] = rules.get(edit.rule, 0) + 1
    if not rules:
        return ""
    rows = "".join(f"<tr><td>{escape(rule)}</td><td>{n}</td></tr>" for rule, n in sorted(rules.items()))
    return f"<details><summary>{word('edits', lang)}（{sum(rules.values())}）</summary><table>{rows}</table></details>"


def document_html(document: Document, *, lang: str = "zh", page: bool = False, limit: int = LIMIT) -> str:
    """The document with its tasks, units, deadlines and quantities marked, with a legend.

    Pointing at a mark shows its fields. Everything from the document is escaped and nothing is loaded from elsewhere.
    ``limit`` is how many characters of the text are shown at most. ``page`` makes a whole page instead of the
    fragment a notebook wants.
    """
    words(lang)
    parts = [_STYLE, '\n<div class="textkit">', *_head(document, lang), _legend(document, lang)]
    parts += _body(document, lang, limit)
    rest = len(document.text) - limit
    if rest > 0:
        more = f"还有 {rest} 字没有显示" if lang == "zh" else f"{rest} more characters"
        parts.append(f'<p class="more">…… {more}</p>')
    parts += [_edits(document, lang), "</div>"]
    body = "".join(parts)
    if not page:
        return body
    return _PAGE.format(lang="zh-CN" if lang == "zh" else "en", title=escape(document.title or "textkit"), body=body)


def corpus_html(documents: Iterable[Document], *, lang: str = "zh", limit: int = 100) -> str:
    """The documents as a list: title, kind, place, date, number of tasks; at most ``limit`` rows."""
    names = ("title", "doc_type", "place", "date")
    head = "".join(f"<th>{word(name, lang)}</th>" for name in (*names, "tasks", "file"))
    rows: list[str] = []
    total = count()
    for document in documents:
        if next(total) < limit:
            cells = [_field(document, name, lang) for name in names]
            cells += [str(len(document.tasks)), document.source.path]
            rows.append("<tr>" + "".join(f"<td>{escape(one_line(cell))}</td>" for cell in cells) + "</tr>")
    number = next(total)
    more = f'<p class="more">…… {number - limit}</p>' if number > limit else ""
    table = f"<table><thead><tr>{head}</tr></thead><tbody>{''.join(rows)}</tbody></table>"
    return f'{_STYLE}\n<div class="textkit">{table}{more}</div>'
