"""Topics: a panel of bars per topic of one number of topics; or how good the numbers of topics tried are, side by side."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from textkit.model import TextkitError
from textkit.report.figures.style import CATEGORICAL, new_figure

if TYPE_CHECKING:
    from matplotlib.figure import Figure

__all__ = ["draw"]

_QUALITIES = (("coherence", "一致性（NPMI）"), ("exclusivity", "独有性"), ("stability", "稳定性"))
_ACROSS = 4


def draw(result: Any, *, k: int | None = None, most: int = 8) -> tuple[Figure, Any]:
    """The topics of ``k`` with their ``most`` foremost terms; without it the qualities of all numbers tried (one alone: its topics).

    Raises TextkitError where ``k`` was not tried.
    """
    tried = [int(n) for n in result.numbers["k"]]
    if k is None and len(tried) > 1:
        return _numbers(result, tried)
    chosen = tried[0] if k is None else k
    if chosen not in tried:
        raise TextkitError(f"没有算过 {chosen} 个主题", hint=f"算过：{'、'.join(map(str, tried))}")
    return _topics(result, chosen, most)


def _numbers(result: Any, tried: list[int]) -> tuple[Figure, Any]:
    fig, axes = new_figure(1, len(_QUALITIES), size=(7.4, 2.7))
    for ax, (name, title), colour in zip(axes, _QUALITIES, CATEGORICAL, strict=False):
        each = [[row[name] for row in result.rows if row["k"] == n] for n in tried]
        for n, values in zip(tried, each, strict=True):
            ax.plot([n] * len(values), values, "o", color=colour, alpha=0.25, markersize=3.2)
        means = result.numbers[name].tolist()
        ax.plot(tried, means, "-o", color=colour)
        for n, value in zip(tried, means, strict=True):
            ax.annotate(f"{value:.2f}", (n, value), (0, 6), textcoords="offset points", ha="center", fontsize=8,
                        bbox={"facecolor": "white", "edgecolor": "none", "pad": 0.6, "alpha": 0.8})
        ax.set_xticks(tried)
        ax.margins(x=0.12)
        ax.set_title(title)
    fig.supxlabel("主题数（线：各主题平均；浅点：每个主题）", fontsize=9)
    return fig, axes


def _topics(result: Any, k: int, most: int) -> tuple[Figure, Any]:
    rows = [row for row in result.rows if row["k"] == k]
    weights = result.weights[k]
    across = min(_ACROSS, len(rows))
    lines = -(-len(rows) // across)
    fig, axes = new_figure(lines, across, size=(2.15 * across + 0.2, lines * (0.17 * most + 0.62)), squeeze=False)
    for ax, row in zip(axes.flat, rows, strict=False):
        best = weights.loc[row["topic"]].sort_values(ascending=False, kind="stable").head(most)
        ax.barh(range(len(best)), best.to_numpy(), color=CATEGORICAL[0], height=0.66)
        ax.set_yticks(range(len(best)), list(best.index), fontsize=8)
        ax.invert_yaxis()
        ax.grid(visible=False)
        ax.set_xticks([])
        ax.spines["bottom"].set_visible(False)
        ax.tick_params(axis="y", length=0)
        ax.set_title(f"主题{row['topic']}  {row['share']:.1%}", fontsize=9)
        quality = "  ".join(f"{short} {row[name]:.2f}" for name, short in (("coherence", "一致"), ("exclusivity", "独有"), ("stability", "稳定")))
        ax.set_xlabel(quality, fontsize=7.2, color="#606060", loc="left", labelpad=1)
    for ax in axes.flat[len(rows):]:
        ax.set_axis_off()
    return fig, axes
