"""Targets of many places: one indicator as a ranking with every place named, several as small multiples."""

from __future__ import annotations

from typing import Any

from textkit.model import TextkitError
from textkit.report.figures.names import amount, place_names
from textkit.report.figures.style import CATEGORICAL, GREY, new_figure

__all__ = ["draw"]

PLACES = 12                             # places that are drawn year by year
FORMS = {"floor": ("以上", ">"), "ceiling": ("以内", "<"), "about": ("左右", "o"), "point": ("定值", "s"), "range": ("区间", "o"), "slogan": ("口号", "D")}


def draw(result: Any, *, indicator: str | None = None, year: int | None = None, measure: str = "growth") -> tuple[Any, Any]:
    """``indicator`` and ``year`` choose what is drawn (all, else the latest year with most targets); ``measure`` growth or level.

    One indicator of few places over three years or more is drawn year by year.
    """
    rows = [row for row in result.rows if row["horizon_start"] == row["horizon_end"] == row["year"] and _value(row) is not None
            and row["measure"] == measure and (indicator is None or row["indicator"] == indicator)]
    if not rows:
        raise TextkitError("没有可以画的数字目标", hint="换一个 indicator 或 measure（growth、level）")
    years = sorted({row["year"] for row in rows})
    if year is None and len(years) >= 3 and len({row["indicator"] for row in rows}) == 1 and len({row["place"] for row in rows}) <= PLACES:
        return _years(rows, years)
    if year is None:
        year = max(years, key=lambda y: (sum(row["year"] == y for row in rows), y))
    rows = [row for row in rows if row["year"] == year]
    if not rows:
        raise TextkitError(f"没有 {year} 年的数字目标", hint=f"有：{'、'.join(map(str, years))}")
    names = list(dict.fromkeys(row["indicator"] for row in rows))
    return _ranking(rows, names[0], year, result) if len(names) == 1 else _multiples(rows, names, year)


def _value(row: dict[str, Any]) -> float | None:
    value: float | None = row["low"] if row["low"] is not None else row["high"]
    return value


