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


def test_bracket_below_the_last_item_covers_the_items_of_its_part() -> None:
    found = tasks(
        "（一）补齐短板\n1.改造乡村厕所500座，建成管护队伍。\n2.硬化村道30公里，安装路灯200盏。\n（牵头单位：县住建局；完成时限：2031.10）\n"
        "（二）做强产业\n1.培育合作社10家，推广良种5000亩。\n"
    )
    assert [names(task) for task in found] == [["县住建局"], ["县住建局"], []]
    assert [task.deadline.end_date if task.deadline else None for task in found] == ["2031-10-31", "2031-10-31", None]


def test_rows_with_brackets_of_their_own_give_nothing_to_the_row_above() -> None:
    found = tasks("举办茶博会。\n新建茶园2万亩（责任单位：县农业农村局）。\n")
    assert [names(task) for task in found] == [[], ["县农业农村局"]]


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
    ("持之以恒贯彻落实八项规定", "贯彻", "八项规定"),
    ("基本完成水库除险加固", "完成", "水库除险加固"),
    ("分别采取补贴和减免办法", "采取", "补贴和减免办法"),
    ("一以贯之支持民营经济发展", "支持", "民营经济发展"),
    ("坚定高质量发展信心", "坚定", "高质量发展信心"),
    ("开工建设滨江生态公园", "开工", "滨江生态公园"),
    ("推进老旧街区改造提升", "推进", "老旧街区改造提升"),
    ("加快青云大桥建设", "加快", "青云大桥建设"),
    ("更好统筹发展和安全", "统筹", "发展和安全"),
    ("今年政府工作的总体要求是", None, None),
    ("将闲置厂房改造为文创园区", "改造", "闲置厂房"),
    ("对困难企业给予贷款贴息", "给予", "贷款贴息"),
    ("全年服务业增加值突破百亿元", None, None),
])
def test_head_verb_and_object(clause: str, action: str | None, object_: str | None) -> None:
    found = clauses(clause)[0]
    assert (found.action, found.object) == (action, object_)


@pytest.mark.parametrize(("text", "expected"), [
    ("各单位必须按期完成。", "must"), ("要抓好落实。", "must"), ("鼓励社会资本参与。", "encourage"),
    ("县财政局应当及时拨付。", "should"), ("完善重要民生商品保供机制。", "plan"), ("落实主要领导责任。", "plan"), ("加快建设产业园。", "plan"), ("积极支持企业上市。", "encourage"),
])
def test_modality(text: str, expected: str) -> None:
    assert modality(text, clauses(text)[0].action) == expected


@pytest.mark.parametrize(("text", "pieces"), [
    ("要深化改革开放、加强科技创新，改善民生。", ["要深化改革开放", "加强科技创新", "改善民生"]),
    ("推进教育、医疗、养老服务均衡发展。", ["推进教育、医疗、养老服务均衡发展"]),
    ("开展执法检查、监督检查。", ["开展执法检查、监督检查"]),
])
def test_members_with_a_verb_and_an_object_of_their_own_are_clauses(text: str, pieces: list[str]) -> None:
    assert [clause.text for clause in clauses(text)] == pieces


@pytest.mark.parametrize(("text", "items"), [
    ("以项目为抓手，扩大有效投资，坚持项目为王。", ["以项目为抓手，扩大有效投资", "坚持项目为王"]),
    ("对困难家庭的学生，及时落实资助政策。", ["对困难家庭的学生，及时落实资助政策"]),
    ("围绕茶产业链，培育龙头企业5家，紧扣市场需求，打响区域品牌。", ["围绕茶产业链，培育龙头企业5家", "紧扣市场需求，打响区域品牌"]),
])
def test_circumstances_belong_to_the_clause_after_them(text: str, items: list[str]) -> None:
    (task,) = tasks(text + "\n")
    assert [item.text.rstrip("。") for item in task.items] == items


@pytest.mark.parametrize(("clause", "expected"), [
    ("编制青禾县国土空间总体规划", "deliverable"), ("建成县人民医院新院区项目", "deliverable"),
    ("成立工作专班", "deliverable"), ("提高服务水平", "general"), ("加强沟通协调", "general"),
])
def test_specificity(clause: str, expected: str) -> None:
    assert specificity(clause, None) == expected
