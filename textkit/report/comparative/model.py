"""What a report is made of, before anybody knows whether it becomes a page, a Word file or a workbook."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Literal, NamedTuple

if TYPE_CHECKING:
    from matplotlib.figure import Figure

    from textkit.model import Document

__all__ = ["Bars", "Chart", "Column", "Kind", "Picture", "Finding", "Lines", "Matrix", "Measure", "Panel", "Part", "Passage", "Report", "Scale", "Section", "Table"]

#: What the cells of a column are: text, number, share (0 to 1), place, year, list (a tuple of text), quote (a Passage).
Kind = Literal["text", "number", "share", "place", "year", "units", "themes", "quote"]
Scale = Literal["amount", "share", "status"]


class Passage(NamedTuple):
    """A stretch of a document's source, half-open, in code points of the source as decoded.

    ``document`` is its number in :attr:`Report.documents`. ``words`` is what a comparison quotes where that is not just this
    stretch: several figures that answer one target.
    """

    document: int
    start: int
    end: int
    words: str | None = None


class Column(NamedTuple):
    """One column. ``brief`` ones stand in the Word file; ``where`` is how far it goes on the page: into the table, only to the opened
    row, or not at all (``book``: in the workbook alone)."""

    name: str
    label: str
    kind: Kind
    meaning: str
    brief: bool = False
    where: Literal["table", "row", "book"] = "table"


@dataclass(frozen=True, slots=True)
class Table:
    """Rows of values in the order of ``columns``. ``telling`` are the numbers of the rows that the Word file shows.

    ``facet`` is a column by whose values a reader chooses; ``hidden`` values of it are not shown until they are chosen.
    """

    name: str
    title: str
    columns: tuple[Column, ...]
    rows: Sequence[tuple[Any, ...]]
    telling: tuple[int, ...] = ()
    facet: str | None = None
    hidden: tuple[str, ...] = ()
    aligned: Mapping[int, Sequence[tuple[int, int, int, int]]] | None = None

    def of(self, row: int, name: str) -> Any:
        """The value of a row in the column ``name``."""
        return self.rows[row][next(i for i, column in enumerate(self.columns) if column.name == name)]


class Finding(NamedTuple):
    """A plain sentence, and what its figures rest on."""

    sentence: str
    basis: str


class Measure(NamedTuple):
    """One way to fill a matrix: numbers for the shade, words to read, passages to open; all rows × columns."""

    name: str
    label: str
    scale: Scale
    values: list[list[float | None]]
    words: list[list[str]]
    passages: list[list[Passage | None]] | None = None


@dataclass(frozen=True, slots=True)
class Matrix:
    """Rows × columns with a measure to choose. ``places`` and ``years`` say what a row or column is of, for the filters."""

    name: str
    title: str
    rows: list[str]
    columns: list[str]
    measures: list[Measure]
    note: str = ""
    row_places: list[str | None] | None = None
    row_years: list[int | None] | None = None
    column_years: list[int | None] | None = None
    legend: list[tuple[float, str]] = field(default_factory=list)
    kind: str = "matrix"


class Part(NamedTuple):
    """A kind of parts of a bar: its name and its colour among those of the page (1 to 8, 0 for grey)."""

    label: str
    colour: int


@dataclass(frozen=True, slots=True)
class Bars:
    """A stacked bar per row."""

    name: str
    title: str
    rows: list[str]
    parts: list[Part]
    values: list[list[float]]
    note: str = ""
    row_places: list[str | None] | None = None
    row_years: list[int | None] | None = None
    kind: str = "bars"


class Panel(NamedTuple):
    """One of several small charts: series of (x, y), y None where nothing is known."""

    title: str
    place: str | None
    series: list[list[tuple[int, float | None]]]


@dataclass(frozen=True, slots=True)
class Lines:
    """Small multiples over the years with a set of panels to choose (``choices``: label → panels), all on one scale unless each
    has its ``own_scale``."""

    name: str
    title: str
    series: list[Part]
    choices: list[tuple[str, list[Panel]]]
    unit: str = ""
    note: str = ""
    own_scale: bool = False
    kind: str = "lines"


Chart = Matrix | Bars | Lines


class Picture(NamedTuple):
    """A figure of the Word file: how it is drawn, what stands under it, and what it shows in words."""

    draw: Callable[[], tuple[Figure, Any]]
    caption: str
    alt: str


@dataclass(frozen=True, slots=True)
class Section:
    """One question. ``problem`` says why it cannot be answered from these documents; then there is nothing else in it."""

    name: str
    title: str
    lead: str
    findings: tuple[Finding, ...] = ()
    charts: tuple[Chart, ...] = ()
    tables: tuple[Table, ...] = ()
    notes: tuple[str, ...] = ()
    figures: tuple[Picture, ...] = ()
    paragraphs: tuple[str, ...] = ()
    problem: str | None = None


@dataclass(frozen=True, slots=True)
class Report:
    """Everything that is told. ``places`` leads a place to its short name; ``made`` are version, options and the like as pairs; ``key`` the findings of the overview."""

    title: str
    lang: str
    documents: tuple[Document, ...]
    places: Mapping[str, str]
    years: tuple[int, ...]
    themes: tuple[str, ...]
    units: tuple[str, ...]
    cards: tuple[tuple[str, str, str], ...]
    key: tuple[tuple[str, Finding], ...]
    sections: tuple[Section, ...]
    made: tuple[tuple[str, str], ...]

    def short(self, place: str) -> str:
        """The short name of a place."""
        return self.places.get(place, place)

    @property
    def problems(self) -> dict[str, str]:
        """Section → why it could not be made."""
        return {section.title: section.problem for section in self.sections if section.problem}
