"""Words: what distinguishes the groups, what rises and what falls."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from textkit.model import TextkitError
from textkit.report.comparative.model import Column, Finding, Lines, Panel, Part, Picture, Section, Table
from textkit.report.comparative.study import Study, most

__all__ = ["LEAD", "NAME", "TITLE", "build"]

NAME = "terms"
TITLE = ("用词", "Words")
LEAD = ("哪些词一个地方（或一年）用得特别多，哪些词逐年升降。次数与统计量并列；统计显著只说明不像偶然，不说明为什么。",
        "Which words a place (or year) uses more than the others, and which rise or fall. Significance says that it is hardly chance, not why.")
_TOP = 10                                # words of a group
_WATCHED = 12                            # words that small charts are drawn of


def build(study: Study) -> Section:
    say = study.say
    by = "place" if len(study.places) > 1 else "year" if len(study.years) > 1 else None
    if by is None:
        raise TextkitError(say("只有一个地方、一个年份，没有可比的两组文字", "one place and one year: there are no two groups to compare"))
    from textkit.compare import terms

    result = study.made("terms", lambda: terms(study.documents, by=by, top=_TOP))
    findings = _findings(study, result, by)
    tables = [_table(study, result, by)]
    notes = list(result.notes)
    charts: list[Lines] = []
    pictures = [Picture(lambda: result.plot(top=6), say("特征词", "Key words"), findings[0].sentence if findings else say("各组特征词", "key words of the groups"))] if len(result) else []
    try:
        moving = _trends(study)
    except TextkitError as error:
        notes.append(say(f"看不出升降：{error.message}", f"no trends: {error.message}"))
    else:
        notes += moving.notes
        if len(moving):
            tables.append(_moving(study, moving))
            charts.append(_lines(study, moving))
            findings.append(_risen(study, moving))
            pictures.append(Picture(moving.plot, say("历年升降的词", "Words that rise and fall"), findings[-1].sentence))
    return Section(NAME, say(*TITLE), say(*LEAD), tuple(findings), tuple(charts), tuple(tables), tuple(notes), tuple(pictures))


def _trends(study: Study) -> Any:
    from textkit.compare import trends

    return study.made("trends", lambda: trends(study.documents, top=15, only_terms=True))


def _group(study: Study, name: str, by: str) -> str:
    return study.short(name) if by == "place" else name


def _findings(study: Study, result: Any, by: str) -> list[Finding]:
    say = study.say
    out = []
    for group in list(dict.fromkeys(row["group"] for row in result.rows))[:6]:
        own = [row for row in result.rows if row["group"] == group and row["p"] < 0.05][:5]
        if own:
            listed = "、".join(f"{row['term']}（{row['count']} 次，别处 {row['reference_count']}）" if study.lang == "zh" else f"{row['term']} ({row['count']}; elsewhere {row['reference_count']})"
                              for row in own)
            out.append(Finding(say(f"{_group(study, group, by)}用得特别多的词：{listed}。", f"{_group(study, group, by)} has more often: {listed}."),
                               say("分母：该组与其余各组的全部词次；按对数似然排列", "of: all running words of the group and of the others; by log-likelihood")))
    return out


def _risen(study: Study, moving: Any) -> Finding:
    say = study.say
    up, down = ([row["term"] for row in moving.rows if row["direction"] == d][:6] for d in ("升", "降"))
    return Finding(say(f"逐年上升的政策词：{'、'.join(up) or '无'}；下降的：{'、'.join(down) or '无'}。",
                       f"Policy words that rise: {', '.join(up) or 'none'}; that fall: {', '.join(down) or 'none'}."),
                   say(f"分母：{len(moving.documents)} 份文件 {len(study.years)} 个年份的每万词频率，肯德尔 τ 不低于 0.4",
                       f"of: rates in 10,000 words, {len(moving.documents)} documents, {len(study.years)} years"))


def _table(study: Study, result: Any, by: str) -> Table:
    say = study.say
    first = (Column("group", say("地方", "Place"), "place", say("哪一组", "the group"), brief=True) if by == "place" else
             Column("group", say("年份", "Year"), "year", say("哪一组", "the group"), brief=True))
    columns = (
        first,
        Column("term", say("词", "Word"), "text", say("词或政策用语", "word or policy term"), brief=True),
        Column("direction", say("偏多或偏少", "More or less"), "text", say("比其余各组多还是少", "more or less than elsewhere")),
        Column("count", say("次数", "Count"), "number", say("本组出现次数", "occurrences in the group"), brief=True),
        Column("reference_count", say("别处次数", "Elsewhere"), "number", say("其余各组出现次数", "occurrences in the others"), brief=True),
        Column("per_10k", say("每万词", "Per 10,000"), "number", say("本组每万词次数", "rate in the group")),
        Column("reference_per_10k", say("别处每万词", "Elsewhere per 10,000"), "number", say("其余各组每万词次数", "rate in the others"), where="row"),
        Column("log_likelihood", say("对数似然", "Log-likelihood"), "number", say("越大越不像偶然", "the larger, the less by chance"), brief=True),
        Column("log_ratio", say("对数比", "Log ratio"), "number", say("1 表示频率是别处两倍", "1: twice as frequent"), where="row"),
        Column("p", "p", "number", say("校正后的概率", "corrected probability")),
        Column("documents", say("文件数", "Documents"), "number", say("本组多少份文件有它", "documents of the group that have it"), where="row"),
        Column("quote", say("例句", "Example"), "quote", say("本组一处例句", "one place in the group"), brief=True),
        Column("reference_quote", say("别处例句", "Example elsewhere"), "quote", say("其余各组一处例句", "one place in the others"), where="row"),
    )
    more = {"偏多": say("偏多", "more"), "偏少": say("偏少", "less")}
    rows = [(row["group"] if by == "place" else int(row["group"]), row["term"], more[row["direction"]], row["count"], row["reference_count"], row["per_10k"],
             row["reference_per_10k"], row["log_likelihood"], row["log_ratio"], row["p"], row["documents"],
             study.passage(row["document_id"], row["source_start"], row["source_end"]),
             study.passage(row["document_id_reference"], row["source_start_reference"], row["source_end_reference"])) for row in result.rows]
    telling = most(result.rows, 15, lambda r: -r["log_likelihood"] if r["direction"] == "偏多" else None)
    return Table("terms", say("特征词", "Key words"), columns, rows, telling)


def _moving(study: Study, result: Any) -> Table:
    say = study.say
    columns = (
        Column("term", say("词", "Word"), "text", say("政策用语", "policy term"), brief=True),
        Column("direction", say("升降", "Direction"), "text", say("逐年升还是降", "rises or falls"), brief=True),
        Column("tau", say("肯德尔τ", "Kendall's tau"), "number", say("−1 到 1，频率与年份的秩相关", "rank correlation with the year"), brief=True),
        Column("p", "p", "number", say("τ 的概率", "its probability")),
        Column("slope", say("每年变化（每万词）", "Change a year"), "number", say("泰尔—森斜率", "Theil–Sen slope per 10,000 words"), brief=True),
        Column("count", say("次数", "Count"), "number", say("总次数", "occurrences"), brief=True),
        Column("first_year", say("最早", "First"), "year", say("最早出现的年份", "first year")),
        Column("last_year", say("最晚", "Last"), "year", say("最晚出现的年份", "last year")),
        Column("first", say("最早一年例句", "First example"), "quote", say("最早一年的例句", "example of the first year")),
        Column("last", say("最晚一年例句", "Last example"), "quote", say("最晚一年的例句", "example of the last year"), brief=True),
    )
    arrows = {"升": say("升", "rises"), "降": say("降", "falls"), "平": say("平", "level")}
    rows = [(row["term"], arrows[row["direction"]], row["tau"], row["p"], row["slope"], row["count"], row["first_year"], row["last_year"],
             study.passage(row["document_id_first"], row["source_start_first"], row["source_end_first"]),
             study.passage(row["document_id_last"], row["source_start_last"], row["source_end_last"])) for row in result.rows]
    return Table("trends", say("升降的词", "Words that rise and fall"), columns, rows, tuple(range(min(14, len(rows)))), facet="direction")


def _lines(study: Study, result: Any) -> Lines:
    """The rate in 10,000 words of each word, those that rise first."""
    rates: dict[str, list[tuple[int, float | None]]] = {}
    for row in result.series.itertuples(index=False):
        rates.setdefault(row.term, []).append((int(row.year), round(float(row.per_10k), 2)))
    chosen: Sequence[Mapping[str, Any]] = result.rows
    up = [row["term"] for row in chosen if row["direction"] == "升"][:_WATCHED]
    down = [row["term"] for row in chosen if row["direction"] == "降"][:_WATCHED]
    choices = [(label, [Panel(term, None, [rates[term]]) for term in some]) for label, some in
               ((study.say("上升的词", "Rising"), up), (study.say("下降的词", "Falling"), down)) if some]
    return Lines("trends", study.say("每万词次数", "Occurrences in 10,000 words"), [Part(study.say("每万词", "Per 10,000"), 1)], choices)
