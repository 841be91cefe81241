"""One task as one row that a person can read, with the way back to its source."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import PurePath

from textkit.model import Deadline, Document, Quantity, RelativeTarget, Section, Source, Span, Task, Unit
from textkit.report.labels import word

__all__ = [
    "COLUMNS", "Lines", "TaskRow", "basis", "cells", "deadline_text", "documents_of", "names", "one_line", "others",
    "place_text", "section_above", "section_path", "target_text", "task_rows",
]

COLUMNS = (
    "number", "task", "lead", "others", "deadline", "targets", "basis", "due", "file", "source_start", "source_end",
    "task_id",
)


_OTHERS = ("responsible", "support", "accountable", "leader")


def documents_of(what: Document | Iterable[Document]) -> tuple[Document, ...]:
    """The documents of a Corpus, of any iterable of them, or the one Document itself."""
    return (what,) if isinstance(what, Document) else tuple(what)


def one_line(text: str) -> str:
    """The text on one line: a break is a space between Latin words and nothing elsewhere; runs of spaces are one space."""
    lines = [" ".join(line.split()) for line in text.splitlines()]
    out = ""
    for line in lines:
        latin = out[-1:].isascii() and line[:1].isascii()
        out += (" " if out and line and latin else "") + line
    return out


class Lines:
    """Which line of a text an offset is on: ``Lines("甲\\n乙").at(2)`` is 2. Lines count from 1."""

    __slots__ = ("_starts",)

    def __init__(self, text: str) -> None:
        self._starts = [0]
        at = text.find("\n")
        while at >= 0:
            self._starts.append(at + 1)
            at = text.find("\n", at + 1)

    def at(self, offset: int) -> int:
        return bisect_right(self._starts, offset)


def section_path(document: Document, section: int | None) -> tuple[str, ...]:
    """The headings above, highest first, as written: ``("一、工作目标", "（二）保障措施")``."""
    path: list[str] = []
    seen: set[int] = set()
    while section is not None and section not in seen:
        seen.add(section)
        node: Section = document.sections[section]
        path.append(one_line(document.text[node.span.start : node.span.end]) or node.label + node.heading)
        section = node.parent
    return tuple(reversed(path))


def section_above(document: Document, task: Task) -> int | None:
    """The section that a task stands under; one that begins with the task itself (1.支持…) is no heading above it."""
    section = task.section
    while section is not None and document.sections[section].span.start >= task.span.start:
        section = document.sections[section].parent
    return section


def deadline_text(deadline: Deadline | None, lang: str = "zh") -> str:
    """As written, and what it comes to: ``年底前（2024-12-31）``; empty where there is none."""
    if deadline is None:
        return ""
    start, end, quote = deadline.start_date, deadline.end_date, one_line(deadline.quote)
    between = "至" if lang == "zh" else " to "
    dates = f"{start}{between}{end}" if start and end and start != end else (end or start or "")
    recurrence = word(f"recurrence.{deadline.recurrence}", lang) if deadline.recurrence else ""
    parts = [part for part in (dates, recurrence) if part and part != quote]
    if not parts:
        return quote
    return f"{quote}（{'，'.join(parts)}）" if lang == "zh" else f"{quote} ({', '.join(parts)})"


def target_text(target: Quantity | RelativeTarget, lang: str = "zh") -> str:
    """Indicator, quote and direction: ``城镇新增就业：1万人以上（增）``."""
    quote = one_line(target.quote)
    indicator = one_line(target.indicator or "")
    sign = word(f"direction.{target.direction}", lang) if isinstance(target, Quantity) else ""
    if any(c in quote for c in "增升长降减下翻"):
        sign = ""
    if indicator and indicator not in quote:
        quote = f"{indicator}：{quote}" if lang == "zh" else f"{indicator}: {quote}"
    return quote + ((f"（{sign}）" if lang == "zh" else f" ({sign})") if sign else "")


def names(units: Iterable[Unit]) -> str:
    return "、".join(dict.fromkeys(one_line(unit.name) for unit in units))


def others(units: Sequence[Unit], lang: str, roles: Sequence[str] = _OTHERS) -> str:
    """Everybody answerable but the lead, grouped by role; who is just responsible needs no label."""
    groups = []
    for role in roles:
        found = names(unit for unit in units if unit.role == role)
        if found:
            groups.append(found if role == "responsible" else f"{word(f'role.{role}', lang)}：{found}")
    return "；".join(groups)


@dataclass(frozen=True, slots=True)
class TaskRow:
    """A task as a table shows it. ``source`` is half-open, in code points of the source; ``line`` counts from 1."""

    number: int
    task: str
    lead: str
    others: str
    deadline: str
    targets: str
    basis: tuple[str, ...]
    due: str | None
    file: str
    source: Span
    line: int
    task_id: str


def cells(row: TaskRow, joint: str) -> tuple[str | int, ...]:
    """The values of a row in the order of COLUMNS; ``joint`` stands between the parts of the basis."""
    return (row.number, row.task, row.lead, row.others, row.deadline, row.targets, joint.join(row.basis), row.due or "",
            row.file, row.source.start, row.source.end, row.task_id)


def place_text(source: Source, span: Span, line: int, lang: str = "zh") -> str:
    """Where a span of the source stands, counted as a reader counts, from 1: 第12段（第120–180字）; ``line`` where the container
    has no pages, paragraphs or cells."""
    if lang == "en":
        return f"line {line} (characters {span.start + 1}–{span.end})"
    return f"{source.place(span.start) or f'第{line}行'}（第{span.start + 1}–{span.end}字）"


def basis(document: Document, task: Task, source: Span, line: int, lang: str) -> tuple[str, ...]:
    """Document, sections, and place in the source counted as a reader counts, from 1."""
    title = one_line(document.title) if document.title else PurePath(document.source.path).name
    where = " › ".join(section_path(document, task.section))
    if lang != "en" and document.title:
        title = f"《{title.strip('《》')}》"
    place = place_text(document.source, source, line, lang)
    return tuple(part for part in (title, where, place) if part)


def task_rows(documents: Document | Iterable[Document], lang: str = "zh") -> Iterator[TaskRow]:
    """One row per task, in the order of the text.

    ``source`` counts characters from 0 and is half-open; the place that ``basis`` names counts from 1.
    """
    number = 0
    for document in documents_of(documents):
        lines = Lines(document.source.text)
        for task in document.tasks:
            number += 1
            source = document.source_span(*task.span)
            line = lines.at(source.start)
            yield TaskRow(
                number=number,
                task=one_line(task.text),
                lead=names(unit for unit in task.units if unit.role == "lead"),
                others=others(task.units, lang),
                deadline=deadline_text(task.deadline, lang),
                targets="；".join(dict.fromkeys(target_text(target, lang) for target in task.targets)),
                basis=basis(document, task, source, line, lang),
                due=task.deadline.end_date if task.deadline else None,
                file=document.source.path,
                source=source,
                line=line,
                task_id=task.id,
            )
