"""What the rules look at: one document with its paragraphs and sentences, and the documents that it stands beside."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property

from textkit.corpus.tables import section_path
from textkit.extract.numerals import fold_marks
from textkit.model import Document, Edit, Segment, Span
from textkit.structure.enumerators import Candidate, candidates

__all__ = ["Manuscript"]

_STOP = re.compile(r"[。！？；!?;]+[”’）)》」』]{0,3}|\n+")


@dataclass(frozen=True, eq=False)
class Manuscript:
    """A document as a rule sees it. ``corpus`` holds other documents to compare with, ``upper`` those of the superior.

    ``extra`` are the user's own word lists by the name of the list they extend.
    """

    document: Document
    corpus: Sequence[Document] = ()
    upper: Sequence[Document] = ()
    extra: tuple[tuple[str, tuple[str, ...]], ...] = ()

    @property
    def text(self) -> str:
        return self.document.text

    @cached_property
    def folded(self) -> str:
        """The text with width folded, every offset kept."""
        return fold_marks(self.text)

    @cached_property
    def paragraphs(self) -> tuple[Span, ...]:
        """The lines that hold something, without the blanks around them."""
        return tuple(Span(*m.span()) for m in re.finditer(r"\S(?:[^\n]*\S)?", self.text))

    @cached_property
    def sentences(self) -> tuple[Span, ...]:
        """What ends at 。！？； or at the end of a line, with its stop."""
        out: list[Span] = []
        for paragraph in self.paragraphs:
            start = paragraph.start
            for stop in _STOP.finditer(self.text, start, paragraph.end):
                out.append(Span(start, stop.end()))
                start = stop.end()
            if start < paragraph.end:
                out.append(Span(start, paragraph.end))
        return tuple(s for s in out if s.of(self.text).strip())

    @cached_property
    def enumerators(self) -> tuple[Candidate, ...]:
        """Every place where an enumerator may stand."""
        return tuple(candidates(self.text))

    @cached_property
    def _starts(self) -> list[int]:
        return [segment.span.start for segment in self.document.segments]

    def segment_at(self, offset: int) -> Segment | None:
        """The segment that ``offset`` stands in or after; None before the first."""
        i = bisect_right(self._starts, offset) - 1
        return self.document.segments[i] if i >= 0 else None

    def section_at(self, offset: int) -> str:
        """The headings above ``offset``, from the top."""
        segment = self.segment_at(offset)
        return section_path(self.document, segment.section if segment else None)

    def paragraph_at(self, offset: int) -> Span:
        """The paragraph that ``offset`` stands in; the nearest before it between two."""
        i = bisect_right(self.paragraphs, offset, key=lambda p: p.start) - 1
        return self.paragraphs[max(i, 0)] if self.paragraphs else Span(0, 0)

    def in_title(self, offset: int) -> bool:
        """Whether ``offset`` stands inside the title of a document, 《国土资源局关于…》, which keeps its words."""
        left = self.text.rfind("《", max(0, offset - 60), offset)
        return left >= 0 and self.text.find("》", left, offset) < 0

    def sentence_at(self, offset: int) -> Span:
        i = bisect_right(self.sentences, offset, key=lambda s: s.start) - 1
        return self.sentences[max(i, 0)] if self.sentences else Span(0, 0)

    def edits(self, *rules: str) -> Iterator[tuple[Edit, int, int]]:
        """The edits of cleaning by these rules inside the document, each with its stretch of the clean text."""
        document = self.document
        for edit in document.edits:
            if edit.rule in rules and document.span.start <= edit.start < max(document.span.end, edit.start):
                start = document.alignment.to_clean(edit.start)
                yield edit, start, max(document.alignment.to_clean(edit.end), start)

    def words(self, name: str) -> tuple[str, ...]:
        """The user's own files that extend the word list ``name``."""
        return dict(self.extra).get(name, ())
