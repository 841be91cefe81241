"""Deadlines before the document's own date, vague ones, and none at all.

Source: 任务分解三要素 (任务、责任单位、完成时限); the vague words are ``lexicon/check_vague_times.tsv``.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from textkit.draft.findings import Severity
from textkit.draft.manuscript import Manuscript
from textkit.draft.rule import PLANS, Example, Hit, Rule, hit
from textkit.lexicon import alternation

BASIS = "任务分解三要素：任务、责任单位、完成时限"
_BY = re.compile(
    r"(?:(?P<y>20\d\d)年(?:(?P<m>\d{1,2})月(?:(?P<d>\d{1,2})日)?)?(?:底|末)?(?:之?前|以前|内)|到(?P<z>20\d\d)年(?:底|末)?(?=[，前]))"
)
_DONE = re.compile(r"已|了(?!解)|过[，。]|(?:以来|至今|自|从)[^，。；]{0,6}$")
# a condition of something described, no deadline: 2029年前获得批准的项目, 注册时间为2029年6月前
_GIVEN = re.compile(r"(?:获得|取得|出生|注册|登记|设立|成立|参加|毕业|办理|立项|建成|竣工|投用|投产|批准|下达)[^，。；]{0,14}的")
_STATED = re.compile(r"(?:时间|日期|注册|成立|年限)[为在须应]{0,2}$")
_SHARE = 0.3


def _past(manuscript: Manuscript) -> Iterator[Hit]:
    """Deadlines that lie before the document itself; extraction takes a date of the past for a fact, so they are read here."""
    document = manuscript.document
    date = document.date or (str(document.work_year) if document.work_year else "")
    for task in document.tasks if date else ():
        for found in _BY.finditer(manuscript.folded, *task.span):
            clause = manuscript.folded[max(task.span.start, found.start() - 12) : min(task.span.end, found.end() + 24)]
            end = "-".join(part.zfill(2) for part in (found["y"] or found["z"], found["m"], found["d"]) if part)
            if end < date[: len(end)] and not _DONE.search(clause) and not manuscript.in_title(found.start()) \
                    and not _GIVEN.match(manuscript.folded, found.end()) and not _STATED.search(manuscript.folded[max(0, found.start() - 8) : found.start()]):
                yield hit(*found.span(), due=end, date=date)


def _vague(manuscript: Manuscript) -> Iterator[Hit]:
    pattern = re.compile(alternation("check_vague_times", manuscript.words("check_vague_times")))
    severity: Severity | None = "warning" if manuscript.document.doc_type in PLANS else None
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
        "deadline.past", "error", BASIS, ("完成时限（{due}）在文件日期（{date}）之前", "the deadline ({due}) is before the document's date ({date})"), _past,
        ("核对年份", "check the year"),
        fires=(Example("县水利局要在2029年6月底前完成清淤。", {"date": "2030-02-01"}), Example("确保2028年底前建成水库12座。", {"date": "2030"})),
        silent=(Example("县水利局要在2030年6月底前完成清淤。", {"date": "2030-02-01"}), Example("县水利局2029年底前完成了清淤。", {"date": "2030-02-01"}),
                Example("要推动2029年前获得批准的项目全部开工。", {"date": "2030-02-01"})),
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
