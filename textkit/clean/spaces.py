"""Spaces: stray ones inside sentences, indents, and those that stand where a line break was lost."""

from __future__ import annotations

import re

from textkit.model import Edit

__all__ = ["find_spaces"]

_HAN = "\u3400-\u4dbf\u4e00-\u9fff"
_IS_HAN = re.compile(f"[{_HAN}〇○]")
_IS_CHINESE = re.compile(f"[{_HAN}〇○，。、；：？！“”‘’（）《》〈〉【】〔〕…％—．]")
_GAP = re.compile("[ \t\u00a0\u1680\u2000-\u200a\u202f\u205f\u3000]+")
_ZERO = re.compile("[\u200b\u200c\u200d\u2060\ufeff\u00ad]+")
_MARKS = frozenset("，。、；：？！“”‘’（）《》〈〉【】〔〕…％,;:!?%—．")
_ENDS = frozenset("。！？!?；;")
_PROSE = re.compile(r"[，。；]")
_NUMERAL = "一二三四五六七八九十百"
_ENUMERATOR = re.compile(
    rf"(?:[{_NUMERAL}]{{1,3}}(?:、|是|要)|[（(](?:[{_NUMERAL}]{{1,3}}|\d{{1,2}})[)）]|第[{_NUMERAL}]{{1,4}}[章节条，、]|\d{{1,2}}[.．、](?!\d)"
    rf"|[{_NUMERAL}](?:加强|推进|坚持|建立|开展|实施|强化|抓好|提高|完善|落实)|[—―]{{2}}|各位代表|各位委员|同志们|附件)"
)
_AFTER_LABEL = re.compile(rf"(?:第[{_NUMERAL}\d]{{1,5}}[章节条款编篇]|[{_NUMERAL}]{{1,3}}、|[)）]|专栏|附件|附表|图|表)$")
_POST = re.compile(
    r"(?:[省市县区州盟部局厅司处科组会旗镇乡村院校社署]长|主席|书记|主任|总理|委员|代表|教授|主编|院士|总裁|经理|同志|记者|作者|讲话人)$"
)
_NAME = re.compile(
    rf"(?:[{_HAN}·]{{2,6}}|[{_HAN}][ \u3000][{_HAN}])(?![{_HAN}])|[{_HAN}]{{2,3}}(?:同志|在[^，。]{{0,30}}会|代表|作政府|作报告)"
)
_SALUTATION = re.compile(r"各位(?:代表|委员|领导|同志)|同志们|主任、各位")
_SENTENCE_END = re.compile(r"[。！？；]")
_TITLE_END = re.compile(r"(?:讲话稿?|报告|通知|意见|方案|要点|规划|计划|办法|总结|致辞|发言|决定)$")
_SINGLE = re.compile(rf"[{_HAN}]")
_BLANKS = frozenset("年月日时分是否男女元万大中小")


def find_spaces(text: str) -> list[Edit]:
    """Edits to the spaces of ``text``, sorted: ``space`` takes away or evens out, ``lost-break`` puts a line break.

    Kept are spaces in Latin text, between post and name (县长 李某), after labels (第三条 本办法) and between the cells of
    tables. ``find_spaces("推动产 业发展，取得 成效。")`` takes away both. ``text`` may hold NUL where noise was.
    """
    edits = [Edit(hit.start(), hit.end(), "", "space") for hit in _ZERO.finditer(text)] if not text.isascii() else []
    line_end = -1
    line_start = 0
    inner: list[tuple[int, int]] = []
    for hit in _GAP.finditer(text):
        start, end = hit.span()
        if end < len(text) and text[end] == "\r":
            after = "\n"
        else:
            after = text[end] if end < len(text) else "\n"
        before = text[start - 1] if start else "\n"
        if before in "\n\r" or after == "\n":
            edits.append(Edit(start, end, "", "space"))
            continue
        if start >= line_end:
            if inner:
                _line(text, line_start, line_end, inner, edits)
                inner = []
            line_start = text.rfind("\n", max(0, line_end), start) + 1 or max(0, line_end)
            line_end = text.find("\n", end)
            line_end = len(text) if line_end < 0 else line_end
        inner.append((start, end))
    if inner:
        _line(text, line_start, line_end, inner, edits)
    edits.sort(key=lambda edit: edit.start)
    return edits


