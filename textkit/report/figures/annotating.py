"""Names in figures: as short as they can be and still tell apart; and beside points without covering one another."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Any

__all__ = ["beside_points", "short_names"]

_ABOVE = re.compile(r"^[\u4e00-\u9fff]{2,6}?(?:维吾尔自治区|壮族自治区|回族自治区|自治区|省)(?=[\u4e00-\u9fff]{2})")
_YEAR = re.compile(r" (?:19|20)\d\d$")


def short_names(names: Sequence[str]) -> list[str]:
    """Without the year where all have the same, without the province where what is left tells all apart."""
    out = list(names)
    if len({m[0] if (m := _YEAR.search(name)) else None for name in out}) == 1:
        out = [_YEAR.sub("", name) for name in out]
    shorter = [_ABOVE.sub("", name) for name in out]
    return shorter if len(set(shorter)) == len(set(out)) else out


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
