"""Tables: one document a row, and 任务分解表 that are documents themselves."""

from __future__ import annotations

import datetime
import io
import json
import zipfile
from pathlib import Path
from typing import Any

import pandas as pd
import pytest

import textkit as tk
from textkit.model import TextkitError

TASK = "同志们：\n各乡镇要在6月底前完成水毁渠道清淤30公里以上，由县水利局牵头组织验收，确保春灌用水。"
ROWS: list[dict[str, Any]] = [
    {"编号": "白石-1", "标题": "在水利工作会上的讲话", "地区": "青禾市白石县", "年份": 2031, "日期": "2031年3月5日", "文种": "讲话", "讲话人": "甄某某",
     "正文": TASK, "来源网站": "县政府网", "字数": 40},
    {"编号": "白石-2", "标题": "2032年水利工作要点", "地区": "青禾市白石县", "年份": 2032, "日期": "2032-02-01", "文种": "工作要点", "讲话人": None,
     "正文": "一、抓好春灌\n县水利局要在5月底前检修泵站20座。", "来源网站": "县政府网", "字数": 24},
    {"编号": "白石-3", "标题": "空", "地区": None, "年份": None, "日期": None, "文种": None, "讲话人": None, "正文": "", "来源网站": None, "字数": 0},
]


def _written(folder: Path, suffix: str) -> Path:
    file = folder / f"语料{suffix}"
    table = pd.DataFrame(ROWS)
    if suffix == ".csv":
        table.to_csv(file, index=False, encoding="gb18030")
    elif suffix == ".tsv":
        table.to_csv(file, index=False, sep="\t", encoding="utf-8-sig")
    elif suffix == ".xlsx":
        table.to_excel(file, index=False)
    elif suffix == ".jsonl":
        file.write_text("\n".join(json.dumps(row, ensure_ascii=False) for row in ROWS), encoding="utf-8")
    elif suffix == ".parquet":
        pytest.importorskip("pyarrow")
        table.to_parquet(file)
    else:
        table.fillna({"年份": 0}).fillna("").to_stata(file, write_index=False, version=118)
    return file


@pytest.mark.parametrize("suffix", [".csv", ".tsv", ".xlsx", ".jsonl", ".parquet", ".dta"])
def test_one_document_a_row(tmp_path: Path, suffix: str) -> None:
    corpus = tk.read(_written(tmp_path, suffix))
    assert len(corpus) == 2
    first, second = corpus
    assert (first.id, first.title, first.place, first.work_year, first.date) == ("白石-1", "在水利工作会上的讲话", "青禾市白石县", 2031, "2031-03-05")
    assert (first.doc_type, first.speaker, second.doc_type, second.speaker) == ("speech", "甄某某", "work_plan", None)
    assert first.docvars == {"来源网站": "县政府网", "字数": "40" if suffix in (".csv", ".tsv") else 40}
    assert first.source.text == TASK and first.tasks and second.tasks
    assert "行" in (first.source.place(0) or "")
    assert len(corpus.failures) == 1 and "正文" in corpus.failures[0].message
    assert corpus.documents["来源网站"].tolist() == ["县政府网", "县政府网"]


def test_the_column_of_texts(tmp_path: Path) -> None:
    file = tmp_path / "语料.csv"
    pd.DataFrame({"甲栏": ["一", "二"], "乙栏": [TASK, TASK + "各乡镇要按月报告。"]}).to_csv(file, index=False, encoding="utf-8")
    assert len(tk.read(file)) == 2                # named outright: the longest texts
    assert [d.docvars["甲栏"] for d in tk.read(file, text="乙栏")] == ["一", "二"]
    with pytest.raises(TextkitError, match="没有列 丙栏") as error:
        tk.read(file, text="丙栏")
    assert "甲栏" in str(error.value)
    (tmp_path / "好.txt").write_text(TASK, encoding="utf-8")
    inside = tk.read(tmp_path)                    # among other files: no guessing
    assert len(inside) == 1 and "看不出哪一列是正文" in inside.failures[0].message


def test_a_long_cell(tmp_path: Path) -> None:
    file = tmp_path / "长.csv"
    text = "各乡镇要在6月底前完成清淤30公里以上。" * 20_000
    pd.DataFrame({"正文": [text]}).to_csv(file, index=False, encoding="utf-8")
    assert len(tk.read(file)[0].source.text) == len(text)


def _task_book(path: Path) -> Path:
    from openpyxl import Workbook

    book = Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.title = "分解表"
    sheet.append(["青禾县2031年重点任务分解表"])
    sheet.merge_cells("A1:E1")
    sheet.append(["序号", "工作任务", "牵头单位", "责任单位", "完成时限"])
    sheet.append([1, "完成水毁渠道清淤30公里以上", "县水利局", "各乡镇", datetime.datetime(2031, 6, 30)])
    sheet.append([2, "检修泵站20座", "县水利局", "县财政局、各乡镇", "5月底前"])
    sheet.append([3, "农村自来水普及率达到", "县水利局", "各乡镇", "年底前"])
    sheet["B5"].value = 0.95
    sheet["B5"].number_format = "0%"
    sheet.append([4, "建成青禾水库", "县水利局", "各乡镇", None])
    sheet.merge_cells("C3:C6")
    book.save(path)
    return path


