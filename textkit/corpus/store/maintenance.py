"""Looking after a store: whether it is whole, what is in it, and fewer and larger files."""

from __future__ import annotations

import hashlib
import heapq
import os
from collections.abc import Iterator
from dataclasses import replace
from typing import Any
from uuid import uuid4

from textkit.corpus.schema import TABLES
from textkit.corpus.store import manifest as state
from textkit.corpus.store.lock import locked
from textkit.corpus.store.manifest import Manifest, Part
from textkit.corpus.store.parts import PartReader, PartWriter
from textkit.corpus.store.slices import COUNTED, STORED, counts_of
from textkit.corpus.store.storage import Storage

__all__ = ["compact", "info", "verify"]

_LARGE = 5000                                     # entries of a part that compact makes
_AT_ONCE = 16                                     # parts that are merged at a time, for the sake of memory


def info(where: str | os.PathLike[str]) -> dict[str, Any]:
    """What a store holds: parts, sources, documents, failed, rows and bytes by table, dead sources, settings."""
    at, manifest = state.opened(where)
    rows = dict.fromkeys(COUNTED, 0)
    failed = 0
    for part in manifest.parts:
        reader = PartReader(at, part)
        for name in COUNTED:
            rows[name] += sum(n for n, alive in zip(counts_of(reader.index, name), reader.alive, strict=True) if alive)
        failed += sum(row["status"] != "ok" for row in reader.living("sources"))
        reader.close()
    return {
        "store": at.url, "parts": len(manifest.parts), "sources": sum(p.sources - len(p.dead) for p in manifest.parts),
        "documents": rows["documents"], "failed": failed, "dead": sum(len(p.dead) for p in manifest.parts), "rows": rows,
        "bytes": {name: sum(p.bytes[name] for p in manifest.parts) for name in STORED}, "settings": list(manifest.settings.values()),
    }


def verify(where: str | os.PathLike[str]) -> list[str]:
    """What is wrong with a store, in Chinese; nothing where all is well.

    Every file is there and is the one that was written (sha256), every table has its rows, every row its document, every
    source its entries, and no document is there twice.
    """
    at, manifest = state.opened(where)
    found: list[str] = []
    seen: dict[str, str] = {}
    sources: dict[str, str] = {}
    for part in manifest.parts:
        wrong = list(_damage(at, part))
        found += wrong
        if not wrong:
            found += _amiss(PartReader(at, part), seen, sources)
    named = {part.file(table) for part in manifest.parts for table in STORED}
    extra = [name for table in STORED for name in at.names(table) if name not in named]
    if extra:
        found.append(f"有 {len(extra)} 个文件不属于数据集（中断时留下的，下次写入时清除）：{extra[0]} …")
    return found


def _damage(where: Storage, part: Part) -> Iterator[str]:
    for table in STORED:
        name = part.file(table)
        try:
            data = where.read(name)
        except OSError:
            yield f"{name}：没有这个文件"
            continue
        if hashlib.sha256(data).hexdigest() != part.sha256[table]:
            yield f"{name}：内容与写入时不同"


def _amiss(reader: PartReader, seen: dict[str, str], sources: dict[str, str]) -> Iterator[str]:
    """What does not fit together in a part; ``seen`` (documents) and ``sources`` are those of the parts before."""
    part = reader.part
    alive = [n for n, each in enumerate(reader.alive) if each]
    documents = reader.rows("documents", alive).column("document_id").to_pylist()
    for name in documents:
        if seen.setdefault(name, part.name) != part.name:
            yield f"文档 {name} 在 {seen[name]} 和 {part.name} 里都有"
    if len(set(documents)) < len(documents):
        yield f"{part.name}：有文档编号重复"
    held = set(documents)
    for row in reader.living("sources"):
        if sources.setdefault(row["source"], part.name) != part.name:
            yield f"文件 {row['source']} 在 {sources[row['source']]} 和 {part.name} 里都有"
    for table in STORED:
        if reader.whole(table, []).num_rows != part.rows[table]:
            yield f"{part.file(table)}：行数不对"
    for table in TABLES:
        if set(reader.rows(table, alive).column("document_id").to_pylist()) - held:
            yield f"{part.file(table)}：有的行没有对应的文档"
    reader.close()


def compact(where: str | os.PathLike[str], *, entries: int = _LARGE) -> tuple[int, int]:
    """Make few large parts of many small ones, sorted by place, without the rows of dead sources. Returns the number of parts
    before and after. Parts of ``entries`` or more stay as they are. Memory does not grow with the store.

    Interrupted, the store is as it was. Raises TextkitError where another process writes to it.
    """
    at, _ = state.opened(where)
    with locked(at):
        manifest = state.load(at) or Manifest()
        before = len(manifest.parts)
        while len(group := _next(manifest, entries)) > 1 or any(part.dead for part in group):
            made = _merged(at, group)
            gone = {part.name for part in group}
            manifest = replace(manifest, parts=(*(p for p in manifest.parts if p.name not in gone), made))
            state.save(at, manifest)
            for part in group:
                for table in STORED:
                    at.remove(part.file(table))
        return before, len(manifest.parts)


def _next(manifest: Manifest, entries: int) -> list[Part]:
    """The parts to be merged next: the smallest, as many as fit; or one that holds dead rows."""
    group: list[Part] = []
    for part in sorted(manifest.parts, key=lambda p: p.rows["entries"]):
        if len(group) < _AT_ONCE and sum(p.rows["entries"] for p in group) + part.rows["entries"] <= entries:
            group.append(part)
    if len(group) > 1 or any(part.dead for part in group):
        return group
    return next(([part] for part in manifest.parts if part.dead), [])


def _merged(where: Storage, group: list[Part]) -> Part:
    readers = [PartReader(where, part) for part in group]

    def ordered(number: int) -> Iterator[tuple[str, int, int]]:
        reader = readers[number]
        orders = reader.index.column("order").to_pylist()
        return ((order, number, entry) for entry, order in enumerate(orders) if reader.alive[entry])

    sources = [row for reader in readers for row in reader.living("sources")]
    with PartWriter(where, uuid4().hex) as writer:
        for _, number, entry in heapq.merge(*map(ordered, range(len(readers)))):
            writer.add({table: readers[number].slice(table, entry) for table in STORED if table != "sources"})
        part = writer.finish(sorted(sources, key=lambda row: str(row["source"])))
    for reader in readers:
        reader.close()
    return part
