"""The panel: forms, horizons, relative targets, the level above, what was reached; and the files it is written to."""

from __future__ import annotations

import csv
from pathlib import Path
from typing import Any

import pandas as pd
import pytest

import textkit as tk
from textkit.compare import panel

REPORT = ("政府工作报告\n\n一、2030年工作回顾\n过去一年，{review}。\n\n二、2031年工作安排\n今年全市经济社会发展的主要预期目标是：{goals}。\n"
          "\n三、重点任务\n{work}\n")


def rows(goals: str, names: tuple[str, ...] = ("GDP",), work: str = "要抓好春灌。") -> list[dict[str, Any]]:
    document = tk.read_text(REPORT.format(review="各项工作取得新成绩", goals=goals, work=work), place="青岚市", date="2031-01-08")
    return list(panel([document], names).rows)


FORMS = [
    ("地区生产总值增长6%", "point", 6, 6, None, None),
    ("地区生产总值增长6%以上", "floor", 6, None, None, None),
    ("地区生产总值增长6%左右", "about", 6, 6, None, None),
    ("地区生产总值增长6%—6.5%", "range", 6, 6.5, None, None),
    ("地区生产总值增长6%、力争达到7%", "point", 6, 6, 7, None),
    ("地区生产总值增速“保8争9”", "slogan", 8, None, 9, None),
    ("地区生产总值增速高于全省平均水平", "relative", None, None, None, "全省平均水平"),
    ("地区生产总值增速高于全省1个百分点", "relative", None, None, None, "全省"),
    ("经济增长6.2%", "point", 6.2, 6.2, None, None),
    ("城镇新增就业3万人", "none", None, None, None, None),
]


@pytest.mark.parametrize(("goals", "form", "low", "high", "stretch", "reference"), FORMS)
def test_forms(goals: str, form: str, low: float | None, high: float | None, stretch: float | None, reference: str | None) -> None:
    found = rows(goals)
    assert len(found) == 1
    row = found[0]
    assert (row["form"], row["low"], row["high"], row["stretch"], row["reference"]) == (form, low, high, stretch, reference)
    assert row["horizon_start"] == row["horizon_end"] == row["year"] == 2031


def test_modal_margin_basis() -> None:
    row = rows("确保一般公共预算收入同口径增长5%左右", ("财政收入",))[0]
    assert row["indicator"] == "一般公共预算收入" and row["modal"] == "确保、左右" and row["basis"] == "同口径"
    assert rows("地区生产总值增速高于全省1个百分点")[0]["margin"] == 1


def test_words_and_elsewhere_and_five_years() -> None:
    row = rows("地区生产总值增长6%，固定资产投资提质提效", ("固定资产投资",))[0]
    assert (row["form"], row["modal"], row["quote"]) == ("slogan", "提质提效", "固定资产投资提质提效")
    row = rows("地区生产总值增长6%，粮食产量、单位地区生产总值能耗完成省下达任务", ("粮食产量",))[0]
    assert (row["form"], row["reference"]) == ("relative", "上级下达目标")
    row = rows("地区生产总值增长6%", ("社零总额",), "扩大消费。社会消费品零售总额增长5%左右。")[0]
    assert (row["form"], row["low"], row["rule"]) == ("about", 5, "panel.elsewhere")
    found = rows("地区生产总值增长6%", ("GDP",), "“十六五”时期，要推动地区生产总值年均增长5%左右。")
    assert [(r["low"], r["horizon_start"], r["horizon_end"]) for r in found] == [(6, 2031, 2031), (5, 2031, 2035)]


def test_two_years_and_the_level_above() -> None:
    a = tk.read_text(REPORT.format(review="经济平稳运行", goals="地区生产总值增长6%", work="抓好春灌。"), place="四川省泸州市", date="2031-01-08")
    later = REPORT.replace("2031", "2032").replace("2030", "2031").format(
        review="预计地区生产总值增长6.4%", goals="地区生产总值增长5%", work="抓好春灌。")
    b = tk.read_text(later, place="四川省泸州市", date="2032-01-08")
    c = tk.read_text(REPORT.format(review="经济平稳运行", goals="地区生产总值增长5.5%以上", work="抓好春灌。"), place="四川省", date="2031-01-08")
    result = panel([a, b, c], ["地区生产总值"])
    by = {(r["place"], r["year"]): r for r in result.rows}
    row = by["四川省泸州市", 2031]
    assert row["code"] == "510500" and row["upper_place"] == "四川省" and row["upper_gap"] == 0.5
    assert (row["actual_low"], row["gap"], row["outcome"], row["estimated"]) == (6.4, 0.4, "met", True)
    assert by["四川省泸州市", 2032]["actual_low"] is None and by["四川省", 2031]["upper_place"] is None
    assert "3 份报告" in result.notes[0]


def test_quote_stands_in_the_source() -> None:
    document = tk.read_text(REPORT.format(review="平稳", goals="地区生产总值增长６％左右", work="抓好春灌。"), place="青岚市", date="2031-01-08")
    row = panel([document], ["GDP"]).rows[0]
    assert document.source.text[row["quote_start"]:row["quote_end"]] == row["quote"] == "地区生产总值增长６％左右"


def test_no_place() -> None:
    with pytest.raises(tk.TextkitError, match="没有一份"):
        panel([tk.read_text("抓好春灌。")])


def test_files(tmp_path: Path) -> None:
    document = tk.read_text(REPORT.format(review="平稳", goals="地区生产总值增长6%", work="抓好春灌。"), place="青岚市", date="2031-01-08")
    result = panel([document], ["GDP", "CPI"])
    with result.to_csv(tmp_path / "panel.csv").open(encoding="utf-8-sig", newline="") as file:
        assert [row["form"] for row in csv.DictReader(file)] == ["point", "none"]
    path = result.to_stata(tmp_path / "panel.dta")
    result.to_stata(path)
    with pd.io.stata.StataReader(path) as reader:
        assert reader.variable_labels()["low"] == "目标下限"
        table = reader.read()
    assert list(table["indicator"]) == ["地区生产总值", "居民消费价格"] and table["low"].iloc[0] == 6
    assert all(name.isascii() for name in table.columns)


def test_growth_targets_of_the_reference_reports(shared: Path) -> None:
    """The growth target of the economy, as read by eye: places whose wording is out of the ordinary, and the rest found."""
    reports = [max(tk.read(path), key=lambda d: len(d.text)) for path in sorted((shared / "corpus" / "prefectures-2024").glob("*.txt"))]
    result = panel(reports, ["地区生产总值"])
    found = {(r["place"], r["measure"]): r for r in result.rows}
    growth = [r for r in found.values() if r["measure"] == "growth"]
    assert len(growth) == len(reports) and all(r["form"] != "none" for r in growth)
    relative = {r["place"] for r in growth if r["form"] == "relative"}
    assert relative == {"四川省宜宾市", "四川省泸州市", "四川省资阳市"}
    assert (found["四川省凉山彝族自治州", "growth"]["low"], found["四川省凉山彝族自治州", "growth"]["stretch"]) == (8, 9)
    assert found["山西省晋城市", "growth"]["low"] == 6
