"""What a document's text is marked with: tasks, units, deadlines, quantities and headings, each with its fields."""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

from textkit.model import Document, Quantity, Task
from textkit.report.labels import word
from textkit.report.rows import deadline_text, one_line, section_path, target_text

__all__ = ["KINDS", "Mark", "marks"]

KINDS = ("heading", "task", "unit", "deadline", "target", "quantity")    # outer before inner


class Mark(NamedTuple):
    """One stretch of clean text, half-open, of one kind, with what a reader sees on pointing at it."""

    start: int
    end: int
    kind: str
    note: str


def _task_note(document: Document, task: Task, lang: str) -> str:
    colon = "：" if lang == "zh" else ": "
    lines = [f"{word('task', lang)} {task.id}"]
    path = " › ".join(section_path(document, task.section))
    if path:
        lines.append(f"{word('section', lang)}{colon}{path}")
    for unit in task.units:
        name = one_line(unit.name)
        canonical = f"（{unit.canonical}）" if unit.canonical and unit.canonical != name else ""
        lines.append(f"{word(f'role.{unit.role}', lang)}{colon}{name}{canonical}")
    if task.deadline:
        lines.append(f"{word('deadline', lang)}{colon}{deadline_text(task.deadline, lang)}")
    lines += [f"{word('targets', lang)}{colon}{target_text(target, lang)}" for target in task.targets]
    if task.rule:
        lines.append(f"{word('rule', lang)}{colon}{task.rule}")
    return "\n".join(lines)


def _quantity_note(quantity: Quantity, lang: str) -> str:
    low = "" if quantity.low is None else f"{quantity.low:.12g}"
    high = "" if quantity.high is None else f"{quantity.high:.12g}"
    amount = low if low == high else f"{low} … {high}"
    comparator = "" if quantity.comparator in ("=", "between") else quantity.comparator
    parts = [
        word(f"kind.{quantity.kind}", lang), quantity.indicator or "",
        f"{comparator} {amount} {quantity.unit or ''}".strip(),
        word(f"direction.{quantity.direction}", lang), quantity.rule,
    ]
    return " · ".join(part for part in parts if part)


def _once(found: Iterable[Mark]) -> list[Mark]:
    """One mark per stretch and kind: a unit or deadline that covers a whole part stands in many tasks."""
    first: dict[tuple[int, int, str], Mark] = {}
    for mark in found:
        if mark.end > mark.start:
            first.setdefault((mark.start, mark.end, mark.kind), mark)
    return list(first.values())


def marks(document: Document, lang: str = "zh") -> list[Mark]:
    """All marks of the document, outer before inner."""
    found = [Mark(*segment.span, "heading", "") for segment in document.segments if segment.function == "heading"]
    for task in document.tasks:
        found.append(Mark(*task.span, "task", _task_note(document, task, lang)))
        for unit in task.units:
            note = " · ".join(p for p in (word(f"role.{unit.role}", lang), unit.canonical, unit.rule) if p)
            found.append(Mark(*unit.span, "unit", note))
        if task.deadline:
            note = " · ".join(p for p in (deadline_text(task.deadline, lang), task.deadline.rule) if p)
            found.append(Mark(*task.deadline.span, "deadline", note))
    found += [
        Mark(*q.span, "target" if q.kind == "target" else "quantity", _quantity_note(q, lang))
        for q in document.quantities
    ]
    order = {kind: rank for rank, kind in enumerate(KINDS)}
    return sorted(_once(found), key=lambda m: (m.start, -m.end, order[m.kind]))
