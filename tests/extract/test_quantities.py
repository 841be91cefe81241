"""Quantities and relative targets: the case tables, and what holds for any text."""

from __future__ import annotations

import csv
import time
from collections.abc import Iterator
from itertools import groupby, pairwise
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from textkit.extract import quantities, relative
from textkit.lexicon import load
from textkit.model import Segment, Span

CASES = Path(__file__).resolve().parents[1] / "cases"


def rows(name: str) -> Iterator[dict[str, str]]:
    lines = (CASES / name).read_text(encoding="utf-8").splitlines()
    return csv.DictReader((line for line in lines if not line.startswith("#")), delimiter="\t", quoting=csv.QUOTE_NONE)


def phrases(name: str) -> list[Any]:
    """The rows of a table by phrase: all of them together are what the phrase holds."""
    grouped = groupby(rows(name), key=lambda row: (row["phrase"], row["function"]))
    return [pytest.param(*key, list(group), id=f"{key[0]}-{key[1]}") for key, group in grouped]


def whole(text: str, function: Any = "task") -> list[Segment]:
    return [Segment(Span(0, len(text)), function=function)]


def number(text: str) -> float | None:
    return float(text) if text else None


@pytest.mark.parametrize(("phrase", "function", "expected"), phrases("quantities.tsv"))
def test_quantities(phrase: str, function: str, expected: list[dict[str, str]]) -> None:
    found = quantities.find(phrase, whole(phrase, function))
    assert [q.quote for q in found] == [row["quote"] for row in expected if row["quote"] != "-"]
    for q, row in zip(found, expected, strict=False):
        assert (q.low, q.high) == (number(row["low"]), number(row["high"]))
        assert (q.unit or "") == row["unit"]
        assert (q.comparator, q.direction, q.kind) == (row["comparator"], row["direction"], row["kind"])
        if row["indicator"]:
            assert q.indicator == row["indicator"]


@pytest.mark.parametrize(("phrase", "function", "expected"), phrases("relative.tsv"))
def test_relative_targets(phrase: str, function: str, expected: list[dict[str, str]]) -> None:
    found = relative.find(phrase, whole(phrase, function))
    assert [r.quote for r in found] == [row["quote"] for row in expected if row["quote"] != "-"]
    for r, row in zip(found, expected, strict=False):
        assert (r.indicator, r.reference, r.comparator) == (row["indicator"], row["reference"], row["comparator"])
        assert (r.margin, r.margin_unit or "") == (number(row["margin"]), row["margin_unit"])
        assert not row["direction"] or r.direction == row["direction"]


def test_tables_are_large_enough() -> None:
    table = list(rows("quantities.tsv"))
    assert len(table) >= 150
    assert sum(row["quote"] == "-" for row in table) >= 40


def test_a_margin_of_a_report_is_a_quantity_and_of_a_target_is_not() -> None:
    phrase = "工业投资增长7%，高于全省1.2个百分点"
    assert [q.quote for q in quantities.find(phrase, whole(phrase, "achievement"))] == ["7%", "1.2个百分点"]
    assert [q.quote for q in quantities.find(phrase, whole(phrase, "task"))] == ["7%"]
    assert [r.margin for r in relative.find(phrase, whole(phrase, "task"))] == [1.2]


def test_noise_and_formulas_are_passed_over() -> None:
    phrase = "已有1200人阅读"
    assert not quantities.find(phrase, whole(phrase, "noise")) and not quantities.find(phrase, whole(phrase, "formula"))


def test_a_heading_takes_its_kind_from_what_follows() -> None:
    text = "新建公园5个\n全部建成开放。"
    head, body = Span(0, 6), Span(7, len(text))
    kinds = {
        function: quantities.find(text, [Segment(head, function="heading"), Segment(body, function=function)])[0].kind
        for function in ("task", "achievement")
    }
    assert kinds == {"task": "target", "achievement": "achievement"}


def test_spans_count_in_the_text_and_not_in_the_segment() -> None:
    text = "开头一句。" * 20 + "新建公园５个，绿地率达到４１．５％以上。"
    found = quantities.find(text, [Segment(Span(0, 100), function="exposition"), Segment(Span(100, len(text)), function="task")])
    assert [q.quote for q in found] == ["５个", "４１．５％以上"]
    assert all(q.span.of(text) == q.quote for q in found)


@settings(max_examples=200, deadline=None)
@given(st.text(alphabet="0123456789.,%％一二三百千万亿两半个家元名次年分之成倍至—-、，。和以上内约近超增长达到新增项目的“”（）零翻番全覆盖指数", max_size=60))
def test_any_text_gives_sound_records(text: str) -> None:
    for function in ("task", "achievement"):
        for q in quantities.find(text, whole(text, function)):
            assert q.span.of(text) == q.quote != ""
            assert q.low is not None or q.high is not None
            assert q.low is None or q.high is None or q.low <= q.high
        for r in relative.find(text, whole(text, function)):
            assert r.span.of(text) == r.quote


@pytest.mark.parametrize("unit", ["一", "12、", "达到", "“3个", "百分之", "不低于", "1-", "（", "零一", "与经济增长", "高于全省",
                                  "增长5%、", "城乡居民5%、6%", "最高5万元", "新建3个", "由5个增加到8个", "全覆盖"])
@pytest.mark.timing
def test_time_grows_with_length_only(unit: str) -> None:
    def seconds(times: int) -> float:
        text = unit * times
        start = time.process_time()
        quantities.find(text, whole(text))
        relative.find(text, whole(text))
        return time.process_time() - start

    seconds(10)
    small, large = max(min(seconds(400) for _ in range(3)), 1e-3), min(seconds(4_000) for _ in range(2))
    assert large < 40 * small, f"{unit}: {small:.4f} s for 1, {large:.4f} s for 10"


@pytest.mark.parametrize("name", ["measures", "comparators", "zeros", "quantity_words"])
def test_word_lists_hold_no_pattern_twice(name: str) -> None:
    patterns = [entry.pattern for entry in load(name)]
    assert len(patterns) == len(set(patterns))


def test_reference_documents_give_sound_records(shared: Path) -> None:
    for path in sorted((shared / "corpus" / "provinces-2026").glob("*.txt"))[:4]:
        text = path.read_text(encoding="utf-8-sig")
        segments, start = [], 0
        for line in text.splitlines(keepends=True):
            segments.append(Segment(Span(start, start + len(line)), function="achievement"))
            start += len(line)
        found = quantities.find(text, segments)
        assert len(found) > 100
        assert all(q.span.of(text) == q.quote for q in found)
        assert all(a.span.end <= b.span.start for a, b in pairwise(found))
