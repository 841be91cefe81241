"""Cells of a table on their grid, merged or not, as rows of text and as structured rows."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import NamedTuple

__all__ = ["Cell", "Grid", "Piece"]

#: A piece of a line of text, and the label of the cell it comes from.
Piece = tuple[str, str]


class Cell(NamedTuple):
    """A cell: its paragraphs, where it begins (row and column from 0), and how many rows and columns it covers."""

    lines: tuple[str, ...]
    row: int
    column: int
    height: int = 1
    width: int = 1
    label: str = ""

    @property
    def text(self) -> str:
        return " ".join(line.strip() for line in self.lines if line.strip())


@dataclass(frozen=True, slots=True)
class Grid:
    """Cells in order of row and column; ``height`` rows and ``width`` columns."""

    cells: tuple[Cell, ...]
    height: int
    width: int

    @classmethod
    def of(cls, cells: Iterable[Cell]) -> Grid:
        """Number the columns by where cells begin (hairline columns of a badly drawn table vanish) and label the cells.

        >>> Grid.of([Cell(("任务",), 0, 0, 1, 2), Cell(("单位",), 0, 2)]).cells[1].label
        '第1行第2列'
        """
        given = sorted((c for c in cells), key=lambda c: (c.row, c.column))
        rank = {column: i for i, column in enumerate(sorted({c.column for c in given}))}
        edges = sorted(rank)
        out = []
        for cell in given:
            covered = [rank[e] for e in edges if cell.column <= e < cell.column + cell.width]
            label = cell.label or f"第{cell.row + 1}行第{covered[0] + 1}列"
            out.append(cell._replace(column=covered[0], width=len(covered), label=label))
        return cls(tuple(out), max((c.row + c.height for c in out), default=0), len(edges))

    def __bool__(self) -> bool:
        return any(cell.text for cell in self.cells)

    def matrix(self) -> list[list[Cell | None]]:
        """The cell at every row and column; a merged cell stands in each place it covers, None where there is none."""
        out: list[list[Cell | None]] = [[None] * self.width for _ in range(self.height)]
        for cell in self.cells:
            for row in range(cell.row, min(cell.row + cell.height, self.height)):
                out[row][cell.column : cell.column + cell.width] = [cell] * len(out[row][cell.column : cell.column + cell.width])
        return out

    def rows(self) -> tuple[tuple[str, ...], ...]:
        """The structured rows: a merged cell's text in each place it covers."""
        return tuple(tuple("" if cell is None else cell.text for cell in row) for row in self.matrix())

    def text_rows(self) -> list[list[Piece]]:
        """Every row as a line of cells, a merged cell once, at its first row; rows without text are left out."""
        return [line for row in self.matrix() for line in plain(row)]


def plain(row: list[Cell | None], index: int | None = None) -> list[list[Piece]]:
    """One row of a matrix as lines: one per paragraph where a single cell fills it, else the cells in one line."""
    seen: dict[tuple[int, int], Cell] = {}
    number = max((c.row for c in row if c is not None), default=0) if index is None else index
    for cell in row:
        if cell is not None:
            seen.setdefault((cell.row, cell.column), cell)
    cells = list(seen.values())
    if len(cells) == 1:
        return [[(line.strip(), cells[0].label)] for line in cells[0].lines if line.strip()] if cells[0].row == number else []
    pieces = [(cell.text if cell.row == number else "", cell.label) for cell in cells]
    while pieces and not pieces[-1][0]:
        pieces.pop()
    return [pieces] if pieces else []
