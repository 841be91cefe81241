"""Tasks: joined, split, attributed, dated, and broken into items."""

from __future__ import annotations

import pytest

import textkit as tk
from textkit.extract.clauses import clauses, modality
from textkit.extract.items import specificity
from textkit.model import Task

PLAN = "二、重点任务\n"


def tasks(body: str, **given: str) -> list[Task]:
    return list(tk.read_text(PLAN + body, doc_type="work_plan", date="2031-03-01", **given).tasks)


def names(task: Task, role: str | None = None) -> list[str]:
    return [unit.name for unit in task.units if role in (None, unit.role)]


def test_parts_for_different_units_are_different_tasks_that_tile() -> None:
    found = tasks("县教育局要专题研究，县公安局要加强巡逻。\n")
    assert [names(task) for task in found] == [["县教育局"], ["县公安局"]]
    assert found[0].span.end == found[1].span.start


def test_bracket_covers_every_task_of_its_item_and_no_more() -> None:
    found = tasks(
        "1.加快水库除险加固，完善监测预警体系。开展汛前检查。（牵头单位：县水利局；责任单位：县应急局、各乡镇）\n"
        "2.建设高标准农田2万亩。（责任单位：县农业农村局）\n"
    )
    assert [names(task, "lead") for task in found] == [["县水利局"], ["县水利局"], []]
    assert names(found[0], "support") == ["县应急局", "各乡镇"]
    assert names(found[2]) == ["县农业农村局"]
    assert found[1].text.endswith("各乡镇）")


def test_bracket_inside_a_paragraph_covers_back_to_the_one_before() -> None:
    found = tasks("1.推进数字政务。整合信息系统。建设统一平台（县数据局牵头）。推行电子证照。（县行政审批局牵头）\n")
    assert [names(task) for task in found if task.text.startswith(("整合", "建设"))] == [["县数据局"], ["县数据局"]]
    assert names(next(task for task in found if task.text.startswith("推行"))) == ["县行政审批局"]


def test_list_of_targets_is_one_task_with_an_item_each() -> None:
    found = tasks("今年主要预期目标是：地区生产总值增长6%左右；固定资产投资增长8%；城镇新增就业2000人以上。\n", work_year="2031")
    assert len(found) == 1
    assert [item.target.quote for item in found[0].items if item.target] == ["6%左右", "8%", "2000人以上"]
    assert {item.specificity for item in found[0].items} == {"quantified"}
    assert found[0].deadline is not None and found[0].deadline.end_date == "2031-12-31"


def test_deadline_of_an_opening_goal_holds_for_the_goals_after_it() -> None:
    found = tasks("到2033年，服务能力显著增强。公共服务满意度达到90%以上。\n")
    assert [task.deadline.end_date if task.deadline else None for task in found] == ["2033-12-31", "2033-12-31"]


def test_id_stays_when_other_tasks_change() -> None:
    one = tasks("建设农田1万亩。修建公路20公里。\n")
    ids = {task.text: task.id.split(".")[1] for task in one}
    two = tasks("开展春灌。建设农田1万亩。修建公路20公里。\n")
    assert {task.text: task.id.split(".")[1] for task in two if task.text in ids} == ids


@pytest.mark.parametrize(("clause", "action", "object_"), [
    ("要加快推进老旧小区改造", "推进", "老旧小区改造"),
    ("切实加强作风建设", "加强", "作风建设"),
    ("县水利局要全面排查病险水库", "排查", "病险水库"),
    ("把法治建设纳入年度考核", "纳入", "法治建设"),
    ("出台《青禾县物业管理办法》", "出台", "《青禾县物业管理办法》"),
    ("健全完善监督机制", "健全", "监督机制"),
    ("地区生产总值增长6%", None, None),
])
def test_head_verb_and_object(clause: str, action: str | None, object_: str | None) -> None:
    found = clauses(clause)[0]
    assert (found.action, found.object) == (action, object_)


@pytest.mark.parametrize(("text", "expected"), [
    ("各单位必须按期完成。", "must"), ("要抓好落实。", "must"), ("鼓励社会资本参与。", "encourage"),
    ("县财政局应当及时拨付。", "should"), ("加快建设产业园。", "plan"), ("积极支持企业上市。", "encourage"),
])
def test_modality(text: str, expected: str) -> None:
    assert modality(text) == expected


@pytest.mark.parametrize(("clause", "expected"), [
    ("编制青禾县国土空间总体规划", "deliverable"), ("建成县人民医院新院区项目", "deliverable"),
    ("成立工作专班", "deliverable"), ("提高服务水平", "general"), ("加强沟通协调", "general"),
])
def test_specificity(clause: str, expected: str) -> None:
    assert specificity(clause, None) == expected
