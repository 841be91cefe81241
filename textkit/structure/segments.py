"""Segments: the smallest pieces that one function can hold. They end at 。！？； or at a line break."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from textkit.model import Function, Section, Segment, Span

__all__ = ["segments"]

_CLOSE = r"”’」』》）)】〕\]"
_BREAK = re.compile(rf"[。！？；!?;]+[{_CLOSE}]*|[\n\r]+")
# 。（县水利局牵头）: a bracket behind a stop that names who is answerable is a piece of its own.
_NAMED = re.compile(r"(?<=[。；！？])[（(][^（）()。\n]{2,240}?(?:牵头|负责|配合|落实|实施|参与|参加|单位[：:]|部门[：:])[^（）()。\n]{0,160}[）)][。；]?")
_ENDS = "。；;！？!?：: \n"
_LONGEST = 46         # a heading with a stop that is longer has lost the stop behind its words
# What the rules of the lines around the body make of a line.
_FUNCTION: Mapping[str, Function] = {"addressee": "formula", "greeting": "formula"}


def segments(text: str, sections: Sequence[Section], marked: Mapping[int, str]) -> tuple[Segment, ...]:
    """Cut a clean text into segments, each with the index of its section and the number of its paragraph.

    ``marked`` gives for the start of a line that is not body text the name of what it is (title, byline, date-line …).
    A piece that is exactly a heading gets the rule ``outline``; what is left gets no rule and a provisional function.

    >>> [s.span.of("甲。”乙；\\n丙") for s in segments("甲。”乙；\\n丙", (), {})]
    ['甲。”', '乙；', '丙']
    """
    walk = _Walk(text, sections, marked)
    inside = {s.span.start for s in sections if s.rule in ("outline.inline", "outline.numbered", "outline.sequence")}
    for bracket in _NAMED.finditer(text):
        inside.update(bracket.span())
    cuts = [*sorted(inside), len(text) + 1]
    at = cut = 0
    for match in _BREAK.finditer(text):
        start, end = match.span()
        line = text[start] in "\n\r"
        stop = start if line else end
        while cuts[cut] <= at:
            cut += 1
        while cuts[cut] < stop:
            walk.add(at, cuts[cut])
            at = cuts[cut]
            cut += 1
        walk.add(at, stop)
        at = end
        if line:
            walk.paragraph += 1
    for start in cuts[cut:]:
        if at < start < len(text):
            walk.add(at, start)
            at = start
    walk.add(at, len(text))
    return tuple(walk.found)


class _Walk:
    """Collects segments in order; keeps at hand the section that the text has reached."""

    def __init__(self, text: str, sections: Sequence[Section], marked: Mapping[int, str]) -> None:
        self.text, self.sections, self.marked = text, sections, marked
        self.found: list[Segment] = []
        self.paragraph = 0
        self.reached = -1
        self.next = sections[0].span.start if sections else len(text) + 1

    def add(self, start: int, end: int) -> None:
        """Append the segment ``[start, end)`` without the white space around it."""
        words = self.text[start:end].lstrip()
        start = end - len(words)
        end = start + len(words.rstrip())
        if start == end:
            return
        while self.next <= start:
            self.reached += 1
            more = self.reached + 1 < len(self.sections)
            self.next = self.sections[self.reached + 1].span.start if more else len(self.text) + 1
        index = self.reached
        while index >= 0 and self.sections[index].extent.end <= start:
            parent = self.sections[index].parent
            index = -1 if parent is None else parent
        rule = self.marked.get(start, "")
        function: Function = _FUNCTION.get(rule, "heading") if rule else "exposition"
        if not rule and index >= 0 and self._is_heading(self.sections[index].span, start, end):
            rule, function = "outline", "heading"
        self.found.append(Segment(Span(start, end), index if index >= 0 else None, self.paragraph, function, rule))

    def _is_heading(self, heading: Span, start: int, end: int) -> bool:
        """Whether a piece is a heading and nothing else (one that is very long has lost the stop behind its words)."""
        return (
            heading.start == start and end - heading.end < 12 and not self.text[heading.end : end].strip(_ENDS)
            and (end - start <= _LONGEST or self.text[end - 1] not in _ENDS)
        )
