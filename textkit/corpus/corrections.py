"""What people corrected of the tasks of a document, and putting it back after every new extraction.

The file is JSON lines in UTF-8: a first line ``{"textkit": "corrections"}``, then one object a line with

- ``task``: the id of the task, ``text``: its text, by which it is found again where the id has changed,
- ``field``: what was corrected (:data:`FIELDS`), ``old`` and ``new``: its value before and after, as text,
- ``who`` and ``when`` (ISO date or time) corrected it, ``file``: the file of the task (may be empty).

Lines are only added; of two corrections of one field the later (by ``when``, then by place) holds. Keys that this
version does not know are kept. Notebooks and ledgers write the same file.
"""

from __future__ import annotations

import dataclasses
import json
from collections.abc import Iterable, Sequence
from dataclasses import asdict, dataclass, replace
from datetime import date
from pathlib import Path
from typing import Any, NamedTuple

from textkit.corpus.corpus import Corpus
from textkit.corpus.likeness import Match, pair
from textkit.extract import times
from textkit.extract.aliases import canonical
from textkit.extract.unit_names import classify
from textkit.model import ROLES, Deadline, Document, Role, Span, Task, TextkitError, Unit, _report

__all__ = ["FIELDS", "Attached", "Corrected", "Correction", "apply", "read_corrections", "save_corrections"]

#: What can be corrected: the units of a role (names joined by 、), ``deadline`` (ISO date or words; empty for none),
#: ``task`` (its wording; empty where it is no task).
FIELDS = (*ROLES, "deadline", "task")
_KEYS = ("task", "field", "old", "new", "who", "when", "text", "file")
HEADER = '{"textkit": "corrections"}\n'
RULE = "corrected"


@dataclass(frozen=True, slots=True)
class Correction:
    """One value that a person set; see the module for its parts. ``more`` holds keys of the file unknown here."""

    task: str
    field: str
    old: str
    new: str
    who: str
    when: str
    text: str
    file: str = ""
    more: dict[str, Any] = dataclasses.field(default_factory=dict, compare=False)


class Attached(NamedTuple):
    """A correction and the task it was attached to. ``moved`` where the extracted value is no longer the ``old`` one."""

    correction: Correction
    match: Match
    moved: bool


class Corrected(NamedTuple):
    """The corrected documents, which correction went where, and those that found no task, each with the reason."""

    corpus: Corpus
    attached: tuple[Attached, ...]
    lost: tuple[tuple[Correction, str], ...]


def _line(correction: Correction) -> str:
    record = asdict(correction)
    more = record.pop("more")
    return json.dumps({**record, **more}, ensure_ascii=False)


def read_corrections(path: str | Path) -> tuple[Correction, ...]:
    """The corrections of a file, in order. Raises TextkitError, with the line, where one is damaged or incomplete."""
    try:
        lines = Path(path).read_text(encoding="utf-8-sig").split("\n")
    except (OSError, UnicodeDecodeError) as error:
        raise TextkitError(f"读不了这个更正文件（{error}）", path=str(path), hint="应是 UTF-8 编码的 JSON 行") from error
    out: list[Correction] = []
    for number, line in enumerate(lines, 1):
        if not line.strip() or number == 1 and '"textkit"' in line:
            continue
        try:
            record = json.loads(line)
            if not isinstance(record, dict):
                raise ValueError("不是 JSON 对象")
            missing = [key for key in ("task", "field", "new", "text") if not isinstance(record.get(key), str)]
            if missing:
                raise ValueError(f"缺少 {'、'.join(missing)}")
        except (ValueError, RecursionError) as error:
            raise TextkitError(f"这一行不是更正（{error}）", path=str(path), place=f"第{number}行",
                               hint="每行应有 " + "、".join(_KEYS)) from error
        known = {key: str(record.get(key) or "") for key in _KEYS}
        out.append(Correction(**known, more={key: value for key, value in record.items() if key not in _KEYS}))
    return tuple(out)


