"""What a report says was reached: its figures by indicator, each with the time and the count that it speaks of."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, replace

from textkit.compare.indicators import Indicator, resolve, resolve_each
from textkit.compare.passages import Passage, passage
from textkit.compare.periods import Clock, Time
from textkit.compare.promises import bases, goal_blocks, measures_change
from textkit.extract import indicator as words
from textkit.extract.numerals import fold_marks, parse
from textkit.model import Document, Function, Quantity, Span

__all__ = ["Figure", "Report", "Yardstick"]

_FLAT = re.compile(r"(?:与|同|较|比)?(?:上年|去年|上年同期)?(?:相比)?(?:总体|大体|大致|基本)*持平|(?:实现)?零增长")
_ESTIMATED = re.compile(r"预计|初步(?:核算|统计|预计|测算)|预估|估计|有望")
_YARD = re.compile(
    r"[，、（(]?\s?(?:增速|增幅|均|分别|继续|也)?(?P<than>高于|快于|高出|好于|优于|超过|领先|低于|慢于|落后)(?P<ref>(?:全[国省市区州]|国家|GDP|经济|地区生产总值|城镇)[^，。；、\d]{0,10}?)"
    r"(?P<margin>\d+(?:\.\d+)?)?(?:个百分点)?(?=[，。；、）)])"
)
_BRACKET = re.compile(r"（[^（），；。\d]{2,16}）")
# 高于全国0.8个百分点 says how far ahead the figure before it is.
_AHEAD = re.compile(r"(?:高于|快于|高出|好于|优于|超过|领先|低于|慢于|落后|少于|高|低|快)[^，。；、\d]{0,14}(?:\d[\d.]*个?[、和])?$")
# 同口径增长4.2%，自然口径下降6.3%: the words between name a count, no indicator.
_COUNT_ONLY = re.compile("(?:按|其中)?(?:自然|同|可比|全|原)口径|(?:按)?(?:可比价|现价|不变价)格?|名义|实际$")
_WITHOUT_HOUSING = re.compile("(?:不含|扣除|剔除|除)[^，。；、]{0,6}房地产[^，。；、]{0,10}(?:，[^，。；、]{0,12})?$")
_WHOSE = re.compile("规(?:模以上|上|模)工业(?=企业)|农林牧渔业|建筑业|服务业|工业")
_RANK: dict[Function, int] = {"achievement": 0, "exposition": 1, "problem": 1, "heading": 1, "task": 2, "quoted": 3}


@dataclass(frozen=True, slots=True)
class Yardstick:
    """How a figure stands to another that the text names: 高于全国0.8个百分点."""

    reference: str
    above: bool
    margin: float | None
    quote: str


@dataclass(frozen=True, slots=True)
class Figure:
    """One reported figure. ``low`` and ``high`` are signed: 下降3.1% of what is to grow is -3.1."""

    indicator: Indicator
    quantity: Quantity
    time: Time
    place: Passage
    low: float | None
    high: float | None
    change: bool
    estimated: bool
    basis: tuple[str, ...]
    yardsticks: tuple[Yardstick, ...] = ()
    rank: int = 0
    rule: str = "reported.figure"

    @property
    def start(self) -> int:
        return self.quantity.span.start


class Report:
    """The figures of the report that goes over ``year``, by the name of their indicator."""

    def __init__(self, document: Document, year: int | None, extra: tuple[str, ...] = ()) -> None:
        self.document, self.year, self.extra = document, year, extra
        self.text = fold_marks(document.text)
        self.clock = Clock(document, year)
        self._functions = [(s.span, s.function) for s in document.segments]
        self.figures: dict[str, list[Figure]] = defaultdict(list)
        goals = goal_blocks(document)
        self._goals = min((b.start for b in goals), default=0)
        quantities = [q for q in document.quantities if q.indicator and (q.kind != "target" or self._looks_back(q))]
        for i, q in enumerate(quantities):
            if i and _COUNT_ONLY.match(q.indicator or "") and quantities[i - 1].span.end + 16 > q.span.start:
                q = replace(q, indicator=quantities[i - 1].indicator)
            for indicator in resolve_each(q.indicator or "", document.place, extra):
                self._take(q, indicator, quantities[i + 1:i + 5])
        for span, function in self._functions:
            if function not in ("noise", "formula", "heading"):
                self._flat(span)
        for found in self.figures.values():
            found.sort(key=lambda f: f.start)

    def of(self, name: str) -> Sequence[Figure]:
        """The figures of one indicator, in order."""
        return self.figures.get(name, ())

    def _looks_back(self, q: Quantity) -> bool:
        """Whether a figure that reads like a target stands in a passage that looks back: 过去一年…，增长10.3%."""
        if q.span.start >= self._goals:
            return False
        time = self.clock.time(*q.span)
        return time.kind == "year" and time.rule in ("clock.opening", "clock.plan-review", "clock.named") and time.year == self.year

    def _take(self, q: Quantity, indicator: Indicator, following: Sequence[Quantity]) -> None:
        document = self.document
        if q.unit in ("个百分点", "百分点") and _AHEAD.search(self.text, max(0, q.span.start - 24), q.span.start):
            return
        qualified = self._qualified(q, indicator)
        if qualified is not None:
            indicator = resolve(qualified, document.place, self.extra)
        if indicator.listed and not indicator.fits(q.unit):
            return
        time = self.clock.time(*q.span)
        text = self.text
        near = text[max(0, q.span.start - 16):q.span.start]
        where = passage(document, q, tuple(following) if "分别" in near else ())
        # 预计 holds for the rest of its sentence
        stop = max(text.rfind("。", 0, q.span.start), text.rfind("\n", 0, q.span.start))
        lead = text[max(stop, q.span.start - 80):q.span.start]
        bracket = _BRACKET.match(text, q.span.end)
        own = text[where.span.start:q.span.end] + (bracket[0] if bracket else "")
        low, high = q.low, q.high
        change = measures_change(q, indicator)
        if q.direction == "decrease" and change:
            low, high = (None if q.high is None else -q.high), (None if q.low is None else -q.low)
        self.figures[indicator.name].append(Figure(
            indicator, q, time, where, low, high, change, bool(_ESTIMATED.search(lead)), bases(own),
            self._yardsticks(q.span.end), self._rank(q.span.start, q.kind),
        ))

    def _qualified(self, q: Quantity, indicator: Indicator) -> str | None:
        """A narrower count that a bracket or the words before the name say: 固定资产投资（不含房地产开发）, 扣除房地产…,
        规模以上工业企业1200家、增加值增长3%."""
        here = re.split("[，；。：\n]", self.text[max(0, q.span.start - 60):q.span.start])[-1]
        if indicator.name in ("增加值", "总产值") and (whose := _WHOSE.findall(here)):
            return str(whose[-1]) + indicator.name
        if indicator.name == "固定资产投资" and _WITHOUT_HOUSING.search(self.text, max(0, q.span.start - 50), q.span.start):
            return "扣除房地产开发投资"
        return None

    def _rank(self, at: int, kind: str) -> int:
        function: Function = next((f for s, f in self._functions if s.start <= at < s.end), "exposition")
        return _RANK.get(function, 2) + (0 if kind == "achievement" else 4 if kind == "target" else 1)

    def _yardsticks(self, at: int) -> tuple[Yardstick, ...]:
        out: list[Yardstick] = []
        while m := _YARD.match(self.text, at, at + 60):
            above = m["than"] not in ("低于", "慢于", "落后")
            out.append(Yardstick(m["ref"], above, parse(m["margin"]) if m["margin"] else None, m[0].lstrip("，、")))
            at = m.end()
        return tuple(out)

    def _flat(self, span: Span) -> None:
        """居民消费价格基本持平 says that nothing changed: 0."""
        for m in _FLAT.finditer(self.text, *span):
            name = words.before(self.text, span.start, m.start())
            if not name:
                continue
            indicator = resolve(name, self.document.place, self.extra)
            if not indicator.listed or "%" not in indicator.units:
                continue
            q = Quantity(self.document.text[m.start():m.end()], Span(m.start(), m.end()), 0.0, 0.0, "%", "about" if "基本" in m[0] else "=",
                         "level", name, "achievement", "reported.flat")
            change = indicator.nature == "flow" or indicator.name == "居民消费价格"
            lead = self.text[max(span.start, m.start() - 60):m.start()]
            self.figures[indicator.name].append(Figure(
                indicator, q, self.clock.time(*q.span), passage(self.document, q), 0.0, 0.0, change,
                bool(_ESTIMATED.search(lead)), bases(lead[-20:]), (), self._rank(m.start(), "achievement"), "reported.flat",
            ))
