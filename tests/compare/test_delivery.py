"""Promise and delivery: each trap as a pair of short reports about a place that does not exist, and the corpora."""

from __future__ import annotations

import csv
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

import textkit as tk
from textkit.compare import SHORT, delivery
from textkit.compare.indicators import resolve
from textkit.compare.outcomes import Tolerance, converted, judge
from textkit.corpus.corpus import Corpus
from textkit.model import Document, TextkitError

GOALS = "政府工作报告\n\n一、2030年工作回顾\n过去一年，全县各项工作取得新成绩。\n\n二、2031年工作安排\n全县经济社会发展的主要预期目标是：{}。\n"
REVIEW = "政府工作报告\n\n一、2031年工作回顾\n{}\n\n二、2032年工作安排\n主要预期目标是：地区生产总值增长9%，城镇新增就业9000人以上。\n"


def pair(goals: str, review: str, **options: Any) -> list[dict[str, Any]]:
    earlier = tk.read_text(GOALS.format(goals), place="青岚县", date="2031-01-08")
    later = tk.read_text(REVIEW.format(review), place="青岚县", date="2032-01-08")
    return list(delivery(earlier, later, **options).rows)


def one(goals: str, review: str, indicator: str, **options: Any) -> dict[str, Any]:
    found = [row for row in pair(goals, review, **options) if row["indicator"] == indicator]
    assert len(found) == 1, found
    return found[0]


