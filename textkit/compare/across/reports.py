"""The reports of one year, one per place, and which of them is the level above which."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from textkit.compare.inputs import one_report_each
from textkit.model import Document
from textkit.structure.divisions import place_code

__all__ = ["NATION", "Report", "above", "of_year"]

NATION = "全国"


@dataclass(frozen=True, slots=True)
class Report:
    """The report of a place: its full name, its six-digit code (None where no list knows it) and its document."""

    place: str
    code: str | None
    document: Document

    @property
    def level(self) -> str:
        return self.document.level


def of_year(documents: Sequence[Document], year: int) -> dict[str, Report]:
    """Place → its report that lays out the work of ``year``, sorted by code, then name. The nation's stands as 全国."""
    found = {place: Report(place, place_code(place, year), d) for (place, when), d in one_report_each(documents).items() if when == year}
    for d in documents:
        if d.level == "national" and d.work_year == year and (NATION not in found or len(d.text) > len(found[NATION].document.text)):
            found[NATION] = Report(NATION, "000000", replace(d, place=NATION))
    return dict(sorted(found.items(), key=lambda item: (item[1].code or "999999", item[0])))


def above(reports: Mapping[str, Report]) -> dict[str, str]:
    """Place → the nearest level above whose report is there: its prefecture, else its province, else the nation.

    A place that no list knows is below the one that its full name begins with: 云岫市砚川县 is below 云岫市.
    """
    by_code = {r.code: place for place, r in reports.items() if r.code}
    out: dict[str, str] = {}
    for place, report in reports.items():
        code = report.code
        uppers = [by_code.get(c) for c in (code[:4] + "00", code[:2] + "0000", "000000")] if code else [
            *sorted((p for p in reports if p != place and place.startswith(p)), key=len, reverse=True)]
        nearest = next((u for u in uppers if u is not None and u != place), None)
        if nearest is not None:
            out[place] = nearest
    return out
