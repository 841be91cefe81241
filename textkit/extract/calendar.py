"""Days and periods: what a date, a period or a festival is once the document's own time is known.

Everything is resolved against an :class:`~textkit.model.Anchor` (the document's own date, the year whose work it
lays out, the period of the plan it is) and never against today. Where the anchor does not say, the answer is None.
"""

from __future__ import annotations

from calendar import monthrange
from dataclasses import dataclass
from datetime import date, timedelta
from functools import lru_cache

from textkit.lexicon import load
from textkit.model import Anchor

__all__ = ["Days", "Now", "add_months", "festival_day", "five_year_plan", "half", "month", "quarter", "year"]


@dataclass(frozen=True, slots=True)
class Days:
    """A stretch of days, both ends included; an end that the text leaves open is None."""

    start: date | None = None
    end: date | None = None

    def iso(self) -> tuple[str | None, str | None]:
        return (self.start.isoformat() if self.start else None, self.end.isoformat() if self.end else None)


def year(y: int) -> Days:
    return Days(date(y, 1, 1), date(y, 12, 31))


def half(y: int, n: int) -> Days:
    """Half ``n`` (1 or 2) of a year: 下半年 is 1 July to 31 December."""
    return Days(date(y, 6 * n - 5, 1), month(y, 6 * n).end)


def quarter(y: int, first: int, last: int | None = None) -> Days:
    """Quarters ``first`` to ``last`` of a year: 前三季度 is 1 January to 30 September."""
    last = first if last is None else last
    return Days(date(y, 3 * first - 2, 1), month(y, 3 * last).end)


def month(y: int, m: int) -> Days:
    return Days(date(y, m, 1), date(y, m, monthrange(y, m)[1]))


def add_months(day: date, n: int) -> date:
    """The same day ``n`` months on, or the last of the month where there is no such day."""
    at = day.year * 12 + day.month - 1 + n
    y, m = divmod(at, 12)
    return date(y, m + 1, min(day.day, monthrange(y, m + 1)[1]))


def five_year_plan(n: int) -> Days:
    """The period of the n-th five-year plan: the 14th (“十四五”) is 2021 to 2025, the sixth 1981 to 1985.

    The first two ran 1953–1957 and 1958–1962; the third began in 1966, and they follow each other since.
    """
    first = 1953 + 5 * (n - 1) if n <= 2 else 1966 + 5 * (n - 3)
    return Days(date(first, 1, 1), date(first + 4, 12, 31))


@dataclass(frozen=True, slots=True)
class Now:
    """The document's own time: ``first`` and ``last`` day its date can be, and the years that 今年 and 全年 mean.

    ``this`` is the year of 今年, ``plan`` the year of a date without one (6月底前, 全年, 年底前); they differ where a
    text of December lays out the work of the year to come. ``floor`` is the first year that is not past.
    """

    first: date | None = None
    last: date | None = None
    this: int | None = None
    plan: int | None = None
    floor: int | None = None

    @staticmethod
    def of(anchor: Anchor) -> Now:
        first = last = None
        if anchor.date:
            parts = [int(part) for part in anchor.date.split("-")]
            if len(parts) == 1:
                first, last = date(parts[0], 1, 1), date(parts[0], 12, 31)
            elif len(parts) == 2:
                first, last = date(parts[0], parts[1], 1), month(parts[0], parts[1]).end
            else:
                first = last = date(*parts[:3])
        work = anchor.work_year
        if first is None:
            this = plan = work
        elif work is None or work < first.year:
            this = plan = first.year
        else:
            this, plan = (first.year if first.month >= 11 else work), work
        known = [y for y in (this, plan) if y is not None]
        floor = min(known) if known else None
        if anchor.plan and (floor is None or anchor.plan[0] < floor):
            floor = anchor.plan[0]
        return Now(first, last, this, plan, floor)

    @property
    def exact(self) -> bool:
        """Whether the date is known to the month at least."""
        return self.first is not None and self.last is not None and (self.last - self.first).days <= 31


@lru_cache(maxsize=256)
def festival_day(name: str, y: int) -> date | None:
    """The first day of a festival in the solar year ``y``: ``festival_day("春节", 2024)`` is 2024-02-10.

    Names and days are those of ``lexicon/festivals.tsv``; None for a name it lacks, and for lunar days outside the
    years 1901 to 2099.
    """
    for row in load("festivals"):
        if row["name"] != name:
            continue
        m, d = int(row["month"]), int(row["day"])
        if row["calendar"] == "solar":
            return date(y, m, d)
        from borax.calendars.lunardate import LunarDate, TermUtils  # type: ignore[import-untyped,unused-ignore]

        if not 1901 <= y <= 2099:
            return None
        if row["calendar"] == "term":
            term: date = TermUtils.nth_term_day(y, term_name=name)
            return term
        if row["calendar"] == "eve":                       # the day before the first day of the lunar year
            eve: date = LunarDate(y, 1, 1).to_solar_date() - timedelta(days=1)
            return eve
        lunar: date = LunarDate(y, m, d).to_solar_date()
        return lunar
    return None
