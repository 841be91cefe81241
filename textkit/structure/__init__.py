"""Clean text to documents: the documents in a file, what each says of itself, its outline and its segments."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Mapping, Sequence
from itertools import pairwise

from textkit.model import Alignment, Document, Edit, Source, Span, document_id
from textkit.structure.documents import boundaries
from textkit.structure.front import front
from textkit.structure.lines import lines
from textkit.structure.metadata import metadata
from textkit.structure.outline import outline
from textkit.structure.plain import contents, set_apart
from textkit.structure.segments import segments

__all__ = ["parse"]


def parse(source: Source, edits: Sequence[Edit] = (), given: Mapping[str, str] | None = None) -> list[Document]:
    """The documents of a file, with metadata, outline and segments (no tasks or quantities yet).

    ``edits`` are those of cleaning, in source offsets, sorted and without overlap (ValueError otherwise). ``given``
    holds fields (title, doc_type, place, level, date, work_year, speaker, id) that a user or a catalogue knows: they
    win over what is inferred. An empty text gives one empty document.

    >>> text = "关于护林的通知\\n各乡镇人民政府：\\n一、压实责任。各乡镇要巡山。"
    >>> document = parse(Source("a.txt", text, "utf-8", ""))[0]
    >>> document.title, document.doc_type, [s.heading for s in document.sections]
    ('关于护林的通知', 'notice', ['压实责任'])
    """
    given = given or {}
    whole = Alignment(source.text, edits)
    cuts = [0, *boundaries(whole.text, lines(whole.text)), len(whole.text)]
    spans = []
    for start, end in pairwise(cuts):
        while start < end and not whole.text[start].strip(_BLANK):
            start += 1
        while end > start and not whole.text[end - 1].strip(_BLANK):
            end -= 1
        spans.append(whole.to_source(start, end) if end > start else Span(0, 0))
    documents = []
    name = given.get("id") or document_id(source.path, source.text)
    starts = [e.start for e in edits]
    for number, span in enumerate(spans, 1):
        low = spans[number - 2].end if number > 1 else 0
        high = spans[number].start if number < len(spans) else len(source.text)
        around = tuple(e for e in edits[bisect_left(starts, low) : bisect_right(starts, high)] if e.end <= high)
        documents.append(_document(source, span, around, name if number == 1 else f"{name}-{number}", given))
    return documents


_BLANK = " \t\n\r\x0b\x0c\xa0\u2002\u2003\u3000\u200b\u200c\u200d\ufeff"


def _document(source: Source, span: Span, edits: tuple[Edit, ...], name: str, given: Mapping[str, str]) -> Document:
    inside = [e for e in edits if span.start <= e.start and e.end <= span.end]
    alignment = Alignment(source.text, inside, span.start, span.end)
    text = alignment.text
    found = lines(text)
    marks = front(found, text)
    taken = {m.line.start for m in marks}
    annexes = [m.line.start for i, m in enumerate(marks) if m.kind == "annex-title" and (not i or marks[i - 1].kind != m.kind)]
    sections = outline(text, set_apart(text, found, taken), contents(found), annexes)
    page = "\n".join(source.text[max(e.start - 12, 0) : e.end] for e in edits if e.rule.startswith("noise."))
    page = "\n".join((page, source.meta.get("date", "")))
    about = metadata(text, marks, sections, page, given)
    parts = segments(text, sections, {m.line.start: m.kind for m in marks})
    return Document(
        id=name, source=source, span=span, text=text, edits=edits, alignment=alignment,
        title=about.title, doc_type=about.doc_type, place=about.place, level=about.level, date=about.date, work_year=about.work_year,
        speaker=about.speaker, anchor=about.anchor, rules=about.rules, sections=sections, segments=parts,
    )
