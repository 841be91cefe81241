"""Numerals in Arabic and Chinese characters, and text of folded width."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from textkit.extract.numerals import fold_marks, fold_width, parse

DIGITS = "〇一二三四五六七八九"


@pytest.mark.parametrize(("text", "value"), [
    ("7", 7), ("1.2万", 12_000), ("2.2万亿", 2.2e12), ("1,234.5", 1234.5), ("２００万", 2_000_000), ("3千", 3000),
    ("十", 10), ("十二", 12), ("二十", 20), ("一百零五", 105), ("一百二十", 120), ("两千五", 2500), ("三万二", 32_000),
    ("三万零五十", 30_050), ("二十五万六千", 256_000), ("三亿五千万", 350_000_000), ("一万二千亿", 1.2e12), ("千万", 1e7),
    ("百亿", 1e10), ("万", 10_000), ("零", 0), ("二〇二五", 2025), ("一九八○", 1980), ("十点七", 10.7), ("零点五", 0.5),
    ("四点五亿", 450_000_000), ("六千零九十五亿", 609_500_000_000),
])
def test_parse(text: str, value: float) -> None:
    assert parse(text) == pytest.approx(value)


@pytest.mark.parametrize("text", ["", "点五", "三个", "十点", "abc", "五点八九公里"])
def test_parse_rejects(text: str) -> None:
    assert parse(text) is None


def write(number: int) -> str:
    """A whole number below 10,000 in Chinese numerals, as people write it."""
    out, zero = "", False
    for unit, name in ((1000, "千"), (100, "百"), (10, "十"), (1, "")):
        digit, number = divmod(number, unit)
        if digit:
            out += ("零" if zero and out else "") + DIGITS[digit] + name
            zero = False
        else:
            zero = True
    return out or "零"


@given(st.integers(0, 9999), st.integers(0, 9999))
def test_parse_reads_what_is_written(high: int, low: int) -> None:
    assert parse(write(low)) == low
    if high and low >= 1000:
        assert parse(f"{write(high)}万{write(low)}") == high * 10_000 + low


@given(st.text())
def test_folding_keeps_every_offset(text: str) -> None:
    assert len(fold_width(text)) == len(text)
    assert len(fold_marks(text)) == len(text)


def test_fold_marks_leaves_numbers_alone() -> None:
    assert fold_marks("增长5%,共1,234件;比为1:2") == "增长5%，共1,234件；比为1:2"
