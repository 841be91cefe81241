"""One place over the years: every commitment of a report with what it is in the next."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from functools import cached_property
from itertools import pairwise
from typing import TYPE_CHECKING, Any

from textkit.compare.inputs import Texts, as_documents, one_report_each
from textkit.compare.lineage.changes import change_of
from textkit.compare.lineage.commitments import Commitment, commitments_of
from textkit.compare.lineage.linking import THRESHOLD, Link, link
from textkit.compare.lineage.relations import RELATIONS, relations_of
from textkit.compare.lineage.series import series_of
from textkit.compare.lineage.threads import Thread, threads_of
from textkit.compare.result import Result, frame
from textkit.corpus.choosing import called
from textkit.model import Document, TextkitError

if TYPE_CHECKING:
    import pandas as pd

__all__ = ["Years", "years"]

LABELS = {
    "place": "地方", "year_earlier": "前一年", "year_later": "后一年", "relation": "关系", "relation_name": "关系（中文）", "score": "相似分",
    "thread": "任务线", "quote_earlier": "前一年原文", "quote_later": "后一年原文", "indicator": "指标", "target_earlier": "前一年目标",
    "target_later": "后一年目标", "unit": "单位", "change": "变动", "specificity": "具体程度", "evidence": "依据",
    "earlier_task": "前一年任务编号", "earlier_document": "前一年文档编号", "earlier_file": "前一年文件", "earlier_section": "前一年章节",
    "earlier_start": "前一年原文起", "earlier_end": "前一年原文止", "later_task": "后一年任务编号", "later_document": "后一年文档编号",
    "later_file": "后一年文件", "later_section": "后一年章节", "later_start": "后一年原文起", "later_end": "后一年原文止",
}
COLUMNS = tuple(LABELS)
_THREADS = {"place": "地方", "thread": "任务线", "name": "任务", "first_year": "首年", "last_year": "末年", "reports": "出现年数", "relations": "沿革"}
_TARGETS = {"place": "地方", "indicator": "指标", "measure": "增速或总量", "unit": "单位", "change": "末年减首年", "basis": "来自", "where": "出处"}
_MEASURES = {
    "wording": "用语", "contained": "包含", "names": "专名", "object": "对象", "figure": "指标", "section": "章节", "context": "上下文", "alone": "独有",
}
_SPECIFIC = ("quantified", "deliverable", "general")


class Years(Result):
    """Tasks from year to year: one row per link, and one per commitment that is new or that the next report does not mention.

    ``threads`` follows each task from its first to its last year, ``targets`` sets the targets of the years side by side.
    """

    title = "历年任务沿革"
    shown = ("place", "year_earlier", "year_later", "relation", "quote_earlier", "quote_later", "target_earlier", "target_later", "score", "evidence")
    passages: Mapping[str, str] = {"quote_earlier": "earlier_{}", "quote_later": "later_{}"}
    paired = True
    labels = LABELS

    def __init__(self, rows: Sequence[Mapping[str, Any]], documents: Sequence[Document], lines: Mapping[str, Sequence[Thread]], **about: Any) -> None:
        super().__init__(rows, COLUMNS, documents, **about)
        self.lines = {place: tuple(threads) for place, threads in lines.items()}

    def counts(self) -> dict[tuple[str, int | None, int | None], dict[str, int]]:
        """How many rows have each relation, by place and pair of years."""
        out: dict[tuple[str, int | None, int | None], Counter[str]] = defaultdict(Counter)
        for row in self.rows:
            out[row["place"], row["year_earlier"], row["year_later"]][row["relation"]] += 1
        return {key: {name: count[name] for name in RELATIONS} for key, count in sorted(out.items(), key=str)}

    @cached_property
    def threads(self) -> pd.DataFrame:
        """One row per thread: place, thread, name, first_year, last_year, reports (how many have it), relations, and the text of each year."""
        when = sorted({year for threads in self.lines.values() for t in threads for year in t.years})
        steps: dict[tuple[str, int], list[str]] = defaultdict(list)
        for row in self.rows:
            if row["relation"] not in ("new", "dropped"):
                steps[row["place"], row["thread"]].append(f"{row['year_later']}{row['relation_name']}")
        rows = [
            {"place": place, "thread": t.number, "name": t.name, "first_year": t.years[0], "last_year": t.years[-1], "reports": len(t.years),
             "relations": "；".join(dict.fromkeys(steps[place, t.number])),
             **{str(year): "；".join(c.quote for c in t.members.get(year, ())) or None for year in when}}
            for place, threads in self.lines.items() for t in threads
        ]
        return frame(rows, [*_THREADS, *map(str, when)])

    @cached_property
    def targets(self) -> pd.DataFrame:
        """Targets side by side: place, indicator, measure, unit, per year the figure as written, ``change`` from the first to
        the last, ``basis`` (the 主要预期目标, or the thread), ``where`` (file and half-open span in the source of each)."""
        rows, when = series_of(self.documents, self.lines)
        names = list(_TARGETS)
        years = names.index("change")                     # the years stand before what became of them
        return frame(rows, [*names[:years], *map(str, when), *names[years:]])

    @property
    def sheets(self) -> dict[str, tuple[pd.DataFrame, Mapping[str, str]]]:
        """Further tables of the workbook, with the headings of their columns."""
        return {"任务线": (self.threads, _THREADS), "历年目标": (self.targets, _TARGETS)}


def years(texts: Texts, place: str | None = None, *, threshold: float = THRESHOLD) -> Years:
    """Link the tasks of a place's reports of successive years: carried over, reworded, raised, lowered, split, merged, new, not mentioned again.

    ``texts`` are documents, a corpus, or what to read; of several places all are followed, or ``place`` alone (by its full or
    its own name). ``threshold`` is the least score of a link, between 0 and 1. Where a year is missing, the reports around it
    are linked and a note says so. Raises TextkitError where no place has two years.

    改造老旧小区13个 and, a year later, 改造城镇老旧小区14个 are ``raised`` by 1 个.
    """
    if not 0 < threshold < 1:
        raise TextkitError(f"threshold 应在 0 和 1 之间，不是 {threshold}")
    reports: dict[str, dict[int, Document]] = defaultdict(dict)
    for (where, when), document in sorted(one_report_each(as_documents(texts)).items(), key=lambda item: item[0]):
        if place is None or called(where, (place,)):
            reports[where][when] = document
    several = {where: found for where, found in reports.items() if len(found) > 1}
    if not several:
        there = "、".join(f"{w}{'、'.join(map(str, found))}" for w, found in reports.items()) or "没有认得出地方和年份的报告"
        raise TextkitError(f"{place or '每个地方'}不足两年的报告，无法前后对照", hint=f"有：{there}")
    if place is not None and len(reports) > 1:
        raise TextkitError(f"“{place}”不止一个地方", hint=f"请写全名：{'、'.join(reports)}")
    rows: list[dict[str, Any]] = []
    lines: dict[str, list[Thread]] = {}
    notes: list[str] = []
    for where, found in several.items():
        made, lines[where] = _of_place(where, found, threshold)
        rows += made
        notes.append(_note(where, found, made))
    single = [where for where in reports if where not in several]
    if single:
        notes.append(f"只有一年报告、没有计入：{'、'.join(single)}")
    used = [document for found in several.values() for document in found.values()]
    return Years(rows, used, lines, notes=notes, options={"place": place, "threshold": threshold})


def _of_place(place: str, found: Mapping[int, Document], threshold: float) -> tuple[list[dict[str, Any]], list[Thread]]:
    commitments = {year: commitments_of(document) for year, document in found.items()}
    linked = {(a, b): link(commitments[a], commitments[b], threshold) for a, b in pairwise(commitments)}
    threads, belongs = threads_of(commitments, [(*step, k) for step, links in linked.items() for k in links])
    rows: list[dict[str, Any]] = []
    for (first, second), links in linked.items():
        about = {"place": place, "year_earlier": first, "year_later": second}
        for k, relation in zip(links, relations_of(links), strict=True):
            rows.append({**about, **_linked(k, relation), "thread": belongs[first, k.evidence.earlier]})
        for side, year, known, relation in (
            ("earlier", first, {k.evidence.earlier for k in links}, "dropped"), ("later", second, {k.evidence.later for k in links}, "new"),
        ):
            rows += [{**about, **_alone(c, side, relation), "thread": belongs[year, n]} for n, c in enumerate(commitments[year]) if n not in known]
    return rows, threads


def _note(place: str, found: Mapping[int, Document], rows: Sequence[Mapping[str, Any]]) -> str:
    when = list(found)
    missing = [year for year in range(when[0], when[-1]) if year not in found]
    count = Counter(row["relation"] for row in rows)
    on = sum(n for name, n in count.items() if name not in ("new", "dropped"))
    out = (f"{place}：依据 {'、'.join(map(str, when))} 年共 {len(when)} 份报告的任务分句，相连 {on} 对"
           f"（{'、'.join(f'{RELATIONS[r]} {count[r]}' for r in RELATIONS if count[r] and r not in ('new', 'dropped'))}），"
           f"后一年新提 {count['new']} 句，后一年未再提 {count['dropped']} 句（未再提不等于没有做）")
    return out + (f"；缺 {'、'.join(map(str, missing))} 年报告，前后两份隔年相连" if missing else "")


# ------------------------------------------------------------------ one row
def _linked(k: Link, relation: str) -> dict[str, Any]:
    change = change_of(k.earlier, k.later)
    return {
        **_side(k.earlier, "earlier"), **_side(k.later, "later"), "relation": relation, "relation_name": RELATIONS[relation],
        "score": round(k.evidence.score, 3), "indicator": change.indicator if change else None,
        "target_earlier": change.earlier.quote if change else k.earlier.targets, "target_later": change.later.quote if change else k.later.targets,
        "unit": change.later.unit if change else None, "change": change.amount if change else None,
        "specificity": _specificity(k.later), "evidence": _evidence(k),
    }


def _alone(c: Commitment, side: str, relation: str) -> dict[str, Any]:
    return {**_side(c, side), "relation": relation, "relation_name": RELATIONS[relation], f"target_{side}": c.targets, "specificity": _specificity(c)}


def _side(c: Commitment, side: str) -> dict[str, Any]:
    return {
        f"quote_{side}": c.quote, f"{side}_task": c.task.id, f"{side}_document": c.document.id,
        f"{side}_file": c.document.source.path, f"{side}_section": c.section or None, f"{side}_start": c.source.start, f"{side}_end": c.source.end,
    }


def _specificity(c: Commitment) -> str:
    inside: Iterable[str] = (i.specificity for i in c.task.items if c.span.start <= i.span.start < c.span.end)
    return min(inside, key=_SPECIFIC.index, default="general")


def _evidence(k: Link) -> str:
    """The measures in words, what counts most first, and the longest run that both have."""
    measures = sorted(((v, n) for n, v in k.evidence.measures.items() if v >= 0.3 and n != "alone"), reverse=True)
    parts = [f"{_MEASURES[n]}{min(v, 1.0) if n != 'names' else v:.2f}" for v, n in measures]
    return "，".join([*([f"共有“{k.evidence.run}”"] if len(k.evidence.run) > 1 else []), *parts])
