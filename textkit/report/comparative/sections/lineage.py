"""Tasks carried over, new, or not mentioned again, from year to year."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from functools import partial
from typing import Any

from textkit.compare.lineage.relations import RELATIONS
from textkit.report.comparative.model import Bars, Column, Finding, Part, Picture, Section, Table
from textkit.report.comparative.study import Study, most

__all__ = ["LEAD", "NAME", "TITLE", "build"]

NAME = "lineage"
TITLE = ("任务沿革", "Carried over, new, dropped")
LEAD = ("同一个地方前后两年的报告，把任务分句逐条相连：照旧、改写、提高、降低、拆分、合并；连不上的，是后一年新提的，或后一年未再提的。"
        "“未再提”只说明后一年报告没有写，可能已经做完、并入别处或转为日常，不等于没有做。",
        "The clauses of a place's reports of two years are linked: same, reworded, raised, lowered, split, merged; the rest is new, or not mentioned again — "
        "which may be done, merged or routine by then, and is no sign that it was not done.")
#: relation → English, colour of the page
_RELATIONS: dict[str, tuple[str, int]] = {
    "same": ("same", 1), "reworded": ("reworded", 6), "raised": ("raised", 3), "lowered": ("lowered", 5), "split": ("split", 4), "merged": ("merged", 7),
    "new": ("new", 0), "dropped": ("not mentioned again", 9),
}


def build(study: Study) -> Section:
    from textkit.compare import years

    result = study.made("years", lambda: years(study.documents))
    say = study.say
    counts = result.counts()
    pairs = list(counts)
    parts = [name for name in _RELATIONS if name != "dropped"]
    bars = Bars("lineage", say("后一年报告的任务分句从哪里来", "Where the later report's clauses come from"),
                [f"{study.short(place)} {a}→{b}" for place, a, b in pairs], [Part(_name(study, name), _RELATIONS[name][1]) for name in parts],
                [[float(counts[pair][name]) for name in parts] for pair in pairs], row_places=[place for place, _, _ in pairs],
                row_years=[b for _, _, b in pairs], note=say("前一年有、后一年未再提的不在条内，见下表。", "Clauses not mentioned again are not in the bars but in the table."))
    pictures = tuple(
        Picture(partial(result.plot, place=place), say(f"{study.short(place)}：任务沿革", f"{study.short(place)}: tasks over the years"),
                say(f"{study.short(place)}各年任务分句按与前一年的关系分类的数目，以及延续最久的任务线", f"{study.short(place)}: clauses by relation, and the longest threads"))
        for place in _shown(result))
    return Section(NAME, say(*TITLE), say(*LEAD), tuple(_findings(study, result, counts)), (bars,), (_table(study, result.rows),),
                   tuple(result.notes), pictures)


def _name(study: Study, relation: str) -> str:
    return study.say(RELATIONS[relation], _RELATIONS[relation][0])


def _shown(result: Any) -> list[str]:
    """The two places with most years: more figures than that nobody reads in a Word file."""
    spans = {place: len({year for t in threads for year in t.years}) for place, threads in result.lines.items()}
    return sorted(spans, key=lambda place: (-spans[place], place))[:2]


def _findings(study: Study, result: Any, counts: Mapping[tuple[str, int | None, int | None], Mapping[str, int]]) -> list[Finding]:
    say = study.say
    total: Counter[str] = Counter()
    for count in counts.values():
        total.update(count)
    on = sum(n for name, n in total.items() if name not in ("new", "dropped"))
    later, earlier = on + total["new"], on + total["dropped"]
    pairs = len(counts)
    out = [Finding(
        say(f"后一年报告的任务分句里，与前一年相连的 {study.ratio(on, later)}，新提的 {study.ratio(total['new'], later)}。",
            f"Of the later reports' clauses {study.ratio(on, later)} go on from the year before, {study.ratio(total['new'], later)} are new."),
        say(f"分母：{pairs} 对前后两年的报告，后一年 {later} 条分句（拆分、合并的按相连的对数计）", f"of: {later} clauses of the later reports of {pairs} pairs")),
        Finding(say(f"前一年的任务分句里，后一年未再提的 {study.ratio(total['dropped'], earlier)}。", f"{study.ratio(total['dropped'], earlier)} of the earlier clauses are not mentioned again."),
                say(f"分母：{pairs} 对报告，前一年 {earlier} 条分句；未再提不等于没有做", f"of: {earlier} clauses of the earlier reports; silence is not failure"))]
    if total["raised"] or total["lowered"]:
        out.append(Finding(say(f"数字有变动的任务：提高 {total['raised']} 条，降低 {total['lowered']} 条。", f"Changed figures: {total['raised']} raised, {total['lowered']} lowered."),
                           say(f"分母：{on} 对相连的分句", f"of: {on} linked clauses")))
    lasting = max((t for threads in result.lines.values() for t in threads), key=lambda t: (len(t.years), t.name), default=None)
    if lasting is not None and len(lasting.years) > 2:
        reach = sum(len(t.years) == len(lasting.years) for threads in result.lines.values() for t in threads)
        out.append(Finding(say(f"最长的任务线连续出现在 {len(lasting.years)} 份报告里，共 {reach} 条。", f"The longest threads stand in {len(lasting.years)} reports; there are {reach}."),
                           say(f"分母：{sum(len(t) for t in result.lines.values())} 条任务线", f"of: {sum(len(t) for t in result.lines.values())} threads")))
    return out


def _table(study: Study, rows: Sequence[Mapping[str, Any]]) -> Table:
    say = study.say
    columns = (
        Column("place", say("地方", "Place"), "place", say("报告的地方", "the reports' place"), brief=True),
        Column("year_earlier", say("前一年", "Earlier"), "year", say("前一份报告的年份", "year of the earlier report"), brief=True),
        Column("year_later", say("后一年", "Later"), "year", say("后一份报告的年份", "year of the later report"), brief=True),
        Column("relation", say("关系", "Relation"), "text", say("照旧、改写、提高、降低、拆分、合并、新提、未再提", "what became of it"), brief=True),
        Column("earlier", say("前一年原文", "Earlier words"), "quote", say("前一年的任务分句", "the clause in the earlier report"), brief=True),
        Column("later", say("后一年原文", "Later words"), "quote", say("后一年的任务分句", "the clause in the later report"), brief=True),
        Column("change", say("数字变动", "Change"), "number", say("后一年的数减前一年的数", "later figure minus earlier")),
        Column("unit", say("单位", "Unit"), "text", say("变动的单位", "unit of the change")),
        Column("score", say("相似分", "Score"), "number", say("0 到 1，越大越像同一件事", "0 to 1, how alike they are"), where="row"),
        Column("units", say("责任单位", "Units"), "units", say("两边任务写明的责任单位", "units that the tasks name")),
        Column("themes", say("主题", "Themes"), "themes", say("原文里主题词所属的类", "themes whose words occur in the quotes")),
        Column("thread", say("任务线", "Thread"), "number", say("同一地方同号的是一条线", "equal numbers of a place are one thread"), where="book"),
        Column("evidence", say("依据", "Evidence"), "text", say("为什么连在一起", "why they are linked"), where="book"),
    )
    out = []
    for row in rows:
        earlier = study.passage(row.get("earlier_document"), row.get("earlier_start"), row.get("earlier_end"))
        later = study.passage(row.get("later_document"), row.get("later_start"), row.get("later_end"))
        units = dict.fromkeys(name for side in ("earlier", "later") for name in study.unit_names(study.tasks.get(row.get(f"{side}_task") or "")))
        out.append((row["place"], row["year_earlier"], row["year_later"], _name(study, row["relation"]), earlier, later, row.get("change"), row.get("unit"),
                    row.get("score"), tuple(units), study.themes_of(earlier, later), row.get("thread"), row.get("evidence")))
    telling = most(rows, 14, lambda r: (r["relation"] not in ("raised", "lowered"), -(r["year_later"] or 0), -(r.get("score") or 0), r["place"])
                   if r["relation"] in ("raised", "lowered", "same") else None)
    return Table("lineage", say("逐条", "Clause by clause"), columns, out, telling, facet="relation", hidden=tuple(_name(study, n) for n in ("new", "dropped")))
