"""What a reader gives back when its container knows more than text: where each stretch came from, and its tables."""

from __future__ import annotations

from typing import NamedTuple

from textkit.model import Place, Table

__all__ = ["Reading"]


class Reading(NamedTuple):
    """Text, encoding and metadata as every reader gives them, and the places and tables of the container.

    ``places`` are sorted by start, in code points of ``text``. ``Reading("甲", "utf-8", {}, (Place(0, "第1段"),))``.
    """

    text: str
    encoding: str
    meta: dict[str, str]
    places: tuple[Place, ...] = ()
    tables: tuple[Table, ...] = ()
