"""What one file adds to each measure: hits, gold answers, predicted answers; and every difference by name."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Any, NamedTuple

from textkit.model import ROLES
from textkit.report.labels import FIELDS
from textkit.validate.answers import Answers, answered
from textkit.validate.matching import (
    Cover,
    accepted,
    alike,
    deadline_answer,
    deadline_answers,
    folded,
    pair,
    same_number,
)

__all__ = ["Counts", "Miss", "count"]

Entry = Mapping[str, Any]
#: Characters that the start of an outline node may be off.
SLACK = 3


class Miss(NamedTuple):
    """One difference: in which source, what kind, and the words it is about."""

    source: str
    kind: str
    text: str


class Ratio(NamedTuple):
    f1: float
    precision: float
    recall: float


class Counts:
    """Hits, gold answers and predicted answers by measure (``task``, ``role.lead``, ``function.noise`` …)."""

    def __init__(self) -> None:
        self._by: dict[str, tuple[int, int, int]] = {}

    def add(self, key: str, hits: int, gold: int, predicted: int) -> None:
        one, two, three = self._by.get(key, (0, 0, 0))
        self._by[key] = (one + hits, two + gold, three + predicted)

    def merge(self, into: str, key: str) -> None:
        self.add(into, *self._by.get(key, (0, 0, 0)))

    def __iter__(self) -> Iterator[str]:
        return iter(self._by)

    def hits(self, key: str) -> int:
        return self._by.get(key, (0, 0, 0))[0]

    def gold(self, key: str) -> int:
        return self._by.get(key, (0, 0, 0))[1]

    def figures(self, key: str) -> Ratio:
        hits, gold, predicted = self._by.get(key, (0, 0, 0))
        precision = hits / predicted if predicted else 0.0
        recall = hits / gold if gold else 0.0
        return Ratio(2 * precision * recall / (precision + recall) if hits else 0.0, precision, recall)


def count(gold: Answers, predicted: Answers, counts: Counts) -> list[Miss]:
    """Add one file to ``counts``; returns its differences. Of a partly annotated file only that part and those lists count."""
    source = str(gold.get("source", "?"))
    scope: Sequence[Sequence[int]] = gold.get("scope") or ()

    def both(name: str) -> tuple[Sequence[Entry], Sequence[Entry]]:
        found = predicted.get(name) or ()
        return gold.get(name) or (), [p for p in found if _inside(p, scope)] if name in _SCOPED else found

    lists = answered(gold)
    return [Miss(source, kind, text) for name, counted in _COUNTED.items() if name in lists
            for kind, text in counted(*both(name), counts)]


_SCOPED = frozenset({"tasks", "quantities", "outline"})
Found = Iterator[tuple[str, str]]


def _inside(entry: Entry, scope: Sequence[Sequence[int]]) -> bool:
    middle = (entry["start"] + entry["end"]) / 2
    return not scope or any(start <= middle < end for start, end in scope)


def _words(entry: Entry) -> str:
    return str(entry.get("quote") or f"{entry['start']}–{entry['end']}")


def _names(task: Entry) -> dict[str | None, frozenset[str]]:
    """Unit names by role; under None those of any role."""
    units = task.get("units") or ()
    named: dict[str | None, set[str]] = {None: set(), **{role: set() for role in ROLES}}
    for unit in units:
        name = folded(unit["name"])
        named[None].add(name)
        if unit.get("role") in ROLES:
            named[unit["role"]].add(name)
    return {role: frozenset(names) for role, names in named.items()}


def _unpaired(entries: Sequence[Entry], paired: set[int]) -> list[Entry]:
    return [entry for i, entry in enumerate(entries) if i not in paired]


def _tasks(gold: Sequence[Entry], predicted: Sequence[Entry], counts: Counts) -> Found:
    pairs = pair(gold, predicted)
    counts.add("task", len(pairs), len(gold), len(predicted))
    for task in _unpaired(gold, {i for i, _ in pairs}):
        yield "漏掉任务", _words(task)
    for task in _unpaired(predicted, {j for _, j in pairs}):
        yield "多出任务", _words(task)
    inside, found = Cover.of(gold), Cover.of(predicted)
    counts.add("task_chars", len(inside & found), len(inside), len(found))

    named, found_names = [_names(task) for task in gold], [_names(task) for task in predicted]
    for role in (None, *ROLES):
        hits = sum(len(named[i][role] & found_names[j][role]) for i, j in pairs)
        counts.add("unit" if role is None else f"role.{role}", hits, sum(len(names[role]) for names in named),
                   sum(len(names[role]) for names in found_names))
    hits = 0
    for i, j in pairs:
        if named[i][None] != found_names[j][None]:
            yield "单位不同", f"{_list(named[i][None])} / {_list(found_names[j][None])}：{_words(gold[i])[:60]}"
        wanted, answer = deadline_answers(gold[i].get("deadline")), deadline_answer(predicted[j].get("deadline"))
        hits += answer is not None and answer in wanted
        if answer not in wanted:
            yield "时限不同", f"{' 或 '.join(sorted(map(_when, wanted)))} / {_when(answer)}：{_words(gold[i])[:60]}"
    counts.add("deadline", hits, sum(bool(t.get("deadline")) for t in gold), sum(bool(t.get("deadline")) for t in predicted))


def _list(names: frozenset[str]) -> str:
    return "、".join(sorted(names)) or "无"


def _when(answer: tuple[str | None, str | None] | None) -> str:
    return "无" if answer is None else " ".join(str(part) for part in answer if part)


def _same_amount(one: Entry, two: Entry) -> bool:
    return (
        same_number(one.get("low"), two.get("low")) and same_number(one.get("high"), two.get("high"))
        and folded(one.get("unit")) == folded(two.get("unit"))
    )


def _quantities(gold: Sequence[Entry], predicted: Sequence[Entry], counts: Counts) -> Found:
    pairs = pair(gold, predicted, _same_amount)
    right = {"quantity": len(pairs), "quantity_kind": 0, "comparator": 0, "indicator": 0}
    for i, j in pairs:
        one, two = gold[i], predicted[j]
        kind = all(one.get(key) == two.get(key) for key in ("kind", "direction"))
        comparator = one.get("comparator") == two.get("comparator")
        indicator = alike(one.get("indicator"), two.get("indicator"))
        right["quantity_kind"] += kind
        right["comparator"] += comparator
        right["indicator"] += indicator
        if not kind:
            both = (f"{each.get('kind')} {each.get('direction')}" for each in (one, two))
            yield "数量性质不同", f"{' / '.join(both)}：{_words(one)}"
        if not comparator:
            yield "比较词不同", f"{one.get('comparator')} / {two.get('comparator')}：{_words(one)}"
        if not indicator:
            yield "指标不同", f"{one.get('indicator')} / {two.get('indicator')}：{_words(one)}"
    for key, hits in right.items():
        counts.add(key, hits, len(gold), len(predicted))
    for quantity in _unpaired(gold, {i for i, _ in pairs}):
        yield "漏掉数量", _amount(quantity)
    for quantity in _unpaired(predicted, {j for _, j in pairs}):
        yield "多出数量", _amount(quantity)


def _amount(quantity: Entry) -> str:
    return f"{_words(quantity)} {quantity.get('low')}..{quantity.get('high')} {quantity.get('unit')}"


def _segments(gold: Sequence[Entry], predicted: Sequence[Entry], counts: Counts) -> Found:
    """Functions character by character; where predicted segments overlap, the later in the list has the character."""
    size = max((s["end"] for s in gold), default=0)
    painted: list[str | None] = [None] * size
    for segment in predicted:
        start, end = min(segment["start"], size), min(segment["end"], size)
        if start < end:
            painted[start:end] = [segment.get("function")] * (end - start)
    for segment in gold:
        wanted = str(segment["function"])
        length = max(segment["end"] - segment["start"], 0)
        seen = Counter(painted[segment["start"] : segment["end"]])
        counts.add(f"function.{wanted}", seen[wanted], length, 0)
        for function, characters in seen.items():
            if function:
                counts.add(f"function.{function}", 0, 0, characters)
        if length and 2 * seen[wanted] < length:
            got = max(seen.items(), key=lambda item: item[1])[0] or "无"
            yield "功能不同", f"{wanted} / {got}：{_words(segment)[:60]}"
    wanted_noise = Cover.of(s for s in gold if s["function"] == "noise")
    found_noise = Cover.of(s for s in predicted if s.get("function") == "noise") & Cover.of(gold)
    counts.add("noise", len(wanted_noise & found_noise), len(wanted_noise), len(found_noise))


def _above(nodes: Sequence[Entry]) -> list[str]:
    """The folded label of the node above each node, by level; empty for the highest."""
    open_nodes: list[Entry] = []
    labels = [""] * len(nodes)
    for k in sorted(range(len(nodes)), key=lambda k: nodes[k]["start"]):
        while open_nodes and open_nodes[-1]["level"] >= nodes[k]["level"]:
            open_nodes.pop()
        if open_nodes:
            labels[k] = folded(open_nodes[-1]["label"])
        open_nodes.append(nodes[k])
    return labels


def _outline(gold: Sequence[Entry], predicted: Sequence[Entry], counts: Counts) -> Found:
    above, found_above = _above(gold), _above(predicted)
    free = dict(enumerate(predicted))
    hits = level = 0
    for i, node in enumerate(gold):
        label = folded(node["label"])
        j = next((j for j, other in free.items()
                  if abs(other["start"] - node["start"]) <= SLACK and folded(other["label"]) == label), None)
        if j is None:
            yield "漏掉提纲", f"{node['label']} {str(node.get('heading') or '')[:30]}"
            continue
        del free[j]
        hits += 1
        level += above[i] == found_above[j]
        if above[i] != found_above[j]:
            yield "提纲层级不同", f"{node['label']} {str(node.get('heading') or '')[:30]}：{above[i] or '无'} / {found_above[j] or '无'}"
    for node in free.values():
        yield "多出提纲", f"{node['label']} {str(node.get('heading') or '')[:30]}"
    counts.add("outline", hits, len(gold), len(predicted))
    counts.add("outline_level", level, len(gold), len(predicted))


def _documents(gold: Sequence[Entry], predicted: Sequence[Entry], counts: Counts) -> Found:
    if not gold:                                  # excerpts: what the documents are was not annotated
        return
    pairs = pair(gold, predicted)
    counts.add("documents", len(pairs), len(gold), len(predicted))
    counts.add("fields", 0, len(FIELDS) * len(gold), 0)
    for i, j in pairs:
        for name in FIELDS:
            wanted, got = gold[i].get(name), predicted[j].get(name)
            if accepted(wanted, got):
                counts.add("fields", 1, 0, 0)
            else:
                yield f"文档信息不同（{name}）", f"{wanted!r} / {got!r}"


_COUNTED: Mapping[str, Callable[[Sequence[Entry], Sequence[Entry], Counts], Found]] = {
    "tasks": _tasks, "quantities": _quantities, "segments": _segments, "outline": _outline, "documents": _documents,
}
