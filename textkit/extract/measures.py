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
    rows = [e for e in load("measures")]
    classes = {e.pattern: e["class"] for e in rows}
    units = sorted((re.escape(p) for p in classes), key=len, reverse=True)
    # Words that only look like a unit: 支队, 件事 as in 一件事, 项目, 个人, 条例, 部门, 名单, 次日, 人民.
    guard = {
        "支": "队|持|出|付|部|撑|行|柱|农", "项": "目", "条": "例|款|件", "部": "门|署|队|委|分|级|长", "名": "单|词|录|义|优|额(?!教)",
        "人": "民|大|均|才(?!数)|类|工|口|体|力|制|社|事|格|生|心|物|行", "家": "渠|口|湾|庭|园|门|校|长|具", "件": "套", "所": "港|有|在|属|得(?!税)|谓|以(?!上|下|内)",
        "场": "地|所|馆|站|景", "起": "来|步|草|到|点|施|用|义|航|飞", "年": "级|轻|龄|产值|报|货", "次": "性|日|要|级|生|数|序", "处": "理|置|于|罚|长|级",
        "种": "植|业|子|养|粮|质", "类": "别|型|似", "台": "子|河|山|县|账|阶|风|湾|商|胞|资|州|账", "套": "餐|利|取|路|期", "张": "家|力|贴", "天": "然|津|府|地|津|水", "米": "线|粉",
        "户": "籍|外|型|均|口|厕|用", "批": "发|准|复|评|示|量(?!生产)|判", "门": "核|峡|店|户|诊|槛|类|面|前", "口": "岸|径|号|粮|碑|腔", "片": "区(?!住)|面|段|长", "段": "落|考",
        "双": "方|重|向|创|随|减|碳|语", "组": "织|建|长|合|成", "队": "伍|员|长", "单": "位|元|独|一|项|个|价|产", "层": "级|面|次", "集": "中|体|团|群|聚|成|约|聚|镇|装|结", "间": "接|隔|作",
        "列": "入|为|车|举|全|出|第|支", "座": "谈|机|椅", "位": "于|置|居|列|次|数|一", "本": "级|地|科|省|市|县|区|次|月|年|届|行|外|级|土|报", "度": "假", "元": "素|旦|件|器",
        "棵": "", "盘": "活", "克": "服|隆|拉", "焦": "点|化|急|炭", "瓦": "斯|解", "P": "[A-Za-z0-9M]", "床": "上|垫", "箱": "包", "股": "份|权|票|室|长|东|改|市", "针": "对", "剂": "量",
        "席": "位", "轮": "廓|换|班|训|候|岗|渡|番|值|休", "期": "间|末|刊|货|满|待|盼|限|权|内|中|以|初|望", "周": "年|边|期|围|转|密", "级": "", "例": "如|外|行", "顿": "时", "餐": "饮|桌|厨",
        "副": "省|市|县|主|秘|书|厅|处|部|中|业|食", "幕": "", "个": "人(?!以|左)|体|性|税|别|股|贷|案", "线": "", "学位": "", "分": "", "大": "于|幅|中|会|以|力|气|小|型|事|数|局|学|湾|洋|家|精神|报告",
    }
    body = "|".join(
        u + (f"(?!{guard[p]})" if (p := re.sub(r"\\(.)", r"\1", u)) in guard and guard[p] else "")
        + (r"(?![A-Za-z0-9])" if re.search(r"[A-Za-z]$", u) else "")
        for u in units
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


_POST = re.compile(r"\s?(?:（含）|\(含\))?(?:(?:及|\()?以上|及?以[下内]|之内|之间|左右|上下)(?:（含）)?")
_INSIDE = re.compile(r"内(?![部外容需涵蒙地在资销陆河生控存置网涝]|[^，。；、：]{0,3}级)")
_SHARE = re.compile(rf"(?P<of>百|千|万|[\d{CHINESE}]{{1,5}})分之(?P<n1>{NUMBER})(?:{_TO}(?:(?:百|千)分之)?(?P<n2>{NUMBER}))?(?P<plus>多)?")
_SLASH = re.compile(r"(?P<a>\d{1,2})/(?P<b>[2-9]|10)(?=以上|左右|[，。、；的]|$)")
_TENTHS = re.compile(
    rf"(?P<n1>[一二两三四五六七八九\d](?:\.\d)?)(?:{_TO}(?P<n2>[一二三四五六七八九\d]))?成(?P<half>半)?"
    r"(?=以上|以下|左右|[，。、；：的用投来]|$|是|为[^主]|新增)"
)
_HALF = re.compile(r"一半")


def _value(number: str, scale: str) -> float | None:
    if number == "半":
        return 0.5
    value = parse(number + scale) if scale else parse(number)
    return value


def _bound(
    text: str, floor: int, number: int, unit_end: int, low: float | None, high: float | None, *, several: bool, plus: bool,
    time: bool,
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
        low = (parse(tenths["n1"]) or 0) * 10 + (5 if tenths["half"] else 0)
        high = (parse(tenths["n2"]) or 0) * 10 if tenths["n2"] else low
        return _finish(text, floor, pos, tenths.end(), low, high, "%", "percent", rule="tenths", chinese=True)
    slash = _SLASH.match(text, pos, end)
    if slash:
        value = round(100 * int(slash["a"]) / int(slash["b"]), 2)
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
        if high <= low and not (m["u1"] and m["u1"] != unit):
            return None
    kind = grammar.classes[unit]
    chinese = n1[0] in CHINESE
    bare = chinese and all(c in "十百千万亿" for c in n1) and not (n1[0] == "十")
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
        unit, low = "%", round(100 * n1 / base, 2)
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
    )
    if bare and number > floor and text[number - 1] == "上":      # 上百家: a hundred or more
        start, comparator, high2, before = number - 1, ">=", None, "上"
    return Amount(
        start, end, number, unit_end, low2, high2, unit, kind, comparator, chinese, bare, before, after, rule,
    )
