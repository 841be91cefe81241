"""Attention: a shaded table for few texts, a strip per category with its extremes named for many, lines over the years."""

from __future__ import annotations

from collections import defaultdict
from typing import Any

from textkit.model import TextkitError
from textkit.report.figures.annotating import at_ends
from textkit.report.figures.heat import matrix
from textkit.report.figures.names import label, place_names
from textkit.report.figures.style import CATEGORICAL, GREY, new_figure

__all__ = ["draw"]

FEW, LINES, YEARS = 45, 8, 3            # texts of a table; places of lines; years from which lines are drawn
MEASURES = {"share": "占比", "share_coded": "占已归类之比", "density": "每千字命中"}


def draw(result: Any, *, measure: str = "share", kind: str | None = None) -> tuple[Any, Any]:
    """``measure`` is share, share_coded or density; ``kind`` table, strips or lines (else by the number of texts and years)."""
    if measure not in MEASURES:
        raise TextkitError(f"measure 应为 {'、'.join(MEASURES)}，不是 {measure!r}")
    places = list(dict.fromkeys(row["place"] for row in result.rows))
    years = sorted({row["year"] for row in result.rows if row["year"]})
    texts = list(dict.fromkeys(row["document"] for row in result.rows))
    several = len({(row["place"], row["year"]) for row in result.rows}) < len(texts)
    if kind is None:
        kind = "lines" if len(years) >= YEARS and len(places) <= LINES and not several else "table" if len(texts) <= FEW else "strips"
    if kind not in ("table", "strips", "lines"):
        raise TextkitError(f"kind 应为 table、strips 或 lines，不是 {kind!r}")
    if kind == "lines" and several:
        raise TextkitError("同一地方同一年有几篇文档，画不出逐年的线", hint="只取工作报告再计量，或用 kind=\"table\"")
    names = place_names(places)
    title = f"{result.options['codebook']}：{MEASURES[measure]}"
    note = "；".join(result.notes[:1])
    if kind == "lines":
        return _lines(result, measure, names, title, note)
    by: dict[str, dict[str, Any]] = defaultdict(dict)
    named: dict[str, str] = {}
    for row in result.rows:
        by[row["document"]][row["category"]] = row[measure]
        named[row["document"]] = label(names[row["place"]], row["year"], len(years)) + (f" {(row['title'] or '')[-9:]}" if several else "")
    if kind == "strips":
        return _strips(result, by, named, measure, title, note)
    first = result.categories[0]
    order = sorted(by, key=lambda d: (-(by[d].get(first) or 0), named[d])) if len(years) < 2 else list(by)
    values = [[by[d].get(c) for c in result.categories] for d in order]
    return matrix([named[d] for d in order], result.categories, values, title=title, note=note, written=lambda v: _written(v, measure))


def _written(value: float, measure: str) -> str:
    return "0" if value == 0 else f"{value:.1f}" if measure == "density" else f"{100 * value:.1f}%"


def _strips(result: Any, by: dict[str, dict[str, Any]], named: dict[str, str], measure: str, title: str, note: str) -> tuple[Any, Any]:
    """Each text a dot on the line of its category, the least and the most by name, the median as a bar."""
    import numpy as np

    categories = result.categories
    fig, ax = new_figure(size=(7.6, 1.0 + 0.62 * len(categories)))
    for i, category in enumerate(categories):
        known = sorted(((by[d][category], d) for d in by if by[d].get(category) is not None), key=lambda pair: (pair[0], named[pair[1]]))
        if not known:
            continue
        values = np.array([value for value, _ in known])
        lift = np.array([((7 * k) % 11 - 5) / 5 * 0.16 for k in range(len(values))])     # the same spread at every run
        ax.scatter(values, i + lift, s=11, color=CATEGORICAL[0], alpha=0.55, linewidths=0)
        ax.plot([np.median(values)] * 2, [i - 0.3, i + 0.3], color=CATEGORICAL[1], linewidth=2)
        for value, document, side in ((*known[0], "right"), (*known[-1], "left")):
            ax.annotate(f"{named[document]} {_written(value, measure)}", (value, i), xytext=(-6 if side == "right" else 6, 0),
                        textcoords="offset points", ha=side, va="center", fontsize=7.5, color="#333333")
    ax.set_yticks(range(len(categories)), categories)
    ax.set_ylim(len(categories) - 0.4, -0.6)
    ax.margins(x=0.16)
    ax.xaxis.set_major_formatter(lambda v, _: _written(v, measure) if v >= 0 else "")
    ax.grid(visible=True, axis="x")
    ax.grid(visible=False, axis="y")
    ax.tick_params(axis="y", length=0)
    ax.set_title(f"{title}（每点一篇，竖线为中位数）")
    fig.supxlabel(note, fontsize=7.5, color="#555555", x=0.01, ha="left")
    return fig, ax


def _lines(result: Any, measure: str, names: dict[str | None, str], title: str, note: str) -> tuple[Any, Any]:
    """A panel per category, a line per place, each named at its end."""
    import numpy as np

    categories = result.categories
    columns = min(3, len(categories))
    rows = -(-len(categories) // columns)
    fig, axes = new_figure(rows, columns, size=(2.7 * columns + 0.6, 2.1 * rows + 0.5), sharex=True, squeeze=False)
    places = list(names)
    years = sorted({row["year"] for row in result.rows if row["year"]})
    for i, category in enumerate(categories):
        ax = axes[i // columns][i % columns]
        ends = []
        for k, place in enumerate(places):
            points = sorted((row["year"], row[measure]) for row in result.rows
                            if row["category"] == category and row["place"] == place and row["year"] and row[measure] is not None)
            if not points:
                continue
            colour = CATEGORICAL[k % len(CATEGORICAL)] if len(places) > 1 else CATEGORICAL[0]
            ax.plot(*zip(*points, strict=True), marker="o", color=colour)
            ends.append((points[-1][1], names[place], colour, points[-1][0]))
        ax.set_title(category, fontsize=9)
        ax.yaxis.set_major_formatter(lambda v, _: "" if v < 0 else f"{v:g}" if measure == "density" else f"{100 * v:.3g}%")
        ax.set_xticks(years, [str(y) for y in years])
        ax.tick_params(labelbottom=i + columns >= len(categories))
        low, high = ax.get_ylim()
        ax.set_ylim(low - 0.1 * (high - low), high + 0.1 * (high - low))
        if len(places) > 1:
            at_ends(ax, ends, np.diff(ax.get_ylim())[0])
            ax.set_xlim(years[0] - 0.2, years[-1] + 0.35 * max(1, years[-1] - years[0]))
    for i in range(len(categories), rows * columns):
        axes[i // columns][i % columns].set_visible(False)
    fig.suptitle(title if len(places) > 1 else f"{next(iter(names.values()))}　{title}", x=0.01, ha="left", fontsize=10, fontweight="bold")
    fig.supxlabel(note, fontsize=7.5, color=GREY, x=0.01, ha="left")
    return fig, axes
