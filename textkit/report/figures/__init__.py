"""Results → figures. One module per kind of result; each has ``draw(result, **options)`` and returns ``fig, ax``.

matplotlib is imported when a figure is drawn. ``draw`` takes its axes from :func:`textkit.report.figures.style.new_figure` and
is called inside the style, with a font that has Chinese.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

from textkit.model import TextkitError

if TYPE_CHECKING:
    from matplotlib.figure import Figure

__all__ = ["plot"]

#: The class of a result → the module here that draws it.
_DRAWN: dict[str, str] = {
    "Attention": "attention", "Delivery": "delivery", "Panel": "panel", "Pmc": "pmc", "Similarity": "similarity",
    "TaskDelivery": "task_delivery", "Terms": "key_terms", "Topics": "topics", "Trends": "trends",
}


def plot(result: Any, **options: Any) -> tuple[Figure, Any]:
    """``fig, ax`` of a result; see the module named in :data:`_DRAWN`. Raises TextkitError where it has no figure or no rows."""
    name = next((_DRAWN[kind.__name__] for kind in type(result).__mro__ if kind.__name__ in _DRAWN), None)
    if name is None:
        raise TextkitError(f"{type(result).title}没有图", hint="表在 .table")
    if not len(result):
        raise TextkitError(f"{type(result).title}没有一行，画不出图", hint="；".join(result.notes) or None)
    from textkit.report.figures.style import styled

    with styled():
        fig, ax = import_module(f"textkit.report.figures.{name}").draw(result, **options)
        fig.draw_without_rendering()              # ticks are made when drawn: in the style's font
    return fig, ax
