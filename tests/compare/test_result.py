"""Some rows of a result: chosen by their columns, shown, aligned and written like the whole."""

from __future__ import annotations

from pathlib import Path

import pytest

import textkit as tk
from textkit.model import TextkitError


@pytest.fixture(scope="module")
def delivery(reports_of_all: tk.Corpus) -> tk.compare.Delivery:
    return tk.compare.delivery(reports_of_all)


def test_rows_by_value_values_none_and_the_last_part_of_a_place(delivery: tk.compare.Delivery) -> None:
    here = delivery.where(place="砚川县", year=range(2022, 2024))
    assert len(here) and list(here.rows) == [r for r in delivery.rows if r["place"] == "云岫市砚川县" and r["year"] >= 2022]
    assert {row["outcome"] for row in delivery.where(outcome={"met", "not_met"}).rows} == {"met", "not_met"}
    assert [row["actual_quote"] for row in delivery.where(actual_quote=None).rows] == [None] * int(delivery.table.actual_quote.isna().sum())
    assert delivery.where().rows == delivery.rows and not delivery.where(year=1999)
    assert len(here.where(outcome="met")) == len(delivery.where(place="砚川县", year=(2022, 2023), outcome="met"))


def test_they_say_what_they_leave_out_and_where_they_come_from(delivery: tk.compare.Delivery, tmp_path: Path) -> None:
    missed = delivery.where(outcome="not_met", actual_quote=None)
    assert missed.notes[-1] == f"只列完成情况为not_met，实绩原文为空的 0 行，全部有 {len(delivery)} 行"
    missed = delivery.where(outcome="not_met")
    assert (missed.title, missed.shown, missed.documents) == (delivery.title, delivery.shown, delivery.documents)
    assert "只列完成情况为not_met" in missed._repr_html_() and str(missed.aligned(most=1))
    assert missed.to_excel(tmp_path / "未达到.xlsx").is_file()
    with pytest.raises(TextkitError, match="没有图"):
        missed.plot()
    with pytest.raises(TextkitError, match=r"没有列 结果.*outcome"):
        delivery.where(结果="not_met")
