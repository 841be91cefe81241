"""The engine of many machines: batches of files go to the workers of dask.distributed, which write their parts themselves.

Every machine sees the files under the same paths and can write to the store: a shared folder, or an address that fsspec
knows. Within each task a worker process of ours does the documents, so that one that hangs or crashes costs neither the
task nor the worker of dask.
"""

from __future__ import annotations

import tempfile
from collections.abc import Iterator
from importlib import import_module
from itertools import islice
from pathlib import Path
from typing import Any
from uuid import uuid4

from textkit.corpus.engines.job import Done, Item, Job, build
from textkit.corpus.engines.local import Finished
from textkit.corpus.engines.log import Tell
from textkit.corpus.engines.supervisor import Supervisor
from textkit.corpus.store.manifest import Part
from textkit.model import TextkitError

__all__ = ["run"]

BATCH = 100                                       # files of a task, and so of a part; ``textkit store compact`` makes larger ones
_AHEAD = 2                                        # tasks per worker that wait for it
_RETRIES = 2                                      # where a machine is lost

Outcome = tuple[Part | None, list[str], list[Done], list[tuple[str, dict[str, Any]]]]


def batch(items: list[Item], job: Job, retries: int) -> Outcome:
    """One task: do the files and write a part of them. Runs where dask puts it."""
    if build() != job.build:
        raise TextkitError("工作机上的 textkit 与发起运算的不是同一个版本", hint="请在各台机器上装同一个版本")
    told: list[tuple[str, dict[str, Any]]] = []
    with tempfile.TemporaryDirectory(prefix="textkit-", ignore_cleanup_errors=True) as folder:
        supervisor = Supervisor(job, Path(folder), retries=retries, tell=lambda event, about: told.append((event, about)))
        try:
            done = [supervisor.work(item) for item in items]
            made = supervisor.seal()
        finally:
            supervisor.close()
    return (made[0], made[1], done, told) if made else (None, [], done, told)


def run(items: Iterator[Item], job: Job, spools: Path, *, workers: int, retries: int, tell: Tell,
        scheduler: str | None = None) -> Iterator[Finished]:
    """Do the items on the scheduler at the address ``scheduler``, or on ``workers`` processes of this machine.

    Tasks are handed over as workers come free, so that memory does not grow with the number of items.
    """
    try:
        distributed: Any = import_module("distributed")
    except ImportError as error:
        raise TextkitError("engine=\"dask\" 需要 dask.distributed", hint="请安装：pip install 'policy-textkit[dask]'") from error
    cluster = None
    try:
        if scheduler is None:
            cluster = distributed.LocalCluster(n_workers=workers, threads_per_worker=1, dashboard_address=None)
        client = distributed.Client(cluster or scheduler, timeout="30s")
    except (OSError, ValueError) as error:
        raise TextkitError(f"连不上 dask 的调度程序（{error}）", path=scheduler, hint="请检查地址，形如 tcp://主机:8786") from error
    waiting = {}
    try:
        doing = distributed.as_completed()
        room = _AHEAD * max(sum(client.nthreads().values()), 1)

        def hand_over() -> None:
            files = list(islice(items, BATCH))
            if files:
                future = client.submit(batch, files, job, retries, key=f"textkit-{uuid4().hex}", retries=_RETRIES)
                waiting[future.key] = files
                doing.add(future)

        for _ in range(room):
            hand_over()
        for future in doing:
            files = waiting.pop(future.key)
            yield from _outcome(future, files, tell)
            future.release()
            hand_over()
    finally:
        client.close()
        if cluster is not None:
            cluster.close()


def _outcome(future: Any, files: list[Item], tell: Tell) -> Iterator[Finished]:
    """What a task has to report; of one that was lost, each file. They are not in the store, so that the next run does them."""
    error = future.exception()
    if isinstance(error, TextkitError):
        raise error
    if error is not None:
        tell("lost", {"files": len(files), "message": f"{type(error).__name__}：{error}"})
        for item in files:
            message = str(TextkitError(f"工作机没有做完（{type(error).__name__}）", path=item.file, hint="请再运行一次"))
            yield Finished(done=Done(item.source, 0, ((item.file, "crash", message),), 0.0))
        return
    part, sources, done, told = future.result()
    for event, about in told:
        tell(event, about)
    if part is not None:
        yield Finished(part=part, sources=tuple(sources))
    for each in done:
        yield Finished(done=each)
