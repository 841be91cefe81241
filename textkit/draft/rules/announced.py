"""我讲三点意见, and then there are four.

Source: 公文校对惯例. Counted is the first numbering after the announcement, to its end; without one the rule is silent.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from textkit.draft.manuscript import Manuscript
from textkit.draft.rule import Example, Hit, Rule, hit
from textkit.draft.rules.sequences import RANK
from textkit.structure.enumerators import Candidate
from textkit.structure.numerals import ordinal

_NUMBER = r"(?P<n>[一二三四五六七八九十两]{1,3}|\d{1,2})"
_WHAT = r"(?:点|个方面|方面|个问题|件事|项工作|项任务|项措施|项重点|条|个要求|项要求|大任务|大工作|个重点|个着力点|个环节)"
_ANNOUNCED = re.compile(
    rf"(?:讲|谈|提|说|强调|提出|抓好|做好|把握|围绕|从|处理好|突出|落实|有|作|报告)(?:好|出|到)?(?:以下|如下|下面|这)?(?:的)?{_NUMBER}{_WHAT}"
    r"(?:的?(?:意见|要求|希望|建议|看法|体会|工作|任务|内容|情况|想法|认识|措施|问题))?(?=[：:。]|，?(?:就是|分别是))"
)
_NEAR = 60                                        # characters within which the numbering must begin
_RANK = {**RANK, "ord": 8, "是": 9, "要": 9, "qi": 9}


def _members(following: list[Candidate]) -> list[Candidate]:
    """The numbering that ``following[0]`` opens, without what stands inside its members."""
    first = following[0]
    out = [first]
    for candidate in following[1:]:
        if candidate.kind == first.kind and (candidate.before == "line" or first.before != "line"):
            if candidate.number == 1:
                break
            if out[-1].number < candidate.number <= out[-1].number + 3:      # a gap is numbering.skip's to report
                out.append(candidate)
        elif candidate.before == "line" and not candidate.loose and _RANK.get(candidate.kind, 99) < _RANK[first.kind]:
            break
    return out


def _find(manuscript: Manuscript) -> Iterator[Hit]:
    known = [c for c in manuscript.enumerators if c.kind in _RANK and c.before != "none" and (not c.loose or c.kind == "ar" and c.before == "line")]
    for found in _ANNOUNCED.finditer(manuscript.text):
        said = 2 if found["n"] == "两" else ordinal(found["n"])
        following = [c for c in known if c.start >= found.end()]
        if not said or said < 2 or not following or following[0].number != 1:
            continue
        members = _members(following)
        if following[0].start - found.end() <= _NEAR and len(members) > 1 and said not in (len(members), members[-1].number):
            yield hit(*found.span(), said=said, count=len(members), first=members[0].label, last=members[-1].label)


RULES = (
    Rule(
        "announced.count", "error", "公文校对惯例",
        ("说的是 {said}，下面编了 {count} 项（{first}至{last}）", "{said} announced, {count} follow ({first} to {last})"), _find,
        ("改为 {count}，或增删下面的内容", "write {count}, or mend what follows"),
        fires=(Example("下面，我讲三点意见。\n一、抓早\n早安排。\n二、抓小\n细落实。\n三、抓实\n抓到底。\n四、抓紧\n不放松。"), Example("要抓好三项工作：一是修路；二是架桥。")),
        silent=(Example("我讲三点意见。\n一、抓早\n早安排。\n二、抓小\n细落实。\n四、抓实\n抓到底。"),
                Example("下面，我讲三点意见。\n一、抓早\n一是人；二是钱。\n二、抓小\n细落实。\n三、抓实\n抓到底。"), Example("要抓好三项工作：修路、架桥、通水。"),
                Example("要从三个方面发力：一是修路；二是架桥；三是通水。")),
    ),
)
