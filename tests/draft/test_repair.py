"""Swapped words: what is repaired, what is only listed, what stays as it is."""

from __future__ import annotations

import csv
import importlib
import math
import random
import time
from collections.abc import Callable
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import textkit as tk
from textkit.cli import main
from textkit.draft import Repair, repair
from textkit.draft.repairing.candidates import swapped
from textkit.draft.repairing.model import folded, policy_model
from textkit.lexicon import load
from textkit.model import Alignment, TextkitError
from textkit.read import from_text, read_file

CASES = Path(__file__).resolve().parents[1] / "cases"
SEED = "corpus/seeds/pingchang-two-speeches.txt"


def rows(name: str) -> list[dict[str, str]]:
    lines = (CASES / name).read_text(encoding="utf-8").splitlines()
    return list(csv.DictReader((line for line in lines if line and not line.startswith("#")), delimiter="\t", quoting=csv.QUOTE_NONE))


@pytest.mark.parametrize("row", rows("repair.tsv"), ids=lambda row: row["text"][:12])
def test_certain_repairs(row: dict[str, str]) -> None:
    text = row["text"]
    assert repair(from_text(text)).text == (text if row["repaired"] == "-" else row["repaired"])


def test_a_real_speech_from_a_sharing_site(shared: Path) -> None:
    """Of the words listed by reading it nine in ten are found, and every certain repair is one of them."""
    found = repair(read_file(shared / SEED))
    listed = {(row["source_start"], row["written"]): row for row in found.rows}
    truth = {(int(row["source_start"]), row["written"]): row["original"].split("、") for row in rows("repair_seed.tsv")}
    right = [key for key, originals in truth.items() if key in listed and listed[key]["original"] in originals]
    assert len(right) >= 0.95 * len(truth)
    certain = {key: row["original"] for key, row in listed.items() if row["status"] == "确定"}
    assert len(certain) >= 15
    assert [key for key, original in certain.items() if original not in truth.get(key, ())] == []


def test_clean_texts_stay_as_they_are(shared: Path, embedded: Path) -> None:
    """No certain repair in other people's clean texts (one in 24; the benchmark asks all) and in our own."""
    clean = sorted(path for path in (shared / "corpus").rglob("*.txt") if not path.match(SEED))[::24]
    clean += [path for path in sorted(embedded.glob("*.txt")) if path.name != "anonymous-speech-synonyms.txt"]
    assert {path.name: edits for path in clean if (edits := [e for e in repair(read_file(path)).edits if e.certain])} == {}


def test_the_swapped_speech_of_the_embedded_corpus(embedded: Path) -> None:
    found = repair(read_file(embedded / "anonymous-speech-synonyms.txt"))
    certain = [(row["written"], row["original"]) for row in found.rows if row["status"] == "确定"]
    assert set(certain) == {("根底", "基础"), ("那么", "则"), ("平安", "安全"), ("实在", "切实"), ("到达", "达到"),
                            ("效劳", "服务"), ("开展", "发展")}
    listed = {(row["written"], row["original"]) for row in found.rows}
    assert {("改良", "改进"), ("治理", "管理")} <= listed
    assert "为XX县经济社会发展创造安全稳定的环境" in found.text
    assert "当好参谋助手" in found.text


