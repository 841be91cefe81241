"""Headings that are set apart without a number, and tables of contents (which are no headings)."""

from __future__ import annotations

import re
from collections.abc import Sequence

from textkit.model import Span
from textkit.structure.lines import Line

__all__ = ["contents", "set_apart"]

_NUMBERED = re.compile(r"[（(]?[一二三四五六七八九十]{1,3}[、）).．，,]|\d{1,2}[.．、]|第[一二三四五六七八九十\d]{1,3}(?:[编章节条，,、：]|部分)|[首其][先次]|[一二三四]是")
_NO_HEADING = re.compile(r"^专栏|[。；：，、！？;:,!?…—-]$|年.{0,6}月.{0,6}日|^附件|^[（(【《]|^\d|^注|^图|^表|\t|[：:]")
_LONG = 50
_GAP = re.compile(r"\n\s{0,8}\n")
_INDENT = ("\u3000", "\u2003", " ", "\t", "\xa0")


def set_apart(text: str, found: Sequence[Line], taken: set[int]) -> tuple[Line, ...]:
    """Lines without a number that stand above a part: short, without a stop, between body text and body text.

    ``taken`` holds the starts of lines that are something else (a title, a byline). Where paragraphs are indented, the
    text below has to be: a line break inside a sentence leaves short lines too.

    >>> from textkit.structure.lines import lines
    >>> body = "全县护林防火工作取得新的成绩，" * 4 + "形势稳定。"
    >>> text = "去年工作回顾\\n" + body + "\\n今年工作安排\\n" + body
    >>> [x.text for x in set_apart(text, lines(text), set())]
    ['去年工作回顾', '今年工作安排']
    """
    kept: list[Line] = []
    long = [line for line in found if len(line.text) >= _LONG]
    spaced = sum("\n\n" in text[max(line.start - 12, 0) : line.start] for line in long) > 0.6 * len(long)
    indented = sum(text[line.start - 1 : line.start] in _INDENT for line in long) > 0.6 * len(long)
    for i, line in enumerate(found[:-1]):
        words = line.text
        if not 4 <= len(words) <= 36 or line.start in taken or _NUMBERED.match(words) or _NO_HEADING.search(words):
            if not re.fullmatch(r"(?:19|20)\d{2}年[\u4e00-\u9fff]{2,16}", words) or line.start in taken:
                continue
        if not words[0].isalnum() and words[0] not in "“《（(【":
            continue
        after = found[i + 1]
        if indented and len(after.text) >= _LONG and text[after.start - 1] not in _INDENT:
            continue
        if not (len(after.text) >= _LONG and "。" in after.text or _NUMBERED.match(after.text) and after.start not in taken):
            continue
        if spaced and not (_GAP.search(text, line.end, after.start) and (not i or _GAP.search(text, found[i - 1].end, line.start))):
            continue
        if i and found[i - 1].start not in taken:
            before = found[i - 1].text
            if before[-1] not in "。！？!" and (before[-1] not in "”）)；：:" or len(before) < 16):
                continue
        kept.append(line)
    return tuple(kept)


_CONTENTS = re.compile(r"^目\s{0,8}录$")


_ANNEXES = re.compile(r"^附件\s{0,2}[：:]\s{0,4}\d")


def contents(found: Sequence[Line]) -> tuple[Span, ...]:
    """Where enumerators open no part: a table of contents (from 目录 to where its first entry comes again) and the
    list of annexes that a letter names (附件：1.…).

    >>> from textkit.structure.lines import lines
    >>> text = "目录\\n一、总则\\n二、附则\\n一、总则\\n甲。"
    >>> contents(lines(text))[0].of(text)
    '目录\\n一、总则\\n二、附则'
    """
    spans = []
    for i, line in enumerate(found[:2000]):
        if _ANNEXES.match(line.text):
            j = i + 1
            while j < len(found) and re.match(r"\d{1,2}\s{0,2}[.．、]", found[j].text) and len(found[j].text) < 80:
                j += 1
            spans.append(Span(line.start, found[j - 1].end))
        if not _CONTENTS.match(line.text) or i + 1 >= len(found):
            continue
        first = re.sub(r"[\s.·…\d]+$", "", found[i + 1].text)
        for j in range(i + 2, min(i + 400, len(found))):
            if first and found[j].text.startswith(first):
                spans.append(Span(line.start, found[j - 1].end))
                break
    return tuple(spans)
