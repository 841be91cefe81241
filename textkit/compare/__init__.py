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
    from textkit.compare.wording.concordance import Kwic, kwic
    from textkit.compare.wording.key_terms import Terms, terms
    from textkit.compare.wording.likeness import Similarity, similarity
    from textkit.compare.wording.themes import Topics, topics
    from textkit.compare.wording.trending import Trends, trends

__all__ = [
    "INDICATORS", "SHORT", "Attention", "Delivery", "Kwic", "Panel", "Pmc", "Similarity", "TaskDelivery", "Terms",
    "Topics", "Trends", "attention", "delivery", "kwic", "panel", "pmc", "similarity", "task_delivery", "terms",
    "topics", "trends",
]

_WHERE = {
    "SHORT": "delivered", "Delivery": "delivered", "delivery": "delivered",
    "TaskDelivery": "fulfilled", "task_delivery": "fulfilled",
    "INDICATORS": "panels", "Panel": "panels", "panel": "panels",
    "Attention": "themes.attending", "attention": "themes.attending",
    "Pmc": "themes.pmc_index", "pmc": "themes.pmc_index",
    "Kwic": "wording.concordance", "kwic": "wording.concordance",
    "Terms": "wording.key_terms", "terms": "wording.key_terms",
    "Similarity": "wording.likeness", "similarity": "wording.likeness",
    "Topics": "wording.themes", "topics": "wording.themes",
    "Trends": "wording.trending", "trends": "wording.trending",
}


def __getattr__(name: str) -> Any:
    from importlib import import_module

    if name in _WHERE:
        return getattr(import_module(f"textkit.compare.{_WHERE[name]}"), name)
    raise AttributeError(f"module 'textkit.compare' has no attribute {name!r}")
