"""Places side by side: the 账图 (fields or tasks × places), the tile grid, how far the demands of the level above were taken up."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from typing import Any

from textkit.compare.across.demands import WORDS
from textkit.model import TextkitError
from textkit.report.figures.names import fitted, last_name
from textkit.report.figures.style import CATEGORICAL, GREY, SEQUENTIAL, new_figure
from textkit.report.figures.tiles import draw_map, draw_tiles

__all__ = ["draw"]

_COLOURS = {"copied": CATEGORICAL[0], "adapted": CATEGORICAL[5], "own": CATEGORICAL[2], "silent": "#E0E0E0"}
_NUMBERED = 16       # up to so many places the cells hold their counts


def draw(result: Any, *, kind: str = "fields", **options: Any) -> tuple[Any, Any]:
    """``kind`` is fields (share of each place's tasks in each field), tasks (who has which shared task; ``top``), coverage, tiles
    (``indicator`` or ``field``) or map (``boundaries``: a GeoJSON file of your own). Raises TextkitError for any other.
    """
    kinds: dict[str, Callable[..., tuple[Any, Any]]] = {"fields": _fields, "tasks": _tasks, "coverage": _coverage, "tiles": draw_tiles, "map": draw_map}
    if kind not in kinds:
        raise TextkitError(f"没有这种图：{kind}", hint=f"可选：{'、'.join(kinds)}")
    return kinds[kind](result, **options)


def _fields(result: Any) -> tuple[Any, Any]:
    """Places down, fields across; the darkness is the share of the place's tasks, the number their count."""
    counts = result.matrix("field")
    shares = counts.div(counts.sum(axis=1).clip(lower=1), axis=0).to_numpy() * 100
    rows, columns = counts.shape
    numbered = rows <= _NUMBERED
    fig, ax = new_figure(size=(max(0.42 * columns + 1.6, 6.0), max((0.26 if numbered else 0.15) * rows + 1.7, 3.2)))
    image = ax.imshow(shares, cmap=SEQUENTIAL + "_r", aspect="auto", vmin=0)
    middle = shares.max() / 2
    if numbered:
        for y in range(rows):
            for x in range(columns):
                if counts.iat[y, x]:
                    ax.text(x, y, str(counts.iat[y, x]), ha="center", va="center", fontsize=7, color="white" if shares[y, x] > middle else "black")
    ax.set_xticks(range(columns), counts.columns, rotation=45, ha="right", rotation_mode="anchor", fontsize=8)
    ax.set_yticks(range(rows), [last_name(p) for p in counts.index], fontsize=8 if numbered else 6)
    ax.grid(visible=False)
    ax.tick_params(length=0)
    ax.set_title(f"{result.options['year']} 年各地任务的领域分布" + ("（数字为任务分句数）" if numbered else ""), loc="left")
    bar = fig.colorbar(image, ax=ax, shrink=0.6, pad=0.02)
    bar.set_label("占该地任务的 %", fontsize=8)
    bar.outline.set_visible(False)
    return fig, ax


def _tasks(result: Any, *, top: int = 30) -> tuple[Any, Any]:
    """Shared tasks down, places across; a filled square where the place's report has it, and at the right in how many."""
    present = result.matrix("task", top=top).T > 0
    rows, columns = present.shape
    if not rows:
        raise TextkitError("没有两地以上共有的任务，画不出图", hint="；".join(result.notes))
    step = max(0.3, 3.6 / columns) if columns <= 30 else 0.13
    fig, ax = new_figure(size=(step * columns + 3.6, 0.2 * rows + 1.3))
    ax.imshow(present.to_numpy(), cmap=_two(), aspect="auto", vmin=0, vmax=1)
    for y, reach in enumerate(present.sum(axis=1)):
        ax.text(columns - 0.3, y, f"{reach}", va="center", fontsize=7, color=GREY)
    ax.set_xticks([x - 0.5 for x in range(1, columns)], minor=True)
    ax.set_yticks([y - 0.5 for y in range(1, rows)], minor=True)
    ax.grid(visible=False)
    ax.grid(which="minor", color="white", linewidth=0.8, axis="both")
    ax.tick_params(length=0, which="both")
    ax.set_xticks(range(columns), [last_name(p) for p in present.columns], rotation=90, fontsize=8 if columns <= 30 else 5.5)
    ax.set_yticks(range(rows), [fitted(name, 24) for name in present.index], fontsize=7)
    for side in ax.spines.values():
        side.set_visible(False)
    ax.set_title(f"{result.options['year']} 年最多地方共有的 {rows} 项任务（右侧：地方数）", loc="left")
    return fig, ax


def _two() -> Any:
    from matplotlib.colors import ListedColormap

    return ListedColormap(["#F0F0F0", CATEGORICAL[0]])


def _coverage(result: Any) -> tuple[Any, Any]:
    """One bar per place: of what the level above demanded, how much it copied, adapted, said in its own words or did not mention."""
    rows = result.coverage
    if rows.empty:
        raise TextkitError("没有上级同年的报告，画不出承接图", hint="；".join(result.notes))
    counts = {place: Counter(group["words"]) for place, group in rows.groupby("place", sort=False)}
    uppers = dict(zip(rows["place"], rows["upper_place"], strict=True))
    order = sorted(counts, key=lambda p: (uppers[p], counts[p]["silent"] / counts[p].total(), p))
    fig, ax = new_figure(size=(7.4, 0.26 * len(order) + 1.5))
    left = [0.0] * len(order)
    for word, colour in _COLOURS.items():
        values = [100 * counts[p][word] / counts[p].total() for p in order]
        ax.barh(range(len(order)), values, left=left, color=colour, height=0.72, label=WORDS[word])
        for y, (start, value, p) in enumerate(zip(left, values, order, strict=True)):
            if value >= 4:
                ax.text(start + value / 2, y, str(counts[p][word]), ha="center", va="center", fontsize=7, color="white" if word in ("copied", "own") else "black")
        left = [a + b for a, b in zip(left, values, strict=True)]
    several = len(set(uppers.values())) > 1
    ax.set_yticks(range(len(order)), [last_name(p) + (f"（{last_name(uppers[p])}）" if several else "") for p in order], fontsize=8)
    ax.set_ylim(len(order) - 0.5, -0.5)
    ax.set_xlim(0, 100)
    ax.set_xlabel("占上级要求的 %（条内数字为条数；未提及只说报告没有写）")
    ax.grid(visible=False)
    ax.tick_params(length=0)
    ax.spines[["left", "right", "top", "bottom"]].set_visible(False)
    title = f"{result.options['year']} 年上级要求的承接" + ("" if several else f"：{next(iter(uppers.values()))}的 {counts[order[0]].total()} 条")
    ax.set_title(title, loc="left", pad=22)
    ax.legend(ncols=4, loc="lower left", bbox_to_anchor=(0.0, 1.0), handlelength=1.0, columnspacing=1.2)
    return fig, ax
