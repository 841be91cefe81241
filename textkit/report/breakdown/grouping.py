"""Rows → a grid: by section, by answerable unit or by deadline, numbered, with bands between the groups."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import groupby

from textkit.report.breakdown.grid import Band, Column, Entry, Grid, Line
from textkit.report.breakdown.options import BACK, FILLED, Options
from textkit.report.breakdown.rows import Row
from textkit.report.labels import word

__all__ = ["WIDTHS", "columns", "flat", "grouped"]

#: Width of each column in half-width characters.
WIDTHS = {
    "number": 5, "section": 24, "role": 7, "task": 46, "targets": 24, "lead": 16, "others": 22, "leader": 12,
    "deadline": 15, "status": 8, "origin": 24, "progress": 26, "problems": 18, "next": 18, "line": 21, "basis": 30, "due": 12, "file": 24,
    "source_start": 9, "source_end": 9, "task_id": 26,
}
CENTRED = ("number", "role", "status", "due", "source_start", "source_end")
_DEPTH = 2               # headings deeper than this stand in the rows' basis, not as bands
_LONGEST = 46

Group = tuple[tuple[str, ...], list[Row]]


def columns(names: Sequence[str], lang: str) -> tuple[Column, ...]:
    """The columns by name; those that lead back to the source come on the screen and are not printed."""
    last = next((i for i, name in enumerate(names) if name in BACK and name not in ("line", "basis")), len(names))
    return tuple(Column(name, word(name, lang), WIDTHS[name], name in CENTRED, i < last) for i, name in enumerate(names))


def _line(row: Row, names: Sequence[str], changed: Mapping[str, str]) -> Line:
    cells = {**row.cells, **changed}
    return Line(tuple(cells[name] for name in names), row.marked & frozenset(names))


def flat(rows: Sequence[Row], names: Sequence[str], lang: str) -> Grid:
    """All rows without bands or title, so that they sort and filter."""
    blank = frozenset(FILLED) & frozenset(names)
    return Grid("", columns(names, lang), tuple(_line(row, names, {}) for row in rows), blank=blank)


def grouped(rows: Sequence[Row], names: Sequence[str], options: Options, *, group: str, title: str, lang: str,
            remarks: tuple[str, ...] = ()) -> Grid:
    """The rows in groups. In a table by unit a row stands once for each of its units, with its role."""
    if options.numbering == "none":
        names = tuple(name for name in names if name != "number")
    if group == "unit" and "role" not in names:
        at = names.index("task") if "task" in names else 0
        names = (*names[:at], "role", *names[at:])
    groups = {"section": _by_section, "unit": _by_unit, "deadline": _by_deadline}[group](rows, lang)
    entries: list[Entry] = []
    before: tuple[str, ...] = ()
    for number, (path, own) in enumerate(groups, 1):
        for level, heading in enumerate(path):
            if path[: level + 1] != before[: level + 1]:
                entries.append(Band(heading, level + 1))
        before = path
        for place, row in enumerate(own, 1):
            changed = {"number": f"{number}.{place}"} if options.numbering == "grouped" else {}
            if group != "section" and row.sections:
                changed["line"] = f"{row.sections[-1]}\n{row.cells['line']}"
            role = dict(row.units).get(path[0]) if group == "unit" and path else None
            if role:
                changed["role"] = word(f"role.{role}", lang)
            entries.append(_line(row, names, changed))
    heads = columns(names, lang)
    if options.numbering == "grouped":   # 12.34 takes more room than 34
        heads = tuple(head._replace(width=8) if head.name == "number" else head for head in heads)
    return Grid(title, heads, tuple(entries), remarks, frozenset(FILLED) & frozenset(names))


def _by_section(rows: Sequence[Row], lang: str) -> list[Group]:
    out: list[Group] = []
    for row in rows:
        path = tuple(h if len(h) <= _LONGEST else h[: _LONGEST - 1] + "…" for h in row.sections[:_DEPTH])
        if not out or out[-1][0] != path:
            out.append((path, []))
        out[-1][1].append(row)
    return out


def _by_unit(rows: Sequence[Row], lang: str) -> list[Group]:
    own: dict[str, list[Row]] = {}
    for row in rows:
        for unit, _ in row.units:
            own.setdefault(unit, []).append(row)

    def leads_first(unit: str) -> tuple[int, int, str]:
        leads = sum((unit, "lead") in row.units for row in own[unit])
        return -leads, -len(own[unit]), unit

    out: list[Group] = [((unit,), sorted(own[unit], key=lambda row: (unit, "lead") not in row.units))
                        for unit in sorted(own, key=leads_first)]
    without = [row for row in rows if not row.units]
    return [*out, *([((word("no_unit", lang),), without)] if without else [])]


def _by_deadline(rows: Sequence[Row], lang: str) -> list[Group]:
    def key(row: Row) -> tuple[int, str]:
        if row.due:
            return 0, row.due
        return (1, row.recurrence) if row.recurrence else (2, "")

    def heading(row: Row) -> str:
        if row.due:
            return f"{row.due[:4]}年{int(row.due[5:7])}月" if lang == "zh" and len(row.due) >= 7 else row.due[:7]
        return word(f"recurrence.{row.recurrence}", lang) if row.recurrence else word("no_deadline", lang)

    return [((name,), list(own)) for name, own in groupby(sorted(rows, key=key), key=heading)]
