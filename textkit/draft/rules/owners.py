"""Tasks without an owner, several owners without a lead.

Source: 《党政机关督查工作》 practice of 任务分解 (任务、责任单位、完成时限三要素齐全). Only for plans, notices and opinions: a speech or a
government work report assigns its tasks later, in a table of its own.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from textkit.draft.manuscript import Manuscript
from textkit.draft.rule import PLANS, Example, Hit, Rule, hit

BASIS = "任务分解三要素：任务、责任单位、完成时限"
_GENERAL = re.compile(r"总体(?:要求|思路|目标)|指导思想|基本原则|(?:工作|主要|发展|预期|重点)目标|工作要求")   # parts that nobody owns
_SHARE = 0.3                                      # of the tasks name an owner: then the others should too


def _without(manuscript: Manuscript) -> Iterator[Hit]:
    tasks = [task for task in manuscript.document.tasks if not _GENERAL.search(manuscript.section_at(task.span.start))]
    bare = [task for task in tasks if not task.units]
    if not bare or len(tasks) < 2:
        return
    if len(tasks) - len(bare) < _SHARE * len(tasks):
        yield hit(*bare[0].span, "info", what=(f"全文 {len(tasks)} 项任务中 {len(bare)} 项没有写责任单位",
                                               f"{len(bare)} of {len(tasks)} tasks in the text name no owner"))
        return
    for task in bare:
        yield hit(*task.span, what=("这项任务没有写责任单位", "this task names no owner"))


def _no_lead(manuscript: Manuscript) -> Iterator[Hit]:
    for task in manuscript.document.tasks:
        bodies = [unit for unit in task.units if unit.unit_type == "body" and not unit.name.startswith(("各", "有关", "相关"))]
        if len(bodies) > 1 and all(unit.role == "responsible" for unit in bodies):
            start, end = min(u.span.start for u in bodies), max(u.span.end for u in bodies)
            yield hit(start, end, count=len(bodies), first=bodies[0].name)


_PLAN = {"doc_type": "work_plan", "date": "2030-02-01"}
RULES = (
    Rule(
        "owner.missing", "warning", BASIS, ("{what}", "{what}"), _without, ("写明牵头单位和责任单位", "name the lead and the responsible bodies"), PLANS,
        fires=(Example("县水利局要在6月底前完成清淤。要抓好水库除险加固。", _PLAN),),
        silent=(Example("县水利局要在6月底前完成清淤。县财政局要落实资金。", _PLAN), Example("要抓好清淤。要落实资金。", {"doc_type": "speech"})),
    ),
    Rule(
        "owner.no_lead", "info", BASIS, ("{count} 个单位并列，没有说谁牵头", "{count} bodies side by side, none of them leads"), _no_lead,
        ("写明牵头单位，例如“{first}牵头”", "say who leads, for example {first}"), PLANS,
        fires=(Example("完成河道清淤30公里。（责任单位：县水利局、县财政局）", _PLAN),),
        silent=(Example("完成河道清淤30公里。（牵头单位：县水利局；配合单位：县财政局）", _PLAN), Example("完成河道清淤30公里。（责任单位：县水利局）", _PLAN)),
    ),
)
