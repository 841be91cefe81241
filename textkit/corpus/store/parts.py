"""A part of a store: one parquet file per table, sorted by place. Written entry by entry and read by entries, so that
neither takes more memory than a few of them."""

from __future__ import annotations

import hashlib
import json
from bisect import bisect_right
from collections import OrderedDict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import ExitStack
from functools import cached_property
from typing import IO, TYPE_CHECKING, Any

from textkit.corpus.store.codec import Decoder, layout, source_of
from textkit.corpus.store.manifest import Part
from textkit.corpus.store.slices import COUNTED, STORED, counts_of, schema, table_of
from textkit.corpus.store.storage import Storage
from textkit.model import Document, TextkitError

if TYPE_CHECKING:
    import pyarrow as pa
    import pyarrow.parquet as pq

__all__ = ["PartReader", "PartWriter"]

_GROUP = 32                                       # entries of a row group: what is read for one of them
_TEXTS = 8                                        # … of ``entries``, which hold the texts
_BYTES = 64 << 20                                 # … and no more than this, for large entries
_SMALL = frozenset({"documents", "failures", "disagreements", "sources"})
_LAYOUT = b"textkit.layout"


class _Hashing:
    """A binary file that knows the sha256 and the number of what was written to it."""

    def __init__(self, file: IO[bytes]) -> None:
        self._file = file
        self.digest = hashlib.sha256()
        self.size = 0
        self.closed = False

    def write(self, data: Any) -> int:
        self.digest.update(data)
        self.size += len(memoryview(data))
        return self._file.write(data)

    def flush(self) -> None:
        self._file.flush()

    def close(self) -> None:
        self.closed = True

    def tell(self) -> int:
        return self.size

    def writable(self) -> bool:
        return True

    def readable(self) -> bool:
        return False

    def seekable(self) -> bool:
        return False


class PartWriter:
    """Writes a part: :meth:`add` for each entry in order, then :meth:`finish`; or nothing becomes visible (``with``)."""

    def __init__(self, where: Storage, name: str) -> None:
        import pyarrow.parquet as pq

        self.name = name
        self._stack = ExitStack()
        self._sinks: dict[str, _Hashing] = {}
        self._writers: dict[str, pq.ParquetWriter] = {}
        self._waiting: dict[str, list[pa.RecordBatch]] = {table: [] for table in STORED}
        self._rows = dict.fromkeys(STORED, 0)
        self._entries = self._size = 0
        for table in STORED:
            sink = _Hashing(self._stack.enter_context(where.making(f"{table}/{name}.parquet")))
            laid = schema(table)
            if table == "entries":
                laid = laid.with_metadata({_LAYOUT: json.dumps(layout()).encode()})
            self._sinks[table] = sink
            self._writers[table] = pq.ParquetWriter(sink, laid, compression="zstd", compression_level=3)

    def __enter__(self) -> PartWriter:
        return self

    def __exit__(self, *error: Any) -> None:
        self._stack.__exit__(*error)

    def add(self, rows: Mapping[str, Iterable[pa.RecordBatch]]) -> None:
        """The rows of one entry by table."""
        for table, batches in rows.items():
            self._hold(table, batches)
        self._entries += 1
        if self._entries % _TEXTS == 0:
            self._flush("entries")
        if self._entries % _GROUP == 0 or self._size > _BYTES:
            for table in STORED:
                if table not in _SMALL:
                    self._flush(table)
            self._size = 0

    def _hold(self, table: str, batches: Iterable[pa.RecordBatch]) -> None:
        for batch in batches:
            self._waiting[table].append(batch)
            self._rows[table] += batch.num_rows
            self._size += batch.nbytes if table not in _SMALL else 0

    def _flush(self, table: str) -> None:
        import pyarrow as pa

        if self._waiting[table]:
            rows = pa.Table.from_batches(self._waiting[table], schema=schema(table)).combine_chunks()
            self._writers[table].write_table(rows, row_group_size=max(rows.num_rows, 1))
            self._waiting[table].clear()

    def finish(self, sources: Sequence[Mapping[str, Any]]) -> Part:
        """Write what waits and the rows of ``sources``; the part's files are whole and in place when this returns."""
        self._hold("sources", [table_of("sources", sources)])
        for table in STORED:
            self._flush(table)
            self._writers[table].close()
        self._stack.close()
        return Part(self.name, len(sources), self._rows, {t: sink.size for t, sink in self._sinks.items()},
                    {t: sink.digest.hexdigest() for t, sink in self._sinks.items()})


