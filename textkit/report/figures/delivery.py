"""Promise and delivery: target against actual for one report, a table of outcomes for several."""

from __future__ import annotations

from collections import Counter
from typing import Any

from textkit.model import TextkitError
from textkit.report.figures.annotating import colours_below
from textkit.report.figures.names import amount, label, place_names
from textkit.report.figures.style import new_figure

__all__ = ["OUTCOMES", "draw"]

#: outcome → the word in a cell, in full, colour: blue to vermilion from met to missed, grey where nothing can be said.
OUTCOMES: dict[str, tuple[str, str, str]] = {
    "met": ("达", "达到", "#0072B2"), "about_met": ("近", "接近（“左右”以内）", "#56B4E9"), "not_met": ("未", "未达到", "#D55E00"),
    "not_comparable": ("难", "口径不同，难以判断", "#B0B0B0"), "not_reported": ("·", "没有报告（不等于未完成）", "#EDEDED"),
}
MOST = 16                               # indicators of a table


def draw(result: Any, *, kind: str | None = None) -> tuple[Any, Any]:
    """``kind`` is pair (one report's targets beside what was reached) or table (else by the number of reports)."""
    reports = list(dict.fromkeys((row["place"], row["year"]) for row in result.rows))
    kind = kind or ("pair" if len(reports) == 1 else "table")
    if kind not in ("pair", "table"):
        raise TextkitError(f"kind 应为 pair 或 table，不是 {kind!r}")
    return _pair(result, reports[0]) if kind == "pair" else _table(result, reports)


def _pair(result: Any, report: tuple[Any, Any]) -> tuple[Any, Any]:
    """Rates on one axis, amounts as a share of their target on another: a ring for the target, a dot for the actual."""
    rows = [row for row in result.rows if (row["place"], row["year"]) == report]
    rates = [row for row in rows if row["unit"] in ("%", "个百分点", None)]
    amounts = [row for row in rows if row not in rates]
    heights = [max(len(part), 1) for part in (rates, amounts) if part]
    fig, axes = new_figure(len(heights), 1, size=(7.4, 1.5 + 0.34 * sum(heights) + 0.5 * (len(heights) - 1)), squeeze=False,
                           gridspec_kw={"height_ratios": [h + 1 for h in heights]})
    for ax, part, kind in zip(axes[:, 0], [p for p in (rates, amounts) if p], [k for k, p in (("rate", rates), ("amount", amounts)) if p], strict=True):
        _rings(ax, part, kind)
    axes[-1, 0].set_xlabel("环：目标　点：实绩（色同图例）", fontsize=8, color="#555555", loc="left")
    named = [(words, colour) for key, (_, words, colour) in OUTCOMES.items() if any(row["outcome"] == key for row in rows)]
    place, year = report
    fig.suptitle(f"{place or ''}{year or ''}年目标与下一年报告的实绩", x=0.01, ha="left", fontsize=10, fontweight="bold")
    colours_below(fig, named)
    return fig, axes[:, 0]


def _rings(ax: Any, rows: list[dict[str, Any]], kind: str) -> None:
    for i, row in enumerate(rows):
        colour = OUTCOMES[row["outcome"]][2]
        target, actual = (_middle(row, name) for name in ("target", "actual"))
        unit = row["unit"] or "%"
        yard = f" {amount(row['yardstick'], '%')}" if row["yardstick"] is not None else ""
        words = f"目标 {_bound(row, unit)}" if target is not None else f"对照{row['reference'] or '原文'}{yard}"
        if kind == "amount" and target:
            target, actual = 100.0, 100 * actual / target if actual is not None and row["actual_unit"] == row["unit"] else None
        elif target is None and row["yardstick"] is not None:
            target = row["yardstick"]
        if row["actual_unit"] not in (row["unit"], None) and kind == "rate" and row["actual_unit"] != "%":
            actual = None                         # a level beside a rate has no place on this axis
        if target is not None and actual is not None:
            ax.plot([target, actual], [i, i], color=colour, linewidth=2, zorder=1)
        if target is not None:
            ax.plot(target, i, "o", markersize=8, markerfacecolor="white", markeredgecolor="#404040", zorder=2)
        if actual is not None:
            ax.plot(actual, i, "o", markersize=5.5, color=colour, zorder=3)
        said = f"实绩 {_bound(row, row['actual_unit'] or unit, 'actual')}" if row["actual_low"] is not None or row["actual_high"] is not None else "没有报告"
        ax.text(1.015, i, f"{words}　{said}", transform=ax.get_yaxis_transform(), fontsize=7.5, va="center", color="#333333")
    ax.set_yticks(range(len(rows)), [row["indicator"] for row in rows])
    ax.set_ylim(len(rows) - 0.4, -0.6)
    ax.grid(visible=True, axis="x")
    ax.grid(visible=False, axis="y")
    ax.tick_params(axis="y", length=0)
    ax.margins(x=0.08)
    ax.set_title("增速与比率（%）" if kind == "rate" else "总量（实绩为目标的 %）", fontsize=9)


