"""The words that a figure stands in: its own clause, and the clause before where that one names what is measured."""

from __future__ import annotations

import re

from textkit.model import Document, Quantity, RelativeTarget, Span

__all__ = ["Passage", "passage"]

_STOP = re.compile(r"[，；。！？：,;:!?\n]")
_LEAD = re.compile(r"^(?:\s|(?:主要)?预期目标(?:是|为)|其中|[一二三四五六七八九十]是|[—\-－]+|（[一二三四五六七八九十]+）|\d+[.、])+")
_LIST = re.compile(r"(?:[、和及与或\s]{1,2}|以及)(?:分别)?$")


class Passage:
    """A quote with its half-open spans in the clean text and in the source."""

    __slots__ = ("document", "quote", "source", "span")

    def __init__(self, document: Document, start: int, end: int) -> None:
        self.document = document
        self.span = Span(start, end)
        self.source = document.source_span(start, end)
        self.quote = self.source.of(document.source.text)


def passage(document: Document, figure: Quantity | RelativeTarget, others: tuple[Quantity, ...] = ()) -> Passage:
    """The passage of ``figure``: 地区生产总值186亿元，增长5.2% for the quote 5.2%.

    ``others`` are figures of the same list (分别增长6%和7.5%), which a reader needs to see whole.
    """
    text = document.text
    start, end = figure.span
    for other in others:
        if other.span.start >= end and _LIST.match(text[end:other.span.start]):
            end = other.span.end
    floor = max(0, start - 120)
    stops = [m.end() for m in _STOP.finditer(text, floor, start)
             if not (m[0] in ",:" and text[m.start() - 1:m.start()].isdigit() and text[m.end():m.end() + 1].isdigit())]
    words = re.sub(r"\s", "", figure.indicator or "")
    key = words[-2:]
    begin = stops[-1] if stops else floor
    for back in range(1, 4):                      # where the clause does not name it, an earlier one does
        if not key or key in text[begin:start] or len(stops) <= back:
            break
        if text[stops[-back] - 1] in "。！？\n":
            break
        if key in text[stops[-back - 1]:start] or back < 2:
            begin = stops[-back - 1]
    if key and key not in text[begin:start] and stops:
        begin = stops[-1]
    part = text.rfind("、", begin, start)          # 城镇新增就业3万人、城镇调查失业率5.5%: each its own
    if part >= 0 and key and key in text[part:start] and "分别" not in text[begin:start] and re.search(r"\d", text[begin:part]):
        begin = part + 1
    lead = _LEAD.match(text[begin:start])
    if lead:
        begin += lead.end()
    return Passage(document, begin, end)
