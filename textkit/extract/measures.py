"""Units of measure, and the amounts that stand with them: numeral, unit, and the words that bound them.

One place knows what an amount looks like; what it says (target or fact, of what) is for
:mod:`textkit.extract.quantities`. The words come from the lists ``measures`` and ``comparators``; the sources are
GB 3100 (units), GB/T 15835 (numerals) and the usage of government reports.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from textkit.extract.numerals import CHINESE, MULTIPLIER, NUMBER, parse
from textkit.lexicon import load
from textkit.model import Comparator

__all__ = ["Amount", "amounts"]


@dataclass(slots=True)
class Amount:
    """A numeral with its unit: ``[start, end)`` holds the comparator too, ``[number, unit_end)`` only the amount."""

    start: int
    end: int
    number: int
    unit_end: int
    low: float | None
    high: float | None
    unit: str | None
    unit_class: str
    comparator: Comparator
    chinese: bool = False          # the numeral is written in Chinese characters
    bare: bool = False             # 亿元, 千家: a multiplier without a digit
    pre: str = ""
    post: str = ""
    rule: str = "amount"


@dataclass(frozen=True, slots=True)
class _Grammar:
    start: re.Pattern[str]
    amount: re.Pattern[str]
    pre: re.Pattern[str]
    signs_pre: tuple[tuple[re.Pattern[str], Comparator], ...]
    signs_post: tuple[tuple[re.Pattern[str], Comparator], ...]
    classes: dict[str, str]


_RUN = re.compile(rf"[\d{CHINESE}.,点]*")
_TO = r"(?:\s?(?:[-－—–―~～]{1,2}|至|到)\s?)"
# Between the comparator and its number: 最高给予500万元, 不超过项目投资额30%, 突破了100家.
_BRIDGE = r"(?:了|达到?|为|可达?|给予|奖励|奖补|补助|补贴|资助|支持|一次性|不超过|(?!支付限额|限额)[^\d，。；：、,;]{2,9}(?:额|总额|金额|面积|总数|总量)的?)?"


@lru_cache(maxsize=1)
def _grammar() -> _Grammar:
    rows = load("measures")
    classes = {e.pattern: e["class"] for e in rows}
    units = sorted((re.escape(p) for p in classes), key=len, reverse=True)
    body = "|".join(
        re.escape(e.pattern) + (f"(?!{e['guard']})" if e["guard"] else "")
        for e in sorted(rows, key=lambda e: len(e.pattern), reverse=True)
    )
    per = rf"(?:[/每](?:[百千万亿]{{0,2}}(?:{'|'.join(units)}|生|年|月|日|天|季|学期)(?:·(?:年|月|日|天|人|次))?))"
    number = rf"(?:{NUMBER}|半)"
    amount = re.compile(
        rf"(?P<n1>{number})(?P<p1>[余多]?)(?P<m1>{MULTIPLIER}{{0,2}}) ?"
        rf"(?:(?P<u1>{body})?(?P<i1>以上|期)?(?P<sep>{_TO})(?P<n2>{number})(?P<p2>[余多]?)(?P<m2>{MULTIPLIER}{{0,2}}) ?)?"
        rf"(?P<unit>{body})(?P<plus>[余多](?![元样边式方头种功层维])|期)?(?P<per>{per})?"
    )
    pres = [e for e in load("comparators") if e["place"] == "pre"]
    pre = re.compile(rf"(?P<word>{'|'.join(f'(?:{e.pattern})' for e in pres)}){_BRIDGE}\s?$")
    # A Chinese numeral is looked at only where a unit, 分之, 成 or a second number can follow: 一体化 costs nothing.
    first = "".join(sorted({re.escape(p[0]) for p in classes}))
    start = re.compile(rf"\d|[{CHINESE}](?=[{CHINESE}点余多 ]{{0,24}}[{first}分成至到~～―—–－-])|一半|半[小天年个]")
    return _Grammar(
        start, amount, pre,
        tuple((re.compile(e.pattern), _sign(e["comparator"])) for e in pres),
        tuple((re.compile(e.pattern), _sign(e["comparator"])) for e in load("comparators") if e["place"] == "post"),
        classes,
    )


def _sign(text: str) -> Comparator:
    signs: dict[str, Comparator] = {
        "=": "=", ">=": ">=", "<=": "<=", ">": ">", "<": "<", "about": "about", "between": "between",
    }
    return signs[text]


# 每季度至少召开一次, 不低于营业收入的1.5%: what stands between the bound and its number.
_AT_LEAST = re.compile(r"(?:至少|最少)(?P<what>[^\d，。；：、,;:的]{1,8})$")
_NO_MORE_OF = re.compile(r"不(?:得|应|能)?(?P<word>低于|少于|高于|超过)[^\d，。；：、,;:]{2,10}的$")
# 比上年高出3米, 高于标准2个百分点: the difference itself, no bound.
_DIFFERENCE = re.compile(r"高出|(?:高|低|大)于")
_POST = re.compile(r"\s?(?:（含）|\(含\))?(?:(?:及|\()?以上|及?以[下内]|之内|之间|左右|上下)(?:（含）)?")
_INSIDE = re.compile(r"内(?![部外容需涵蒙地在资销陆河生控存置网涝]|[^，。；、：]{0,3}级)")
_SHARE = re.compile(rf"(?P<of>百|千|万|[\d{CHINESE}]{{1,5}})分之(?P<n1>{NUMBER})(?:{_TO}(?:(?:百|千)分之)?(?P<n2>{NUMBER}))?(?P<plus>多)?")
_SLASH = re.compile(
    r"(?P<a>\d{1,2})/(?P<b>[2-9]|10)(?:(?=以上|左右|[，。、；的]|$)|(?<=[占约近超到减少缩][1-9]/[2-9])(?=[\u4e00-\u9fff])(?![号栋幢室层月日]))"
)
_TENTHS = re.compile(
    rf"(?P<n1>[一二两三四五六七八九\d](?:\.\d)?)(?:{_TO}(?P<n2>[一二两三四五六七八九\d]))?成(?P<half>半|[一二三四五六七八九](?=[，。；]|$))?"
    r"(?=以上|以下|左右|[，。、；：的用投来留归]|$|是|为[^主]|新增|分[给红配]|企业|村|农户|群众|资金|由|上下|多)"
)
_HALF = re.compile(r"一半")


def _value(number: str, scale: str) -> float | None:
    if number == "半":
        return 0.5
    value = parse(number + scale) if scale else parse(number)
    return value


def _bound(
    text: str, floor: int, number: int, unit_end: int, low: float | None, high: float | None, *, several: bool, plus: bool,
    time: bool, percent: bool,
) -> tuple[int, int, float | None, float | None, Comparator, str, str]:
    """Take in the words before and after an amount that bound it."""
    grammar = _grammar()
    comparator: Comparator = "between" if several else "="
    start, end, before, after = number, unit_end, "", ""
    if plus and not several:
        comparator, high = ">", None
    m = _POST.match(text, unit_end)
    if m is None and time:
        m = _INSIDE.match(text, unit_end)
    if m:
        after, end = m[0], m.end()
        sign: Comparator = "<=" if after == "内" else "between"
        for pattern, value in grammar.signs_post:
            if pattern.search(after):
                sign = value
                break
        if not several:
            comparator = sign if sign != "between" else comparator
            if sign == ">=":
                high = None
            elif sign == "<=":
                low = None
        elif sign in (">=", "<="):
            comparator = "between"
    window = text[max(floor, number - 16):number]
    p = grammar.pre.search(window) if window else None
    if p and _DIFFERENCE.fullmatch(p["word"]) and not p[0][len(p["word"]):] and (
        text.startswith("个百分点", unit_end - 4) or p["word"] == "高出"
    ):
        p = None
    elif p is None and not after and comparator == "=" and (at_least := _AT_LEAST.search(window)):
        return number - (at_least.end() - at_least.start()), end, low, None, ">=", "至少", ""
    elif p is None and not after and comparator == "=" and percent and (share := _NO_MORE_OF.search(window)):
        start = number - (share.end() - share.start())
        if share["word"] in ("低于", "少于"):
            return start, end, low, None, ">=", share[0].rstrip("的"), ""
        return start, end, None, high, "<=", share[0].rstrip("的"), ""
    if p:
        before = p["word"]
        bridge = p.end("word") < len(window.rstrip())
        for pattern, value in grammar.signs_pre:
            if pattern.search(before):
                # 超过九成左右 is about 90 %; a second bound after the number wins.
                if after and comparator in ("about", ">=", "<="):
                    break
                if not several:
                    comparator = value
                    if value in (">=", ">"):
                        high = None
                    elif value in ("<=", "<"):
                        low, high = None, high if high is not None else low
                break
        start = max(floor, number - 16) + p.start("word") if bridge or not p[0][len(before):].strip() else number
        if comparator in (">=",) and re.search("[迈登站踏跨跃]上", before):
            stage = re.match(r"(?:新?的?)?(?:大?台阶|大关|新台阶)", text[end:end + 6])
            end += stage.end() if stage else 0
    return start, end, low, high, comparator, before, after


def amounts(text: str, start: int = 0, end: int | None = None) -> Iterator[Amount]:
    """Every amount of ``text[start:end]`` in order, bounds and class of unit told, nothing judged.

    ``text`` is of folded width (:func:`textkit.extract.numerals.fold_width`). 不低于98% yields one Amount with
    ``low`` 98.0, ``high`` None, ``unit`` % and the comparator ``>=``.
    """
    grammar = _grammar()
    end = len(text) if end is None else end
    at = start
    while True:
        hit = grammar.start.search(text, at, end)
        if hit is None:
            return
        pos = hit.start()
        found = _one(text, pos, start, end, grammar)
        if found is not None:
            found.start = max(found.start, min(at, found.number))   # 3座以上|亿千瓦时: 上 is taken
            yield found
            at = max(found.end, pos + 1)
        else:
            at = max(_RUN.match(text, pos, end).end(), pos + 1)  # type: ignore[union-attr]


def _one(text: str, pos: int, floor: int, end: int, grammar: _Grammar) -> Amount | None:
    prior = text[pos - 1] if pos > floor else ""
    first = text[pos]
    if prior and (prior in "第〔[［+×＃#" or (prior.isascii() and prior.isalpha())):
        return None
    if prior and prior in ".:∶" and pos - 1 > floor and text[pos - 2].isdigit():
        return None
    if prior and prior in "-－—–―~～至" and pos - 1 > floor and (text[pos - 2].isdigit() or text[pos - 2] in CHINESE):
        return None                                                # the end of a range whose start is no amount: 第1-2层
    if prior and prior in "几数好" and first in CHINESE:                    # 几十, 数百: no number in mind
        return None
    if first in CHINESE:
        share = _SHARE.match(text, pos, end)
        if share:
            return _share(text, share, floor)
    if first == "一" and _HALF.match(text, pos):
        return _finish(text, floor, pos, pos + 2, 50.0, 50.0, "%", "percent", rule="half", chinese=True)
    tenths = _TENTHS.match(text, pos, end)
    if tenths and not (prior and prior in "完建生形达变构促现组养一"):
        half = tenths["half"]
        low = (parse(tenths["n1"]) or 0) * 10 + (5 if half == "半" else (parse(half) or 0) if half else 0)
        high = (parse(tenths["n2"]) or 0) * 10 if tenths["n2"] else low
        return _finish(
            text, floor, pos, tenths.end(), low, high, "%", "percent", several=high != low, rule="tenths", chinese=True,
        )
    slash = _SLASH.match(text, pos, end)
    if slash:
        value = round(100 * int(slash["a"]) / int(slash["b"]), 10)
        return _finish(text, floor, pos, slash.end(), value, value, "%", "percent", rule="fraction")
    m = grammar.amount.match(text, pos, end)
    if m is None:
        return None
    return _measured(text, m, floor, grammar)


def _measured(text: str, m: re.Match[str], floor: int, grammar: _Grammar) -> Amount | None:
    pos = m.start()
    n1, n2, unit = m["n1"], m["n2"], m["unit"]
    scale1 = m["m1"] or ""
    low = _value(n1, scale1)
    if low is None or (n1 == "半" and grammar.classes[unit] != "time"):
        return None
    high: float | None = low
    several = n2 is not None
    if n2 is not None:
        high = _value(n2, m["m2"] or "")
        if high is None:
            return None
        tail = re.search(r"[万亿]+$", n2 + (m["m2"] or ""))
        if tail and not re.search(r"[万亿]$", n1 + scale1) and not m["u1"]:
            low *= _value(tail[0], "") or 1.0
        first = m["u1"]
        if first and (first != unit or high <= low):
            end = m.end("u1")                                      # 5家到3% is no range
            return _finish(text, floor, pos, end, low, low, first, grammar.classes[first], chinese=n1[0] in CHINESE)
        if high <= low and not first:
            return None
    kind = grammar.classes[unit]
    chinese = n1[0] in CHINESE
    bare = chinese and all(c in "十百千万亿" for c in n1) and n1[0] != "十"
    plus = bool(m["p1"] or m["p2"] or (m["plus"] and m["plus"] in "余多"))
    name = unit + (m["per"] or "")
    if name == "％":
        name = "%"
    if name == "人（次）":
        name = "人次"
    return _finish(
        text, floor, pos, m.end(), low, high, name, kind, several=several, plus=plus, chinese=chinese, bare=bare,
    )


def _share(text: str, m: re.Match[str], floor: int) -> Amount | None:
    n1, n2 = parse(m["n1"]), parse(m["n2"]) if m["n2"] else None
    if n1 is None:
        return None
    of = m["of"]
    if of in ("百", "千"):
        unit, low, high = "%" if of == "百" else "‰", n1, n2 if n2 is not None else n1
    else:
        base = parse(of)
        if not base or n1 >= base:
            return None
        unit, low = "%", round(100 * n1 / base, 10)
        high = low
    return _finish(
        text, floor, m.start(), m.end(), low, high, unit, "percent", several=n2 is not None, plus=bool(m["plus"]),
        rule="share", chinese=True,
    )


def _finish(
    text: str, floor: int, number: int, unit_end: int, low: float, high: float | None, unit: str, kind: str, *,
    several: bool = False, plus: bool = False, chinese: bool = False, bare: bool = False, rule: str = "amount",
) -> Amount:
    start, end, low2, high2, comparator, before, after = _bound(
        text, floor, number, unit_end, low, high, several=several, plus=plus, time=kind == "time",
        percent=kind == "percent",
    )
    if bare and not before and number > floor and text[number - 1] == "上":      # 上百家: a hundred or more
        start, comparator, high2, before = number - 1, ">=", None, "上"
    return Amount(
        start, end, number, unit_end, low2, high2, unit, kind, comparator, chinese, bare, before, after, rule,
    )
