"""How places, tasks and amounts are written in a figure: short, and so that a reader can tell them apart."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from textkit.structure.divisions import Division, divisions, resolve

__all__ = ["amount", "fitted", "group_names", "label", "last_name", "place_names", "tile_name"]

_NONE = "（地名不详）"
#: What stands above a place that no list of divisions knows, and the kind of place that its name ends with.
_OUTER = re.compile(r"^.*(?:自治区|自治州|地区|[省市盟])(?=.{2,})")
_KIND = re.compile(r"自治[区州县旗]$|(?<=.{2})(?:特别行政区|地区|新区|[省市县区州盟旗])$")
_PROVINCE = re.compile(r"^[\u4e00-\u9fff]{2,6}?(?:维吾尔自治区|壮族自治区|回族自治区|自治区|省)(?=[\u4e00-\u9fff]{2})")
_YEAR = re.compile(r" (?:19|20)\d\d$")


def _division(place: str | None) -> Division | None:
    """The division that a place's name ends with; None for a zone, a former name, or a place that no list knows."""
    found = resolve(place) if place else None
    division = divisions().by_code.get(found.code or "") if found and not found.zone else None
    return division if division and place and place.endswith(division.name) else None


def place_names(places: Iterable[str | None]) -> dict[str | None, str]:
    """A short name for each place: 四川省凉山彝族自治州 is 凉山; a longer one where two would be called alike."""
    known = list(dict.fromkeys(places))
    for names in ([_short(place) for place in known], [last_name(place or _NONE) for place in known]):
        if len(set(names)) == len(names):
            return dict(zip(known, names, strict=True))
    return {place: place or _NONE for place in known}


def _short(place: str | None) -> str:
    division = _division(place)
    return division.short if division and division.level != "county" else last_name(place or _NONE)


def last_name(place: str) -> str:
    """A place without those above it: 内蒙古自治区锡林郭勒盟 is 锡林郭勒盟, 云岫市砚川县 is 砚川县, 济南市市中区 is 市中区."""
    division = _division(place)
    return division.name if division else _OUTER.sub("", place)


def tile_name(place: str) -> str:
    """Two to four characters: 凉山彝族自治州 is 凉山, 内蒙古自治区 内蒙古, 砚川县 砚川."""
    division = _division(place)
    bare = division.short if division else _KIND.sub("", last_name(place))
    return bare[:4] or place


def group_names(names: Sequence[str]) -> list[str]:
    """Names of groups without the year where all have the same, without the province where what is left tells all apart."""
    out = list(names)
    if len({m[0] if (m := _YEAR.search(name)) else None for name in out}) == 1:
        out = [_YEAR.sub("", name) for name in out]
    shorter = [_PROVINCE.sub("", name) for name in out]
    return shorter if len(set(shorter)) == len(set(out)) else out


def amount(value: float | None, unit: str | None) -> str:
    """An amount as Chinese readers write it: 46万人, 5.4%, 1640亿斤, 16.8万元/人."""
    if value is None:
        return ""
    unit = unit or ""
    for size, word in ((1e8, "亿"), (1e4, "万")):
        if abs(value) >= size and unit not in ("%", "个百分点"):
            return f"{value / size:.6g}{word}{unit}"
    return f"{value:.6g}{unit}"


def label(place: str, year: int | None, years: int) -> str:
    """The name of a row: with the year where a figure shows several."""
    return f"{place} {year}" if years > 1 and year else place


def fitted(text: str, width: int) -> str:
    """At most ``width`` characters, the last an ellipsis where some were left out."""
    return text if len(text) <= width else text[:width - 1] + "…"
