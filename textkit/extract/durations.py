"""How long and how often: durations (三年内, 用两年时间, 未来五年) and recurrences (每季度, 一月一通报)."""

from __future__ import annotations

import re
from datetime import date, timedelta

from textkit.extract.calendar import Days, Now, add_months, month
from textkit.extract.dated import OPEN, Dated, Match, whole_number
from textkit.extract.numerals import parse

__all__ = ["ahead", "each", "often", "ratio", "recur", "spend", "strive", "within"]

_RECUR = {
    "年": "yearly", "季": "quarterly", "月": "monthly", "周": "weekly", "星": "weekly", "天": "daily", "日": "daily",
    "旬": "every-ten-days", "学": "termly",
}


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


def recur(m: Match, now: Now, carry: int | None) -> Dated | None:
    """每年, 每两年, 每季度末; a month or day inside the year (每年6月底前) has no dates."""
    if m["rh"]:
        word = "half-yearly" if m["rh"] == "半年" else "half-monthly"
    else:
        word = _recurrence(m["ru"], whole_number(m["rn"]))
    return Dated(OPEN, "every", "recurrence", word)


def ratio(m: Match, now: Now, carry: int | None) -> Dated | None:
    """一年一评估, 一月一通报."""
    return Dated(OPEN, "every", "recurrence", _recurrence(m["u1"] or "年"))


def often(m: Match, now: Now, carry: int | None) -> Dated | None:
    """半年一次, 一年两次."""
    if m["on"] == "半":
        return Dated(OPEN, "every", "recurrence", "half-yearly") if m["ou"] == "年" else None
    return Dated(OPEN, "every", "recurrence", _recurrence(m["ou"], whole_number(m["on"])))


def each(m: Match, now: Now, carry: int | None) -> Dated | None:
    """按季度, 逐月."""
    return Dated(OPEN, "every", "recurrence", _recurrence(m["eu"]))


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
        return OPEN
    if unit.startswith("年"):
        return Days(None, add_months(now.last, round(12 * (n + 0.5 * ("半" in unit)))))
    if unit.endswith("月") or unit.endswith("季度"):
        months = n * 3 if unit.endswith("季度") else n + 0.5 * ("半" in unit)
        whole = add_months(now.last, int(months))
        return Days(None, whole + timedelta(days=15) if months % 1 else whole)
    if now.first != now.last:
        return OPEN
    if unit in ("天", "日"):
        return Days(None, now.last + timedelta(days=int(n)))
    if unit in ("周", "星期", "个星期"):
        return Days(None, now.last + timedelta(weeks=int(n)))
    return OPEN                                  # working days: holidays are not known


def spend(m: Match, now: Now, carry: int | None) -> Dated | None:
    """用三年左右时间: from the date of the document."""
    return Dated(_duration(_ends(m["sl"], m["sh"]), m["su"], now), "within", "duration")


def strive(m: Match, now: Now, carry: int | None) -> Dated | None:
    """力争三年实现: from the date of the document."""
    return Dated(_duration(_ends(m["vl"], m["vh"]), "年", now), "within", "duration")


def within(m: Match, now: Now, carry: int | None) -> Dated | None:
    """三年内, 10个工作日内: from the date of the document; 6月内 is June."""
    unit = m["wu"]
    if unit in ("月", "季度") and m["wl"] not in ("半",):
        number = whole_number(m["wl"])                    # 6月内 is June, no six months
        if unit == "月" and number is not None and 1 <= number <= 12:
            y = carry if carry is not None else now.plan
            return Dated(month(y, number) if y else OPEN, "in", "month")
    rule = "working-days" if unit.endswith("工作日") else "duration-days" if unit in ("天", "日") else "duration"
    return Dated(_duration(_ends(m["wl"], m["wh"]), unit, now), "within", rule)


def ahead(m: Match, now: Now, carry: int | None) -> Dated | None:
    """未来五年, 今后三年: calendar years, from the one that the document plans for."""
    n = _ends(m["fl"], m["fh"])
    if m["fu"] != "年" or n is None or n < 1:
        return Dated(_duration(n, m["fu"], now), "within", "years-ahead")
    # 今后五年 in a report that opens a year counts that year: 2026 to 2030.
    if now.plan is None:
        return Dated(OPEN, "within", "years-ahead")
    opens = now.first is None or now.plan > now.first.year or now.first.month <= 6
    first = now.plan if opens else now.plan + 1
    return Dated(Days(date(first, 1, 1), date(first + int(n) - 1, 12, 31)), "within", "years-ahead")
