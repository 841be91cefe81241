"""Title, kind, place, level, date, work year and speaker of a document, by the text's own evidence."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from textkit.model import Anchor, DocType, Level, Section
from textkit.structure.dating import congress_year, first_date, plan_period, plan_report_year, years
from textkit.structure.front import NAME, POST, Mark, title_type, unnumbered
from textkit.structure.places import place_of, resolve

__all__ = ["Metadata", "metadata"]

_HEAD, _TAIL = 8000, 1500
SURNAMES = ("王李张刘陈杨黄赵吴周徐孙马朱胡郭何林高罗郑梁谢宋唐许韩邓冯曹彭曾肖萧田董潘袁蔡蒋余于杜叶程魏苏吕丁沈任姚卢傅钟姜崔谭廖范汪陆"
            "金石戴贾韦夏邱方侯邹熊孟秦白江阎薛尹段雷黎史龙陶贺顾毛郝龚邵万钱严武莫孔向汤温康施牛葛焦殷庞樊包倪左岳兰耿关聂齐符翟")


@dataclass(slots=True)
class Metadata:
    """What a document says of itself; ``rules`` names the rule behind each field."""

    title: str | None = None
    doc_type: DocType = "other"
    place: str | None = None
    level: Level = "unknown"
    date: str | None = None
    work_year: int | None = None
    speaker: str | None = None
    anchor: Anchor = field(default_factory=Anchor)
    rules: dict[str, str] = field(default_factory=dict)


_NAMED_BY = re.compile(rf"{POST}[、，,\s]{{0,4}}(?P<name>{NAME})\s{{0,4}}(?:同志)?(?:$|代表|作政府|在|作)")
_NAME_FIRST = re.compile(r"日\s{0,2}(?P<name>[\u4e00-\u9fff]{2,4})(?:省长|市长|州长|县长|区长|主席|书记|主任)在")
_DASHED = re.compile(r"^[—―–-]{1,4}\s{0,2}(?P<name>[\u4e00-\u9fff]{2,4}|[\u4e00-\u9fff]\s[\u4e00-\u9fff])$")
_TITLED = re.compile(rf"^(?P<name>[{SURNAMES}][\u4e00-\u9fff]{{1,2}})(?:同志)?在[^。]{{2,40}}(?:讲话|发言|致辞|报告)")
_HAN_GAP = re.compile(r"(?<=[\u4e00-\u9fff])\s+(?=[\u4e00-\u9fff])")
_BYLINE_OPEN = re.compile(rf"^\s{{0,20}}[\u4e00-\u9fff]{{2,20}}?(?:{POST})[\s\u3000]{{1,4}}(?P<name>[\u4e00-\u9fff]\s{{0,2}}[\u4e00-\u9fff]{{1,2}})\s+(?=各位|同志)")


def _speaker(marks: Sequence[Mark], text: str, kind: DocType) -> tuple[str, str] | None:
    for mark in marks:
        words = mark.line.text
        if mark.kind == "title":
            titled = _TITLED.match(words)
            if titled:
                return titled["name"], "title"
        if mark.kind not in ("byline", "date-line", "credit"):
            continue
        first = _NAME_FIRST.search(words)
        if first:
            return first["name"], "date-line"
        found = list(_NAMED_BY.finditer(words))
        if found:
            return _HAN_GAP.sub("", found[-1]["name"]).strip(), mark.kind
        dashed = _DASHED.match(words)
        if dashed:
            return _HAN_GAP.sub("", dashed["name"]), "byline"
        if mark.kind == "byline":
            name = re.search(r"([\u4e00-\u9fff]{2,4})$", words)
            if name:
                return name[1], "byline"
    opening = _BYLINE_OPEN.match(text[:120])
    if opening:
        return _HAN_GAP.sub("", opening["name"]), "byline"
    return None


_OF = re.compile(r"关于|印发|转发")


def _unfinished(joined: str, following: str) -> bool:
    """Whether a title that reads as whole goes on: 关于…制度 / …的意见 (but not where the page repeats it)."""
    return bool(_OF.search(joined) and not _OF.search(following) and title_type(joined) == "other" and following[:4] != joined[:4])


def _title(marks: Sequence[Mark], text: str) -> tuple[str, str] | None:
    groups: list[list[Mark]] = []
    for i, mark in enumerate(marks):
        if mark.kind != "title":
            continue
        joined = "".join(m.line.text for m in groups[-1]) if groups else ""
        if groups and marks[i - 1].kind == "title" and (title_type(joined) is None or _unfinished(joined, mark.line.text)):
            groups[-1].append(mark)
        else:
            groups.append([mark])
    if groups:
        return unnumbered("".join(m.line.text for m in groups[-1])), "title-line"
    fused = re.match(r"\s{0,40}(?:\d{1,2}、)?([^\s。；，：]{4,60})\s", text[:200])
    if fused and title_type(fused[1]):
        return fused[1], "fused-title"
    return None


_REVIEW = re.compile(r"((?:19|20)\d{2})年(?:[\u4e00-\u9fff“”、]{0,12})?(?:工作)?(?:的)?(?:回顾|总结|主要工作)")
_AHEAD = re.compile(r"((?:19|20)\d{2})年[^。\n]{0,20}(?:安排|目标|任务|重点|部署|打算|要求|建议|思路|政府工作$|工作$)")
_FIVE_YEARS = re.compile(r"过去五年|五年来|以来的五年")
_TITLE_YEAR = re.compile(r"(?<!\d)((?:19|20)\d{2})(?!\d)年?度?(?:[上下]半年)?[^年，。]{0,20}(?:工作|要点|安排|计划|行动|方案|任务|重点|总结|报告|事项|清单)")
_THIS_YEAR = re.compile(r"今年|上半年|下半年|年底前|全年")
_FULL_TO_HALF = str.maketrans("０１２３４５６７８９", "0123456789")


def _report_year(text: str, sections: Sequence[Section]) -> tuple[int, str] | None:
    """The year whose work a report lays out, from its headings: 2023年工作回顾, 2024年工作安排."""
    heads = [s.heading[:40].translate(_FULL_TO_HALF) for s in sections if s.level <= 2]
    for h in heads:
        if not _REVIEW.search(h):
            match = _AHEAD.search(h)
            if match:
                return int(match[1]), "heading-ahead"
    for h in heads:
        match = _REVIEW.search(h)
        if match:
            return int(match[1]) + 1, "heading-review"
    opening = text[:6000].translate(_FULL_TO_HALF)
    match = _REVIEW.search(opening[:1500])
    if match:
        return int(match[1]) + 1, "opening-review"
    # 2023年，在市委领导下…过去一年: the first year that the report speaks of is the one that it reviews.
    named = years(opening[:2500])
    if named and re.search(r"过去(?:的)?一年|去年|一年来", opening):
        at, year = named[0]
        return year + (0 if "今年" in opening[max(at - 4, 0) : at] else 1), "opening-year"
    return None


def metadata(text: str, marks: Sequence[Mark], sections: Sequence[Section], page: str, given: Mapping[str, str]) -> Metadata:
    """What a document says of itself.

    ``marks`` are the lines around the body, ``page`` what the page that carries it says (site furniture that was taken
    away), ``given`` what a catalogue or a user says: it wins, with the rule ``given``.
    """
    out = Metadata()
    head = "\n".join(m.line.text for m in marks if m.kind in ("title", "date-line", "byline", "doc-number", "signature", "annex-title", "credit"))
    head_lines = "\n".join(m.line.text for m in marks if m.kind in ("date-line", "byline", "signature"))
    title = _title(marks, text)
    if title:
        out.title, out.rules["title"] = title
    _type(out, text, title[0] if title else "")
    evidence = text if len(text) < _HEAD + _TAIL else text[:_HEAD] + "\n" + text[-_TAIL:]
    place = place_of(out.title or "", head_lines, evidence, text[-400:])
    out.place, out.level = place.name, place.level
    out.rules["level"] = place.rule
    if place.name:
        out.rules["place"] = place.rule
    speaker = _speaker(marks, text, out.doc_type)
    if speaker:
        out.speaker, out.rules["speaker"] = speaker
    _dates(out, text, marks, sections, page)
    if out.date is None and out.title and out.doc_type in ("work_plan", "work_report"):
        planned = plan_period(out.title)
        if planned or out.work_year:
            out.date, out.rules["date"] = str(planned[0] if planned else out.work_year), "plan-period" if planned else "title"
    then = resolve(out.place, on=out.date or out.work_year) if out.place else None
    if then and then.change and then.level != out.level:           # 巢湖市 was a prefecture until 2011
        out.level, out.rules["level"] = then.level, "division-change"
    _given(out, given)
    period = plan_period(out.title or "") or plan_period(head.split("\n")[0] if head else "")
    out.anchor = Anchor(out.date, out.work_year, period)
    return out


def _type(out: Metadata, text: str, title: str) -> None:
    kind = title_type(title) if title else None
    if kind:
        out.doc_type, out.rules["doc_type"] = kind, "title"
        return
    opening = text[:1500]
    best: tuple[int, DocType] | None = None
    for sentence in re.finditer(r"[^。！？\n]{4,400}", opening):
        kind = title_type(sentence.group(), "opening")
        if kind:
            best = (sentence.start(), kind)
            break
    if best:
        out.doc_type, out.rules["doc_type"] = best[1], "opening"
    elif text.count("各位代表") >= 2 or "各位代表" in text and "预期目标" in text:
        out.doc_type, out.rules["doc_type"] = "work_report", "address"


_UNDER_WAY = re.compile(r"((?:19|20)\d{2})年(?:计划|预算)正在")
_YEARLY = re.compile(r"((?:19|20)\d{2})年度?(?:[\u4e00-\u9fff]{0,4}工作要点|重点工作|工作计划|工作任务|目标任务)")
_LAST_YEAR = re.compile(r"去年[^。]{0,80}。[^。]{0,12}((?:19|20)\d{2})年[^。]{0,20}(?:共|有|达|已|完成|实现)")


def _spoken_year(text: str) -> tuple[int, str] | None:
    """The year of an undated speech, by the work plan it talks of (2031年工作要点), or by last year's figures."""
    named = [int(m[1]) for m in _YEARLY.finditer(text)]
    if named and re.search(r"半年|今年|年底|目前|下一?步", text):
        return max(sorted(named), key=named.count), "plan-year"
    match = _LAST_YEAR.search(text)
    if match:
        return int(match[1]) + 1, "last-year"
    return None


