"""Every amount that a text states of something: how much, of what, reached or to be reached.

A quote is the shortest text that holds comparator, number and unit; 万 and 亿 are multiplied out; dates, ordinals, ranks,
document numbers, slogans and counts that only announce a list are none.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise

from textkit.extract.kinds import is_threshold, kind
from textkit.extract.measures import Amount, amounts
from textkit.extract.named_amounts import named_amounts
from textkit.extract.naming import JOIN, named
from textkit.extract.numerals import fold_marks, parse
from textkit.extract.silent import stated
from textkit.model import Direction, Function, Quantity, Segment, Span

__all__ = ["find"]

# 高于全省平均水平0.5个百分点 is a relative target, which textkit.extract.relative records.
_MARGIN = re.compile(r"(?:高于|快于|好于|优于|低于|慢于|高出|超过?)(?:全[国省市区州县]|上年|去年|上一年|同期|世界|经济|地区生产总值|年初)[^，。；\d]{0,12}$")
_IN_ALL = re.compile(r"总[数量](?:累计)?(?:已?达到?|为|突破|超过?)?\Z")
_NUMBERS = re.compile(r"(?<![\d.,第A-Za-z+\-—])(?:\d+(?:\.\d+)?[、和]){1,4}$")
_NUMBER = re.compile(r"\d+(?:\.\d+)?")


def find(text: str, segments: Sequence[Segment]) -> list[Quantity]:
    """The quantities of ``text`` in order; spans are half-open in ``text``.

    ``segments`` tell what each stretch does (noise and formulas are passed over). 确保调解成功率达到98%以上 in a task gives
    one Quantity: quote 98%以上, low 98.0, high None, unit %, comparator >=, indicator 调解成功率, kind target.
    """
    folded = fold_marks(text)
    out: list[Quantity] = []
    for index, segment in enumerate(segments):
        if segment.function in ("noise", "formula"):
            continue
        floor, ceiling = segment.span
        found = [a for a in amounts(folded, floor, ceiling) if stated(folded, a, floor, ceiling)]
        if segment.function == "task":
            found = [a for a in found if not (a.unit_class == "percent" and _MARGIN.search(folded, max(floor, a.start - 24), a.start))]
        found = _merge(found, named_amounts(folded, floor, ceiling))
        if found:
            found = _bounded_twice(found)
            found = _without_unit(folded, found, floor)
            _share(folded, found)
            function = segment.function
            if function == "heading":
                function = _next_function(segments, index)
            out += _describe(text, folded, found, floor, ceiling, function)
    return out


def _describe(
    text: str, folded: str, found: list[Amount], floor: int, ceiling: int, function: Function,
) -> list[Quantity]:
    classes = [is_threshold(folded, a, floor, ceiling) for a in found]
    names, turns = named(folded, found, classes, floor, ceiling)
    return [
        Quantity(
            quote=text[a.start:a.end], span=Span(a.start, a.end), low=a.low, high=a.high, unit=a.unit,
            comparator=a.comparator, direction="level" if is_class else turn if _IN_ALL.search(folded[max(floor, a.start - 8):a.start]) else _grown(name, a, turn), indicator=name,
            kind="other" if is_class else kind(folded, a, floor, ceiling, function),
            rule=f"quantity.{'threshold' if is_class else a.rule}",
        )
        for a, is_class, name, turn in zip(found, classes, names, turns, strict=True)
    ]


def _grown(indicator: str | None, amount: Amount, turn: Direction) -> Direction:
    """新增 at the head of a list holds for all of it: 新增森林3万亩、绿地1000公顷 are both increases."""
    counted = amount.unit_class in ("count", "measure", "people")
    return "increase" if turn == "level" and counted and indicator and indicator.startswith(("新增", "净增")) else turn


def _bounded_twice(found: list[Amount]) -> list[Amount]:
    """1倍以上5倍以下 is one amount."""
    out: list[Amount] = []
    for a in found:
        b = out[-1] if out else None
        if b and b.end == a.start and b.unit == a.unit and b.comparator == ">=" and a.comparator == "<=" and b.post and a.post:
            b.end, b.unit_end, b.high, b.comparator, b.post = a.end, a.unit_end, a.high, "between", a.post
        else:
            out.append(a)
    return out


def _merge(first: list[Amount], second: list[Amount]) -> list[Amount]:
    """Both in order; where two overlap, the one of ``second`` (which knows more) stays."""
    if not second:
        return first
    out: list[Amount] = []
    for rank, a in sorted([*((1, a) for a in first), *((0, b) for b in second)], key=lambda pair: (pair[1].start, pair[0])):
        while rank == 0 and out and out[-1].end > a.start:
            out.pop()
        if not out or out[-1].end <= a.start:
            out.append(a)
    return out


def _next_function(segments: Sequence[Segment], index: int) -> Function:
    """What the text under a heading does."""
    for segment in segments[index + 1:index + 6]:
        if segment.function not in ("heading", "noise", "formula"):
            return segment.function
    return "exposition"


def _without_unit(text: str, found: list[Amount], floor: int) -> list[Amount]:
    """The numbers before a last one that leave the unit to it: 分别提高3.2、1.8个百分点."""
    out: list[Amount] = []
    for a in found:
        if text[a.start - 1:a.start] in ("、", "和") and a.low is not None:
            left = max(floor, out[-1].end if out else floor, a.start - 30)
            m = _NUMBERS.search(text, left, a.start)
            if m and (a.unit_class == "percent" or "分别" in text[max(floor, m.start() - 40):m.start()]):
                first = _NUMBER.match(text, a.number)
                written = parse(first[0]) if first else None
                scale = a.low / written if written else 1.0
                for n in _NUMBER.finditer(text, m.start(), m.end()):
                    value = round(float(n[0]) * scale, 6)
                    out.append(Amount(
                        n.start(), n.end(), n.start(), n.end(), value, value, a.unit, a.unit_class, "=", rule="shared-unit",
                    ))
        out.append(a)
    return out


def _share(text: str, found: list[Amount]) -> None:
    """Let the unit and the bound of one of several numbers hold for all: 分别增长5%和7%左右, 分别不低于90%、85%."""
    pairs = [(a, b) for a, b in pairwise(found) if JOIN.match(text[a.end:b.start])]
    for a, b in reversed(pairs):
        if a.unit == "个" and b.unit == "个百分点":                  # 1.2个、0.6个百分点
            a.unit, a.unit_class = b.unit, b.unit_class
        if a.unit == b.unit and b.post and not a.post and a.comparator == "=" and b.comparator in ("about", ">=", "<="):
            a.comparator = b.comparator
            if b.comparator == ">=":
                a.high = None
            elif b.comparator == "<=":
                a.low = None
    for a, b in pairs:
        if a.unit != b.unit or not a.pre or b.pre or b.post or b.comparator != "=":
            continue
        if a.comparator in (">=", "<=", ">", "<") and "分别" in text[max(0, a.start - 12):a.start]:
            b.comparator = a.comparator
            if a.comparator in (">=", ">"):
                b.high = None
            else:
                b.low = None
