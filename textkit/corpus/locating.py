"""Where words that a person marked stand in a document now, and the task that stands there."""

from __future__ import annotations

from bisect import bisect_left
from dataclasses import replace

from textkit.corpus.likeness import likeness
from textkit.corpus.tables import section_at
from textkit.extract import quantities, relative, tasks
from textkit.extract.aliases import canonical
from textkit.model import Document, Segment, Span, Task, fold

__all__ = ["locate", "task_at"]


def locate(document: Document, words: str, near: int = 0, *, alike: bool = True) -> Span | None:
    """The stretch of the clean text that reads ``words``, the one next to ``near`` of several; folded where it is not
    there as written; else, if ``alike``, the segment that is most like them (≥ 0.8). None where there is none.

    >>> from textkit.corpus.reading import read_text
    >>> locate(read_text("县水利局要抓紧清淤；各乡镇要抓好春灌。"), "各乡镇要抓好 春灌。")
    Span(start=10, end=19)
    """
    text = document.text
    if not words.strip():
        return None
    exact = _next(text, words, near)
    if exact is not None:
        return Span(exact, exact + len(words))
    folded, places = _folded(text)
    wanted = fold(words)
    at = _next(folded, wanted, bisect_left(places, near)) if wanted else None
    if at is not None:
        return Span(places[at], places[at + len(wanted) - 1] + 1)
    if not alike:
        return None
    best = max(((likeness(words, segment.span.of(text)), segment.span) for segment in document.segments
                if 2 * min(len(words), len(segment.span.of(text))) >= 0.8 * (len(words) + len(segment.span.of(text)))),
               default=None, key=lambda pair: pair[0])
    return best[1] if best is not None and best[0] >= 0.8 else None


def _next(text: str, words: str, near: int) -> int | None:
    """Where ``words`` begin, the place next to ``near``."""
    after, before = text.find(words, near), text.rfind(words, 0, near + len(words))
    found = [at for at in (after, before) if at >= 0]
    return min(found, key=lambda at: abs(at - near), default=None)


def _folded(text: str) -> tuple[str, list[int]]:
    """The folded text and, for each of its characters, the one that it comes from."""
    parts = [(folded, at) for at, character in enumerate(text) if (folded := fold(character))]
    return "".join(part for part, _ in parts), [at for part, at in parts for _ in part]


def task_at(document: Document, span: Span, name: str) -> Task:
    """The task with the id ``name`` that a person says stands at ``span`` of the clean text, with what its words say of
    units, deadline and targets."""
    text = document.text
    section = section_at(document, span.start)
    only = [Segment(span, section, 0, "task", "corrected")]
    built = tasks.build(text, only, document.sections, quantities.find(text, only), relative.find(text, only), document.anchor,
                        document.id, lambda name: canonical(name, date=document.date, level=document.level, place=document.place))
    units = {unit.name: unit for part in built for unit in part.units}
    return replace(
        built[0], id=name, span=span, text=span.of(text), units=tuple(units.values()),
        deadline=next((part.deadline for part in built if part.deadline), None), rule="corrected",
        targets=tuple(target for part in built for target in part.targets),
        items=tuple(item for part in built for item in part.items),
    )
