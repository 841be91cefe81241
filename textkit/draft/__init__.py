"""Help for drafters and supervision offices: who might own a task, and the ledger that follows it up.

Everything is imported when first asked for, so that ``import textkit`` stays quick.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from textkit.draft import ledger
    from textkit.draft.assigning.proposing import Assignments, assign
    from textkit.draft.assigning.roster import Roster, compose_roster, read_roster, usual_roster

__all__ = ["Assignments", "Roster", "assign", "compose_roster", "ledger", "read_roster", "usual_roster"]

_WHERE = {
    "assign": ("assigning.proposing", "assign"), "Assignments": ("assigning.proposing", "Assignments"),
    "Roster": ("assigning.roster", "Roster"), "compose_roster": ("assigning.roster", "compose_roster"),
    "read_roster": ("assigning.roster", "read_roster"), "usual_roster": ("assigning.roster", "usual_roster"),
}


def __getattr__(name: str) -> Any:
    from importlib import import_module

    if name == "ledger":                          # a family of verbs: tk.draft.ledger.init, .dispatch, .collect …
        return import_module("textkit.draft.ledger")
    if name in _WHERE:
        module, attribute = _WHERE[name]
        return getattr(import_module(f"textkit.draft.{module}"), attribute)
    raise AttributeError(f"module 'textkit.draft' has no attribute {name!r}")
