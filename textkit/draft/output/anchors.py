"""From a finding's place in the text that was read to the characters of the .docx it came from.

A paragraph of the file is found again by its own words: the text that was read holds them in the same order, with numbers
before them that Word makes itself. What stands in text boxes and notes has no place of its own in the main story and is
anchored at the nearest paragraph before it.
"""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import dataclass

from textkit.draft.output.places import Paragraph
from textkit.model import Source

__all__ = ["Anchor", "anchors"]

_AHEAD = 400                                      # lines looked through for a paragraph


@dataclass(frozen=True, slots=True)
class Anchor:
    """Characters ``[start, end)`` of ``paragraph``; all of them where only the paragraph is known."""

    paragraph: Paragraph
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class _Line:
    """Where the words of a paragraph stand in the source: ``places[i]`` is the offset of its i-th character, -1 unknown."""

    start: int
    paragraph: Paragraph
    places: list[int]


def _aligned(words: str, source: str, start: int) -> list[int]:
    """The source offset of each character of ``words``, which stand at ``start`` but for blanks that reading changed."""
    places, at = [], start
    for char in words:
        if at < len(source) and (source[at] == char or char.isspace() and source[at].isspace()):
            places.append(at)
            at += 1
        else:
            places.append(-1)
    return places


def _found(source: Source, paragraphs: list[Paragraph]) -> list[_Line]:
    """The paragraphs whose words stand in the source, each with the place of its characters, in order of the source."""
    text = source.text
    lines = [(m, m + len(line)) for m, line in _lines(text)]
    out: list[_Line] = []
    at = 0                                        # the line that is looked at next
    inside = 0                                    # how far that line is used up
    for paragraph in paragraphs:
        words = paragraph.text
        bare = words.strip()
        if not bare:
            continue
        for number in range(at, min(at + _AHEAD, len(lines))):
            start, end = lines[number]
            where = text.find(bare.split("\n")[0], max(start, inside if number == at else start), end)
            if where >= 0 and _begins(text, start, where):
                lead = len(words) - len(words.lstrip())
                out.append(_Line(where, paragraph, [-1] * lead + _aligned(words[lead:], text, where)))
                at, inside = number, where + len(bare)
                break
    return sorted(out, key=lambda line: line.start)


def _lines(text: str) -> list[tuple[int, str]]:
    out, at = [], 0
    for line in text.split("\n"):
        out.append((at, line))
        at += len(line) + 1
    return out


def _begins(text: str, start: int, where: int) -> bool:
    """Whether words at ``where`` may be a paragraph of their own: at a line's head, after its number, or in a row of cells."""
    before = text[start:where]
    return len(before) <= 12 or before[-1:] in "\t|：:；; 　、）"


def anchors(source: Source, paragraphs: list[Paragraph], spans: list[tuple[int, int]]) -> list[Anchor | None]:
    """For each half-open span of ``source.text`` where it stands in the file; None only where the file has no words."""
    lines = _found(source, paragraphs)
    starts = [line.start for line in lines]
    out: list[Anchor | None] = []
    for start, end in spans:
        i = max(bisect_right(starts, start) - 1, 0)
        if not lines:
            out.append(None)
            continue
        line = lines[i]
        inside = [k for k, place in enumerate(line.places) if start <= place < end]
        if not inside and i + 1 < len(lines):     # a number that Word makes stands before the words of the next paragraph
            following = lines[i + 1]
            inside = [k for k, place in enumerate(following.places) if start <= place < end]
            if inside or "\n" not in source.text[start : following.start]:
                line = following
        if inside:
            out.append(Anchor(line.paragraph, inside[0], inside[-1] + 1))
        else:
            out.append(Anchor(line.paragraph, 0, len(line.paragraph.text)))
    return out
