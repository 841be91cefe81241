"""Notebooks are run as papermill would run them: in a folder of their own, with parameters put behind the first code cell."""

from __future__ import annotations

import csv
import os
import warnings
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

nbformat = pytest.importorskip("nbformat")
nbclient = pytest.importorskip("nbclient")

ROOT = Path(__file__).resolve().parents[2]
NOTEBOOKS = sorted((ROOT / "notebooks").glob("*.ipynb"))
HERE = Path(__file__).parent


@dataclass(frozen=True)
class Ran:
    """What a notebook left and showed: files below its folder, the text of all outputs, how many figures, what it said on stderr."""

    files: frozenset[str]
    text: str
    figures: int
    stderr: str


def _expected() -> Mapping[str, Mapping[str, str]]:
    with (HERE / "expected.tsv").open(encoding="utf-8", newline="") as file:
        return {row["notebook"]: row for row in csv.DictReader(file, delimiter="\t")}


def _find(number: int) -> Path:
    return next(path for path in NOTEBOOKS if path.name.startswith(f"{number:02}_"))


def _with(notebook: Any, parameters: Mapping[str, Any]) -> Any:
    """The notebook with the parameters in a cell behind that of the defaults, as papermill injects them."""
    at = next(i for i, cell in enumerate(notebook.cells) if "parameters" in cell.metadata.get("tags", []))
    given = "\n".join(f"{name} = {value!r}" for name, value in parameters.items())
    notebook.cells.insert(at + 1, nbformat.v4.new_code_cell(given, metadata={"tags": ["injected-parameters"]}))
    return notebook


def run(number: int, folder: Path, **parameters: Any) -> Ran:
    """Run a notebook from top to bottom in ``folder``. Raises nbclient's CellExecutionError where a cell fails."""
    notebook = nbformat.read(_find(number), as_version=4)
    if parameters:
        notebook = _with(notebook, parameters)
    environment = {name: value for name, value in os.environ.items() if name != "PYTHONWARNDEFAULTENCODING"}
    environment["PYTHONPATH"] = os.pathsep.join(filter(None, (str(ROOT), os.environ.get("PYTHONPATH"))))
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")                    # what the client's libraries warn of is not ours
        client = nbclient.NotebookClient(notebook, timeout=300, kernel_name="python3", resources={"metadata": {"path": str(folder)}})
        client.execute(env=environment)
    outputs = [output for cell in notebook.cells if cell.cell_type == "code" for output in cell.outputs]
    said = [str(value) for output in outputs for kind, value in output.get("data", {}).items() if kind.startswith("text/")]
    said += [output.text for output in outputs if output.output_type == "stream" and output.name == "stdout"]
    return Ran(
        files=frozenset(path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file()),
        text="\n".join(said), figures=sum("image/png" in output.get("data", {}) for output in outputs),
        stderr="".join(output.text for output in outputs if output.output_type == "stream" and output.name == "stderr"),
    )


def leaves_what_it_should(number: int, folder: Path) -> None:
    """Run a notebook on the embedded corpus: silent on stderr, every figure shown, the files of ``expected.tsv`` in OUT and none elsewhere."""
    expected = _expected()[f"{number:02}"]
    ran = run(number, folder)
    assert not ran.stderr
    assert all(name.startswith("out/") for name in ran.files)
    wanted = [name for name in expected["files"].split("、") if name]
    assert not {f"out/{name}" for name in wanted} - ran.files
    assert all((folder / "out" / name).stat().st_size > 0 for name in wanted)
    assert [words for words in expected["shows"].split("、") if words and words not in ran.text] == []
    assert ran.figures == int(expected["figures"])


@pytest.fixture(name="run")
def _run() -> Any:
    return run


@pytest.fixture(name="leaves_what_it_should")
def _leaves() -> Any:
    return leaves_what_it_should


@pytest.fixture(params=NOTEBOOKS, ids=lambda path: path.stem)
def notebook(request: pytest.FixtureRequest) -> Any:
    return nbformat.read(request.param, as_version=4)
