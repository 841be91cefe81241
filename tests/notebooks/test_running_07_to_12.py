"""The second half of the notebooks runs."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

NOTEBOOKS = Path(__file__).resolve().parents[2] / "notebooks"
NUMBERS = [int(path.name[:2]) for path in sorted(NOTEBOOKS.glob("*.ipynb")) if int(path.name[:2]) > 6]


@pytest.mark.parametrize("number", NUMBERS)
def test_runs(number: int, leaves_what_it_should: Any, tmp_path: Path) -> None:
    leaves_what_it_should(number, tmp_path)
