"""Figures of extracted answers against gold answers: precision, recall and F1 per measure, and where they differ.

The measures are micro-averaged over all files and count in source offsets. ``unit_role`` and ``function`` are
macro-averages over their classes; ``fields`` is an accuracy.
"""

from __future__ import annotations

import json
from collections.abc import Container, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from types import MappingProxyType
from typing import TYPE_CHECKING, Any, NamedTuple

from textkit.model import _report
from textkit.validate.answers import Answers, answered, load, matched
from textkit.validate.counting import Counts, Miss, count

if TYPE_CHECKING:
    import pandas as pd

__all__ = ["Figure", "Miss", "Scores", "compare_answers", "score"]

_MEANING: Mapping[str, str] = MappingProxyType({
    "task": "任务", "task_chars": "任务（按字）", "unit": "责任单位", "deadline": "时限", "quantity": "数量",
    "quantity_kind": "数量的性质和方向", "comparator": "比较词", "indicator": "指标", "noise": "杂质（按字）", "outline": "提纲",
    "outline_level": "提纲层级", "documents": "文档", "unit_role": "单位的角色", "function": "语段功能（各类平均）",
    "function_core": "主要语段功能", "fields": "文档信息",
})
#: The measures of each list of an answer file.
_OF: Mapping[str, tuple[str, ...]] = MappingProxyType({
    "tasks": ("task", "task_chars", "unit", "deadline", "unit_role"), "quantities": ("quantity", "quantity_kind", "comparator", "indicator"),
    "segments": ("noise", "function", "function_core"), "outline": ("outline", "outline_level"), "documents": ("documents", "fields"),
})
_BY_CLASS = {"unit_role": "role", "function": "function"}
#: The functions that make up ``function_core``.
CORE = ("task", "achievement", "problem", "heading")


class Class(NamedTuple):
    """One class of a measure: its F1, and the gold answers behind it (characters for functions)."""

    f1: float
    gold: int


@dataclass(frozen=True, slots=True)
class Figure:
    """One measure. ``value`` is the figure that it is judged by: F1, for ``fields`` an accuracy, 0 to 1.

    ``precision``, ``recall`` and ``gold`` are None where the measure is a mean over the classes in ``by``.
    """

    name: str
    value: float
    precision: float | None = None
    recall: float | None = None
    gold: int | None = None
    by: Mapping[str, Class] = field(default_factory=dict)

    @property
    def data(self) -> dict[str, Any]:
        if self.name in _BY_CLASS:
            return {"f1": self.value, "by": {name: each._asdict() for name, each in self.by.items()}}
        if self.name == "fields":
            return {"accuracy": self.value, "gold": self.gold}
        return {"precision": self.precision, "recall": self.recall, "f1": self.value, "gold": self.gold}

    def __str__(self) -> str:
        if self.name in _BY_CLASS:
            classes = "  ".join(f"{name} {each.f1:.2f} ({each.gold})" for name, each in self.by.items())
            return f"{self.name:14} F1 {self.value:.3f}   {classes}"
        if self.name == "fields":
            return f"{self.name:14} accuracy {self.value:.3f}   of {self.gold}"
        return f"{self.name:14} P {self.precision:.3f}  R {self.recall:.3f}  F1 {self.value:.3f}   gold {self.gold}"


