"""Keyword in context: every place where a word or pattern stands, with what is around it and the document's variables."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import chain
from typing import TYPE_CHECKING, Any

from textkit.corpus.tables import section_path
from textkit.corpus.words.policy_terms import PolicyTerms
from textkit.model import Document, Span, TextkitError

if TYPE_CHECKING:
    import pandas as pd

__all__ = ["COLUMNS", "concordance", "kwic"]

COLUMNS = ("place", "work_year", "doc_type", "left", "keyword", "right", "quote", "section_path", "document_id", "path", "start", "end",
           "source_start", "source_end", "source_place")
"""The columns before the document's own variables. The quote is the slice of the source that the keyword comes from."""


def concordance(documents: Iterable[Document], words: str | Sequence[str], *, window: int = 20, regex: bool = False) -> Iterator[dict[str, Any]]:
    """One row per place, in reading order; see :func:`kwic`."""
    several = [words] if isinstance(words, str) else list(words)
    if not several or not all(word.strip() for word in several):
        raise TextkitError("没有要查的词", hint="请给出一个词、几个词，或一个正则表达式（regex=True）")
    if window < 0:
        raise TextkitError(f"上下文字数不能是负数：{window}")
    find = _patterns(several) if regex else _plain(several)
    return chain.from_iterable(_rows(document, find(document.text), window) for document in documents)


def _plain(words: Sequence[str]) -> Callable[[str], list[Span]]:
    """Words as they are written, found as policy terms are: whatever their width, case and the quotation marks inside them."""
    terms = PolicyTerms((), words)
    return lambda text: [Span(found.start, found.end) for found in terms.find(text)]


def _patterns(patterns: Sequence[str]) -> Callable[[str], list[Span]]:
    try:
        compiled = re.compile("|".join(f"(?:{pattern})" for pattern in patterns))
    except re.error as error:
        raise TextkitError(f"不是合法的正则表达式：{'、'.join(patterns)}（{error}）") from error

    def find(text: str) -> list[Span]:
        return [Span(m.start(), m.end()) for m in compiled.finditer(text) if m[0]]

    return find


def _rows(document: Document, spans: Sequence[Span], window: int) -> Iterator[dict[str, Any]]:
    text = document.text
    at = 0
    for start, end in spans:
        low, high = max(0, start - window), min(len(text), end + window)
        while at < len(document.segments) and document.segments[at].span.end <= start:
            at += 1
        inside = at < len(document.segments) and document.segments[at].span.start <= start
        source = document.source_span(start, end)
        yield {
            "place": document.place, "work_year": document.work_year, "doc_type": document.doc_type,
            "left": _line(text[low:start]), "keyword": text[start:end], "right": _line(text[end:high]),
            "quote": source.of(document.source.text), "section_path": section_path(document, document.segments[at].section) if inside else "",
            "document_id": document.id, "path": document.source.path, "start": start, "end": end,
            "source_start": source.start, "source_end": source.end, "source_place": document.source.place(source.start), **document.docvars,
        }


def _line(text: str) -> str:
    return re.sub(r"\s*\n\s*", "／", text)


def kwic(documents: Iterable[Document], words: str | Sequence[str], *, window: int = 20, regex: bool = False) -> pd.DataFrame:
    """Every place of ``words`` as a DataFrame: :data:`COLUMNS`, then the docvars. Positions are half-open.

    ``words`` is one word or several, found as they are written, quotation marks inside them apart (放管服 finds “放管服”);
    with ``regex`` they are regular expressions. ``window`` is the context on each side in characters; ／ is a line's end.
    Raises TextkitError where there is nothing to look for. ``corpus.kwic("法律七进")``
    """
    import pandas as pd

    rows = list(concordance(documents, words, window=window, regex=regex))
    extra = list(dict.fromkeys(key for row in rows for key in row if key not in COLUMNS))
    return pd.DataFrame(rows, columns=[*COLUMNS, *extra])
