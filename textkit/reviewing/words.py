"""What the pages say, in Chinese and in English; the page gets the one dictionary that it needs."""

from __future__ import annotations

from textkit.corpus.correcting import VALUES
from textkit.report.labels import word, words

__all__ = ["page_words"]

_WORDS: dict[str, tuple[str, str]] = {
    "review": ("任务复核", "Task review"),
    "coding": ("盲编", "Blind coding"),
    "document": ("文档", "Document"),
    "previous": ("上一篇", "Previous document"),
    "next": ("下一篇", "Next document"),
    "filter": ("筛选", "Filter"),
    "all": ("全部任务", "All tasks"),
    "open": ("未复核", "Not reviewed"),
    "reviewed": ("已复核", "Reviewed"),
    "rejected": ("已退回", "Rejected"),
    "corrected": ("有更正", "Corrected"),
    "added": ("新增", "Added"),
    "no_unit": ("无责任单位", "No unit"),
    "no_deadline": ("无时限", "No deadline"),
    "who": ("复核人", "Reviewer"),
    "coder": ("编码员", "Coder"),
    "coder_first": ("先填编码员的名字，再开始编码。", "Enter the coder's name to begin."),
    "progress": ("已复核 {} / {}", "{} of {} reviewed"),
    "coded": ("已编 {} / {}", "{} of {} coded"),
    "text": ("原文", "Text"),
    "tasks": ("任务", "Tasks"),
    "task": ("任务", "Task"),
    "wording": ("任务文字", "Wording"),
    "span_set": ("范围改为选中的文字", "Set boundaries to the marked text"),
    "span_moved": ("范围已改", "boundaries moved"),
    "targets": ("目标值", "Targets"),
    "section": ("章节", "Section"),
    "accept": ("都对", "All right"),
    "reject": ("不是任务", "Not a task"),
    "restore": ("恢复", "Restore"),
    "undo": ("撤销", "Undo"),
    "redo": ("重做", "Redo"),
    "add": ("选中文字为新任务", "Marked text is a task"),
    "complete": ("本篇复核完毕", "Document is complete"),
    "reopen": ("重新打开本篇", "Reopen document"),
    "all_seen": ("任务都看过了。原文里没有遗漏的任务，就标为复核完毕。", "All tasks have been looked at. If none is missing, mark the document as complete."),
    "is_complete": ("本篇已复核完毕，可以导出为标准答案。", "This document is complete and can be exported as an answer."),
    "right": ("对", "Right"),
    "edit": ("改", "Edit"),
    "clear": ("删", "Clear"),
    "was": ("原为", "was"),
    "empty": ("无", "none"),
    "save": ("保存", "Save"),
    "cancel": ("取消", "Cancel"),
    "help": ("按键说明", "Keys"),
    "close": ("关闭", "Close"),
    "saved": ("已存", "Saved"),
    "silent": ("内核没有应答。请重新运行这一格；已存的更正都在文件里。", "The kernel does not answer. Run this cell again; what was saved is in the file."),
    "none_here": ("没有这样的任务", "No such task"),
    "lost": ("有 {} 处更正没有找到对应的任务，见 review.lost", "{} corrections found no task; see review.lost"),
    "nothing_undo": ("没有可以撤销的", "Nothing to undo"),
    "mark_first": ("先在原文里选中一段文字", "Mark some text first"),
    "hint_several": ("几个单位用顿号隔开", "Separate units with 、"),
    "hint_deadline": ("如 2031-06-30、6月底前、每月", "e.g. 2031-06-30"),
    "item": ("第 {} 条，共 {} 条", "Item {} of {}"),
    "note": ("备注", "Note"),
    "jump": ("转到未编的", "Next without codes"),
    "done_all": ("全部编完，可以关掉了。", "Everything is coded."),
    "key.next": ("下一项", "Next"),
    "key.previous": ("上一项", "Previous"),
    "key.accept": ("这一项都对，转下一项", "All right, go to the next"),
    "key.reject": ("不是任务（已退回的：再按 a 恢复）", "Not a task (a restores it)"),
    "key.edit": ("改：e 后按数字选字段，或直接按数字", "Edit: a number chooses the field"),
    "key.add": ("把选中的文字添为任务", "Add the marked text as a task"),
    "key.span": ("把任务的范围改为选中的文字", "Set the boundaries to the marked text"),
    "key.undo": ("撤销、重做", "Undo, redo"),
    "key.document": ("上一篇、下一篇", "Previous, next document"),
    "key.filter": ("到筛选框", "To the filter"),
    "key.complete": ("本篇复核完毕", "Document is complete"),
    "key.save": ("保存、取消（在输入框里）", "Save, cancel (in an input)"),
    "key.choose": ("选编码；填写类的转到输入框", "Choose a code; go to the input"),
    "key.help": ("打开、关闭这张表", "Show or hide this table"),
}


def page_words(lang: str) -> dict[str, str]:
    """The words of the pages in one language, with the names of the fields under ``field.…``."""
    number = words(lang)
    fields = {f"field.{name}": word(f"role.{name}" if name != "deadline" else name, lang) for name in VALUES}
    return {**{key: pair[number] for key, pair in _WORDS.items()}, **fields, "field.task": _WORDS["wording"][number]}
