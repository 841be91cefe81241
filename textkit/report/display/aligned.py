"""Two wordings of one thing side by side: what both have as it is, what differs marked on either side."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from html import escape
from typing import Any

from textkit.model import TextkitError
from textkit.report.display.look import Shown, fragment
from textkit.report.display.passages import Passage, Passages, passage_html, same_pieces
from textkit.report.display.results import foot, headings_of
from textkit.report.display.values import value_text

__all__ = ["aligned_html"]

Row = Mapping[str, Any]


def aligned_html(result: Any, where: Mapping[str, Any], *, most: int = 10, lang: str = "zh") -> Shown:
    """The two passages of each row of ``result`` that has the values ``where`` (column → value), at most ``most`` rows.

    A result whose rows have one passage each is set side by side by its column ``alike``: rows with one value of it are wordings of
    one thing, each beside the first. Raises TextkitError where the result has neither, for other columns, and where no row is left.
    """
    if not result.paired and not result.alike:
        raise TextkitError(f"“{result.title}”不是两份文字的对照", hint="能左右对照的有历年任务、任务报告情况、目标完成情况、文字重复、两稿对照、各地任务")
    unknown = [name for name in where if name not in result.columns]
    if unknown:
        raise TextkitError(f"没有列 {'、'.join(unknown)}", hint=f"有：{'、'.join(result.columns)}")
    headings = headings_of(result, lang)
    passages = Passages(result.columns, result.passages, headings, result.documents)
    rows = [row for row in result.rows if all(row.get(name) == value for name, value in where.items())]
    pairs = list(_beside(rows, passages, result.alike) if result.alike else _within(rows, passages))
    if not pairs:
        asked = "、".join(f"{name}={value}" for name, value in where.items())
        raise TextkitError(f"没有可以对照的行（{asked}）" if asked else "没有可以对照的行", hint="看看 .table 里有哪些值")
    about = [name for name in result.shown if name in result.columns and name not in passages.columns]
    body = "".join(_pair(row, one, other, passages, about, headings, lang) for row, one, other in pairs[:most])
    cut = f"<p>共 {len(pairs)} 对，这里是前 {most} 对" + "（most= 可改）</p>" if len(pairs) > most else ""
    return fragment(f"<h4>{escape(result.title)}</h4>{body}{cut}{foot(result.notes, result.documents, result.options, lang)}", "passages", lang=lang)


def _within(rows: Sequence[Row], passages: Passages) -> Iterator[tuple[Row, Passage, Passage]]:
    for row in rows:
        found = passages.of(row)
        if len(found) == 2:
            yield row, found[0], found[1]


def _beside(rows: Sequence[Row], passages: Passages, alike: str) -> Iterator[tuple[Row, Passage, Passage]]:
    """Each row beside the first that has the same value of ``alike``."""
    first: dict[Any, Passage] = {}
    for row in rows:
        found = passages.of(row)
        if found and row.get(alike) is not None:
            if row[alike] in first:
                yield row, first[row[alike]], found[0]
            else:
                first[row[alike]] = found[0]


def _pair(row: Row, one: Passage, other: Passage, passages: Passages, about: Sequence[str], headings: Mapping[str, str], lang: str) -> str:
    told = [(headings.get(name, name), value_text(name, row.get(name), lang)) for name in about]
    head = "　".join(f"{escape(name)} <b>{escape(value)}</b>" for name, value in told if value)
    same = same_pieces(row, one.quote, other.quote)
    return (f'<div class="tk-pair"><p class="tk-about">{head}</p><div class="tk-sides">{passage_html(passages, one, lang, same[0], _who(one))}'
            f"{passage_html(passages, other, lang, same[1], _who(other))}</div></div>")


def _who(passage: Passage) -> str:
    """Place and year of the document that a passage stands in; the heading of its column where those are not known."""
    document = passage.document
    parts = [str(part) for part in (document.place, document.work_year) if part] if document else []
    return " ".join(parts) or passage.heading
