"""Filled-in tables as rows by field, of our own form or another office's; what cannot be read is handed back, not dropped."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterator, Sequence
from functools import lru_cache
from pathlib import Path
from typing import NamedTuple

from textkit.lexicon import load
from textkit.model import TextkitError
from textkit.read import decode, read_file
from textkit.read import load as load_bytes
from textkit.read.grid import Cell, Grid

__all__ = ["ACROSS", "Filled", "Unread", "read_filled", "tables_of"]

_NOTE = re.compile(r"[（(【\[][^（()）】\]]{0,40}[）)】\]]|[\s*＊：:]+")
_HEAD_ROWS = 8           # a title, remarks and a head of two rows may stand above
ACROSS = "表头以上或横跨整行的文字"      # a title, a heading, a remark; whoever collects knows which are its own
_LEAST = 2               # columns that a head has to name


class Filled(NamedTuple):
    """One row: its cells by field (columns without a field by their own head), and where it stands."""

    cells: dict[str, str]
    place: str


class Unread(NamedTuple):
    """A row, sheet or file that is no row of a ledger: where, why, and its text."""

    place: str
    reason: str
    text: str


@lru_cache(maxsize=1)
def _heads() -> tuple[tuple[re.Pattern[str], str], ...]:
    return tuple((re.compile(row.pattern), row["field"]) for row in load("ledger_columns"))


def field_of(head: str) -> str | None:
    """The field that a head names: ``field_of("下一步工作打算")`` is ``next``."""
    for plain in dict.fromkeys(("".join(head.split()), _NOTE.sub("", head))):
        for pattern, name in _heads():
            if plain and pattern.fullmatch(plain):
                return name
    return None


def tables_of(path: Path) -> Iterator[tuple[str, Grid]]:
    """The tables of a .xlsx, .csv, .docx … as grids, each with its name. Raises TextkitError where it cannot be read."""
    suffix = path.suffix.lower()
    if suffix in (".xlsx", ".xlsm"):
        from textkit.read.workbook import sheets

        yield from ((name, grid) for name, grid, _ in sheets(load_bytes(path), str(path)))
    elif suffix in (".csv", ".tsv"):
        text, _ = decode(load_bytes(path), str(path))
        delimiter = "\t" if suffix == ".tsv" else ","
        rows = list(csv.reader(io.StringIO(text, newline=""), delimiter=delimiter))
        yield "", _grid(rows, "第{}行")
    else:
        source = read_file(path)
        for number, table in enumerate(source.tables, 1):
            yield f"表{number}", _grid(table.rows, f"表{number} 第{{}}行")
        if not source.tables:
            raise TextkitError("文件里没有表格", path=str(path), hint="请填在下发的表里交回")


def _grid(rows: Sequence[Sequence[str]], label: str) -> Grid:
    return Grid.of(Cell(tuple(text.split("\n")), r, c, label=label.format(r + 1))
                   for r, row in enumerate(rows) for c, text in enumerate(row))


def read_filled(path: Path) -> tuple[list[Filled], list[Unread]]:
    """The rows of all tables of a file, and what is no row. A file that cannot be read is one Unread; nothing is raised."""
    try:
        grids = list(tables_of(path))
    except TextkitError as error:
        return [], [Unread(path.name, f"读不了：{error.message}", "")]
    filled: list[Filled] = []
    unread: list[Unread] = _beside_tables(path)
    seen: set[tuple[str, ...]] = set()
    for name, grid in grids:
        matrix = grid.matrix()
        at, fields = _head(matrix)
        if at is None:
            text = "\n".join(" ".join(row) for row in grid.rows() if any(row))
            if not name.startswith("来源") and text.strip():
                unread.append(Unread(name or path.name, "没有认出表头（要有任务和进展等栏）", text))
            continue
        above = {cell for row in matrix[:at] for cell in row if cell is not None and cell.text and cell.row < at}
        unread += [Unread(cell.label, ACROSS, cell.text) for cell in sorted(above, key=lambda cell: (cell.row, cell.column))]
        for row in matrix[at + 1 :]:
            one, other = _row(row, fields)
            if one is not None:
                key = tuple(one.cells.values())
                if key not in seen:               # our workbook shows a task on more than one sheet
                    seen.add(key)
                    filled.append(one)
            elif other is not None:
                unread.append(other)
    return filled, unread


# What a 督办单 says around its table (see :mod:`textkit.draft.ledger.outgoing`)
_LETTER = re.compile(r"督办通知单|编号：〔\d{4}〕\d+号|[^，。：]{2,40}：|.*由你单位牵头或负责的事项共\d+项.*|表中橙色斜体为拟定内容.*|(?:\d{4}年\d{1,2}月\d{1,2}日)")


def _beside_tables(path: Path) -> list[Unread]:
    """What somebody wrote in a document outside its tables: it is no row, and is not to be lost."""
    if path.suffix.lower() in (".xlsx", ".xlsm", ".csv", ".tsv"):
        return []
    source = read_file(path)
    at, pieces = 0, []
    for table in source.tables:
        pieces.append(source.text[at : table.span.start])
        at = table.span.end
    pieces.append(source.text[at:])
    lines = [line.strip() for piece in pieces for line in piece.split("\n")]
    said = "\n".join(line for line in lines if line and not _LETTER.fullmatch(line))
    return [Unread(path.name, "表格以外的文字没有读入，请看有没有要补记的", said)] if said else []


def _head(matrix: Sequence[Sequence[Cell | None]]) -> tuple[int | None, dict[int, str]]:
    """The row of the head and the field of each column; of a head of two rows the lower names win."""
    best: tuple[int, int, dict[int, str]] = (0, -1, {})
    for index, row in enumerate(matrix[:_HEAD_ROWS]):
        named: dict[int, str] = {}
        for column, cell in enumerate(row):
            if cell is None or not cell.text or len(cell.text) > 40:
                continue
            name = field_of(cell.text)
            if name is None or name in named.values():
                name = "".join(cell.text.split())
                name = name if name not in named.values() else f"{name}_{column + 1}"
            named[column] = name
        known = sum(any(name == field for _, field in _heads()) for name in named.values())
        if known >= _LEAST and ("id" in named.values() or "task" in named.values()) and known >= best[0]:
            best = known, index, named
    return (best[1], best[2]) if best[1] >= 0 else (None, {})


def _row(row: Sequence[Cell | None], fields: dict[int, str]) -> tuple[Filled | None, Unread | None]:
    """A row of a ledger, or what stands there instead; (None, None) for an empty row."""
    cells: dict[str, str] = {}
    distinct = {(cell.row, cell.column): cell for cell in row if cell is not None and cell.text.strip()}
    if not distinct:
        return None, None
    first = next(iter(distinct.values()))
    if len(distinct) == 1 and first.width > 1:
        return None, Unread(first.label, ACROSS, first.text)
    for column, cell in enumerate(row):
        if cell is not None and (text := "\n".join(line.strip() for line in cell.lines if line.strip())):
            name = fields.get(column, f"第{column + 1}列")
            if name not in cells or cells[name] == text:
                cells[name] = text
    place = first.label
    if not cells.get("id") and not cells.get("task"):
        if set(cells) <= {"number"}:
            return None, None
        return None, Unread(place, "这一行没有任务编号也没有任务内容", " | ".join(f"{k}：{v}" for k, v in cells.items()))
    return Filled(cells, place), None
