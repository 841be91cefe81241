"""From the words of a time expression to its days: what each branch of the grammar of :mod:`textkit.extract.times` means.

``底`` and ``前`` give a last day alone, a plain period (6月份) its first and last, ``起`` a first alone. ``前`` with a
day or an end named includes it (6月30日前, 12月底前), with a period it ends on the day before (2030年前, 春节前).
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from datetime import date, timedelta

from textkit.extract.calendar import Days, Now, add_months, festival_day, five_year_plan, half, month, quarter, year
from textkit.extract.numerals import fold_width, parse
from textkit.lexicon import load

__all__ = ["Dated", "date_of"]

Match = re.Match[str]
_OPEN = Days()
_RECUR = {"年": "yearly", "季": "quarterly", "月": "monthly", "周": "weekly", "星": "weekly", "天": "daily", "日": "daily",
          "旬": "every-ten-days", "学": "termly"}


@dataclass(frozen=True, slots=True)
class Dated:
    """What an expression stands for; see :class:`textkit.extract.times.Time` for ``bound``, ``bare`` and ``year``.

    ``carries`` says that months and days after it are of its year (2025年6月底前…，12月底前…).
    """

    days: Days
    bound: str
    rule: str
    recurrence: str | None = None
    bare: bool = False
    year: int | None = None
    carries: bool = False


def _int(text: str | None) -> int | None:
    value = parse(text) if text else None
    return int(value) if value is not None and value == int(value) else None


def _ymd(y: int, m: int, d: int) -> date | None:
    try:
        return date(y, m, d)
    except ValueError:
        return None


def _stated(m: Match, tag: str, now: Now) -> tuple[int | None, bool, bool]:
    """The year that the words name, whether they name one at all, and whether it is written in digits that tell it."""
    written, relative = m[f"y_{tag}"], m[f"r_{tag}"]
    if written:
        folded = fold_width(written)
        if folded[0] in "0xX×＊*" or folded[-1] in "xX×＊*":
            return None, True, False              # anonymised or swapped by a site: the year is not to be had
        return _int(folded), True, True
    if relative:
        step = {"明": 1, "来": 1, "下": 1, "下一": 1, "后": 2, "明后": 2, "明后两": 2, "今明两": 1}.get(relative, 0)
        known = None if now.this is None or relative == "当" else now.this + step
        return known, True, False
    return None, False, False


_SUB = ("m", "d", "x", "me", "q", "qe", "qn", "qne", "h", "he", "ye")


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
    """Days of what follows the year, and its precision (day, month, end, start, …); None where there is no such date."""
    g = _sub(m, tag)
    days, precision, end = _OPEN, "year", None
    if g["m"]:
        number = _int(g["m"])
        if number is None or not 1 <= number <= 12:
            return None
        base = month(y, number) if y else _OPEN
        days, precision, end = base, "month", g["me"]
        if g["d"]:
            d = _int(g["d"])
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
        n = _int(g["q"]) or 1
        days, precision, end = quarter(y, n) if y else _OPEN, "quarter", g["qe"]
    elif g["qn"]:
        days, precision, end = quarter(y, 1, _int(g["qn"]) or 3) if y else _OPEN, "quarters", g["qne"]
    elif g["h"]:
        days, precision, end = half(y, 1 if g["h"] == "上" else 2) if y else _OPEN, "half", g["he"]
    else:
        days, end = year(y) if y else _OPEN, g["ye"]
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


_CONTAINING = ("day", "half", "ten-days")         # 上半年前, 中旬前: by its end
_BOUND = {"起": "from", "开始": "from", "以来": "past", "以后": "after", "之后": "after", "后": "after"}


def _suffixed(days: Days, precision: str, suffix: str | None, to: bool) -> tuple[Days, str]:
    """The days with 前, 内, 起 … and 到 taken into account, and how the expression bounds."""
    if suffix in ("前", "之前", "以前"):
        inclusive = precision.endswith(("-end", "-start", "-middle")) or precision in _CONTAINING
        first_quarter = precision == "quarter" and days.start is not None and days.start.month == 1
        if inclusive or first_quarter or precision == "quarters":
            return Days(None, days.end), "by"
        return Days(None, days.start - timedelta(days=1) if days.start else None), "by"
    if suffix in ("起", "开始"):
        return Days(days.start or days.end), "from"
    if suffix in ("以后", "之后", "后"):
        return Days(days.end + timedelta(days=1) if days.end else None), "after"
    if suffix == "以来":
        return Days(days.start), "past"
    if to or suffix == "为止":
        return Days(None, days.end), "by"
    return days, "by" if precision.endswith("-end") else "in"


def _is_to(m: Match) -> bool:
    return m[0][0] in "到至截"


def _point(m: Match, now: Now, carry: int | None) -> Dated | None:
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
        day = festival_day(_festival(g["fest_a"]), y) if y else None
        return Dated(Days(None, day - timedelta(days=1) if day else None), "by", "festival", year=y if written else None)
    # 3月底前 said in November is next March.
    if not named and carry is None and g["suf_a"] in ("前", "之前", "以前") and now.first and days.end and y == now.first.year \
            and days.end < now.first:
        part = _part(m, "a", y + 1)
        days, precision = part or (days, precision)
    if g["r_a"] == "今明两" and y is not None:
        days = Days(date(y - 1, 1, 1), days.end)
    elif g["r_a"] in ("明后", "明后两") and y is not None:
        days = Days(date(y - 1, 1, 1), days.end)
    bare = precision == "year" and not g["suf_a"] and not _is_to(m)
    masked = named and not written and g["y_a"]
    rule = "masked-year" if masked else precision if written else f"relative-{precision}" if named else precision
    if g["dayb"]:                                 # 3月1日至31日
        if precision != "day":
            return None
        last = _ymd(days.start.year, days.start.month, _int(g["dayb"]) or 0) if days.start else None
        return Dated(Days(days.start, last), "in", "day-range", year=stated if written else None)
    right = g["y_b"] or g["r_b"] or any(_sub(m, "b").values())
    if right:
        stated_b, named_b, written_b = _stated(m, "b", now)
        other = _part(m, "b", stated_b if named_b else y)
        if other is None:
            return None
        last_days, _ = _suffixed(other[0], other[1], g["suf_a"], False)
        start = days.start or days.end
        if start and last_days.end and last_days.end < start:
            last_days = Days()
        return Dated(Days(start, last_days.end), "in", f"{precision}-range",
                     year=stated_b if written_b else stated if written else None)
    days, bound = _suffixed(days, precision, g["suf_a"], _is_to(m))
    carries = written and not (bound == "by" and precision in ("year", "year-end"))
    return Dated(days, bound, rule, bare=bare, year=stated if written else None, carries=carries)


def _years(m: Match, now: Now, carry: int | None) -> Dated | None:
    first, text_b = _int(fold_width(m["ya"])), fold_width(m["yb"])
    if first is None or m["ya"][0] in "0０xX×＊*" or text_b[0] in "0xX×＊*" and len(text_b) == 4:
        return Dated(_OPEN, "in", "year-range")
    last = _int(text_b)
    if last is not None and len(text_b) == 2:
        last += first // 100 * 100
    if last is None or not 1900 <= first <= last <= 2199:
        return None
    part = _part(m, "yb", last)
    if part is None:
        return None
    days, _ = _suffixed(part[0], part[1], m["suf_y"], False)
    return Dated(Days(date(first, 1, 1), days.end), "in", "year-range", year=last)


def _months(m: Match, now: Now, carry: int | None) -> Dated | None:
    stated, named, written = _stated(m, "o", now)
    y = stated if named else carry if carry is not None else now.plan
    a, b = _int(m["ma"]), _int(m["mb"])
    if a is None or b is None or not (1 <= a <= 12 and 1 <= b <= 12):
        return None
    days = Days(month(y, a).start, month(y if b >= a else y + 1, b).end) if y else _OPEN
    if m["suf_m"] in ("前", "之前", "以前"):
        days = Days(None, days.end)
    return Dated(days, "in", "month-range", year=stated if written else None)


def _quarters(m: Match, now: Now, carry: int | None) -> Dated | None:
    stated, named, written = _stated(m, "k", now)
    y = stated if named else carry if carry is not None else now.plan
    a, b = _int(m["qa"]) or 1, _int(m["qb"]) or 4
    if b <= a:
        return None
    return Dated(quarter(y, a, b) if y else _OPEN, "in", "quarter-range", year=stated if written else None)


def _recurrence(unit: str, n: int | None = None) -> str:
    word = "yearly" if unit == "学年" else _RECUR[unit[0]]
    if n is None or n == 1:
        return word
    if (n, word) == (6, "monthly") or (n, word) == (2, "quarterly"):
        return "half-yearly"
    if (n, word) == (3, "monthly"):
        return "quarterly"
    plural = {"yearly": "years", "quarterly": "quarters", "monthly": "months", "weekly": "weeks", "daily": "days"}
    return f"every-{n}-{plural[word]}" if word in plural else word


def _recur(m: Match, now: Now, carry: int | None) -> Dated | None:
    if m["rh"]:
        word = "half-yearly" if m["rh"] == "半年" else "half-monthly"
    else:
        word = _recurrence(m["ru"], _int(m["rn"]))
    return Dated(_OPEN, "every", "recurrence", word)


def _ratio(m: Match, now: Now, carry: int | None) -> Dated | None:
    return Dated(_OPEN, "every", "recurrence", _recurrence(m["u1"] or "年"))


def _often(m: Match, now: Now, carry: int | None) -> Dated | None:
    if m["on"] == "半":
        return Dated(_OPEN, "every", "recurrence", "half-yearly") if m["ou"] == "年" else None
    return Dated(_OPEN, "every", "recurrence", _recurrence(m["ou"], _int(m["on"])))


def _each(m: Match, now: Now, carry: int | None) -> Dated | None:
    return Dated(_OPEN, "every", "recurrence", _recurrence(m["eu"]))


def _plan(m: Match, now: Now, carry: int | None) -> Dated | None:
    # 十 alone stands for the tenth (十五), 十四 for the fourteenth (十四五).
    n = _int(m["pn"] or m["pk"])
    if n is None or not 1 <= n <= 20:
        return None
    days = five_year_plan(n)
    first, last = days.start.year if days.start else 0, days.end.year if days.end else 0
    stage, suffix = m["ps"], m["suf_p"]
    if stage in ("末", "末期", "期末", "底"):
        return Dated(Days(None, days.end), "by", "five-year-plan-end", year=last)
    if m["pe"]:
        k = _int(m["py"]) or 1
        days = Days(date(last - k + 1, 1, 1), days.end) if m["pe"] == "后" else Days(days.start, date(first + k - 1, 12, 31))
    elif stage in ("初期", "前期"):
        days = Days(days.start, date(first + 1, 12, 31))
    elif stage in ("中后期", "后期"):
        days = Days(date(first + 2, 1, 1), days.end)
    elif stage == "中期":
        days = Days(date(first + 1, 1, 1), date(first + 3, 12, 31))
    days, bound = _suffixed(days, "plan", suffix, _is_to(m))
    return Dated(days, bound, "five-year-plan", year=last)


def _century(m: Match, now: Now, carry: int | None) -> Dated | None:
    base = 2000
    if m["cw"] in ("本", "这个"):
        if now.this is None:
            return Dated(_OPEN, "by", "century")
        base = 2000 if now.this > 2000 else 1900
    elif m["cw"][0] == "下":
        if now.this is None:
            return Dated(_OPEN, "by", "century")
        base = 2100 if now.this > 2000 else 2000
    part = m["cp"]
    if m["cd"]:
        days = _in_decade(base + (_int(m["cd"]) or 0), part.partition("年代")[2])
    elif part[0] == "中":
        days = Days(None, date(base + 50, 12, 31))
    elif part[0] == "末":
        days = Days(None, date(base + 100, 12, 31))
    elif part[0] == "初":
        days = Days(date(base + 1, 1, 1), date(base + 10, 12, 31))
    else:
        days = Days(date(base + 1, 1, 1), date(base + 100, 12, 31))
    days, bound = _suffixed(days, "century" if days.start else "century-end", m["suf_c"], _is_to(m))
    return Dated(days, bound, "century")


def _in_decade(first: int, part: str | None) -> Days:
    if part and part[0] == "末":
        return Days(None, date(first + 9, 12, 31))
    if part and part[0] in "初前":
        return Days(date(first, 1, 1), date(first + 3, 12, 31))
    if part and part[0] == "中":
        return Days(date(first + 3, 1, 1), date(first + 6, 12, 31))
    if part and part[0] == "后":
        return Days(date(first + 5, 1, 1), date(first + 9, 12, 31))
    return Days(date(first, 1, 1), date(first + 9, 12, 31))


def _decade(m: Match, now: Now, carry: int | None) -> Dated | None:
    tens = _int(m["dd"]) or 0
    first = (1900 if tens >= 50 or m["dl"] else 2000) + tens
    days = _in_decade(first, m["dp"])
    days, bound = _suffixed(days, "decade" if days.start else "decade-end", m["suf_d"], "到" in m[0][:1])
    return Dated(days, "past" if m["dl"] else bound, "decade", bare=bound == "in", year=first + 9)


_LOOSE = re.compile("几|若干|数|两三|三五")


def _ends(low: str | None, high: str | None) -> float | None:
    """The longest a duration can be, in its own unit; None for 几年."""
    word = high or low or ""
    if word == "半":
        return 0.5
    if word in ("两三", "三五"):
        return 3 if word == "两三" else 5
    if _LOOSE.search(word):
        return None
    return parse(word)


def _duration(n: float | None, unit: str, now: Now) -> Days:
    if n is None or now.last is None or n > 100:
        return _OPEN
    if unit.startswith("年"):
        return Days(None, add_months(now.last, round(12 * (n + 0.5 * ("半" in unit)))))
    if unit.endswith("月") or unit.endswith("季度"):
        months = n * 3 if unit.endswith("季度") else n + 0.5 * ("半" in unit)
        whole = add_months(now.last, int(months))
        return Days(None, whole + timedelta(days=15) if months % 1 else whole)
    if now.first != now.last:
        return _OPEN
    if unit in ("天", "日"):
        return Days(None, now.last + timedelta(days=int(n)))
    if unit in ("周", "星期", "个星期"):
        return Days(None, now.last + timedelta(weeks=int(n)))
    return _OPEN                                  # working days: holidays are not known


def _spend(m: Match, now: Now, carry: int | None) -> Dated | None:
    return Dated(_duration(_ends(m["sl"], m["sh"]), m["su"], now), "within", "duration")


def _strive(m: Match, now: Now, carry: int | None) -> Dated | None:
    return Dated(_duration(_ends(m["vl"], m["vh"]), "年", now), "within", "duration")


def _within(m: Match, now: Now, carry: int | None) -> Dated | None:
    unit = m["wu"]
    if unit in ("月", "季度") and m["wl"] not in ("半",):
        number = _int(m["wl"])                    # 6月内 is June, no six months
        if unit == "月" and number is not None and 1 <= number <= 12:
            y = carry if carry is not None else now.plan
            return Dated(month(y, number) if y else _OPEN, "in", "month")
    rule = "working-days" if unit.endswith("工作日") else "duration-days" if unit in ("天", "日") else "duration"
    return Dated(_duration(_ends(m["wl"], m["wh"]), unit, now), "within", rule)


def _ahead(m: Match, now: Now, carry: int | None) -> Dated | None:
    n = _ends(m["fl"], m["fh"])
    if m["fu"] != "年" or n is None or n < 1:
        return Dated(_duration(n, m["fu"], now), "within", "years-ahead")
    # 今后五年 in a report that opens a year counts that year: 2026 to 2030.
    if now.plan is None:
        return Dated(_OPEN, "within", "years-ahead")
    opens = now.first is None or now.plan > now.first.year or now.first.month <= 6
    first = now.plan if opens else now.plan + 1
    return Dated(Days(date(first, 1, 1), date(first + int(n) - 1, 12, 31)), "within", "years-ahead")


def _festival(word: str) -> str:
    """The name of a festival in the list, from the words that the grammar found."""
    return next((row["name"] for row in load("festivals") if re.fullmatch(row.pattern, word)), word)


def _fest(m: Match, now: Now, carry: int | None) -> Dated | None:
    name = _festival(m["fest_f"])
    day: date | None = None
    if carry is not None:
        day = festival_day(name, carry)
    elif now.first is not None and now.last is not None:
        days = [festival_day(name, y) for y in (now.first.year, now.first.year + 1)]
        ahead = [d for d in days if d and d > now.last]
        passed = [d for d in days if d and now.first <= d <= now.last]
        # Where the date is only known to the year or month, a festival inside it may be past or to come.
        day = ahead[0] if ahead and not passed else passed[0] if passed and passed[0].month > 6 else None
    elif now.plan is not None:
        day = festival_day(name, now.plan)
    return Dated(Days(None, day - timedelta(days=1) if day else None), "by", "festival")


def _this(m: Match, now: Now, carry: int | None) -> Dated | None:
    unit, end, step = m["tu"], m["te"], 1 if m["tw"] == "下" else 0
    days, precision = _OPEN, "month" if unit == "月" else unit
    exact = now.first is not None and now.last is not None and (now.last - now.first).days <= 31
    if exact and now.first is not None and unit in ("月", "季度"):
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
        days = Days(days.start + timedelta(days=10 * k), days.end if k == 2 else days.start + timedelta(days=10 * k + 9))
    elif end == "初" and days.start:
        days = Days(days.start, days.start + timedelta(days=9))
    days, bound = _suffixed(days, precision, m["suf_t"], _is_to(m))
    return Dated(days, bound, "relative-month" if unit == "月" else "relative-period")


def _monthend(m: Match, now: Now, carry: int | None) -> Dated | None:
    exact = now.first is not None and now.last is not None and (now.last - now.first).days <= 31
    return Dated(Days(None, now.last and month(now.last.year, now.last.month).end) if exact else _OPEN, "by", "month-end")


def _event(m: Match, now: Now, carry: int | None) -> Dated | None:
    for row in load("time_events"):
        if re.fullmatch(row.pattern, m["ev"]) is None:
            continue
        if row["day"]:
            day = date.fromisoformat(row["day"])
            return Dated(Days(None, day), "by", "anniversary", year=day.year)
        break
    return Dated(_OPEN, "by", "season")


def _term(m: Match, now: Now, carry: int | None) -> Dated | None:
    return Dated(_OPEN, "within", "term-of-office")


def _whole(m: Match, now: Now, carry: int | None) -> Dated | None:
    days = year(now.plan) if now.plan is not None else _OPEN
    return Dated(days, "in", "whole-year", bare=m[0] == "全年")


def _past(m: Match, now: Now, carry: int | None) -> Dated | None:
    if now.this is None or m[0][0] not in "去上" or m["suf_z"]:
        return Dated(_OPEN, "past", "past-year")
    part = _part(m, "z", now.this - 1)
    return None if part is None else Dated(part[0], "past", "past-year")


_RESOLVE = {
    "recur": _recur, "ratio": _ratio, "often": _often, "each": _each, "plan": _plan, "century": _century,
    "decade": _decade, "spend": _spend, "strive": _strive, "within": _within, "ahead": _ahead, "years": _years,
    "months": _months, "quarters": _quarters, "past": _past, "point": _point, "festival": _fest, "this": _this,
    "monthend": _monthend, "event": _event, "term": _term, "whole": _whole,
}


def date_of(branch: str, m: Match, now: Now, carry: int | None) -> Dated | None:
    """What a match of a branch of the grammar stands for; None where its numbers make no date (13月).

    ``carry`` is the year that the same stretch of text named before, for months and days that name none.
    """
    dated = _RESOLVE[branch](m, now, carry)
    if dated is not None and dated.days.start and dated.days.end and dated.days.end < dated.days.start:
        return replace(dated, days=_OPEN)
    return dated
