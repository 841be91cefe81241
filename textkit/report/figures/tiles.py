"""One square per place: a tile grid, coloured by a target or by the share of a field; and the same on the user's own boundaries.

The provinces stand about where they lie (an arrangement of our own, no map: it says nothing of boundaries); other places stand in
rows under their province or prefecture. Boundaries are drawn from a GeoJSON file that the user gives, and from nothing else.
"""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from textkit.model import TextkitError
from textkit.report.figures.names import last_name, tile_name
from textkit.report.figures.style import GREY, SEQUENTIAL, new_figure
from textkit.structure.divisions import divisions

__all__ = ["draw_map", "draw_tiles"]

#: Code of a province → column and row of its tile.
_WHERE = {
    "23": (9, 0), "22": (9, 1), "21": (9, 2), "15": (6, 1), "65": (1, 1), "62": (3, 2), "64": (4, 2), "14": (5, 2), "13": (6, 2), "11": (7, 1),
    "12": (7, 2), "63": (2, 2), "61": (4, 3), "41": (5, 3), "37": (7, 3), "34": (6, 3), "32": (8, 3), "54": (1, 3), "51": (2, 4), "50": (3, 4),
    "42": (4, 4), "36": (6, 4), "33": (7, 4), "31": (8, 4), "52": (3, 5), "43": (5, 5), "35": (7, 5), "53": (2, 6), "45": (4, 6), "44": (5, 6),
    "81": (6, 7), "82": (5, 7), "71": (8, 6), "46": (4, 8),
}
_ACROSS = 12         # tiles in a row of places under their province


def _values(result: Any, indicator: str | None, field: str | None) -> tuple[dict[str, float], str, dict[str, str]]:
    """Place → value, what it is, and the value in words."""
    if field is not None:
        counts = result.matrix("field")
        if field not in counts.columns:
            raise TextkitError(f"没有“{field}”这个领域", hint=f"有：{'、'.join(counts.columns)}")
        shares = (counts[field] / counts.sum(axis=1).clip(lower=1) * 100).to_dict()
        return shares, f"{field}占任务的 %", {p: f"{v:.0f}" for p, v in shares.items()}
    table = result.targets
    numbered = table[table["low"].notna() | table["high"].notna()]
    if numbered.empty:
        raise TextkitError("没有可以上图的目标数", hint="；".join(result.notes))
    name = indicator or numbered.groupby("indicator", sort=False)["place"].nunique().idxmax()
    mine = numbered[numbered["indicator"] == name]
    if mine.empty:
        raise TextkitError(f"没有一个地方的“{name}”目标是数字", hint=f"有：{'、'.join(dict.fromkeys(numbered['indicator']))}")
    measure, unit = mine.groupby(["measure", "unit"], sort=False)["place"].nunique().idxmax()
    mine = mine[(mine["measure"] == measure) & (mine["unit"] == unit)].drop_duplicates("place")
    values = {row.place: float(row.low if row.low == row.low and row.low is not None else row.high) for row in mine.itertuples()}
    return values, f"{name}{'增长' if measure == 'growth' else ''}目标（{unit or ''}）", {p: f"{v:g}" for p, v in values.items()}


def _places(result: Any) -> dict[str, str | None]:
    return {row["place"]: row["code"] for row in result.rows if row["code"] != "000000"}


def draw_tiles(result: Any, *, indicator: str | None = None, field: str | None = None) -> tuple[Any, Any]:
    """A square per place, coloured by its target for ``indicator`` (the one that most set) or the share of ``field``; grey where it sets none."""
    values, title, words = _values(result, indicator, field)
    places = _places(result)
    grid = all(code and code.endswith("0000") for code in places.values())
    spots, heads = _provinces(places) if grid else _rows(places)
    fig, ax = new_figure(size=(max(0.62 * (max(x for x, _ in spots.values()) + 1) + 1.8, 5.0), 0.62 * (max(y for _, y in spots.values()) + 1) + 0.9))
    colour = _Scale(values)
    for place, (x, y) in spots.items():
        _tile(ax, x, y, tile_name(place), words.get(place), colour(values[place]) if place in values else "#EDEDED")
    for name, (x, y) in heads.items():
        ax.text(x, y, tile_name(name), ha="center", va="center", fontsize=8, color=GREY)
    ax.autoscale_view()
    ax.invert_yaxis()
    _finished(fig, ax, colour.scale, f"{result.options['year']} 年{title}")
    return fig, ax


def _tile(ax: Any, x: float, y: float, name: str, value: str | None, colour: Any) -> None:
    from matplotlib.patches import Rectangle

    ax.add_patch(Rectangle((x - 0.46, y - 0.46), 0.92, 0.92, facecolor=colour, edgecolor="white"))
    ink = _ink(colour)
    ax.text(x, y - 0.14, name, ha="center", va="center", fontsize=7.5 if len(name) < 4 else 6, color=ink)
    ax.text(x, y + 0.22, value or "—", ha="center", va="center", fontsize=7, color=ink)


