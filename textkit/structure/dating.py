"""Dates that a document bears or lets one infer, as ISO strings: 2019-11-21, 2014-07, 2014."""

from __future__ import annotations

import re
from calendar import monthrange

from textkit.structure.numerals import ordinal

__all__ = ["congress_year", "first_date", "plan_period", "plan_report_year", "year_number", "years"]

_CN_YEAR = {c: str(i) for i, c in enumerate("〇一二三四五六七八九")} | {"○": "0", "零": "0", "Ｏ": "0", "0": "0"}
_DATE = re.compile(
    r"(?<!\d)(?P<y>[12]\d{3}|[一二][一二三四五六七八九〇○零Ｏ0]{3})\s{0,2}年"
    r"(?:\s{0,2}(?P<m>\d{1,2}|[一二三四五六七八九十]{1,3})\s{0,2}月(?:\s{0,2}(?P<d>\d{1,2}|[一二三四五六七八九十]{1,3})\s{0,2}日)?)?"
)
_STAMP = re.compile(r"(?<!\d)(?P<y>(?:19|20)\d{2})[-/.](?P<m>\d{1,2})[-/.](?P<d>\d{1,2})(?!\d)")


def _iso(y: str, m: str | None, d: str | None) -> str | None:
    year = y if y.isdecimal() else "".join(_CN_YEAR.get(c, "") for c in y)
    if not (len(year) == 4 and year.isdecimal()):
        return None
    year = str(int(year))
    if not 1900 <= int(year) <= 2100:
        return None
    month = ordinal(m) if m else None
    if not month or not 1 <= month <= 12:
        return year
    day = ordinal(d) if d else None
    return f"{year}-{month:02d}" + (f"-{day:02d}" if day and 1 <= day <= monthrange(int(year), month)[1] else "")


def first_date(words: str, least: str = "year") -> str | None:
    """The first date in a line, with ``least`` (year, month or day) saying how exact it has to be.

    >>> first_date("——2031年1月5日在会上"), first_date("二〇〇五年六月十一日"), first_date("发表时间：2031-02-03 15:45")
    ('2031-01-05', '2005-06-11', '2031-02-03')
    """
    need = {"year": 4, "month": 7, "day": 10}[least]
    for pattern in (_DATE, _STAMP):
        for match in pattern.finditer(words):
            iso = _iso(match["y"], match["m"], match["d"])
            if iso and len(iso) >= need:
                return iso
    return None


# The first session of each National People's Congress (the m-th session is m - 1 years later).
_CONGRESSES = {1: 1954, 2: 1959, 3: 1964, 4: 1975, 5: 1978, 6: 1983, 7: 1988, 8: 1993, 9: 1998, 10: 2003, 11: 2008, 12: 2013, 13: 2018,
               14: 2023, 15: 2028}
_NPC = re.compile(
    r"(?P<at>[向在])?(?P<last>去年[^，。]{0,8}?)?第(?P<n>[一二三四五六七八九十]{1,3})届全国人(?:民代表大会|大)(?:第?(?P<m>[一二三四五六])次会议)?"
    r"(?P<since>(?:闭幕|召开)?[，]?(?:以来|到))?"
)
# Plenary sessions of the Central Committee by congress (month of the session).
_PLENUMS = {
    (11, 3): "1978-12", (11, 4): "1979-09", (11, 5): "1980-02", (11, 6): "1981-06", (11, 7): "1982-08", (12, 3): "1984-10", (12, 6): "1986-09",
    (13, 3): "1988-09", (13, 4): "1989-06", (13, 5): "1989-11", (13, 6): "1990-03", (13, 7): "1990-12", (13, 8): "1991-11", (14, 3): "1993-11",
    (14, 4): "1994-09", (14, 5): "1995-09", (14, 6): "1996-10", (15, 3): "1998-10", (15, 4): "1999-09", (15, 5): "2000-10", (15, 6): "2001-09",
    (16, 3): "2003-10", (16, 4): "2004-09", (16, 5): "2005-10", (16, 6): "2006-10", (17, 3): "2008-10", (17, 4): "2009-09", (17, 5): "2010-10",
    (17, 6): "2011-10", (18, 3): "2013-11", (18, 4): "2014-10", (18, 5): "2015-10", (18, 6): "2016-10", (19, 3): "2018-02", (19, 4): "2019-10",
    (19, 5): "2020-10", (19, 6): "2021-11", (20, 3): "2024-07", (20, 4): "2025-10",
}
_PARTY = {11: 1977, 12: 1982, 13: 1987, 14: 1992, 15: 1997, 16: 2002, 17: 2007, 18: 2012, 19: 2017, 20: 2022, 21: 2027}
_COMING = re.compile(
    r"(?:即将|将要?|马上)(?:胜利)?召开的?(?:中国共产党|党的|中共)?第?(?P<n>[一二三四五六七八九十]{1,3})"
    r"(?:届(?P<m>[一二三四五六七])中全会|次全国代表大会|大(?![\u4e00-\u9fff]{0,2}届))"
)


