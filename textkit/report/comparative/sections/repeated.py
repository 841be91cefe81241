"""Passages that stand in more than one document, side by side."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from typing import Any

from textkit.report.comparative.model import Column, Finding, Matrix, Measure, Picture, Section, Table
from textkit.report.comparative.study import Study, most

__all__ = ["LEAD", "NAME", "TITLE", "build"]

NAME = "reuse"
TITLE = ("文字重复", "Shared passages")
LEAD = ("哪些段落在几份文件里重复出现：逐字相同、换了名称或数字、稍作改写。重复不等于抄袭：上级统一表述、惯用格式、同一地方的延续都会造成重复。",
        "Passages that stand in several documents: word for word, with names or numbers swapped, or lightly edited. That is no proof of copying: wording from above, "
        "usage and a place's own continuity make it too.")
KINDS = {"verbatim": ("逐字相同", "verbatim"), "names-swapped": ("换了名称或数字", "names swapped"), "edited": ("改写", "edited")}
_MOST = 40                               # places of the matrix


def build(study: Study) -> Section:
    from textkit.compare import reuse

    result = study.made("reuse", lambda: reuse(study.corpus))
    say = study.say
    rows = result.rows
    if not rows:
        return Section(NAME, say(*TITLE), say(*LEAD), (Finding(say("没有发现重复的段落。", "No shared passage was found."), result.notes[0]),), notes=tuple(result.notes))
    between = [row for row in rows if row["a_place"] != row["b_place"]]
    draw = any(not row["set_phrase"] and row["a_place"] != row["b_place"] for row in rows)
    pictures = (Picture(lambda: result.plot(kind="heatmap", most=20), say("地方之间的重复段落", "Shared passages between places"),
                        say(f"{len(between)} 对重复段落在地方之间的分布，行是先有的一方", f"{len(between)} pairs between places; rows had them first")),) if draw else ()
    return Section(NAME, say(*TITLE), say(*LEAD), tuple(_findings(study, result, between)), tuple(_matrix(study, between)), (_table(study, rows),),
                   tuple(result.notes), pictures)


def _findings(study: Study, result: Any, between: Sequence[Mapping[str, Any]]) -> list[Finding]:
    say = study.say
    rows = result.rows
    kinds = Counter(row["kind"] for row in rows)
    listed = say("、", ", ").join(f"{say(*KINDS[name])} {n}" for name, n in kinds.most_common())
    out = [Finding(say(f"{len(rows)} 对重复段落，归为 {len(result.families)} 族：{listed}；其中不同地方之间的 {study.ratio(len(between), len(rows))}。",
                       f"{len(rows)} pairs of passages in {len(result.families)} families: {listed}; between places: {study.ratio(len(between), len(rows))}."),
                   say(f"分母：{len(result.documents)} 份文件全部对照；含套话为主的 {sum(row['set_phrase'] for row in rows)} 对",
                       f"of: {len(result.documents)} documents, all compared; {sum(row['set_phrase'] for row in rows)} pairs are mostly set phrases"))]
    shares = result.shares
    known = shares[shares["own_share"].notna()]
    if len(known):
        low = known.sort_values(["own_share", "document"]).iloc[0]
        year = int(low["year"]) if low["year"] == low["year"] and low["year"] is not None else None
        out.append(Finding(say(f"自有文字比例最低的是 {study.label(low['place'], year)}：{low['own_share']:.0%}；中位数 {known['own_share'].median():.0%}。",
                               f"Smallest share of own text: {study.label(low['place'], year)}, {low['own_share']:.0%}; median {known['own_share'].median():.0%}."),
                           say(f"分母：各份文件扣除标点后的字数；只和这 {len(result.documents)} 份文件比过", f"of: each document's characters; compared with these {len(result.documents)} only")))
    return out


def _matrix(study: Study, between: Sequence[Mapping[str, Any]]) -> list[Matrix]:
    """Who had it first × who has it too: passages of known order between places."""
    ordered = Counter((row["a_place"], row["b_place"]) for row in between if row["first"] and not row["set_phrase"] and row["a_place"] and row["b_place"])
    if not ordered:
        return []
    weight: Counter[str] = Counter()
    for (a, b), n in ordered.items():
        weight[a] += n
        weight[b] += n
    places = sorted(place for place, _ in sorted(weight.items(), key=lambda item: (-item[1], item[0]))[:_MOST])
    values: list[list[float | None]] = [[float(ordered[a, b]) if a != b else None for b in places] for a in places]
    words = [[str(ordered[a, b] or "") if a != b else "" for b in places] for a in places]
    return [Matrix("reuse", study.say("先有的一方（行）→ 后有的一方（列）", "Had it first (rows) → has it too (columns)"), [study.short(p) for p in places],
                   [study.short(p) for p in places], [Measure("pairs", study.say("段落对数", "Pairs"), "amount", values, words)], row_places=list(places),
                   note=study.say("不含套话为主的和先后不明的段落。", "Without set phrases and passages of unknown order."))]


def _table(study: Study, rows: Sequence[Mapping[str, Any]]) -> Table:
    say = study.say
    columns = (
        Column("a_place", say("甲地", "A"), "place", say("先有的一方；先后不明时任一方", "who had it first, where known"), brief=True),
        Column("a_year", say("甲年", "A year"), "year", say("甲文件的年份", "its year"), brief=True),
        Column("a", say("甲原文", "A words"), "quote", say("甲方段落", "the passage there"), brief=True),
        Column("b_place", say("乙地", "B"), "place", say("另一方", "the other"), brief=True),
        Column("b_year", say("乙年", "B year"), "year", say("乙文件的年份", "its year"), brief=True),
        Column("b", say("乙原文", "B words"), "quote", say("乙方段落", "the passage there"), brief=True),
        Column("kind", say("改动", "Change"), "text", say("逐字相同、换了名称或数字、改写", "verbatim, names swapped, edited"), brief=True),
        Column("shared", say("相同字数", "Same characters"), "number", say("两边相同的字数，不计标点", "characters that both have")),
        Column("set_phrase", say("套话", "Set phrase"), "text", say("是否以套话为主", "whether mostly set phrases"), where="row"),
        Column("first", say("先后依据", "Order by"), "text", say("凭什么说谁先谁后", "what the order rests on"), where="row"),
        Column("differences", say("不同之处", "Differences"), "text", say("甲→乙的改动", "what differs"), where="book"),
        Column("family", say("族", "Family"), "number", say("同一段落的编号", "number of the passage"), where="row"),
        Column("themes", say("主题", "Themes"), "themes", say("原文里主题词所属的类", "themes whose words occur in it")),
    )
    yes, no = say("是", "yes"), say("否", "no")
    out = []
    for row in rows:
        a, b = (study.passage(row[f"{s}_document"], row[f"{s}_start"], row[f"{s}_end"]) for s in "ab")
        out.append((row["a_place"], row["a_year"], a, row["b_place"], row["b_year"], b, say(*KINDS[row["kind"]]), row["shared"],
                    yes if row["set_phrase"] else no, row["evidence"] if row["first"] else say("先后不明", "unknown"), row["differences"], row["family"],
                    study.themes_of(a, b)))
    telling = most(rows, 8, lambda r: (r["a_place"] == r["b_place"], -r["shared"]) if not r["set_phrase"] and r["shared"] <= 160 else None)
    aligned = {number: row["pieces"] for number, row in enumerate(rows)}
    return Table("reuse", say("逐对", "Pair by pair"), columns, out, telling, facet="set_phrase", hidden=(yes,), aligned=aligned)
