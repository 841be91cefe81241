"""Key words: a panel per group, a bar per word (log-likelihood), with the counts of both sides at its end."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from textkit.model import TextkitError
from textkit.report.figures.names import group_names
from textkit.report.figures.style import CATEGORICAL, new_figure

if TYPE_CHECKING:
    from matplotlib.figure import Figure

__all__ = ["draw"]

PANELS = 12
CERTAIN = 0.05


def draw(result: Any, *, top: int = 10, groups: Sequence[str] = ()) -> tuple[Figure, Any]:
    """At most ``top`` words a direction; ``groups`` names those to draw (the first twelve otherwise). Raises TextkitError for others."""
    there = list(dict.fromkeys(row["group"] for row in result.rows))
    unknown = [name for name in groups if name not in there]
    if unknown:
        raise TextkitError(f"没有这一组：{'、'.join(unknown)}", hint=f"各组：{'、'.join(there[:40])}")
    shown = list(groups) or there[:PANELS]
    titles = dict(zip(there, group_names(there), strict=True))
    panels = {name: _chosen([row for row in result.rows if row["group"] == name], top) for name in shown}
    columns = min(3, len(shown))
    lines = -(-len(shown) // columns)
    height = max(len(rows) for rows in panels.values())
    width = 3.3 * columns + 0.4 if columns > 1 else 6.4
    fig, axes = new_figure(lines, columns, size=(width, lines * (0.19 * height + 0.75)), squeeze=False)
    for ax, name in zip(axes.flat, shown, strict=False):
        _panel(ax, panels[name], titles[name])
    for ax in axes.flat[len(shown):]:
        ax.set_axis_off()
    left = f"；共 {len(there)} 组，这里 {len(shown)} 组" if len(shown) < len(there) else ""
    faint = f"；浅色：校正后 p ≥ {CERTAIN}" if any(row["p"] >= CERTAIN for rows in panels.values() for row in rows) else ""
    fig.supxlabel(f"对数似然（条后：本组次数∶参照次数{faint}{left}）", fontsize=9)
    return fig, axes if len(shown) > 1 else axes[0, 0]


def _chosen(rows: Sequence[dict[str, Any]], top: int) -> list[dict[str, Any]]:
    out: list[dict[str, Any]] = []
    for direction in ("偏多", "偏少"):
        out += [row for row in rows if row["direction"] == direction][:top]
    return out


def _panel(ax: Any, rows: Sequence[dict[str, Any]], title: str) -> None:
    signed = [row["log_likelihood"] if row["direction"] == "偏多" else -row["log_likelihood"] for row in rows]
    colours = [(CATEGORICAL[0] if value > 0 else CATEGORICAL[1], 1.0 if row["p"] < CERTAIN else 0.4) for value, row in zip(signed, rows, strict=True)]
    ax.barh(range(len(rows)), signed, color=colours, height=0.68)
    ax.set_yticks(range(len(rows)), [row["term"] for row in rows])
    ax.invert_yaxis()
    ax.grid(axis="y", visible=False)
    ax.grid(axis="x")
    ax.tick_params(axis="y", length=0)
    ax.set_title(title)
    low, high = min(0.0, *signed), max(0.0, *signed)
    reach = (high - low) or 1.0
    for y, (value, row) in enumerate(zip(signed, rows, strict=True)):
        ax.annotate(f"{row['count']}∶{row['reference_count']}", (value, y), (3 if value > 0 else -3, 0), textcoords="offset points",
                    ha="left" if value > 0 else "right", va="center", fontsize=7, color="#404040")
    ax.set_xlim(low - (0.2 * reach if low < 0 else 0), high + (0.28 * reach if high > 0 else 0))
    ax.locator_params(axis="x", nbins=4)
    if low < 0:
        ax.axvline(0, color="#404040", linewidth=0.8)
        ax.xaxis.set_major_formatter(lambda value, _: f"{abs(value):g}")
        ax.set_title(f"{title}（右）与{rows[0]['reference']}（左）各自偏多的词")
