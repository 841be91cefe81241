"""A passage that stands word for word in another document.

Source: 《党政机关公文处理工作条例》第十九条 (一切从实际出发). Compared are the documents given; what several of them share is the common
wording of the season and not reported.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator

from textkit.draft.manuscript import Manuscript
from textkit.draft.rule import Example, Hit, Rule, hit

LEAST = 40                                        # characters in a row, marks and blanks apart
_GRAM = 20
_COMMON = 3                                       # documents that share a wording: then it is nobody's own
_WORD = re.compile(r"[\u4e00-\u9fffA-Za-z0-9]")


def _bare(text: str) -> tuple[str, list[int]]:
    """The characters that count, and where each stands."""
    places = [m.start() for m in _WORD.finditer(text)]
    return "".join(text[at] for at in places), places


def _find(manuscript: Manuscript) -> Iterator[Hit]:
    if not manuscript.corpus:
        return
    own, places = _bare(manuscript.text)
    wanted = {own[i : i + _GRAM] for i in range(len(own) - _GRAM + 1)}
    where: dict[str, dict[int, int]] = defaultdict(dict)          # gram → document → first place
    others = [_bare(document.text)[0] for document in manuscript.corpus]
    for number, other in enumerate(others):
        for i in range(len(other) - _GRAM + 1):
            gram = other[i : i + _GRAM]
            if gram in wanted:
                where[gram].setdefault(number, i)
    at = 0
    while at <= len(own) - LEAST:
        held = where.get(own[at : at + _GRAM])
        if not held or len(held) >= _COMMON:
            at += 1
            continue
        length, number = max((_length(own, at, others[n], i), n) for n, i in held.items())
        if length >= LEAST:
            document = manuscript.corpus[number]
            yield hit(places[at], places[at + length - 1] + 1, length=length, title=document.title or document.source.path)
            at += length
        else:
            at += 1


def _length(own: str, at: int, other: str, i: int) -> int:
    length = 0
    while at + length < len(own) and i + length < len(other) and own[at + length] == other[i + length]:
        length += 1
    return length


_PASSAGE = "依托东湖湿地建设候鸟观测站，培训村民讲解员，把每年十月定为观鸟月，门票收入的三成留给保护区周边的村集体"
RULES = (
    Rule("copied.passage", "warning", "《党政机关公文处理工作条例》第十九条", ("连续 {length} 字与《{title}》相同", "{length} characters in a row also stand in {title}"),
         _find,
         ("确认是引用还是照搬，照搬的改成本地实际", "quote it as such or write what holds here"),
         fires=(Example(f"今年要{_PASSAGE}。", corpus=(f"关于保护湿地的意见\n我们将{_PASSAGE}。",)),),
         silent=(Example(f"今年要{_PASSAGE}。", corpus=("关于修路的意见\n我们将修好通村路。",)),)),
)
