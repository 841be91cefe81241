"""Which words of a segment go with which of its numbers, and whether they tell of a change.

Numbers with nothing but 、 or 和 between them are one group, over which a list of things is spread (新备案、新动工项目分别达60个、
50个). A number without words of its own takes those of the number before it (招收学徒3万人、增长18%).
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache

from textkit.extract import indicator
from textkit.extract.kinds import direction
from textkit.extract.measures import Amount
from textkit.extract.quantity_words import of_role
from textkit.model import Direction

__all__ = ["JOIN", "named"]

JOIN = re.compile(r"[\s、和及与或以至]{0,3}(?:分别)?$")
_CLAUSE = re.compile(r"[，；：。！？,;:\n]")
_NEW = re.compile(r"(?:新增|新建|新打造|新培育|新引进|新认定|新改建|净增|新建改扩建)")
_NEW_AT_END = re.compile(r"(?:新增|新建|新打造|新引进|新培育|新认定|新签约|新开工)$")
_NEW_HEAD = re.compile(r"(?:新增|净增|累计|新建)")
_OWN_VERB = re.compile(
    r"[、和以及]*(?:总|累计|占|改造|完成|建成|引进|培育|培训|创建|报审|获|整治|新|打通|修|提质|恢复|治理|发放|盘活|处置|开工|竣工)"
)
_TOTAL = re.compile(r"总[数量]|总面积|累计")
_METERED = re.compile("[量积额率值长入资度数力模产重程款耗]$")
_GRANTED = re.compile(r"(?:给予|奖补|补助|奖励|补贴|贴息|资助)(?:金额?)?[为达]?$|最高[^，。；]{0,4}$")
_COVERED = re.compile(r"(?:实现|完成|推进|推动|做到|达到)([^，。；]{2,20})$")
# 进出口在订单减少三成的情况下增长12%: what is said along with it holds its own numbers.
_DESPITE = re.compile(r"在[^，；。、]{2,30}(?:情况|背景|形势|条件|压力|影响|环境)下[^，；。、\d]{0,8}$")
# 生产总值5.5万亿元、稳居全省前三、增长4.8%: a rank between a level and its growth names nothing.
_RANKED = re.compile(
    r"[、和]?(?:稳居|位居|跃居|居|排名|位列|位次|列|名列|升至|保持|连续[^、]{1,8}居|首次|历史性)"
    r"[^、，；。]{0,12}(?:[前第][一二三四五六七八九十\d]+[强位名]?|首位|榜首|前列|位次)[、]?"
)
_METRIC_BEFORE = re.compile(r"(产值|营业收入|销售收入|营收|税收|主营业务收入)\d[\d.]*[百千万亿]?元以上")
_GOAL = re.compile(r"(?:^|[，。；、：])(?:已|共|累计|仅|只)*完成([^，。；\d]{0,10}(?:目标|任务|计划))的?$")
_PAID_EACH = re.compile(r"(?:均|每[人户年月个村亩]?)(?:奖补|补助|奖励|补贴|津贴)(?:标准)?$")
_ANY_ACT = frozenset(("召开", "开展", "组织", "举行", "举办", "进行", "安排"))
_BEST_IN_TIME = frozenset(("分钟", "小时", "个小时", "个工作日", "工作日"))
_OF_TIME = re.compile(r"时[间限长]|周期|工期|办理$")
_COMPARED = re.compile(r"(?:比(?![重例赛率值拟武作选价对照]|亚迪)|较(?=[上去同前往历\d“]|年初))[^，]{2,}")
_RANK_ONLY = re.compile(r"(?:国家|省|市|县|区|乡|镇|村)级|其他|国际|省[内外]|[县市][内外]|境[内外]|海外")
_SAID_OF = re.compile("新高|新低|历史|稳步|持续|明显|不断|显著|正在|位居|领跑|总体")
_NO_NAME = frozenset("因都差离没看走问自还")                      # what is left of a clause that names nothing
_AS = re.compile(r"作为([^，。；、]{2,14}?)(?=[，。；、]|$)")
_EACH = re.compile(r"每[^年月日天人户，]{1,6}$")
_HOLDS = re.compile(r"(?:有|[下内]设|含|具备)$")


@lru_cache(maxsize=1)
def _verb_only() -> re.Pattern[str]:
    return re.compile(of_role("verb_only") + "+$")


def named(
    text: str, found: Sequence[Amount], classes: Sequence[bool], floor: int, ceiling: int,
) -> tuple[list[str | None], list[Direction]]:
    """For each amount of ``text[floor:ceiling]`` (marks folded) what it measures, and its direction.

    ``classes`` says which only define a class. 新增名店2家、报审3家 gives 新增名店 (increase) and 报审名店 (level).
    """
    names: list[str | None] = [None] * len(found)
    turns: list[Direction] = ["level"] * len(found)
    last: list[str] = []                      # what the group before measures
    past: list[str] = []                      # what all groups before measure
    for group in _groups(text, found, classes):
        head = found[group[0]]
        if classes[group[0]]:
            i = group[0]
            names[i] = _class_name(text, found, i, names[i - 1] if i and classes[i - 1] else None, last, floor, ceiling) or None
            continue
        whole = found[group[0] - 1] if group[0] and classes[group[0] - 1] else None
        if whole and last and head.unit_class == "percent" and text[whole.end:head.start].removeprefix("的") in ("占", "占比", "占比达"):
            names[group[0]] = text[whole.start:whole.end] + last[-1] + "占比"
            continue
        earlier = next((found[j] for j in range(group[0] - 1, -1, -1) if not classes[j]), None)
        left = earlier.end if earlier else floor
        turn = direction(_CLAUSE.split(text[left:head.start])[-1], head)
        despite = _DESPITE.search(text, max(floor, head.start - 60), head.start)
        if despite and earlier and earlier.end > despite.start():
            before = next((a.end for a in reversed(found[:group[0]]) if a.end <= despite.start()), floor)
            if name := indicator.before(text, before, despite.start()):
                names[group[0]], turns[group[0]], last = name, turn, [name]
                continue
        own = _Words(text, found, group, left, floor, ceiling, last, past).find()
        inherited = _inherited(text, earlier, head) if earlier else None
        if inherited and turn == "level":
            if inherited.startswith(("新增", "净增")):
                turn = "increase"
            own = [n if not n or n.startswith("新") else inherited + n for n in own]
        for position, i in enumerate(group):
            names[i] = own[position] or None
            turns[i] = turn
        last = [n for n in own if n] or last
        past += [n for n in own if n and not (past and past[-1] == n)]
    return names, turns


def _groups(text: str, found: Sequence[Amount], classes: Sequence[bool]) -> list[list[int]]:
    """Runs of numbers with nothing but 、 or 和 between them: 60个、50个、40个."""
    groups: list[list[int]] = []
    for i, amount in enumerate(found):
        prior = found[i - 1]
        if (
            groups and not classes[i] and not classes[i - 1] and prior.end < amount.start
            and (prior.unit == amount.unit or "time" not in (prior.unit_class, amount.unit_class))
            and (not amount.pre or amount.pre == prior.pre) and JOIN.match(text[prior.end:amount.start])
        ):
            groups[-1].append(i)
        else:
            groups.append([i])
    return groups


def _inherited(text: str, earlier: Amount, amount: Amount) -> str | None:
    """新增 at the head of a list holds for its later members: 新增甲类企业5家、乙类企业80家."""
    gap = text[earlier.end:amount.start]
    if not gap.startswith(("、", "和", "以及")) or len(gap) < 3 or len(gap) < 5 and _verb(gap[1:]) or _CLAUSE.search(gap) or _OWN_VERB.match(gap) or _TOTAL.search(gap):
        return None
    listed = ("count", "people", "measure")
    if earlier.unit_class not in listed or amount.unit_class not in listed:
        return None
    m = _NEW.search(_CLAUSE.split(text[max(0, earlier.start - 60):earlier.start])[-1])
    return m[0] if m else None


def _class_name(
    text: str, found: Sequence[Amount], i: int, prior: str | None, last: Sequence[str], floor: int, ceiling: int,
) -> str:
    """What the bound of a class is set for: 企业产值 in 产值10亿元以上企业, and in 亿元以上企业 after it."""
    a = found[i]
    if prior and a.rule == "total" and found[i - 1].end + 1 == a.start:
        return prior                                               # 过500亿、100亿的企业
    if a.unit_class == "percent":
        return indicator.before(text, found[i - 1].end if i else floor, a.start)
    metric = "规模"
    if a.unit_class == "money":
        earlier = _METRIC_BEFORE.findall(text[max(floor, a.start - 50):a.start])
        metric = earlier[-1] if earlier else metric
    name = indicator.threshold(text, floor, a.start, a.end, ceiling, a.unit_class == "money", metric)
    if not name and last and a.unit_class == "age":
        return last[-1] + "年龄"
    return name


def _verb(words: str) -> bool:
    """Whether a short word before a number is a verb (报审3家), which needs the thing said before; 泵站3座 names its own."""
    return bool(_OWN_VERB.match(words) or _verb_only().match(words) or _RANK_ONLY.fullmatch(words))


def turn_only(words: str) -> bool:
    """Whether nothing but a rank and a verb of change stand between two numbers: 、稳居全省前三、增长."""
    ranked = _RANKED.match(words)
    return ranked is not None and len(words) - ranked.end() <= 4


class _Words:
    """The search for the words of one group, from the nearest place to the farthest."""

    __slots__ = ("ceiling", "count", "floor", "group", "head", "last", "left", "next", "past", "pre", "tail", "text", "unit")

    def __init__(
        self, text: str, found: Sequence[Amount], group: Sequence[int], left: int, floor: int, ceiling: int, last: list[str],
        past: Sequence[str],
    ) -> None:
        self.text, self.left, self.floor, self.ceiling, self.last = text, left, floor, ceiling, last
        self.group = [found[i] for i in group]
        self.head, self.tail, self.count = found[group[0]], found[group[-1]], len(group)
        self.next = found[group[-1] + 1] if group[-1] + 1 < len(found) else None
        self.past = past                                           # the names of single numbers before, in order
        self.unit = found[group[0] - 1].unit if group[0] else None
        self.pre = indicator.before(text, left, self.head.start, self.count > 1)
        if len(self.pre) == 1 and self.pre in _NO_NAME:
            self.pre = ""
        if self.count > 1:
            self.pre = self.pre.partition("分别")[0] or self.pre   # 粮食、油菜分别播种50万亩、20万亩

    def find(self) -> list[str]:
        head, pre = self.head, self.pre
        if head.rule == "none" and self.count > 1:
            return [pre + self.text[a.number + 1:a.end] if len(pre) <= 10 else self.text[a.number + 1:a.end] for a in self.group]
        for one in (self._said, self._grant, self._purpose, self._following):
            if name := one():
                return [name] * self.count
        if self.count > 1:
            if pre:
                return indicator.spread(pre, self.count) or [pre] * self.count
            if head.unit_class == "count" and (post := indicator.after(self.text, self.tail.end, self.ceiling)):
                return [post] * self.count
        if self.last and turn_only(self.text[self.left:self.head.start]):
            return self._before()
        if not pre or (self.last and (indicator.than(pre) or _COMPARED.match(pre))):
            return self._before()
        if not self.last:
            return [self._object() + pre] * self.count
        if _EACH.match(pre):
            return [pre + self.last[-1] if len(pre) <= 4 else self.last[-1]] * self.count
        base = self.last[-1]
        if new := _NEW_HEAD.match(base):
            base = base[new.end():]
        if indicator.generic(pre):
            return [base + pre if len(base) <= 16 and not base.endswith(pre) else pre] * self.count
        if (
            len(pre) <= 2 and self.text[self.left:self.left + 1] in ("、", "和") and self.tail.unit == self.unit
            and self.tail.unit_class in ("count", "people", "measure") and _verb(pre)
        ):
            return [pre + base] * self.count                       # 新增名店2家、报审3家
        return [pre] * self.count

    def _object(self) -> str:
        """The thing said in a clause before a number that has a verb or a total only: 推进清淤工程，年内完成治理9公里."""
        pre = self.pre
        if not pre.startswith("全") and (_EACH.match(pre) or _verb_only().match(pre) or indicator.total(pre)):
            if _EACH.match(pre):
                return indicator.put_before(self.text, self.floor, self.head.start)
            words = indicator.thing_before(self.text, self.floor, self.head.start)
            if len(words) <= 16 and not words.endswith(pre) and not _SAID_OF.search(words):
                return words
        return ""

    def _said(self) -> str | None:
        """Words inside the quote, and measures that name themselves: 不超过投资额30%, 零事故, 法律顾问全覆盖."""
        head, pre = self.head, self.pre
        if head.unit_class == "percent" and head.pre and head.number - head.start > len(head.pre) + 1:
            return self.text[head.start + len(head.pre):head.number].rstrip("的")
        if head.rule == "none":
            what = self.text[head.number + 1:head.end]
            return pre + what if len(pre) <= 6 else what
        if head.pre == "至少" and head.unit == "次" and head.number - head.start > 3:
            what = self.text[head.start + 2:head.number]
            if what not in _ANY_ACT:
                return what
            return indicator.after(self.text, head.end, self.ceiling) or indicator.clause_before(self.text, self.floor, head.start)
        if head.unit in _BEST_IN_TIME and head.post.endswith("内") and not _OF_TIME.search(pre):
            act = indicator.rest(self.text, self.tail.end, self.ceiling)
            act = act if len(act) <= 4 else act[:2]
            return (pre if len(pre) <= 8 and pre != "须" else "") + act or None
        if head.unit_class == "percent" and (goal := _GOAL.search(self.text[self.left:head.start])):
            return "完成" + goal[1]
        if head.rule == "all" and (m := _COVERED.search(pre)):
            return m[1]
        return None

    def _grant(self) -> str | None:
        head = self.head
        if head.unit_class != "money" or not _GRANTED.search(
            self.text[max(self.floor, head.start - 12):head.start] + head.pre,
        ):
            return None
        if _PAID_EACH.search(self.pre) and len(self.pre) <= 12:
            return self.pre
        return indicator.subsidy(self.text, self.floor, head.number)

    def _purpose(self) -> str | None:
        """拿出50万元作为应急资金: what the sum is."""
        if self.head.unit_class != "money" or self.count > 1:
            return None
        m = _AS.match(self.text, self.head.end, self.ceiling)
        return m[1] if m else None

    def _following(self) -> str | None:
        """The noun after the measure word, where that is what is counted: 5条旅游步道."""
        head, pre, text = self.head, self.pre, self.text
        if self.count > 1 or head.post.startswith("之"):
            return None
        if head.unit_class in ("count", "people", "group"):
            post = self._counted()
        elif head.unit_class in ("measure", "money") and (
            len(pre) < 2 or _verb_only().match(pre) or (len(pre) < 4 and not _METERED.search(pre))
        ):
            post = indicator.after(text, head.end, self.ceiling)
        elif head.unit_class == "percent" and (
            not pre and not self._bare_change() or (len(pre) < 3 and text[head.end:head.end + 1] == "的")
        ):
            return indicator.after(text, head.end, self.ceiling)
        else:
            return None
        new = _NEW_AT_END.search(pre)
        return (new[0] if new else "") + post if post else None

    def _bare_change(self) -> bool:
        """Whether the number says how its subject changed: 推动80%社区达标 does not, 增长25%的势头 does."""
        return direction(_CLAUSE.split(self.text[self.left:self.head.start])[-1], self.head) != "level"

    def _counted(self) -> str:
        head, text = self.head, self.text
        if _HOLDS.search(text[self.left:head.start]):              # 拥有6个展区的中心
            stop = text.find("的", head.end + 1, min(self.ceiling, head.end + 12))
            return indicator.after(text, head.end, stop if stop > 0 else self.ceiling)
        nested = self.next
        if nested is None or text[head.end:nested.start] not in ("", "的", "“") or nested.unit_class not in ("money", "age") or (
            nested.end == nested.unit_end and not nested.bare
        ):
            return indicator.after(text, head.end, self.ceiling)
        return text[nested.start:nested.end] + indicator.after(text, nested.end, self.ceiling)

    def _before(self) -> list[str]:
        if self.last:
            if len(self.last) == self.count:
                return self.last
            if self.count > 1 and (each := indicator.listed(self.last[-1], self.count)):
                return each                                        # 零售额和进出口额连续超过1亿元、分别达2亿元和3亿元
            if self.count > 1 and len(self.past) >= self.count:
                return list(self.past[-self.count:])               # 发生事故6起、死亡2人，分别下降5%和9%
            return [self.last[-1]] * self.count
        words = indicator.clause_before(self.text, self.floor, self.head.start)
        if self.count > 1 and (split := indicator.spread(words, self.count)):
            return split
        return [words or indicator.rest(self.text, self.tail.end, self.ceiling)] * self.count
