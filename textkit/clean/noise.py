"""What is not the document's own text: menus, buttons, stamps of the site, adverts, captions, licences, title copies.

The words are in ``lexicon/clean_noise.tsv``; the grammar is here. A line counts whole or not at all, and rules that a
document could trip (来源：…, 编辑：…) are tried among the first and last lines of a file only.
"""

from __future__ import annotations

import re
from collections import deque
from dataclasses import dataclass
from difflib import SequenceMatcher
from functools import lru_cache
from itertools import islice

from textkit.lexicon import load
from textkit.model import Edit, fold

__all__ = ["find_noise"]

_EDGE = 48          # how many lines from either end of a file may be furniture of its page
_LONGEST = 320      # a longer line is no furniture
_SPACE = " \t\r\u00a0\u2002\u2003\u3000\u200b\u200c\u200d\ufeff"


@dataclass(frozen=True, slots=True)
class Line:
    """A line without the space around it: offsets in the text and its words."""

    start: int
    end: int
    text: str


@dataclass(frozen=True, slots=True)
class _Rules:
    cues: re.Pattern[str]
    everywhere: re.Pattern[str]
    edge: re.Pattern[str]
    weak: re.Pattern[str]
    names: tuple[str, ...]


@lru_cache(maxsize=8)
def _rules(extra: tuple[str, ...] = ()) -> _Rules:
    """The list compiled into one pattern per place; the number of the group that matched gives the rule."""
    rows = load("clean_noise", extra)
    cues: dict[str, None] = {}

    def one(*places: str) -> re.Pattern[str]:
        parts = [f"(?P<r{i}>{row.pattern})" for i, row in enumerate(rows) if row["where"] in places]
        return re.compile("|".join(parts))

    for row in rows:
        if row["where"] == "any":
            cues.update(dict.fromkeys(cue for cue in row["cue"].split("|") if cue))
    found = re.compile("|".join(re.escape(cue) for cue in sorted(cues)))
    return _Rules(found, one("any"), one("any", "edge"), one("weak"), tuple(row["rule"] for row in rows))


def _line(text: str, at: int) -> Line | None:
    """The line around ``at``; None where it is longer than furniture ever is. Looks no further than that."""
    start = text.rfind("\n", max(0, at - _LONGEST), at) + 1
    if start == 0 and at > _LONGEST:
        return None
    end = text.find("\n", at, at + _LONGEST)
    if end < 0:
        if at + _LONGEST < len(text):
            return None
        end = len(text)
    return _stripped(text, start, end)


def _stripped(text: str, start: int, end: int) -> Line:
    words = text[start:end]
    left = words.lstrip(_SPACE)
    start += len(words) - len(left)
    left = left.rstrip(_SPACE)
    return Line(start, start + len(left), left)


_WORDS = re.compile(r"[^\s\u200b-\u200d\ufeff][^\n]*")


def _first_lines(text: str) -> list[Line]:
    return [_stripped(text, hit.start(), hit.end()) for hit in islice(_WORDS.finditer(text), _EDGE)]


def _last_lines(text: str, after: int) -> list[Line]:
    """The last lines that stand whole below ``after`` and in the last stretch of the file."""
    low = max(after, len(text) - _EDGE * 600)
    if low > after:
        low = max(text.find("\n", low), low)
    return [_stripped(text, hit.start(), hit.end()) for hit in deque(_WORDS.finditer(text, low), _EDGE)]


_PROSE = re.compile(r"[。；！？，,;!?]")
_ARROW = re.compile(r"^[>＞»›]{1,2}$")
_BULLET = re.compile(r"^[•●■◆▪◦‣▶►]\s{0,4}\S{1,8}$")
_NAVIGATION = re.compile(r"首页|新闻|范文|文章|登录|注册|导航|搜索|政务公开|办事服务|互动|散文|日记|作文|小说|诗歌")
_LABEL_TIME = re.compile(r"^(?:发布|发表|更新|刊发|上传|录入)?(?:时间|日期)[:：]$")
_LABEL_NAME = re.compile(r"^(?:信息|文章|稿件|新闻)?来源[:：]$")
_LABEL_ONLY = re.compile(r"^(?:阅读|浏览|点击|访问)(?:量|数|次数)?[:：]$")
_DATE = re.compile(r"^\d{4}[-/.年]\d{1,2}[-/.月]\d{1,2}日?(?:\s{1,3}\d{1,2}:\d{2}(?::\d{2})?)?$")
_LEDE = re.compile(
    r"^(?=.{0,200}(?:开幕|举行|召开|开会))\d{1,2}月\d{1,2}日(?:上午|下午)?[，,].{0,400}"
    r"(?:作(?:了)?政府工作报告|作报告|报告工作|全文如下|现场|摄|图)"
)


