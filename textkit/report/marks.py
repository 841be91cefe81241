"""What a document's text is marked with: tasks, units, deadlines, quantities and headings, each with its fields."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import NamedTuple

from textkit.model import Deadline, Document, Quantity, RelativeTarget, Task, Unit
from textkit.report.codes import coded
from textkit.report.labels import word
from textkit.report.rows import deadline_text, one_line, section_path, target_text

__all__ = ["KINDS", "Mark", "marks"]

KINDS = ("heading", "task", "unit", "deadline", "target", "quantity")    # outer before inner
Told = tuple[tuple[str, str], ...]


class Mark(NamedTuple):
    """One stretch of clean text, half-open, of one kind, with what a reader sees on pointing at it: pairs of heading and value."""

    start: int
    end: int
    kind: str
    fields: Told

    @property
    def note(self) -> str:
        """The fields as lines of text."""
        return "\n".join(f"{heading}：{value}" for heading, value in self.fields)


def _told(fields: Iterable[tuple[str, str | None]], lang: str) -> Told:
    """The fields that say something, each with the word for its key."""
    return tuple((word(key, lang), value) for key, value in fields if value)


def _named(unit: Unit) -> str:
    name = one_line(unit.name)
    return f"{name}（{unit.canonical}）" if unit.canonical and unit.canonical != name else name


def _task(document: Document, task: Task, lang: str) -> Told:
    fields: list[tuple[str, str | None]] = [("section", " › ".join(section_path(document, task.section)))]
    fields += [(f"role.{unit.role}", _named(unit)) for unit in task.units]
    fields += [("deadline", deadline_text(task.deadline, lang)), *(("targets", target_text(target, lang)) for target in task.targets)]
    fields += [("modality", coded("modality", task.modality, lang)), ("rule", task.rule), ("task_id", task.id)]
    return _told(fields, lang)


def _unit(unit: Unit, lang: str) -> Told:
    return _told([("unit", one_line(unit.name)), ("canonical", unit.canonical if unit.canonical != unit.name else None),
                  ("role", word(f"role.{unit.role}", lang)), ("unit_type", coded("unit_type", unit.unit_type, lang)), ("rule", unit.rule)], lang)


def _deadline(deadline: Deadline, lang: str) -> Told:
    start, end = deadline.start_date, deadline.end_date
    dates = f"{start} – {end}" if start and end and start != end else (end or start)
    return _told([("deadline", one_line(deadline.quote)), ("dates", dates),
                  ("recurrence", coded("recurrence", deadline.recurrence, lang) if deadline.recurrence else None), ("rule", deadline.rule)], lang)


def _amount(quantity: Quantity, lang: str) -> str:
    """Comparator, number and unit: 不低于 98 %; 1 – 2 个; 3 % 左右."""
    low, high = (None if bound is None else f"{bound:,.12g}" for bound in (quantity.low, quantity.high))
    number = f"{low} – {high}" if low and high and low != high else (low or high or "")
    comparator = "" if quantity.comparator in ("=", "between") else coded("comparator", quantity.comparator, lang)
    parts = [comparator, number, quantity.unit or ""]
    if quantity.comparator == "about" and lang == "zh":
        parts.append(parts.pop(0))               # 3 % 左右
    return " ".join(part for part in parts if part)


def _quantity(quantity: Quantity, lang: str) -> Told:
    direction = word(f"direction.{quantity.direction}", lang)
    return _told([("indicator", quantity.indicator), ("amount", f"{_amount(quantity, lang)}{f'（{direction}）' if direction else ''}"),
                  ("kind", word(f"kind.{quantity.kind}", lang)), ("rule", quantity.rule)], lang)


def _relative(target: RelativeTarget, lang: str) -> Told:
    margin = "" if target.margin is None else f"{target.margin:g}{target.margin_unit or ''}"
    comparator = coded("comparator", target.comparator, lang)
    return _told([("indicator", target.indicator), ("reference", target.reference), ("amount", " ".join(p for p in (comparator, margin) if p)),
                  ("kind", word("kind.target", lang)), ("rule", target.rule)], lang)


def _of_task(document: Document, task: Task, lang: str) -> Iterator[Mark]:
    yield Mark(*task.span, "task", _task(document, task, lang))
    for unit in task.units:
        yield Mark(*unit.span, "unit", _unit(unit, lang))
    if task.deadline:
        yield Mark(*task.deadline.span, "deadline", _deadline(task.deadline, lang))
    for target in task.targets:
        if isinstance(target, RelativeTarget):
            yield Mark(*target.span, "target", _relative(target, lang))


def _once(found: Iterable[Mark]) -> list[Mark]:
    """One mark per stretch and kind: a unit or deadline that covers a whole part stands in many tasks."""
    first: dict[tuple[int, int, str], Mark] = {}
    for mark in found:
        if mark.end > mark.start:
            first.setdefault((mark.start, mark.end, mark.kind), mark)
    return list(first.values())


def marks(document: Document, lang: str = "zh") -> list[Mark]:
    """All marks of the document, outer before inner."""
    found = [Mark(*segment.span, "heading", ()) for segment in document.segments if segment.function == "heading"]
    for task in document.tasks:
        found += _of_task(document, task, lang)
    found += [Mark(*q.span, "target" if q.kind == "target" else "quantity", _quantity(q, lang)) for q in document.quantities]
    order = {kind: rank for rank, kind in enumerate(KINDS)}
    return sorted(_once(found), key=lambda m: (m.start, -m.end, order[m.kind]))
