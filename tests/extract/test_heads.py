"""Head verbs and their objects, and what the items of a task make of them."""

from __future__ import annotations

import csv
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

import textkit
from textkit.extract.heads import head
from textkit.lexicon import load

CASES = Path(__file__).resolve().parents[1] / "cases" / "heads.tsv"


def rows() -> list[tuple[str, str, str]]:
    with CASES.open(encoding="utf-8", newline="") as file:
        return [(r["phrase"], r["action"], r["object"]) for r in csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE)]


@pytest.mark.parametrize(("phrase", "action", "thing"), rows())
def test_case(phrase: str, action: str, thing: str) -> None:
    assert head(phrase) == tuple(None if part == "-" else part for part in (action, thing))


_VERBS = ("inner-verb", "head-verb", "pairs", "alone", "urges", "system")


@pytest.mark.parametrize("kind", [*_VERBS, "adverb", "no-verb"])
def test_the_examples_of_the_word_list_are_read_so(kind: str) -> None:
    """A verb heads its example; what is none does not."""
    rows = [row for row in load("head_words") if row["kind"] == kind]
    wrong = [(row.pattern, row["example"]) for row in rows if (head(row["example"] or "")[0] == row.pattern) != (kind in _VERBS)]
    assert rows and wrong == []


@given(st.lists(st.sampled_from(["加快", "推进", "和", "、", "建设", "地", "要", "必须", "把", "将", "对", "园区", "有序", "的", "利用", "2", "“"]), max_size=14))
def test_words_come_from_the_clause(parts: list[str]) -> None:
    clause = "".join(parts)
    action, thing = head(clause)
    assert action is None or action in clause
    assert thing is None or (thing and thing in clause and action is not None)


def _items(sentence: str) -> list[tuple[str | None, str | None]]:
    document = textkit.read_text(f"青禾县2025年工作要点\n一、工作任务\n（一）做好有关工作。{sentence}")
    task = next(task for task in document.tasks if sentence.startswith(task.text[:6]))
    return [(item.action, item.object) for item in task.items]


@pytest.mark.parametrize(("sentence", "expected"), [
    ("城镇化率提高1.1个百分点，粮食总产量稳定在30万吨以上。", [("提高", "城镇化率"), ("稳定", "粮食总产量")]),
    ("完成全年任务，必须坚持项目为王，加快工程进度。", [("坚持", "项目为王"), ("加快", "工程进度")]),
    ("围绕群众需求，新建公园3个、改造老旧小区12个。", [("新建", "公园"), ("改造", "老旧小区")]),
])
def test_items(sentence: str, expected: list[tuple[str, str]]) -> None:
    assert _items(sentence) == expected
