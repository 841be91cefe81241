"""How much of each text goes to which theme, over places and years."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from copy import copy
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
from textkit.report.comparative.study import Study

__all__ = ["LEAD", "NAME", "TITLE", "build"]

NAME = "attention"
TITLE = ("政策注意力", "Policy attention")
LEAD = ("文字的篇幅怎样分给各个主题：含有某类主题词的语段，其字数归入该类，涉及几类的按命中次数分摊。篇幅是注意力的痕迹，不是投入，更不是成效。",
        "How the text is shared among themes: the characters of segments that hold words of a theme. Room in a text is a trace of attention, not of money or success.")
_SMALL, _DRAWN = 24, 30


def build(study: Study) -> Section:
    result = study.attention
    say = study.say
    if not result.rows:
        raise TextkitError(say("没有可以计量的文字", "there is no text to measure"))
    cells = _cells(result.rows)
    findings = _findings(study, cells)
    charts: list[Matrix | Lines] = [_matrix(study, cells, result)]
    if (lines := _lines(study, cells)) is not None:
        charts.append(lines)
    drawn = list(dict.fromkeys(row["document"] for row in result.rows if row["place"] and row["year"]))[:_DRAWN]
    pictures = (Picture(lambda: _limited(result, drawn).plot(), say("各份文件的主题占比" + (f"（前 {_DRAWN} 份）" if len(cells) > _DRAWN else ""), "Shares of themes"),
                        findings[0].sentence if findings else say("各主题占比", "shares of themes")),) if drawn else ()
    return Section(NAME, say(*TITLE), say(*LEAD), tuple(findings), tuple(charts), (_table(study, result),), tuple(result.notes), pictures)


def _limited(result: Any, documents: Sequence[str]) -> Any:
    few = copy(result)
    keep = set(documents)
    few.rows = tuple(row for row in result.rows if row["document"] in keep)
    return few


class _Cell:
    """The texts of one place and year together: weight of each theme, and of all."""

    def __init__(self) -> None:
        self.weights: dict[str, float] = defaultdict(float)
        self.totals: dict[str, float] = {}
        self.first: dict[str, Any] = {}

    def share(self, theme: str) -> float | None:
        whole = sum(self.totals.values())
        return self.weights[theme] / whole if whole else None


def _cells(rows: Sequence[dict[str, Any]]) -> dict[tuple[str | None, int | None], _Cell]:
    cells: dict[tuple[str | None, int | None], _Cell] = defaultdict(_Cell)
    for row in rows:
        cell = cells[row["place"], row["year"]]
        cell.weights[row["category"]] += row["weight"]
        cell.totals[row["document"]] = row["total"]
        if row["quote"] is not None:
            cell.first.setdefault(row["category"], row)
    return dict(sorted(cells.items(), key=lambda item: (item[0][0] is None, item[0][0] or "", item[0][1] or 0)))


def _matrix(study: Study, cells: dict[tuple[str | None, int | None], _Cell], result: Any) -> Matrix:
    say = study.say
    themes = study.themes
    values = [[cell.share(theme) for theme in themes] for cell in cells.values()]
    words = [["" if v is None else f"{v:.1%}" for v in line] for line in values]
    passages = [[study.passage(r["document"], r["quote_start"], r["quote_end"]) if (r := cell.first.get(theme)) else None for theme in themes]
                for cell in cells.values()]
    return Matrix("attention", say("地方和年份 × 主题：占全部字数的比例", "Places and years × themes: share of all characters"),
                  [study.label(*key) for key in cells], list(themes), [Measure("share", say("占比", "Share"), "share", values, words, passages)],
                  row_places=[place for place, _ in cells], row_years=[year for _, year in cells],
                  note=say("一行各格相加小于 100%：没有主题词的语段不归类。点一格看该主题第一处用词。", "A row adds up to less than 100 %: segments without a theme's words count for none."))


def _lines(study: Study, cells: dict[tuple[str | None, int | None], _Cell]) -> Lines | None:
    by_place: dict[str, list[int]] = defaultdict(list)
    for place, year in cells:
        if place and year is not None:
            by_place[place].append(year)
    several = [place for place, years in sorted(by_place.items()) if len(years) >= 3]
    if not several:
        return None
    choices = []
    for theme in study.themes:
        panels = []
        for place in several[:_SMALL]:
            shares = [(year, cells[place, year].share(theme)) for year in sorted(by_place[place])]
            panels.append(Panel(study.short(place), place, [[(year, None if v is None else 100 * v) for year, v in shares]]))
        choices.append((theme, panels))
    left = len(several) - _SMALL
    return Lines("attention-lines", study.say("各地历年占比（%）", "Shares over the years (%)"), [Part(study.say("占比", "Share"), 1)], choices, "%",
                 study.say("只画有三个年份以上的地方", "Places with three years or more") + (study.say(f"，另有 {left} 地未画", f"; {left} more are not drawn") if left > 0 else ""))


def _findings(study: Study, cells: dict[tuple[str | None, int | None], _Cell]) -> list[Finding]:
    say = study.say
    whole = sum(sum(cell.totals.values()) for cell in cells.values())
    texts = sum(len(cell.totals) for cell in cells.values())
    if not whole:
        return []
    shares = sorted(((sum(cell.weights[theme] for cell in cells.values()) / whole, theme) for theme in study.themes), reverse=True)
    listed = say("、", ", ").join(f"{theme} {share:.1%}" for share, theme in shares[:5])
    out = [Finding(say(f"全部文字中各主题的占比：{listed}。", f"Shares of all text: {listed}."),
                   say(f"分母：{texts} 份文件 {whole:,.0f} 字（不计杂质）", f"of: {whole:,.0f} characters of {texts} documents"))]
    moved = []
    for place in study.places:
        years = sorted(year for p, year in cells if p == place and year is not None)
        if len(years) >= 2:
            for theme in study.themes:
                first, last = cells[place, years[0]].share(theme), cells[place, years[-1]].share(theme)
                if first is not None and last is not None:
                    moved.append((last - first, theme, place, years[0], years[-1], first, last))
    if moved:
        change, theme, place, a, b, first, last = max(moved, key=lambda m: abs(m[0]))
        out.append(Finding(say(f"变化最大的是{study.short(place)}的“{theme}”：{a} 年 {first:.1%}，{b} 年 {last:.1%}（{100 * change:+.1f} 个百分点）。",
                               f"The largest change: {study.short(place)}, {theme}: {first:.1%} in {a}, {last:.1%} in {b} ({100 * change:+.1f} points)."),
                           say(f"分母：{len({m[2] for m in moved})} 个有两年以上文件的地方，首年与末年相比；文种不同也会使占比变化",
                               f"of: {len({m[2] for m in moved})} places with two years or more, first against last; other kinds of documents change shares too")))
    return out


def _table(study: Study, result: Any) -> Table:
    say = study.say
    columns = (
        Column("place", say("地方", "Place"), "place", say("文件的地方", "the document's place"), brief=True),
        Column("year", say("年份", "Year"), "year", say("文件的年份", "the document's year"), brief=True),
        Column("title", say("文件", "Document"), "text", say("文件题目", "the document's title"), brief=True),
        Column("category", say("主题", "Theme"), "themes", say("词表里的类", "category of the codebook"), brief=True),
        Column("hits", say("命中次数", "Hits"), "number", say("主题词出现的次数", "occurrences of its words")),
        Column("share", say("占比", "Share"), "share", say("归入该主题的字数占文件全部字数", "characters of the theme in all of the document"), brief=True),
        Column("density", say("每千字命中", "Hits per 1,000"), "number", say("每千字命中次数", "hits in 1,000 characters"), where="row"),
        Column("words", say("主要用词", "Words"), "text", say("最多的五个词和次数", "its five most frequent words"), brief=True),
        Column("quote", say("首处用词", "First place"), "quote", say("第一处命中的词", "its first word in the text")),
    )
    rows = [(r["place"], r["year"], r["title"], (r["category"],), r["hits"], r["share"], r["density"], r["words"],
             study.passage(r["document"], r["quote_start"], r["quote_end"], r["quote"])) for r in result.rows]
    order = sorted(range(len(rows)), key=lambda i: (-(rows[i][5] or 0), i))
    return Table("attention", say("逐份文件", "Document by document"), columns, rows, tuple(order[:12]))