TRAPS = [
    # goals, review, indicator, actual_low, actual_high, gap, outcome
    ("地区生产总值增长6%", "过去一年，GDP增长6.2%。", "地区生产总值", 6.2, 6.2, 0.2, "met"),
    ("地区生产总值增长6%左右", "过去一年，全县生产总值186亿元、增长5.7%。", "地区生产总值", 5.7, 5.7, -0.3, "about_met"),
    ("地区生产总值增长6%左右", "过去一年，全县生产总值186亿元，增长5.4%。", "地区生产总值", 5.4, 5.4, -0.6, "not_met"),
    ("地区生产总值增长6%", "过去一年，地区生产总值增长5.9%。", "地区生产总值", 5.9, 5.9, -0.1, "not_met"),
    ("地区生产总值增长5%—5.5%", "过去一年，地区生产总值增长5％。", "地区生产总值", 5.0, 5.0, 0.0, "met"),
    ("地区生产总值增长6%", "过去一年，全县地区生产总值达到186亿元、位居全市第三、增长6.1%。", "地区生产总值", 6.1, 6.1, 0.1, "met"),
    ("地区生产总值增长6%", "过去一年，招商引资成效明显。", "地区生产总值", None, None, None, "not_reported"),
    ("城镇新增就业3000人以上", "五年来，城镇新增就业1.6万人。刚刚过去的2031年，城镇新增就业3100人。", "城镇新增就业", 3100, 3100, 100, "met"),
    ("城镇新增就业3000人以上", "过去一年，城镇新增就业3100人。\n五年来，城镇新增就业累计1.6万人。", "城镇新增就业", 3100, 3100, 100, "met"),
    ("城镇新增就业3000人以上", "五年来，城镇新增就业累计1.6万人。", "城镇新增就业", None, None, None, "not_reported"),
    ("固定资产投资增长8%", "过去五年，固定资产投资年均增长9%。", "固定资产投资", None, None, None, "not_reported"),
    ("城镇、农村居民人均可支配收入分别增长5%和7%左右", "过去一年，城镇、农村居民人均可支配收入分别增长4.6%、6.2%。",
     "城镇居民人均可支配收入", 4.6, 4.6, -0.4, "about_met"),
    ("城乡居民人均可支配收入分别增长5%、7%", "过去一年，城镇居民人均可支配收入38000元，增长5.1%，农村居民人均可支配收入20000元，增长6.9%。",
     "农村居民人均可支配收入", 6.9, 6.9, -0.1, "not_met"),
    ("城乡居民人均可支配收入分别增长5%、7%", "过去一年，居民人均可支配收入增长5.8%。", "城镇居民人均可支配收入", 5.8, 5.8, 0.8, "not_comparable"),
    ("一、二、三产增加值分别增长3%、7%、6%", "过去一年，一产、二产、三产增加值分别增长3.2%、6.5%、6%。", "第二产业增加值", 6.5, 6.5, -0.5, "not_met"),
    ("社会消费品零售总额、固定资产投资增长5%左右", "过去一年，社零总额增长4.2%，固定资产投资增长5.5%。", "社会消费品零售总额", 4.2, 4.2, -0.8, "not_met"),
    ("城镇调查失业率5.5%左右", "过去一年，城镇调查失业率平均为5.3%。", "城镇调查失业率", 5.3, 5.3, -0.2, "met"),
    ("城镇调查失业率控制在5.5%以内", "过去一年，城镇调查失业率5.8%。", "城镇调查失业率", 5.8, 5.8, 0.3, "not_met"),
    ("居民消费价格涨幅2%左右", "过去一年，居民消费价格下降0.1%。", "居民消费价格", -0.1, -0.1, -2.1, "met"),
    ("居民消费价格涨幅2%左右", "过去一年，居民消费价格与上年持平。", "居民消费价格", 0.0, 0.0, -2.0, "met"),
    ("单位地区生产总值能耗下降2.5%", "过去一年，单位地区生产总值能耗下降3%。", "单位GDP能耗", -3.0, -3.0, 0.5, "met"),
    ("单位地区生产总值能耗下降2.5%", "“十四五”时期，单位地区生产总值能耗累计下降14%。", "单位GDP能耗", None, None, None, "not_reported"),
    ("粮食总产量17.5万吨以上", "过去一年，粮食总产3.52亿斤。", "粮食产量", 352000000, 352000000, 1000, "met"),
    ("常住人口城镇化率达到58%左右", "五年来，常住人口城镇化率从2026年的53.2%提高到2031年的57.7%。", "常住人口城镇化率", 57.7, 57.7, -0.3, "about_met"),
    ("固定资产投资增长8%", "过去一年，固定资产投资（不含房地产开发）增长9.5%。", "固定资产投资", 9.5, 9.5, 1.5, "not_comparable"),
    ("固定资产投资增长8%", "过去一年，扣除房地产开发投资，固定资产投资增长9.5%，工业投资增长20%。", "固定资产投资", 9.5, 9.5, 1.5, "not_comparable"),
    ("进出口总额增长10%", "过去一年，外贸出口总额增长12%。", "进出口总额", 12, 12, 2, "not_comparable"),
    ("进出口总额增长10%", "过去一年，进出口总额8.9亿元。", "进出口总额", 890000000, 890000000, None, "not_comparable"),
    ("进出口总额保持正增长", "过去一年，外贸进出口在订单减少三成的情况下增长2%。", "进出口总额", 2, 2, 2, "met"),
    ("一般公共预算收入增长4%", "过去一年，一般公共预算收入同口径增长4.2%，自然口径下降6.3%。", "一般公共预算收入", None, None, None, "not_comparable"),
    ("一般公共预算收入增长4%", "过去一年，一般公共预算收入增长3.1%（同口径增长4.4%）。", "一般公共预算收入", 3.1, 3.1, -0.9, "not_met"),
    ("一般公共预算收入增长4%", "过去一年，经济运行平稳。\n我们也看到，全年一般公共预算收入仅增长1.1%，财政收支矛盾突出。", "一般公共预算收入", 1.1, 1.1, -2.9, "not_met"),
    ("居民收入增长与经济增长同步", "过去一年，地区生产总值增长5.2%，居民人均可支配收入增长5.6%。", "居民人均可支配收入", 5.6, 5.6, 0.4, "met"),
    ("居民收入增长与经济增长基本同步", "过去一年，地区生产总值增长5.2%，居民人均可支配收入增长4.9%。", "居民人均可支配收入", 4.9, 4.9, -0.3, "about_met"),
    ("居民收入增长与经济增长同步", "过去一年，地区生产总值增长5.2%，城镇和农村居民人均可支配收入分别增长4.3%、6.1%。", "居民人均可支配收入", 4.3, 6.1, None,
     "not_comparable"),
    ("居民收入增长与经济增长同步", "过去一年，地区生产总值增长3.2%，城镇和农村居民人均可支配收入分别增长4.3%、6.1%。", "居民人均可支配收入", 4.3, 6.1, 1.1,
     "met"),
    ("农村居民收入增速高于全国平均水平", "过去一年，农村居民人均可支配收入增长6.1%。", "农村居民人均可支配收入", 6.1, 6.1, None, "not_comparable"),
    ("规模以上工业增加值增速高于全省平均水平", "过去一年，规上工业增加值增长7.6%，高于全省1.7个百分点。", "规模以上工业增加值", 7.6, 7.6, 1.7, "met"),
    ("规模以上工业增加值增长7%", "过去一年，规模以上工业企业达76家、增加值增长7.3%。", "规模以上工业增加值", 7.3, 7.3, 0.3, "met"),
    ("竹制品产值达到30亿元", "过去一年，竹制品产值预计达到29亿元。", "竹制品产值", 2900000000, 2900000000, -100000000, "not_met"),
    ("固定资产投资增长8%", "过去一年，上半年固定资产投资增长12%，全年固定资产投资增长6%。", "固定资产投资", 6, 6, -2, "not_met"),
]


