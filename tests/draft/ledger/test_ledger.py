"""A ledger goes out, comes back changed in every way people change tables, and loses nothing."""

from __future__ import annotations

import shutil
from datetime import date
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from docx import Document
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

import textkit as tk
from textkit.corpus import read_corrections
from textkit.draft import assign, ledger
from textkit.draft.ledger.state import Ledger, load
from textkit.model import TextkitError

TEXT = ("青禾县2031年水利和农业工作要点\n一、水利\n1.县水利局牵头，县财政局配合，6月底前新建水库3座。\n2.县水利局要抓紧清淤渠道30公里。\n"
        "二、农业\n1.县农业农村局要在9月底前建成高标准农田2万亩。\n2.县农业农村局每月报送春灌进度。\n")
DAY = date(2031, 5, 20)


def corpus(text: str = TEXT) -> Any:
    return [tk.read_text(text, date="2031-01-10", level="county", place="青禾县")]


@pytest.fixture(scope="module")
def sent(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("ledger") / "台账"
    ledger.init(corpus(), folder)
    ledger.dispatch(folder, to=folder / "下发", today=date(2031, 2, 1))
    return folder


@pytest.fixture
def folder(sent: Path, tmp_path: Path) -> Path:
    shutil.copytree(sent, tmp_path / "台账")
    return tmp_path / "台账"


def table(folder: Path, unit: str) -> tuple[Any, Any, dict[str, int], int]:
    """The workbook of a unit, its sheet, the columns by heading and the first row of tasks."""
    book = openpyxl.load_workbook(folder / "下发" / f"{unit}.xlsx")
    sheet = book.active
    heads = {cell.value: cell.column for cell in sheet[2]}
    return book, sheet, heads, next(r for r in range(3, sheet.max_row + 1) if sheet.cell(r, heads["任务编号"]).value)


def task_rows(sheet: Any, heads: dict[str, int]) -> list[int]:
    return [r for r in range(3, sheet.max_row + 1) if sheet.cell(r, heads["任务编号"]).value]


def give_back(book: Any, folder: Path, name: str) -> Path:
    back = folder.parent / "交回"
    back.mkdir(exist_ok=True)
    book.save(back / name)
    return back


def progress(state: Ledger, words: str) -> str:
    return next(state.now(key).get("progress", "") for key, entry in state.entries.items() if words in entry.task)


def test_each_lead_unit_gets_a_table_and_an_order(sent: Path) -> None:
    names = sorted(path.name for path in (sent / "下发").iterdir())
    assert names == ["县农业农村局.xlsx", "县农业农村局督办单.docx", "县水利局.xlsx", "县水利局督办单.docx"]
    words = tk.read(sent / "下发" / "县水利局督办单.docx")[0].text
    assert "县水利局" in words
    assert "共2项" in words
    assert "2031年2月25日前" in words


def test_reports_come_back_by_id_and_the_silent_are_named(folder: Path) -> None:
    book, sheet, heads, row = table(folder, "县水利局")
    sheet.cell(row, heads["进展情况"]).value = "坝体已开工"
    sheet.cell(row, heads["完成进度（%）"]).value = 40
    done = ledger.collect(folder, give_back(book, folder, "县水利局报表.xlsx"), today=DAY)
    assert done.silent == ("县农业农村局",)
    standing = ledger.status(folder, today=DAY)
    row_ = next(r for r in standing.rows if "水库" in r["task"])
    assert (row_["status"], row_["percent"]) == ("欠进度", 40.0)
    assert row_["expected"] == pytest.approx(76.2, abs=0.2)
    silent = next(r for r in standing.rows if "高标准农田" in r["task"])
    assert (silent["status"], silent["late"], silent["silent"]) == ("", False, 1)
    assert standing.counts()["未报送"] == 3


def test_splits_and_additions_become_entries(folder: Path) -> None:
    book, sheet, heads, row = table(folder, "县水利局")
    key = sheet.cell(row, heads["任务编号"]).value
    end = sheet.max_row + 1
    for number, (words, state) in enumerate((("新建青山水库", "完成选址"), ("新建白云水库", "完成可研"))):
        sheet.cell(end + number, heads["任务编号"]).value = key
        sheet.cell(end + number, heads["工作任务"]).value = words
        sheet.cell(end + number, heads["进展情况"]).value = state
    sheet.cell(end + 2, heads["工作任务"]).value = "举办水利系统比武"
    sheet.cell(end + 2, heads["进展情况"]).value = "已制定方案"
    sheet.cell(end + 3, heads["进展情况"]).value = "这一行没有写任务"
    back = give_back(book, folder, "县水利局.xlsx")
    done = ledger.collect(folder, back, today=DAY)
    assert [r["how"] for r in done.rows].count("拆分") == 2
    assert [r["how"] for r in done.rows].count("新增") == 1
    assert [r["text"] for r in done.rows if r["how"] == "未能读入"] == ["这一行没有任务编号也没有任务内容：progress：这一行没有写任务"]
    state = load(folder)
    assert progress(state, "白云水库") == "完成可研"
    part = next(e for e in state.entries.values() if "白云" in e.task)
    assert (part.parent, part.lead, part.due) == (key, "县水利局", "2031-06-30")
    before = (len(state.entries), state.reports, state.unread)
    ledger.collect(folder, back, today=DAY)
    again = load(folder)
    assert (len(again.entries), again.reports, again.unread) == before


def test_another_offices_table_is_merged_by_likeness(folder: Path) -> None:
    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.append(["县农业农村局重点工作推进情况表"])
    sheet.merge_cells("A1:D1")
    sheet.append(["序号", "重点工作任务", "目前进展", "下一步打算"])
    sheet.append([1, "县农业农村局要在9月底前建成高标准农田2万亩", "已建1.2万亩", "抢抓工期"])
    sheet.append([2, None, "第二阶段同步设计", None])
    sheet.merge_cells("B3:B4")
    done = ledger.collect(folder, give_back(book, folder, "农业农村局报送.xlsx"), today=DAY)
    assert [r["how"] for r in done.rows if r["how"] != "未能读入"] == ["按内容相似", "按内容相似"]
    assert progress(load(folder), "高标准农田") == "已建1.2万亩；第二阶段同步设计"


def test_letters_that_lie_among_the_tables_are_passed_over(folder: Path) -> None:
    book, sheet, heads, row = table(folder, "县水利局")
    sheet.cell(row, heads["进展情况"]).value = "坝体已开工"
    book.save(folder / "下发" / "县水利局.xlsx")
    done = ledger.collect(folder, folder / "下发", today=DAY)
    assert {r["file"] for r in done.rows} == {"县水利局.xlsx", "县农业农村局.xlsx"}
    assert [note for note in done.notes if "督办单" in note] == ["2 份是发出去的督办单原件，没有填报的内容，已略过"]
    letter = folder / "下发" / "县水利局督办单.docx"
    state = load(folder)
    with pytest.raises(TextkitError, match="没有交回的表"):
        ledger.collect(folder, letter, today=date(2031, 6, 20))
    assert load(folder) == state
    words = Document(str(letter))                 # somebody wrote into it: then it is read like any table
    words.tables[0].rows[1].cells[1].text += "（另加一项）"
    words.save(str(letter))
    assert {r["file"] for r in ledger.collect(folder, letter, today=date(2031, 6, 20)).rows} == {letter.name}


def test_words_beside_the_tables_of_a_returned_document_are_listed(folder: Path) -> None:
    letter = folder / "下发" / "县水利局督办单.docx"
    words = Document(str(letter))
    words.add_paragraph("水库移民安置还差两户，建议延期一个月。")
    back = folder.parent / "交回"
    back.mkdir()
    words.save(str(back / "县水利局.docx"))
    unread = [r["text"] for r in ledger.collect(folder, back, today=DAY).rows if r["how"] == "未能读入"]
    assert unread == ["表格以外的文字没有读入，请看有没有要补记的：水库移民安置还差两户，建议延期一个月。"]


@pytest.mark.parametrize(("name", "content", "reason"), [
    ("坏表.xlsx", b"not a workbook", "读不了"), ("空表.csv", "随手记的,几句话\n没有,表头\n".encode(), "没有认出表头"), ("旧表.xls", b"\xd0\xcf\x11\xe0", "读不了"),
])
def test_what_cannot_be_read_is_listed(folder: Path, name: str, content: bytes, reason: str) -> None:
    back = folder.parent / "交回"
    back.mkdir()
    (back / name).write_bytes(content)
    done = ledger.collect(folder, back, today=DAY)
    assert [r["file"] for r in done.rows] == [name]
    assert reason in done.rows[0]["text"]
    book = openpyxl.load_workbook(folder / "台账.xlsx")
    assert name in [cell.value for row in book["未能读入"].iter_rows() for cell in row]


def test_formulas_of_units_are_text(folder: Path) -> None:
    book, sheet, heads, row = table(folder, "县水利局")
    sheet.cell(row, heads["存在问题"]).value = "资金缺口"
    sheet.cell(row, heads["进展情况"]).value = "+增加两台挖机"
    sheet.cell(row, heads["进展情况"]).data_type = "s"
    ledger.collect(folder, give_back(book, folder, "县水利局.xlsx"), today=DAY)
    kept = openpyxl.load_workbook(folder / "台账.xlsx")["台账"]
    cell = next(c for r in kept.iter_rows() for c in r if c.value == "+增加两台挖机")
    assert (cell.data_type, cell.quotePrefix) == ("s", True)


def test_corrections_in_the_workbook_survive_a_new_extraction(folder: Path) -> None:
    path = folder / "台账.xlsx"
    book = openpyxl.load_workbook(path)
    sheet = book["台账"]
    heads = {cell.value: cell.column for cell in sheet[2]}
    row = next(r for r in range(3, sheet.max_row + 1) if "清淤" in str(sheet.cell(r, heads["工作任务"]).value))
    sheet.cell(row, heads["牵头单位"]).value = "县河湖中心"
    sheet.cell(row, heads["完成时限"]).value = date(2031, 11, 30)
    sheet.cell(row, heads["备注"]).value = "并入河长制考核"
    sheet.cell(row, heads["目标值"]).value = "40公里"
    book.save(path)
    edited = TEXT.replace("30公里", "35公里").replace("2万亩", "2.5万亩") + "3.县农业农村局要办好丰收节。\n"
    state, notes = ledger.update(corpus(edited), folder, today=DAY)
    entry = next(e for e in state.entries.values() if "清淤" in e.task)
    assert (entry.lead, entry.due, entry.targets) == ("县河湖中心", "2031-11-30", "40公里")
    assert "35公里" in entry.task
    assert state.now(entry.id)["note"] == "并入河长制考核"
    assert {c.field for c in read_corrections(folder / "更正.jsonl")} == {"lead", "deadline"}
    assert "新增 1 项" in notes[0]
    assert list((folder / "历次").iterdir())
    assert next(e for e in load(folder).entries.values() if "清淤" in e.task).lead == "县河湖中心"


def test_proposals_stay_proposals_over_an_update(tmp_path: Path) -> None:
    documents = [tk.read_text("青禾县要点\n1.抓好河道清淤30公里。\n", date="2031-01-10", level="county", place="青禾县", work_year=2031)]
    first = ledger.init(documents, tmp_path / "台账", assignments=assign(documents))
    state, _ = ledger.update(documents, tmp_path / "台账", today=DAY)
    assert [(e.lead, e.due, e.inferred) for e in state.entries.values()] == [(e.lead, e.due, e.inferred) for e in first.entries.values()]
    assert next(iter(state.entries.values())).lead == "县水利局"


def test_a_file_collected_again_later_is_no_new_report(folder: Path) -> None:
    book, sheet, heads, row = table(folder, "县水利局")
    sheet.cell(row, heads["进展情况"]).value = "坝体已开工"
    back = give_back(book, folder, "县水利局.xlsx")
    ledger.collect(folder, back, today=DAY)
    ledger.collect(folder, back, today=date(2031, 6, 20))
    assert [report.when for report in load(folder).reports] == ["2031-05-20"]


def test_what_the_new_text_drops_stays_marked(folder: Path) -> None:
    state, _ = ledger.update(corpus(TEXT.replace("2.县水利局要抓紧清淤渠道30公里。\n", "")), folder, today=DAY)
    gone = [e for e in state.entries.values() if e.gone]
    assert [("清淤" in e.task) for e in gone] == [True]
    assert len(ledger.status(folder, today=DAY)) == 3


def test_the_bulletin_counts_what_the_ledger_says(folder: Path, tmp_path: Path) -> None:
    book, sheet, heads, row = table(folder, "县水利局")
    sheet.cell(row, heads["完成进度（%）"]).value = "10%"
    sheet.cell(row, heads["存在问题"]).value = "征地未完成"
    ledger.collect(folder, give_back(book, folder, "县水利局.xlsx"), today=date(2031, 7, 20))
    path = ledger.status(folder, today=date(2031, 7, 20)).bulletin(tmp_path / "通报.docx")
    words = tk.read(path)[0].text
    assert "列入台账的4项任务中，有进展报送的1项，其中欠进度1项" in words
    assert "超期20天" in words
    assert "征地未完成" in words
    assert "县农业农村局（2项）" in words


def test_a_ledger_is_not_begun_twice_and_a_damaged_one_is_named(folder: Path, tmp_path: Path) -> None:
    with pytest.raises(TextkitError, match="已经有台账"):
        ledger.init(corpus(), folder)
    with pytest.raises(TextkitError, match="没有台账"):
        ledger.status(tmp_path / "无")
    (folder / "ledger.json").write_text("{", encoding="utf-8")
    with pytest.raises(TextkitError, match="已损坏"):
        ledger.status(folder)


WORDS = st.text(alphabet="推进顺利已开工完成选址资金到位=+-@%0123456789 \n", min_size=1, max_size=12).filter(lambda s: s.strip())


@settings(max_examples=10, deadline=None, phases=(Phase.explicit, Phase.generate), suppress_health_check=[HealthCheck.too_slow, HealthCheck.function_scoped_fixture])
@given(data=st.data())
def test_nothing_is_lost_of_what_came_back(data: st.DataObject, sent: Path, tmp_path_factory: pytest.TempPathFactory) -> None:
    """Rows moved, split, added and stripped of their ids: every word typed is in the ledger, every task still there."""
    folder = tmp_path_factory.mktemp("round") / "台账"
    shutil.copytree(sent, folder)
    book, sheet, heads, _ = table(folder, "县水利局")
    width = sheet.max_column
    rows = [[sheet.cell(r, c).value for c in range(1, width + 1)] for r in task_rows(sheet, heads)]
    typed: list[str] = []

    def put(row: list[Any], head: str) -> None:
        text = data.draw(WORDS)
        row[heads[head] - 1] = text
        typed.append(text)

    for row in list(rows):
        if data.draw(st.booleans()):
            put(row, data.draw(st.sampled_from(["进展情况", "存在问题", "下步措施", "备注"])))
        kind = data.draw(st.sampled_from(["keep", "split", "noid", "reworded"]))
        if kind == "split":
            part = [None] * width
            part[heads["任务编号"] - 1] = row[heads["任务编号"] - 1]
            part[heads["工作任务"] - 1] = "分项：" + data.draw(st.sampled_from(["选址", "可研", "招标"]))
            put(part, "进展情况")
            rows.append(part)
        elif kind == "noid":
            row[heads["任务编号"] - 1] = None
        elif kind == "reworded":
            put(row, "工作任务")
    for _ in range(data.draw(st.integers(0, 2))):
        row = [None] * width
        put(row, "工作任务")
        put(row, "进展情况")
        rows.append(row)
    rows = data.draw(st.permutations(rows))
    for area in list(sheet.merged_cells.ranges):
        if area.min_row > 2:
            sheet.unmerge_cells(str(area))
    sheet.delete_rows(3, sheet.max_row)
    for r, row in enumerate(rows, 3):
        for c, value in enumerate(row, 1):
            cell = sheet.cell(r, c)
            cell.value = value
            if isinstance(value, str):
                cell.data_type = "s"
    back = give_back(book, folder, "县水利局.xlsx")
    before = set(load(folder).entries)
    ledger.collect(folder, back, today=DAY)
    state = load(folder)
    assert before <= set(state.entries)
    held = "".join("".join(t for report in state.reports for t in report.cells.values()).split())
    held += "".join("".join(e.task for e in state.entries.values()).split()) + "".join("".join(r["text"] for r in state.unread).split())
    for text in typed:
        assert all("".join(line.split()) in held for line in text.splitlines())
    ledger.collect(folder, back, today=DAY)
    assert (set(load(folder).entries), load(folder).reports) == (set(state.entries), state.reports)
