"""A corpus that lies in a store: the same documents and tables as in memory, loaded when they are asked for."""

from __future__ import annotations

import os
from collections import OrderedDict
from collections.abc import Iterator, Sequence
from functools import cached_property
from typing import TYPE_CHECKING, Any

from textkit.corpus.catalogue import Disagreement
from textkit.corpus.corpus import Corpus, Failure
from textkit.corpus.schema import TABLES
from textkit.corpus.store import manifest as state
from textkit.corpus.store.manifest import Manifest
from textkit.corpus.store.parts import PartReader
from textkit.corpus.store.slices import counts_of, frame_of, schema
from textkit.corpus.store.storage import Folder, Storage
from textkit.model import Document, TextkitError

if TYPE_CHECKING:
    import numpy as np
    import pandas as pd
    import pyarrow as pa

__all__ = ["StoredCorpus", "open_store"]

_KEPT = 64                                        # entries whose documents are kept, so that corpus[0] is corpus[0]


def open_store(where: str | os.PathLike[str]) -> StoredCorpus:
    """The corpus in a store: ``open_store("study/").where(place="青禾县").tasks``. It is what the store holds now; what is written
    to it later is there when it is opened again. Raises TextkitError where there is no store.
    """
    return StoredCorpus(_Index(*state.opened(where)))


def path_key(source: str) -> tuple[tuple[int, str], ...]:
    """Sorts sources as a folder is read: the files of a folder before those of its folders, each by name."""
    *folders, name = source.replace(os.sep, "/").split("/")
    return (*((1, folder) for folder in folders), (0, name))


class _Index:
    """What is known of all documents of a store, and the way to the rest. Corpora of one store share it."""

    def __init__(self, where: Storage, manifest: Manifest) -> None:
        self.where, self.manifest = where, manifest
        self.readers = [PartReader(where, part) for part in manifest.parts]
        self._kept: OrderedDict[tuple[int, int], list[Document]] = OrderedDict()

    @cached_property
    def _sorted(self) -> tuple[pa.Table, np.ndarray[Any, Any], np.ndarray[Any, Any]]:
        import numpy as np
        import pyarrow as pa

        tables, parts, entries = [schema("documents").empty_table()], [], []
        for number, reader in enumerate(self.readers):
            of = np.repeat(np.arange(reader.index.num_rows), np.diff(reader.offsets("documents")))
            alive = np.array(reader.alive, dtype=bool)[of]
            tables.append(reader.whole("documents").filter(pa.array(alive)))
            entries.append(of[alive])
            parts.append(np.full(len(entries[-1]), number))
        table = pa.concat_tables(tables)
        names = table.column("source").to_pylist()
        ranks = {name: rank for rank, name in enumerate(sorted(set(names), key=path_key))}
        order = np.lexsort((table.column("number").to_numpy(), table.column("entry").to_numpy(),
                            np.array([ranks[name] for name in names], dtype=np.int64)))
        every = np.concatenate([np.zeros(0, dtype=np.int64), *parts]), np.concatenate([np.zeros(0, dtype=np.int64), *entries])
        return table.take(order), every[0][order].astype(np.int64), every[1][order].astype(np.int64)

    @property
    def documents(self) -> pa.Table:
        """All documents in reading order, as Arrow."""
        return self._sorted[0]

    def rows(self, name: str, numbers: np.ndarray[Any, Any]) -> Iterator[pa.Table]:
        """The rows of a table by part, of the entries that the documents ``numbers`` stand in."""
        import numpy as np

        _, parts, entries = self._sorted
        for number, reader in enumerate(self.readers):
            wanted = np.unique(entries[numbers[parts[numbers] == number]])
            if len(wanted):
                yield reader.rows(name, wanted.tolist())

    def count(self, name: str, numbers: np.ndarray[Any, Any]) -> int | None:
        """How many rows of a table documents have, without reading it; None where only some of an entry are among them."""
        import numpy as np

        _, parts, entries = self._sorted
        total = 0
        for number, reader in enumerate(self.readers):
            at, chosen = np.unique(entries[numbers[parts[numbers] == number]], return_counts=True)
            if (np.array(counts_of(reader.index, "documents"), dtype=np.int64)[at] != chosen).any():
                return None
            total += int(np.array(counts_of(reader.index, name), dtype=np.int64)[at].sum())
        return total

    def document(self, number: int) -> Document:
        """A document, as it was extracted."""
        table, parts, entries = self._sorted
        at = int(parts[number]), int(entries[number])
        if at not in self._kept:
            self._kept[at] = self.readers[at[0]].documents(at[1])
            if len(self._kept) > _KEPT:
                self._kept.popitem(last=False)
        self._kept.move_to_end(at)
        document: Document = self._kept[at][table.column("number")[number].as_py()]
        return document

    def _own(self, name: str) -> list[dict[str, Any]]:
        """The rows of one of the store's own tables that are of entries that count, in reading order."""
        found: list[dict[str, Any]] = []
        for reader in self.readers:
            if reader.part.rows[name]:
                found += reader.living(name)
        return sorted(found, key=lambda row: (path_key(row["source"]), row["entry"]))

    @cached_property
    def failures(self) -> tuple[Failure, ...]:
        """What could not be read: of the sources, then of the last run."""
        return (*(Failure(row["path"], row["message"]) for row in self._own("failures")),
                *(Failure(path, message) for path, message in self.manifest.problems))

    @cached_property
    def disagreements(self) -> tuple[Disagreement, ...]:
        """Where a catalogue differs from the text."""
        return tuple(Disagreement(**{name: row[name] for name in Disagreement._fields}) for row in self._own("disagreements"))


