"""tk.compare.places on the example corpus: shared and own tasks, ranks, what the level above demanded."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from textkit.compare import Places, places
from textkit.compare.across.families import families
from textkit.compare.across.reports import above, of_year
from textkit.corpus import Corpus
from textkit.corpus.reading import read_text
from textkit.model import TextkitError


@pytest.fixture(scope="module")
def corpus(reports_of_all: Corpus) -> Corpus:
    return reports_of_all


@pytest.fixture(scope="module")
def result(corpus: Corpus) -> Places:
    return places(corpus, 2024)


def test_shared_and_own(result: Places) -> None:
    farmland = [r for r in result.rows if r["family_name"] and "高标准农田" in r["family_name"]]
    assert {r["place"] for r in farmland} == {"云岫市", "云岫市砚川县", "云岫市麓阳县", "云岫市鹭溪县"}
    assert {r["field"] for r in farmland} == {"农业农村"}
    tunnel = next(r for r in result.rows if "澜亭隧道" in r["quote"])
    assert (tunnel["shared"], tunnel["places"], tunnel["family"]) == ("own", 1, None)
    for row in result.rows:
        assert row["places"] == (len({r["place"] for r in result.rows if r["family"] == row["family"]}) if row["family"] else 1)


def test_rows_lead_back_to_the_source(result: Places) -> None:
    texts = {d.id: d.source.text for d in result.documents}
    for row in result.rows:
        assert " ".join(texts[row["document"]][row["start"]:row["end"]].split()) == row["quote"]
    for row in result.coverage.to_dict("records"):
        assert " ".join(texts[row["upper_document"]][row["upper_start"]:row["upper_end"]].split()) == row["upper_quote"]
        if row["words"] != "silent":
            assert " ".join(texts[row["document"]][int(row["start"]):int(row["end"])].split()) == row["quote"]


def test_ranks_are_within_the_level_and_from_the_highest(result: Places) -> None:
    growth = result.targets[result.targets["indicator"] == "地区生产总值"].set_index("place")
    assert growth.loc["云岫市麓阳县", ["low", "rank", "of"]].tolist() == [6.5, 1, 3]
    assert growth.loc["云岫市砚川县", ["low", "rank", "upper_low", "upper_gap"]].tolist() == [6.0, 2, 6.5, -0.5]
    assert growth.loc["云岫市砚川县", "upper_place"] == "云岫市"
    assert growth["quartile"].isna().all()                   # three counties have no quarters


def test_what_the_city_demanded(result: Places) -> None:
    table = result.coverage
    assert set(table["upper_place"]) == {"云岫市"} and set(table["place"]) == {"云岫市砚川县", "云岫市麓阳县", "云岫市鹭溪县"}
    assert len(table) == 3 * sum(r["place"] == "云岫市" for r in result.rows)
    jobs = table[(table["upper_quote"].str.startswith("城镇新增就业")) & (table["place"] == "云岫市砚川县")].iloc[0]
    assert jobs["words"] == "copied" and "2600人" in jobs["quote"] and jobs["target_gap"] == 2600 - 33000
    assert table[table["words"] == "silent"]["quote"].isna().all()


def test_the_matrix_counts_every_row(result: Places) -> None:
    fields = result.matrix()
    assert int(fields.to_numpy().sum()) == len(result)
    tasks = result.matrix("task", top=5)
    assert tasks.shape == (4, 5) and (tasks > 0).sum().min() >= 3
    with pytest.raises(TextkitError, match="field 或 task"):
        result.matrix("theme")  # type: ignore[arg-type]


def test_notes_and_the_year(corpus: Corpus, result: Places) -> None:
    assert "依据 2024 年 4 个地方" in result.notes[0] and "不等于没有做" in result.notes[1]
    assert places(corpus).options["year"] == 2024            # 2023 and 2024 have four places each: the last
    earlier = places(corpus, 2022)
    assert any("没有上级同年报告" in note for note in earlier.notes) and any("缺 2022 年报告：云岫市" in note for note in earlier.notes)
    with pytest.raises(TextkitError, match="不足两份"):
        places(corpus, 1999)
    with pytest.raises(TextkitError, match="alike"):
        places(corpus, 2024, alike=0)


def test_the_level_above_by_code_and_by_name() -> None:
    made = [read_text(f"{name}人民政府工作报告\n2025年要抓好就业。", place=name, level=level, work_year=2025, doc_type="work_report")
            for name, level in (("四川省", "province"), ("四川省广元市", "city"), ("四川省广元市苍溪县", "county"), ("湖北省荆州市", "city"), ("云岫市", "city"),
                                ("云岫市砚川县", "county"))]
    assert above(of_year(made, 2025)) == {"四川省广元市": "四川省", "四川省广元市苍溪县": "四川省广元市", "云岫市砚川县": "云岫市"}


def test_own_fields_of_the_user(corpus: Corpus, tmp_path: Path) -> None:
    mine = tmp_path / "fields.tsv"
    mine.write_text("pattern\tfield\tsource\texample\tcounter\n茶园|茶叶|岩茶|岩茶\t茶产业\t自定\t改造茶园\t茶话会\n", encoding="utf-8")
    assert places(corpus, 2024, extra=[str(mine)]).matrix()["茶产业"].sum() > 0


_WORDS = st.lists(st.tuples(st.sampled_from(["改造老旧小区", "改造城镇老旧小区", "新建高标准农田", "建设高标准农田", "澜亭隧道通车", "推进"]), st.integers(0, 3)), max_size=14)


@settings(max_examples=60, deadline=None)
@given(_WORDS)
def test_a_family_has_two_places_and_is_like_its_centre(made: list[tuple[str, int]]) -> None:
    words, owners = [w for w, _ in made], [p for _, p in made]
    found = families(words, owners)
    for centre in {family for family, _ in found if family is not None}:
        members = [n for n, (family, _) in enumerate(found) if family == centre]
        assert centre in members and len({owners[n] for n in members}) >= 2
        assert all(found[n][1] >= 0.55 for n in members) and found[centre][1] == pytest.approx(1)
    assert all(found[n][0] is None for n, w in enumerate(words) if w == "推进")     # says too little


def test_workbook_holds_targets_and_coverage(result: Places, tmp_path: Path) -> None:
    from openpyxl import load_workbook

    assert load_workbook(result.to_excel(tmp_path / "places.xlsx")).sheetnames == ["各地任务对照", "目标位次", "上级要求承接", "来源"]
