"""Items below a task: one per clause with its own verb and object, or its own target.

A list of nine 预期目标 is nine items. ``specificity`` is ``quantified`` where the item has a target, ``deliverable``
where it makes a named or countable thing (a plan, a project, a body, a base), else ``general``.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Sequence
from typing import TypeVar

from textkit.extract.clauses import Clause, is_circumstance, modality
from textkit.extract.heads import head
from textkit.model import Deadline, Item, Quantity, RelativeTarget, Span, Specificity, Unit

__all__ = ["items_of", "specificity"]

_Placed = Quantity | RelativeTarget | Unit | Deadline
_P = TypeVar("_P", Unit, Deadline)

_MAKE = re.compile(
    r"建成|建设|筹建|申建|新建|改建|扩建|开工|竣工|投产|投用|建立|设立|成立|组建|出台|制定|编制|印发|修订|发布|启动|开通|搭建|创建|争创|打造|举办|召开|"
    r"实施|完成|设置|挂牌|签订|聘请|配备"
)
_THING = re.compile(
    r"《[^》]+》|(?:行业|服务|技术|管理|工作|地方|团体|自律|建设|操作|分级|分类)(?:规范|规则|规程|指南|章程|手册)|“[^”]{2,20}”(?:工程|项目|平台|基地|试点)|(?:项目|工程|平台|中心|基地|园区|产业园|示范区|试验区|学校|小学|中学|高中|幼儿园|意见|案例库|试点县|示范县|示范市|示范镇|示范村|医院|"
    r"公路|高速|铁路|高铁|城际|集团|床位|工业园|机场|港口|水库|泵站|电站|条例|办法|方案|规划|细则|清单|台账|名录|数据库|目录|标准|(?:投资|年度|行动|专项)计划|公司|基金|办公室|专班|委员会|领导小组|"
    r"工作站|服务站|实验室|联盟|协会|联席会议|大会|论坛|展会|博览会|试点|枢纽|站场|线路|场馆|大桥|隧道|管网|"
    r"厂|馆|港|桥|校区|院区|街区|(?:植物|动物|口袋)?公园|植物园|动物园|驿站|合作区|先行区|功能区|集聚区|核心区|样板区|湾区|新区|开发区|小镇|强镇|综合体|通道|交通线|号线|专线|快速路|度假区|经开区|高新区|景区)”?(?:[一二三]期|[^，。；、]{1,3}段)?(?:工程|项目)?"
    r"(?:建设|编制|创建|改造|制定|(?:全面|早日|如期|加快)?(?:建成|开工|竣工|投产|投用|通车|投入使用|开通运营|建成投产|建成投用|交工投用|建成投运|投运|落地))?$"
)


def specificity(clause: str, target: Quantity | RelativeTarget | None) -> Specificity:
    """``specificity("出台物业管理办法", None)`` is ``"deliverable"``; with a target it is ``"quantified"``."""
    if target is not None:
        return "quantified"
    if _MAKE.search(clause) and _THING.search(clause.rstrip("。；， ")) and not clause.rstrip("。；， ").endswith(("机制", "体系")):
        return "deliverable"
    return "general"


# 让群众共享发展成果: what comes of the clause before
_OUTCOME = re.compile("(?:努力|真正|切实|从而|进而|更好)?(?:让|使(?!用|命))")
# 做好今年工作，要…: what is done by what comes after 要
_TOPICS = ("做好", "搞好", "完成", "实现", "解决", "办好", "抓好")


def _merge(found: list[Clause], targets: Sequence[Quantity | RelativeTarget], base: int) -> list[tuple[Span, Clause]]:
    """Circumstances join the clause after them, clauses without verb and target the clause before them."""
    out: list[tuple[Span, Clause]] = []
    waiting: int | None = None
    topic = [False] * len(found)
    for i in range(len(found) - 1):                # 完成今年任务，必须…: what the order is for
        after = found[i + 1].text
        topic[i] = (after.startswith(("必须", "就要", "就必须", "关键要", "关键是要")) or after.startswith("要") and found[i].text.startswith((*_TOPICS, "对"))) \
            and modality(found[i].text) == "plan"
    at = 0                                        # both are sorted: walked in step
    for i, clause in enumerate(found):
        start = clause.span.start if waiting is None else waiting
        while at < len(targets) and targets[at].span.start < base + clause.span.start:
            at += 1
        counted = at < len(targets) and targets[at].span.start < base + clause.span.end
        if not counted and (is_circumstance(clause) or topic[i]):
            waiting = start
            continue
        if not counted and out and waiting is None and (clause.action is None or _OUTCOME.match(clause.text)):
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


# 城镇化率提高1.1个百分点: the verb stands before its amount, what changes before the verb
_CHANGE = re.compile(r"(?:同比|平均|年均|分别|再|将|要|力争|预计|预期|达?到?)*(提高|增长|增加|提升|扩大|新增|下降|降低|减少|压减|缩短|达到|超过|突破|稳定|控制|保持"
                     r"|上涨|高于|低于|完成|实现|占|达|超|破)(?:到|至|在|为)?(?:约|近|超|不低于|不超过)?$")
_REACHED = re.compile("达到|达|超过|超|突破|破|保持|稳定|控制")
# 培育|10家|智能工厂、数字化车间: what is counted, to the end of the clause
_COUNTED = re.compile(r"的?([^，。；、：\s][^，。；：\n]+?)[。，；]?(?=[，。；：\n]|$)")
_TO = re.compile("^[在到至为]")
_AMOUNT = re.compile(r"[\d一二三四五六七八九十百千万亿两约近超]")


def _predicate(text: str, where: Span, clause: Clause, target: Quantity | RelativeTarget | None) -> tuple[str | None, str | None]:
    """Action and object of an item: an amount is no object, and an indicator with its verb of change is both."""
    action, thing = clause.action, clause.object
    if target is None:
        return action, thing
    if action and target.indicator and action not in _NAMES and target.indicator.find(action) > 0:
        action = None                             # 城镇|新增就业: part of the indicator
    if action is None and target.indicator:
        if change := _CHANGE.search(text, where.start, max(where.start, target.span.start)):
            return change[1], target.indicator
        if isinstance(target, Quantity) and (reached := _REACHED.match(target.quote)):
            return reached[0], target.indicator   # 覆盖率|超过85%: the amount is quoted with its verb
        # 失业率5.5%左右: nothing but the indicator and its number
        return None, target.indicator if not text[target.span.end : where.end].strip("。，；、 ") else None
    if action is not None and thing is not None and _AMOUNT.match(bare := _TO.sub("", thing)):
        at = text.find(bare, where.start, where.end)
        if target.span.start <= at < target.span.end or at == target.span.end:
            counted = _COUNTED.match(text, target.span.end, where.end)
            return action, counted[1] if counted and not _AMOUNT.search(counted[1]) else _named(target.indicator, action)
    return action, thing


# Verbs that begin the names of indicators: 研发经费, 建设用地, 服务贸易
_NAMES = frozenset(("研发", "建设", "服务", "消费", "投资", "生产", "管理", "发展", "就业", "医疗", "教育", "规划", "监测", "应用", "保障", "流通", "转移", "支出"))


def _named(indicator: str | None, action: str | None) -> str | None:
    """``indicator`` without the verb that is the action: 培育高新技术企业 after 培育."""
    if indicator == action:
        return None
    if indicator and action and indicator.startswith(action) and len(indicator) >= len(action) + 2:
        return indicator[len(action) :]
    if indicator and action and len(indicator) >= len(action) + 4:
        indicator = indicator.removesuffix(action)
    return indicator.rstrip("拟将要") if indicator else None


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
            action, thing = _predicate(text, where, clause, target)
            out.append(Item(where, words, action, thing, target, unit, deadline, specificity(words, target)))
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
            action, _ = _predicate(text, part, clause, target)
            own = head(text[part.start : part.end])[0] if k else None
            if own and (target.indicator or "").startswith(own) and own not in _NAMES:
                action = own                      # 新建…3个、改造…12个: a verb of its own
            thing = _named(target.indicator, action) or clause.object
            out.append(Item(part, text[part.start : part.end], action, thing, target, unit, deadline, "quantified"))
            at = part.end
    return tuple(out)
