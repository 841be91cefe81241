"""One person's sitting over the tasks of a corpus: what they say of a task is a line in the file of corrections at once.

Everything that is known of a review is in that file, so that a page that is loaded again, a new kernel and a colleague's
notebook all show the same.
"""

from __future__ import annotations

import re
import secrets
from collections.abc import Iterator
from datetime import date, datetime
from functools import cached_property
from pathlib import Path
from typing import NamedTuple

from textkit.corpus import Corpus, apply, read_corrections
from textkit.corpus.appending import append_lines, check_header
from textkit.corpus.correcting import VALUES, Corrected, value
from textkit.corpus.corrections import HEADER, Correction, as_line
from textkit.model import Document, Span, Task, TextkitError, fold, task_id

__all__ = ["Sitting", "Touched"]

LONGEST = 2000           # characters of a value; more is a paragraph that somebody pasted by mistake
_DAY = re.compile(r"(\d{4})\s*[-/.年]\s*(\d{1,2})\s*[-/.月]\s*(\d{1,2})\s*日?")


class Touched(NamedTuple):
    """What an action was about: the number of the document in the corpus, and the task (None for the document as a whole)."""

    document: int
    task: str | None


class Sitting:
    """A corpus under review. ``path`` holds the corrections (made at the first action), ``who`` is written into them.

    Actions raise TextkitError where the file cannot be written, or they make no sense; nothing has changed then.
    """

    def __init__(self, corpus: Corpus, path: str | Path, who: str) -> None:
        self.corpus, self.path, self.who = corpus, Path(path), who
        self._numbers = {document.id: number for number, document in enumerate(corpus)}
        self._done: list[tuple[Touched, list[str]]] = []
        self._undone: list[tuple[Touched, list[str]]] = []
        self._load()

    def _load(self) -> None:
        check_header(self.path, HEADER)
        self._seen = self._signature()
        self.lines = list(read_corrections(self.path)) if self._seen else []
        self._of: dict[int, list[Correction]] = {}
        self._states: dict[int, Corrected] = {}
        strays = [line for line in self.lines if self._home(line) is None]
        placed = apply(self.corpus, strays) if strays else None
        self._moved = {a.correction.task: self._numbers[a.document] for a in placed.attached} if placed else {}
        self._stray = placed.lost if placed else ()
        for line in self.lines:
            self._sort_in(line)

    def _home(self, line: Correction) -> int | None:
        """The document that a correction names; None where the corpus has none of that id."""
        owner = line.task if line.field == "complete" else line.task.rsplit(".", 2)[0]
        return self._numbers.get(owner)

    def _sort_in(self, line: Correction) -> None:
        number = self._home(line)
        number = self._moved.get(line.task) if number is None else number
        if number is not None:
            self._of.setdefault(number, []).append(line)
            self._states.pop(number, None)

    def _signature(self) -> tuple[int, int] | None:
        if not self.path.exists():
            return None
        found = self.path.stat()
        return found.st_size, found.st_mtime_ns

    def refresh(self) -> bool:
        """Read the file again where somebody else has written to it; True where they have."""
        if self._signature() == self._seen:
            return False
        self._load()
        return True

    # what is there

    def document(self, number: int) -> Document:
        if not 0 <= number < len(self._numbers):
            raise TextkitError(f"没有第 {number + 1} 篇文档")
        return self.corpus[number]

    def state(self, number: int) -> Corrected:
        """The document as corrected (``.corpus[0]``), with what was reviewed and rejected in it."""
        if number not in self._states:
            self._states[number] = apply([self.document(number)], self._of.get(number, ()))
        return self._states[number]

    def task(self, number: int, task: str) -> Task:
        """A task as corrected, one that was rejected as extracted. Raises TextkitError where there is none."""
        for each in (*self.state(number).corpus[0].tasks, *self.document(number).tasks):
            if each.id == task:
                return each
        raise TextkitError("没有这项任务", hint="别处可能刚改过；请重新打开这篇文档")

    def held(self, number: int) -> dict[str, dict[str, Correction]]:
        """The corrections that hold in a document, by the id of the task that they were attached to, and field."""
        out: dict[str, dict[str, Correction]] = {}
        for attached in self.state(number).attached:
            out.setdefault(attached.match.id, {})[attached.correction.field] = attached.correction
        return out

    @property
    def lost(self) -> list[tuple[Correction, str]]:
        """The corrections that found no task, each with the reason."""
        return [*self._stray, *(each for number in sorted(self._of) for each in self.state(number).lost)]

    @cached_property
    def sizes(self) -> list[int]:
        """How many tasks were extracted from each document."""
        return [len(document.tasks) for document in self.corpus]

    def progress(self, number: int) -> tuple[int, int, bool]:
        """How many tasks of a document were reviewed (rejected ones too), of how many, and whether it is complete."""
        if number not in self._of:
            return 0, self.sizes[number], False
        state = self.state(number)
        now = state.corpus[0]
        dropped = len({task.id for task in self.document(number).tasks} & state.rejected)
        reviewed = sum(task.id in state.reviewed for task in now.tasks) + dropped
        return reviewed, len(now.tasks) + dropped, now.id in state.complete

    # what a person does

    def accept(self, number: int, task: str) -> Touched:
        """Everything that is said of the task is right; one that was rejected is taken back first."""
        lines: list[Correction] = []
        now, held = self.task(number, task), self.held(number).get(task, {})
        refused = held.get("task")
        if task in self.state(number).rejected and refused is not None:
            lines.append(self._back(refused) if "key" in refused.more else self._line(number, now, "task", "", now.text))
        seen = {name: said for name in VALUES if (said := value(now, name))}
        lines.append(self._line(number, now, "reviewed", "", "yes", values=seen))
        return self._write(Touched(number, task), lines)

    def reject(self, number: int, task: str) -> Touched:
        """It is no task."""
        now = self.task(number, task)
        return self._write(Touched(number, task), [self._line(number, now, "task", now.text, "")])

    def set(self, number: int, task: str, field: str, new: str) -> Touched:
        """A field is to be ``new``; one that is so already has been found right."""
        if field not in (*VALUES, "task"):
            raise TextkitError(f"不能改 {field}")
        new = _day(" ".join(new.split())) if field == "deadline" else " ".join(new.split())
        if len(new) > LONGEST:
            raise TextkitError(f"太长了：{len(new)} 字，至多 {LONGEST} 字")
        now = self.task(number, task)
        return self._write(Touched(number, task), [self._line(number, now, field, value(now, field), new)])

    def move(self, number: int, task: str, start: int, end: int) -> Touched:
        """The task is ``text[start:end]`` of the clean text."""
        span = self._marked(number, start, end)
        now, document = self.task(number, task), self.document(number)
        return self._write(Touched(number, task), [self._line(number, now, "span", now.span.of(document.text), span.of(document.text))])

    def add(self, number: int, start: int, end: int) -> Touched:
        """A task that was missing stands at ``text[start:end]`` of the clean text."""
        span, document = self._marked(number, start, end), self.document(number)
        words = span.of(document.text)
        if any(task.span == span for task in self.state(number).corpus[0].tasks):
            raise TextkitError("这里已经有一项同样的任务")
        name = self._free(number, words)
        where = document.source_span(*span)
        line = Correction(name, "added", "", words, self.who, _now(), words, document.source.path,
                          {"key": secrets.token_hex(6), "start": where.start, "end": where.end})
        return self._write(Touched(number, name), [line])

    def complete(self, number: int, yes: bool) -> Touched:
        """Every task of the document has been looked at, and none is missing (or not so, any more)."""
        document, (reviewed, total, _) = self.document(number), self.progress(number)
        if yes and reviewed < total:
            raise TextkitError(f"还有 {total - reviewed} 项任务未复核", hint="都看过之后再标为复核完毕")
        line = Correction(document.id, "complete", "", "yes" if yes else "", self.who, _now(), document.title or "",
                          document.source.path, {"key": secrets.token_hex(6), "sha256": document.source.sha256})
        return self._write(Touched(number, None), [line])

    def undo(self) -> Touched | None:
        """Take back the last action of this sitting; None where there is none."""
        return self._reverse(self._done, self._undone)

    def redo(self) -> Touched | None:
        """Do again what was taken back last; None where there is nothing."""
        return self._reverse(self._undone, self._done)

    def _reverse(self, of: list[tuple[Touched, list[str]]], to: list[tuple[Touched, list[str]]]) -> Touched | None:
        if not of:
            return None
        touched, keys = of[-1]
        by_key = {line.more.get("key"): line for line in self._of.get(touched.document, ())}
        lines = [self._back(by_key[key]) for key in reversed(keys) if key in by_key]
        self._append(lines)
        of.pop()
        to.append((touched, [str(line.more["key"]) for line in lines]))
        return touched

    # how it is written

    def _write(self, touched: Touched, lines: list[Correction]) -> Touched:
        self._append(lines)
        self._done.append((touched, [str(line.more["key"]) for line in lines]))
        self._undone.clear()
        return touched

    def _append(self, lines: list[Correction]) -> None:
        self.refresh()
        before = append_lines(self.path, map(as_line, lines), header=HEADER)
        if before != (self._seen[0] if self._seen else 0):
            self._load()                          # somebody else wrote between the two
            return
        self._seen = self._signature()
        self.lines += lines
        for line in lines:
            self._sort_in(line)

    def _line(self, number: int, task: Task, field: str, old: str, new: str, **more: object) -> Correction:
        """One correction of a task, called by the text that it was extracted with and, once, by the id it had before."""
        document = self.document(number)
        text = next((each.text for each in document.tasks if each.id == task.id), task.span.of(document.text))
        before = {line.task for line in self.held(number).get(task.id, {}).values()} - {task.id}
        was = {"was": min(before)} if before else {}
        return Correction(task.id, field, old, new, self.who, _now(), text, document.source.path, {"key": secrets.token_hex(6), **was, **more})

    def _back(self, line: Correction) -> Correction:
        """The line that takes ``line`` back."""
        return Correction(line.task, line.field, line.new, line.old, self.who, _now(), line.text, line.file,
                          {"key": secrets.token_hex(6), "undo": line.more["key"]})

    def _marked(self, number: int, start: int, end: int) -> Span:
        """What was marked, without the white space around it."""
        text = self.document(number).text
        words = text[max(start, 0) : max(end, 0)]
        if not words.strip():
            raise TextkitError("没有选中文字", hint="先在原文里用鼠标选中一段")
        first = max(start, 0) + len(words) - len(words.lstrip())
        return Span(first, first + len(words.strip()))

    def _free(self, number: int, words: str) -> str:
        """An id for a new task, of the kind that extraction gives, that no other has."""
        document = self.document(number)
        used = {line.task for line in self._of.get(number, ())} | {task.id for task in document.tasks}
        return next(name for name in _ids(document, words) if name not in used)


def _ids(document: Document, words: str) -> Iterator[str]:
    number = 0
    while True:
        number += 1
        yield task_id(document.id, fold(words), number)


def _now() -> str:
    return datetime.now().isoformat(timespec="seconds")


def _day(words: str) -> str:
    """A day however it was typed as ISO; other words as they are. ``_day("2031年6月1日")`` is ``2031-06-01``."""
    match = _DAY.fullmatch(words)
    if match is None:
        return words
    try:
        return date(*map(int, match.groups())).isoformat()
    except ValueError as error:
        raise TextkitError(f"没有这一天：{words}") from error

