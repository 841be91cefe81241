"""The 任务分解表 for people: groups, numbers, columns, goals as rows, pages."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import docx
import openpyxl
import pytest

import textkit as tk
from textkit.model import TextkitError
from textkit.report import task_table

TEXT = ("青禾县2031年工作要点\n一、总体要求\n要坚持稳中求进，统筹发展和安全。\n二、重点工作\n（一）水利\n1.县水利局牵头，县财政局配合，6月底前新建水库3座。\n"
        "（二）农业\n2.建成高标准农田2万亩。（责任单位：县农业农村局；完成时限：9月底前）\n3.今年主要预期目标是：粮食产量达到20万吨；农民收入增长6%以上。\n")


@pytest.fixture
def documents() -> Any:
    return [tk.read_text(TEXT, date="2031-01-10", level="county", place="青禾县", work_year=2031)]


def lines(path: Path, name: str) -> list[list[Any]]:
    sheet = openpyxl.load_workbook(path)[name]
    return [[cell.value for cell in row] for row in sheet.iter_rows()]


def column(path: Path, name: str, head: str) -> list[Any]:
    rows = lines(path, name)
    at = rows[1].index(head)
    return [row[at] for row in rows[2:] if row[at] is not None]


def test_sections_are_bands_goals_are_rows_and_requirements_are_left_out(documents: Any, tmp_path: Path) -> None:
    path = task_table(documents, tmp_path / "t.xlsx")
    first = [row[0] for row in lines(path, "按章节")]
    assert first[0] == "《青禾县2031年工作要点》任务分解表（按章节）"
    assert "二、重点工作" in first
    assert "　（一）水利" in first
    tasks = column(path, "按章节", "工作任务")
    assert tasks[-2:] == ["粮食产量达到20万吨", "农民收入增长6%以上"] or tasks[-2:] == ["粮食产量达到20万吨", "农民收入增长6%以上。"]
    assert not any("稳中求进" in task for task in tasks)
    assert any(str(cell).startswith("另有总体要求类 1 项") for cell in first)
    assert "2.建成高标准农田2万亩。" in tasks     # the bracket stands in columns of its own
    flat = openpyxl.load_workbook(path)["任务分解表"]
    assert flat.max_row - 1 == len(documents[0].tasks)


def test_a_unit_has_every_task_that_names_it_with_its_role(documents: Any, tmp_path: Path) -> None:
    rows = lines(task_table(documents, tmp_path / "t.xlsx"), "按单位")
    at = next(i for i, row in enumerate(rows) if row[0] == "县财政局")
    assert rows[at + 1][rows[1].index("角色")] == "配合"
    assert "未明确责任单位" in [row[0] for row in rows]


def test_numbers_columns_and_overall_as_asked(documents: Any, tmp_path: Path) -> None:
    path = task_table(documents, tmp_path / "t.xlsx", columns=("number", "task", "due"), numbering="grouped", overall=True, group="deadline")
    assert openpyxl.load_workbook(path).active.title == "按时限"  # type: ignore[union-attr]
    rows = lines(path, "按时限")
    assert rows[1][:3] == ["序号", "工作任务", "截止日期"]
    assert [row[0] for row in rows[2:4]] == ["2031年6月", "1.1"]
    assert any("稳中求进" in str(row[1]) for row in rows)


def test_items_have_rows_of_their_own(documents: Any, tmp_path: Path) -> None:
    whole = column(task_table(documents, tmp_path / "a.xlsx"), "按章节", "工作任务")
    items = column(task_table(documents, tmp_path / "b.xlsx", rows="items"), "按章节", "工作任务")
    assert len(items) >= len(whole)


def test_a_page_is_that_of_the_standard(documents: Any, tmp_path: Path) -> None:
    page = docx.Document(str(task_table(documents, tmp_path / "t.docx")))
    section = page.sections[0]
    assert [round(getattr(section, name).mm) for name in ("page_width", "page_height", "top_margin", "left_margin", "right_margin", "bottom_margin")] \
        == [210, 297, 37, 28, 26, 35]
    table = page.tables[0]
    assert table.rows[0]._tr.trPr.xpath("./w:tblHeader")
    assert len({cell._tc for cell in table.rows[1].cells}) == 1
    assert page.paragraphs[0].runs[0].font.name == "方正小标宋简体"


def test_the_supervision_version_is_across_with_columns_to_fill_in(documents: Any, tmp_path: Path) -> None:
    path = task_table(documents, tmp_path / "t.docx", supervision=True)
    page = docx.Document(str(path))
    assert page.sections[0].page_width > page.sections[0].page_height  # type: ignore[operator]
    assert [cell.text for cell in page.tables[0].rows[0].cells][-3:] == ["进展情况", "存在问题", "下步措施"]
    assert task_table(documents, path, supervision=True) == path
    page.core_properties.last_modified_by = "督查室"
    page.save(str(path))
    with pytest.raises(TextkitError, match="被人改过"):
        task_table(documents, path)


@pytest.mark.parametrize("wrong", [{"columns": ("colour",)}, {"group": "mood"}, {"rows": "words"}, {"numbering": "roman"}])
def test_an_option_that_there_is_none_of_is_named(documents: Any, tmp_path: Path, wrong: dict[str, Any]) -> None:
    with pytest.raises(TextkitError, match="可选"):
        task_table(documents, tmp_path / "t.xlsx", **wrong)
    assert not list(tmp_path.iterdir())


def test_cells_that_start_like_formulas_are_text(tmp_path: Path) -> None:
    documents = [tk.read_text("=SUM(A1)要抓好落实，6月底前完成清淤3公里。", date="2031-01-10")]
    book = openpyxl.load_workbook(task_table(documents, tmp_path / "t.xlsx", title="=1+1"))
    for sheet in book:
        for row in sheet.iter_rows():
            assert all(cell.data_type != "f" for cell in row)
