"""Ruled tables of a PDF: found by their lines with pdfplumber, on the pages that have any."""

from __future__ import annotations

import io
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from typing import Any

from textkit.model import TextkitError
from textkit.read.grid import Cell, Grid
from textkit.read.layout import Line, Page

__all__ = ["add_tables", "join_tables"]

_SETTINGS = {"vertical_strategy": "lines", "horizontal_strategy": "lines"}
_TOLERANCE = 3.0


def add_tables(data: bytes, path: str, pages: Sequence[Page]) -> int:
    """Puts a line with a grid in place of the lines inside each ruled table; gives back how many tables it found.

    A table of one row or one column is a frame around text and stays text. Only pages whose ``ruled`` is true are
    looked at. Raises TextkitError where the file is too damaged for pdfplumber.
    """
    try:
        import pdfplumber
    except ImportError as error:
        raise TextkitError("读 PDF 里的表格需要附加组件 pdf", path=path, hint='请运行 pip install "policy-textkit[pdf]"') from error
    found = 0
    try:
        with pdfplumber.open(io.BytesIO(data)) as document:
            for page in pages:
                if page.ruled:
                    plumbed = document.pages[page.number - 1]
                    for table in plumbed.find_tables(_SETTINGS):
                        found += _placed(page, plumbed, table)
                    plumbed.close()               # else the objects of every page are kept
    except TextkitError:
        raise
    except Exception as error:                    # pdfminer raises whatever its parsers do
        raise TextkitError("PDF 里的表格读不了", path=path, hint="文件可能不完整，请用原软件重新导出") from error
    return found


def _placed(page: Page, plumbed: Any, table: Any) -> int:
    cells = list(_cells(table, plumbed))
    if len({c.row for c in cells}) < 2 or len({c.column for c in cells}) < 2 or not any(c.text for c in cells):
        return 0
    left, top, right, bottom = table.bbox
    origin = page.height                          # pdfplumber counts from the top of the page
    high, low = origin - top + _TOLERANCE, origin - bottom - _TOLERANCE
    inside = [line for line in page.lines if low <= (line.top + line.bottom) / 2 <= high
              and line.left >= left - 2 * _TOLERANCE and line.right <= right + 2 * _TOLERANCE]
    if not inside:
        return 0
    at = next(i for i, line in enumerate(page.lines) if line is inside[0])
    gone = {id(line) for line in inside}
    grid = Grid.of(cells)
    named = tuple(cell._replace(label=f"第{page.number}页 表 {cell.label}") for cell in grid.cells)
    page.lines[at:at] = [Line("表", left, right, origin - top, origin - bottom, Grid(named, grid.height, grid.width))]
    page.lines = [line for line in page.lines if id(line) not in gone]
    return 1


def join_tables(pages: Sequence[Page]) -> None:
    """Joins a table that ends a page with the one that begins the next, where they have one measure and as many columns.

    A head that is printed again is dropped, and a row that the page cut in two is made whole.
    """
    owner: Page | None = None                     # where the table began
    for page in pages:
        first = page.lines[0] if page.lines else None
        last = owner.lines[-1] if owner is not None and owner.lines else None
        if first is not None and first.grid is not None and last is not None and last.grid is not None \
                and last.grid.width == first.grid.width and abs(last.left - first.left) < 6 and abs(last.right - first.right) < 6:
            last.grid = _appended(last.grid, first.grid)
            page.lines = page.lines[1:]
            if not page.lines:
                continue                          # a page full of table: it may go on
        if page.lines:
            owner = page


def _appended(upper: Grid, lower: Grid) -> Grid:
    top, rest = upper.matrix(), lower.matrix()
    heads = 0
    while heads < min(len(top), len(rest), 3) and [c.text if c else "" for c in rest[heads]] == [c.text if c else "" for c in top[heads]]:
        heads += 1
    cells = list(upper.cells)
    ends, goes_on = top[-1], rest[heads] if heads < len(rest) else []
    cut = bool(goes_on) and _is_cut(ends, goes_on)
    if cut:
        at = {(cell.row, cell.column): i for i, cell in enumerate(cells)}
        for above, below in zip(ends, goes_on, strict=True):
            if above is not None and below is not None and below.text and below.row == heads:
                i = at[above.row, above.column]
                lines = cells[i].lines
                cells[i] = cells[i]._replace(lines=(*lines[:-1], (lines[-1] if lines else "") + below.lines[0], *below.lines[1:]))
    skip = heads + cut
    shift = upper.height - skip
    cells += [cell._replace(row=cell.row + shift) for cell in lower.cells if cell.row >= skip]
    return Grid(tuple(cells), upper.height + lower.height - skip, upper.width)


def _is_cut(above: Sequence[Cell | None], below: Sequence[Cell | None]) -> bool:
    """Whether a page cut a row: its first cell ended above, and so did another (a merged cell leaves only its own empty)."""
    ended = [a is not None and bool(a.text) and not (b is not None and b.text) for a, b in zip(above, below, strict=True)]
    return bool(ended) and ended[0] and sum(ended) >= 2 and any(b is not None and b.text for b in below)


def _cells(table: Any, plumbed: Any) -> Iterator[Cell]:
    """The cells on the grid that all their edges make together, so that merged ones cover what they cover."""
    from pdfplumber.utils.text import extract_text

    chars = sorted(plumbed.chars, key=lambda c: (c["top"] + c["bottom"]) / 2)
    heights = [(c["top"] + c["bottom"]) / 2 for c in chars]
    boxes = sorted({tuple(cell) for cell in table.cells}, key=lambda box: (box[1], box[0]))
    columns = _edges(x for box in boxes for x in (box[0], box[2]))
    rows = _edges(y for box in boxes for y in (box[1], box[3]))
    for box in boxes:
        left, right = _near(columns, box[0]), _near(columns, box[2])
        top, bottom = _near(rows, box[1]), _near(rows, box[3])
        if right > left and bottom > top:
            # by the middle of each character: boxes of characters reach over the lines between cells
            held = [c for c in chars[bisect_left(heights, box[1]) : bisect_left(heights, box[3])] if box[0] <= (c["x0"] + c["x1"]) / 2 < box[2]]
            words = extract_text(held, x_tolerance=2, y_tolerance=3) if held else ""
            yield Cell(_unwrapped(words), top, left, bottom - top, right - left)


def _unwrapped(words: str) -> tuple[str, ...]:
    """The paragraphs of a cell: its lines are broken by the cell's width, unless a stop or a label says otherwise."""
    from textkit.read.task_table import starts_item

    parts: list[str] = []
    for line in (line.strip() for line in words.split("\n")):
        if not line:
            continue
        if parts and not (parts[-1][-1] in "。；;" or starts_item(line)):
            space = " " if parts[-1][-1].isascii() and parts[-1][-1].isalpha() and line[0].isascii() and line[0].isalpha() else ""
            parts[-1] += space + line
        else:
            parts.append(line)
    return tuple(parts)


def _edges(values: Iterator[float]) -> list[float]:
    kept: list[float] = []
    for value in sorted(values):
        if not kept or value - kept[-1] > _TOLERANCE:
            kept.append(value)
    return kept


def _near(edges: list[float], value: float) -> int:
    return min(range(len(edges)), key=lambda i: abs(edges[i] - value))
