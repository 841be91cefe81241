"""Where a task should be by now, and what that makes of what was reported. Silence is never taken for failure."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date
from typing import NamedTuple

from textkit.draft.ledger.settings import Escalation, Settings
from textkit.draft.ledger.state import STATUSES, Entry
from textkit.structure.dating import first_date

__all__ = ["Judged", "day_of", "expected", "judge", "percent_of"]

_PERCENT = re.compile(r"(\d{1,3}(?:\.\d{1,4})?)\s?[%％]")
_BARE = re.compile(r"\s*(\d{1,3}(?:\.\d{1,6})?)\s*")
_DONE = ("已完成", "已销号")
_SAID = {"完成": "已完成", "办结": "已完成", "已办结": "已完成", "销号": "已销号", "未开始": "未启动", "未开工": "未启动", "延期": "申请延期",
         "长期": "长期坚持", "持续推进": "长期坚持", "滞后": "欠进度", "正常": "达进度", "序时推进": "达进度", "超前": "超进度"}


def percent_of(text: str) -> float | None:
    """The share done, in percent: ``80%``, ``80`` and ``0.8`` are 80; None where the text gives none or more than 100.

    >>> percent_of("约完成65%"), percent_of("0.8"), percent_of("已开工")
    (65.0, 80.0, None)
    """
    found = _PERCENT.search(text)
    bare = None if found else _BARE.fullmatch(text)
    if found is None and bare is None:
        return None
    value = float((found or bare)[1])  # type: ignore[index]
    if bare and value <= 1 and "." in bare[1]:
        value *= 100
    return value if value <= 100 else None


def day_of(text: str) -> date | None:
    """The day that a cell names, None where it names none: ``2031-06-30``, ``2031年6月30日``, ``2031.6.30``."""
    iso = first_date(text.strip().replace("/", "-").replace(".", "-"), "day") if text else None
    try:
        return date.fromisoformat(iso) if iso else None
    except ValueError:
        return None


def expected(begun: date, due: date, today: date, settings: Settings) -> float:
    """The percentage that should be done on ``today``.

    ``linear``: the days gone over the days there are, both ends counted. ``quarters``: the milestone of the last quarter
    that has ended (of the year of ``due``), 100 from ``due`` on.
    """
    if today >= due:
        return 100.0
    if settings.schedule == "quarters":
        if today.year != due.year:
            return 0.0
        ended = (today.month - 1) // 3
        return settings.quarters[ended - 1] if ended else 0.0
    length = max((due - begun).days + 1, 1)
    return max(0.0, min(100.0, 100 * ((today - begun).days + 1) / length))


class Judged(NamedTuple):
    """``status`` as the ledger sees it (empty where nobody reported), the unit's own ``claimed``, and how far behind.

    ``overdue`` days past the due day of what is not done, ``behind`` points behind schedule, None where that cannot be
    told; ``why`` says why status and claim differ, or what is missing.
    """

    status: str
    claimed: str
    percent: float | None
    expected: float | None
    overdue: int
    behind: float | None
    why: str = ""


def judge(entry: Entry, now: Mapping[str, str], today: date, settings: Settings) -> Judged:
    """The status of an entry on ``today`` from what was last reported (``Ledger.now``)."""
    said = "".join(now.get("status", "").split())
    claimed = said if said in STATUSES else _SAID.get(said, "")
    why = f"自报状态“{said}”不在九种之内" if said and not claimed else ""
    percent = percent_of(now.get("percent", ""))
    due, begun = day_of(entry.due), day_of(entry.begun)
    should = expected(begun or date(due.year, 1, 1), due, today, settings) if due and not entry.recurrence else None
    complete = percent == 100 or claimed in _DONE
    overdue = max((today - due).days, 0) if due and not complete and not entry.recurrence else 0

    def found(status: str, reason: str = "") -> Judged:
        late = None if should is None or percent is None or complete else round(max(should - percent, 0.0), 1)
        return Judged(status, claimed, percent, should and round(should, 1), overdue, late, "；".join(r for r in (why, reason) if r))

    if claimed == "已销号":
        if now.get("reviewer") and day_of(now.get("reviewed", "")):
            return found("已销号")
        return found("已完成", "销号须有审核人和日期，按已完成计")
    if complete:
        return found("已完成")
    if claimed in ("申请延期", "其他"):
        wanted = day_of(now.get("postponed", ""))
        return found(claimed, "申请延期没有写明延到哪天" if claimed == "申请延期" and wanted is None else "")
    if claimed == "长期坚持" or (entry.recurrence and (claimed or percent is not None)):
        return found("长期坚持")
    if percent is None:
        return found(claimed, "没有报完成比例，按自报状态计" if claimed else "")
    if percent == 0:
        return found("未启动")
    if should is None:
        return found(claimed or "其他", "没有完成时限，无法对照序时进度")
    status = "欠进度" if percent < should - settings.tolerance else "超进度" if percent > should + settings.tolerance else "达进度"
    return found(status, f"自报“{claimed}”，对照序时进度为“{status}”" if claimed and claimed != status else "")


def escalate(judged: Judged, silent: int, settings: Settings) -> Escalation | None:
    """The last rule that is met; None for what is done, put off by consent of time, or on schedule."""
    if judged.status in (*_DONE, "长期坚持"):
        return None
    met = None
    for rule in settings.escalation:
        if (rule.overdue is not None and judged.overdue >= rule.overdue > 0
                or rule.behind is not None and judged.behind is not None and judged.status == "欠进度" and judged.behind >= rule.behind
                or rule.silent is not None and silent >= rule.silent > 0):
            met = rule
    return met
