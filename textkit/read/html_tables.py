"""Tables of a page taken out before the body is looked for, and put back into its text as lines with their cells.

Body extractors flatten merged cells and drop tables that stand in a short text. A table of data is one with two rows and
two columns at least and no table or list of paragraphs inside; all others are layout and stay.
"""

from __future__ import annotations

import re
from importlib import import_module
from typing import Any

from textkit.read.grid import Cell, Grid, Piece
from textkit.read.task_table import lines

__all__ = ["Tables", "put_apart"]

_OPEN, _CLOSE = "⟦§", "§⟧"                        # stands in no text, and extractors let it through
_MARK = re.compile(f"{_OPEN}(\\d{{1,6}})-(\\d{{1,6}}){_CLOSE}")
_SPACE = re.compile(r"[ \t\r\n\u3000\xa0]+")
_MOST = 20_000                                    # cells of a table
_LONG = 600                                       # a cell with more than that holds a text, not a datum
_BREAKS = {"p", "div", "br", "li"}


class Tables:
    """The grids of a page by their number, and the lines of each."""

    def __init__(self) -> None:
        self.grids: list[Grid] = []
        self.lines: list[list[list[Piece]]] = []

    def at(self, line: str) -> tuple[int, int] | None:
        """Number of the table and of its line that stand for a line of extracted text, None for any other line."""
        hit = _MARK.search(line)
        return (int(hit[1]), int(hit[2])) if hit and int(hit[1]) < len(self.grids) else None


def put_apart(page: str) -> tuple[str, Tables]:
    """The page with a marked paragraph in place of each line of its tables of data, and the tables."""
    found = Tables()
    if "<table" not in page and "<TABLE" not in page:
        return page, found
    html, etree = import_module("lxml.html"), import_module("lxml.etree")   # on first use: they take a while to load
    try:
        tree = html.fromstring(page)
    except (etree.ParserError, ValueError):
        return page, found
    for table in list(tree.iter("table")):
        if table.getparent() is None or table.find(".//table") is not None:
            continue
        grid = _grid(table)
        if grid is None:
            continue
        number = len(found.grids)
        written = lines(grid)
        found.grids.append(grid)
        found.lines.append(written)
        block = html.Element("div")
        block.tail = table.tail
        for index, pieces in enumerate(written):
            paragraph = html.Element("p")
            words = "".join(text for text, _ in pieces).replace("\t", "，")
            paragraph.text = f"{_OPEN}{number}-{index}{_CLOSE}{words}"
            block.append(paragraph)
        table.getparent().replace(table, block)
    return (html.tostring(tree, encoding="unicode"), found) if found.grids else (page, found)


def _span(cell: Any, name: str) -> int:
    value = cell.get(name, "1").strip()
    return min(max(int(value), 1), 1000) if value.isascii() and value.isdigit() and len(value) < 6 else 1


def _grid(table: Any) -> Grid | None:
    """The cells on their grid; None for a table of layout."""
    taken: set[tuple[int, int]] = set()
    cells: list[Cell] = []
    rows = list(table.iter("tr"))
    if len(rows) < 2:
        return None
    for r, row in enumerate(rows):
        column = 0
        for cell in row.iterchildren("td", "th"):
            while (r, column) in taken:
                column += 1
            high, wide = min(_span(cell, "rowspan"), len(rows) - r), min(_span(cell, "colspan"), 100)
            words = _lines(cell)
            if sum(map(len, words)) > _LONG:
                return None
            cells.append(Cell(tuple(words), r, column, high, wide))
            taken.update((r + i, column + j) for i in range(high) for j in range(wide))
            column += wide
            if len(taken) > _MOST:
                return None
    filled = [cell for cell in cells if cell.text]
    if len({cell.row for cell in filled}) < 2 or len({cell.column for cell in filled}) < 2:
        return None
    return Grid.of(cells)


def _lines(cell: Any) -> list[str]:
    """The paragraphs of a cell."""
    parts = [""]

    def walk(element: Any) -> None:
        parts[-1] += element.text or ""
        for child in element:
            block = child.tag in _BREAKS
            if block:
                parts.append("")
            if isinstance(child.tag, str) and child.tag not in ("script", "style"):
                walk(child)
            if block and child.tag != "br":
                parts.append("")
            parts[-1] += child.tail or ""

    walk(cell)
    return [words for words in (_SPACE.sub(" ", part).strip() for part in parts) if words]
