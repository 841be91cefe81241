"""Lines on pages → running heads, body in reading order, paragraphs: what the places of lines on a page say.

A line goes on in the next where it is full and the next is not set in. Lines at the edge of a page that come again, at
the same height, on other pages are running heads or feet; so are page numbers.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from statistics import median

from textkit.read.grid import Grid

__all__ = ["Line", "Page", "blocks", "mark_edges"]


@dataclass(slots=True)
class Line:
    """A line with its box in points, ``top`` above ``bottom`` as PDF counts; ``grid`` where it stands for a table."""

    text: str
    left: float
    right: float
    top: float
    bottom: float
    grid: Grid | None = None


@dataclass(slots=True)
class Page:
    """A page and its lines; :func:`mark_edges` moves those of head and foot out of ``lines``."""

    number: int
    width: float
    height: float
    lines: list[Line]
    ruled: bool = False
    heads: list[Line] = field(default_factory=list)
    feet: list[Line] = field(default_factory=list)
    # margins, size of a character and distance of lines, once measured
    left: float = 0.0
    right: float = 0.0
    em: float = 0.0
    pitch: float = 0.0


_EDGE = 3
_DIGITS = re.compile(r"\d+")
_NUMBER = re.compile(
    r"[—–\-－―·•~～\s]{0,4}(?:第\s?)?(?P<n>\d{1,4}|[ivxlc]{1,6})(?:\s?页)?(?:\s?[/／,，]?\s?共?\s?\d{1,4}\s?页?)?[—–\-－―·•~～\s]{0,4}", re.I
)
_SPACES = re.compile(r"\s+")
_TALL = 40.0


def _key(line: Line) -> str:
    return _DIGITS.sub("#", _SPACES.sub("", line.text))


def _shape(page: Page) -> tuple[list[Line], list[Line]]:
    """The lines nearest to the top and to the bottom edge, from the edge inwards."""
    order = sorted((line for line in page.lines if line.grid is None), key=lambda line: -line.top)
    half = page.height / 2
    return ([line for line in order[:_EDGE] if line.top > half], [line for line in order[::-1][:_EDGE] if line.bottom < half])


def mark_edges(pages: Sequence[Page]) -> None:
    """Moves running heads, feet and page numbers from ``lines`` to ``heads`` and ``feet`` of each page.

    A line counts where lines of its words (digits apart) stand at its height (within 8 points) on at least two pages
    and a sixth of all, or, apart from the text, on three pages in a row or every other; or where it is a page number.
    Nothing but such lines may stand between it and the edge.
    """
    shapes = [_shape(page) for page in pages]
    seen: dict[tuple[str, int], list[tuple[float, int]]] = defaultdict(list)
    for page, shape in zip(pages, shapes, strict=True):
        for side in (0, 1):
            for line in shape[side]:
                seen[_key(line), side].append((line.top, page.number))
    least = max(2, len(pages) // 6)

    known: dict[tuple[str, int, int], list[int]] = {}        # a head stands at one height: found once, not once a page

    def again(line: Line, side: int, page: Page, taken: list[Line]) -> bool:
        key = (_key(line), side, round(line.top))
        if key not in known:
            known[key] = sorted({number for top, number in seen[key[:2]] if abs(top - line.top) < 8})
        others = known[key]
        if len(others) >= least or len(others) >= 2 and len(pages) <= 4:
            return True
        return _run(others, page.number) >= 3 and _apart(line, page, side, taken)   # the title of a chapter

    for page, shape in zip(pages, shapes, strict=True):
        for side, moved in ((0, page.heads), (1, page.feet)):
            taken: list[Line] = []
            for line in shape[side]:
                if _is_number(line, page, side, taken) or len(pages) > 1 and again(line, side, page, taken):
                    taken.append(line)
                else:
                    break
            moved += taken if side == 0 else taken[::-1]
        gone = {id(line) for line in (*page.heads, *page.feet)}
        if gone:
            page.lines = [line for line in page.lines if id(line) not in gone]


def _is_number(line: Line, page: Page, side: int, taken: list[Line]) -> bool:
    """Whether a line is a page number: such words, apart from the next line inwards, or signs around the number."""
    words = line.text.strip()
    hit = _NUMBER.fullmatch(words) if len(words) <= 16 else None
    if hit is None:
        return False
    if not words.isdigit():
        return True
    if len(page.lines) - len(taken) <= 1:
        return int(words) == page.number and len(page.lines) > 1
    return _apart(line, page, side, taken)


def _run(numbers: list[int], page: int) -> int:
    """How many of the pages stand in one row with ``page``, with one page between two at most."""
    row: list[int] = []
    for number in numbers:
        if row and number - row[-1] > 2:
            if page in row:
                break
            row = []
        row.append(number)
    return len(row) if page in row else 0


def _apart(line: Line, page: Page, side: int, taken: list[Line]) -> bool:
    """Whether a line stands further from the next line inwards than the lines of a text do."""
    others = [other for other in page.lines if other is not line and not any(other is t for t in taken)]
    if not others:
        return True
    gap = min(abs((other.bottom - line.top) if side else (line.bottom - other.top)) for other in others)
    return gap > 1.2 * max(line.top - line.bottom, 6.0)


def _ordered(lines: list[Line]) -> list[Line]:
    """Lines in the order of the content, unless that jumps up the page without going to a column on the right."""
    for before, line in pairwise(lines):
        if line.bottom > before.top and line.left < before.right - 1:
            return sorted(lines, key=lambda x: (-round(x.top / 3), x.left))
    return lines


def _measure(page: Page, before: Page | None) -> None:
    """Margins, size of a character and distance of lines: from the long lines of the page."""
    long = [line for line in page.lines if len(line.text) >= 12 and line.grid is None]
    if len(long) < 4 and before is not None:
        page.left, page.right, page.em, page.pitch = before.left, before.right, before.em, before.pitch
        return
    if len(long) < 4:
        every = [line for line in page.lines if line.grid is None] or page.lines
        page.em = median((x.right - x.left) / max(_width(x.text), 1) for x in every) if every else 12.0
        page.left = min((x.left for x in every), default=0.0)
        page.right = max((x.right for x in every), default=page.width)
        page.pitch = page.em * 2.2
        return
    page.em = max(median((line.right - line.left) / _width(line.text) for line in long), 1.0)
    lefts = Counter(round(line.left / 2) for line in long)
    need = max(2, len(long) * 0.12)
    page.left = 2.0 * min((x for x in lefts if lefts[x] + lefts[x + 1] >= need), default=min(lefts))
    rights = sorted(line.right for line in long)
    page.right = rights[int(len(rights) * 0.8)]
    steps = sorted(a.top - b.top for a, b in pairwise(page.lines) if 0 < a.top - b.top < 8 * page.em)
    page.pitch = steps[len(steps) // 2] if steps else page.em * 2.2


def _width(text: str) -> float:
    """Width in characters: full ones count 1, others a half."""
    return sum(1.0 if ord(c) > 0x2E7F or c in "“”‘’—…·　" else 0.5 for c in text) or 0.5


_WORD = re.compile(r"[A-Za-z0-9.,%/\-]{1,40}")
_INDENT = " \u3000\xa0"


def blocks(page: Page, before: Page | None) -> Iterator[tuple[Line, str]]:
    """The body of a page in reading order, each line with what stands before it: nothing, an indent, an empty line.

    ``before`` is the last page above that has a body, already gone through, or None. Nothing says that the line above
    goes on in this one.
    """
    page.lines = _ordered(page.lines)
    _measure(page, before)
    above = before.lines[-1] if before else None
    right = before.right if before else page.right
    first = True
    for line in page.lines:
        yield line, _lead(page, line, above, right, first)
        above, right, first = line, page.right, False


def _lead(page: Page, line: Line, above: Line | None, right: float, first: bool) -> str:
    if line.grid is not None or above is not None and above.grid is not None:
        return "\n"
    if line.text[0] in _INDENT:
        return ""
    if line.left - page.left > 0.9 * page.em and not _same_line(line, above, first):
        return "\u3000\u3000"
    if above is None:
        return ""
    word = _WORD.match(line.text)
    room = page.em * (2.3 + (_width(word[0]) if word else 0.0))
    if right - above.right > room and not _same_line(line, above, first):
        return "\n"
    tall, other = line.top - line.bottom, above.top - above.bottom
    if max(tall, other) > 1.3 * max(min(tall, other), 1.0):
        return "\n"
    if not first and above.top - line.top > 1.7 * page.pitch:
        return "\n"
    return ""


def _same_line(line: Line, above: Line | None, first: bool) -> bool:
    """Two pieces of one printed line that stand side by side."""
    return above is not None and not first and abs(line.bottom - above.bottom) < 0.3 * (line.top - line.bottom) and line.left >= above.right - 1
