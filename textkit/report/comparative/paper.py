"""The report as a Word file: headings that Word knows, a table of contents, figures as pictures, the telling rows of each table."""

from __future__ import annotations

import io
import re
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from docx.enum.table import WD_TABLE_ALIGNMENT
from docx.enum.text import WD_ALIGN_PARAGRAPH, WD_BREAK
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Emu, Mm, Pt, RGBColor

from textkit.report.breakdown.page import CONTROL, FONTS, Page, set_font
from textkit.report.comparative.model import Column, Kind, Matrix, Passage, Picture, Report, Section, Table
from textkit.report.files import CREATOR
from textkit.report.labels import words
from textkit.report.rows import one_line

__all__ = ["save_paper"]

_ACCENT, _SOFT = RGBColor(0x14, 0x50, 0x7D), RGBColor(0x4C, 0x54, 0x5D)
_BODY, _NOTE, _CELL = Pt(11), Pt(9), Pt(8.5)
_MARGIN = Mm(25)
_HEIGHT = Mm(205)                        # of a picture, at most
_QUOTE, _NOTES, _CELL_TEXT = 90, 6, 60   # characters of a quote, notes of a section, characters of any other cell
_WEIGHTS = {"quote": 4.2, "text": 1.7, "units": 2.0, "themes": 1.6, "place": 1.5, "number": 1.2, "share": 1.2, "year": 1.1}
_ACROSS, _DOWN = 9, 40                   # columns and rows of a matrix
_BAD = re.compile("[\ud800-\udfff\ufffe\uffff]")


