"""The text of a Word story (body, note, header) in reading order: paragraphs, tables, text boxes.

Insertions count and deletions do not, a field is its result, hidden text is not there, a number is text, and what is
drawn twice for old and new versions of Word (``mc:AlternateContent``) is read once.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import Any, NamedTuple

from textkit.read.docx_inline import DROPPED, PLAIN, Fields
from textkit.read.docx_package import W
from textkit.read.docx_styles import Lists, Styles, flag, number
from textkit.read.docx_symbols import symbol
from textkit.read.grid import Cell, Grid
from textkit.read.numbering import Counter, Level

__all__ = ["Paragraph", "Story", "TableBlock"]

_MC = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
_MATH = "{http://schemas.openxmlformats.org/officeDocument/2006/math}"
_DROPPED = frozenset(W + name for name in DROPPED)
_WITHIN = frozenset(W + name for name in ("hyperlink", "ins", "moveTo", "smartTag", "customXml", "fldSimple", "dir", "bdo",
                                          "sdtContent", "rubyBase"))
_DRAWN = frozenset(W + name for name in ("drawing", "pict", "object"))
_PLAIN = {W + name: text for name, text in PLAIN.items()}
_PRIVATE = re.compile("[\uf020-\uf0ff]")         # where Word keeps what is typed in a symbol font
_TIGHT = "、。，；：．）】〕》"


class Paragraph(NamedTuple):
    """A paragraph with its number; ``box`` is the text box it stands in (from 1), 0 for none."""

    text: str
    box: int = 0


class TableBlock(NamedTuple):
    """A table, and the text box it stands in (0 for none). Labels of cells are 第r行第c列."""

    grid: Grid
    box: int = 0


Block = Paragraph | TableBlock


@dataclass(slots=True)
class Story:
    """Walks one story. ``notes`` fills with (kind, id) of the notes referred to, ``contents`` with the lines of an
    automatic table of contents, ``unread`` counts embedded files."""

    styles: Styles
    lists: Lists
    counter: Counter = field(default_factory=Counter)
    notes: list[tuple[str, str]] = field(default_factory=list)
    contents: list[str] = field(default_factory=list)
    unread: int = 0
    boxes: int = 0
    _fields: Fields = field(default_factory=Fields)
    _box: int = 0

    def blocks(self, container: Any) -> list[Block]:
        """The paragraphs and tables inside ``container`` in reading order; text boxes follow the paragraph they hang on."""
        out: list[Block] = []
        pending: list[str] = []                   # what stands before a paragraph mark that is deleted or hidden
        for element in self._elements(container):
            if element.tag == W + "tbl":
                if pending:
                    out.append(Paragraph("".join(pending), self._box))
                    pending = []
                grid = self._grid(element)
                if grid:
                    out.append(TableBlock(grid, self._box))
                continue
            text, boxes, runs_on = self._paragraph(element, numbered=not pending)
            if text:
                pending.append(text)
            if not runs_on:
                text, pending = "".join(pending), []
                if self._is_contents(element):
                    self.contents.append(text)
                else:
                    out.append(Paragraph(text, self._box))
            out += boxes
        if pending:
            out.append(Paragraph("".join(pending), self._box))
        return out

    def lines(self, container: Any) -> list[str]:
        """The text inside ``container`` as lines without blank ones, the cells of a table row joined by tabs."""
        out: list[str] = []
        for block in self.blocks(container):
            if isinstance(block, Paragraph):
                out += block.text.split("\n")
            else:
                out += ["\t".join(text for text, _ in row) for row in block.grid.text_rows()]
        return [line for line in out if line.strip()]

    def _elements(self, container: Any) -> Iterator[Any]:
        """The w:p and w:tbl inside ``container``, through content controls and wrappers."""
        for child in container.iterchildren():
            tag = child.tag
            if tag == W + "p" or tag == W + "tbl":
                yield child
            elif tag == W + "sdt":
                content = child.find(W + "sdtContent")
                if content is None or _placeholder(child):
                    continue
                gallery = child.find(f"{W}sdtPr/{W}docPartObj/{W}docPartGallery")
                if gallery is not None and gallery.get(W + "val") == "Table of Contents":
                    self.contents += self._apart(content)
                else:
                    yield from self._elements(content)
            elif tag == _MC + "AlternateContent":
                branch = _branch(child)
                if branch is not None:
                    yield from self._elements(branch)
            elif tag == W + "altChunk":
                self.unread += 1
            elif tag in _WITHIN:
                yield from self._elements(child)

    def _apart(self, content: Any) -> list[str]:
        before, self.contents = self.contents, []
        lines = [*self.lines(content)]
        found, self.contents = [*self.contents, *lines], before
        return found

    def _is_contents(self, paragraph: Any) -> bool:
        properties = paragraph.find(W + "pPr")
        return properties is not None and self.styles.name(self.styles.of(properties)).startswith("toc ")

    def _paragraph(self, paragraph: Any, *, numbered: bool) -> tuple[str, list[Block], bool]:
        """Text with number, text boxes, and whether the next paragraph follows on (its mark is deleted or hidden)."""
        properties = paragraph.find(W + "pPr")
        style = self.styles.of(properties)
        out: list[str] = []
        boxes: list[Any] = []
        self._inline(paragraph, style, out, boxes)
        self._fields.end_paragraph()
        text = "".join(out).strip("\n")
        mark = properties.find(W + "rPr") if properties is not None else None
        runs_on = mark is not None and (
            mark.find(W + "del") is not None or mark.find(W + "moveFrom") is not None or bool(flag(mark, "specVanish"))
        ) or self.styles.hidden(style, mark)
        if numbered and (text or not runs_on):
            text = self._label(properties, style) + text
        blocks: list[Block] = []
        for box in boxes:
            outer, self.boxes = self._box, self.boxes + 1
            self._box = outer or self.boxes
            blocks += [b for b in self.blocks(box) if not isinstance(b, Paragraph) or b.text.strip()]
            self._box = outer
        return text, blocks, runs_on

    def _label(self, properties: Any | None, style: str) -> str:
        found = self.lists.of(properties, style)
        if found is None:
            return ""
        name, plan, index = found
        label = self.counter.next(name, plan, index)
        if not label:
            return ""
        # as people type it: nothing after 一、 and （一）, a space after 1. and 第一章
        suffix = plan.levels.get(index, Level()).suffix
        return label if suffix == "nothing" or label[-1] in _TIGHT or label[-1] == " " else label + " "

    def _inline(self, node: Any, style: str, out: list[str], boxes: list[Any]) -> None:
        for child in node.iterchildren():
            tag = child.tag
            if tag == W + "r":
                self._run(child, style, out, boxes)
            elif tag in _WITHIN:
                self._inline(child, style, out, boxes)
            elif tag == W + "sdt":
                content = child.find(W + "sdtContent")
                if content is not None and not _placeholder(child):
                    self._inline(content, style, out, boxes)
            elif tag == _MC + "AlternateContent":
                branch = _branch(child)
                if branch is not None:
                    self._inline(branch, style, out, boxes)
            elif tag.startswith(_MATH):
                out += [t.text or "" for t in child.iter(_MATH + "t")]

    def _run(self, run: Any, style: str, out: list[str], boxes: list[Any]) -> None:
        hidden = self.styles.hidden(style, run.find(W + "rPr"))
        self._pieces(run, style, out, boxes, hidden)

    def _pieces(self, node: Any, style: str, out: list[str], boxes: list[Any], hidden: bool) -> None:
        fonts = node.find(f"{W}rPr/{W}rFonts")
        font = fonts.get(W + "ascii", "") if fonts is not None else ""
        for child in node.iterchildren():
            tag = child.tag
            if tag == W + "fldChar":
                self._fields.mark(child.get(W + "fldCharType", ""))
            elif hidden or tag in _DROPPED or not self._fields.shown:
                continue
            elif tag == W + "t":
                words = _words(child)
                out.append(_PRIVATE.sub(lambda c: symbol(font, f"{ord(c[0]):X}"), words) if _PRIVATE.search(words) else words)
            elif tag in _PLAIN:
                out.append(_PLAIN[tag])
            elif tag == W + "sym":
                out.append(symbol(child.get(W + "font", ""), child.get(W + "char", "")))
            elif tag == W + "footnoteReference" or tag == W + "endnoteReference":
                self.notes.append(("footnote" if tag.endswith("footnoteReference") else "endnote", child.get(W + "id", "")))
            elif tag in _DRAWN:
                boxes.extend(_text_boxes(child))
            elif tag == _MC + "AlternateContent":
                branch = _branch(child)
                if branch is not None:
                    self._pieces(branch, style, out, boxes, hidden)
            elif tag == W + "ruby":
                for base in child.iterchildren(W + "rubyBase"):
                    self._inline(base, style, out, boxes)

    def _grid(self, table: Any) -> Grid:
        """The cells of a table; a merged cell once, with the rows and columns it covers."""
        cells: list[Cell] = []
        above: dict[int, int] = {}                # grid column → index in cells of the cell that may go on below
        for row, element in enumerate(_rows(table)):
            column = number(element.find(W + "trPr"), "gridBefore") or 0
            current: dict[int, int] = {}
            last = -1
            for cell in _cells(element):
                properties = cell.find(W + "tcPr")
                width = max(number(properties, "gridSpan") or 1, 1)
                vertical = _merge(properties, "vMerge")
                lines = [] if properties is not None and properties.find(W + "cellDel") is not None else self.lines(cell)
                if vertical == "continue" and column in above and cells[above[column]].column == column:
                    index = above[column]
                    origin = cells[index]
                    cells[index] = origin._replace(height=row - origin.row + 1, lines=origin.lines + tuple(lines))
                elif _merge(properties, "hMerge") == "continue" and last >= 0:
                    index = last
                    cells[index] = cells[index]._replace(width=cells[index].width + width, lines=cells[index].lines + tuple(lines))
                else:
                    index = len(cells)
                    cells.append(Cell(tuple(lines), row, column, 1, width))
                current[column] = last = index
                column += width
            above = current
        return Grid.of(cells)


def _words(element: Any) -> str:
    """The text of a w:t: white space around it counts only where it says so, soft hyphens never."""
    text: str = element.text or ""
    if "\n" in text or "\t" in text or "\r" in text:
        text = " ".join(text.replace("\t", "\n").replace("\r", "\n").split("\n"))
    if element.get("{http://www.w3.org/XML/1998/namespace}space") != "preserve":
        text = text.strip(" ")
    return text.replace("\xad", "")


def _placeholder(control: Any) -> bool:
    """Whether a content control holds only its prompt (单击此处输入文字)."""
    return bool(flag(control.find(W + "sdtPr"), "showingPlcHdr"))


def _branch(alternatives: Any) -> Any | None:
    """The one branch of an mc:AlternateContent that is read."""
    choice = alternatives.find(_MC + "Choice")
    return choice if choice is not None else alternatives.find(_MC + "Fallback")


def _text_boxes(drawn: Any) -> Iterator[Any]:
    for child in drawn.iterchildren():
        if child.tag == W + "txbxContent":
            yield child
        elif child.tag == _MC + "AlternateContent":
            branch = _branch(child)
            if branch is not None:
                yield from _text_boxes(branch)
        else:
            yield from _text_boxes(child)


def _through(container: Any, wanted: str) -> Iterator[Any]:
    for child in container.iterchildren():
        if child.tag == wanted:
            yield child
        elif child.tag == W + "sdt":
            content = child.find(W + "sdtContent")
            if content is not None:
                yield from _through(content, wanted)
        elif child.tag in _WITHIN:
            yield from _through(child, wanted)


def _rows(table: Any) -> Iterable[Any]:
    """The rows of a table without those that a tracked change deleted or that are hidden."""
    for row in _through(table, W + "tr"):
        properties = row.find(W + "trPr")
        if properties is None or properties.find(W + "del") is None and not flag(properties, "hidden"):
            yield row


def _cells(row: Any) -> Iterable[Any]:
    return _through(row, W + "tc")


def _merge(properties: Any | None, name: str) -> str | None:
    element = properties.find(W + name) if properties is not None else None
    return None if element is None else element.get(W + "val", "continue")
