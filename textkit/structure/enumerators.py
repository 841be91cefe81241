"""What may number a part: every place in a text where an enumerator stands, and what stands before it.

Nothing is decided here; :mod:`textkit.structure.outline` accepts a candidate by the sequence that it belongs to.
"""

from __future__ import annotations

import re
from typing import NamedTuple

from textkit.structure.numerals import CN, ordinal

__all__ = ["Candidate", "candidates"]


class Candidate(NamedTuple):
    """An enumerator at ``[start, end)`` (brackets and stops included).

    ``kind`` is its form, ``label`` what it reads without brackets and stops, ``before`` what stands before it:
    ``line`` (nothing), ``stop`` (。！？), ``semi``, ``colon``, ``comma``, ``space``, ``none`` (a word).
    ``loose`` marks damaged numbering (一加强, 一,加强): it counts only in a sequence.
    """

    start: int
    end: int
    kind: str
    number: int
    label: str
    before: str
    loose: bool = False


_S = r"[ \t\u3000\u2002\u2003\xa0]{0,4}"
_ANY = re.compile(
    rf"第{_S}(?P<art>[一二三四五六七八九十百零〇]{{1,7}}|\d{{1,3}}){_S}(?P<unit>[编篇章节条](?!例|款)|(?<=[一二三四五六七八九十])部分)"
    rf"|第(?P<ord>{CN})(?:{_S}[，,、：:.．]{_S}|是)(?![一二三四五六七八九十第])"
    rf"|[（(]{_S}(?:(?P<pcn>{CN})|(?P<par>\d{{1,3}})){_S}[）)]{_S}[、.．，,]?(?!\d{{4}}年\s*[）)])"
    rf"|(?P<isyao>{CN})(?P<verb>[是要])(?!素|点[，。是]|闻|害|件)"
    rf"|其(?P<qi>[一二三四五六七八九]){_S}[，,、：:]?"
    rf"|(?P<cn>{CN}){_S}(?P<cnsep>、|[.．，,](?!\d))"
    rf"|(?P<half>{CN}|(?<!\d)\d{{1,2}})[）)]"
    rf"|(?<![\d.．])(?P<ar>\d{{1,3}}){_S}(?:[、]|[.．](?!\d)|[.．](?=\d{{4}}年))"
    rf"|(?P<seq>首先|其次|再次|再者|最后)[，,、：:]?"
    rf"|(?P<circ>[①-⑳]){_S}[、.．]?"
)
# Where one of these may start at all: most characters are passed over by their first character alone.
_MAYBE = re.compile(
    r"[第（(其首再最一二三四五六七八九十0-9０-９①-⑳]"
    r"(?:(?<=[第（(其首再最①-⑳])|(?<=[一二三四五六七八九十])(?=[一二三四五六七八九十]{0,2}[ \t\u3000\u2002\u2003\xa0]{0,4}[、.．，,）)是要])"
    r"|(?<=[0-9０-９])(?<![0-9０-９.．][0-9０-９])(?=[0-9０-９]{0,2}[ \t\u3000\u2002\u2003\xa0]{0,4}[、.．）)]))"
)
# Numbering that lost its brackets and stops, and numbering by decimals (1.1 目的): only where a line or a gap precedes.
_GAP = re.compile(
    rf"(?:^|(?<=[\s。；：]))(?:(?P<dec>\d{{1,2}}(?:[.．]\d{{1,2}}){{1,3}})[.．]?{_S}(?=[\u4e00-\u9fff（“《])"
    rf"|(?P<arsp>\d{{1,2}})[ \t\u3000\u2003]{{1,4}}(?=[\u4e00-\u9fff“《])"
    rf"|(?P<bare>{CN}){_S}(?=[\u4e00-\u9fff“])"
    r"(?![是要年月日号人个级条项种批次位大中届体方般些天周时点段者带路对家把口向市县区省乡村镇级流线期块块样旦贯律致直度概切定以来左右多余季旬农产轮国核]))",
    re.MULTILINE,
)
_SPACE = frozenset(" \t\u3000\u2002\u2003\xa0\u200b\ufeff\u200d")
_CLASS = {c: "stop" for c in "。！？!?…"} | {c: "semi" for c in "；;"} | {c: "colon" for c in "：:"} | {c: "comma" for c in "，,、"}
_CLOSING = frozenset("”’」』》）)】〕]\"'")
_REACH = 200          # white space before an enumerator is looked through so far, so that a file of blanks stays linear


