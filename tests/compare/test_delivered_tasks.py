"""Tasks without a figure: what the next report says of each, on phrases, on the embedded corpus and on real reports."""

from __future__ import annotations

import csv
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

import textkit as tk
from textkit.compare import task_delivery
from textkit.compare.delivered_tasks import STATUSES
from textkit.compare.progress import answers, asked, told
from textkit.corpus.corpus import Corpus
from textkit.model import Document

CASES = Path(__file__).resolve().parents[1] / "cases" / "progress.tsv"
PLAN = "政府工作报告\n\n一、2030年工作回顾\n过去一年，全县各项工作取得新成绩。\n\n二、2031年工作安排\n{}\n"
REVIEW = "政府工作报告\n\n一、2031年工作回顾\n{}\n\n二、2032年工作安排\n要抓好春灌和森林防火。\n"


def cases() -> list[list[str]]:
    lines = [line for line in CASES.read_text(encoding="utf-8").splitlines() if line and not line.startswith("#")]
    return list(csv.reader(lines, delimiter="\t", quoting=csv.QUOTE_NONE))[1:]


@pytest.mark.parametrize(("plan", "review", "status", "wording"), cases())
def test_what_a_review_says_of_a_plan(plan: str, review: str, status: str, wording: str) -> None:
    # other sentences give the pairs of characters their weight
    filler = "各项民生事业全面进步。城乡面貌有了新变化。营商环境不断优化。农业生产喜获丰收。教育质量稳步提高。基层治理扎实有效。"
    earlier = tk.read_text(PLAN.format(f"要{plan}。"), place="青岚县", date="2031-01-08")
    later = tk.read_text(REVIEW.format(f"过去一年，{filler}{review}。"), place="青岚县", date="2032-01-08")
    row = task_delivery(earlier, later).rows[0]
    assert (row["status"], row["wording"] or "") == (status, wording), row
    if row["report_quote"]:
        assert later.source.text[row["later_start"]:row["later_end"]] == row["report_quote"].split("；")[0]
    assert earlier.source.text[row["earlier_start"]:row["earlier_end"]] == row["task"]


def test_stages() -> None:
    assert asked("力争冷链物流园开工") == "start" and asked("推进老旧管网改造") in ("progress", "finish")
    assert asked("开工铁路扩能改造项目", "铁路扩能改造项目") == "start"
    clause = "完成水库加固和房屋改造"
    word = told(clause, 2, 6)
    assert word is not None and word.word == "完成"
    assert told("体育馆", 0, 3, "年底建成") is not None and told("体育馆里很热闹", 0, 3, "年底建成") is None
    assert told("接受民主监督", 2, 6, "办结代表建议七十件") is None
    assert answers("start", "start") == "done" and answers("start", "finish") == "under_way" and answers(None, "finish") == "under_way"


def test_silence_is_no_failure_and_general_orders_are_not_looked_for() -> None:
    earlier = tk.read_text(PLAN.format("坚持稳中求进工作总基调，建成县体育公园。"), place="青岚县", date="2031-01-08")
    later = tk.read_text(REVIEW.format("过去一年，粮食丰收。"), place="青岚县", date="2032-01-08")
    result = task_delivery(earlier, later)
    assert [row["status"] for row in result.rows] == ["too_general", "not_mentioned"]
    assert any("不等于没有完成" in note for note in result.notes) and set(result.counts()) == set(STATUSES)
    with pytest.raises(tk.TextkitError, match="least"):
        task_delivery(earlier, later, least=2)
    with pytest.raises(tk.TextkitError, match="没有可以前后对照"):
        task_delivery([earlier])


#: The outcome that the corpus' own story gives a task → what a report can be read to say of it.
MEANT = {
    "met": {"done", "under_way"}, "late": {"done", "under_way"}, "partly": {"partly", "under_way"}, "not_met": {"under_way"},
    "not_reported": {"not_mentioned"}, "moved": {"planned_again", "behind"},
}


def test_embedded_corpus(embedded: Path, story: Corpus) -> None:
    rows = task_delivery(story, numbers=True).rows
    with (embedded / "story.csv").open(encoding="utf-8-sig", newline="") as file:
        planted = [row for row in csv.DictReader(file) if row["kind"] in ("task", "task_moved")]
    wrong = []
    for told_of in planted:
        found = [row for row in rows if row["earlier_file"].endswith(told_of["file_earlier"]) and _same(row["task"], told_of["quote_earlier"])]
        if not any(row["status"] in MEANT[told_of["outcome"]] for row in found):
            wrong.append((told_of["quote_earlier"], told_of["outcome"], [(row["task"], row["status"]) for row in found]))
        if told_of["outcome"] == "late":
            assert any("晚于时限" in (row["flags"] or "") for row in found), told_of
        if told_of["outcome"] == "not_reported":
            assert all(row["report_quote"] is None for row in found), found
    # 招商引资到位资金, 清淤疏浚 and 高标准农田 are words too general to be looked for; 省级龙头企业 is renamed
    assert len(planted) == 28 and len(wrong) <= 3, wrong


def _same(task: str, quote: str) -> bool:
    pieces = [piece for piece in quote.replace("、", "，").split("，") if len(piece) > 5]
    return task in quote or any(piece in task or task in piece for piece in pieces)


def test_real_reports(report: Callable[[str], Document]) -> None:
    """What was read by eye in two reports of one province: what is told, and what is not to be found in it."""
    earlier, later = (report(f"{folder}/{year}年青海省政府工作报告.txt") for folder, year in (("provinces-2025-text", 2025), ("provinces-2026", 2026)))
    rows = task_delivery(earlier, later).rows
    for name, status in (("格尔木盐湖", "under_way"), ("西宁机场三期", "done"), ("共和机场", "planned_again")):
        assert [row["status"] for row in rows if name in row["task"]] == [status], name
    assert all(row["rule"] and row["earlier_section"] for row in rows)
    for row in rows:
        assert later.source.text[row["later_start"] or 0:row["later_end"] or 0] == (row["report_quote"] or "").split("；")[0]


def test_files(tmp_path: Path) -> None:
    earlier = tk.read_text(PLAN.format("要建成县体育公园。"), place="青岚县", date="2031-01-08")
    later = tk.read_text(REVIEW.format("过去一年，县体育公园建成开放。"), place="青岚县", date="2032-01-08")
    result: Any = task_delivery(earlier, later)
    assert result.to_csv(tmp_path / "tasks.csv").stat().st_size and result.to_excel(tmp_path / "tasks.xlsx").stat().st_size
    assert list(result.table.columns) == list(result.columns) and "报告情况" in result._repr_html_()
