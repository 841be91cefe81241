"""What all comparisons give back: a table, its provenance, and ways out into files and notebooks."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from textkit.corpus.choosing import called
from textkit.model import Document, TextkitError, _report

if TYPE_CHECKING:
    import pandas as pd
    from matplotlib.figure import Figure

__all__ = ["Chosen", "Result", "frame"]

_SAID = 80                                        # characters of the notes that a terminal shows


def frame(rows: Iterable[Mapping[str, Any]], columns: Iterable[str]) -> pd.DataFrame:
    """Rows as a table with the given columns, in their order; None where a row lacks one."""
    import pandas as pd

    names = list(columns)
    return pd.DataFrame([[row.get(name) for name in names] for row in rows], columns=names)


class Result:
    """A comparison. ``table`` is its DataFrame; ``notes`` say what it rests on and what is missing, in Chinese.

    A kind of comparison is a subclass that names its ``title``, the columns that a notebook shows (``shown``), and the
    Chinese heading of each column (``labels``: name → heading). How it is drawn stands in ``textkit.report.figures``
    under the name of the class.

    ``passages`` says where the words of a row stand: column that quotes them → how the columns of their document, file, section,
    start and end are called (``earlier_{}``: earlier_file, earlier_start …). ``paired``: the two passages of a row are wordings of one
    thing. ``alike`` names the column whose equal values make the passages of several rows such wordings.
    """

    title = "比较"
    shown: tuple[str, ...] = ()
    labels: Mapping[str, str] = {}
    passages: Mapping[str, str] = {"quote": "{}"}
    paired = False
    alike = ""

    def __init__(self, rows: Sequence[Mapping[str, Any]], columns: Sequence[str], documents: Sequence[Document],
                 *, notes: Sequence[str] = (), options: Mapping[str, Any] | None = None) -> None:
        self.rows = tuple(dict(row) for row in rows)
        self.columns = tuple(columns)
        self.documents = tuple(documents)
        self.notes = tuple(notes)
        self.options = dict(options or {})
        self._table: pd.DataFrame | None = None

    @property
    def table(self) -> pd.DataFrame:
        """One row per finding; built when first asked for."""
        if self._table is None:
            self._table = frame(self.rows, self.columns)
        return self._table

    @property
    def sheets(self) -> Mapping[str, tuple[pd.DataFrame, Mapping[str, str]]]:
        """Further tables that a workbook holds beside the rows: name of the sheet → table and the Chinese headings of its columns."""
        return {}

    def __len__(self) -> int:
        return len(self.rows)

    def where(self, **conditions: Any) -> Chosen:
        """The rows that fulfil all conditions: column → a value, a collection of values, or None for no value; a place goes by its
        last part too.

        ``years.where(relation=["raised", "lowered"], place="青禾县").show(["quote_earlier", "quote_later"])``. Raises TextkitError
        for a column that there is not.
        """
        return Chosen(self, conditions)

    def plot(self, **options: Any) -> tuple[Figure, Any]:
        """Draw it: ``fig, ax`` of matplotlib (``ax`` is an array where there are several). Options are the figure's own.

        Raises TextkitError where this kind of result has no figure or nothing to draw.
        """
        figure: tuple[Figure, Any] = _report().plot(self, **options)
        return figure

    def show(self, columns: Sequence[str] = (), *, rows: int | None = None, lang: str | None = None) -> Any:
        """What a notebook shows, with columns of your choice, at most ``rows`` rows (default 1000), headings in English with ``lang="en"``.

        Raises TextkitError for a column that there is not.
        """
        return _report().result_html(self, columns=columns, rows=rows, lang=lang)

    def aligned(self, *, most: int = 10, lang: str = "zh", **where: Any) -> Any:
        """Two wordings of one thing side by side in a notebook, what differs marked: of the rows that have the values ``where``, the first ``most``.

        ``years.aligned(relation="raised")``. Raises TextkitError where the rows are no such pairs, and where none is left.
        """
        return _report().aligned_html(self, where, most=most, lang=lang)

    def to_csv(self, path: str | Path, *, columns: Sequence[str] = (), overwrite: bool = False) -> Path:
        """Write the table (or the given columns) as UTF-8 with byte order mark, whole or not at all. Returns the path.

        Headings are the names of the columns, so that programs can rely on them. A file that textkit did not write is
        replaced only with ``overwrite``.
        """
        return Path(_report().write_result_csv(self, Path(path), columns=columns, overwrite=overwrite))

    def to_excel(self, path: str | Path, *, lang: str = "zh", overwrite: bool = False) -> Path:
        """Write the table and a sheet that says where it comes from, whole or not at all. Returns the path.

        Headings are Chinese, or the names of the columns with ``lang="en"``.
        """
        return Path(_report().write_result_excel(self, Path(path), lang=lang, overwrite=overwrite))

    def _repr_html_(self) -> str:
        return str(_report().result_html(self))

    def __repr__(self) -> str:
        said = "；".join(self.notes)
        return f"<{type(self).__name__} {self.title}：{len(self.rows)} 行；{said[:_SAID]}{'…' if len(said) > _SAID else ''}>"


class Chosen(Result):
    """Some rows of a result. They show themselves and are written as those of the whole; figures and further sheets are the whole's alone."""

    def __init__(self, whole: Result, conditions: Mapping[str, Any]) -> None:
        unknown = [name for name in conditions if name not in whole.columns]
        if unknown:
            raise TextkitError(f"没有列 {'、'.join(unknown)}", hint=f"有：{'、'.join(whole.columns)}")
        wanted = {name: _values(given) for name, given in conditions.items()}
        rows = [row for row in whole.rows if all(_fits(name, row.get(name), values) for name, values in wanted.items())]
        said = "，".join(f"{whole.labels.get(name, name)}为{'或'.join('空' if v is None else str(v) for v in values)}" for name, values in wanted.items())
        super().__init__(rows, whole.columns, whole.documents, options=whole.options,
                         notes=[*whole.notes, f"只列{said}的 {len(rows)} 行，全部有 {len(whole)} 行"] if wanted else whole.notes)
        self.title, self.shown, self.labels = whole.title, whole.shown, whole.labels
        self.passages, self.paired, self.alike = whole.passages, whole.paired, whole.alike


def _values(given: Any) -> tuple[Any, ...]:
    return tuple(given) if isinstance(given, Collection) and not isinstance(given, str) else (given,)


def _fits(name: str, value: Any, values: Collection[Any]) -> bool:
    return value in values or name == "place" and isinstance(value, str) and called(value, values)
