"""A drafting aid: what is wrong with a text before it goes out, and what a text lost on its way here.

Everything is imported when first asked for, so that ``import textkit`` stays quick.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from textkit.draft.repairing.repaired import Repair, repair

__all__ = ["Repair", "repair"]

_WHERE = {"Repair": "repairing.repaired", "repair": "repairing.repaired"}


def __getattr__(name: str) -> Any:
    from importlib import import_module

    if name in _WHERE:
        return getattr(import_module(f"textkit.draft.{_WHERE[name]}"), name)
    raise AttributeError(f"module 'textkit.draft' has no attribute {name!r}")
