"""Errors planted into clean reports, one maker per rule. What is put in is of our own wording or made of the report's own text.

A maker takes a report and a random generator and says which stretch of the source it would replace with what, or None
where the report offers no place for its error.
"""

from __future__ import annotations

import random
import re
from collections.abc import Callable
from typing import NamedTuple

from textkit.compare.indicators import resolve
from textkit.lexicon import load
from textkit.model import Document
from textkit.structure.numerals import ordinal

CN = "一二三四五六七八九十"


class Plant(NamedTuple):
    """``text[start:end]`` of the source becomes ``words``; the finding is expected to touch ``[start - reach, …]``."""

    rule: str
    start: int
    end: int
    words: str
    reach: int = 2


Maker = Callable[[Document, random.Random], "Plant | None"]


def _one(chance: random.Random, found: list[re.Match[str]]) -> re.Match[str] | None:
    return chance.choice(found) if found else None


def _text(document: Document) -> str:
    return document.source.text


def _plan(document: Document) -> int:
    """Where the part that lays out work begins: the first long stretch of tasks."""
    tasks = [document.source_span(*t.span).start for t in document.tasks]
    return tasks[len(tasks) // 4] if tasks else len(_text(document)) // 2


def _ends(document: Document, start: int = 0) -> list[int]:
    """Where a sentence can be added: the ends of paragraphs of some length."""
    ends, at = [], 0
    for line in _text(document).split("\n"):
        if at >= start and len(line) > 80 and line.endswith("。"):
            ends.append(at + len(line))
        at += len(line) + 1
    return ends


def _added(rule: str, words: list[str], *, plan: bool = False) -> Maker:
    def make(document: Document, chance: random.Random) -> Plant | None:
        ends = _ends(document, _plan(document) if plan else 0)
        at = chance.choice(ends) if ends else None
        return Plant(rule, at, at, chance.choice(words)) if at is not None else None
    return make


def _swapped(rule: str, pattern: str, right: Callable[[re.Match[str]], str], *, plan: bool = False) -> Maker:
    def make(document: Document, chance: random.Random) -> Plant | None:
        least = _plan(document) if plan else 0
        found = _one(chance, [m for m in re.finditer(pattern, _text(document), re.MULTILINE) if m.start() >= least])
        return Plant(rule, *found.span(), right(found), 6) if found else None
    return make


def _label(step: int) -> Callable[[re.Match[str]], str]:
    def change(found: re.Match[str]) -> str:
        number = (ordinal(found[1]) or 1) + step
        return found[0].replace(found[1], CN[number - 1], 1)
    return change


def _sentence(document: Document, chance: random.Random) -> Plant | None:
    text = _text(document)
    found = _one(chance, list(re.finditer(r"(?<=[。\n])[\u4e00-\u9fff，、]{24,60}。", text)))
    ends = [e for e in _ends(document) if found and e > found.end() + 200]
    return Plant("repetition.sentence", ends[0], ends[0], found[0]) if found and ends else None


def _wording(document: Document, chance: random.Random) -> Plant | None:
    rows = [r for r in load("check_wording") if r.pattern.isalnum() and len(r["right"]) < 9 and r["right"] in _text(document)]
    row = chance.choice(rows) if rows else None
    at = _text(document).find(row["right"]) if row else -1
    return Plant("wording.fixed", at, at + len(row["right"]), row.pattern) if row else None


def _either(first: Maker, second: Maker) -> Maker:
    return lambda document, chance: first(document, chance) or second(document, chance)


#: A heading on a line of its own, its body, and the next heading.
_SECTION = re.compile(
    r"(?<=\n)[ 　]*（[二三四五]）[^\n。]{6,40}\n+(?P<body>(?:[ 　]*(?!（[一二三四五六七八九十]+）|[一二三四五六七八九十]、)[^\n]+\n+)+)"
    r"(?=[ 　]*(?:（[三四五六七八九]）|[二三四五]、)[^\n。]{6,40}\n)"
)


def _heading(document: Document, chance: random.Random) -> Plant | None:
    found = _one(chance, list(_SECTION.finditer(_text(document))))
    if found:
        return Plant("heading.empty", *found.span("body"), "", 60)
    last = _one(chance, list(re.finditer(r"^[ 　]*（([二三四五六七八])）[^\n]{6,}\n+(?:[ 　]*(?![（一二三四五六七八九十])[^\n]+\n+)*?(?=[ 　]*[二三四]、)", _text(document), re.MULTILINE)))
    if last is None:
        return None
    return Plant("heading.empty", last.end(), last.end(), f"（{CN[ordinal(last[1]) or 0]}）强化综合保障\n", 60)


def _conflict(document: Document, chance: random.Random) -> Plant | None:
    known = []
    for quantity in document.quantities:
        name = resolve(quantity.indicator, document.place).name if quantity.indicator else ""
        if name in ("地区生产总值", "一般公共预算收入", "固定资产投资", "社会消费品零售总额", "规模以上工业增加值") and quantity.kind == "achievement" \
                and quantity.direction == "increase" and quantity.unit == "%" and quantity.comparator == "=" and quantity.low:
            known.append((name, quantity))
    if not known:
        return None
    name, quantity = known[0]
    reported = [document.source_span(*q.span).end for q in document.quantities if q.kind == "achievement"]
    ends = [e for e in _ends(document) if document.source_span(*quantity.span).end < e < reported[len(reported) // 2]]
    if not ends or quantity.low is None:
        return None
    return Plant("figure.conflict", ends[-1], ends[-1], f"全市{name}增长{quantity.low + chance.choice((0.7, 1.2, 2.4)):.1f}%。")


def _former(document: Document, chance: random.Random) -> Plant | None:
    bodies = ["国土资源局", "环境保护局", "安监局", "卫计委", "食品药品监督管理局", "扶贫办", "旅游发展委员会"]
    ends = _ends(document, _plan(document))
    letter = {"province": "省", "county": "县"}.get(document.level, "市")
    return Plant("unit.former", (at := chance.choice(ends)), at, f"由{letter}{chance.choice(bodies)}牵头，抓紧落实到位。") if ends else None


_WORK = ("健全工作制度", "充实基层力量", "强化过程督查", "严格考核问效", "加强宣传引导")


def _announced(document: Document, chance: random.Random) -> Plant | None:
    said = chance.choice((2, 3, 5))
    listed = "；".join(f"{CN[i]}是{_WORK[i]}" for i in range(chance.choice([n for n in (2, 3, 4, 5) if n != said])))
    ends = _ends(document, _plan(document))
    lead = chance.choice(("为此，要抓好{}项工作：", "工作中要把握{}个环节：", "要突出{}个重点："))
    return Plant("announced.count", (at := chance.choice(ends)), at, lead.format(CN[said - 1]) + listed + "。") if ends else None


def _shares(document: Document, chance: random.Random) -> Plant | None:
    a, b = chance.randint(60, 150) / 10, chance.randint(350, 480) / 10
    c = 100 - a - b + chance.choice((-2.0, 1.5, 0.8, 10.0))
    ends = _ends(document)
    return Plant("sum.shares", (at := chance.choice(ends)), at, f"三次产业结构优化为{a:.1f}:{b:.1f}:{c:.1f}。") if ends else None


#: Those that need most room first.
MAKERS: dict[str, Maker] = {
    "heading.empty": _heading,
    "figure.conflict": _conflict,
    "brackets.unpaired": _swapped("brackets.unpaired", r"“[\u4e00-\u9fff]{2,8}”|（[\u4e00-\u9fff、]{2,8}）", lambda m: m[0][:-1]),
    "punctuation.doubled": _swapped("punctuation.doubled", r"(?<=[\u4e00-\u9fff])[，。](?=[\u4e00-\u9fff])", lambda m: m[0] + "，"),
    "repetition.word": _swapped("repetition.word", r"(?<=[，。])(?:加快|推进|深化|支持|推动|加强|持续|全面|着力)[\u4e00-\u9fff]{2}(?=[\u4e00-\u9fff])", lambda m: m[0] * 2),
    "repetition.sentence": _sentence,
    "placeholder.left": _swapped("placeholder.left", r"(?<=[\u4e00-\u9fff])\d+(?:\.\d+)?(?=亿元|万人|公里|个以上|家以上|万亩)", lambda m: "____"),
    "wording.fixed": _wording,
    "numbering.skip": _swapped("numbering.skip", r"^[ 　]*[（(]?([二三四五六七])[）)、](?=[^\n])", _label(1)),
    "numbering.repeat": _swapped("numbering.repeat", r"^[ 　]*[（(]?([三四五六七八])[）)、](?=[^\n])", _label(-1)),
    "series.broken": _either(
        _swapped("series.broken", r"(?<=[。；\n])([二三四])是(?=[\u4e00-\u9fff])", _label(1)),
        _added("series.broken", ["一是健全制度；二是充实力量；四是严格考核。", "一是定人员；二是定标准；二是定时限。"])),
    "announced.count": _announced,
    "unit.former": _former,
    "date.impossible": _added("date.impossible", ["务必在6月31日前见到成效。", "确保9月31日前全部完工。", "力争2月30日前开工。", "4月31日前完成验收。"]),
    "deadline.past": _added("deadline.past", ["确保2021年6月底前完成主体工程建设。", "力争2022年底前建成投用。", "2020年9月底前完成整改销号。"], plan=True),
    "deadline.vague": _added("deadline.vague", ["要尽快启动前期工作。", "适时开展专项督查。", "择机启动二期工程建设。", "早日建成投用。"], plan=True),
    "target.vague": _added("target.vague", ["大幅提升群众满意度。", "推动办事效率显著提高。", "实现发展质效再上新台阶。", "要使水环境质量明显改善。"], plan=True),
    "number.no_unit": _swapped("number.no_unit", r"(?:新建|改造|新增|建成|完成|培育|引进|实施)[\u4e00-\u9fff]{0,12}\d+(?:\.\d+)?(?P<u>万?(?:个|家|公里|套|座|户|所|人|亩|件|项))(?=[，。；])",
                               lambda m: m[0][: -len(m["u"])], plan=True),
    "sum.shares": _shares,
    "change.points": _either(
        _swapped("change.points", r"(?:率|占比|比重)(?:提高|提升|下降|降低|上升)\d+(?:\.\d+)?(个百分点)", lambda m: m[0].replace("个百分点", "%")),
        _added("change.points", ["森林覆盖率提高1.2%。", "服务业占比上升2.3%。", "城镇登记失业率下降0.4%。"])),
}
