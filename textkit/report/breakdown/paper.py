"""A grid as a table on a page, and the task table as a Word file."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import Any

from docx.enum.table import WD_CELL_VERTICAL_ALIGNMENT, WD_TABLE_ALIGNMENT
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Pt, RGBColor

from textkit.model import Document
from textkit.report.breakdown.book import remarks, title_of
from textkit.report.breakdown.grid import Band, Grid
from textkit.report.breakdown.grouping import grouped
from textkit.report.breakdown.options import Options
from textkit.report.breakdown.page import CONTROL, Page, set_font
from textkit.report.breakdown.rows import collected
from textkit.report.provenance import sources, version
from textkit.report.rows import documents_of

__all__ = ["PAPER", "put_table", "write_paper"]

#: The usual columns on paper, and how many half-width characters of columns a page upright has room for.
PAPER = ("number", "task", "lead", "others", "deadline")
_UPRIGHT = 110
_SIZE, _SMALL = Pt(12), Pt(10.5)         # 小四, 五号
_ORANGE = RGBColor(0xB4, 0x53, 0x09)


def put_table(page: Page, grid: Grid) -> None:
    """The grid as a table as wide as the type area: head repeated on every page, bands merged, no row torn apart."""
    table = page.document.add_table(rows=1, cols=len(grid.columns))
    table.style = "Table Grid"
    table.alignment = WD_TABLE_ALIGNMENT.CENTER
    table.autofit = False
    small = _SMALL if sum(column.width for column in grid.columns) > _UPRIGHT * 1.2 else _SIZE
    widths = _widths(page, grid)
    for cell, column in zip(table.rows[0].cells, grid.columns, strict=True):
        _fill(cell, column.heading, "head", small, centred=True)
    _mark_row(table.rows[0], "w:tblHeader")
    for entry in grid.entries:
        row = table.add_row()
        _mark_row(row, "w:cantSplit")
        if isinstance(entry, Band):
            cell = row.cells[0].merge(row.cells[-1])
            _fill(cell, entry.text, "head" if entry.level == 1 else "subhead", small)
            cell.paragraphs[0].paragraph_format.keep_with_next = True
            continue
        for cell, column, value in zip(row.cells, grid.columns, entry.values, strict=True):
            centred = column.centred or len(str(value)) <= 4
            _fill(cell, str(value), "text", small, centred=centred, proposed=column.name in entry.marked)
    for row in table.rows:
        for cell, width in zip(row.cells, widths, strict=False):
            if cell._tc.grid_span == 1:
                cell.width = width
    for grid_column, width in zip(table.columns, widths, strict=True):
        grid_column.width = width


def _widths(page: Page, grid: Grid) -> list[Any]:
    total = sum(column.width for column in grid.columns)
    return [int(page.width * column.width / total) for column in grid.columns]


def _mark_row(row: Any, tag: str) -> None:
    row._tr.get_or_add_trPr().append(OxmlElement(tag))


def _fill(cell: Any, text: str, role: str, size: Any, *, centred: bool = False, proposed: bool = False) -> None:
    cell.vertical_alignment = WD_CELL_VERTICAL_ALIGNMENT.CENTER
    paragraph = cell.paragraphs[0]
    paragraph.paragraph_format.space_before = paragraph.paragraph_format.space_after = Pt(1)
    paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER if centred else WD_ALIGN_PARAGRAPH.LEFT
    run = paragraph.add_run(text.translate(CONTROL))
    set_font(run, role, size)
    if proposed:
        run.font.italic, run.font.color.rgb = True, _ORANGE
        shade = OxmlElement("w:shd")
        for name, value in (("val", "clear"), ("color", "auto"), ("fill", "FFF7DB")):
            shade.set(qn(f"w:{name}"), value)
        cell._tc.get_or_add_tcPr().append(shade)


def write_paper(corpus: Document | Iterable[Document], path: Path, options: Options, lang: str, overwrite: bool) -> None:
    """Write the task table as .docx: title, table grouped as the options say, remarks and sources under it."""
    documents = documents_of(corpus)
    rows, omitted = collected(documents, options, lang)
    title = title_of(documents, options, lang)
    grid = grouped(rows, options.chosen(*PAPER), options, group=options.group, title=title, lang=lang,
                   remarks=remarks(omitted, options, lang))
    page = Page(across=sum(column.width for column in grid.columns) > _UPRIGHT)
    page.title(title)
    put_table(page, grid)
    files = [f"{record['path']}（sha256 {record['sha256'][:12]}）" for record in sources(documents)]
    shown = files if len(files) <= 5 else [*files[:5], f"等 {len(files)} 个文件" if lang == "zh" else f"{len(files)} files"]
    for remark in (*grid.remarks, f"textkit {version()}：{'；'.join(shown)}"):
        paragraph = page.document.add_paragraph()
        set_font(paragraph.add_run(remark), "text", Pt(9))
        paragraph.paragraph_format.space_before = paragraph.paragraph_format.space_after = Pt(2)
    page.save(path, title, overwrite)
