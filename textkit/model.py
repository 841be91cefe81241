"""The data that travels: frozen data classes, and the alignment that leads clean text back to its source.

Every span is half-open, ``[start, end)``, counted in Unicode code points. Spans of a :class:`Document` and of
everything below it count in ``document.text`` (the clean text); ``document.source_span`` leads them back to
``document.source.text``. What the text does not say is ``None``. This module imports nothing from textkit; the
display code is reached lazily through :func:`_report`.
"""

from __future__ import annotations

import errno
import hashlib
import re
import unicodedata
from bisect import bisect_left, bisect_right
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Literal, NamedTuple

__all__ = [
    "Alignment", "Anchor", "Deadline", "Document", "Edit", "Item", "Place", "Quantity", "RelativeTarget", "Section",
    "Segment", "Source", "Span", "Table", "Task", "TextkitError", "Unit", "document_id", "fold", "reason", "task_id",
]

Function = Literal["task", "heading", "achievement", "problem", "quoted", "exposition", "formula", "noise"]
FUNCTIONS: tuple[Function, ...] = (
    "task", "heading", "achievement", "problem", "quoted", "exposition", "formula", "noise",
)
Role = Literal["lead", "support", "responsible", "accountable", "leader"]
ROLES: tuple[Role, ...] = ("lead", "support", "responsible", "accountable", "leader")
UnitType = Literal["body", "post", "person", "group"]
Comparator = Literal["=", ">=", "<=", ">", "<", "about", "between"]
Direction = Literal["increase", "decrease", "level"]
Kind = Literal["target", "achievement", "other"]
Modality = Literal["must", "should", "encourage", "plan"]
Specificity = Literal["quantified", "deliverable", "general"]
DocType = Literal[
    "speech", "work_report", "work_plan", "research_report", "notice", "opinion", "summary", "other",
]
Level = Literal["national", "province", "city", "county", "township", "unknown"]


class TextkitError(Exception):
    """Every error that textkit raises on purpose: it names the file, the place in it and the way out."""

    def __init__(self, message: str, *, path: str | None = None, place: str | None = None, hint: str | None = None) -> None:
        self.message, self.path, self.place, self.hint = message, path, place, hint
        where = "，".join(part for part in (path, place) if part)
        super().__init__((f"{where}：" if where else "") + message + (f"。{hint}" if hint else ""))


_REASONS = {
    errno.ENOENT: "没有这个文件或文件夹", errno.EACCES: "没有权限", errno.EPERM: "没有权限", errno.EROFS: "只读",
    errno.EISDIR: "这是一个文件夹", errno.ENOTDIR: "路径中有一段不是文件夹", errno.EEXIST: "已经有了", errno.ENOSPC: "磁盘已满",
    errno.ENAMETOOLONG: "文件名太长", errno.EMFILE: "打开的文件太多", errno.EBUSY: "正被别的程序使用",
}


def reason(error: OSError) -> str:
    """Why the system refused, in Chinese where it is one of the usual reasons: ENOENT is “没有这个文件或文件夹”."""
    return _REASONS.get(error.errno or 0) or error.strerror or str(error)


class Span(NamedTuple):
    """A half-open stretch ``[start, end)`` in code points: ``Span(0, 2)`` of “全县上下” is “全县”."""

    start: int
    end: int

    def of(self, text: str) -> str:
        return text[self.start : self.end]


class Place(NamedTuple):
    """What a container calls the stretch of text from ``start`` to the next place: ``Place(0, "第1段")``."""

    start: int
    label: str


class Table(NamedTuple):
    """A table of a file: where its text stands (half-open) and its cells, a merged cell repeated in each it covers."""

    span: Span
    rows: tuple[tuple[str, ...], ...]


@dataclass(frozen=True, slots=True)
class Source:
    """What was read, untouched. ``meta`` holds what the container says (title, author, issuing body, date …).

    ``places`` (sorted by start) lead an offset back to the page, paragraph or cell it came from; ``tables`` hold the
    rows of the file's tables.
    """

    path: str
    text: str
    encoding: str
    sha256: str
    media_type: str = "text/plain"
    meta: Mapping[str, str] = field(default_factory=dict)
    places: tuple[Place, ...] = ()
    tables: tuple[Table, ...] = ()

    def place(self, offset: int) -> str | None:
        """What the container calls the place of ``text[offset]``: 第12段, 表1 第3行第2列, 第5页; None for a file without places."""
        i = bisect_right(self.places, offset, key=lambda place: place.start) - 1
        return self.places[i].label if i >= 0 else None


@dataclass(frozen=True, slots=True)
class Edit:
    """One repair, in source offsets: ``[start, end)`` of the source reads ``replacement`` in the clean text.

    ``rule`` is a short stable name. A rule that starts with ``noise.`` took away what is not the document's own
    text (menus, adverts, page numbers alone on a line). A zero-length edit with a rule that starts with ``mark.``
    changes nothing and only marks a place (a placeholder such as XX县). ``certain`` is False where a reader should
    have a look.
    """

    start: int
    end: int
    replacement: str
    rule: str
    certain: bool = True


