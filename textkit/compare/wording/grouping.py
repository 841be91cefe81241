"""Which documents are compared with which: groups by a field of the documents, or by a variable of the user's own."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

from textkit.corpus.words.counting import Words
from textkit.model import Document, TextkitError

__all__ = ["Grouped", "fields", "group_words", "label_of"]

_FIELDS = ("place", "year", "doc_type", "level", "speaker")


def fields(documents: Iterable[Document]) -> tuple[str, ...]:
    """What documents can be grouped by: their own fields, and the variables that travel with them."""
    return tuple(dict.fromkeys([*_FIELDS, *(str(key) for d in documents for key in d.docvars)]))


def _value(document: Document, field: str) -> Any:
    if field in ("year", "work_year"):
        return document.work_year if document.work_year is not None else document.anchor.year
    if field in _FIELDS:
        value = getattr(document, field)
        return None if value == "unknown" else value
    return document.docvars.get(field)


def label_of(document: Document, by: Sequence[str]) -> str | None:
    """The group of a document, its values joined by a blank; None where one of them is not known."""
    values = [_value(document, field) for field in by]
    return None if any(v is None or v != v or v == "" for v in values) else " ".join(map(str, values))


class Grouped:
    """Words summed by group: ``counts`` (groups × terms), ``sizes`` (running words), ``rows`` (of the units) of each group."""

    def __init__(self, words: Words, labels: Sequence[str | None]) -> None:
        from scipy.sparse import csr_matrix

        self.words = words
        self.names: tuple[str, ...] = tuple(sorted({label for label in labels if label is not None}))
        number = {name: i for i, name in enumerate(self.names)}
        kept = [(number[label], row) for row, label in enumerate(labels) if label is not None]
        self.rows: dict[str, list[int]] = {name: [] for name in self.names}
        for group, row in kept:
            self.rows[self.names[group]].append(row)
        shape = (len(self.names), len(words.units))
        sums = csr_matrix((np.ones(len(kept), dtype=np.int64), ([g for g, _ in kept], [r for _, r in kept])), shape=shape)
        self.counts: NDArray[np.int64] = np.asarray((sums @ words.matrix).todense())
        self.sizes: NDArray[np.int64] = np.asarray(sums @ words.running)
        self.left_out = tuple({id(u.document): u.document for u, label in zip(words.units, labels, strict=True) if label is None}.values())

    def documents(self, name: str) -> tuple[Document, ...]:
        """The documents of a group, each once."""
        found = (self.words.units[row].document for row in self.rows[name])
        return tuple({id(document): document for document in found}.values())

    def having(self, name: str) -> NDArray[np.int64]:
        """In how many documents of the group each term stands."""
        out = np.zeros(len(self.words.terms), dtype=np.int64)
        by_document: dict[int, list[int]] = {}
        for row in self.rows[name]:
            by_document.setdefault(id(self.words.units[row].document), []).append(row)
        for rows in by_document.values():
            out[np.unique(self.words.matrix[rows].indices)] += 1
        return out


def group_words(words: Words, by: str | Sequence[str]) -> Grouped:
    """Sum the words of each group that ``by`` (one field or several) makes.

    Raises TextkitError where no document has such a field.
    """
    several = (by,) if isinstance(by, str) else tuple(by)
    known = (*fields(words.documents), "work_year")
    unknown = [field for field in several if field not in known]
    if unknown or not several:
        raise TextkitError(f"不能按“{'、'.join(unknown)}”分组", hint=f"可用：{'、'.join(known)}")
    labels = [label_of(unit.document, several) for unit in words.units]
    return Grouped(words, labels)
