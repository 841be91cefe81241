"""A page of the form of GB/T 9704—2012 《党政机关公文格式》 (sections 5 to 7): paper, type area, fonts, page numbers.

Fonts are those of the standard (小标宋 for the title, 仿宋 for text, 黑体 and 楷体 for headings); where a machine lacks
one, the document's font table names what to take instead.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

from docx import Document as new_document
from docx.enum.section import WD_ORIENT
from docx.enum.text import WD_ALIGN_PARAGRAPH, WD_LINE_SPACING
from docx.opc.oxml import serialize_part_xml
from docx.oxml import OxmlElement, parse_xml
from docx.oxml.ns import qn
from docx.shared import Mm, Pt

from textkit.report.files import CREATOR, write

__all__ = ["CONTROL", "FONTS", "Page", "set_font"]

#: Of each role: the standard's font, and what stands for it, first choice first.
FONTS = {
    "title": ("方正小标宋简体", "FZXiaoBiaoSong-B05S;华文中宋;STZhongsong;宋体;SimSun;Noto Serif CJK SC"),
    "text": ("仿宋_GB2312", "仿宋;FangSong;华文仿宋;STFangsong;FandolFang;Noto Serif CJK SC"),
    "head": ("黑体", "SimHei;华文黑体;STHeiti;Noto Sans CJK SC"),
    "subhead": ("楷体_GB2312", "楷体;KaiTi;华文楷体;STKaiti;FandolKai;Noto Serif CJK SC"),
    "number": ("宋体", "SimSun;华文宋体;STSong;Noto Serif CJK SC"),
}
_PAPER = (Mm(210), Mm(297))
_TOP, _LEFT, _AREA = Mm(37), Mm(28), (Mm(156), Mm(225))        # GB/T 9704 5.2.1: 天头, 订口, 版心
_RIGHT, _BOTTOM = Mm(26), Mm(35)
_THREE, _TWO, _FOUR = Pt(16), Pt(22), Pt(14)                   # 三号, 二号, 四号
_LINE = Pt(28.95)                                              # 22 lines of a type area of 225 mm
CONTROL = {c: None for c in range(32) if c not in (9, 10)}


def set_font(run: Any, role: str, size: Any, *, bold: bool = False) -> None:
    """The font of a run for Chinese and for Latin characters."""
    name = FONTS[role][0]
    run.font.name, run.font.size, run.font.bold = name, size, bold
    run._element.get_or_add_rPr().get_or_add_rFonts().set(qn("w:eastAsia"), name)


class Page:
    """A document in the making. ``across`` turns the paper: the type area is 225 mm wide then."""

    def __init__(self, *, across: bool = False) -> None:
        self.document = new_document()
        section = self.document.sections[0]
        section.page_width, section.page_height = _PAPER
        section.top_margin, section.left_margin = _TOP, _LEFT
        section.right_margin, section.bottom_margin = _RIGHT, _BOTTOM
        if across:                       # turned to the left: what was the top is the binding edge (GB/T 9704 7.6)
            section.orientation = WD_ORIENT.LANDSCAPE
            section.page_width, section.page_height = _PAPER[1], _PAPER[0]
            section.left_margin, section.right_margin = _BOTTOM, _TOP
            section.top_margin, section.bottom_margin = _LEFT, _RIGHT
        section.footer_distance = Mm(28 if not across else 19)  # 7 mm under the type area (GB/T 9704 7.5)
        self.width = _AREA[1] if across else _AREA[0]
        normal = self.document.styles["Normal"]
        normal.font.name, normal.font.size = FONTS["text"][0], _THREE
        normal.element.get_or_add_rPr().get_or_add_rFonts().set(qn("w:eastAsia"), FONTS["text"][0])
        self._number(section)
        self._fallbacks()

    def _number(self, section: Any) -> None:
        """— 1 — in 四号 宋体, on the outer side: right on odd pages, left on even ones (GB/T 9704 7.5)."""
        self.document.settings.odd_and_even_pages_header_footer = True
        for footer, side in ((section.footer, WD_ALIGN_PARAGRAPH.RIGHT), (section.even_page_footer, WD_ALIGN_PARAGRAPH.LEFT)):
            paragraph = footer.paragraphs[0]
            paragraph.alignment = side
            paragraph.paragraph_format.left_indent = paragraph.paragraph_format.right_indent = _FOUR
            for words in ("— ", None, " —"):
                run = paragraph.add_run(words or "")
                set_font(run, "number", _FOUR)
                if words is None:
                    field = OxmlElement("w:fldSimple")
                    field.set(qn("w:instr"), "PAGE")
                    run._element.addprevious(field)
                    field.append(run._element)

    def _fallbacks(self) -> None:
        """Name what stands for a missing font in the font table (w:altName, ISO/IEC 29500-1 17.8.3.1)."""
        part = next((rel.target_part for rel in self.document.part.rels.values() if rel.reltype.endswith("/fontTable")), None)
        if part is None:
            return
        root = parse_xml(part.blob)
        for name, instead in FONTS.values():
            for old in root.findall(f"{qn('w:font')}[@{qn('w:name')}='{name}']"):
                root.remove(old)
            font = OxmlElement("w:font")
            font.set(qn("w:name"), name)
            for tag, value in (("w:altName", instead.replace(";", ",")), ("w:charset", "86"), ("w:family", "auto")):
                child = OxmlElement(tag)
                child.set(qn("w:val"), value)
                font.append(child)
            root.append(font)
        part._blob = serialize_part_xml(root)

    def _paragraph(self, text: str, role: str, size: Any, *, bold: bool = False) -> Any:
        paragraph = self.document.add_paragraph()
        form = paragraph.paragraph_format
        form.space_before = form.space_after = Pt(0)
        form.line_spacing_rule, form.line_spacing = WD_LINE_SPACING.EXACTLY, _LINE
        set_font(paragraph.add_run(text.translate(CONTROL)), role, size, bold=bold)
        return paragraph

    def title(self, text: str) -> None:
        """The title: 二号 小标宋, centred, with an empty line under it."""
        for line in text.split("\n"):
            self._paragraph(line, "title", _TWO).alignment = WD_ALIGN_PARAGRAPH.CENTER
        self._paragraph("", "text", _THREE)

    def heading(self, text: str, level: int = 1) -> None:
        """A heading: level 1 黑体, level 2 楷体, both 三号 (GB/T 9704 7.3.3)."""
        paragraph = self._paragraph(text, "head" if level == 1 else "subhead", _THREE)
        paragraph.paragraph_format.first_line_indent = 2 * _THREE
        paragraph.paragraph_format.keep_with_next = True

    def text(self, text: str, *, indent: bool = True) -> None:
        """A paragraph of text: 三号 仿宋, two characters in."""
        paragraph = self._paragraph(text, "text", _THREE)
        paragraph.paragraph_format.first_line_indent = 2 * _THREE if indent else Pt(0)

    def signature(self, *lines: str) -> None:
        """Who signs and when, at the right."""
        for line in lines:
            paragraph = self._paragraph(line, "text", _THREE)
            paragraph.alignment = WD_ALIGN_PARAGRAPH.RIGHT
            paragraph.paragraph_format.right_indent = 4 * _THREE

    def save(self, path: Path, title: str, overwrite: bool) -> None:
        """Write it whole or not at all; see :func:`textkit.report.files.write`."""
        about = self.document.core_properties
        about.author = about.last_modified_by = CREATOR
        about.title, about.comments = title, ""
        write(path, lambda to: self.document.save(str(to)), overwrite=overwrite)
