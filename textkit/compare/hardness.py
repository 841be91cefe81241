"""How binding a target is worded (hard, general, soft), by a named preset that anybody can read and edit.

There is no one true classification: which words bind is the reader's decision. So a panel says nothing of it unless a
preset is asked for, and a preset is a list of rows, each with its source (``lexicon/hardness.tsv``, or a .tsv of the same
columns of the user's own).
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from importlib.resources import files
from pathlib import Path
from typing import Any, Literal, cast

from textkit.lexicon import Entry, load, read
from textkit.model import TextkitError

__all__ = ["PRESET", "Hardness", "Preset", "preset", "preset_text"]

Hardness = Literal["hard", "general", "soft"]

PRESET = "约束"
"""The preset that comes with textkit."""


@dataclass(frozen=True, slots=True)
class Preset:
    """A named list of rules in order, each for one column of a panel; the first that matches decides."""

    name: str
    rules: tuple[tuple[str, re.Pattern[str], Hardness, str], ...]

    def of(self, row: Mapping[str, Any]) -> tuple[Hardness, str] | None:
        """How binding a row of a panel is and the rule's source: form about, modal 左右 is soft. None where no rule speaks."""
        for column, pattern, hardness, source in self.rules:
            value = row.get(column)
            if value is not None and pattern.search(str(value)):
                return hardness, source
        return None

    @property
    def sources(self) -> tuple[str, ...]:
        return tuple(dict.fromkeys(source for *_, source in self.rules))


def preset(name: str, columns: tuple[str, ...] = ()) -> Preset:
    """The preset ``name``, or that of a .tsv file of one's own (columns pattern, preset, column, hardness, source, example, counter).

    Raises TextkitError for a name that there is not, an unknown hardness, or a column that a panel (``columns``) lacks.
    """
    if Path(name).suffix.lower() == ".tsv":
        rows = list(read(name))
        label = (rows[0].get("preset") if rows else None) or Path(name).stem
    else:
        rows, label = [row for row in load("hardness") if row["preset"] == name], name
    if not rows:
        known = "、".join(dict.fromkeys(row["preset"] for row in load("hardness")))
        raise TextkitError(f"没有名为“{name}”的硬软约束口径", hint=f"已有：{known}；也可以给出自己的 .tsv 文件")
    return Preset(label, tuple(_rule(row, name, columns) for row in rows))


def preset_text() -> str:
    """The list of presets as it comes with textkit, to be saved, edited and given back as a .tsv of one's own."""
    return (files("textkit.lexicon") / "hardness.tsv").read_text(encoding="utf-8")


def _rule(row: Entry, where: str, columns: tuple[str, ...]) -> tuple[str, re.Pattern[str], Hardness, str]:
    column, hardness = row.get("column") or "", row.get("hardness") or ""
    if hardness not in ("hard", "general", "soft"):
        raise TextkitError(f"hardness 应为 hard、general 或 soft，不是“{hardness}”", path=where, place=f"第{row.line}行")
    if not column or (columns and column not in columns):
        raise TextkitError(f"面板没有名为“{column}”的列", path=where, place=f"第{row.line}行", hint=f"可用：{'、'.join(columns)}" if columns else None)
    return column, re.compile(row.pattern), cast("Hardness", hardness), row["source"]
