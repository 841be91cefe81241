"""Who had a passage first, and what speaks for it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Literal, NamedTuple

from textkit.model import Document
from textkit.structure.places import place_code

__all__ = ["Order", "above", "label", "order"]

#: The levels from the top; a document of unknown level is above and below nobody.
_RANK: Mapping[str, int] = {"national": 0, "province": 1, "city": 2, "county": 3, "township": 4}


class Order(NamedTuple):
    """``first``: a, b, or None where nothing tells; ``evidence``: what tells it, in Chinese."""

    first: Literal["a", "b"] | None
    evidence: str


def label(document: Document) -> str:
    """Place and year, as readers name a report: 云岫市砚川县2023; the file where neither is known."""
    when = document.work_year or (document.date or "")[:4]
    return f"{document.place or ''}{when}" if document.place else document.source.path


def order(a: Document, b: Document, quotes: tuple[str, str]) -> Order:
    """By the dates of the documents (as exact as they are), else by the years whose work they lay out, else by a place of the
    one that the passage of the other still names."""
    for kind, one, other in (("成文日期", a.date, b.date), ("工作年度", _year(a), _year(b))):
        if one and other and _differ(one, other):
            first: Literal["a", "b"] = "a" if one < other else "b"
            return Order(first, f"{kind} {min(one, other)} 早于 {max(one, other)}")
    left, right = _names(b, quotes[0], a), _names(a, quotes[1], b)
    if left and not right:
        return Order("b", f"{label(a)}的文字里留有“{left}”")
    if right and not left:
        return Order("a", f"{label(b)}的文字里留有“{right}”")
    known = [d.date or _year(d) for d in (a, b)]
    return Order(None, f"分不出先后（{known[0] or '无日期'}、{known[1] or '无日期'}）")


def _year(document: Document) -> str | None:
    return str(document.work_year) if document.work_year else None


def _differ(one: str, other: str) -> bool:
    """Whether one ISO date is before the other for certain: 2024 and 2024-02-01 may be the same day."""
    length = min(len(one), len(other))
    return one[:length] != other[:length]


def _names(of: Document, quote: str, holder: Document) -> str | None:
    """The name of the place of ``of``, where the quote of another place's document has it."""
    own = _last(of.place)
    if not own or own == _last(holder.place) or (holder.place and own in holder.place):
        return None
    return own if own in quote else None


def _last(place: str | None) -> str | None:
    """The place itself without those above it and without its kind: 砚川 of 云岫市砚川县."""
    if not place:
        return None
    from textkit.compare.copying.symbols import parts_of

    parts = parts_of(place)
    return parts[-1][1] if parts and len(parts[-1][1]) > 1 else None


def above(upper: Document, lower: Document) -> bool:
    """Whether ``upper`` is of a level above ``lower`` and of a place that ``lower`` belongs to."""
    if upper.level not in _RANK or lower.level not in _RANK or _RANK[upper.level] >= _RANK[lower.level]:
        return False
    if upper.level == "national":
        return True
    if upper.place and lower.place and lower.place.startswith(upper.place):
        return True
    one, other = place_code(upper.place), place_code(lower.place)
    return bool(one and other and one.rstrip("0") and other.startswith(one[:2] if upper.level == "province" else one[:4]))


def upper_of(documents: Sequence[Document], among: Sequence[int]) -> dict[int, int]:
    """Of documents that share a passage, those that have it from a level above: document → the highest one above it that is
    not later."""
    out: dict[int, int] = {}
    for lower in among:
        higher = [u for u in among if above(documents[u], documents[lower]) and not _later(documents[u], documents[lower])]
        if higher:
            out[lower] = min(higher, key=lambda u: (_RANK[documents[u].level], documents[u].date or "", u))
    return out


def _later(one: Document, other: Document) -> bool:
    if one.date and other.date and _differ(one.date, other.date):
        return one.date > other.date
    return bool(one.work_year and other.work_year and one.work_year > other.work_year)
