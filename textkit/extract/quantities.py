"""Every amount that a text states of something: how much, of what, reached or to be reached.

GUIDE: the shortest text that holds comparator, number and unit; 万 and 亿 multiplied out; dates, ordinals, ranks,
document numbers, slogans and counts that only announce a list are none.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from textkit.extract import indicator as words
from textkit.extract.kinds import direction, is_threshold, kind
from textkit.extract.measures import Amount, amounts
from textkit.extract.named_amounts import named
from textkit.extract.numerals import fold_marks, parse
from textkit.extract.silent import stated
from textkit.model import Direction, Function, Quantity, Segment, Span

__all__ = ["find"]

_JOIN = re.compile(r"^[\s、和及与或以至]{0,3}(?:分别)?$")
_INHERIT = re.compile(r"(?:新增|新建|新打造|新培育|新引进|新认定|新改建|净增|新建改扩建(?:及维修改造)?)")


def find(text: str, segments: Sequence[Segment]) -> list[Quantity]:
    """The quantities of ``text`` in order; spans are half-open in ``text``.

    ``segments`` tell what each stretch does (noise is passed over). 确保调解成功率达到98%以上 in a task gives one
    Quantity: quote 98%以上, low 98.0, high None, unit %, comparator >=, indicator 调解成功率, kind target.
    """
    folded = fold_marks(text)
    out: list[Quantity] = []
    for index, segment in enumerate(segments):
        if segment.function in ("noise", "formula"):
            continue
        floor, ceiling = segment.span
        found = [a for a in amounts(folded, floor, ceiling) if stated(folded, a, floor, ceiling)]
        found = _merge(found, named(folded, floor, ceiling))
        if found:
            found = _without_unit(folded, found, floor)
            neighbour = _next_function(segments, index) if segment.function == "heading" else None
            _share_bounds(folded, found)
            out += _describe(text, folded, found, floor, ceiling, segment.function, neighbour)
    return out


_BARE = re.compile(r"(?<![\d.,第A-Za-z+\-—])(?:\d+(?:\.\d+)?[、和]){1,4}$")
_BARE_ONE = re.compile(r"\d+(?:\.\d+)?")


def _without_unit(text: str, found: list[Amount], floor: int) -> list[Amount]:
    """The numbers before a last one that leave the unit to it: 分别提高7.4、2.8个百分点."""
    out: list[Amount] = []
    for amount in found:
        m = _BARE.search(text, max(floor, out[-1].end if out else floor, amount.start - 30), amount.start) if (
            text[amount.start - 1:amount.start] in "、和"
        ) else None
        if m and amount.low is not None and (amount.unit_class == "percent" or "分别" in text[max(floor, m.start() - 40):m.start()]):
            scale = amount.low / (parse(re.sub(r"[^\d.].*", "", text[amount.number:amount.unit_end]) or "x") or amount.low)
            for n in _BARE_ONE.finditer(text, m.start(), m.end()):
                value = round(float(n[0]) * scale, 6)
                out.append(Amount(
                    n.start(), n.end(), n.start(), n.end(), value, value, amount.unit, amount.unit_class, "=", rule="shared-unit",
                ))
        out.append(amount)
    return out


def _merge(first: list[Amount], second: list[Amount]) -> list[Amount]:
    if not second:
        return first
    taken = [(a.start, a.end) for a in second]
    kept = [a for a in first if all(a.end <= s or a.start >= e for s, e in taken)]
    return sorted(kept + second, key=lambda a: a.start)


def _next_function(segments: Sequence[Segment], index: int) -> Function | None:
    for segment in segments[index + 1:index + 6]:
        if segment.function not in ("heading", "noise", "formula"):
            return segment.function
    return None


def _share_bounds(text: str, found: list[Amount]) -> None:
    """左右 or 以上 after the last of several numbers, and 不低于 before the first, hold for all of them; so does a unit."""
    for i in range(len(found) - 1, 0, -1):
        a, b = found[i - 1], found[i]
        if a.unit == "个" and b.unit == "个百分点" and _JOIN.match(text[a.end:b.start]):
            a.unit, a.unit_class = b.unit, b.unit_class          # 2.4个、0.4个百分点
    for i in range(len(found) - 1, 0, -1):
        a, b = found[i - 1], found[i]
        if a.unit != b.unit or not _JOIN.match(text[a.end:b.start]):
            continue
        if b.post and not a.post and a.comparator == "=" and b.comparator in ("about", ">=", "<="):
            a.comparator = b.comparator
            a.low, a.high = (a.low, None) if b.comparator == ">=" else (None, a.low) if b.comparator == "<=" else (a.low, a.high)
    for a, b in zip(found, found[1:], strict=False):
        if a.unit != b.unit or not _JOIN.match(text[a.end:b.start]):
            continue
        if a.pre and not b.pre and not b.post and b.comparator == "=" and a.comparator in (">=", "<=", ">", "<"):
            if "分别" in text[max(0, a.start - 12):a.start]:
                b.comparator = a.comparator
                b.low, b.high = (b.low, None) if a.comparator in (">=", ">") else (None, b.low)


def _groups(text: str, found: list[Amount], class_only: list[bool]) -> list[list[int]]:
    """Runs of numbers with nothing but 、 or 和 between them: 612个、561个、417个."""
    groups: list[list[int]] = []
    for i, amount in enumerate(found):
        if (
            groups and not class_only[i] and not class_only[i - 1] and (found[i - 1].unit == amount.unit or found[i - 1].unit_class != "time" != amount.unit_class)
            and found[i - 1].end < amount.start and (not amount.pre or amount.pre == found[i - 1].pre)
            and _JOIN.match(text[found[i - 1].end:amount.start])
        ):
            groups[-1].append(i)
        else:
            groups.append([i])
    return groups


def _describe(
    text: str, folded: str, found: list[Amount], floor: int, ceiling: int, function: Function, neighbour: Function | None,
) -> list[Quantity]:
    classes = [is_threshold(folded, a, floor, ceiling) for a in found]
    names: list[str | None] = [None] * len(found)
    turns: list[str] = ["level"] * len(found)
    last: list[str] = []                      # the indicators of the group before
    for group in _groups(folded, found, classes):
        head = found[group[0]]
        if classes[group[0]]:
            names[group[0]] = words.threshold(folded, floor, head.start, head.end, ceiling, head.unit_class == "money") or None
            continue
        left = floor
        for j in range(group[0] - 1, -1, -1):
            if not classes[j]:
                left = found[j].end
                break
        piece = re.split(r"[，；：。！？,;:\n]", folded[left:head.start])[-1]
        turn = direction(piece, head)
        named_now = _names(folded, found, group, left, floor, ceiling, last)
        inherited = _inherited(folded, found, group[0], classes, turns, piece)
        if inherited and turn == "level" and head.unit_class != "percent":
            turn = "increase" if inherited.startswith(("新增", "净增")) else turn
            named_now = [n if not n or n.startswith("新") else inherited + n for n in named_now]
        for position, i in enumerate(group):
            names[i] = named_now[position] or None
            turns[i] = turn
        last = [n for n in named_now if n] or last
    result = []
    for i, a in enumerate(found):
        result.append(Quantity(
            quote=text[a.start:a.end], span=Span(a.start, a.end), low=a.low, high=a.high, unit=a.unit,
            comparator=a.comparator, direction="level" if classes[i] else _turn(turns[i]), indicator=names[i],
            kind=kind(folded, a, floor, ceiling, function, neighbour), rule=a.rule,
        ))
    return result


def _turn(value: str) -> Direction:
    return "increase" if value == "increase" else "decrease" if value == "decrease" else "level"


def _inherited(text: str, found: list[Amount], i: int, classes: list[bool], turns: list[str], piece: str) -> str | None:
    """新增 at the head of a list holds for its later members: 新增甲类企业5家、乙类企业80家."""
    for j in range(i - 1, -1, -1):
        if not classes[j]:
            break
    else:
        return None
    a, b = found[j], found[i]
    gap = text[a.end:b.start]
    if not gap.startswith(("、", "和", "以及")) or re.search("[，；。：]", gap) or len(gap) < 5:
        return None
    if a.unit_class not in ("count", "people", "measure") or b.unit_class != a.unit_class:
        return None
    clause = re.split(r"[，；：。]", text[max(0, a.start - 60):a.start])[-1]
    m = _INHERIT.search(clause)
    if not m or re.match(r"[、和以及]*(?:总|累计|占|改造|完成|建成|引进|培育|培训|创建|报审|获|整治|新|打通|修|提质|恢复|治理|发放|盘活|处置|开工|竣工)", gap):
        return None
    return m[0]


def _names(
    text: str, found: list[Amount], group: list[int], left: int, floor: int, ceiling: int, last: list[str],
) -> list[str]:
    head, tail = found[group[0]], found[group[-1]]
    pre, _ = words.before(text, left, head.start, len(group) > 1)
    if head.unit_class == "percent" and head.pre and head.number - head.start > len(head.pre) + 1:
        return [text[head.start + len(head.pre):head.number].rstrip("的")] * len(group)
    if head.rule == "none":
        what = text[head.number + 1:head.end]
        return [pre + what if len(pre) <= 10 else what] * len(group)
    if head.rule == "all" and (m := re.search(r"(?:实现|完成|推进|推动|做到|达到)([^，。；]{2,20})$", pre)):
        return [m[1]]
    post = ""
    if head.unit_class in ("count", "people", "group") and len(group) == 1 and not head.post.startswith("之"):
        nested = next((a for a in found if head.end <= a.start <= head.end + 1 and is_threshold(text, a, floor, ceiling)), None)
        post = words.after(text, head.end, ceiling) if nested is None else (
            text[nested.start:nested.end] + words.after(text, nested.end, ceiling))
        if post and re.search(r"(?:有|[下内]设|含|具备)$", text[left:head.start]):
            stop = text.find("的", head.end + 1, min(ceiling, head.end + 12))
            post = words.after(text, head.end, stop if stop > 0 else ceiling)
    elif head.unit_class in ("measure", "money") and len(group) == 1 and (
        len(pre) < 2 or _VERB_ONLY.match(pre) or (len(pre) < 4 and not _METERED.search(pre))
    ):
        post = words.after(text, head.end, ceiling)
    if head.unit_class in ("money", "percent") and (grant := _grant(text, head, floor, left, pre)):
        return [grant] * len(group)
    if post:
        lead = re.search(r"(新增|新建|新打造|新引进|新培育|新认定|新签约|新开工)$", pre)
        return [(lead[0] if lead else "") + post]
    if head.unit_class == "percent" and len(pre) < 3 and text[head.end:head.end + 1] == "的":
        post = words.after(text, head.end + 1, ceiling)
        if post:
            return [post]
    if len(group) > 1 and not pre and head.unit_class == "count" and (post := words.after(text, tail.end, ceiling)):
        return [post] * len(group)
    if len(group) > 1 and pre:
        split = words.spread(pre, len(group))
        return split if split else [pre] * len(group)
    if not pre:
        if last:
            return last if len(last) == len(group) else [last[-1]] * len(group)
        return [words.clause_before(text, floor, head.start) or words.rest(text, tail.end, ceiling)] * len(group)
    if words.than(pre) and last:
        return [last[-1]] * len(group) if len(last) != len(group) else last
    if words.generic(pre) and last:
        base = re.sub(r"^(?:新增|净增|累计|新建)", "", last[-1])
        return [base + pre if len(base) <= 16 and not base.endswith(pre) else pre] * len(group)
    if len(pre) <= 2 and last and text[left:left + 1] in "、和" and tail.unit_class in ("count", "people", "measure"):
        return [pre + re.sub(r"^(?:新增|净增|累计|新建)", "", last[-1])] * len(group)
    return [pre] * len(group)


_METERED = re.compile("[量积额率值长入资度数力模产重程款耗]$")
_VERB_ONLY = re.compile(
    r"^(?:建设|新建|建成|改造|提升|发放|投放|引进|新增|完成|实现|培训|打通|整治|修复|治理|投入|争取|落实|减免|盘活|改建|新改建|改扩建|提供|安排|收储|"
    r"供应|储备|处置|化解|兑付|营造|种植|获批|到位|投资|开工|竣工|推广|布局|全省|全市|全县|共|近|再|年|内|和|、|及|了|带动|惠及|下达|拨付|筹集|争取到|释放|销售|收购|"
    r"消化|淘汰|压减|退出|关停|清理|拆除|新开工|续建|新改扩建|建立|实施|开展|组织|吸引|帮助|支持|推动|服务|累计|已|将|力争|确保|进一步|高标准|高质量|加快)+$"
)


def _grant(text: str, amount: Amount, floor: int, left: int, pre: str) -> str | None:
    sentence = text[floor:amount.start]
    if not re.search(r"(?:给予|奖补|补助|奖励|补贴|贴息|资助)(?:金额?)?[为达]?$|最高[^，。；]{0,4}$", sentence + (amount.pre or "")):
        return None
    if amount.unit_class == "percent":
        return None
    return words.subsidy(text, floor, amount.number) or None
