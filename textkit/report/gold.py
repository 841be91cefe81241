"""Documents → the JSON that answers are written in and scored by; every offset counts in the source as decoded."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

from textkit.model import Deadline, Document, Quantity, RelativeTarget, Span
from textkit.report.labels import FIELDS
from textkit.report.provenance import version
from textkit.report.rows import documents_of

__all__ = ["gold_json", "reviewed_json"]


def _place(document: Document, span: Span) -> dict[str, Any]:
    start, end = document.source_span(*span)
    return {"start": start, "end": end, "quote": document.source.text[start:end]}


def _lines(text: str, start: int, end: int) -> Iterator[Span]:
    """The lines of a stretch of source without the white space around them."""
    at = start
    for line in text[start:end].splitlines(keepends=True):
        bare = line.strip()
        if bare:
            first = at + line.index(bare[0])
            yield Span(first, first + len(bare))
        at += len(line)


def _number(value: float | None) -> float | int | None:
    return int(value) if value is not None and value == int(value) else value


def _quantity(document: Document, quantity: Quantity) -> dict[str, Any]:
    return {
        **_place(document, quantity.span),
        "low": _number(quantity.low), "high": _number(quantity.high), "unit": quantity.unit,
        "comparator": quantity.comparator, "direction": quantity.direction, "indicator": quantity.indicator,
        "kind": quantity.kind,
    }


def _deadline(deadline: Deadline | None) -> dict[str, Any] | None:
    return None if deadline is None else {
        "quote": deadline.quote, "start_date": deadline.start_date, "end_date": deadline.end_date,
        "recurrence": deadline.recurrence,
    }


def _target(document: Document, target: Quantity | RelativeTarget) -> str:
    return document.quote(*target.span)


def _tasks(document: Document) -> Iterator[dict[str, Any]]:
    for task in document.tasks:
        yield {
            **_place(document, task.span),
            "units": [{"name": unit.name, "role": unit.role} for unit in task.units],
            "deadline": _deadline(task.deadline),
            "targets": [_target(document, target) for target in task.targets if isinstance(target, Quantity)],
        }


def gold_json(documents: Document | Iterable[Document]) -> dict[str, Any]:
    """The documents of one file, with segments, outline, tasks and quantities, in the shape of an answer file.

    Offsets are half-open code points of the source. What cleaning took away as not the document's own comes as
    segments with the function ``noise``; where such a piece stands inside a segment it follows it in the list.
    """
    own = documents_of(documents)
    segments: list[dict[str, Any]] = []
    noise: set[tuple[int, int]] = set()
    for document in own:
        segments += [{**_place(document, each.span), "function": each.function} for each in document.segments]
        for edit in document.noise:
            if (edit.start, edit.end) not in noise:          # neighbours share the edits that lie between them
                noise.add((edit.start, edit.end))
                for start, end in _lines(document.source.text, edit.start, edit.end):
                    quote = document.source.text[start:end]
                    segments.append({"start": start, "end": end, "quote": quote, "function": "noise"})
    segments.sort(key=lambda s: (s["start"], -s["end"]))
    return {
        "textkit": version(),
        "source": own[0].source.path if own else None,
        "documents": [
            {"start": d.span.start, "end": d.span.end, **{name: getattr(d, name) for name in FIELDS}} for d in own
        ],
        "segments": segments,
        "outline": [
            {**_place(d, node.span), "level": node.level, "label": node.label, "heading": node.heading}
            for d in own for node in d.sections
        ],
        "tasks": [task for d in own for task in _tasks(d)],
        "quantities": [_quantity(d, quantity) for d in own for quantity in d.quantities],
    }


def reviewed_json(documents: Iterable[Document], whole: bool) -> dict[str, Any]:
    """The tasks of documents of one file that people reviewed, as an answer file that says that only tasks were.

    ``whole`` where these are all documents of the file; else ``scope`` lists where they stand, and nothing else counts.
    """
    own = documents_of(documents)
    scope = {} if whole else {"scope": [list(document.span) for document in own]}
    return {"textkit": version(), "source": own[0].source.path if own else None, "reviewed": ["tasks"], **scope,
            "tasks": [task for document in own for task in _tasks(document)]}
