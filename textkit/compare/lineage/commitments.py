"""What is linked: a task's items, each with its figures; a clause that only completes the one before stays with it.

启动县城第二水厂建设，3月底前完成选址论证，9月底前开工 is one commitment; 新建泵站3座，改造老旧小区14个 are two.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from textkit.compare.lineage.character_pairs import content, weight
from textkit.corpus.tables import section_path, target_words
from textkit.model import Document, Item, Quantity, RelativeTarget, Span, Task

__all__ = ["Commitment", "commitments_of"]

#: An item whose own words weigh less than this (about one name of two characters) says nothing alone.
BARE = 1.05
_ASSIGNS = re.compile("由|牵头|抓总|负责|会同|配合|协助|参与")


@dataclass(frozen=True, slots=True)
class Commitment:
    """One commitment of a report. ``span`` is half-open in the clean text; ``words`` is what it is compared by.

    ``long_term`` says that it is for more than the year (今后五年, 到2025年): its figures do not answer those of a year.
    """

    document: Document
    task: Task
    span: Span
    words: str
    topic: str
    figures: tuple[Quantity | RelativeTarget, ...]
    section: str
    long_term: bool = False

    @property
    def text(self) -> str:
        return self.span.of(self.document.text)

    @property
    def source(self) -> Span:
        """Where it stands in the source, half-open."""
        return self.document.source_span(*self.span)

    @property
    def quote(self) -> str:
        """The slice of the source on one line."""
        return " ".join(self.document.quote(*self.span).split())

    @property
    def targets(self) -> str | None:
        """Its figures in words, joined by ；."""
        return "；".join(target_words(figure) for figure in self.figures) or None


def commitments_of(document: Document) -> list[Commitment]:
    """The commitments of all tasks of a document, in reading order."""
    return [c for task in document.tasks for c in _of_task(document, task)]


def _of_task(document: Document, task: Task) -> Iterator[Commitment]:
    own = tuple(unit.name for unit in task.units)
    groups: list[list[Item]] = []
    for item in task.items:
        if groups and _completes(item, groups[-1], task, document):
            groups[-1].append(item)
        else:
            groups.append([item])
    if len(groups) > 1 and _bare(groups[0], task, document):          # a lead-in with nothing of its own: 由县水利局牵头
        groups[:2] = [groups[0] + groups[1]]
    spans = [Span(g[0].span.start, g[-1].span.end) for g in groups] or [task.span]
    for span, items in zip(spans, groups or [[]], strict=True):
        figures = _figures(task, span)
        text = span.of(document.text)
        named = [f.indicator for f in figures if f.indicator and f.indicator not in text]
        topic = next((i.object for i in items if i.object), None) or next((f.indicator for f in figures if f.indicator), None) or text
        yield Commitment(document, task, span, content("，".join([*named, text]), document.place, drop=own), topic, figures,
                         section_path(document, task.section), _long_term(document, task, items))


def _figures(task: Task, span: Span) -> tuple[Quantity | RelativeTarget, ...]:
    return tuple(t for t in task.targets if span.start <= t.span.start < span.end)


def _long_term(document: Document, task: Task, items: list[Item]) -> bool:
    """Whether its own deadline, else the task's, lies two years or more after the year of the report."""
    ends = [i.deadline.end_date for i in items if i.deadline and i.deadline.end_date]
    if not ends and task.deadline and task.deadline.end_date:
        ends = [task.deadline.end_date]
    return bool(ends) and document.work_year is not None and int(max(ends)[:4]) > document.work_year + 1


def _bare(items: list[Item], task: Task, document: Document) -> bool:
    text = Span(items[0].span.start, items[-1].span.end).of(document.text)
    return weight(content(_ASSIGNS.sub("，", text), document.place, drop=tuple(unit.name for unit in task.units))) < BARE


def _completes(item: Item, before: list[Item], task: Task, document: Document) -> bool:
    """Whether an item only says how far, by when or how much of what the one before names."""
    if _bare([item], task, document):
        return True
    figures = _figures(task, item.span)
    earlier = "".join(i.text for i in before)
    return bool(figures) and all(
        f.indicator and len(f.indicator) > 3 and f.indicator not in item.text and _flat(f.indicator)[:4] in _flat(earlier) for f in figures)


def _flat(words: str) -> str:
    return re.sub(r"\W", "", words)
