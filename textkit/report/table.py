"""The task table 任务分解表 as a file: .xlsx and .docx to read, print and fill in, .csv and .json to go on with."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any

from textkit.model import Document, RelativeTarget, TextkitError
from textkit.report.breakdown.options import Options, Proposed
from textkit.report.files import write_json, write_text
from textkit.report.labels import FIELDS, word, words
from textkit.report.provenance import failures, options, sources, version
from textkit.report.rows import COLUMNS, cells, documents_of, one_line, section_path, task_rows

__all__ = ["SUFFIXES", "csv_text", "harmless", "json_data", "task_table"]

SUFFIXES = (".xlsx", ".docx", ".csv", ".json")


def harmless(text: str) -> str:
    """The text so that a spreadsheet program takes it as text: ``=1+1`` becomes ``'=1+1``.

    Excel and WPS run a cell of a .csv that starts with = + - @ (or a tab, a line break) as a formula; see OWASP,
    CSV Injection.
    """
    return f"'{text}" if text[:1] in tuple("=+-@\t\r\n＝＋－＠") else text


def _csv_header(lang: str) -> str:
    return ",".join(word(name, lang) for name in (*COLUMNS, "sha256", "provenance")) + "\r\n"


def csv_text(corpus: Document | Iterable[Document], lang: str = "zh") -> str:
    """The task table as comma-separated text with a header, lines ending in CR LF; every row carries its provenance."""
    documents = documents_of(corpus)
    digests = {document.source.path: document.source.sha256 for document in documents}
    made = " ".join([f"textkit {version()}", *(f"{name}={value}" for name, value in options(corpus).items())])
    joint = "，" if lang == "zh" else "; "
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\r\n")
    for row in task_rows(documents, lang):
        values = (*cells(row, joint), digests[row.file], made)
        writer.writerow([harmless(value) if isinstance(value, str) else value for value in values])
    return _csv_header(lang) + out.getvalue()


def _target(target: Any) -> dict[str, Any]:
    record = {"quote": target.quote, "indicator": target.indicator, "comparator": target.comparator,
              "direction": target.direction, "rule": target.rule}
    if isinstance(target, RelativeTarget):
        return {**record, "reference": target.reference, "margin": target.margin, "margin_unit": target.margin_unit}
    return {**record, "low": target.low, "high": target.high, "unit": target.unit, "kind": target.kind}


def json_data(corpus: Document | Iterable[Document]) -> dict[str, Any]:
    """The task table with every field, and where it comes from: version, options, sources, failures, documents."""
    documents = documents_of(corpus)
    tasks = []
    for document in documents:
        for task in document.tasks:
            start, end = document.source_span(*task.span)
            tasks.append({
                "task_id": task.id, "document_id": document.id, "section": section_path(document, task.section),
                "text": one_line(task.text), "quote": document.source.text[start:end],
                "source_start": start, "source_end": end,
                "action": task.action, "object": task.object, "modality": task.modality,
                "units": [{"name": u.name, "canonical": u.canonical, "role": u.role, "unit_type": u.unit_type,
                           "rule": u.rule} for u in task.units],
                "deadline": None if task.deadline is None else {
                    "quote": task.deadline.quote, "start_date": task.deadline.start_date,
                    "end_date": task.deadline.end_date, "recurrence": task.deadline.recurrence,
                    "rule": task.deadline.rule},
                "targets": [_target(target) for target in task.targets],
                "rule": task.rule,
            })
    return {
        "textkit": version(),
        "options": options(corpus),
        "sources": sources(documents),
        "failures": [{"path": name, "reason": reason} for name, reason in failures(corpus)],
        "documents": [{"document_id": d.id, "path": d.source.path, "source_start": d.span.start,
                       "source_end": d.span.end, **{name: getattr(d, name) for name in FIELDS}} for d in documents],
        "tasks": tasks,
    }


def task_table(
    corpus: Document | Iterable[Document], path: str | Path, *, lang: str = "zh", overwrite: bool = False,
    columns: Sequence[str] = (), group: str = "section", rows: str = "tasks", overall: bool = False,
    numbering: str = "running", supervision: bool = False, title: str | None = None,
    proposed: Mapping[str, Proposed] | None = None,
) -> Path:
    """Write the task table of a Corpus, a Document or several Documents; the suffix of ``path`` chooses the form.

    .xlsx has the sheets 任务分解表 (every task, to sort and filter), 按章节, 按单位 (按时限 with ``group="deadline"``) and 来源
    (version, options, files with encoding and sha256); .docx is a page of the form of GB/T 9704, its rows grouped as
    ``group`` says; .csv is UTF-8 with a byte order mark, as Excel wants it; .json has every field. The options, for
    .xlsx and .docx, are those of :class:`textkit.report.breakdown.Options`; ``proposed`` (task id → proposal, see
    ``draft.assign``) fills in another colour what the text leaves open. ``source_start`` and ``source_end`` are
    half-open code points of the source. The file is written whole or not at all; one that textkit did not write is
    replaced only with ``overwrite``. Returns the path. Raises TextkitError for another suffix or option, or where it
    cannot write.

    >>> task_table(corpus, "任务分解表.docx", group="unit", supervision=True)  # doctest: +SKIP
    """
    path = Path(path)
    words(lang)
    chosen = Options(tuple(columns), group, rows, overall, numbering, supervision, title, dict(proposed or {}))
    suffix = path.suffix.lower()
    if suffix == ".csv":
        text = csv_text(corpus, lang)
        write_text(path, text, header=_csv_header(lang), overwrite=overwrite, encoding="utf-8-sig")
    elif suffix == ".json":
        write_json(path, json_data(corpus), overwrite=overwrite)
    elif suffix == ".xlsx":
        from textkit.report.breakdown.book import write_book

        write_book(corpus, path, chosen, lang, overwrite)
    elif suffix == ".docx":
        from textkit.report.breakdown.paper import write_paper

        write_paper(corpus, path, chosen, lang, overwrite)
    else:
        raise TextkitError(f"不会写 {suffix or '没有后缀的'} 文件", path=str(path), hint=f"可写 {'、'.join(SUFFIXES)}")
    return path
