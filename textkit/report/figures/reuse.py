"""Who shares text with whom: a network of places or a heat map, by the characters that they have in common."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from math import cos, hypot, pi, sin
from typing import TYPE_CHECKING, Any

from textkit.model import TextkitError
from textkit.report.figures.names import place_names
from textkit.report.figures.style import CATEGORICAL, GREY, SEQUENTIAL, new_figure

if TYPE_CHECKING:
    from matplotlib.figure import Figure

__all__ = ["draw"]

MOST = {"network": 30, "heatmap": 40}    # nodes that stay legible at the width of a page
LINES = 80                               # lines of a network that can be told apart: the thickest are drawn


def draw(result: Any, kind: str = "network", *, by: str = "place", set_phrases: bool = False, most: int | None = None) -> tuple[Figure, Any]:
    """``kind`` is ``network`` (arrows from who had it first, as thick as what was taken) or ``heatmap`` (rows had it first).

    ``by`` is ``place`` or ``report`` (place and year). Passages that are mostly set phrases are left out unless ``set_phrases``. The
    ``most`` places that share most are drawn. Raises TextkitError for other kinds or where nothing is left.
    """
    if kind not in MOST or by not in ("place", "report"):
        raise TextkitError(f"没有这种图：kind={kind}, by={by}", hint="kind 可选 network、heatmap，by 可选 place、report")
    flows, loose = _flows(result, by, set_phrases)
    total = Counter[str]()
    for pairs in (flows, loose):
        for (a, b), count in pairs.items():
            total[a] += count
            total[b] += count
    if not total:
        raise TextkitError("除套话外没有不同地方共有的段落，画不出图", hint="by=\"report\" 把同一地方的各年分开；set_phrases=True 把套话也算上")
    nodes = [node for node, _ in sorted(total.items(), key=lambda item: (-item[1], item[0]))[: most or MOST[kind]]]
    left = len(total) - len(nodes)
    return (_network if kind == "network" else _heatmap)(nodes, flows, loose, left)


def _flows(result: Any, by: str, set_phrases: bool) -> tuple[Counter[tuple[str, str]], Counter[tuple[str, str]]]:
    """Shared characters: (first, later) where the order is known, else (a, b) in the order of their names."""
    flows, loose = Counter[tuple[str, str]](), Counter[tuple[str, str]]()
    names = place_names(row[f"{side}_place"] for row in result.rows for side in "ab" if row[f"{side}_place"])
    for row in result.rows:
        if row["set_phrase"] and not set_phrases:
            continue
        a, b = (_name(row, side, by, names) for side in "ab")
        if a == b:
            continue
        if row["first"]:
            flows[a, b] += row["shared"]
        else:
            loose[min(a, b), max(a, b)] += row["shared"]
    return flows, loose


def _name(row: Mapping[str, Any], side: str, by: str, names: Mapping[str | None, str]) -> str:
    place = names[row[f"{side}_place"]] if row[f"{side}_place"] else row[f"{side}_file"].rsplit("/", 1)[-1]
    year = row[f"{side}_year"]
    return f"{place}{year}" if by == "report" and year else place


def _title(left: int) -> str:
    return f"（另有 {left} 个共有文字较少的未画）" if left else ""


def _network(nodes: list[str], flows: Mapping[tuple[str, str], int], loose: Mapping[tuple[str, str], int], left: int) -> tuple[Figure, Any]:
    from matplotlib.patches import FancyArrowPatch

    fig, ax = new_figure(size=(7.2, 7.4))
    nodes = _round(nodes, flows, loose)
    at = {node: (cos(pi / 2 - 2 * pi * i / len(nodes)), sin(pi / 2 - 2 * pi * i / len(nodes))) for i, node in enumerate(nodes)}
    drawn = [(pair, count, color, known) for pairs, color, known in ((loose, GREY, False), (flows, CATEGORICAL[0], True))
             for pair, count in pairs.items() if pair[0] in at and pair[1] in at]
    drawn = sorted(drawn, key=lambda line: line[1])[-LINES:]
    largest = drawn[-1][1] if drawn else 1
    for (a, b), count, color, known in drawn:
        weight = (count / largest) ** 0.5
        bend = 0.12 if hypot(at[a][0] - at[b][0], at[a][1] - at[b][1]) > 0.3 else 0.4
        ax.add_patch(FancyArrowPatch(at[a], at[b], arrowstyle="-|>" if known else "-", mutation_scale=7 + 5 * weight, color=color,
                                     linewidth=0.4 + 3.2 * weight, alpha=0.25 + 0.6 * weight, shrinkA=5, shrinkB=5,
                                     connectionstyle=f"arc3,rad={bend}", zorder=2 if known else 1))
    ax.scatter([x for x, _ in at.values()], [y for _, y in at.values()], s=26, color="#333333", zorder=3)
    for i, (node, (x, y)) in enumerate(at.items()):
        angle = 90 - 360 * i / len(nodes)
        upright = len(nodes) <= 10
        flip = not upright and x < -1e-9
        ax.text(1.06 * x, 1.06 * y, node, rotation=0 if upright else (angle + 180 if flip else angle), rotation_mode="anchor",
                ha="center" if upright and abs(x) < 0.1 else "right" if x < -1e-9 else "left",
                va="center" if not upright or abs(x) >= 0.1 else "bottom" if y > 0 else "top")
    ax.set(xlim=(-1.55, 1.55), ylim=(-1.55, 1.55), aspect="equal")
    ax.axis("off")
    ax.set_title("谁用了谁的文字" + _title(left), loc="left")
    ax.text(0, 0, "箭头从先有的一方指向后用的一方；灰线分不出先后；\n线越粗，共有的字越多（最粗 " + f"{largest:,} 字，只画最粗的 {len(drawn)} 条），套话不计",
            transform=ax.transAxes, ha="left", va="bottom", color=GREY, fontsize="small")
    return fig, ax


def _round(nodes: list[str], flows: Mapping[tuple[str, str], int], loose: Mapping[tuple[str, str], int]) -> list[str]:
    """The nodes in an order that puts those that share much next to each other: each time the one closest to the last."""
    near = Counter[frozenset[str]]()
    for pairs in (flows, loose):
        for pair, count in pairs.items():
            near[frozenset(pair)] += count
    out, rest = nodes[:1], nodes[1:]
    while rest:
        following = max(rest, key=lambda node: (near[frozenset((out[-1], node))], -rest.index(node)))
        rest.remove(following)
        out.append(following)
    return out


def _heatmap(nodes: list[str], flows: Mapping[tuple[str, str], int], loose: Mapping[tuple[str, str], int], left: int) -> tuple[Figure, Any]:
    import numpy as np
    from matplotlib.colors import LogNorm

    nodes = _round(nodes, flows, loose)
    row = {node: i for i, node in enumerate(nodes)}
    values = np.full((len(nodes), len(nodes)), np.nan)
    for pairs, both in ((flows, False), (loose, True)):
        for (a, b), count in pairs.items():
            if a in row and b in row:
                for i, j in ((row[a], row[b]), (row[b], row[a])) if both else ((row[a], row[b]),):
                    values[i, j] = np.nan_to_num(values[i, j]) + count
    side = max(4.0, min(7.6, 1.9 + 0.2 * len(nodes)))
    fig, ax = new_figure(size=(side + 0.9, side))
    high = float(np.nanmax(values))
    image = ax.imshow(values, cmap=f"{SEQUENTIAL}_r", norm=LogNorm(vmin=min(20.0, high / 2), vmax=high))
    size = 9 if len(nodes) <= 15 else 6.5
    ax.set_xticks(range(len(nodes)), nodes, rotation=90, fontsize=size)
    ax.set_yticks(range(len(nodes)), nodes, fontsize=size)
    ax.set_xticks(np.arange(-0.5, len(nodes)), minor=True)
    ax.set_yticks(np.arange(-0.5, len(nodes)), minor=True)
    ax.grid(which="minor", color="#E4E4E4", linewidth=0.4)
    ax.grid(which="major", visible=False)
    ax.tick_params(which="both", length=0)
    if len(nodes) <= 12:
        for i, j in zip(*np.nonzero(~np.isnan(values)), strict=True):
            ax.text(j, i, f"{values[i, j]:.0f}", ha="center", va="center", fontsize=7.5,
                    color="white" if values[i, j] > (high * 20) ** 0.5 else "black")
    ax.set_xlabel("后用的一方")
    ax.set_ylabel("先有的一方（分不出先后的两格都画）")
    ax.set_title("两两共有的字数，套话不计" + _title(left), loc="left")
    ticks = [tick for tick in (20, 50, 100, 200, 500, 1000, 2000, 5000, 10_000, 50_000) if image.norm.vmin <= tick <= high]
    bar = fig.colorbar(image, ax=ax, shrink=0.7, label="共有字数")
    bar.set_ticks(ticks, labels=[f"{tick:,}" for tick in ticks])
    bar.ax.minorticks_off()
    return fig, ax
