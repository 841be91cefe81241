"""The panel: forms, horizons, relative targets, the level above, what was reached; and the files it is written to."""

from __future__ import annotations

import csv
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pandas as pd
import pytest

import textkit as tk
from textkit.compare import Panel, panel
from textkit.model import Document

REPORT = ("政府工作报告\n\n一、2030年工作回顾\n过去一年，{review}。\n\n二、2031年工作安排\n今年全市经济社会发展的主要预期目标是：{goals}。\n"
          "\n三、重点任务\n{work}\n")


GROWTH = Path(__file__).resolve().parents[1] / "golden" / "growth_targets.tsv"


def _panel(goals: str, names: tuple[str, ...] = ("GDP",), work: str = "要抓好春灌。", **options: Any) -> Panel:
    document = tk.read_text(REPORT.format(review="各项工作取得新成绩", goals=goals, work=work), place="青岚市", date="2031-01-08")
    return panel([document], names, **options)


def rows(goals: str, names: tuple[str, ...] = ("GDP",), work: str = "要抓好春灌。") -> list[dict[str, Any]]:
    return list(_panel(goals, names, work).rows)


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


@pytest.mark.parametrize(("goals", "name", "modal"), [
    ("规模以上工业增加值增长8%", "规模以上工业增加值", None),
    ("力争规模以上工业增加值增长8%以上", "规模以上工业增加值", "力争、以上"),
    ("500万元以上固定资产投资增长5%左右", "固定资产投资", "左右"),
])
def test_a_class_is_no_word_of_obligation(goals: str, name: str, modal: str | None) -> None:
    assert rows(goals, (name,))[0]["modal"] == modal


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


#: Provinces that other tests read too; of 2026 also those that set a target for five years.
READ = ("安徽省", "山东省", "浙江省", "贵州省", "辽宁省", "陕西省")
FIVE = ("北京市", "海南省", "湖南省", "福建省", "江西省", "广东省", "新疆维吾尔自治区")


def test_growth_targets_of_the_reference_reports(shared: Path, report: Callable[[str], Document]) -> None:
    """The growth target of the economy, yearly and five-yearly, as read by eye (the table holds 21 provinces in two years)."""
    names = [f"prefectures-2024/{path.name}" for path in sorted((shared / "corpus" / "prefectures-2024").glob("*.txt"))]
    names += [f"provinces-2025-text/2025年{place}政府工作报告.txt" for place in READ]
    names += [f"provinces-2026/2026年{place}政府工作报告.txt" for place in READ + FIVE]
    found, places = set(), set()
    for name in names:
        document = report(name)
        places.add((document.place or "", str(document.work_year)))
        for row in panel([document], ["GDP"]).rows:
            if row["measure"] == "growth":
                found.add(tuple("" if row[n] is None else f"{row[n]:g}" if isinstance(row[n], float) else str(row[n]) for n in (
                    "place", "year", "horizon_end", "form", "low", "high", "reference", "margin", "stretch", "modal")))
    read = {tuple(line.split("\t")) for line in GROWTH.read_text(encoding="utf-8").splitlines()[3:]}
    assert found == {row for row in read if row[:2] in places} and len(read) == 71 + 2 * 21 + 11 and len(places) == 71 + 19


def test_hardness_comes_from_a_named_preset(tmp_path: Path) -> None:
    assert rows("地区生产总值增长6%左右")[0]["hardness"] is None
    for goals, hardness in (("地区生产总值增长6%左右", "soft"), ("确保地区生产总值增长6%以上", "hard"), ("地区生产总值增长6%", "general"),
                            ("力争地区生产总值增长6%以上", "soft"), ("地区生产总值增速高于全省平均水平", "hard")):
        result = _panel(goals, hardness="约束")
        assert result.rows[0]["hardness"] == hardness, goals
        assert "余泳泽" in result.notes[-1] and result.options["hardness"] == "约束"
    mine = tmp_path / "mine.tsv"
    mine.write_text("pattern\tpreset\tcolumn\thardness\tsource\texample\tcounter\n.\t从严\tform\thard\t自定\tabout\t\n", encoding="utf-8")
    result = _panel("地区生产总值增长6%左右", hardness=str(mine))
    assert result.rows[0]["hardness"] == "hard" and "从严" in result.notes[-1]
    mine.write_text(mine.read_text(encoding="utf-8").replace("\thard\t", "\tiron\t"), encoding="utf-8")
    copy = tmp_path / "copy.tsv"
    copy.write_text(mine.read_text(encoding="utf-8"), encoding="utf-8")
    with pytest.raises(tk.TextkitError, match="iron"):
        _panel("地区生产总值增长6%左右", hardness=str(copy))
    with pytest.raises(tk.TextkitError, match="约束"):
        _panel("地区生产总值增长6%左右", hardness="没有的口径")


