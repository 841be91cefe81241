"""Documents as marked text, and a corpus as the list of its documents: self-contained, escaped, readable in light and dark."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from html import escape
from itertools import islice, pairwise
from typing import Any

from textkit.model import Document
from textkit.report.display.look import Shown, fragment
from textkit.report.display.look import page as whole_page
from textkit.report.display.passages import Passages
from textkit.report.display.results import foot, rows_html
from textkit.report.labels import FIELDS, word, words
from textkit.report.marks import Mark, marks
from textkit.report.provenance import failures, options, version
from textkit.report.rows import one_line

__all__ = ["corpus_html", "document_html"]

_LINE = re.compile(r"\S(?:[^\n]*\S)?")
LIMIT = 60_000                           # characters of one document that a page shows; a browser chokes on millions
DOCUMENTS = 200                          # documents of a corpus that its list shows
OPENING = 160                            # characters of a document's beginning that its row opens to

_LEGEND = {"task": "task", "unit": "unit", "deadline": "deadline", "target": "kind.target", "quantity": "quantity"}


def card(mark: Mark, lang: str) -> str:
    """What stands beside a mark when it is pointed at or has the focus."""
    told = "".join(f"<span><b>{escape(heading)}</b> <span>{escape(value)}</span></span>" for heading, value in mark.fields)
    return f'<span class="tk-card" hidden><span class="tk-kind">{word(_LEGEND[mark.kind], lang)}</span>{told}</span>'


def _open(mark: Mark, outer: Sequence[Mark]) -> str:
    """The keyboard stops at marks that no task's card tells of."""
    stops = mark.fields and (mark.kind == "quantity" or not any(other.fields for other in outer))
    return f'<mark class="{mark.kind}"{" tabindex=0" if stops else ""}>'


def _close(mark: Mark, lang: str) -> str:
    return (card(mark, lang) if mark.fields else "") + "</mark>"


def _line(text: str, start: int, end: int, found: list[Mark], lang: str = "zh") -> Iterator[str]:
    """``text[start:end]`` with its marks nested; of two that cross, the inner is closed and opened again."""
    offsets = sorted({start, end, *(m.start for m in found if m.start > start), *(m.end for m in found if m.end < end)})
    stack: list[Mark] = []
    coming = 0
    for offset, following in pairwise(offsets):
        keep = next((i for i, mark in enumerate(stack) if mark.end <= offset), len(stack))
        opening = [mark for mark in stack[keep:] if mark.end > offset]
        yield from (_close(mark, lang) for mark in reversed(stack[keep:]))
        del stack[keep:]
        while coming < len(found) and found[coming].start <= offset:
            opening.append(found[coming])
            coming += 1
        for mark in opening:
            yield _open(mark, stack)
            stack.append(mark)
        yield escape(text[offset:following], quote=False)
    yield from (_close(mark, lang) for mark in reversed(stack))


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
        yield from _line(text, start, end, own, lang)
        yield "</p>\n"


def _field(document: Document, name: str, lang: str) -> str:
    value = getattr(document, name)
    return word(f"{name}.{value}", lang) if name in ("doc_type", "level") and value else str(value or "")


def _head(document: Document, lang: str) -> Iterator[str]:
    yield f'<h4>{escape(one_line(document.title or "") or word("untitled", lang))}</h4>\n<dl class="tk-document-head">'
    for name in FIELDS[1:]:
        value = _field(document, name, lang)
        if value:
            rule = document.rules.get(name, "")
            title = f' title="{escape(rule)}"' if rule else ""
            yield f"<div{title}><dt>{word(name, lang)}</dt><dd>{escape(value)}</dd></div>"
    yield f"<div><dt>{word('file', lang)}</dt><dd>{escape(document.source.path)}</dd></div></dl>\n"


def _legend(document: Document, lang: str) -> str:
    """The kinds of marks with how many there are, each a box that takes its marks away."""
    units = {unit.name for task in document.tasks for unit in task.units}
    counts = {
        "task": len(document.tasks),
        "unit": len(units),
        "deadline": sum(task.deadline is not None for task in document.tasks),
        "target": sum(len(task.targets) for task in document.tasks),
        "quantity": sum(q.kind != "target" for q in document.quantities),
    }
    parts = [f'<label><input type="checkbox" class="tk-of-{kind}" checked><mark class="{kind}">{word(_LEGEND[kind], lang)}</mark>{counts[kind]}</label>'
             for kind in _LEGEND]
    return f'<div class="tk-legend">{"".join(parts)}</div>\n'