class _Found:
    """The lines taken so far, by their start."""

    def __init__(self) -> None:
        self.spans: dict[int, tuple[int, str, bool]] = {}

    def add(self, line: Line, rule: str, certain: bool = True) -> None:
        self.spans.setdefault(line.start, (line.end, rule, certain))

    def __contains__(self, line: object) -> bool:
        return isinstance(line, Line) and line.start in self.spans


def find_noise(text: str, extra: tuple[str, ...] = ()) -> list[Edit]:
    """Edits that take away the furniture of ``text``, sorted; each covers a line without its break.

    ``extra``: files of the user's own in the columns of ``clean_noise.tsv``. ``find_noise("下一篇：某镇动员会\\n")`` gives
    one edit, 0 to 9, rule ``noise.related``.
    """
    rules = _rules(extra)
    found = _Found()
    seen = -1
    for cue in rules.cues.finditer(text):
        if cue.start() >= seen:
            line = _line(text, cue.start())
            if line is not None:
                _match(rules, rules.everywhere, line, found)
                seen = line.end
    head = _first_lines(text)
    tail = _last_lines(text, head[-1].end if head else 0)
    if len(tail) < _EDGE:                         # a short file: its head and its tail are one
        _edge(rules, head + tail, found)
    else:
        _edge(rules, head, found)
        _edge(rules, tail, found)
    _licence(text, head + tail, found)
    _related(head, tail, found)
    _title_copies(head, found)
    edits = [Edit(start, end, "", rule, certain) for start, (end, rule, certain) in sorted(found.spans.items())]
    return _source_at_end(text, edits)


def _match(rules: _Rules, pattern: re.Pattern[str], line: Line, found: _Found) -> bool:
    hit = pattern.match(line.text) if len(line.text) <= _LONGEST else None
    if hit is None or hit.lastgroup is None:
        return False
    rule = rules.names[int(hit.lastgroup[1:])]
    found.add(line, rule, rule not in {"noise.caption", "noise.related"})
    return True


def _edge(rules: _Rules, lines: list[Line], found: _Found) -> None:
    """Furniture among the first or last lines: whole lines, labels with their value below, menus, words in company."""
    weak: list[bool] = []
    for line in lines:
        short = len(line.text) <= 130 and line not in found
        weak.append(short and not _match(rules, rules.edge, line, found) and rules.weak.match(line.text) is not None)
    for i, line in enumerate(lines):
        if len(line.text) > 24:
            if len(line.text) <= 400 and _LEDE.match(line.text):
                found.add(line, "noise.caption", certain=False)
            continue
        below = lines[i + 1] if i + 1 < len(lines) else None
        if _ARROW.match(line.text):
            for other in (lines[i - 1] if i else None, line, below):
                if other is not None and len(other.text) <= 16 and not _PROSE.search(other.text):
                    found.add(other, "noise.breadcrumb")
        elif _LABEL_TIME.match(line.text) and below is not None and _DATE.match(below.text):
            found.add(line, "noise.stamp")
            found.add(below, "noise.stamp")
        elif _LABEL_NAME.match(line.text):
            found.add(line, "noise.stamp")
            if below is not None and len(below.text) <= 20 and not re.search(r"[，。：:；]", below.text):
                found.add(below, "noise.stamp")
        elif _LABEL_ONLY.match(line.text):
            found.add(line, "noise.stamp")
    _menus(lines, found)
    # a word such as 下载 or 【 is furniture beside other furniture, or where three stand together
    i = 0
    while i < len(lines):
        if not weak[i]:
            i += 1
            continue
        j = i
        while j < len(lines) and (weak[j] or lines[j] in found):
            j += 1
        first = i
        while first and lines[first - 1] in found:
            first -= 1
        if j - first >= 3 or any(lines[k] in found for k in range(first, j)):
            for k in range(i, j):
                hit = rules.weak.match(lines[k].text)
                if hit is not None and hit.lastgroup is not None:
                    found.add(lines[k], rules.names[int(hit.lastgroup[1:])])
        i = j


def _menus(lines: list[Line], found: _Found) -> None:
    """Three or more short lines with bullets, or four or more short lines at the very head one of which is a menu word."""
    i = 0
    while i < len(lines):
        j = i
        while j < len(lines) and (lines[j] in found or len(lines[j].text) <= 13 and _BULLET.match(lines[j].text)):
            j += 1
        if sum(line not in found for line in lines[i:j]) >= 3:
            for line in lines[i:j]:
                found.add(line, "noise.menu")
        i = max(j, i + 1)
    if lines and lines[0].start < 200:
        j = 0
        while j < len(lines) and len(lines[j].text) <= 6 and not re.search(r"[\d，。：:、（(第一二三四五六七八九十]", lines[j].text):
            j += 1
        if j >= 4 and any(_NAVIGATION.search(line.text) for line in lines[:j]):
            for line in lines[:j]:
                found.add(line, "noise.menu", certain=False)


