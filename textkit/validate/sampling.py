"""A seeded sample for blind coding: what was drawn, from what, and with what probability.

Sampling is stratified, simple random within each stratum; every thing drawn carries its inclusion probability, so that
figures about the sample can be weighted back to the corpus (Horvitz and Thompson 1952).
"""

from __future__ import annotations

import random
import zlib
from collections.abc import Iterator, Mapping, Sequence
from typing import Any, Literal

from textkit.compare.result import Result
from textkit.corpus import Corpus
from textkit.corpus.tables import section_at, section_path
from textkit.model import Document, Quantity, Span, Task, TextkitError

__all__ = ["FIELDS", "Kind", "Sample", "sample"]

Kind = Literal["segment", "task", "quantity"]

#: What people code of each kind of thing.
FIELDS: Mapping[Kind, tuple[str, ...]] = {
    "segment": ("function",),
    "task": ("is_task", "units", "deadline", "targets", "modality"),
    "quantity": ("kind", "indicator", "low", "high", "unit"),
}
CONTEXT = 120                             # characters before and after that a coder sees

_LABELS = {
    "item": "编号", "document": "文档编号", "file": "文件", "place": "地方", "year": "年份", "section": "章节", "before": "上文",
    "text": "待编码文字", "after": "下文", "start": "原文起", "end": "原文止", "stratum": "层", "population": "层内总数", "drawn": "层内抽出",
    "probability": "入样概率",
}
_PREDICTED = {
    "function": "系统：功能", "is_task": "系统：是任务", "units": "系统：责任单位", "deadline": "系统：截止日期", "targets": "系统：目标值", "modality": "系统：语气",
    "kind": "系统：性质", "indicator": "系统：指标", "low": "系统：下限", "high": "系统：上限", "unit": "系统：单位",
}


class Sample(Result):
    """Things drawn for coding, with their inclusion probability and (columns ``predicted_…``) what textkit says of them.

    What coders get is written by :meth:`to_coding`, without the predictions.
    """

    title = "编码样本"
    shown = ("item", "place", "year", "section", "text", "stratum", "probability")
    passages: Mapping[str, str] = {"text": "{}"}
    labels: Mapping[str, str] = {**_LABELS, **{f"predicted_{name}": label for name, label in _PREDICTED.items()}}

    def __init__(self, *args: Any, kind: Kind, **options: Any) -> None:
        super().__init__(*args, **options)
        self.kind = kind

    def to_coding(self, path: Any, coder: str, *, overwrite: bool = False) -> Any:
        """Write the workbook that ``coder`` fills in: the text with its context and empty fields, in an order of its own.

        See :func:`textkit.validate.coding.write_coding`.
        """
        from textkit.validate.coding import write_coding

        return write_coding(self, path, coder, overwrite=overwrite)


def sample(corpus: Corpus, n: int, *, of: Kind = "task", strata: Sequence[str] = (), seed: int = 0) -> Sample:
    """Draw ``n`` segments, tasks or quantities of ``corpus``, for people to code without seeing what textkit says.

    ``strata`` are columns of the documents (place, level, doc_type, work_year, a docvar) or what textkit predicts
    (``function``, ``kind``, ``modality``); each stratum gets its share, but at least two where it has them. Only a sample of
    segments can show what was missed: of tasks and quantities it is textkit's own that are drawn. The same corpus and
    ``seed`` give the same sample.

    Raises TextkitError where there is nothing to draw from or a stratum's column does not exist.

    ``sample(corpus, 200, of="segment", strata=["function"])`` draws 任务, 成绩, 套语 … each by its share.
    """
    if of not in FIELDS:
        raise TextkitError(f"不能抽 {of}", hint=f"可选 {'、'.join(FIELDS)}")
    if n < 1:
        raise TextkitError(f"样本量应为正数，不是 {n}")
    drawers = {"segment": _segments, "task": _tasks, "quantity": _quantities}
    layers: dict[str, list[tuple[Document, Span, int | None, dict[str, Any]]]] = {}
    for document in corpus:
        for span, section, predicted in drawers[of](document):
            layers.setdefault(_stratum(document, predicted, strata), []).append((document, span, section, predicted))
    if not layers:
        raise TextkitError("语料里没有可抽的内容", hint="看看 corpus.failures，或换一种 of=")
    rows: list[dict[str, Any]] = []
    for stratum, count in _allocate({name: len(things) for name, things in layers.items()}, n).items():
        things = layers[stratum]
        for i in _picked(len(things), count, seed, stratum):
            rows.append(_row(*things[i], stratum=stratum, population=len(things), drawn=count))
    rows.sort(key=lambda row: (row["file"], row["start"]))
    for number, row in enumerate(rows, 1):
        row["item"] = f"{of[0].upper()}{number:04d}"
    total = sum(map(len, layers.values()))
    columns = (*_LABELS, *(f"predicted_{name}" for name in FIELDS[of]))
    return Sample(rows, columns, list(corpus), kind=of, notes=[
        f"从 {len(corpus)} 篇文档的 {total} 处中抽出 {len(rows)} 处，分 {len(layers)} 层，层内简单随机、不放回，种子 {seed}"],
        options={"of": of, "n": n, "strata": "、".join(strata), "seed": seed})