def test_a_stretch_by_another_measure_or_margin_is_kept_beside() -> None:
    row = rows("地区生产总值增长6%以上，力争突破900亿元")
    assert len(row) == 1 and (row[0]["low"], row[0]["stretch"], row[0]["stretch_unit"]) == (6, 9e10, "元")
    row = rows("地区生产总值增速高于全省1个百分点左右，力争高于全省2个百分点")
    assert len(row) == 1 and (row[0]["margin"], row[0]["stretch"], row[0]["stretch_unit"]) == (1, 2, "个百分点")


def test_a_class_of_projects_is_no_bound() -> None:
    row = rows("地区生产总值增长6%，500万元以上固定资产投资增长3%", ("固定资产投资",))[0]
    assert (row["form"], row["low"], row["modal"]) == ("point", 3, None)


def test_a_plan_in_words_of_setting_out() -> None:
    for work in ("规划纲要设定了今后五年的主要指标，包括地区生产总值年均增长5%左右等16个指标。",
                 "综合考虑发展条件，建议“十六五”时期地区生产总值增速目标设定为年均增长5%左右。"):
        found = rows("地区生产总值增长6%", ("GDP",), work)
        assert [(r["low"], r["horizon_end"]) for r in found] == [(6, 2031), (5, 2035)], work
    past = REPORT.format(review="五年来，地区生产总值年均增长7%", goals="地区生产总值增长6%", work="抓好春灌。")
    assert len(panel([tk.read_text(past, place="青岚市", date="2031-01-08")], ["GDP"]).rows) == 1


def test_a_zone_stands_below_the_city_whose_code_it_has() -> None:
    report = REPORT.format(review="平稳", goals="地区生产总值增长6%", work="抓好春灌。")
    texts = [tk.read_text(report.replace("6%", share), place=place, date="2031-01-08")
             for place, share in (("安徽省合肥市", "6%"), ("安徽省合肥市高新区", "7%"))]
    result = panel(texts, ["GDP"])
    by = {row["place"]: row for row in result.rows}
    assert by["安徽省合肥市高新区"]["upper_place"] == "安徽省合肥市" and by["安徽省合肥市高新区"]["upper_gap"] == 1
    assert by["安徽省合肥市"]["upper_place"] is None


def test_a_place_that_no_list_knows_stands_below_the_one_its_name_begins_with() -> None:
    goals = "地区生产总值增长{}%，城镇新增就业{}人以上"
    texts = [tk.read_text(REPORT.format(review="平稳", goals=goals.format(*numbers), work="抓好春灌。"), place=place, date="2031-01-08")
             for place, numbers in (("青岚市", (6, 30000)), ("青岚市白沙县", (7, 2600)))]
    by = {(row["place"], row["indicator"]): row for row in panel(texts, ["GDP", "城镇新增就业"]).rows}
    growth, jobs = by["青岚市白沙县", "地区生产总值"], by["青岚市白沙县", "城镇新增就业"]
    assert (growth["upper_place"], growth["upper_gap"]) == ("青岚市", 1)
    assert (jobs["upper_place"], jobs["upper_low"], jobs["upper_gap"]) == ("青岚市", 30000, None)      # a part is not behind the whole
    assert by["青岚市", "地区生产总值"]["upper_place"] is None


def test_aliases_of_ones_own(tmp_path: Path) -> None:
    mine = tmp_path / "mine.tsv"
    mine.write_text("pattern\tname\tgood\tnature\tunits\tpart_of\tsource\texample\tcounter\n"
                    "^竹(?:制品)?(?:产业)?产值$\t竹产业产值\thigh\tflow\t元,%\t\t本县统计口径\t竹制品产值\t竹产业\n", encoding="utf-8")
    result = _panel("地区生产总值增长6%，竹制品产值增长12%", ("竹产业产值",), extra=[str(mine)])
    assert [(row["indicator"], row["low"], row["measure"]) for row in result.rows] == [("竹产业产值", 12, "growth")]
    assert str(mine) in result.options["extra"]