@dataclass(frozen=True)
class Scores:
    """All measures, every difference, and the gold files that had no prediction (which count as missed).

    Measures of which no gold file holds answers (people reviewed the tasks alone) are left out.

    ``scores["task"]`` is the :class:`Figure` of one measure; ``str(scores)`` is :meth:`text`.
    """

    measures: tuple[Figure, ...]
    misses: tuple[Miss, ...] = ()
    missing: tuple[str, ...] = ()

    def __getitem__(self, name: str) -> Figure:
        for figure in self.measures:
            if figure.name == name:
                return figure
        raise KeyError(name)

    @property
    def figures(self) -> dict[str, Any]:
        """Plain data by measure: precision, recall, f1, gold; f1 and ``by`` for the means; accuracy for ``fields``."""
        return {figure.name: figure.data for figure in self.measures}

    @property
    def values(self) -> dict[str, float]:
        """The figure that each measure is judged by."""
        return {figure.name: figure.value for figure in self.measures}

    @cached_property
    def table(self) -> pd.DataFrame:
        """One row per measure and, below the means, per class: measure, meaning, class, precision, recall, value, gold."""
        import pandas as pd

        columns = ("measure", "meaning", "class", "precision", "recall", "value", "gold")
        rows: list[tuple[object, ...]] = []
        for f in self.measures:
            rows.append((f.name, _MEANING[f.name], None, f.precision, f.recall, f.value, f.gold))
            rows += [(f.name, _MEANING[f.name], name, None, None, each.f1, each.gold) for name, each in f.by.items()]
        kinds = {"precision": "Float64", "recall": "Float64", "value": "Float64", "gold": "Int64"}
        return pd.DataFrame(rows, columns=list(columns)).astype(kinds)

    def _repr_html_(self) -> str:
        return str(_report().show(self.table, rows=len(self.table)))

    def to_json(self, indent: int | None = None) -> str:
        """:attr:`figures` as one JSON object."""
        return json.dumps(self.figures, ensure_ascii=False, indent=indent)

    def text(self, misses: int = 0, *, chinese: bool = True) -> str:
        """One line a measure, with what it is in Chinese behind it, then up to ``misses`` differences."""
        lines = [f"{figure}   {_MEANING[figure.name]}" if chinese else str(figure) for figure in self.measures]
        lines += [f"没有抽取结果：{name}" for name in self.missing]
        lines += [f"  {source}：{kind}：{words}" for source, kind, words in self.misses[:misses]]
        return "\n".join(lines)

    def __str__(self) -> str:
        return self.text()

    def __repr__(self) -> str:
        return f"<Scores {'，'.join(f'{name} {value:.3f}' for name, value in self.values.items())}>"


def score(gold: str | Path, predicted: str | Path) -> Scores:
    """Score predicted answers against gold answers: two folders of ``<name>.json``, or two files.

    Predictions have the shape of gold files (``textkit extract --format gold``); what they lack counts as missed.
    Raises TextkitError naming the file where one is missing or no answer file.
    ``score("答案/", "结果/")["task"].value`` is the F1 of tasks.
    """
    answers = load(gold)
    return compare_answers(answers, matched(answers, load(predicted)))


def compare_answers(gold: Mapping[str, Answers], predicted: Mapping[str, Answers]) -> Scores:
    """The same as :func:`score` for answers in memory, by name."""
    counts, misses = Counts(), list[Miss]()
    for name, answers in gold.items():
        misses += count(answers, predicted.get(name, {}), counts)
    lists = frozenset[str]().union(*map(answered, gold.values()))
    measures = {measure for name in lists for measure in _OF[name]}
    return Scores(_figures(counts, measures), tuple(misses), tuple(name for name in gold if name not in predicted))


def _figures(counts: Counts, measures: Container[str]) -> tuple[Figure, ...]:
    def plain(name: str) -> Figure:
        return Figure(name, *counts.figures(name), counts.gold(name))

    def mean(name: str) -> Figure:
        prefix = _BY_CLASS[name] + "."
        found = sorted(key for key in counts if key.startswith(prefix) and counts.gold(key))
        by = {key.removeprefix(prefix): Class(counts.figures(key).f1, counts.gold(key)) for key in found}
        return Figure(name, sum(each.f1 for each in by.values()) / len(by) if by else 0.0, by=by)

    for function in CORE:
        counts.merge("function_core", f"function.{function}")
    hits, asked = counts.hits("fields"), counts.gold("fields")
    accuracy = Figure("fields", hits / asked if asked else 0.0, gold=asked)
    return tuple(
        mean(name) if name in _BY_CLASS else accuracy if name == "fields" else plain(name)
        for name in _MEANING if name in measures
    )
