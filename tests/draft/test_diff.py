"""Two versions of a text: what was added, lost or changed."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st

from textkit.corpus import read_text
from textkit.draft import diff

OLD = "县水利局要在6月底前完成清淤30公里。县财政局要落实资金500万元。各乡镇要备足防汛物资。\n去年新建水库12座。"


def changes(before: str, after: str) -> list[tuple[str, str, str | None, str | None]]:
    result = diff(read_text(before, date="2030-02-01"), read_text(after, date="2030-02-01"))
    return [(r["change"], r["what"], r["before"], r["after"]) for r in result.rows if r["what"] != "任务" or r["change"] != "修改"]


def test_the_same_text_has_no_changes() -> None:
    assert changes(OLD, OLD) == []


def test_a_deadline_a_unit_and_a_figure_that_changed() -> None:
    assert changes(OLD, OLD.replace("6月底前", "8月底前")) == [("修改", "完成时限", "6月底前", "8月底前")]
    assert changes(OLD, OLD.replace("30公里", "45公里")) == [("修改", "数据", "清淤：30公里", "清淤：45公里")]
    assert changes(OLD, OLD.replace("县水利局", "县住建局")) == [("删去", "责任单位", "县水利局（责任）", None), ("新增", "责任单位", None, "县住房和城乡建设局（责任）")]


def test_figures_of_what_is_no_task() -> None:
    assert [(c[0], c[1]) for c in changes(OLD, OLD.replace("12座", "15座"))] == [("修改", "数据")]


def test_tasks_added_and_lost() -> None:
    assert ("新增", "任务", None, "县教育局要抓好校园安全。") in changes(OLD, OLD + "县教育局要抓好校园安全。")
    assert ("删去", "任务", "各乡镇要备足防汛物资。", None) in changes(OLD, OLD.replace("各乡镇要备足防汛物资。", ""))


def test_both_sides_lead_back_to_their_source() -> None:
    before, after = read_text(OLD, date="2030-02-01"), read_text("前言。\n" + OLD.replace("30公里", "45公里"), date="2030-02-01")
    rows = diff(before, after).rows
    assert rows
    for row in rows:
        for name, document in (("before", before), ("after", after)):
            if row[f"{name}_start"] is not None:
                assert document.source.text[row[f"{name}_start"] : row[f"{name}_end"]] == row[f"{name}_quote"]


TASKS = ("县水利局要完成清淤30公里。", "县财政局要落实资金500万元。", "各乡镇要备足防汛物资。", "县教育局要抓好校园安全。", "县住建局要改造老旧小区12个。")


@settings(max_examples=25, deadline=None)
@given(st.permutations(TASKS))
def test_moving_a_task_is_no_change(order: list[str]) -> None:
    assert changes("\n".join(TASKS), "\n".join(order)) == []
