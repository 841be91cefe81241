"""A run: what is new or changed goes into the store, part by part; what was interrupted is picked up first."""

from __future__ import annotations

import hashlib
import json
import shutil
import tempfile
import time
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field, replace
from functools import partial
from pathlib import Path
from typing import Any
from uuid import uuid4

from textkit.corpus.engines import local
from textkit.corpus.engines.job import Done, Job, build
from textkit.corpus.engines.local import Finished
from textkit.corpus.engines.log import Tell, recording
from textkit.corpus.engines.plan import Known, Plan, known
from textkit.corpus.reading import root_of
from textkit.corpus.store import manifest as state
from textkit.corpus.store.lock import locked
from textkit.corpus.store.manifest import Manifest, Part
from textkit.corpus.store.slices import STORED
from textkit.corpus.store.storage import Folder, Storage, storage
from textkit.model import TextkitError, reason

__all__ = ["Run", "fill"]

UNFINISHED = ".unfinished"


@dataclass(slots=True)
class Run:
    """What a run did. ``failures`` (path, kind, message) are those of this run, ``failed_before`` of the ``unchanged`` files had
    some in an earlier one and were not tried again; ``gone`` are sources whose files are not in
    the folder any more (they stay in the store unless pruned)."""

    total: int = 0
    unchanged: int = 0
    failed_before: int = 0
    files: int = 0
    documents: int = 0
    seconds: float = 0.0
    failures: list[tuple[str, str, str]] = field(default_factory=list)
    gone: list[str] = field(default_factory=list)
    pruned: bool = False


def fill(
    paths: Sequence[str | Path], store: str | Path, *, engine: str = "local", workers: int | None = None, scheduler: str | None = None,
    timeout: float = 300.0, memory: int | None = None, retries: int = 1, retry: bool = False, prune: bool = False,
    log: str | Path | None = None, progress: Callable[[int, int, str], None] | None = None,
    catalogue: bool | str | Path = True, text: str | None = None, given: Mapping[str, Any] | None = None,
) -> Run:
    """Put the documents behind ``paths`` into the store at ``store`` (a folder, or an address that fsspec knows).

    A file whose content, settings and rules are those of an earlier run is not read again. ``engine`` is ``local`` (``workers``
    processes, one per core without it) or ``dask`` (the scheduler at the address ``scheduler``, or ``workers`` processes of
    this machine). A document may take ``timeout`` seconds and its worker ``memory`` MiB (a share of the machine's without it);
    one over which the process dies is tried again ``retries`` times, then named and left out. ``retry`` tries again what
    failed in an earlier run, ``prune`` takes out what is not in the folder any more, ``log`` names a .jsonl to add to.

    Whenever the run ends, and however, what was finished is kept: the next one goes on from there. Raises TextkitError where
    another process writes to the store, or the folder holds something else.
    """
    where = storage(store)
    begun = time.monotonic()
    with recording(log) as tell:
        _ours(where)
        where.create()
        with locked(where), _written(where):
            root = root_of(paths)
            count = workers or local.cores()
            if count < 1:
                raise TextkitError(f"进程数要在 1 以上，不是 {count}")
            job = Job(where.url, str(root.resolve()) if root else None, catalogue if isinstance(catalogue, bool) else str(catalogue), text,
                      dict(given or {}), memory << 20 if memory else local.memory_each(count), timeout, build())
            keeper = _Keeper(where, job)
            keeper.rescue(tell)
            plan = Plan(paths, job, keeper.settings, known(where, keeper.manifest), retry=retry, apart=_apart(where, log))
            run = Run(total=plan.total)
            tell("start", {"paths": [str(p) for p in paths], "store": where.url, "files": plan.total, "engine": engine, "workers": count,
                           "settings": keeper.settings})
            doing = _engine(engine, scheduler)(plan.items(), job, keeper.spools, workers=count, retries=retries, tell=tell)
            try:
                for each in doing:
                    _take(each, keeper, plan, run, tell)
                    if progress and each.done is not None:
                        progress(plan.unchanged + run.files, plan.total, each.done.source)
                keeper.end(plan, prune)
            except BaseException as error:
                doing.close()                     # type: ignore[attr-defined]
                with suppress(TextkitError, OSError):
                    keeper.rescue(tell)
                tell("stopped", {"why": type(error).__name__, "message": str(error)})
                raise
            run.unchanged, run.failed_before, run.gone, run.pruned = plan.unchanged, plan.failed_before, plan.gone(), prune
            run.failures += [(path, "error", message) for path, message in (*plan.refused, *plan.problems)]
            run.seconds = round(time.monotonic() - begun, 3)
            if progress:
                progress(plan.total, plan.total, "")
            tell("end", {"files": run.files, "unchanged": run.unchanged, "documents": run.documents, "failures": len(run.failures),
                         "gone": len(run.gone), "seconds": run.seconds})
    return run


@contextmanager
def _written(where: Storage) -> Iterator[None]:
    """An error of the disk in words."""
    try:
        yield
    except OSError as error:
        raise TextkitError(f"写不了数据集（{reason(error)}）", path=where.url,
                           hint="看看磁盘满没满、能不能写；做完的没有丢，可以再运行一次") from error


