"""Docvars: where, by, sample, and what travels with every row."""

from __future__ import annotations

import pandas as pd
import pytest

import textkit as tk
from textkit.model import TextkitError


@pytest.fixture(scope="module")
def corpus() -> tk.Corpus:
    rows = [("甲省乙市青禾县", 2020, "一"), ("甲省乙市青禾县", 2021, "二"), ("甲省乙市白沙县", 2021, None), (None, 2022, "二"), ("丁省南青禾县", 2021, "一")]
    table = pd.DataFrame([(f"第{n}号。各乡镇要在年底前新建茶园{n}万亩。", *row) for n, row in enumerate(rows, 1)],
                         columns=["text", "place", "work_year", "批次"])
    return tk.read_frame(table)


@pytest.mark.parametrize(("conditions", "expected"), [
    ({}, [0, 1, 2, 3, 4]),
    ({"place": "甲省乙市青禾县"}, [0, 1]),
    ({"place": "青禾县"}, [0, 1]),                       # not 南青禾县
    ({"place": ["青禾县", "白沙县"], "year": range(2021, 2023)}, [1, 2]),
    ({"place": None}, [3]),
    ({"place": {None, "白沙县"}}, [2, 3]),
    ({"year": 2021, "批次": "一"}, [4]),
    ({"批次": None}, [2]),
    ({"doc_type": "work_report"}, []),
])
def test_where(corpus: tk.Corpus, conditions: dict[str, object], expected: list[int]) -> None:
    found = corpus.where(**conditions)
    assert [d.id for d in found] == [corpus[n].id for n in expected]
    assert found.documents["document_id"].tolist() == [corpus[n].id for n in expected]


def test_where_names_the_columns_there_are(corpus: tk.Corpus) -> None:
    with pytest.raises(TextkitError, match=r"没有 区划 这一列.*批次"):
        corpus.where(区划="甲")


def test_by_groups_are_sorted_and_hold_every_document(corpus: tk.Corpus) -> None:
    groups = corpus.by("place", "year")
    assert list(groups) == [("丁省南青禾县", 2021), ("甲省乙市白沙县", 2021), ("甲省乙市青禾县", 2020), ("甲省乙市青禾县", 2021), (None, 2022)]
    assert sum(len(each) for each in groups.values()) == len(corpus)
    assert [len(each) for each in corpus.by("批次").values()] == [2, 2, 1]
    with pytest.raises(TextkitError, match="按什么分组"):
        corpus.by()


def test_sample_is_by_seed_and_in_order(corpus: tk.Corpus) -> None:
    order = {d.id: n for n, d in enumerate(corpus)}
    drawn = [[order[d.id] for d in corpus.sample(3, seed)] for seed in range(20)]
    assert all(each == sorted(each) and len(set(each)) == 3 for each in drawn)
    assert drawn[4] == [order[d.id] for d in corpus.sample(3, 4)] and len({tuple(each) for each in drawn}) > 3
    with pytest.raises(TextkitError, match="抽不出 9 份"):
        corpus.sample(9)


def test_docvars_travel_with_every_row(corpus: tk.Corpus) -> None:
    for name in ("tasks", "sections", "quantities"):
        plain, full = corpus.table(name), corpus.table(name, docvars=True)
        pd.testing.assert_frame_equal(full[list(plain.columns)], plain)
        assert {"place", "work_year", "批次"} <= set(full.columns)
    tasks = corpus.table("tasks", docvars=True)
    about = corpus.documents.set_index("document_id")
    assert len(tasks) and all(tasks["批次"].fillna("") == tasks["document_id"].map(about["批次"]).fillna(""))
    assert "document_level" in corpus.table("sections", docvars=True).columns      # sections have a level of their own


def test_sql_in_memory(corpus: tk.Corpus) -> None:
    pytest.importorskip("duckdb", reason="needs the extra sql")
    answer = corpus.sql("select 批次, count(*) as n from documents join tasks using (document_id) group by 1 order by 1")
    assert answer["n"].sum() == len(corpus.tasks)
    with pytest.raises(TextkitError, match="SQL"):
        corpus.sql("selekt 1")