def test_planted_swaps_come_back(embedded: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The model has not seen the embedded corpus: what a site would swap in its reports is found, hardly anything else."""
    monkeypatch.syspath_prepend(CASES.parent / "benchmarks")
    benchmark: Any = importlib.import_module("repair")
    model, tally = policy_model(), {family: benchmark.Tally() for family in ("library", "rewriter")}
    for path in sorted(embedded.glob("*-report.txt")):
        text = path.read_text(encoding="gb18030" if path.name == "luxi-2021-report.txt" else "utf-8")
        for family, one in tally.items():
            swapped_text, planted = benchmark.damaged(text, family, random.Random(path.name))
            one.add(swapped_text, planted, benchmark.judged(swapped_text, model))
    for one in tally.values():
        found = one.found["certain"] + one.found["doubtful"]
        assert found >= 0.85 * one.planted
        assert one.found["certain"] >= 0.98 * one.listed["certain"] > 0


@settings(max_examples=40, deadline=None)
@given(st.lists(st.sampled_from(["原那么", "夯实根底", "优化政务效劳", "\n", "，", "全县", "法律参谋", " ", "12%", "<b>", "平安"]), min_size=1, max_size=30))
def test_every_edit_leads_back_to_the_source(pieces: list[str]) -> None:
    text = "".join(pieces)
    if not text.strip():
        return
    found = repair(from_text(text))
    assert [e.start for e in found.edits] == sorted(e.start for e in found.edits)
    for edit, row in zip(found.edits, found.rows, strict=True):
        assert text[edit.start : edit.end] == row["quote"] and row["original"] == edit.replacement
    assert found.text == Alignment(text, [e for e in found.edits if e.certain]).text
    at = 0
    for edit in found.edits:
        if edit.certain:
            at = found.text.index(edit.replacement, at)
            assert tuple(found.alignment.to_source(at, at + len(edit.replacement))) == (edit.start, edit.end)
            at += len(edit.replacement)
    assert not [e for e in repair(from_text(found.text)).edits if e.certain]


def test_a_document_gives_what_its_file_gives(embedded: Path) -> None:
    document = tk.read(embedded / "anonymous-speech-synonyms.txt")[0]
    found = tk.draft.repair(document)
    assert isinstance(found, Repair)
    assert found.table["document_id"].unique().tolist() == [document.id]
    assert found.text.startswith(document.source.text[document.span.start : document.span.start + 10])
    assert any("认清形势" in (row["section"] or "") for row in found.rows)
    again = tk.read_text(found.text)
    assert len(again.tasks) == len(document.tasks)


def test_a_notebook_shows_the_difference_and_escapes_it() -> None:
    page = repair(from_text("<script>原那么</script>，统一标准"))._repr_html_()
    assert '<del>那么</del><mark class="unit"' in page
    assert page.count("<script>") == 1 and "&lt;script&gt;原<del>" in page                    # the table has one of its own


def test_own_pairs(tmp_path: Path) -> None:
    mine = tmp_path / "mine.tsv"
    mine.write_text("pattern\toriginal\tfamily\tevidence\tsource\texample\tcounter\n(?<=河)常\t长\tmine\tbroken\t自定\t河常制\t河长制\n", encoding="utf-8")
    assert repair(from_text("全面推行河常制。"), extra=[mine]).rows[0]["original"] == "长"
    assert not repair(from_text("全面推行河常制。")).rows


def test_a_list_of_swaps_without_originals_is_refused(tmp_path: Path) -> None:
    mine = tmp_path / "mine.tsv"
    mine.write_text("pattern\tsource\texample\tcounter\n河常\t自定\t河常制\t\n", encoding="utf-8")
    with pytest.raises(TextkitError, match="original"):
        repair(from_text("河常制"), extra=[mine])


def test_what_cannot_be_repaired() -> None:
    with pytest.raises(TextkitError, match="一篇文档"):
        repair("原那么")                          # type: ignore[arg-type]
    with pytest.raises(TextkitError, match="概率"):
        repair(from_text("原那么"), least=0)


def test_the_list_of_swaps_is_long_and_well_formed() -> None:
    pairs = load("swaps")
    assert len(pairs) >= 300
    assert {row["family"] for row in pairs} == {"library", "translator", "rewriter", "digit"}
    assert all(row["original"] and row["original"] != row.pattern for row in pairs)
    assert all(len(row.pattern) == len(row["original"]) == 1 for row in load("ocr_confusions"))


def test_the_counts_hold_short_strings_only_and_add_up() -> None:
    model = policy_model()
    assert max(map(len, model.counts)) == 5
    history = folded("坚持以人")
    chars = [gram for gram in model.counts if len(gram) == 1]
    total = sum(math.exp(model.log(history + char, len(history))) for char in chars)
    assert 0.95 < total <= 1 + 1e-9


def test_sites_do_not_overlap() -> None:
    sites = swapped("支持假设干项目，假设干部不够，进步前辈典范")
    assert [site.written for site in sites][:2] == ["假设干", "假设"]
    assert all(one.end <= other.start for one, other in pairwise(sites))


def test_a_report_takes_well_under_a_second(embedded: Path) -> None:
    text = "\n".join(path.read_text(encoding="utf-8") for path in sorted(embedded.glob("yanchuan-202[1-4]-report.txt")))
    source = from_text((text * 2)[:20_000])
    repair(from_text("原那么"))                    # the model is read once
    begun = time.process_time()
    repair(source)
    assert time.process_time() - begun < 1.5       # about 0.4 s; a busy machine slows it


@pytest.fixture
def run(monkeypatch: pytest.MonkeyPatch) -> Callable[..., int]:
    """``textkit repair …`` and its exit code."""
    def command(*args: str | Path) -> int:
        monkeypatch.setattr("sys.argv", ["textkit", "repair", *map(str, args)])
        with pytest.raises(SystemExit) as done:
            main()
        return int(done.value.code or 0)

    return command


def test_the_command_writes_beside_and_never_over(tmp_path: Path, capsysbinary: pytest.CaptureFixture[bytes], run: Callable[..., int]) -> None:
    file = tmp_path / "讲话.txt"
    original = "全县要坚持属地原那么。\n比照年初目标推进。\n"
    file.write_text(original, encoding="utf-8")
    assert run(file) == 0
    assert file.read_text(encoding="utf-8") == original
    repaired = tmp_path / "讲话.repaired.txt"
    assert repaired.read_text(encoding="utf-8") == original.replace("原那么", "原则")
    with (tmp_path / "讲话.edits.csv").open(encoding="utf-8-sig", newline="") as stream:
        assert [(row["written"], row["source_start"]) for row in csv.DictReader(stream)] == [("那么", "8")]
    assert run(file) == 0                          # the same again
    changed = repaired.read_text(encoding="utf-8") + "我加的一句。"
    repaired.write_text(changed, encoding="utf-8")
    assert run(file) == 1
    assert repaired.read_text(encoding="utf-8") == changed
    assert run(file, "--force", "--lang", "en", "--least", "0.001") == 0
    out = capsysbinary.readouterr()
    assert b"probability\twritten" in out.out
    assert "1 certain, applied" in out.err.decode("utf-8")
    assert run(file, "--least", "2") == 2


def test_one_bad_file_does_not_stop_the_rest(tmp_path: Path, capsys: pytest.CaptureFixture[str], run: Callable[..., int]) -> None:
    folder, out = tmp_path / "稿", tmp_path / "out"
    folder.mkdir()
    (folder / "甲.txt").write_text("坚持公开原那么。", encoding="utf-8")
    (folder / "甲.html").write_text("<p>坚持公开原那么，统筹推进全县各项工作。</p>", encoding="utf-8")
    (folder / "乙.txt").write_text("", encoding="utf-8")
    assert run(folder, folder / "没有.txt", "-o", out) == 1
    messages = capsys.readouterr().err
    assert "乙.txt" in messages and "没有.txt" in messages and "两个文件同名" in messages
    assert sorted(path.name for path in out.iterdir()) == ["甲.edits.csv", "甲.repaired.txt"]
    assert run(folder / "甲.txt") == 0
    assert run(out) == 0                           # of a folder, not what was written before
    assert sorted(path.name for path in out.iterdir()) == ["甲.edits.csv", "甲.repaired.txt"]