def _ours(where: Storage) -> None:
    """Nothing of the user's is mixed with a store: it goes where one is already, or where nothing is."""
    if isinstance(where, Folder) and where.path.exists() and not where.path.is_dir():
        raise TextkitError("这是一个文件，不能放数据集", path=where.url, hint="请给一个文件夹")
    begun = where.exists(".lock") or where.exists(UNFINISHED)
    if not where.exists(state.NAME) and not begun and not where.is_empty():
        raise TextkitError("这个文件夹里已有别的东西，不能放数据集", path=where.url, hint="请给一个空的或还没有的文件夹")


def _apart(where: Storage, log: str | Path | None) -> list[Path]:
    return [*([where.path] if isinstance(where, Folder) else []), *([Path(log)] if log else [])]


def _engine(name: str, scheduler: str | None) -> Callable[..., Iterator[Finished]]:
    if name == "local":
        if scheduler is not None:
            raise TextkitError("只有 engine=\"dask\" 才用得上 scheduler", hint="请加 engine=\"dask\"（命令行 --engine dask）")
        return local.run
    if name == "dask":
        from textkit.corpus.engines.dask import run

        return partial(run, scheduler=scheduler)
    raise TextkitError(f"没有名为 {name} 的引擎", hint="有：local、dask")


def _take(each: Finished, keeper: _Keeper, plan: Plan, run: Run, tell: Tell) -> None:
    """One report of the engine: into the store, the counts and the log."""
    if each.part is not None:
        keeper.commit(each.part, each.sources, plan.held)
        tell("part", {"part": each.part.name, "files": each.part.sources, "documents": each.part.documents})
        for spool in each.spools:
            with suppress(OSError):
                spool.unlink(missing_ok=True)
    if each.done is not None:
        done: Done = each.done
        run.files += 1
        run.documents += done.documents
        run.failures += done.failures
        tell("file", {"source": done.source, "status": done.status, "documents": done.documents, "seconds": done.seconds})
        for path, kind, message in done.failures:
            tell("failure", {"path": path, "kind": kind, "message": message})


class _Keeper:
    """The manifest while it is written to."""

    def __init__(self, where: Storage, job: Job) -> None:
        self._where = where
        self.manifest = state.load(where) or Manifest()
        self.settings = _settings(job)
        if isinstance(where, Folder):
            base = where.path / UNFINISHED
        else:                                     # an address cannot be appended to
            base = Path(tempfile.gettempdir()) / f"textkit-{hashlib.sha256(where.url.encode()).hexdigest()[:16]}"
        self.spools = base / job.build            # what other rules left half done is of no use
        self._clear(base)

    def _clear(self, base: Path) -> None:
        """Take away what no manifest names: parts cut off before they were committed, spools of other rules."""
        named = {part.file(table) for part in self.manifest.parts for table in STORED}
        for table in STORED:
            for name in self._where.names(table):
                if name not in named:
                    self._where.remove(name)
        for folder in base.iterdir() if base.is_dir() else ():
            if folder != self.spools:
                shutil.rmtree(folder, ignore_errors=True)

    def commit(self, part: Part, sources: Iterable[str], held: Mapping[str, Known]) -> None:
        """The part holds its sources from now on, and no other part does."""
        before = {p.name for p in self.manifest.parts}
        gone: dict[str, list[str]] = {}
        for source in sources:
            at = held.get(source)
            if at is not None and at.part in before:
                gone.setdefault(at.part, []).append(source)
        self._save(self.manifest.with_part(part, gone))

    def _save(self, manifest: Manifest) -> None:
        now = _fingerprint(self.settings)               # those of the last run come last
        before = {key: settings for key, settings in manifest.settings.items() if key != now}
        manifest = replace(manifest, settings={**before, now: self.settings})
        state.save(self._where, manifest)
        kept = {part.name for part in manifest.parts}
        for part in self.manifest.parts:
            if part.name not in kept:
                for table in STORED:
                    self._where.remove(part.file(table))
        self.manifest = manifest

    def end(self, plan: Plan, prune: bool) -> None:
        """All is done: what the run has to say of itself, and without what is gone where that is wanted."""
        manifest = replace(self.manifest, problems=(*plan.refused, *plan.problems))
        if prune:
            gone: dict[str, list[str]] = {}
            for source in plan.gone():
                gone.setdefault(plan.held[source].part, []).append(source)
            manifest = manifest.without(gone)
        if manifest != self.manifest or not self._where.exists(state.NAME):
            self._save(manifest)
        shutil.rmtree(self.spools.parent, ignore_errors=True)

    def rescue(self, tell: Tell) -> None:
        """Make a part of what an interrupted run had finished."""
        from textkit.corpus.store.spool import seal

        spools = sorted(self.spools.glob("*.spool"))
        made = seal(spools, self._where, uuid4().hex) if spools else None
        if made is not None:
            self.commit(*made, known(self._where, self.manifest))
            tell("part", {"part": made[0].name, "files": made[0].sources, "documents": made[0].documents})
        for spool in spools:
            with suppress(OSError):
                spool.unlink(missing_ok=True)


def _settings(job: Job) -> dict[str, Any]:
    from textkit import __version__

    return {"textkit": __version__, "rules": job.build, "text": job.text, "given": {k: str(v) for k, v in job.given.items()}}


def _fingerprint(settings: Mapping[str, Any]) -> str:
    return hashlib.sha256(json.dumps(settings, sort_keys=True, ensure_ascii=False).encode()).hexdigest()[:12]
