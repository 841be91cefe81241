"""What comparisons are given: documents in any form, one report per place and year, and reports that answer each other."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from pathlib import Path

from textkit.corpus.choosing import called
from textkit.corpus.corpus import Corpus
from textkit.corpus.reading import read
from textkit.model import Document, TextkitError

__all__ = ["Texts", "as_documents", "one_report_each", "pair_note", "place_of", "report_pairs", "base_year"]

Texts = Document | Corpus | Sequence[Document] | str | Path


def as_documents(what: Texts | Iterable[Document]) -> list[Document]:
    """The documents of whatever was given: one, several, a corpus, or a path to read."""
    if isinstance(what, Document):
        return [what]
    if isinstance(what, (str, Path)):
        corpus = read(what)
        if not len(corpus) and corpus.failures:
            raise TextkitError(corpus.failures[0].message)
        return list(corpus)
    return list(what)


def report_pairs(earlier: Texts, later: Texts | None, place: str | None, year: int | None) -> tuple[list[tuple[Document, Document]], list[str]]:
    """The reports that answer each other, and which have no counterpart; without ``later`` those of one corpus, year by year.

    Raises TextkitError where there is no pair.
    """
    first = as_documents(earlier)
    second = first if later is None else as_documents(later)
    if later is not None and len(first) == 1 and len(second) == 1:
        if first[0].id == second[0].id:
            raise TextkitError("前后两份是同一份报告，看不出完成情况", path=first[0].source.path, hint="请给出下一年的报告")
        return [(first[0], second[0])], []
    reports, answers = one_report_each(first), one_report_each(second)
    out: list[tuple[Document, Document]] = []
    missing: list[str] = []
    for (where, when), document in sorted(reports.items(), key=lambda item: item[0]):
        if (place is not None and not called(where, (place,))) or (year is not None and when != year):
            continue
        answer = answers.get((where, when + 1))
        if answer is None:
            missing.append(f"{document.place or where} {when + 1} 年报告")
        else:
            out.append((document, answer))
    if not out:
        raise TextkitError("没有可以前后对照的两年报告", hint="；".join(missing) or "请给出同一个地方前后两年的报告")
    return out, missing


def one_report_each(documents: Sequence[Document]) -> dict[tuple[str, int], Document]:
    """One report per place and year: a work report before others, then the longest."""
    out: dict[tuple[str, int], Document] = {}
    for document in documents:
        if not document.place or document.work_year is None:
            continue
        key = (document.place, document.work_year)
        known = out.get(key)
        if known is None or _weight(document) > _weight(known):
            out[key] = document
    return out


def _weight(document: Document) -> tuple[bool, int]:
    return document.doc_type == "work_report", len(document.text)


def base_year(earlier: Document, later: Document) -> int | None:
    """The year whose work is meant: that of the earlier of two reports."""
    if earlier.work_year is not None:
        return earlier.work_year
    return later.work_year - 1 if later.work_year is not None else None


def place_of(earlier: Document, later: Document) -> str | None:
    """The place of two reports that answer each other."""
    return earlier.place or later.place


def pair_note(matched: Sequence[tuple[Document, Document]]) -> str:
    """The denominator of what rests on pairs of reports: 依据 1 对报告：云岫市砚川县2023."""
    return f"依据 {len(matched)} 对报告：" + "、".join(f"{place_of(a, b) or '（地名不详）'}{base_year(a, b) or ''}" for a, b in matched)
