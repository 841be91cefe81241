"""Document ↔ JSON, without the text: a stored corpus gives back the very documents that were extracted.

Each data class is the list of its fields; which fields those are is written beside it (:func:`layout`), so that a store
outlives a field that is added or dropped. A text that is the slice of the clean text at the object's own span, as those of
tasks and quotes are, is ``true``. The text itself stands once, in the source; the clean text follows from the edits.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from dataclasses import fields
from functools import lru_cache
from operator import attrgetter
from types import NoneType
from typing import Any, get_args, get_origin, get_type_hints

from textkit.model import (
    Alignment,
    Anchor,
    Deadline,
    Document,
    Edit,
    Item,
    Place,
    Quantity,
    RelativeTarget,
    Section,
    Segment,
    Source,
    Span,
    Table,
    Task,
    Unit,
)

__all__ = ["Decoder", "layout", "record_of", "source_columns", "source_of"]

_CLASSES: tuple[type, ...] = (Edit, Anchor, Section, Segment, Unit, Deadline, Quantity, RelativeTarget, Item, Task, Document)
#: What a document has that is kept elsewhere or follows from the rest.
_APART = frozenset({"source", "text", "alignment"})
_SLICED = frozenset({"text", "quote"})
Layout = Mapping[str, tuple[str, ...]]


@lru_cache(maxsize=1)
def layout() -> dict[str, tuple[str, ...]]:
    """Data class → its fields, in the order in which they are written."""
    return {kind.__name__: tuple(f.name for f in fields(kind) if f.name not in _APART or kind is not Document) for kind in _CLASSES}


def record_of(document: Document) -> str:
    """A document as JSON, without its source."""
    row = _writer(Document)(document, document.text)
    return json.dumps(row, ensure_ascii=False, separators=(",", ":"), default=dict)


_Write = Callable[[Any, str], Any]
_Read = Callable[[Any, str], Any]


def _inner(annotation: Any) -> tuple[tuple[type, ...], bool]:
    """The classes behind an annotation that JSON does not know, and whether a tuple of them is meant."""
    given = [a for a in get_args(annotation) if a is not NoneType]
    if get_origin(annotation) is tuple:
        found = _inner(given[0])[0]
        return (found, True) if found else ((tuple,), False)
    if annotation in (*_CLASSES, Span):
        return (annotation,), False
    return tuple(a for each in given for a in _inner(each)[0]), False


@lru_cache(maxsize=32)
def _nested(kind: type) -> dict[str, tuple[tuple[type, ...], bool]]:
    """The fields of a data class that hold data classes, spans or tuples."""
    hints = get_type_hints(kind)
    found = {name: _inner(hints[name]) for name in layout()[kind.__name__]}
    return {name: inner for name, inner in found.items() if inner[0]}


@lru_cache(maxsize=32)
def _writer(kind: type) -> _Write:
    names = layout()[kind.__name__]
    values = attrgetter(*names)
    deep = [(names.index(name), _chosen(kinds), many) for name, (kinds, many) in _nested(kind).items() if kinds[0] in _CLASSES]
    span = names.index("span") if "span" in names and kind is not Document else None
    sliced = [names.index(name) for name in _SLICED if name in names] if span is not None else []

    def write(value: Any, text: str) -> list[Any]:
        row = list(values(value))
        for at, one, many in deep:
            held = row[at]
            if many:
                row[at] = [one(each, text) for each in held]
            elif held is not None:
                row[at] = one(held, text)
        for at in sliced:
            start, end = row[span]                # type: ignore[index]
            if row[at] == text[start:end]:
                row[at] = True
        return row

    return write


def _chosen(kinds: tuple[type, ...]) -> _Write:
    """The writer of one class, or of whichever of two an object is, with its name before it."""
    if len(kinds) == 1:
        return _writer(kinds[0])
    both = {kind: _writer(kind) for kind in kinds}
    return lambda value, text: [type(value).__name__, *both[type(value)](value, text)]


def _reader(kind: type, laid: Layout) -> _Read:
    """What makes one of a data class out of a row of the layout ``laid``; a field that is not in it takes its default."""
    if kind is Span:
        return lambda value, text: Span(*value)
    if kind is tuple:
        return lambda value, text: tuple(value)
    names = laid[kind.__name__]
    known = set(layout()[kind.__name__])
    keep = [at for at, name in enumerate(names) if name in known]
    deep = [(names.index(name), _read_chosen(kinds, laid), many) for name, (kinds, many) in _nested(kind).items() if name in names]
    span = names.index("span") if "span" in names and kind is not Document else None
    sliced = [names.index(name) for name in _SLICED if name in names] if span is not None else []
    positional = tuple(names[at] for at in keep) == tuple(f.name for f in fields(kind))

    def read(row: list[Any], text: str) -> Any:
        for at in sliced:
            if row[at] is True:
                start, end = row[span]            # type: ignore[index]
                row[at] = text[start:end]
        for at, one, many in deep:
            held = row[at]
            if many:
                row[at] = tuple([one(each, text) for each in held])
            elif held is not None:
                row[at] = one(held, text)
        return kind(*row) if positional else {names[at]: row[at] for at in keep} if kind is Document else kind(
            **{names[at]: row[at] for at in keep})

    return read


def _read_chosen(kinds: tuple[type, ...], laid: Layout) -> _Read:
    if len(kinds) == 1:
        return _reader(kinds[0], laid)
    both = {kind.__name__: _reader(kind, laid) for kind in kinds}
    return lambda value, text: both[value[0]](value[1:], text)


class Decoder:
    """Makes documents out of the records of one layout."""

    def __init__(self, laid: Layout) -> None:
        names = laid["Document"]
        self._span, self._edits = names.index("span"), names.index("edits")
        self._edit = _reader(Edit, laid)
        self._read = _reader(Document, laid)

    def document(self, record: str, source: Source) -> Document:
        """The document of a record, on its source."""
        row = json.loads(record)
        start, end = row[self._span]
        edits = [self._edit(list(each), "") for each in row[self._edits]]
        alignment = Alignment(source.text, [e for e in edits if start <= e.start and e.end <= end], start, end)
        return Document(source=source, text=alignment.text, alignment=alignment, **self._read(row, alignment.text))


def source_columns(source: Source) -> dict[str, Any]:
    """A source as columns of text."""
    return {
        "path": source.path, "text": source.text, "encoding": source.encoding, "sha256": source.sha256,
        "media_type": source.media_type, "meta": json.dumps(dict(source.meta), ensure_ascii=False),
        "places": json.dumps(source.places, ensure_ascii=False, separators=(",", ":")),
        "tables": json.dumps(source.tables, ensure_ascii=False, separators=(",", ":")),
    }


def source_of(columns: Mapping[str, Any]) -> Source:
    """The source of such columns."""
    places = tuple(Place(*place) for place in json.loads(columns["places"]))
    tables = tuple(Table(Span(*span), tuple(tuple(row) for row in rows)) for span, rows in json.loads(columns["tables"]))
    return Source(columns["path"], columns["text"], columns["encoding"], columns["sha256"], columns["media_type"],
                  json.loads(columns["meta"]), places, tables)
