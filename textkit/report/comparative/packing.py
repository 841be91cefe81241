"""A report as what the page carries: one JSON of what is shown at once, and blocks that are unpacked when they are looked at.

A table is a block, column by column; a document's text with its marks is a block. Quotes are not written twice: a table holds
where a passage stands, and the page cuts it out of the text. A block is gzip in base64 (browsers have DecompressionStream).
"""

from __future__ import annotations

import base64
import gzip
import json
from collections.abc import Iterable, Sequence
from typing import Any

from textkit.model import Document
from textkit.report.comparative.model import Bars, Chart, Column, Lines, Matrix, Passage, Report, Section, Table
from textkit.report.comparative.page_words import page_words
from textkit.report.rows import one_line

__all__ = ["document_block", "head", "packed", "table_block"]

_UNITS = 600                             # names that the field for units suggests
_KINDS = ("task", "unit", "deadline", "target")
_SURROGATES = {code: "\ufffd" for code in range(0xD800, 0xE000)}


def packed(data: Any) -> str:
    """Any JSON-able value as gzip in base64. UTF-16 is smaller than UTF-8 for Chinese, before and after gzip."""
    text = json.dumps(data, ensure_ascii=False, separators=(",", ":"), allow_nan=False)
    return base64.b64encode(gzip.compress(text.translate(_SURROGATES).encode("utf-16-le"), 9, mtime=0)).decode("ascii")


# ------------------------------------------------------------------ documents
def document_block(document: Document) -> dict[str, Any]:
    """The document's stretch of its source, where that begins in the file, and its marks: kind, start, length in turn.

    Starts are of the source, each less the one before.
    """
    found = set()
    for task in document.tasks:
        found.add((*document.source_span(*task.span), 0))
        found.update((*document.source_span(*unit.span), 1) for unit in task.units)
        if task.deadline is not None:
            found.add((*document.source_span(*task.deadline.span), 2))
        found.update((*document.source_span(*target.span), 3) for target in task.targets)
    flat: list[int] = []
    before = document.span.start
    for start, end, kind in sorted(found):
        flat += (kind, start - before, end - start)
        before = start
    return {"text": document.source.text[document.span.start:document.span.end], "from": document.span.start, "marks": flat}


# ------------------------------------------------------------------ tables
def table_block(table: Table) -> dict[str, Any]:
    """The columns that the page shows, by name, each as its kind is packed; and the pieces that two passages have in common."""
    out: dict[str, Any] = {"size": len(table.rows), "columns": {}}
    for at, column in enumerate(table.columns):
        if column.where != "book":
            out["columns"][column.name] = _packed_column(column, [row[at] for row in table.rows])
    if table.aligned is not None:
        out["aligned"] = [[n for piece in table.aligned.get(i, ()) for n in piece] for i in range(len(table.rows))]
    return out


def _packed_column(column: Column, values: Sequence[Any]) -> dict[str, Any]:
    if column.kind == "quote":
        return _quotes(values)
    if column.kind in ("units", "themes"):
        names, at = _numbered(name for value in values for name in value)
        return {"values": names, "lists": [[at[name] for name in value] for value in values]}
    if column.kind in ("text", "place"):
        names, at = _numbered(value for value in values if value is not None)
        return {"values": names, "at": [-1 if value is None else at[value] for value in values]}
    return {"numbers": [_number(value) for value in values]}


def _number(value: Any) -> int | float | None:
    if value is None or value != value:
        return None
    return int(value) if float(value).is_integer() else round(float(value), 6)


def _numbered(values: Iterable[str]) -> tuple[list[str], dict[str, int]]:
    at: dict[str, int] = {}
    for value in values:
        at.setdefault(value, len(at))
    return list(at), at


def _quotes(values: Sequence[Passage | None]) -> dict[str, Any]:
    """Documents, starts (each less the one before) and lengths; ``words`` where a quote is not just its stretch."""
    starts, before = [], 0
    for value in values:
        if value is None:
            starts.append(0)
            continue
        starts.append(value.start - before)
        before = value.start
    return {"documents": [-1 if v is None else v.document for v in values], "starts": starts, "lengths": [0 if v is None else v.end - v.start for v in values],
            "words": {str(i): v.words for i, v in enumerate(values) if v is not None and v.words is not None}}


# ------------------------------------------------------------------ what is shown at once
def head(report: Report) -> dict[str, Any]:
    """Everything but rows and texts."""
    place = {name: number for number, name in enumerate(report.places)}
    return {
        "lang": report.lang, "title": report.title, "words": page_words(report.lang), "cards": report.cards,
        "key": [[name, *finding] for name, finding in report.key], "made": report.made,
        "places": list(report.places.items()), "years": report.years, "themes": report.themes, "units": report.units[:_UNITS],
        "documents": [[one_line(d.title or "") or d.source.path, -1 if d.place is None else place[d.place], d.work_year, d.source.path, len(d.text)]
                      for d in report.documents],
        "kinds": _KINDS, "sections": [_section(section) for section in report.sections],
    }


def _section(section: Section) -> dict[str, Any]:
    return {"name": section.name, "title": section.title, "lead": section.lead, "problem": section.problem, "findings": section.findings,
            "notes": section.notes, "paragraphs": section.paragraphs, "charts": [_chart(chart) for chart in section.charts],
            "tables": [_about(table) for table in section.tables]}


def _about(table: Table) -> dict[str, Any]:
    return {"name": table.name, "title": table.title, "size": len(table.rows), "facet": table.facet, "hidden": table.hidden,
            "columns": [[c.name, c.label, c.kind, c.meaning, c.where] for c in table.columns if c.where != "book"]}


def _chart(chart: Chart) -> dict[str, Any]:
    about: dict[str, Any] = {"kind": chart.kind, "name": chart.name, "title": chart.title, "note": chart.note}
    if isinstance(chart, Matrix):
        measures: list[dict[str, Any]] = [{"name": m.name, "label": m.label, "scale": m.scale, "values": [[_number(v) for v in line] for line in m.values], "words": m.words,
                     "passages": None if m.passages is None else [[p and [p.document, p.start, p.end] for p in line] for line in m.passages]} for m in chart.measures]
        return about | {"rows": chart.rows, "columns": chart.columns, "measures": measures, "legend": chart.legend, "rowPlaces": chart.row_places,
                        "rowYears": chart.row_years, "columnYears": chart.column_years}
    if isinstance(chart, Bars):
        return about | {"rows": chart.rows, "parts": chart.parts, "values": chart.values, "rowPlaces": chart.row_places, "rowYears": chart.row_years}
    assert isinstance(chart, Lines)
    return about | {"series": chart.series, "unit": chart.unit,
                    "choices": [[label, [[p.title, p.place, [[[x, _number(y)] for x, y in line] for line in p.series]] for p in panels]]
                                for label, panels in chart.choices]}
