"""The answer file: its shape, and offsets that slice the source."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

from textkit.model import Document
from textkit.report import gold_json


def test_shape_and_offsets(document: Document) -> None:
    data = gold_json(document)
    assert set(data) == {"textkit", "source", "documents", "segments", "outline", "tasks", "quantities"}
    text = document.source.text
    for name in ("segments", "outline", "tasks", "quantities"):
        assert data[name]
        for record in data[name]:
            assert text[record["start"] : record["end"]] == record["quote"]
    assert data["documents"][0]["start"] == text.index("青禾")
    assert data["documents"][0]["work_year"] == 2023
    task = data["tasks"][0]
    assert "\n2、" in task["quote"]
    assert task["units"] == [{"name": "县水利局", "role": "lead"}, {"name": "县财政局", "role": "support"}]
    assert task["deadline"] == {"quote": "年底前", "start_date": None, "end_date": "2023-12-31", "recurrence": None}
    assert task["targets"] == ["3座以上"]
    assert data["quantities"][0]["low"] == 3
    assert data["quantities"][0]["high"] is None


def test_what_cleaning_took_away_is_noise(document: Document) -> None:
    noise = [s for s in gold_json(document)["segments"] if s["function"] == "noise"]
    assert [s["quote"] for s in noise] == ["首页 > 文件"]


def test_noise_that_two_documents_share_is_there_once(document: Document) -> None:
    noise = [s for s in gold_json([document, document])["segments"] if s["function"] == "noise"]
    assert len(noise) == 1


def test_the_scorer_takes_it(document: Document, shared: Path, tmp_path: Path) -> None:
    data: dict[str, Any] = gold_json(document)
    for folder in ("gold", "predicted"):
        (tmp_path / folder).mkdir()
        (tmp_path / folder / "a.json").write_text(json.dumps(data), encoding="utf-8")
    done = subprocess.run(
        [sys.executable, shared / "gold/score.py", tmp_path / "gold", tmp_path / "predicted", "--json"],
        capture_output=True, text=True, encoding="utf-8", check=True,
    )
    figures = json.loads(done.stdout)
    for name in ("task", "unit", "deadline", "quantity", "outline", "documents", "noise", "function_core"):
        assert figures[name]["f1"] == 1.0, name
