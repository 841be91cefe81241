"""Which rules made what stands at a place of a document what it is."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from textkit.model import Document, Edit, Quantity, RelativeTarget, Span, Task
from textkit.report.labels import word, words
from textkit.report.rows import Lines, deadline_text, one_line, section_path, target_text

__all__ = ["Explanation", "explain"]


@dataclass(frozen=True, slots=True)
class Explanation:
    """Label and text, line by line; ``str()`` and a notebook show them as aligned text."""

    lines: tuple[tuple[str, str], ...]

    def __str__(self) -> str:
        return "\n".join(f"{label}：{text}" if label else f"    {text}" for label, text in self.lines)

    __repr__ = __str__

    def _repr_pretty_(self, printer: object, cycle: bool) -> None:
        printer.text(str(self))  # type: ignore[attr-defined]


def _touches(span: Span, start: int, end: int) -> bool:
    return span.start < max(end, start + 1) and start < max(span.end, span.start + 1)


def _rule(rule: str, lang: str) -> str:
    return f"〔{word('rule', lang)} {rule}〕" if rule else ""


def _task(document: Document, task: Task, lang: str) -> Iterator[tuple[str, str]]:
    yield word("task", lang), f"{one_line(task.text)} {_rule(task.rule, lang)}".strip()
    yield "", f"{word('task_id', lang)} {task.id}"
    about = [part for part in (task.action, task.object, task.modality) if part]
    if about:
        yield "", " · ".join(about)
    for unit in task.units:
        canonical = f"（{unit.canonical}）" if unit.canonical != unit.name else ""
        yield word(f"role.{unit.role}", lang), f"{unit.name}{canonical} {_rule(unit.rule, lang)}".strip()
    if task.deadline:
        yield word("deadline", lang), f"{deadline_text(task.deadline, lang)} {_rule(task.deadline.rule, lang)}".strip()
    for target in task.targets:
        yield word("targets", lang), f"{target_text(target, lang)} {_rule(target.rule, lang)}".strip()


def _quantity(quantity: Quantity | RelativeTarget, lang: str) -> tuple[str, str]:
    kind = f"（{word(f'kind.{quantity.kind}', lang)}）" if isinstance(quantity, Quantity) else ""
    return word("quantity", lang), f"{target_text(quantity, lang)}{kind} {_rule(quantity.rule, lang)}".strip()


def _edit(document: Document, edit: Edit) -> str:
    before = document.source.text[edit.start : edit.end]
    change = f"{before!r} → {edit.replacement!r}" if before or edit.replacement else ""
    return f"{edit.rule} {change}{'' if edit.certain else ' ?'}".strip()


def explain(document: Document, start: int, end: int | None = None, *, lang: str = "zh") -> Explanation:
    """What stands at the clean ``[start, end)`` (one character where ``end`` is None), and by which rules.

    The segment with its function, the sections above it, the task with its units, deadline and targets, the
    quantities, and the cleaning edits that touch the place; each with the short name of its rule.
    """
    words(lang)
    start = max(0, min(start, len(document.text)))
    end = min(start + 1 if end is None else max(end, start), len(document.text))
    source = document.source_span(start, end)
    line = Lines(document.source.text).at(source.start)
    first, last = source.start + 1, max(source.end, source.start + 1)
    where = f"{document.source.path}，第{line}行，第{first}–{last}字"
    if lang == "en":
        where = f"{document.source.path}, line {line}, characters {first}–{last}"
    lines: list[tuple[str, str]] = [
        (word("position", lang), where),
        (word("document", lang), f"{one_line(document.title or '') or word('untitled', lang)} "
                                 f"{_rule(document.rules.get('title', ''), lang)}".strip()),
    ]
    above: tuple[str, ...] = ()
    for segment in document.segments:
        if _touches(segment.span, start, end):
            path = section_path(document, segment.section)
            if path and path != above:
                above = path
                lines.append((word("section", lang), " › ".join(path)))
            lines.append((word("segment", lang), f"{word(f'function.{segment.function}', lang)} "
                                                 f"{_rule(segment.rule, lang)}".strip()))
            lines.append(("", one_line(segment.span.of(document.text))))
    for task in document.tasks:
        if _touches(task.span, start, end):
            lines += _task(document, task, lang)
    lines += [_quantity(q, lang) for q in document.quantities if _touches(q.span, start, end)]
    lines += [                           # an edit that ends or begins here touches the place too
        (word("edits", lang), _edit(document, edit))
        for edit in document.edits if edit.start <= source.end and edit.end >= source.start
    ]
    return Explanation(tuple(lines))