class Alignment:
    """Maps offsets between a stretch of source and its clean text, from the edits between them.

    ``base`` and ``end`` bound the stretch in the source; ``edits`` are sorted, do not overlap and lie inside it
    (ValueError otherwise).

    >>> a = Alignment("我们坚决坚\\n2、信的", [Edit(5, 8, "", "page-number")])
    >>> a.text, tuple(a.to_source(3, 6)), a.to_clean(8)
    ('我们坚决坚信的', (3, 9), 5)
    """

    __slots__ = ("_clean", "_ends", "_one_to_one", "_source", "base", "end", "text")

    def __init__(self, source: str, edits: Sequence[Edit], base: int = 0, end: int | None = None) -> None:
        end = len(source) if end is None else end
        parts: list[str] = []
        clean: list[int] = []                     # where each piece starts in the clean text
        starts: list[int] = []                    # … and in the source
        ends: list[int] = []                      # … and where it ends there
        one_to_one: list[bool] = []
        length, at = 0, base

        def piece(text: str, start: int, stop: int) -> None:
            nonlocal length
            if text:
                parts.append(text)
                clean.append(length)
                starts.append(start)
                ends.append(stop)
                one_to_one.append(len(text) == stop - start)
                length += len(text)

        for edit in edits:
            if edit.start < at or edit.end < edit.start or edit.end > end:
                raise ValueError(f"edit {edit.rule} at {edit.start} overlaps another or lies outside {base}-{end}")
            if edit.start == edit.end and not edit.replacement:
                continue                          # a mark
            piece(source[at : edit.start], at, edit.start)
            piece(edit.replacement, edit.start, edit.end)
            at = edit.end
        piece(source[at:end], at, end)
        self.text = "".join(parts)
        self.base, self.end = base, end
        self._clean, self._source, self._ends, self._one_to_one = clean, starts, ends, one_to_one

    def to_source(self, start: int, end: int) -> Span:
        """The stretch of source behind the clean ``[start, end)``; an empty span stays empty."""
        if not self._clean:
            return Span(self.base, self.base)
        i = max(bisect_right(self._clean, start) - 1, 0)
        if self._one_to_one[i]:
            first = min(self._source[i] + start - self._clean[i], self._ends[i])
        else:
            first = self._source[i]
        if end <= start:
            return Span(first, first)
        j = max(bisect_left(self._clean, end) - 1, 0)
        last = self._source[j] + end - self._clean[j] if self._one_to_one[j] else self._ends[j]
        return Span(first, min(last, self._ends[j]))

    def to_clean(self, offset: int) -> int:
        """The clean offset of the first character that comes from ``offset`` or later."""
        i = bisect_right(self._source, offset) - 1
        if i < 0:
            return 0
        stop = self._clean[i + 1] if i + 1 < len(self._clean) else len(self.text)
        if offset >= self._ends[i]:
            return stop
        return self._clean[i] + (offset - self._source[i] if self._one_to_one[i] else 0)


@dataclass(frozen=True, slots=True)
class Anchor:
    """What relative times are resolved against: the document's own dates, never today.

    ``date`` is ISO and as exact as the text pins it down (``2014``, ``2014-07``, ``2014-07-05``); ``work_year`` is
    the year whose work the document lays out; ``plan`` is the period of the plan it is, (2021, 2023), if it is one.
    """

    date: str | None = None
    work_year: int | None = None
    plan: tuple[int, int] | None = None

    @property
    def year(self) -> int | None:
        return int(self.date[:4]) if self.date else self.work_year


@dataclass(frozen=True, slots=True)
class Section:
    """One node of the outline. ``level`` 1 is the highest in use; ``parent`` is an index into ``sections``.

    ``label`` is as written without brackets and stops (一, 1, 第一, 一是, 首先); ``span`` holds label and heading;
    ``extent`` runs from there to where the section ends.
    """

    level: int
    label: str
    heading: str
    span: Span
    extent: Span
    parent: int | None = None
    rule: str = ""


@dataclass(frozen=True, slots=True)
class Segment:
    """The smallest piece that one function can hold. ``section`` is an index into ``sections``."""

    span: Span
    section: int | None = None
    paragraph: int = 0
    function: Function = "exposition"
    rule: str = ""


@dataclass(frozen=True, slots=True)
class Unit:
    """Who is answerable. ``name`` as written, ``canonical`` its present name, ``span`` where it is named."""

    name: str
    canonical: str
    role: Role
    unit_type: UnitType
    span: Span
    rule: str = ""


@dataclass(frozen=True, slots=True)
class Deadline:
    """A time expression that bounds a task: ISO dates (first and last day that satisfy it) or a recurrence."""

    quote: str
    span: Span
    start_date: str | None = None
    end_date: str | None = None
    recurrence: str | None = None
    rule: str = ""


