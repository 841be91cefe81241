"""Words as data: one .tsv per word list, and the one loader for them.

Every list has a column ``pattern`` (a regular expression; a plain word is one too), any columns of its own, and
``source`` (where the row comes from), ``example`` (which the pattern must match) and ``counter`` (which it must not;
may be empty). Lines that start with ``#`` and blank lines are skipped. A user extends a list with a .tsv of the same
columns: ``load("units", extra=("mine.tsv",))``.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files
from pathlib import Path

from textkit.model import TextkitError

__all__ = ["Entry", "alternation", "codebooks", "load", "names", "read"]

REQUIRED = ("pattern", "source", "example", "counter")


@dataclass(frozen=True, slots=True)
class Entry:
    """One row: its pattern and its other columns by name."""

    pattern: str
    columns: Mapping[str, str]
    line: int

    def __getitem__(self, column: str) -> str:
        return self.columns[column]

    def get(self, column: str) -> str | None:
        return self.columns.get(column) or None


def _rows(text: str, where: str, *, trusted: bool = False) -> Iterator[Entry]:
    header: list[str] | None = None
    for number, line in enumerate(text.splitlines(), 1):
        if not line.strip() or line.startswith("#"):
            continue
        cells = line.split("\t")
        if header is None:
            header = ["counter" if cell.strip() == "counter-example" else cell.strip() for cell in cells]
            missing = [name for name in REQUIRED if name not in header]
            if missing:
                raise TextkitError(f"词表缺少列 {'、'.join(missing)}", path=where, place=f"第{number}行",
                                   hint=f"第一行应有 {'、'.join(REQUIRED)}")
            continue
        if len(cells) > len(header):
            raise TextkitError("这一行的列数多于表头", path=where, place=f"第{number}行", hint="各列以制表符分隔")
        cells += [""] * (len(header) - len(cells))
        columns = {name: cell.strip() for name, cell in zip(header, cells, strict=True)}
        try:
            if not (trusted or columns["pattern"].isalnum()):      # the lists of the package are checked by its tests
                re.compile(columns["pattern"])
        except re.error as error:
            raise TextkitError(f"不是合法的正则表达式：{columns['pattern']}（{error}）", path=where, place=f"第{number}行") from error
        yield Entry(columns["pattern"], columns, number)


def names() -> tuple[str, ...]:
    """The word lists that come with textkit."""
    return tuple(sorted(item.name[:-4] for item in files(__name__).iterdir() if item.name.endswith(".tsv")))


def codebooks() -> tuple[str, ...]:
    """The codebooks that come with textkit: ``load("codebooks/themes")`` for ``themes``."""
    return tuple(sorted(item.name[:-4] for item in (files(__name__) / "codebooks").iterdir() if item.name.endswith(".tsv")))


def read(path: str) -> tuple[Entry, ...]:
    """The rows of a user's own .tsv of the same columns. Raises TextkitError as :func:`load` does."""
    try:
        return tuple(_rows(Path(path).read_text(encoding="utf-8-sig"), path))
    except (OSError, UnicodeDecodeError) as error:
        raise TextkitError(f"读不了这个词表（{error}）", path=path, hint="请存为 UTF-8 编码的 .tsv") from error


@lru_cache(maxsize=None)
def load(name: str, extra: tuple[str, ...] = ()) -> tuple[Entry, ...]:
    """The rows of the list ``name``, those of the user's files ``extra`` (same columns) after them.

    >>> load("functions")[0].pattern  # doctest: +SKIP
    '存在.{0,8}问题'

    Raises TextkitError where a file is missing, lacks a column, or a pattern does not compile.
    """
    resource = files(__name__) / f"{name}.tsv"
    if not resource.is_file():
        raise TextkitError(f"没有名为 {name} 的词表", hint=f"已有：{'、'.join(names())}")
    rows = list(_rows(resource.read_text(encoding="utf-8"), f"{name}.tsv", trusted=True))
    for path in extra:
        rows += read(path)
    return tuple(rows)


def alternation(name: str, extra: tuple[str, ...] = (), **where: str) -> str:
    """The patterns of a list (of the rows whose columns equal ``where``) as one non-capturing alternation, longest first."""
    rows = [e.pattern for e in load(name, extra) if all(e.get(k) == v for k, v in where.items())]
    return "(?:" + "|".join(sorted(dict.fromkeys(rows), key=len, reverse=True)) + ")"