def _is_wide(gap: str) -> bool:
    return len(gap) >= 2 or gap in "\u2003"


def _line(text: str, start: int, end: int, gaps: list[tuple[int, int]], edits: list[Edit]) -> None:
    """The gaps inside one line, told by the line as a whole: prose, flattened paragraphs, or the cells of a table."""
    length = end - start
    prose = length > 12 and _PROSE.search(text, start, end) is not None
    wide = sum(b - a >= 2 or text[a] == "\u2003" for a, b in gaps)
    heavy = sum(_IS_HAN.match(text[a - 1]) is not None and _IS_HAN.match(text[b]) is not None for a, b in gaps) > 20
    flat = length > 600 and len(gaps) >= 5 and not wide and _flattened(text, start, gaps)
    piece = start                                 # where the present paragraph starts
    opened = _Quotes(text, start)
    for i, (a, b) in enumerate(gaps):
        before, after = text[a - 1], text[b]
        gap = text[a:b]
        han = _IS_CHINESE.match(before) is not None, _IS_CHINESE.match(after) is not None
        if not (han[0] or han[1]) and not (before.isdigit() and after.isdigit()):
            if gap != " " and ("\u00a0" in gap or "\t" not in gap and length > 600):
                edits.append(Edit(a, b, " ", "space"))
            continue
        if "\t" in gap:
            continue                              # cells
        quoted = opened.at(a)
        if prose and not quoted and _is_break(text, piece, a, b, length, flat, first=i == 0 and piece == start):
            edits.append(Edit(a, b, "\n", "lost-break", certain=_is_wide(gap) or before in _ENDS))
            piece = b
            continue
        if _spaced_out(text, a, b, gaps, i):
            edits.append(Edit(a, b, "", "space"))
        elif prose and (len(gap) == 1 or han[0] and han[1]) and _stray(text, start, a, b, before, after, quoted, heavy):
            edits.append(Edit(a, b, "", "space", certain=not (han[0] and han[1]) or before in _MARKS or after in _MARKS))
        elif not prose and len(gap) == 1 and (before in _MARKS or after in _MARKS):
            edits.append(Edit(a, b, "", "space"))
        elif not prose and _date_gap(text, a, b) or _digit_gap(text, a, b):
            edits.append(Edit(a, b, "", "space"))
        elif gap == "\u00a0":
            edits.append(Edit(a, b, " ", "space"))


class _Quotes:
    """Whether a place of a line stands inside “…” or 《…》; places must come in order. Looks back 60 characters."""

    def __init__(self, text: str, start: int) -> None:
        self.text, self.start = text, start

    def at(self, place: int) -> bool:
        low = max(self.start, place - 60)
        return any(self.text.rfind(o, low, place) > self.text.rfind(c, low, place) for o, c in ("“”", "《》"))


def _flattened(text: str, start: int, gaps: list[tuple[int, int]]) -> bool:
    """Whether single spaces stand for paragraph breaks all through a line: most follow a stop or a heading."""
    good = 0
    for i, (a, _) in enumerate(gaps):
        left = gaps[i - 1][1] if i else start
        good += text[a - 1] in "。！？：；”）" or _headed(text, left, a)
    return good >= len(gaps) * 0.8


def _headed(text: str, piece: int, a: int) -> bool:
    """Whether what stands before a gap is a heading: short, without a pause or with a label (一、加快…，推动…)."""
    low = max(piece, a - 80)
    for stop in _SENTENCE_END.finditer(text, low, a):
        low = stop.end()
    if low == max(piece, a - 80) and low > piece:
        return False
    labelled = _ENUMERATOR.match(text, low) is not None
    return a - low <= (70 if labelled else 40) and (labelled or low == piece and _PROSE.search(text, low, a) is None)


