"""The list of all tasks, with units, deadlines and targets."""

from __future__ import annotations

from collections import Counter
from typing import Any

from textkit.model import Document, Task, TextkitError
from textkit.report.comparative.model import Column, Finding, Section, Table
from textkit.report.comparative.study import Study, most
from textkit.report.rows import deadline_text, section_above, section_path, target_text

__all__ = ["LEAD", "NAME", "TITLE", "build"]

NAME = "tasks"
TITLE = ("任务清单", "Tasks")
LEAD = ("从全部文件里抽出的每一项任务：要做什么、谁负责、什么时限、什么数字目标。点任何一行，看它在原文里的位置。",
        "Every task found in the documents: what, by whom, until when, how much. Any row opens its place in the source.")


def columns(study: Study) -> tuple[Column, ...]:
    say = study.say
    return (
        Column("place", say("地方", "Place"), "place", say("文件的地方", "the document's place"), brief=True),
        Column("year", say("年份", "Year"), "year", say("文件所部署工作的年份", "the year whose work the document lays out"), brief=True),
        Column("task", say("任务原文", "Task"), "quote", say("任务在原文里的文字", "the task as written"), brief=True),
        Column("units", say("责任单位", "Units"), "units", say("原文写明负责的单位，按现名，不分牵头配合", "units named as answerable, by present name"), brief=True),
        Column("deadline", say("时限", "Deadline"), "text", say("时限原文和换算的日期", "deadline as written and as dates"), brief=True),
        Column("due", say("截止日", "Due"), "text", say("时限的最后一天", "last day that satisfies the deadline"), where="row"),
        Column("targets", say("数字目标", "Targets"), "text", say("任务里要达到的数", "quantities to be reached"), brief=True),
        Column("themes", say("主题", "Themes"), "themes", say("任务里出现的主题词所属的类", "themes whose words occur in the task")),
        Column("section", say("章节", "Section"), "text", say("任务上面的各级标题", "headings above the task")),
        Column("task_id", say("任务编号", "Task id"), "text", say("任务的编号，改动别处时不变", "stable id of the task"), where="book"),
    )


def build(study: Study) -> Section:
    found = [(number, document, task) for number, document in enumerate(study.documents) for task in document.tasks]
    say = study.say
    if not found:
        raise TextkitError(say("这些文件里没有找到任务", "no task was found in these documents"))
    rows = [_row(study, document, task) for _, document, task in found]
    tasks = [task for _, _, task in found]
    whole = len(tasks)
    basis = say(f"分母：{len({n for n, _, _ in found})} 份文件里的 {whole} 项任务", f"of: {whole} tasks in {len({n for n, _, _ in found})} documents")
    units, deadlines, targets = (sum(map(bool, values)) for values in zip(*((t.units, t.deadline, t.targets) for t in tasks), strict=True))
    findings = [Finding(say(f"写明责任单位的任务 {study.ratio(units, whole)}，写明时限的 {study.ratio(deadlines, whole)}，有数字目标的 {study.ratio(targets, whole)}。",
                            f"Tasks that name a unit: {study.ratio(units, whole)}; a deadline: {study.ratio(deadlines, whole)}; a target: {study.ratio(targets, whole)}."), basis)]
    full = sum(bool(t.units and t.deadline and t.targets) for t in tasks)
    findings.append(Finding(say(f"责任单位、时限、数字目标三样都写明的任务 {study.ratio(full, whole)}。", f"Tasks that name all three: {study.ratio(full, whole)}."), basis))
    named = Counter(name for task in tasks for name in study.unit_names(task))
    if named:
        top = say("、", ", ").join(f"{name} {n}" for name, n in named.most_common(5))
        findings.append(Finding(say(f"任务最多的责任单位：{top}。", f"Units with most tasks: {top}."),
                                say(f"分母：{units} 项写明责任单位的任务；一项任务可以有几个单位", f"of: {units} tasks with a unit; a task may have several")))
    telling = most(tasks, 12, lambda t: (-bool(t.units) - bool(t.deadline) - bool(t.targets), len(t.text)) if t.units and t.targets else None)
    table = Table("tasks", say("全部任务", "All tasks"), columns(study), rows, telling)
    return Section(NAME, say(*TITLE), say(*LEAD), tuple(findings), (), (table,))


def _row(study: Study, document: Document, task: Task) -> tuple[Any, ...]:
    passage = study.passage(document.id, *document.source_span(*task.span))
    targets = "；".join(dict.fromkeys(target_text(target, study.lang) for target in task.targets))
    return (document.place, document.work_year, passage, study.unit_names(task), deadline_text(task.deadline, study.lang) or None,
            task.deadline.end_date if task.deadline else None, targets or None, study.themes_of(passage),
            " › ".join(section_path(document, section_above(document, task))) or None, task.id)
