"""How places, tasks and amounts are written in a figure: short, and so that a reader can tell them apart."""

from __future__ import annotations

import re
from collections.abc import Iterable

from textkit.structure.divisions import divisions, resolve

__all__ = ["amount", "fitted", "label", "place_names", "short_name", "tile_name"]

_TAIL = re.compile(r"^.*?(?:省|自治区|市|自治州|州|盟|地区)(?=.{2,})")


def place_names(places: Iterable[str | None]) -> dict[str | None, str]:
    """A short name for each place: 四川省凉山彝族自治州 is 凉山; a longer one where two would be called alike."""
    known = list(dict.fromkeys(places))
    for names in ([_short(place) for place in known], [_last(place) for place in known]):
        if len(set(names)) == len(names):
            return dict(zip(known, names, strict=True))
    return {place: place or _NONE for place in known}


_NONE = "（地名不详）"


def _short(place: str | None) -> str:
    found = resolve(place) if place else None
    division = divisions().by_code.get(found.code or "") if found and not found.zone else None
    return division.short if division and division.level != "county" else _last(place)


def _last(place: str | None) -> str:
    """The last of a place's names: 四川省凉山彝族自治州 gives 凉山彝族自治州."""
    words = place or _NONE
    while (tail := _TAIL.sub("", words)) != words:
        words = tail
    return words


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


_PEOPLES = "(?:维吾尔|壮族|回族|藏族|羌族|彝族|苗族|侗族|土家族|布依族|傣族|景颇族|白族|哈尼族|傈僳族|朝鲜族|蒙古族|哈萨克|柯尔克孜)+"


def short_name(place: str) -> str:
    """A place without those above it: 内蒙古自治区锡林郭勒盟 is 锡林郭勒盟, 云岫市砚川县 is 砚川县."""
    return re.sub(r"^.*(?:自治区|自治州|[省市盟])(?=.{2,})", "", place)


def tile_name(place: str) -> str:
    """Two or three characters: 凉山彝族自治州 is 凉山, 内蒙古自治区 内蒙古, 砚川县 砚川."""
    name = short_name(place)
    bare = re.sub(rf"(?:{_PEOPLES})?自治[区州县旗]$|(?<=.{{2}})(?:特别行政区|地区|新区|[省市县区州盟旗])$", "", name)
    return bare[:4] or name


def fitted(text: str, width: int) -> str:
    """At most ``width`` characters, the last an ellipsis where some were left out."""
    return text if len(text) <= width else text[:width - 1] + "…"
