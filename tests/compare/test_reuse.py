"""Passages that recur: what is found, how it was changed, who was first, and what is left as a document's own."""

from __future__ import annotations

import csv
import re
from html.parser import HTMLParser
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import textkit as tk
from textkit.compare.copying.aligning import align
from textkit.compare.copying.candidates import candidates, index_of
from textkit.compare.copying.phrases import set_phrases
from textkit.compare.copying.recurring import Reuse
from textkit.compare.copying.shingling import shingles, stretches
from textkit.compare.copying.symbols import names_of, symbols_of
from textkit.compare.copying.tiling import Side, tiles
from textkit.corpus import Corpus
from textkit.model import Document, TextkitError

CASES = Path(__file__).parents[1] / "cases" / "reuse.tsv"
ROWS = list(csv.DictReader(CASES.read_text(encoding="utf-8").splitlines(), delimiter="\t"))
GOLD_FOUND = 5                           # of 6 in reuse.csv; the sixth is told in other words


def document(text: str, place: str = "云岫市砚川县", date: str = "2023-01-05", **given: str) -> Document:
    return tk.read_text(text, place=place, date=date, **given)


def compare(*texts: str, **options: int) -> Reuse:
    """Texts of different counties, one year after the other."""
    counties = ("云岫市砚川县", "云岫市麓阳县", "云岫市鹭溪县")
    return tk.compare.reuse([document(text, county, f"{2021 + i}-01-05") for i, (text, county) in enumerate(zip(texts, counties, strict=False))], **options)


@pytest.fixture(scope="module")
def corpus(embedded: Path) -> Corpus:
    return tk.read(embedded)


@pytest.fixture(scope="module")
def embedded_result(corpus: Corpus) -> Reuse:
    return tk.compare.reuse(corpus)


@pytest.mark.parametrize("case", ROWS, ids=[row["a"][:12] for row in ROWS])
def test_how_a_passage_was_taken_over(case: dict[str, str]) -> None:
    result = compare(case["a"], case["b"])
    assert [row["kind"] for row in result.rows] == ([] if case["kind"] == "none" else [case["kind"]])
    if case["differences"]:
        assert result.rows[0]["differences"] == case["differences"]


def test_what_reading_found_in_the_example_corpus_is_found(embedded: Path, embedded_result: Reuse) -> None:
    with (embedded / "gold" / "reuse.csv").open(encoding="utf-8-sig", newline="") as file:
        gold = list(csv.DictReader(file))
    found = []
    for answer in gold:
        rows = [row for row in embedded_result.rows
                if Path(row["a_file"]).name == answer["file_source"] and Path(row["b_file"]).name == answer["file_copy"]
                and _overlap(row["a_quote"], answer["quote_source"]) and _overlap(row["b_quote"], answer["quote_copy"])]
        found += [(row["first"] == answer["first"], row["upper_level"]) for row in rows[:1]]
    assert len(found) >= GOLD_FOUND
    assert all(first for first, _ in found)
    assert sum(upper for _, upper in found) == 2                       # both counties have it from the city


def _overlap(one: str, other: str) -> bool:
    return any(part in other.replace(" ", "") for part in re.findall(r"[^，。、；]{6,}", one))


def test_every_quote_stands_where_it_says(embedded: Path, embedded_result: Reuse) -> None:
    texts = {d.id: d.source.text for d in embedded_result.documents}
    for row in embedded_result.rows:
        for side in "ab":
            assert texts[row[f"{side}_document"]][row[f"{side}_start"]:row[f"{side}_end"]] == row[f"{side}_quote"]
        for a, b, c, d in row["pieces"]:
            one, other = row["a_quote"][a:b], row["b_quote"][c:d]
            assert _words(one) == _words(other)
    for family in embedded_result.families.to_dict("records"):
        assert texts[family["document"]][family["start"]:family["end"]] == family["quote"]


def _words(text: str) -> str:
    return "".join(c for c in text if c.isalnum()).lower()


def test_shares_add_up_and_a_copied_passage_is_not_ones_own(embedded_result: Reuse) -> None:
    for row in embedded_result.shares.to_dict("records"):
        assert row["characters"] == sum(row[k] for k in ("set_phrase", "upper_level", "taken", "order_unknown", "own"))
    own = embedded_result.shares.set_index("file")["own_share"]
    assert own["luyang-2024-report.txt"] < own["luyang-2021-report.txt"]


def test_the_earlier_one_is_first_and_equal_years_are_not_judged() -> None:
    passage = "由三个以上行政村共同出资，以闲置校舍、晒场入股，聘请懂经营的能人当经理，账目按季度公开。"
    rows = tk.compare.reuse([document(passage, date="2024-01-05"), document(passage, "云岫市麓阳县", "2023-02-05")]).rows
    assert (rows[0]["first"], rows[0]["a_place"]) == ("云岫市麓阳县2023", "云岫市麓阳县")
    assert "2023-02-05" in rows[0]["evidence"]
    loose = tk.compare.reuse([document(passage, date="2024"), document(passage, "云岫市麓阳县", "2024-02-05")])
    assert (loose.rows[0]["first"], loose.rows[0]["direction"]) == (None, None)
    assert any("分不出先后" in note for note in loose.notes)


def test_a_name_left_behind_tells_who_copied() -> None:
    passage = "由三个以上行政村共同出资，以闲置校舍、晒场入股，聘请懂经营的能人当经理，让砚川的晒场活起来。"
    rows = tk.compare.reuse([document(passage, "云岫市麓阳县", "2024"), document(passage, "云岫市砚川县", "2024")]).rows
    assert rows[0]["first"] == "云岫市砚川县2024"
    assert "砚川" in rows[0]["evidence"]


