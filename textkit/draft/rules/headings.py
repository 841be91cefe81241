"""A heading with nothing below it.

Source: 公文校对惯例. A list of one-line items, as Arabic numbers mostly are, has no headings; a heading counts where the others of its level have a body.
"""

from __future__ import annotations

from collections.abc import Iterator

from textkit.draft.manuscript import Manuscript
from textkit.draft.rule import Example, Hit, Rule, hit
from textkit.model import Section

_LONGEST = 60


def _find(manuscript: Manuscript) -> Iterator[Hit]:
    sections, text = manuscript.document.sections, manuscript.text
    by_parent: dict[tuple[int | None, int], list[tuple[int, Section]]] = {}
    for number, section in enumerate(sections):
        if manuscript.paragraph_at(section.span.start).start == section.span.start and section.rule != "outline.inline" and not section.label.isdigit():
            by_parent.setdefault((section.parent, section.level), []).append((number, section))
    parents = {section.parent for section in sections}
    for siblings in by_parent.values():
        empty = [s for n, s in siblings if n not in parents and not _body(s, text)]
        if empty and len(empty) * 3 <= len(siblings):
            for section in empty:
                stop = text[section.span.end - 1 : section.span.end + 1]
                if len(section.heading) <= _LONGEST and not any(mark in stop for mark in "。；！，、"):
                    yield hit(*section.span, heading=section.heading)


def _body(section: Section, text: str) -> bool:
    return bool(text[section.span.end : section.extent.end].strip(" \n\u3000。：:"))


RULES = (
    Rule(
        "heading.empty", "error", "公文校对惯例", ("标题“{heading}”下面没有内容", "nothing stands below the heading “{heading}”"), _find,
        ("补上内容，或删去标题", "write it or take the heading out"),
        fires=(Example("一、总体要求\n坚持问题导向，抓好落实。\n二、主要任务\n三、保障措施\n加强领导，落实经费。\n四、督查考核\n每月通报一次。"),),
        silent=(Example("一、总体要求\n坚持问题导向，抓好落实。\n二、主要任务\n（一）修路\n年内修好。\n（二）架桥\n年内架好。\n三、保障措施\n加强领导，落实经费。"),
                Example("（一）有场地；\n（二）有人员，持证上岗；\n按有关规定执行。\n（三）法律规定的其他条件。"), Example("一、保供任务\n二、修路任务\n三、架桥任务")),
    ),
)
