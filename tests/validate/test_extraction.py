"""Extraction scored anew against answer files."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from textkit.model import TextkitError
from textkit.validate import evaluate, extract_answers

TEXT = "一、水利工作\n县水利局要在年底前新建水库3座以上。\n"


def test_what_was_extracted_scores_full_against_itself(tmp_path: Path) -> None:
    (tmp_path / "青禾县").mkdir()
    (tmp_path / "青禾县/要点.txt").write_text(TEXT, encoding="utf-8")
    found = extract_answers(tmp_path / "青禾县/要点.txt", tmp_path)
    assert found["source"] == "青禾县/要点.txt"
    gold = tmp_path / "答案"
    gold.mkdir()
    (gold / "一.json").write_text(json.dumps(found), encoding="utf-8")
    scores = evaluate(gold, tmp_path)
    assert scores["task"].gold == 1 and scores["quantity"].gold == 1
    assert {scores[name].value for name in ("task", "unit", "quantity", "outline", "function", "documents")} == {1.0}


@pytest.mark.parametrize(("answers", "words"), [({}, "source"), ({"source": "没有.txt"}, r"没有\.txt")])
def test_a_source_that_is_not_there_is_named(tmp_path: Path, answers: dict[str, str], words: str) -> None:
    (tmp_path / "一.json").write_text(json.dumps(answers), encoding="utf-8")
    with pytest.raises(TextkitError, match=words):
        evaluate(tmp_path, tmp_path)