@dataclass(frozen=True, slots=True)
class Quantity:
    """An amount stated of something, 万 and 亿 multiplied out: 200余万元 is ``low`` 2000000, ``unit`` 元, ``>``."""

    quote: str
    span: Span
    low: float | None
    high: float | None
    unit: str | None
    comparator: Comparator
    direction: Direction
    indicator: str | None
    kind: Kind
    rule: str = ""


@dataclass(frozen=True, slots=True)
class RelativeTarget:
    """A target without a number of its own: 与经济增长同步, 高于全省平均水平0.5个百分点, 只增不减.

    ``reference`` is what it is measured against, ``margin`` by how much (in ``margin_unit``), null where not said.
    """

    quote: str
    span: Span
    indicator: str | None
    reference: str
    comparator: Comparator
    margin: float | None = None
    margin_unit: str | None = None
    direction: Direction = "level"
    rule: str = ""


@dataclass(frozen=True, slots=True)
class Item:
    """One clause of a task with its own verb and object or its own target."""

    span: Span
    text: str
    action: str | None
    object: str | None
    target: Quantity | RelativeTarget | None
    unit: Unit | None
    deadline: Deadline | None
    specificity: Specificity


@dataclass(frozen=True, slots=True)
class Task:
    """What somebody is committed or told to do. ``section`` is an index into the document's ``sections``."""

    id: str
    span: Span
    text: str
    action: str | None
    object: str | None
    modality: Modality
    units: tuple[Unit, ...]
    deadline: Deadline | None
    targets: tuple[Quantity | RelativeTarget, ...]
    items: tuple[Item, ...]
    section: int | None
    rule: str = ""


@dataclass(frozen=True, slots=True, eq=False)
class Document:
    """One document of a file. ``span`` is where it stands in the source; all other spans count in ``text``.

    ``edits`` (source offsets) are those between the file's previous document and the next, so that what was taken
    away before the first and after the last character is kept too. ``rules`` says which rule found each field.
    """

    id: str
    source: Source
    span: Span
    text: str
    edits: tuple[Edit, ...]
    alignment: Alignment
    title: str | None = None
    doc_type: DocType = "other"
    place: str | None = None
    level: Level = "unknown"
    date: str | None = None
    work_year: int | None = None
    speaker: str | None = None
    anchor: Anchor = Anchor()
    rules: Mapping[str, str] = field(default_factory=dict)
    sections: tuple[Section, ...] = ()
    segments: tuple[Segment, ...] = ()
    tasks: tuple[Task, ...] = ()
    quantities: tuple[Quantity, ...] = ()
    docvars: Mapping[str, Any] = field(default_factory=dict)

    def source_span(self, start: int, end: int) -> Span:
        """The stretch of ``source.text`` behind the clean ``[start, end)``."""
        return self.alignment.to_source(start, end)

    def quote(self, start: int, end: int) -> str:
        """The slice of the source behind the clean ``[start, end)``."""
        return self.source_span(start, end).of(self.source.text)

    @property
    def noise(self) -> tuple[Edit, ...]:
        """The edits that took away what is not the document's own text."""
        return tuple(e for e in self.edits if e.rule.startswith("noise."))

    def explain(self, start: int, end: int | None = None) -> Any:
        """Which rules made what stands at ``[start, end)`` of ``text`` what it is; shows itself as text."""
        return _report().explain(self, start, start + 1 if end is None else end)

    def _repr_html_(self) -> str:
        return str(_report().document_html(self))

    def __repr__(self) -> str:
        return f"<Document {self.id} {self.title or '（无题）'}：{len(self.text)} 字，{len(self.tasks)} 项任务>"


def _report() -> Any:
    """The one lazy way from the data to how it is shown."""
    from importlib import import_module

    return import_module("textkit.report")


_FOLD = re.compile(r"[\s\"'“”‘’《》「」]+")


def fold(text: str) -> str:
    """Fold width, case, spaces and quotation marks: what two texts are compared by. ``fold("ＡＢ “中”")`` is ``ab中``."""
    return _FOLD.sub("", unicodedata.normalize("NFKC", text)).lower()


def document_id(path: str, content: str, number: int = 1) -> str:
    """First 12 hex digits of sha256(relative path + content), and ``-n`` for the n-th document of a file (n > 1)."""
    digest = hashlib.sha256(f"{path}\n{content}".encode("utf-8", "surrogatepass")).hexdigest()[:12]
    return digest if number == 1 else f"{digest}-{number}"


def task_id(document: str, folded: str, ordinal: int) -> str:
    """The document's id, a hash of its ``folded`` text, and an ordinal among equals: editing another task changes nothing."""
    digest = hashlib.sha256(folded.encode("utf-8", "surrogatepass")).hexdigest()[:8]
    return f"{document}.{digest}.{ordinal}"
