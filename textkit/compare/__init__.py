"""Across years and places: what was promised and reached, by whom, in whose words.

Everything is imported when first asked for, so that ``import textkit`` stays quick.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from textkit.compare.delivered import SHORT, Delivery, delivery
    from textkit.compare.panels import INDICATORS, Panel, panel
    from textkit.compare.wording.concordance import Kwic, kwic
    from textkit.compare.wording.key_terms import Terms, terms
    from textkit.compare.wording.likeness import Similarity, similarity
    from textkit.compare.wording.themes import Topics, topics
    from textkit.compare.wording.trending import Trends, trends

__all__ = [
    "INDICATORS", "SHORT", "Delivery", "Kwic", "Panel", "Similarity", "Terms", "Topics", "Trends", "delivery", "kwic", "panel", "similarity", "terms",
    "topics", "trends",
]

_WHERE = {
    "INDICATORS": "panels", "Panel": "panels", "panel": "panels", "SHORT": "delivered", "Delivery": "delivered", "delivery": "delivered",
    "Kwic": "wording.concordance", "kwic": "wording.concordance", "Terms": "wording.key_terms", "terms": "wording.key_terms",
    "Similarity": "wording.likeness", "similarity": "wording.likeness", "Topics": "wording.themes", "topics": "wording.themes",
    "Trends": "wording.trending", "trends": "wording.trending",
}


def __getattr__(name: str) -> Any:
    from importlib import import_module

    if name in _WHERE:
        return getattr(import_module(f"textkit.compare.{_WHERE[name]}"), name)
    raise AttributeError(f"module 'textkit.compare' has no attribute {name!r}")
