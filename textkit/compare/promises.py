"""What a report promises: the figures of its 主要预期目标, or of all its tasks, each with what it is measured against."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from typing import Literal

from textkit.compare.indicators import Indicator, resolve, resolve_each
from textkit.compare.passages import Passage, passage
from textkit.corpus.tables import section_at
from textkit.extract import indicator as words_before
from textkit.extract import relative as relatives
from textkit.extract.numerals import fold_marks
from textkit.model import Document, Quantity, RelativeTarget, Span

__all__ = ["Promise", "Which", "bases", "goal_blocks", "measures_change", "modal_words", "promises"]

Which = Literal["main", "all"]

_GOALS = re.compile(
    r"(?:预期(?:性)?|奋斗|发展|主要|总体|工作|经济|具体)(?:经济|社会|发展|预期|奋斗|工作|调控|指标)*目标(?:任务|值)?(?:初步|拟|建议)?(?:确定|定|安排|设定|设)?(?:是|为|如下|：)"
    r"|主要(?:经济)?指标(?:预期|安排|目标)?(?:是|为|：|增长)|预期目标(?=[，。\n])|目标(?:初步|拟|建议)?(?:确定|定|安排|设定)?为"
)
_LONG_TERM = re.compile(
    r"[“\"]?十[三四五六]五[”\"]?(?:时期|期间|末|规划)|(?:今后|未来|过去|接下来的?)(?:五|5|三|3|几)年|(?:五|5)年(?:后|内|发展|的?(?:奋斗|主要|发展)?目标)"
    r"|到20[2-4]\d年|二〇[二三四]〇|本届政府|远景"
)
_REVIEWED = re.compile(r"(?:完成|实现|超过|好于|优于|低于|高于|达到|超额完成|确定的?|较好完成|没有实现|未达)[^，。]{0,12}$")
_STRETCH = re.compile(r"(?:力争|争取|奋力|冲刺|奋斗目标|努力|跳起摸高|挑战|保[\d.]+%?争|自我加压|工作中)[^，；。]{0,24}$")
_BASIS = (
    ("同口径", re.compile("同口径|可比口径")), ("可比价", re.compile("可比价|不变价|剔除价格因素|扣除价格因素|实际增长")),
    ("扣除", re.compile("扣除|剔除|不含|除去")), ("自然口径", re.compile("自然口径")), ("名义", re.compile("名义|现价")),
)
# 去年增长5% in an argument for the goal
_LOOKS_BACK = re.compile("(?:去年|上年|前三年|近[三五几]年|过去[三五]年)(?!同期|水平|基础|基数)[^，。；]*$")
_KEEP_AND_AIM = re.compile(r"保(\d{1,2}(?:\.\d)?)%?[、，]?[争冲望](\d{1,2}(?:\.\d)?)%?")
_AFTER_LIST = re.compile(
    r"[。；](?=\s*(?:(?:实际工作|工作)中|围绕|为(?:了|此)|(?:实现|完成|达到|确定|提出|设定)(?:上述|以上|这些|今年)|上述|以上目标|这些目标|(?:今年)?(?:我们)?(?:将|要)?(?:重点|着力)(?:抓好|做好|推进)|我们将"
    r"|（?[一二三四五六七八九十]{1,2}[）、]))"
)
_CLAUSE = re.compile("[，；。：！？\n]")
_WORD = re.compile(r"(?:确保|力争|争取|努力|保持|控制|不低于|高于|左右|以上|以内|不超过|同步|达到|突破|超过|稳定)")

_CLASS = re.compile(r"(?:\d[\d.]*[万亿]*元(?:及)?|规模|限额)以上")       # 500万元以上固定资产投资, 规模以上工业: a class, no bound


@dataclass(frozen=True, slots=True)
class Promise:
    """One target: ``low``, ``high``, ``unit`` and ``comparator`` as extracted; ``relative`` holds its yardsticks.

    ``stretch`` is what is aimed at beyond it (力争达到10%), ``modal`` the words of obligation as written.
    """

    indicator: Indicator
    place: Passage
    figure: Quantity | RelativeTarget
    relative: tuple[RelativeTarget, ...] = ()
    stretch: Quantity | RelativeTarget | None = None
    stretch_place: Passage | None = None
    basis: tuple[str, ...] = ()
    modal: tuple[str, ...] = ()
    section: int | None = None
    rule: str = "promise.figure"
    extra: dict[str, str] = field(default_factory=dict)

    @property
    def number(self) -> Quantity | None:
        return self.figure if isinstance(self.figure, Quantity) else None

    @property
    def stretch_bound(self) -> tuple[float | None, str | None]:
        """What is aimed at beyond the target and its unit; of a relative one the margin: 力争高于全省2个百分点 is (2.0, 个百分点)."""
        aim = self.stretch
        if isinstance(aim, Quantity):
            return aim.low if aim.low is not None else aim.high, aim.unit
        return (aim.margin, aim.margin_unit) if aim is not None else (None, None)

    @property
    def is_rate(self) -> bool:
        """Whether the target says how much is to change, not what is to be reached."""
        q = self.number
        return q is not None and measures_change(q, self.indicator)


def measures_change(q: Quantity, indicator: Indicator) -> bool:
    """Whether a figure is a growth: 增长5% of an amount is, a rate of 5% or 增加2600人 is not."""
    if q.unit == "个百分点":
        return q.direction != "level"
    if q.unit != "%":
        return False
    if indicator.name == "居民消费价格":
        return True
    if indicator.nature == "flow" and indicator.listed:
        return True
    return q.direction != "level"


def bases(words: str) -> tuple[str, ...]:
    """Which counts the words restrict themselves to: 同口径增长4% gives 同口径."""
    return tuple(name for name, pattern in _BASIS if pattern.search(words))


def goal_blocks(document: Document, year: int | None = None) -> list[Span]:
    """The stretches that lay out the year's 主要预期目标, the fullest first; spans are half-open in the clean text."""
    text = fold_marks(document.text)
    targets = sorted([q.span.start for q in document.quantities if q.kind != "other"] + [t.span.start for t in _yardsticks(document)])
    found: list[tuple[int, int, Span]] = []
    year = year if year is not None else document.work_year
    for m in _GOALS.finditer(text):
        line = text.rfind("\n", 0, m.start()) + 1
        sentence = max(line, *(text.rfind(stop, line, m.start()) + 1 for stop in "。！？；"))
        lead = text[sentence:m.start()]
        if _LONG_TERM.search(lead) and not (year and f"{year}年" in lead) and "今年" not in lead:
            continue
        if _REVIEWED.search(lead):
            continue
        if year and (years := re.findall(r"(20\d\d)年", lead)) and str(year) not in years and "今年" not in lead:
            continue
        end = text.find("\n", m.end())
        end = len(text) if end < 0 else end
        while end < len(text) and _count(targets, m.start(), end) < 40:      # a list on lines of its own
            stop = text.find("\n", end + 1)
            stop = len(text) if stop < 0 else stop
            line_text = text[end + 1:stop]
            own = _count(targets, end + 1, stop)
            here = _count(targets, m.start(), end)
            if not line_text.strip():
                end = stop
                continue
            if here >= 2 and not _is_item(line_text):
                break
            if own == 0 and (here > 0 or not _is_item(line_text)):
                break
            if own == 0 and len(line_text) > 60:
                break
            end = stop
        end = _list_end(text, m.end(), end)
        count = _count(targets, m.start(), end)
        if count or _KEEP_AND_AIM.search(text, m.end(), end):
            near = 1 if re.search(r"预期|今年|20\d\d年", lead[-24:] + m[0]) else 0
            inside = [q for q in document.quantities if m.start() <= q.span.start < end and q.kind != "other"]
            meant = 2 * sum(q.kind == "target" for q in inside) >= len(inside)
            economy = any(q.indicator and resolve(q.indicator, document.place).name == "地区生产总值" for q in inside[:12])
            found.append((min(count, 6) + 3 * near + 4 * meant + 4 * economy, -m.start(), Span(m.start(), end)))
    out: list[Span] = []
    for _, _, span in sorted(found, key=lambda f: (-f[0], -f[1])):
        if not any(o.start <= span.start < o.end for o in out):
            out.append(span)
    return out


