"""Markdown: the signs around the words go, the words and their lines stay."""

from __future__ import annotations

import re

from textkit.model import Edit

__all__ = ["find_markup"]

# headings, quotations and list marks at the start of a line; bold; rules; escaped stops (1\\.)
_MARKUP = re.compile(
    r"^[ ]{0,3}(?:#{1,6}[ \t]{1,4}|>[ ]?|[-*+][ ]{1,4}(?=\S)|(?:[-*_][ ]?){3,40}$)|\*\*|(?<=\S)[ ]{1,4}#{1,6}$|\\(?=[.\-()\[\]*_#])", re.M
)


def find_markup(text: str) -> list[Edit]:
    """Edits that take away Markdown's signs, sorted, rule ``markup``: ``## 一、**总体**要求`` is ``一、总体要求``."""
    return [Edit(hit.start(), hit.end(), "", "markup") for hit in _MARKUP.finditer(text) if hit.end() > hit.start()]
