"""The form of the notebooks: stripped of outputs, parameters first, short, headings that an English reader can find the way by."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

NOTEBOOKS = sorted((Path(__file__).resolve().parents[2] / "notebooks").glob("*.ipynb"))


def test_they_are_numbered_without_a_gap() -> None:
    assert NOTEBOOKS and [path.name[:3] for path in NOTEBOOKS] == [f"{n:02}_" for n in range(1, len(NOTEBOOKS) + 1)]


def test_outputs_are_stripped_and_parameters_come_first(notebook: Any) -> None:
    code = [cell for cell in notebook.cells if cell.cell_type == "code"]
    assert "parameters" in code[0].metadata.get("tags", [])
    assert 'OUT = "out"' in code[0].source
    assert all(not cell.outputs and cell.execution_count is None for cell in code)
    assert len({cell.id for cell in notebook.cells}) == len(notebook.cells)


def test_one_question_in_fifteen_to_twenty_five_cells(notebook: Any) -> None:
    assert 15 <= len(notebook.cells) <= 25
    assert notebook.cells[0].cell_type == "markdown" and notebook.cells[0].source.startswith("# ")
    kinds = [cell.cell_type for cell in notebook.cells]
    assert kinds.count("markdown") >= kinds.count("code")              # as much is said as is done


def test_headings_have_english(notebook: Any) -> None:
    headings = [line for cell in notebook.cells if cell.cell_type == "markdown" for line in cell.source.splitlines() if re.match("#+ ", line)]
    assert len(headings) >= 6
    assert [line for line in headings if not re.search("[A-Za-z]{3}", line)] == []


def test_no_line_breaks_a_chinese_sentence(notebook: Any) -> None:
    """A line break inside a paragraph is shown as a space, which Chinese does not have."""
    broken = [match[0] for cell in notebook.cells if cell.cell_type == "markdown"
              for match in re.finditer(r"[^\x00-\x7f]\n[^\x00-\x7f]", cell.source)]
    assert broken == []