def _unnamed_goals(document: Document, year: int | None) -> list[Span]:
    """A list of goals that nothing announces: 今年地区生产总值增长6%左右，…固定资产投资增长10%…."""
    year = year if year is not None else document.work_year
    text = document.text
    at = 0
    for line in text.split("\n"):
        end = at + len(line)
        listed = {resolve(q.indicator, document.place).name for q in document.quantities
                  if q.kind == "target" and q.indicator and at <= q.span.start < end and resolve(q.indicator, document.place).listed}
        lead = line[:60]
        if len(listed) >= 3 and "地区生产总值" in listed and not _LONG_TERM.search(lead) and ("今年" in lead or (year and f"{year}年" in lead)):
            return [Span(at, _list_end(text, at, end))]
        at = end + 1
    return []


def _list_end(text: str, start: int, end: int) -> int:
    """Where the list of goals gives way to what is made of it, in a report whose plan runs on in one paragraph."""
    m = _AFTER_LIST.search(text, start, end)
    return m.start() + 1 if m else end


def _yardsticks(document: Document) -> tuple[RelativeTarget, ...]:
    """The relative targets of a document wherever they stand, also where a list of goals was not taken for tasks."""
    return tuple(relatives.find(document.text, document.segments, ("task", "exposition", "achievement", "quoted")))


