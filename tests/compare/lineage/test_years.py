"""tk.compare.years on the example corpus: rows, threads, targets, and what it says it rests on."""

from __future__ import annotations

from pathlib import Path

import pytest

from textkit.compare import Years, years
from textkit.compare.lineage.commitments import commitments_of
from textkit.corpus import Corpus
from textkit.model import TextkitError


@pytest.fixture(scope="module")
def corpus(reports_of_all: Corpus) -> Corpus:
    return reports_of_all


@pytest.fixture(scope="module")
def yanchuan(corpus: Corpus) -> Years:
    return years(corpus, "砚川县")


def _row(result: Years, earlier: str | None, later: str | None) -> dict[str, object]:
    return next(row for row in result.rows if (earlier is None or earlier in (row.get("quote_earlier") or ""))
                and (later is None or later in (row.get("quote_later") or "")))


def test_rows_lead_back_to_both_sources(yanchuan: Years) -> None:
    texts = {d.id: d.source.text for d in yanchuan.documents}
    for row in yanchuan.rows:
        for side in ("earlier", "later"):
            if row.get(f"{side}_document"):
                assert " ".join(texts[row[f"{side}_document"]][row[f"{side}_start"]:row[f"{side}_end"]].split()) == row[f"quote_{side}"]


def test_every_commitment_is_linked_new_or_not_mentioned_again(yanchuan: Years) -> None:
    for document in yanchuan.documents:
        spans = {document.source_span(*c.span).start for c in commitments_of(document)}
        for side, other in (("earlier", 2024), ("later", 2021)):
            if document.work_year != other:
                assert {r[f"{side}_start"] for r in yanchuan.rows if r.get(f"{side}_document") == document.id} == spans


@pytest.mark.parametrize(("earlier", "later", "relation", "change"), [
    ("改造老旧小区13个", "改造城镇老旧小区14个", "raised", 1.0),
    ("改造农村户厕2200户", "改造农村户厕2000户", "lowered", -200.0),
    ("推进县城北门片区老旧管网更新", "推进县城北门片区老旧管网更新", "same", 0.0),
    ("启动砚松快速路征地", "完成砚松快速路路基工程", "reworded", None),
])
def test_known_links(yanchuan: Years, earlier: str, later: str, relation: str, change: float | None) -> None:
    row = _row(yanchuan, earlier, later)
    assert (row["relation"], row["change"]) == (relation, change)
    assert row["evidence"] and 0.45 <= float(str(row["score"])) <= 1


def test_a_task_that_goes_on_in_two_parts_is_split(corpus: Corpus) -> None:
    rows = [r for r in years(corpus, "鹭溪县").rows if "澜亭隧道、环湖绿道" in (r.get("quote_earlier") or "")]
    assert {r["relation"] for r in rows} == {"split"} and len(rows) == 2


def test_threads_run_from_first_to_last_year(yanchuan: Years) -> None:
    table = yanchuan.threads
    network = table[table["name"].str.contains("北门片区老旧管网")].iloc[0]
    assert (network["first_year"], network["last_year"], network["reports"]) == (2022, 2024, 3)
    assert network["2021"] is None or network["2021"] != network["2021"]
    assert table["thread"].is_unique and (table["reports"] >= 1).all()


def test_targets_stand_side_by_side(yanchuan: Years) -> None:
    table = yanchuan.targets.set_index("indicator")
    growth = table.loc["地区生产总值"]
    assert [growth[y] for y in ("2021", "2022", "2023", "2024")] == ["8%以上", "7.5%", "6.5%左右", "6%左右"] and growth["change"] == -2.0
    assert growth["basis"] == "主要预期目标" and growth["where"].count("[") == 4
    assert any(name.startswith("任务线") for name in table["basis"])


def test_notes_say_what_it_rests_on_and_that_silence_is_no_failure(yanchuan: Years, corpus: Corpus) -> None:
    assert "2021、2022、2023、2024" in yanchuan.notes[0] and "未再提不等于没有做" in yanchuan.notes[0]
    gap = years(Corpus([d for d in corpus if d.work_year != 2022]), "砚川县")
    assert "缺 2022 年报告" in gap.notes[0]
    assert {(r["year_earlier"], r["year_later"]) for r in gap.rows} == {(2021, 2023), (2023, 2024)}


def test_all_places_at_once_and_what_is_refused(corpus: Corpus) -> None:
    everyone = years(corpus)
    assert {row["place"] for row in everyone.rows} == {"云岫市", "云岫市砚川县", "云岫市麓阳县", "云岫市鹭溪县"}
    alone = years(corpus, "云岫市")
    assert [r for r in everyone.rows if r["place"] == "云岫市"] == list(alone.rows)
    with pytest.raises(TextkitError, match="不足两年"):
        years(corpus, "长陵县")
    with pytest.raises(TextkitError, match="threshold"):
        years(corpus, threshold=0)


def test_workbook_holds_threads_and_targets(yanchuan: Years, tmp_path: Path) -> None:
    from openpyxl import load_workbook

    book = load_workbook(yanchuan.to_excel(tmp_path / "years.xlsx"))
    assert book.sheetnames == ["历年任务沿革", "任务线", "历年目标", "来源"]
    assert book["历年目标"]["B1"].value == "指标"
