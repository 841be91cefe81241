"""Where a word stands: the sentence around it, as written, with its places in clean text and source."""

from __future__ import annotations

import re
from typing import Any

import numpy as np
from numpy.typing import NDArray

from textkit.compare.passages import Passage
from textkit.corpus.tables import section_at, section_path
from textkit.corpus.words.counting import Words
from textkit.model import Document

__all__ = ["EVIDENCE", "evidence", "evidence_labels", "passage_of", "sentence"]

EVIDENCE = {"quote": "例句", "document_id": "文档编号", "path": "文件", "section_path": "章节", "source_start": "原文起", "source_end": "原文止"}
"""The columns that lead a row back to its source, with their headings; those of a second side carry a suffix."""

_STOP = re.compile(r"[。；！？\n]")
_WIDE = 60


def evidence_labels(whose: str = "", suffix: str = "") -> dict[str, str]:
    """The headings of the columns with a suffix: 甲文件 for ``path_one`` of 甲."""
    return {f"{name}{suffix}": f"{whose}{label}" for name, label in EVIDENCE.items()}


def sentence(document: Document, start: int, end: int) -> Passage:
    """The sentence around ``[start, end)``, at most 60 characters to either side of it."""
    text = document.text
    low = max(0, start - _WIDE)
    for stop in _STOP.finditer(text, low, start):
        low = stop.end()
    found = _STOP.search(text, end)
    high = min(len(text), end + _WIDE, found.end() if found else len(text))
    while low < start and text[low].isspace():
        low += 1
    while high > end and text[high - 1].isspace():
        high -= 1
    return Passage(document, low, high)


def passage_of(where: Passage, suffix: str = "") -> dict[str, Any]:
    """The columns of :data:`EVIDENCE` for a passage."""
    document = where.document
    section = section_at(document, where.span.start)
    values = (where.quote, document.id, document.source.path, section_path(document, section) or None, *where.source)
    return {f"{name}{suffix}": value for name, value in zip(EVIDENCE, values, strict=True)}


def evidence(words: Words, term: str, among: NDArray[np.bool_], suffix: str = "") -> dict[str, Any]:
    """Where, in the units that ``among`` marks, the term stands most often: the sentence of its first place there; empty cells where nowhere."""
    row = words.most(term, among)
    if row is None:
        return {f"{name}{suffix}": None for name in EVIDENCE}
    span = words.first(row, term)
    assert span is not None                        # its count is above 0
    return passage_of(sentence(words.units[row].document, *span), suffix)
