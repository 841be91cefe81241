"""Printed pages: running heads and feet taken away, printed lines made paragraphs, sentences joined across pages.

The reader names heads and feet in ``Source.places`` (第3页页眉, 第3页页脚) and shows the layout in the text: a line that is
set in starts with U+3000, and an empty line stands where a paragraph ends otherwise. A single line break is the printer's.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from textkit.model import Edit, Source

__all__ = ["find_edges", "find_wrapped", "is_printed", "joined"]

_EDGE = re.compile(r"页[眉脚]$")
_NUMBER = re.compile(r"[^\u4e00-\u9fffA-Za-z]{1,16}|第?\s?\d{1,4}\s?页.{0,12}|[ivxlcIVXLC]{1,6}")
_BREAK = re.compile(r"[ \t\xa0]*\n[\n\x00]*")
_LATIN = re.compile(r"[A-Za-z0-9]")
_JOINS = "\u2060"                                 # stands for a printer's break while later rules look at the text
_STARTS = re.compile(
    r"[一二三四五六七八九十]{1,3}、|[（(][一二三四五六七八九十]{1,3}[)）]|第[一二三四五六七八九十百]{1,4}[章节条][ \u3000]|[—―–]{2}[^—―–]|[•●■◆▪]|各位(?:代表|委员)[：:]"
)
_ENDS = "。！？；：”）…!?;:)"


def is_printed(source: Source) -> bool:
    """Whether a source keeps the lines of printed pages."""
    return source.media_type == "application/pdf"


def find_edges(source: Source) -> Iterator[Edit]:
    """Heads and feet of pages, each line without its break: ``noise.page-number`` or ``noise.running-head``, sorted."""
    text = source.text
    ends = [place.start for place in source.places[1:]] + [len(text)]
    for place, end in zip(source.places, ends, strict=True):
        if _EDGE.search(place.label):
            start = place.start
            for line in text[place.start : end].split("\n"):
                if line.strip():
                    rule = "noise.page-number" if _NUMBER.fullmatch(line.strip()) else "noise.running-head"
                    yield Edit(start, start + len(line), "", rule)
                start += len(line) + 1


def find_wrapped(text: str) -> list[Edit]:
    """Edits ``hard-break`` that take away the printer's line breaks of ``text``, where heads and feet are NUL; sorted.

    Between two Latin words a space takes the place of the break. A break that heads or feet stand in gives one edit for
    each stretch around them. ``find_wrapped("推进农\\n业现代化。\\n\\u3000\\u3000二是")`` joins the first two lines.
    """
    edits: list[Edit] = []
    for hit in _BREAK.finditer(text):
        start, end = hit.span()
        if not start or end == len(text) or text[end] in "\u3000 \n" or hit[0].endswith("\n\n"):
            continue
        before = text[start - 1]
        if before in "\n\x00":
            continue
        if before in _ENDS and _STARTS.match(text, end):
            continue                              # a list set flush left
        space = " " if _LATIN.match(before) and text[end].isalpha() and text[end].isascii() and before.isalpha() else ""
        pieces = [(start + a.start(), start + a.end()) for a in re.finditer(r"[^\x00]+", hit[0])]
        for number, (a, b) in enumerate(pieces):
            edits.append(Edit(a, b, space if number == 0 else "", "hard-break", certain=before not in _ENDS))
    return edits


def joined(text: str, edits: list[Edit]) -> str:
    """``text`` of the same length with the breaks that were taken away as marks of no width."""
    parts: list[str] = []
    at = 0
    for edit in edits:
        parts += (text[at : edit.start], _JOINS * (edit.end - edit.start))
        at = edit.end
    return "".join((*parts, text[at:]))
