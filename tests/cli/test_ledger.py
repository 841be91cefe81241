"""``textkit assign`` and ``textkit ledger`` from a shell: a year in five commands."""

from __future__ import annotations

from pathlib import Path

import openpyxl
from typer.testing import CliRunner

from textkit.cli import app

RUN = CliRunner()


def done(*words: object, code: int = 0) -> str:
    result = RUN.invoke(app, [str(word) for word in words])
    assert result.exit_code == code, result.output
    return result.output


def test_a_year_of_a_ledger(tmp_path: Path) -> None:
    text = tmp_path / "要点.txt"
    text.write_text("青禾县2031年工作要点\n1.县水利局要在6月底前新建水库3座。\n2.抓好河道清淤30公里。\n", encoding="utf-8")
    roster = tmp_path / "名册.csv"
    roster.write_text("单位,职责,分管领导\n县水利局,河道、清淤,王县长\n", encoding="utf-8")
    folder = tmp_path / "台账"
    assert "已写" in done("assign", text, "--roster", roster, "-o", tmp_path / "拟定.docx")
    assert "建台账" in done("ledger", "init", folder, text, "--roster", roster)
    assert "下发 1 个单位、2 项任务" in done("ledger", "dispatch", folder, "-o", tmp_path / "下发", "--today", "2031-02-01")
    book = openpyxl.load_workbook(tmp_path / "下发" / "县水利局.xlsx")
    sheet = book.active
    assert sheet is not None
    heads = {cell.value: cell.column for cell in sheet[2]}
    row = next(r for r in range(3, 9) if sheet.cell(r, heads["任务编号"]).value)
    sheet.cell(row, heads["完成进度（%）"]).value = 100
    book.save(tmp_path / "下发" / "县水利局.xlsx")
    assert "未报送 0 个" in done("ledger", "collect", folder, tmp_path / "下发" / "县水利局.xlsx", "--today", "2031-05-01")
    assert "对上 2 项" in done("ledger", "update", folder, text, "--today", "2031-05-02")
    out = done("ledger", "status", folder, "--today", "2031-05-02", "--bulletin", tmp_path / "通报.docx")
    assert "已完成 1；未报送 1" in out
    assert (tmp_path / "通报.docx").is_file()
    assert "没有台账" in done("ledger", "status", tmp_path / "无", code=1)
    assert "--today" in done("ledger", "status", folder, "--today", "明天", code=2)


def test_a_table_with_options(tmp_path: Path) -> None:
    text = tmp_path / "要点.txt"
    text.write_text("1.县水利局要在6月底前新建水库3座。\n", encoding="utf-8")
    done("extract", text, "-o", tmp_path / "a.docx", "-o", tmp_path / "a.xlsx", "--group", "unit", "--supervision", "--columns", "number,task,lead")
    assert (tmp_path / "a.docx").is_file()
    assert "可选" in done("extract", text, "-o", tmp_path / "b.xlsx", "--columns", "colour", code=1)
