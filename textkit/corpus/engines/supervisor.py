"""A worker and whoever watches over it: a time limit, another try after a crash, and the name of the document it died over."""

from __future__ import annotations

import os
import subprocess
import sys
import threading
import time
from contextlib import suppress
from dataclasses import replace
from pathlib import Path
from typing import Any
from uuid import uuid4

from textkit.corpus.engines.job import Done, Item, Job, Kind
from textkit.corpus.engines.log import Tell
from textkit.corpus.engines.worker import receive, send
from textkit.corpus.store.manifest import Part
from textkit.model import TextkitError

__all__ = ["Supervisor"]

_CODE = "from textkit.corpus.engines.worker import main; main()"
_START = 120.0                                    # seconds for a worker to come up
_POLL = 0.1
_DISK = "看看磁盘满没满；已完成的没有丢，可以再运行一次"


class _Died(Exception):
    """The worker is gone."""


class Supervisor:
    """Drives one worker process; a new one is started where it died. Used by one thread.

    ``retries`` is how often a document is tried again that a worker died over. ``tell`` is called with (what happened,
    details) for the log.
    """

    def __init__(self, job: Job, spools: Path, *, retries: int, tell: Tell) -> None:
        self._job, self._folder, self._retries, self._tell = job, spools, retries, tell
        self._process: subprocess.Popen[bytes] | None = None
        self._deadline: float | None = None
        self._late = self._stopped = False
        self._errors = spools / "worker.err"
        self._before = 0                          # size of the worker's spool when it last answered
        self._watch = threading.Thread(target=self._watching, daemon=True)
        self.spools: list[Path] = []              # what is finished and in no part yet
        self.finished = self.spooled = 0          # files and bytes in them

    def work(self, item: Item) -> Done:
        """Do a file, in spite of what its documents do. Raises InterruptedError where the supervisor is stopped meanwhile."""
        tries: dict[int, int] = {}
        while True:
            at = -1, item.file                    # the entry it is at; before the first, the file itself
            try:
                self._send("file", item)
                while True:
                    what, *rest = self._answer(self._job.timeout)
                    if what == "begun":
                        at = rest[0], rest[1]
                        continue
                    if what == "refused":
                        raise TextkitError(rest[0], path=str(self._folder), hint=_DISK)
                    done: Done = rest[0]
                    self.finished += 1
                    self.spooled += rest[1] - self._before
                    self._before = rest[1]
                    if any(kind == "memory" for _, kind, _ in done.failures):
                        self._end()               # what it took it may not give back
                    return done
            except _Died:
                kind, message = self._cause()
                tries[at[0]] = tries.get(at[0], 0) + 1
                again = kind == "crash" and tries[at[0]] <= self._retries
                self._tell("retry" if again else "skip", {"path": at[1], "kind": kind, "message": message})
                if not again and (at[0] < 0 or at[0] in item.skip):            # it is the reading of the file that ends badly
                    item = replace(item, failed=(kind, message))
                elif not again:
                    item = replace(item, skip={**item.skip, at[0]: (kind, message)})

    def seal(self, others: list[Path] | None = None) -> tuple[Part, list[str], list[Path]] | None:
        """Make a part of all that is in the spools (and in ``others``): the part, its sources, and the spools to be removed
        when it is committed. None where there is nothing."""
        spools = [*self.spools, *(others or ())]
        if not spools:
            return None
        try:
            self._send("seal", spools, uuid4().hex)
            what, made, *rest = self._answer(None)
        except _Died as error:
            raise TextkitError(f"写数据集的进程意外结束（{self._cause()[1]}）", path=self._job.store, hint="已完成的没有丢，请再运行一次") from error
        if what == "refused":
            raise TextkitError(f"{made}", path=self._job.store, hint=_DISK)
        self.spools, self._before = [rest[0]], 0
        self.finished = self.spooled = 0
        return (*made, spools) if made else None

    def stop(self) -> None:
        """End the worker at once, from any thread; what it had finished stays in the spools."""
        self._stopped = True
        process = self._process
        if process is not None:
            with suppress(OSError):
                process.kill()

    def close(self) -> None:
        """End the worker when it has nothing to do."""
        self._stopped = True
        self._end()

    def _end(self) -> int | None:
        """Let the worker go, and clear up after it. Returns its exit code."""
        process, self._process = self._process, None
        if process is None:
            return None
        for pipe in (process.stdin, process.stdout):  # it ends when its input does
            with suppress(OSError):
                pipe.close()                      # type: ignore[union-attr]
        try:
            return process.wait(5)
        except subprocess.TimeoutExpired:
            process.kill()
            return process.wait()

    def _send(self, *message: Any) -> None:
        if self._process is None:
            self._start()
        try:
            send(self._process.stdin, message)    # type: ignore[union-attr, arg-type]
        except OSError as error:
            raise _Died from error

    def _start(self) -> None:
        spool = self._folder / f"{uuid4().hex}.spool"
        package = str(Path(__file__).resolve().parents[3])
        path = os.pathsep.join(filter(None, (package, os.environ.get("PYTHONPATH"))))
        environment = {**os.environ, "PYTHONPATH": path, "PYTHONUTF8": "1", "PYTHONFAULTHANDLER": "1", "OMP_NUM_THREADS": "1"}
        self._errors = self._folder / f"{spool.stem}.err"
        self._folder.mkdir(parents=True, exist_ok=True)
        with self._errors.open("wb") as errors:
            self._process = subprocess.Popen([sys.executable, "-c", _CODE], stdin=subprocess.PIPE, stdout=subprocess.PIPE,
                                             stderr=errors, env=environment)
        self.spools.append(spool)
        self._before = 0
        if not self._watch.is_alive():
            self._watch.start()
        try:
            send(self._process.stdin, (self._job, str(spool)))  # type: ignore[arg-type]
            self._answer(_START)
        except (_Died, OSError) as error:
            if self._stopped:
                raise InterruptedError from error
            raise TextkitError(f"工作进程起不来（{self._cause()[1]}）", hint="请检查安装：pip install 'policy-textkit[store]'") from error

    def _answer(self, seconds: float | None) -> tuple[Any, ...]:
        self._late = False
        self._deadline = None if seconds is None else time.monotonic() + seconds
        try:
            answer: tuple[Any, ...] = receive(self._process.stdout)  # type: ignore[union-attr, arg-type]
            return answer
        except (EOFError, OSError) as error:
            raise _Died from error
        finally:
            self._deadline = None

    def _watching(self) -> None:
        while not self._stopped:
            time.sleep(_POLL)
            deadline, process = self._deadline, self._process
            if deadline is not None and process is not None and time.monotonic() > deadline:
                self._late = True
                with suppress(OSError):
                    process.kill()

    def _cause(self) -> tuple[Kind, str]:
        """Why the worker is gone; the next call starts another."""
        if self._stopped:
            raise InterruptedError
        code = self._end()
        words = self._errors.read_text(encoding="utf-8", errors="replace").strip().splitlines()
        self._errors.unlink(missing_ok=True)
        if self._late:
            return "timeout", f"超过 {self._job.timeout:g} 秒没有处理完，已跳过"
        said = next((line for line in words if line.startswith(("Fatal", "MemoryError", "ModuleNotFoundError", "ImportError"))), "")
        if code == -9 or "MemoryError" in said:
            return "memory", "处理时内存不够，进程被结束，已跳过"
        return "crash", f"处理时进程崩溃（退出码 {code}{'，' + said if said else ''}），已跳过"
