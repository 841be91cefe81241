"""Tables of Word files: merged cells, rows of text, structured rows, and the 任务分解表."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.read.docx_maker import cell, docx, paragraph, printed, table
from textkit.corpus import documents_of
from textkit.model import Document
from textkit.read import read_file
from textkit.read.docx import read
from textkit.read.grid import Cell, Grid

MERGED = table([
    [cell("合并两列", span=2), cell("丙")],
    [cell("合并两行", merge="restart"), "戊", "己"],
    [cell("", merge="continue"), "辛\n壬", "癸"],
    [cell("横贯全表", span=3)],
], 3)


def test_merged_cells() -> None:
    found = read(docx([paragraph("前"), MERGED, paragraph("后")]), "表.docx")
    assert found.text == "前\n合并两列\t丙\n合并两行\t戊\t己\n\t辛 壬\t癸\n横贯全表\n后"
    [only] = found.tables
    assert only.rows == (("合并两列", "合并两列", "丙"), ("合并两行", "戊", "己"), ("合并两行", "辛 壬", "癸"), ("横贯全表",) * 3)
    assert found.text[only.span.start : only.span.end].startswith("合并两列") and found.text[: only.span.end].endswith("全表")


def test_merged_cells_as_libreoffice_prints_them() -> None:
    data = docx([paragraph("前"), MERGED, paragraph("后")])
    assert sorted(printed(data)[0]) == sorted("".join(read(data, "表.docx").text.split()))


def test_grid_of_hairline_columns_and_gaps() -> None:
    grid = Grid.of([Cell(("甲",), 0, 0, 1, 3), Cell(("乙",), 0, 3), Cell(("丙",), 1, 0, 1, 1), Cell(("丁",), 1, 1, 1, 3)])
    assert (grid.width, grid.rows()) == (3, (("甲", "甲", "乙"), ("丙", "丁", "丁")))
    assert [c.label for c in grid.cells] == ["第1行第1列", "第1行第3列", "第2行第1列", "第2行第2列"]


def test_nested_table_deleted_row_and_layout_table() -> None:
    inner = cell(table([["内一", "内二"]], 2) + paragraph("旁"), raw=True)
    assert read(docx([table([["外", inner]], 2)]), "表.docx").text == "外\t内一\t内二 旁"
    gone = table([["留", "下"], ["删", "去"]], 2).replace(
        "<w:tr><w:tc><w:tcPr><w:tcW w:w=\"1500\" w:type=\"dxa\"/></w:tcPr><w:p><w:r><w:t xml:space=\"preserve\">删",
        "<w:tr><w:trPr><w:del w:id='1' w:author='某'/></w:trPr><w:tc><w:tcPr/><w:p><w:r><w:t>删")
    assert read(docx([gone]), "表.docx").text == "留\t下"
    assert read(docx([table([[cell("第一段\n第二段\n第三段")]], 1)]), "表.docx").text == "第一段\n第二段\n第三段"


HEAD = ["序号", "工作任务", "牵头单位", "责任单位", "完成时限"]


def _document(tmp_path: Path, *rows: list[str], head: list[str] = HEAD, width: int = 0) -> Document:
    file = tmp_path / "分解表.docx"
    file.write_bytes(docx([paragraph("青禾县2031年重点工作任务分解表"), table([head, *rows], width or len(head))]))
    return documents_of(read_file(file))[0]


def test_task_table_gives_tasks_with_their_columns(tmp_path: Path) -> None:
    document = _document(
        tmp_path,
        ["1", "建成青禾水库，新增灌溉面积2万亩。", "县水利局", "县发改局\n县财政局", "2031年10月底前"],
        ["2", "改造老旧小区12个", cell("县住建局", merge="restart"), "各乡镇、县财政局", "12月底"],
        ["3", "新建停车场", cell("", merge="continue"), "", "2032年6月"],
        ["4", "整治农村人居环境", "县农业农村局牵头，县生态环境局配合", "", "长期坚持"],
    )
    found = [([(u.name, u.role) for u in task.units], task.deadline and task.deadline.end_date, [t.quote for t in task.targets])
             for task in document.tasks]
    assert found == [
        ([("县水利局", "lead"), ("县发改局", "support"), ("县财政局", "support")], "2031-10-31", ["2万亩"]),
        ([("县住建局", "lead"), ("各乡镇", "support"), ("县财政局", "support")], "2031-12-31", ["12个"]),
        ([("县住建局", "lead")], "2032-06-30", []),
        ([("县农业农村局", "lead"), ("县生态环境局", "support")], None, []),
    ]
    unit = document.tasks[2].units[0]
    assert document.source.place(document.source_span(*unit.span).start) == "表1 第3行第3列"


def test_task_table_broader_tasks_goals_and_subheads(tmp_path: Path) -> None:
    document = _document(
        tmp_path,
        [cell("一、产业发展", span=5)],
        [cell("提升营商环境", merge="restart"), "推行一业一证改革", "压减时限30%以上", "县审批局 李　明", "全年"],
        [cell("", merge="continue"), "建设企业服务中心", "建成2个", "县工信局", "6月底前"],
        [cell("二、民生保障", span=5)],
        ["1.举办招聘会20场。\n2.开展技能培训。", "", "", "县人社局", "12月底前"],
        head=["重点任务", "具体措施", "工作目标", "责任单位", "完成时间"],
    )
    assert document.text.split("\n")[1:] == [
        "一、产业发展",
        "提升营商环境：推行一业一证改革，工作目标：压减时限30%以上（责任单位：县审批局、李明，完成时间：全年）。",
        "建设企业服务中心，工作目标：建成2个（责任单位：县工信局，完成时间：6月底前）。",
        "二、民生保障",
        "1.举办招聘会20场（责任单位：县人社局，完成时间：12月底前）。",
        "2.开展技能培训（责任单位：县人社局，完成时间：12月底前）。",
    ]
    assert [[u.name for u in task.units] for task in document.tasks] == [["县审批局", "李明"], ["县工信局"], ["县人社局"], ["县人社局"]]
    assert [task.deadline and task.deadline.end_date for task in document.tasks] == ["2031-12-31", "2031-06-30", "2031-12-31", "2031-12-31"]


@pytest.mark.parametrize(("head", "rows", "expected"), [
    # 责任单位 over 牵头单位 and 配合单位
    ([[cell("工作任务", merge="restart"), cell("责任单位", span=2)], [cell("", merge="continue"), "牵头单位", "配合单位"]],
     [["建成园区", "县商务局", "县财政局"]], ["建成园区（牵头单位：县商务局，配合单位：县财政局）。"]),
    # a title in the first row; numbers in Chinese; a list within a cell
    ([[cell("2031年任务清单", span=3)], ["序号", "重点工作", "责任部门"]], [["一", "建成园区；", "县商务局；县财政局"]],
     ["2031年任务清单", "一、建成园区（责任部门：县商务局、县财政局）；"]),
    # a note on ranking is kept; blanks are no units
    ([["任务", "责任单位（列第一位的为牵头单位）", "时限"]], [["建成园区", "县商务局", "—"]],
     ["注：责任单位（列第一位的为牵头单位）。", "建成园区（责任单位：县商务局）。"]),
    # what else the table says stays in the text
    ([["项目名称", "总投资（万元）", "建设单位", "备注"]], [["建成园区", "5000", "县商务局", "新开工"]],
     ["建成园区，总投资（万元）：5000，备注：新开工（建设单位：县商务局）。"]),
    # no task table: goals without units or times, and lists of units without tasks
    ([["指标", "目标"]], [["就业", "3000人"]], ["指标\t目标", "就业\t3000人"]),
    ([["姓名", "责任单位"]], [["李明", "县商务局"]], ["姓名\t责任单位", "李明\t县商务局"]),
])
def test_heads(head: list[list[str]], rows: list[list[str]], expected: list[str]) -> None:
    assert read(docx([table([*head, *rows], max(len(row) for row in rows))]), "表.docx").text.split("\n") == expected
