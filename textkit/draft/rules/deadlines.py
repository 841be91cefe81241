"""Deadlines before the document's own date, vague ones, and none at all.

Source: 任务分解三要素 (任务、责任单位、完成时限); the vague words are ``lexicon/check_vague_times.tsv``.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from textkit.draft.manuscript import Manuscript
from textkit.draft.rule import PLANS, Example, Hit, Rule, hit
from textkit.lexicon import alternation

BASIS = "任务分解三要素：任务、责任单位、完成时限"
_YEAR = re.compile(r"\d{4}|[〇零一二三四五六七八九]{4}|[“\"]?十[一二三四五]")
_SHARE = 0.3


def _past(manuscript: Manuscript) -> Iterator[Hit]:
    document = manuscript.document
    if not document.date:
        return
    seen: set[int] = set()
    for task in document.tasks:
        deadline = task.deadline
        if deadline is None or deadline.end_date is None or deadline.span.start in seen:
            continue
        stated = _YEAR.search(deadline.quote) is not None and len(document.date) >= 4
        if stated and deadline.end_date[: len(document.date)] < document.date:
            seen.add(deadline.span.start)
            yield hit(*deadline.span, end=deadline.end_date, date=document.date)


def _vague(manuscript: Manuscript) -> Iterator[Hit]:
    pattern = re.compile(alternation("check_vague_times", manuscript.words("check_vague_times")))
    severity = "warning" if manuscript.document.doc_type in PLANS else None
    for task in manuscript.document.tasks:
        if task.deadline is None:
            for found in pattern.finditer(manuscript.text, *task.span):
                yield hit(*found.span(), severity)


def _missing(manuscript: Manuscript) -> Iterator[Hit]:
    document = manuscript.document
    tasks = document.tasks
    bare = [task for task in tasks if task.deadline is None]
    if len(tasks) < 2 or not bare:
        return
    if len(tasks) - len(bare) < _SHARE * len(tasks):
        if document.work_year is None:
            count = f"{len(bare)}/{len(tasks)}"
            yield hit(*bare[0].span, what=(f"全文 {count} 项任务没有写完成时限", f"{count} tasks in the text have no deadline"))
        return
    for task in bare:
        if any(item.specificity != "general" for item in task.items):
            yield hit(*task.span, what=("这项任务没有写完成时限", "this task has no deadline"))


_PLAN = {"doc_type": "work_plan", "date": "2030-02-01"}
RULES = (
    Rule(
        "deadline.past", "error", BASIS, ("完成时限（{end}）在文件日期（{date}）之前", "the deadline ({end}) is before the document's date ({date})"), _past,
        ("核对年份", "check the year"),
        fires=(Example("县水利局要在2029年6月底前完成清淤。", {"date": "2030-02-01"}), Example("确保2028年底前建成水库12座。", {"date": "2030"})),
        silent=(Example("县水利局要在2030年6月底前完成清淤。", {"date": "2030-02-01"}), Example("县水利局2029年底前完成了清淤。", {"date": "2030-02-01"})),
    ),
    Rule(
        "deadline.vague", "info", BASIS, ("“{quote}”不是时限，无法督查", "“{quote}” is no deadline that can be followed up"), _vague,
        ("写明年月日，或写明由什么事触发", "give a date, or the event that starts the clock"),
        fires=(Example("要尽快完成清淤工作。", _PLAN), Example("县水利局要适时开展检查。", _PLAN)),
        silent=(Example("县水利局要在6月底前尽快完成清淤。", _PLAN), Example("去年尽快完成了清淤。", _PLAN)),
    ),
    Rule(
        "deadline.missing", "info", BASIS, ("{what}", "{what}"), _missing, ("写明完成时限", "give a deadline"), PLANS,
        fires=(Example("县水利局要在6月底前完成清淤30公里。县住建局要建成水厂2座。", _PLAN),),
        silent=(Example("县水利局要在6月底前完成清淤30公里。县住建局要在年底前建成水厂2座。", _PLAN),),
    ),
)
