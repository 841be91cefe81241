"""Targets side by side over the years: those of the 主要预期目标 by indicator, those of other tasks by thread."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import pairwise
from typing import Any, NamedTuple

from textkit.compare.indicators import resolve
from textkit.compare.lineage.changes import change_of
from textkit.compare.lineage.threads import Thread
from textkit.compare.promises import measures_change, promises
from textkit.corpus.tables import target_words
from textkit.model import Document, Quantity, RelativeTarget, Span

__all__ = ["series_of"]

MAIN, OTHER = "主要预期目标", "任务线"


class _Point(NamedTuple):
    """One figure of a series: as a number where it is one, in words, and where it stands."""

    value: float | None
    words: str
    where: str


def series_of(documents: Sequence[Document], lines: Mapping[str, Sequence[Thread]]) -> tuple[list[dict[str, Any]], list[int]]:
    """Rows place × indicator × measure with one entry per year (None where no target is set), and the years.

    ``change`` is the last number minus the first, None where either is in words or in another unit.
    """
    when = sorted({d.work_year for d in documents if d.work_year is not None})
    rows: list[dict[str, Any]] = []
    for place, threads in lines.items():
        points: dict[tuple[str, str, str | None], dict[int, _Point]] = {}
        for document in documents:
            if document.place == place and document.work_year is not None:
                for key, point in _main(document):
                    points.setdefault(key, {}).setdefault(document.work_year, point)
        _relative_joined(points)
        rows += [_row(place, key, found, when, MAIN) for key, found in points.items()]
        known = {key[0] for key in points}
        for thread in threads:
            rows += [_row(place, key, found, when, f"{OTHER}{thread.number}") for key, found in _of_thread(thread).items() if key[0] not in known]
    return rows, when


def _row(place: str, key: tuple[str, str, str | None], found: Mapping[int, _Point], when: Sequence[int], basis: str) -> dict[str, Any]:
    numbers = [found[year].value for year in sorted(found)]
    change = None if len(numbers) < 2 or numbers[0] is None or numbers[-1] is None else round(numbers[-1] - numbers[0], 6)
    return {"place": place, "indicator": key[0], "measure": key[1], "unit": key[2], **{str(y): found[y].words if y in found else None for y in when},
            "change": change, "basis": basis, "where": "；".join(found[y].where for y in sorted(found))}


def _main(document: Document) -> list[tuple[tuple[str, str, str | None], _Point]]:
    out = []
    for p in promises(document, "main", document.work_year):
        q = p.number
        measure = "growth" if q is None or p.is_rate else "level"
        out.append(((p.indicator.name, measure, q.unit if q else None), _point(document, p.figure, p.place.span)))
    return out


def _relative_joined(points: dict[tuple[str, str, str | None], dict[int, _Point]]) -> None:
    """A target in words (与经济增长同步) joins the numbers of its indicator, where one year has the one and another the other."""
    for name, measure, unit in [key for key in points if key[2] is None]:
        fits = [key for key in points if key[0] == name and key[2] is not None and not points[key].keys() & points[name, measure, unit].keys()]
        if fits:
            best = min(fits, key=lambda key: (key[1] != measure, str(key)))
            points[best].update(points.pop((name, measure, unit)))


def _point(document: Document, figure: Quantity | RelativeTarget, span: Span) -> _Point:
    source = document.source_span(*span)
    value = (figure.low if figure.low is not None else figure.high) if isinstance(figure, Quantity) else None
    return _Point(value, _words(figure), f"{document.source.path}[{source.start},{source.end})")


def _words(figure: Quantity | RelativeTarget) -> str:
    return figure.quote if isinstance(figure, Quantity) else target_words(figure)


def _of_thread(thread: Thread) -> dict[tuple[str, str, str | None], dict[int, _Point]]:
    """The figures of a thread that answer each other from year to year, by indicator; a target that stands in one year only is none."""
    out: dict[tuple[str, str, str | None], dict[int, _Point]] = {}
    known: dict[Span, tuple[str, str, str | None]] = {}      # a figure of the year before → its series
    for first, second in pairwise(thread.years):
        following: dict[Span, tuple[str, str, str | None]] = {}
        for a in thread.members[first]:
            for b in thread.members[second]:
                change = change_of(a, b)
                if change is None or change.later.span in following:
                    continue
                indicator = resolve(change.later.indicator or "", b.document.place)
                key = known.get(change.earlier.span)
                if key is None:
                    key = (indicator.name, "growth" if measures_change(change.later, indicator) else "level", change.later.unit)
                    out.setdefault(key, {}).setdefault(first, _point(a.document, change.earlier, change.earlier.span))
                out.setdefault(key, {}).setdefault(second, _point(b.document, change.later, change.later.span))
                following[change.later.span] = key
        known = following
    return out
