"""Arithmetic that a reader can do: parts and totals, shares, growth from one figure to another.

Source: 公文校对惯例 (分项与总数相符); tolerances are half of the last stated place of each figure.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from textkit.draft.manuscript import Manuscript
from textkit.draft.rule import Example, Hit, Rule, hit
from textkit.extract.numerals import parse
from textkit.model import Quantity

BASIS = "公文校对惯例（分项与总数、增幅与基数相符）"
_N = r"\d+(?:\.\d+)?"
_SHARES = re.compile(
    rf"(?:产业|结构|比例|占比)[\u4e00-\u9fff]{{0,12}}?(?:由(?:\d{{4}}年的?)?{_N}[:：∶]{_N}[:：∶]{_N}[\u4e00-\u9fff]{{1,6}}?)?(?P<a>{_N})[:：∶](?P<b>{_N})[:：∶](?P<c>{_N})(?![:：∶.\d])"
)
_GROWTH = re.compile(
    rf"(?:由|从)(?:[^，。；\d]{{0,8}}|\d{{4}}年底?的?)(?P<a>{_N})(?P<ua>[万亿]{{0,2}}[\u4e00-\u9fff]{{1,4}}?)[^，。；\d]{{0,2}}(?:提高|提升|增加|增长|上升|扩大|壮大|发展|增|升)(?:到|至)(?:\d{{4}}年底?的?)?"
    rf"(?P<b>{_N})(?P<ub>[万亿]{{0,2}}[\u4e00-\u9fff]{{1,4}}?)[，、,](?:累计|总体|整体|同比)?(?:增长|增幅达?|提高|增加|提升)了?(?P<g>{_N})%"
)
_POINTS = re.compile(
    rf"(?:由|从)[^，。；%]{{0,12}}?(?P<a>{_N})%(?:稳步|持续|大幅|进一步)?(?P<v>提高|提升|上升|增加|下降|降低|降|升|增)(?:到|至)(?:\d{{4}}年底?的?)?(?P<b>{_N})%[，、,]"
    rf"(?:累计|年均(?P<yearly>))?(?P<w>提高|提升|上升|增加|下降|降低)了?(?P<g>{_N})个百分点"
)
_BOUNDED = re.compile(r"(?:合格率|覆盖率|达标率|普及率|满意率|满意度|占比|比重|办结率|就绪率|自给率|入学率|巩固率|处理率|利用率|优良率|登记率|知晓率|城镇化率)$")
_CHANGE = re.compile(r"(?:增加|减少|年均|平均|每年)[^，。；]{0,6}$")      # a total of which no part is named after it
_TOGETHER = re.compile(r"^[，,]?(?:合计|共计|总计|一共|总数(?:为|达)?)[^，。；\d]{0,6}$")


def _decimals(number: str) -> int:
    return len(number.partition(".")[2])


def _shares(manuscript: Manuscript) -> Iterator[Hit]:
    for found in _SHARES.finditer(manuscript.folded):
        parts = [found["a"], found["b"], found["c"]]
        total = sum(map(float, parts))
        slack = 1.5 * 10.0 ** -max(map(_decimals, parts)) + 1e-9
        if 60 < total < 140 and abs(total - 100) > slack:
            yield hit(found.start("a"), found.end("c"), total=f"{total:.6g}")


def _grown(manuscript: Manuscript) -> Iterator[Hit]:
    for found in _GROWTH.finditer(manuscript.folded):
        before, after = parse(found["a"] + _scale(found["ua"])), parse(found["b"] + _scale(found["ub"]))
        if not before or not after or _unit(found["ua"]) != _unit(found["ub"]) or after < before:
            continue
        stated, real = float(found["g"]), 100 * (after / before - 1)
        least, most = _range(found["a"], found["b"])
        slack = 0.5 * 10.0 ** -_decimals(found["g"]) + 1e-9
        if not least - slack <= stated <= most + slack:
            yield hit(*found.span("g"), stated=found["g"], real=f"{real:.1f}", a=found["a"] + found["ua"], b=found["b"] + found["ub"])


def _scale(unit: str) -> str:
    match = re.match(r"[万亿]+", unit)
    return match[0] if match else ""


def _unit(unit: str) -> str:
    return unit.lstrip("万亿")


def _range(before: str, after: str) -> tuple[float, float]:
    """The least and greatest growth in % that the rounding of both figures allows (same scale assumed)."""
    a, b = float(before), float(after)
    da, db = 0.5 * 10.0 ** -_decimals(before), 0.5 * 10.0 ** -_decimals(after)
    low, high = 100 * ((b - db) / (a + da) - 1), 100 * ((b + db) / max(a - da, 1e-9) - 1)
    return min(low, high), max(low, high)


def _points(manuscript: Manuscript) -> Iterator[Hit]:
    for found in _POINTS.finditer(manuscript.folded):
        if found["yearly"] is not None:
            continue
        real = abs(float(found["b"]) - float(found["a"]))
        slack = 1.01 * 10.0 ** -max(_decimals(found["a"]), _decimals(found["b"]), _decimals(found["g"])) if _decimals(found["g"]) else 1.0
        if abs(real - float(found["g"])) > slack:
            yield hit(*found.span("g"), stated=found["g"], real=f"{real:.6g}", a=found["a"] + "%", b=found["b"] + "%")


def _parts(manuscript: Manuscript) -> Iterator[Hit]:
    """Totals with 其中: no part, and not all parts together, may exceed the total."""
    text = manuscript.folded
    quantities = [q for q in manuscript.document.quantities if q.low is not None and q.low == q.high and q.unit not in (None, "%", "个百分点")]
    for index, total in enumerate(quantities):
        sentence = manuscript.sentence_at(total.span.start)
        opening = re.match(r"[（(，,、；]?其中[，：:]?", text[total.span.end : sentence.end])
        if opening is None or total.comparator not in ("=", "about") or _CHANGE.search(text[max(0, total.span.start - 10) : total.span.start]):
            continue
        parts = _members(text, quantities[index + 1 :], total, total.span.end + opening.end(), sentence.end)
        assert total.low is not None
        biggest = [p for p in parts if p.low is not None and p.low > total.low * 1.0005]
        if biggest:
            yield hit(*biggest[0].span, total=total.quote, sum=biggest[0].quote)
        elif len(parts) > 1 and sum(p.low or 0 for p in parts) > total.low * 1.0005 and not _nested(text, parts):
            yield hit(total.span.start, parts[-1].span.end, "warning", total=total.quote, sum=f"{sum(p.low or 0 for p in parts):.12g}{total.unit}")


def _members(text: str, following: list[Quantity], total: Quantity, start: int, end: int) -> list[Quantity]:
    """The quantities of the total's unit that follow 其中 one after another, without another clause between them."""
    out: list[Quantity] = []
    at = start
    for quantity in following:
        between = text[at : quantity.span.start]
        if quantity.span.start >= end or len(between) > 24 or re.search(r"[。；]|同比|增长|新增|累计|带动|推动|完成|投资|以上|开工|竣工|投产|建成|引进|落地|实现|争取", between):
            break
        if quantity.unit != total.unit:
            break
        out.append(quantity)
        at = quantity.span.end
    return out


