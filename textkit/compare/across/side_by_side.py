"""The places of one year side by side: shared and own tasks, targets with rank, and what the level above demanded."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from functools import cached_property
from typing import TYPE_CHECKING, Any, Literal

from textkit.compare.across.demands import LABELS as DEMANDED
from textkit.compare.across.demands import WORDS, coverage
from textkit.compare.across.families import ALIKE, families
from textkit.compare.across.fields import field_of, fields
from textkit.compare.across.ranking import LABELS as RANKED
from textkit.compare.across.ranking import ranked
from textkit.compare.across.reports import Report, above, of_year
from textkit.compare.inputs import Texts, as_documents
from textkit.compare.lineage.commitments import Commitment, commitments_of
from textkit.compare.panels import INDICATORS
from textkit.compare.result import Result, frame
from textkit.model import Document, TextkitError

if TYPE_CHECKING:
    import pandas as pd

__all__ = ["Places", "places"]

LABELS = {
    "place": "地方", "code": "行政区划代码", "level": "层级", "year": "年份", "field": "领域", "shared": "共有或独有", "family": "同类任务",
    "family_name": "同类任务（代表）", "places": "有此任务的地方数", "likeness": "与代表相似", "quote": "原文", "targets": "目标值", "task": "任务编号",
    "document": "文档编号", "file": "文件", "section": "章节", "start": "原文起", "end": "原文止",
}
COLUMNS = tuple(LABELS)
By = Literal["field", "task"]


class Places(Result):
    """Tasks of one year, one row per place and commitment: which other places have it too, and which are a place's own.

    ``targets`` is place × indicator with rank, quartile and the level above; ``coverage`` says what the level above demanded, who
    took it up and in whose words; ``matrix`` counts commitments by place and field or task (the 账图, see ``plot``).
    """

    title = "各地任务对照"
    shown = ("place", "field", "quote", "places", "family_name", "targets")
    alike = "family"
    labels = LABELS

    def __init__(self, rows: Sequence[Mapping[str, Any]], documents: Sequence[Document], targets: Sequence[Mapping[str, Any]],
                 demands: Sequence[Mapping[str, Any]], **about: Any) -> None:
        super().__init__(rows, COLUMNS, documents, **about)
        self._targets, self._demands = tuple(targets), tuple(demands)

    @cached_property
    def targets(self) -> pd.DataFrame:
        """One row per place, indicator and measure; ``form`` is none where a place sets no target."""
        return frame(self._targets, RANKED)

    @cached_property
    def coverage(self) -> pd.DataFrame:
        """One row per demand of the level above and place below it; ``words`` is copied, adapted, own or silent."""
        return frame(self._demands, DEMANDED)

    @property
    def sheets(self) -> dict[str, tuple[pd.DataFrame, Mapping[str, str]]]:
        """Further tables of the workbook, with the headings of their columns."""
        return {"目标位次": (self.targets, RANKED), "上级要求承接": (self.coverage, DEMANDED)}

    def matrix(self, by: By = "field", *, top: int = 40) -> pd.DataFrame:
        """Places × fields (or the ``top`` tasks that most places share): how many commitments. Raises TextkitError for another ``by``."""
        import pandas as pd

        if by not in ("field", "task"):
            raise TextkitError(f"by 应为 field 或 task，不是 {by!r}")
        counts: dict[str, Counter[str]] = defaultdict(Counter)
        for row in self.rows:
            counts[row["place"]].update([row["field"] if by == "field" else row["family_name"]] if by == "field" or row["family"] else [])
        if by == "field":
            names = [name for name in self.options["fields"].split("、") if any(c[name] for c in counts.values())]
        else:
            reach = Counter(name for count in counts.values() for name in count)
            names = sorted(reach, key=lambda name: (-reach[name], name))[:top]
        order = list(dict.fromkeys(row["place"] for row in self.rows))
        return pd.DataFrame([[counts[p][name] for name in names] for p in order], index=pd.Index(order, name="place"), columns=names)


def places(texts: Texts, year: int | None = None, *, indicators: Sequence[str] = INDICATORS, alike: float = ALIKE,
           extra: Sequence[str] = ()) -> Places:
    """Set the reports of one ``year`` side by side (the year with the most places where none is given).

    ``texts`` are documents, a corpus, or what to read. Commitments of which ``alike`` (0 to 1) or more is the same in two
    places are a shared task. ``indicators`` are those of the target table; ``extra`` are tables of fields of your own, as
    ``lexicon/fields.tsv``. Raises TextkitError where the year has fewer than two places.

    改造老旧小区150个 of a city and 改造老旧小区15个 of its county are one task; 复耕撂荒地3000亩 that no other place has is its own.
    """
    if not 0 < alike <= 1:
        raise TextkitError(f"alike 应在 0 和 1 之间，不是 {alike}")
    documents = as_documents(texts)
    when = _year(documents) if year is None else year
    reports = of_year(documents, when) if when is not None else {}
    if len(reports) < 2:
        there = Counter(d.work_year for d in documents if d.place and d.work_year is not None)
        raise TextkitError(f"{when or ''}年认得出地方的报告不足两份，无法横向对照", hint="各年报告数：" + "、".join(f"{y} 年 {n}" for y, n in sorted(there.items())))
    assert when is not None                      # there are reports of it
    uppers = above(reports)
    commitments = {place: commitments_of(report.document) for place, report in reports.items()}
    own_fields = tuple(extra)
    rows = _rows(reports, commitments, when, alike, own_fields)
    demands = coverage(reports, uppers, commitments)
    notes = _notes(documents, reports, uppers, rows, demands, when)
    return Places(rows, [r.document for r in reports.values()], ranked(reports, uppers, when, indicators), demands, notes=notes,
                  options={"year": when, "alike": alike, "indicators": "、".join(indicators), "fields": "、".join(fields(own_fields))})


def _year(documents: Sequence[Document]) -> int | None:
    """The year of which most places have a report, the last of equals."""
    found = Counter(when for _, when in {(d.place, d.work_year) for d in documents if d.place} if when is not None)
    return max(found, key=lambda when: (found[when], when), default=None)


def _rows(reports: Mapping[str, Report], commitments: Mapping[str, Sequence[Commitment]], year: int, alike: float,
          extra: tuple[str, ...]) -> list[dict[str, Any]]:
    flat = [(place, c) for place, found in commitments.items() for c in found]
    number = {place: n for n, place in enumerate(reports)}
    found = families([c.words for _, c in flat], [number[place] for place, _ in flat], alike)
    reach: dict[int, set[str]] = defaultdict(set)
    for (place, _), (family, _) in zip(flat, found, strict=True):
        if family is not None:
            reach[family].add(place)
    names = {centre: n for n, centre in enumerate(sorted(reach, key=lambda centre: (-len(reach[centre]), centre)), 1)}
    return [_row(reports[place], c, year, extra) | {
        "shared": "shared" if family is not None else "own", "family": names[family] if family is not None else None,
        "family_name": " ".join(flat[family][1].text.split()) if family is not None else None,
        "places": len(reach[family]) if family is not None else 1, "likeness": round(likeness, 3) if family is not None else None,
    } for (place, c), (family, likeness) in zip(flat, found, strict=True)]


def _row(report: Report, c: Commitment, year: int, extra: tuple[str, ...]) -> dict[str, Any]:
    return {"place": report.place, "code": report.code, "level": report.level, "year": year, "field": field_of(c, extra),
            "quote": c.quote, "targets": c.targets, "task": c.task.id,
            "document": c.document.id, "file": c.document.source.path, "section": c.section or None, "start": c.source.start, "end": c.source.end}


def _notes(documents: Sequence[Document], reports: Mapping[str, Report], uppers: Mapping[str, str], rows: Sequence[Mapping[str, Any]],
           demands: Sequence[Mapping[str, Any]], year: int) -> list[str]:
    shared = sum(row["shared"] == "shared" for row in rows)
    tasks = len({row["family"] for row in rows if row["family"]})
    notes = [f"依据 {year} 年 {len(reports)} 个地方各一份报告，共 {len(rows)} 条任务分句；{shared} 条见于两地以上（归为 {tasks} 项共有任务），"
             f"{len(rows) - shared} 条只见于一地"]
    if uppers:
        count = Counter(row["words"] for row in demands)
        tops = list(dict.fromkeys(uppers.values()))
        notes.append(f"上级要求取自{'、'.join(tops)}的报告，对照 {len(uppers)} 个下级地方，{len(demands)} 组："
                     + "、".join(f"{WORDS[w]} {count[w]}" for w in WORDS) + "（未提及只说报告没有写，不等于没有做）")
    lacking = [place for place in reports if place not in uppers and place not in uppers.values()]
    if lacking:
        names = "、".join(lacking[:6]) + (f"等 {len(lacking)} 地" if len(lacking) > 6 else "")
        notes.append(f"没有上级同年报告、没有对照承接情况：{names}")
    others = {(d.place, d.work_year) for d in documents if d.place and d.work_year != year}
    elsewhere = sorted({p for p, _ in others if p} - set(reports))
    if elsewhere:
        notes.append(f"缺 {year} 年报告：{'、'.join(elsewhere[:10])}{f'等 {len(elsewhere)} 地' if len(elsewhere) > 10 else ''}")
    unnamed = sum((not d.place and d.level != "national") or d.work_year is None for d in documents)
    if unnamed:
        notes.append(f"{unnamed} 篇文档认不出地方或年份，没有计入")
    return notes
