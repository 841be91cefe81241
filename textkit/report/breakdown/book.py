"""The task table as a workbook that an office can read, filter, print, fill in and hand on."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from pathlib import Path

from openpyxl import Workbook

from textkit.model import Document
from textkit.report.breakdown.grouping import flat, grouped
from textkit.report.breakdown.options import BACK, Options
from textkit.report.breakdown.rows import collected
from textkit.report.breakdown.sheet import put_grid
from textkit.report.files import CREATOR, write
from textkit.report.labels import word
from textkit.report.rows import COLUMNS, documents_of, one_line
from textkit.report.workbook import put_sources

__all__ = ["SHEET", "remarks", "title_of", "write_book"]

#: The usual columns of a grouped sheet.
SHEET = ("number", "task", "targets", "lead", "others", "deadline", "line", "due", "task_id")


def title_of(documents: Sequence[Document], options: Options, lang: str) -> str:
    """The title of the table: as chosen, else after the one document, else plain."""
    if options.title is not None:
        return options.title
    name = one_line(documents[0].title or "").strip("《》") if len(documents) == 1 else ""
    table = word("sheet.supervision" if options.supervision else "sheet.tasks", lang)
    if not name:
        return table
    return f"《{name}》{table}" if lang == "zh" else f"{name}: {table}"


def remarks(omitted: int, options: Options, lang: str) -> tuple[str, ...]:
    """What the table leaves out, and how proposals are to be read."""
    out = []
    if omitted:
        out.append(word("remark.overall", lang).format(omitted))
    if options.proposed:
        out.append(word("remark.proposed", lang))
    return tuple(out)


def write_book(corpus: Document | Iterable[Document], path: Path, options: Options, lang: str, overwrite: bool) -> None:
    """Write the sheets 任务分解表, 按章节, 按单位 (按时限) and 来源; a Corpus also gives its options and what failed."""
    documents = documents_of(corpus)
    rows, omitted = collected(documents, options, lang)
    every, _ = collected(documents, replace(options, overall=True, rows="tasks"), lang, goals=False)
    below = remarks(omitted, options, lang)
    names = options.chosen(*SHEET)
    book = Workbook()
    first = book.active
    assert first is not None             # a new workbook has a sheet
    first.title = word("sheet.tasks", lang)
    whole = (*options.columns, *(name for name in COLUMNS if name in BACK and name not in options.columns)) if options.columns else options.chosen(*COLUMNS)
    put_grid(first, flat(every, whole, lang), heading=title_of(documents, options, lang))
    groups = ("section", "unit") if options.group != "deadline" else ("section", "unit", "deadline")
    for group in groups:
        title = title_of(documents, options, lang) + f"（{word(f'sheet.{group}', lang)}）"
        grid = grouped(rows, names, options, group=group, title=title, lang=lang, remarks=below)
        put_grid(book.create_sheet(word(f"sheet.{group}", lang)), grid)
    if options.group != "section":       # the sheet that was asked for is the one that opens
        book.active = groups.index(options.group) + 1
    put_sources(book.create_sheet(word("sheet.sources", lang)), documents, corpus, lang, given=options.given(), notes=below)
    book.properties.creator = CREATOR
    book.properties.lastModifiedBy = CREATOR
    book.properties.title = word("sheet.tasks", lang)
    write(path, lambda to: book.save(to), overwrite=overwrite)

