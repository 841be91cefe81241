"""Numbering that skips, repeats, starts late or jumps a level.

Source: GB/T 9704-2012 7.3.3 (结构层次序数依次可以用“一、”“（一）”“1.”“（1）”标注).
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise

from textkit.draft.manuscript import Manuscript
from textkit.draft.rule import Example, Hit, Rule, hit
from textkit.draft.rules.sequences import RANK, Run, runs
from textkit.structure.enumerators import Candidate

BASIS = "GB/T 9704-2012 7.3.3"
_CN = "零一二三四五六七八九"


def label(number: int, like: str) -> str:
    """``number`` in the form of the label ``like``: (4, "五") gives 四, (4, "5") gives 4."""
    if any(char.isdigit() for char in like):
        return str(number)
    tens, ones = divmod(number, 10)
    head = "" if tens == 0 else "十" if tens == 1 else f"{_CN[tens]}十"
    return head + (_CN[ones] if ones or not head else "")


def _real(run: Run) -> list[Candidate]:
    """The members of a run whose place is sure: in a list of Arabic numbers a stray figure at a line's head is none."""
    return run.members if run.kind != "ar" or len(run.members) > 2 else []


def _inside(manuscript: Manuscript, start: int, end: int, kind: str, number: int) -> bool:
    """Whether the number stands inside a paragraph between, where a line break was lost."""
    return any(c.kind == kind and c.number == number and c.before != "none" and start <= c.start < end for c in manuscript.enumerators)


def _skips(manuscript: Manuscript) -> Iterator[Hit]:
    for run in runs(manuscript):
        for before, here in pairwise(_real(run)):
            if before.number + 1 < here.number <= before.number + 4:
                lost = [n for n in range(before.number + 1, here.number) if not _inside(manuscript, before.end, here.start, run.kind, n)]
                missing = "、".join(label(n, here.label) for n in lost)
                if lost:
                    yield hit(here.start, here.end, here=here.label, before=before.label, missing=missing, right=label(lost[0], here.label))


def _repeats(manuscript: Manuscript) -> Iterator[Hit]:
    for run in runs(manuscript):
        for before, here in pairwise(_real(run)):
            if here.number <= before.number and here.number > 1:
                yield hit(here.start, here.end, here=here.label, before=before.label, right=label(before.number + 1, here.label))


def _starts(manuscript: Manuscript) -> Iterator[Hit]:
    past = 0
    for run in runs(manuscript):
        first, begun = run.members[0], past
        past = run.members[-1].end
        if 1 < first.number <= 4 and len(run.members) > 1 and run.kind in ("cn", "pcn", "章") \
                and not _inside(manuscript, begun, first.start, run.kind, 1):
            yield hit(first.start, first.end, here=first.label, right=label(1, first.label))


def _jumps(manuscript: Manuscript) -> Iterator[Hit]:
    found = list(runs(manuscript))
    forms = {run.kind for run in found}
    for run in found:
        if run.outer in RANK and RANK[run.outer] >= RANK["cn"] and RANK[run.kind] > RANK[run.outer] + 1:
            between = next(kind for kind, rank in RANK.items() if rank == RANK[run.outer] + 1)
            if between in forms and len(run.members) > 1:      # with two levels in all, 一、 and 1. are usual
                first = run.members[0]
                forms_of = {"pcn": "（一）", "ar": "1."}
                yield hit(first.start, first.end, missing=forms_of.get(between, between))


_NINE = "一、总则\n做好工作。\n二、任务\n抓好落实。\n"
RULES = (
    Rule(
        "numbering.skip", "error", BASIS, ("编号从“{before}”跳到“{here}”，缺{missing}", "numbering jumps from {before} to {here}; {missing} is missing"),
        _skips, ("改为“{right}”，或补上缺的部分", "write {right}, or add what is missing"),
        fires=(Example(_NINE + "四、保障\n加强领导。"), Example("（一）抓早\n早安排。\n（三）抓小\n细落实。")),
        silent=(Example(_NINE + "三、保障\n加强领导。"), Example("一、甲\n（一）子\n早安排。\n（二）丑\n细落实。\n二、乙\n（一）寅\n抓到底。")),
    ),
    Rule(
        "numbering.repeat", "error", BASIS, ("编号重复或倒退：“{before}”之后又是“{here}”", "numbering repeats or goes back: {here} after {before}"),
        _repeats, ("改为“{right}”", "write {right}"),
        fires=(Example(_NINE + "二、保障\n加强领导。"), Example("（一）抓早\n早安排。\n（二）抓小\n细落实。\n（二）抓实\n抓到底。")),
        silent=(Example(_NINE + "三、保障\n加强领导。"), Example("一、甲\n1.子。\n2.丑。\n3.寅。\n二、乙\n1.卯。\n2.辰。"),
                Example("一、甲\n早安排。\n二、乙\n一、子\n细落实。\n二、丑\n抓到底。\n三、寅\n不放松。\n四、卯\n见实效。\n三、丙\n严考核。")),
    ),
    Rule(
        "numbering.start", "warning", BASIS, ("这一层的编号从“{here}”开始，没有“{right}”", "this level starts at {here}; there is no {right}"), _starts,
        ("从“{right}”编起，或补上前面的部分", "start at {right}, or add what is missing"),
        fires=(Example("二、任务\n抓好落实。\n三、保障\n加强领导。"),), silent=(Example(_NINE),),
    ),
    Rule(
        "numbering.level", "info", BASIS, ("这里跳过了“{missing}”这一层", "the level {missing} is passed over here"), _jumps,
        ("按“一、”“（一）”“1.”“（1）”的次序用", "use 一、 （一） 1. （1） in this order"),
        fires=(Example("一、甲\n（一）子\n早安排。\n（二）丑\n细落实。\n二、乙\n1.寅。\n2.卯。"),),
        silent=(Example("一、甲\n1.子。\n2.丑。\n二、乙\n1.寅。\n2.卯。"), Example("一、甲\n（一）子\n1.寅。\n2.卯。")),
    ),
)
