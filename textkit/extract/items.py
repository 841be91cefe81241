"""Items below a task: one per clause with its own verb and object, or its own target.

A list of nine 预期目标 is nine items. ``specificity`` is ``quantified`` where the item has a target, ``deliverable``
where it makes a named or countable thing (a plan, a project, a body, a base), else ``general``.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Sequence
from typing import TypeVar

from textkit.extract.clauses import Clause, is_circumstance
from textkit.model import Deadline, Item, Quantity, RelativeTarget, Span, Specificity, Unit

__all__ = ["items_of", "specificity"]

_Placed = Quantity | RelativeTarget | Unit | Deadline
_P = TypeVar("_P", Unit, Deadline)

_MAKE = re.compile(
    r"建成|建设|新建|改建|扩建|开工|竣工|投产|投用|建立|设立|成立|组建|出台|制定|编制|印发|修订|发布|启动|开通|搭建|创建|争创|打造|举办|召开|"
    r"实施|完成|设置|挂牌|签订|聘请|配备"
)
_THING = re.compile(
    r"《[^》]+》|“[^”]{2,20}”(?:工程|项目|平台|基地|试点)|(?:项目|工程|平台|中心|基地|园区|产业园|示范区|试验区|学校|医院|"
    r"公路|高速|铁路|机场|港口|水库|泵站|电站|条例|办法|方案|规划|细则|清单|台账|名录|数据库|目录|标准|公司|基金|办公室|专班|委员会|领导小组|"
    r"工作站|服务站|实验室|联盟|协会|联席会议|大会|论坛|展会|博览会|试点|枢纽|站场|线路|场馆|大桥|隧道|管网|"
    r"厂|馆|港|桥|校区|院区|街区|公园|驿站|合作区|先行区|功能区|集聚区|核心区|样板区|湾区|新区|开发区|小镇|综合体)(?:[一二三]期)?(?:工程|项目)?"
    r"(?:建设|编制|创建|改造|制定|(?:全面|早日|如期|加快)?(?:建成|开工|竣工|投产|投用|通车|投入使用|开通运营|建成投产|建成投用|落地))?$"
)


def specificity(clause: str, target: Quantity | RelativeTarget | None) -> Specificity:
    """``specificity("出台物业管理办法", None)`` is ``"deliverable"``; with a target it is ``"quantified"``."""
    if target is not None:
        return "quantified"
    if _MAKE.search(clause) and _THING.search(clause.rstrip("。；， ")):
        return "deliverable"
    return "general"


def _merge(found: list[Clause], targets: Sequence[Quantity | RelativeTarget], base: int) -> list[tuple[Span, Clause]]:
    """Circumstances join the clause after them, clauses without verb and target the clause before them."""
    out: list[tuple[Span, Clause]] = []
    waiting: int | None = None
    at = 0                                        # both are sorted: walked in step
    for clause in found:
        start = clause.span.start if waiting is None else waiting
        while at < len(targets) and targets[at].span.start < base + clause.span.start:
            at += 1
        counted = at < len(targets) and targets[at].span.start < base + clause.span.end
        if not counted and is_circumstance(clause):
            waiting = start
            continue
        if not counted and clause.action is None and out and waiting is None:
            span, kept = out[-1]
            out[-1] = (Span(span.start, clause.span.end), kept)
            continue
        if not counted and clause.action is None:
            waiting = start
            continue
        out.append((Span(start, clause.span.end), clause))
        waiting = None
    if waiting is not None and found:
        if out:
            span, kept = out[-1]
            out[-1] = (Span(span.start, found[-1].span.end), kept)
        else:
            out.append((Span(waiting, found[-1].span.end), found[0]))
    return out


_PARTS = re.compile(r"[、，]|以及|[和及与](?![^、，]{0,2}$)")


def _parted(text: str, end: int, following: int) -> int:
    """Where what is counted by a number that ends at ``end`` ends: 600家小企业|和200家大企业."""
    marks = [match.start() for match in _PARTS.finditer(text, end, following)]
    return marks[-1] if marks else end


def _start(found: _Placed) -> int:
    return found.span.start


def _first(found: Sequence[_P], starts: Sequence[int], where: Span) -> _P | None:
    """The first of ``found`` (sorted by ``starts``) that begins inside ``where``."""
    at = bisect_left(starts, where.start)
    return found[at] if at < len(found) and starts[at] < where.end else None


def items_of(text: str, span: Span, found: list[Clause], targets: Sequence[Quantity | RelativeTarget],
             units: Sequence[Unit], deadlines: Sequence[Deadline]) -> tuple[Item, ...]:
    """The items of the task at ``span`` of ``text``, in order; half-open spans count in ``text``.

    ``found`` are the task's clauses (spans from the start of the task); ``units`` and ``deadlines`` are those found inside the task; an item gets the ones that stand in it.
    """
    units, deadlines = sorted(units, key=_start), sorted(deadlines, key=_start)
    starts, unit_starts, deadline_starts = ([_start(x) for x in xs] for xs in (targets, units, deadlines))
    out: list[Item] = []
    for piece, clause in _merge(found, targets, span.start):
        where = Span(span.start + piece.start, span.start + piece.end)
        inside = targets[bisect_left(starts, where.start) : bisect_left(starts, where.end)]
        unit = _first(units, unit_starts, where)
        deadline = _first(deadlines, deadline_starts, where)
        words = text[where.start : where.end]
        if len(inside) <= 1:
            target = inside[0] if inside else None
            out.append(Item(where, words, clause.action, clause.object, target, unit, deadline, specificity(words, target)))
            continue
        # 分别 lists and enumerated targets of one clause: one item per target, each from where the one before ends
        at = where.start
        for k, target in enumerate(inside):
            stop = where.end if k == len(inside) - 1 else _parted(text, target.span.end, inside[k + 1].span.start)
            while at < target.span.start and text[at] in "、，和及 ":
                at += 1
            if stop <= at:
                continue                          # it lies inside the one before: a margin beside its reference
            part = Span(at, stop)
            out.append(Item(part, text[part.start : part.end], clause.action, target.indicator or clause.object, target, unit,
                            deadline, "quantified"))
            at = part.end
    return tuple(out)