def _is_item(line: str) -> bool:
    """Whether a line goes on with the list above: —— 地区生产总值增长6%；"""
    words = line.strip()
    return len(words) < 80 and (bool(re.match(r"[—\-－•●·（(\d]|是[:：]", words)) or words.endswith(("；", ";")) or len(words) < 46)


def _count(starts: Sequence[int], low: int, high: int) -> int:
    return sum(low <= s < high for s in starts)


def promises(document: Document, which: Which = "main", year: int | None = None, extra: tuple[str, ...] = ()) -> list[Promise]:
    """The targets of ``document`` in order. ``main``: those of its 主要预期目标; ``all``: those of every task.

    全县生产总值增长6%左右、力争7% gives one, with the stretch goal 7% beside the floor of 6%.
    """
    figures = [q for q in document.quantities if q.kind == "target"]
    relative = _yardsticks(document)
    if which == "main":
        blocks = goal_blocks(document, year) or _unnamed_goals(document, year)
        if not blocks:
            return []
        block = blocks[0]
        after = Span(block.end, _paragraphs_on(document.text, block.end, 2))
        rest = [q for q in figures if after.start <= q.span.start < after.end]
        # in the list of goals a figure is a goal, whatever its sentence was taken for
        figures = [q for q in document.quantities if q.kind != "other" and block.start <= q.span.start < block.end
                   and not _LOOKS_BACK.search(document.text, max(block.start, q.span.start - 40), q.span.start)]
        relative = tuple(t for t in relative if block.start <= t.span.start < block.end)
    else:
        tasks = [task.span for task in document.tasks]
        relative = tuple(t for t in relative if any(s.start <= t.span.start < s.end for s in tasks))
        rest = []
    out: list[Promise] = []
    wanted: list[Quantity | RelativeTarget] = [*figures, *relative]
    for figure in sorted(wanted, key=lambda f: f.span):
        for indicator in _measured(document, figure, extra):
            _add(out, document, figure, indicator, figures, which)
    if which == "main":
        out += _slogans(document, block, extra)
        out.sort(key=lambda p: p.figure.span)
    for q in rest:
        _stretch_of(out, document, q, extra)
    return out


def _slogans(document: Document, block: Span, extra: tuple[str, ...]) -> list[Promise]:
    """A floor and a stretch goal in one word: 地区生产总值增速“保8争9”."""
    text = fold_marks(document.text)
    out: list[Promise] = []
    for m in _KEEP_AND_AIM.finditer(text, *block):
        name = words_before.before(text, block.start, m.start())
        indicator = resolve(name, document.place, extra) if name else None
        if indicator is None or not indicator.listed:
            continue
        floor, aim = (Quantity(
            document.text[m.start():m.end()], Span(m.start(), m.end()), float(m[n]), None, "%", ">=", "increase", name, "target",
            "promise.slogan") for n in (1, 2))
        begin = passage(document, floor).span.start
        where = Passage(document, begin, m.end() + (text[m.end():m.end() + 1] == "”"))
        out.append(Promise(indicator, where, floor, stretch=aim, stretch_place=where, modal=("保", m[0][len(m[1]) + 1:][:1]),
                           rule="promise.slogan"))
    return out


def _measured(document: Document, figure: Quantity | RelativeTarget, extra: tuple[str, ...]) -> tuple[Indicator, ...]:
    """What a figure holds for; a long list before a yardstick (单位生产总值能耗、…排放量进一步下降) is read again whole."""
    if not figure.indicator:
        return ()
    found = resolve_each(figure.indicator, document.place, extra)
    if isinstance(figure, RelativeTarget) and len(found) == 1 and not found[0].listed and "、" in found[0].name:
        clause = _CLAUSE.split(document.text[max(0, figure.span.start - 80):figure.span.start])[-1]
        whole = resolve_each(clause, document.place, extra)
        return whole if len(whole) > 1 else found
    return found


def _paragraphs_on(text: str, at: int, count: int) -> int:
    while count and at < len(text):
        stop = text.find("\n", at + 1)
        stop = len(text) if stop < 0 else stop
        count -= bool(text[at:stop].strip())
        at = stop
    return at


