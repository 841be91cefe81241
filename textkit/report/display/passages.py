"""The passages that a row of a result rests on: their words, file, section and place, and how they are shown in their context."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from html import escape
from typing import Any

from textkit.model import Document, Span
from textkit.report.display.values import is_missing
from textkit.report.rows import Lines, one_line, place_text

__all__ = ["Passage", "Passages", "same_pieces"]

#: What is told of a passage → how its column may be called, most telling first. Offsets of the source come before others.
_COLUMNS: Mapping[str, tuple[str, ...]] = {
    "document": ("document", "document_id"), "file": ("file", "path"), "section": ("section_path", "section"),
    "start": ("source_start", "quote_start", "start"), "end": ("source_end", "quote_end", "end"),
}
_STOP = re.compile(r"[。！？；\n]")
AROUND = 60                                        # characters of context on either side, at most
Pieces = Sequence[tuple[int, int]]


@dataclass(frozen=True, slots=True)
class Passage:
    """One passage of a row. ``span`` is half-open, in code points of the source; None where the row does not say."""

    column: str
    heading: str
    quote: str
    document: Document | None
    file: str
    section: str
    span: Span | None


class Passages:
    """Finds the passages of the rows of a result, by the columns that its class names in ``passages``."""

    def __init__(self, columns: Iterable[str], patterns: Mapping[str, str], headings: Mapping[str, str], documents: Iterable[Document]) -> None:
        there = set(columns)
        self._documents = {document.id: document for document in documents}
        self._lines: dict[str, Lines] = {}
        self._columns: dict[str, dict[str, str]] = {}
        self._headings = {name: headings.get(name, name) for name in patterns}
        for quote, pattern in patterns.items():
            if quote in there:
                self._columns[quote] = {field: name for field, names in _COLUMNS.items()
                                        for name in reversed([pattern.format(n) for n in names]) if name in there}

    @property
    def columns(self) -> set[str]:
        """All columns that a passage takes up."""
        return {*self._columns, *(name for where in self._columns.values() for name in where.values())}

    def of(self, row: Mapping[str, Any]) -> list[Passage]:
        """The passages of a row, in the order that the class names them; those that the row lacks are left out."""
        out = []
        for column, where in self._columns.items():
            if not is_missing(row.get(column)):
                got = {field: row[name] for field, name in where.items() if not is_missing(row.get(name))}
                span = Span(int(got["start"]), int(got["end"])) if "start" in got and "end" in got else None
                document = self._documents.get(str(got.get("document")))
                section = got.get("section")               # in the seven tables a number, beside the path
                out.append(Passage(
                    column, self._headings[column], _written(str(row[column]), document, span), document,
                    str(got.get("file") or (document.source.path if document else "")), section if isinstance(section, str) else "", span))
        return out

    def where(self, passage: Passage, lang: str) -> str:
        """File, section and place of a passage, as HTML: 县报告.docx › 一、重点任务 › 第12段（第120–180字）."""
        parts = [passage.file, one_line(passage.section)]
        if passage.document is not None and passage.span is not None:
            source = passage.document.source
            lines = self._lines.setdefault(passage.document.id, Lines(source.text))
            parts.append(place_text(source, passage.span, lines.at(passage.span.start), lang))
        elif passage.span is not None:
            parts.append(f"{passage.span.start + 1}–{passage.span.end}")
        return escape(" › ".join(part for part in parts if part))


def _written(quote: str, document: Document | None, span: Span | None) -> str:
    """The words of the source where the row tells where they stand and means the same."""
    if document is None or span is None:
        return quote
    words = span.of(document.source.text)
    return words if "".join(words.split()) == "".join(quote.split()) else quote


def _around(passage: Passage) -> tuple[str, str]:
    """What stands before and after the passage in its sentence."""
    if passage.document is None or passage.span is None:
        return "", ""
    text, (start, end) = passage.document.source.text, passage.span
    if text[start:end] != passage.quote:
        return "", ""
    before, after = text[max(0, start - AROUND) : start], text[end : end + AROUND]
    stops = [stop.end() for stop in _STOP.finditer(before)]
    if stops or start <= AROUND:
        before = before[stops[-1] if stops else 0 :]
    else:
        before = f"…{before}"
    if _STOP.match(passage.quote[-1:]):
        after = ""
    elif stop := _STOP.search(after):
        after = after[: stop.end()]
    elif end + AROUND < len(text):
        after = f"{after}…"
    return before.lstrip(), after.rstrip()


def passage_html(passages: Passages, passage: Passage, lang: str, same: Pieces | None = None, about: str = "") -> str:
    """A passage with where it stands and its sentence around it; with ``same`` (what the other side has too) the rest is marked."""
    before, after = (f'<span class="tk-around">{escape(part)}</span>' if part else "" for part in _around(passage))
    quote = f'<mark class="tk-quote">{escape(passage.quote)}</mark>' if same is None else marked(passage.quote, same)
    return (f'<div class="tk-side"><div class="tk-where"><b>{escape(about or passage.heading)}</b>{passages.where(passage, lang)}</div>'
            f"<p>{before}{quote}{after}</p></div>")


def marked(quote: str, same: Pieces) -> str:
    """The quote with what is not the ``same`` (half-open, in order) marked; stops and spaces between are left as they are."""
    out, at = [], 0
    for start, end in (*same, (len(quote), len(quote))):
        start = max(start, at)
        between = quote[at:start]
        out.append(f'<mark class="tk-differs">{escape(between)}</mark>' if any(c.isalnum() for c in between) else escape(between))
        out.append(escape(quote[start:end]))
        at = max(end, at)
    return "".join(out)


def same_pieces(row: Mapping[str, Any], one: str, other: str) -> tuple[Pieces, Pieces]:
    """What two passages of a row share, as spans of either; that of the row itself where it was found with the passages."""
    pieces = row.get("pieces")
    if pieces is None:
        from textkit.compare.copying.aligning import pieces_of

        pieces = pieces_of(one, other)
    return [(p[0], p[1]) for p in pieces], sorted((p[2], p[3]) for p in pieces)
