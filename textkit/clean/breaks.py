"""Hard line breaks: a sentence that a line break cuts in two is made whole again; headings and lists stay apart.

Every rule looks at a break and the lines beside it. ``text`` is the source with what is noise blanked out (NUL), so that
nothing is joined across it.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator

from textkit.model import Edit

__all__ = ["find_hard_breaks"]

_HAN = "\u3400-\u4dbf\u4e00-\u9fff"
_SP = " \t\r\u00a0\u2002\u2003\u3000"
_ZERO = "\u200b\u200c\u200d\u2060\ufeff"
_NUMERAL = "一二三四五六七八九十百"
_BREAK = re.compile(rf"\n[\n{_SP}{_ZERO}]*")
_STARTS_NEW = re.compile(
    rf"(?:[{_NUMERAL}]{{1,3}}(?:[、.．]|是|要|条是)|[（(](?:[{_NUMERAL}]{{1,3}}|\d{{1,2}})[)）]|\d{{1,2}}[.．、](?!\d)"
    rf"|第[{_NUMERAL}\d]{{1,4}}(?:[，、,]|[章节条款编篇]|是|要)|其[{_NUMERAL}][，、是]|[①-⑳]|附件?[\d一二三四五]?[:：\n]?|[—―–-]{{2}}|[•●■◆▪]"
    r"|各位|同志们|（此件|\(此件|主题词|抄送|[（(](?:牵头|责任|配合)单位)"
)
_LABEL_ALONE = re.compile(
    rf"(?:[{_NUMERAL}]{{1,3}}(?:、|[是要]|条是)|[（(](?:[{_NUMERAL}]{{1,3}}|\d{{1,2}})[)）]|\d{{1,2}}[.．、]"
    rf"|第[{_NUMERAL}]{{1,3}}[，、,]|其[{_NUMERAL}][，、])"
)
_OPENS = frozenset("《〈“‘「（")
_CLOSES = frozenset("》〉」，。、；！？）”")
_ENDS = frozenset("。！？!?；;：:”’）)》】…\x00")
_GOES_ON = re.compile(rf"[{_HAN}\d“《（(A-Za-z]")
_STOP_IN = re.compile(r"[。；！？]")
_PAUSE_IN = re.compile(r"[，。；、！？,]")
_KIND = r"(?:通知|意见|批复|决定|复函|函|办法|方案|规定|条例|公告|答复|报告|讲话|计划|规划|要点|细则|措施|通报|命令|令|指南|纲要)"
_KIND_END = re.compile(rf"{_KIND}(?:[（(《][^（）()]{{1,30}}[)）》])?$")
_TITLE_OPEN = re.compile(r"[^\s。，；：:,;\x00]{2,30}关于[^。，；：:\n\x00]{2,50}$")
_ISSUER = re.compile(rf"[{_HAN}、（）()]{{2,40}}(?:政府|办公室|办公厅|委员会|党委|党组|[局厅委部办组院])$")
_DATE_LINE = re.compile(r"(?:[—―–-]{1,2}|[（(])?\d{4}年\d{1,2}月\d{1,2}日[^。；]{0,40}[届大次会省市县在]$")
_DATE_REST = re.compile(r"[^\n。]{2,30}(?:会议|大会|会上)[^\n。]{0,10}(?:\n|\Z)")
_LAST_CHAR = re.compile(r"(?:工作报|会议讲|上的讲|工作要|实施方)$")


def find_hard_breaks(text: str) -> list[Edit]:
    """Edits that take away line breaks inside sentences and titles, sorted.

    ``find_hard_breaks`` of 根据《⏎青禾县信访办法⏎》，落实… gives two edits, rule ``hard-break``. Not certain where no
    mark but only the run of the words says that the sentence goes on.
    """
    edits: dict[int, Edit] = {}
    open_until = -1                               # the last join, while no stop has followed it
    title_until = -1
    for hit in _BREAK.finditer(text):
        at, below = hit.span()
        above = at
        while above and text[above - 1] in _SP:
            above -= 1
        if above == 0 or below == len(text) or text[above - 1] in "\n\x00" or text[below] == "\x00":
            continue
        last, first = text[above - 1], text[below]
        blank = hit[0].count("\n")
        if (last in _OPENS and last != "（" or first in _CLOSES) and blank <= 3:
            # a break beside an opening or a closing mark is never the writer's: 《⏎某某条例⏎》
            edits[above] = Edit(above, below, "", "hard-break")
            open_until = below
            continue
        if last in _ENDS and last not in "）)" or not _GOES_ON.match(first):
            continue
        if above < title_until:
            continue
        zero = blank == 2 and not _ZERO_SET.isdisjoint(hit[0])
        if blank > 1 and not zero:
            continue
        start = text.rfind("\n", max(0, above - 400), above) + 1
        line = text[max(start, above - 400) : above].lstrip(_SP)
        if _LABEL_ALONE.fullmatch(line):
            edits[above] = Edit(above, below, "", "hard-break")
            open_until = below
            continue
        if last in _ENDS:
            continue
        if zero:
            edits[above] = Edit(above, below, "", "hard-break")
            continue
        if len(line) <= 90:
            title = list(_title(text, line, above, below))
            if title:
                edits.update((edit.start, edit) for edit in title)
                title_until = title[-1].end
                continue
        joined = _joined(text, line, last, above, below, open_until == start)
        if joined is not None:
            edits[above] = joined
            open_until = below
    for edit in _filled_lines(text):
        edits.setdefault(edit.start, edit)
    kept: list[Edit] = []
    for _, edit in sorted(edits.items()):
        if not kept or edit.start >= kept[-1].end:
            kept.append(edit)
    return kept


_ZERO_SET = frozenset(_ZERO)


def _joined(text: str, line: str, last: str, above: int, below: int, goes_on: bool) -> Edit | None:
    """A line that ends at a comma, or in the middle of the second or a later sentence, and the line below it."""
    if _STARTS_NEW.match(text, below):
        return None
    if last in "，、,":
        return Edit(above, below, "", "hard-break") if len(line) >= (15 if last == "、" else 4) else None
    stops = [hit.end() for hit in _STOP_IN.finditer(line)]
    if not (stops and len(line) - stops[-1] >= 3 and len(line) > 30 or goes_on and not stops):
        return None
    tail = line[stops[-1]:] if stops else line
    end = text.find("\n", below, below + 400)
    following = text[below : end if end >= 0 else below + 400]
    if _PAUSE_IN.search(following) and not re.match(r"[（(].{0,40}[)）]$", tail) and not _KIND_END.search(tail):
        return Edit(above, below, "", "hard-break", certain=False)
    return None


def _title(text: str, line: str, above: int, below: int) -> Iterator[Edit]:
    """A title or its date line set in two or three lines at the head of a document: …关于…⏎…的通知."""
    if _LAST_CHAR.search(line) and re.match(rf"[{_HAN}][{_SP}]{{0,8}}(?:\n|\Z)", text[below : below + 10]):
        yield Edit(above, below, "", "hard-break")
    elif _DATE_LINE.match(line) and _DATE_REST.match(text, below):
        yield Edit(above, below, "", "hard-break")
    elif _TITLE_OPEN.match(line) and not _KIND_END.search(line) or text.startswith("关于", below) and _ISSUER.match(line):
        breaks, at = [(above, below)], below
        for _ in range(3):
            end = text.find("\n", at, at + 80)
            if end < 0 and len(text) - at >= 80:
                return
            end = len(text) if end < 0 else end
            piece = text[at:end].rstrip(_SP)
            if not piece or re.search(r"[。；：，]", piece) or _STARTS_NEW.match(piece):
                return
            if _KIND_END.search(re.sub(r"[ \u3000]", "", piece)):
                for start, stop in breaks:
                    yield Edit(start, stop, "", "hard-break")
                return
            stop = end + 1
            while stop < len(text) and text[stop] in _SP:
                stop += 1
            breaks.append((at + len(piece), stop))
            at = stop


def _filled_lines(text: str) -> Iterator[Edit]:
    """Texts set in lines of one width, as mail and old editors leave them: a full line goes on in the next.

    Where paragraphs are indented, a line without an indent below a full line goes on; else a text counts as set in
    lines only if most of them are full, and a line that ends at a stop ends its paragraph.
    """
    count = text.count("\n")
    if count < 5 or len(text) / count > 90:
        return
    lines = [(hit.start(), hit.end()) for hit in re.finditer(r"[^\n]+", text)]
    if len(lines) < 6 or sum(b - a > 110 for a, b in lines) > len(lines) * 0.03:
        return
    widths = [len(text[a:b].rstrip(_SP).encode("gb18030", "replace")) for a, b in lines]
    counts = Counter(w for w in widths if 40 <= w <= 120)
    if not counts:
        return
    width = max(counts, key=lambda w: (sum(counts[w - d] for d in range(4)), w))
    full = [i for i, w in enumerate(widths) if width - 3 <= w <= width + 6]
    if sum(w > width + 6 for w in widths) > len(lines) * 0.03:
        return
    indented = sum(text.startswith(("\u3000\u3000", "    ", "  "), a) for a, _ in lines) >= 2
    if len(full) < (3 if indented else 10) or len(full) < len(lines) * (0.2 if indented else 0.4):
        return
    if indented:                                  # an indent tells more than the width
        full = [i for i, w in enumerate(widths) if w >= width * 0.8 and (w >= width - 3 or text[lines[i][1] - 1] not in _ENDS)]
    for i in full:
        if i + 1 >= len(lines):
            continue
        (start, end), (below, _) = lines[i], lines[i + 1]
        words = text[start:end].rstrip(_SP)
        if below - end != 1 or "\x00" in (text[below], words[-1]) or text[below] in "\u3000 ":
            continue
        if words[-1] in "。！？；：" and not indented or _STARTS_NEW.match(text, below) and words[-1] in _ENDS:
            continue
        yield Edit(start + len(words), below, "", "hard-break", certain=words[-1] not in "。！？；：")
