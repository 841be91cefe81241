"""``catalogue.csv``: what people know of the files beside it. It wins over what the text says, and each disagreement is kept.

Columns are known by their heads (file, title, place, level, year, date, doc_type, speaker, or 文件, 标题, 地区 …, see
``lexicon/document_columns.tsv``); any further column travels with the document.
"""

from __future__ import annotations

import csv
import io
import os
import tempfile
from collections.abc import Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path, PurePosixPath
from typing import TYPE_CHECKING, Any, NamedTuple

from textkit.model import Document, TextkitError, fold, reason
from textkit.read import decode, load
from textkit.read.columns import fields_of, value_of

if TYPE_CHECKING:
    import pandas as pd

__all__ = ["NAME", "Catalogue", "Disagreement", "Row", "catalogue", "disagreements"]

NAME = "catalogue.csv"
#: The columns that :func:`catalogue` writes first, and the field of a document behind each.
COLUMNS = (("title", "title"), ("place", "place"), ("level", "level"), ("year", "work_year"), ("date", "date"),
           ("doc_type", "doc_type"), ("speaker", "speaker"))


class Disagreement(NamedTuple):
    """What a catalogue or a table says of a document, and what its text says (by which rule)."""

    path: str
    document_id: str
    field: str
    given: str
    text: str
    rule: str


@dataclass(frozen=True, slots=True)
class Row:
    """One row: what it gives to the document, its further columns, the encoding it names, the line it stands in."""

    file: str
    given: Mapping[str, str]
    docvars: Mapping[str, Any]
    encoding: str | None
    line: int
    number: int = 1


@dataclass(slots=True)
class Catalogue:
    """The rows of a catalogue by file. ``problems`` says (in Chinese) what in it could not be used."""

    path: str
    rows: dict[str, list[Row]]
    problems: list[str] = field(default_factory=list)
    heads: tuple[str, ...] = ()
    _used: set[str] = field(default_factory=set)

    @classmethod
    def load(cls, path: Path) -> Catalogue:
        """The catalogue in a file. Raises TextkitError where it cannot be read or has no column of file names."""
        return cls.of(load(path), str(path))

    @classmethod
    def of(cls, data: bytes, path: str) -> Catalogue:
        """The catalogue in ``data``. A row with a value that cannot be read keeps its others."""
        words, _ = decode(data, path)
        try:
            lines = [row for row in csv.reader(io.StringIO(words, newline="")) if any(cell.strip() for cell in row)]
        except csv.Error as error:
            raise TextkitError(f"目录表不是合规的 .csv（{error}）", path=path, hint="请用 Excel 或 WPS 另存为 CSV UTF-8") from error
        heads = [head.strip() for head in lines[0]] if lines else []
        named = fields_of(heads)
        if "file" not in named:
            raise TextkitError("目录表里没有文件名一列", path=path, place="第1行", hint="请加一列 file（或“文件”），写出每份文件的文件名")
        found = cls(path, {}, heads=tuple(heads))
        identities: dict[str, int] = {}
        known = {head for field_, head in named.items() if field_ != "text"}
        for number, cells in enumerate(lines[1:], 2):
            row = dict(zip(heads, cells, strict=False))
            file = row.get(named["file"], "").strip().replace("\\", "/").removeprefix("./")
            if not file:
                found.problems.append(f"第{number}行没有写文件名")
                continue
            given: dict[str, str] = {}
            for name, head in named.items():
                if name in ("file", "text", "encoding", "number"):
                    continue
                value, problem = value_of(name, row.get(head))
                if problem:
                    found.problems.append(f"第{number}行（{file}）：{problem}")
                if value is not None:
                    given[name] = value
            if "id" in given and identities.setdefault(given["id"], number) != number:
                found.problems.append(f"第{number}行（{file}）：编号 {given['id']} 与第{identities[given['id']]}行重复，没有采用")
                del given["id"]
            docvars = {head: cell.strip() or None for head, cell in row.items() if head and head not in known}
            before = found.rows.setdefault(file, [])
            at = row.get(named.get("number", ""), "").strip()
            before.append(Row(file, given, docvars, row.get(named.get("encoding", ""), "").strip() or None, number,
                              int(at) if at.isdecimal() else len(before) + 1))
        return found

    def rows_of(self, path: str) -> list[Row]:
        """The rows of a file, named by its path below the catalogue's folder; one of that name alone counts too."""
        key = path if path in self.rows else None
        if key is None:
            file = PurePosixPath(path)
            key = next((k for k in (file.name, str(file.with_suffix("")), file.stem) if k in self.rows), None)
        if key is None:
            return []
        self._used.add(key)
        return self.rows[key]

    def unused(self) -> Iterator[Row]:
        """The rows whose file was never asked for."""
        for name, rows in self.rows.items():
            if name not in self._used:
                yield rows[0]


