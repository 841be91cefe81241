"""Half-width marks and straight quotation marks in Chinese text, full-width digits and letters.

Source: GB/T 15834-2011 5.1 (marks of Chinese text take a full place) and GB/T 15835-2011 5.1.1 (Arabic numerals are half
width). Cleaning records each of them as an edit; the rule lists one finding a paragraph with their number.
"""

from __future__ import annotations

from collections.abc import Iterator

from textkit.draft.manuscript import Manuscript
from textkit.draft.rule import Example, Hit, Rule, hit

_SPELT_SO = frozenset("﹒∶∙･・―﹝﹞．＋")          # marks of another shape, the stop after 1．, the plus between Chinese words


def _mixed(manuscript: Manuscript) -> Iterator[Hit]:
    source = manuscript.document.source.text
    by_paragraph: dict[tuple[int, bool], list[tuple[int, int, str, str]]] = {}
    for edit, start, end in manuscript.edits("width", "quote"):
        written = source[edit.start : edit.end]
        if end > start and written != edit.replacement and written not in _SPELT_SO:
            key = manuscript.paragraph_at(start).start, written.isascii()
            by_paragraph.setdefault(key, []).append((start, end, written, edit.replacement))
    for (_, narrow), found in sorted(by_paragraph.items()):
        start, end, written, right = found[0]
        marks = "、".join(dict.fromkeys(each[2] for each in found))
        kind = ("半角标点", "half-width marks") if narrow else ("全角字符", "full-width characters")
        yield hit(start, end, written=marks, right=right, count=len(found), kind=kind)


RULES = (
    Rule(
        "width.mixed", "warning", "GB/T 15834-2011 5.1、GB/T 15835-2011 5.1",
        ("中文里夹着{kind} {written}（本段 {count} 处）", "{kind} {written} in Chinese text ({count} in this paragraph)"), _mixed,
        ("改为 {right}", "write {right}"),
        fires=(Example("加强领导,抓好落实。"), Example("完成８０％以上。"), Example('深化"放管服"改革。'), Example("新建水库(含小型)三座。")),
        silent=(Example("加强领导，抓好落实。"), Example("PM2.5浓度降至30微克，增加1,200件，会议8:30开始。"), Example("使用AI（artificial intelligence）技术。")),
    ),
)
