"""The word list ``quantity_words`` by role, as one alternation each."""

from __future__ import annotations

import re
from functools import lru_cache

from textkit.lexicon import load

__all__ = ["backwards", "of_role"]


@lru_cache(maxsize=None)
def _rows(role: str) -> tuple[str, ...]:
    rows = [e.pattern for e in load("quantity_words") if role in e["role"].split()]
    return tuple(sorted(rows, key=len, reverse=True))


def of_role(role: str) -> str:
    """The patterns of a role as one non-capturing alternation, longest first: ``of_role("person")`` holds 专家."""
    return f"(?:{'|'.join(_rows(role))})"


def backwards(role: str) -> str:
    """The plain words of a role written backwards, to be matched from the end of a text: 增长 is 长增."""
    return "|".join(re.escape(word[::-1]) for word in _rows(role))
