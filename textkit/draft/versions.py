"""``draft.diff``: what two versions of a text differ in: tasks, their units, deadlines and figures."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from difflib import SequenceMatcher
from typing import Any

from textkit.compare.result import Result
from textkit.corpus.tables import section_path
from textkit.model import Document, Quantity, Span, Task, fold

__all__ = ["Changes", "diff"]

LIKE = 0.6                                        # share of characters in common from which two tasks are one, changed
COLUMNS = ("change", "what", "before", "after", "task", "section", "before_quote", "before_start", "before_end", "before_document_id", "before_file",
           "before_place", "after_quote", "after_start", "after_end", "after_document_id", "after_file", "after_place")


class Changes(Result):
    """One row per change. ``change`` is 新增, 删去 or 修改; ``what`` 任务, 责任单位, 完成时限 or 数据."""

    title = "两稿对照"
    shown = ("change", "what", "before", "after", "task", "section")
    passages: Mapping[str, str] = {"before_quote": "before_{}", "after_quote": "after_{}"}
    paired = True
    labels: Mapping[str, str] = {
        "change": "变化", "what": "内容", "before": "前稿", "after": "后稿", "task": "任务", "section": "所在部分",
        "before_quote": "前稿原文", "before_start": "前稿起", "before_end": "前稿止", "before_document_id": "前稿编号", "before_file": "前稿文件",
        "before_place": "前稿位置", "after_quote": "后稿原文", "after_start": "后稿起", "after_end": "后稿止", "after_document_id": "后稿编号",
        "after_file": "后稿文件", "after_place": "后稿位置",
    }


def diff(before: Document, after: Document) -> Changes:
    """Tasks, units, deadlines and figures that were added, lost or changed between two versions, as :class:`Changes`.

    A task of one version is that of the other where the folded text is equal, else where it is likest and at least
    :data:`LIKE` alike; moving a task is no change. Figures outside tasks are compared in the same way, by sentence. Spans
    are half-open code points of each source.
    """
    pairs = _pairs([fold(t.text) for t in before.tasks], [fold(t.text) for t in after.tasks])
    rows: list[dict[str, Any]] = []
    for i, j in pairs:
        old, new = (before.tasks[i] if i is not None else None), (after.tasks[j] if j is not None else None)
        rows += _changed(before, after, old, new)
    rows += _figures(before, after)
    moved = sum(1 for i, j in pairs if i is not None and j is not None)
    notes = [f"前稿 {len(before.tasks)} 项任务，后稿 {len(after.tasks)} 项，{moved} 项两稿都有；"
             + "，".join(f"{change} {sum(r['change'] == change for r in rows)} 处" for change in ("新增", "删去", "修改"))]
    return Changes(rows, COLUMNS, [before, after], notes=notes, options={"before": before.source.path, "after": after.source.path})


def _pairs(old: Sequence[str], new: Sequence[str]) -> list[tuple[int | None, int | None]]:
    """Equal texts first, in order among equals, then the likest; the rest is lost or added. In the order of the new text."""
    places: dict[str, list[int]] = defaultdict(list)
    for i, text in enumerate(old):
        places[text].append(i)
    match: dict[int, int] = {}
    for j, text in enumerate(new):
        if places[text]:
            match[j] = places[text].pop(0)
    left = [i for i in range(len(old)) if i not in set(match.values())]
    scores = []
    for j in range(len(new)):
        if j not in match:
            matcher = SequenceMatcher(None, "", new[j], autojunk=False)
            for i in left:
                matcher.set_seq1(old[i])
                if matcher.real_quick_ratio() >= LIKE and matcher.quick_ratio() >= LIKE and (score := matcher.ratio()) >= LIKE:
                    scores.append((-score, abs(i - j), i, j))
    taken = set(match.values())
    for _, _, i, j in sorted(scores):
        if i not in taken and j not in match:
            match[j] = i
            taken.add(i)
    pairs: list[tuple[int | None, int | None]] = [(match.get(j), j) for j in range(len(new))]
    return pairs + [(i, None) for i in range(len(old)) if i not in taken]


def _side(name: str, document: Document, span: Span | None) -> dict[str, Any]:
    if span is None:
        return {}
    source = document.source_span(*span)
    return {f"{name}_quote": source.of(document.source.text), f"{name}_start": source.start, f"{name}_end": source.end,
            f"{name}_document_id": document.id, f"{name}_file": document.source.path, f"{name}_place": document.source.place(source.start)}


def _row(what: str, before: Document, after: Document, old: tuple[str, Span] | None, new: tuple[str, Span] | None, task: str, section: str) -> dict[str, Any]:
    row: dict[str, Any] = dict.fromkeys(COLUMNS)
    row |= {"change": "修改" if old and new else "新增" if new else "删去", "what": what, "before": old[0] if old else None,
            "after": new[0] if new else None, "task": task, "section": section}
    return row | _side("before", before, old[1] if old else None) | _side("after", after, new[1] if new else None)


def _plain(text: str) -> str:
    return " ".join(text.split())


def _changed(before: Document, after: Document, old: Task | None, new: Task | None) -> list[dict[str, Any]]:
    document, task = (after, new) if new is not None else (before, old)
    assert task is not None
    section, name = section_path(document, task.section), _plain(task.text)
    if old is None or new is None:
        return [_row("任务", before, after, (_plain(old.text), old.span) if old else None, (_plain(new.text), new.span) if new else None, name, section)]
    rows = []
    if fold(old.text) != fold(new.text):
        rows.append(_row("任务", before, after, (_plain(old.text), old.span), (_plain(new.text), new.span), name, section))
    units = [{(u.canonical or u.name, u.role): u.span for u in t.units} for t in (old, new)]
    for key in dict.fromkeys((*units[0], *units[1])):
        if key not in units[0] or key not in units[1]:
            words = f"{key[0]}（{_ROLES[key[1]]}）"
            rows.append(_row("责任单位", before, after, (words, units[0][key]) if key in units[0] else None,
                             (words, units[1][key]) if key in units[1] else None, name, section))
    stated = [(d.quote, d.span) if (d := t.deadline) else None for t in (old, new)]
    if (stated[0] and fold(stated[0][0])) != (stated[1] and fold(stated[1][0])):
        rows.append(_row("完成时限", before, after, stated[0], stated[1], name, section))
    return rows + _figures_between(before, after, _inside(before, old), _inside(after, new), name, section)


_ROLES = {"lead": "牵头", "support": "配合", "responsible": "责任", "accountable": "第一责任人", "leader": "责任领导"}


def _inside(document: Document, task: Task) -> list[Quantity]:
    return [q for q in document.quantities if task.span.start <= q.span.start < task.span.end]


def _figures_between(before: Document, after: Document, old: Sequence[Quantity], new: Sequence[Quantity], task: str, section: str) -> list[dict[str, Any]]:
    """Figures of two likes of a sentence: equal ones go away, the rest is paired by indicator, then by order of the same unit."""
    left, right = list(old), list(new)
    for quantity in old:
        same = next((q for q in right if fold(q.quote) == fold(quantity.quote) and q.indicator == quantity.indicator), None) \
            or next((q for q in right if fold(q.quote) == fold(quantity.quote)), None)
        if same is not None:
            left.remove(quantity)
            right.remove(same)
    rows = []
    for quantity in list(left):
        partner = next((q for q in right if q.indicator == quantity.indicator and q.unit == quantity.unit), None) \
            or next((q for q in right if q.unit == quantity.unit and q.direction == quantity.direction), None)
        if partner is not None:
            left.remove(quantity)
            right.remove(partner)
            rows.append(_row("数据", before, after, (_named(quantity), quantity.span), (_named(partner), partner.span), task, section))
    rows += [_row("数据", before, after, (_named(q), q.span), None, task, section) for q in left]
    return rows + [_row("数据", before, after, None, (_named(q), q.span), task, section) for q in right]


def _named(quantity: Quantity) -> str:
    return f"{quantity.indicator or ''}{'：' if quantity.indicator else ''}{quantity.quote}"


def _loose(document: Document) -> list[tuple[Span, list[Quantity]]]:
    """The figures outside tasks, by the segment that they stand in."""
    spans = [task.span for task in document.tasks]
    out = []
    for segment in document.segments:
        if not any(s.start < segment.span.end and segment.span.start < s.end for s in spans):
            held = [q for q in document.quantities if segment.span.start <= q.span.start < segment.span.end]
            if held:
                out.append((segment.span, held))
    return out


def _figures(before: Document, after: Document) -> list[dict[str, Any]]:
    """Figures of what is no task: sentences are paired as tasks are."""
    old, new = _loose(before), _loose(after)
    rows: list[dict[str, Any]] = []
    for i, j in _pairs([fold(s.of(before.text)) for s, _ in old], [fold(s.of(after.text)) for s, _ in new]):
        rows += _figures_between(before, after, old[i][1] if i is not None else [], new[j][1] if j is not None else [], "", "")
    return rows
