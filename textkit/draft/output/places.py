"""Where the characters of a .docx stand in the bytes of its main part, so that marks can be set without rewriting it.

The part is read with a streaming parser that tells the offset of every tag; nothing is serialised anew. Only text that a
reader sees counts (no deletions, no moved-away text, no fields' instructions).
"""

from __future__ import annotations

from dataclasses import dataclass, field
from xml.parsers import expat

from textkit.read.docx_inline import DROPPED, PLAIN, Fields

__all__ = ["Paragraph", "Run", "TextPiece", "codec_of", "paragraphs_of"]

_HIDDEN = DROPPED | {"Fallback"}                   # of what is drawn for old and new versions of Word the new is read
_WORD = ("http://schemas.openxmlformats.org/wordprocessingml/2006/main", "http://purl.oclc.org/ooxml/wordprocessingml/main")


@dataclass(slots=True)
class TextPiece:
    """Characters of one w:t as they stand in the file: ``offsets[i]`` is the byte at which character i begins.

    Word does not show the blanks around text that is not ``preserved``; ``at`` is where the shown text begins in its run.
    """

    text: str
    offsets: list[int]
    preserved: bool
    at: int = 0

    @property
    def shown(self) -> str:
        return self.text if self.preserved else self.text.strip(" ")


@dataclass(slots=True)
class Run:
    """One w:r: its bytes, those of its w:rPr, and its text; tabs and line breaks are characters of it."""

    start: int
    end: int = 0
    properties: tuple[int, int] | None = None
    pieces: list[TextPiece] = field(default_factory=list)
    text: str = ""


@dataclass(slots=True)
class Paragraph:
    """One w:p of the main story; ``text`` is what its runs show. Text boxes are not in it: they take no comments."""

    start: int
    runs: list[Run] = field(default_factory=list)

    @property
    def text(self) -> str:
        return "".join(run.text for run in self.runs)


class _Reader:
    """Collects paragraphs and runs with byte offsets while expat walks the part."""

    def __init__(self, data: bytes, codec: str) -> None:
        self.data, self.codec = data, codec
        self.paragraphs: list[Paragraph] = []
        self.prefix, self.uri = "w", _WORD[0]
        self._path: list[str] = []
        self._began: list[int] = []               # the byte at which each open element begins
        self._hidden = 0
        self._open: list[Paragraph] = []          # paragraphs that are open, outer first
        self._run: Run | None = None
        self._run_depth = 0
        self._text: TextPiece | None = None
        self._fields = Fields()
        self._parser = expat.ParserCreate(namespace_separator="\n")
        self._parser.namespace_prefixes = True
        self._parser.buffer_text = False
        self._parser.StartElementHandler = self._start
        self._parser.EndElementHandler = self._end
        self._parser.CharacterDataHandler = self._characters

    def read(self) -> None:
        self._parser.Parse(self.data, True)

    def _name(self, name: str) -> tuple[str, str]:
        parts = name.split("\n")
        uri, local = (parts[0], parts[1]) if len(parts) > 1 else ("", parts[0])
        if uri in _WORD:
            self.uri, self.prefix = uri, parts[2] if len(parts) > 2 else ""
        return uri, local

    def _start(self, name: str, attributes: dict[str, str]) -> None:
        uri, local = self._name(name)
        at = self._parser.CurrentByteIndex
        self._path.append(local)
        self._began.append(at)
        if local in _HIDDEN:
            self._hidden += 1
        word = uri in _WORD
        if word and local == "p" and not self._hidden:
            self._open.append(Paragraph(at))
            if self._run is None:
                self.paragraphs.append(self._open[-1])     # not one of a text box, which stands inside a run
        elif word and local == "r" and not self._hidden and self._run is None and self._open:
            self._run, self._run_depth = Run(at), len(self._path)
        elif self._run is not None and self._run_depth == len(self._path) - 1:
            self._inside(local, attributes, at)

    def _inside(self, local: str, attributes: dict[str, str], at: int) -> None:
        """A direct child of the open run."""
        run = self._run
        assert run is not None
        if local == "rPr":
            run.properties = (at, at)
        elif local == "t" and self._fields.shown:
            kept = any(key.startswith("http://www.w3.org/XML/1998/namespace\nspace") and value == "preserve" for key, value in attributes.items())
            self._text = TextPiece("", [], kept, len(run.text))
        elif local == "fldChar":
            self._fields.mark(next((v for k, v in attributes.items() if "fldCharType" in k), ""))
        elif local in PLAIN and self._fields.shown:
            run.text += PLAIN[local]

    def _characters(self, text: str) -> None:
        if self._text is None:
            return
        at = self._parser.CurrentByteIndex
        if len(text) == 1:
            self._text.offsets.append(at)
        else:
            for char in text:
                self._text.offsets.append(at)
                at += len(char.encode(self.codec))
        self._text.text += text

    def _after(self, at: int) -> int:
        """The byte after the element whose end the parser reports at ``at``; for ``<w:rPr/>`` that is ``at`` itself."""
        tag = self.data[self._began.pop() : at]
        close, opening = ("/>".encode(self.codec), "<".encode(self.codec))
        if tag.endswith(close) and tag.count(opening) == 1:
            return at
        mark = ">".encode(self.codec)
        return self.data.index(mark, at) + len(mark)

    def _end(self, name: str) -> None:
        _, local = self._name(name)
        after = self._after(self._parser.CurrentByteIndex)
        run = self._run
        if run is not None and len(self._path) == self._run_depth + 1:
            if local == "rPr":
                run.properties = (run.properties[0] if run.properties else after, after)
            elif local == "t" and self._text is not None:
                run.pieces.append(self._text)
                run.text += self._text.shown
                self._text = None
        elif run is not None and len(self._path) == self._run_depth:
            run.end = after
            self._open[-1].runs.append(run)
            self._run = None
        if local in _HIDDEN:
            self._hidden -= 1
        elif local == "p" and name.startswith(_WORD) and not self._hidden and self._open:
            self._open.pop()
            if run is None:                       # not one of a text box
                self._fields.end_paragraph()
        self._path.pop()


def codec_of(data: bytes) -> str:
    """The encoding of an XML part: UTF-16 where it begins with its mark, else UTF-8."""
    return "utf-16-le" if data.startswith(b"\xff\xfe") else "utf-16-be" if data.startswith(b"\xfe\xff") else "utf-8"


def paragraphs_of(data: bytes) -> tuple[list[Paragraph], str, str, str]:
    """The paragraphs of a main part in order, its prefix and namespace of WordprocessingML, and its codec.

    Raises xml.parsers.expat.ExpatError where the part is no XML.
    """
    codec = codec_of(data)
    reader = _Reader(data, codec)
    reader.read()
    return reader.paragraphs, reader.prefix, reader.uri, codec
