"""The task table as a workbook that an office can read, filter, print and hand on."""

from __future__ import annotations

import math
import unicodedata
from collections.abc import Iterable, Sequence
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

from openpyxl import Workbook
from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE
from openpyxl.styles import Alignment, Border, Font, PatternFill, Side
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.header_footer import HeaderFooterItem, _HeaderFooterPart
from openpyxl.worksheet.page import PageMargins
from openpyxl.worksheet.properties import PageSetupProperties

from textkit.model import Document
from textkit.report.files import CREATOR, write
from textkit.report.labels import word
from textkit.report.provenance import failures, options, sources, version
from textkit.report.rows import COLUMNS, cells, documents_of, task_rows

if TYPE_CHECKING:
    from openpyxl.worksheet.worksheet import Worksheet

__all__ = ["write_workbook"]

# Width of each column in half-width characters; those after `basis` serve filters and the way back, unprinted.
WIDTHS = {
    "number": 5, "task": 46, "lead": 16, "others": 22, "deadline": 15, "targets": 24, "basis": 30, "due": 12,
    "file": 24, "source_start": 9, "source_end": 9, "task_id": 26,
}
PRINTED = COLUMNS.index("basis") + 1
CENTRED = ("number", "due", "source_start", "source_end")
CELL_LIMIT = 32_767                      # characters that Excel admits in a cell
HEIGHT_LIMIT = 409.0                     # points that Excel admits in a row
LINE = 14.5                              # points of a line of 10-point text
FONT = "等线"

_thin = Side(style="thin", color="BFBFBF")
_border = Border(left=_thin, right=_thin, top=_thin, bottom=_thin)
_head = PatternFill("solid", fgColor="1F4E79")
_head_font = Font(name=FONT, bold=True, color="FFFFFF", size=10)
_head_place = Alignment(horizontal="center", vertical="center", wrap_text=True)
_plain, _bold = Font(name=FONT, size=10), Font(name=FONT, size=10, bold=True)
_left = Alignment(vertical="top", wrap_text=True, horizontal="left")
_centre = Alignment(vertical="top", wrap_text=True, horizontal="center")
_overflow = Alignment(vertical="top")


def _width(text: str) -> int:
    """How many half-width characters the text takes."""
    return sum(2 if unicodedata.east_asian_width(c) in "WFA" else 1 for c in text)


def _text(value: str) -> str:
    value = ILLEGAL_CHARACTERS_RE.sub("", value)
    return value if len(value) <= CELL_LIMIT else value[: CELL_LIMIT - 1] + "…"


def _put(sheet: Worksheet, row: int, column: int, value: Any) -> Any:
    """Write a cell; text is text, also where it starts like a formula."""
    cell = sheet.cell(row=row, column=column)
    if isinstance(value, str):
        value = _text(value)
        cell.value = value
        cell.data_type = "s"
        if value[:1] in tuple("=+-@"):
            cell.quotePrefix = True      # it stays text when somebody edits it
    else:
        cell.value = value
    return cell


def _header(sheet: Worksheet, names: Sequence[str], widths: Sequence[int]) -> None:
    for column, (name, width) in enumerate(zip(names, widths, strict=True), 1):
        cell = _put(sheet, 1, column, name)
        cell.font = _head_font
        cell.fill = _head
        cell.alignment = _head_place
        cell.border = _border
        sheet.column_dimensions[get_column_letter(column)].width = width
    sheet.row_dimensions[1].height = 30
    sheet.freeze_panes = "A2"
    sheet.print_title_rows = "1:1"


def _row(sheet: Worksheet, number: int, values: Sequence[Any], widths: Sequence[int], centred: Sequence[bool]) -> None:
    lines = 1
    for column, (value, width, centre) in enumerate(zip(values, widths, centred, strict=True), 1):
        cell = _put(sheet, number, column, value)
        cell.font = _plain
        cell.border = _border
        cell.alignment = _centre if centre else _left
        if isinstance(value, str):
            lines = max(lines, sum(max(1, math.ceil(_width(part) / max(width - 2, 1))) for part in value.split("\n")))
        if isinstance(value, date):
            cell.number_format = "yyyy-mm-dd"
    sheet.row_dimensions[number].height = min(HEIGHT_LIMIT, lines * LINE + 4)


