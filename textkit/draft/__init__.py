"""A drafting aid: what is wrong with a text, what it lost on its way here, who might own its tasks, and what became of them.

Everything is imported when first asked for, so that ``import textkit`` stays quick.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from textkit.draft.checking import check
    from textkit.draft.figure_table import FigureTable, figures
    from textkit.draft.findings import Finding, Findings
    from textkit.draft.repairing.repaired import Repair, repair
    from textkit.draft.rules import check_rules
    from textkit.draft.settings import Settings, read_settings
    from textkit.draft.versions import Changes, diff

__all__ = [
    "Changes", "FigureTable", "Finding", "Findings", "Repair", "Settings", "check", "check_rules", "diff", "figures", "read_settings",
    "repair",
]

_WHERE = {
    "check": "checking", "check_rules": "rules", "Finding": "findings", "Findings": "findings", "Settings": "settings", "read_settings": "settings",
    "FigureTable": "figure_table", "figures": "figure_table", "Changes": "versions", "diff": "versions",
    "Repair": "repairing.repaired", "repair": "repairing.repaired",
}


def __getattr__(name: str) -> Any:
    from importlib import import_module

    if name in _WHERE:
        return getattr(import_module(f"textkit.draft.{_WHERE[name]}"), name)
    raise AttributeError(f"module 'textkit.draft' has no attribute {name!r}")
