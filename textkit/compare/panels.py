"""Place × year × indicator: the targets that economists collect by hand, as written and as numbers.

One row per report, indicator and measure (a growth and a level are two), with the quote and where it stands; what the
next report says was reached; and the target of the level above, where the corpus holds its report.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from textkit.compare.choosing import choose
from textkit.compare.delivered import outcome_of
from textkit.compare.hardness import preset
from textkit.compare.indicators import Indicator, resolve, resolve_each
from textkit.compare.inputs import Texts, as_documents, one_report_each
from textkit.compare.outcomes import Tolerance
from textkit.compare.passages import Passage, passage
from textkit.compare.periods import Clock
from textkit.compare.promises import Promise, bases, goal_blocks, measures_change, modal_words, promises
from textkit.compare.reported import Report
from textkit.compare.result import Result
from textkit.corpus.tables import section_at, section_path
from textkit.extract.numerals import fold_marks
from textkit.model import Document, Quantity, TextkitError, _report
from textkit.structure.divisions import place_code
from textkit.structure.divisions import resolve as resolve_place

__all__ = ["INDICATORS", "Panel", "panel"]

INDICATORS = (
    "地区生产总值", "规模以上工业增加值", "固定资产投资", "社会消费品零售总额", "进出口总额", "一般公共预算收入", "居民人均可支配收入",
    "城镇居民人均可支配收入", "农村居民人均可支配收入", "城镇新增就业", "城镇调查失业率", "居民消费价格", "粮食产量", "单位GDP能耗",
)
"""What a panel holds when nothing is asked for: the indicators that most reports set."""

LABELS = {
    "place": "地方", "code": "行政区划代码", "level": "层级", "year": "年份", "indicator": "指标", "measure": "增速或总量", "low": "目标下限",
    "high": "目标上限", "unit": "单位", "comparator": "比较关系", "form": "目标形式", "modal": "语气词", "reference": "参照对象", "margin": "高出幅度",
    "stretch": "争取目标", "stretch_unit": "争取目标单位", "horizon_start": "目标起始年", "horizon_end": "目标截止年", "basis": "口径", "estimated": "实绩为预计数",
    "actual_low": "实绩下限", "actual_high": "实绩上限", "actual_unit": "实绩单位", "gap": "实绩减目标", "outcome": "完成情况",
    "hardness": "约束力", "upper_place": "上级", "upper_low": "上级目标下限", "upper_high": "上级目标上限", "upper_gap": "与上级目标之差（百分点）", "quote": "目标原文",
    "actual_quote": "实绩原文", "rule": "规则", "document": "文档编号", "file": "文件", "quote_start": "目标原文起", "quote_end": "目标原文止",
    "actual_document": "实绩文档编号", "actual_file": "实绩文件", "actual_start": "实绩原文起", "actual_end": "实绩原文止",
}
COLUMNS = tuple(LABELS)

_FORMS = {"=": "point", ">=": "floor", ">": "floor", "<=": "ceiling", "<": "ceiling", "about": "about", "between": "range"}
_PLAN = re.compile(r"[“\"]?十([三四五六])五[”\"]?(?:时期|期间|规划|末)?|(?:今后|未来|接下来的?)(?:五|5)年|到(20[2-5]\d)年|二〇三五|2035年")
_ASSIGNED = re.compile("(?:国家|国|省|市|州|自治区|上级|国省)[^，]{0,6}(?:下达|定|确定|分解|调控)")
_SET = re.compile("(?:设定|提出|确定|明确|安排)(?:了|为)?|(?:主要|预期性?|约束性)(?:目标|指标)|目标(?:是|为)")
_RATES = ("%", "个百分点")
_FIFTH = {"三": 2016, "四": 2021, "五": 2026, "六": 2031}


class Panel(Result):
    """A table place × year × indicator. ``to_stata`` writes it with ASCII names, Chinese labels and long quotes."""

    title = "目标面板"
    shown = ("place", "year", "indicator", "measure", "low", "high", "form", "modal", "reference", "actual_low", "outcome", "quote")
    passages: Mapping[str, str] = {"quote": "{}", "actual_quote": "actual_{}"}
    paired = True
    labels = LABELS

    def to_stata(self, path: str | Path, *, overwrite: bool = False) -> Path:
        """Write a .dta of version 118 (Stata 14 and later), whole or not at all. Returns the path."""
        return Path(_report().write_result_stata(self, Path(path), labels=LABELS, overwrite=overwrite))


def panel(texts: Texts, indicators: Sequence[str] = INDICATORS, *, extra: Sequence[str] = (), tolerance: float = 0.5,
          hardness: str | None = None) -> Panel:
    """The targets of every report of ``texts`` (documents, a corpus, or what to read) for the ``indicators``.

    Names are taken as they are usual (GDP is 地区生产总值); ``extra`` are .tsv tables of your own, as ``lexicon/indicators.tsv``.
    A report that does not set an indicator has a row with ``form`` none. 地区生产总值增长6%左右 gives low = high = 6.0, form
    ``about``, modal 左右. ``hardness`` names a preset of :mod:`textkit.compare.hardness` (约束, or a .tsv of your own) by
    which each target is hard, general or soft; without one the column stays empty.
    Raises TextkitError where no text has a place and a year, or there is no such preset.
    """
    own = tuple(extra)
    scale = preset(hardness, COLUMNS) if hardness is not None else None
    wanted = tuple(dict.fromkeys(resolve(name, None, own).name for name in indicators))
    documents = as_documents(texts)
    reports = one_report_each(documents)
    if not reports:
        raise TextkitError("没有一份能认出地方和年份的报告", hint="读入时可以给出 place= 和 date=")
    rows: list[dict[str, Any]] = []
    answers: dict[tuple[str, int], Report] = {}
    silent = 0
    for (place, year), document in sorted(reports.items(), key=lambda item: (item[0][0], item[0][1])):
        later = reports.get((place, year + 1))
        if later is not None:
            answers[place, year] = Report(later, year, own)
        found = _of_document(document, year, wanted, own)
        silent += not any(row["form"] != "none" for row in found)
        for row in found:
            promise = row.pop("promise")
            if promise is not None and row["horizon_end"] == year and (place, year) in answers:
                row |= _actual(promise, answers[place, year], Tolerance(tolerance))
            if scale is not None and (verdict := scale.of(row)):
                row["hardness"] = verdict[0]
            rows.append({**dict.fromkeys(COLUMNS), **_identity(document, place, year), **row})
    _above(rows)
    unnamed = sum(not d.place or d.work_year is None for d in documents)
    notes = [f"依据 {len(reports)} 份报告（{len({p for p, _ in reports})} 个地方，{len({y for _, y in reports})} 个年份），{len(wanted)} 个指标；"
             f"其中 {len(answers)} 份有下一年的报告可查实绩"]
    if silent:
        notes.append(f"{silent} 份没有找到任何所要的目标")
    if unnamed:
        notes.append(f"{unnamed} 篇文档认不出地方或年份，没有计入")
    if scale is not None:
        notes.append(f"约束力按口径“{scale.name}”划分，依据：{'；'.join(scale.sources)}")
    options = {"indicators": "、".join(wanted), "tolerance": tolerance, "hardness": scale.name if scale else None, "extra": "、".join(own)}
    return Panel(rows, COLUMNS, list(reports.values()), notes=notes, options=options)


# ------------------------------------------------------------------ the rows of one report
def _of_document(document: Document, year: int, wanted: Sequence[str], extra: tuple[str, ...]) -> list[dict[str, Any]]:
    out: list[dict[str, Any]] = []
    main = promises(document, "main", year, extra)
    long_term = _long_term(document, year, wanted, extra)
    for name in wanted:
        own = [p for p in main if p.indicator.name == name] or _elsewhere(document, year, name, extra)
        out += [_target(p, year) for p in own]
        if not own:
            out.append(_slogan(document, year, name, extra) or {
                "indicator": name, "form": "none", "horizon_start": year, "horizon_end": year, "rule": "panel.none", "promise": None})
        out += [row for row in long_term if row["indicator"] == name]
    return out


def _target(promise: Promise, year: int, horizon: tuple[int, int] | None = None, rule: str = "") -> dict[str, Any]:
    q = promise.number
    start, end = promise.place.source
    return {
        "indicator": promise.indicator.name, "measure": ("growth" if promise.is_rate else "level") if q else "growth",
        "low": q.low if q else None, "high": q.high if q else None, "unit": q.unit if q else None,
        "comparator": q.comparator if q else promise.relative[0].comparator,
        "form": "slogan" if promise.rule == "promise.slogan" else _FORMS[q.comparator] if q else "relative",
        "modal": "、".join(promise.modal) or None, "reference": "、".join(t.reference for t in promise.relative) or None,
        "margin": next((t.margin for t in promise.relative if t.margin is not None), None),
        "stretch": promise.stretch_bound[0], "stretch_unit": promise.stretch_bound[1],
        "horizon_start": horizon[0] if horizon else year, "horizon_end": horizon[1] if horizon else year,
        "basis": "、".join(promise.basis) or None, "quote": " ".join(promise.place.quote.split()), "rule": rule or promise.rule,
        "quote_start": start, "quote_end": end, "promise": promise,
    }


def _elsewhere(document: Document, year: int, name: str, extra: tuple[str, ...]) -> list[Promise]:
    """A report may set a target only where it lays out the work: 社会消费品零售总额增长5%左右 under 扩大消费."""
    blocks = goal_blocks(document, year)
    floor = min((b.start for b in blocks), default=0)
    for q in document.quantities:
        if q.kind != "target" or not q.indicator or q.span.start < floor or q.rule.endswith("double") or _horizon(document, q, year) != (year, year):
            continue
        for indicator in resolve_each(q.indicator, document.place, extra):
            if indicator.name == name and indicator.fits(q.unit):
                return [_as_promise(document, q, indicator, "panel.elsewhere")]
    return []


def _as_promise(document: Document, q: Quantity, indicator: Indicator, rule: str) -> Promise:
    where = passage(document, q)
    return Promise(indicator, where, q, basis=bases(where.quote), modal=modal_words(document, where.span.start, q), rule=rule)


def _long_term(document: Document, year: int, wanted: Sequence[str], extra: tuple[str, ...]) -> list[dict[str, Any]]:
    """Targets for more than the year: “十五五”时期地区生产总值年均增长6%左右."""
    out: list[dict[str, Any]] = []
    seen: set[tuple[str, int, bool]] = set()
    blocks = goal_blocks(document, year)
    clock = Clock(document, year - 1)
    for q in document.quantities:
        if q.kind == "other" or not q.indicator or (blocks and blocks[0].start <= q.span.start < blocks[0].end):
            continue
        indicator = resolve(q.indicator, document.place, extra)
        if indicator.name not in wanted or not indicator.fits(q.unit):
            continue
        if q.kind == "achievement" and not _set_ahead(document, q, year, clock):
            continue
        horizon = _horizon(document, q, year)
        key = (indicator.name, horizon[1], measures_change(q, indicator))
        if horizon[1] > year and key not in seen:
            seen.add(key)
            out.append(_target(_as_promise(document, q, indicator, "panel.long-term"), year, horizon))
    return out


def _set_ahead(document: Document, q: Quantity, year: int, clock: Clock) -> bool:
    """Whether a figure in words of setting out (《纲要草案》设定了…包括地区生产总值年均增长5%左右) is still to be reached: a
    yearly average whose period is named and lies ahead, outside what goes over the past."""
    text = document.text
    near = text[max(0, q.span.start - 14):q.span.start]
    return "年均" in near and _named_horizon(document, q, year, True) is not None and (
        clock.at(q.span.start)[0] == "plan" or bool(_SET.search(text, _opening(text, q.span.start), q.span.end + 80)))


def _opening(text: str, at: int) -> int:
    """Where the paragraph of ``at`` begins; a line that breaks off without a stop belongs to it."""
    line = text.rfind("\n", 0, at) + 1
    for _ in range(3):
        before = text[:line].rstrip()
        if not before or before[-1] in "。！？；：":
            break
        line = before.rfind("\n") + 1
    return line


def _named_horizon(document: Document, q: Quantity, year: int, yearly: bool) -> tuple[int, int] | None:
    """The period that the sentence, the opening of the paragraph or the headings above name, if it lies ahead."""
    text = document.text
    line = text.rfind("\n", 0, q.span.start) + 1
    sentence = max(line, text.rfind("。", line, q.span.start) + 1)
    opening = _opening(text, q.span.start)
    section = section_at(document, q.span.start)
    for words in (text[sentence:q.span.start], text[line:min(line + 60, q.span.start)], text[opening:min(opening + 60, q.span.start)],
                  section_path(document, section) if yearly else ""):
        found = list(_PLAN.finditer(words))
        if yearly:                                # a yearly growth to 2035 that a five-year plan sets is the plan's
            found = [m for m in found if m[1] or m[0][0] in "今未接"]
        if not found:
            continue
        m = found[-1]
        if m[1]:
            start = _FIFTH[m[1]]
            return (start, start + 4) if start + 4 >= year else None
        if m[2]:
            return (year, int(m[2])) if int(m[2]) > year else None
        return (year, 2035) if "35" in m[0] or "三五" in m[0] else (year, year + 4)
    return None


def _horizon(document: Document, q: Quantity, year: int) -> tuple[int, int]:
    """The first and last year that a target is for; an average without a period is for five years from this one."""
    yearly = "年均" in document.text[max(0, q.span.start - 14):q.span.start]
    return _named_horizon(document, q, year, yearly) or ((year, year + 4) if yearly else (year, year))


def _slogan(document: Document, year: int, name: str, extra: tuple[str, ...]) -> dict[str, Any] | None:
    """Words instead of a number: 固定资产投资提质提效, 居民消费价格保持合理水平."""
    text = fold_marks(document.text)
    for block in goal_blocks(document, year)[:1]:
        at = block.start
        for clause in re.split(r"(?<=[，；。：])", text[block.start:block.end]):
            words = clause.rstrip("，；。：")
            begin = 0
            for item in re.split(r"(?<=[、和及])", "" if re.search(r"\d", words) else words):
                for stop in range(min(len(item), 24), 1, -1):
                    indicator = resolve(item[:stop].rstrip("、和及"), document.place, extra)
                    if indicator.name == name and indicator.listed:
                        return _words_row(Passage(document, at + begin, at + len(words)), name, year, words[begin + stop:])
                begin += len(item)
            at += len(clause)
    return None


def _words_row(where: Passage, name: str, year: int, rest: str) -> dict[str, Any] | None:
    if len(rest) < 2:
        return None
    assigned = _ASSIGNED.search(rest)
    return {
        "indicator": name, "form": "relative" if assigned else "slogan", "modal": rest.lstrip("、和及"),
        "reference": "上级下达目标" if assigned else None, "horizon_start": year, "horizon_end": year, "quote": where.quote,
        "quote_start": where.source.start, "quote_end": where.source.end, "rule": "panel.words", "promise": None}


def _actual(promise: Promise, report: Report, slack: Tolerance) -> dict[str, Any]:
    choice = choose(promise, report)
    outcome, gap, lows, highs, quote, _ = outcome_of(promise, choice, report, slack)
    first = choice.figures[0] if choice.figures else None
    return {
        "actual_low": lows, "actual_high": highs, "actual_unit": first.quantity.unit if first else None, "gap": gap,
        "outcome": outcome, "estimated": any(f.estimated for f in choice.figures) if first else None, "actual_quote": quote,
        "actual_document": report.document.id, "actual_file": report.document.source.path,
        "actual_start": first.place.source.start if first else None, "actual_end": first.place.source.end if first else None,
    }


# ------------------------------------------------------------------ places
def _identity(document: Document, place: str, year: int) -> dict[str, Any]:
    return {"place": place, "code": place_code(place, year), "level": document.level, "year": year,
            "document": document.id, "file": document.source.path}


def _above(rows: list[dict[str, Any]]) -> None:
    """Put the target of the level above beside each row: of the prefecture, else of the province."""
    zones = {row["place"] for row in rows if (place := resolve_place(row["place"], on=row["year"])) and place.zone}
    targets = {(row["code"] or row["place"], row["year"], row["indicator"], row["measure"], row["horizon_end"]): row for row in reversed(rows)
               if row["place"] not in zones and (row["low"] is not None or row["high"] is not None)}
    keys = {row["place"]: row["code"] or row["place"] for row in rows}
    for row in rows:
        for upper in _uppers(row["place"], row["code"], keys):
            found = targets.get((upper, row["year"], row["indicator"], row["measure"] or "growth", row["horizon_end"]))
            if found is None or (upper == row["code"] and row["place"] not in zones):
                continue
            row |= {"upper_place": found["place"], "upper_low": found["low"], "upper_high": found["high"], "upper_gap": gap_above(row, found)}
            break


def _uppers(place: str, code: str | None, keys: Mapping[str, str]) -> list[str]:
    """What may be above a place, nearest first: codes (a zone has that of the place above it); for a place that no list knows
    the ``keys`` of those that its full name begins with."""
    if code:
        return [code, code[:4] + "00", code[:2] + "0000"]
    return [keys[name] for name in sorted(keys, key=len, reverse=True) if name != place and place.startswith(name)]


def gap_above(row: Mapping[str, Any], upper: Mapping[str, Any]) -> float | None:
    """By how many points a rate is above that of the level above: 6.5% where the province has 6% is 0.5.

    None without numbers in one unit, and for amounts: a county's 2600人 is a part of the city's 3.3万人, not behind it.
    """
    a, b = (each["low"] if each["low"] is not None else each["high"] for each in (row, upper))
    if a is None or b is None or row["unit"] != upper["unit"] or row["unit"] not in _RATES:
        return None
    return float(round(a - b, 6))
