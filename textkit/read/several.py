"""What holds several documents, one by one: each its own source or its own error, so that the rest goes on."""

from __future__ import annotations

import os
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path, PurePosixPath
from typing import Any

from textkit.model import Source, TextkitError
from textkit.read import SKIPPED, SUFFIXES, load, read_bytes, relative

__all__ = ["TABLES", "Entry", "catalogues", "entries", "entries_of"]

TABLES = frozenset({".csv", ".tsv", ".jsonl", ".ndjson", ".xlsx", ".xlsm", ".parquet", ".dta"})


@dataclass(frozen=True, slots=True)
class Entry:
    """One document found, or why it could not be read.

    ``given`` holds what a row of a table says of it (place, work_year, title …), ``docvars`` the row's other columns.
    ``member`` is the name inside an archive.
    """

    path: str
    source: Source | None = None
    error: TextkitError | None = None
    given: Mapping[str, str] = field(default_factory=dict)
    docvars: Mapping[str, Any] = field(default_factory=dict)
    member: str | None = None


def entries(path: str | os.PathLike[str], *, root: str | os.PathLike[str] | None = None, text: str | None = None,
            guess: bool = True, encoding: str | None = None) -> Iterator[Entry]:
    """The documents of a file: one of most, one per row of a table, one per entry of a .zip.

    ``text`` names the column of a table that holds the text; without it the column is known by its name or, where
    ``guess``, by the length of what it holds. Raises TextkitError where the file as a whole cannot be read.
    """
    file = Path(path)
    name = relative(file, root)
    if file.suffix.lower() == ".zip":
        yield from _archive(file, name, text)
    else:
        yield from entries_of(load(file), name, shown=str(file), text=text, guess=guess, encoding=encoding)


def entries_of(data: bytes, path: str, *, suffix: str | None = None, shown: str | None = None, text: str | None = None,
               guess: bool = True, encoding: str | None = None) -> Iterator[Entry]:
    """As :func:`entries`, for the content of a file that is no archive."""
    kind = (suffix or PurePosixPath(path).suffix).lower()
    if kind in TABLES:
        from textkit.read.sheets import documents

        yield from documents(data, path, kind, shown=shown or path, text=text, guess=guess)
    else:
        source = read_bytes(data, path, suffix=kind or None, shown=shown, encoding=encoding)
        yield Entry(path, source)


def catalogues(file: Path) -> dict[str, bytes]:
    """The catalogues in an archive by the folder they stand in, which is empty for that at the top."""
    from textkit.read.archive import members

    found = members(file, lambda name: PurePosixPath(name).name == "catalogue.csv")
    return {str(PurePosixPath(member.name).parent).removeprefix("."): member.data for member in found if member.error is None}


def _listed(name: str) -> bool:
    path = PurePosixPath(name)
    return path.name.lower() not in SKIPPED and path.suffix.lower() in SUFFIXES


def _archive(file: Path, name: str, text: str | None) -> Iterator[Entry]:
    from textkit.read.archive import members

    for member in members(file, _listed):
        path = f"{name}/{member.name}"
        try:
            if member.error is not None:
                raise member.error
            kind = PurePosixPath(member.name).suffix.lower()
            if kind == ".zip":
                raise TextkitError("压缩包里的压缩包不会再解开", path=path, hint="请先解压里面这一层")
            for entry in entries_of(member.data, path, text=text, guess=False):
                yield Entry(entry.path, entry.source, entry.error, entry.given, entry.docvars, member.name)
        except TextkitError as error:
            yield Entry(path, error=error, member=member.name)