def _nested(text: str, parts: list[Quantity]) -> bool:
    """Whether a part may hold another: 省级以上12家、国家级3家."""
    return "以上" in text[parts[0].span.start - 20 : parts[-1].span.end]


def _together(manuscript: Manuscript) -> Iterator[Hit]:
    """甲3座、乙5座，合计9座: parts that stand right before their total."""
    text = manuscript.folded
    quantities = [q for q in manuscript.document.quantities if q.low is not None and q.low == q.high and q.comparator == "="]
    for index, total in enumerate(quantities):
        if index < 2 or _TOGETHER.match(text[quantities[index - 1].span.end : total.span.start]) is None:
            continue
        sentence = manuscript.sentence_at(total.span.start)
        parts: list[Quantity] = []
        for quantity in reversed(quantities[:index]):
            if quantity.span.start < sentence.start or quantity.unit != total.unit or quantity.direction != total.direction:
                break
            parts.append(quantity)
        if len(parts) > 1 and abs(sum(p.low or 0 for p in parts) - (total.low or 0)) > 1e-6 * (total.low or 1) + 0.02 * len(parts):
            yield hit(*total.span, total=total.quote, sum=f"{sum(p.low or 0 for p in parts):.12g}{total.unit}")


def _over(manuscript: Manuscript) -> Iterator[Hit]:
    for quantity in manuscript.document.quantities:
        name = quantity.indicator or ""
        if quantity.unit == "%" and quantity.direction == "level" and (quantity.low or 0) > 100 and _BOUNDED.search(name):
            yield hit(*quantity.span, name=name)


RULES = (
    Rule(
        "sum.shares", "error", BASIS, ("三项之和是 {total}%，不是 100%", "the three shares add up to {total} %, not 100 %"),
        _shares, ("核对比例", "check the shares"),
        fires=(Example("三次产业结构调整为12.5:40.2:48.3。"),),
        silent=(Example("三次产业结构调整为12.5:40.2:47.3。"), Example("三次产业比例由14.1:40.2:45.7调整为12.5:40.2:47.3。")),
    ),
    Rule(
        "sum.growth", "error", BASIS, ("从 {a} 到 {b} 是增长 {real}%，不是 {stated}%", "from {a} to {b} is {real} %, not {stated} %"),
        _grown, ("核对基数和增幅", "check base and growth"),
        fires=(Example("旅游收入从20亿元增加到30亿元，增长40%。"),),
        silent=(Example("旅游收入从20亿元增加到30亿元，增长50%。"), Example("产值由1.2亿元增长到3.5亿元，年均增长20%。")),
    ),
    Rule(
        "sum.points", "error", BASIS, ("从 {a} 到 {b} 相差 {real} 个百分点，不是 {stated}", "from {a} to {b} is {real} points, not {stated}"),
        _points, ("核对", "check"),
        fires=(Example("城镇化率从50.2%提高到58.6%，提高6.4个百分点。"),), silent=(Example("城镇化率从50.2%提高到58.6%，提高8.4个百分点。"),),
    ),
    Rule(
        "sum.parts", "error", BASIS, ("分项 {sum} 大于总数 {total}", "the parts ({sum}) exceed the total ({total})"),
        _parts, ("核对总数和分项", "check total and parts"),
        fires=(Example("全县建成水库12座，其中中型15座。"), Example("新增企业30家，其中工业企业20家、服务业企业18家。")),
        silent=(Example("全县建成水库12座，其中中型5座、小型7座。"), Example("新增企业30家，其中工业企业20家，带动就业900人。"),
                Example("安排资金12亿元，比上年增加4亿元，其中省级8亿元。")),
    ),
    Rule(
        "sum.together", "error", BASIS, ("分项之和是 {sum}，合计写的是 {total}", "the parts add up to {sum}, the total says {total}"),
        _together, ("核对", "check"),
        fires=(Example("建成中型水库3座、小型水库8座，合计12座。"),), silent=(Example("建成中型水库3座、小型水库8座，合计11座。"),),
    ),
    Rule(
        "sum.over", "error", BASIS, ("{name}不会超过 100%", "{name} cannot exceed 100 %"), _over, ("核对", "check"),
        fires=(Example("农村自来水覆盖率达到108%。"),), silent=(Example("农村自来水覆盖率达到98%，订单完成率达到108%。"),),
    ),
)
