"""Targets without a number of their own: 与经济增长同步, 高于全省平均水平0.5个百分点, 完成省下达任务, 只增不减.

They are records apart from quantities: what is measured, against what, by which sign and, where said, by how much.
Source: the paragraphs of government work reports that set out 主要预期目标.
"""

from __future__ import annotations

import re
from collections.abc import Container, Sequence

from textkit.extract import indicator as words
from textkit.extract.numerals import NUMBER, fold_marks, parse
from textkit.model import Comparator, Direction, Function, RelativeTarget, Segment, Span

__all__ = ["find"]

_UNIT = r"个百分点|百分点|%|％|万?亿?元|位|倍"
_MARGIN = rf"(?:(?P<margin>{NUMBER})\s?(?P<unit>{_UNIT})(?P<bound>以上|左右|以内)?)?"
_YARDSTICK = (
    r"(?:(?:全[国省区市州县盟]|国家|世界|[东中西]部|沿海|省|市|区|自治区|同期|上年|去年|上年度|上一年|往年|“?十[三四]五”?|[^，。；、\d]{2,6}(?:省|市|地区)(?=[^，。；]{0,6}(?:平均|水平|增速)))"
    r"[^，。；、\d]{0,12}?(?:平均水平|平均增速|平均数|平均值|平均|均值|均|水平|增速|增幅|目标|同期|实绩|实际|规模|总量|下达目标|要求|任务|标准)?"
    r"|(?:经济|地区生产总值|国内生产总值|生产总值|GDP|居民收入|财政收入|工业|城镇居民(?:人均可支配)?(?:收入)?|城镇|农村居民收入)[^，。；、\d]{0,4}?(?:增长|增速|增幅|收入)?"
    r"|年初(?:目标|预期)|预期目标|预算|计划)"
)
_SYNC = re.compile(
    r"(?:与|和|同|跟)(?P<ref>[^，。；、与和同跟]{2,16}?)(?:保持|继续|实现|大体|总体|力争)*(?P<near>基本)?(?:保持)?(?P<same>同步(?:增长|提高)?|持平|相适应|相当|相匹配|一致)"
    r"(?![规建实推发开设施进研])"
)
_ABOVE = re.compile(
    rf"(?P<no>不)?(?P<than>高于|快于|好于|优于|大于|超过|高出|低于|慢于|小于|超)(?P<ref>{_YARDSTICK}){_MARGIN}(?=[，。；、！）\s]|$|的|以上|左右|，)"
)
_ASSIGNED = re.compile(
    r"(?P<verb>(?:全面|如期|按时|超额|圆满|坚决|确保|力争|严格|不折不扣)*(?:完成|达到|实现|控制在|不突破|优于))"
    r"(?P<ref>[^，。；、\d]{0,6}?(?:国家|省|自治区|市|区|州|上级|国、?省|党中央|中央|国务院)[^，。；、\d]{0,8}?(?:下达|确定|规定|分解|核定|要求|考核)的?[^，。；、\d]{0,24}?(?:任务|目标|指标|计划|要求|控制数|范围|进度)?(?:以内|之内|内)?)"
    r"(?=[，。；、！\s]|$)"
)
# 保持在全国平均水平以上
_SIDE = re.compile(
    r"(?:保持|稳定|维持|控制|处)?(?:在|于)(?P<ref>(?:全[国省市区州县盟]|国家|[东中西]部|同类地区)[^，。；、\d]{0,8}?(?:平均水平|平均增速|平均|水平|均值))(?P<side>以上|之上|以下|之下|以内)"
)
_MONOTONE = re.compile(r"(?P<word>正增长|(?:进一步|持续|保持|稳步|逐步)下降|只增不减|只减不增|只升不降|只降不升|稳中有[升增降]|稳步?提高|总体稳定)(?=[，。；、！）”\s]|$)")
_WORD_SIGN: dict[str, tuple[Comparator, Direction]] = {
    "只增不减": (">=", "increase"), "只升不降": (">=", "increase"), "只减不增": ("<=", "decrease"), "只降不升": ("<=", "decrease"),
    "稳中有升": (">", "increase"), "稳中有增": (">", "increase"), "稳中有降": ("<", "decrease"),
    "正增长": (">", "increase"),
}
# 规上工业增加值增长6.3%、高于全国…: what was said of it before is no part of its name.
_GROWN = re.compile(r"(?:年均|同比)?(?:(?:增长|下降|提高|提升|达到?)\d[\d.]*.{0,6}|(?:高于|快于|低于).*|两个)$")
# What is better when it falls; 发生率持续下降 of anything else is no target.
_FALLS = re.compile("能耗|消耗|排放|浓度|强度|失业率|成本|负债率|债务率|不良")
_PROBE = re.compile("一致|平均水平[以之]|正增长|下降|同步|持平|相适应|相当|相匹配|于|超|下达|确定|规定|分解|核定|要求|考核|不增|不减|不降|不升|稳中有")


