"""The tables of a report as one workbook: what each column means first, then a sheet per table, then where it all comes from."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import Any

from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell
from openpyxl.styles import Alignment, Font, PatternFill
from openpyxl.utils import get_column_letter

from textkit.report.comparative.model import Column, Passage, Report, Table
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
    tables = [(section.title, table) for section in report.sections for table in section.tables]
    titles = dict(zip((table.name for _, table in tables), _titles(table.title for _, table in tables), strict=True))
    _sheet(book, ("目录", "Contents")[which], _contents(report, tables, titles), (20, 12, 26, 60))
    for _, table in tables:
        columns = list(_columns(table, which))
        _sheet(book, titles[table.name], _rows(report, table, columns), [_WIDTHS[column.kind] for column, _ in columns])
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


def _columns(table: Table, which: int) -> Iterator[tuple[Column, int]]:
    """The columns of a sheet with the column of the table they are made of; a passage is four: words, file, start and end."""
    for at, column in enumerate(table.columns):
        yield column, at
        if column.kind == "quote":
            of = column.label
            for name, label, kind in (("file", ("文件", "file"), "text"), ("start", ("原文起", "start"), "number"), ("end", ("原文止", "end"), "number")):
                yield Column(f"{column.name}_{name}", f"{of}：{label[0]}" if which == 0 else f"{of}: {label[1]}", kind,  # type: ignore[arg-type]
                             _WHERE[name][which]), at


_WHERE = {"file": ("出处文件", "the file it stands in"), "start": ("在文件里从第几个字起（从 0 数）", "start in the file as decoded, from 0"),
          "end": ("到第几个字止（不含）", "end there, half-open")}


def _contents(report: Report, tables: Sequence[tuple[str, Table]], titles: dict[str, str]) -> Iterator[Sequence[Any]]:
    which = words(report.lang)
    yield ("表（工作表）", "行数", "栏目", "含义") if which == 0 else ("Sheet", "Rows", "Column", "Meaning")
    for _, table in tables:
        for at, (column, _) in enumerate(_columns(table, which)):
            yield titles[table.name], len(table.rows) if at == 0 else None, column.label, column.meaning


def _rows(report: Report, table: Table, columns: Sequence[tuple[Column, int]]) -> Iterator[Sequence[Any]]:
    yield [column.label for column, _ in columns]
    for row in table.rows[:MOST_ROWS]:
        out: list[Any] = []
        for column, at in columns:
            value = row[at]
            if table.columns[at].kind == "quote":
                out.append(None if value is None else _of_passage(report, value, column.name.rpartition("_")[2] if column is not table.columns[at] else ""))
            else:
                out.append("、".join(value) or None if isinstance(value, tuple) else value)
        yield out


def _of_passage(report: Report, passage: Passage, what: str) -> Any:
    if what == "file":
        return report.documents[passage.document].source.path
    if what:
        return passage.start if what == "start" else passage.end
    return passage.words if passage.words is not None else report.documents[passage.document].source.text[passage.start:passage.end]


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
