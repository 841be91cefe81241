"""The figures on the answers of the embedded corpus may not fall below tests/golden/embedded.json."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from textkit.validate import Scores, evaluate, score

ROOT = Path(__file__).resolve().parents[2]
BASELINE: dict[str, float] = json.loads((ROOT / "tests/golden/embedded.json").read_text(encoding="utf-8"))
#: What a change may cost without being looked at: about one answer of a small measure.
TOLERANCE = 0.002


@pytest.fixture(scope="module")
def scores() -> Scores:
    return evaluate(ROOT / "corpus/gold", ROOT / "corpus")


@pytest.mark.parametrize("measure", BASELINE)
def test_no_figure_falls(scores: Scores, measure: str) -> None:
    assert scores[measure].value >= BASELINE[measure] - TOLERANCE, (
        f"{measure} 从 {BASELINE[measure]:.4f} 降到 {scores[measure].value:.4f}；make score 看各项"
    )


def test_every_measure_has_a_baseline(scores: Scores) -> None:
    assert set(scores.values) == set(BASELINE)


def test_answers_agree_with_themselves(tmp_path: Path) -> None:
    """Every list of accepted values cut down to its first, the answers score 1."""
    for path in (ROOT / "corpus/gold").glob("*.json"):
        answer = json.loads(path.read_text(encoding="utf-8"))
        for record in [*answer["documents"], *(task["deadline"] for task in answer["tasks"] if task["deadline"])]:
            record.update({name: value[0] for name, value in record.items() if isinstance(value, list)})
        (tmp_path / path.name).write_text(json.dumps(answer), encoding="utf-8")
    assert {figure.value for figure in score(ROOT / "corpus/gold", tmp_path).measures} == {1.0}
