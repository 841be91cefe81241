"""Calendar dates: years, months, days, quarters, halves and their beginnings and ends, and ranges of them.

Every function takes a match of its branch of the grammar in :mod:`textkit.extract.times`, the document's own time and
the year that the same stretch of text named before (for months and days that name none), and returns what the match
stands for, or None where its numbers make no date (13月).
"""

from __future__ import annotations

from datetime import date, timedelta

from textkit.extract.calendar import Days, Now, add_months, half, month, quarter, year
from textkit.extract.dated import OPEN, Dated, Match, reaches, suffixed, whole_number
from textkit.extract.named_times import day_before
from textkit.extract.numerals import fold_width

__all__ = ["month_end", "months", "past", "point", "quarters", "this", "whole", "years"]


def _ymd(y: int, m: int, d: int) -> date | None:
    try:
        return date(y, m, d)
    except ValueError:
        return None


def _stated(m: Match, tag: str, now: Now) -> tuple[int | None, bool, bool]:
    """The year that the words name, whether they name one at all, and whether in digits that tell it."""
    written, relative = m[f"y_{tag}"], m[f"r_{tag}"]
    if written:
        folded = fold_width(written)
        if folded[0] in "0xX×＊*" or folded[-1] in "xX×＊*":
            return None, True, False              # anonymised or swapped by a site: the year is not to be had
        return whole_number(folded), True, True
    if relative:
        step = {"明": 1, "来": 1, "下": 1, "下一": 1, "后": 2, "明后": 2, "明后两": 2, "今明两": 1}.get(relative, 0)
        known = None if now.this is None or relative == "当" else now.this + step
        return known, True, False
    return None, False, False


_SUB = ("m", "d", "x", "me", "q", "qe", "qn", "qne", "h", "he", "se", "ye")


def _sub(m: Match, tag: str) -> dict[str, str | None]:
    """The groups of what follows a year, or stands alone (their tag then has an ``s`` before it)."""
    values: dict[str, str | None] = dict.fromkeys(_SUB)
    index = m.re.groupindex
    for form in (tag, f"s_{tag}"):
        if f"m_{form}" in index:
            for key in _SUB:
                values[key] = values[key] or m[f"{key}_{form}"]
    return values


def _part(m: Match, tag: str, y: int | None) -> tuple[Days, str] | None:
    """Days of what follows the year, and its precision (day, month-end, …); None where there is no such date."""
    g = _sub(m, tag)
    days, precision, end = OPEN, "year", None
    if g["m"]:
        number = whole_number(g["m"])
        if number is None or not 1 <= number <= 12:
            return None
        base = month(y, number) if y else OPEN
        days, precision, end = base, "month", g["me"]
        if g["d"]:
            d = whole_number(g["d"])
            if d is None or not 1 <= d <= 31:
                return None
            day = _ymd(y, number, d) if y else None
            if y and day is None:
                return None
            days, precision = Days(day, day), "day"
        elif g["x"] and y and base.end:
            k = "上中下".index(g["x"])
            days = Days(date(y, number, 1 + 10 * k), base.end if k == 2 else date(y, number, 10 + 10 * k))
        if g["x"]:
            precision = "ten-days"
    elif g["q"]:
        n = whole_number(g["q"]) or 1
        days, precision, end = quarter(y, n) if y else OPEN, "quarter", g["qe"]
    elif g["qn"]:
        days, precision, end = quarter(y, 1, whole_number(g["qn"]) or 3) if y else OPEN, "quarters", g["qne"]
    elif g["h"]:
        days, precision, end = half(y, 1 if g["h"] == "上" else 2) if y else OPEN, "half", g["he"]
    elif g["se"]:
        first = 3 * "春夏秋冬".index(g["se"]) + 3
        start = date(y, first, 1) if y else None
        days, precision = Days(start, add_months(start, 3) - timedelta(days=1)) if start else OPEN, "season"
    else:
        days, end = year(y) if y else OPEN, g["ye"]
    if end and end[0] in "底末终":
        return Days(None, days.end), f"{precision}-end"
    if end == "初":
        start = days.start
        last = None if start is None else month(start.year, 1).end if precision == "year" else start + timedelta(days=9)
        return Days(start, last), f"{precision}-start"
    if end == "中":
        middle = None if y is None else date(y, 6, 30) if precision == "year" else (
            days.start + timedelta(days=19) if days.start else None)
        return Days(None, middle), f"{precision}-middle"
    return days, precision


