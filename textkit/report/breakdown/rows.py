"""Tasks → the rows of a breakdown: every column as text, what it is grouped by, and what is only proposed."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache

from textkit.extract import attribution
from textkit.lexicon import alternation
from textkit.model import Deadline, Document, Item, Task, Unit
from textkit.report.breakdown.options import FILLED, Options
from textkit.report.rows import Lines, basis, names, one_line, others, section_above, section_path, target_text

__all__ = ["Row", "collected"]

_STOPS = "。；;，,、 \n\t"


@dataclass(frozen=True, slots=True)
class Row:
    """A task, or an item of one, as text by column.

    ``sections`` are the headings above, highest first, after the document's title; ``units`` the answerable units with
    their roles by present name; ``due`` its last day (ISO); ``marked`` the columns that hold a proposal.
    """

    cells: dict[str, str | int]
    sections: tuple[str, ...]
    units: tuple[tuple[str, str], ...]
    due: str | None
    recurrence: str | None
    marked: frozenset[str] = frozenset()


@lru_cache(maxsize=None)
def _part(part: str, where: str) -> re.Pattern[str]:
    return re.compile(alternation("breakdown_parts", part=part, where=where))


def _is(part: str, path: Sequence[str], text: str, within: int = 60) -> bool:
    return any(_part(part, "heading").search(h) for h in path) or _part(part, "text").search(text, 0, within) is not None


def collected(documents: Sequence[Document], options: Options, lang: str = "zh", *, goals: bool = True) -> tuple[list[Row], int]:
    """The rows in the order of the text, and how many tasks were left out as general requirements.

    ``goals`` puts each target of a list of expected targets in a row of its own.
    """
    rows: list[Row] = []
    omitted = 0
    for document in documents:
        lines = Lines(document.source.text)
        for task in document.tasks:
            path = section_path(document, section_above(document, task))
            aims = _is("goals", path, one_line(task.text))
            if not options.overall and not aims and _is("overall", path, one_line(task.text)):
                omitted += 1
                continue
            title = one_line(document.title or document.source.path)
            for row in _rows(document, task, lines, aims and goals, options, lang):
                rows.append(replace(row, sections=((title,) if len(documents) > 1 else ()) + path))
    for number, row in enumerate(rows, 1):
        row.cells["number"] = number
        row.cells["section"] = " › ".join(row.sections)
    return rows, omitted


def _rows(document: Document, task: Task, lines: Lines, goals: bool, options: Options, lang: str) -> Iterator[Row]:
    whole = _row(document, task, lines, options, lang)
    items = [item for item in task.items if item.target is not None or not goals]
    if len(items) < 2 or not (goals or options.rows == "items"):
        yield whole
        return
    covered = {item.target.quote for item in items if item.target}
    if goals and any(target.quote not in covered for target in task.targets):
        yield whole                      # a target that no item holds would be lost
        return
    found: list[Row] = []
    for number, item in enumerate(items):
        row = _item_row(document, item, number, whole, lang, goals)
        if found and item.target and one_line(item.text).strip(_STOPS) == item.target.quote:
            before = found[-1].cells         # 分别突破2.2万亿元、2.4万亿元: a bare figure has no row of its own
            joined = {"task": f"{before['task']}、{row.cells['task']}", "source_end": row.cells["source_end"],
                      "targets": f"{before['targets']}；{row.cells['targets']}"}
            found[-1] = replace(found[-1], cells={**before, **joined})
        else:
            found.append(row)
    yield from found


def _row(document: Document, task: Task, lines: Lines, options: Options, lang: str) -> Row:
    source = document.source_span(*task.span)
    where = basis(document, task, source, lines.at(source.start), lang)
    leaders = "leader" in options.chosen()
    roles = ("responsible", "support", "accountable") + (() if leaders else ("leader",))
    cells: dict[str, str | int] = {
        "task": _bare(document, task), "lead": names(u for u in task.units if u.role == "lead"),
        "others": others(task.units, lang, roles), "leader": names(u for u in task.units if u.role == "leader"),
        "deadline": _by_when(task.deadline), "due": (task.deadline.end_date or "") if task.deadline else "",
        "targets": "；".join(dict.fromkeys(target_text(target, lang) for target in task.targets)),
        "basis": "\n".join(where), "line": where[-1], "file": document.source.path,
        "source_start": source.start, "source_end": source.end, "task_id": task.id, "role": "", "status": "", "origin": "",
        **dict.fromkeys(FILLED, ""),
    }
    deadline = task.deadline
    row = Row(cells, (), tuple(_grouped(task.units)), deadline.end_date if deadline else None,
              deadline.recurrence if deadline else None)
    return _with_proposal(row, task.id, options)


def _bare(document: Document, task: Task) -> str:
    """The task without the bracket that names its units: they stand in columns of their own."""
    text, end = document.text, task.span.end
    for span, _ in reversed(attribution.find(text, *task.span)):
        if span.start > task.span.start and not text[span.end : end].strip(_STOPS) and text.startswith(("（", "(", "【", "["), span.start):
            end = span.start
    bare = one_line(text[task.span.start : end]) if task.text == text[task.span.start : task.span.end] else one_line(task.text)
    return bare or one_line(task.text)


def _by_when(deadline: Deadline | None) -> str:
    """As written, and the last day where the words leave the year open: ``6月底前（2031年6月30日）``."""
    if deadline is None:
        return ""
    quote, end = one_line(deadline.quote), deadline.end_date
    if not end or deadline.rule == "corrected" and quote == end:
        return quote
    whole = f"{end[:4]}年{int(end[5:7])}月{int(end[8:10])}日"
    return quote if end[:4] in quote else f"{quote}（{whole}）"


def _grouped(units: Sequence[Unit]) -> Iterator[tuple[str, str]]:
    seen: set[str] = set()
    for unit in sorted(units, key=lambda unit: unit.role != "lead"):
        if unit.role != "leader" and unit.canonical not in seen:
            seen.add(unit.canonical)
            yield one_line(unit.canonical), unit.role


def _with_proposal(row: Row, task: str, options: Options) -> Row:
    """Proposals fill what the text left empty, and are marked; what the text says stays."""
    proposal = options.proposed.get(task)
    if proposal is None:
        return row
    filled = {name: text for name, text in proposal.cells.items() if text and not row.cells.get(name)}
    units = row.units or ((filled["lead"], "lead"),) if filled.get("lead") else row.units
    return replace(row, cells={**row.cells, **filled}, units=units, due=row.due or filled.get("due"),
                   marked=frozenset(name for name in filled if name not in FILLED))


def _item_row(document: Document, item: Item, number: int, whole: Row, lang: str, goals: bool) -> Row:
    """One item: its own target, unit and time where it has them, else those of its task."""
    text = one_line(item.text)
    if goals and number == 0:
        lead_in = _part("goals", "text").search(text)
        text = text[lead_in.end() :].lstrip("：:，, ") if lead_in and lead_in.end() < len(text) else text
    source = document.source_span(*item.span)
    cells: dict[str, str | int] = {
        **whole.cells, "task": text.rstrip("；;，,"), "targets": target_text(item.target, lang) if item.target else "",
        "source_start": source.start, "source_end": source.end,
    }
    units = whole.units
    if item.unit is not None:
        cells |= {"lead": one_line(item.unit.name) if item.unit.role == "lead" else "", "others": others([item.unit], lang)
                  if item.unit.role != "lead" else ""}
        units = ((item.unit.canonical, item.unit.role),)
    due = whole.due
    if item.deadline is not None:
        cells |= {"deadline": _by_when(item.deadline), "due": item.deadline.end_date or ""}
        due = item.deadline.end_date
    return replace(whole, cells=cells, units=units, due=due)
