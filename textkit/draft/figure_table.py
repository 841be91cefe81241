"""``draft.figures``: the 数据核对表, every figure of a draft with what is needed to verify it."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from textkit.compare.indicators import resolve
from textkit.compare.result import Result
from textkit.corpus.tables import section_at, section_path
from textkit.extract.numerals import fold_width, parse
from textkit.lexicon import load
from textkit.model import Document, Quantity, TextkitError
from textkit.read import decode
from textkit.read import load as load_bytes

__all__ = ["FigureTable", "Fact", "figures", "read_facts"]

COLUMNS = ("number", "indicator", "figure", "sentence", "kind", "year", "last_year", "last_year_source", "confirmed_by", "fact", "verdict",
           "checked", "low", "high", "unit", "comparator", "direction", "document_id", "file", "section", "source_place",
           "quote", "source_start", "source_end", "last_year_document_id", "last_year_file", "last_year_start", "last_year_end")
_KINDS = {"target": "目标", "achievement": "已达", "other": "其他"}
_VERDICTS = {True: "相符", False: "矛盾"}


@dataclass(frozen=True, slots=True)
class Fact:
    """A figure that is given: ``indicator`` and, where it matters, ``year``; ``value`` in ``unit``, ``source`` where from.

    ``written`` is how the table has it, 197.6亿元 where ``value`` is 19760000000 and ``unit`` 元.
    """

    indicator: str
    value: float
    unit: str | None
    year: int | None
    source: str
    line: int
    written: str = ""


class FigureTable(Result):
    """One row per figure. 核实 (``checked``) is empty, for the person who confirms it; ``verdict`` compares with given facts."""

    title = "数据核对表"
    shown = ("number", "indicator", "figure", "kind", "year", "last_year", "confirmed_by", "fact", "verdict", "checked")
    labels: Mapping[str, str] = {
        "number": "序号", "indicator": "指标", "figure": "数据", "sentence": "原句", "kind": "类别", "year": "年份", "last_year": "上年数",
        "last_year_source": "上年数出处", "confirmed_by": "建议核实单位", "fact": "给定数", "verdict": "比对", "checked": "核实",
        "low": "下限", "high": "上限", "unit": "单位", "comparator": "比较", "direction": "方向", "document_id": "文档编号",
        "file": "文件", "section": "所在部分", "source_place": "位置", "quote": "原文", "source_start": "原文起", "source_end": "原文止",
        "last_year_document_id": "上年文档编号", "last_year_file": "上年文件", "last_year_start": "上年原文起", "last_year_end": "上年原文止",
    }


def read_facts(path: str | Path) -> list[Fact]:
    """The rows of a .csv with the columns 指标 (indicator), 数值 (value), and if wanted 单位 (unit), 年份 (year), 来源 (source).

    In any encoding that textkit reads; values may be written 1.2万 or 1,234. Raises TextkitError naming the line that is not understood.
    """
    path = Path(path)
    data = load_bytes(path)
    text = decode(data, str(path))[0] if data.strip() else ""     # of an empty table the columns are missing
    rows = list(csv.reader(io.StringIO(text, newline="")))
    names = {"指标": "indicator", "数值": "value", "数据": "value", "值": "value", "单位": "unit", "年份": "year", "年": "year", "来源": "source", "出处": "source"}
    header = [names.get(cell.strip(), cell.strip().lower()) for cell in rows[0]] if rows else []
    if "indicator" not in header or "value" not in header:
        raise TextkitError("表里缺少列“指标”或“数值”", path=str(path), place="第1行", hint="第一行应有：指标,数值,单位,年份,来源")
    return [_fact(dict(zip(header, row, strict=False)), path, number) for number, row in enumerate(rows[1:], 2) if any(cell.strip() for cell in row)]


def _fact(row: Mapping[str, str], path: Path, line: int) -> Fact:
    written = fold_width(row["value"].strip())
    match = re.fullmatch(r"(?P<number>-?[\d,]+(?:\.\d+)?[百千万亿]*)(?P<unit>\D*)", written)
    value = parse(match["number"].lstrip("-")) if match else None
    if match is None or value is None:
        raise TextkitError(f"看不懂数值“{row['value']}”", path=str(path), place=f"第{line}行", hint="写成 6.5、1,234 或 1.2万 这样")
    unit = (row.get("unit") or "").strip() or match["unit"].strip() or None
    shown = written.removesuffix(unit) + unit if unit else written
    scaled = re.fullmatch(r"(?P<scale>[百千万亿]+)(?P<unit>[^\d百千万亿]+)", unit) if unit else None
    if scaled:
        value, unit = value * (parse("1" + scaled["scale"]) or 1), scaled["unit"]
    year = re.search(r"\d{4}", row.get("year") or "")
    return Fact(row["indicator"].strip(), -value if match["number"].startswith("-") else value, unit, int(year[0]) if year else None,
                (row.get("source") or "").strip(), line, shown)


def figures(document: Document, *, corpus: Iterable[Document] = (), facts: str | Path | Sequence[Fact] = ()) -> FigureTable:
    """Every figure of ``document`` as a :class:`FigureTable`, in the order of the text.

    ``corpus`` holds earlier documents: the last year's value of an indicator is taken from the one of the same place and
    the year before. ``facts`` are given figures (a .csv, see :func:`read_facts`): a figure of the same indicator, unit and
    year that differs is marked 矛盾. Indicators are matched by the names of ``lexicon/indicators.tsv``, others word for word.
    ``confirmed_by`` is a proposal by field (``lexicon/confirming.tsv``), never what the text says. Spans are half-open code
    points of the source. Raises TextkitError where the facts cannot be read.
    """
    given = read_facts(facts) if isinstance(facts, (str, Path)) else list(facts)
    earlier = [d for d in corpus if d.id != document.id]
    last = _last_year(document, earlier)
    used: set[int] = set()
    rows = [_row(document, number, quantity, last, given, used) for number, quantity in enumerate(document.quantities, 1)]
    wrong = sum(row["verdict"] == "矛盾" for row in rows)
    known = sum(row["last_year"] is not None for row in rows)
    notes = [f"共 {len(rows)} 个数据；{known} 个在上一年的文件里有同名指标" if earlier else f"共 {len(rows)} 个数据；没有给出上一年的文件"]
    if given:
        unused = "、".join(f.indicator for f in given if f.line not in used)
        notes.append(f"给定 {len(given)} 个数，文中用到 {len(used)} 个，矛盾 {wrong} 处" + (f"；文中没有找到：{unused}" if unused else ""))
    notes.append("建议核实单位按指标所属领域推定，不是文中所写")
    return FigureTable(rows, COLUMNS, [document, *dict.fromkeys(d for d, _ in last.values())], notes=notes,
                       options={"facts": str(facts) if isinstance(facts, (str, Path)) else len(given)})


_Key = tuple[str, str, str]


def _key(document: Document, quantity: Quantity) -> _Key:
    name = resolve(quantity.indicator, document.place).name if quantity.indicator else ""
    return name, quantity.unit or "", quantity.direction


def _year(document: Document, quantity: Quantity) -> int | None:
    """The year that a figure is of: the planned one for a target, the one before for what is reported in a work report."""
    if document.work_year is None:
        return None
    return document.work_year - (quantity.kind != "target" and document.doc_type == "work_report")


def _last_year(document: Document, earlier: Sequence[Document]) -> dict[tuple[_Key, int], tuple[Document, Quantity]]:
    """For each indicator and year what an earlier document of the same place reports of it; the first figure counts."""
    found: dict[tuple[_Key, int], tuple[Document, Quantity]] = {}
    for other in earlier:
        if document.place is None or other.place != document.place:
            continue
        for quantity in other.quantities:
            year = _year(other, quantity)
            if year is not None and quantity.kind == "achievement" and quantity.indicator:
                found.setdefault((_key(other, quantity), year), (other, quantity))
    return found


def _row(document: Document, number: int, quantity: Quantity, last: Mapping[tuple[_Key, int], tuple[Document, Quantity]],
         facts: Sequence[Fact], used: set[int]) -> dict[str, Any]:
    key, year = _key(document, quantity), _year(document, quantity)
    before = last.get((key, year - 1)) if year is not None else None
    fact = _given(document, quantity, year, facts)
    if fact is not None:
        used.add(fact.line)
    span = document.source_span(*quantity.span)
    sentence = _sentence(document, quantity)
    row: dict[str, Any] = dict.fromkeys(COLUMNS)
    row |= {
        "number": number, "indicator": quantity.indicator, "figure": quantity.quote, "sentence": sentence, "kind": _KINDS[quantity.kind],
        "year": year, "confirmed_by": _confirming(quantity.indicator or sentence),
        "low": quantity.low, "high": quantity.high, "unit": quantity.unit, "comparator": quantity.comparator, "direction": quantity.direction,
        "document_id": document.id, "file": document.source.path, "source_place": document.source.place(span.start),
        "section": section_path(document, section_at(document, quantity.span.start)),
        "quote": span.of(document.source.text), "source_start": span.start, "source_end": span.end,
    }
    if fact is not None:
        row |= {"fact": (fact.written or f"{fact.value:.12g}{fact.unit or ''}") + (f"（{fact.source}）" if fact.source else ""), "verdict": _VERDICTS[agrees(quantity, fact.value)]}
    if before is not None:
        other, earlier = before
        where = other.source_span(*earlier.span)
        row |= {"last_year": earlier.quote, "last_year_source": other.title or other.source.path, "last_year_document_id": other.id,
                "last_year_file": other.source.path, "last_year_start": where.start, "last_year_end": where.end}
    return row


def _sentence(document: Document, quantity: Quantity) -> str:
    text = document.text
    start = max(text.rfind(mark, 0, quantity.span.start) for mark in "。；！？\n") + 1
    ends = [at for mark in "。；！？\n" if (at := text.find(mark, quantity.span.end)) >= 0]
    return " ".join(text[start : min(ends, default=len(text) - 1) + 1].split())


def _given(document: Document, quantity: Quantity, year: int | None, facts: Sequence[Fact]) -> Fact | None:
    """The fact that speaks of the same indicator, unit and year; a fact without a year holds for the figure's own."""
    if not quantity.indicator:
        return None
    name = resolve(quantity.indicator, document.place).name
    for fact in facts:
        same = resolve(fact.indicator, document.place).name == name
        if same and (fact.unit or "") == (quantity.unit or "") and (fact.year is None or year is None or fact.year == year):
            return fact
    return None


def agrees(quantity: Quantity, value: float) -> bool:
    """Whether a given value fits a figure: inside its bounds, and to its last stated place where it is one number."""
    decimals = re.search(r"\.(\d+)", quantity.quote)
    scale = parse("1" + found[0]) if (found := re.search(r"[百千万亿]+", quantity.quote)) else 1.0
    slack = 0.5 * (10.0 ** -len(decimals[1]) if decimals else 1.0) * (scale or 1.0) * 1.000001
    if quantity.comparator == "about":
        slack *= 2
    low = quantity.low if quantity.low is not None else float("-inf")
    high = quantity.high if quantity.high is not None else float("inf")
    return low - slack <= value <= high + slack


def _confirming(words: str) -> str | None:
    for row in load("confirming"):
        if re.search(row.pattern, words):
            return row["unit"]
    return None
