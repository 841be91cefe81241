"""A drafting aid: what is wrong with a text, what it lost on its way here, who might own its tasks, and what became of them.

Everything is imported when first asked for, so that ``import textkit`` stays quick.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from textkit.draft import ledger
    from textkit.draft.assigning.proposing import Assignments, assign
    from textkit.draft.assigning.roster import Roster, compose_roster, read_roster, usual_roster
    from textkit.draft.checking import check
    from textkit.draft.figure_table import FigureTable, figures
    from textkit.draft.findings import Finding, Findings
    from textkit.draft.repairing.repaired import Repair, repair
    from textkit.draft.rules import check_rules
    from textkit.draft.settings import Settings, read_settings
    from textkit.draft.versions import Changes, diff

__all__ = [
    "Assignments", "Changes", "FigureTable", "Finding", "Findings", "Repair", "Roster", "Settings", "assign", "check", "check_rules",
    "compose_roster", "diff", "figures", "ledger", "read_roster", "read_settings", "repair", "usual_roster",
]

_WHERE = {
    "check": "checking", "check_rules": "rules", "Finding": "findings", "Findings": "findings", "Settings": "settings", "read_settings": "settings",
    "FigureTable": "figure_table", "figures": "figure_table", "Changes": "versions", "diff": "versions",
    "Assignments": "assigning.proposing", "assign": "assigning.proposing",
    "Roster": "assigning.roster", "compose_roster": "assigning.roster", "read_roster": "assigning.roster", "usual_roster": "assigning.roster",
    "Repair": "repairing.repaired", "repair": "repairing.repaired",
}


def __getattr__(name: str) -> Any:
    from importlib import import_module

    if name == "ledger":                          # a family of verbs: tk.draft.ledger.init, .dispatch, .collect …
        return import_module("textkit.draft.ledger")
    if name in _WHERE:
        return getattr(import_module(f"textkit.draft.{_WHERE[name]}"), name)
    raise AttributeError(f"module 'textkit.draft' has no attribute {name!r}")
