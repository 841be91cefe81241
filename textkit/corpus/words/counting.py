"""Documents (or their paragraphs) × words: how often each word stands in each, and where it stands first."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from functools import cached_property
from typing import TYPE_CHECKING, Any, Literal, NamedTuple, get_args

from textkit.corpus.tables import frame
from textkit.corpus.words.segmenting import Segmenter
from textkit.model import Document, Span, TextkitError, _report

if TYPE_CHECKING:
    import numpy as np
    import pandas as pd
    from numpy.typing import NDArray
    from scipy.sparse import csc_matrix, csr_matrix

__all__ = ["By", "Unit", "Words", "count_words"]

By = Literal["document", "tenth", "paragraph"]
_LINE = re.compile(r"[^\n]*\S[^\n]*")


class Unit(NamedTuple):
    """What is counted as one: a stretch of a document's clean text."""

    document: Document
    span: Span


def _units(documents: Iterable[Document], by: By) -> Iterator[Unit]:
    for document in documents:
        length = len(document.text)
        if by == "document":
            yield Unit(document, Span(0, length))
            continue
        lines = [Span(m.start(), m.end()) for m in _LINE.finditer(document.text)]
        if by == "paragraph":
            yield from (Unit(document, line) for line in lines)
            continue
        begun, tenth = 0, length / 10              # each part ends with the line in which its tenth is full
        for number, line in enumerate(lines):
            if line.end - begun >= tenth or number == len(lines) - 1:
                yield Unit(document, Span(begun, line.end))
                begun = line.end


class Words:
    """A matrix units × terms and what its rows and columns are.

    ``matrix`` (scipy, whole numbers), ``terms`` (sorted), ``units`` (what each row counts: a document and the half-open
    stretch of its clean text), ``running`` (running words of each: every word, numbers apart, also those that are not among
    the terms) and ``options`` (tokenizer, version, what is counted).
    """

    def __init__(self, units: Sequence[Unit], counted: Sequence[dict[str, list[int]]], running: Sequence[int], segmenter: Segmenter) -> None:
        import numpy as np
        from scipy.sparse import csr_matrix

        self.units = tuple(units)
        self.terms: tuple[str, ...] = tuple(sorted({term for counts in counted for term in counts}))
        self.column = {term: number for number, term in enumerate(self.terms)}
        self.running: NDArray[np.int64] = np.asarray(running, dtype=np.int64)
        self.segmenter = segmenter
        rows = [sorted((self.column[term], *hit) for term, hit in counts.items()) for counts in counted]
        flat = np.array([cell for row in rows for cell in row], dtype=np.int64).reshape(-1, 4)
        pointers = np.concatenate(([0], np.cumsum([len(row) for row in rows], dtype=np.int64)))
        shape = (len(self.units), len(self.terms))
        self.matrix: csr_matrix = csr_matrix((flat[:, 1], flat[:, 0], pointers), shape=shape, dtype=np.int64)
        self._starts, self._ends = flat[:, 2], flat[:, 3]

    @property
    def options(self) -> dict[str, Any]:
        return self.segmenter.options

    @property
    def documents(self) -> tuple[Document, ...]:
        """The documents, each once, in order."""
        return tuple({id(unit.document): unit.document for unit in self.units}.values())

    @cached_property
    def by_term(self) -> csc_matrix:
        """The matrix with its columns at hand, for looking up where a term stands."""
        return self.matrix.tocsc()

    def most(self, term: str, among: NDArray[np.bool_]) -> int | None:
        """The unit in which the term stands most often, of several the first; ``among``: which units count. None where it stands in none."""
        column = self.column[term]
        low, high = self.by_term.indptr[column], self.by_term.indptr[column + 1]
        rows = self.by_term.indices[low:high]
        counts = self.by_term.data[low:high] * among[rows]
        return int(rows[counts.argmax()]) if len(rows) and counts.max() else None

    def first(self, row: int, term: str) -> Span | None:
        """Where the term stands first in the unit of that row (in the document's clean text); None where it does not."""
        low, high = self.matrix.indptr[row], self.matrix.indptr[row + 1]
        at = low + int(self.matrix.indices[low:high].searchsorted(self.column[term]))
        if at >= high or self.matrix.indices[at] != self.column[term]:
            return None
        return Span(int(self._starts[at]), int(self._ends[at]))

    @property
    def table(self) -> pd.DataFrame:
        """One row per term, the most frequent first: term, theme (of a policy term), count, units (that have it), per_10k (running words)."""
        import numpy as np
        import pandas as pd

        counts = np.asarray(self.matrix.sum(axis=0)).ravel()
        total = int(self.running.sum())
        themes = self.segmenter.lexicon.themes
        table = pd.DataFrame({
            "term": pd.array(self.terms, dtype="string"), "theme": pd.array([themes.get(t) or None for t in self.terms], dtype="string"),
            "count": pd.array([int(c) for c in counts], dtype="Int64"),
            "units": pd.array([int(n) for n in self.matrix.getnnz(axis=0)], dtype="Int64"),
            "per_10k": pd.array([1e4 * int(c) / total for c in counts], dtype="Float64"),
        })
        return table.sort_values(["count", "term"], ascending=[False, True], ignore_index=True)

    def frame(self) -> pd.DataFrame:
        """The matrix as a DataFrame of sparse columns, one per term; the index is the document's id and the unit's start."""
        import pandas as pd

        index = pd.MultiIndex.from_tuples([(u.document.id, u.span.start) for u in self.units], names=["document_id", "start"])
        table: pd.DataFrame = pd.DataFrame.sparse.from_spmatrix(  # type: ignore[attr-defined]
            self.matrix, index=index, columns=list(self.terms))
        return table

    def docvars(self) -> pd.DataFrame:
        """The table ``documents``, row for row with the matrix, with start, end and running words of each unit."""
        table = frame("documents", [u.document for u in self.units])
        return table.assign(start=[u.span.start for u in self.units], end=[u.span.end for u in self.units], running=self.running)

    def _repr_html_(self) -> str:
        return str(_report().show(self))

    def __repr__(self) -> str:
        return f"<Words {len(self.units)} 个单元 × {len(self.terms)} 个词，{int(self.running.sum())} 词次；{self.options['tokenizer']}>"


def count_words(documents: Iterable[Document], segmenter: Segmenter | None = None, *, unit: By = "document", **options: Any) -> Words:
    """Count the words of documents, or of their paragraphs (lines) or tenths (at ends of lines).

    ``options`` are those of :class:`~textkit.corpus.words.segmenting.Segmenter`: ``corpus.words(terms=["法治四邻共商会"]).table``
    lists the commonest words first. Raises TextkitError for a unit that there is not.
    """
    if unit not in get_args(By):
        raise TextkitError(f"没有这种单元：{unit}", hint=f"可用：{'、'.join(get_args(By))}")
    segmenter = segmenter or Segmenter(**options)
    units: list[Unit] = []
    counted: list[dict[str, list[int]]] = []
    running: list[int] = []
    for each in _units(documents, unit):
        begun = each.span.start
        counts: dict[str, list[int]] = {}
        total = 0
        for token in segmenter.tokens(each.span.of(each.document.text)):
            total += 1
            known = counts.get(token.text)
            if known is not None:
                known[0] += 1
            elif segmenter.counts(token):
                counts[token.text] = [1, token.start + begun, token.end + begun]
        units.append(each)
        counted.append(counts)
        running.append(total)
    return Words(units, counted, running, segmenter)
