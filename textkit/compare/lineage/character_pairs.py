"""What two wordings share: folded text without figures, times and own names, as weighted pairs of characters.

The weight of a pair is how rare it is among the commitments of Chinese local reports (``pairs.tsv``), so that 推进 and
建设 say little and 澜亭 much, whatever is compared. Likeness is exact: sparse matrices over all pairs, no sampling.
"""

from __future__ import annotations

import math
import re
from collections.abc import Iterable, Sequence
from functools import lru_cache
from importlib.resources import files
from typing import Any

from textkit.compare.indicators import own_names
from textkit.extract.numerals import fold_marks
from textkit.model import fold

__all__ = ["content", "longest_shared", "matrix", "pair_weight", "pairs", "sum_of_weights", "weight"]

_FIGURES = re.compile(r"[\d.,%‰]+(?:个百分点|[万亿千百]+)?|[一二三四五六七八九十百千两]+(?=[个项条座家户所处批])")
_TIMES = re.compile(
    r"今年|全年|年内|当年|年度|[上下]半年|[一二三四]季度|年?[底末]前?(?=[，。；完建开竣通投])|(?<!\w)月(?:[初中]旬|底|份)?前?|(?<!\w)年(?!\w)"
)
_OWN = re.compile(r"[全我本该][省市区县州盟旗镇乡](?!域)|自治[区州县]")
_QUOTES = re.compile(r"[“”‘’《》「」\"']")
_MARKS = re.compile(r"[^\w]+")


@lru_cache(maxsize=256)
def _names(place: str | None) -> tuple[str, ...]:
    """The names of the place itself, the longest first: 云岫市砚川县, 砚川县 and 砚川."""
    names = own_names(place)
    short = [name[:-1] for name in names if name[-1] in "省市县区州盟旗" and len(name) > 2]
    return tuple(sorted({*names, *short}, key=lambda name: (-len(name), name)))


@lru_cache(maxsize=65536)
def content(text: str, place: str | None = None, drop: tuple[str, ...] = ()) -> str:
    """The words that say what is meant, stretches parted by a blank: 今年全县新建泵站3座 gives 新建泵站 座.

    ``drop`` are words to leave out beside the names of ``place`` itself.
    """
    text = fold_marks(text)
    for name in (*drop, *_names(place)):
        text = text.replace(name, "")
    text = _TIMES.sub(" ", _FIGURES.sub(" ", text))
    parts = (fold(part) for part in _MARKS.split(_OWN.sub("", _QUOTES.sub("", text))))
    return " ".join(part for part in parts if part)


def pairs(words: str) -> list[str]:
    """The pairs of characters of a content, none across a blank: 新建泵站 座 gives 新建, 建泵, 泵站."""
    return [part[i:i + 2] for part in words.split() for i in range(len(part) - 1)]


@lru_cache(maxsize=1)
def _weights() -> tuple[dict[str, float], float]:
    """Weight of each usual pair, and of any other: the negative logarithm of the share of commitments that hold it."""
    text = (files("textkit.compare.lineage") / "pairs.tsv").read_text(encoding="utf-8")
    rows = [line.split("\t") for line in text.splitlines() if line and not line.startswith("#")]
    total, least = int(rows[0][1]), int(rows[-1][1])
    rare = math.log(2 * total / least)
    return {pair: math.log(total / int(count)) / rare for pair, count in rows[1:]}, 1.0


def pair_weight(pair: str) -> float:
    """How much a pair of characters says, from 0 to 1: 建设 0.25, one that no list knows 1."""
    known, rare = _weights()
    return known.get(pair, rare)


def sum_of_weights(found: Iterable[str]) -> float:
    """What pairs say together; exactly rounded, so that the order of a set, which no two runs share, changes nothing."""
    return math.fsum(map(pair_weight, found))


def weight(words: str) -> float:
    """How much a content says: the sum over its different pairs."""
    return sum_of_weights(set(pairs(words)))


def matrix(texts: Sequence[str], vocabulary: dict[str, int]) -> Any:
    """Contents × pairs as a sparse 0/1 matrix. ``vocabulary`` maps pairs to columns and grows by those not yet in it."""
    import numpy
    from scipy.sparse import csr_matrix

    rows: list[int] = []
    columns: list[int] = []
    for number, words in enumerate(texts):
        for pair in dict.fromkeys(pairs(words)):
            rows.append(number)
            columns.append(vocabulary.setdefault(pair, len(vocabulary)))
    return csr_matrix((numpy.ones(len(rows)), (rows, columns)), shape=(len(texts), len(vocabulary)))


def longest_shared(a: str, b: str) -> str:
    """The longest run of characters that stands in both, none across a blank; the first of equals, "" where there is none."""
    best = ""
    for part in a.split():
        start = 0
        while start + len(best) < len(part):      # grow only beyond the best so far: linear in practice
            size = len(best) + 1
            if part[start:start + size] in b:
                while start + size < len(part) and part[start:start + size + 1] in b:
                    size += 1
                best = part[start:start + size]
            start += 1
    return best
