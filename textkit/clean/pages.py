"""Page numbers: alone on a line (``noise.page-number``) or fallen into a sentence (``page-number``)."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator
from itertools import pairwise

from textkit.model import Edit

__all__ = ["find_pages"]

_SIGN = "—–\\-－―·"
_INLINE = re.compile(rf"[{_SIGN}][ \u3000\xa0]{{1,3}}(\d{{1,3}})[ \u3000\xa0]{{1,3}}[{_SIGN}]")
_LINE = re.compile(
    rf"\n[ \t\u3000\xa0]{{0,40}}([{_SIGN}]{{1,2}}[ \u3000\xa0]{{0,3}}\d{{1,3}}[ \u3000\xa0]{{0,3}}[{_SIGN}]{{1,2}}"
    r"|第[ ]{0,2}\d{1,3}[ ]{0,2}页(?:[ ，,/／]{0,3}共[ ]{0,2}\d{1,3}[ ]{0,2}页)?|[Pp]age[ ]\d{1,3}(?:[ ]of[ ]\d{1,3})?"
    r"|\d{1,3}[ ]?/[ ]?\d{1,3}|\d{1,3})[ \t\r\u3000\xa0]{0,40}(?=\n|\Z)"
)
_TURN = re.compile(r"(?:下转|上接|紧接)第?[一二三四五六七八九十\d]{1,3}版")
_LABELLED = re.compile(r"\n(\d{1,3})、")
_STOPS = "。！？!?；;：:”’）)》】…"
_HEADING_NEXT = re.compile(
    r"[一二三四五六七八九十]{1,3}[、是要]|[（(][一二三四五六七八九十\d]{1,3}[)）]|第[一二三四五六七八九十\d]{1,3}|\d{1,2}[.．、]|[—-]{2}|附"
)


def find_pages(text: str) -> list[Edit]:
    """Edits that take away page numbers, sorted. One inside a sentence takes the line break with it.

    ``find_pages`` of 坚决⏎— 3 —⏎落实 gives one edit from after 决 to before 落, rule ``page-number``. Only sequences
    count where a number alone could be something else: 1、 2、 3、 at the start of lines must start the file, rise one by
    one, and each break into a sentence (the way document-sharing sites cut a text into pages).
    """
    edits = [*_cut_pages(text), *_dashed(text), *_alone(text)]
    if "版" in text:
        edits += _turned(text)
    edits.sort(key=lambda edit: (edit.start, -edit.end))
    kept: list[Edit] = []
    for edit in edits:
        if not kept or edit.start >= kept[-1].end:
            kept.append(edit)
    return kept


def _around(text: str, start: int, end: int) -> tuple[int, int, bool]:
    """The stretch with the breaks and spaces around it, and whether it stands inside a sentence."""
    a = start
    while a and text[a - 1] in " \t\r\n\u3000\xa0" and start - a < 60:
        a -= 1
    b = end
    while b < len(text) and text[b] in " \t\r\n\u3000\xa0" and b - end < 60:
        b += 1
    if a == 0 or b == len(text):
        return a, b, False
    inside = text[a - 1] not in _STOPS and text[b] not in "—-" and not _HEADING_NEXT.match(text, b)
    return a, b, inside


def _heading_before(text: str, at: int) -> bool:
    """Whether the line that ends at ``at`` is short and unbroken: a heading needs no stop."""
    start = text.rfind("\n", max(0, at - 60), at)
    return start >= 0 and not re.search(r"[，。；：,]", text[start:at]) and at - start < 36


def _edit(text: str, start: int, end: int) -> Edit:
    a, b, inside = _around(text, start, end)
    if inside and not _heading_before(text, a):
        return Edit(a, b, "", "page-number")
    return Edit(start, end, "", "noise.page-number")


def _dashed(text: str) -> Iterator[Edit]:
    """— 3 — inside a line of running text, as it comes out of a .pdf: at least two of them, rising."""
    inline = list(_INLINE.finditer(text))
    rising = sum(int(hit[1]) < int(other[1]) for hit, other in pairwise(inline))
    if len(inline) >= 2 and rising >= (len(inline) - 1) * 0.8:
        for hit in inline:
            yield _edit(text, hit.start(), hit.end())


def _turned(text: str) -> Iterator[Edit]:
    """From one page of a newspaper to another: （下转第3版）, then perhaps the running head, then （上接第1版）."""
    hits = list(_TURN.finditer(text))
    i = 0
    while i < len(hits):
        start, end = _held(text, hits[i].start(), hits[i].end())
        if i + 1 < len(hits) and hits[i][0][0] == "下" and hits[i + 1][0][0] != "下" and hits[i + 1].start() - end <= 80:
            end = _held(text, hits[i + 1].start(), hits[i + 1].end())[1]
            i += 1
        yield _edit(text, start, end)
        i += 1


def _held(text: str, start: int, end: int) -> tuple[int, int]:
    """With the brackets around it."""
    if start and text[start - 1] in "（(" and text[end : end + 1] in ("）", ")"):
        return start - 1, end + 1
    return start, end


def _alone(text: str) -> Iterator[Edit]:
    """Lines that hold a page number; a bare number only where such lines rise one by one with a page between them."""
    bare: list[tuple[int, int, int]] = []
    for hit in _LINE.finditer(text):
        if hit[1].isdigit():
            bare.append((int(hit[1]), hit.start(1), hit.end(1)))
        elif "/" not in hit[1]:
            yield _edit(text, hit.start(1), hit.end(1))
        else:
            bare.append((int(hit[1].split("/")[0]), hit.start(1), hit.end(1)))
    best: list[tuple[int, int, int]] = []
    run: list[tuple[int, int, int]] = []
    for page in bare:
        if run and page[0] == run[-1][0] + 1 and page[1] - run[-1][2] >= 250:
            run.append(page)
        elif not run or page[1] - run[-1][2] >= 250:
            run = [page]
        if len(run) > len(best):
            best = run
    if len(best) >= 3 and len(best) >= len(bare) * 0.8:
        for _, start, end in best:                # else serial numbers of a table, or years and scores
            yield _edit(text, start, end)


def _cut_pages(text: str) -> list[Edit]:
    """N、 at the start of lines where each page of a document-sharing site begins: “…坚决坚⏎2、信的是…”."""
    head = text[:60].lstrip("\ufeff\u200b \t\r\n\u3000")
    if not head.startswith("1、"):
        return []
    at = text.index("1、")
    labels = [(1, at, at + 2), *((int(hit[1]), hit.start(1), hit.end()) for hit in _LABELLED.finditer(text, at + 2))]
    starts = [start for _, start, _ in labels]
    chain = [labels[0]]
    broken = 0
    for number, start, end in labels[1:]:
        if number != chain[-1][0] + 1:
            continue
        if start - chain[-1][2] < 80:
            return []                             # a list, not pages
        chain.append((number, start, end))
        broken += text[max(0, start - 80) : start].rstrip("\r\n \u3000")[-1:] not in _STOPS
    if len(chain) < 2 or broken < max(1, (len(chain) - 1) * 0.5) or bisect_right(starts, chain[-1][1]) > len(chain) * 2:
        return []
    edits = [Edit(chain[0][1], chain[0][2], "", "page-number")]
    for _, start, end in chain[1:]:
        a = start
        while a and text[a - 1] in "\r\n \t\u3000" and start - a < 60:
            a -= 1
        if text[a - 1] in "。！？!?":
            edits.append(Edit(start, end, "", "page-number", certain=False))
        else:
            # the site repeats the character at the cut now and then: “、⏎15、、硕士生”
            edits.append(Edit(a, end, "", "page-number"))
    return edits
