"""Which places × years are there, and which are missing."""

from __future__ import annotations

from collections import Counter, defaultdict
from typing import Any

from textkit.report.comparative.model import Finding, Matrix, Measure, Passage, Section
from textkit.report.comparative.study import Study
from textkit.report.labels import word

__all__ = ["LEAD", "NAME", "TITLE", "build"]

NAME = "coverage"
TITLE = ("覆盖情况", "Coverage")
LEAD = ("每个地方每一年有没有工作报告。横向、纵向的比较只在有报告的格子之间成立；缺的格子不作任何推断。",
        "Whether each place has a work report for each year. Comparisons hold between the cells that are there; nothing is inferred for the others.")
#: status → shade (0 to 1), sign, name
_STATUS: dict[str, tuple[float, str, tuple[str, str]]] = {
    "present": (1.0, "●", ("有", "there")), "duplicate": (0.85, "◉", ("有，另有重复文本", "there, more than one text")),
    "length_outlier": (0.6, "◐", ("有，长短异常", "there, of odd length")), "excerpt": (0.45, "◔", ("只有节选", "excerpt only")),
    "year_conflict": (0.3, "？", ("年份有出入", "year in doubt")), "missing": (0.0, "—", ("缺", "missing")),
}


def build(study: Study) -> Section:
    table = study.corpus.coverage()
    rows: list[dict[str, Any]] = [dict(zip(table.columns, values, strict=True)) for values in table.itertuples(index=False)]
    places = list(dict.fromkeys(row["place"] for row in rows))
    years = sorted({int(row["year"]) for row in rows})
    cells: dict[tuple[str, int], dict[str, Any]] = {(row["place"], int(row["year"])): row for row in rows}
    there = sum(row["status"] != "missing" for row in rows)
    complete = sum(all(cells[place, year]["status"] != "missing" for year in years) for place in places)
    say = study.say
    findings = [
        Finding(say(f"{len(places)} 个地方、{len(years)} 个年份共 {len(rows)} 格，有工作报告的 {study.ratio(there, len(rows))}；"
                    f"各年齐全的地方 {study.ratio(complete, len(places))}。",
                    f"Of {len(rows)} cells ({len(places)} places, {len(years)} years) {study.ratio(there, len(rows))} have a work report; "
                    f"places that have every year: {study.ratio(complete, len(places))}."),
                say("分母：认得出地方和年份的工作报告所涉的地方 × 首年至末年", "of: places with a report that names place and year × first to last year")),
    ]
    doubtful = Counter(row["status"] for row in rows if row["status"] not in ("missing", "present"))
    if doubtful:
        listed = say("、", ", ").join(f"{say(*_STATUS[name][2])} {n}" for name, n in doubtful.items())
        findings.append(Finding(say(f"有 {sum(doubtful.values())} 格须留意：{listed}。", f"{sum(doubtful.values())} cells want a second look: {listed}."),
                                say(f"分母：{there} 格有报告", f"of: {there} cells with a report")))
    return Section(NAME, say(*TITLE), say(*LEAD), tuple(findings), (_matrix(study, places, years, cells), _kinds(study)),
                   notes=_notes(study, rows))


def _matrix(study: Study, places: list[str], years: list[int], cells: dict[tuple[str, int], dict[str, Any]]) -> Matrix:
    say = study.say
    found = [[cells[place, year] for year in years] for place in places]
    measure = Measure("status", say("有无", "Status"), "status", [[_STATUS[c["status"]][0] for c in line] for line in found],
                      [[f"{_STATUS[c['status']][1]} {say(*_STATUS[c['status']][2])}" for c in line] for line in found],
                      [[_opening(study, c) for c in line] for line in found])
    return Matrix("coverage", say("地方 × 年份：工作报告", "Places × years: work reports"), [study.short(p) for p in places], [str(y) for y in years], [measure],
                  row_places=list(places), column_years=list(years),
                  legend=[(shade, f"{sign} {say(*named)}") for shade, sign, named in _STATUS.values()])


def _opening(study: Study, cell: dict[str, Any]) -> Passage | None:
    """The beginning of the document that was chosen for a cell."""
    if cell["status"] == "missing":
        return None
    document = study.documents[study.number(str(cell["document_id"]))]
    start = document.span.start
    return Passage(study.number(document.id), start, min(start + 1, document.span.end))


def _kinds(study: Study) -> Matrix:
    """All documents by place and kind, those without a place too."""
    count: dict[str | None, Counter[str]] = defaultdict(Counter)
    for document in study.documents:
        count[document.place][document.doc_type] += 1
    kinds = sorted({kind for c in count.values() for kind in c}, key=lambda kind: (-sum(c[kind] for c in count.values()), kind))
    places = sorted(count, key=lambda place: (place is None, place or ""))
    values: list[list[float | None]] = [[float(count[place][kind]) for kind in kinds] for place in places]
    words = [[str(count[place][kind] or "") for kind in kinds] for place in places]
    return Matrix("kinds", study.say("地方 × 文种：全部文件", "Places × kinds: all documents"), [study.short(p) for p in places],
                  [word(f"doc_type.{kind}", study.lang) for kind in kinds], [Measure("documents", study.say("份数", "Documents"), "amount", values, words)],
                  row_places=list(places))


def _notes(study: Study, rows: list[dict[str, Any]]) -> tuple[str, ...]:
    remarks = [f"{study.short(row['place'])} {row['year']}：{row['note']}" for row in rows if row["status"] != "missing" and isinstance(row["note"], str)]
    unplaced = sum(not d.place or d.work_year is None for d in study.documents)
    if unplaced:
        remarks.append(study.say(f"{unplaced} 份文件认不出地方或年份，不在上面的格子里，但仍在任务清单和全文检索里。",
                                 f"{unplaced} documents name no place or year; they are not in these cells but in the list of tasks and in the search."))
    return tuple(remarks)
