"""A drafting aid: what a text lost on its way here, who might own its tasks, and the ledger that follows them up.

Everything is imported when first asked for, so that ``import textkit`` stays quick.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from textkit.draft import ledger
    from textkit.draft.assigning.proposing import Assignments, assign
    from textkit.draft.assigning.roster import Roster, compose_roster, read_roster, usual_roster
    from textkit.draft.repairing.repaired import Repair, repair

__all__ = ["Assignments", "Repair", "Roster", "assign", "compose_roster", "ledger", "read_roster", "repair", "usual_roster"]

_WHERE = {
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
