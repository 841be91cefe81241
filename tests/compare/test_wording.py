"""Concordance, trends, similarity and topics: planted answers, invariants, the embedded corpus, the figures, the commands."""

from __future__ import annotations

import csv
from pathlib import Path

import numpy as np
import pytest
from scipy.stats import kendalltau
from typer.testing import CliRunner

import textkit as tk
from textkit.cli import app
from textkit.compare import kwic, similarity, terms, topics, trends
from textkit.compare.wording.topic_quality import agreement, coherence, exclusivity, foremost
from textkit.corpus import Corpus
from textkit.model import TextkitError

RUN = CliRunner()


@pytest.fixture(scope="module")
def example(embedded: Path) -> Corpus:
    return tk.read(sorted(embedded.glob("lu*-report.txt")))


def yearly(rates: dict[int, tuple[int, int]]) -> Corpus:
    """Reports with so many 茶叶 and 桑蚕 in them, among words that stay."""
    return Corpus([tk.read_text("抓好春灌。" * 20 + "茶叶增产。" * tea + "桑蚕增产。" * silk, place="甲县", date=f"{year}-01-05")
                   for year, (tea, silk) in rates.items()])


# ------------------------------------------------------------------ concordance
def test_concordance(example: Corpus) -> None:
    result = kwic(example, ["营商环境", "放管服"], window=6)
    documents = {document.id: document for document in example}
    assert len(result) >= 5
    for row in result.rows:
        document = documents[row["document_id"]]
        assert document.source.text[row["source_start"]:row["source_end"]] == row["quote"]
        assert document.text[row["start"]:row["end"]] == row["keyword"] and len(row["left"]) <= 6
    assert f"{len(example)} 份文件中" in result.notes[0]
    plain = example.kwic(["营商环境", "放管服"], window=6)
    assert plain["source_start"].tolist() == [row["source_start"] for row in result.rows]


# ------------------------------------------------------------------ trends
def test_what_rises_and_what_falls() -> None:
    result = trends(yearly({2031: (2, 12), 2032: (4, 9), 2033: (8, 6), 2034: (12, 3)}), least=5)
    found = {row["term"]: row for row in result.rows}
    assert (found["茶叶"]["direction"], found["茶叶"]["tau"]) == ("升", 1) and (found["桑蚕"]["direction"], found["桑蚕"]["tau"]) == ("降", -1)
    assert found["茶叶"]["log_ratio"] > 1 and found["茶叶"]["slope"] > 0 > found["桑蚕"]["slope"]
    assert found["茶叶"]["first_year"] == 2031 and found["茶叶"]["quote_first"] == "茶叶增产。"
    assert result.series.query("term == '茶叶'")["count"].tolist() == [2, 4, 8, 12]
    assert result.labels["per_10k_2031"] == "2031年每万词" and "per_10k_2031" in result.columns


def test_tau_is_kendalls() -> None:
    result = trends(yearly({2031: (2, 5), 2032: (7, 5), 2033: (4, 5), 2034: (4, 1), 2036: (9, 0)}), ["茶叶", "桑蚕", "没有的词"])
    for row in result.rows:
        series = result.series.query("term == @row['term']")
        assert row["tau"] == pytest.approx(kendalltau(series["year"], series["per_10k"]).statistic, abs=1e-3)
        slopes = [(b - a) / (y - x) for i, (x, a) in enumerate(zip(series["year"], series["per_10k"], strict=True))
                  for y, b in list(zip(series["year"], series["per_10k"], strict=True))[i + 1:]]
        assert row["slope"] == pytest.approx(np.median(slopes), abs=1e-3)
    assert "缺 2035 年" in result.notes[1] and "没有一份文件出现：没有的词" in result.notes[-1]


def test_other_places_in_other_years_are_noted() -> None:
    several = [*yearly({2031: (2, 12), 2032: (4, 9)}), tk.read_text("茶叶增产。", place="乙县", date="2033-01-05"), tk.read_text("茶叶")]
    notes = trends(several, "茶叶").notes
    assert any("各年的地方不同" in note for note in notes) and any("认不出年份" in note for note in notes)
    with pytest.raises(TextkitError, match="只有 2 个年份"):
        trends(several[:2])


# ------------------------------------------------------------------ similarity
A = "发展数字经济，建设大数据中心，推进人工智能应用。"
B = "实施乡村振兴，建设高标准农田，改善人居环境。"


@pytest.fixture(scope="module")
def six() -> Corpus:
    texts = (A * 2 + "推进一网通办。", A + "推进一网通办，优化营商环境。", A + "优化营商环境，发展数字经济。", B + "抓好粮食生产。", B * 3 + "抓好粮食生产，优化营商环境。",
             B + "改善人居环境。")
    return Corpus([tk.read_text(text, place=place, date="2031-01-05") for text, place in zip(texts, ("甲县", "乙县", "丙县", "丁县", "戊县", "己县"), strict=True)])