@pytest.mark.parametrize(("goals", "review", "indicator", "low", "high", "gap", "outcome"), TRAPS)
def test_traps(goals: str, review: str, indicator: str, low: float | None, high: float | None, gap: float | None, outcome: str) -> None:
    row = one(goals, review, indicator)
    assert row["outcome"] == outcome
    if outcome != "not_comparable" or low is not None:
        assert (row["actual_low"], row["actual_high"]) == (low, high)
    if outcome != "not_comparable":
        assert row["gap"] == (None if gap is None else pytest.approx(gap))


def test_stretch_stands_beside_the_floor() -> None:
    row = one("规模以上工业增加值增长8%、力争达到10%", "过去一年，规上工业增加值增长8.6%。", "规模以上工业增加值")
    assert (row["target_low"], row["stretch"], row["outcome"]) == (8, 10, "met")
    assert "10%" in row["stretch_quote"]


def test_flags_and_what_was_set_aside() -> None:
    row = one("地区生产总值增长6%", "预计全年地区生产总值186亿元，增长6.3%。\n五年来，地区生产总值年均增长7%。", "地区生产总值")
    assert "预计" in row["flags"]
    assert "年均增长7%（五年累计或年均）" in row["set_aside"]
    row = one("一般公共预算收入增长4%", "过去一年，一般公共预算收入7.9亿元，同口径增长5.4%。", "一般公共预算收入")
    assert "同口径" in row["flags"] and row["outcome"] == "met"


def test_positions_lead_to_the_source() -> None:
    earlier = tk.read_text(GOALS.format("地区生产总值增长６％左右"), place="青岚县", date="2031-01-08")
    later = tk.read_text(REVIEW.format("过去一年，地区生产总值增长６.１％。"), place="青岚县", date="2032-01-08")
    row = delivery(earlier, later).rows[0]
    assert earlier.source.text[row["earlier_start"]:row["earlier_end"]] == "地区生产总值增长６％左右"
    assert later.source.text[row["later_start"]:row["later_end"]] == "地区生产总值增长６.１％"
    assert (row["earlier_document"], row["later_document"]) == (earlier.id, later.id)
    assert row["earlier_section"].startswith("二、") and row["later_section"].startswith("一、")


def test_tolerance_is_an_option() -> None:
    assert one("地区生产总值增长6%左右", "过去一年，地区生产总值增长5.7%。", "地区生产总值", tolerance=0.2)["outcome"] == "not_met"


def test_all_targets() -> None:
    earlier = GOALS.format("地区生产总值增长6%") + "\n三、重点任务\n要新建高标准农田2万亩以上。"
    later = REVIEW.format("过去一年，地区生产总值增长6%，新建高标准农田2.2万亩。")
    a, b = (tk.read_text(t, place="青岚县", date=d) for t, d in ((earlier, "2031-01-08"), (later, "2032-01-08")))
    assert {r["indicator"]: r["outcome"] for r in delivery(a, b, targets="all").rows}["新建高标准农田"] == "met"
    assert len(delivery(a, b).rows) == 1


def test_nothing_to_pair() -> None:
    document = tk.read_text("各乡镇要抓紧春灌。", place="青岚县", date="2031-03-01")
    with pytest.raises(tk.TextkitError, match="没有可以前后对照"):
        delivery([document, document])


