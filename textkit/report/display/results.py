"""Results and tables in a notebook: readable columns first, every row opens to the passages that it rests on."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from html import escape
from typing import TYPE_CHECKING, Any

from textkit.model import Document, TextkitError
from textkit.report.codes import HEADINGS
from textkit.report.display.grid import MOST, grid_html
from textkit.report.display.look import Shown, fragment
from textkit.report.display.passages import Passages, passage_html, same_pieces
from textkit.report.display.values import fields_of, is_missing, value_text
from textkit.report.labels import words
from textkit.report.provenance import version

if TYPE_CHECKING:
    import pandas as pd

__all__ = ["foot", "frame_html", "headings_of", "result_html", "rows_html"]

#: Columns that nobody reads first: a table without a choice of its own shows them when a row is opened.
_BEHIND = {"document_id", "task_id", "start", "end", "source_start", "source_end", "sha256", "encoding", "rule", "place_code", "section", "parent",
           "quote", "source_place", "deadline_start", "deadline_end", "segment", "item", "object", "items", "path", "section_path", "edits", "document",
           "deadline_rule", "others_texts"}
#: Columns that are read first, in this order, where a table has them.
_BEFORE = ("place", "year", "work_year", "title", "doc_type", "term", "keyword", "function", "text", "name", "role", "indicator", "lead", "others",
           "deadline", "targets")
LONG = 40                                # characters from which a value has a line of its own
FILES = 3                                # files that the line of provenance names


def headings_of(result: Any, lang: str) -> Mapping[str, str]:
    """Column → heading: the Chinese labels, in English the names of the columns."""
    return result.labels if words(lang) == 0 else {}


def result_html(result: Any, *, columns: Sequence[str] = (), rows: int | None = None, lang: str | None = None) -> Shown:
    """A result (rows, columns, labels, notes, documents) as a table. ``columns`` and ``rows`` choose what is shown; without ``lang`` it
    speaks the result's own language, else Chinese.

    Raises TextkitError for a column that the result does not have.
    """
    lang = lang or str(getattr(result, "lang", "zh"))
    headings = headings_of(result, lang)
    names = _chosen(columns, result.columns) or _filled([n for n in result.shown if n in result.columns] or result.columns, result.rows)
    passages = Passages(result.columns, result.passages, headings, result.documents)
    return rows_html(result.title, names, result.columns, result.rows, passages, headings, lang, most=rows, paired=result.paired,
                  below=foot(result.notes, result.documents, result.options, lang))


def frame_html(table: pd.DataFrame, *, columns: Sequence[str] = (), rows: int | None = None, lang: str = "zh", title: str = "",
               documents: Iterable[Document] = (), headings: Mapping[str, str] | None = None) -> Shown:
    """A DataFrame as a table, best one of textkit's, whose columns have Chinese headings. Of ``documents`` come the passages' sentences."""
    every = [str(name) for name in table.columns]
    known = {} if words(lang) else {**HEADINGS, **(headings or {})}
    most = MOST if rows is None else rows
    records = [dict(zip(every, values, strict=True)) for values in table.head(most).itertuples(index=False, name=None)]
    names = _chosen(columns, every) or _filled(_readable(every), records)
    passages = Passages(every, {"quote": "{}"}, known, documents)
    return rows_html(title, names, every, records, passages, known, lang, most=rows, total=len(table))


def rows_html(title: str, names: Sequence[str], every: Sequence[str], rows: Sequence[Mapping[str, Any]], passages: Passages, headings: Mapping[str, str],
           lang: str, *, most: int | None = None, paired: bool = False, total: int | None = None, below: str = "") -> Shown:
    """The columns ``names`` of ``rows``, each of which opens to its passages and to what else it holds of ``every`` column."""
    most = MOST if most is None else most
    fields = fields_of(names, list(rows[:most]), headings, lang, known=every)
    rest = [name for name in every if name not in names and name not in passages.columns and name.removesuffix("_name") not in names]

    def more(row: Mapping[str, Any]) -> str:
        return opened(passages, row, lang, paired) + _fields(rest, row, headings, lang)

    table = grid_html(fields, rows, more if rest or passages.columns else None, total=len(rows) if total is None else total,
                      label=title or "textkit", lang=lang, most=most)
    heading = f"<h4>{escape(title)}</h4>" if title else ""
    return fragment(f"{heading}{table}{below}", "table", "passages", script=True, lang=lang)


def opened(passages: Passages, row: Mapping[str, Any], lang: str, paired: bool) -> str:
    """The passages of a row side by side; of two that say one thing, with what differs marked."""
    found = passages.of(row)
    if not found:
        return ""
    if paired and len(found) == 2:
        one, other = found
        same = same_pieces(row, one.quote, other.quote)
        sides = passage_html(passages, one, lang, same[0]) + passage_html(passages, other, lang, same[1])
    else:
        sides = "".join(passage_html(passages, passage, lang) for passage in found)
    return f'<div class="tk-sides">{sides}</div>'


def _fields(names: Sequence[str], row: Mapping[str, Any], headings: Mapping[str, str], lang: str) -> str:
    """What else a row holds, as a list of headings and values."""
    told = [(headings.get(name, name), value_text(name, row.get(name), lang)) for name in names]
    parts = "".join(f"<div{' class=long' if len(value) > LONG else ''}><dt>{escape(name)}</dt><dd>{escape(value)}</dd></div>"
                    for name, value in told if value)
    return f'<dl class="tk-fields">{parts}</dl>' if parts else ""


def foot(notes: Sequence[str], documents: Sequence[Document], options: Mapping[str, Any], lang: str) -> str:
    """What a table rests on, and where it comes from: notes, then version, files and options."""
    said = "".join(f'<p class="tk-note">{escape(note)}</p>' for note in notes)
    files = list(dict.fromkeys(document.source.path for document in documents))
    chinese = words(lang) == 0
    parts = [f"textkit {version()}"]
    if files:
        named = ("、" if chinese else ", ").join(files[:FILES])
        many = (f" 等 {len(files)} 个文件" if chinese else f" and {len(files) - FILES} more files") if len(files) > FILES else ""
        parts.append(named + many)
    parts += [f"{name}={value}" for name, value in options.items() if value not in (None, "", ())]
    return f'<div class="tk-foot">{said}<p>{escape(" · ".join(parts))}</p></div>'


def _chosen(columns: Sequence[str], there: Sequence[str]) -> list[str]:
    missing = [name for name in columns if name not in there]
    if missing:
        raise TextkitError(f"没有列 {'、'.join(missing)}", hint=f"有：{'、'.join(map(str, there))}")
    return list(columns)


def _filled(names: Sequence[str], rows: Sequence[Mapping[str, Any]]) -> list[str]:
    """Those of the columns in which any row holds something."""
    return [name for name in names if not rows or any(not is_missing(row.get(name)) for row in rows)]


def _readable(every: Sequence[str]) -> list[str]:
    """The columns of a table that are worth a place in the row: what is read first, then the others in their order."""
    first = [name for name in _BEFORE if name in every]
    rest = [name for name in every if name not in first and name not in _BEHIND]
    return [*first, *rest] or list(every)
