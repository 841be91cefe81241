"""Findings that the drafter has answered for in the text itself.

``textkit:off 规则`` switches a rule (or several, or all) off in the line it stands in and in the next line that holds
text; ``textkit:file-off 规则`` in the whole file. It is typed into the text, best as ``<!-- textkit:off numbering.skip -->``,
and taken out before the text is issued; comments and hidden text of Word are not read.
"""

from __future__ import annotations

import re
from bisect import bisect_right

from textkit.model import Document

__all__ = ["DIRECTIVE", "Suppressions"]

DIRECTIVE = re.compile(r"textkit:(?P<reach>file-)?off[ \t:：]*(?P<rules>[a-z][a-z0-9_.]*(?:[ \t,，、]+[a-z][a-z0-9_.]*)*)?")
_WORDS = re.compile(r"[a-z][a-z0-9_.]*")


class Suppressions:
    """The directives of a document's source text. ``covers(rule, offset)`` takes offsets of the source."""

    def __init__(self, document: Document) -> None:
        text = document.source.text
        self._file: set[str] = set()
        self._lines: dict[int, set[str]] = {}
        self._starts: list[int] = []
        if "textkit:" not in text:
            return
        lines = text.split("\n")
        at = 0
        for line in lines:
            self._starts.append(at)
            at += len(line) + 1
        for number, line in enumerate(lines):
            for directive in DIRECTIVE.finditer(line):
                rules = set(_WORDS.findall(directive["rules"] or "")) or {"*"}
                if directive["reach"]:
                    self._file |= rules
                    continue
                following = next((n for n in range(number + 1, len(lines)) if lines[n].strip()), number)
                for each in (number, following):
                    self._lines.setdefault(each, set()).update(rules)

    def covers(self, rule: str, offset: int) -> bool:
        """Whether findings of ``rule`` at the source offset are switched off."""
        if not self._starts:
            return False
        here = self._lines.get(bisect_right(self._starts, offset) - 1, set())
        return any(name in ("*", rule, rule.partition(".")[0]) for name in self._file | here)
