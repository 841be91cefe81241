"""Across years and places: what was promised and reached, by whom, in whose words.

Everything is imported when first asked for, so that ``import textkit`` stays quick.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from textkit.compare.across.side_by_side import Places, places
    from textkit.compare.copying.recurring import Reuse, reuse
    from textkit.compare.delivered import SHORT, Delivery, delivery
    from textkit.compare.delivered_tasks import TaskDelivery, task_delivery
    from textkit.compare.lineage.yearly import Years, years
    from textkit.compare.panels import INDICATORS, Panel, panel
    from textkit.compare.themes.attending import Attention, attention
    from textkit.compare.themes.pmc_index import Pmc, pmc
    from textkit.compare.wording.concordance import Kwic, kwic
    from textkit.compare.wording.document_similarity import Similarity, similarity
    from textkit.compare.wording.key_terms import Terms, terms
    from textkit.compare.wording.topic_model import Topics, topics
    from textkit.compare.wording.trending import Trends, trends

__all__ = [
    "INDICATORS", "SHORT", "Attention", "Delivery", "Kwic", "Panel", "Places", "Pmc", "Reuse", "Similarity",
    "TaskDelivery", "Terms", "Topics", "Trends", "Years", "attention", "delivery", "kwic", "panel", "places", "pmc",
    "reuse", "similarity", "task_delivery", "terms", "topics", "trends", "years",
]

_WHERE = {
    "Places": "across.side_by_side", "places": "across.side_by_side",
    "Reuse": "copying.recurring", "reuse": "copying.recurring",
    "SHORT": "delivered", "Delivery": "delivered", "delivery": "delivered",
    "TaskDelivery": "delivered_tasks", "task_delivery": "delivered_tasks",
    "Years": "lineage.yearly", "years": "lineage.yearly",
    "INDICATORS": "panels", "Panel": "panels", "panel": "panels",
    "Attention": "themes.attending", "attention": "themes.attending",
    "Pmc": "themes.pmc_index", "pmc": "themes.pmc_index",
    "Kwic": "wording.concordance", "kwic": "wording.concordance",
    "Terms": "wording.key_terms", "terms": "wording.key_terms",
    "Similarity": "wording.document_similarity", "similarity": "wording.document_similarity",
    "Topics": "wording.topic_model", "topics": "wording.topic_model",
    "Trends": "wording.trending", "trends": "wording.trending",
}


def __getattr__(name: str) -> Any:
    from importlib import import_module

    if name in _WHERE:
        return getattr(import_module(f"textkit.compare.{_WHERE[name]}"), name)
    raise AttributeError(f"module 'textkit.compare' has no attribute {name!r}")
