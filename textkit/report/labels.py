"""The words that readers see, in Chinese and in English; one place for all tables, pages and messages."""

from __future__ import annotations

from typing import Literal

from textkit.model import TextkitError

__all__ = ["FIELDS", "Lang", "known", "word", "words"]

Lang = Literal["zh", "en"]

FIELDS = ("title", "doc_type", "place", "level", "date", "work_year", "speaker")

_WORDS: dict[str, tuple[str, str]] = {
    # columns of the task table
    "number": ("序号", "No."),
    "task": ("工作任务", "Task"),
    "lead": ("牵头单位", "Lead"),
    "others": ("责任（配合）单位", "Responsible (supporting)"),
    "deadline": ("完成时限", "Deadline"),
    "targets": ("目标值", "Targets"),
    "basis": ("依据", "Basis"),
    "due": ("截止日期", "Due date"),
    "file": ("文件", "File"),
    "source_start": ("原文起", "Source start"),
    "source_end": ("原文止", "Source end"),
    "task_id": ("任务编号", "Task id"),
    "provenance": ("生成", "Made by"),
    "role": ("角色", "Role"),
    "leader": ("责任领导", "Leader"),
    "status": ("状态", "Status"),
    "origin": ("来源", "Rests on"),
    "line": ("原文位置", "Place"),
    "progress": ("进展情况", "Progress"),
    "problems": ("存在问题", "Problems"),
    "next": ("下步措施", "Next steps"),
    "note": ("说明", "Note"),
    "no_unit": ("未明确责任单位", "No unit named"),
    "no_deadline": ("未明确时限", "No deadline"),
    # roles
    "role.lead": ("牵头", "lead"),
    "role.support": ("配合", "support"),
    "role.responsible": ("责任", "responsible"),
    "role.accountable": ("第一责任人", "accountable"),
    "role.leader": ("责任领导", "leader"),
    # functions of a segment
    "function.task": ("任务", "task"),
    "function.heading": ("标题", "heading"),
    "function.achievement": ("成绩", "achievement"),
    "function.problem": ("问题", "problem"),
    "function.quoted": ("转述", "quoted"),
    "function.exposition": ("论述", "exposition"),
    "function.formula": ("套语", "formula"),
    "function.noise": ("杂质", "noise"),
    # kinds of quantity
    "kind.target": ("目标", "target"),
    "kind.achievement": ("已达", "achieved"),
    "kind.other": ("其他", "other"),
    "direction.increase": ("增", "increase"),
    "direction.decrease": ("减", "decrease"),
    "direction.level": ("", ""),
    # kinds of document
    "doc_type.speech": ("讲话", "speech"),
    "doc_type.work_report": ("工作报告", "work report"),
    "doc_type.work_plan": ("工作要点（方案）", "work plan"),
    "doc_type.research_report": ("调研报告", "research report"),
    "doc_type.notice": ("通知", "notice"),
    "doc_type.opinion": ("意见", "opinion"),
    "doc_type.summary": ("总结", "summary"),
    "doc_type.other": ("其他", "other"),
    "level.national": ("国家", "national"),
    "level.province": ("省", "province"),
    "level.city": ("市", "city"),
    "level.county": ("县", "county"),
    "level.township": ("乡镇", "township"),
    "level.unknown": ("", ""),
    # fields of a document
    "title": ("题目", "Title"),
    "doc_type": ("文种", "Type"),
    "place": ("地区", "Place"),
    "level": ("层级", "Level"),
    "date": ("日期", "Date"),
    "work_year": ("工作年度", "Work year"),
    "speaker": ("讲话人（作者）", "Speaker"),
    # recurrence
    "recurrence.daily": ("每天", "daily"),
    "recurrence.weekly": ("每周", "weekly"),
    "recurrence.monthly": ("每月", "monthly"),
    "recurrence.quarterly": ("每季度", "quarterly"),
    "recurrence.half-yearly": ("每半年", "half-yearly"),
    "recurrence.yearly": ("每年", "yearly"),
    # sheets and headings
    "sheet.tasks": ("任务分解表", "Tasks"),
    "sheet.supervision": ("督查督办任务分解表", "Task table for supervision"),
    "remark.overall": ("另有总体要求类 {} 项未列入（需要时加选项 overall）。", "{} general requirements are left out (option overall)."),
    "remark.proposed": ("橙色斜体为拟定内容，原文没有写明，以“来源”栏所列职责或先例为据，须经审定。",
                        "Orange italics are proposals that the text does not state; they need approval."),
    "sheet.sources": ("来源", "Sources"),
    "sheet.section": ("按章节", "By section"),
    "sheet.unit": ("按单位", "By unit"),
    "sheet.deadline": ("按时限", "By deadline"),
    "untitled": ("（无题）", "(untitled)"),
    "version": ("textkit 版本", "textkit version"),
    "options": ("选项", "Options"),
    "default": ("默认", "default"),
    "encoding": ("编码", "Encoding"),
    "sha256": ("sha256", "sha256"),
    "documents": ("文档数", "Documents"),
    "tasks": ("任务数", "Tasks"),
    "failed": ("未读成", "Not read"),
    "reason": ("原因", "Reason"),
    "unit": ("责任主体", "unit"),
    "quantity": ("数量", "quantity"),
    "edits": ("清洗", "Cleaning"),
    "rule": ("规则", "rule"),
    "segment": ("语段", "Segment"),
    "section": ("章节", "Section"),
    "position": ("位置", "Position"),
    "document": ("文档", "Document"),
    "text": ("原文", "Text"),
    "indicator": ("指标", "indicator"),
    "none": ("无", "none"),
    "yes": ("是", "yes"),
    # displays in a notebook
    "canonical": ("现名", "Present name"),
    "unit_type": ("类型", "Type"),
    "dates": ("起止", "Dates"),
    "recurrence": ("周期", "Recurrence"),
    "amount": ("数值", "Amount"),
    "kind": ("性质", "Kind"),
    "reference": ("参照", "Measured against"),
    "modality": ("语气", "Modality"),
    "characters": ("字数", "Characters"),
    "show.search": ("在表中查找…", "Search the table…"),
    "show.all": ("：全部", ": all"),
    "show.sort": ("按此列排序", "Sort by this column"),
    "show.count": ("{} / {} 行", "{} of {} rows"),
    "show.open": ("看原文", "Open the source"),
    "show.empty": ("没有一行", "No rows"),
    "show.beginning": ("开头", "Beginning"),
    "show.of_source": ("原文", "Source"),
}


def words(lang: str) -> int:
    """Which of the two languages ``lang`` is; TextkitError for any other than ``zh`` and ``en``."""
    if lang not in ("zh", "en"):
        raise TextkitError(f"没有这种语言：{lang}", hint="可选 zh、en")
    return 0 if lang == "zh" else 1


def known(key: str, lang: str = "zh") -> str | None:
    """The word for ``key``, None where there is none."""
    pair = _WORDS.get(key)
    return pair[words(lang)] if pair else None


def word(key: str, lang: str = "zh") -> str:
    """The word for ``key`` (``role.lead`` → 牵头); a key without one (a new rule's name) stands for itself."""
    found = known(key, lang)
    return key.rsplit(".", 1)[-1] if found is None else found
