"""Putting what people corrected back onto the tasks of documents, after every new extraction.

The file that corrections are kept in is that of :mod:`textkit.corpus.corrections`.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from pathlib import Path
from typing import NamedTuple

from textkit.corpus.corpus import Corpus
from textkit.corpus.corrections import FIELDS, Correction, standing
from textkit.corpus.likeness import Match, pair
from textkit.corpus.locating import locate, task_at
from textkit.extract import times
from textkit.extract.aliases import canonical
from textkit.extract.unit_names import classify
from textkit.model import ROLES, Deadline, Document, Role, Span, Task, Unit

__all__ = ["VALUES", "Attached", "Corrected", "apply", "corrected", "value"]

RULE = "corrected"
#: The fields whose values a person who finds a task right has seen.
VALUES = (*ROLES, "deadline")


class Attached(NamedTuple):
    """A correction, what it was attached to, and the document of that. ``moved`` where the extracted value is no longer
    the ``old`` one."""

    correction: Correction
    match: Match
    moved: bool
    document: str


class Corrected(NamedTuple):
    """The corrected documents, which correction went where, and those that found no task, each with the reason.

    ``reviewed`` are the ids of the tasks that a person found right, ``rejected`` of those that are none, ``complete`` of the
    documents of which a person said that nothing is missing.
    """

    corpus: Corpus
    attached: tuple[Attached, ...]
    lost: tuple[tuple[Correction, str], ...]
    reviewed: frozenset[str] = frozenset()
    rejected: frozenset[str] = frozenset()
    complete: frozenset[str] = frozenset()

    def pending(self, document: Document) -> str | None:
        """Why a document of ``corpus`` is not reviewed whole, in Chinese; None where it is."""
        left = sum(task.id not in self.reviewed for task in document.tasks)
        if left:
            return f"还有 {left} 项任务未复核"
        return None if document.id in self.complete else "没有标为“本篇复核完毕”（有没有遗漏的任务还没有确认）"


def value(task: Task, name: str) -> str:
    """The present value of a field of a task, as corrections write it.

    ``lead`` of a task led by two is ``县教育局、县财政局``; ``deadline`` is its last day, else its words.
    """
    if name in ROLES:
        return "、".join(dict.fromkeys(unit.name for unit in task.units if unit.role == name))
    if name == "deadline":
        return (task.deadline.end_date or task.deadline.quote) if task.deadline else ""
    return task.text if name in ("task", "span", "added") else ""


@dataclass
class _Work:
    """What comes of the corrections while they are put on, one task after another."""

    changed: dict[str, Task | None] = field(default_factory=dict)
    added: dict[str, list[Task]] = field(default_factory=dict)          # by document
    attached: list[Attached] = field(default_factory=list)
    lost: list[tuple[Correction, str]] = field(default_factory=list)
    reviewed: set[str] = field(default_factory=set)
    rejected: set[str] = field(default_factory=set)
    complete: set[str] = field(default_factory=set)


_Place = tuple[Document, Task, Match]


class _Homes:
    """The documents of each file, found by its path, else (it was moved, or read by itself) by its name."""

    def __init__(self, corpus: Corpus) -> None:
        self._by: dict[str, list[Document]] = {}
        for document in corpus:
            for name in {document.source.path, Path(document.source.path).name}:
                self._by.setdefault(name, []).append(document)

    def of(self, file: str) -> list[Document]:
        return self._by.get(file) or self._by.get(Path(file).name, [])


def apply(documents: Corpus | Iterable[Document], corrections: Iterable[Correction]) -> Corrected:
    """The documents with their tasks corrected; nothing is raised for a correction that fits nowhere.

    A correction finds its task by id, else by likeness of text (≥ 0.8) in the same file, else, where that file is
    not there, in all documents. A task that was corrected or added has the rule ``corrected``, and so have its corrected units and deadline; their span is where
    the task names them, else empty at the task's end. A task whose ``task`` was corrected keeps span and id and has the new
    wording in ``text``. A task that a person added, or found right, and that the extraction does not find (any more) is
    made from the words where they stand.
    """
    corpus = documents if isinstance(documents, Corpus) else Corpus(tuple(documents))
    whole = {document.id: document for document in corpus}
    tasks = {task.id: (document, task) for document in corpus for task in document.tasks}
    groups = standing(corrections)
    ends = {key: fields.pop("complete") for key, fields in groups.items() if "complete" in fields}
    groups = {key: fields for key, fields in groups.items() if fields}
    found = _found(corpus, tasks, groups)
    work = _Work()
    for key, end in ends.items():
        _complete(corpus, whole.get(key), end, work)
    for key, fields in groups.items():
        if key not in found:
            work.lost += [(correction, "没有找到这项任务，也没有足够相似的") for correction in fields.values()]
            continue
        document, task, match = found[key]
        if task.id not in tasks:
            work.added.setdefault(document.id, []).append(task)
        _put(document, task, fields, match, work)
    out = [replace(document, tasks=_tasks(document, work)) for document in corpus]
    return Corrected(Corpus(out, failures=corpus.failures, disagreements=corpus._disagreements, options=corpus.options),
                     tuple(work.attached), tuple(work.lost), frozenset(work.reviewed), frozenset(work.rejected),
                     frozenset(work.complete))


def _complete(corpus: Corpus, document: Document | None, correction: Correction, work: _Work) -> None:
    """By id, else (the file was moved) the one document of the same content and title; the text must be what was reviewed."""
    content = correction.more.get("sha256")
    same = [document] if document is not None else [d for d in corpus if (d.title or "") == correction.text and content]
    same = [d for d in same if d.source.sha256 == content or not content]
    if len(same) != 1:
        work.lost.append((correction, "这篇文档不在这里，或复核之后改过"))
        return
    work.attached.append(Attached(correction, Match(same[0].id, "id", 1.0), False, same[0].id))
    if correction.new:
        work.complete.add(same[0].id)


def _tasks(document: Document, work: _Work) -> tuple[Task, ...]:
    both = [*document.tasks, *work.added.get(document.id, ())]
    kept = [new for task in both if (new := work.changed.get(task.id, task)) is not None]
    return tuple(sorted(kept, key=lambda task: task.span) if len(both) > len(document.tasks) else kept)


def _found(corpus: Corpus, tasks: Mapping[str, tuple[Document, Task]], groups: Mapping[str, Mapping[str, Correction]],
           ) -> dict[str, _Place]:
    """The task that the corrections of each key mean: by id; what was added, where its words stand; else by likeness; else
    what was found right, where its words stand."""
    homes = _Homes(corpus)
    found: dict[str, _Place] = {key: (*tasks[key], Match(key, "id", 1.0)) for key in groups if key in tasks}
    for key, fields in groups.items():
        if key not in found and "added" in fields:
            found |= _standing(corpus, homes, key, fields["added"])
    latest = {key: next((c for c in fields.values() if c.task == key), list(fields.values())[-1])
              for key, fields in groups.items() if key not in found}
    for key, match in _alike(corpus, homes, latest, {task.id for _, task, _ in found.values()}).items():
        found[key] = (*tasks[match.id], match)
    for key in latest:
        if key not in found and "reviewed" in groups[key]:
            found |= _standing(corpus, homes, key, groups[key]["reviewed"])
    return found


def _alike(corpus: Corpus, homes: _Homes, latest: Mapping[str, Correction], taken: Collection[str]) -> dict[str, Match]:
    """By likeness in the file of the correction; where that is not there, in all documents."""
    if not latest:
        return {}
    texts = {task.id: task.text for document in corpus for task in document.tasks if task.id not in taken}
    inside = {file: frozenset(task.id for document in homes.of(file) for task in document.tasks)
              for file in {correction.file for correction in latest.values()}}
    only = {key: inside[correction.file] for key, correction in latest.items() if homes.of(correction.file)}
    near = pair([(key, latest[key].text) for key in only], texts, only=only)
    left = [(key, correction.text) for key, correction in latest.items() if key not in only]
    free = {key: text for key, text in texts.items() if key not in {match.id for match in near.values()}}
    return {**near, **pair(left, free)}


def _standing(corpus: Corpus, homes: _Homes, key: str, said: Correction) -> dict[str, _Place]:
    """The task that a person added or found right, where its words stand: the one that was extracted there, else a new one
    with the id ``key``. Nothing where they stand nowhere, or in several documents."""
    words = said.new if said.field == "added" else said.text
    start = said.more.get("start")
    places = []
    for document in homes.of(said.file) or corpus:
        near = document.alignment.to_clean(start) if isinstance(start, int) else 0
        span = locate(document, words, near) if said.new else None
        if span is not None:
            places.append((document, span))
    if len(places) != 1:
        return {}
    document, span = places[0]
    task = next((task for task in document.tasks if task.span == span), None) or task_at(document, span, key)
    return {key: (document, task, Match(task.id, "place", 1.0))}


def _put(document: Document, extracted: Task, fields: Mapping[str, Correction], match: Match, work: _Work) -> None:
    """Set the fields of one task, boundaries first, then what a person saw and found right, then what they set."""
    task: Task | None = extracted
    said = fields.get("reviewed")
    if said is not None and said.new:
        work.reviewed.add(extracted.id)
        seen = said.more.get("values")
        task = _as_seen(document, extracted, seen if isinstance(seen, dict) else {}, said.text if match.how == "likeness" else "")
    for name in sorted(fields, key=lambda name: (name != "span", name == "task")):
        correction = fields[name]
        if name not in FIELDS:
            work.lost.append((correction, f"不认识的字段 {name}"))
            continue
        now = value(extracted, name)
        if name == "span" and locate(document, correction.new, extracted.span.start) is None:
            work.lost.append((correction, "文中找不到这段文字了"))
            continue
        work.attached.append(Attached(correction, match, name in VALUES and now not in (correction.old, correction.new), document.id))
        if task is not None and name not in ("added", "reviewed") and value(task, name) != correction.new:
            task = corrected(document, task, name, correction.new)
    if task is None:
        work.rejected.add(extracted.id)
    work.changed[extracted.id] = task if task is None or task == extracted else replace(task, rule=RULE)


def _as_seen(document: Document, task: Task, seen: Mapping[str, object], words: str) -> Task:
    """The task with the values that a person found right, and where it was found by likeness with its old boundaries."""
    span = locate(document, words, task.span.start, alike=False) if words else None
    out = task if span is None else replace(task_at(document, span, task.id), units=task.units, deadline=task.deadline)
    for name in VALUES:
        wanted = str(seen.get(name, ""))
        if value(out, name) != wanted:
            out = corrected(document, out, name, wanted) or out
    return out


def corrected(document: Document, task: Task, name: str, new: str) -> Task | None:
    """The task with one field set to ``new``; None where a corrected ``task`` is empty (it is no task).

    >>> from textkit.corpus.reading import read_text
    >>> document = read_text("各乡镇要在6月底前完成清淤。", date="2031-03-01")
    >>> corrected(document, document.tasks[0], "lead", "县水利局、县财政局").units[-1].name
    '县财政局'
    """
    if name == "task":
        return replace(task, text=new) if new.strip() else None
    if name == "span":
        span = locate(document, new, task.span.start)
        return replace(task_at(document, span, task.id), units=task.units, deadline=task.deadline) if span else task
    if name == "deadline":
        return replace(task, deadline=_deadline(document, task, new.strip()))
    role: Role = name  # type: ignore[assignment]
    names = [part.strip() for part in new.replace("；", "、").replace("，", "、").split("、")]
    units = tuple(_unit(document, task, part, role) for part in dict.fromkeys(names) if part)
    moved = {unit.name for unit in units}
    kept = tuple(unit for unit in task.units if unit.role != role and unit.name not in moved)
    return replace(task, units=kept + units)


def _span(document: Document, task: Task, words: str) -> Span:
    at = document.text.find(words, *task.span) if words else -1
    return Span(at, at + len(words)) if at >= 0 else Span(task.span.end, task.span.end)


def _unit(document: Document, task: Task, name: str, role: Role) -> Unit:
    full = canonical(name, date=document.date, level=document.level, place=document.place)
    kind = classify(name, True)
    return Unit(name, full, role, kind[0] if kind else "body", _span(document, task, name), RULE)


def _deadline(document: Document, task: Task, words: str) -> Deadline | None:
    if not words:
        return None
    span = _span(document, task, words)
    try:
        return Deadline(words, span, None, date.fromisoformat(words).isoformat(), None, RULE)
    except ValueError:
        found = times.find(words, 0, len(words), document.anchor)
        if not found:
            return Deadline(words, span, None, None, None, RULE)
        return replace(found[0], quote=words, span=span, rule=RULE)
