"""How alike documents are: a heat map in the order of the tree, or a map on which like stands near like."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from textkit.model import TextkitError
from textkit.report.figures.annotating import beside_points
from textkit.report.figures.names import group_names
from textkit.report.figures.style import CATEGORICAL, GREY, SEQUENTIAL, new_figure

if TYPE_CHECKING:
    from matplotlib.figure import Figure

__all__ = ["draw"]


def draw(result: Any, *, kind: str = "heatmap") -> tuple[Figure, Any]:
    """``kind``: ``heatmap`` (tree and cosine of every pair) or ``map``. Raises TextkitError for others."""
    if kind == "heatmap":
        return _heat(result)
    if kind == "map":
        return _map(result)
    raise TextkitError(f"没有这种图：{kind}", hint="可选 heatmap、map")


def _heat(result: Any) -> tuple[Figure, Any]:
    from scipy.cluster.hierarchy import dendrogram

    names = list(result.matrix.index)
    short = dict(zip(names, group_names(names), strict=True))
    order = list(result.order)
    side = min(10.0, max(3.2, (0.15 if len(names) <= 40 else 0.11) * len(names) + 1.4))
    fig, (tree, ax) = new_figure(1, 2, size=(side * 1.15 + 1.0, side + 0.3), width_ratios=(1, 6))
    dendrogram(result.tree, orientation="left", ax=tree, no_labels=True, color_threshold=0, above_threshold_color=GREY)
    for lines in tree.collections:
        lines.set_linewidth(0.9)
    tree.invert_yaxis()                            # the first of the order on top, as in the heat map
    tree.set_axis_off()
    values = result.matrix.loc[order, order].to_numpy(copy=True)
    apart = [values[i, j] for i in range(len(order)) for j in range(i)]
    for i in range(len(order)):
        values[i, i] = float("nan")                # alike with itself tells nothing and would take the scale
    image = ax.imshow(values, cmap=SEQUENTIAL, vmin=min(apart), vmax=max(apart), aspect="auto", interpolation="nearest")
    ax.grid(visible=False)
    ax.spines[:].set_visible(False)
    size = 8 if len(names) <= 30 else 6.2 if len(names) <= 80 else 4
    labels = [short[name] for name in order]
    ax.set_yticks(range(len(order)), labels if len(names) <= 120 else [""] * len(order), fontsize=size)
    ax.set_xticks(range(len(order)), labels if len(names) <= 40 else [""] * len(order), fontsize=size, rotation=90)
    ax.tick_params(length=0)
    ax.yaxis.tick_right()
    clusters = dict(zip(result.map["name"], _clusters(result), strict=True))
    for i in range(1, len(order)):
        if clusters[order[i]] != clusters[order[i - 1]]:
            ax.axhline(i - 0.5, color="white", linewidth=1.6)
            ax.axvline(i - 0.5, color="white", linewidth=1.6)
    bar = fig.colorbar(image, ax=[tree, ax], location="bottom", shrink=0.5, aspect=40, pad=0.02)
    bar.set_label("余弦（对角线空着）", fontsize=8.5)
    bar.outline.set_visible(False)
    return fig, ax


def _clusters(result: Any) -> list[int | None]:
    """The cluster of each row of the map; None for all where there are none."""
    found = result.map["cluster"]
    return [int(value) if known else None for value, known in zip(found, found.notna(), strict=True)]


def _map(result: Any) -> tuple[Figure, Any]:
    table = result.map
    fig, ax = new_figure(size=(7.4, 6.0))
    clusters = _clusters(result)
    numbers: list[int | None] = [*sorted({n for n in clusters if n is not None})]
    for number in numbers or [None]:
        members = [i for i, n in enumerate(clusters) if n == number]
        colour = GREY if number is None else CATEGORICAL[(number - 1) % len(CATEGORICAL)]
        marker = "os^Dvp*h"[((number or 1) - 1) % 8]
        label = None if number is None else f"第{number}类：{table['marked_by'].iloc[members[0]]}"
        ax.scatter(table["x"].iloc[members], table["y"].iloc[members], s=26, color=colour, marker=marker, label=label, linewidths=0)
    ax.grid(visible=True, axis="both")
    ax.set_xticklabels([])
    ax.set_yticklabels([])
    ax.tick_params(length=0)
    ax.margins(0.1)
    if any(n is not None for n in clusters):
        ax.legend(loc="upper center", bbox_to_anchor=(0.5, -0.01), ncols=1, fontsize=7.8, handletextpad=0.3)
    points = list(zip(table["x"].tolist(), table["y"].tolist(), strict=True))
    central = sorted(range(len(points)), key=lambda i: -(points[i][0] ** 2 + points[i][1] ** 2))     # the outermost are named first
    short = group_names(table["name"].tolist())
    hidden = beside_points(ax, [points[i] for i in central], [short[i] for i in central])
    unnamed = f"；{hidden} 个点挤在一起，没有写名" if hidden else ""
    ax.set_title(f"用词越像，站得越近（两轴含全部差异的 {result.explained:.0%}{unnamed}）")
    return fig, ax
