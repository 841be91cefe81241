"""The tables of a report as one workbook: what each column means first, then a sheet per table, then where it all comes from."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any, NamedTuple

from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell
from openpyxl.styles import Alignment, Font, PatternFill
from openpyxl.utils import get_column_letter

from textkit.report.comparative.model import Passage, Report, Table
from textkit.report.files import CREATOR
from textkit.report.labels import words
from textkit.report.workbook import FONT, safe_text

__all__ = ["save_book"]

MOST_ROWS = 1_048_575                    # rows below the heading that a sheet of Excel admits
_HEAD, _HEAD_FONT = PatternFill("solid", fgColor="1F4E79"), Font(name=FONT, bold=True, color="FFFFFF", size=10)
_WRAPPED = Alignment(wrap_text=True, vertical="center")
_WIDTHS = {"quote": 44, "text": 18, "units": 24, "themes": 16, "place": 18, "number": 11, "share": 9, "year": 8}


def save_book(report: Report, path: Path) -> None:
    """Write the workbook to ``path``, row by row, so that a long table is never wholly in memory."""
    book = Workbook(write_only=True)
    which = words(report.lang)
    tables = [table for section in report.sections for table in section.tables]
    titles = dict(zip((table.name for table in tables), _titles(table.title for table in tables), strict=True))
    _sheet(book, ("目录", "Contents")[which], _contents(report, tables, titles), (20, 12, 26, 60))
    for table in tables:
        cells = list(_cells(table, which))
        _sheet(book, titles[table.name], _rows(report, table, cells), [cell.width for cell in cells])
    _sheet(book, ("说明", "Notes")[which], _notes(report), (22, 40, 90))
    book.properties.creator = book.properties.lastModifiedBy = CREATOR
    book.properties.title = report.title
    book.save(path)


def _titles(names: Iterable[str]) -> list[str]:
    """Names that Excel takes for sheets: 31 characters at most, none twice."""
    out: list[str] = []
    for name in names:
        short = "".join(c for c in name if c not in "[]:*?/\\")[:28]
        out.append(short if short not in out else f"{short} {len(out) + 1}")
    return out


def _sheet(book: Workbook, title: str, rows: Iterator[Sequence[Any]], widths: Sequence[int]) -> None:
    """A sheet whose first row stays in sight and filters the rest."""
    sheet = book.create_sheet(title)
    sheet.freeze_panes = "A2"
    for at, width in enumerate(widths, 1):
        sheet.column_dimensions[get_column_letter(at)].width = width
    count = 0
    for count, row in enumerate(rows):
        sheet.append([_cell(sheet, value, head=count == 0) for value in row])
    sheet.auto_filter.ref = f"A1:{get_column_letter(len(widths))}{count + 1}"


def _cell(sheet: Any, value: Any, *, head: bool = False) -> Any:
    """A value as it goes into the workbook; text is text, also where it starts like a formula."""
    if isinstance(value, str):
        value = safe_text(value)
    if not head and not (isinstance(value, str) and value[:1] in ("=", "+", "-", "@")):
        return value
    cell = WriteOnlyCell(sheet, value)
    if isinstance(value, str):
        cell.data_type = "s"
    if head:
        cell.fill, cell.font, cell.alignment = _HEAD, _HEAD_FONT, _WRAPPED
    else:
        cell.quotePrefix = True
    return cell


class _Cell(NamedTuple):
    """A column of a sheet: the column of the table it is made of, and which part of a passage (its words, where it stands)."""

    label: str
    meaning: str
    width: int
    at: int
    part: str = ""


#: Part of a passage → heading, meaning.
_PARTS = {
    "file": (("出处文件", "file"), ("出处的文件", "the file it stands in")),
    "start": (("原文起", "start"), ("在文件里从第几个字起（从 0 数）", "start in the file as decoded, from 0")),
    "end": (("原文止", "end"), ("到第几个字止（不含）", "end there, half-open")),
}


def _cells(table: Table, which: int) -> Iterator[_Cell]:
    """The columns of a sheet; a passage is four: words, file, start and end."""
    for at, column in enumerate(table.columns):
        yield _Cell(column.label, column.meaning, _WIDTHS[column.kind], at)
        if column.kind == "quote":
            for part, (heading, meaning) in _PARTS.items():
                yield _Cell(f"{column.label}{'：' if which == 0 else ': '}{heading[which]}", meaning[which], 18 if part == "file" else 10, at, part)


def _contents(report: Report, tables: Sequence[Table], titles: Mapping[str, str]) -> Iterator[Sequence[Any]]:
    which = words(report.lang)
    yield ("表（工作表）", "行数", "栏目", "含义") if which == 0 else ("Sheet", "Rows", "Column", "Meaning")
    for table in tables:
        for number, cell in enumerate(_cells(table, which)):
            yield titles[table.name], len(table.rows) if number == 0 else None, cell.label, cell.meaning


def _rows(report: Report, table: Table, cells: Sequence[_Cell]) -> Iterator[Sequence[Any]]:
    yield [cell.label for cell in cells]
    for row in table.rows[:MOST_ROWS]:
        yield [_value(report, row[cell.at], cell.part) for cell in cells]


def _value(report: Report, value: Any, part: str) -> Any:
    if isinstance(value, Passage):
        source = report.documents[value.document].source
        if part:
            return {"file": source.path, "start": value.start, "end": value.end}[part]
        return value.words if value.words is not None else source.text[value.start:value.end]
    return "、".join(value) or None if isinstance(value, tuple) else value


def _notes(report: Report) -> Iterator[Sequence[Any]]:
    """What was made how, the findings with what they rest on, and all notes in full."""
    which = words(report.lang)
    yield ("节", "内容", "依据") if which == 0 else ("Section", "What", "Rests on")
    for name, value in report.made:
        yield ("怎么做的", "How it was made")[which], name, value
    for section in report.sections:
        if section.problem:
            yield section.title, ("做不出来", "cannot be made")[which], section.problem
        yield from ((section.title, finding.sentence, finding.basis) for finding in section.findings)
        yield from ((section.title, ("说明", "note")[which], note) for note in (*section.paragraphs, *section.notes))
