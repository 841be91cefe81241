"""Words over the years: a small panel per word, those that rise above those that fall."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from textkit.report.figures.style import CATEGORICAL, GREY, new_figure

if TYPE_CHECKING:
    from matplotlib.figure import Figure

__all__ = ["draw"]

_COLOURS = {"升": CATEGORICAL[0], "降": CATEGORICAL[1], "平": GREY}
_ACROSS = 4


def draw(result: Any, *, top: int = 12) -> tuple[Figure, Any]:
    """At most ``top`` words a direction. Each panel has a scale of its own; years that are missing are bridged in grey."""
    rows: list[dict[str, Any]] = []
    for direction in _COLOURS:
        rows += [row for row in result.rows if row["direction"] == direction][:top]
    across = min(_ACROSS, len(rows))
    lines = -(-len(rows) // across)
    fig, axes = new_figure(lines, across, size=(1.9 * across + 0.5, 1.25 * lines + 0.55), squeeze=False, sharex=True)
    for ax, row in zip(axes.flat, rows, strict=False):
        series = result.series[result.series["term"] == row["term"]]
        _panel(ax, series["year"].tolist(), series["per_10k"].tolist(), row)
    for ax in axes.flat[len(rows):]:
        ax.set_axis_off()
    for column in range(across):                   # the lowest panel of each column has the years
        lowest = max(line for line in range(lines) if line * across + column < len(rows))
        axes[lowest, column].tick_params(axis="x", labelbottom=True)
    fig.supylabel("每万词次数", fontsize=9)
    fig.supxlabel("年份（词后：肯德尔 τ；各图纵轴不同）", fontsize=9)
    return fig, axes if len(rows) > 1 else axes[0, 0]


def _panel(ax: Any, years: Sequence[int], rates: Sequence[float], row: dict[str, Any]) -> None:
    colour = _COLOURS[row["direction"]]
    ax.plot(years, rates, color="#C8C8C8", linewidth=0.8, zorder=1)
    run: list[int] = []
    for i in range(len(years)):
        if run and years[i] != years[run[-1]] + 1:
            _run(ax, years, rates, run, colour)
            run = []
        run.append(i)
    _run(ax, years, rates, run, colour)
    ax.set_title(f"{row['term']}  {row['tau']:+.2f}", fontsize=8.5)
    ax.set_ylim(0, max(rates) * 1.12 or 1)
    ax.set_xticks([years[0], years[-1]])
    ax.locator_params(axis="y", nbins=3)
    ax.tick_params(labelsize=7.5)


def _run(ax: Any, years: Sequence[int], rates: Sequence[float], run: Sequence[int], colour: str) -> None:
    marker = "o" if len(years) <= 15 or len(run) == 1 else None
    ax.plot([years[i] for i in run], [rates[i] for i in run], color=colour, linewidth=1.4, marker=marker, markersize=2.6)
