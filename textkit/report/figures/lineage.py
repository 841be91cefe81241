"""Tasks over the years: how much of each report goes on and in what shape, and the threads that last longest."""

from __future__ import annotations

from collections import Counter, defaultdict
from itertools import pairwise
from typing import Any

from textkit.model import TextkitError
from textkit.report.figures.names import fitted
from textkit.report.figures.style import CATEGORICAL, GREY, new_figure

__all__ = ["draw"]

_ON = ("same", "reworded", "raised", "lowered", "split", "merged")
_COLOURS = {"same": CATEGORICAL[5], "reworded": CATEGORICAL[0], "raised": CATEGORICAL[1], "lowered": CATEGORICAL[4], "split": CATEGORICAL[2],
            "merged": CATEGORICAL[3], "new": "#FFFFFF", "dropped": "#D9D9D9"}
_NAMES = {"same": "照旧", "reworded": "改写", "raised": "目标提高", "lowered": "目标降低", "split": "拆分", "merged": "合并", "new": "新提", "dropped": "未再提"}
_WIDE = 26           # characters of a thread's name


def draw(result: Any, *, place: str | None = None, threads: int = 24, general: bool = False) -> tuple[Any, Any]:
    """Above, the commitments of each report by what they were in the one before (and below the line those that it does not mention
    again); underneath, the ``threads`` that last longest, a point per report, coloured by what became of them.

    ``place`` chooses one of several. ``general`` lets in threads without a figure or a named thing. Raises TextkitError where
    the place is not in the result.
    """
    from matplotlib.lines import Line2D
    from matplotlib.patches import Patch

    where = _chosen(result, place)
    rows = [row for row in result.rows if row["place"] == where]
    years = sorted({y for row in rows for y in (row["year_earlier"], row["year_later"])})
    lasting = _lasting(result, where, rows, threads, general)
    height = 2.3 + 0.24 * max(len(lasting), 3)
    fig, (top, below) = new_figure(2, 1, size=(7.6, height + 0.5), height_ratios=[2.1, 0.24 * max(len(lasting), 3) + 0.3])
    _bars(top, rows, years)
    top.set_title(f"{where}：各年任务与上一份报告相比", loc="left")
    present = [name for name in (*_ON, "new", "dropped") if any(row["relation"] == name for row in rows)]
    handles = [Patch(facecolor=_COLOURS[n], edgecolor=GREY if n == "new" else "none", linewidth=0.6, label=_NAMES[n]) for n in present]
    top.legend(handles=handles, loc="center left", bbox_to_anchor=(1.0, 0.5), frameon=False)
    _lines(below, lasting, years)
    below.set_title(f"延续最久的 {len(lasting)} 项任务（点旁为目标值）", loc="left")
    below.legend(handles=[Line2D([], [], marker="o", color="none", markerfacecolor=_COLOURS[n], markeredgecolor=GREY, label="首次提出" if n == "new" else _NAMES[n])
                          for n in present if n != "dropped"], loc="upper left", bbox_to_anchor=(1.0, 1.0), frameon=False)
    return fig, (top, below)


def _chosen(result: Any, place: str | None) -> str:
    known = list(result.lines)
    if place is None:
        return str(known[0])
    found = [name for name in known if name == place or name.endswith(place)]
    if not found:
        raise TextkitError(f"结果里没有{place}", hint=f"有：{'、'.join(known)}")
    return str(found[0])


def _bars(ax: Any, rows: list[dict[str, Any]], years: list[int]) -> None:
    counts: dict[int, Counter[str]] = defaultdict(Counter)
    for row in rows:
        counts[row["year_later"]][row["relation"]] += 1
    at = list(range(1, len(years)))
    bottom = [0] * len(at)
    least = max(sum(counts[y].values()) for y in years[1:]) / 14     # a lower bar has no room for its number
    for name in (*_ON, "new"):
        values = [counts[y][name] for y in years[1:]]
        ax.bar(at, values, bottom=bottom, width=0.6, color=_COLOURS[name], edgecolor=GREY if name == "new" else "none", linewidth=0.6)
        for x, low, n in zip(at, bottom, values, strict=True):
            if n >= least:
                ax.text(x, low + n / 2, str(n), ha="center", va="center", fontsize=7, color="white" if name in ("reworded", "raised", "split") else "black")
        bottom = [a + b for a, b in zip(bottom, values, strict=True)]
    gone = [-counts[y]["dropped"] for y in years[1:]]
    ax.bar(at, gone, width=0.6, color=_COLOURS["dropped"])
    for x, n in zip(at, gone, strict=True):
        if -n >= least:
            ax.text(x, n / 2, str(-n), ha="center", va="center", fontsize=7)
    ax.axhline(0, color="black", linewidth=0.8)
    ax.set_xticks(at, [str(b) if b - a == 1 else f"{b}（比{a}）" for a, b in pairwise(years)])
    ax.set_xlim(0.4, len(years) - 0.4)
    ax.set_yticks([])
    ax.set_ylabel("任务分句数")
    ax.spines[["left", "bottom", "right", "top"]].set_visible(False)
    ax.tick_params(length=0)


def _lasting(result: Any, place: str, rows: list[dict[str, Any]], count: int, general: bool) -> list[dict[str, Any]]:
    """The threads to draw: in most reports first, then those with a figure; each with its points (year → relation, target)."""
    points: dict[int, dict[int, tuple[str, str]]] = defaultdict(dict)
    solid: dict[int, int] = Counter()
    for row in rows:
        if row["relation"] in ("new", "dropped"):
            continue
        figured = row["change"] is not None
        solid[row["thread"]] += 2 * figured + (row["specificity"] != "general")
        mine = points[row["thread"]]
        mine.setdefault(row["year_earlier"], ("new", row["target_earlier"] if figured else ""))
        if row["year_later"] not in mine or figured:
            mine[row["year_later"]] = (row["relation"], row["target_later"] if figured else "")
    threads = [t for t in result.lines[place] if t.number in points and (general or solid[t.number])]
    threads.sort(key=lambda t: (-len(t.years), -solid[t.number], t.number))
    chosen = sorted(threads[:count], key=lambda t: (t.years[0], -len(t.years), t.number))
    return [{"name": t.name, "points": dict(sorted(points[t.number].items()))} for t in chosen]


def _lines(ax: Any, lasting: list[dict[str, Any]], years: list[int]) -> None:
    column = {year: x for x, year in enumerate(years)}
    for y, thread in enumerate(lasting):
        xs = [column[year] for year in thread["points"]]
        ax.plot(xs, [y] * len(xs), color="#BBBBBB", linewidth=1.2, zorder=1)
        for x, (relation, target) in zip(xs, thread["points"].values(), strict=True):
            ax.scatter([x], [y], s=26, color=_COLOURS[relation], edgecolors=GREY, linewidths=0.6, zorder=2)
            if target:
                ax.annotate(fitted(target, 9), (x, y), (4, 2.5), textcoords="offset points", fontsize=6, color="#444444")
    ax.set_yticks(range(len(lasting)), [fitted(thread["name"].rsplit("：", 1)[-1], _WIDE) for thread in lasting], fontsize=7)
    ax.set_ylim(len(lasting) - 0.4, -0.7)
    ax.set_xticks(range(len(years)), [str(year) for year in years])
    ax.set_xlim(-0.3, len(years) - 0.4)
    ax.spines[["left", "right", "top"]].set_visible(False)
    ax.tick_params(length=0)

