"""Word files: the text as Word shows it, with paragraphs and cells to lead back to.

The body comes first, then footnotes and endnotes; headers, footers and an automatic table of contents are apart, in
``meta``. Lines are paragraphs; blank paragraphs are blank lines.
"""

from __future__ import annotations

from typing import Any

from textkit.model import Place, Span, Table, TextkitError
from textkit.read.docx_body import Block, Paragraph, Story
from textkit.read.docx_package import Package, W
from textkit.read.docx_styles import Lists, Styles
from textkit.read.result import Reading
from textkit.read.task_table import lines

__all__ = ["read"]

_CORE = {"title": "title", "creator": "author", "lastModifiedBy": "modified_by", "created": "created", "modified": "modified",
         "subject": "subject", "keywords": "keywords", "description": "description", "category": "category"}
_APP = {"Company": "company", "Application": "application"}
_NOTES = (("footnote", "footnotes", "脚注"), ("endnote", "endnotes", "尾注"))


class _Writer:
    """Puts lines together and keeps where each piece came from."""

    def __init__(self) -> None:
        self.parts: list[str] = []
        self.length = 0
        self.places: list[Place] = []
        self.tables: list[Table] = []
        self.paragraphs = 0

    def line(self, pieces: list[tuple[str, str]]) -> None:
        for text, label in pieces:
            if label and (not self.places or self.places[-1].label != label):
                self.places.append(Place(self.length, label))
            self.parts.append(text)
            self.length += len(text)
        self.parts.append("\n")
        self.length += 1

    def block(self, block: Block) -> None:
        box = f"文本框{block.box}" if block.box else ""
        if isinstance(block, Paragraph):
            if not block.text.strip():
                self.line([(block.text, "")])
                return
            self.paragraphs += not block.box
            self.line([(block.text, box or f"第{self.paragraphs}段")])
            return
        start, name = self.length, f"{box} 表{len(self.tables) + 1}".strip()
        for pieces in lines(block.grid):
            self.line([(text, f"{name} {label}") for text, label in pieces])
        self.tables.append(Table(Span(start, max(self.length - 1, start)), block.grid.rows()))


def read(data: bytes, path: str) -> Reading:
    """The text of a .docx with its places and tables; ``meta`` holds title, author, created, modified, header, footer ….

    A numbered paragraph reads ``一、总体要求`` though the number is nowhere in the file. Raises TextkitError where
    ``data`` is no Word file (a renamed .doc, a web page), is encrypted, cut short, a bomb, or holds no text.
    """
    package = Package(data, path)
    root = package.part(package.main)
    body = root.find(W + "body") if root is not None else None
    if body is None:
        raise TextkitError("Word 文件里没有正文", path=path, hint="请用 Word、WPS 打开并另存为 .docx")
    relations = package.relations(package.main)
    named = {relation.kind: relation.target for relation in relations.values() if not relation.external}
    styles = Styles(package.part(named["styles"]) if "styles" in named else None)
    numbering = Lists(package.part(named["numbering"]) if "numbering" in named else None, styles)
    story = Story(styles, numbering)
    meta = _properties(package)
    writer = _Writer()
    for block in story.blocks(body):
        writer.block(block)
    meta.update(_apart(package, relations.values(), styles, numbering))
    if story.contents:
        meta["contents"] = "\n".join(line for line in story.contents if line.strip())
    if story.unread:
        meta["unread"] = f"{story.unread} 处嵌入文件"
    _notes(package, named, story, writer, meta)
    text = "".join(writer.parts).rstrip("\n")
    if not text.strip():
        raise TextkitError("Word 文件里没有文字", path=path, hint="正文可能是图片，请先做文字识别（OCR）")
    return Reading(text, "utf-8", meta, tuple(place for place in writer.places if place.start < len(text)), tuple(writer.tables))


def _properties(package: Package) -> dict[str, str]:
    """What the file says of itself; names of the core and of the extended properties."""
    meta: dict[str, str] = {}
    targets = {relation.kind: relation.target for relation in package.relations("").values() if not relation.external}
    for kind, names in (("core-properties", _CORE), ("extended-properties", _APP)):
        root = package.part(targets[kind]) if kind in targets else None
        for element in root if root is not None else ():
            key = names.get(element.tag.rsplit("}", 1)[-1])
            value = (element.text or "").strip()
            if key and value:
                meta.setdefault(key, value)
    return meta


def _apart(package: Package, relations: Any, styles: Styles, lists: Lists) -> dict[str, str]:
    """Headers and footers, each distinct line once; lines without a word (page numbers) are left out."""
    found: dict[str, dict[str, None]] = {}
    for relation in relations:
        if relation.kind in ("header", "footer") and not relation.external:
            root = package.part(relation.target)
            if root is not None:
                for line in Story(styles, lists).lines(root):
                    if any(c.isalpha() for c in line):
                        found.setdefault(relation.kind, {})[line.strip()] = None
    return {kind: "\n".join(several) for kind, several in found.items()}


def _notes(package: Package, named: dict[str, str], story: Story, writer: _Writer, meta: dict[str, str]) -> None:
    """The notes that the body refers to, numbered as they come, after the body; ``meta["notes"]`` is where they begin."""
    for kind, part, name in _NOTES:
        wanted = list(dict.fromkeys(key for found, key in story.notes if found == kind))
        root = package.part(named[part]) if wanted and part in named else None
        if root is None:
            continue
        notes = {note.get(W + "id"): note for note in root.iterchildren(W + kind)}
        for count, key in enumerate((key for key in wanted if key in notes), 1):
            texts = Story(story.styles, story.lists).lines(notes[key])
            if texts:
                meta.setdefault("notes", str(writer.length))
                writer.line([(f"[{count}]{texts[0].lstrip()}", f"{name}{count}")])
                for text in texts[1:]:
                    writer.line([(text, f"{name}{count}")])
