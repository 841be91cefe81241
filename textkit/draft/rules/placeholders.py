"""Placeholders of a template that nobody filled in: XX县, ____, （待定）.

Source: 公文校对惯例. Runs of crosses and underlines are those that cleaning marks; the words are
``lexicon/check_placeholders.tsv``.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from textkit.draft.manuscript import Manuscript
from textkit.draft.rule import Example, Hit, Rule, hit
from textkit.lexicon import load

_RUN = re.compile(r"[XxＸｘ×╳✕○〇某_＿]+(?:[县市区乡镇省州盟旗村局委厅办处年月日号届次个名人元万亿份%％]|同志|书记)?|\d{2,3}[XxＸｘ×]{1,2}[年—-]?")


def _find(manuscript: Manuscript) -> Iterator[Hit]:
    document, text = manuscript.document, manuscript.text
    taken: set[int] = set()
    for edit in document.edits:
        if edit.rule == "mark.placeholder" and document.span.start <= edit.start < document.span.end:
            at = document.alignment.to_clean(edit.start)
            run = _RUN.match(text, at)
            end = run.end() if run else at + 1
            taken.update(range(at, end))
            yield hit(at, end)
    for row in load("check_placeholders", manuscript.words("check_placeholders")):
        for found in re.finditer(row.pattern, text):
            if found.start() not in taken:
                taken.update(range(*found.span()))
                yield hit(*found.span())


RULES = (
    Rule(
        "placeholder.left", "error", "公文校对惯例", ("模板里的空没有填：{quote}", "a placeholder was left: {quote}"), _find,
        ("填上实际内容，或删去", "fill it in or take it out"),
        fires=(Example("经XX县人民政府同意，现印发给你们。"), Example("完成投资____万元。"), Example("责任单位：（待定）。"), Example("请于××月××日前报送。")),
        silent=(Example("实行7×24小时值守，新建5G基站120个。"), Example("待定岗定责后实施。")),
    ),
)
