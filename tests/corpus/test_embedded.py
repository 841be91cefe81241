"""The files of the embedded example corpus: that they are what its catalogue and its answers say."""

from __future__ import annotations

import csv
import json
import re
from importlib.util import find_spec
from itertools import combinations, pairwise
from pathlib import Path
from statistics import mean

import pytest

from textkit.read import read_file

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

CUT = re.compile("|".join(map(re.escape, SET_PHRASES)) + r"|[0-9.．%％]+")


def _rows(name: str) -> list[dict[str, str]]:
    with (CORPUS / name).open(encoding="utf-8-sig", newline="") as handle:
        return list(csv.DictReader(handle))


CATALOGUE = _rows("catalogue.csv")
STORY = _rows("story.csv")
ANSWERS = {path.stem: json.loads(path.read_text(encoding="utf-8")) for path in sorted((CORPUS / "gold").glob("*.json"))}
REPORTS = [row for row in CATALOGUE if row["doc_type"] == "work_report"]


def _text(row: dict[str, str]) -> str:
    """The file as decoded; of a Word file or PDF what its reader gives. Empty where the PDF reader is not installed."""
    if row["encoding"]:
        return (CORPUS / row["file"]).read_bytes().decode(row["encoding"])
    if row["file"].endswith(".pdf") and find_spec("pypdfium2") is None:
        return ""
    return read_file(CORPUS / row["file"]).text


TEXTS = {row["file"]: _text(row) for row in CATALOGUE}


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
    if not text:
        pytest.skip("没有安装 pdf 部分")
    assert row["file"].isascii()
    assert len(_visible(text)) >= (3500 if row["doc_type"] == "work_report" else 1400)
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
    ours: dict[str, str] = {}
    for file, text in TEXTS.items():
        for piece in CUT.split(_visible(text)):
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


def _grams(text: str) -> set[str]:
    return {text[at : at + 4] for at in range(len(text) - 3)}


def _jaccard(one: str, other: str) -> float:
    a, b = _grams(one), _grams(other)
    return len(a & b) / len(a | b)


def _without_planted(text: str) -> str:
    for row in STORY:
        if row["kind"] == "reuse":
            text = text.replace(row["quote_earlier"], "\n").replace(row["quote_later"], "\n")
    return text


def test_counties_are_worded_apart(shared: Path) -> None:
    """Two counties' reports of a year, planted passages cut out, share no more 4-grams than two real cities' do."""
    years: dict[str, list[str]] = {}
    for row in REPORTS:
        if row["level"] == "county":
            years.setdefault(row["year"], []).append(_visible(_without_planted(TEXTS[row["file"]])))
    ours = mean(_jaccard(*pair) for texts in years.values() for pair in combinations(texts, 2))
    cities = [_visible(path.read_text(encoding="utf-8")) for path in sorted((shared / "corpus/prefectures-2024").glob("*.txt"))]
    assert ours <= mean(_jaccard(*pair) for pair in combinations(cities[:8], 2))


def test_passages_are_shared_only_where_the_story_says() -> None:
    """No run between figures stands in the reports of two places outside the planted passages and set phrases."""
    seen: dict[str, str] = {}
    for row in REPORTS:
        for piece in CUT.split(_without_planted(TEXTS[row["file"]])):
            for start in range(len(piece) - RUN + 1):
                run = piece[start : start + RUN]
                assert seen.setdefault(run, row["place"]) == row["place"], f"{row['file']}：{run}"


def _report(place: str, year: str) -> str:
    return TEXTS[next(row["file"] for row in REPORTS if row["place"] == place and row["year"] == year)]


def test_word_file_is_numbered_by_word() -> None:
    row = next(row for row in CATALOGUE if row["file"] == "luxi-2023-work-plan.docx")
    docx = pytest.importorskip("docx")
    typed = [p.text for p in docx.Document(str(CORPUS / row["file"])).paragraphs]
    assert not [line for line in typed if re.match(r"[一二三四五]、|（[一二三]）|\d\.", line)]
    shown = TEXTS[row["file"]]
    assert "\n一、补齐硬件短板\n（一）提升住宿能力。\n1.鹭湖度假酒店" in shown
    assert "\n五、组织实施\n" in shown and "（十二）管控沿湖建设。" in shown


