"""Names of places and tasks as short as a figure needs them."""

from __future__ import annotations

import re

__all__ = ["fitted", "short_name", "tile_name"]

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
