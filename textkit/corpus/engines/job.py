"""What the processes of a run tell each other. Only plain, picklable data."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import Path
from typing import Any, Literal

__all__ = ["Done", "Item", "Job", "Kind", "build"]

#: Why a document is not there: it cannot be read; the process died over it, was too slow, or ran out of memory.
Kind = Literal["error", "crash", "timeout", "memory"]


@dataclass(frozen=True, slots=True)
class Job:
    """What holds for a whole run. ``root`` is the folder that documents are named from; a worker may take ``memory`` bytes and
    ``timeout`` seconds for a document."""

    store: str
    root: str | None = None
    catalogue: bool | str = True
    text: str | None = None
    given: Mapping[str, Any] = field(default_factory=dict)
    memory: int | None = None
    timeout: float = 300.0
    build: str = ""


@dataclass(frozen=True, slots=True)
class Item:
    """A file to do. ``source`` is its name in the store, ``key`` the fingerprint of what it is read under.

    ``skip`` says of entries (by number) why they are not to be tried, ``failed`` the same of the file as a whole.
    """

    file: str
    source: str
    sha256: str
    size: int
    key: str
    top: str | None = None
    outright: bool = False
    skip: Mapping[int, tuple[Kind, str]] = field(default_factory=dict)
    failed: tuple[Kind, str] | None = None


@dataclass(frozen=True, slots=True)
class Done:
    """What became of a file: number of documents, its failures as (path, kind, message), seconds, size of the spool since."""

    source: str
    documents: int
    failures: tuple[tuple[str, Kind, str], ...]
    seconds: float
    spooled: int = 0

    @property
    def status(self) -> str:
        """``ok``, or the kind of the first failure."""
        return self.failures[0][1] if self.failures else "ok"


@lru_cache(maxsize=1)
def build() -> str:
    """A fingerprint of the rules: of every file that a document goes through. It changes with the version, and where textkit
    runs from a checkout with every change of a rule or word list."""
    from textkit import __version__

    package = Path(__file__).resolve().parents[2]
    digest = hashlib.sha256(__version__.encode())
    for folder in ("lexicon", "read", "clean", "structure", "extract"):
        for file in sorted((package / folder).rglob("*")):
            if file.suffix in (".py", ".tsv"):
                digest.update(file.relative_to(package).as_posix().encode() + file.read_bytes())
    for name in ("model.py", "corpus/reading.py", "corpus/tables.py", "corpus/schema.py", "corpus/catalogue.py", "corpus/beside.py",
                 "corpus/store/slices.py", "corpus/store/codec.py"):
        digest.update((package / name).read_bytes())
    return digest.hexdigest()[:16]
