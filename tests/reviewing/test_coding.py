"""Blind coding without a page: nothing of textkit's answer is told, and the files of two coders lead to agreement."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

import textkit as tk
from textkit.corpus import Corpus
from textkit.model import TextkitError
from textkit.reviewing.coding import CodingSitting
from textkit.reviewing.widget import receive
from textkit.validate import Sample, accuracy, agreement, read_coding, sample
from textkit.validate.sampling import FIELDS

pytest.importorskip("anywidget")


@pytest.fixture(scope="module")
def corpus(embedded: Path) -> Corpus:
    return tk.read(embedded / "yanchuan-2024-notice.txt", catalogue=False)


@pytest.fixture(scope="module")
def drawn(corpus: Corpus) -> Sample:
    return sample(corpus, 12, of="segment", strata=["function"], seed=4)


def ask(coding: CodingSitting, **message: Any) -> list[dict[str, Any]]:
    sent: list[dict[str, Any]] = []
    coding.widget.send = sent.append
    receive(coding.widget, coding._answer, message)
    return sent


def test_nothing_of_the_answer_is_told(drawn: Sample, tmp_path: Path) -> None:
    coding = tk.code(drawn, tmp_path / "甲.jsonl", coder="甲")
    index, = ask(coding, type="index")
    told = [index, *(ask(coding, type="item", item=item)[0] for item in index["items"])]
    for message in told:
        assert not {key for key in message if key.startswith("predicted") or key in ("stratum", "population", "drawn", "probability")}
    assert sorted(index["items"]) == [row["item"] for row in drawn.rows]
    other, = ask(tk.code(drawn, tmp_path / "乙.jsonl", coder="乙"), type="index")
    assert other["items"] != index["items"] and sorted(other["items"]) == sorted(index["items"])


def test_two_coders_agree_as_far_as_they_do(drawn: Sample, tmp_path: Path) -> None:
    files = {}
    for coder in ("甲", "乙"):
        files[coder] = tmp_path / f"{coder}.jsonl"
        coding = tk.code(drawn, files[coder], coder=coder)
        for number, row in enumerate(drawn.rows):
            value = "formula" if coder == "乙" and number == 3 and row["predicted_function"] != "formula" else row["predicted_function"]
            coding.set(row["item"], "function", value)
        coding.set(drawn.rows[0]["item"], "note", "拿不准")
    found = read_coding(drawn, files)
    assert found.problems == () and len(found.codes) == 2 * len(drawn)
    row = agreement(found.codes, draws=20).rows[0]
    assert row["items"] == len(drawn) and row["agreement"] == pytest.approx((len(drawn) - 1) / len(drawn))
    assert accuracy(drawn, found.codes, truth="甲", draws=0).rows


def test_a_sitting_goes_on_where_it_was_left(drawn: Sample, tmp_path: Path) -> None:
    path = tmp_path / "编码.jsonl"
    coding = tk.code(drawn, path, coder="甲")
    first, second = coding.order[:2]
    ask(coding, type="code", item=first, field="function", value="task")
    ask(coding, type="code", item=second, field="function", value="problem")
    ask(coding, type="code", item=second, field="function", value="task")
    answer, = ask(coding, type="undo")
    assert answer["codes"]["function"] == "problem" and answer["item"] == second
    again = tk.code(drawn, path, coder="甲")
    assert again.codes == {(first, "function"): "task", (second, "function"): "problem"}
    assert set(ask(again, type="index")[0]["done"]) == {first, second}
    ask(again, type="code", item=first, field="function", value="")
    assert again.codes == {(second, "function"): "problem"}
    # two coders may write one file; each has their own codes
    ask(tk.code(drawn, path, coder="乙"), type="code", item=first, field="function", value="task")
    assert len(read_coding(drawn, {"甲": path, "乙": path}).codes) == 2


def test_the_page_asks_for_a_name_first(drawn: Sample, tmp_path: Path) -> None:
    coding = tk.code(drawn, tmp_path / "编码.jsonl")
    index, = ask(coding, type="index")
    assert index["items"] == [] and index["coder"] == ""
    error, = ask(coding, type="code", item=drawn.rows[0]["item"], field="function", value="task")
    assert error["type"] == "error" and "名字" in error["message"]
    index, = ask(coding, type="coder", name=" 丙 ")
    assert index["coder"] == "丙" and len(index["items"]) == len(drawn)


@pytest.mark.parametrize(("item", "field", "value"), [("S9999", "function", "task"), ("S0001", "units", "县水利局"), ("S0001", "function", "随便")])
def test_what_the_sample_does_not_have_is_refused(drawn: Sample, tmp_path: Path, item: str, field: str, value: str) -> None:
    coding = tk.code(drawn, tmp_path / "甲.jsonl", coder="甲")
    with pytest.raises(TextkitError):
        coding.set(item, field, value)
    assert not (tmp_path / "甲.jsonl").exists()


@pytest.mark.parametrize("of", ["task", "quantity"])
def test_every_kind_of_thing_can_be_coded(corpus: Corpus, tmp_path: Path, of: Any) -> None:
    drawn = sample(corpus, 3, of=of)
    coding = tk.code(drawn, tmp_path / "甲.jsonl", coder="甲", lang="en")
    for row in drawn.rows:
        for name in FIELDS[of]:
            said = row[f"predicted_{name}"]
            coding.set(row["item"], name, "无" if said is None else str(said))
    found = read_coding(drawn, {"甲": coding.path})
    assert found.problems == () and len(found.codes) == len(drawn) * len(FIELDS[of])
    values = {(r["field"], r["measure"]): r["value"] for r in accuracy(drawn, found.codes, draws=0).rows if r["code"] is None}
    assert set(values.values()) == {1.0}


def test_codes_of_another_sample_or_person_are_named(corpus: Corpus, drawn: Sample, tmp_path: Path) -> None:
    path = tmp_path / "甲.jsonl"
    coding = tk.code(drawn, path, coder="甲")
    for item in coding.order:
        coding.set(item, "function", "task")
    other = sample(corpus, 12, of="segment", strata=["function"], seed=5)
    found = read_coding(other, {"甲": path, "乙": path})
    assert any("另一个样本" in problem.message for problem in found.problems)
    assert any("没有编码员“乙”" in problem.message for problem in found.problems)
    with pytest.raises(TextkitError, match="没有这个编码文件"):
        read_coding(drawn, {"甲": tmp_path / "没有.jsonl"})
    with pytest.raises(TextkitError, match="要的是样本"):
        tk.code(corpus, path)  # type: ignore[arg-type]