def test_clusters_are_those_planted(six: Corpus) -> None:
    result = similarity(six, clusters=2, nearest=2)
    found = dict(zip(result.map["name"], result.map["cluster"], strict=True))
    assert len({found[f"{p} 2031"] for p in ("甲县", "乙县", "丙县")}) == 1 and len(set(found.values())) == 2
    assert all(row["cluster_one"] == row["cluster_other"] for row in result.rows) and len(result.rows) == 12
    assert result.choices.loc[result.choices["silhouette"].idxmax(), "clusters"] == 2
    assert set(result.order[:3]) in ({"甲县 2031", "乙县 2031", "丙县 2031"}, {"丁县 2031", "戊县 2031", "己县 2031"})
    first = next(row for row in result.rows if row["one"] == "甲县 2031")
    assert (first["other"], first["rank"]) == ("乙县 2031", 1) and "一网通办" in first["distinctive"]


def test_cosine_is_that_of_scikit_learn(six: Corpus) -> None:
    from sklearn.feature_extraction.text import TfidfTransformer

    from textkit.corpus.words import PolicyVectorizer

    result = similarity(six, least=2)
    counts = PolicyVectorizer(only_terms=True, min_df=2).fit_transform(six)
    # scikit-learn counts documents as textkit does; the idf of the terms kept is the same
    expected = TfidfTransformer(sublinear_tf=True).fit_transform(counts)
    order = [f"{d.place} 2031" for d in six]
    assert np.allclose(result.matrix.loc[order, order], (expected @ expected.T).todense())
    assert result.map[["x", "y"]].to_numpy() == pytest.approx(similarity(six, least=2).map[["x", "y"]].to_numpy())


def test_no_number_of_clusters_is_picked(six: Corpus) -> None:
    result = similarity(six)
    assert result.map["cluster"].isna().all() and len(result.choices) >= 3 and any("类数由使用者定" in note for note in result.notes)


def test_evidence_of_both_sides(six: Corpus) -> None:
    documents = {document.id: document for document in six}
    for row in similarity(six).rows:
        for side in ("_one", "_other"):
            if row["distinctive"]:
                source = documents[row[f"document_id{side}"]].source.text
                assert source[row[f"source_start{side}"]:row[f"source_end{side}"]] == row[f"quote{side}"]
                assert row["distinctive"].split("、")[0] in row[f"quote{side}"]


@pytest.mark.parametrize(("options", "message"), [({"clusters": 1}, "类数应在"), ({"clusters": 6}, "类数应在"), ({"by": "doc_type"}, "只有")])
def test_what_cannot_be_clustered(six: Corpus, options: dict[str, object], message: str) -> None:
    with pytest.raises(TextkitError, match=message):
        similarity(six, **options)  # type: ignore[arg-type]


def test_texts_without_a_term_are_named(six: Corpus) -> None:
    with pytest.raises(TextkitError, match="没有可比的词：庚县"):
        similarity([*six, tk.read_text("天气很好。", place="庚县", date="2031-01-05")])


# ------------------------------------------------------------------ topics
def test_topic_quality_by_hand() -> None:
    weights = np.array([[4.0, 3.0, 0.0, 0.0, 1.0], [0.0, 0.0, 5.0, 2.0, 1.0]])
    best = foremost(weights, 2)
    assert best == [[0, 1], [2, 3]]
    assert exclusivity(best, weights) == [1.0, 1.0]
    assert exclusivity([[4]], weights) == [pytest.approx(0.5)]
    from scipy.sparse import csr_matrix

    there = csr_matrix(np.array([[1, 1, 0, 1], [1, 1, 0, 0], [0, 0, 1, 0], [0, 0, 1, 1]]))
    together, apart, mixed = coherence([[0, 1], [0, 2], [2, 3]], there)
    assert together == pytest.approx(1) and apart == -1 and mixed == pytest.approx(0)        # NPMI of always, never, and as chance has it
    assert agreement([[1, 2, 3], [4, 5, 6]], [[4, 5, 6], [1, 2, 3]]) == [1.0, 1.0]
    assert agreement([[1, 2]], [[2, 1]]) == [pytest.approx((0 + 1) / 2)]                     # Greene's average Jaccard over depths 1 and 2


@pytest.fixture(scope="module")
def several(example: Corpus):
    return topics(example, (4, 6), seeds=1)


def test_topics_are_the_same_each_time(example: Corpus, several) -> None:
    again = topics(example, (4, 6), seeds=1)
    assert again.rows == several.rows and again.numbers.equals(several.numbers)


def test_no_number_of_topics_is_picked(several) -> None:
    assert several.numbers["k"].tolist() == [4, 6] and len(several.rows) == 10
    assert any("没有代为选定" in note for note in several.notes)
    for k in (4, 6):
        rows = [row for row in several.rows if row["k"] == k]
        assert [row["topic"] for row in rows] == list(range(1, k + 1))
        assert [row["share"] for row in rows] == sorted((row["share"] for row in rows), reverse=True)
        assert sum(row["share"] for row in rows) == pytest.approx(1, abs=1e-3)
        assert all(-1 <= row["coherence"] <= 1 and 0 <= row["exclusivity"] <= 1 and 0 <= row["stability"] <= 1 for row in rows)
        shares = several.shares[k][[f"topic_{n}" for n in range(1, k + 1)]].sum(axis=1)
        assert shares.to_numpy() == pytest.approx(1)
        assert several.weights[k].sum(axis=1).to_numpy() == pytest.approx(1)


