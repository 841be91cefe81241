"""Deadlines: the case table of phrases, the days behind them, and what must hold for any text."""

from __future__ import annotations

import time
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from textkit.extract.calendar import Days, Now, add_months, festival_day, five_year_plan, half, month, quarter, year
from textkit.extract.deadlines import bounding, find, judged
from textkit.model import Anchor, Span

CASES = Path(__file__).parents[1] / "cases" / "deadlines.tsv"


def _rows() -> list[dict[str, str]]:
    lines = [line for line in CASES.read_text(encoding="utf-8").splitlines() if line and not line.startswith("#")]
    header = lines[0].split("\t")
    return [dict(zip(header, line.split("\t") + [""] * len(header), strict=False)) for line in lines[1:]]


ROWS = _rows()


def _anchor(row: dict[str, str]) -> Anchor:
    plan = tuple(int(y) for y in row["plan"].split("-")) if row["plan"] else None
    return Anchor(row["date"] or None, int(row["work_year"]) if row["work_year"] else None,
                  (plan[0], plan[1]) if plan else None)


@pytest.mark.parametrize("row", ROWS, ids=[f"{n}-{row['phrase'][:18]}" for n, row in enumerate(ROWS, 1)])
def test_case(row: dict[str, str]) -> None:
    text = row["phrase"]
    found = bounding(text, Span(0, len(text)), _anchor(row))
    if not row["quote"]:
        assert found is None
        return
    assert found is not None
    expected = tuple(row[key] or None for key in ("quote", "start", "end", "recurrence"))
    assert (found.quote, found.start_date, found.end_date, found.recurrence) == expected


def test_enough_cases() -> None:
    assert len(ROWS) >= 150
    assert sum(not row["quote"] for row in ROWS) >= 40
    assert len({(row["phrase"], row["date"]) for row in ROWS}) == len(ROWS)


def test_periods() -> None:
    assert month(2024, 2) == Days(date(2024, 2, 1), date(2024, 2, 29))
    assert quarter(2024, 1, 3).end == date(2024, 9, 30)
    assert half(2024, 2) == Days(date(2024, 7, 1), date(2024, 12, 31))
    assert year(2024).iso() == ("2024-01-01", "2024-12-31")
    assert add_months(date(2024, 1, 31), 1) == date(2024, 2, 29)
    assert add_months(date(2024, 11, 30), 3) == date(2025, 2, 28)


@pytest.mark.parametrize(("n", "first", "last"), [(1, 1953, 1957), (6, 1981, 1985), (10, 2001, 2005), (14, 2021, 2025), (15, 2026, 2030)])
def test_five_year_plans(n: int, first: int, last: int) -> None:
    assert five_year_plan(n) == Days(date(first, 1, 1), date(last, 12, 31))


@pytest.mark.parametrize(("name", "day"), [
    ("春节", "2024-02-10"), ("除夕", "2024-02-09"), ("元宵", "2024-02-24"), ("清明", "2024-04-04"), ("端午", "2024-06-10"),
    ("中秋", "2024-09-17"), ("重阳", "2024-10-11"), ("国庆", "2024-10-01"),
])
def test_festivals(name: str, day: str) -> None:
    assert festival_day(name, 2024) == date.fromisoformat(day)


def test_festival_out_of_reach() -> None:
    assert festival_day("春节", 1800) is None
    assert festival_day("云溪节", 2024) is None


def test_year_of_a_december_text() -> None:
    # A text of December lays out the year to come: 今年 is the old year, 全年 the new one.
    now = Now.of(Anchor("2023-12-28", 2024))
    assert (now.this, now.plan) == (2023, 2024)
    text = "明年底前建成"
    found = bounding(text, Span(0, len(text)), Anchor("2023-12-28", 2024))
    assert found is not None and found.end_date == "2024-12-31"


def test_no_anchor_no_dates() -> None:
    text = "6月底前完成，今年底前验收，三年内见效，春节前清零，全年不少于两次"
    assert all(d.start_date is None and d.end_date is None for d in find(text, 0, len(text), Anchor()))


def test_year_carries_over() -> None:
    text = "2027年6月底前完成设计，12月底前完成施工"
    assert [d.end_date for d in find(text, 0, len(text), Anchor("2025"))] == ["2027-06-30", "2027-12-31"]


def test_reasons_are_told() -> None:
    text = "巩固2021年以来的成果"
    assert [reason for _, reason in judged(text, Span(0, len(text)), Anchor("2024"))] == ["past"]


PIECES = st.lists(st.one_of(
    st.sampled_from([row["phrase"] for row in ROWS]),
    st.text(alphabet="0123456789０１二三十四五年月日底前内起到至—-“”《》（），。每半季度上下旬周今明后全个世纪期间末初", max_size=24),
), max_size=6)
ANCHORS = st.builds(
    Anchor,
    st.sampled_from([None, "2014", "2024-01", "2024-12-28", "1986-03", "2024-02-29"]),
    st.sampled_from([None, 1986, 2024, 2025]),
    st.sampled_from([None, (2021, 2023)]),
)


@settings(max_examples=150, deadline=None)
@given(pieces=PIECES, anchor=ANCHORS)
def test_any_text(pieces: list[str], anchor: Anchor) -> None:
    text = "，".join(pieces)
    times = find(text, 0, len(text), anchor)
    assert times == find(text, 0, len(text), anchor)
    at = 0
    for d in times:
        assert d.span.of(text) == d.quote and d.quote
        assert at <= d.span.start < d.span.end <= len(text)
        at = d.span.end
        if d.start_date and d.end_date:
            assert d.start_date <= d.end_date
    found = bounding(text, Span(0, len(text)), anchor)
    assert found is None or found.span.of(text) == found.quote


@settings(max_examples=60, deadline=None)
@given(pieces=PIECES, anchor=ANCHORS, before=st.text(alphabet="春云，。", max_size=5))
def test_spans_move_with_the_text(pieces: list[str], anchor: Anchor, before: str) -> None:
    text = "，".join(pieces)
    shift = len(before) + 1
    moved = find(f"{before}。{text}", shift, shift + len(text), anchor)
    assert [(d.quote, d.span.start - shift) for d in moved] == [(d.quote, d.span.start) for d in find(text, 0, len(text), anchor)]


def test_stays_inside() -> None:
    text = "今年完成。明年底前建成。"
    assert [d.quote for d in find(text, 0, 5, Anchor("2024"))] == ["今年"]
    found = bounding(text, Span(5, len(text)), Anchor("2024"))
    assert found is not None and found.quote == "明年底前"


@pytest.mark.timing
@pytest.mark.parametrize("unit", ["二〇", "每", "2025年", "到", "2025年—", "“十五", "1", "一至", "今年的", "6月底前，"])
def test_linear(unit: str) -> None:
    def seconds(n: int) -> float:
        text = unit * n
        start = time.process_time()
        find(text, 0, len(text), Anchor("2024"))
        return time.process_time() - start

    seconds(50)
    assert seconds(20_000) < 40 * max(seconds(2_000), 1e-3)
