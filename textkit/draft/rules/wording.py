"""Fixed wordings written wrongly: formulations of party and state documents, idioms, words often mistyped.

Source: named in each row of ``lexicon/check_wording.tsv`` (reports of party congresses, the constitution of the party,
《现代汉语词典》, 《第一批异形词整理表》GF 1001-2001). ``right`` is the right wording, ``severity`` how sure the row is.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from textkit.draft.findings import rank
from textkit.draft.manuscript import Manuscript
from textkit.draft.rule import Example, Hit, Rule, hit
from textkit.lexicon import load


def _find(manuscript: Manuscript) -> Iterator[Hit]:
    text = manuscript.text
    for row in load("check_wording", manuscript.words("check_wording")):
        severity = row.get("severity") or "warning"
        rank(severity)
        for found in re.finditer(row.pattern, text):
            yield hit(*found.span(), severity, right=found.expand(row["right"]), where=row["source"])  # type: ignore[arg-type]


RULES = (
    Rule(
        "wording.fixed", "warning", "各行所注：党章、党的代表大会报告、《现代汉语词典》等",
        ("“{quote}”应为“{right}”（{where}）", "“{quote}” should read “{right}” ({where})"), _find, ("改为“{right}”", "write “{right}”"),
        fires=(Example("统筹推进“五位一体”战略布局。"), Example("截止2030年底，建成水库12座。"), Example("各部门要一如继往抓好工作。")),
        silent=(Example("统筹推进“五位一体”总体布局，协调推进“四个全面”战略布局。"), Example("截至2030年底，报名截止时间不变。")),
    ),
)