def test_what_all_three_share_is_one_family() -> None:
    passage = "由三个以上行政村共同出资，以闲置校舍、晒场入股，聘请懂经营的能人当经理，账目按季度公开。"
    result = compare(passage, passage + "县里派人帮着记账。", passage)
    assert len(result) == 3
    assert result.families[["documents", "places", "first"]].values.tolist() == [[3, 3, "云岫市砚川县2021"]]


def test_a_document_given_twice_counts_once() -> None:
    passage = "由三个以上行政村共同出资，以闲置校舍、晒场入股，聘请懂经营的能人当经理，账目按季度公开。"
    result = tk.compare.reuse([document(passage), document(passage, date="2023-01-06"), document("县里另派人帮着记账，账本放在祠堂里。", date="2024")])
    assert len(result) == 0
    assert any("一字不差" in note for note in result.notes)


def test_it_says_what_it_cannot_do() -> None:
    with pytest.raises(TextkitError, match="两篇"):
        tk.compare.reuse([document("只有这一篇。")])
    with pytest.raises(TextkitError, match="method"):
        compare("甲", "乙", method="quick")  # type: ignore[arg-type]


def test_minhash_finds_what_comparing_all_finds(corpus: Corpus, embedded_result: Reuse) -> None:
    pytest.importorskip("rensa")
    near = tk.compare.reuse(corpus, method="minhash")
    key = ("a_document", "b_document", "a_start")
    exact = {tuple(row[k] for k in key) for row in embedded_result.rows}
    assert len(exact & {tuple(row[k] for k in key) for row in near.rows}) >= 0.9 * len(exact)
    assert "MinHash" in near.notes[0]
    assert tk.compare.reuse(corpus, memory=64).options["method"] == "exact"    # small enough


WORDS = st.text(alphabet="晒场校舍祠堂账本笋山溪桥渠甲乙丙丁", min_size=0, max_size=40)


@settings(max_examples=60, deadline=None)
@given(WORDS, WORDS, WORDS)
def test_runs_are_equal_do_not_overlap_and_miss_no_long_one(before: str, shared: str, after: str) -> None:
    a, b = symbols_of(before + shared + after, {}), symbols_of(after + shared + before, {})
    found = tiles(Side(a, 0, len(a)), Side(b, 0, len(b)))
    for tile in found:
        assert a.string[tile.a:tile.a + tile.length] == b.string[tile.b:tile.b + tile.length]
    for side in (0, 1):
        spans = sorted((t[side], t[side] + t.length) for t in found)
        assert all(x[1] <= y[0] for x, y in pairwise(spans))
    if len(shared) >= 3:
        assert max((t.length for t in found), default=0) >= len(shared)
    for passage in align(Side(a, 0, len(a)), Side(b, 0, len(b))):
        assert 0 < passage.score <= 1


def test_exact_candidates_are_those_of_the_definition(corpus: Corpus) -> None:
    """Against shared weights computed pair by pair."""
    import numpy as np

    from textkit.compare.copying.candidates import CONTAINED, EVIDENCE

    documents = [d for d in corpus if d.source.path in ("yanchuan-2022-report.txt", "yanchuan-2023-report.txt")]
    names = names_of(documents)
    texts = [symbols_of(d.text, names) for d in documents]
    parts = stretches(texts)
    shingled = shingles(texts, parts, set_phrases(texts, np.zeros(len(texts), int)))
    index = index_of(shingled, len(parts))
    weight = index.weights.tolist()
    have: dict[int, set[int]] = {}
    for o, c in zip(shingled.stretch.tolist(), shingled.shingle.tolist(), strict=True):
        have.setdefault(o, set()).add(c)
    expected = set()
    for a in have:
        for b in have:
            shared = sum(weight[c] for c in have[a] & have[b])
            if a < b and parts.text[a] != parts.text[b] and shared >= max(EVIDENCE, CONTAINED * min(index.total[a], index.total[b])):
                expected.add((a, b))
    found = candidates(index, parts, method="exact")
    assert set(zip(found.a.tolist(), found.b.tolist(), strict=True)) == expected


class _Tags(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.seen: set[str] = set()

    def handle_starttag(self, tag: str, attrs: object) -> None:
        self.seen.add(tag)


def test_side_by_side_is_safe_and_marks_what_differs() -> None:
    passage = "由三个以上行政村共同出资，<script>alert(1)</script>以闲置校舍、晒场入股，收益{}，聘请懂经营的能人当经理，账目按季度公开。"
    result = compare(passage.format("归村里"), passage.format("分到户"))
    html = result.aligned()._repr_html_()
    tags = _Tags()
    tags.feed(html)
    assert "script" not in tags.seen
    assert '<mark class="tk-differs">归村里' in html and '<mark class="tk-differs">分到户' in html
    assert "&lt;script&gt;" in html
    with pytest.raises(TextkitError, match="99"):
        result.aligned(99)


@pytest.mark.parametrize("kind", ["network", "heatmap"])
def test_figures(embedded_result: Reuse, kind: str) -> None:
    _, ax = embedded_result.plot(kind=kind, by="report")
    shown = {text.get_text() for text in (*ax.texts, *ax.get_xticklabels())}
    assert "砚川县2023" in shown
    with pytest.raises(TextkitError, match="kind"):
        embedded_result.plot(kind="pie")


def test_workbook_holds_families_and_shares(tmp_path: Path, embedded_result: Reuse) -> None:
    from openpyxl import load_workbook

    book = load_workbook(embedded_result.to_excel(tmp_path / "文字重复.xlsx"))
    assert book.sheetnames == ["文字重复", "重复段落族", "自有文字", "来源"]
    assert book["重复段落族"].max_row == len(embedded_result.families) + 1
    assert book["自有文字"]["K1"].value == "自有比例"