def _before(text: str, start: int) -> str:
    i, least = start - 1, start - _REACH
    while i >= 0 and i > least and text[i] in _SPACE:
        i -= 1
    if i < 0 or text[i] in "\n\r":
        return "line"
    char = text[i]
    if char in _CLOSING and i > 0:
        inner = text[i - 1]
        if inner in "。！？!?…":
            return "stop"
        if char in "）)" and i + 1 < start:
            return "stop"
        if char in "）)":
            return "semi"
    found = _CLASS.get(char)
    if found:
        return found
    return "space" if i + 1 < start else "none"


_CITED = re.compile(r"[项款条目]|至|到|[、和或及与]{1}[（(]")


def candidates(text: str) -> list[Candidate]:
    """Every place where an enumerator may stand, in order.

    >>> [(c.kind, c.label, c.before) for c in candidates("一、目标\\n（一）巩固。一是抓早；二是抓小。")]
    [('cn', '一', 'line'), ('pcn', '一', 'line'), ('是', '一是', 'stop'), ('是', '二是', 'semi')]
    """
    found: list[Candidate] = []
    past = 0
    for maybe in _MAYBE.finditer(text):
        match = _ANY.match(text, maybe.start()) if maybe.start() >= past else None
        if match is None:
            continue
        past = match.end()
        group = match.lastgroup
        start, end = match.span()
        before = _before(text, start)
        loose = False
        if group == "unit":
            raw, unit = match["art"], match["unit"]
            number = ordinal(raw)
            if before not in ("line", "stop", "space") or number is None:
                continue
            if before != "line" and unit == "条":
                loose = True
            kind, label = unit, re.sub(r"\s", "", match.group())
        elif group in ("pcn", "par"):
            raw = match[group]
            if text[start - 1 : start] in ("第", "条", "款", "项", "号") and start or _CITED.match(text, end):
                continue
            kind, label, number = group, raw, ordinal(raw)
        elif group == "cnsep":
            kind, label, number = "cn", match["cn"], ordinal(match["cn"])
            loose = match["cnsep"] != "、"
            if before in ("none", "comma") or (loose and before not in ("line", "stop")):
                continue
        elif group == "verb":
            kind, label, number = match["verb"], match.group(), ordinal(match["isyao"])
            if before == "none" and number != 1:
                continue
            if before == "none" and text[start - 1 : start] in "统唯同专单之第归合万十逐不二三每任另这那哪":
                continue
        elif group == "ord":
            kind, label, number = "ord", "第" + match["ord"], ordinal(match["ord"])
            if match.group().endswith("是"):
                end -= 1
            if before == "none":
                continue
        elif group == "qi":
            kind, label, number = "qi", "其" + match["qi"], ordinal(match["qi"])
            if before not in ("line", "stop", "semi", "colon"):
                continue
        elif group == "half":
            kind, label, number = "half", match["half"], ordinal(match["half"])
            if before == "none" or text[start - 1 : start] in ("（", "("):
                continue
            if not label.isdecimal():
                kind = "pcn"                       # （一） that lost its first bracket
                loose = True
        elif group == "ar":
            kind, label, number = "ar", match["ar"], ordinal(match["ar"])
            if before in ("none", "comma"):
                continue
            loose = before != "line"
        elif group == "seq":
            label = match["seq"]
            kind, number = "seq", {"首先": 1, "其次": 2, "最后": 9}.get(label, 3)
            if before not in ("line", "stop", "semi", "colon"):
                continue
        else:
            kind, label, number = "circ", match["circ"], ordinal(match["circ"])
        if number is None or number == 0:
            continue
        found.append(Candidate(start, end, kind, number, label, before, loose))
    gaps: list[Candidate] = []
    for match in _GAP.finditer(text):
        group = match.lastgroup or ""
        start, end = match.start(group), match.end()
        before = _before(text, start)
        label = match[group]
        if group == "dec":
            if before != "line":
                continue
            parts = [int(p) for p in re.split(r"[.．]", label)]
            gaps.append(Candidate(start, end, f"dec{len(parts)}", parts[-1], label.replace("．", "."), before))
        elif group == "arsp":
            if before == "line" and int(label):
                gaps.append(Candidate(start, end, "arsp", int(label), label, before, True))
        else:
            number = ordinal(label)
            if number and before in ("line", "space", "stop"):
                gaps.append(Candidate(start, end, "bare", number, label, before, True))
    if gaps:
        taken = {c.start for c in found}
        found += (c for c in gaps if c.start not in taken)
        found.sort()
    return found
