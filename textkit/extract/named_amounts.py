"""Amounts that are said without a unit, or without a numeral: 全覆盖, 零事故, 翻一番, 指数达到125左右, 规模过千亿."""

from __future__ import annotations

import re
from functools import lru_cache

from textkit.extract.measures import Amount
from textkit.extract.numerals import parse
from textkit.lexicon import load

__all__ = ["named_amounts"]

_ALL = re.compile(r"全覆盖(?![监管整治排查检式地开推的宣巡督审])")
_ALL_BEFORE = re.compile(r"(?:实现|完成|达到|做到|确保|力争|推动|推进|[前底]之?前|之前|基本|已|动态|[^，。；“]{2}(?:网络|服务|体系|制度|设施|检查|监管|审查|监督))[^，。；“]{0,30}$")
# 零上门、零审批、零跑动: two or more in a row are measures, whatever is named.
_ZEROS = re.compile(r"零[\u4e00-\u9fff]{2}(?:、零[\u4e00-\u9fff]{2})+(?![\u4e00-\u9fff]{0,6}(?:产业|理念|模式|建筑|技术))")
_ZERO = re.compile("零(?!售|工|部|件|星|碳|食|距离|基础)[\u4e00-\u9fff]{2}")
# 6600多万农村人口, 500万沼气用户, 完成了118万: a number in 万 or 亿 right before what is counted, or after a verb.
_HEADS = re.compile(
    r"(?<![\d.第年月—\-~至到、])(?P<n>\d+(?:\.\d+)?)(?P<plus>[多余])?(?P<m>万|亿)(?P<plus2>[多余])?"
    r"(?=[^\d，。；、：个元的人名户家\W万亿千百多余][^\d，。；、：个元的\W]{0,7}(?:人口|群众|农民|牧民|市民|居民|学生|用户|党员|职工|劳动力|游客|农户|移民|贫困户|老人)(?!均|民币))"
)
_MORE = re.compile(
    r"[、和与及](?P<n>(?:\d+(?:\.\d+)?|[十百千])亿)(?=[、和与及，。；！）]|$|的?(?:以上)?(?:产业|企业|园区|集群|县|镇|项目|级?平台))"
)
_PLAIN = re.compile(r"(?:完成了?|实现了?|剩下?|还有|还差|新增)(?P<n>\d+(?:\.\d+)?)(?P<plus>[多余])?(?P<m>万|亿)(?P<plus2>[多余])?(?=[，。；]|都)")
_DOUBLE = re.compile(r"翻(?P<n>[一两二三四]|\d)?番|倍增(?=[，。；、！）]|$)|翻倍")
_NO_DOUBLE = re.compile(r"(?:成|“|双|能级|提质|价值)$")
_MANY = re.compile(r"[百千万亿一二三四五六七八九十](?:个“?)?$")
_INDEX = re.compile(
    r"(?:指数|系数|得分|评分)(?:[^，。；、\d排居列名位第]{0,8}?)(?P<n>(?<![\d.])\d+(?:\.\d+)?)(?:[-—~～至]\s?(?P<m>\d+(?:\.\d+)?))?"
    r"(?P<post>以上|以内|以下|左右|上下)?(?![\d.%‰％个位名年月第分/A-Za-z万亿])"
)
_TOTAL = re.compile(
    r"(?P<pre>突破|超过|超|过|破|近|逾|约|达到?|接近|迈上|站上|迈过)(?P<n>(?:\d+(?:\.\d+)?)?[百千万亿]{1,3}|\d+(?:\.\d+)?[万亿]{1,2})(?P<post>左右|以上)?(?=[，。；、！）]|$|大关|台阶|的(?:产业|园区|企业))"
)
_MONEY = re.compile(r"(?:规模|产值|营收|收入|投资|GDP|生产总值|总量|贷款|存款|余额|进出口|总额|销售额|资产|市值|交易额|经济|零售额|产业|企业|税收|利润|营业|资金|增加值|融资|综合实力)")
_PEOPLE = re.compile(r"(?:人口|就业|人才(?:资源)?总量|人数|从业人员|职工|党员)[^，]{0,4}$")
_TRIPS = re.compile(r"(?:旅客|游客|客流|接待|人次)")


@lru_cache(maxsize=1)
def _zero() -> re.Pattern[str]:
    return re.compile("|".join(e.pattern for e in load("zeros")))


