"""Full and half width, and quotation marks: every edit keeps the length it covers."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator

from textkit.model import Edit

__all__ = ["find_quotes", "find_width"]

_HAN = "\u3400-\u4dbf\u4e00-\u9fff"
_NEAR = _HAN + "，。、；：？！“”‘’（）《》〈〉【】〔〕％—…"
_WIDE = re.compile("[０-９Ａ-Ｚａ-ｚ％＋＝＠＆＃．－／﹒∶∙･・―﹝﹞]+")
_POINT = frozenset("．－／")                       # half width only inside numbers
_TO_HALF = {c: c - 0xFEE0 for c in range(0xFF01, 0xFF5F)} | {
    0xFE52: ".", 0x2236: ":", 0x2219: "·", 0xFF65: "·", 0x30FB: "·", 0x2015: "—", 0xFE5D: "〔", 0xFE5E: "〕",
}
# half-width stops beside Chinese: 领导,同志们: 好! – never inside numbers (1,200), times (8:30) or addresses (http:)
_HALF = re.compile("[,;:?!]|\\.(?=[ \u3000\r]{0,8}(?:\n|\\Z))")
_PAIR = re.compile(r"\(([^()\n]{0,80})\)")
_LONE = re.compile("[()]")
_HAN_IN = re.compile(f"[{_NEAR}]")
_TO_FULL = {",": "，", ";": "；", ":": "：", "?": "？", "!": "！", "(": "（", ")": "）", ".": "。"}
_QUOTE = re.compile(r"“[^“”\n]*”|[“”]")
_STRAIGHT = re.compile(rf'(?<=[{_NEAR}])"|"(?=[{_NEAR}])')


def find_width(text: str) -> list[Edit]:
    """Edits to half-width digits, letters and signs and to full-width stops and brackets beside Chinese, sorted.

    ``find_width("完成８０％,同比增长(初步)")`` makes it ``完成80%，同比增长（初步）``.
    """
    edits: list[Edit] = []
    for hit in _WIDE.finditer(text):
        half = hit[0].translate(_TO_HALF)
        if _POINT.isdisjoint(hit[0]) or _numeric(text, hit.start(), hit.end()):
            edits.append(Edit(hit.start(), hit.end(), half, "width"))
    if "(" in text or ")" in text:
        edits += _brackets(text)
    for hit in _HALF.finditer(text):
        at = hit.start()
        before, after = text[at - 1 : at], text[at + 1 : at + 2]
        near = _HAN_IN.match(before) is not None
        if near if hit[0] == "." else near or _HAN_IN.match(after) is not None and before not in ",;:?!":
            edits.append(Edit(at, at + 1, _TO_FULL[hit[0]], "width"))
    edits.sort(key=lambda edit: edit.start)
    return edits


def _numeric(text: str, start: int, end: int) -> bool:
    """Whether every ．－／ of a full-width run stands between digits, or closes a label: １．５, ２０２１－２０２３, １．总则."""
    return all(
        text[at - 1 : at].isdigit() and (text[at + 1 : at + 2].isdigit() or text[at] == "．" and end == at + 1)
        for at in range(start, end) if text[at] in _POINT
    )


def _brackets(text: str) -> Iterator[Edit]:
    """Both halves of a pair go together, so that （RCEP） does not come out lopsided."""
    done: set[int] = set()
    for hit in _PAIR.finditer(text):
        before, after = text[hit.start() - 1 : hit.start()], text[hit.end() : hit.end() + 1]
        done.update((hit.start(), hit.end() - 1))
        if _HAN_IN.search(hit[1]) or _HAN_IN.match(before) or _HAN_IN.match(after):
            yield Edit(hit.start(), hit.start() + 1, "（", "width")
            yield Edit(hit.end() - 1, hit.end(), "）", "width")
    for hit in _LONE.finditer(text):
        at = hit.start()
        if at not in done and (_HAN_IN.match(text[at - 1 : at]) or _HAN_IN.match(text[at + 1 : at + 2])):
            yield Edit(hit.start(), hit.end(), _TO_FULL[hit[0]], "width")


def find_quotes(text: str) -> list[Edit]:
    """Straight quotation marks beside Chinese made curly (``quote``), unpaired ones marked (``mark.quote``), sorted.

    ``find_quotes("“一五普法以来")`` marks offset 0 and changes nothing.
    """
    edits: list[Edit] = []
    if '"' in text:
        for hit in _STRAIGHT.finditer(text):
            at = hit.start()
            left = text.rfind("“", max(0, at - 80), at)
            opened = left > text.rfind("”", max(0, at - 80), at)
            if edits and edits[-1].replacement == "“" and at - edits[-1].start < 80:
                opened = True
            edits.append(Edit(at, at + 1, "”" if opened else "“", "quote", certain=False))
    straight = [edit.start for edit in edits]
    for hit in _QUOTE.finditer(text):
        if hit.end() - hit.start() > 1:
            continue                              # a pair
        at = hit.start()
        if hit[0] == "“" and straight:            # closed by a straight mark of the same paragraph?
            next_one = bisect_left(straight, at)
            if next_one < len(straight) and "\n" not in text[at : min(straight[next_one], at + 200)]:
                continue
        edits.append(Edit(at, at, "", "mark.quote", certain=False))
    edits.sort(key=lambda edit: (edit.start, edit.end))
    return edits