def _print_setup(sheet: Worksheet) -> None:
    """A4 across, as wide as the paper and as long as it takes."""
    sheet.page_setup.orientation = "landscape"
    sheet.page_setup.paperSize = 9
    sheet.page_setup.fitToWidth = 1
    sheet.page_setup.fitToHeight = 0
    sheet.sheet_properties.pageSetUpPr = PageSetupProperties(fitToPage=True)
    sheet.page_margins = PageMargins(left=0.4, right=0.4, top=0.75, bottom=0.7, header=0.35, footer=0.35)


def _due(value: str | int) -> Any:
    """A whole ISO date as a date, so that the column sorts and filters by time."""
    try:
        return date.fromisoformat(str(value)) if value else None
    except ValueError:
        return value


def _tasks(sheet: Worksheet, documents: tuple[Document, ...], lang: str) -> None:
    widths = [WIDTHS[name] for name in COLUMNS]
    _header(sheet, [word(name, lang) for name in COLUMNS], widths)
    centred = [name in CENTRED for name in COLUMNS]
    due = COLUMNS.index("due")
    last = 1
    for last, row in enumerate(task_rows(documents, lang), 2):
        values: list[Any] = list(cells(row, "\n"))
        values[due] = _due(values[due])
        _row(sheet, last, values, widths, centred)
    sheet.auto_filter.ref = f"A1:{get_column_letter(len(COLUMNS))}{last}"
    sheet.print_area = f"A1:{get_column_letter(PRINTED)}{last}"
    _print_setup(sheet)
    sheet.oddHeader = HeaderFooterItem(center=_HeaderFooterPart(text=word("sheet.tasks", lang), size=14))
    sheet.oddFooter = HeaderFooterItem(center=_HeaderFooterPart(text="&P / &N"))


def _sources(sheet: Worksheet, documents: tuple[Document, ...], corpus: object, lang: str) -> None:
    widths = (40, 14, 68, 10, 10)
    _header(sheet, [word(n, lang) for n in ("file", "encoding", "sha256", "documents", "tasks")], widths)
    centred = (False, True, False, True, True)
    row = 1
    for row, record in enumerate(sources(documents), 2):
        values = [record[name] for name in ("path", "encoding", "sha256", "documents", "tasks")]
        _row(sheet, row, values, widths, centred)
    row += 2
    chosen = options(corpus)
    facts: list[tuple[str, str]] = [(word("version", lang), version())]
    facts += [(f"{word('options', lang)} {name}", str(value)) for name, value in chosen.items()]
    if not chosen:
        facts.append((word("options", lang), word("default", lang)))
    facts += [(f"{word('failed', lang)}：{path}", reason) for path, reason in failures(corpus)]
    for below, (name, value) in enumerate(facts):
        for column, text in ((1, name), (2, value)):
            cell = _put(sheet, row + below, column, text)
            cell.font = _bold if column == 1 else _plain
            cell.alignment = _left if column == 1 else _overflow
    _print_setup(sheet)


def write_workbook(corpus: Document | Iterable[Document], path: Path, lang: str, overwrite: bool) -> None:
    """Write the sheets of tasks and of sources; a Corpus also gives its options and the files that failed."""
    documents = documents_of(corpus)
    book = Workbook()
    tasks = book.active
    assert tasks is not None             # a new workbook has a sheet
    tasks.title = word("sheet.tasks", lang)
    _tasks(tasks, documents, lang)
    _sources(book.create_sheet(word("sheet.sources", lang)), documents, corpus, lang)
    book.properties.creator = CREATOR
    book.properties.lastModifiedBy = CREATOR
    book.properties.title = word("sheet.tasks", lang)
    write(path, lambda to: book.save(to), overwrite=overwrite)
