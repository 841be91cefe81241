"""The 数据核对表: every figure, last year's value, given facts that agree or contradict."""

from __future__ import annotations

from pathlib import Path

import pytest
from typer.testing import CliRunner

from textkit.cli import app
from textkit.corpus import read, read_text
from textkit.draft import figures
from textkit.draft.figure_table import agrees, read_facts
from textkit.model import TextkitError

GIVEN = {"doc_type": "work_report", "place": "四川省海州市", "level": "city"}
NOW = read_text("一、2030年工作回顾\n全市地区生产总值1234.5亿元，增长6.5%。新建水库12座。\n二、2031年工作安排\n力争地区生产总值增长7%以上。",
                date="2031-01-10", work_year="2031", **GIVEN)
BEFORE = read_text("一、2029年工作回顾\n全市生产总值增长5.8%。\n二、2030年工作安排\n抓好落实。", date="2030-01-10", work_year="2030", **GIVEN)


def facts(tmp_path: Path, text: str, encoding: str = "utf-8") -> Path:
    path = tmp_path / "facts.csv"
    path.write_text(text, encoding=encoding)
    return path


def test_every_figure_has_a_row_that_leads_back() -> None:
    table = figures(NOW)
    assert len(table) == len(NOW.quantities) == 4
    for row in table.rows:
        assert NOW.source.text[row["source_start"] : row["source_end"]] == row["quote"]
        assert row["quote"] in row["sentence"] and row["checked"] is None
    assert [(r["figure"], r["kind"], r["year"], r["confirmed_by"]) for r in table.rows] == [
        ("1234.5亿元", "已达", 2030, "统计局"), ("6.5%", "已达", 2030, "统计局"), ("12座", "已达", 2030, "水利局"), ("7%以上", "目标", 2031, "统计局")]


def test_last_years_value_comes_from_the_same_place() -> None:
    rows = figures(NOW, corpus=[BEFORE, NOW]).rows
    grown = next(r for r in rows if r["figure"] == "6.5%")
    assert grown["last_year"] == "5.8%" and BEFORE.source.text[grown["last_year_start"] : grown["last_year_end"]] == "5.8%"
    other = read_text("一、2029年工作回顾\n全市生产总值增长9.9%。", date="2030-01-10", work_year="2030", **{**GIVEN, "place": "四川省宁县"})
    assert all(r["last_year"] is None for r in figures(NOW, corpus=[other]).rows)


def test_given_facts_agree_contradict_or_are_not_used(tmp_path: Path) -> None:
    path = facts(tmp_path, "指标,数值,单位,年份,来源\n地区生产总值,1234.48亿,元,2030,统计公报\n经济增长,6.9,%,2030,统计公报\n粮食产量,12万,吨,2030,\n")
    table = figures(NOW, facts=path)
    assert [(r["figure"], r["verdict"]) for r in table.rows if r["verdict"]] == [("1234.5亿元", "相符"), ("6.5%", "矛盾")]
    assert [r["fact"] for r in table.rows if r["verdict"]] == ["1234.48亿元（统计公报）", "6.9%（统计公报）"]      # as given, not multiplied out
    assert any("没有找到：粮食产量" in note for note in table.notes)


def test_facts_in_another_encoding_and_unit(tmp_path: Path) -> None:
    read_in = read_facts(facts(tmp_path, "指标,数值,单位\n地区生产总值,1234.5,亿元\n进出口,-3.2,%\n", "gb18030"))
    assert [(f.value, f.unit) for f in read_in] == [(123450000000.0, "元"), (-3.2, "%")]


@pytest.mark.parametrize(("text", "message"), [("名称,数\n甲,1\n", "缺少列"), ("指标,数值\n产值,很多\n", "看不懂数值“很多”"), ("", "缺少列")])
def test_bad_facts_say_where(tmp_path: Path, text: str, message: str) -> None:
    with pytest.raises(TextkitError, match=message) as error:
        read_facts(facts(tmp_path, text))
    assert "facts.csv" in str(error.value)


def test_bounds_and_rounding_decide() -> None:
    by_quote = {q.quote: q for q in NOW.quantities}
    assert agrees(by_quote["6.5%"], 6.54) and not agrees(by_quote["6.5%"], 6.56)
    assert agrees(by_quote["7%以上"], 9.0) and not agrees(by_quote["7%以上"], 6.0)
    assert agrees(by_quote["1234.5亿元"], 1.23452e11) and not agrees(by_quote["1234.5亿元"], 1.236e11)


def test_the_embedded_reports_know_their_last_year(embedded: Path) -> None:
    corpus = list(read([embedded]))
    latest = next(d for d in corpus if d.doc_type == "work_report" and d.work_year == 2024 and d.place == "云岫市鹭溪县")
    table = figures(latest, corpus=corpus)
    assert sum(r["last_year"] is not None for r in table.rows) >= 5
    assert all(r["last_year_document_id"] != latest.id for r in table.rows)


def test_it_is_written_as_a_workbook(tmp_path: Path) -> None:
    from openpyxl import load_workbook

    sheet = load_workbook(figures(NOW).to_excel(tmp_path / "核对.xlsx"))["数据核对表"]
    assert [c.value for c in sheet[1]][:3] == ["序号", "指标", "数据"] and sheet.max_row == 5


def test_the_command_says_when_a_figure_contradicts(tmp_path: Path) -> None:
    path = tmp_path / "报告.txt"
    path.write_text("海州市政府工作报告\n（2031年1月10日）\n" + NOW.text, encoding="utf-8")
    run = CliRunner().invoke
    assert run(app, ["figures", str(path), "-o", str(tmp_path / "表.xlsx")]).exit_code == 0
    given = facts(tmp_path, "指标,数值,单位\n经济增长,6.9,%\n")
    assert run(app, ["figures", str(path), "--facts", str(given)]).exit_code == 3
    assert run(app, ["diff", str(path), str(path)]).exit_code == 0
    assert run(app, ["diff", str(path), str(path), "-o", "a.pdf"]).exit_code == 2
