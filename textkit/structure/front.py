"""The lines around the body: title, byline, date line, number, addressee, greeting, issuer and date of signature."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache
from typing import NamedTuple

from textkit.lexicon import load
from textkit.model import DocType
from textkit.structure.lines import Line

__all__ = ["NAME", "POST", "Mark", "front", "heads_a_document", "title_type", "unnumbered"]

_SPACES = re.compile(r"[\s\u3000\u200b\u200d]+")
_QUOTES = str.maketrans("", "", "《》〈〉“”\"'‘’")
_NUMBER = re.compile(
    r"^[（(]?(?![^〔]{0,16}(?:关于|的))[\u4e00-\u9fffA-Za-z]{1,16}\s{0,2}[〔\[［﹝(（【][12]\d{3}[〕\]］﹞)）】]\s{0,2}第?\s{0,2}\d{1,5}\s{0,2}号\s{0,2}[）)]?(?:[（(][^（）()]{6,20}[）)])?$"
    r"|^[（(]?(?:[12]\d{3}年)?第\s{0,2}\d{1,4}\s{0,2}期[^。]{0,20}$|^第\s{0,2}\d{1,5}\s{0,2}号$"
)
DATE = (r"(?:[12]\d{3}|[一二][一二三四五六七八九〇○零Ｏ0]{3})\s{0,2}年(?:\s{0,2}(?:\d{1,2}|[一二三四五六七八九十]{1,3})\s{0,2}月"
        r"(?:\s{0,2}(?:\d{1,2}|[一二三四五六七八九十]{1,3})\s{0,2}日)?)?")
_DATE_ONLY = re.compile(rf"^[（(—―–-]{{0,4}}{DATE}\s{{0,4}}(?:印发|签发|发布)?[）)]?$")
_ISSUED = re.compile(rf"^[\u4e00-\u9fff]{{2,30}}[\s\u3000]{{1,8}}{DATE}$")
_DATE_LINE = re.compile(rf"^[（(]?[—―–-]{{0,6}}\s{{0,2}}{DATE}(?:[^。]{{0,60}}(?:会议|大会|全会|会)上?[^。]{{0,40}}|[^。]{{0,4}}在[^。]{{2,30}}届)[）)。]?$")
_SIGNED = re.compile(rf"^[\u4e00-\u9fff、\s]{{2,40}}(?:办公厅|办公室|政府|委员会|局|厅|部|委){DATE}(?:印发)?$")
_ORGAN = re.compile(r"(?:国务院|政府|办公厅|办公室|委员会|党委|县委|市委|省委|区委|州委|工委|党组|[\u4e00-\u9fff]{2,}(?:部|局|厅|委|署|办|院|社|会|总局|集团|中心|小组|领导小组))$")
_GREETING = re.compile(r"^(?:尊敬的)?(?:各位[\u4e00-\u9fff]{2,6}|同志们|代表们|委员们|朋友们|女士们|先生们|大家好)[^。]{0,40}[：:！!，,]?$")
_ADDRESSEE = re.compile(r"(?:政府|部门|单位|机构|厅|局|委|部|办|公司|院|组|直属|区|盟|企业|会|中心|学校|院校|兵团|[）)])[：:]$")
POST = (r"(?:国务院)?(?:副总理|总理|代?省长|副省长|代?市长|副市长|代?州长|副州长|代?县长|副县长|代?区长|副区长|盟长|代主席|副主席|主席|书记|"
        r"副书记|主任|副主任|局长|厅长|部长|行长|专员|镇长|乡长|检察长|院长|秘书长|常委|司令员|政委)")
NAME = (r"(?<=[\s\u3000])[\u4e00-\u9fff]{4}(?=\s{0,4}$)|[\u4e00-\u9fff]\s{0,4}[\u4e00-\u9fff](?:\s{0,2}[\u4e00-\u9fff])?"
        r"|[\u4e00-\u9fff]{2,7}(?:[·•・．][\u4e00-\u9fff]{1,8}){1,2}")
_BYLINE = re.compile(rf"^[—―–-]{{0,4}}(?:[\u4e00-\u9fff、]{{0,30}}?{POST}[、，,\s]{{0,4}}){{1,3}}(?:{NAME})\s{{0,4}}$")
_POST_NAME = re.compile(rf"^(?:{POST})\s{{1,8}}(?:{NAME})$")
_CREDIT = re.compile(r"^(?:来源|文章来源|作者|编辑|责任编辑|记者|撰稿|发布机构|发布时间|发表时间|时间|供稿|信息来源)\s{0,2}[：:]")
_CAPTION = re.compile(r"(?:摄|[报社]记者.{0,20}摄)[。]?$")
_TRAIL = re.compile(r"^[（(](?:此件|此文|本文)[^）)]{2,20}[）)]$|^抄送[：:]|^附件\s{0,2}\d{0,2}\s{0,2}[：:]?")
_PART = re.compile(r"[一二三四五六七八九十]{1,3}、|第[一二三][章条]|[（(][一二三][）)]|为")
_NO_TITLE = re.compile(r"作(?:了)?(?:政府)?工作报告$|[报社]记者|^[（(]|相关报道")
_HEAD_LINES = 24


class Mark(NamedTuple):
    """A line that is not body text, and what it is."""

    line: Line
    kind: str


@lru_cache(maxsize=1)
def _types() -> tuple[tuple[re.Pattern[str], str, str], ...]:
    return tuple((re.compile(e.pattern), e["doc_type"], e["role"]) for e in load("doctypes"))


_NUMBER_TAIL = re.compile(r"(?<=[知函复见令告定])(?!函)[（(]?[\u4e00-\u9fff]{1,10}[〔\[［]\d{4}[〕\]］]\d{1,5}号[）)]?$")


def unnumbered(words: str) -> str:
    """A title without the document number that a lost line break has put behind it."""
    return _NUMBER_TAIL.sub("", words)


def title_type(words: str, role: str = "title") -> DocType | None:
    """The kind of document that a title (or, with ``role="opening"``, its first sentences) speaks of, or None.

    >>> title_type("关于印发护河行动计划的通知"), title_type("春耕")
    ('notice', None)
    """
    folded = _SPACES.sub("", unnumbered(words)).translate(_QUOTES)
    for pattern, kind, where in _types():
        if where == role and pattern.search(folded):
            return kind                                        # type: ignore[return-value]
    return None


def heads_a_document(title: str, below: Sequence[str]) -> bool:
    """Whether a title-like line opens a document: the lines below it hold a number, or the greeting of a speech.

    >>> heads_a_document("在护林会议上的讲话", ["（2031年3月5日）", "同志们："])
    True
    """
    kind = title_type(title)
    for words in below:
        if len(words) > 60:
            return False
        if _NUMBER.match(words):
            return kind not in (None, "other")
        if _GREETING.match(words):
            return kind in ("speech", "work_report")
    return False


def _is_title(text: str) -> bool:
    if len(text) > 130 or ">" in text or _NO_TITLE.search(text) or text[-1] in "。；，：！？;,:!?" or re.search(r"[。；]", text):
        return False
    return title_type(text) is not None


def _head(found: Sequence[Line]) -> list[Mark]:
    """What stands above the body. A title may be broken over up to four lines."""
    marks: list[Mark] = []
    i, titled = 0, False
    while i < min(len(found), _HEAD_LINES):
        line = found[i]
        text = line.text
        if _GREETING.match(text):
            marks.append(Mark(line, "greeting"))
            if i > 0 or len(text) < 30:
                break
        elif len(text) > 400 or (len(text) > 60 and "。" in text[:-1] and not _DATE_LINE.match(text)):
            break
        elif _NUMBER.match(text):
            marks.append(Mark(line, "doc-number"))
        elif _DATE_ONLY.match(text) or _DATE_LINE.match(text) or _ISSUED.match(text):
            marks.append(Mark(line, "date-line"))
        elif _ADDRESSEE.search(text) and ("各" in text or "、" in text or titled):
            marks.append(Mark(line, "addressee"))
            break
        elif _CREDIT.match(text) or _CAPTION.search(text):
            marks.append(Mark(line, "credit"))
        elif _BYLINE.match(text):
            marks.append(Mark(line, "byline"))
        elif _PART.match(text):
            break
        else:
            joined = ""
            for j in range(i, min(i + 4, len(found))):
                part = found[j].text
                if len(part) > 60 and j > i or part[-1] in "。；：;:" or (j > i and (_NUMBER.match(part) or _DATE_LINE.match(part))):
                    break
                joined += part
                if _is_title(joined):
                    # the next line may still belong to it: …的指导 / 意见（试行）
                    titled = True
                    marks += [Mark(found[k], "title") for k in range(i, j + 1)]
                    i = j
                    break
            else:
                joined = ""
            if not (marks and marks[-1].line == found[i] and marks[-1].kind == "title"):
                if text[-1:] in "。；" and len(text) > 30:
                    break
                if re.fullmatch(r"[\u4e00-\u9fff]{2,4}", text) and titled:
                    marks.append(Mark(line, "byline"))
        i += 1
    return marks


def _signatures(found: Sequence[Line]) -> list[Mark]:
    """Dates that stand alone below a body, with the issuers above them."""
    marks: list[Mark] = []
    for i in range(1, len(found)):
        text = found[i].text
        if len(text) > 60:
            continue
        if _SIGNED.match(text):
            marks.append(Mark(found[i], "signature"))
        elif _DATE_ONLY.match(text) and "年" in text and "日" in text:
            issuers = []
            j = i - 1
            while j > 0 and i - j < 8 and len(found[j].text) <= 40 and _ORGAN.search(_SPACES.sub("", found[j].text)):
                issuers.append(Mark(found[j], "signature"))
                j -= 1
            if j == i - 1 and _POST_NAME.match(found[j].text):
                marks.append(Mark(found[j], "byline"))
            if issuers or i >= len(found) - 3 or _POST_NAME.match(found[i - 1].text):
                marks += issuers
                marks.append(Mark(found[i], "date-line"))
        elif _TRAIL.match(text):
            marks.append(Mark(found[i], "trailer"))
    return marks


def front(found: Sequence[Line], text: str = "") -> list[Mark]:
    """The lines of a document that are not body text, in order. ``text`` is what the lines stand in.

    >>> from textkit.structure.lines import lines
    >>> [m.kind for m in front(lines("关于护林的通知\\n海林发〔2031〕5号\\n各乡镇人民政府：\\n现通知如下。"))]
    ['title', 'doc-number', 'addressee']
    """
    marks = _head(found)
    seen = {m.line.start for m in marks}
    tail = [m for m in _signatures(found) if m.line.start not in seen]
    marks += tail
    seen |= {m.line.start for m in tail}
    # The title of an annex: the first line or lines below a signature.
    index = {line.start: i for i, line in enumerate(found)}
    for mark in tail:
        if mark.kind in ("date-line", "trailer"):
            i = index[mark.line.start] + 1
            joined = ""
            group = []
            for j in range(i, min(i + 3, len(found))):
                if found[j].start in seen or len(found[j].text) > 60 or found[j].text[0].isdigit():
                    break
                joined += found[j].text
                group.append(found[j])
                if _is_title(joined):
                    marks += [Mark(g, "annex-title") for g in group]
                    seen |= {g.start for g in group}
                    break
    # The title of a further annex: a title that the text has named before.
    for i in range(2, len(found) - 1):
        line = found[i]
        words = line.text
        if 8 <= len(words) <= 60 and line.start not in seen and words[0] not in "一二三四五六七八九十（(1234567890第" and _is_title(words):
            core = re.sub(r"[（(][^）)]*[）)]$", "", words)
            below = found[i + 1].text
            if len(core) >= 8 and (len(below) > 40 or _PART.match(below)) and 0 <= text.find(core) < line.start:
                marks.append(Mark(line, "annex-title"))
    return sorted(marks, key=lambda m: m.line.start)
