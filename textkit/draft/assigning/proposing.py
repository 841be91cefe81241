"""Proposals of owners and dates for tasks that name none: ranked, with what each rests on, never part of the task."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path, PurePath
from typing import Any

from textkit.compare.result import Result
from textkit.corpus import Corpus
from textkit.corpus.tables import section_path
from textkit.draft.assigning.roster import Roster, read_roster, usual_roster
from textkit.draft.assigning.scoring import Fit, Precedent, Query, Scorer
from textkit.model import Document, Task, TextkitError
from textkit.report.breakdown import Proposed
from textkit.report.rows import one_line, section_above

__all__ = ["Assignments", "assign", "precedents_of"]

STATUS = "拟定"
_LEAST = 0.12            # below this nothing is proposed: the office only shares a common word
_SUPPORT = 0.55          # an office with this share of the lead's score is proposed as 责任单位
_COLUMNS = (
    "document_id", "file", "task_id", "section", "task", "role", "rank", "unit", "score", "basis", "origin", "leader", "contact",
    "status", "deadline", "deadline_rule", "quote", "source_start", "source_end",
)

LABELS = {
    "document_id": "文档", "file": "文件", "task_id": "任务编号", "section": "章节", "task": "工作任务", "role": "角色", "rank": "次序",
    "unit": "建议单位", "score": "得分", "basis": "依据类别", "origin": "来源", "leader": "责任领导", "contact": "联系人", "status": "状态",
    "deadline": "完成时限", "deadline_rule": "时限来由", "quote": "原文", "source_start": "原文起", "source_end": "原文止",
}


class Assignments(Result):
    """One row per task and proposal. ``cells`` gives them to a task table, marked; ``leads`` the proposed leads by task."""

    title = "责任单位建议"
    shown = ("task", "role", "rank", "unit", "score", "origin", "leader", "deadline")
    labels = LABELS

    def leads(self, task: str) -> tuple[str, ...]:
        """The offices proposed to lead a task, best first."""
        return tuple(row["unit"] for row in self.rows if row["task_id"] == task and row["role"] == "lead")

    def cells(self) -> dict[str, Proposed]:
        """What goes into the empty cells of a task table: ``task_table(corpus, path, proposed=assignments.cells())``."""
        out: dict[str, dict[str, str]] = {}
        for row in self.rows:
            cells = out.setdefault(row["task_id"], {"status": STATUS})
            if row["role"] == "lead" and row["rank"] == 1:
                cells |= {"lead": row["unit"], "leader": row["leader"], "origin": row["origin"]}
            elif row["role"] == "support":
                cells["others"] = f"{cells['others']}、{row['unit']}" if "others" in cells else row["unit"]
            if row["deadline"] and row["deadline_rule"]:
                cells |= {"deadline": f"{row['deadline']}（推定）", "due": row["deadline"]}
        return {task: Proposed(cells) for task, cells in out.items()}


def precedents_of(documents: Iterable[Document], roster: Roster) -> list[Precedent]:
    """The tasks of earlier documents that name bodies, with the offices of ``roster`` that these are.

    Where nobody leads, the first body named is taken as the lead (所列第一位为牵头单位 is the custom of such tables).
    """
    out: list[Precedent] = []
    for document in documents:
        for task in document.tasks:
            bodies = [unit for unit in task.units if unit.unit_type == "body" and unit.role in ("lead", "responsible", "support")]
            leads = [u for u in bodies if u.role == "lead"] or [u for u in bodies if u.role == "responsible"][:1]
            if not leads:
                continue
            first = tuple(dict.fromkeys(roster.key(unit.name) for unit in leads))
            rest = tuple(dict.fromkeys(key for unit in bodies if (key := roster.key(unit.name)) not in first))
            title = one_line(document.title or PurePath(document.source.path).name).strip("《》")
            out.append(Precedent(one_line(task.text), _heading(document, task), first, rest, f"《{title}》“{_short(task.text)}”"))
    return out


def _heading(document: Document, task: Task) -> str:
    section = section_above(document, task)
    return one_line(document.sections[section].heading) if section is not None else ""


def _short(text: str, length: int = 28) -> str:
    text = one_line(text)
    return text if len(text) <= length else text[: length - 1] + "…"


def assign(corpus: Corpus | Iterable[Document], roster: Roster | str | Path | None = None, *,
           precedents: Corpus | Iterable[Document] | str | Path | None = None, every: bool = False, count: int = 3) -> Assignments:
    """Propose 牵头单位, 责任单位, 责任领导 and a date for the tasks that name none.

    ``roster`` is a file (单位, 别名, 职责, 分管领导, 联系人), a :class:`Roster`, or None for the usual offices of the level of
    the documents; ``precedents`` are documents (or files of them, 任务分解表 too) that name owners. ``every`` also
    proposes for tasks whose text names a body, to compare. Up to ``count`` leads a task, each with score, the duty or
    the precedent it rests on, and status 拟定. A deadline that the text does not state is the last day of the work year,
    with the rule ``end-of-work-year``. Nothing is written into ``Task.units``. Raises TextkitError for a roster that
    cannot be read.

    >>> assign(corpus, "名册.csv", precedents="2030年任务分解表.xlsx").leads(task.id)  # doctest: +SKIP
    ('县水利局', '县农业农村局', '县应急管理局')
    """
    documents = tuple(corpus)
    if not documents:
        raise TextkitError("没有文件可以拟定责任单位", hint="先用 tk.read 读入文件")
    level, place = _whose(documents)
    own = roster if isinstance(roster, Roster) else read_roster(roster, level=level, place=place) if roster else usual_roster(level, place)
    earlier = _earlier(precedents)
    known = precedents_of(earlier, own)
    scorer = Scorer(own, known)
    asked = [(document, task) for document in documents for task in document.tasks if every or not _named(task)]
    queries = [Query(one_line(task.text), _heading(document, task), (document.id, task.section)) for document, task in asked]
    ranked = scorer.rank(queries, count + 3)
    offices = {office.unit: office for office in scorer.offices}
    rows: list[dict[str, Any]] = []
    open_, dated = 0, 0
    for (document, task), fits in zip(asked, ranked, strict=True):
        due, rule = _deadline(document, task)
        found = list(_rows(document, task, [fit for fit in fits if fit.score >= _LEAST], offices, count))
        open_ += not found
        dated += bool(rule)
        rows += [{**row, "deadline": due, "deadline_rule": rule} for row in found]
    for document, task in [(d, t) for d in documents for t in d.tasks if not every and _named(t)]:
        due, rule = _deadline(document, task)
        if rule:                                  # owners are stated, the time is not
            dated += 1
            rows.append({**dict.fromkeys(_COLUMNS), **_about(document, task), "role": "deadline", "deadline": due, "deadline_rule": rule})
    total = sum(len(document.tasks) for document in documents)
    notes = (
        f"共 {total} 项任务，原文已写明责任单位的 {total - sum(not _named(t) for d in documents for t in d.tasks)} 项；"
        f"为 {len(asked) - open_} 项提出建议，{open_} 项没有足够依据，未提",
        f"依据：名册 {len(own.offices)} 个单位，先例 {len(known)} 项（{len(earlier)} 份文件）；均为拟定，须经审定",
        f"{dated} 项原文没有写明时限，推定为工作年度末" if dated else "没有推定时限",
    )
    options = {"roster": str(roster) if isinstance(roster, (str, Path)) else "通用名册" if roster is None else "给定名册",
               "precedents": len(known), "every": every, "count": count}
    return Assignments(rows, _COLUMNS, documents, notes=notes, options=options)


def _named(task: Task) -> bool:
    """Whether the text names a body that answers for the task (各部门 alone names nobody)."""
    return any(unit.unit_type in ("body", "post") and unit.role in ("lead", "responsible", "accountable") for unit in task.units)


def _whose(documents: Sequence[Document]) -> tuple[str, str | None]:
    """The level and the place that most of the documents are of; a county where no text says it."""
    levels = [document.level for document in documents if document.level != "unknown"]
    places = [document.place for document in documents if document.place]
    level = max(dict.fromkeys(levels), key=levels.count, default="county")
    return level, max(dict.fromkeys(places), key=places.count, default=None)


def _earlier(given: Corpus | Iterable[Document] | str | Path | None) -> tuple[Document, ...]:
    if given is None:
        return ()
    if isinstance(given, (str, Path)):
        from textkit.corpus import read

        return tuple(read(given))
    return tuple(given)


def _deadline(document: Document, task: Task) -> tuple[str | None, str | None]:
    """The last day of a task: as stated (no rule), else the end of the plan or of the work year (inferred)."""
    if task.deadline is not None:
        return task.deadline.end_date, None
    year = document.anchor.plan[1] if document.anchor.plan else document.work_year
    return (f"{year}-12-31", "end-of-plan" if document.anchor.plan else "end-of-work-year") if year else (None, None)


def _about(document: Document, task: Task) -> dict[str, Any]:
    source = document.source_span(*task.span)
    return {
        "document_id": document.id, "file": document.source.path, "task_id": task.id, "section": section_path(document, task.section),
        "task": one_line(task.text), "status": STATUS, "quote": source.of(document.source.text), "source_start": source.start,
        "source_end": source.end,
    }


def _rows(document: Document, task: Task, fits: Sequence[Fit], offices: Mapping[str, Any], count: int) -> Iterator[dict[str, Any]]:
    about = _about(document, task)
    for rank, fit in enumerate(fits[:count], 1):
        yield {**about, **_proposal(fit, offices), "role": "lead", "rank": rank}
    if not fits:
        return
    named = fits[0].precedent.others if fits[0].precedent is not None and fits[0].likeness >= 0.2 else ()
    beside = [fit for fit in fits[1:] if fit.score >= _SUPPORT * fits[0].score or fit.unit in named][:3]
    for rank, fit in enumerate(beside, 1):
        yield {**about, **_proposal(fit, offices), "role": "support", "rank": rank}


def _proposal(fit: Fit, offices: Mapping[str, Any]) -> dict[str, Any]:
    """The office, and what it rests on: the precedent where that is alike enough, the duty words met, or both."""
    office = offices[fit.unit]
    said: list[tuple[str, str]] = []
    if fit.precedent is not None and (fit.likeness >= 0.12 or not fit.duties):
        said.append(("先例", f"先例：{fit.precedent.where}（相似 {fit.likeness:.2f}）"))
    if fit.duties:
        said.append(("职责", f"职责：{'、'.join(fit.duties)}（{office.source or '名册'}）"))
    return {"unit": fit.unit, "score": fit.score, "basis": "、".join(kind for kind, _ in said), "origin": "；".join(text for _, text in said),
            "leader": office.leader, "contact": office.contact}