class _Paper:
    """A Word file in the making, in one language."""

    def __init__(self, report: Report) -> None:
        self.report, self._which = report, words(report.lang)
        self._page = Page()
        self.document = self._page.document
        section = self.document.sections[0]
        section.left_margin = section.right_margin = section.top_margin = section.bottom_margin = _MARGIN
        section.footer_distance = Mm(12)
        self._width = Mm(210) - 2 * _MARGIN
        self._styles()

    def say(self, zh: str, en: str) -> str:
        return (zh, en)[self._which]

    def _styles(self) -> None:
        styles = self.document.styles
        normal = styles["Normal"]
        normal.font.size = _BODY
        normal.paragraph_format.space_after, normal.paragraph_format.line_spacing = Pt(4), 1.4
        for level, size in ((1, Pt(16)), (2, Pt(12.5))):
            style = styles[f"Heading {level}"]
            style.font.name, style.font.size, style.font.bold, style.font.color.rgb = FONTS["head"][0], size, False, _ACCENT if level == 1 else RGBColor(0, 0, 0)
            fonts = style.element.get_or_add_rPr().get_or_add_rFonts()
            for name in list(fonts.attrib):
                del fonts.attrib[name]
            for name in ("w:ascii", "w:hAnsi", "w:eastAsia"):
                fonts.set(qn(name), FONTS["head"][0])
            style.paragraph_format.space_before, style.paragraph_format.space_after = Pt(18 if level == 1 else 10), Pt(5)
            style.paragraph_format.keep_with_next = True

    # -------------------------------------------------------------- paragraphs
    def text(self, text: str, size: Any = _BODY, *, style: str | None = None, colour: RGBColor | None = None, bold: bool = False, role: str = "text") -> Any:
        paragraph = self.document.add_paragraph(style=style)
        run = paragraph.add_run(_clean(text))
        set_font(run, role, size, bold=bold)
        if colour is not None:
            run.font.color.rgb = colour
        return paragraph

    def heading(self, text: str, level: int) -> None:
        self.document.add_heading(_clean(text), level)

    def finding(self, sentence: str, basis: str) -> None:
        paragraph = self.text(sentence, style="List Bullet")
        paragraph.paragraph_format.space_after = Pt(2)
        paragraph.add_run().add_break(WD_BREAK.LINE)
        run = paragraph.add_run(_clean(basis))
        set_font(run, "text", _NOTE)
        run.font.color.rgb = _SOFT

    def front(self) -> None:
        """Title, what it was made from, and the contents, which Word fills when it opens the file or is asked to (F9)."""
        title = self.text(self.report.title, Pt(22), role="title")
        title.alignment = WD_ALIGN_PARAGRAPH.CENTER
        title.paragraph_format.space_before, title.paragraph_format.space_after = Pt(30), Pt(10)
        made = self.text(f"{self.report.made[0][1]} · " + self.say(f"{len(self.report.documents)} 份文件", f"{len(self.report.documents)} documents"), _NOTE, colour=_SOFT)
        made.alignment = WD_ALIGN_PARAGRAPH.CENTER
        self.text(self.say("目录", "Contents"), Pt(12.5), role="head")
        self._contents()
        self.document.add_paragraph().add_run().add_break(WD_BREAK.PAGE)

    def _contents(self) -> None:
        """A TOC field that already holds the titles, so that a program that does not fill fields shows them too."""
        titles = [self.say("概览", "Overview"), *(f"{n} {section.title}" for n, section in enumerate(self.report.sections, 1))]
        first = self.document.add_paragraph()
        _field(first, "begin", dirty=True)
        instruction = OxmlElement("w:instrText")
        instruction.set(qn("xml:space"), "preserve")
        instruction.text = r' TOC \o "1-1" \h \z \u '
        first.add_run()._element.append(instruction)
        _field(first, "separate")
        paragraph = first
        for number, title in enumerate(titles):
            if number:
                paragraph = self.document.add_paragraph()
            paragraph.paragraph_format.space_after = Pt(1)
            set_font(paragraph.add_run(_clean(title)), "text", _BODY)
        _field(paragraph, "end")

    # -------------------------------------------------------------- sections
    def overview(self) -> None:
        self.heading(self.say("概览", "Overview"), 1)
        cards = self.report.cards
        table = self.document.add_table(rows=2, cols=len(cards))
        table.alignment = WD_TABLE_ALIGNMENT.CENTER
        for at, (number, of, more) in enumerate(cards):
            for row, (words_, size, role, colour) in enumerate(((f"{number} {of}", Pt(13), "head", _ACCENT), (more, _NOTE, "text", _SOFT))):
                paragraph = table.cell(row, at).paragraphs[0]
                paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER
                run = paragraph.add_run(_clean(words_))
                set_font(run, role, size)
                run.font.color.rgb = colour
        self.heading(self.say("主要发现", "Key findings"), 2)
        for _, finding in self.report.key:
            self.finding(*finding)

    def section(self, number: int, section: Section) -> None:
        self.heading(f"{number} {section.title}", 1)
        self.text(section.lead, colour=_SOFT)
        if section.problem:
            self.text(self.say("这一节做不出来：", "This section cannot be made: ") + section.problem, bold=True)
            return
        for finding in section.findings:
            self.finding(*finding)
        for text in section.paragraphs:
            self.text(text, style="List Number")
        for picture in section.figures:
            self.picture(picture)
        if not section.figures:
            for chart in section.charts:
                if isinstance(chart, Matrix):
                    self.matrix(chart)
        for table in section.tables:
            self.table(table)
        notes = section.notes[:_NOTES]
        for note in notes:
            self.text(note if len(note) <= 300 else f"{note[:300]}……" + self.say("（全文见工作簿的“说明”）", " (in full in the workbook)"), _NOTE, colour=_SOFT)
        if len(section.notes) > len(notes):
            self.text(self.say(f"另有 {len(section.notes) - len(notes)} 条说明，见工作簿。", f"{len(section.notes) - len(notes)} more notes are in the workbook."), _NOTE, colour=_SOFT)

    def picture(self, picture: Picture) -> None:
        """A figure with its caption under it; one that cannot be drawn leaves its reason."""
        try:
            fig, _ = picture.draw()
        except Exception as error:       # the words around it still stand; a figure that fails is named in its place
            self.text(f"{picture.caption}：" + self.say(f"画不出来（{error}）", f"cannot be drawn ({error})"), _NOTE, colour=_SOFT)
            return
        held = io.BytesIO()
        fig.savefig(held, format="png", dpi=170, metadata={"Software": CREATOR})
        held.seek(0)
        if pyplot := sys.modules.get("matplotlib.pyplot"):
            pyplot.close(fig)                     # in a notebook the figure is pyplot's, which would show it below the cell
        paragraph = self.document.add_paragraph()
        paragraph.alignment, paragraph.paragraph_format.keep_with_next = WD_ALIGN_PARAGRAPH.CENTER, True
        shape = paragraph.add_run().add_picture(held)
        scale = min(self._width / shape.width, _HEIGHT / shape.height, 1.0)
        shape.width, shape.height = Emu(int(shape.width * scale)), Emu(int(shape.height * scale))
        about = shape._inline.docPr
        about.set("descr", _clean(picture.alt)[:1000])
        about.set("title", _clean(picture.caption))
        caption = self.text(picture.caption, _NOTE, style="Caption", colour=_SOFT)
        caption.alignment = WD_ALIGN_PARAGRAPH.CENTER

    def table(self, table: Table) -> None:
        """The telling rows in the brief columns, with a word on where the others are."""
        columns = [(at, column) for at, column in enumerate(table.columns) if column.brief]
        if not table.telling or not columns:
            return
        self.heading(table.title, 2)
        if len(table.telling) < len(table.rows):
            self.text(self.say(f"选列 {len(table.telling)} 行，全部 {len(table.rows)} 行见 数据.xlsx 和网页。",
                               f"{len(table.telling)} rows chosen; all {len(table.rows)} are in data.xlsx and on the page."), _NOTE, colour=_SOFT)
        grid = self.document.add_table(rows=1, cols=len(columns))
        kinds = [column.kind for _, column in columns]
        self._row(grid.rows[0], [column.label for _, column in columns], kinds, head=True)
        for number in table.telling:
            row = grid.add_row()
            self._row(row, [self._words(column, table.rows[number][at]) for at, column in columns], kinds)
        self._finish(grid, [_WEIGHTS[column.kind] for _, column in columns])

    def matrix(self, matrix: Matrix) -> None:
        """What the first measure of a matrix says, as a table; long ones are cut, with a word on where the rest is."""
        self.heading(f"{matrix.title}：{matrix.measures[0].label}" if self._which == 0 else f"{matrix.title}: {matrix.measures[0].label}", 2)
        columns = matrix.columns[-_ACROSS:]
        grid = self.document.add_table(rows=1, cols=len(columns) + 1)
        kinds: list[Kind] = ["text" if at == 0 else "number" for at in range(len(columns) + 1)]
        self._row(grid.rows[0], ["", *columns], kinds, head=True)
        for name, words_ in list(zip(matrix.rows, matrix.measures[0].words, strict=True))[:_DOWN]:
            self._row(grid.add_row(), [name, *words_[-_ACROSS:]], kinds)
        self._finish(grid, [2.0, *([1.0] * len(columns))])
        if len(matrix.rows) > _DOWN or len(matrix.columns) > _ACROSS:
            self.text(self.say(f"只列前 {_DOWN} 行、后 {_ACROSS} 列，全部见网页。", f"At most {_DOWN} rows and {_ACROSS} columns; all are on the page."), _NOTE, colour=_SOFT)

    def _finish(self, grid: Any, weights: Sequence[float]) -> None:
        """Rules above and below, hair lines between the rows, none upright; columns as wide as their weights."""
        grid.alignment, grid.autofit = WD_TABLE_ALIGNMENT.CENTER, False
        borders = OxmlElement("w:tblBorders")
        for side, size, colour in (("top", 8, "1B1F24"), ("bottom", 8, "1B1F24"), ("insideH", 2, "BFC5CA")):
            line = OxmlElement(f"w:{side}")
            for name, value in (("val", "single"), ("sz", str(size)), ("space", "0"), ("color", colour)):
                line.set(qn(f"w:{name}"), value)
            borders.append(line)
        grid._tbl.tblPr.append(borders)
        whole = sum(weights)
        widths = [int(self._width * weight / whole) for weight in weights]
        for row in grid.rows:
            for cell, width in zip(row.cells, widths, strict=True):
                cell.width = width
        for column, width in zip(grid.columns, widths, strict=True):
            column.width = width
        self.text("", Pt(4))

    def _row(self, row: Any, values: Sequence[str], kinds: Sequence[Kind], *, head: bool = False) -> None:
        properties = row._tr.get_or_add_trPr()
        properties.append(OxmlElement("w:cantSplit"))
        if head:
            properties.append(OxmlElement("w:tblHeader"))
        for cell, value, kind in zip(row.cells, values, kinds, strict=True):
            paragraph = cell.paragraphs[0]
            paragraph.paragraph_format.space_after, paragraph.paragraph_format.line_spacing = Pt(0), 1.15
            if kind in ("number", "share", "year"):
                paragraph.alignment = WD_ALIGN_PARAGRAPH.RIGHT
            set_font(paragraph.add_run(_clean(value)), "head" if head else "text", _CELL)

    def _words(self, column: Column, value: Any) -> str:
        if value is None:
            return ""
        if isinstance(value, Passage):
            return _cut(one_line(value.words if value.words is not None else self.report.documents[value.document].source.text[value.start:value.end]), _QUOTE)
        if isinstance(value, tuple):
            return _cut("、".join(value), _CELL_TEXT)
        if column.kind == "share":
            return f"{value:.1%}"
        if column.kind == "place":
            return self.report.short(value)
        return f"{value:.4g}" if isinstance(value, float) else _cut(str(value), _CELL_TEXT)

    def save(self, path: Path) -> None:
        about = self.document.core_properties
        about.author = about.last_modified_by = CREATOR
        about.title, about.comments = _clean(self.report.title), ""
        self.document.save(str(path))


def _clean(text: str) -> str:
    """Text that an XML file admits, on one line; a word without an end gets places to break at from Word itself."""
    return _BAD.sub("\ufffd", text.translate(CONTROL).replace("\u2028", " ").replace("\u2029", " "))


def _cut(text: str, most: int) -> str:
    return text if len(text) <= most else text[:most - 1] + "…"


def _field(paragraph: Any, kind: str, *, dirty: bool = False) -> None:
    """One of the marks of a field; a ``dirty`` one is filled anew when Word opens the file."""
    mark = OxmlElement("w:fldChar")
    mark.set(qn("w:fldCharType"), kind)
    if dirty:
        mark.set(qn("w:dirty"), "true")
    paragraph.add_run()._element.append(mark)


def save_paper(report: Report, path: Path) -> None:
    """Write the Word file to ``path``."""
    paper = _Paper(report)
    paper.front()
    paper.overview()
    for number, section in enumerate(report.sections, 1):
        paper.section(number, section)
    paper.save(path)