def disagreements(document: Document, said: Document, given: Mapping[str, str]) -> list[Disagreement]:
    """Where what was given for a document differs from what its text alone said; what it does not say is no difference.

    A shorter date agrees with a longer that starts with it, a place with its fuller name, a title with itself in other
    width, spaces and marks.
    """
    found = []
    for _, name in COLUMNS:
        theirs = getattr(said, name)
        if name not in given or theirs is None or name in ("level", "doc_type") and theirs in ("unknown", "other"):
            continue
        if not _agree(name, str(given[name]), str(theirs)):
            found.append(Disagreement(document.source.path, document.id, name, str(given[name]), str(theirs), said.rules.get(name, "")))
    return found


def _agree(name: str, one: str, other: str) -> bool:
    if name == "place":
        a, b = fold(one), fold(other)
        return a.endswith(b) or b.endswith(a)
    if name == "date":
        return one.startswith(other) or other.startswith(one)
    if name == "title":
        a, b = ("".join(c for c in fold(x) if c.isalnum()) for x in (one, other))
        return a == b or min(len(a), len(b)) >= 6 and (a in b or b in a)
    return fold(one) == fold(other)


def catalogue(folder: str | Path, to: str | Path | None = None, *, overwrite: bool = False) -> pd.DataFrame:
    """What textkit reads out of the documents of a folder, one row per document, to be looked over and corrected.

    Columns are file, title, place, level, year, date, doc_type, speaker, those of a catalogue that is there already, and
    ``problem`` for files that could not be read. With ``to`` (a .csv, or the folder itself) it is written there in
    UTF-8 with a byte order mark; a file that is there stays unless it is a catalogue without a row, or ``overwrite``.
    Raises TextkitError as ``read`` does.

    >>> catalogue("语料/青禾县").columns[:3].tolist()  # doctest: +SKIP
    ['file', 'title', 'place']
    """
    import pandas as pd

    from textkit.corpus.reading import found_in
    from textkit.structure import parse

    target = None
    heads: list[str] = []
    if to is not None:
        target = Path(to) / NAME if Path(to).is_dir() else Path(to)
        heads = _without_rows(target) if target.exists() and not overwrite else []
    rows: list[dict[str, Any]] = []
    for found in found_in([folder], make=parse):
        if found.failure is not None:
            rows.append({"file": found.file, "problem": found.failure.message})
        for number, document in enumerate(found.documents, 1):
            row: dict[str, Any] = {"file": found.file}
            if len(found.documents) > 1:
                row["document_number"] = number
            rows.append(row | {column: getattr(document, name) for column, name in COLUMNS} | dict(document.docvars))
    columns = ["file", *(["document_number"] if any("document_number" in row for row in rows) else []), *(c for c, _ in COLUMNS)]
    columns += [key for key in dict.fromkeys([*(key for row in rows for key in row), *heads]) if key not in columns]
    table = pd.DataFrame(rows, columns=columns)
    for name in ("year", "document_number"):
        if name in table:
            table[name] = table[name].astype("Int64")
    if target is not None:
        _write(table, target)
    return table


def _without_rows(target: Path) -> list[str]:
    """The further columns of a catalogue that has no row yet. Raises TextkitError where there is more than that to lose."""
    with suppress(TextkitError):
        held = Catalogue.load(target)
        if not held.rows and not held.problems:
            known = fields_of(list(held.heads)).values()
            return [head for head in held.heads if head and head not in known]
    raise TextkitError("目录表已经存在，没有改动它", path=str(target), hint="要覆盖，命令行加 --force，程序里传 overwrite=True；或写到别的文件")


def _write(table: pd.DataFrame, target: Path) -> None:
    """Whole or not at all: what somebody corrected is not lost to a full disk."""
    temporary: str | None = None
    try:
        target.parent.mkdir(parents=True, exist_ok=True)
        handle, temporary = tempfile.mkstemp(prefix=".textkit-", suffix=".csv", dir=target.parent)
        os.close(handle)
        Path(temporary).write_text(table.to_csv(index=False, lineterminator="\n"), encoding="utf-8-sig", newline="")
        umask = os.umask(0)
        os.umask(umask)
        Path(temporary).chmod(0o666 & ~umask)
        Path(temporary).replace(target)
    except OSError as error:
        raise TextkitError(f"写不了目录表（{reason(error)}）", path=str(target), hint="看看文件是否正被别的程序打开、文件夹能不能写") from error
    finally:
        if temporary is not None:
            with suppress(OSError):
                Path(temporary).unlink(missing_ok=True)
