"""Workbooks (.xlsx): the cells of each sheet as they are shown, on their grid and as rows under heads."""

from __future__ import annotations

import datetime
import io
import re
import zipfile
import zlib
from collections.abc import Mapping
from typing import IO, Any

from textkit.model import TextkitError
from textkit.read.grid import Cell, Grid

__all__ = ["media_type", "sheets"]

_ALL = 128 << 20                                  # bytes of XML; openpyxl takes some ten times as much memory
_RATIO = 150
_MOST_CELLS = 3_000_000
_MERGED = re.compile(rb"""ref=["']([A-Z]{1,3})(\d{1,7}):([A-Z]{1,3})(\d{1,7})["']""")
_ENTITY = re.compile(rb"<!(?:DOCTYPE|ENTITY)", re.I)

Sheet = tuple[str, Grid, list[tuple[str, Mapping[str, Any]]]]


def media_type(suffix: str) -> str:
    """The media type of a workbook."""
    return {
        ".xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
        ".xlsm": "application/vnd.ms-excel.sheet.macroEnabled.12",
    }[suffix]


def _check(data: bytes, shown: str) -> None:
    """Refuses what is no workbook, is encrypted, expands too far or declares entities, before anything parses it."""
    if data.startswith(b"\xd0\xcf\x11\xe0"):
        raise TextkitError("这是旧版 Excel 表格（.xls）或加了密码的表格", path=shown, hint="请用 Excel 或 WPS 打开，去掉密码，另存为 .xlsx")
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            size = sum(info.file_size for info in archive.infolist())
            if size > _ALL or size > (64 << 20) and size > _RATIO * len(data):
                raise TextkitError(f"表格解开后有 {size >> 20} MB，疑似压缩炸弹", path=shown, hint="若确是正常文件，请拆成几个再读")
            for info in archive.infolist():
                if info.filename.lower().endswith((".xml", ".rels")):
                    with archive.open(info) as stream:
                        _check_part(stream, info.file_size, shown)
    except (zipfile.BadZipFile, zlib.error, EOFError, OSError, ValueError, RuntimeError, NotImplementedError) as error:
        raise TextkitError("不是 .xlsx 表格，或已损坏、不完整", path=shown, hint="请用 Excel 或 WPS 打开后另存为 .xlsx") from error


def _check_part(stream: IO[bytes], size: int, shown: str) -> None:
    total = covered = 0
    before = b""
    while piece := stream.read(1 << 20):
        # in the encoding of two bytes a declaration would look different, and no program writes parts so
        if _ENTITY.search(before + piece) or not total and (piece[:2] in (b"\xff\xfe", b"\xfe\xff") or b"\x00" in piece[:4]):
            raise TextkitError("表格里有 XML 实体声明，疑似实体炸弹", path=shown, hint="请用 Excel 或 WPS 打开后另存")
        total += len(piece)
        if total > size:
            raise TextkitError("表格解开后比所说的大，疑似压缩炸弹", path=shown, hint="请用 Excel 或 WPS 打开后另存")
        covered += _area(before + piece)
        before = piece[-60:]                      # a reference may lie across two pieces
        if covered > _MOST_CELLS:
            raise TextkitError(f"合并的单元格超过 {_MOST_CELLS // 10**4} 万格的上限", path=shown, hint="请用 Excel 或 WPS 取消合并后另存")


def _area(xml: bytes) -> int:
    """The cells that the merged areas of a piece of a sheet cover: the parser makes an object of each."""
    total = 0
    for hit in _MERGED.finditer(xml):
        if xml[max(hit.start() - 12, 0) : hit.start()].rstrip().endswith(b"mergeCell"):
            columns = [sum((letter - 64) * 26**i for i, letter in enumerate(reversed(hit[g]))) for g in (1, 3)]
            total += (columns[1] - columns[0] + 1) * (int(hit[4]) - int(hit[2]) + 1)
    return total


def sheets(data: bytes, shown: str) -> list[Sheet]:
    """Name, grid and rows of each sheet that holds anything; labels of cells are ``Sheet1!B3``, of rows 第3行.

    Raises TextkitError where ``data`` is no workbook, encrypted, damaged, a bomb, or too large.
    """
    _check(data, shown)
    import warnings

    from openpyxl import load_workbook

    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")       # of extensions that openpyxl does not keep
            book = load_workbook(io.BytesIO(data), data_only=True)
    except Exception as error:                    # openpyxl raises whatever its parsers do
        raise TextkitError("表格已损坏或不完整", path=shown, hint="请用 Excel 或 WPS 打开后另存为 .xlsx") from error
    found: list[Sheet] = []
    for sheet in book.worksheets:
        if sheet.sheet_state != "visible":
            continue
        merged = {(area.min_row, area.min_col): area for area in sheet.merged_cells.ranges}
        cells: list[Cell] = []
        rows: dict[int, dict[int, Any]] = {}
        # iter_rows would make a cell for every place up to the last one used; this holds those that the file holds
        for (row, column), cell in sorted(sheet._cells.items()):
            text = _shown(cell) if cell.value is not None else ""
            if not text.strip():
                continue
            rows.setdefault(row, {})[column] = cell.value
            area = merged.get((row, column))
            high = area.max_row - area.min_row + 1 if area else 1
            wide = area.max_col - area.min_col + 1 if area else 1
            cells.append(Cell(tuple(text.split("\n")), row - 1, column - 1, high, wide, f"{sheet.title}!{cell.coordinate}"))
        if cells:
            found.append((sheet.title, _compact(cells), _under_heads(rows)))
    if not found:
        raise TextkitError("表格是空的", path=shown, hint="请确认文件保存完整")
    return found


def _compact(cells: list[Cell]) -> Grid:
    """The grid without rows that hold nothing, so that one stray cell far below costs no matrix of millions."""
    used = sorted({row for cell in cells for row in (cell.row, min(cell.row + cell.height - 1, cell.row + 5000))})
    rank = {row: i for i, row in enumerate(used)}
    out = []
    for cell in cells:
        last = rank[min(cell.row + cell.height - 1, cell.row + 5000)]
        out.append(cell._replace(row=rank[cell.row], height=last - rank[cell.row] + 1))
    return Grid.of(out)


def _under_heads(rows: dict[int, dict[int, Any]]) -> list[tuple[str, Mapping[str, Any]]]:
    """Rows by head: the head is the first row with two cells or more (a title may stand above it)."""
    at = next((number for number, row in rows.items() if len(row) >= 2), min(rows))
    names: dict[int, str] = {}
    for column, value in rows[at].items():
        name = " ".join(str(value).split())
        names[column] = name if name not in names.values() else f"{name}_{column}"
    return [(f"第{number}行", {name: row.get(column) for column, name in names.items()})
            for number, row in rows.items() if number > at]


def _shown(cell: Any) -> str:
    """A cell as its reader sees it, dates and shares in Chinese policy style: 2031年6月30日, 85%."""
    value, style = cell.value, str(cell.number_format or "")
    if isinstance(value, bool):
        return "是" if value else "否"
    if isinstance(value, (datetime.datetime, datetime.date)):
        return f"{value.year}年{value.month}月" + (f"{value.day}日" if "d" in style.lower() or "日" in style else "")
    if isinstance(value, (int, float)):
        sign = ""
        if "%" in style:
            value, sign = value * 100, "%"
        return f"{value:.10g}{sign}"
    return str(value).replace("\r\n", "\n").replace("\r", "\n").replace("_x000D_", "")
