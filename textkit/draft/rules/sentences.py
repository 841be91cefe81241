"""Sentences that nobody can read aloud, and paragraphs of slogans.

Source: 《党政机关公文处理工作条例》第十九条 (内容简洁，主题突出，篇幅简短，文字精练). The slogans are ``lexicon/check_slogans.tsv``.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from textkit.draft.manuscript import Manuscript
from textkit.draft.rule import Example, Hit, Rule, hit
from textkit.lexicon import alternation

BASIS = "《党政机关公文处理工作条例》第十九条"
LONGEST = 120                                     # characters without 。！？；
DENSE, LEAST = 0.30, 6                            # share of a paragraph's characters that slogans make up; how many


def _long(manuscript: Manuscript) -> Iterator[Hit]:
    text = manuscript.text
    for sentence in manuscript.sentences:
        length = len(re.sub(r"\s", "", sentence.of(text)))
        if length > LONGEST and "\t" not in sentence.of(text):
            yield hit(*sentence, length=length)


def _slogans(manuscript: Manuscript) -> Iterator[Hit]:
    pattern = re.compile(alternation("check_slogans", manuscript.words("check_slogans")))
    for paragraph in manuscript.paragraphs:
        words = paragraph.of(manuscript.text)
        found = pattern.findall(words)
        if len(found) >= LEAST and sum(map(len, found)) >= DENSE * len(words):
            yield hit(*paragraph, count=len(found), share=round(100 * sum(map(len, found)) / len(words)))


RULES = (
    Rule(
        "sentence.long", "info", BASIS, ("{length} 字没有句号或分号", "{length} characters without a stop"), _long,
        ("拆成几句", "split it"),
        fires=(Example("要" + "加强水利、交通、能源、通信建设，" * 9 + "抓好落实。"),),
        silent=(Example("要" + "加强水利、交通建设；" * 20 + "抓好落实。"),),
    ),
    Rule(
        "slogan.dense", "info", BASIS,
        ("这一段口号占了 {share}%（{count} 处），没有说做什么、谁来做、做到什么程度", "slogans make up {share} % of this paragraph ({count})"), _slogans,
        ("换成具体的任务、责任单位和时限", "say what is to be done, by whom and by when"),
        fires=(Example("要提高站位、凝心聚力、真抓实干、勇于担当、攻坚克难、开拓创新、久久为功、善作善成，再创佳绩。"),),
        silent=(Example("要提高站位，县水利局在6月底前完成12座水库除险加固，县财政局落实资金3000万元。"),),
    ),
)