def test_judge() -> None:
    jobs = resolve("城镇新增就业")
    assert judge(jobs, "about", "level", "人", 600000, 600000, 598000, 598000) == ("about_met", -2000)
    assert judge(jobs, "about", "level", "人", 600000, 600000, 596000, 596000)[0] == "not_met"
    assert judge(jobs, "about", "level", "人", 600000, 600000, 596000, 596000, Tolerance(0.5, 0.01))[0] == "about_met"
    assert judge(jobs, ">=", "level", "人", 700000, None, 650000, None)[0] == "not_comparable"
    assert judge(jobs, ">", "level", "人", 700000, None, 700000, 700000)[0] == "not_met"
    assert converted(352000000, "斤", "吨") == 176000 and converted(1, "元", "吨") is None


def test_embedded_corpus(embedded: Path, story: Corpus) -> None:
    result = delivery(story)
    with (embedded / "story.csv").open(encoding="utf-8-sig", newline="") as file:
        planted = [row for row in csv.DictReader(file) if row["kind"] == "target" and "水质" not in row["indicator_or_task"]]
    found = {(row["place"].removeprefix("云岫市") or "云岫市", str(row["year"]), row["indicator"]): row for row in result.rows}
    wrong = []
    for row in planted:
        key = (row["place"].removeprefix("云岫市") or "云岫市", row["year"], resolve(row["indicator_or_task"]).name)
        if key not in found or found[key]["outcome"] != row["outcome"]:
            wrong.append((key, row["outcome"], found.get(key, {}).get("outcome")))
    assert len(wrong) <= 1, wrong
    assert len(result.rows) <= len(planted) + 3


def test_provinces(shared: Path, report: Callable[[str], Document]) -> None:
    with (shared / "gold" / "delivery-dev.csv").open(encoding="utf-8-sig", newline="") as file:
        gold = list(csv.DictReader(file))
    right = total = 0
    for place in dict.fromkeys(row["place"] for row in gold):
        name = f"{place}政府工作报告.txt"
        result = delivery(report(f"provinces-2025-text/2025年{name}"), report(f"provinces-2026/2026年{name}"))
        rows = {(r["indicator"], r["target_low"], r["target_high"]): r for r in result.rows}
        for want in (row for row in gold if row["place"] == place):
            low, high = (float(want[n]) if want[n] else None for n in ("target_low", "target_high"))
            got = rows.get((resolve(want["indicator"]).name, low, high))
            total += 1
            actual = tuple(float(want[n]) if want[n] else None for n in ("actual_low", "actual_high"))
            right += got is not None and got["outcome"] == want["outcome"] and (got["actual_low"], got["actual_high"]) == actual
        # two conditions of one target make one row
        assert len(rows) <= sum(row["place"] == place for row in gold) + 1
    assert right == total == len(gold)


def test_files(tmp_path: Path) -> None:
    earlier = tk.read_text(GOALS.format("地区生产总值增长6%"), place="青岚县", date="2031-01-08")
    later = tk.read_text(REVIEW.format("过去一年，地区生产总值增长6.1%。"), place="青岚县", date="2032-01-08")
    result = delivery(earlier, later)
    path = result.to_csv(tmp_path / "out.csv", columns=SHORT)
    with path.open(encoding="utf-8-sig", newline="") as file:
        rows = list(csv.DictReader(file))
    assert tuple(rows[0]) == SHORT and rows[0]["target_low"] == "6" and rows[0]["outcome"] == "met"
    assert result.to_csv(path, columns=SHORT) == path
    result.to_excel(tmp_path / "out.xlsx")
    assert (tmp_path / "out.xlsx").stat().st_size > 0
    path.write_text("mine", encoding="utf-8")
    with pytest.raises(tk.TextkitError):
        result.to_csv(path)
    assert list(result.table.columns) == list(result.columns) and len(result.table) == 1
    assert "地区生产总值" in result._repr_html_()
    assert result.counts()["met"] == 1


def test_a_report_does_not_answer_itself() -> None:
    report = tk.read_text(GOALS.format("地区生产总值增长6%"), place="青岚县", date="2031-01-08")
    with pytest.raises(TextkitError, match="同一份报告"):
        delivery(report, report)


def test_a_place_goes_by_its_last_part(reports_of_all: tk.Corpus) -> None:
    whole = delivery(reports_of_all, place="云岫市砚川县", year=2022)
    assert [row["year"] for row in whole.rows] == [2022] * len(whole)
    assert delivery(reports_of_all, place="砚川县", year=2022).rows == whole.rows
    with pytest.raises(TextkitError, match="没有可以前后对照"):
        delivery(reports_of_all, place="川县")
