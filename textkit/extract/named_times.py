"""Times that have a name: five-year plans, decades and centuries, festivals, seasons, anniversaries, terms of office."""

from __future__ import annotations

import re
from datetime import date, timedelta

from textkit.extract.calendar import Days, Now, festival_day, five_year_plan
from textkit.extract.dated import OPEN, Dated, Match, reaches, suffixed, whole_number
from textkit.lexicon import load

__all__ = ["century", "day_before", "decade", "event", "festival", "plan", "term"]


def plan(m: Match, now: Now, carry: int | None) -> Dated | None:
    """“十四五”末, “十五五”前三年, 第七个五年计划期间."""
    # 十 alone stands for the tenth (十五), 十四 for the fourteenth (十四五).
    n = whole_number(m["pn"] or m["pk"])
    if n is None or not 1 <= n <= 20:
        return None
    days = five_year_plan(n)
    first, last = days.start.year if days.start else 0, days.end.year if days.end else 0
    stage, suffix = m["ps"], m["suf_p"]
    if stage in ("末", "末期", "期末", "底"):
        return Dated(Days(None, days.end), "by", "five-year-plan-end", year=last)
    if m["pe"]:
        k = whole_number(m["py"]) or 1
        late, early = Days(date(last - k + 1, 1, 1), days.end), Days(days.start, date(first + k - 1, 12, 31))
        days = late if m["pe"] == "后" else early
    elif stage in ("初期", "前期"):
        days = Days(days.start, date(first + 1, 12, 31))
    elif stage in ("中后期", "后期"):
        days = Days(date(first + 2, 1, 1), days.end)
    elif stage == "中期":
        days = Days(date(first + 1, 1, 1), date(first + 3, 12, 31))
    days, bound = suffixed(days, "plan", suffix, reaches(m))
    return Dated(days, bound, "five-year-plan", year=last)


def century(m: Match, now: Now, carry: int | None) -> Dated | None:
    """到本世纪中叶, 二十一世纪初; the century is the one that the document was written in."""
    base = 2000
    if m["cw"] in ("本", "这个"):
        if now.this is None:
            return Dated(OPEN, "by", "century")
        base = 2000 if now.this > 2000 else 1900
    elif m["cw"][0] == "下":
        if now.this is None:
            return Dated(OPEN, "by", "century")
        base = 2100 if now.this > 2000 else 2000
    part = m["cp"]
    if m["cd"]:
        days = _in_decade(base + (whole_number(m["cd"]) or 0), part.partition("年代")[2])
    elif part[0] == "中":
        days = Days(None, date(base + 50, 12, 31))
    elif part[0] == "末":
        days = Days(None, date(base + 100, 12, 31))
    elif part[0] == "初":
        days = Days(date(base + 1, 1, 1), date(base + 10, 12, 31))
    else:
        days = Days(None, date(base + 100, 12, 31))
    days, bound = suffixed(days, "century" if days.start else "century-end", m["suf_c"], reaches(m))
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


def decade(m: Match, now: Now, carry: int | None) -> Dated | None:
    """八十年代末: of the 1900s from the fifties on, else of the 2000s."""
    tens = whole_number(m["dd"]) or 0
    first = (1900 if tens >= 50 or m["dl"] else 2000) + tens
    days = _in_decade(first, m["dp"])
    days, bound = suffixed(days, "decade" if days.start else "decade-end", m["suf_d"], "到" in m[0][:1])
    return Dated(days, "past" if m["dl"] else bound, "decade", bare=bound == "in", year=first + 9)


def _name(word: str) -> str:
    """The name of a festival in the list, from the words that the grammar found."""
    return next((row["name"] for row in load("festivals") if re.fullmatch(row.pattern, word)), word)


def day_before(word: str, y: int) -> date | None:
    """The last day before a festival, named as in the text, in the year ``y``."""
    day = festival_day(_name(word), y)
    return day - timedelta(days=1) if day else None


def festival(m: Match, now: Now, carry: int | None) -> Dated | None:
    """春节前: the next one after the document, where its date tells."""
    name = _name(m["fest_f"])
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


def event(m: Match, now: Now, carry: int | None) -> Dated | None:
    """Seasons without a day (汛期前), anniversaries with one."""
    for row in load("time_events"):
        if re.fullmatch(row.pattern, m["ev"]) is None:
            continue
        if row["day"]:
            day = date.fromisoformat(row["day"])
            return Dated(Days(None, day), "by", "anniversary", year=day.year)
        break
    return Dated(OPEN, "by", "season")


def term(m: Match, now: Now, carry: int | None) -> Dated | None:
    """任期内: the text does not say until when."""
    return Dated(OPEN, "within", "term-of-office")
