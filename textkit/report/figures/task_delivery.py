"""What the next report says of tasks without a figure: how many of each report's items are told of, and how."""

from __future__ import annotations

from collections import Counter
from typing import Any

from textkit.compare.delivered_tasks import STATUSES, Status
from textkit.report.figures.annotating import colours_below
from textkit.report.figures.names import label, place_names
from textkit.report.figures.style import new_figure

__all__ = ["draw"]

#: status that is drawn → colour, colour of the number on it
COLOURS: dict[Status, tuple[str, str]] = {
    "done": ("#0072B2", "white"), "partly": ("#56B4E9", "black"), "under_way": ("#009E73", "white"), "behind": ("#D55E00", "white"),
    "planned_again": ("#E69F00", "black"), "not_mentioned": ("#E4E4E4", "black"),
}


def draw(result: Any, *, told: bool = False) -> tuple[Any, Any]:
    """A bar per report, in per cent of the items looked for; with ``told`` only of those that the next report tells of."""
    shown = {k: v for k, v in COLOURS.items() if not told or k != "not_mentioned"}
    counts: dict[tuple[Any, Any], Counter[str]] = {}
    for row in result.rows:
        counts.setdefault((row["place"], row["year"]), Counter())[row["status"]] += 1
    names = place_names(place for place, _ in counts)
    years = len({year for _, year in counts})
    several = len(names) > 1                # of one place the years stand in their order
    order = sorted(counts, key=lambda r: (-_share(counts[r]) if several else 0, names[r[0]], r[1] or 0))
    fig, ax = new_figure(size=(7.4, 1.5 + 0.3 * len(order)))
    for i, report in enumerate(order):
        total = sum(counts[report][k] for k in shown)
        at = 0.0
        for status, (colour, ink) in shown.items():
            number = counts[report][status]
            width = 100 * number / total if total else 0.0
            ax.barh(i, width, left=at, color=colour, height=0.78)
            if width >= 3.4:
                ax.text(at + width / 2, i, str(number), ha="center", va="center", fontsize=7.5, color=ink)
            at += width
        ax.text(101, i, f"共 {total}", va="center", fontsize=7.5, color="#555555")
    ax.set_yticks(range(len(order)), [label(names[place], year, years) for place, year in order])
    ax.set_ylim(len(order) - 0.4, -0.6)
    ax.set_xlim(0, 109)
    ax.set_xticks(range(0, 101, 20), [f"{v}%" for v in range(0, 101, 20)])
    ax.grid(visible=False)
    ax.tick_params(axis="y", length=0)
    fig.suptitle("没有数字的任务，下一年报告怎么说（没有提到不等于没有完成）", x=0.01, ha="left", fontsize=10, fontweight="bold")
    colours_below(fig, [(STATUSES[status], colour) for status, (colour, _) in shown.items()])
    return fig, ax


def _share(counts: Counter[str]) -> float:
    known = sum(counts[k] for k in COLOURS)
    return sum(counts[k] for k in ("done", "partly", "under_way", "behind")) / known if known else 0.0