def named_amounts(text: str, floor: int, ceiling: int) -> list[Amount]:
    """The amounts of ``text[floor:ceiling]`` (folded width) that no measure word shows."""
    out: list[Amount] = []
    if text.find("全覆盖", floor, ceiling) >= 0:
        for m in _ALL.finditer(text, floor, ceiling):
            pre = text[max(floor, m.start() - 40):m.start()]
            clause = re.split(r"[，。；：！？,;:\n]", pre)[-1]
            if re.search(r"[个“]\s*$", clause) or text[m.end():m.end() + 1] == "”" and "“" in clause and len(clause) < 12:
                continue
            if clause.strip("、”") and _ALL_BEFORE.search(clause + "  "):
                out.append(Amount(m.start(), m.end(), m.start(), m.end(), 100.0, 100.0, "%", "percent", "=", rule="all"))
    if text.find("零", floor, ceiling) >= 0:
        for m in _zero().finditer(text, floor, ceiling):
            if _MANY.search(text[max(floor, m.start() - 3):m.start()]):
                continue
            out.append(Amount(m.start(), m.end(), m.start(), m.end(), 0.0, 0.0, None, "zero", "=", rule="none"))
        for z in _ZEROS.finditer(text, floor, ceiling):
            taken = {a.start for a in out}
            out += [
                Amount(m.start(), m.end(), m.start(), m.end(), 0.0, 0.0, None, "zero", "=", rule="none")
                for m in _ZERO.finditer(text, *z.span()) if m.start() not in taken
            ]
    if text.find("番", floor, ceiling) >= 0 or text.find("倍", floor, ceiling) >= 0:
        for m in _DOUBLE.finditer(text, floor, ceiling):
            head = text[max(floor, m.start() - 3):m.start()]
            if _NO_DOUBLE.search(head) or _MANY.search(head):
                continue
            times = parse(m["n"]) if m["n"] else 1.0
            value = 100.0 * (2 ** (times or 1.0) - 1)
            out.append(Amount(m.start(), m.end(), m.start(), m.end(), value, value, "%", "percent", "=", rule="double"))
    if text.find("数", floor, ceiling) >= 0 or text.find("分", floor, ceiling) >= 0:
        for m in _INDEX.finditer(text, floor, ceiling):
            out.append(_index(m))
    if text.find("亿", floor, ceiling) >= 0 or text.find("万", floor, ceiling) >= 0:
        out += _totals(text, floor, ceiling)
        out += _heads(text, floor, ceiling)
    return out


def _index(m: re.Match[str]) -> Amount:
    low = float(m["n"])
    high: float | None = float(m["m"]) if m["m"] else low
    post = m["post"] or ""
    start, end = m.start("n"), m.end("post") if post else m.end("m") if m["m"] else m.end("n")
    a = Amount(start, end, start, end, low, high, None, "index", "between" if m["m"] else "=", post=post, rule="index")
    if post == "以上":
        a.comparator, a.high = ">=", None
    elif post in ("以内", "以下"):
        a.comparator, a.low, a.high = "<=", None, a.low
    elif post:
        a.comparator = "about"
    return a


def _more_of(text: str, first: Amount, ceiling: int) -> list[Amount]:
    """The later members of a list of sizes: 过500亿、100亿的企业."""
    out: list[Amount] = []
    at = first.end
    while (m := _MORE.match(text, at, ceiling)) and (value := parse(m["n"])):
        start, at = m.span("n")
        out.append(Amount(start, at, start, at, value, value, first.unit, first.unit_class, "=", rule="total"))
    return out


def _heads(text: str, floor: int, ceiling: int) -> list[Amount]:
    """Numbers in 万 or 亿 without a measure word: 600多万农村人口."""
    out = []
    for pattern in (_HEADS, _PLAIN):
        for m in pattern.finditer(text, floor, ceiling):
            value = parse(m["n"] + m["m"])
            if value is not None:
                start, end = m.start("n"), m.end()
                more = bool(m["plus"] or m["plus2"])
                out.append(Amount(
                    start, end, start, end, value, None if more else value, None, "people", ">" if more else "=", rule="heads",
                ))
    return out


def _totals(text: str, floor: int, ceiling: int) -> list[Amount]:
    out = []
    for m in _TOTAL.finditer(text, floor, ceiling):
        value = parse(m["n"])
        if value is None or value < 1e4 or (m["pre"] in ("达", "达到", "近", "过") and m["n"] in ("万", "千万", "百万")):
            continue
        clause = re.split(r"[，。；：！？,;:\n]", text[max(floor, m.start() - 30):m.start()])[-1]
        if m["pre"] == "过" and clause.endswith(("通", "经", "超")):
            continue
        unit, cls = None, "number"
        if _TRIPS.search(clause):
            unit, cls = "人次", "people"
        elif _PEOPLE.search(clause):
            unit, cls = "人", "people"
        elif _MONEY.search(clause) and not re.search("户数|用户|数量|人数|人才", clause):
            unit, cls = "元", "money"
        elif re.match(r"的?[^，。；]{0,14}(?:项目|企业|产业|园区|集群)", text[m.end():min(ceiling, m.end() + 20)]):
            unit, cls = "元", "money"
        pre = m["pre"]
        plain = pre in ("达", "达到")
        start = m.start("n") if plain else m.start()
        end = m.end("post") if m["post"] else m.end("n")
        a = Amount(start, end, m.start("n"), m.end("n"), value, value, unit, cls, "=", pre="" if plain else pre, post=m["post"] or "", rule="total")
        if m["post"] == "以上" or pre in ("迈上", "站上"):
            a.comparator, a.high = ">=", None
        elif m["post"] == "左右" or pre in ("近", "约", "接近"):
            a.comparator = "about"
        elif not plain:
            a.comparator, a.high = ">", None
        out.append(a)
        out += _more_of(text, a, ceiling)
    return out
