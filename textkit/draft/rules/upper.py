"""A superior's demand that no task of the draft answers.

Source: 《党政机关公文处理工作条例》第三十三条 (贯彻落实上级决策部署). Looked at are the superior's tasks that name a figure or a deliverable; one is
answered where a task of the draft holds most of its rarer pairs of characters.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator

from textkit.draft.manuscript import Manuscript
from textkit.draft.rule import Example, Hit, Rule, hit
from textkit.model import Document, Task

ANSWERED = 0.34                                   # share of a demand's weight that the likest task must hold
_HAN = re.compile(r"[\u4e00-\u9fff]+")
_SHORTEST = 8


def _pairs(text: str) -> set[str]:
    return {run[i : i + 2] for run in _HAN.findall(text) for i in range(len(run) - 1)}


def _concrete(task: Task) -> bool:
    return bool(task.targets) or any(item.specificity != "general" for item in task.items)


def _find(manuscript: Manuscript) -> Iterator[Hit]:
    if not manuscript.upper or not manuscript.paragraphs:
        return
    own = [_pairs(task.text) for task in manuscript.document.tasks]
    for document in manuscript.upper:
        yield from _unanswered(manuscript, document, own)


def _unanswered(manuscript: Manuscript, document: Document, own: list[set[str]]) -> Iterator[Hit]:
    demands = [task for task in document.tasks if _concrete(task) and len(task.text) >= _SHORTEST]
    among = Counter(pair for task in document.tasks for pair in _pairs(task.text))
    for task in demands:
        weights = {pair: 1 / among[pair] for pair in _pairs(task.text)}
        total = sum(weights.values())
        best = max((sum(weights[p] for p in pairs if p in weights) for pairs in own), default=0.0)
        if total and best < ANSWERED * total:
            first = manuscript.paragraphs[0]
            words = " ".join(task.text.split())
            yield hit(first.start, first.end, title=document.title or document.source.path, demand=words[:80] + ("…" if len(words) > 80 else ""))


RULES = (
    Rule("upper.unanswered", "info", "《党政机关公文处理工作条例》（贯彻落实上级部署）", ("《{title}》的要求在本文中没有对应的任务：{demand}", "a demand of {title} has no task here: {demand}"),
         _find,
         ("补上对应任务，或确认不适用", "add a task or make sure that it does not apply"),
         fires=(Example("要抓好春耕。县水利局要完成清淤30公里。", {"doc_type": "work_plan"}, upper=("各县要在年底前建成标准化托育中心2个。",)),),
         silent=(Example("县卫健局要在10月底前建成标准化托育中心2个。", {"doc_type": "work_plan"}, upper=("各县要在年底前建成标准化托育中心2个。",)),)),
)