class StoredCorpus(Corpus):
    """The documents of a store, or some of them. Nothing is loaded before it is asked for, and then no more than is needed: for
    ``where`` the table of documents, for a table the rows of these documents, for ``corpus[0]`` that document, which is the one
    that was extracted, from the text kept in the store; the files themselves are not needed any more.
    """

    def __init__(self, index: _Index, numbers: np.ndarray[Any, Any] | None = None) -> None:
        super().__init__((), options={"store": index.where.url, **next(reversed(index.manifest.settings.values()), {}).get("given", {})})
        self._index = index
        self._chosen = numbers

    @property
    def _numbers(self) -> np.ndarray[Any, Any]:
        import numpy as np

        return np.arange(self._index.documents.num_rows) if self._chosen is None else self._chosen

    def __len__(self) -> int:
        return len(self._numbers)

    def _document(self, number: int) -> Document:
        return self._index.document(int(self._numbers[number]))

    def __iter__(self) -> Iterator[Document]:
        for number in self._numbers:
            yield self._index.document(int(number))

    def _of(self, numbers: Sequence[int]) -> StoredCorpus:
        import numpy as np

        return StoredCorpus(self._index, self._numbers[np.asarray(numbers, dtype=np.int64)])

    @property
    def failures(self) -> tuple[Failure, ...]:
        """What could not be read, and why."""
        return self._index.failures

    @property
    def _disagreements(self) -> tuple[Disagreement, ...]:
        return self._index.disagreements

    def _load(self, name: str) -> pd.DataFrame:
        if name not in TABLES:
            raise TextkitError(f"没有名为 {name} 的表", hint=f"有：{'、'.join(TABLES)}")
        return frame_of(name, self._arrow(name))

    def _arrow(self, name: str) -> pa.Table:
        """A table in reading order, as Arrow."""
        import numpy as np
        import pandas as pd
        import pyarrow as pa

        about = self._index.documents if self._chosen is None else self._index.documents.take(self._chosen)
        if name == "documents":
            return about
        rows = pa.concat_tables([schema(name).empty_table(), *self._index.rows(name, self._numbers)])
        at = pd.Index(about.column("document_id").to_numpy(zero_copy_only=False)).get_indexer(
            pd.Index(rows.column("document_id").to_numpy(zero_copy_only=False)))
        order = np.argsort(at, kind="stable")
        order = order[np.searchsorted(at[order], 0):]     # of an entry's documents those that were chosen
        if len(order) == len(at) and bool((order == np.arange(len(order))).all()):
            return rows
        large = [pa.field(f.name, pa.large_string() if f.type == pa.string() else f.type) for f in rows.schema]
        return rows.cast(pa.schema(large)).take(order)    # offsets of 32 bits end at 2 GB of text

    def _count_tasks(self) -> int:
        count = self._index.count("tasks", self._numbers)
        return len(self.tasks) if count is None else count

    def _tables_for_sql(self, name: str) -> list[Any]:
        where = self._index.where
        if name == "documents" or self._chosen is not None or not isinstance(where, Folder):
            return [self.table(name)]
        whole = [reader for reader in self._index.readers if not reader.part.dead]
        rest = [reader for reader in self._index.readers if reader.part.dead]
        out: list[Any] = [where.path / reader.part.file(name) for reader in whole]
        out += [reader.rows(name, [n for n, alive in enumerate(reader.alive) if alive]).select([c.name for c in TABLES[name]]) for reader in rest]
        return out or [self.table(name)]
