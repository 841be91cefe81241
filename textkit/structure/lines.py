"""The lines of a text: the pieces between line breaks, trimmed, that the other steps of structure walk over."""

from __future__ import annotations

import re
from typing import NamedTuple

__all__ = ["Line", "lines"]

_LINE = re.compile(r"[^\n\r]+")


class Line(NamedTuple):
    """A non-empty line ``[start, end)`` without the white space around it, and its words."""

    start: int
    end: int
    text: str


def lines(text: str) -> list[Line]:
    """The non-empty lines in order; all white space, U+3000 and zero-width characters around them are left out.

    >>> [line.text for line in lines("甲县\\n\\n　　一、目标")]
    ['甲县', '一、目标']
    """
    found = []
    for match in _LINE.finditer(text):
        raw = match.group()
        body = raw.lstrip(_BLANK)
        start = match.start() + len(raw) - len(body)
        body = body.rstrip(_BLANK)
        if body:
            found.append(Line(start, start + len(body), body))
    return found


_BLANK = " \t\x0b\x0c\x1c\x1d\x1e\x1f\x85\xa0\u1680\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200a\u200b" \
         "\u200c\u200d\u2028\u2029\u202f\u205f\u2060\u3000\ufeff"