def find(text: str, segments: Sequence[Segment], functions: Container[Function] = ("task",)) -> list[RelativeTarget]:
    """The relative targets in the segments of the given functions, in order; spans are half-open in ``text``.

    居民收入增长与经济增长同步 gives one with indicator 居民收入, reference 经济增长 and comparator ``=``.
    """
    folded = fold_marks(text)
    out: list[RelativeTarget] = []
    for segment in segments:
        if segment.function in functions and _PROBE.search(folded, *segment.span):
            out += _segment(text, folded, *segment.span)
    return out


def _segment(text: str, folded: str, floor: int, ceiling: int) -> list[RelativeTarget]:
    out: list[RelativeTarget] = []
    taken = floor
    hits = sorted(
        [(m.start(), rule, m) for rule, p in (("sync", _SYNC), ("above", _ABOVE), ("side", _SIDE), ("assigned", _ASSIGNED), ("monotone", _MONOTONE))
         for m in p.finditer(folded, floor, ceiling)],
        key=lambda h: (h[0], -h[2].end()),
    )
    for start, rule, m in hits:
        if start < taken:
            continue
        found = _record(text, folded, floor, rule, m)
        if found is not None:
            out.append(found)
            taken = m.end()
    return out


def _record(text: str, folded: str, floor: int, rule: str, m: re.Match[str]) -> RelativeTarget | None:
    margin: float | None = None
    unit: str | None = None
    direction: Direction = "level"
    name = words.before(folded, floor, m.start()) or words.clause_before(folded, floor, m.start())
    name = _GROWN.sub("", name)
    if rule == "sync":
        reference = m["ref"].strip("“”")
        if m["same"] == "一致" and not re.match("全[国省市区州]", reference):
            return None
        if not re.search("增长|增速|收入|经济|生产总值|GDP|水平|上年|去年|全[国省市区]|发展|需求|目标|规模|同期", reference):
            return None
        comparator: Comparator = "about" if m["near"] or m["same"] in ("相当", "相适应", "相匹配") else "="
        direction = "increase" if re.search("增长|增速|增幅|提高", folded[max(floor, m.start() - 10):m.end()]) else "level"
    elif rule == "above":
        reference = m["ref"]
        low = m["than"] in ("低于", "慢于", "小于")
        comparator = (">=" if low else "<=") if m["no"] else ("<" if low else ">")
        if m["than"] == "优于" and re.search("浓度|失业率|能耗|排放", name):
            comparator = "<"
        if m["margin"]:
            margin, unit = parse(m["margin"]), m["unit"]
        elif (len(reference) < 3 and not reference.endswith("均")) or m["than"] == "超":
            return None
        if re.search("增长|增速|增幅", folded[max(floor, m.start() - 12):m.start()] + reference):
            direction = "increase"
    elif rule == "side":
        reference = m["ref"]
        comparator = ">=" if m["side"] in ("以上", "之上") else "<="
        direction = "increase" if re.search("增长|增速|增幅", folded[max(floor, m.start() - 12):m.start()]) else "level"
    elif rule == "assigned":
        reference = re.sub("^[了好]+|(?:以内|之内|内)$", "", m["ref"])
        if not re.search("任务|目标|指标|计划|控制|要求|进度", reference) or len(reference) > 26:
            return None
        if not re.search("下达|确定|分解|核定|规定", reference) and not reference.endswith(("要求", "目标", "任务")):
            return None
        comparator = "<=" if m["verb"].endswith(("控制在", "不突破")) or m["ref"].endswith("内") else ">="
        if not name:
            inner = re.search("(?:下达|确定|分解|核定|规定)的?(.{2,20}?)(?:目标|任务|指标|计划|控制)", reference)
            name = inner[1] if inner else ""
    else:
        if m["word"].endswith("下降") and _FALLS.search(name):
            comparator, direction = "<", "decrease"
        elif m["word"] in _WORD_SIGN:
            comparator, direction = _WORD_SIGN[m["word"]]
        else:
            return None
        reference = "上年"
    return RelativeTarget(
        quote=text[m.start():m.end()], span=Span(m.start(), m.end()), indicator=name or None, reference=reference,
        comparator=comparator, margin=margin, margin_unit=unit, direction=direction, rule=f"relative.{rule}",
    )
