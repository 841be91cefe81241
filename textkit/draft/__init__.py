"""Help for drafters: check a draft, list its figures, compare two versions.

Everything is imported when first asked for, so that ``import textkit`` stays quick.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from textkit.draft.checking import check
    from textkit.draft.figure_table import FigureTable, figures
    from textkit.draft.findings import Finding, Findings
    from textkit.draft.rules import rules as check_rules
    from textkit.draft.settings import Settings, read_settings
    from textkit.draft.versions import Changes, diff

__all__ = [
    "Changes", "FigureTable", "Finding", "Findings", "Settings", "check", "check_rules", "diff", "figures", "read_settings",
]

_WHERE = {
    "check": ("checking", "check"), "Finding": ("findings", "Finding"), "Findings": ("findings", "Findings"),
    "check_rules": ("rules", "rules"), "Settings": ("settings", "Settings"), "read_settings": ("settings", "read_settings"),
    "figures": ("figure_table", "figures"), "FigureTable": ("figure_table", "FigureTable"),
    "diff": ("versions", "diff"), "Changes": ("versions", "Changes"),
}


def __getattr__(name: str) -> Any:
    from importlib import import_module

    if name in _WHERE:
        module, attribute = _WHERE[name]
        return getattr(import_module(f"textkit.draft.{module}"), attribute)
    raise AttributeError(f"module 'textkit.draft' has no attribute {name!r}")
