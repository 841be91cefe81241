"""Who is told something by a plain verb or a time, without 要: 李书记组织研究, 县民政局6月底前完成核查, 县残联为老人装扶手.

The unit (a body, a post, a class marked as one: 各乡镇) opens the clause; what may follow it are two lists of words of
``lexicon/unit_words.tsv``: ``act`` (verbs of directing) and ``told`` (times, 把, 将, 为, 对, 每 and plain verbs). What
such a clause reports (对学校进行了检查) or only describes (今年印发的文件要清理) names nobody.
"""

from __future__ import annotations

import re
from functools import lru_cache

from textkit.extract.unit_lists import prefix
from textkit.extract.unit_names import Name, word

__all__ = ["OTHER", "acts", "plain"]

OTHER = re.compile(r"[与跟及或并给]|向(?!阳)|同(?![仁心江德时])|和(?![平县田政顺静硕龙林])")      # 与县水利局…: not the subject
_REACH = 60           # how far from its beginning the names of a clause may end
_CLASS = re.compile(r"各|有关|相关|全体|全[省市县区州]|本级|[省市县区]级|[省市县区]直|中心组|政府")
# A government or a school before a plain verb is the one that reports, hardly ever one that is told.
_WHOLE = re.compile(r"(?:政府|党委|[省市州]委|大学|学院|研究院|常委会|国务院|中央[^，]{0,6}|自治区[^，]{0,4})(?:党组)?$")
_TOLD = re.compile(r"各(?!级)|有关|相关|县级以上|所在地")      # … but for those told as a class: 县级以上人民政府统筹…
_DONE = re.compile(r".{1,4}(?:了|过(?![紧硬]))|.{2}的")
_REPORTS = re.compile(r"对[^，。；\n]{1,60}了(?!解)")
# … but by these a government is told something too, and so is a company of the place: 县政府把…, 县城投公司每月…
_ORDERED = re.compile(r"[把将每一在\d年月今明本下这从力争限]")
_COUNT = re.compile("[两三四五六七2-7](?:家|个?部门)")      # 公安、城管两家联合…: nothing but bodies is so counted
_PLACED = re.compile("[省市县区州镇乡]")
_MATTER = re.compile(r"的事(?:情|儿)?(?:[，,]|(?=[省市县区州镇乡]))")
# 县财政局今年安排的资金要…, 省厅将资金下达后，…: the unit is inside what is spoken of
_INSIDE = re.compile(r"[^，。；、\n]{2,24}(?<!部署)的[^，。；的\n]{1,12}?(?:要|都|必须|须|应|一律)|(?:将|把)[^，。；\n]{2,40}(?:后|时)[，,]")


@lru_cache(maxsize=None)
def _lead() -> re.Pattern[str]:
    return re.compile(f"(?:(?:{word('leadin')})[，,、 　]?){{1,4}}")


def plain(text: str, start: int, end: int, kinds: set[str]) -> list[Name] | None:
    """The units at the head of the clause ``text[start:end]`` that one of the ``kinds`` of words follows.

    >>> text = "县民政局6月底前完成核查"
    >>> [name.span.of(text) for name in plain(text, 0, len(text), {"told"}) or []]
    ['县民政局']
    """
    while start < end and text[start] in " 　\t":
        start += 1
    if OTHER.match(text, start):
        return None
    head = _lead().match(text, start, end)
    begins = [head.end() if head else start, start]
    if "told" in kinds and (matter := _MATTER.search(text, start, min(end, start + 30))):
        begins.append(matter.end())               # 路牌的事县交通局跟县文旅局一起弄
    for at in dict.fromkeys(begins):
        for kind in ("act", "told"):
            got = prefix(text, at, min(end, at + _REACH), verb=kind) if kind in kinds else None
            if not got or got[0] >= end or _DONE.match(text, got[0], end) or _REPORTS.match(text, got[0], end):
                continue
            if kind == "told" and _INSIDE.match(text, got[0], min(len(text), end + 1)):
                continue
            told = kind == "told" and _ORDERED.match(text, got[0]) is not None
            if _COUNT.match(text, got[1][-1].span.end) or all(acts(text, n, told, bool(i)) for i, n in enumerate(got[1])):
                return got[1]
    return None


def acts(text: str, name: Name, told: bool = False, listed: bool = False) -> bool:
    """Whether the name may stand before a plain verb: a class of bodies only where it is marked as one (各部门).

    ``listed`` says that names stand before it (各镇党委书记、镇长), ``told`` that what follows (把, 将, 每月, a time) is said to bodies that a plain verb only reports of.
    """
    written = name.span.of(text)
    loose = told and name.use == "modal" and name.unit_type == "body" and _PLACED.match(written)
    if not (name.use == "any" or loose) or name.span.end - name.span.start < (2 if listed else 3):
        return False
    if not told and _WHOLE.search(written) and not _TOLD.match(written):
        return False
    return name.unit_type in ("body", "person", "post") or bool(_CLASS.match(written))