def test_word_table_has_merged_cells() -> None:
    docx = pytest.importorskip("docx")
    table = docx.Document(str(CORPUS / "yanchuan-2022-task-list.docx")).tables[0]
    assert table.cell(2, 0)._tc is table.cell(4, 0)._tc
    assert table.cell(0, 0)._tc is table.cell(0, 6)._tc


def test_links_quote_both_reports() -> None:
    rows = _rows("gold/links.csv")
    assert len(rows) >= 100
    assert {row["relation"] for row in rows} == {"same", "reworded", "raised", "lowered", "split", "merged"}
    for row in rows:
        assert int(row["year_later"]) == int(row["year_earlier"]) + 1
        assert row["quote_earlier"] in _report(row["place"], row["year_earlier"])
        assert row["quote_later"] in _report(row["place"], row["year_later"])
        assert (row["quote_earlier"] == row["quote_later"]) == (row["relation"] == "same")


def test_reuse_quotes_source_and_copy() -> None:
    rows = _rows("gold/reuse.csv")
    assert {row["kind"] for row in rows} == {"verbatim", "names-swapped", "paraphrased"}
    years = {row["file"]: row["year"] for row in CATALOGUE}
    for row in rows:
        assert row["quote_source"] in TEXTS[row["file_source"]] and row["quote_copy"] in TEXTS[row["file_copy"]]
        assert (row["quote_source"] == row["quote_copy"]) == (row["kind"] == "verbatim")
        assert years[row["file_source"]] < years[row["file_copy"]]


def test_delivery_quotes_both_reports_and_adds_up() -> None:
    rows = _rows("gold/delivery.csv")
    story = {(row["place"], row["year"], row["indicator_or_task"]): row["outcome"] for row in STORY if row["kind"] == "target"}
    for row in rows:
        assert row["target_quote"] in _report(row["place"], row["year"])
        assert row["actual_quote"] in _report(row["place"], str(int(row["year"]) + 1))
        assert row["outcome"] == story[row["place"], row["year"], row["indicator"]]
        if row["outcome"] in {"met", "not_met"} and row["unit"] == row["actual_unit"] and row["target_comparator"] != "relative":
            reached, floor, ceiling = float(row["actual_low"]), row["target_low"], row["target_high"]
            lower_is_better = not floor or row["indicator"] == "居民消费价格"
            kept = reached <= float(ceiling) if lower_is_better else reached >= float(floor)
            assert kept == (row["outcome"] == "met"), row


@pytest.mark.parametrize("name", sorted(ANSWERS))
def test_answers_stand_in_their_source(name: str) -> None:
    """Quotes at their offsets, segments in order and apart, tasks made of task segments, targets inside their tasks."""
    answer = ANSWERS[name]
    text = read_file(CORPUS / answer["source"]).text
    for kind in ("segments", "outline", "tasks", "quantities"):
        for each in answer[kind]:
            assert text[each["start"] : each["end"]] == each["quote"]
    segments = answer["segments"]
    assert all(one["end"] <= other["start"] for one, other in pairwise(segments))
    covered = set().union(*(range(each["start"], each["end"]) for each in segments))
    assert not [at for at, character in enumerate(text) if not character.isspace() and at not in covered]
    inside = set().union(*(range(s["start"], s["end"]) for s in segments if s["function"] == "task"))
    for task in answer["tasks"]:
        assert all(at in inside or text[at].isspace() for at in range(task["start"], task["end"]))
        assert all(target in task["quote"] for target in task["targets"])


def test_ten_documents_are_answered() -> None:
    kinds = {document["doc_type"] if isinstance(document["doc_type"], str) else "other"
             for answer in ANSWERS.values() for document in answer["documents"]}
    assert len(ANSWERS) >= 10
    assert kinds >= {"speech", "work_report", "work_plan", "research_report", "notice", "other"}
