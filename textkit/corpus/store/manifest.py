"""``manifest.json``: which parts make up a store. What it does not name is no part of the store, and it is replaced as a
whole, so that a store changes from one complete state to the next and never stands between two."""

from __future__ import annotations

import json
import os
from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass, field, replace
from typing import Any

from textkit.corpus.store.storage import Storage, storage
from textkit.model import TextkitError

__all__ = ["NAME", "Manifest", "Part", "load", "opened", "save"]

NAME = "manifest.json"
FORMAT = 1


@dataclass(frozen=True, slots=True)
class Part:
    """One file per table. ``rows``, ``bytes`` and ``sha256`` are by table; ``dead`` names the sources (of ``sources`` many)
    whose rows do not count any more, because a later part holds them anew or they were taken out."""

    name: str
    sources: int
    rows: dict[str, int]
    bytes: dict[str, int]
    sha256: dict[str, str]
    dead: tuple[str, ...] = ()

    def file(self, table: str) -> str:
        """Where the rows of a table are: ``tasks/3f2a….parquet``."""
        return f"{table}/{self.name}.parquet"

    @property
    def documents(self) -> int:
        return self.rows["documents"]


@dataclass(frozen=True, slots=True)
class Manifest:
    """The state of a store. ``settings`` says under which textkit, rules and options sources were read, by their fingerprint;
    ``problems`` (path, message) is what the last run had to say that is of no source."""

    parts: tuple[Part, ...] = ()
    settings: dict[str, dict[str, Any]] = field(default_factory=dict)
    problems: tuple[tuple[str, str], ...] = ()

    def with_part(self, part: Part, gone: Mapping[str, Iterable[str]]) -> Manifest:
        """The state in which ``part`` holds its sources and the parts before it hold ``gone`` (part name → sources) no more."""
        rest = self.without(gone)
        return replace(rest, parts=(*rest.parts, part)) if part.sources else rest

    def without(self, gone: Mapping[str, Iterable[str]]) -> Manifest:
        """The state without the sources ``gone`` (part name → sources); a part with nothing left is not named any more."""
        parts = [replace(p, dead=tuple(sorted({*p.dead, *gone[p.name]}))) if p.name in gone else p for p in self.parts]
        return replace(self, parts=tuple(p for p in parts if len(p.dead) < p.sources))


def load(where: Storage) -> Manifest | None:
    """The state of the store, None where there is none. Raises TextkitError where it cannot be read or is of a later format."""
    if not where.exists(NAME):
        return None
    try:
        data = json.loads(where.read(NAME))
        if data["textkit_store"] > FORMAT:
            raise TextkitError(f"这个数据集是更新的 textkit（{data.get('textkit')}）写的", path=where.url, hint="请升级 textkit 再打开")
        parts = tuple(Part(**{**part, "dead": tuple(part.get("dead", ()))}) for part in data["parts"])
        return Manifest(parts, data["settings"], tuple((path, message) for path, message in data["problems"]))
    except (ValueError, KeyError, TypeError) as error:
        raise TextkitError(f"数据集的 {NAME} 读不了（{error}）", path=where.url, hint="它可能被改过，请从备份恢复，或换一个文件夹重做") from error


def opened(where: str | os.PathLike[str]) -> tuple[Storage, Manifest]:
    """The store at a path or an address, and its state. Raises TextkitError where there is none."""
    at = storage(where)
    manifest = load(at)
    if manifest is None:
        raise TextkitError("这里没有 textkit 的数据集", path=str(where), hint="请先用 textkit extract 文件夹 --store 数据集/ 建一个")
    return at, manifest


def save(where: Storage, manifest: Manifest) -> None:
    """Make ``manifest`` the state of the store: the one moment at which it changes."""
    from textkit import __version__

    data = {
        "textkit_store": FORMAT, "textkit": __version__, "settings": manifest.settings, "problems": manifest.problems,
        "parts": [asdict(part) for part in manifest.parts],
    }
    where.write(NAME, (json.dumps(data, ensure_ascii=False, indent=1) + "\n").encode())