def _segments(document: Document) -> Iterator[tuple[Span, int | None, dict[str, Any]]]:
    for segment in document.segments:
        yield segment.span, segment.section, {"function": segment.function}


def _tasks(document: Document) -> Iterator[tuple[Span, int | None, dict[str, Any]]]:
    for task in document.tasks:
        yield task.span, task.section, _task(task)


def _task(task: Task) -> dict[str, Any]:
    return {
        "is_task": "yes", "units": "、".join(unit.name for unit in task.units) or None,
        "deadline": task.deadline.end_date or task.deadline.recurrence or task.deadline.quote if task.deadline else None,
        "targets": "；".join(target.quote for target in task.targets) or None, "modality": task.modality,
    }


def _quantities(document: Document) -> Iterator[tuple[Span, int | None, dict[str, Any]]]:
    for quantity in document.quantities:
        yield quantity.span, section_at(document, quantity.span.start), _quantity(quantity)


def _quantity(quantity: Quantity) -> dict[str, Any]:
    return {"kind": quantity.kind, "indicator": quantity.indicator, "low": quantity.low, "high": quantity.high, "unit": quantity.unit}


def _stratum(document: Document, predicted: Mapping[str, Any], strata: Sequence[str]) -> str:
    parts = []
    for name in strata:
        if name in predicted:
            value = predicted[name]
        elif name in document.docvars:
            value = document.docvars[name]
        elif name in ("place", "level", "doc_type", "work_year", "date", "speaker", "title"):
            value = getattr(document, name)
        else:
            raise TextkitError(f"没有可以分层的列 {name}", hint="可用文档的 place、level、doc_type、work_year、目录里的列，或系统判断的 function、kind、modality")
        parts.append("（空）" if value is None else str(value))
    return "·".join(parts) or "全部"


def _allocate(sizes: Mapping[str, int], n: int) -> dict[str, int]:
    """How many of each stratum: in proportion, at least two where there are two, largest remainders first."""
    total = sum(sizes.values())
    n = min(n, total)
    least = 2 if n >= 2 * len(sizes) else 1
    count = {name: min(size, max(least, n * size // total)) for name, size in sizes.items()}
    order = sorted(sizes, key=lambda name: (-(n * sizes[name] / total - n * sizes[name] // total), name))
    while (rest := n - sum(count.values())) > 0:
        for name in order:
            if rest > 0 and count[name] < sizes[name]:
                count[name] += 1
                rest -= 1
    while sum(count.values()) > n:                # the least of small strata comes out of the largest
        count[max(count, key=lambda name: (count[name], name))] -= 1
    return {name: count[name] for name in sorted(count)}


def _picked(size: int, count: int, seed: int, stratum: str) -> list[int]:
    """``count`` of ``size``, by a seed that does not depend on the other strata."""
    return sorted(random.Random((seed << 32) ^ zlib.crc32(stratum.encode())).sample(range(size), count))


def _row(document: Document, span: Span, section: int | None, predicted: Mapping[str, Any], **layer: Any) -> dict[str, Any]:
    source = document.source_span(*span)
    return {
        "document": document.id, "file": document.source.path, "place": document.place, "year": document.work_year,
        "section": section_path(document, section), "before": document.text[max(0, span.start - CONTEXT) : span.start],
        "text": span.of(document.text), "after": document.text[span.end : span.end + CONTEXT], "start": source.start, "end": source.end,
        "stratum": layer["stratum"], "population": layer["population"], "drawn": layer["drawn"],
        "probability": layer["drawn"] / layer["population"], **{f"predicted_{name}": value for name, value in predicted.items()},
    }