def _related(head: list[Line], tail: list[Line], found: _Found) -> None:
    """Below 相关阅读： at the end of a file stand links: short lines without a stop, to the end."""
    lines = tail or head
    for i, line in enumerate(lines):
        if line in found and found.spans[line.start][1] == "noise.related":
            rest = lines[i + 1 :]
            if len(rest) <= 24 and all(len(x.text) <= 70 and "。" not in x.text for x in rest):
                for x in rest:
                    found.add(x, "noise.related", certain=False)


_LICENCE = re.compile(r"^本作品(?:是|在|来自|属于|原文|的|以|自|为|根据|依)|^(?:Public domain|Creative Commons|公有领域)", re.I)


def _licence(text: str, lines: list[Line], found: _Found) -> None:
    """The licence that a library of texts puts below each of them: from its first line to the end of the file."""
    for i, line in enumerate(lines):
        if len(text) - line.start < 2500 and i > 2 and _LICENCE.match(line.text):
            if any(re.search(r"著作权法|公有领域|Public domain|版权", other.text) for other in lines[i:]):
                for other in lines[i:]:
                    found.add(other, "noise.licence")
                return


_CLAUSE = re.compile(r"[。；！]")
_SITE_TAIL = re.compile(r"\s{0,4}[-_—|｜]{1,2}\s{0,4}[\u4e00-\u9fffA-Za-z]{2,20}(?:网|频道|站|政府|平台|门户)?$")
_KIND = re.compile(r"(?:报告|讲话|讲话稿|意见|方案|通知|办法|要点|规划|计划|决定|公告|致辞|发言|总结|条例|规定|措施|细则|函|批复)$")
_ENUMERATED = re.compile(
    r"^(?:[一二三四五六七八九十]{1,3}、|[（(][一二三四五六七八九十\d]{1,3}[)）]|第[一二三四五六七八九十]{1,3}[章条节])"
)


def _core(line: str) -> str:
    """A title without what sites put around it: stops, brackets, width, the name of the site, the particle 的."""
    return re.sub(r"[\W_的]+", "", fold(_SITE_TAIL.sub("", line))).replace("ー", "")


def _title_copies(head: list[Line], found: _Found) -> None:
    """The site's own copy of the title above the document's.

    Of two lines alike before the text begins the lower is the document's own. The upper is the site's where it differs
    (in width, a stop, the name of the place before it) or stands below other furniture; two equal lines at the very head
    of a file may both be the document's.
    """
    lines: list[Line] = []
    for line in head:
        if line not in found:
            if len(line.text) > 60 and _CLAUSE.search(line.text[:-1]) or _ENUMERATED.match(line.text) or len(lines) > 12:
                break
            lines.append(line)
            if line.text[-1] in "：:" and len(line.text) > 3:
                break                             # the salutation
    for i, upper in enumerate(lines):
        if len(upper.text) > 130 or len(upper.text) < 4 or upper.text[-1] in "：:":
            continue
        core = _core(upper.text)
        if len(core) < 4:
            continue
        for lower in lines[i + 1 :]:
            other = _core(lower.text)
            if len(other) < 4 or len(lower.text) > 130:
                continue
            same = upper.text == lower.text
            between = any(start < lower.start and start > upper.end for start in found.spans)
            if core == other:
                if not same or any(start < upper.start for start in found.spans):
                    found.add(upper, "noise.title-copy", certain=not same)
                    break
            elif _KIND.search(lower.text) and core.endswith(other) and (between or len(other) >= 12):
                found.add(upper, "noise.title-copy", certain=False)
                break
            elif min(len(core), len(other)) >= 10 and _KIND.search(_SITE_TAIL.sub("", upper.text)):
                if SequenceMatcher(None, core, other, autojunk=False).ratio() > 0.94 and lower.start - upper.end < 200:
                    found.add(upper, "noise.title-copy", certain=False)
                    break


_SOURCE_END = re.compile(r"[（(](?:本文)?(?:来源|转自|据)[:：]?[^（）()。，]{2,24}[)）]\s*\Z")


def _source_at_end(text: str, edits: list[Edit]) -> list[Edit]:
    """（来源：某日报） at the end of the last line of a text that has lost its line breaks."""
    hit = _SOURCE_END.search(text, max(0, len(text) - 60))
    if hit is not None and (not edits or edits[-1].end <= hit.start()):
        edits.append(Edit(hit.start(), hit.start() + len(hit[0].rstrip()), "", "noise.stamp"))
    return edits
