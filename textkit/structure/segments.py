"""Segments: the smallest pieces that one function can hold. They end at 。！？； or at a line break."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Mapping, Sequence

from textkit.model import Function, Section, Segment, Span

__all__ = ["segments"]

_CLOSE = r"”’」』》）)】〕\]"
_BREAK = re.compile(rf"[。！？；!?;]+[{_CLOSE}]*|[\n\r]+")
# 。（县水利局牵头）: a bracket behind a stop that names who is answerable is a piece of its own.
_NAMED = re.compile(r"(?<=[。；！？])[（(][^（）()。\n]{2,240}?(?:牵头|负责|配合|落实|实施|参与|参加|单位[：:]|部门[：:])[^（）()。\n]{0,160}[）)]")
# What the rules of the lines around the body make of a line.
_FUNCTION: Mapping[str, Function] = {"addressee": "formula", "greeting": "formula"}


def segments(text: str, sections: Sequence[Section], marked: Mapping[int, str]) -> tuple[Segment, ...]:
    """Cut a clean text into segments, each with the index of its section and the number of its paragraph.

    ``marked`` gives for the start of a line that is not body text the name of what it is (title, byline, date-line …).
    A piece that is exactly a heading gets the rule ``outline``; what is left gets no rule and a provisional function.

    >>> [s.span.of("甲。”乙；\\n丙") for s in segments("甲。”乙；\\n丙", (), {})]
    ['甲。”', '乙；', '丙']
    """
    numbered = {s.span.start for s in sections if s.rule == "outline.inline" or s.rule == "outline.numbered"}
    cuts = sorted(numbered.union(*(m.span() for m in _NAMED.finditer(text))))
    starts = [s.span.start for s in sections]
    found: list[Segment] = []
    paragraph = at = cut = 0

    def add(start: int, end: int) -> None:
        while start < end and text[start].isspace():
            start += 1
        while end > start and text[end - 1].isspace():
            end -= 1
        if start == end:
            return
        index = bisect_right(starts, start) - 1
        while index >= 0 and sections[index].extent.end <= start:
            parent = sections[index].parent
            index = -1 if parent is None else parent
        section = index if index >= 0 else None
        rule = marked.get(start, "")
        function: Function = _FUNCTION.get(rule, "heading") if rule else "exposition"
        if not rule and section is not None:
            heading = sections[section].span
            if heading.start == start and text[heading.end : end].strip("。；;！？!?：: \n") == "":
                rule, function = "outline", "heading"
        found.append(Segment(Span(start, end), section, paragraph, function, rule))

    for match in _BREAK.finditer(text):
        end = match.end()
        line = match.group()[0] in "\n\r"
        stop = match.start() if line else end
        while cut < len(cuts) and cuts[cut] <= at:
            cut += 1
        while cut < len(cuts) and cuts[cut] < stop:
            add(at, cuts[cut])
            at = cuts[cut]
            cut += 1
        add(at, stop)
        at = end
        if line:
            paragraph += 1
    while cut < len(cuts):
        if at < cuts[cut] < len(text):
            add(at, cuts[cut])
            at = cuts[cut]
        cut += 1
    add(at, len(text))
    return tuple(found)
