"""What can be chosen of a task table, checked once."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import NamedTuple

from textkit.model import TextkitError

__all__ = ["BACK", "COLUMNS", "FILLED", "GROUPS", "NUMBERINGS", "ROWS", "Options", "Proposed"]

#: Columns to choose from; the last seven lead back to the source.
COLUMNS = (
    "number", "section", "role", "task", "targets", "lead", "others", "leader", "deadline", "status", "origin",
    "progress", "problems", "next", "line", "basis", "due", "file", "source_start", "source_end", "task_id",
)
BACK = ("line", "basis", "due", "file", "source_start", "source_end", "task_id")
#: The columns of the supervision version, left empty for whoever reports.
FILLED = ("progress", "problems", "next")
GROUPS = ("section", "unit", "deadline")
ROWS = ("tasks", "items")
NUMBERINGS = ("running", "grouped", "none")


class Proposed(NamedTuple):
    """What is proposed for a task that its text does not say: a value for each column, none of them part of the task."""

    cells: Mapping[str, str]


def _choice(name: str, value: str, allowed: tuple[str, ...]) -> None:
    if value not in allowed:
        raise TextkitError(f"{name} 不能是 {value}", hint=f"可选 {'、'.join(allowed)}")


@dataclass(frozen=True, slots=True)
class Options:
    """The choices; raises TextkitError for a value that there is none of.

    ``columns``: names of :data:`COLUMNS`, none for the usual ones. ``group``: by what the rows stand together.
    ``rows``: one row a task or one an item (expected targets, 预期目标, are always one a target). ``overall``: general
    requirements (总体要求, 指导思想 …) too. ``numbering``: 1, 2, 3 through all, 1.1, 1.2 within groups, or none.
    ``supervision``: with empty columns for progress, problems and next steps. ``proposed``: by task id.
    """

    columns: tuple[str, ...] = ()
    group: str = "section"
    rows: str = "tasks"
    overall: bool = False
    numbering: str = "running"
    supervision: bool = False
    title: str | None = None
    proposed: Mapping[str, Proposed] = field(default_factory=dict)

    def __post_init__(self) -> None:
        for name in self.columns:
            _choice("列（columns）", name, COLUMNS)
        _choice("分组（group）", self.group, GROUPS)
        _choice("行（rows）", self.rows, ROWS)
        _choice("编号（numbering）", self.numbering, NUMBERINGS)

    def chosen(self, *usual: str) -> tuple[str, ...]:
        """The columns to show: those chosen, else the usual ones with what proposals and supervision add."""
        names = self.columns or usual
        if self.columns:
            return tuple(dict.fromkeys(names))
        added: tuple[str, ...] = ("leader", "status", "origin") if self.proposed else ()
        added += FILLED if self.supervision else ()
        front = tuple(name for name in names if name not in BACK)
        return (*front, *added, *(name for name in names if name in BACK))

    def given(self) -> dict[str, str]:
        """The choices that differ from the usual, for provenance."""
        usual = Options()
        names = ("columns", "group", "rows", "overall", "numbering", "supervision", "title")
        return {name: "、".join(value) if isinstance(value, tuple) else str(value)
                for name in names if (value := getattr(self, name)) != getattr(usual, name)}