class PartReader:
    """Reads a part by the numbers of its entries. Files are opened when first needed.

    Raises TextkitError where a file is gone or damaged.
    """

    def __init__(self, where: Storage, part: Part) -> None:
        self.part = part
        self._where = where
        self._files: dict[str, pq.ParquetFile] = {}
        self._starts: dict[str, list[int]] = {}
        self._edges: dict[str, list[int]] = {}
        self._groups: OrderedDict[tuple[str, int], pa.Table] = OrderedDict()

    def _file(self, table: str) -> pq.ParquetFile:
        import pyarrow as pa
        import pyarrow.parquet as pq

        if table not in self._files:
            try:
                self._files[table] = pq.ParquetFile(self._where.open(self.part.file(table)))
            except (OSError, pa.ArrowException) as error:
                raise TextkitError(f"数据集里的文件缺失或损坏（{error}）", path=f"{self._where.url}/{self.part.file(table)}",
                                   hint="它可能刚被另一个程序整理过，请重新打开；否则用 textkit store verify 检查") from error
        return self._files[table]

    def whole(self, table: str, columns: Sequence[str] | None = None) -> pa.Table:
        """All rows of a table, those of dead sources included."""
        return self._file(table).read(columns=None if columns is None else list(columns), use_threads=False)

    def living(self, table: str) -> list[dict[str, Any]]:
        """The rows of a table with the column ``source`` that are of sources that count."""
        dead = set(self.part.dead)
        return [row for row in self.whole(table).to_pylist() if row["source"] not in dead]

    @cached_property
    def index(self) -> pa.Table:
        """One row per entry: its source, number, order and the counts of its rows."""
        return self.whole("entries", ["source", "entry", "order", *(f"n_{name}" for name in COUNTED)])

    @cached_property
    def alive(self) -> list[bool]:
        """Which entries are of sources that count."""
        dead = set(self.part.dead)
        return [source not in dead for source in self.index.column("source").to_pylist()]

    def offsets(self, table: str) -> list[int]:
        """Where each entry's rows of a table start, and where the last one's end."""
        if table not in self._starts:
            counts = counts_of(self.index, table) if table in COUNTED else [1] * self.index.num_rows
            starts = [0]
            for count in counts:
                starts.append(starts[-1] + count)
            self._starts[table] = starts
        return self._starts[table]

    def rows(self, table: str, entries: Sequence[int]) -> pa.Table:
        """The rows of some entries (numbers, ascending), by reading no row group that has none of them."""
        import pyarrow as pa

        if len(entries) == self.index.num_rows:
            return self.whole(table)
        starts, bounds = self.offsets(table), self._bounds(table)
        pieces: dict[int, list[tuple[int, int]]] = {}
        for entry in entries:
            for group, low, high in _cut(bounds, starts[entry], starts[entry + 1]):
                pieces.setdefault(group, []).append((low, high))
        out: list[pa.Table] = []
        for group, wanted in pieces.items():
            held = self._file(table).read_row_group(group, use_threads=False)
            out += [held.slice(low, high - low) for low, high in _joined(wanted)]
        return pa.concat_tables(out) if out else schema(table).empty_table()

    def slice(self, table: str, entry: int) -> list[pa.RecordBatch]:
        """One entry's rows; its row groups are kept for the next one."""
        starts = self.offsets(table)
        out: list[pa.RecordBatch] = []
        for group, low, high in _cut(self._bounds(table), starts[entry], starts[entry + 1]):
            out += self._group(table, group).slice(low, high - low).to_batches()
        return out

    def _bounds(self, table: str) -> list[int]:
        """Where the row groups of a table start, and where the last one ends."""
        if table not in self._edges:
            about = self._file(table).metadata
            edges = [0]
            for group in range(about.num_row_groups):
                edges.append(edges[-1] + about.row_group(group).num_rows)
            self._edges[table] = edges
        return self._edges[table]

    def _group(self, table: str, group: int) -> pa.Table:
        key = table, group
        if key not in self._groups:
            self._groups[key] = self._file(table).read_row_group(group, use_threads=False)
            while len(self._groups) > len(STORED):
                self._groups.popitem(last=False)
        self._groups.move_to_end(key)
        return self._groups[key]

    @cached_property
    def _decoder(self) -> Decoder:
        return Decoder(json.loads(self._file("entries").schema_arrow.metadata[_LAYOUT]))

    def documents(self, entry: int) -> list[Document]:
        """The documents of an entry, as they were extracted."""
        row = self.slice("entries", entry)[0].to_pylist()[0]
        if not row["records"]:
            return []
        source = source_of(row)
        return [self._decoder.document(record, source) for record in row["records"].split("\n")]

    def close(self) -> None:
        """Let go of the files."""
        for file in self._files.values():
            file.close()
        self._files.clear()
        self._groups.clear()


def _cut(bounds: Sequence[int], start: int, stop: int) -> Iterator[tuple[int, int, int]]:
    """The stretch ``[start, stop)`` by row groups: number of the group, and the stretch counted from the group's start."""
    group = bisect_right(bounds, start) - 1
    while start < stop:
        end = min(stop, bounds[group + 1])
        yield group, start - bounds[group], end - bounds[group]
        start, group = end, group + 1


def _joined(pieces: Sequence[tuple[int, int]]) -> list[tuple[int, int]]:
    """Stretches that touch as one."""
    out = [pieces[0]]
    for start, stop in pieces[1:]:
        if start == out[-1][1]:
            out[-1] = out[-1][0], stop
        else:
            out.append((start, stop))
    return out
