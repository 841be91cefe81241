"""Segments → what each does, and the units, deadlines, quantities, tasks and items in them."""

from __future__ import annotations

from dataclasses import replace

from textkit.model import Document

__all__ = ["extract"]


def extract(document: Document) -> Document:
    """The document with functions, quantities and tasks filled; spans stay as they are. Nothing is raised."""
    from textkit.extract import functions, quantities, relative, tasks
    from textkit.extract.aliases import canonical

    text = document.text
    segments = functions.label(text, document.segments, document.sections, document.doc_type, document.level,
                               document.work_year)
    found = quantities.find(text, segments)
    related = relative.find(text, segments)
    built = tasks.build(
        text, segments, document.sections, found, related, document.anchor, document.id,
        lambda name: canonical(name, date=document.date, level=document.level, place=document.place),
    )
    return replace(document, segments=tuple(segments), quantities=tuple(found), tasks=tuple(built))