def _ranking(rows: list[dict[str, Any]], name: str, year: int, result: Any) -> tuple[Any, Any]:
    places = place_names(row["place"] for row in rows)
    order = sorted(rows, key=lambda row: (-(_value(row) or 0), places[row["place"]]))
    small = len(order) > 40
    columns = 2 if small else 1
    half = -(-len(order) // columns)
    fig, axes = new_figure(1, columns, size=(7.6, 1.5 + (0.155 if small else 0.24) * half), squeeze=False, sharex=True)
    for k in range(columns):
        ax, part = axes[0][k], order[k * half:(k + 1) * half]
        for i, row in enumerate(part):
            colour = CATEGORICAL[list(FORMS).index(row["form"]) % len(CATEGORICAL)] if row["form"] in FORMS else GREY
            low, high = row["low"], row["high"]
            if low is not None and high is not None and low != high:
                ax.plot([low, high], [i, i], color=colour, linewidth=3, solid_capstyle="round")
            else:
                ax.plot(_value(row), i, FORMS.get(row["form"], ("", "o"))[1], color=colour, markersize=4.5)
            if row["actual_low"] is not None and row["actual_unit"] == row["unit"]:
                ax.plot(row["actual_low"], i, "x", color="black", markersize=5)
            if row["upper_low"] is not None:
                ax.plot(row["upper_low"], i, "|", color=GREY, markersize=9)
        ax.set_yticks(range(len(part)), [places[row["place"]] for row in part], fontsize=6.8 if small else 8.5)
        ax.set_ylim(half - 0.4, -0.6)
        ax.tick_params(axis="y", length=0)
        ax.grid(visible=True, axis="x")
        ax.grid(visible=False, axis="y")
        ax.margins(x=0.08)
    unit = order[0]["unit"] or ""
    others = sum(row["indicator"] == name and row["year"] == year and row["form"] in ("relative", "slogan", "none") and _value(row) is None for row in result.rows)
    more = f"　另有 {others} 份报告的目标没有数字" if others else ""
    fig.suptitle(f"{year} 年{name}目标（{unit}）{more}", x=0.01, ha="left", fontsize=10, fontweight="bold")
    _legend(fig, order)
    return fig, axes[0] if columns > 1 else axes[0][0]


def _years(rows: list[dict[str, Any]], years: list[int]) -> tuple[Any, Any]:
    """A panel per place: the target as a line over the years, what was reached as crosses."""
    from matplotlib.lines import Line2D

    places = place_names(row["place"] for row in rows)
    columns = min(4, len(places))
    lines = -(-len(places) // columns)
    fig, axes = new_figure(lines, columns, size=(1.9 * columns + 0.6, 1.75 * lines + 0.9), squeeze=False, sharey=True)
    for k, (place, name) in enumerate(places.items()):
        ax = axes[k // columns][k % columns]
        own = sorted((row for row in rows if row["place"] == place), key=lambda row: row["year"])
        ax.plot([row["year"] for row in own], [_value(row) for row in own], marker="o", color=CATEGORICAL[0])
        met = [(row["year"], row["actual_low"]) for row in own if row["actual_low"] is not None and row["actual_unit"] == row["unit"]]
        if met:
            ax.plot(*zip(*met, strict=True), "x", color="black", markersize=6)
        ax.set_title(name, fontsize=9)
        ax.set_xticks(years, [str(y) for y in years], fontsize=7.5)
        ax.set_xlim(years[0] - 0.4, years[-1] + 0.4)
    for k in range(len(places), lines * columns):
        axes[k // columns][k % columns].set_visible(False)
    fig.suptitle(f"{rows[0]['indicator']}目标与实绩（{rows[0]['unit'] or ''}）", x=0.01, ha="left", fontsize=10, fontweight="bold")
    marks = [Line2D([], [], marker="o", color=CATEGORICAL[0], label="目标"), Line2D([], [], marker="x", linestyle="", color="black", label="实绩（下一年报告）")]
    fig.legend(handles=marks, loc="outside lower left", ncols=2, fontsize=7.5)
    return fig, axes


def _legend(fig: Any, rows: list[dict[str, Any]]) -> None:
    from matplotlib.lines import Line2D

    marks = [Line2D([], [], marker=mark if form != "range" else "_", linestyle="", color=CATEGORICAL[k % len(CATEGORICAL)], label=words,
                    markersize=5 if form != "range" else 9, markeredgewidth=1 if form != "range" else 3)
             for k, (form, (words, mark)) in enumerate(FORMS.items()) if any(row["form"] == form for row in rows)]
    if any(row["actual_low"] is not None for row in rows):
        marks.append(Line2D([], [], marker="x", linestyle="", color="black", label="实绩"))
    if any(row["upper_low"] is not None for row in rows):
        marks.append(Line2D([], [], marker="|", linestyle="", color=GREY, markersize=9, label="上级目标"))
    fig.legend(handles=marks, loc="outside lower left", ncols=8, fontsize=7.5, handletextpad=0.2, columnspacing=1)


def _multiples(rows: list[dict[str, Any]], names: list[str], year: int) -> tuple[Any, Any]:
    """A panel per indicator: every place a dot by its target, the extremes and the median named."""
    import numpy as np

    places = place_names(row["place"] for row in rows)
    columns = min(3, len(names))
    lines = -(-len(names) // columns)
    fig, axes = new_figure(lines, columns, size=(2.75 * columns + 0.3, 1.75 * lines + 0.6), squeeze=False)
    for k, name in enumerate(names):
        ax = axes[k // columns][k % columns]
        unit = max({row["unit"] for row in rows if row["indicator"] == name}, key=lambda u: sum(r["unit"] == u for r in rows if r["indicator"] == name))
        own = sorted((row for row in rows if row["indicator"] == name and row["unit"] == unit), key=lambda row: (_value(row) or 0, places[row["place"]]))
        values = np.array([_value(row) for row in own], dtype=float)
        ax.scatter(values, np.arange(len(own)), s=9, color=CATEGORICAL[0], linewidths=0)
        ax.axvline(float(np.median(values)), color=CATEGORICAL[1], linewidth=1)
        if len(own) > 1:
            ax.annotate(places[own[0]["place"]], (values[0], 0), xytext=(-2, -4), textcoords="offset points", fontsize=7, va="top")
            ax.annotate(places[own[-1]["place"]], (values[-1], len(own) - 1), xytext=(2, 4), textcoords="offset points", fontsize=7, ha="right")
        else:
            ax.annotate(places[own[0]["place"]], (values[0], 0), xytext=(5, 0), textcoords="offset points", fontsize=7, va="center")
        ax.set_title(f"{name}　n={len(own)}", fontsize=8.5)
        ax.set_yticks([])
        ax.margins(x=0.12, y=0.2)
        ax.locator_params(axis="x", nbins=4)
        ax.xaxis.set_major_formatter(lambda v, _, u=unit: amount(v, u))
        ax.tick_params(axis="x", labelsize=7.5)
        ax.grid(visible=True, axis="x")
    for k in range(len(names), lines * columns):
        axes[k // columns][k % columns].set_visible(False)
    fig.suptitle(f"{year} 年目标（每点一地，由低到高；竖线为中位数）", x=0.01, ha="left", fontsize=10, fontweight="bold")
    return fig, axes