def _middle(row: dict[str, Any], which: str) -> float | None:
    low: float | None
    high: float | None
    low, high = row[f"{which}_low"], row[f"{which}_high"]
    if which == "actual" and row["direction"] == "decrease" and row["target_low"] is not None and low is not None and low < 0:
        return -low                        # 下降3% against a target of 下降2.5%: both as reductions
    if low is not None and high is not None:
        return (low + high) / 2
    return low if low is not None else high


def _bound(row: dict[str, Any], unit: str, which: str = "target") -> str:
    low, high = row[f"{which}_low"], row[f"{which}_high"]
    if low is not None and high is not None and low != high:
        return f"{amount(low, None)}～{amount(high, unit)}"
    words = amount(low if low is not None else high, unit)
    if which == "target" and row["target_comparator"] == "about":
        return words + "左右"
    return words + ("以上" if high is None else "以内" if low is None else "")


def _table(result: Any, reports: list[tuple[Any, Any]]) -> tuple[Any, Any]:
    from matplotlib.patches import Rectangle

    usual = [name for name, _ in Counter(row["indicator"] for row in result.rows).most_common(MOST)]
    by = {(row["place"], row["year"], row["indicator"]): row["outcome"] for row in reversed(result.rows)}
    names = place_names(place for place, _ in reports)
    years = len({year for _, year in reports})
    several = len(names) > 1                # of one place the years stand in their order
    order = sorted(reports, key=lambda r: (-sum(by.get((*r, name)) in ("met", "about_met") for name in usual) if several else 0, names[r[0]], r[1] or 0))
    fig, ax = new_figure(size=(1.6 + 0.44 * len(usual), 2.0 + 0.27 * len(order)))
    for i, report in enumerate(order):
        for j, name in enumerate(usual):
            outcome = by.get((*report, name))
            if outcome is None:
                continue
            word, _, colour = OUTCOMES[outcome]
            ax.add_patch(Rectangle((j - 0.46, i - 0.44), 0.92, 0.88, facecolor=colour, linewidth=0))
            ax.text(j, i, word, ha="center", va="center", fontsize=8, color="white" if outcome in ("met", "not_met") else "black")
    ax.set_xlim(-0.6, len(usual) - 0.4)
    ax.set_ylim(len(order) - 0.4, -0.6)
    ax.set_xticks(range(len(usual)), usual, rotation=40, ha="left", fontsize=8)
    ax.xaxis.tick_top()
    ax.set_yticks(range(len(order)), [label(names[place], year, years) for place, year in order], fontsize=8.5)
    ax.tick_params(length=0)
    ax.grid(visible=False)
    for side in ax.spines.values():
        side.set_visible(False)
    left = len({row["indicator"] for row in result.rows}) - len(usual)
    fig.suptitle("目标完成情况（空格：没有设这个目标）" + (f"　另有 {left} 个少见的指标未画" if left else ""), x=0.01, ha="left", fontsize=10, fontweight="bold")
    colours_below(fig, [(f"{word} {words}", colour) for word, words, colour in OUTCOMES.values()])
    return fig, ax
