"""One indicator with two figures.

Source: 公文校对惯例 (数据前后一致). Compared are indicators of ``lexicon/indicators.tsv`` of the document's own place, of one kind
(reported or planned), one unit and one direction, in sentences that speak of the document's own year; figures that round to one
another agree. It is an error where both are said of the whole place, else a warning: a part of it may be meant.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator

from textkit.compare.indicators import resolve
from textkit.draft.manuscript import Manuscript
from textkit.draft.rule import Example, Hit, Rule, hit
from textkit.model import Quantity

# periods other than the year, parts of the place and other measures, which make another figure of the same name
_OTHER = re.compile(
    r"[一二三四1-4]季度|[上下]半年|前[一二三四五六七八九十\d]+个?月|\d{1,2}月(?!底)|五年|[三四五]年来|年均|累计|\d{4}年以来|以来|[“\"]?十[三四五]五|当月|单月|"
    r"其中|除以|园区|开发区|高新区|新区|县域|市区|城区|市本级|区级|最高|最低|高于|低于|快于|两年|三年|翻番|目标任务|连续"
)
_PERIOD = re.compile(r"[五三四十]年[来间，、]|[过这]去?的?[五三四十]年|[“\"]?十[一二三四五]五[”\"]?(?:时期|期间|规划)")
_WIDER = re.compile(r"(?:全国|全省|全区|省级|国家)[^，；、]*$")          # in the words right before the figure: somebody else's
_FROM_TO = re.compile(r"(?:由|从)[^，；]{0,24}$|(?:增加|增长|提高|提升|扩大|上升|下降|增)(?:到|至)$")
_YEAR = re.compile(r"(?P<year>(?:19|20)\d\d)年")
_DECIMALS = re.compile(r"\.(\d+)")
_SCALE = re.compile(r"(万亿|亿|万|千|百)")
_SCALES = {"万亿": 1e12, "亿": 1e8, "万": 1e4, "千": 1e3, "百": 1e2}


def _step(quantity: Quantity) -> float:
    """Half of the last place that the figure states: 0.05 for 6.5%, 5e6 for 1.3亿."""
    decimals = _DECIMALS.search(quantity.quote)
    scale = _SCALE.search(quantity.quote)
    return 0.5 * (10 ** -len(decimals[1]) if decimals else 1.0) * (_SCALES[scale[1]] if scale else 1.0)


def _comparable(manuscript: Manuscript, quantity: Quantity) -> tuple[str, ...] | None:
    """What a figure is compared under: name, kind, unit, direction, year; None where it cannot be."""
    document = manuscript.document
    if quantity.indicator is None or quantity.low is None or quantity.low != quantity.high or quantity.comparator != "=":
        return None
    indicator = resolve(quantity.indicator, document.place)
    if not indicator.listed or not indicator.fits(quantity.unit) or quantity.kind == "other":
        return None
    sentence = manuscript.sentence_at(quantity.span.start)
    before = manuscript.folded[sentence.start : quantity.span.start]
    clause = before[-60:]
    after = manuscript.folded[quantity.span.end : quantity.span.end + 8]
    wider = manuscript.document.level != "province" and _WIDER.search(clause)
    if _FROM_TO.search(before) or wider or _planned(quantity, before) or _OTHER.search(clause) or _OTHER.search(after):
        return None
    if _of_a_period(manuscript, quantity):
        return None
    years = _YEAR.findall(before)
    return indicator.name, quantity.kind, quantity.unit or "", quantity.direction, years[-1] if years else _own_year(manuscript, quantity)


def _of_a_period(manuscript: Manuscript, quantity: Quantity) -> bool:
    """Whether the passage looks back on several years: then a figure of the same name is another one."""
    paragraph = manuscript.paragraph_at(quantity.span.start)
    passage = manuscript.text[max(0, paragraph.start - 150) : quantity.span.start]
    return _PERIOD.search(passage) is not None or _PERIOD.search(manuscript.section_at(quantity.span.start)) is not None


def _planned(quantity: Quantity, before: str) -> bool:
    """Whether a figure that counts as reported stands in a clause that plans."""
    return quantity.kind == "achievement" and re.search(r"力争|确保|争取|计划|预期|目标|要[^求]", before) is not None


def _own_scope(manuscript: Manuscript, quantity: Quantity) -> bool:
    """Whether the words before the figure say that it is the whole place's."""
    words = manuscript.text[max(0, quantity.span.start - 24) : quantity.span.start]
    return re.search(r"全[省市县区州旗盟]|地区生产总值", re.split(r"[，；。]", words)[-1]) is not None


def _own_year(manuscript: Manuscript, quantity: Quantity) -> str:
    year = manuscript.document.work_year
    if year is None:
        return ""
    return str(year - 1 if quantity.kind == "achievement" else year)


def _find(manuscript: Manuscript) -> Iterator[Hit]:
    first: dict[tuple[str, ...], list[Quantity]] = defaultdict(list)
    for quantity in manuscript.document.quantities:
        key = _comparable(manuscript, quantity)
        if key is None:
            continue
        for earlier in first[key]:
            assert earlier.low is not None and quantity.low is not None
            if abs(earlier.low - quantity.low) > max(_step(earlier), _step(quantity)) * 1.01:
                sure = _own_scope(manuscript, earlier) and _own_scope(manuscript, quantity)
                yield hit(*quantity.span, "error" if sure else None, name=key[0], earlier=earlier.quote, year=key[-1] or "同期",
                          line=manuscript.text.count("\n", 0, earlier.span.start) + 1)
                break
        else:
            first[key].append(quantity)


_REPORT = {"doc_type": "work_report", "date": "2031-01-10", "work_year": "2031", "place": "四川省海州市", "level": "city"}
RULES = (
    Rule(
        "figure.conflict", "warning", "公文校对惯例（数据前后一致）",
        ("{name}（{year}）前面（第 {line} 行）是 {earlier}，这里是 {quote}", "{name} ({year}): {earlier} before (line {line}), {quote} here"), _find,
        ("核对后改为一致，或写明口径不同", "make them agree, or say how they differ"),
        fires=(Example("一、2030年工作回顾\n全市地区生产总值增长6.5%。\n经济总量迈上新台阶，地区生产总值增长6.8%。", _REPORT),),
        silent=(Example("一、2030年工作回顾\n全市地区生产总值增长6.5%。\n规模以上工业增加值增长6.8%，一季度地区生产总值增长7.1%。", _REPORT),
                Example("一、2030年工作回顾\n全市地区生产总值达到1234.5亿元。\n地区生产总值达到1235亿元。", _REPORT)),
    ),
)
