"""What became of the tasks that name no figure: the passages of the next report that speak of each, and how far they say it is.

A task is taken apart into its items (a clause with its own verb and object). For each the next report's look back is
searched; what it says is read as done, under way or behind. A text that is silent is silent: ``not_mentioned`` is no
failure, and an item too general to be met again (防范风险) is not looked for.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from typing import Any, Literal

from textkit.compare.inputs import Texts, base_year, pair_note, place_of, report_pairs
from textkit.compare.periods import Clock
from textkit.compare.progress import Stage, answers, asked, told, wordings
from textkit.compare.result import Result
from textkit.compare.tracing import MASS, Clause, Traced, Tracer
from textkit.corpus.tables import section_path
from textkit.extract.items import specificity
from textkit.model import Deadline, Document, Item, Span, Task, TextkitError

__all__ = ["STATUSES", "Status", "TaskDelivery", "task_delivery"]

Status = Literal["done", "partly", "under_way", "behind", "planned_again", "not_mentioned", "too_general"]

STATUSES: dict[Status, str] = {
    "done": "报告为完成", "partly": "只报告了一部分", "under_way": "报告为在推进", "behind": "报告为滞后或有差距", "planned_again": "只再次列为任务", "not_mentioned": "没有提到",
    "too_general": "总的要求，不作查找",
}
"""What a row can say, with its Chinese words."""

LABELS = {
    "place": "地方", "year": "年份", "task": "任务原文", "action": "动作", "object": "对象", "specificity": "具体程度", "units": "责任单位",
    "deadline": "时限", "demand": "要求到哪一步", "status": "报告情况", "report_quote": "报告原文", "wording": "进展用语", "stage": "报告到哪一步",
    "period": "所指时段", "report_function": "语段功能", "score": "对应程度", "others": "其他提到之处", "parts": "报告了几项", "again_quote": "再次列为任务的原文", "flags": "提示",
    "rule": "规则", "task_id": "任务编号", "earlier_document": "任务文档编号", "earlier_file": "任务文件", "earlier_section": "任务章节",
    "earlier_start": "任务原文起", "earlier_end": "任务原文止", "later_document": "报告文档编号", "later_file": "报告文件", "later_section": "报告章节",
    "later_start": "报告原文起", "later_end": "报告原文止",
}
COLUMNS = tuple(LABELS)

_REVIEW = ("achievement", "exposition", "problem")
_AGAIN, _PART = 0.7, 0.75               # scores from which the plan repeats an item, and a thing of a list is told of
_AND = re.compile("、|以及|[和与及]")
_ET_CETERA = re.compile("等[^、和与及]{0,12}$")
_WHEN = re.compile(r"(?:在|到|于)?(?:(?:20\d\d年|今年)?(?:\d{1,2}月份?|第?[一二三四]季度|[上下]半年|年)(?:[底末内中]|之?前)+|第?[一二三四]季度|[上下]半年|\d{1,2}月份?)")
_CLAUSE = re.compile("[^，；。：]+")
_WHOLE = re.compile("全部|全面|全覆盖|如期|圆满|均")
_MONTH = re.compile(r"(?<![\d.])(1[0-2]|[1-9])月")
# General orders and the teachings they rest on are met in every report: 坚持稳中求进工作总基调, 学习贯彻…讲话精神.
_POSTURE = re.compile(
    "^(?:坚持|坚定|必须|要|更加|始终|牢牢|切实)*(?:坚持|以|把|树牢|牢固树立|胸怀|践行|增强“四个意识”)"
    "|习近平|“(?:两个确立|两个维护|四个意识|四个自信)”|(?:精神|思想|理念|指示|批示|方针|宗旨|担当|总基调|决策部署|定力|信心|新发展格局)$"
)
# What every third task holds and tells nothing of its own: 建设工作, 一批项目.
_FRAME = re.compile(r"^(?:要|推进|推动|加快|促进|支持|力争|争取|确保|建成|建设|创建|开放|运营|投运|启用|一批|更多|新一批|新一轮|若干|高水平|高质量|高标准)+|(?:等)?(?:建设|工作|项目|工程|等)+$")


class TaskDelivery(Result):
    """One row per place, year and item of a task without a figure, with the passage that reports on it."""

    title = "任务报告情况"
    shown = ("place", "year", "task", "status", "report_quote", "wording", "again_quote", "flags")
    passages: Mapping[str, str] = {"task": "earlier_{}", "report_quote": "later_{}"}
    paired = True
    labels = LABELS

    def counts(self) -> dict[str, int]:
        """How many rows have each status."""
        out: dict[str, int] = dict.fromkeys(STATUSES, 0)
        for row in self.rows:
            out[row["status"]] += 1
        return out


def task_delivery(
    earlier: Texts, later: Texts | None = None, *, place: str | None = None, year: int | None = None,
    numbers: bool = False, least: float = 0.68, progress: Sequence[str] = (),
) -> TaskDelivery:
    """What ``later`` reports of the items of ``earlier``'s tasks that name no figure (with ``numbers`` of all items).

    Documents, corpora, or files and folders to read, paired by place and successive years as for a delivery of targets.
    ``least`` is the score (0 to 1) from which a clause counts as speaking of an item; ``progress`` are .tsv lists of words
    of your own, as ``lexicon/progress.tsv``. Raises TextkitError where nothing can be paired.

    力争冷链物流园三季度开工 in one year and 冷链物流园9月开工 in the next: ``done``, with 开工 as the word that says so.
    """
    if not 0 < least <= 1:
        raise TextkitError(f"least 应在 0 与 1 之间，不是 {least}")
    matched, missing = report_pairs(earlier, later, place, year)
    extra = tuple(progress)
    rows: list[dict[str, Any]] = []
    notes = [pair_note(matched)]
    for a, b in matched:
        rows += _Pair(a, b, least, extra).rows(numbers)
    if missing:
        notes.append("缺：" + "；".join(missing))
    notes.append("“没有提到”只是下一年报告没有写，不等于没有完成" + ("" if numbers else "；有数字的目标另见目标完成情况"))
    used = {id(d): d for pair in matched for d in pair}
    return TaskDelivery(rows, COLUMNS, list(used.values()), notes=notes, options={
        "numbers": numbers, "least": least, "progress": "、".join(extra)})


class _Pair:
    """Two reports of one place, and what is asked of them again and again."""

    def __init__(self, earlier: Document, later: Document, least: float, extra: tuple[str, ...]) -> None:
        self.earlier, self.later, self.least, self.extra = earlier, later, least, extra
        self.year = base_year(earlier, later)
        self.clock = Clock(later, self.year)
        ahead = [s for s in later.segments if s.function == "task" or self.clock.at(s.span.start)[0] == "plan"]
        known = {s.span.start for s in ahead}
        self.ahead = Tracer(earlier, later, [s for s in ahead if s.function not in ("noise", "formula")])
        self.back = Tracer(earlier, later, [s for s in later.segments if s.function in _REVIEW and s.span.start not in known])

    def rows(self, numbers: bool) -> Iterator[dict[str, Any]]:
        for task in self.earlier.tasks:
            subject = ""
            for item in task.items:
                for piece in self._pieces(item):
                    subject = self._words(piece) or subject
                    if numbers or (piece.target is None and piece.specificity != "quantified"):
                        yield self._row(task, piece, subject)

    def _pieces(self, item: Item) -> list[Item]:
        """An item whose later clauses each say how far another thing is to come: 甲开港，乙贯通 is two."""
        spans = [Span(item.span.start + m.start(), item.span.start + m.end()) for m in _CLAUSE.finditer(self.earlier.text[slice(*item.span)])]
        own = [span for span in spans[1:] if {w.stage for w in wordings(span.of(self.earlier.text), self.extra)} & {"start", "finish"}]
        own = [span for span in own if self.back.mass(self._name(span.of(self.earlier.text))) >= MASS]
        if not own:
            return [item]
        out: list[Item] = []
        starts = [item.span.start, *(span.start for span in own)]
        for start, stop in zip(starts, [*starts[1:], item.span.end], strict=True):
            text = self.earlier.text[start:stop].rstrip("，；。 ")
            due = item.deadline if item.deadline and start <= item.deadline.span.start < stop else None
            out.append(replace(
                item, span=Span(start, start + len(text)), text=text, object=item.object if item.object and item.object in text else None,
                target=item.target if item.target and item.target.quote in text else None, deadline=due))
        return out

    def _row(self, task: Task, item: Item, words: str) -> dict[str, Any]:
        """One item; ``words`` are what it is about, its own or (9月底前开工) those of the item before it."""
        deadline = item.deadline or (task.deadline if len(task.items) == 1 else None)
        source = self.earlier.source_span(*item.span)
        demand = asked(item.text, item.object or "", self.extra)
        row: dict[str, Any] = dict.fromkeys(COLUMNS) | {
            "place": place_of(self.earlier, self.later), "year": self.year, "task": self.earlier.quote(*item.span),
            "action": item.action, "object": item.object, "specificity": item.specificity,
            "units": "、".join(dict.fromkeys(u.name for u in ((item.unit,) if item.unit else task.units))) or None,
            "deadline": deadline.quote if deadline else None, "demand": demand,
            "task_id": task.id, "earlier_document": self.earlier.id, "earlier_file": self.earlier.source.path,
            "earlier_section": section_path(self.earlier, task.section) or None, "earlier_start": source.start, "earlier_end": source.end,
            "later_document": self.later.id, "later_file": self.later.source.path,
        }
        if self.back.mass(words) < MASS or _POSTURE.search(item.text):
            return row | {"status": "too_general", "rule": "trace.too_general"}
        again = self.ahead.find(words, _AGAIN, 1)
        if again:
            row["again_quote"] = self.later.quote(*again[0].clause.span)
        found = self.back.find(words, self.least)
        due = deadline.end_date if deadline else None
        if found:
            return row | self._reported(found, demand, due)
        parts = self._parts(words)
        told_of = [hits for part in parts if (hits := self.back.find(part, _PART))]
        if told_of:
            told_rows = [self._reported(hits, demand, due) for hits in told_of]
            return row | self._together(told_rows, len(parts))
        status: Status = "planned_again" if again else "not_mentioned"
        return row | {"status": status, "rule": f"trace.{status}"}

    def _parts(self, words: str) -> list[str]:
        """The things of a list (亳州机场、蚌埠机场), if it is one of things that are made, each of weight and without a 的."""
        parts = [_FRAME.sub("", part) for part in _AND.split(_ET_CETERA.sub("", words))]
        if len(parts) < 2 or any(len(p) < 4 or "的" in p or self.back.mass(p) < MASS for p in parts):
            return []
        things = sum(specificity(f"建设{part}", None) == "deliverable" for part in parts)
        return parts if 2 * things >= len(parts) else []

    def _together(self, rows: list[dict[str, Any]], number: int) -> dict[str, Any]:
        """What is told of the things of a list: all done, all told of, or only some."""
        statuses = {row["status"] for row in rows}
        status: Status = "partly" if len(rows) < number else "done" if statuses == {"done"} else "behind" if "behind" in statuses else "under_way"
        first = rows[0]
        joined = {name: "；".join(dict.fromkeys(str(row[name]) for row in rows if row[name])) or None
                  for name in ("report_quote", "wording", "others", "flags")}
        return first | joined | {"status": status, "rule": f"trace.parts.{status}", "parts": f"{len(rows)}/{number}"}

    def _words(self, item: Item) -> str:
        """What an item is about: its object, else what its first clause names; without figures, times and frame; may be empty."""
        words = item.object if item.object and len(item.object) >= 3 else self._name(_CLAUSE.findall(item.text)[0], item.deadline)
        if item.target is not None:
            words = words.replace(item.target.quote, "，")
        last = None
        while last != words:
            last = words
            words = _FRAME.sub("", words).strip("，")
        return words if len(words) >= 3 else ""

    def _name(self, clause: str, deadline: Deadline | None = None) -> str:
        """A clause without its time and its words of progress: 砚枫公路年底前建成通车 names 砚枫公路."""
        words = _WHEN.sub("", clause.replace(deadline.quote, "") if deadline else clause)
        for word in reversed(wordings(words, self.extra)):
            words = words[:word.start] + "，" + words[word.end:]
        return words

    def _counted(self, clause: Clause) -> bool:
        """Whether a clause says how many or how much was done, not that all was: 完成7公里, but 23家养殖场全部搬离."""
        if _WHOLE.search(clause.text):
            return False
        quantities = self.later.quantities
        at = bisect_left(quantities, clause.span.start, key=lambda q: q.span.start)
        return at < len(quantities) and quantities[at].span.start < clause.span.end

    def _years(self, traced: Traced) -> bool:
        return self.clock.time(*traced.clause.span).kind == "years"

    def _reported(self, found: Sequence[Traced], demand: Stage, due: str | None) -> dict[str, Any]:
        """The best of the clauses found and what it says; a problem and a five-year look back stand behind others as good."""
        best = min(found, key=lambda t: (round(-t.score, 1), t.clause.segment.function == "problem", self._years(t)))
        clause = best.clause
        word = told(clause.text, best.start, best.end, clause.after, self.extra)
        counted = word is not None and word.stage == "finish" and self._counted(clause)
        status = answers("progress" if counted else word.stage if word else None, demand)
        source = self.later.source_span(*clause.span)
        month = _MONTH.search(clause.text)
        flags = []
        if month and due and self.year and due.startswith(f"{self.year}-") and int(month[1]) > int(due[5:7]):
            flags.append("晚于时限")
        if clause.segment.function == "problem":
            flags.append("写在问题里")
        if word is None:
            flags.append("没有进展用语")
        if counted:
            flags.append("报告了数量")
        return {
            "status": status, "report_quote": self.later.quote(*clause.span), "wording": word.word if word else None,
            "stage": word.stage if word else None, "period": "五年" if self._years(best) else "当年",
            "report_function": clause.segment.function, "score": round(best.score, 3), "flags": "、".join(flags) or None,
            "others": "；".join(self.later.quote(*t.clause.span) for t in found if t is not best) or None,
            "rule": f"trace.{status}", "later_section": section_path(self.later, clause.segment.section) or None,
            "later_start": source.start, "later_end": source.end,
        }
