"""Owners are proposed with what they rest on, never written into the task; names of one office are one office."""

from __future__ import annotations

import importlib.util
from pathlib import Path
from typing import Any

import openpyxl
import pytest

import textkit as tk
from textkit.draft import assign, compose_roster, read_roster, usual_roster
from textkit.model import TextkitError
from textkit.report import task_table

ROSTER = ("单位,别名,职责,分管领导,联系人\n县水利局,县水务局、水务局,水库；清淤；河道；春灌,王县长,李工\n县教育和体育局,县教体局,,张县长,\n"
          "县农业农村局,,春灌；农田,赵县长,\n")


@pytest.fixture
def speech() -> Any:
    return [tk.read_text("青禾县工作讲话\n一、抓建设\n要抓好河道清淤30公里。要办好义务教育，改善学校条件。县财政局要保障资金。要狠抓落实。",
                         date="2031-03-01", level="county", place="青禾县", work_year=2031)]


@pytest.fixture
def roster(tmp_path: Path) -> Path:
    path = tmp_path / "名册.csv"
    path.write_text(ROSTER, encoding="utf-8-sig")
    return path


def test_duties_speak_for_an_office_and_are_named(speech: Any, roster: Path) -> None:
    before = speech[0].tasks
    done = assign(speech, roster)
    rows = {row["task"]: row for row in done.rows if row["role"] == "lead" and row["rank"] == 1}
    dredging = next(row for task, row in rows.items() if "清淤" in task)
    assert (dredging["unit"], dredging["leader"], dredging["status"]) == ("县水利局", "王县长", "拟定")
    assert "清淤" in dredging["origin"]
    assert "名册.csv 第2行" in dredging["origin"]
    school = next(row for task, row in rows.items() if "义务教育" in task)
    assert school["unit"] == "县教育和体育局"      # without duties of its own it has those of the usual office
    assert not any("财政局" in task for task in rows)
    assert speech[0].tasks is before
    assert all(row["deadline"] == "2031-12-31" and row["deadline_rule"] == "end-of-work-year" for row in done.rows)


def test_what_nothing_speaks_for_stays_open(speech: Any, roster: Path) -> None:
    done = assign(speech, roster)
    assert not any("狠抓落实" in row["task"] for row in done.rows if row["role"] == "lead")
    assert "没有足够依据" in done.notes[0]


def test_a_precedent_decides_and_is_quoted(speech: Any, roster: Path) -> None:
    earlier = [tk.read_text("关于印发2030年重点任务的通知\n抓好河道清淤20公里。（牵头单位：县河湖管理中心；责任单位：县水务局）", date="2030")]
    done = assign(speech, roster, precedents=earlier)
    task = next(t for t in speech[0].tasks if "清淤" in t.text)
    assert "县河湖管理中心" in done.leads(task.id)[:2]
    row = next(r for r in done.rows if r["unit"] == "县河湖管理中心")
    assert "先例" in row["basis"]
    assert "抓好河道清淤20公里" in row["origin"]


def test_proposals_are_marked_in_the_tables(speech: Any, roster: Path, tmp_path: Path) -> None:
    done = assign(speech, roster)
    path = task_table(speech, tmp_path / "拟定.xlsx", proposed=done.cells())
    sheet = openpyxl.load_workbook(path)["按章节"]
    heads = {cell.value: cell.column for cell in sheet[2]}
    assert {"责任领导", "状态", "来源"} <= heads.keys()
    cell = next(c for row in sheet.iter_rows() for c in row if c.value == "县水利局")
    assert (cell.font.italic, cell.font.color.rgb) == (True, "00B45309")
    stated = next(c for row in sheet.iter_rows() for c in row if c.value == "县财政局")
    assert not stated.font.italic
    words = tk.read(task_table(speech, tmp_path / "拟定.docx", proposed=done.cells()))[0].text
    assert "2031-12-31（推定）" in words


def test_names_of_an_office_are_one_office(roster: Path) -> None:
    own = read_roster(roster, level="county", place="青禾县")
    assert {own.key(name) for name in ("县水务局", "水务局", "青禾县水利局", "县水利局", "省水利厅")} == {"县水利局"}
    assert own.key("县教体局") == own.key("省教育厅") == "县教育和体育局"


@pytest.mark.parametrize(("level", "place", "unit"), [
    ("county", "青禾县", "县水利局"), ("city", "青山市", "市水利局"), ("province", "青禾省", "省水利厅"), ("county", "青山区", "区水利局"),
])
def test_the_usual_offices_are_named_as_the_place_names_its_own(level: str, place: str, unit: str) -> None:
    names = [office.unit for office in usual_roster(level, place).offices]
    assert unit in names
    assert len(names) == len(set(names)) >= 75


def test_a_roster_is_composed_from_documents() -> None:
    documents = [tk.read_text("建设水库。（牵头单位：县水务局；配合单位：县财政局）", date="2031", level="county")]
    units = {office.unit: office for office in compose_roster(documents, level="county").offices}
    assert "县财政局" in units
    assert all(office.duties for office in units.values())


def test_a_roster_without_units_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "名册.csv"
    path.write_text("姓名,电话\n甲,1\n", encoding="utf-8")
    with pytest.raises(TextkitError, match="没有“单位”这一列"):
        read_roster(path)


def test_the_named_lead_is_among_three(shared: Path) -> None:
    """Five documents of a province, attributions removed, roster and precedents from its other documents."""
    spec = importlib.util.spec_from_file_location("assign_benchmark", Path(__file__).parents[2] / "benchmarks" / "assign.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    rows = module.figures(shared / "corpus", "山东省")
    assert len(rows) == 5
    assert all(row.three / row.tasks >= 0.7 for row in rows)
    assert sum(row.three for row in rows) / sum(row.tasks for row in rows) >= 0.78
    assert sum(row.usual for row in rows) / sum(row.tasks for row in rows) < 0.3      # the task is not an easy one
