"""What is written into a figure: names beside points and at the ends of lines, none over another; what colours mean, below."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

__all__ = ["at_ends", "beside_points", "colours_below"]


def beside_points(ax: Any, points: Sequence[tuple[float, float]], names: Sequence[str], *, size: float = 7.5) -> int:
    """Write each name beside its point where there is room; how many found none. Those that come first have the choice."""
    figure = ax.figure
    figure.draw_without_rendering()
    renderer = figure.canvas.get_renderer()
    pixels = [tuple(ax.transData.transform(point)) for point in points]
    taken = [(x - 4, y - 4, x + 4, y + 4) for x, y in pixels]
    box = ax.get_window_extent(renderer)
    left_out = 0
    for point, name in zip(points, names, strict=True):
        for dx, dy, across, up in ((6, 0, "left", "center"), (-6, 0, "right", "center"), (0, 6, "center", "bottom"), (0, -6, "center", "top"),
                                   (5, 5, "left", "bottom"), (-5, -5, "right", "top")):
            note = ax.annotate(name, point, (dx, dy), textcoords="offset points", ha=across, va=up, fontsize=size)
            found = note.get_window_extent(renderer)
            mine = (found.x0, found.y0, found.x1, found.y1)
            inside = box.x0 <= mine[0] and mine[2] <= box.x1 and box.y0 <= mine[1] and mine[3] <= box.y1
            if inside and not any(_cross(mine, other) for other in taken):
                taken.append(mine)
                break
            note.remove()
        else:
            left_out += 1
    return left_out


def _cross(a: tuple[float, float, float, float], b: tuple[float, float, float, float]) -> bool:
    return a[0] < b[2] and b[0] < a[2] and a[1] < b[3] and b[1] < a[3]


def at_ends(ax: Any, ends: list[tuple[float, str, str, int]], height: float) -> None:
    """The names of lines at their ends, moved apart where they would lie on each other."""
    at = -1e9
    for value, name, colour, year in sorted(ends):
        at = max(value, at + 0.085 * height)
        ax.annotate(name, (year, value), xytext=(year + 0.12, at), textcoords="data", fontsize=7, color=colour, va="center")


def colours_below(fig: Any, named: Sequence[tuple[str, str]]) -> None:
    """A legend of (words, colour) under the whole figure."""
    from matplotlib.patches import Patch

    fig.legend(handles=[Patch(facecolor=colour, label=words) for words, colour in named], loc="outside lower left", ncols=3, fontsize=7.5,
               handlelength=1, columnspacing=1.2)
