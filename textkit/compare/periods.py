"""Which time a passage of a report speaks of: the year under review, a stretch of years, a part of a year, the plan.

A report goes over the year and, where a five-year plan ends, over five years, in either order. What opens a paragraph
(过去一年, 五年来) holds until another does; what stands in a clause (年均, 累计, 从2020年的) holds for its own figure.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from dataclasses import dataclass
from typing import Literal

from textkit.extract.numerals import fold_marks
from textkit.model import Document

__all__ = ["Clock", "Time"]

Kind = Literal["year", "years", "part", "plan", "other"]


@dataclass(frozen=True, slots=True)
class Time:
    """What a figure speaks of and which words say so; ``year`` for a single year that the text names.

    ``end`` where a figure of a stretch of years is what stood at its end (从53%提高到57%).
    """

    kind: Kind
    year: int | None
    rule: str
    end: bool = False


_FIVE = r"(?:[“\"]?十[二三四五六][五][”\"]?|第十[一二三四五]个五年)"
_SPAN_LEAD = re.compile(
    rf"(?:(?:这|过去的?|刚刚过去的|前|本届政府的?这?|本届政府)(?:五|5|三|3|四|4|几)年|(?:五|5|三|3|四|4|几|多)年来|{_FIVE}(?:时期|期间|以来|这|的?发展历程|规划实施|发展(?:成就|回顾))"
    rf"|年来的五年|这是[^，。]{{4,24}}的(?:五|三|四)年[。]?$|本届政府(?:成立|任期|履职|五年)|回[望顾看首眸]{{1,2}}(?:过去)?(?:的|这)?(?:{_FIVE}|五年|四年))"
)
_SPAN_TURN = re.compile(rf"标志着.{{0,6}}{_FIVE}|(?:回[望顾看首眸]{{1,2}}|透过.{{2,8}}[望看]).{{0,8}}(?:{_FIVE}|五年)|经过(?:五|5)年|{_FIVE}.{{0,8}}(?:圆满|顺利|胜利|成功)收官")
_YEAR_LEAD = re.compile(
    r"(?:刚刚)?过去的?(?:这?一年|(?P<z>20\d\d)年)|(?:这|回顾)?一年来|这一年|(?:回顾|总结)?(?P<y>20\d\d)年(?![来以至到—\-－])(?![^，。；]{0,3}目标任务)|去年|上年以来|全年(?!工作)|年初以来|一年的(?:工作|实践)"
)
_LOOKS_BACK = re.compile(r"(?:刚刚)?过去的?一年|去年(?!同期|基础)|一年来")
_HEAD_YEAR = re.compile(r"(?P<y>20\d\d)年(?:的|度|主要|政府)?(?:工作|及|和|、|重点)|过去(?:的)?一年|上年|去年工作")
_HEAD_SPAN = re.compile(rf"{_FIVE}|(?:过去|近|这|前|[的、和及])(?:五|四|三)年|[五四三]年(?:来|工作|的?(?:工作|发展|成就|回顾))|本届政府")
_PLAN_HEAD = re.compile(
    r"(?:今年|明年|下一步|今后|未来|下一阶段|下步)|(?:主要|重点)?(?:目标任务|奋斗目标|主要目标|预期目标)|(?:工作|任务)(?:安排|部署|打算|举措|思路|要求)|总体要求|重点(?:工作|任务)|指导思想"
)
_REVIEW_HEAD = re.compile("回顾|总结|成就|成绩|进展|完成情况|过去")
_PLAN_LEAD = re.compile(
    r"(?:(?:主要|发展|预期|总体)+目标(?:任务)?(?:建议)?(?:是|为|：)|(?:做好|完成|实现)(?:今年|20\d\d年|明年|上述|全年)的?[^，。]{0,8}(?:工作|目标)"
    r"|今年是|各位代表[！，]?今年|今年的?(?:政府)?工作)"
)
_ENDS = re.compile(r"[。！？；\n]")
_CLAUSE = re.compile(r"[，；。！？：\n]")
_PART = re.compile(r"(?:上|下)半年|(?:前|第?[一二三四]|首)(?:三|两)?个?季度|1[-—－至到~](?:1[01]|[2-9])月|前(?:1[01]|[2-9]|十一?|[三五六七八九])个?月|(?<!\d)(?:1[0-2]|[1-9])月份?(?!底|末)当?月?")
_SPAN_HERE = re.compile(
    rf"年均(?!浓度|值)|累计|(?:五|5|三|3|四|4|几|多|\d)年(?:来|间|累计|增长|平均|翻|共|总)|{_FIVE}(?:时期|期间|以来|的)?|[比较]{_FIVE}末?|[比较自](?P<b>20\d\d)年|连续(?:[\d一二三四五六七八九十]+)[个]?年(?:保持)?(?:增长|超过|稳定|在)"
)
_TOTAL_YEAR = re.compile(r"全年累计|(?P<y>20\d\d)年累计|一年累计")
_YEAR_HERE = re.compile(r"(?<!\d)(?P<y>20\d\d)年(?!代)")
_FROM = re.compile(r"[从由自较比](?:20\d\d)?年?(?:初|末|底)?的?[^，。；]{0,12}$")
_THIS_YEAR_HERE = re.compile(r"全年|去年|预计全年|年末|年底(?!前)")


class Clock:
    """Tells the time of any place of a document. ``Clock(document, 2025)`` for the report that goes over 2025."""

    def __init__(self, document: Document, year: int | None) -> None:
        self.year = year
        self.text = fold_marks(document.text)
        self._starts: list[int] = []
        self._states: list[tuple[Kind, int | None, str]] = []
        self._run()

    # ------------------------------------------------------------------ the state that openings set
    def _set(self, at: int, kind: Kind, year: int | None, rule: str) -> None:
        self._starts.append(at)
        self._states.append((kind, year, rule))

    def _run(self) -> None:
        outer: tuple[Kind, int | None, str] = ("year", self.year, "clock.default")
        self._set(0, *outer)
        at = 0
        for line in self.text.split("\n"):
            end = at + len(line)
            stripped = line.strip()
            if stripped:
                outer = self._line(at, line, outer)
            at = end + 1

    def _line(self, at: int, line: str, outer: tuple[Kind, int | None, str]) -> tuple[Kind, int | None, str]:
        heading = self._heading(line)
        if heading is not None:
            self._set(at, *heading)
            return heading
        self._set(at, *outer)
        state = outer
        start = 0
        number = 0
        for stop in [m.end() for m in _ENDS.finditer(line)] or [len(line)]:
            sentence = line[start:stop]
            found = self._opening(sentence, state)
            if found is not None and found != state:
                state = found
                self._set(at + start, *state)
                if found[2] != "clock.plan-review" and (number < 3 or found[2] in ("clock.turn", "clock.plan")):
                    outer = state
            if re.search(r"\S", sentence) and not re.match(r"\s*各位代表[！：，]", sentence):
                number += 1
            start = stop
        return outer

    def _heading(self, line: str) -> tuple[Kind, int | None, str] | None:
        """A short line of its own that says what its part is about."""
        words = line.strip()
        if len(words) > 44 or re.search(r"[。；]", words[:-1]) or "预期目标是" in words:
            return None
        span, year = _HEAD_SPAN.search(words), _HEAD_YEAR.search(words)
        if not _REVIEW_HEAD.search(words):
            named = int(year["y"]) if year and year["y"] else None
            if _PLAN_HEAD.search(words) and (
                (named is not None and self.year is not None and named > self.year) or re.search("今年|明年|下一步|今后|未来|十[四五六]五", words)
                or (named is None and re.search("总体要求|预期目标|奋斗目标|主要目标|工作安排|重点(?:工作|任务)|目标任务", words))
            ):
                return "plan", named, "clock.heading"
            if not _SPAN_LEAD.search(words) and not (year and re.search("工作", words)):
                return None
        if year and (not span or year.start() <= span.start()):
            return "year", int(year["y"]) if year["y"] else self.year, "clock.heading"
        if span:
            return "years", None, "clock.heading"
        return None

    def _opening(self, sentence: str, state: tuple[Kind, int | None, str]) -> tuple[Kind, int | None, str] | None:
        words = re.sub(r"^(?:\s|各位代表[！：，]|[—\-－]+|（[一二三四五六七八九十]+）|[一二三四五六七八九十]+[、是]|\d+[.、])+", "", sentence)
        lead = words[:34]
        if _PLAN_LEAD.match(lead) or (re.search(r"预期目标(?:建议)?(?:是|为|：)", words) and not re.search("完成|确定", words[:12])):
            return "plan", None, "clock.plan"
        if state[0] == "plan":                    # 过去一年 before the goals; what follows in the paragraph goes with it
            return ("year", self.year, "clock.plan-review") if _LOOKS_BACK.match(lead) else None
        turn = _SPAN_TURN.search(words)
        span = _SPAN_LEAD.search(_CLAUSE.split(lead)[0])
        if span and (span.start() > 6 and not re.match("回|这是|透过|经过", span[0])):
            span = None                           # 57个县的生产总值近三年…: no opening
        year = _YEAR_LEAD.match(lead)
        if turn and not re.match(r"(?:刚刚过去的)?20\d\d年是|(?:刚刚)?过去的?一年", lead):
            return "years", None, "clock.turn"
        if year:
            digits = year["y"] or year["z"]
            named = int(digits) if digits else self.year
            if re.match(r"20\d\d年是", lead) and self.year is not None and named is not None and named > self.year:
                return "plan", named, "clock.plan"
            return "year", named, "clock.opening"
        if span:
            return "years", None, "clock.opening"
        return None

    # ------------------------------------------------------------------ the time of one figure
    def at(self, position: int) -> tuple[Kind, int | None, str]:
        """What the openings before ``position`` say."""
        return self._states[bisect_right(self._starts, position) - 1]

    def time(self, start: int, end: int) -> Time:
        """The time of the figure that stands at ``[start, end)``."""
        text = self.text
        sentence = max((m.end() for m in _ENDS.finditer(text, max(0, start - 300), start)), default=max(0, start - 300))
        clause = max((m.end() for m in _CLAUSE.finditer(text, sentence, start)), default=sentence)
        here = text[clause:start]
        near = here.rpartition("、")[2]
        kind, year, rule = self.at(start)
        part = _PART.search(text, sentence, start)
        if part and not _THIS_YEAR_HERE.search(text, part.end(), start):
            return Time("part", None, "clock.part")
        years = list(_YEAR_HERE.finditer(here)) or list(_YEAR_HERE.finditer(text, sentence, clause))
        named = int(years[-1]["y"]) if years else None
        if _FROM.search(here) and not re.search(r"(?:提高|增加|提升|上升|增长|下降|降低|降|增|升|减少|扩大|跃升|拓展|攀升)(?:到|至|为)[^，。；]{0,6}$", here):
            if re.search(r"[从由]", here) and re.match(r"[^，。；]{0,8}(?:提高|增加|提升|上升|增长|下降|降低|降|增|升|减少|扩大|跃升|跃上|拓展|攀升)(?:到|至|为)", text[end:end + 16]):
                return Time("other", named, "clock.base")
        if _TOTAL_YEAR.search(here):
            return Time("year", self.year, "clock.total")
        span = _SPAN_HERE.search(here)
        if span and not (span["b"] and self.year is not None and int(span["b"]) == self.year - 1):
            if not (named == self.year and years and years[-1].start() > 0 and re.search(r"(?:到|至|，|、)?20\d\d年[^，。；]{0,4}(?:的|达)?$", here)):
                end_of = bool(re.search(r"(?:提高|增加|提升|上升|增长|下降|降低|跃升|增)(?:到|至|为)[^，。；]{0,6}$", here))
                return Time("years", None, "clock.span", end=end_of and not re.search("年均(?!浓度|值)|累计", here))
        if re.search(r"[从由]20\d\d年", here) and named == self.year:
            return Time("year", named, "clock.named", end=True)
        if named is not None and self.year is not None:
            before = re.search(rf"[比较]{named}年(?:末|底)?", here)
            if named == self.year:
                return Time("year", named, "clock.named")
            if not (before and named == self.year - 1):
                if kind == "plan" or named > self.year:
                    return Time("plan", named, "clock.named")
                return Time("years" if before else "other", named, "clock.named")
        lead = text[sentence:clause]
        if kind != "year" and re.search(r"去年(?!同期)|(?:过去)?一年来|全年", lead[:20] + near) and kind != "plan":
            return Time("year", self.year, "clock.words")
        if kind == "year" and _SPAN_LEAD.match(lead.strip("—－- “")) and not re.search("年均(?!浓度|值)|累计", here):
            return Time("years", None, "clock.sentence")
        if kind == "plan" and re.search(r"^(?:去年|20\d\d年)", lead.strip()):
            return Time("year", self.year, "clock.words")
        return Time(kind, year, rule, end=kind == "years")
