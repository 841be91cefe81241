"""What workers have finished but not yet made into a part: appended to a file of their own, entry by entry.

A spool survives whatever ends a run. A frame is a length, a checksum, a head (JSON) and Arrow batches; one that was cut off
in the middle does not count, nor do the entries of a file that has no closing frame.
"""

from __future__ import annotations

import json
import struct
import zlib
from collections.abc import Iterator, Mapping, Sequence
from contextlib import ExitStack
from pathlib import Path
from typing import IO, TYPE_CHECKING, Any, NamedTuple

from textkit.corpus.store.manifest import Part
from textkit.corpus.store.parts import PartWriter
from textkit.corpus.store.storage import Storage

if TYPE_CHECKING:
    import pyarrow as pa

__all__ = ["Spool", "seal"]

_HEAD = struct.Struct("<4sQI")                    # mark, length, crc32
_MARK = b"tkf1"


class Spool:
    """A spool that is written to."""

    def __init__(self, path: Path) -> None:
        path.parent.mkdir(parents=True, exist_ok=True)
        self.path = path
        self._file = path.open("ab")

    @property
    def size(self) -> int:
        """Bytes so far."""
        return self._file.tell()

    def entry(self, token: str, order: str, batches: Mapping[str, pa.RecordBatch]) -> None:
        """One entry of the file that is worked on under ``token``."""
        import pyarrow as pa

        options = pa.ipc.IpcWriteOptions(compression="lz4")
        sink = pa.BufferOutputStream()
        lengths = {}
        for name, batch in batches.items():
            before = sink.tell()
            with pa.ipc.new_stream(sink, batch.schema, options=options) as stream:
                stream.write_batch(batch)
            lengths[name] = sink.tell() - before
        self._frame({"token": token, "order": order, "lengths": lengths}, sink.getvalue())

    def done(self, token: str, source: Mapping[str, Any]) -> None:
        """The file worked on under ``token`` is finished: its row of ``sources``. From here on it is not lost."""
        self._frame({"token": token, "source": source}, b"")
        self._file.flush()

    def _frame(self, head: Mapping[str, Any], body: Any) -> None:
        text = json.dumps(head, ensure_ascii=False).encode()
        data = struct.pack("<I", len(text)) + text + bytes(body)
        self._file.write(_HEAD.pack(_MARK, len(data), zlib.crc32(data)) + data)

    def close(self) -> None:
        self._file.close()


def _frames(file: IO[bytes]) -> Iterator[tuple[int, dict[str, Any]]]:
    """Where the body of each whole frame starts, and its head."""
    while True:
        head = file.read(_HEAD.size)
        if len(head) < _HEAD.size:
            return
        mark, length, crc = _HEAD.unpack(head)
        data = file.read(length) if mark == _MARK else b""
        if len(data) < length or not length or zlib.crc32(data) != crc:
            return
        words = struct.unpack_from("<I", data)[0]
        yield file.tell() - length + 4 + words, json.loads(data[4 : 4 + words])


class _Entry(NamedTuple):
    order: str
    spool: int
    at: int
    lengths: dict[str, int]


def seal(spools: Sequence[Path], where: Storage, name: str) -> tuple[Part, list[str]] | None:
    """Make a part of the finished files of some spools; of a file that was done twice the later counts.

    Returns the part and its sources, or None where nothing was finished. The spools stay until the part is in the manifest.
    """
    import pyarrow as pa

    with ExitStack() as stack:
        files = [stack.enter_context(path.open("rb")) for path in spools]
        entries: dict[str, list[_Entry]] = {}
        done: dict[str, tuple[str, dict[str, Any]]] = {}
        for number, file in enumerate(files):
            for at, head in _frames(file):
                if "source" in head:
                    done[head["source"]["source"]] = head["token"], head["source"]
                else:
                    entries.setdefault(head["token"], []).append(_Entry(head["order"], number, at, head["lengths"]))
        if not done:
            return None
        with PartWriter(where, name) as writer:
            for entry in sorted(e for token, _ in done.values() for e in entries.get(token, ())):
                file = files[entry.spool]
                file.seek(entry.at)
                rows = {}
                for table, length in entry.lengths.items():
                    with pa.ipc.open_stream(file.read(length)) as stream:
                        rows[table] = list(stream)
                writer.add(rows)
            part = writer.finish([source for _, source in sorted(done.values(), key=lambda each: each[1]["source"])])
    return part, list(done)
