"""Across years and places: what was promised and reached, by whom, in whose words.

Everything is imported when first asked for, so that ``import textkit`` stays quick.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from textkit.compare.delivered import SHORT, Delivery, delivery

__all__ = ["SHORT", "Delivery", "delivery"]


def __getattr__(name: str) -> Any:
    from importlib import import_module

    if name in __all__:
        return getattr(import_module("textkit.compare.delivered"), name)
    raise AttributeError(f"module 'textkit.compare' has no attribute {name!r}")
