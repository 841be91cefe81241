"""Subjects that stand apart from their 要, and stretches whose units are made answerable for nothing.

各部门在制定细则时，要…; 各地对老旧管网要…; 申请人收到通知的，应当…: the units open the clause, a circumstance or a topic
follows, the modal comes after it or opens the next clause. :func:`apart` reads such a stretch. What is only written
about (a quotation, the make-up of a mechanism, what a rule is to lay down) is found by :func:`content`.
"""

from __future__ import annotations

import re
from functools import lru_cache

from textkit.extract.unit_lists import split_list
from textkit.extract.unit_names import FINAL, Name, word
from textkit.model import Span

__all__ = ["apart", "content", "lays_down", "opens", "plays"]

_REACH = 80           # how far from its beginning the names of a clause may end
_TRIED = 6            # prepositions and verbs tried as the end of the names
_LONGEST = 160        # a circumstance longer than this is none
_STRICT = re.compile(r"应|须|必须|不得|不能|不准|严禁|负责")
_CLOSED = re.compile(r"(?:时|之?后|之?前|的|中|上|下|内|里|期间|过程|方面|同时|情况|基础|范围|领域|环节|以?来|起)$")
_REPORTED = re.compile(r"(?:情况|问题|方案|总结|报告|名单|意见|建议|经验|做法|材料|数据|计划|细则|办法)$")
_TO_REPORT = re.compile(r"(?:请|要|应当|应|须|必须)(?:及时|按时|按季|按年|于[^，。；]{1,14})?(?:向[^，。；]{2,16})?(?:报送|上报|报告|报|反馈|函告|抄送|书面报告)")
# 作了部署 reports; 已建成的平台要… speaks of the platform
_DONE = re.compile(r"了(?!解)|已经|已(?!有)|曾|作出[^，。；]{0,12}(?:部署|规定|决定|要求)|高度重视")
_QUOTED = re.compile(r"“[^“”\n]{6,300}”")
_ORDERS = "建立|健全|完善|构建|形成|推进|推动|加强|加快|开展|落实|强化|提升|实施|确保|做好"
_MECHANISM = re.compile(
    rf"(?:建立|健全|完善|构建|形成|实行|推行|探索|创新|优化)(?P<made>(?:[^，。；\n]|，(?!{_ORDERS})){{4,90}}?)的[^，。；、\n“”]{{0,14}}?"
    r"(?:机制|格局|体系|制度|模式|体制|架构|网络|方式|局面)"
)
_MADE = re.compile(r"^[^，]{0,20}?由|^[^，]{2,40}?(?:牵头|负责|配合|协助|参与|抓落实)")
_LAYS_DOWN = re.compile(r"在[^，。；\n]{2,40}(?:[中里上]|合同|协议|章程|文件|办法|规定|细则)(?:予以|进一步|应当|[要应须])?(?:明确|规定|约定|载明|注明|写明)$")
_PLAYS = re.compile(r"发挥([^，。；\n]{2,30}?)的?(?:总?牵头(?:抓总|揽总|协调|总抓)?|抓总)(?:和[^，。；]{2,8}|、[^，。；]{2,8})?的?作用")


@lru_cache(maxsize=None)
def _patterns() -> tuple[re.Pattern[str], re.Pattern[str], re.Pattern[str]]:
    lead = re.compile(f"(?:(?:{word('leadin')})[，,、 　]?){{1,4}}")
    tail = re.compile(f"(?:{word('adverb')}){{1,4}}$")
    return lead, tail, re.compile(f"(?P<on>{word('topic')})|(?P<within>{word('circumstance')})|(?P<event>{word('event')})")


def opens(text: str, start: int, end: int) -> tuple[list[Name], re.Match[str]] | None:
    """The list of units that opens the stretch, and the preposition or verb right after it; None without one.

    >>> names, after = opens("各部门对积案要逐件化解", 0, 11)
    >>> [n.span.of("各部门对积案要逐件化解") for n in names], after[0]
    (['各部门'], '对')
    """
    while start < end and text[start] in " 　\t\u2002\xa0":
        start += 1
    lead, _, after = _patterns()
    head = lead.match(text, start, end)
    for begin in dict.fromkeys((head.end() if head else start, start)):
        for number, mark in enumerate(after.finditer(text, begin + 2, min(end, begin + _REACH))):
            if number >= _TRIED:
                break
            at = mark.start()
            if text[at - 1] in FINAL and (names := split_list(text, begin, at)) and names[0].span.start - begin <= 4:
                if all(name.use != "place" for name in names):
                    return names, mark
                if mark.lastgroup != "event":     # 县住房城乡 ends like a place where 县住房城乡建设局 goes on
                    return None
    return None


def apart(text: str, start: int, end: int, modal: int) -> list[Name] | None:
    """The units that open ``text[start:end]`` where all that follows them is a circumstance or a topic.

    ``modal`` is where the 要 or 应当 begins that they are the subject of: at ``end`` or at the head of the next clause.
    """
    if end - start > _LONGEST or (found := opens(text, start, end)) is None:
        return None
    names, mark = found
    _, tail, _ = _patterns()
    if modal == end and (adverb := tail.search(text, max(mark.end(), end - 24), end)):
        end = adverb.start()
    rest = text[mark.end() : end]
    if (len(rest) < 2 and rest not in ("此", "其")) or _DONE.search(text, mark.start(), end):
        return None
    strict = _STRICT.match(text, modal) is not None
    if any(name.use == "article" for name in names) and not strict:
        return None
    if mark.lastgroup == "on":
        return names
    if _CLOSED.search(rest) and not (modal == end and rest.endswith("的")):
        return names
    if mark.lastgroup == "event":
        if _REPORTED.search(rest):
            return names if _TO_REPORT.match(text, modal) else None
        return names if strict and "的" not in rest else None
    return None if "的" in rest else names


def content(text: str, start: int, end: int) -> list[Span]:
    """What is only written about: 建立由县长牵头的机制, “谁审批、谁负责”; sorted, apart from each other."""
    out: list[Span] = []
    made = [m.span() for m in _MECHANISM.finditer(text, start, end) if _MADE.match(m["made"])]
    for span in sorted(Span(*pair) for pair in [m.span() for m in _QUOTED.finditer(text, start, end)] + made):
        if out and span.start < out[-1].end:
            out[-1] = Span(out[-1].start, max(out[-1].end, span.end))
        else:
            out.append(span)
    return out


def lays_down(text: str, start: int, end: int) -> bool:
    """Whether what follows the clause is what a rule is to say: 请市财政局在细则中明确，…"""
    return _LAYS_DOWN.search(text, max(start, end - 60), end) is not None


def plays(text: str, start: int, end: int) -> list[Name] | None:
    """Who leads in 发挥市科技局牵头抓总作用."""
    match = _PLAYS.search(text, start, end)
    return split_list(text, *match.span(1)) if match else None
