"""A grid on a worksheet: title, head, bands and rows, filtered, frozen, wrapped, and set up for A4 across."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any

from openpyxl.styles import Alignment, Font, PatternFill
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.header_footer import HeaderFooterItem, _HeaderFooterPart

from textkit.report.breakdown.grid import Band, Grid, Line
from textkit.report.workbook import FONT, LINE, _put, border, print_setup, put_header, put_row

if TYPE_CHECKING:
    from openpyxl.worksheet.worksheet import Worksheet

__all__ = ["put_grid"]

_title = Font(name="方正小标宋简体", size=18, bold=True)
_bands = (Font(name="黑体", size=11, bold=True), Font(name="楷体", size=10.5, bold=True))
_fills = (PatternFill("solid", fgColor="DCE6F1"), PatternFill("solid", fgColor="F2F6FA"))
# What is proposed and not said by the text: orange on pale yellow, in italics for print without colour.
_proposed = Font(name=FONT, size=10, color="B45309", italic=True)
_proposed_fill = PatternFill("solid", fgColor="FFF7DB")
_blank_fill = PatternFill("solid", fgColor="F5FAF3")
_remark = Font(name=FONT, size=9, color="595959")
_middle = Alignment(horizontal="center", vertical="center", wrap_text=True)
_left = Alignment(horizontal="left", vertical="center", wrap_text=True)


def _across(sheet: Worksheet, row: int, columns: int, text: str) -> Any:
    cell = _put(sheet, row, 1, text)
    if columns > 1:
        sheet.merge_cells(start_row=row, start_column=1, end_row=row, end_column=columns)
    return cell


def _day(value: Any) -> Any:
    """A whole ISO date as a date, so that the column sorts and filters by time."""
    try:
        return date.fromisoformat(str(value)) if value else None
    except ValueError:
        return value


def _put_line(sheet: Worksheet, row: int, grid: Grid, line: Line) -> None:
    names = [column.name for column in grid.columns]
    values = [_day(value) if name == "due" else value for name, value in zip(names, line.values, strict=True)]
    put_row(sheet, row, values, [c.width for c in grid.columns], [c.centred for c in grid.columns])
    for place, name in enumerate(names, 1):
        cell = sheet.cell(row=row, column=place)
        if name in line.marked:
            cell.font, cell.fill = _proposed, _proposed_fill
        elif name in grid.blank:
            cell.fill = _blank_fill


def put_grid(sheet: Worksheet, grid: Grid, *, heading: str = "") -> None:
    """Write the grid on an empty sheet; ``heading`` stands at the head of every printed page where the grid has no title."""
    width = len(grid.columns)
    printed = max((i for i, column in enumerate(grid.columns, 1) if column.printed), default=width)
    row = 1
    if grid.title:
        cell = _across(sheet, 1, printed, grid.title)
        cell.font, cell.alignment = _title, _middle
        sheet.row_dimensions[1].height = 34
        row = 2
    put_header(sheet, [column.heading for column in grid.columns], [column.width for column in grid.columns], row)
    head = row
    for entry in grid.entries:
        row += 1
        if isinstance(entry, Band):
            level = min(entry.level, len(_bands)) - 1
            cell = _across(sheet, row, printed, ("　" * level) + entry.text)
            cell.font, cell.alignment = _bands[level], _left
            for place in range(1, printed + 1):
                sheet.cell(row=row, column=place).fill = _fills[level]
                sheet.cell(row=row, column=place).border = border
            sheet.row_dimensions[row].height = LINE + 6
        else:
            _put_line(sheet, row, grid, entry)
    sheet.auto_filter.ref = f"A{head}:{get_column_letter(width)}{row}"
    for remark in grid.remarks:
        row += 1
        cell = _across(sheet, row, printed, remark)
        cell.font, cell.alignment = _remark, _left
        sheet.row_dimensions[row].height = LINE * (1 + 2 * len(remark) // sum(c.width for c in grid.columns[:printed])) + 3
    sheet.print_area = f"A1:{get_column_letter(printed)}{row}"
    print_setup(sheet)
    if heading:
        sheet.oddHeader = HeaderFooterItem(center=_HeaderFooterPart(text=heading.replace("&", "&&"), size=14))
    sheet.oddFooter = HeaderFooterItem(center=_HeaderFooterPart(text="&P / &N"))