def save_corrections(path: str | Path, corrections: Iterable[Correction]) -> Path:
    """Add corrections to a file (made where there is none); those that it holds already are not written twice.

    The file is replaced whole or not at all. Raises TextkitError where the file there is no file of corrections.
    """
    path = Path(path)
    held = list(read_corrections(path)) if path.exists() else []
    known = set(map(_line, held))
    for correction in corrections:
        line = _line(correction)
        if line not in known:
            known.add(line)
            held.append(correction)
    _report().write_lines(path, [_line(correction) for correction in held], header=HEADER)
    return path


def value(task: Task, name: str) -> str:
    """The present value of a field of a task, as corrections write it.

    ``lead`` of a task led by two is ``县教育局、县财政局``; ``deadline`` is its last day, else its words.
    """
    if name == "task":
        return task.text
    if name == "deadline":
        return (task.deadline.end_date or task.deadline.quote) if task.deadline else ""
    return "、".join(dict.fromkeys(unit.name for unit in task.units if unit.role == name))


def apply(documents: Corpus | Iterable[Document], corrections: Iterable[Correction]) -> Corrected:
    """The documents with their tasks corrected; nothing is raised for a correction that fits nowhere.

    A correction finds its task by id, else by likeness of text (≥ 0.8) in the same file, else in all documents. A
    corrected unit or deadline has the rule ``corrected``; its span is where the task names it, else empty at the task's
    end. A task whose ``task`` was corrected keeps span and id and has the new wording in ``text``.
    """
    corpus = documents if isinstance(documents, Corpus) else Corpus(tuple(documents))
    tasks = {task.id: (document, task) for document in corpus for task in document.tasks}
    latest: dict[tuple[str, str], Correction] = {}
    given = list(corrections)
    for correction in sorted(given, key=lambda c: c.when):    # stable: among equals the later line holds
        latest[(correction.task, correction.field)] = correction
    wanted = list(dict.fromkeys((c.task, next(o.text for o in given if o.task == c.task)) for c in latest.values()))
    matches = _matches(corpus, wanted, {c.task: c.file for c in given})
    attached: list[Attached] = []
    lost: list[tuple[Correction, str]] = []
    changed: dict[str, Task | None] = {}
    for correction in latest.values():
        match = matches.get(correction.task)
        if match is None:
            lost.append((correction, "没有找到这项任务，也没有足够相似的"))
        elif correction.field not in FIELDS:
            lost.append((correction, f"不认识的字段 {correction.field}"))
        else:
            document, extracted = tasks[match.id]
            now = value(extracted, correction.field)
            attached.append(Attached(correction, match, now not in (correction.old, correction.new)))
            before = changed.get(match.id, extracted)
            changed[match.id] = before and corrected(document, before, correction.field, correction.new)
    out = [replace(document, tasks=_put(document.tasks, changed)) for document in corpus]
    return Corrected(Corpus(out, failures=corpus.failures, disagreements=corpus._disagreements, options=corpus.options),
                     tuple(attached), tuple(lost))


def _put(tasks: Sequence[Task], changed: dict[str, Task | None]) -> tuple[Task, ...]:
    return tuple(new for task in tasks if (new := changed.get(task.id, task)) is not None)


def _matches(corpus: Corpus, wanted: Sequence[tuple[str, str]], files: dict[str, str]) -> dict[str, Match]:
    """In the file of the correction first; a file that was renamed leaves all documents to look in."""
    texts = {task.id: task.text for document in corpus for task in document.tasks}
    own: dict[str, set[str]] = {}
    for document in corpus:
        own.setdefault(document.source.path, set()).update(task.id for task in document.tasks)
    only = {key: frozenset(own[files[key]]) for key, _ in wanted if files.get(key) in own}
    found = pair(wanted, texts, only=only)
    left = [(key, text) for key, text in wanted if key not in found]
    free = {key: text for key, text in texts.items() if key not in {match.id for match in found.values()}}
    return {**found, **pair(left, free)}


def corrected(document: Document, task: Task, name: str, new: str) -> Task | None:
    """The task with one field set to ``new``; None where a corrected ``task`` is empty (it is no task).

    >>> from textkit.corpus.reading import read_text
    >>> document = read_text("各乡镇要在6月底前完成清淤。", date="2031-03-01")
    >>> corrected(document, document.tasks[0], "lead", "县水利局、县财政局").units[-1].name
    '县财政局'
    """
    if name == "task":
        return replace(task, text=new) if new.strip() else None
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
