"""The rules of a check: one small module per family, each with its source, its words and its examples.

A module holds ``RULES``, a tuple of :class:`textkit.draft.rule.Rule`; a new family is a new module named here.
"""

from __future__ import annotations

from functools import lru_cache
from importlib import import_module

from textkit.draft.rule import Rule

__all__ = ["FAMILIES", "check_rules"]

FAMILIES = (
    "punctuation", "width", "repetition", "sentences", "placeholders", "wording", "numbering", "series", "announced",
    "headings", "units", "owners", "dates", "deadlines", "targets", "changes", "conflicts", "sums", "numerals", "format", "persons",
    "copied", "upper", "legality",
)


@lru_cache(maxsize=1)
def check_rules() -> tuple[Rule, ...]:
    """Every rule, by family. Raises ValueError where two have one id (a mistake in the program)."""
    found = tuple(rule for family in FAMILIES for rule in import_module(f"{__name__}.{family}").RULES)
    if len({rule.id for rule in found}) != len(found):
        raise ValueError("two rules with one id")
    return found
