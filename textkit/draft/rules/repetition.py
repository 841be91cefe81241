"""Words typed twice and sentences that stand twice.

Source: 国家行政机关公文校对 practice; a sentence of 15 characters or more hardly recurs in a text by intention.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from textkit.draft.manuscript import Manuscript
from textkit.draft.rule import Example, Hit, Rule, hit
from textkit.model import fold

BASIS = "公文校对惯例"
SHORTEST = 15                                     # characters of a sentence that is looked for again
_PHRASE = re.compile(r"([\u4e00-\u9fff]{3,12})\1")
# 目的的, 现在在, 为了了解, 共和和谐 are words that meet by chance
_WORD = re.compile(r"(?<!目)的的(?!确|士)|了了(?![解却结断无])(?<![为完除明])|(?<![现所存实内自潜旨好正还])在在|和和(?![谐睦美平气解])(?<![饱平温缓中共调])")
_ONE_BY_ONE = re.compile(r"([一二三四五六七八九十])[\u4e00-\u9fff]{1,3}")


def _words(manuscript: Manuscript) -> Iterator[Hit]:
    text = manuscript.text
    for found in _PHRASE.finditer(text):
        if not (_ONE_BY_ONE.fullmatch(found[1]) or len(set(found[1])) == 1):
            yield hit(*found.span(), once=found[1])
    for found in _WORD.finditer(text):
        yield hit(*found.span(), once=found[0][0])


def _sentences(manuscript: Manuscript) -> Iterator[Hit]:
    first: dict[str, int] = {}
    for sentence in manuscript.sentences:
        words = sentence.of(manuscript.text)
        folded = fold(words).rstrip("。；;!！?？")
        if len(re.findall(r"[\u4e00-\u9fff]", folded)) < SHORTEST or "|" in words or "\t" in words:
            continue
        if folded in first:
            before = manuscript.text.count("\n", 0, first[folded]) + 1
            yield hit(*sentence, before=before)
        else:
            first[folded] = sentence.start


RULES = (
    Rule(
        "repetition.word", "error", BASIS, ("词语重复：{quote}", "typed twice: {quote}"), _words, ("只留“{once}”", "keep “{once}” once"),
        fires=(Example("要进一步进一步压实责任。"), Example("抓好各项的的工作。"), Example("加强组织领导组织领导。")),
        silent=(Example("达到目的的办法。"), Example("为了了解情况，一件一件抓好，实实在在办好。"), Example("一项一项一项地过。")),
    ),
    Rule(
        "repetition.sentence", "warning", BASIS, ("这句话前面已经有了（第 {before} 行）", "this sentence stood before (line {before})"), _sentences,
        ("确认是否误留，保留一处", "keep one of the two"),
        fires=(Example("各乡镇要把防汛责任落实到每一座水库。\n要抓好值守。\n各乡镇要把防汛责任落实到每一座水库。"),),
        silent=(Example("抓好落实。各部门要配合。抓好落实。"), Example("各乡镇要把防汛责任落实到每一座水库。各乡镇要把防火责任落实到每一片山林。")),
    ),
)