Spots = dict[str, tuple[float, float]]


def _provinces(places: Mapping[str, str | None]) -> tuple[Spots, Spots]:
    """Where the tile of each province stands, and the names of those that are not in the result."""
    mine = {code[:2]: place for place, code in places.items() if code}
    names = {code[:2]: division.name for code, division in divisions().by_code.items() if code.endswith("0000")}
    return ({mine[code]: spot for code, spot in _WHERE.items() if code in mine},
            {names[code]: spot for code, spot in _WHERE.items() if code not in mine and code in names})


def _rows(places: Mapping[str, str | None]) -> tuple[Spots, Spots]:
    """Tiles in rows, those of one province together behind its name."""
    groups: dict[str, list[str]] = defaultdict(list)
    for place, code in places.items():
        province = divisions().by_code.get(code[:2] + "0000") if code else None
        groups[province.name if province else place[:len(place) - len(last_name(place))] or place].append(place)
    spots: Spots = {}
    heads: Spots = {}
    x = y = 0
    for head, members in groups.items():
        if x and x + 1 + len(members) > _ACROSS:
            x, y = 0, y + 1
        heads[head] = (x, y)
        for place in members:
            x, y = (x + 1, y) if x + 1 < _ACROSS else (1, y + 1)
            spots[place] = (x, y)
        x += 1
    return spots, heads


class _Scale:
    """Values → colours, from the least to the most."""

    def __init__(self, values: Mapping[str, float]) -> None:
        from matplotlib.cm import ScalarMappable
        from matplotlib.colors import Normalize

        low, high = min(values.values()), max(values.values())
        self.scale = ScalarMappable(Normalize(low, high if high > low else low + 1), SEQUENTIAL + "_r")

    def __call__(self, value: float) -> Any:
        return self.scale.to_rgba([value])[0]  # type: ignore[arg-type]


def _ink(colour: Any) -> str:
    from matplotlib.colors import to_rgb

    red, green, blue = to_rgb(colour)
    return "white" if 0.3 * red + 0.59 * green + 0.11 * blue < 0.5 else "black"


def _finished(fig: Any, ax: Any, scale: Any, title: str) -> None:
    ax.set_aspect("equal")
    ax.set_axis_off()
    ax.set_title(title, loc="left")
    bar = fig.colorbar(scale, ax=ax, shrink=0.5, pad=0.02)
    bar.outline.set_visible(False)


def draw_map(result: Any, *, boundaries: str | Path, key: str = "adcode", indicator: str | None = None, field: str | None = None) -> tuple[Any, Any]:
    """The values on ``boundaries``, a GeoJSON file (a FeatureCollection of polygons) whose property ``key`` holds the six-digit code
    or the name of a place. Raises TextkitError where the file cannot be read or no place is in it.
    """
    from matplotlib.collections import PolyCollection

    values, title, _ = _values(result, indicator, field)
    by_key = {k: p for p, code in _places(result).items() for k in (p, last_name(p), code) if k}
    shapes = _shapes(Path(boundaries), key)
    known = {by_key[name] for name, _ in shapes if name in by_key}
    if not known:
        raise TextkitError(f"文件里没有一个地方的 {key} 与结果相合", path=str(boundaries), hint="key= 可指明存放行政区划代码或名称的属性")
    fig, ax = new_figure(size=(7.2, 5.6))
    colour = _Scale(values)
    rings = [(ring, by_key.get(name)) for name, found in shapes for ring in found]
    ax.add_collection(PolyCollection([ring for ring, _ in rings], edgecolors="white", linewidths=0.5,
                                     facecolors=[colour(values[p]) if p in values else "#EDEDED" for _, p in rings]))
    ax.autoscale_view()
    _finished(fig, ax, colour.scale, f"{result.options['year']} 年{title}（{len(known & values.keys())} 个地方）")
    return fig, ax


def _shapes(path: Path, key: str) -> list[tuple[str, list[list[tuple[float, float]]]]]:
    """The outer rings of each feature with what its property ``key`` says."""
    try:
        features = json.loads(path.read_text(encoding="utf-8-sig"))["features"]
        out = []
        for feature in features:
            geometry = feature.get("geometry") or {}
            points = geometry.get("coordinates") or []
            parts = [points] if geometry.get("type") == "Polygon" else points if geometry.get("type") == "MultiPolygon" else []
            rings = [[(float(p[0]), float(p[1])) for p in part[0]] for part in parts if part]
            out.append((str((feature.get("properties") or {}).get(key, "")), rings))
    except (OSError, ValueError, KeyError, TypeError, IndexError, AttributeError) as error:
        raise TextkitError(f"读不了这个边界文件（{error}）", path=str(path), hint="请给 GeoJSON 的 FeatureCollection") from error
    return out
