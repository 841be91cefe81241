"""Across years and places: what was promised and reached, by whom, in whose words.

Everything is imported when first asked for, so that ``import textkit`` stays quick.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from textkit.compare.copying.recurring import Reuse, reuse
    from textkit.compare.delivered import SHORT, Delivery, delivery
    from textkit.compare.panels import INDICATORS, Panel, panel

__all__ = ["INDICATORS", "SHORT", "Delivery", "Panel", "Reuse", "delivery", "panel", "reuse"]

_WHERE = {"INDICATORS": "panels", "Panel": "panels", "panel": "panels", "SHORT": "delivered", "Delivery": "delivered", "delivery": "delivered",
          "Reuse": "copying.recurring", "reuse": "copying.recurring"}


def __getattr__(name: str) -> Any:
    from importlib import import_module

    if name in _WHERE:
        return getattr(import_module(f"textkit.compare.{_WHERE[name]}"), name)
    raise AttributeError(f"module 'textkit.compare' has no attribute {name!r}")
