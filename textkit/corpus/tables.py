"""Documents → tables. Every row carries its place in the clean text and in the source, and the slice of the source."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from typing import TYPE_CHECKING, Any

from textkit.corpus.schema import TABLES, checked
from textkit.model import Document, Quantity, RelativeTarget, Span
from textkit.structure.places import place_code

if TYPE_CHECKING:
    import pandas as pd

__all__ = ["frame", "section_at", "section_path"]

Row = dict[str, Any]


def _where(document: Document, span: Span) -> Row:
    source = document.source_span(*span)
    return {
        "document_id": document.id, "start": span.start, "end": span.end, "source_start": source.start,
        "source_end": source.end, "quote": source.of(document.source.text), "source_place": document.source.place(source.start),
    }


def section_path(document: Document, section: int | None) -> str:
    """The headings above, from the top, joined by ›: ``一、重点任务 › （二）扩大内需``."""
    path: list[str] = []
    while section is not None:
        node = document.sections[section]
        path.append(" ".join(node.span.of(document.text).split())[:60])
        section = node.parent
    return " › ".join(reversed(path))


def section_at(document: Document, offset: int) -> int | None:
    """The section of the segment in which an offset of the clean text lies; None between segments and above all headings."""
    return next((segment.section for segment in document.segments if segment.span.start <= offset < segment.span.end), None)


def _documents(document: Document) -> Iterator[Row]:
    yield {
        "document_id": document.id, "path": document.source.path, "title": document.title, "doc_type": document.doc_type,
        "place": document.place, "place_code": place_code(document.place, document.date or document.work_year),
        "level": document.level, "date": document.date, "work_year": document.work_year,
        "speaker": document.speaker, "encoding": document.source.encoding, "sha256": document.source.sha256,
        "source_start": document.span.start, "source_end": document.span.end, "characters": len(document.text),
        "edits": len(document.edits), **document.docvars,
    }


def _sections(document: Document) -> Iterator[Row]:
    for number, node in enumerate(document.sections):
        yield {**_where(document, node.span), "section": number, "parent": node.parent, "level": node.level,
               "label": node.label, "heading": node.heading}


def _segments(document: Document) -> Iterator[Row]:
    for number, segment in enumerate(document.segments):
        yield {**_where(document, segment.span), "segment": number, "section": segment.section,
               "function": segment.function, "text": segment.span.of(document.text), "rule": segment.rule}
    for edit in document.noise:
        at = document.alignment.to_clean(edit.start)
        yield {"document_id": document.id, "start": at, "end": at, "source_start": edit.start, "source_end": edit.end,
               "source_place": document.source.place(edit.start), "quote": document.source.text[edit.start : edit.end], "segment": None, "section": None,
               "function": "noise", "text": "", "rule": edit.rule}


def _join(words: Iterable[str], by: str = "、") -> str | None:
    return by.join(words) or None


def _tasks(document: Document) -> Iterator[Row]:
    for task in document.tasks:
        due = task.deadline
        yield {
            **_where(document, task.span), "task_id": task.id, "section": task.section,
            "section_path": section_path(document, task.section), "text": task.text, "action": task.action,
            "object": task.object, "modality": task.modality,
            "lead": _join(u.name for u in task.units if u.role == "lead"),
            "others": _join(u.name for u in task.units if u.role != "lead"),
            "deadline": due.quote if due else None, "deadline_start": due.start_date if due else None,
            "deadline_end": due.end_date if due else None, "recurrence": due.recurrence if due else None,
            "targets": _join((target_words(t) for t in task.targets), "；"), "items": len(task.items), "rule": task.rule,
        }


def target_words(target: Quantity | RelativeTarget) -> str:
    """A target in words: its indicator, how it is to move, and the bound as written."""
    if isinstance(target, RelativeTarget):
        return target.quote if not target.indicator or target.indicator in target.quote else f"{target.indicator}{target.quote}"
    move = {"increase": "增长", "decrease": "下降"}.get(target.direction, "")
    name = target.indicator or ""
    if move and (name.startswith("新增") or move in target.quote):
        move = ""
    return f"{name}{move}{target.quote}" if name and name not in target.quote else target.quote


def _task_units(document: Document) -> Iterator[Row]:
    for task in document.tasks:
        for unit in task.units:
            yield {**_where(document, unit.span), "task_id": task.id, "name": unit.name, "canonical": unit.canonical,
                   "role": unit.role, "unit_type": unit.unit_type, "rule": unit.rule}


def _task_items(document: Document) -> Iterator[Row]:
    for task in document.tasks:
        for number, item in enumerate(task.items):
            yield {
                **_where(document, item.span), "task_id": task.id, "item": number, "text": item.text,
                "action": item.action, "object": item.object, "target": item.target.quote if item.target else None,
                "unit": item.unit.name if item.unit else None,
                "deadline_end": item.deadline.end_date if item.deadline else None, "specificity": item.specificity,
            }


def _quantities(document: Document) -> Iterator[Row]:
    spans = [(task.span, task.id) for task in document.tasks]
    at = 0
    for quantity in document.quantities:
        while at < len(spans) and spans[at][0].end <= quantity.span.start:
            at += 1
        inside = at < len(spans) and spans[at][0].start <= quantity.span.start
        yield {
            **_where(document, quantity.span), "task_id": spans[at][1] if inside else None, "indicator": quantity.indicator,
            "low": quantity.low, "high": quantity.high, "unit": quantity.unit, "comparator": quantity.comparator,
            "direction": quantity.direction, "kind": quantity.kind, "reference": None, "rule": quantity.rule,
        }
    for task in document.tasks:
        for target in task.targets:
            if isinstance(target, RelativeTarget):
                yield {
                    **_where(document, target.span), "task_id": task.id, "indicator": target.indicator,
                    "low": target.margin, "high": target.margin, "unit": target.margin_unit,
                    "comparator": target.comparator, "direction": target.direction, "kind": "relative",
                    "reference": target.reference, "rule": target.rule,
                }


ROWS: dict[str, Callable[[Document], Iterator[Row]]] = {
    "documents": _documents, "sections": _sections, "segments": _segments, "tasks": _tasks, "task_units": _task_units,
    "task_items": _task_items, "quantities": _quantities,
}


def frame(name: str, documents: Iterable[Document]) -> pd.DataFrame:
    """The table ``name`` over the documents as a DataFrame with the dtypes and column order of the schema.

    Raises TextkitError where ``name`` is no table.
    """
    import pandas as pd

    from textkit.model import TextkitError

    if name not in ROWS:
        raise TextkitError(f"没有名为 {name} 的表", hint=f"有：{'、'.join(TABLES)}")
    rows = [row for document in documents for row in ROWS[name](document)]
    columns = [column.name for column in TABLES[name]]
    extra = list(dict.fromkeys(key for row in rows for key in row if key not in columns))
    return checked(name, pd.DataFrame(rows, columns=columns + extra))
