"""Contents, weights, changes of figures: phrase by phrase."""

from __future__ import annotations

import csv
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from textkit.compare.lineage.changes import change_of
from textkit.compare.lineage.character_pairs import content, longest_shared, pair_weight, pairs, sum_of_weights, weight
from textkit.compare.lineage.commitments import Commitment, commitments_of
from textkit.compare.lineage.linking import link
from textkit.corpus.reading import read_text

CASES = Path(__file__).resolve().parents[2] / "cases"


def _cases(name: str) -> list[dict[str, str]]:
    with (CASES / name).open(encoding="utf-8") as file:
        return list(csv.DictReader((line for line in file if not line.startswith("#")), delimiter="\t"))


@pytest.mark.parametrize("case", _cases("contents.tsv"), ids=lambda case: case["text"])
def test_content(case: dict[str, str]) -> None:
    assert content(case["text"], case["place"]) == case["content"]


def _all(text: str, year: int) -> list[Commitment]:
    return commitments_of(read_text(f"{year}年要抓好以下工作。\n{text}", date=f"{year}-01-10", work_year=year, doc_type="work_report", place="云岫市砚川县"))


@pytest.mark.parametrize("case", _cases("changes.tsv"), ids=lambda case: case["earlier"])
def test_change(case: dict[str, str]) -> None:
    found = [c for a in _all(case["earlier"], 2031) for b in _all(case["later"], 2032) if (c := change_of(a, b)) is not None]
    if not case["amount"]:
        assert found == []
    else:
        assert float(case["amount"]) in [c.amount for c in found]


def test_names_weigh_more_than_usual_words() -> None:
    assert pair_weight("澜亭") == 1.0 > pair_weight("水库") > pair_weight("建设") > 0
    assert weight("") == 0.0


_TEXT = st.text("新建泵站澜亭隧道 ", max_size=12)


@given(_TEXT, _TEXT)
def test_the_longest_shared_run_stands_in_both_and_none_is_longer(a: str, b: str) -> None:
    run = longest_shared(a, b)
    assert run in a and run in b and " " not in run
    longer = {part[i:i + len(run) + 1] for part in a.split() for i in range(len(part) - len(run))}
    assert not any(piece in b for piece in longer)
    assert (len(run) > 1) == bool(set(pairs(a)) & set(pairs(b)))


def test_the_list_of_pairs_is_sorted_and_holds_pairs_alone() -> None:
    text = (Path(__file__).resolve().parents[3] / "textkit/compare/lineage/pairs.tsv").read_text(encoding="utf-8")
    (star, total), *rows = [line.split("\t") for line in text.splitlines() if not line.startswith("#")]
    counts = [int(count) for _, count in rows]
    assert star == "*" and counts == sorted(counts, reverse=True) and 20 <= counts[-1] <= counts[0] < int(total)
    assert all(len(pair) == 2 for pair, _ in rows) and len({pair for pair, _ in rows}) == len(rows)


def test_two_lines_are_enough_and_nothing_in_common_is_no_link() -> None:
    assert [k.kind for k in link(_all("启动澜亭隧道建设。", 2031), _all("澜亭隧道年底前通车。", 2032)) if "澜亭" in k.later.text] == ["main"]
    assert not [k for k in link(_all("启动澜亭隧道建设。", 2031), _all("复耕撂荒地。", 2032)) if "隧道" in k.earlier.text]


def test_a_sum_of_weights_is_the_same_in_whatever_order() -> None:
    found = sorted(set(pairs(content("推进城镇老旧小区改造，新建泵站和环湖绿道，促进冷链物流提质增效"))))
    sums = {sum_of_weights(found[n:] + found[:n]) for n in range(len(found))}
    assert len(sums) == 1 and len({sum(map(pair_weight, found[n:] + found[:n])) for n in range(len(found))}) > 1
