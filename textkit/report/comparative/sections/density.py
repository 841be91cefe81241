"""Places × years: how much each report sets out, and how definitely."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Mapping

from textkit.model import Document, Task, TextkitError
from textkit.report.comparative.model import Finding, Matrix, Measure, Passage, Scale, Section
from textkit.report.comparative.study import Study

__all__ = ["LEAD", "NAME", "TITLE", "build"]

NAME = "matrix"
TITLE = ("地方与年份", "Places and years")
LEAD = ("每个地方每一年的文件提出了多少任务，其中多少写明了责任单位、时限、数字目标。写得明确不等于做得好，写得多也不等于做得多。",
        "How many tasks the documents of each place and year set, and how many of them name a unit, a deadline, a target. To write more definitely is not to do better.")


def build(study: Study) -> Section:
    cells: dict[tuple[str, int], list[Document]] = defaultdict(list)
    for document in study.documents:
        if document.place and document.work_year is not None:
            cells[document.place, document.work_year].append(document)
    if not cells:
        raise TextkitError(study.say("没有一份文件认得出地方和年份", "no document names its place and year"))
    say = study.say
    tasks = {cell: [task for d in documents for task in d.tasks] for cell, documents in cells.items()}
    size = {cell: sum(len(d.text) for d in documents) for cell, documents in cells.items()}
    places, years = sorted({p for p, _ in cells}), sorted({y for _, y in cells})
    grid = [[(place, year) for year in years] for place in places]
    passages = [[_opening(study, cells.get(cell)) for cell in line] for line in grid]

    def measure(name: str, label: str, scale: Scale, values: Mapping[tuple[str, int], float | None], form: str) -> Measure:
        """A measure of the cells; ``form`` is how its numbers are written."""
        return Measure(name, label, scale, [[values.get(cell) for cell in line] for line in grid],
                       [["" if cell not in cells else "—" if values[cell] is None else format(values[cell], form) for cell in line] for line in grid], passages)

    def share(holds: Callable[[Task], bool]) -> dict[tuple[str, int], float | None]:
        return {cell: sum(map(holds, found)) / len(found) if found else None for cell, found in tasks.items()}

    measures = [
        measure("tasks", say("任务数", "Tasks"), "amount", {cell: len(found) for cell, found in tasks.items()}, ",d"),
        measure("with_unit", say("写明责任单位的任务（%）", "Tasks with a unit (%)"), "share", share(lambda t: bool(t.units)), ".0%"),
        measure("with_deadline", say("写明时限的任务（%）", "Tasks with a deadline (%)"), "share", share(lambda t: t.deadline is not None), ".0%"),
        measure("with_target", say("有数字目标的任务（%）", "Tasks with a target (%)"), "share", share(lambda t: bool(t.targets)), ".0%"),
        measure("dense", say("每千字任务数", "Tasks per 1,000 characters"), "amount",
                {cell: 1000 * len(tasks[cell]) / size[cell] if size[cell] else None for cell in cells}, ".1f"),
        measure("characters", say("字数", "Characters"), "amount", size, ",d"),
    ]
    matrix = Matrix("matrix", say("地方 × 年份", "Places × years"), [study.short(p) for p in places], [str(y) for y in years], measures,
                    row_places=list(places), column_years=list(years),
                    note=say("一格是该地该年的全部文件；空格：没有文件。点开看文件。", "A cell is all documents of a place and year; empty: none. Open one to read."))
    return Section(NAME, say(*TITLE), say(*LEAD), tuple(_findings(study, tasks)), (matrix,))


def _opening(study: Study, documents: list[Document] | None) -> Passage | None:
    if not documents:
        return None
    longest = max(documents, key=lambda d: (d.doc_type == "work_report", len(d.text)))
    return Passage(study.number(longest.id), longest.span.start, min(longest.span.start + 1, longest.span.end))


def _findings(study: Study, tasks: dict[tuple[str, int], list[Task]]) -> list[Finding]:
    say = study.say
    counts = {cell: len(found) for cell, found in tasks.items() if found}
    if not counts:
        return []
    basis = say(f"分母：{len(counts)} 个有任务的“地方 × 年份”格", f"of: {len(counts)} cells (place × year) that have tasks")
    high, low = max(counts, key=lambda c: (counts[c], c)), min(counts, key=lambda c: (counts[c], c))
    out = []
    if len(counts) > 1:
        out.append(Finding(say(f"任务最多的是 {study.label(*high)}（{counts[high]} 项），最少的是 {study.label(*low)}（{counts[low]} 项）。",
                               f"Most tasks: {study.label(*high)} ({counts[high]}); fewest: {study.label(*low)} ({counts[low]})."), basis))
        named = {cell: sum(bool(t.targets) for t in tasks[cell]) / counts[cell] for cell in counts}
        top = max(named, key=lambda c: (named[c], c))
        out.append(Finding(say(f"有数字目标的任务占比最高的是 {study.label(*top)}：{counts[top]} 项任务中的 {named[top]:.0%}。",
                               f"The largest share of tasks with a target: {study.label(*top)}, {named[top]:.0%} of {counts[top]} tasks."), basis))
    return out
