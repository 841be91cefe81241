"""What became of a commitment in the next report: same, reworded, raised, lowered, split or merged.

A changed amount of the same thing in the same unit decides over changed words; what goes on in several parts, or comes out
of several, is split or merged. Raised and lowered are about the number as written, not about how hard it is to reach.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from typing import Literal

from textkit.compare.lineage.changes import change_of
from textkit.compare.lineage.commitments import Commitment
from textkit.compare.lineage.linking import Link
from textkit.model import fold

__all__ = ["RELATIONS", "Relation", "relations_of"]

Relation = Literal["same", "reworded", "raised", "lowered", "split", "merged", "new", "dropped"]

RELATIONS: dict[str, str] = {
    "same": "照旧", "reworded": "改写", "raised": "提高", "lowered": "降低", "split": "拆分", "merged": "合并", "new": "新提", "dropped": "未再提",
}
"""Relation → its Chinese name. ``dropped`` says that the next report is silent, nothing more."""


def relations_of(links: Sequence[Link]) -> list[Relation]:
    """The relation of each link between two reports."""
    parts_of = Counter(link.evidence.earlier for link in links if link.kind != "again")
    wholes_of = Counter(link.evidence.later for link in links if link.kind != "again")
    return [_relation(k, parts_of[k.evidence.earlier] > 1, wholes_of[k.evidence.later] > 1) for k in links]


def _relation(link: Link, split: bool, merged: bool) -> Relation:
    if split:
        return "split"
    if merged:
        return "merged"
    change = change_of(link.earlier, link.later)
    if change is not None and change.amount:
        return "raised" if change.amount > 0 else "lowered"
    return "same" if _plain(link.earlier) == _plain(link.later) else "reworded"


def _plain(commitment: Commitment) -> str:
    """The words without punctuation, in which two texts that are the same agree."""
    return re.sub(r"\W", "", fold(commitment.text))