def _add(out: list[Promise], document: Document, figure: Quantity | RelativeTarget, indicator: Indicator,
         figures: Sequence[Quantity], which: Which) -> None:
    if isinstance(figure, RelativeTarget):
        if which == "main" and figure.rule == "relative.assigned":
            return
        known = next((i for i, p in enumerate(out) if p.indicator.name == indicator.name and _near(p, figure)), None)
        if known is not None and out[known].relative and _is_stretch(document, figure):
            out[known] = replace(out[known], stretch=figure, stretch_place=passage(document, figure))
            return
        if known is not None:
            out[known] = replace(out[known], relative=(*out[known].relative, figure), place=_joined(out[known].place, figure))
            return
    else:
        stretch = _is_stretch(document, figure)
        known = next((i for i in range(len(out) - 1, -1, -1) if _same(out[i], indicator, figure)), None)
        if stretch and known is None:              # 增长6%以上、力争突破900亿元: beyond it by another measure
            known = next((i for i, p in enumerate(out) if p.indicator.name == indicator.name and p.stretch is None and _near(p, figure)), None)
            if known is not None:
                out[known] = replace(out[known], stretch=figure, stretch_place=passage(document, figure))
                return
        alike = [p for p in out if _same(p, indicator, figure) and p.number and (p.number.low, p.number.high) == (figure.low, figure.high)]
        if alike and which == "main":
            return
        if known is not None and (stretch or _near(out[known], figure)):
            earlier = out[known]
            if earlier.number is not None and stretch and earlier.stretch is None and figure.low != earlier.number.low:
                out[known] = replace(earlier, stretch=figure, stretch_place=passage(document, figure))
            if earlier.number is not None and (stretch or (earlier.number.low, earlier.number.high) == (figure.low, figure.high)):
                return
    group = tuple(q for q in figures if q.span.start > figure.span.start and q.span.start - figure.span.end < 40)
    where = passage(document, figure, _list_after(document.text, figure, group))
    section = section_at(document, figure.span.start)
    before = max((q.span.end for q in figures if q.span.end <= figure.span.start), default=0)
    yards = (figure,) if isinstance(figure, RelativeTarget) else ()
    out.append(Promise(
        indicator, where, figure, yards, basis=bases(where.quote), modal=modal_words(document, max(where.span.start, before), figure),
        section=section, rule="promise.relative" if yards else "promise.figure",
    ))


def modal_words(document: Document, start: int, figure: Quantity | RelativeTarget) -> tuple[str, ...]:
    """The words of obligation from ``start`` to the end of a figure: 确保…增长5%左右 has 确保 and 左右."""
    lead, own = document.text[start:figure.span.start], document.text[figure.span.start:figure.span.end]
    words = _CLASS.sub("", lead) + own
    if isinstance(figure, Quantity) and figure.comparator == "about" and "左右" not in words:
        words += "左右"                            # said once for a list: 分别增长5%和7%左右
    return tuple(dict.fromkeys(_WORD.findall(words)))


def _list_after(text: str, figure: Quantity | RelativeTarget, group: Iterable[Quantity]) -> tuple[Quantity, ...]:
    """The figures that go on a list after ``figure``, where the words before it say that it is one."""
    if "分别" not in text[max(0, figure.span.start - 16):figure.span.start]:
        return ()
    return tuple(group)


def _same(promise: Promise, indicator: Indicator, figure: Quantity) -> bool:
    q = promise.number
    return promise.indicator.name == indicator.name and q is not None and q.unit == figure.unit and (
        measures_change(q, indicator) == measures_change(figure, indicator))


def _near(promise: Promise, figure: Quantity | RelativeTarget) -> bool:
    return 0 <= figure.span.start - promise.figure.span.end < 60


def _joined(place: Passage, figure: RelativeTarget) -> Passage:
    return Passage(place.document, place.span.start, max(place.span.end, figure.span.end))


def _is_stretch(document: Document, figure: Quantity | RelativeTarget) -> bool:
    """Whether the words before aim beyond: 、力争达到8%."""
    return bool(_STRETCH.search(document.text, max(0, figure.span.start - 30), figure.span.start))


def _stretch_of(out: list[Promise], document: Document, figure: Quantity, extra: tuple[str, ...]) -> None:
    """A later sentence may aim beyond the list: 在确保增长8%的基础上，力争达到10%."""
    if not figure.indicator or not _is_stretch(document, figure):
        return
    indicator = resolve(figure.indicator, document.place, extra)
    for i, promise in enumerate(out):
        if _same(promise, indicator, figure) and promise.stretch is None and promise.number and figure.low != promise.number.low:
            out[i] = replace(promise, stretch=figure, stretch_place=passage(document, figure))
            return
