"""The figures on the development answers may not fall below tests/golden/baseline.json."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.golden.update import raised
from textkit.validate import Scores, evaluate

BASELINE: dict[str, float] = json.loads((Path(__file__).parent / "golden/baseline.json").read_text(encoding="utf-8"))
#: What a change may cost without being looked at: about one answer of a small measure.
TOLERANCE = 0.002


@pytest.fixture(scope="module")
def scores(shared: Path) -> Scores:
    return evaluate(shared / "gold/dev", shared / "corpus")


@pytest.mark.parametrize("measure", BASELINE)
def test_no_figure_falls(scores: Scores, measure: str) -> None:
    assert scores[measure].value >= BASELINE[measure] - TOLERANCE, (
        f"{measure} 从 {BASELINE[measure]:.4f} 降到 {scores[measure].value:.4f}；make score 看各项"
    )


def test_every_measure_has_a_baseline(scores: Scores) -> None:
    assert set(scores.values) == set(BASELINE)


def test_the_baseline_only_rises() -> None:
    assert raised({"task": 0.9, "unit": 0.5}, {"task": 0.8, "unit": 0.51239, "noise": 1.0}) == {
        "task": 0.9, "unit": 0.5123, "noise": 1.0,
    }
