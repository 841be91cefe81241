"""A worker process: does one file at a time and appends what it finished to its spool. It knows nothing of the others.

It is started as ``python -c …`` and not by ``multiprocessing``, so that it needs no ``if __name__ == "__main__"`` in the
script of the user, works alike on every system, and can be started from a process that may have no children of that kind.
"""

from __future__ import annotations

import faulthandler
import os
import pickle
import queue
import signal
import struct
import sys
import threading
import time
import traceback
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path
from typing import IO, Any
from uuid import uuid4

from textkit.corpus.engines.job import Done, Item, Job, Kind
from textkit.model import TextkitError, reason

__all__ = ["main", "receive", "send"]

_LENGTH = struct.Struct("<Q")


def send(file: IO[bytes], message: Any) -> None:
    """Write a message to a pipe."""
    data = pickle.dumps(message, 5)
    file.write(_LENGTH.pack(len(data)) + data)
    file.flush()


def receive(file: IO[bytes]) -> Any:
    """The next message of a pipe. Raises EOFError where the other side is gone."""
    head = file.read(_LENGTH.size)
    data = file.read(_LENGTH.unpack(head)[0]) if len(head) == _LENGTH.size else b""
    if not data:
        raise EOFError
    return pickle.loads(data)


def main() -> None:
    """The process: commands on standard input, answers on what was standard output. It ends with its parent, at once."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)           # Ctrl-C is for the parent to answer
    answers = os.fdopen(os.dup(1), "wb")
    os.dup2(2, 1)                                          # what a library prints does not get among the answers
    commands: queue.SimpleQueue[Any] = queue.SimpleQueue()

    def listen() -> None:
        try:
            while True:
                commands.put(receive(sys.stdin.buffer))
        except (EOFError, OSError):
            os._exit(0)

    job, spool = receive(sys.stdin.buffer)
    threading.Thread(target=listen, daemon=True).start()
    worker = _Worker(job, Path(spool), answers)
    send(answers, ("ready",))
    while True:
        what, *rest = commands.get()
        try:
            send(answers, getattr(worker, what)(*rest))
        except TextkitError as error:
            send(answers, ("refused", str(error)))
        except OSError as error:
            send(answers, ("refused", f"写不了（{reason(error)}）"))


def _limit(memory: int | None) -> None:
    """Memory past the limit is refused with a MemoryError. Linux only; elsewhere the system decides."""
    if memory is None or not sys.platform.startswith("linux"):
        return
    import resource

    with suppress(OSError, ValueError):
        resource.setrlimit(resource.RLIMIT_DATA, (memory, memory))


class _Worker:
    """The commands, by name."""

    def __init__(self, job: Job, spool: Path, answers: IO[bytes]) -> None:
        import pyarrow as pa

        from textkit.corpus.beside import Beside
        from textkit.corpus.reading import documents_of
        from textkit.corpus.store.spool import Spool
        from textkit.read import from_text

        documents_of(from_text("各乡镇要在6月底前完成清淤30公里以上。"))    # rules and word lists, so that no document pays for them
        _limit(job.memory)
        pa.set_cpu_count(1)                                # one worker, one core
        self._job = job
        self._answers = answers
        self._beside = Beside(job.catalogue)
        self._folder = spool.parent
        self._spool = Spool(spool)

    def seal(self, spools: list[Path], name: str) -> tuple[Any, ...]:
        """Make a part of these spools, its own among them; a new spool is begun."""
        from textkit.corpus.store.spool import Spool, seal
        from textkit.corpus.store.storage import storage

        self._spool.close()
        made = seal(spools, storage(self._job.store), name)
        self._spool = Spool(self._folder / f"{uuid4().hex}.spool")
        return "sealed", made, self._spool.path

    def file(self, item: Item) -> tuple[Any, ...]:
        """Do a file: each entry into the spool, then the file's own row."""
        begun = time.perf_counter()
        token = uuid4().hex
        documents = 0
        failures: list[tuple[str, Kind, str]] = []
        for number, entry in enumerate(self._entries(item)):
            made, failure = self._made(item, number, entry, token)
            documents += made
            if failure:
                failures.append(failure)
        faulthandler.cancel_dump_traceback_later()
        done = Done(item.source, documents, tuple(failures), round(time.perf_counter() - begun, 4))
        self._spool.done(token, {
            "source": item.source, "sha256": item.sha256, "size": item.size, "root": self._job.root, "key": item.key,
            "documents": documents, "status": done.status, "seconds": done.seconds})
        return "done", done, self._spool.size

    def _entries(self, item: Item) -> Iterator[Any]:
        """The entries of a file, or the one failure of the file as a whole; each is announced before it is read further."""
        root = Path(self._job.root) if self._job.root else None
        top = Path(item.top) if item.top else None
        number = 0
        try:
            if item.failed is not None:
                raise TextkitError(item.failed[1], path=item.file)
            self._alarm()
            for entry in self._beside.entries(Path(item.file), root=root, top=top, text=self._job.text, outright=item.outright):
                self._alarm()
                send(self._answers, ("begun", number, entry.path))
                yield entry
                number += 1
                self._alarm()
                send(self._answers, ("begun", number, item.file))             # reading on is no fault of the entry before
        except Exception as error:
            kind, message = item.failed or _why(error, item.file)
            yield (item.file, kind, str(error) if isinstance(error, TextkitError) else message)

    def _alarm(self) -> None:
        """The parent ends a worker that is late. Should the parent be gone, this does, even where no other thread gets to run."""
        faulthandler.dump_traceback_later(2 * self._job.timeout + 10, exit=True, file=2)

    def _made(self, item: Item, number: int, entry: Any, token: str) -> tuple[int, tuple[str, Kind, str] | None]:
        """Put one entry into the spool: how many documents it came to, and why not all of it is there."""
        from textkit.corpus.reading import extracted, made_of
        from textkit.corpus.store.slices import slices, sort_key

        failure: tuple[str, Kind, str] | None = entry if isinstance(entry, tuple) else None
        if failure is None and number in item.skip:
            failure = (entry.path, item.skip[number][0], str(TextkitError(item.skip[number][1], path=entry.path)))
        if failure is None:
            try:
                found = made_of(entry, self._beside.rows(entry, Path(item.file), Path(item.top) if item.top else None),
                                self._job.given, extracted)
                if found.failure is not None:
                    failure = (found.failure.path, "error", found.failure.message)
                else:
                    self._spool.entry(token, sort_key(found.documents, item.source, number),
                                      slices(item.source, number, found.documents, found.disagreements))
                    return len(found.documents), None
            except Exception as error:
                failure = (entry.path, *_why(error, entry.path))
        self._spool.entry(token, sort_key((), item.source, number), slices(item.source, number, (), (), failure))
        return 0, failure


def _why(error: Exception, path: str) -> tuple[Kind, str]:
    """The kind and the words of what went wrong with a document; of a fault of ours, where in the code."""
    if isinstance(error, MemoryError):
        traceback.clear_frames(error.__traceback__)        # what took the memory is let go of
        return "memory", str(TextkitError("内存不够", path=path, hint="请把文件拆开，或用 --memory 多给一些"))
    if isinstance(error, TextkitError):
        return "error", str(error)
    if isinstance(error, OSError):
        return "error", str(TextkitError(f"读不了这个文件（{reason(error)}）", path=path))
    frame = traceback.extract_tb(error.__traceback__)[-1]
    at = f"{Path(frame.filename).name}:{frame.lineno}"
    return "error", str(TextkitError(f"处理时出错（{type(error).__name__}：{error}，在 {at}）", path=path))

