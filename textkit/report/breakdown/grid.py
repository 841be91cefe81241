"""What a table for people is made of: columns, bands across it, and lines, apart from how it is written."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any, NamedTuple

__all__ = ["Band", "Column", "Entry", "Grid", "Line"]


class Column(NamedTuple):
    """A column: its stable name, what stands above it, its width in half-width characters, and how it behaves."""

    name: str
    heading: str
    width: int
    centred: bool = False
    printed: bool = True


class Band(NamedTuple):
    """A line across the whole table, such as the heading of a section; ``level`` 1 is the outermost."""

    text: str
    level: int = 1


class Line(NamedTuple):
    """The values of a row, one for each column; the columns named in ``marked`` hold what is only proposed."""

    values: tuple[Any, ...]
    marked: frozenset[str] = frozenset()


Entry = Band | Line


@dataclass(frozen=True, slots=True)
class Grid:
    """A table with its title (may be empty), the remarks under it, and which columns are there to be filled in."""

    title: str
    columns: tuple[Column, ...]
    entries: tuple[Entry, ...]
    remarks: tuple[str, ...] = ()
    blank: frozenset[str] = field(default_factory=frozenset)

    @property
    def lines(self) -> tuple[Line, ...]:
        return tuple(entry for entry in self.entries if isinstance(entry, Line))