def point(m: Match, now: Now, carry: int | None) -> Dated | None:
    """A date or period, or a range of two: 6月底前, 2025年12月31日, 今年上半年, 3月1日至5月31日."""
    g = m.groupdict()
    stated, named, written = _stated(m, "a", now)
    y = stated if named else carry if carry is not None else now.plan
    if g["r_a"] == "当" and not any(_sub(m, "a").values()):
        return None                               # 当年开工、当年投产: the year of something else
    if m[0] in ("年终", "年初"):
        return None                               # 年终述职, 年初备案: a kind of review, the start of a cycle
    part = _part(m, "a", y)
    if part is None:
        return None
    days, precision = part
    if g["fest_a"]:
        return Dated(Days(None, day_before(g["fest_a"], y) if y else None), "by", "festival",
                     year=y if written else None)
    before = g["suf_a"] in ("前", "之前", "以前")
    if not named and carry is None and before and y and now.first and days.end and days.end < now.first:
        days, precision = _part(m, "a", y + 1) or part      # 3月底前 said in November is next March
    if g["r_a"] in ("今明两", "明后", "明后两") and y is not None:
        days = Days(date(y - 1, 1, 1), days.end)
    bare = precision == "year" and not g["suf_a"] and not reaches(m)
    masked = named and not written and g["y_a"]
    rule = "masked-year" if masked else precision if written else f"relative-{precision}" if named else precision
    if g["dayb"]:                                 # 3月1日至31日
        if precision != "day":
            return None
        last = _ymd(days.start.year, days.start.month, whole_number(g["dayb"]) or 0) if days.start else None
        return Dated(Days(days.start, last), "in", "day-range", year=stated if written else None)
    right = g["y_b"] or g["r_b"] or any(_sub(m, "b").values())
    if right:
        stated_b, named_b, written_b = _stated(m, "b", now)
        other = _part(m, "b", stated_b if named_b else y)
        if other is None:
            return None
        last_days, _ = suffixed(other[0], other[1], g["suf_a"], False)
        start = days.start or days.end
        if start and last_days.end and last_days.end < start:
            last_days = Days()
        return Dated(Days(start, last_days.end), "in", f"{precision}-range",
                     year=stated_b if written_b else stated if written else None)
    days, bound = suffixed(days, precision, g["suf_a"], reaches(m))
    carries = written and not (bound == "by" and precision in ("year", "year-end"))
    return Dated(days, bound, rule, bare=bare, year=stated if written else None, carries=carries)


def years(m: Match, now: Now, carry: int | None) -> Dated | None:
    """2025—2027年, 2024年至2026年底."""
    first, text_b = whole_number(fold_width(m["ya"])), fold_width(m["yb"])
    if first is None or m["ya"][0] in "0０xX×＊*" or text_b[0] in "0xX×＊*" and len(text_b) == 4:
        return Dated(OPEN, "in", "year-range")
    last = whole_number(text_b)
    if last is not None and len(text_b) == 2:
        last += first // 100 * 100
    if last is None or not 1900 <= first <= last <= 2199:
        return None
    part = _part(m, "yb", last)
    if part is None:
        return None
    days, _ = suffixed(part[0], part[1], m["suf_y"], False)
    return Dated(Days(date(first, 1, 1), days.end), "in", "year-range", year=last)


def months(m: Match, now: Now, carry: int | None) -> Dated | None:
    """6—8月, 2025年3月至5月."""
    stated, named, written = _stated(m, "o", now)
    y = stated if named else carry if carry is not None else now.plan
    a, b = whole_number(m["ma"]), whole_number(m["mb"])
    if a is None or b is None or not (1 <= a <= 12 and 1 <= b <= 12):
        return None
    days = Days(month(y, a).start, month(y if b >= a else y + 1, b).end) if y else OPEN
    if m["suf_m"] in ("前", "之前", "以前"):
        days = Days(None, days.end)
    return Dated(days, "in", "month-range", year=stated if written else None)


def quarters(m: Match, now: Now, carry: int | None) -> Dated | None:
    """一、二季度, 今年一至三季度."""
    stated, named, written = _stated(m, "k", now)
    y = stated if named else carry if carry is not None else now.plan
    a, b = whole_number(m["qa"]) or 1, whole_number(m["qb"]) or 4
    if b <= a:
        return None
    return Dated(quarter(y, a, b) if y else OPEN, "in", "quarter-range", year=stated if written else None)


def this(m: Match, now: Now, carry: int | None) -> Dated | None:
    """本月底前, 下周, 本季度末."""
    unit, end, step = m["tu"], m["te"], 1 if m["tw"] == "下" else 0
    days, precision = OPEN, "month" if unit == "月" else unit
    if now.exact and now.first is not None and unit in ("月", "季度"):
        if unit == "月":
            first = add_months(now.first.replace(day=1), step)
            days = month(first.year, first.month)
        else:
            first = add_months(now.first.replace(day=1), 3 * step)
            days = quarter(first.year, (first.month + 2) // 3)
    elif unit == "周" and now.first is not None and now.first == now.last:
        monday = now.first - timedelta(days=now.first.weekday()) + timedelta(weeks=step)
        days = Days(monday, monday + timedelta(days=6))
    if end and end[0] in "底末":
        days, precision = Days(None, days.end), f"{precision}-end"
    elif end and end.endswith("旬") and days.start:
        k = "上中下".index(end[0])
        last = days.end if k == 2 else days.start + timedelta(days=10 * k + 9)
        days = Days(days.start + timedelta(days=10 * k), last)
    elif end == "初" and days.start:
        days = Days(days.start, days.start + timedelta(days=9))
    days, bound = suffixed(days, precision, m["suf_t"], reaches(m))
    return Dated(days, bound, "relative-month" if unit == "月" else "relative-period")


def month_end(m: Match, now: Now, carry: int | None) -> Dated | None:
    """月底前 without a month: of the month of the document."""
    days = Days(None, month(now.last.year, now.last.month).end) if now.exact and now.last else OPEN
    return Dated(days, "by", "month-end")


def whole(m: Match, now: Now, carry: int | None) -> Dated | None:
    """全年, 年内, 新的一年: the year that the document plans for."""
    days = year(now.plan) if now.plan is not None else OPEN
    return Dated(days, "in", "whole-year", bare=m[0] == "全年")


def past(m: Match, now: Now, carry: int | None) -> Dated | None:
    """去年, 上年度, 近年来: never ahead."""
    if now.this is None or m[0][0] not in "去上" or m["suf_z"]:
        return Dated(OPEN, "past", "past-year")
    part = _part(m, "z", now.this - 1)
    return None if part is None else Dated(part[0], "past", "past-year")
