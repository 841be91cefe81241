"""Changes: % where percentage points are meant, decreases by times, changes without a base.

Source: 国家统计局《统计知识》on 百分数与百分点: the difference of two percentages is stated in 百分点; nothing can fall by one time
or more (GB/T 15835-2011 practice, 《出版物上数字用法》宣传解读).
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from textkit.draft.manuscript import Manuscript
from textkit.draft.rule import Example, Hit, Rule, hit

POINTS = "国家统计局：百分数与百分点的用法"
_HOW = r"(?:同比|比上年|较上年|比去年|较去年|分别|又|再|进一步|平均|年均|每年|稳步|力争|要)"       # between the rate and its verb
_RATE = (
    r"(?:[\u4e00-\u9fff]{1,10}(?:(?<!效)(?<!速)(?<!增长)(?<!增幅)率|占比|比重|比例)|覆盖面)"
    rf"{_HOW}?"
)
_POINTS = re.compile(rf"{_RATE}(?P<verb>提高|提升|上升|下降|降低|增加|减少|回落)了?(?P<figure>\d+(?:\.\d+)?%)(?!以上的|左右的)")
# rates of which a relative change is usual: productivity, densities and amounts
_AMOUNT = re.compile(
    r"(?:生产率|出产率|产出率|汇率|利率|周转率|功率|费率|税率|毛利率|概率|频率|"
    r"死亡率|发案率|事故率|发生率|发病率|投诉率|返贫率|能耗|浓度|强度|收率|产率|分辨率|算力|容积率|万人[\u4e00-\u9fff]{1,5}率)$"
)
_TIMES = re.compile(r"(?:下降|减少|降低|缩短|压缩|压减)了?(?P<n>\d+(?:\.\d+)?|[一二两三四五六七八九十])倍")
_BASE = re.compile(
    r"同比|比上|较上|比去|较去|年均|环比|比\d{4}|较\d{4}|上年|去年|基础上|以来|以\d{4}年|五年"
    r"|每年|[“\"]十|翻一?番|今年|全年|本年|年度|\d{4}年|期末|末|预期目标|主要目标|高于|低于|快于|以内"
)


def _points(manuscript: Manuscript) -> Iterator[Hit]:
    folded = manuscript.folded
    for found in _POINTS.finditer(folded):
        name = re.sub(rf"{_HOW}$", "", folded[found.start() : found.start("verb")])
        if not _AMOUNT.search(name):
            yield hit(found.start("verb"), found.end("figure"), figure=found["figure"], right=found["figure"].replace("%", "个百分点"))


def _times(manuscript: Manuscript) -> Iterator[Hit]:
    for found in _TIMES.finditer(manuscript.folded):
        yield hit(*found.span())


def _no_base(manuscript: Manuscript) -> Iterator[Hit]:
    document = manuscript.document
    for quantity in document.quantities:
        if quantity.direction == "level" or quantity.unit != "%" or quantity.kind != "target":
            continue
        paragraph = manuscript.paragraph_at(quantity.span.start)
        if document.work_year is None and not _BASE.search(paragraph.of(manuscript.folded)):
            yield hit(*quantity.span, indicator=quantity.indicator or "")


RULES = (
    Rule(
        "change.points", "warning", POINTS, ("两个百分数之差应说“个百分点”：{quote}", "the difference of two percentages is stated in points: {quote}"), _points,
        ("若指百分数之差，改为“{right}”", "write {right} if the difference is meant"),
        fires=(Example("森林覆盖率提高2.5%。"), Example("城镇化率比上年提高1.2%，服务业占比提升3%。")),
        silent=(Example("森林覆盖率提高到62.5%，城镇化率提高1.2个百分点。"), Example("全员劳动生产率提高6%，可支配收入提高5%，治理效率提升20%。"),),
    ),
    Rule(
        "change.times", "warning", "出版物数字用法：减少不用倍数", ("减少不能用“倍”：{quote}", "nothing decreases by times: {quote}"), _times, ("改用百分数或分数", "use a percentage"),
        fires=(Example("办理时限缩短了3倍。"),), silent=(Example("产量增长3倍，时限缩短一半。"),),
    ),
    Rule(
        "change.no_base", "info", "统计用语：增减须有基期", ("没有说与什么时候比：{indicator}{quote}", "compared with when? {indicator}{quote}"), _no_base,
        ("写明基期，例如“比上年”“较2020年”", "name the base period"),
        fires=(Example("确保游客接待量增长20%。", {"doc_type": "opinion"}),),
        silent=(Example("确保游客接待量比上年增长20%。", {"doc_type": "opinion"}), Example("确保游客接待量增长20%。", {"doc_type": "work_plan", "work_year": 2030})),
    ),
)
