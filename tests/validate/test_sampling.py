"""From a drawn sample over filled-in workbooks to agreement and estimated accuracy."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from openpyxl import load_workbook

import textkit as tk
from textkit.corpus import Corpus
from textkit.model import TextkitError
from textkit.validate import accuracy, agreement, read_coding, sample
from textkit.validate.coding import CHOICES, QUESTIONS, canonical
from textkit.validate.estimates import wilson
from textkit.validate.sampling import FIELDS, Sample


@pytest.fixture(scope="module")
def corpus(embedded: Path) -> Corpus:
    return tk.read([embedded / "luxi-2024-report.txt", embedded / "yanchuan-2024-notice.txt"], catalogue=False)


def fill(path: Path, drawn: Sample, *, wrong: set[str] = frozenset(), skip: set[str] = frozenset()) -> None:  # type: ignore[assignment]
    """Fill a workbook with what textkit says, but ``wrong`` things otherwise; leave ``skip`` blank."""
    book = load_workbook(path)
    sheet = book["编码"]
    heading = [cell.value for cell in sheet[1]]
    by_item = {row["item"]: row for row in drawn.rows}
    for line in range(2, sheet.max_row + 1):
        item = str(sheet.cell(line, heading.index("编号") + 1).value)
        for name in FIELDS[drawn.kind]:
            value: Any = by_item[item][f"predicted_{name}"]
            if item in skip:
                continue
            if name in CHOICES:
                labels = list(CHOICES[name].values())
                value = CHOICES[name][value]
                if item in wrong:
                    value = labels[(labels.index(value) + 1) % len(labels)]
            sheet.cell(line, heading.index(QUESTIONS[name][0]) + 1).value = "无" if value is None else value
    book.save(path)


def test_the_same_seed_draws_the_same_and_every_stratum_is_there(corpus: Corpus) -> None:
    once = sample(corpus, 60, of="segment", strata=["function"], seed=3)
    assert once.rows == sample(corpus, 60, of="segment", strata=["function"], seed=3).rows
    assert once.rows != sample(corpus, 60, of="segment", strata=["function"], seed=4).rows
    assert len(once) == 60 and len({(row["file"], row["start"]) for row in once.rows}) == 60
    functions = {segment.function for document in corpus for segment in document.segments}
    assert {row["stratum"] for row in once.rows} == functions
    for row in once.rows:
        assert row["probability"] == row["drawn"] / row["population"]
        document = next(d for d in corpus if d.id == row["document"])
        assert document.source.text[row["start"] : row["end"]].split() and row["text"]
    # weights lead back to the corpus
    assert sum(1 / row["probability"] for row in once.rows) == pytest.approx(sum(len(d.segments) for d in corpus))


def test_small_strata_do_not_make_the_sample_larger(corpus: Corpus) -> None:
    assert len(sample(corpus, 20, of="segment", strata=["function"])) == 20


def test_asking_for_more_than_there_is_takes_all(corpus: Corpus) -> None:
    everything = sample(corpus, 100_000)
    assert len(everything) == sum(len(d.tasks) for d in corpus) and {row["probability"] for row in everything.rows} == {1.0}


def test_the_workbook_is_blind_and_in_the_order_of_the_coder(corpus: Corpus, tmp_path: Path) -> None:
    drawn = sample(corpus, 30)
    orders = []
    for coder in ("甲", "乙"):
        sheet = load_workbook(drawn.to_coding(tmp_path / f"{coder}.xlsx", coder))["编码"]
        heading = [cell.value for cell in sheet[1]]
        assert not any("系统" in str(word) for word in heading)
        for line in sheet.iter_rows(min_row=2, values_only=True):
            assert not any(line[heading.index(QUESTIONS[name][0])] for name in FIELDS["task"])
        orders.append([line[0] for line in sheet.iter_rows(min_row=2, values_only=True)])
    assert orders[0] != orders[1] and sorted(orders[0]) == sorted(orders[1])


def test_coding_leads_to_agreement_and_accuracy(corpus: Corpus, tmp_path: Path) -> None:
    drawn = sample(corpus, 50, of="segment", strata=["function"], seed=1)
    tasks = [row["item"] for row in drawn.rows if row["predicted_function"] == "task"]
    files = {}
    for coder, wrong in (("甲", set(tasks[:2])), ("乙", set(tasks[:3]))):
        files[coder] = drawn.to_coding(tmp_path / f"{coder}.xlsx", coder)
        fill(files[coder], drawn, wrong=wrong)
    coding = read_coding(drawn, files)
    assert coding.problems == () and len(coding.codes) == 100
    row = agreement(coding.codes, draws=50).rows[0]
    assert row["items"] == 50 and row["agreement"] == pytest.approx(49 / 50)
    found = accuracy(drawn, coding.codes, truth="甲", draws=50)
    precision = next(r for r in found.rows if (r["code"], r["measure"]) == ("task", "precision"))
    assert precision["value"] == pytest.approx(1 - 2 / len(tasks)) and precision["low"] < precision["value"] < precision["high"]
    estimated = found.confusion
    assert estimated["estimated"].sum() == pytest.approx(sum(len(d.segments) for d in corpus), abs=0.1)
    assert int(estimated["sampled"].sum()) == 50
    # two coders who differ have no majority: what they differ on is left out, and said
    assert "1 处编码员意见不一" in "".join(accuracy(drawn, coding.codes, draws=0).notes)
    for lang, words in (("zh", "Wilson"), ("en", "inverse inclusion probability")):
        assert words in found.methods(lang) and "50" in found.methods(lang)
    assert "由乙独立盲编，以 甲 的编码为准" in found.methods() and "功能（任务）精确率" in found.methods()      # who decides is no blind coder
    assert "coded blind by 乙; the codes of 甲 counted as true" in found.methods("en")
    assert found.to_confusion(tmp_path / "混淆.csv").read_text(encoding="utf-8-sig").startswith("field,predicted")


def test_tasks_are_compared_field_by_field(corpus: Corpus, tmp_path: Path) -> None:
    drawn = sample(corpus, 25, seed=5)
    file = drawn.to_coding(tmp_path / "甲.xlsx", "甲")
    fill(file, drawn)
    found = accuracy(drawn, read_coding(drawn, {"甲": file}).codes, draws=0)
    values = {(r["field"], r["measure"]): r["value"] for r in found.rows if r["code"] is None}
    assert values == {(name, "accuracy"): 1.0 for name in FIELDS["task"]}


def test_what_could_not_be_read_is_listed_and_the_rest_is_kept(corpus: Corpus, tmp_path: Path) -> None:
    drawn = sample(corpus, 10, of="segment")
    file = drawn.to_coding(tmp_path / "甲.xlsx", "甲")
    fill(file, drawn, skip={drawn.rows[3]["item"]})
    book = load_workbook(file)
    sheet = book["编码"]
    heading = [cell.value for cell in sheet[1]]
    column = heading.index("功能") + 1
    sheet.cell(2, column).value = "随便"
    sheet.cell(3, 1).value = "S9999"
    sheet.append([sheet.cell(4, 1).value])
    book.save(file)
    coding = read_coding(drawn, {"甲": file})
    assert len(coding.problems) == 3 and any("随便" in p.message for p in coding.problems) and any("重复" in p.message for p in coding.problems)
    assert 6 <= len(coding.codes) <= 8


def test_a_filled_workbook_is_not_overwritten(corpus: Corpus, tmp_path: Path) -> None:
    drawn = sample(corpus, 5, of="segment")
    file = drawn.to_coding(tmp_path / "甲.xlsx", "甲")
    fill(file, drawn)
    with pytest.raises(TextkitError, match="已经有了"):
        drawn.to_coding(file, "甲")


@pytest.mark.parametrize(("call", "words"), [
    (lambda c: sample(c, 0), "正数"), (lambda c: sample(c, 5, of="word"), "不能抽"), (lambda c: sample(c, 5, strata=["天气"]), "分层"),
    (lambda c: sample(Corpus([]), 5), "没有可抽"),
])
def test_what_makes_no_sense_is_refused(corpus: Corpus, call: Any, words: str) -> None:
    with pytest.raises(TextkitError, match=words):
        call(corpus)


@pytest.mark.parametrize(("name", "one", "other"), [
    ("units", "县水利局、 县财政局", "县财政局、县水利局"), ("units", None, "无"), ("low", 200000.0, "200,000"), ("targets", "10％以上；5个", "5个；10%以上"),
])
def test_codes_are_compared_as_people_mean_them(name: str, one: Any, other: Any) -> None:
    assert canonical(name, one) == canonical(name, other)


def test_wilson_is_the_published_interval() -> None:
    # Newcombe, Statistics in Medicine 17 (1998) 857-872, table I, method 3: 81 of 263
    low, high = wilson(81 / 263, 263)
    assert (round(low, 4), round(high, 4)) == (0.2553, 0.3662)