def _edits(document: Document, lang: str) -> str:
    """How often which cleaning rule was used, folded away."""
    rules: dict[str, int] = {}
    for edit in document.edits:
        rules[edit.rule] = rules.get(edit.rule, 0) + 1
    if not rules:
        return ""
    rows = "".join(f"<tr><td>{escape(rule)}</td><td>{n}</td></tr>" for rule, n in sorted(rules.items()))
    return f'<details class="tk-edits"><summary>{word("edits", lang)}（{sum(rules.values())}）</summary><table>{rows}</table></details>'


def document_html(document: Document, *, lang: str = "zh", page: bool = False, limit: int = LIMIT) -> str:
    """The document with its tasks, units, deadlines and quantities marked, with a legend.

    A mark shows its fields when it is pointed at or has the focus. Everything from the document is escaped and nothing is loaded
    from elsewhere. ``limit`` is how many characters of the text are shown at most. ``page`` makes a whole page instead of the
    fragment a notebook wants.
    """
    words(lang)
    parts = [*_head(document, lang), _legend(document, lang), '<div class="tk-text">', *_body(document, lang, limit), "</div>"]
    rest = len(document.text) - limit
    if rest > 0:
        more = f"还有 {rest} 字没有显示" if lang == "zh" else f"{rest} more characters"
        parts.append(f'<p class="tk-rest">…… {more}</p>')
    made = f"textkit {version()} · sha256 {document.source.sha256[:12]}"
    parts += [_edits(document, lang), f'<div class="tk-foot"><p>{escape(made)}</p></div>']
    body = fragment("".join(parts), "document", lang=lang, kind="tk-document")
    return whole_page(body, document.title or "textkit", lang) if page else body


def _listed(document: Document, lang: str) -> dict[str, Any]:
    """A document as a row of its corpus' list."""
    source = document.source
    end = min(document.span.end, document.span.start + OPENING)
    return {
        "title": one_line(document.title or "") or word("untitled", lang), "place": document.place, "work_year": document.work_year,
        "doc_type": document.doc_type, "date": document.date, "characters": len(document.text), "tasks": len(document.tasks), "path": source.path,
        "opening": source.text[document.span.start : end], "document": document.id, "file": source.path, "start": document.span.start, "end": end,
        "level": document.level, "speaker": document.speaker, "encoding": source.encoding, "edits": len(document.edits), "sha256": source.sha256[:12],
    }


def corpus_html(corpus: Iterable[Document], *, lang: str = "zh", limit: int = DOCUMENTS) -> Shown:
    """The documents as a list: title, place, year, kind, date, length, number of tasks; at most ``limit`` rows.

    A row opens to the beginning of its document. Files that were not read are listed below.
    """
    documents = list(islice(corpus, limit))
    total = len(corpus) if isinstance(corpus, Sequence) else len(documents)
    rows = [_listed(document, lang) for document in documents]
    names = ("title", "place", "work_year", "doc_type", "date", "characters", "tasks", "path")
    headings = {name: word(name, lang) for name in (*names, "level", "speaker", "encoding", "edits", "sha256")}
    headings |= {"path": word("file", lang), "opening": word("show.beginning", lang), "document": word("document", lang)}
    every = tuple(rows[0]) if rows else names
    passages = Passages(every, {"opening": "{}"}, headings, documents)
    not_read = "".join(f"<li>{escape(path)}：{escape(reason)}</li>" for path, reason in failures(corpus))
    if not_read:
        not_read = f'<details class="tk-foot"><summary>{word("failed", lang)}（{len(failures(corpus))}）</summary><ul>{not_read}</ul></details>'
    note = f"{total} 份文件" if lang == "zh" else f"{total} documents"
    if total > len(documents):
        note += f"，这里是前 {len(documents)} 份" if lang == "zh" else f"; the first {len(documents)} are shown"
    return rows_html("", names, every, rows, passages, headings, lang, total=total, below=not_read + foot([note], (), options(corpus), lang))
