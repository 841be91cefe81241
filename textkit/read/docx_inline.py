"""What of a Word paragraph is text and what is not, by the local names of WordprocessingML (ECMA-376 Part 1, 17.3 and 17.16)."""

from __future__ import annotations

from dataclasses import dataclass, field

__all__ = ["DROPPED", "PLAIN", "Fields"]

#: Elements with nothing in them that a reader sees: deletions, moved-away text, properties, the instructions of fields.
DROPPED = frozenset(("del", "moveFrom", "pPr", "rPr", "sdtPr", "instrText", "delText", "delInstrText"))
#: Elements that stand for characters.
PLAIN = {"tab": "\t", "ptab": "\t", "cr": "\n", "br": "\n", "noBreakHyphen": "-", "softHyphen": ""}
_DEEPEST = 16


@dataclass(slots=True)
class Fields:
    """The fields that are open while a story is walked: what stands in an instruction is no text, the result is."""

    _begun: list[bool] = field(default_factory=list)      # per open field: whether its result has begun

    @property
    def shown(self) -> bool:
        """Whether what stands here is text."""
        return all(self._begun)

    def mark(self, kind: str) -> None:
        """A w:fldChar of the type ``begin``, ``separate`` or ``end``."""
        if kind == "begin":
            self._begun.append(False)
        elif kind == "separate" and self._begun:
            self._begun[-1] = True
        elif kind == "end" and self._begun:
            self._begun.pop()

    def end_paragraph(self) -> None:
        """No instruction runs across paragraphs; fields that never end are soon forgotten."""
        self._begun = [True] * min(sum(self._begun), _DEEPEST)
