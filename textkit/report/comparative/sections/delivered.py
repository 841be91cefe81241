"""What was promised, and what the next report says came of it; with the words of both sides."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from copy import copy
from typing import Any

from textkit.report.comparative.model import Bars, Column, Finding, Matrix, Measure, Part, Picture, Section, Table
from textkit.report.comparative.study import Study, most

__all__ = ["LEAD", "NAME", "OUTCOMES", "TITLE", "build"]

NAME = "delivery"
TITLE = ("目标与完成", "Targets and delivery")
LEAD = ("上一年报告的主要预期目标，对照下一年报告的实绩。“没有报告”只说明下一年报告没有提这个数，不等于没有完成。",
        "The main targets of a report beside what the next year's report gives. “Not reported” says that the next report is silent, not that it failed.")
#: outcome → its name in Chinese and English, and its colour on the page
OUTCOMES: dict[str, tuple[tuple[str, str], int]] = {
    "met": (("达到", "met"), 1), "about_met": (("接近（“左右”以内）", "about met"), 6), "not_met": (("未达到", "not met"), 2),
    "not_comparable": (("口径不同，难以判断", "not comparable"), 0), "not_reported": (("没有报告", "not reported"), 9),
}
_DRAWN = 36                              # reports of the figure in the Word file


def build(study: Study) -> Section:
    from textkit.compare import delivery

    result = study.made("delivery", lambda: delivery(study.documents))
    rows = result.rows
    say = study.say
    reports = sorted({(row["place"], row["year"]) for row in rows}, key=str)
    counts = {report: Counter(row["outcome"] for row in rows if (row["place"], row["year"]) == report) for report in reports}
    bars = Bars("delivery", say("各份报告的目标，下一年报告怎么说", "Each report's targets, as the next report tells"), [study.label(*r) for r in reports],
                [Part(say(*named), colour) for named, colour in OUTCOMES.values()],
                [[float(counts[r][name]) for name in OUTCOMES] for r in reports], row_places=[p for p, _ in reports], row_years=[y for _, y in reports],
                note=say("年份是提出目标的年份；条长是目标的个数。", "The year is that of the promise; the length is the number of targets."))
    pairs = len(reports)
    pictures = (Picture(lambda: _limited(result, reports).plot(), say("目标完成情况" + (f"（前 {_DRAWN} 份）" if pairs > _DRAWN else ""), "Targets and delivery"),
                        say(f"{min(pairs, _DRAWN)} 份报告逐个指标的完成情况；各种结果的个数：", f"outcome of each target of {min(pairs, _DRAWN)} reports; counts: ")
                        + say("、", ", ").join(f"{say(*OUTCOMES[n][0])} {c}" for n, c in result.counts().items())),) if rows else ()
    return Section(NAME, say(*TITLE), say(*LEAD), tuple(_findings(study, result)), (bars, *_by_indicator(study, rows)), (_table(study, rows),),
                   tuple(result.notes), pictures)


def _limited(result: Any, reports: Sequence[tuple[str, int]]) -> Any:
    """The result with the rows of the first reports, so that its figure stays legible."""
    if len(reports) <= _DRAWN:
        return result
    few = copy(result)
    keep = set(reports[:_DRAWN])
    few.rows = tuple(row for row in result.rows if (row["place"], row["year"]) in keep)
    return few


def _findings(study: Study, result: Any) -> list[Finding]:
    say = study.say
    count = result.counts()
    whole = len(result)
    judged = sum(count[name] for name in ("met", "about_met", "not_met"))
    pairs = len({(row["place"], row["year"]) for row in result.rows})
    out = [Finding(
        say(f"能对照的目标中，达到 {study.ratio(count['met'], judged)}，接近 {study.ratio(count['about_met'], judged)}，未达到 {study.ratio(count['not_met'], judged)}。",
            f"Of the targets that can be judged {study.ratio(count['met'], judged)} were met, {study.ratio(count['about_met'], judged)} about met, "
            f"{study.ratio(count['not_met'], judged)} not met."),
        say(f"分母：{pairs} 对报告 {whole} 个目标中能判断的 {judged} 个；另有口径不同 {count['not_comparable']} 个、下一年报告没有提的 {count['not_reported']} 个",
            f"of: {judged} that can be judged among {whole} targets of {pairs} pairs; besides {count['not_comparable']} not comparable, "
            f"{count['not_reported']} not reported"))]
    missed = Counter(row["indicator"] for row in result.rows if row["outcome"] == "not_met")
    if missed:
        tried = Counter(row["indicator"] for row in result.rows if row["outcome"] in ("met", "about_met", "not_met"))
        top = say("、", ", ").join(f"{name} {n}/{tried[name]}" for name, n in missed.most_common(4))
        out.append(Finding(say(f"未达到最多的指标：{top}（未达到的个数/能判断的个数）。", f"Most often not met: {top} (not met / judged)."),
                           say(f"分母：{judged} 个能判断的目标", f"of: {judged} targets that can be judged")))
    return out


def _by_indicator(study: Study, rows: Sequence[Mapping[str, Any]]) -> list[Matrix]:
    """Indicators × outcomes."""
    count: dict[str, Counter[str]] = defaultdict(Counter)
    for row in rows:
        count[row["indicator"]][row["outcome"]] += 1
    names = sorted(count, key=lambda name: (-count[name].total(), name))[:30]
    if not names:
        return []
    values: list[list[float | None]] = [[float(count[n][o]) for o in OUTCOMES] for n in names]
    words = [[str(count[n][o] or "") for o in OUTCOMES] for n in names]
    left = len(count) - len(names)
    return [Matrix("delivery-indicators", study.say("指标 × 结果（个数）", "Indicators × outcomes"), names,
                   [study.say(*named) for named, _ in OUTCOMES.values()], [Measure("targets", study.say("目标数", "Targets"), "amount", values, words)],
                   note=study.say(f"另有 {left} 个更少见的指标未列。", f"{left} rarer indicators are left out.") if left else "")]


def _table(study: Study, rows: Sequence[Mapping[str, Any]]) -> Table:
    say = study.say
    columns = (
        Column("place", say("地方", "Place"), "place", say("报告的地方", "the reports' place"), brief=True),
        Column("year", say("年份", "Year"), "year", say("提出目标的年份", "the year of the promise"), brief=True),
        Column("indicator", say("指标", "Indicator"), "text", say("指标的统一名称", "the indicator's one name"), brief=True),
        Column("target", say("目标原文", "Promise"), "quote", say("上一年报告里的目标", "the target in the earlier report"), brief=True),
        Column("actual", say("实绩原文", "Reached"), "quote", say("下一年报告里的实绩", "what the next report gives"), brief=True),
        Column("gap", say("实绩减目标", "Gap"), "number", say("实绩减目标，单位同目标；越高越好的指标为正是超过", "reached minus target, in the target's unit")),
        Column("unit", say("单位", "Unit"), "text", say("目标的单位", "unit of the target")),
        Column("outcome", say("结果", "Outcome"), "text", say("达到、接近、未达到、口径不同、没有报告", "met, about met, not met, not comparable, not reported"), brief=True),
        Column("flags", say("提示", "Flags"), "text", say("口径、预计、期末数等", "basis, estimate and the like")),
        Column("set_aside", say("未采用的数字", "Set aside"), "text", say("下一年报告里同一指标、没有采用的数和原因", "other figures and why they were not taken"), where="book"),
        Column("rule", say("规则", "Rule"), "text", say("由哪条规则得出", "the rules that decided"), where="book"),
        Column("themes", say("主题", "Themes"), "themes", say("原文里主题词所属的类", "themes whose words occur in the quotes")),
    )
    out = []
    for row in rows:
        promise = study.passage(row["earlier_document"], row["earlier_start"], row["earlier_end"], row["target_quote"])
        reached = study.passage(row["later_document"], row["later_start"], row["later_end"], row["actual_quote"])
        out.append((row["place"], row["year"], row["indicator"], promise, reached, row["gap"], row["unit"], say(*OUTCOMES[row["outcome"]][0]),
                    row["flags"], row["set_aside"], row["rule"], study.themes_of(promise, reached)))
    rank = {"not_met": 0, "about_met": 1, "met": 2}
    telling = most(rows, 14, lambda r: (rank[r["outcome"]], -r["year"], r["place"], r["indicator"]) if r["outcome"] in rank else None)
    return Table("delivery", say("逐个目标", "Target by target"), columns, out, telling, facet="outcome")
