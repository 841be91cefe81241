"""Which time expression bounds a task: none, or the one that says by when, in what period or how often it is done.

Times that only describe (去年, 2021年以来, the year in the name of a plan or a congress, the base of a comparison, a
rate such as 每人每年320元, the age of a certificate) bound nothing. What stands beside such times is data:
``lexicon/time_silent.tsv``. Source of the distinctions: the usage of work reports, plans and notices, and 《党政机关公文格式》
for 附则.
"""

from __future__ import annotations

import re
from dataclasses import replace
from functools import lru_cache

from textkit.extract.calendar import Now
from textkit.extract.times import Time, find, scan
from textkit.lexicon import load
from textkit.model import Anchor, Deadline, Span

__all__ = ["bounding", "find", "judged"]

_LEFT, _RIGHT = 24, 32                            # how far a neighbour can reach
_LABEL = re.compile(
    r"(?:(?:完成|办理|办结|推进|整改|落实|工作|目标)?(?:时限|时间|期限)(?:要求|节点|安排)?|时间表|进度(?:要求|安排))[:：]\s?$"
)
_EVENT = re.compile(r"(?:后|[日时]起|[后起]的?)$")
_ISSUED = re.compile(r"(?:印发|发布|公布|下发|施行|实施)(?:之日|之后|后)?起?$")
_JOINT = re.compile(r"[，,]?\s?(?:原则上)?")


@lru_cache(maxsize=1)
def _silent() -> dict[tuple[str, str], tuple[tuple[re.Pattern[str], str], ...]]:
    """The rows of ``time_silent``, compiled, by side and kind of time."""
    rows: dict[tuple[str, str], list[tuple[re.Pattern[str], str]]] = {}
    for row in load("time_silent"):
        rows.setdefault((row["side"], row["kinds"]), []).append((re.compile(row.pattern), row["rule"]))
    return {key: tuple(value) for key, value in rows.items()}


def _kinds(time: Time) -> tuple[str, ...]:
    kinds = ["any"]
    if time.bare:
        kinds += ["bare", "annual"] if time.deadline.quote.endswith("度") else ["bare"]
    if time.bound == "in":
        kinds += ["in", "past-able"] if time.deadline.rule.endswith("-range") else ["in", "base", "past-able"]
    if time.kind == "decade":
        kinds.append("decade")
    if time.deadline.recurrence == "daily":
        kinds.append("daily")
    if time.bound == "by":
        kinds.append("by")
    if time.deadline.quote.endswith(("年底", "年末")):
        kinds.append("year-end")
    if time.bound == "every":
        kinds += ["every", "each"] if time.kind == "each" else ["every"]
    if time.bound == "within":
        kinds.append("within")
        if time.deadline.rule in ("working-days", "duration-days"):
            kinds.append("within-days")
    return tuple(kinds)


def _inside(text: str, span: Span, low: int) -> bool:
    """Whether the span stands in the name of a document 《…》 or in a short quotation “…”."""
    for opening, closing, longest in (("《", "》", 60), ("“", "”", 24), ("「", "」", 24), ("〔", "〕", 8), ("【", "】", 30)):
        at = text.rfind(opening, max(low - longest, span.start - longest, 0), span.start)
        if at < 0 or text.find(closing, at, span.start) >= 0:
            continue
        end = text.find(closing, span.end, at + longest + 2)
        if end >= 0:
            return True
    return False


def _past(time: Time, now: Now) -> bool:
    """Whether the time lies before the document's own: its year, or its month where both are known to the month."""
    d = time.deadline
    edge = d.start_date if time.bound == "from" else d.end_date or d.start_date
    if edge is None or now.floor is None:
        return False
    if int(edge[:4]) < now.floor:
        return True
    exact = now.first is not None and now.last is not None and (now.last - now.first).days <= 31
    return bool(exact and now.first and time.bound == "in" and edge < now.first.isoformat())


