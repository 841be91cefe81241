"""How cells, heads and pages of our workbooks look, and the sheet that says where a workbook comes from."""

from __future__ import annotations

import math
import unicodedata
from collections.abc import Mapping, Sequence
from datetime import date
from typing import TYPE_CHECKING, Any

from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE
from openpyxl.styles import Alignment, Border, Font, PatternFill, Side
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.page import PageMargins
from openpyxl.worksheet.properties import PageSetupProperties

from textkit.model import Document
from textkit.report.labels import word
from textkit.report.provenance import failures, options, sources, version

if TYPE_CHECKING:
    from openpyxl.worksheet.worksheet import Worksheet

__all__ = ["FONT", "HEIGHT_LIMIT", "LINE", "border", "print_setup", "put_header", "put_row", "put_sources", "safe_text", "text_width"]

CELL_LIMIT = 32_767                      # characters that Excel admits in a cell
HEIGHT_LIMIT = 409.0                     # points that Excel admits in a row
LINE = 14.5                              # points of a line of 10-point text
FONT = "等线"

_thin = Side(style="thin", color="BFBFBF")
border = Border(left=_thin, right=_thin, top=_thin, bottom=_thin)
_head = PatternFill("solid", fgColor="1F4E79")
_head_font = Font(name=FONT, bold=True, color="FFFFFF", size=10)
_head_place = Alignment(horizontal="center", vertical="center", wrap_text=True)
_plain, _bold = Font(name=FONT, size=10), Font(name=FONT, size=10, bold=True)
_left = Alignment(vertical="top", wrap_text=True, horizontal="left")
_centre = Alignment(vertical="top", wrap_text=True, horizontal="center")
_overflow = Alignment(vertical="top")


def text_width(text: str) -> int:
    """How many half-width characters the text takes."""
    return sum(2 if unicodedata.east_asian_width(c) in "WFA" else 1 for c in text)


def safe_text(value: str) -> str:
    """The text as a cell admits it: without control characters, and not longer than :data:`CELL_LIMIT`."""
    value = ILLEGAL_CHARACTERS_RE.sub("", value)
    return value if len(value) <= CELL_LIMIT else value[: CELL_LIMIT - 1] + "…"


def _put(sheet: Worksheet, row: int, column: int, value: Any) -> Any:
    """Write a cell; text is text, also where it starts like a formula."""
    cell = sheet.cell(row=row, column=column)
    if isinstance(value, str):
        value = safe_text(value)
        cell.value = value
        cell.data_type = "s"
        if value[:1] in tuple("=+-@"):
            cell.quotePrefix = True      # it stays text when somebody edits it
    else:
        cell.value = value
    return cell


def put_header(sheet: Worksheet, names: Sequence[str], widths: Sequence[int], row: int = 1) -> None:
    """The heads of the columns in ``row``: they stay in sight, and are printed on every page."""
    for column, (name, width) in enumerate(zip(names, widths, strict=True), 1):
        cell = _put(sheet, row, column, name)
        cell.font = _head_font
        cell.fill = _head
        cell.alignment = _head_place
        cell.border = border
        sheet.column_dimensions[get_column_letter(column)].width = width
    sheet.row_dimensions[row].height = 30
    sheet.freeze_panes = f"A{row + 1}"
    sheet.print_title_rows = f"{row}:{row}"


def put_row(sheet: Worksheet, number: int, values: Sequence[Any], widths: Sequence[int], centred: Sequence[bool]) -> None:
    """A row of wrapped cells, as high as its longest cell needs."""
    lines = 1
    for column, (value, width, centre) in enumerate(zip(values, widths, centred, strict=True), 1):
        cell = _put(sheet, number, column, value)
        cell.font = _plain
        cell.border = border
        cell.alignment = _centre if centre else _left
        if isinstance(value, str):
            lines = max(lines, sum(max(1, math.ceil(text_width(part) / max(width - 2, 1))) for part in value.split("\n")))
        if isinstance(value, date):
            cell.number_format = "yyyy-mm-dd"
    sheet.row_dimensions[number].height = min(HEIGHT_LIMIT, lines * LINE + 4)


def print_setup(sheet: Worksheet) -> None:
    """A4 across, as wide as the paper and as long as it takes."""
    sheet.page_setup.orientation = "landscape"
    sheet.page_setup.paperSize = 9
    sheet.page_setup.fitToWidth = 1
    sheet.page_setup.fitToHeight = 0
    sheet.sheet_properties.pageSetUpPr = PageSetupProperties(fitToPage=True)
    sheet.page_margins = PageMargins(left=0.4, right=0.4, top=0.75, bottom=0.7, header=0.35, footer=0.35)


def put_sources(sheet: Worksheet, documents: Sequence[Document], corpus: object, lang: str, *,
                given: Mapping[str, str], notes: Sequence[str] = ()) -> None:
    """The files with encoding and sha256; then textkit's version, the options, notes, and the files that failed."""
    widths = (40, 14, 68, 10, 10)
    put_header(sheet, [word(n, lang) for n in ("file", "encoding", "sha256", "documents", "tasks")], widths)
    centred = (False, True, False, True, True)
    row = 1
    for row, record in enumerate(sources(documents), 2):
        values = [record[name] for name in ("path", "encoding", "sha256", "documents", "tasks")]
        put_row(sheet, row, values, widths, centred)
    row += 2
    chosen = {**options(corpus), **given}
    facts: list[tuple[str, str]] = [(word("version", lang), version())]
    facts += [(f"{word('options', lang)} {name}", str(value)) for name, value in chosen.items()]
    if not chosen:
        facts.append((word("options", lang), word("default", lang)))
    facts += [(word("note", lang), note) for note in notes]
    facts += [(f"{word('failed', lang)}：{path}", reason) for path, reason in failures(corpus)]
    for below, (name, value) in enumerate(facts):
        for column, text in ((1, name), (2, value)):
            cell = _put(sheet, row + below, column, text)
            cell.font = _bold if column == 1 else _plain
            cell.alignment = _left if column == 1 else _overflow
    print_setup(sheet)
