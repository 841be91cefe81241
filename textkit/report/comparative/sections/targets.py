"""Numeric targets: place × year × indicator, as written and as numbers."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from functools import partial
from statistics import median
from typing import Any

from textkit.model import TextkitError
from textkit.report.comparative.model import (
    Column,
    Finding,
    Lines,
    Matrix,
    Measure,
    Panel,
    Part,
    Picture,
    Section,
    Table,
)
from textkit.report.comparative.study import Study, most
from textkit.report.figures.names import amount
from textkit.report.rows import one_line

__all__ = ["LEAD", "NAME", "TITLE", "build"]

NAME = "targets"
TITLE = ("数字目标", "Numeric targets")
LEAD = ("各地各年的工作报告给主要指标定了多少。数字照原文，“左右”“以上”照写；没有数字的不补数。",
        "What the work reports set for the main indicators. Numbers are as written, with their words; none is supplied.")
FORMS = {"point": ("定数", "point"), "floor": ("以上", "floor"), "ceiling": ("以内", "ceiling"), "about": ("左右", "about"), "range": ("区间", "range"),
         "relative": ("参照", "relative"), "slogan": ("只有文字", "words only")}
_SMALL = 24                              # places that small charts are drawn for


def build(study: Study) -> Section:
    from textkit.compare import panel

    result = study.made("panel", lambda: panel(study.documents))
    rows = [row for row in result.rows if row["form"] != "none"]
    say = study.say
    if not rows:
        raise TextkitError(say("没有找到所列指标的目标", "no target of the listed indicators was found"), hint="；".join(result.notes))
    own = [row for row in rows if row["horizon_start"] == row["horizon_end"] == row["year"]]
    grouped: dict[tuple[str, str], list[Mapping[str, Any]]] = defaultdict(list)
    for row in own:
        if _middle(row) is not None:
            grouped[row["indicator"], row["measure"]].append(row)
    order = _order(grouped)
    charts: list[Matrix | Lines] = []
    if order:
        charts.append(_matrix(study, grouped, order))
        if (lines := _lines(study, grouped, order)) is not None:
            charts.append(lines)
    pictures = _pictures(study, result, grouped, order)
    return Section(NAME, say(*TITLE), say(*LEAD), tuple(_findings(study, result, rows, grouped, order)), tuple(charts),
                   (_table(study, rows),), tuple(result.notes), pictures)


def _order(grouped: Mapping[tuple[str, str], Sequence[Mapping[str, Any]]]) -> list[tuple[str, str]]:
    """What most reports set first; of those about as frequent, in the order in which reports usually name them."""
    from textkit.compare import INDICATORS

    most_rows = max(map(len, grouped.values()), default=1)
    usual = {name: at for at, name in enumerate(INDICATORS)}
    return sorted(grouped, key=lambda key: (-(5 * len(grouped[key]) // most_rows), usual.get(key[0], len(usual)), key))


def _middle(row: Mapping[str, Any]) -> float | None:
    low, high = row["low"], row["high"]
    if low is not None and high is not None:
        return float(low + high) / 2
    value = low if low is not None else high
    return None if value is None else float(value)


def _written(row: Mapping[str, Any], which: str = "") -> str:
    """``6.5%以上``: the number with its bound, as short as a cell wants it."""
    low, high = row[f"{which}low"], row[f"{which}high"]
    unit = row[f"{which}unit"]
    if low is not None and high is not None and low != high:
        return f"{amount(low, None)}～{amount(high, unit)}"
    words = amount(low if low is not None else high, unit)
    tail = {"floor": "以上", "ceiling": "以内", "about": "左右"}.get(row["form"], "") if not which and words else ""
    return words + tail


def _name(study: Study, key: tuple[str, str]) -> str:
    measure = {"growth": study.say("增速", "growth"), "level": study.say("总量", "level")}[key[1]]
    return f"{key[0]}（{measure}）"


def _matrix(study: Study, grouped: Mapping[tuple[str, str], Sequence[Mapping[str, Any]]], order: Sequence[tuple[str, str]]) -> Matrix:
    cells = {(row["place"], row["year"]) for rows in grouped.values() for row in rows}
    places, years = sorted({p for p, _ in cells}), sorted({y for _, y in cells})
    measures = []
    for key in order:
        by = {(row["place"], row["year"]): row for row in reversed(grouped[key])}
        grid = [[by.get((place, year)) for year in years] for place in places]
        measures.append(Measure("|".join(key), _name(study, key), "amount", [[_middle(r) if r else None for r in line] for line in grid],
                                [[_written(r) if r else "" for r in line] for line in grid],
                                [[study.passage(r["document"], r["quote_start"], r["quote_end"]) if r else None for r in line] for line in grid]))
    return Matrix("targets", study.say("地方 × 年份：目标", "Places × years: targets"), [study.short(p) for p in places], [str(y) for y in years], measures,
                  row_places=list(places), column_years=list(years),
                  note=study.say("空格：没有报告，或报告没有给这个指标定数。区间取中点定深浅。", "Empty: no report, or no number for this indicator."))


def _lines(study: Study, grouped: Mapping[tuple[str, str], Sequence[Mapping[str, Any]]], order: Sequence[tuple[str, str]]) -> Lines | None:
    """Target and what was reached over the years; only where some place has three years, and of not too many places."""
    choices = []
    for key in order:
        places: dict[str, list[Mapping[str, Any]]] = defaultdict(list)
        for row in grouped[key]:
            places[row["place"]].append(row)
        several = {place: rows for place, rows in places.items() if len({row["year"] for row in rows}) >= 3}
        panels = []
        for place in sorted(several)[:_SMALL]:
            rows = sorted({row["year"]: row for row in reversed(several[place])}.values(), key=lambda row: row["year"])
            actual = [(row["year"], row["actual_low"] if row["actual_unit"] == row["unit"] else None) for row in rows]
            panels.append(Panel(study.short(place), place, [[(row["year"], _middle(row)) for row in rows], actual]))
        if panels and key[1] == "growth":
            choices.append((_name(study, key), panels))
    if not choices:
        return None
    return Lines("targets-lines", study.say("目标与下一年报告的实绩（增速，%）", "Targets and what the next report gives (growth, %)"),
                 [Part(study.say("目标", "Target"), 1), Part(study.say("实绩", "Reached"), 2)], choices, "%",
                 study.say("实绩取自下一年的报告；没有下一年报告的年份没有实绩点。", "What was reached is from the next year's report; without one there is no point."))


def _findings(study: Study, result: Any, rows: Sequence[Mapping[str, Any]], grouped: Mapping[tuple[str, str], Sequence[Mapping[str, Any]]],
              order: Sequence[tuple[str, str]]) -> list[Finding]:
    say = study.say
    reports = len(result.documents)
    numbered = sum(_middle(row) is not None for row in rows)
    out = [Finding(say(f"{reports} 份报告给 {len({r['indicator'] for r in rows})} 个主要指标提出 {len(rows)} 个目标，其中 {numbered} 个有数字。",
                       f"{reports} reports set {len(rows)} targets for {len({r['indicator'] for r in rows})} main indicators, {numbered} of them as a number."),
                   say(f"分母：{reports} 份认得出地方和年份的报告，每地每年一份", f"of: {reports} reports, one for each place and year"))]
    if order and len(grouped[order[0]]) > 1:
        key = order[0]
        year = Counter(row["year"] for row in grouped[key]).most_common(1)[0][0]
        there = [row for row in grouped[key] if row["year"] == year]
        values = sorted(v for row in there if (v := _middle(row)) is not None)
        unit = there[0]["unit"]
        low, high = (next(row for row in there if _middle(row) == v) for v in (values[0], values[-1]))
        out.append(Finding(
            say(f"{year} 年{_name(study, key)}目标从 {_written(low)}（{study.short(low['place'])}）到 {_written(high)}（{study.short(high['place'])}），"
                f"中位数 {amount(median(values), unit)}。",
                f"{year}, {_name(study, key)}: from {_written(low)} ({study.short(low['place'])}) to {_written(high)} ({study.short(high['place'])}), "
                f"median {amount(median(values), unit)}."),
            say(f"分母：{year} 年给这个指标定了数的 {len(values)} 个目标", f"of: the {len(values)} targets with a number for that year")))
    forms = Counter(row["form"] for row in rows)
    listed = say("、", ", ").join(f"{say(*FORMS[name])} {n}" for name, n in forms.most_common())
    out.append(Finding(say(f"目标的写法：{listed}。", f"Forms of the targets: {listed}."), say(f"分母：{len(rows)} 个目标", f"of: {len(rows)} targets")))
    return out


def _table(study: Study, rows: Sequence[Mapping[str, Any]]) -> Table:
    say = study.say
    columns = (
        Column("place", say("地方", "Place"), "place", say("报告的地方", "the report's place"), brief=True),
        Column("year", say("年份", "Year"), "year", say("报告所部署的年份", "the year the report plans for"), brief=True),
        Column("indicator", say("指标", "Indicator"), "text", say("指标的统一名称", "the indicator's one name"), brief=True),
        Column("measure", say("增速或总量", "Growth or level"), "text", say("目标是增速还是总量", "growth or level"), where="row"),
        Column("target", say("目标", "Target"), "text", say("目标的数字和单位", "number and unit"), brief=True),
        Column("low", say("下限", "Low"), "number", say("目标下限，万和亿已乘开", "lower bound, multiplied out"), where="book"),
        Column("high", say("上限", "High"), "number", say("目标上限", "upper bound"), where="book"),
        Column("unit", say("单位", "Unit"), "text", say("数字的单位", "unit of measure"), where="book"),
        Column("form", say("形式", "Form"), "text", say("定数、以上、以内、左右、区间、参照、只有文字", "how it is bounded"), where="row"),
        Column("horizon", say("目标年限", "For"), "text", say("目标管到哪些年", "years the target is for"), where="row"),
        Column("quote", say("目标原文", "As written"), "quote", say("目标在原文里的文字", "the target as written"), brief=True),
        Column("actual", say("下一年报告的实绩", "Reached"), "text", say("下一年报告给出的数", "the next report's figure")),
        Column("actual_quote", say("实绩原文", "Reached, as written"), "quote", say("实绩在下一年报告里的文字", "the next report's words")),
        Column("themes", say("主题", "Themes"), "themes", say("原文里主题词所属的类", "themes whose words occur in the quote")),
    )
    out = []
    for row in rows:
        quote = study.passage(row["document"], row["quote_start"], row["quote_end"], row["quote"])
        reached = study.passage(row["actual_document"], row["actual_start"], row["actual_end"], row["actual_quote"])
        start, end = row["horizon_start"], row["horizon_end"]
        out.append((row["place"], row["year"], row["indicator"], say(*{"growth": ("增速", "growth"), "level": ("总量", "level")}.get(row["measure"], ("", ""))) or None,
                    _written(row) or one_line(row["modal"] or "") or None, row["low"], row["high"], row["unit"], say(*FORMS[row["form"]]),
                    str(start) if start == end else f"{start}–{end}", quote, _written(row, "actual_") or None, reached, study.themes_of(quote)))
    counted = Counter(row["indicator"] for row in rows)
    telling = most(rows, 14, lambda r: (-counted[r["indicator"]], r["indicator"], -r["year"], r["place"]) if _middle(r) is not None else None)
    return Table("targets", say("全部目标", "All targets"), columns, out, telling)


def _pictures(study: Study, result: Any, grouped: Mapping[tuple[str, str], Sequence[Mapping[str, Any]]], order: Sequence[tuple[str, str]]) -> tuple[Picture, ...]:
    growth = [key for key in order if key[1] == "growth"]
    if not growth or len({row["place"] for row in grouped[growth[0]]}) > 60:
        return ()
    name = growth[0][0]
    years = {row["year"] for row in grouped[growth[0]]}
    return (Picture(partial(result.plot, indicator=name), study.say(f"{name}：各地各年的增速目标", f"{name}: growth targets by place and year"),
                    study.say(f"{name}的增速目标，{len(grouped[growth[0]])} 个，{min(years)}—{max(years)} 年；数值见下表",
                              f"growth targets for {name}, {len(grouped[growth[0]])} of {min(years)}–{max(years)}; values in the table below")),)
