"""What a run has to do: the files that are new, changed, or were read under other settings than now."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from textkit.corpus.beside import Beside
from textkit.corpus.engines.job import Item, Job
from textkit.corpus.reading import Listed, listed, listing, whole
from textkit.corpus.store.manifest import Manifest
from textkit.corpus.store.parts import PartReader
from textkit.corpus.store.storage import Storage
from textkit.model import TextkitError, reason
from textkit.read import relative
from textkit.read.url import is_url

__all__ = ["Known", "Plan", "known"]

_CHUNK = 1 << 20


@dataclass(frozen=True, slots=True)
class Known:
    """A source in a store: the part that holds it, a digest of its content and of what it was read under, how it went."""

    part: str
    state: bytes
    status: str
    root: str | None


def state_of(sha256: str, key: str) -> bytes:
    """Content and settings in 16 bytes."""
    return hashlib.sha256(f"{sha256} {key}".encode()).digest()[:16]


def known(where: Storage, manifest: Manifest) -> dict[str, Known]:
    """The sources of a store by name."""
    found = {}
    shared: dict[str, str] = {}                   # few different words, many rows
    for part in manifest.parts:
        reader = PartReader(where, part)
        for row in reader.living("sources"):
            root = shared.setdefault(row["root"], row["root"]) if row["root"] else None
            status = shared.setdefault(row["status"], row["status"])
            found[row["source"]] = Known(part.name, state_of(row["sha256"], row["key"]), status, root)
        reader.close()
    return found


@dataclass(slots=True)
class Plan:
    """The files of a run and what is to be done with each. :meth:`items` goes through them once and hashes as it goes, so that
    work begins with the first file; the counts grow with it. ``held`` is what the store holds already, by source."""

    paths: Sequence[str | Path]
    job: Job
    settings: Mapping[str, Any]
    held: dict[str, Known]
    retry: bool = False
    apart: Sequence[Path] = ()                    # folders and files that are the run's own
    total: int = 0
    unchanged: int = 0
    failed_before: int = 0
    problems: list[tuple[str, str]] = field(default_factory=list)
    refused: list[tuple[str, str]] = field(default_factory=list)
    _beside: Beside = field(default_factory=lambda: Beside(False))

    def __post_init__(self) -> None:
        if any(is_url(path) for path in self.paths):
            raise TextkitError("网址不能直接读进数据集", hint="请先把网页存成文件，数据集要靠文件内容判断有没有变化")
        self.total = sum(1 for _ in self._files())
        self._beside = Beside(self.job.catalogue)

    def _files(self) -> Iterator[Listed]:
        """The files behind the paths but for the run's own. One folder, however large, is gone through without a list of it."""
        own = [path.absolute() for path in self.apart]
        for each in listing(self.paths[0]) if len(self.paths) == 1 else listed(self.paths)[0]:
            file = Path(each.file).absolute()
            if not any(file.is_relative_to(path) for path in own):
                yield each

    def items(self) -> Iterator[Item]:
        """What has to be done, one after another."""
        for file, top, outright in self._files():
            path = Path(file)
            source = relative(path, self.job.root)
            try:
                digest, size = _digest(path)
            except OSError as error:
                self.refused.append((str(path), str(TextkitError(f"打不开文件（{reason(error)}）", path=str(path)))))
                continue
            key = self._key(path, top)
            before = self.held.get(source)
            if before is not None and before.state == state_of(digest, key) and (before.status == "ok" or not self.retry):
                self.unchanged += 1
                self.failed_before += before.status != "ok"
                continue
            if before is not None and before.root != self.job.root and before.root and (Path(before.root) / source).is_file():
                self.refused.append((str(path), str(TextkitError(
                    f"数据集里已有另一个文件夹的同名文件 {Path(before.root) / source}", path=str(path),
                    hint="请把两个文件夹放在一个上级文件夹里一起读"))))
                continue
            yield Item(str(path), source, digest, size, key, str(top) if top else None, outright)
        self.problems = [(path, message) for path, message in self._beside.problems(whole(self.paths))]

    def _key(self, path: Path, top: Path | None) -> str:
        """A fingerprint of the settings and of what catalogues say of the file."""
        said = self._beside.said(path, top)
        return hashlib.sha256((json.dumps(self.settings, sort_keys=True, ensure_ascii=False) + said).encode()).hexdigest()[:24]

    def gone(self) -> list[str]:
        """Sources of the same folder whose files were there in an earlier run and are not any more."""
        if self.job.root is None:
            return []
        root = Path(self.job.root)
        return [name for name, each in self.held.items() if each.root == self.job.root and not (root / name).exists()]


def _digest(path: Path) -> tuple[str, int]:
    digest = hashlib.sha256()
    size = 0
    with path.open("rb") as file:
        while data := file.read(_CHUNK):
            digest.update(data)
            size += len(data)
    return digest.hexdigest(), size