def congress_year(text: str) -> tuple[int, str] | None:
    """A year that a congress pins a text to, and the rule: 即将召开的党的十八届四中全会 is 2014.

    >>> congress_year("喜迎即将召开的党的十八届四中全会")
    (2014, 'coming-plenum')
    """
    match = _COMING.search(text)
    if match:
        n = ordinal(match["n"]) or 0
        if match["m"]:
            month = _PLENUMS.get((n, ordinal(match["m"]) or 0))
            if month:
                return int(month[:4]), "coming-plenum"
        elif n in _PARTY:
            return _PARTY[n], "coming-congress"
    for match in _NPC.finditer(text[:1500]):
        first = _CONGRESSES.get(ordinal(match["n"]) or 0)
        if not first:
            continue
        year = first + (ordinal(match["m"] or "一") or 1) - 1
        if match["at"]:                                         # 向第六届…第一次会议, 在第六届…上
            return year, "national-congress"
        if match["last"] and match["since"]:                   # 从去年…第三次会议到现在
            return year + 1, "national-congress"
        if match["since"] and "五年" in text[match.end() : match.end() + 30]:
            return year + 5, "national-congress"
    return None


_PLAN_REPORT = re.compile(r"第([一二三四五六七八九十]{1,3})个五年(?:计划|规划)(?:纲要)?[^，。]{0,8}(?:报告|》)")
_HELD = re.compile(r"中国共产党第([一二三四五六七八九十]{1,3})次全国代表大会|党的([一二三四五六七八九十]{1,3})大(?!召开之年)")


def plan_report_year(text: str) -> int | None:
    """The year of a report on a five-year plan: the plan's first, but not before the last congress that it looks back on."""
    match = _PLAN_REPORT.search(text[:1500])
    n = ordinal(match[1]) if match else None
    if not n or n < 6:
        return None
    held = [_PARTY.get(ordinal(m[1] or m[2]) or 0, 0) for m in _HELD.finditer(text[:3000])]
    return max([1951 + 5 * n, *held])


_YEARS = re.compile(r"(?<![\d一二三四五六七八九〇○零])((?:19|20|１９|２０)[\d]{2}|[一二][九〇○零][一二三四五六七八九〇○零]{2})\s?年")


def year_number(words: str) -> int | None:
    """``year_number("一九八四")`` is 1984, ``year_number("２００１")`` 2001."""
    digits = "".join(_CN_YEAR.get(c, c) for c in words)
    return int(digits) if digits.isdecimal() and len(digits) == 4 else None


def years(text: str) -> list[tuple[int, int]]:
    """Every year that a text names, as (offset, year), in whatever digits."""
    return [(m.start(), y) for m in _YEARS.finditer(text) if (y := year_number(m[1])) and 1949 <= y <= 2100]


_RANGE = re.compile(r"[（(]?(?P<a>(?:19|20)\d{2})\s{0,2}年?\s{0,2}[—―–\-~～至到]{1,3}\s{0,2}(?P<b>(?:19|20)\d{2})\s{0,2}年?")
_PLAN = re.compile(
    r"(?:[“\"](?P<quoted>十?[一二三四五六七八九十])五[”\"]|(?P<bare>十[一二三四五六]|[六七八九十])五(?=时期|期间|规划|计划)|(?P<long>十[一二三四五六])五)"
    r"[\u4e00-\u9fff]{0,20}?(?:时期|期间|规划|计划|方案|发展)"
)


def plan_period(words: str) -> tuple[int, int] | None:
    """The period a plan is for, first and last year: 行动计划（2021—2023年）, “十四五”规划.

    >>> plan_period("护河三年行动计划（2031—2033年）"), plan_period("海州市“十四五”水利规划")
    ((2031, 2033), (2021, 2025))
    """
    match = _RANGE.search(words)
    if match and 0 < int(match["b"]) - int(match["a"]) <= 30:
        return int(match["a"]), int(match["b"])
    match = _PLAN.search(words)
    if match:
        n = ordinal(match["quoted"] or match["bare"] or match["long"])
        if n and 6 <= n <= 20:
            return 1951 + 5 * n, 1955 + 5 * n
    return None
