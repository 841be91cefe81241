"""Which part of a report looks back and which lays out work, so that attention can be measured in either."""

from __future__ import annotations

from typing import Literal

from textkit.model import Document, TextkitError

__all__ = ["Part", "Within", "checked", "parts"]

Part = Literal["review", "plan"]
Within = Literal["all", "review", "plan"]

_MIXED = 0.25                           # a section with more than this share of the other kind is told apart sentence by sentence


def parts(document: Document) -> list[Part | None]:
    """The part of each segment of ``document``; None for what is neither (greetings, a title).

    A top-level section goes whole to the kind of which it has more (tasks make a plan, achievements and problems a look
    back), so that its headings and arguments go with it. A section that mixes both, and a text without sections, is
    told apart by each segment; what lies between goes with the one before it.
    """
    tops = [_top(document, segment.section) for segment in document.segments]
    counts: dict[int | None, dict[Part, int]] = {}
    for segment, top in zip(document.segments, tops, strict=True):
        kind = _kind(segment.function)
        if kind:
            counts.setdefault(top, {"review": 0, "plan": 0})[kind] += 1
    out: list[Part | None] = []
    last: Part | None = None
    before: int | None = None
    for segment, top in zip(document.segments, tops, strict=True):
        if top != before:
            last, before = None, top
        count = counts.get(top)
        if segment.function in ("noise", "formula") or count is None:
            out.append(None)
            continue
        most: Part = "plan" if count["plan"] >= count["review"] else "review"
        rest = count["review" if most == "plan" else "plan"]
        if top is not None and rest <= _MIXED * (rest + count[most]):
            out.append(most)
        else:
            last = _kind(segment.function) or last
            out.append(last)
    return out


def _kind(function: str) -> Part | None:
    return "plan" if function == "task" else "review" if function in ("achievement", "problem") else None


def _top(document: Document, section: int | None) -> int | None:
    while section is not None and document.sections[section].parent is not None:
        section = document.sections[section].parent
    return section


def checked(within: str) -> Within:
    """``within`` if it is one of all, review, plan; TextkitError otherwise."""
    if within not in ("all", "review", "plan"):
        raise TextkitError(f"within 应为 all、review 或 plan，不是 {within!r}", hint="all：全文；review：回顾部分；plan：部署部分")
    return within  # type: ignore[return-value]
