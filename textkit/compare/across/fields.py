"""Which field of work a commitment belongs to: by the words of ``lexicon/fields.tsv``, its own before the headings above."""

from __future__ import annotations

import re
from collections import Counter
from functools import lru_cache

from textkit.compare.lineage.commitments import Commitment
from textkit.lexicon import load

__all__ = ["REST", "field_of", "fields"]

REST = "其他"


@lru_cache(maxsize=8)
def _table(extra: tuple[str, ...]) -> tuple[tuple[re.Pattern[str], str], ...]:
    return tuple((re.compile(row.pattern), row["field"]) for row in load("fields", extra))


def fields(extra: tuple[str, ...] = ()) -> tuple[str, ...]:
    """The fields in the order of the list, 其他 last. ``extra`` are tables of the same columns; their fields come after."""
    return (*dict.fromkeys(name for _, name in _table(extra)), REST)


def field_of(commitment: Commitment, extra: tuple[str, ...] = ()) -> str:
    """The field with the most words in the commitment, else in the nearest heading that has any; of equals the one that stands last.

    改造老旧小区13个 is 城镇建设, 发展生态农业 is 农业农村; 抓好这项工作 under 全面推进乡村振兴 is 农业农村 too.
    """
    for words in (commitment.text, *reversed(commitment.section.split(" › "))):
        counts: Counter[str] = Counter()
        last: dict[str, int] = {}
        for pattern, name in _table(extra):
            for found in pattern.finditer(words):
                counts[name] += 1
                last[name] = max(last.get(name, 0), found.end())
        if counts:
            return max(counts, key=lambda name: (counts[name], last[name]))
    return REST
