"""Source → recorded edits: everything that is repaired leads back to the source.

``clean`` asks each module for its edits and lays them over each other; where two want the same characters the earlier
layer has them: edges of printed pages, noise, page numbers, line ends, breaks, spaces, width and quotes. Words are never
changed here.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from textkit.clean.breaks import find_hard_breaks
from textkit.clean.marks import find_placeholders
from textkit.clean.markup import find_markup
from textkit.clean.noise import find_noise
from textkit.clean.pages import find_pages
from textkit.clean.printed import find_edges, find_wrapped, is_printed, joined
from textkit.clean.spaces import find_spaces
from textkit.clean.width import find_quotes, find_width
from textkit.model import Edit, Source

__all__ = ["clean"]

_ODD_ENDS = "\r\x0b\x0c\x85\u2028\u2029"
_LINE_END = re.compile("\r\n?|[\x0b\x0c\x85\u2028\u2029]")


def clean(source: Source, *, noise: tuple[str, ...] = ()) -> tuple[Edit, ...]:
    """The repairs of ``source.text`` as edits in source offsets (half-open), sorted, none overlapping another.

    ``Alignment(source.text, clean(source)).text`` is the clean text. ``noise``: .tsv files of the user's own in the
    columns of ``lexicon/clean_noise.tsv``. 下载⏎打印⏎全屏⏎青禾县工作要点 loses its first three lines and keeps the title.
    """
    text = source.text
    edits: list[Edit] = []
    printed = is_printed(source)
    if printed:
        edits = list(find_edges(source))
        text = _blanked(text, edits)
        wrapped = find_wrapped(text)
        edits = _over(edits, wrapped)
        text = joined(text, wrapped)
    edits = _over(edits, find_noise(text, noise))
    edits = _over(edits, find_pages(text))
    if source.media_type == "text/markdown":
        edits = _over(edits, find_markup(text))
    text = _blanked(text, [edit for edit in edits if edit.rule != "hard-break"] if printed else edits)
    odd = any(end in text for end in _ODD_ENDS)
    ends = [Edit(h.start(), h.end(), "\n", "newline") for h in _LINE_END.finditer(text)] if odd else []
    edits = _over(edits, _breaks(text, odd))
    edits = _over(edits, ends)
    edits = _over(edits, find_spaces(text))
    edits = _over(edits, find_width(text))
    edits = _over(edits, find_quotes(text))
    return tuple(_marked(edits, find_placeholders(text)))


def _breaks(text: str, odd_ends: bool) -> list[Edit]:
    """Hard breaks, found with every line end as \\n; a lone \\r and its kin become one of the same length."""
    if odd_ends:
        text = re.sub("\r(?!\n)|[\x0b\x0c\x85\u2028\u2029]", "\n", text)
    return find_hard_breaks(text)


def _blanked(text: str, edits: Sequence[Edit]) -> str:
    """``text`` of the same length with what was taken away as NUL, so that no later rule reads it or reaches across."""
    parts: list[str] = []
    at = 0
    for edit in edits:
        parts += (text[at : edit.start], "\x00" * (edit.end - edit.start))
        at = edit.end
    parts.append(text[at:])
    return "".join(parts)


def _over(base: list[Edit], more: Iterable[Edit]) -> list[Edit]:
    """Both lists merged; of ``more`` only what overlaps neither ``base`` nor an earlier one. Both sorted, as is the result."""
    result: list[Edit] = []
    i, end = 0, 0
    for edit in more:
        while i < len(base) and base[i].start < edit.start:
            result.append(base[i])
            end = max(end, base[i].end)
            i += 1
        if edit.start < end or (i < len(base) and edit.end > base[i].start and edit.end > edit.start):
            continue
        result.append(edit)
        end = max(end, edit.end)
    result += base[i:]
    return result


def _marked(edits: list[Edit], marks: list[Edit]) -> list[Edit]:
    """Marks put between the edits; one that falls inside an edit moves to its start."""
    if not marks:
        return edits
    result: list[Edit] = []
    i = 0
    for edit in edits:
        while i < len(marks) and marks[i].start < edit.end:
            at = min(marks[i].start, edit.start)
            result.append(marks[i] if at == marks[i].start else Edit(at, at, "", marks[i].rule, marks[i].certain))
            i += 1
        result.append(edit)
    return result + marks[i:]
