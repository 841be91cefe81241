"""Targets without a number, numbers without a unit or without what they measure.

Source: 考核指标要求 (指标可量化、可考核) and 《统计法实施条例》 practice of stating indicator, figure and unit; the vague words are
``lexicon/check_vague_targets.tsv``.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from textkit.draft.findings import Severity
from textkit.draft.manuscript import Manuscript
from textkit.draft.rule import PLANS, Example, Hit, Rule, hit
from textkit.lexicon import alternation

BASIS = "目标可量化、可考核的写作要求"
_CLAUSE = re.compile(r"[，,；;。]")
# what was counted stands before the figure, and nothing after it
_BARE = re.compile(
    r"(?:新建|改建|建成|完成|新增|培育|引进|招引|改造|实施|签约|发放|培训|举办|争取|落实|达到|达|突破|超过|不低于|不少于)(?P<what>[\u4e00-\u9fff]{0,14}?)"
    r"(?P<number>\d{1,3}(?:,\d{3})+|\d+(?:\.\d+)?)(?=[，。；]|$)", re.MULTILINE
)
_NAMED = re.compile(
    r"(?:第|前|率|指数|系数|排名|位列|位居|得分|评分|强度|等级|级|号|版|之|比|值|代|超|名|密度|乘数|倍数"
    r"|进入|创新|规上|百强|独角兽|五百强|全国|全球|世界|中国|北斗|热线|拨打|工业|计划|行动|年|GDP|商)(?:达到?|为|至|到|突破|超过?|不低于)?$"
)


def _vague(manuscript: Manuscript) -> Iterator[Hit]:
    pattern = re.compile(alternation("check_vague_targets", manuscript.words("check_vague_targets")))
    severity: Severity | None = "warning" if manuscript.document.doc_type in PLANS else None
    text = manuscript.text
    for task in manuscript.document.tasks:
        numbers = [q.span for q in manuscript.document.quantities if task.span.start <= q.span.start < task.span.end]
        for found in pattern.finditer(text, *task.span):
            following = _CLAUSE.search(text, found.end())
            end = following.start() if following else task.span.end
            before = max((m.end() for m in _CLAUSE.finditer(text, task.span.start, found.start())), default=task.span.start)
            if not any(before <= span.start < end + 14 for span in numbers):
                yield hit(*found.span(), severity)


def _no_unit(manuscript: Manuscript) -> Iterator[Hit]:
    folded = manuscript.folded
    for found in _BARE.finditer(folded):
        start, end = found.span("number")
        if not _NAMED.search(folded[max(0, start - 7) : start]) and not re.fullmatch(r"(?:19|20)\d\d", found["number"]):
            yield hit(start, end)


def _no_indicator(manuscript: Manuscript) -> Iterator[Hit]:
    for quantity in manuscript.document.quantities:
        if quantity.kind == "target" and not quantity.indicator and quantity.unit in ("%", "个百分点", "元"):
            yield hit(*quantity.span)


_PLAN = {"doc_type": "work_plan", "date": "2030-02-01"}
RULES = (
    Rule(
        "target.vague", "info", BASIS, ("“{quote}”没有数字，难以考核", "“{quote}” has no figure to be measured by"), _vague,
        ("给出数值、单位和基期，或改成可以核验的成果", "give figure, unit and base, or a result that can be verified"),
        fires=(Example("要大幅提升群众满意度。", _PLAN), Example("县水利局要使水质明显改善。", _PLAN)),
        silent=(Example("要大幅提升群众满意度，达到95%以上。", _PLAN), Example("去年水质明显改善。", {"doc_type": "summary"})),
    ),
    Rule(
        "number.no_unit", "error", "GB/T 15835-2011；量和单位并列", ("“{quote}”没有单位", "“{quote}” has no unit"), _no_unit, ("补上单位", "add the unit"),
        fires=(Example("年内新建标准厂房50，改造老旧小区12个。"), Example("争取资金3000，用于修路。")),
        silent=(Example("年内新建标准厂房50万平方米，森林覆盖率达到62.5%。"), Example("排名达到第3，列入工业4.0，到2030，全面建成。")),
    ),
    Rule(
        "number.no_indicator", "info", BASIS, ("没有说“{quote}”指的是什么指标", "what does “{quote}” measure?"), _no_indicator, ("写明指标名称", "name the indicator"),
        fires=(Example("要争取实现增长5%以上。", {"doc_type": "work_report", "date": "2030"}),),
        silent=(Example("2030年主要目标是：地区生产总值增长5%以上。", {"doc_type": "work_report", "date": "2030"}),),
    ),
)
