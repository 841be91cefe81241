"""The catalogues beside the files: found once per folder or archive, asked for each file."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator, Sequence
from pathlib import Path, PurePosixPath

from textkit.corpus.catalogue import NAME, Catalogue, Row
from textkit.corpus.corpus import Failure
from textkit.model import TextkitError
from textkit.read.several import TABLES, Entry, catalogues, entries

__all__ = ["Beside"]


class Beside:
    """Looks up catalogues. ``use``: True for those beside and above the files, False for none, or the path of one."""

    def __init__(self, use: bool | str | Path) -> None:
        self.use = use
        self._folders: dict[Path, Catalogue | None] = {}
        self._archives: dict[Path, dict[str, Catalogue]] = {}
        self._failures: list[Failure] = []
        self._digests: dict[str, str] = {}
        # what a user names has to be readable; what only lies there need not
        self._named = None if isinstance(use, bool) else Catalogue.load(Path(use))

    def _in(self, folder: Path) -> Catalogue | None:
        if folder not in self._folders:
            self._folders[folder] = None
            file = folder / NAME
            if file.is_file():
                try:
                    self._folders[folder] = Catalogue.load(file)
                except TextkitError as error:
                    self._failures.append(Failure(str(file), str(error)))
        return self._folders[folder]

    def _above(self, file: Path, top: Path | None) -> Iterator[tuple[Catalogue, str]]:
        """The catalogues that may speak of a file, the nearest first, and its path below each."""
        if self._named is not None:
            base = Path(self._named.path).parent
            yield self._named, file.relative_to(base).as_posix() if file.is_relative_to(base) else file.name
        elif self.use:
            for folder in file.parents:
                found = self._in(folder)
                if found is not None:
                    yield found, file.relative_to(folder).as_posix()
                if top is None or folder == top:
                    break

    def _of(self, file: Path, top: Path | None) -> list[Row]:
        for found, name in self._above(file, top):
            rows = found.rows_of(name)
            if rows:
                return rows
        return []

    def said(self, file: Path, top: Path | None) -> str:
        """All that catalogues say of a file, as one string that changes when they do; counts as having asked for the file."""
        told = _told(self._of(file, top))
        if file.suffix.lower() == ".zip":         # a row may name a member in more than one way: all of them count
            return told + "".join(self._whole(found) for found, _ in self._above(file, top))
        return told + str(file.suffix.lower() in TABLES and self._lies_beside(file, top))

    def _whole(self, found: Catalogue) -> str:
        """A digest of a catalogue; its rows that name no file on the disk count as asked for by an archive."""
        if found.path not in self._digests:
            folder = Path(found.path).parent
            for row in list(found.unused()):
                if not (folder / row.file).exists():
                    found.rows_of(row.file)
            rows = [row for several in found.rows.values() for row in several]
            self._digests[found.path] = hashlib.sha256(_told(rows).encode()).hexdigest()
        return self._digests[found.path]

    def _lies_beside(self, file: Path, top: Path | None) -> bool:
        """Whether a catalogue stands beside or above a file, used or not."""
        for folder in file.parents:
            if self._named is not None or (folder / NAME).is_file():
                return True
            if top is None or folder == top:
                break
        return False

    def entries(self, file: Path, *, root: Path | None, top: Path | None, text: str | None, outright: bool) -> Iterator[Entry]:
        """The entries of a file, named from ``root``. Catalogues are looked for beside it and up to ``top``.

        A table that a catalogue lies beside without naming it is about the corpus: no document.
        """
        rows = self._of(file, top)
        if file.suffix.lower() in TABLES and not outright and not rows and self._lies_beside(file, top):
            return iter(())
        encoding = rows[0].encoding if rows else None
        return entries(file, root=root, text=text, guess=outright, encoding=encoding)

    def rows(self, entry: Entry, file: str | Path, top: Path | None) -> list[Row]:
        """The rows that speak of an entry; those of an archive stand in its own catalogue or in one beside it."""
        if isinstance(file, str) or not self.use:
            return []
        if entry.member is None:
            return self._of(file, top)
        if file not in self._archives:
            self._archives[file] = {}
            for folder, data in catalogues(file).items() if self.use is True else ():
                name = f"{file}/{folder}/{NAME}" if folder else f"{file}/{NAME}"
                try:
                    self._archives[file][folder] = Catalogue.of(data, name)
                except TextkitError as error:
                    self._failures.append(Failure(name, str(error)))
        member = PurePosixPath(entry.member)
        for folder in (str(parent).removeprefix(".") for parent in member.parents):
            found = self._archives[file].get(folder)
            rows = found.rows_of(member.relative_to(folder).as_posix() if folder else entry.member) if found else []
            if rows:
                return rows
        return self._of(file.parent / file.name / member, top) if self._named is None else self._named.rows_of(entry.member)

    def problems(self, whole: list[Path]) -> Iterator[Failure]:
        """What in the catalogues could not be used, and the files they name that are not there (of folders and archives
        in ``whole``, which were read from end to end)."""
        yield from self._failures
        inside = [(folder, found) for folder, found in self._folders.items() if found is not None]
        every = [found for _, found in inside] + [c for several in self._archives.values() for c in several.values()]
        every += [self._named] if self._named is not None else []
        complete = [found for folder, found in inside if any(folder == w or folder.is_relative_to(w) for w in whole)]
        complete += [c for file, several in self._archives.items() if file in whole for c in several.values()]
        for found in every:
            for problem in found.problems:
                yield Failure(found.path, f"{found.path}：{problem}")
            if any(found is other for other in complete):
                for row in found.unused():
                    yield Failure(found.path, f"{found.path}，第{row.line}行：没有这个文件或读不了：{row.file}")


def _told(rows: Sequence[Row]) -> str:
    """What rows say, as one string; where in the catalogue they stand is left out."""
    told = [(row.file, dict(row.given), dict(row.docvars), row.encoding, row.number) for row in rows]
    return json.dumps(told, ensure_ascii=False, sort_keys=True)
