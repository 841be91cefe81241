"""A codebook: categories, the words by which a text speaks of them, and the words that only look so.

A codebook is a .tsv with the columns category, pattern, exclusion, example, counter (a counter-example) and source, and
``item`` where a category is asked item by item (yes or no). Those that come with textkit are in ``lexicon/codebooks``;
one's own is given by its path.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path
from typing import NamedTuple

from textkit.lexicon import codebooks, load, read
from textkit.model import TextkitError

__all__ = ["TITLES", "Codebook", "Hit", "codebook"]

TITLES = {"themes": "五位一体", "environment": "环境治理", "digital": "数字化", "rule_of_law": "法治", "instruments": "政策工具", "pmc": "PMC 指数"}
"""The codebooks that come with textkit and their Chinese names; either can be asked for."""


class Hit(NamedTuple):
    """A word of a category at the half-open ``[start, end)`` of a text; ``line`` is the codebook's row."""

    start: int
    end: int
    category: str
    item: str | None
    line: int


@dataclass(frozen=True, slots=True)
class _Row:
    category: str
    item: str | None
    pattern: re.Pattern[str]
    exclusion: re.Pattern[str] | None
    source: str
    line: int


@dataclass(frozen=True, slots=True)
class Codebook:
    """Categories in the order of the file, each with its rows."""

    name: str
    rows: tuple[_Row, ...]

    @property
    def categories(self) -> tuple[str, ...]:
        return tuple(dict.fromkeys(row.category for row in self.rows))

    @property
    def sources(self) -> tuple[str, ...]:
        return tuple(dict.fromkeys(row.source for row in self.rows))

    def items(self, category: str) -> tuple[str, ...]:
        """The items that a category is asked by; empty where the codebook has none."""
        return tuple(dict.fromkeys(row.item for row in self.rows if row.category == category and row.item))

    def hits(self, text: str, start: int = 0, end: int | None = None) -> list[Hit]:
        """What is said of each category in ``text[start:end]``, from left to right.

        A hit inside a match of its row's exclusion does not count (环境 in 营商环境). Of hits of one category that overlap the
        longest counts; a passage may speak of several categories.
        """
        end = len(text) if end is None else end
        found: list[Hit] = []
        for row in self.rows:
            own = [m.span() for m in row.pattern.finditer(text, start, end) if m.end() > m.start()]
            if own and row.exclusion is not None:
                out = [m.span() for m in row.exclusion.finditer(text, start, end)]
                own = [(a, b) for a, b in own if not any(x <= a and b <= y for x, y in out)]
            found += [Hit(a, b, row.category, row.item, row.line) for a, b in own]
        kept: list[Hit] = []
        last: dict[tuple[str, str | None], int] = {}
        for hit in sorted(found, key=lambda h: (h.start, h.start - h.end, h.line)):
            key = (hit.category, hit.item)
            if hit.start >= last.get(key, -1):
                kept.append(hit)
                last[key] = hit.end
        return kept


def codebook(name: str | Path | Codebook) -> Codebook:
    """A codebook by its name (themes or 五位一体, environment, digital, rule_of_law, instruments, pmc) or the path of a .tsv.

    Raises TextkitError for a name that there is not, or a file that lacks a column or has a pattern that is none.
    """
    if isinstance(name, Codebook):
        return name
    if str(name).lower().endswith(".tsv"):
        rows, title, where = read(str(name)), Path(name).stem, str(name)
    else:
        key = next((k for k, title in TITLES.items() if name in (k, title)), str(name))
        if key not in codebooks():
            raise TextkitError(f"没有名为“{name}”的主题词表", hint=f"已有：{'、'.join(f'{k}（{v}）' for k, v in TITLES.items())}；也可以给出自己的 .tsv 文件")
        rows, title, where = load(f"codebooks/{key}"), TITLES.get(key, key), f"codebooks/{key}.tsv"
    out = []
    for row in rows:
        if not row.get("category"):
            raise TextkitError("这一行没有写类别（category）", path=where, place=f"第{row.line}行")
        try:
            exclusion = re.compile(row.columns["exclusion"]) if row.get("exclusion") else None
        except re.error as error:
            raise TextkitError(f"exclusion 不是合法的正则表达式（{error}）", path=where, place=f"第{row.line}行") from error
        out.append(_Row(row["category"], row.get("item"), re.compile(row.pattern), exclusion, row["source"], row.line))
    if not out:
        raise TextkitError("这个主题词表是空的", path=where)
    return Codebook(title, tuple(out))