def test_a_workbook_that_is_a_task_table(tmp_path: Path) -> None:
    document = tk.read(_task_book(tmp_path / "任务.xlsx"))[0]
    assert "青禾县2031年重点任务分解表" in document.text
    tasks = {task.text[:12]: task for task in document.tasks}
    first = next(task for text, task in tasks.items() if "清淤" in text)
    assert {(u.name, u.role) for u in first.units} == {("县水利局", "lead"), ("各乡镇", "support")}
    assert first.deadline is not None and first.deadline.end_date == "2031-06-30"
    last = next(task for task in document.tasks if "青禾水库" in task.text)
    assert {u.name for u in last.units} == {"县水利局", "各乡镇"}          # a merged cell holds for all its rows
    source = document.source
    assert source.place(source.text.index("检修泵站")) == "分解表!B4"
    assert source.place(document.source_span(*first.units[0].span).start) in ("分解表!C3", "分解表!D3")
    assert source.tables[0].rows[1][:2] == ("序号", "工作任务")
    assert "95%" in source.text


def test_a_task_table_in_csv(tmp_path: Path) -> None:
    file = tmp_path / "任务.csv"
    file.write_text("工作任务,责任单位,完成时限\n检修泵站20座,县水利局,5月底前\n清淤30公里,各乡镇,6月底前\n", encoding="utf-8")
    document = tk.read(file)[0]
    assert [u.name for task in document.tasks for u in task.units] == ["县水利局", "各乡镇"]
    assert document.source.place(document.source.text.index("清淤")) == "第3行第1列"


def _bomb() -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("[Content_Types].xml", "<Types/>")
        with archive.open("xl/worksheets/sheet1.xml", "w") as stream:
            for _ in range(150):
                stream.write(b" " * (1 << 20))
    return out.getvalue()


def _with(part: str, xml: str) -> bytes:
    out = io.BytesIO()
    from openpyxl import Workbook

    Workbook().save(out)
    result = io.BytesIO()
    with zipfile.ZipFile(out) as old, zipfile.ZipFile(result, "w") as new:
        for name in old.namelist():
            new.writestr(name, xml if name == part else old.read(name))
    return result.getvalue()


ENTITIES = '<?xml version="1.0"?><!DOCTYPE a [<!ENTITY b "bbbbbbbb"><!ENTITY c "&b;&b;&b;">]><worksheet>&c;</worksheet>'
MERGED = ('<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData><row r="1"><c r="A1" t="str"><v>x</v></c></row>'
          '</sheetData><mergeCells count="1"><mergeCell ref="A1:XFD1048576"/></mergeCells></worksheet>')
FAR = ('<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData><row r="1"><c r="A1" t="str"><v>正文</v></c></row>'
       '<row r="1048576"><c r="XFD1048576" t="str"><v>x</v></c></row></sheetData></worksheet>')


@pytest.mark.parametrize(("name", "data", "words"), [
    ("a.xlsx", b"", "空"), ("a.xlsx", b"PK\x03\x04" + bytes(50), "损坏"), ("a.xlsx", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(50), "旧版|密码"),
    ("a.xlsx", b"<html></html>", "不是 .xlsx"), ("a.xlsx", _bomb(), "炸弹"), ("a.xlsx", _with("xl/worksheets/sheet1.xml", ENTITIES), "实体"),
    ("a.xlsx", _with("xl/worksheets/sheet1.xml", MERGED), "合并"), ("a.xlsx", _with("xl/worksheets/sheet1.xml", FAR), "正文"),
    ("a.csv", b"\x00" * 1000, "空"), ("a.csv", b"\xff\xfe\x00\xd8" * 9, "."), ("a.csv", "标题,备注\n甲,乙\n".encode(), "看不出"), ("a.csv", "正文\n".encode(), "没有数据行"),
    ("a.jsonl", '{"text": "各乡镇要抓好春灌。"}\n{"text": "各乡'.encode(), "第2行"), ("a.jsonl", b"[1, 2]", "对象"), ("a.jsonl", b"[" * 100_000, "JSON"),
    ("a.parquet", b"PAR1" + bytes(100), "parquet"), ("a.dta", b"<stata_dta><header>" + bytes(100), "dta"), ("a.dta", bytes([114, 2, 1, 0]) + b"\xff" * 300, "dta"),
])
def test_what_is_no_table_says_why(tmp_path: Path, name: str, data: bytes, words: str) -> None:
    (tmp_path / name).write_bytes(data)
    with pytest.raises(TextkitError, match=words) as error:
        tk.read(tmp_path / name)
    assert name in str(error.value) and error.value.hint


def test_old_stata_files_in_gbk(tmp_path: Path) -> None:
    file = tmp_path / "旧.dta"
    table = pd.DataFrame({"place": ["placeholder"], "text": ["t" * 40]})
    table.to_stata(file, write_index=False, version=114)
    words = "各乡镇要抓好春灌用水调度工作。".encode("gbk")
    data = file.read_bytes().replace(b"t" * 40, words.ljust(40, b"\x00")).replace(b"placeholder", "白石县".encode("gbk").ljust(11, b"\x00"))
    file.write_bytes(data)
    document = tk.read(file)[0]
    assert document.source.text == "各乡镇要抓好春灌用水调度工作。" and document.place == "白石县"