def _reason(text: str, span: Span, time: Time, now: Now) -> str | None:
    """Why a time bounds nothing; None where it may."""
    start, end = time.span
    if time.bound in ("past", "after"):
        return time.bound
    if _past(time, now):
        return "past"
    if _inside(text, time.span, span.start):
        return "in-a-name"
    before = text[max(span.start, start - _LEFT, 0) : start]
    after = text[end : min(end + _RIGHT, max(span.end, end))]
    if before.endswith(("（", "(")) and after.startswith(("）", ")")) and (time.bare or time.kind == "years"):
        return "in-a-name"
    if time.bare and text[start - 1 : start] == "\n" and text[end : end + 1] in ("\n", ""):
        return "cell"                             # a year alone on its line: the head of a column
    rows = _silent()
    for kind in _kinds(time):
        for side, context in (("left", before), ("right", after)):
            for pattern, rule in rows.get((side, kind), ()):
                if pattern.search(context):
                    return rule
    return None


def judged(text: str, span: Span, anchor: Anchor) -> list[tuple[Time, str | None]]:
    """Every time expression of ``span`` with the reason why it bounds nothing, or None where it may bound the task."""
    now = Now.of(anchor)
    return [(time, _reason(text, span, time, now)) for time in scan(text, span.start, span.end, anchor)]


def _freed(text: str, low: int, time: Time) -> Deadline:
    """The deadline of a time; a duration that runs from an event (签约后一年内) keeps its quote and loses its days."""
    d = time.deadline
    if time.bound != "within" or time.kind != "within":
        return d
    before = text[max(low, time.span.start - 16) : time.span.start]
    if _EVENT.search(before) and not _ISSUED.search(before):
        return replace(d, start_date=None, end_date=None, rule=f"{d.rule}-from-event")
    if d.rule in ("working-days", "duration-days") and not _ISSUED.search(before):
        return replace(d, start_date=None, end_date=None)
    return d


def _joined(text: str, first: Deadline, second: Deadline) -> Deadline:
    """A date and the recurrence right beside it as one (2027年底前，每年)."""
    span = Span(first.span.start, second.span.end)
    return Deadline(span.of(text), span, first.start_date or second.start_date, first.end_date or second.end_date,
                    first.recurrence or second.recurrence, f"{first.rule}+{second.rule}")


def _year(time: Time) -> str:
    return (time.deadline.end_date or "")[:4]


def bounding(text: str, span: Span, anchor: Anchor) -> Deadline | None:
    """The one expression that bounds the task at ``span`` (half-open, in ``text``), or None.

    A time behind a label (完成时限：…) comes first, then the first that says by when, in what period or from when, then
    the first recurrence; a date and a recurrence side by side are one. Of 到2027年…，到2035年… it is the nearer one,
    which stands first.

    >>> text = "2021年以来基础渐好，年底前建成3个站点。"
    >>> d = bounding(text, Span(0, len(text)), Anchor(work_year=2024))
    >>> d and (d.quote, d.end_date)
    ('年底前', '2024-12-31')
    """
    times = [time for time, reason in judged(text, span, anchor) if reason is None]
    if not times:
        return None
    labelled = [t for t in times if _LABEL.search(text[max(span.start, t.span.start - 12) : t.span.start])]
    dated = [t for t in times if t.bound != "every"]
    best = (labelled or dated or times)[0]
    if not labelled and best.bound == "in" and not best.bare:
        # 上半年开工，年底前建成: the last day of the whole is the one that is said with 前 or 底.
        best = next((t for t in dated if t.bound == "by" and _year(t) == _year(best)), best)
    i = times.index(best)
    found = _freed(text, span.start, best)
    if i + 1 < len(times):
        after = times[i + 1]
        if (after.bound == "every") != (best.bound == "every") and _JOINT.fullmatch(text, best.span.end, after.span.start):
            return _joined(text, found, after.deadline)
        if best.bound == "from" and after.bound == "every" and after.span.start - best.span.end <= 24:
            return replace(found, recurrence=after.deadline.recurrence, rule=f"{found.rule}+recurrence")
    if i > 0:
        before = times[i - 1]
        if (before.bound == "every") != (best.bound == "every") and _JOINT.fullmatch(text, before.span.end, best.span.start):
            return _joined(text, before.deadline, found)
    return found
