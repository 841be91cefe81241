"""What a rule is: one declarative object with its source and with examples that must and must not fire."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any, NamedTuple

from textkit.draft.findings import Severity
from textkit.draft.manuscript import Manuscript
from textkit.model import DocType

__all__ = ["ISSUED", "PLANS", "Example", "Hit", "Rule", "hit"]

#: Kinds that are issued as 公文 with a document number, an addressee and a signature.
ISSUED: frozenset[DocType] = frozenset(("notice", "opinion"))
#: Kinds that hand out work and therefore owe an owner and a date.
PLANS: frozenset[DocType] = frozenset(("work_plan", "notice", "opinion"))


class Hit(NamedTuple):
    """Where a rule fires, half-open in the clean text; ``values`` fill its messages. ``severity`` outranks the rule's."""

    start: int
    end: int
    values: Mapping[str, Any]
    severity: Severity | None = None


def hit(start: int, end: int, severity: Severity | None = None, /, **values: Any) -> Hit:
    """A :class:`Hit` with its values by name."""
    return Hit(start, end, values, severity)


class Example(NamedTuple):
    """A text on which a rule must fire (or stay silent). ``given`` is what is known of the document (date, doc_type …)."""

    text: str
    given: Mapping[str, Any] = {}
    corpus: tuple[str, ...] = ()
    upper: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Rule:
    """One rule. ``message`` and ``suggestion`` are templates, Chinese and English, filled from the values of a hit.

    ``kinds`` are the kinds of document it holds for (empty: all). ``basis`` is the standard it rests on.
    """

    id: str
    severity: Severity
    basis: str
    message: tuple[str, str]
    find: Callable[[Manuscript], Iterable[Hit]]
    suggestion: tuple[str, str] = ("", "")
    kinds: frozenset[DocType] = frozenset()
    fires: tuple[Example, ...] = field(default=())
    silent: tuple[Example, ...] = field(default=())

    def holds_for(self, manuscript: Manuscript) -> bool:
        return not self.kinds or manuscript.document.doc_type in self.kinds
