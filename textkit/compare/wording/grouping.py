"""Which documents are compared with which: groups by a field of the documents, or by a variable of the user's own."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from textkit.corpus.words.counting import Words
from textkit.model import Document, TextkitError

if TYPE_CHECKING:
    from scipy.sparse import csr_matrix

__all__ = ["Grouped", "fields", "group_words", "label_of", "year_of"]

_FIELDS = ("place", "year", "doc_type", "level", "speaker")


def fields(documents: Iterable[Document]) -> tuple[str, ...]:
    """What documents can be grouped by: their own fields, and the variables that travel with them."""
    return tuple(dict.fromkeys([*_FIELDS, *(str(key) for d in documents for key in d.docvars)]))


def year_of(document: Document) -> int | None:
    """The year whose work a document is about, else that of its date."""
    return document.work_year if document.work_year is not None else document.anchor.year


def _value(document: Document, field: str) -> Any:
    if field in ("year", "work_year"):
        return year_of(document)
    if field in _FIELDS:
        value = getattr(document, field)
        return None if value == "unknown" else value
    return document.docvars.get(field)


def label_of(document: Document, by: Sequence[str]) -> str | None:
    """The group of a document, its values joined by a blank; None where one of them is not known."""
    values = [_value(document, field) for field in by]
    return None if any(v is None or v != v or v == "" for v in values) else " ".join(map(str, values))


class Grouped:
    """Words summed by group: ``counts`` (sparse, groups × terms), ``sizes`` (running words), ``having`` (sparse: in how many documents).

    ``group_of`` is the number of each unit's group, -1 for those that ``left_out`` names the documents of. Raises TextkitError
    where a group has no running word.
    """

    def __init__(self, words: Words, labels: Sequence[str | None]) -> None:
        self.words = words
        self.names: tuple[str, ...] = tuple(sorted({label for label in labels if label is not None}))
        number = {name: i for i, name in enumerate(self.names)}
        self.group_of: NDArray[np.int64] = np.array([-1 if label is None else number[label] for label in labels], dtype=np.int64)
        sums = _summing(self.group_of, len(self.names))
        self.counts: csr_matrix = sums @ words.matrix
        self.sizes: NDArray[np.int64] = np.asarray(sums @ words.running)
        rows: dict[tuple[int, int], int] = {}      # a row for each document of each group
        belongs = [rows.setdefault((int(group), id(unit.document)), len(rows)) if group >= 0 else -1
                   for group, unit in zip(self.group_of, words.units, strict=True)]
        there = (_summing(np.array(belongs, dtype=np.int64), len(rows)) @ words.matrix > 0).astype(np.int64)
        self.having: csr_matrix = _summing(np.array([group for group, _ in rows], dtype=np.int64), len(self.names)) @ there
        members: dict[str, dict[int, Document]] = {name: {} for name in self.names}
        outside: dict[int, Document] = {}
        for unit, label in zip(words.units, labels, strict=True):
            (outside if label is None else members[label])[id(unit.document)] = unit.document
        silent = [name for name, size in zip(self.names, self.sizes, strict=True) if not size]
        if silent:
            raise TextkitError(f"里面没有一个词：{'、'.join(silent[:10])}", hint="请去掉这些文件")
        self._members = {name: tuple(found.values()) for name, found in members.items()}
        self.left_out = tuple(outside.values())

    def documents(self, *names: str) -> tuple[Document, ...]:
        """The documents of the groups named (of all, when none is), each once in a group."""
        return tuple(document for name in names or self.names for document in self._members[name])

    def among(self, name: str, *, others: bool = False) -> NDArray[np.bool_]:
        """Which units are of the group; with ``others``, which are of any other."""
        number = self.names.index(name)
        own: NDArray[np.bool_] = self.group_of == number
        return (self.group_of >= 0) & ~own if others else own


def _summing(group_of: NDArray[np.int64], groups: int) -> csr_matrix:
    """A matrix that adds up rows by their group; those of group -1 go nowhere."""
    from scipy.sparse import csr_matrix

    rows = np.flatnonzero(group_of >= 0)
    ones = np.ones(len(rows), dtype=np.int64)
    return csr_matrix((ones, (group_of[rows], rows)), shape=(groups, len(group_of)))


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
