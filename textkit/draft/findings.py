"""What a check found: one finding per place, with its severity, the rule that found it, and what to do about it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Literal

from textkit.compare.result import Result
from textkit.model import Document, Span, TextkitError

__all__ = ["LABELS", "SEVERITIES", "Finding", "Findings", "Severity", "rank"]

Severity = Literal["error", "warning", "info"]
SEVERITIES: tuple[Severity, ...] = ("error", "warning", "info")
#: What readers see of a severity, Chinese and English.
LABELS: Mapping[str, tuple[str, str]] = {"error": ("错误", "error"), "warning": ("警告", "warning"), "info": ("提示", "info")}

COLUMNS = ("severity", "rule", "quote", "message", "suggestion", "basis", "document_id", "file", "section", "source_place",
           "start", "end", "source_start", "source_end")


def rank(severity: str) -> int:
    """0 for error, 1 for warning, 2 for info. Raises TextkitError for another word."""
    try:
        return SEVERITIES.index(severity)
    except ValueError:
        raise TextkitError(f"没有“{severity}”这一级", hint=f"可用：{'、'.join(SEVERITIES)}") from None


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing that a drafter should look at.

    ``span`` counts in the clean text, ``source_span`` in the file's own text (both half-open). ``rule`` is the stable
    id by which it is switched off, ``basis`` the standard or habit that the rule rests on, ``suggestion`` may be empty.
    """

    rule: str
    severity: Severity
    span: Span
    source_span: Span
    quote: str
    message: str
    suggestion: str
    basis: str
    document: Document
    section: str = ""

    @property
    def place(self) -> str | None:
        """Where it stands in the file: 第12段, 表1 第3行第2列; None for a file without places."""
        return self.document.source.place(self.source_span.start)


def _row(finding: Finding) -> dict[str, Any]:
    return {
        "severity": finding.severity, "rule": finding.rule, "quote": finding.quote, "message": finding.message,
        "suggestion": finding.suggestion, "basis": finding.basis, "document_id": finding.document.id,
        "file": finding.document.source.path, "section": finding.section, "source_place": finding.place,
        "start": finding.span.start, "end": finding.span.end,
        "source_start": finding.source_span.start, "source_end": finding.source_span.end,
    }


class Findings(Result):
    """All findings of a check in the order of the text. ``table`` has one row each; iterating gives :class:`Finding`.

    ``lang`` is the language of the messages. Ways out: :meth:`text`, :meth:`to_json`, :meth:`to_html`,
    :meth:`to_docx`, and those of every result (``to_csv``, ``to_excel``).
    """

    title = "检查结果"
    shown = ("severity", "rule", "quote", "message", "suggestion", "source_place")
    labels: Mapping[str, str] = {
        "severity": "级别", "rule": "规则", "quote": "原文", "message": "问题", "suggestion": "建议", "basis": "依据",
        "document_id": "文档编号", "file": "文件", "section": "所在部分", "source_place": "位置",
        "start": "清洗后起", "end": "清洗后止", "source_start": "原文起", "source_end": "原文止",
    }

    def __init__(self, findings: Sequence[Finding], documents: Sequence[Document], *, notes: Sequence[str] = (),
                 options: Mapping[str, Any] | None = None, lang: str = "zh") -> None:
        super().__init__([_row(f) for f in findings], COLUMNS, documents, notes=notes, options=options)
        self.findings = tuple(findings)
        self.lang = lang

    def __iter__(self) -> Iterator[Finding]:
        return iter(self.findings)

    def counts(self) -> dict[str, int]:
        """How many findings of each severity, errors first."""
        found = Counter(f.severity for f in self.findings)
        return {severity: found[severity] for severity in SEVERITIES}

    def worst(self) -> Severity | None:
        """The worst severity found, None where nothing was."""
        counts = self.counts()
        return next((s for s in SEVERITIES if counts[s]), None)

    def text(self) -> str:
        """The findings as lines for a terminal or a mail."""
        from textkit.draft.output.screen import findings_text

        return findings_text(self)

    def to_json(self, path: str | Path, *, overwrite: bool = False) -> Path:
        """Write the findings with version, options and sha256 of the files. Returns the path."""
        from textkit.draft.output.data import findings_data
        from textkit.report.files import write_json

        write_json(Path(path), findings_data(self), overwrite=overwrite)
        return Path(path)

    def to_html(self, path: str | Path, *, overwrite: bool = False) -> Path:
        """Write one page: the texts with the findings marked and listed beside them. Returns the path."""
        from textkit.draft.output.page import HEADER, findings_page
        from textkit.report.files import write_text

        write_text(Path(path), findings_page(self), header=HEADER, overwrite=overwrite)
        return Path(path)

    def to_docx(self, path: str | Path, *, draft: str | Path | None = None, overwrite: bool = False) -> Path:
        """Write the drafter's own .docx with the findings as Word comments and otherwise unchanged. Returns the path.

        ``draft`` is the file that was checked (default: where it was read from). Raises TextkitError where that is no
        .docx, has changed since, or where the findings are of several files. A file of an earlier check that nobody saved
        since is replaced, any other only with ``overwrite``.
        """
        from textkit.draft.output.comments import write_commented

        return write_commented(self, Path(path), draft=None if draft is None else Path(draft), overwrite=overwrite)
