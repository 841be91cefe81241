"""What each segment does, sentence by sentence and in the company of its neighbours."""

from __future__ import annotations

from pathlib import Path

import pytest

import textkit as tk
from textkit.model import Document

CASES = Path(__file__).parents[1] / "cases" / "functions.tsv"
ROWS = [
    line.split("\t") for line in CASES.read_text(encoding="utf-8").splitlines() if line and not line.startswith("#")
][1:]


def functions(document: Document) -> dict[str, str]:
    return {s.span.of(document.text): s.function for s in document.segments}


@pytest.mark.parametrize(("doc_type", "heading", "sentence", "expected"), ROWS, ids=[row[2][:16] for row in ROWS])
def test_sentence_below_its_heading(doc_type: str, heading: str, sentence: str, expected: str) -> None:
    # a sentence before and one after, so that it is neither the last of the text nor alone in its part
    text = "\n".join(part for part in (heading, sentence) if part) + "\n"
    document = tk.read_text(text, doc_type=doc_type)
    assert functions(document)[sentence] == expected


def test_run_in_heading_needs_what_it_heads() -> None:
    body = "二、2031年工作安排\n大力提振消费。实施消费品以旧换新，举办促销活动20场以上。新建商贸中心2个。\n大力提振消费。\n"
    document = tk.read_text(body, doc_type="work_report")
    found = [s.function for s in document.segments if s.span.of(document.text) == "大力提振消费。"]
    assert found == ["heading", "task"]


def test_short_sentences_of_one_mould_head_what_follows_each() -> None:
    body = (
        "二、2031年工作安排\n壮大特色产业。打造茶叶产业集群。新建茶园2万亩，建成加工厂3座。打造竹木产业集群。培育龙头企业5家，"
        "推进竹材深加工。打造康养产业集群。建设康养小镇1个，开通旅游专线。\n"
    )
    found = functions(tk.read_text(body, doc_type="work_report"))
    assert [found[f"打造{name}产业集群。"] for name in ("茶叶", "竹木", "康养")] == ["heading"] * 3
    assert found["新建茶园2万亩，建成加工厂3座。"] == "task"


def test_an_order_by_itself_is_a_task_and_a_label_is_not() -> None:
    body = "二、重点任务\n1.加强统筹协调。县发改局要每季度调度一次。\n2.2031年启动智慧养老试点，遴选社区10个。完善补贴办法。\n"
    found = functions(tk.read_text(body, doc_type="work_plan"))
    assert found["1.加强统筹协调。"] == "heading"
    assert found["2.2031年启动智慧养老试点，遴选社区10个。"] == "task"


def test_list_of_problems_without_elaboration_keeps_the_function_of_the_list() -> None:
    body = "一、主要问题\n一是法治意识淡薄。二是保障力度不够。\n二、工作措施\n一要抓培训。二要抓考核。\n"
    found = functions(tk.read_text(body, doc_type="speech"))
    assert found["一是法治意识淡薄。"] == found["二是保障力度不够。"] == "problem"
    assert found["一要抓培训。"] == found["二要抓考核。"] == "task"


def test_problems_last_until_their_paragraph_ends() -> None:
    body = (
        "一、2030年工作回顾\n我们也清醒看到，发展中还存在一些问题。产业层次偏低，创新能力不强。\n"
        "全县上下团结奋斗，各项事业全面进步。\n二、2031年工作安排\n加快发展。\n"
    )
    found = functions(tk.read_text(body, doc_type="work_report"))
    assert found["产业层次偏低，创新能力不强。"] == "problem"
    assert found["全县上下团结奋斗，各项事业全面进步。"] == "achievement"


def test_every_decision_names_its_rule() -> None:
    document = tk.read_text("一、工作措施\n要抓好落实。县水利局负责。\n", doc_type="speech")
    assert all(segment.rule for segment in document.segments)
