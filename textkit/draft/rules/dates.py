"""Days that do not exist, weekdays that are others, periods that run backwards.

Source: the calendar (GB/T 7408).
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date

from textkit.draft.manuscript import Manuscript
from textkit.draft.rule import Example, Hit, Rule, hit

BASIS = "公历（GB/T 7408）"
_DAY = re.compile(r"(?:(?P<y>(?:19|20)\d\d)年)?(?<![\d.])(?P<m>\d{1,2})月(?:(?P<d>\d{1,2})日)?(?!\d)")
_WEEKDAY = re.compile(r"(?P<y>(?:19|20)\d\d)年(?P<m>\d{1,2})月(?P<d>\d{1,2})日[（(，]?(?:星期|周)(?P<w>[一二三四五六日天])")
_PERIOD = re.compile(r"(?P<a>(?:19|20)\d\d)年?(?:[—–－~～-]{1,2}|至|到)(?P<b>(?:19|20)\d\d)年")
_DAYS = (31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31)
_WEEK = "一二三四五六日"


def _impossible(manuscript: Manuscript) -> Iterator[Hit]:
    for found in _DAY.finditer(manuscript.folded):
        month, day = int(found["m"]), int(found["d"] or 1)
        leap = not found["y"] or _leap(int(found["y"]))
        if not 1 <= month <= 12:
            yield hit(*found.span(), why=(f"没有 {month} 月", f"there is no month {month}"))
        elif not 1 <= day <= _DAYS[month - 1] or (month, day) == (2, 29) and not leap:
            last = 28 if month == 2 and not leap else _DAYS[month - 1]
            yield hit(*found.span(), why=(f"{month} 月最多 {last} 日", f"month {month} has {last} days"))


def _leap(year: int) -> bool:
    return year % 4 == 0 and (year % 100 != 0 or year % 400 == 0)


def _weekdays(manuscript: Manuscript) -> Iterator[Hit]:
    for found in _WEEKDAY.finditer(manuscript.folded):
        try:
            day = date(int(found["y"]), int(found["m"]), int(found["d"]))
        except ValueError:
            continue                              # date.impossible says so
        right = _WEEK[day.weekday()]
        if right != found["w"].replace("天", "日"):
            yield hit(*found.span(), right=f"星期{right}")


def _periods(manuscript: Manuscript) -> Iterator[Hit]:
    for found in _PERIOD.finditer(manuscript.folded):
        if int(found["a"]) > int(found["b"]):
            yield hit(*found.span(), a=found["a"], b=found["b"])


RULES = (
    Rule(
        "date.impossible", "error", BASIS, ("没有这一天：{why}", "no such day: {why}"), _impossible, ("核对日期", "check the date"),
        fires=(Example("请于2031年2月29日前报送。"), Example("6月31日前完成。"), Example("在13月底前完成。")),
        silent=(Example("请于2032年2月29日前报送，6月30日前完成。"), Example("历时3个月，占12.5月均值。")),
    ),
    Rule(
        "date.weekday", "error", BASIS, ("这一天是{right}", "that day is {right}"), _weekdays, ("改为{right}，或核对日期", "write {right}, or check the date"),
        fires=(Example("定于2024年3月5日（星期三）召开会议。"),), silent=(Example("定于2024年3月5日（星期二）召开会议。"),),
    ),
    Rule(
        "date.backwards", "error", BASIS, ("起止年份倒了：{a} 在 {b} 之后", "the period runs backwards: {a} after {b}"), _periods,
        ("写作 {b}—{a} 年，或核对", "write {b}—{a}, or check"),
        fires=(Example("印发2025—2023年行动计划。"),), silent=(Example("印发2023—2025年行动计划。"),),
    ),
)
