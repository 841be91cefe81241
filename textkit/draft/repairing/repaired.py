"""``draft.repair``: a text with its swapped words put back, and the list of what was and what may have been swapped."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from textkit.compare.result import Result
from textkit.draft.repairing.decide import DOUBTFUL, Judged, is_certain, judged
from textkit.draft.repairing.model import policy_model
from textkit.model import Alignment, Document, Edit, Source, Span, TextkitError, _report

__all__ = ["Repair", "repair"]

AROUND = 12                  # characters of context on either side


class Repair(Result):
    """What :func:`repair` found. ``table``: one row per repair, certain (applied) or doubtful (listed only).

    ``text`` is the source with the certain repairs and otherwise unchanged, so it can be read again like the source;
    ``edits`` are all repairs in source offsets, ``certain`` False for those that were not applied; ``alignment`` leads from
    ``text`` to the source. ``span`` is the stretch of the source that was looked at.
    """

    title = "词语修复"
    shown = ("status", "probability", "written", "original", "context", "section")
    labels: Mapping[str, str] = {
        "document_id": "文档编号", "file": "文件", "section": "章节", "status": "状态", "probability": "概率", "written": "原文作",
        "original": "应为", "context": "上下文", "rule": "规则", "source_start": "原文起", "source_end": "原文止", "place": "位置",
        "quote": "原文",
    }

    def __init__(self, source: Source, span: Span, edits: Sequence[Edit], rows: Sequence[dict[str, Any]],
                 documents: Sequence[Document], **about: Any) -> None:
        super().__init__(rows, tuple(self.labels), documents, **about)
        self.source, self.span, self.edits = source, span, tuple(edits)
        self.alignment = Alignment(source.text, [edit for edit in self.edits if edit.certain], span.start, span.end)

    @property
    def text(self) -> str:
        """The source with the certain repairs."""
        return self.alignment.text

    def to_text(self, path: str | Path, *, overwrite: bool = False) -> Path:
        """Write the repaired text as UTF-8, whole or not at all; a file with other content only with ``overwrite``."""
        return Path(_report().write_repaired(self, Path(path), overwrite=overwrite))

    def _repr_html_(self) -> str:
        return str(_report().repair_html(self))

    def __repr__(self) -> str:
        certain = sum(edit.certain for edit in self.edits)
        return f"<Repair {self.source.path}：确定 {certain} 处（已改），存疑 {len(self.edits) - certain} 处（未改）>"


def repair(text: Document | Source, *, extra: Sequence[str | Path] = (), least: float = DOUBTFUL) -> Repair:
    """Put back the words that sharing sites and rewriting programs swapped (根底 for 基础) and mend misread characters.

    Every word of ``lexicon/swaps.tsv`` and every character of ``lexicon/ocr_confusions.tsv`` is weighed by a language
    model of policy text and by what the rest of the document shows (see ``decide``). What is certain becomes an
    edit; what has at least the probability ``least`` (0.3) is listed and left as it stands. Of a :class:`Source` all its
    documents are repaired together. ``extra``: .tsv files of your own in the columns of ``lexicon/swaps.tsv``.

    >>> import textkit as tk
    >>> found = repair(tk.read_text("要坚持属地原那么，制定实施细那么，否那么严肃追责。"))
    >>> found.text
    '要坚持属地原则，制定实施细则，否则严肃追责。'

    Raises TextkitError where ``text`` is neither, ``least`` is no probability, or a list cannot be read.
    """
    if not 0 < least <= 1:
        raise TextkitError(f"least 应是 0 到 1 之间的概率，不是 {least}", hint=f"默认 {DOUBTFUL}")
    source, span, clean, documents = _parts(text)
    found = judged(clean.text, policy_model(), tuple(str(path) for path in extra))
    rows, edits = [], []
    end = span.start
    for one in found:
        at = clean.to_source(one.site.start, one.site.end)
        certain = is_certain(one) and source.text[at.start : at.end] == one.site.written
        if not (certain or one.probability >= least) or at.start < end:
            continue
        end = at.end
        edits.append(Edit(at.start, at.end, one.reading.original, f"repair.{one.reading.family}", certain))
        rows.append(_row(one, edits[-1], clean.text, source, documents))
    return Repair(source, span, edits, rows, documents, notes=_notes(found, edits, least),
                  options={"least": least, **({"extra": "、".join(map(str, extra))} if extra else {})})


def _parts(text: Document | Source) -> tuple[Source, Span, Alignment, Sequence[Document]]:
    """The source, the stretch of it, its clean text and the documents in it."""
    if isinstance(text, Document):
        return text.source, Span(text.alignment.base, text.alignment.end), text.alignment, (text,)
    if isinstance(text, Source):
        from textkit.clean import clean
        from textkit.structure import parse

        edits = clean(text)
        return text, Span(0, len(text.text)), Alignment(text.text, edits), parse(text, edits)
    raise TextkitError(f"repair 要的是一篇文档或一个文件的文字，不是 {type(text).__name__}",
                       hint="例：tk.draft.repair(tk.read(\"讲话.txt\")[0])")


def _row(one: Judged, edit: Edit, clean: str, source: Source, documents: Sequence[Document]) -> dict[str, Any]:
    from textkit.report import section_path

    document = next((d for d in documents if d.span.start <= edit.start < d.span.end), documents[0] if documents else None)
    section: tuple[str, ...] = ()
    if document is not None and document.segments:
        at = document.alignment.to_clean(edit.start)
        number = max(bisect_right(document.segments, at, key=lambda segment: segment.span.start) - 1, 0)
        section = section_path(document, document.segments[number].section)
    start, end = one.site.start, one.site.end
    context = f"{clean[max(start - AROUND, 0) : start]}【{one.site.written}】{clean[end : end + AROUND]}"
    return {
        "document_id": document.id if document else None, "file": source.path, "section": " › ".join(section) or None,
        "status": "确定" if edit.certain else "存疑", "probability": min(round(one.probability, 3), 0.999), "written": one.site.written,
        "original": one.reading.original, "context": context.replace("\n", " "), "rule": edit.rule,
        "source_start": edit.start, "source_end": edit.end, "place": source.place(edit.start),
        "quote": source.text[edit.start : edit.end],
    }


def _notes(found: Sequence[Judged], edits: Sequence[Edit], least: float) -> list[str]:
    certain = sum(edit.certain for edit in edits)
    words = sum(one.reading.family != "ocr" for one in found)
    return [
        f"看了 {words} 处可能被换过的词，其中确定 {certain} 处（已改），概率不低于 {least:g} 的存疑 {len(edits) - certain} 处（未改，请核对）",
        "只查词表里的词和易误认的字；没有列出的不等于没有错",
    ]
