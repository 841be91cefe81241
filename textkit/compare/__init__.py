"""Across years and places: what was promised and reached, by whom, in whose words.

Everything is imported when first asked for, so that ``import textkit`` stays quick.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from textkit.compare.delivered import SHORT, Delivery, delivery
    from textkit.compare.fulfilled import TaskDelivery, task_delivery
    from textkit.compare.panels import INDICATORS, Panel, panel
    from textkit.compare.themes.attending import Attention, attention
    from textkit.compare.themes.pmc_index import Pmc, pmc

__all__ = [
    "INDICATORS", "SHORT", "Attention", "Delivery", "Panel", "Pmc", "TaskDelivery", "attention", "delivery", "panel", "pmc", "task_delivery",
]

_WHERE = {
    "INDICATORS": "panels", "Panel": "panels", "panel": "panels",
    "SHORT": "delivered", "Delivery": "delivered", "delivery": "delivered",
    "Attention": "themes.attending", "attention": "themes.attending", "Pmc": "themes.pmc_index", "pmc": "themes.pmc_index",
    "TaskDelivery": "fulfilled", "task_delivery": "fulfilled",
}


def __getattr__(name: str) -> Any:
    from importlib import import_module

    if name in _WHERE:
        return getattr(import_module(f"textkit.compare.{_WHERE[name]}"), name)
    raise AttributeError(f"module 'textkit.compare' has no attribute {name!r}")
