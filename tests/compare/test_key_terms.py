"""Key words: the measures against published worked examples, the groups, the rows, the notes."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import textkit as tk
from textkit.compare import Terms, terms
from textkit.compare.wording.statistics import (
    corrected,
    deviation_of_proportions,
    juilland_d,
    log_likelihood,
    log_ratio,
    significance,
)
from textkit.corpus import Corpus
from textkit.corpus.words.policy_terms import written
from textkit.model import TextkitError


# ------------------------------------------------------------------ published worked examples
def test_log_likelihood_of_the_ucrel_calculator() -> None:
    """52 in 50,000 words beside 57 in 75,000: LL 2.65, not significant (Lancaster's teaching example for the UCREL calculator)."""
    g2 = float(log_likelihood(52, 57, 50_000, 75_000))
    assert round(g2, 2) == 2.65 and significance(g2) > 0.05
    assert [round(float(significance(v)), 4) for v in (3.84, 6.63, 10.83, 15.13)] == [0.05, 0.01, 0.001, 0.0001]     # the calculator's table


def test_log_likelihood_where_a_side_has_none() -> None:
    """A cell of 0 adds nothing (note 2 of the calculator): 2 · 3 · ln(3 / E), E = 3 · 33 / 69."""
    assert float(log_likelihood(3, 0, 36, 33)) == pytest.approx(2 * 3 * np.log(3 / (36 * 3 / 69)))
    assert float(log_likelihood(0, 0, 36, 33)) == 0


@pytest.mark.parametrize(("a", "b", "ratio"), [(10, 10, 0), (20, 10, 1), (40, 10, 2), (80, 10, 3), (10, 20, -1), (1, 0, 1), (0, 4, -3)])
def test_log_ratio_of_hardie(a: int, b: int, ratio: float) -> None:
    """One point for each doubling; a frequency of 0 counts as a half."""
    assert float(log_ratio(a, b, 1000, 1000)) == pytest.approx(ratio)
    assert float(log_ratio(a, b, 2000, 1000)) == pytest.approx(ratio - 1)


@pytest.mark.parametrize(("counts", "dp", "d"), [
    ([1, 2, 3, 4, 5], 0.18, 0.785), ([9, 10, 10, 10, 11], 0.0, 1.0), ([0, 0, 0, 0, 5], 0.78, 0.0)])
def test_dispersion_of_gries(counts: list[int], dp: float, d: float) -> None:
    """The corpus of fifty words in five parts of Gries (2008, 2020): DP of “a” is 0.18, Juilland's D 0.785; and the two ends of the scale."""
    sizes, column = [9, 10, 10, 10, 11], np.array(counts)[:, None]
    assert float(deviation_of_proportions(column, sizes)[0]) * (1 - 9 / 50) == pytest.approx(dp, abs=5e-4)
    assert float(juilland_d(column, sizes)[0]) == pytest.approx(d, abs=5e-4)


def test_dispersion_of_one_part_is_not_known() -> None:
    assert np.isnan(deviation_of_proportions(np.array([[3]]), [10])).all() and np.isnan(juilland_d(np.array([[3], [0]]), [10, 0])).all()


def test_correction_for_many_tests() -> None:
    assert float(corrected(0.05, 1)) == pytest.approx(0.05)
    assert float(corrected(0.001, 1000)) == pytest.approx(1 - 0.999**1000)
    assert float(corrected(1.0, 5)) == pytest.approx(1) and float(corrected(1e-30, 1000)) == pytest.approx(1e-27)


@given(st.integers(0, 500), st.integers(0, 500), st.integers(500, 10_000), st.integers(500, 10_000))
@settings(max_examples=200, deadline=None)
def test_scores_mirror(a: int, b: int, c: int, d: int) -> None:
    assert float(log_likelihood(a, b, c, d)) == pytest.approx(float(log_likelihood(b, a, d, c)), abs=1e-9)
    assert float(log_ratio(a, b, c, d)) == pytest.approx(-float(log_ratio(b, a, d, c)))
    assert float(log_likelihood(a, b, c, d)) >= 0


# ------------------------------------------------------------------ the verb
TEA = "做强茶叶产业。\n新建茶叶基地，办好茶叶节，茶叶加工扩产。\n推进一网通办。\n"
FISH = "做强渔业产业。\n新建渔业码头，办好渔业节，渔业加工扩产。\n推进一网通办。\n"


@pytest.fixture(scope="module")
def corpus() -> Corpus:
    return Corpus([tk.read_text(TEA, place="甲县", date="2031-01-05"), tk.read_text(TEA, place="甲县", date="2032-01-05"),
                   tk.read_text(FISH, place="乙县", date="2031-01-05"), tk.read_text("没有地方的文件。")])


def test_each_group_beside_the_others(corpus: Corpus) -> None:
    result = terms(corpus, by="place", least=3)
    assert {row["group"] for row in result.rows} == {"乙县", "甲县"}
    first = {row["group"]: row for row in reversed(result.rows)}
    assert (first["甲县"]["term"], first["甲县"]["count"], first["甲县"]["reference_count"]) == ("茶叶", 8, 0)
    assert (first["乙县"]["term"], first["乙县"]["count"], first["乙县"]["documents"]) == ("渔业", 4, 1)
    assert first["甲县"]["documents"] == 2 and first["甲县"]["reference_documents"] == 0
    assert "一网通办" not in {row["term"] for row in result.rows if row["p"] < 0.05}
    assert "3 份文件" in result.notes[0] and "1 份文件没有归入" in result.notes[-1]
    assert result.options["tokenizer"].startswith("jieba") and result.options["by"] == "place"


def test_scores_are_those_of_the_counts(corpus: Corpus) -> None:
    result = terms(corpus, by="place", target="甲县", least=1, top=None)
    sizes = {"甲县": 0, "其他": 0}
    for document, running in zip(corpus, corpus.words().running, strict=True):
        if document.place:
            sizes["甲县" if document.place == "甲县" else "其他"] += int(running)
    for row in result.rows:
        cells = (row["count"], row["reference_count"], sizes["甲县"], sizes["其他"])
        assert row["log_likelihood"] == pytest.approx(float(log_likelihood(*cells)), abs=1e-3)
        assert row["log_ratio"] == pytest.approx(float(log_ratio(*cells)), abs=1e-3)
        assert (row["log_ratio"] > 0) == (row["direction"] == "偏多")


@pytest.fixture(scope="module")
def reports(embedded: Path) -> Corpus:
    return tk.read(sorted(embedded.glob("lu*-202[34]-report.txt")))


def test_quotes_of_both_sides_stand_in_their_sources(reports: Corpus) -> None:
    documents = {document.id: document for document in reports}
    sides = 0
    for row in terms(reports, by="place", target="云岫市鹭溪县").rows:
        for suffix, count in (("", row["count"]), ("_reference", row["reference_count"])):
            if not count:
                assert row[f"quote{suffix}"] is None
                continue
            source = documents[row[f"document_id{suffix}"]].source.text
            assert source[row[f"source_start{suffix}"]:row[f"source_end{suffix}"]] == row[f"quote{suffix}"]
            assert row["term"] in written(row[f"quote{suffix}"])
            sides += 1
    assert sides > 60


def test_two_corpora_and_two_years(corpus: Corpus) -> None:
    result = terms(corpus[:2], corpus[2:3], least=1)
    assert {row["direction"] for row in result.rows} == {"偏多", "偏少"} and {row["group"] for row in result.rows} == {"对象"}
    assert next(row for row in result.rows if row["term"] == "渔业")["direction"] == "偏少"
    one = terms(corpus, by="year", target=2031, against=2032, least=1)
    assert {(row["group"], row["reference"]) for row in one.rows} == {("2031", "2032")}
    both = terms(corpus, by=("place", "year"), target=["甲县 2031", "乙县 2031"], least=1)
    assert {row["group"] for row in both.rows} == {"甲县 2031、乙县 2031"}


def test_tf_idf_leaves_out_what_all_groups_have(corpus: Corpus, reports: Corpus) -> None:
    shared = [row for row in terms(reports, by="place").rows if row["count"] and row["reference_count"]]
    assert shared and all(row["tf_idf"] == 0 for row in shared)
    result = terms(corpus, by="place", least=1)
    tea = next(row for row in result.rows if row["term"] == "茶叶" and row["group"] == "甲县")
    assert tea["tf_idf"] == pytest.approx(tea["per_10k"] * np.log(2), rel=1e-4)


@pytest.mark.parametrize(("options", "message"), [
    ({}, "没有说明比较哪两组"), ({"by": "nothing"}, "不能按“nothing”分组"), ({"by": "doc_type", "target": "speech"}, "只有 1 组|没有这一组"),
    ({"by": "place", "target": "丙县"}, "没有这一组：丙县"), ({"by": "place", "against": "甲县"}, "没有 target"),
    ({"by": "place", "target": ["甲县", "乙县"]}, "没有重合"), ({"by": "place", "target": "甲县", "against": "甲县"}, "没有重合")])
def test_what_cannot_be_compared(corpus: Corpus, options: dict[str, object], message: str) -> None:
    with pytest.raises(TextkitError, match=message):
        terms(corpus, **options)  # type: ignore[arg-type]


def test_reference_and_groups_exclude_each_other(corpus: Corpus) -> None:
    with pytest.raises(TextkitError, match="不能再分组"):
        terms(corpus, corpus, by="place")


def test_what_stands_on_both_sides_counts_once(corpus: Corpus) -> None:
    assert terms(corpus[2:3], corpus, least=1).rows == terms(corpus[2:3], [corpus[0], corpus[1], corpus[3]], least=1).rows


def test_a_group_without_words_is_named(corpus: Corpus) -> None:
    with pytest.raises(TextkitError, match="没有一个词：丙县"):
        terms([*corpus, tk.read_text("2031 12 31", place="丙县")], by="place")


def test_a_docvar_makes_groups() -> None:
    import pandas as pd

    table = pd.DataFrame({"text": [TEA, FISH], "类型": ["山区", "海边"]})
    result = terms(tk.read_frame(table), by="类型", least=2)
    assert isinstance(result, Terms) and {row["group"] for row in result.rows} == {"山区", "海边"}


def test_files(corpus: Corpus, tmp_path: Path) -> None:
    from openpyxl import load_workbook

    result = terms(corpus, by="place", least=3)
    book = load_workbook(result.to_excel(tmp_path / "terms.xlsx"))
    assert [cell.value for cell in book.worksheets[0][1]][:4] == ["组", "参照", "词", "主题"]
    assert any(row[0].value == "选项 tokenizer" for row in book["来源"].iter_rows())
    assert result.to_csv(tmp_path / "terms.csv").read_text(encoding="utf-8-sig").startswith("group,reference,term")
    assert len(result.table) == len(result) and "茶叶" in result._repr_html_()
