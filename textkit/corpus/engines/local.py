"""The engine of one machine: a worker process per core, one file at a time each."""

from __future__ import annotations

import os
import queue
import threading
from collections.abc import Iterator
from pathlib import Path
from typing import Any, NamedTuple

from textkit.corpus.engines.job import Done, Item, Job
from textkit.corpus.engines.log import Tell
from textkit.corpus.engines.supervisor import Supervisor
from textkit.corpus.store.manifest import Part

__all__ = ["Finished", "cores", "memory_each", "run"]

#: Files after which a worker makes a part of what it has finished, and bytes of its spool.
PART_FILES = 1000
PART_BYTES = 1 << 30
_SMALL = 50                                       # at the end, less than that goes into one part with what others have left


class Finished(NamedTuple):
    """What an engine reports: a file that is done, or a part with its sources and the spools it was made of."""

    done: Done | None = None
    part: Part | None = None
    sources: tuple[str, ...] = ()
    spools: tuple[Path, ...] = ()


def cores() -> int:
    """The cores that this process may use."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


def memory_each(workers: int) -> int | None:
    """Bytes that a worker may take: its share of four fifths of the machine's memory, 1 GiB at least; None where unknown."""
    try:
        whole = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES")
    except (AttributeError, ValueError, OSError):
        return None
    return max(int(whole * 0.8 / workers), 1 << 30)


def _sealed(supervisor: Supervisor, others: list[Path] | None = None) -> Finished | None:
    made = supervisor.seal(others)
    return Finished(part=made[0], sources=tuple(made[1]), spools=tuple(made[2])) if made else None


def run(items: Iterator[Item], job: Job, spools: Path, *, workers: int, retries: int, tell: Tell) -> Iterator[Finished]:
    """Do the items. They are taken as workers come free, so that memory does not grow with their number.

    What goes wrong with the engine itself is raised here. When the caller stops iterating the workers are ended at once and
    their spools stay.
    """
    events: queue.SimpleQueue[Finished | BaseException | None] = queue.SimpleQueue()
    taking = threading.Lock()
    supervisors = [Supervisor(job, spools, retries=retries, tell=tell) for _ in range(workers)]

    def following() -> Item | None:
        with taking:
            return next(items, None)

    def seal(supervisor: Supervisor) -> None:
        if (made := _sealed(supervisor)) is not None:
            events.put(made)

    def drive(supervisor: Supervisor) -> None:
        try:
            while (item := following()) is not None:
                events.put(Finished(done=supervisor.work(item)))
                if supervisor.finished >= PART_FILES or supervisor.spooled >= PART_BYTES:
                    seal(supervisor)
            if supervisor.finished >= _SMALL:
                seal(supervisor)
            events.put(None)
        except InterruptedError:
            events.put(None)
        except BaseException as error:
            events.put(error)

    threads = [threading.Thread(target=drive, args=(supervisor,), daemon=True) for supervisor in supervisors]
    for thread in threads:
        thread.start()
    try:
        working = len(threads)
        while working:
            event = _next(events)
            if isinstance(event, BaseException):
                raise event
            if event is None:
                working -= 1
            else:
                yield event
        rest = [spool for supervisor in supervisors[1:] if supervisor.finished for spool in supervisor.spools]
        made = _sealed(supervisors[0], rest) if supervisors[0].finished or rest else None
        if made is not None:
            yield made
    finally:
        for supervisor in supervisors:
            supervisor.stop()
        for thread in threads:
            thread.join()
        for supervisor in supervisors:
            supervisor.close()


def _next(events: queue.SimpleQueue[Any]) -> Any:
    """The next event; Ctrl-C gets through while waiting (on Windows it does not interrupt a wait without end)."""
    while True:
        try:
            return events.get(timeout=0.5)
        except queue.Empty:
            continue
