"""Repairs: one phrase per row, properties of any text, and every reference document led back to its source."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from textkit.clean import clean
from textkit.model import Alignment, Edit, Source
from textkit.read import read_file

CASES = Path(__file__).resolve().parents[1] / "cases" / "clean.tsv"
_SIGNS = str.maketrans({"⏎": "\n", "␍": "\r", "␣": "\u3000", "⎵": "\u2003", "⍽": "\u00a0", "∅": "\u200b"})


def _rows() -> list[tuple[str, str, set[str]]]:
    lines = [x for x in CASES.read_text(encoding="utf-8").split("\n") if x and not x.startswith("#")][1:]
    cells = [line.split("\t") for line in lines]
    return [(c[0].translate(_SIGNS), c[1].translate(_SIGNS), set(c[2].split(",")) - {"-"}) for c in cells]


def _source(text: str) -> Source:
    return Source("例.txt", text, "str", "0" * 64)


def _check(text: str, edits: tuple[Edit, ...]) -> Alignment:
    """Sorted, none over another, every clean character led back, and one-to-one pieces equal."""
    at = 0
    for edit in edits:
        assert at <= edit.start <= edit.end <= len(text)
        assert edit.rule and (edit.replacement == "" or edit.end > edit.start)
        assert not edit.rule.startswith(("noise.", "mark.")) or edit.replacement == ""
        assert not edit.rule.startswith("mark.") or edit.start == edit.end
        at = edit.end
    alignment = Alignment(text, edits)
    covered = 0
    at = 0
    for edit in edits:
        if edit.start == edit.end:
            continue
        kept = text[at : edit.start]
        assert alignment.text[covered : covered + len(kept)] == kept
        if kept:
            span = alignment.to_source(covered, covered + len(kept))
            assert text[span.start : span.end] == kept
        covered += len(kept)
        if edit.replacement:
            span = alignment.to_source(covered, covered + len(edit.replacement))
            assert tuple(span) == (edit.start, edit.end)
        covered += len(edit.replacement)
        at = edit.end
    assert alignment.text[covered:] == text[at:]
    return alignment


@pytest.mark.parametrize(("text", "expected", "rules"), _rows())
def test_case(text: str, expected: str, rules: set[str]) -> None:
    edits = clean(_source(text))
    assert _check(text, edits).text == expected
    assert {edit.rule for edit in edits} - {"space", "width"} == rules - {"space", "width"}
    if not rules:
        assert not edits


_PIECES = st.sampled_from([
    "首页", " > ", "下载", "打印", "来源：青禾网", "时间：2020-01-02", "\n", "\r\n", "\r", "\n\n", " ", "  ", "\u3000\u3000", "\u2003", "\u00a0", "\u200b",
    "1、", "2、", "3、", "— 2 —", "一、", "（一）", "一是", "第一，", "第三条", "加快发展", "各位代表：", "县长", "李某", "。", "，", "；", "：", ",", ":", "(", ")",
    "“", "”", "\"", "《", "》", "８０％", "．", "XX县", "20xx年", "×", "责任编辑：某", "相关阅读：", "分享到：", "政府工作报告", "关于印发", "的通知",
    "下转3版", "（上接第1版）", "2024 年", "3 月", "abc", "7×24", "\x00", "\x0c", "本作品是", "公有领域", "【", "】", "大", "中", "小", "• 美文", "\ufeff",
])


@given(st.lists(_PIECES, max_size=60).map("".join))
@settings(max_examples=400, deadline=None)
def test_any_mixture_leads_back(text: str) -> None:
    _check(text, clean(_source(text)))


@given(st.text(max_size=200))
@settings(max_examples=200, deadline=None)
def test_any_text_leads_back(text: str) -> None:
    _check(text, clean(_source(text)))


@given(st.lists(st.sampled_from(["８０％", ",", "(县)", "加快", "１．５", "\"", ":", "!"]), max_size=30).map("".join))
def test_width_keeps_the_length(text: str) -> None:
    assert len(_check(text, clean(_source(text))).text) == len(text)


def test_pages_of_a_sharing_site() -> None:
    page = ("我们的工作还有很多不足之处，需要在今后的实践中不断改进、不断完善，这一点大家都要有清醒的认识，绝不能有丝毫松懈，"
            "要以更大的决心，更实的举措，更严的作风，一件一件抓下去，一项一项抓到底，做到坚决坚")
    text = f"1、青禾县座谈会讲话稿 {page}\n2、信不疑，{page}\n3、信不疑，{page}\n4、信不疑。"
    edits = clean(_source(text))
    assert [text[e.start : e.end] for e in edits if e.rule == "page-number"] == ["1、", "\n2、", "\n3、", "\n4、"]
    assert "做到坚决坚信不疑，" in _check(text, edits).text


def test_lines_of_one_width_are_filled_again() -> None:
    words = "各乡镇各部门要高度重视切实加强组织领导明确责任分工细化工作措施狠抓工作落实确保各项任务按时完成取得实效"
    text = "关于加强工作的意见\n" + "\n".join(words[:30] for _ in range(14)) + "\n到位。\n二、加强督查\n"
    clean_text = _check(text, clean(_source(text))).text
    assert words[:30] * 14 + "到位。" in clean_text
    assert "\n二、加强督查" in clean_text


def test_a_long_line_and_a_long_file_take_no_more_per_character() -> None:
    for text in ("县，" * 200_000, "\n" * 200_000, "“" * 100_000, "一是" * 100_000, ",;:" * 50_000, "首页>" * 50_000, "《\n" * 50_000):
        _check(text, clean(_source(text)))


def test_every_reference_document_leads_back(shared: Path) -> None:
    files = sorted((shared / "corpus").rglob("*.txt"))
    assert files
    for file in files:
        source = read_file(file)
        _check(source.text, clean(source))


def test_noise_of_the_answers(shared: Path) -> None:
    """Characters that are not the document's own, over the annotated parts: F1 of at least 0.95."""
    hit = missed = wrong = 0
    for path in sorted((shared / "gold" / "dev").glob("*.json")):
        answer = json.loads(path.read_text(encoding="utf-8"))
        source = read_file(shared / "corpus" / answer["source"])
        gold, seen = set[int](), set[int]()
        for segment in answer["segments"]:
            seen.update(range(segment["start"], segment["end"]))
            if segment["function"] == "noise":
                gold.update(range(segment["start"], segment["end"]))
        found = {k for e in clean(source) if e.rule.startswith("noise.") for k in range(e.start, e.end)} & seen
        hit, missed, wrong = hit + len(gold & found), missed + len(gold - found), wrong + len(found - gold)
    assert 2 * hit / (2 * hit + missed + wrong) >= 0.95