def _dates(out: Metadata, text: str, marks: Sequence[Mark], sections: Sequence[Section], page: str) -> None:
    report = _report_year(text, sections) if out.doc_type == "work_report" else None
    dated = [(first_date(m.line.text), m.kind) for m in marks if m.kind in ("date-line", "signature")]
    dated += [(first_date(m.line.text, "day"), m.kind) for m in marks if m.kind == "doc-number"]
    dated = [(d, k) for d, k in dated if d]
    body_date = max(dated, key=lambda x: len(x[0] or ""))[0] if dated else None
    if dated:
        body_date = next((d for d, _ in dated if d and len(d) == 10), body_date)
    inferred = congress_year(text)
    if inferred and inferred[1] == "national-congress" and out.level != "national":
        inferred = None
    if out.doc_type == "work_report" and not inferred:
        planned, ongoing = plan_report_year(text), _UNDER_WAY.search(text[:2000])
        if ongoing:
            inferred = int(ongoing[1]), "under-way"
        elif planned:
            inferred = planned, "plan-report"
    if not inferred and not report:
        inferred = _spoken_year(text)
    stamp = first_date(page, "month") if page else None
    if body_date:
        out.date, out.rules["date"] = body_date, "date-line"
    elif inferred and inferred[1].startswith("coming"):
        out.date, out.rules["date"] = str(inferred[0]), inferred[1]
    elif stamp:
        out.date, out.rules["date"] = stamp, "page-stamp"
    elif inferred:
        out.date, out.rules["date"] = str(inferred[0]), inferred[1]
    elif report:
        out.date, out.rules["date"] = str(report[0]), report[1]
    if out.doc_type == "work_report" and body_date and body_date[5:7] < "10":
        out.work_year, out.rules["work_year"] = int(body_date[:4]), "date"
    elif out.doc_type == "work_report" and inferred and inferred[1] in ("national-congress", "plan-report"):
        out.work_year, out.rules["work_year"] = inferred
    elif report:
        out.work_year, out.rules["work_year"] = report
    elif out.doc_type == "work_report" and out.date:
        out.work_year, out.rules["work_year"] = int(out.date[:4]), "date"
    elif out.title and out.doc_type != "other" and not plan_period(out.title) and (m := _TITLE_YEAR.search(out.title)):
        out.work_year, out.rules["work_year"] = int(m[1]), "title"
    elif out.date and out.doc_type in ("speech", "research_report", "summary") and _THIS_YEAR.search(text):
        out.work_year, out.rules["work_year"] = int(out.date[:4]), "date"


def _given(out: Metadata, given: Mapping[str, str]) -> None:
    for name in ("title", "doc_type", "place", "level", "date", "speaker"):
        value = given.get(name)
        if value:
            setattr(out, name, value)
            out.rules[name] = "given"
    year = given.get("work_year")
    if year and year.strip()[:4].isdecimal():
        out.work_year, out.rules["work_year"] = int(year.strip()[:4]), "given"
