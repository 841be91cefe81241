"""Agreement of coders against worked examples that were published."""

from __future__ import annotations

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from textkit.model import TextkitError
from textkit.validate import agreement, alpha

# Krippendorff, Computing Krippendorff's Alpha-Reliability (2011), example C: four observers, twelve units, missing data.
OBSERVERS = [
    [1, 2, 3, 3, 2, 1, 4, 1, 2, None, None, None],
    [1, 2, 3, 3, 2, 2, 4, 1, 2, 5, None, 3],
    [None, 3, 3, 3, 2, 3, 4, 2, 2, 5, 1, None],
    [1, 2, 3, 3, 2, 4, 4, 1, 2, 5, 1, None],
]


@pytest.mark.parametrize(("level", "published"), [("nominal", 0.743), ("ordinal", 0.815), ("interval", 0.849)])
def test_alpha_is_the_published_one(level: str, published: float) -> None:
    assert alpha(OBSERVERS, level) == pytest.approx(published, abs=0.0005)  # type: ignore[arg-type]


def test_alpha_of_two_coders_is_the_published_one() -> None:
    # the same paper, example B: two observers, five categories, twelve units
    meg, owen = list("aabbdcccedda"), list("babbbccceddd")
    assert alpha([meg, owen]) == pytest.approx(0.692, abs=0.0005)


def long(columns: dict[str, list[object]], field: str = "function") -> pd.DataFrame:
    return pd.DataFrame([{"item": i, "coder": coder, "field": field, "value": value}
                         for coder, values in columns.items() for i, value in enumerate(values) if value is not None])


def test_kappa_is_the_published_one() -> None:
    # the grant proposals of https://en.wikipedia.org/wiki/Cohen%27s_kappa: 20 both yes, 15 both no, 5 and 10 apart
    first = ["是"] * 25 + ["否"] * 25
    second = ["是"] * 20 + ["否"] * 5 + ["是"] * 10 + ["否"] * 15
    row = agreement(long({"甲": first, "乙": second}), draws=200).rows[0]
    assert row["kappa"] == pytest.approx(0.40, abs=1e-9)
    assert row["agreement"] == pytest.approx(0.70) and row["items"] == 50
    assert row["kappa_low"] < 0.40 < row["kappa_high"] and row["alpha_low"] < row["alpha"] < row["alpha_high"]


def test_the_same_seed_gives_the_same_interval_and_all_fields_have_a_row() -> None:
    codes = pd.concat([long({"甲": ["任务", "套语", "任务"], "乙": ["任务", "套语", "成绩"]}), long({"甲": [1, 2, 4], "乙": [1, 3, 4]}, "rank")])
    once, again = (agreement(codes, {"rank": "ordinal"}, seed=7) for _ in range(2))
    assert once.rows == again.rows and [row["field"] for row in once.rows] == ["function", "rank"]
    assert once.rows[1]["level"] == "ordinal" and "2 名编码员" in once.notes[0]


@given(st.lists(st.lists(st.sampled_from(["任务", "成绩", "套语", None]), min_size=6, max_size=6), min_size=2, max_size=4))
def test_alpha_never_exceeds_one_and_ignores_the_order_of_coders(codes: list[list[str | None]]) -> None:
    value = alpha(codes)
    assert value is None or value <= 1
    assert alpha(codes[::-1]) == pytest.approx(value) if value is not None else alpha(codes[::-1]) is None


@pytest.mark.parametrize(("frame", "words"), [
    (pd.DataFrame({"item": [1]}), "缺少列"),
    ("甲.xlsx", "read_coding"),
    (long({"甲": ["任务"]}), "两个人都编"),
    (pd.concat([long({"甲": ["任务"]})] * 2), "编了两次"),
])
def test_what_cannot_be_compared_is_said(frame: pd.DataFrame, words: str) -> None:
    with pytest.raises(TextkitError, match=words):
        agreement(frame)


def test_levels_and_lengths_are_checked() -> None:
    with pytest.raises(TextkitError, match="测量层次"):
        alpha([[1], [1]], "ratio")  # type: ignore[arg-type]
    with pytest.raises(TextkitError, match="一样多"):
        alpha([[1], [1, 2]])
    with pytest.raises(TextkitError, match="数字"):
        alpha([["高"], ["低"]], "interval")
