"""Findings as lines: one heading a file, one line a finding, the notes and a count at the end."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from textkit.draft.findings import LABELS
from textkit.report.labels import words

if TYPE_CHECKING:
    from textkit.draft.findings import Finding, Findings

__all__ = ["findings_text", "where"]

_SHOWN = 40                                       # characters of a quotation


def where(finding: Finding) -> str:
    """第12段 or 第34行第5字: what the container calls the place, else line and character of the source."""
    if finding.place:
        return finding.place
    text, at = finding.document.source.text, finding.source_span.start
    line = text.count("\n", 0, at) + 1
    return f"第{line}行第{at - (text.rfind(chr(10), 0, at) + 1) + 1}字"


def shortened(quote: str, shown: int = _SHOWN) -> str:
    """The quotation, its middle left out where it is long."""
    return quote if len(quote) <= shown else f"{quote[: shown - 12]}……{quote[-10:]}"


def _lines(findings: Findings) -> Iterator[str]:
    which = words(findings.lang)
    file = None
    for finding in findings:
        if finding.document.source.path != file:
            file = finding.document.source.path
            yield f"{file}"
        suggestion = f" {('建议：', 'Suggestion: ')[which]}{finding.suggestion}" if finding.suggestion else ""
        yield f"  {where(finding)} {LABELS[finding.severity][which]} [{finding.rule}] {finding.message}{suggestion}"
        yield f"      {shortened(finding.quote)}"
    yield from findings.notes
    counts = findings.counts()
    yield "，".join(f"{LABELS[s][0]} {counts[s]}" for s in counts) if which == 0 else ", ".join(f"{LABELS[s][1]} {counts[s]}" for s in counts)


def findings_text(findings: Findings) -> str:
    """The findings as text, lines ending in \\n."""
    return "\n".join(_lines(findings)) + "\n"