def test_passages_stand_in_their_sources(example: Corpus, several) -> None:
    documents = {document.id: document for document in example}
    for row in several.rows:
        assert documents[row["document_id"]].source.text[row["source_start"]:row["source_end"]] == row["quote"]
        assert any(term in row["quote"] for term in row["terms"].split("、"))


@pytest.mark.parametrize(("k", "options", "message"), [(1, {}, "2 以上"), (500, {}, "分不出"), (3, {"seeds": 0}, "seeds"), ((), {}, "2 以上")])
def test_what_cannot_be_factorised(example: Corpus, k: object, options: dict[str, int], message: str) -> None:
    with pytest.raises(TextkitError, match=message):
        topics(example[:2], k, **options)  # type: ignore[arg-type]


# ------------------------------------------------------------------ figures and commands
def test_figures(example: Corpus, six: Corpus, several) -> None:
    """Each is drawn in every form without a warning (of a character without a glyph, of text that does not fit)."""
    keyness = terms(example[:5], by="year", least=3)
    _, axes = keyness.plot(top=4)
    assert len([ax for ax in axes.flat if ax.axison]) == len({row["group"] for row in keyness.rows}) > 2
    _, ax = keyness.plot(groups=[keyness.rows[0]["group"]])
    assert ax.get_yticklabels()[0].get_text() == keyness.rows[0]["term"]
    with pytest.raises(TextkitError, match="没有这一组"):
        keyness.plot(groups=["无此组"])
    terms(example[:3], example[3:5], least=3).plot(top=5)
    _, axes = trends(example[:5], least=5).plot(top=2)
    assert all(ax.get_ylim()[0] == 0 for ax in axes.flat)
    alike = similarity(six, clusters=2)
    _, ax = alike.plot()
    assert [label.get_text() for label in ax.get_yticklabels()] == [name.removesuffix(" 2031") for name in alike.order]
    for result in (alike, similarity(six)):
        _, ax = result.plot(kind="map")
        assert {text.get_text() for text in ax.texts} == {"甲县", "乙县", "丙县", "丁县", "戊县", "己县"}
    with pytest.raises(TextkitError, match="没有这种图"):
        alike.plot(kind="pie")
    _, axes = several.plot()
    assert len(axes) == 3
    _, axes = several.plot(k=6)
    assert [ax.get_title(loc="left").split()[0] for ax in axes.flat if ax.axison] == [f"主题{n}" for n in range(1, 7)]
    with pytest.raises(TextkitError, match="没有算过"):
        several.plot(k=5)


def test_commands(tmp_path: Path) -> None:
    for year, (tea, silk) in {2031: (2, 6), 2032: (4, 4), 2033: (6, 2)}.items():
        text = f"青岚市{year}年工作要点\n一、重点任务\n" + "优化营商环境，抓好乡村振兴，办好民生实事。\n" * 12 + "推进茶叶增产和数字经济。\n" * tea + "推进桑蚕增产和绿色低碳。\n" * silk
        (tmp_path / f"{year}.txt").write_text(text, encoding="utf-8")
    texts = [str(path) for path in sorted(tmp_path.glob("*.txt"))]
    out, picture = tmp_path / "out.csv", tmp_path / "out.png"
    done = RUN.invoke(app, ["compare", "terms", *texts, "--by", "year", "--top", "3", "-o", str(out), "-o", str(picture)])
    assert done.exit_code == 0, done.output
    with out.open(encoding="utf-8-sig", newline="") as file:
        assert {row["group"] for row in csv.DictReader(file)} == {"2031", "2033"}       # the year between has nothing of its own
    assert picture.read_bytes().startswith(b"\x89PNG")
    for line in (["trends", "--word", "营商环境"], ["kwic", "--word", "营商环境"], ["similarity", "--clusters", "2"],
                 ["topics", "--k", "2", "--seeds", "1", "--shortest", "3"]):
        done = RUN.invoke(app, ["compare", line[0], *texts, *line[1:], "-o", str(tmp_path / f"{line[0]}.xlsx")])
        assert done.exit_code == 0 and (tmp_path / f"{line[0]}.xlsx").stat().st_size > 4000, done.output
    assert RUN.invoke(app, ["compare", "terms", *texts, "-o", str(tmp_path / "out.doc")]).exit_code == 2
    assert RUN.invoke(app, ["compare", "kwic", *texts, "--word", "春", "-o", str(tmp_path / "more.png")]).exit_code == 2
    assert RUN.invoke(app, ["compare", "terms", *texts, "--by", "nothing"]).exit_code == 1
