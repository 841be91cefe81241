"""A table of numbers as shaded cells that can still be read: for every matrix that textkit draws."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from textkit.report.figures.style import CATEGORICAL, new_figure

__all__ = ["matrix"]


def matrix(rows: Sequence[str], columns: Sequence[str], values: Sequence[Sequence[float | None]], *, title: str, written: Callable[[float], str],
           note: str = "", most: float | None = None, beside: Sequence[str] = (), beside_title: str = "") -> tuple[Any, Any]:
    """Shaded cells with their numbers; None is blank. ``beside`` is a column of words to the right. Returns ``fig, ax``."""
    import numpy as np
    from matplotlib.colors import LinearSegmentedColormap

    data = np.array([[np.nan if v is None else float(v) for v in row] for row in values], dtype=float)
    top = most if most is not None else float(np.nanmax(data)) if np.isfinite(data).any() else 1.0
    small = 8.5 if len(rows) <= 30 else 6.5
    size = (max(4.6, 1.6 + 0.86 * len(columns) + (0.9 if beside else 0)), 1.5 + (0.27 if len(rows) <= 30 else 0.175) * len(rows))
    fig, ax = new_figure(size=size)
    colours = LinearSegmentedColormap.from_list("textkit", ["#FFFFFF", CATEGORICAL[0]])      # one hue: its numbers stay legible
    ax.imshow(data, cmap=colours, vmin=0, vmax=top or 1, aspect="auto")
    for i, row in enumerate(data):
        for j, value in enumerate(row):
            if np.isfinite(value):
                dark = value > 0.75 * (top or 1)
                ax.text(j, i, written(value), ha="center", va="center", fontsize=small, color="white" if dark else "black")
    ax.set_xticks(range(len(columns)), columns, fontsize=8.5, rotation=0 if max(map(len, columns)) <= 7 else 30,
                  ha="center" if max(map(len, columns)) <= 7 else "left")
    ax.xaxis.tick_top()
    ax.set_yticks(range(len(rows)), rows, fontsize=small)
    ax.tick_params(length=0)
    ax.grid(visible=False)
    for side in ax.spines.values():
        side.set_visible(False)
    for i, words in enumerate(beside):
        ax.text(len(columns) - 0.35, i, words, ha="left", va="center", fontsize=small)
    if beside:
        ax.text(len(columns) - 0.35, -0.75, beside_title, ha="left", va="bottom", fontsize=8.5)
        ax.set_xlim(-0.5, len(columns) + 0.55)
    ax.set_title(title, pad=10)
    if note:
        fig.supxlabel(note, fontsize=7.5, color="#555555", x=0.01, ha="left")
    return fig, ax
