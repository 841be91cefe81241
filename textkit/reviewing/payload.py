"""What a page is told of a document and its tasks. Offsets are those of JavaScript: UTF-16 units, half-open."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Mapping
from typing import Any

from textkit.corpus.correcting import VALUES, value
from textkit.corpus.corrections import Correction
from textkit.corpus.tables import section_path
from textkit.model import ROLES, Document, Task
from textkit.report.labels import word
from textkit.report.rows import deadline_text, one_line, target_text
from textkit.reviewing.sitting import Sitting

__all__ = ["Units", "document_message", "index_message", "task_messages"]

Message = dict[str, Any]


class Units:
    """Offsets of a text in code points and in UTF-16 units; they differ behind characters outside the first plane.

    >>> units = Units("𠮷林省"); units.to_js(1), units.to_py(2)
    (2, 1)
    """

    def __init__(self, text: str) -> None:
        self._wide = [] if text.isascii() else [at for at, character in enumerate(text) if character > "\uffff"]
        self._wide_js = [at + number for number, at in enumerate(self._wide)]

    def to_js(self, offset: int) -> int:
        return offset + bisect_left(self._wide, offset)

    def to_py(self, offset: int) -> int:
        return offset - bisect_left(self._wide_js, offset)


def index_message(sitting: Sitting, lang: str) -> Message:
    """The documents of the corpus, with how far each was reviewed."""
    return {"type": "index", "path": str(sitting.path), "who": sitting.who,
            "documents": [_row(sitting, number, document, lang) for number, document in enumerate(sitting.corpus)]}


def _row(sitting: Sitting, number: int, document: Document, lang: str) -> Message:
    about = [document.place or "", document.date or "", word(f"doc_type.{document.doc_type}", lang)]
    return {"title": one_line(document.title or "") or word("untitled", lang), "file": document.source.path,
            "about": " · ".join(filter(None, about)), **progress_message(sitting, number)}


def progress_message(sitting: Sitting, number: int) -> Message:
    reviewed, total, complete = sitting.progress(number)
    return {"reviewed": reviewed, "total": total, "complete": complete}


def document_message(sitting: Sitting, number: int, lang: str) -> Message:
    """The text of a document with its headings, and its tasks."""
    document = sitting.document(number)
    units = Units(document.text)
    headings = [[units.to_js(at) for at in segment.span] for segment in document.segments if segment.function == "heading"]
    return {"type": "document", "number": number, "text": document.text, "headings": headings,
            "tasks": list(task_messages(sitting, number, lang).values()), "lost": len(sitting.state(number).lost),
            **progress_message(sitting, number)}


def task_messages(sitting: Sitting, number: int, lang: str, only: str | None = None) -> dict[str, Message]:
    """What is shown of each task (of the one named ``only``), rejected ones too, by id in order of the text."""
    document, state, held = sitting.document(number), sitting.state(number), sitting.held(number)
    units = Units(document.text)
    now = {task.id: task for task in state.corpus[0].tasks}
    dropped = [task for task in document.tasks if task.id in state.rejected]
    extracted = {task.id for task in document.tasks}
    out: dict[str, Message] = {}
    for task in sorted((t for t in (*now.values(), *dropped) if only in (None, t.id)), key=lambda task: task.span):
        message = _task(document, task, units, held.get(task.id, {}), lang)
        if task.id not in now:
            message["status"] = "rejected"
        elif task.id in state.reviewed:
            message["status"] = "reviewed"
        out[task.id] = {**message, "added": task.id not in extracted}
    return out


def _task(document: Document, task: Task, units: Units, held: Mapping[str, Correction], lang: str) -> Message:
    marks = [("unit", unit.span) for unit in task.units] + ([("deadline", task.deadline.span)] if task.deadline else [])
    marks += [("target", target.span) for target in task.targets]
    words = task.span.of(document.text)
    return {
        "id": task.id, "start": units.to_js(task.span.start), "end": units.to_js(task.span.end), "status": "open",
        "words": one_line(words), "section": section_path(document, task.section),
        "fields": {name: said for name in (*VALUES, "task") if any((said := _field(task, name, held)).values())},
        "moved": "span" in held, "due": deadline_text(task.deadline, lang) if task.deadline else "",
        "targets": "；".join(target_text(target, lang) for target in task.targets), "unit": bool(task.units),
        "names": "、".join(value(task, role) for role in ROLES if value(task, role)),
        "marks": sorted([units.to_js(a), units.to_js(b), kind] for kind, (a, b) in marks if task.span.start <= a < b <= task.span.end),
    }


def _field(task: Task, name: str, held: Mapping[str, Correction]) -> dict[str, str]:
    """The value of a field, what a person did with it (nothing, found it ``right``, ``set`` it), and what it was before.

    The wording is left out where it is the text's.
    """
    correction = held.get(name)
    now = value(task, name) if name != "task" or correction is not None else ""
    if correction is None or not now and name == "task":
        return {"value": now, "state": "", "old": ""}
    same = correction.old == correction.new
    return {"value": now, "state": "right" if same else "set", "old": "" if same else correction.old}