def _is_break(text: str, piece: int, a: int, b: int, length: int, flat: bool, first: bool) -> bool:
    before = text[a - 1]
    wide = _is_wide(text[a:b])
    enumerator = _ENUMERATOR.match(text, b) is not None
    if before in _ENDS or before in "。！？”）" and (wide or flat):
        return wide or flat or enumerator and (length > 200 or before in "。！？")
    if before in "：:":
        return (wide and length > 300) or flat or (enumerator and wide)
    if wide:
        if _AFTER_LABEL.search(text, max(piece, a - 8), a):
            return False
        return enumerator or length > 300 and _headed(text, piece, a)
    if _SALUTATION.match(text, b):
        return length > 100
    if flat and _headed(text, piece, a):
        return not _POST.search(text, max(piece, a - 6), a) and not _AFTER_LABEL.search(text, max(piece, a - 8), a)
    # “某县工作会议讲话稿 今天我们…”: a title run into its text
    return first and a - piece <= 40 and length > 100 and _TITLE_END.search(text, max(piece, a - 6), a) is not None


def _paired(text: str, a: int, b: int) -> bool:
    """Whether the pieces on both sides of a gap inside quotation marks are of one length: “好山好水 宜居青禾”."""
    left = right = 0
    while left < 12 and _IS_HAN.match(text[a - 1 - left : a - left]):
        left += 1
    while right < 12 and _IS_HAN.match(text[b + right : b + right + 1]):
        right += 1
    return left == right


def _spaced_out(text: str, a: int, b: int, gaps: list[tuple[int, int]], i: int) -> bool:
    """Single characters set apart: 总 则, 龚 某, 政 府 工 作 报 告."""
    if b - a > 4 or not _SINGLE.match(text[a - 1]) or not _SINGLE.match(text[b]):
        return False
    left = gaps[i - 1][1] if i else -1
    right = gaps[i + 1][0] if i + 1 < len(gaps) else -1
    alone_left = a - 1 == 0 or text[a - 2] in "\n\x00：:（(" or left == a - 1 or text[a - 2] in " \u3000"
    alone_right = b + 1 >= len(text) or text[b + 1] in "\n\r\x00：:）)" or right == b + 1
    return alone_left and alone_right and not (text[a - 1] in _BLANKS and text[b] in _BLANKS)


_UNIT = re.compile(r"[年月日时个项家件人名户亿万元吨亩公平座条所处次届号%％倍成台辆套期批位场部间]")
_DIGIT_LABEL = re.compile(r"[\d.]{1,8}")


def _stray(text: str, start: int, a: int, b: int, before: str, after: str, quoted: bool, heavy: bool) -> bool:
    if before in _MARKS or after in _MARKS:
        return True
    if _AFTER_LABEL.search(text, max(start, a - 8), a):
        return False
    if before.isdigit() or before == "%":
        label = _DIGIT_LABEL.match(text, start, a)
        # “2 工业…” is a label; “2024 3000” are two numbers
        return not (label is not None and label.end() == a) and not after.isdigit()
    if after.isdigit():
        return re.match(r"[\d.,]{1,6}(?![\d-])", text[b : b + 8]) is not None
    if not (_IS_HAN.match(before) and _IS_HAN.match(after)):
        return False
    if quoted:
        return heavy and not _paired(text, a, b)
    return not (_POST.search(text, max(start, a - 6), a) and _NAME.match(text, b))


_YEAR_REST = re.compile(r"\d{1,3}(?=年)")


def _digit_gap(text: str, a: int, b: int) -> bool:
    """1 9 9 8年, 0 ．8%: the digits of one number set apart."""
    before, after = text[a - 1], text[b]
    if b - a > 1 or not (before.isdigit() or before in ".．") or not (after.isdigit() or after in ".．"):
        return False
    if not (before.isdigit() and after.isdigit()):
        return text[b + 1 : b + 2].isdigit() if after in ".．" else before == "．"
    alone = not text[a - 2 : a - 1].isdigit() if a > 1 else True
    return alone and (not text[b + 1 : b + 2].isdigit() and text[b + 1 : b + 2] in " 年．" or _YEAR_REST.match(text, b) is not None)


def _date_gap(text: str, a: int, b: int) -> bool:
    """2024 年 3 月 5 日 outside of prose."""
    if b - a > 2:
        return False
    before, after = text[a - 1], text[b]
    if before == "届" and text.startswith("人民代表大会", b):
        return True
    return before.isdigit() and after in "年月日" or before in "年月" and after.isdigit()
