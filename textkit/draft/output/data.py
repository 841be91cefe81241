"""Findings as JSON: version, options, files with sha256, and one object per finding."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from textkit.draft.output.screen import where
from textkit.report.provenance import sources, version

if TYPE_CHECKING:
    from textkit.draft.findings import Findings

__all__ = ["findings_data"]


def findings_data(findings: Findings) -> dict[str, Any]:
    """What :meth:`Findings.to_json` writes; spans are half-open code points, of the clean text and of the source."""
    return {
        "textkit": version(), "options": findings.options, "sources": sources(findings.documents),
        "notes": list(findings.notes), "counts": findings.counts(),
        "findings": [{**row, "where": where(finding)} for row, finding in zip(findings.rows, findings, strict=True)],
    }
