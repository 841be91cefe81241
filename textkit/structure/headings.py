"""From an accepted enumerator to a node: which words are its heading, and how far its part goes."""

from __future__ import annotations

import re
from bisect import bisect_right

from textkit.model import Section, Span
from textkit.structure.enumerators import Candidate

__all__ = ["INLINE", "headed"]

INLINE = frozenset({"ord", "是", "要", "seq", "qi"})
_STOP = re.compile(r"[。；！？;!?\n]")
_LABEL_ONLY = re.compile(r"[\s，,、：:.．]{0,8}\n\s{0,40}")
# Where a heading lost its stop, its text often opens with one of these.
_TEXT_OPENS = re.compile(r"一方面|上半年|今年以来|近年来|一年来|去年以来|当前[，,]|截至|截止|目前[，,]")
_GAP = re.compile(r"(?<=[\u4e00-\u9fff）)”])[ \u3000\u2002\u2003\xa0]+(?=[\u4e00-\u9fff\d“])")
_ADDRESS = re.compile(r"各位|同志们")
_RULE = dict.fromkeys(INLINE, "inline") | {"plain": "set-apart", "sub": "set-apart", "bare": "sequence"}


def headed(text: str, accepted: list[tuple[Candidate, int, int]], breaks: list[int]) -> tuple[Section, ...]:
    """The nodes of accepted enumerators (candidate, level, index of the node above or -1) with their words and extents.

    ``breaks`` are offsets at which every part ends, the length of the text last.
    """
    starts = [c.start for c, _, _ in accepted] + [len(text)]
    extents = [breaks[bisect_right(breaks, c.start)] if c.start < len(text) else len(text) for c, _, _ in accepted]
    open_: list[int] = []
    for i, (c, level, _) in enumerate(accepted):
        while open_ and accepted[open_[-1]][1] >= level:
            closing = open_.pop()
            extents[closing] = min(extents[closing], c.start)
        open_.append(i)
    sections = []
    for i, (c, level, parent) in enumerate(accepted):
        start, end = _heading(text, c, starts[i + 1])
        if end <= start:                                       # a label without words
            start = end = c.start + len(text[c.start : c.end].rstrip())
        rule = _RULE.get(c.kind, "damaged" if c.loose and c.before == "line" else "numbered")
        extent = extents[i]
        while extent > c.start and text[extent - 1].isspace():
            extent -= 1
        sections.append(Section(level, c.label, text[start:end], Span(c.start, end), Span(c.start, extent),
                                parent if parent >= 0 else None, f"outline.{rule}"))
    return tuple(sections)


def _heading(text: str, c: Candidate, limit: int) -> tuple[int, int]:
    """Where the words of the heading stand: up to the first stop, the end of the line or the next enumerator."""
    start = c.end
    apart = _LABEL_ONLY.match(text, start)
    if apart and apart.end() < limit:                          # the label has a line of its own
        start = apart.end()
    while start < limit and (text[start].isspace() or text[start] in "，,、：:．."):
        start += 1
    stop = _STOP.search(text, start, limit)
    end = stop.start() if stop else limit
    if c.kind not in INLINE:
        gap = _GAP.search(text, start + 4, end)
        if gap and (end - gap.end() > 25 or _ADDRESS.match(text, gap.end())) and "，" not in text[start : gap.start()]:
            end = gap.start()
    if end - start > 30 and c.kind not in INLINE:
        fused = _TEXT_OPENS.search(text, start + 6, min(end, start + 60))
        if fused and not re.search(r"[，,、的在对与和]$", text[start : fused.start()]):
            end = fused.start()
    while end > start and (text[end - 1].isspace() or text[end - 1] in "，,：:、"):
        end -= 1
    return start, end
