"""The figures on both sets of answers may not fall below their baselines in tests/golden."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.golden.update import raised
from textkit.validate import Scores, evaluate

ROOT = Path(__file__).resolve().parents[1]
BASELINES: dict[str, dict[str, float]] = {
    name: json.loads((ROOT / f"tests/golden/{name}.json").read_text(encoding="utf-8")) for name in ("embedded", "baseline")
}
#: What a change may cost without being looked at: about one answer of a small measure.
TOLERANCE = 0.002


@pytest.fixture(scope="module")
def embedded() -> Scores:
    return evaluate(ROOT / "corpus/gold", ROOT / "corpus")


@pytest.fixture(scope="module")
def baseline(shared: Path) -> Scores:
    return evaluate(shared / "gold/dev", shared / "corpus")


@pytest.mark.parametrize(("name", "measure"), [(name, measure) for name, figures in BASELINES.items() for measure in figures])
def test_no_figure_falls(name: str, measure: str, request: pytest.FixtureRequest) -> None:
    least, value = BASELINES[name][measure], request.getfixturevalue(name)[measure].value
    assert value >= least - TOLERANCE, f"{name} {measure} 从 {least:.4f} 降到 {value:.4f}；make score 看各项"


@pytest.mark.parametrize("name", BASELINES)
def test_every_measure_has_a_baseline(name: str, request: pytest.FixtureRequest) -> None:
    assert set(request.getfixturevalue(name).values) == set(BASELINES[name])


def test_the_baseline_only_rises() -> None:
    assert raised({"task": 0.9, "unit": 0.5}, {"task": 0.8, "unit": 0.51239, "noise": 1.0}) == {
        "task": 0.9, "unit": 0.5123, "noise": 1.0,
    }
