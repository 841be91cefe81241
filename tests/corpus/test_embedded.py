"""The files of the embedded example corpus: that they are what its catalogue and its answers say."""

from __future__ import annotations

import csv
import re
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
CORPUS = ROOT / "corpus"
DIVISIONS = ROOT / "textkit" / "lexicon" / "divisions.tsv"

PLACES = ("云岫市", "岫阳区", "砚川县", "麓阳县", "鹭溪县")
"""Every division at county level or above that the texts invent."""

DOC_TYPES = {"speech", "work_report", "work_plan", "research_report", "notice", "opinion", "summary", "other"}
OUTCOMES = {
    "target": {"met", "about_met", "not_met", "not_comparable", "not_reported"},
    "target_change": {"raised", "lowered", "dropped", "made_relative", "made_absolute", "rescaled"},
    "task": {"met", "late", "partly", "not_met", "not_reported"},
    "task_carried": {"word_for_word"},
    "task_moved": {"moved"},
    "reuse": {"word_for_word", "names_swapped", "paraphrased"},
    "term": {"appears", "disappears"},
    "unit_renamed": {"new", "merged", "renamed"},
    "contradiction": {"contradicts"},
    "progress": {"on_time", "behind"},
}
RUN = 20
"""So many characters in common with a real document are a borrowed sentence."""

SET_PHRASES = (
    "习近平新时代中国特色社会主义思想",
    "坚定拥护“两个确立”、坚决做到“两个维护”",
    "公众参与、专家论证、风险评估、合法性审查、集体讨论",
    "扎实做好“六稳”工作、全面落实“六保”任务",
    "实现质的有效提升和量的合理增长",
    "主要预期目标",
    "固定资产投资",
    "居民人均可支配收入",
    "居民收入增长与经济增长",
    "国民经济和社会发展第十四个五年规划和二〇三五年远景目标纲要",
    "人大监督、政协民主监督",
    "请予审议",
    "稳中求进、以进促稳、先立后破",
    "工作回顾",
)
"""Wording that every such text shares because a higher text fixes it; it is no sentence of anybody's."""


def _rows(name: str) -> list[dict[str, str]]:
    with (CORPUS / name).open(encoding="utf-8-sig", newline="") as handle:
        return list(csv.DictReader(handle))


CATALOGUE = _rows("catalogue.csv")
STORY = _rows("story.csv")
TEXTS = {row["file"]: (CORPUS / row["file"]).read_bytes().decode(row["encoding"]) for row in CATALOGUE}


def _visible(text: str) -> str:
    without_code = re.sub(r"<(script|style)\b[^>]*>[^<]*</\1>", "", text)
    return re.sub(r"<[^<>]*>|\s", "", without_code)


def test_catalogue_names_every_document_and_nothing_else() -> None:
    besides = {"catalogue.csv", "story.csv", "README.md", "LICENSE"}
    on_disk = {path.name for path in CORPUS.iterdir() if path.is_file()} - besides
    assert on_disk == set(TEXTS)
    assert len(CATALOGUE) == len(TEXTS), "a file is listed twice"


@pytest.mark.parametrize("row", CATALOGUE, ids=lambda row: row["file"])
def test_document_is_as_its_row_says(row: dict[str, str]) -> None:
    text = TEXTS[row["file"]]
    assert row["file"].isascii()
    assert len(_visible(text)) >= 1500
    assert "\ufffd" not in text and "\ufeff" not in text
    assert row["doc_type"] in DOC_TYPES
    assert row["level"] in {"city", "county"}
    assert re.fullmatch(r"(20\d\d(-\d\d(-\d\d)?)?)?", row["date"])
    assert row["year"] == "" or int(row["year"]) in range(2021, 2025)
    for cell in (row["title"], row["speaker"]):
        assert re.sub(r"\s", "", cell) in re.sub(r"\s|\d+、(?=\n)", "", text)
    if row["place"]:
        assert row["place"] in {"云岫市", "云岫市砚川县", "云岫市麓阳县", "云岫市鹭溪县"}
        assert row["place"].removeprefix("云岫市") in text


@pytest.mark.parametrize("row", STORY, ids=lambda row: f"{row['kind']}-{row['place']}-{row['indicator_or_task']}")
def test_story_quotes_stand_in_their_files(row: dict[str, str]) -> None:
    assert row["outcome"] in OUTCOMES[row["kind"]]
    for side in ("earlier", "later"):
        quote, file = row[f"quote_{side}"], row[f"file_{side}"]
        assert bool(quote) == bool(file), "a quote needs its file, and a file its quote"
        if quote:
            assert quote in TEXTS[file]
    assert row["quote_earlier"] or row["quote_later"]


@pytest.mark.parametrize("row", [row for row in STORY if row["kind"] == "term"], ids=lambda row: row["place"])
def test_terms_are_absent_from_the_other_year(row: dict[str, str]) -> None:
    """A term that appears stands in no earlier report of its place, one that disappears in none from that year on."""
    year = int(row["year"])
    for other in CATALOGUE:
        if other["place"] != row["place"] or other["doc_type"] != "work_report":
            continue
        inside = row["indicator_or_task"] in re.sub("[“”]", "", TEXTS[other["file"]])
        if (int(other["year"]) < year) == (row["outcome"] == "appears"):
            assert not inside, other["file"]


def test_repeated_passages_repeat() -> None:
    for row in STORY:
        if row["outcome"] == "word_for_word":
            assert row["quote_earlier"] == row["quote_later"]
        elif row["kind"] == "reuse":
            assert row["quote_earlier"] != row["quote_later"]


def test_page_numbers_interrupt_sentences() -> None:
    text = TEXTS["luyang-2023-research-damaged.txt"]
    breaks = list(re.finditer(r"(?<=[\u4e00-\u9fff])\n(\d+)、(?=[\u4e00-\u9fff])", text))
    assert text.startswith("1、")
    assert [int(found[1]) for found in breaks] == list(range(2, 2 + len(breaks)))
    assert len(breaks) >= 5


def test_invented_places_collide_with_no_division() -> None:
    if not DIVISIONS.is_file():
        pytest.skip("没有行政区划表")
    real = DIVISIONS.read_text(encoding="utf-8")
    for place in PLACES:
        assert place[:-1] not in real, place


def test_no_run_is_taken_from_a_real_document(shared: Path) -> None:
    """Figures are cut out on both sides: 地区生产总值增长6.5%左右，… is a form, not a sentence."""
    cut = re.compile("|".join(map(re.escape, SET_PHRASES)) + r"|[0-9.．%％]+")
    ours: dict[str, str] = {}
    for file, text in TEXTS.items():
        for piece in cut.split(_visible(text)):
            for start in range(len(piece) - RUN + 1):
                ours[piece[start : start + RUN]] = file
    taken: set[tuple[str, str, str]] = set()
    for path in sorted((shared / "corpus").rglob("*.txt")):
        real = re.sub(r"\s", "", path.read_text(encoding="utf-8"))
        for start in range(len(real) - RUN + 1):
            run = real[start : start + RUN]
            if run in ours:
                taken.add((ours[run], run, path.name))
    assert not taken
