"""The task table in its three forms."""

from __future__ import annotations

import csv
import datetime
import json
from pathlib import Path

import openpyxl
import pytest

from textkit.model import Document, TextkitError
from textkit.report import task_rows, task_table
from textkit.report.table import harmless

HEAD = ["序号", "工作任务", "牵头单位", "责任（配合）单位", "完成时限", "目标值", "依据"]


def test_rows_say_who_when_how_much_and_where(document: Document) -> None:
    first, second = task_rows(document)
    assert first.task == "（一）县水利局要在年底前新建水库3座以上，<b>县财政局</b>配合，每月报告。"
    assert (first.lead, first.others) == ("县水利局", "配合：县财政局")
    assert first.deadline == "年底前（2023-12-31）"
    assert first.targets == "新建水库：3座以上"
    assert first.basis[:2] == ("《青禾县2023年水利工作要点》", "一、工作任务 › （一）")
    assert first.basis[2].startswith("第4行（第")
    assert (second.lead, second.others, second.deadline) == ("", "", "")
    assert second.targets == "供水普及率：98%（增）"


def test_rows_lead_back_to_the_source(document: Document) -> None:
    first = next(task_rows(document))
    text = document.source.text
    assert text[first.source.start : first.source.end].startswith("（一）县水利局")
    assert text[: first.source.start].count("\n") + 1 == first.line


def test_rows_in_english(document: Document) -> None:
    first = next(task_rows(document, "en"))
    assert first.others == "support：县财政局"
    assert first.deadline == "年底前 (2023-12-31)"
    assert "line 4" in first.basis[2]


def test_workbook_reads_and_prints(document: Document, tmp_path: Path) -> None:
    path = task_table(document, tmp_path / "新/任务分解表.xlsx")
    book = openpyxl.load_workbook(path)
    assert book.sheetnames == ["任务分解表", "按章节", "按单位", "来源"]
    sheet = book["任务分解表"]
    assert [cell.value for cell in sheet[1]][:7] == HEAD
    assert sheet.max_row == 3
    assert sheet.freeze_panes == "A2"
    assert sheet.print_title_rows == "$1:$1"
    assert sheet.page_setup.orientation == "landscape"
    assert sheet["B2"].alignment.wrap_text
    assert sheet["H2"].value == datetime.datetime(2023, 12, 31)
    flat = [cell.value for row in book["来源"].iter_rows() for cell in row]
    assert document.source.sha256 in flat
    assert document.source.path in flat
    assert "utf-8" in flat
    assert "textkit 版本" in flat


def test_workbook_holds_no_formulas(document: Document, tmp_path: Path) -> None:
    sheet = openpyxl.load_workbook(task_table(document, tmp_path / "t.xlsx"))["任务分解表"]
    cell = sheet["B3"]
    assert cell.value.startswith("=SUM(A1)")
    assert cell.data_type == "s"
    assert cell.quotePrefix


def test_workbook_takes_control_characters_and_long_cells(make, tmp_path: Path) -> None:  # type: ignore[no-untyped-def]
    import dataclasses

    document = make()
    task = dataclasses.replace(document.tasks[0], text="\x00\x0b甲" + "长" * 40_000)
    document = dataclasses.replace(document, tasks=(task,))
    sheet = openpyxl.load_workbook(task_table(document, tmp_path / "t.xlsx"))["任务分解表"]
    assert len(sheet["B2"].value) <= 32_767


def test_csv_is_what_excel_wants(document: Document, tmp_path: Path) -> None:
    path = task_table(document, tmp_path / "t.csv")
    assert path.read_bytes().startswith(b"\xef\xbb\xbf")
    rows = list(csv.DictReader(path.open(encoding="utf-8-sig", newline="")))
    assert list(rows[0])[:7] == HEAD
    assert rows[1]["工作任务"].startswith("'=SUM(A1)")
    start, end = int(rows[0]["原文起"]), int(rows[0]["原文止"])
    assert document.source.text[start:end].startswith("（一）县水利局")


@pytest.mark.parametrize("text", ["=1+1", "+1", "-1", "@x", "\t=1", "＝1"])
def test_what_a_spreadsheet_would_run_is_made_harmless(text: str) -> None:
    assert harmless(text) == f"'{text}"


@pytest.mark.parametrize("text", ["", "普通", "1=1", "（=）"])
def test_other_text_stays(text: str) -> None:
    assert harmless(text) == text


def test_json_has_every_field(document: Document, tmp_path: Path) -> None:
    data = json.loads(task_table(document, tmp_path / "t.json").read_text(encoding="utf-8"))
    assert list(data) == ["textkit", "options", "sources", "failures", "documents", "tasks"]
    task = data["tasks"][0]
    assert task["quote"] == document.source.text[task["source_start"] : task["source_end"]]
    assert [unit["canonical"] for unit in task["units"]] == ["县水务局", "县财政局"]
    assert task["deadline"]["end_date"] == "2023-12-31"
    assert data["sources"][0]["sha256"] == document.source.sha256


@pytest.mark.parametrize("suffix", [".xlsx", ".docx", ".csv", ".json"])
def test_own_file_is_replaced_and_a_foreign_one_is_not(document: Document, tmp_path: Path, suffix: str) -> None:
    path = tmp_path / f"t{suffix}"
    task_table(document, path)
    task_table(document, path)
    path.write_text("我的工作笔记", encoding="utf-8")
    with pytest.raises(TextkitError, match="不是 textkit 写的"):
        task_table(document, path)
    assert path.read_text(encoding="utf-8") == "我的工作笔记"
    task_table(document, path, overwrite=True)
    assert path.stat().st_size > 100
    assert [p.name for p in tmp_path.iterdir()] == [path.name]


def test_a_workbook_that_somebody_filled_in_is_kept(document: Document, tmp_path: Path) -> None:
    path = task_table(document, tmp_path / "t.xlsx")
    book = openpyxl.load_workbook(path)
    book.properties.lastModifiedBy = "督查室"
    book.save(path)
    with pytest.raises(TextkitError, match="被人改过"):
        task_table(document, path)


def test_nothing_is_left_of_a_write_that_failed(document: Document, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(self: Path, target: Path) -> None:
        raise OSError(28, "No space left on device")

    path = task_table(document, tmp_path / "t.json")
    before = path.read_bytes()
    monkeypatch.setattr(Path, "replace", full)
    with pytest.raises(TextkitError, match="写不了这个文件"):
        task_table(document, path)
    assert path.read_bytes() == before
    assert [p.name for p in tmp_path.iterdir()] == ["t.json"]


def test_errors_name_the_file(document: Document, tmp_path: Path) -> None:
    with pytest.raises(TextkitError, match=r"\.odt"):
        task_table(document, tmp_path / "t.odt")
    (tmp_path / "d.csv").mkdir()
    with pytest.raises(TextkitError, match="文件夹"):
        task_table(document, tmp_path / "d.csv")
    with pytest.raises(TextkitError, match="语言"):
        task_table(document, tmp_path / "t.csv", lang="fr")


def test_a_table_without_tasks_is_a_table(make, tmp_path: Path) -> None:  # type: ignore[no-untyped-def]
    import dataclasses

    document = dataclasses.replace(make(), tasks=())
    for suffix in (".xlsx", ".docx", ".csv", ".json"):
        assert task_table(document, tmp_path / f"t{suffix}").is_file()
