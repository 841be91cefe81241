"""What an expression of time stands for, and what 到, 前, 内 and 起 make of a period.

``底`` and ``前`` give a last day alone, a plain period (6月份) its first and last, ``起`` a first alone. ``前`` with a
day or an end named includes it (6月30日前, 12月底前), with a period it ends on the day before (2030年前, 春节前).
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import timedelta

from textkit.extract.calendar import Days
from textkit.extract.numerals import parse

__all__ = ["Dated", "Match", "OPEN", "reaches", "suffixed", "whole_number"]

Match = re.Match[str]
OPEN = Days()


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


def whole_number(text: str | None) -> int | None:
    value = parse(text) if text else None
    return int(value) if value is not None and value == int(value) else None


_CONTAINING = ("day", "half", "ten-days")         # 上半年前, 中旬前: by its end


def suffixed(days: Days, precision: str, suffix: str | None, to: bool) -> tuple[Days, str]:
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


def reaches(m: Match) -> bool:
    return m[0][0] in "到至截"
