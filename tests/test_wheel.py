"""What is installed is whole: word lists, embedded corpus and notebooks are in the wheel, and work from there."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

pytest.importorskip("hatchling")
ROOT = Path(__file__).resolve().parents[1]


@pytest.fixture(scope="module")
def installed(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The wheel, built and unpacked."""
    folder = tmp_path_factory.mktemp("wheel")
    subprocess.run(
        [sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", str(folder)], cwd=ROOT, check=True,
        capture_output=True,
    )
    wheel = next(folder.glob("*.whl"))
    with zipfile.ZipFile(wheel) as archive:
        archive.extractall(folder / "site")
    return folder / "site"


def files(folder: Path) -> set[str]:
    return {path.relative_to(folder).as_posix() for path in folder.rglob("*")
            if path.is_file() and "__pycache__" not in path.parts}


def test_word_lists_corpus_and_notebooks_are_there(installed: Path) -> None:
    assert files(ROOT / "textkit") <= files(installed / "textkit")
    for name in ("corpus", "notebooks"):
        assert {f for f in files(ROOT / name) if ".ipynb_checkpoints" not in f} <= files(installed / "textkit/_data" / name)


def test_the_example_works_from_there(installed: Path, tmp_path: Path) -> None:
    code = ("import json, textkit as tk; from textkit.corpus.embedded import folder;"
            "print(json.dumps([tk.__file__, len(tk.example()), str(folder('notebooks'))]))")
    done = subprocess.run(
        [sys.executable, "-c", code], cwd=tmp_path, capture_output=True, check=True, text=True, encoding="utf-8",
        env={**os.environ, "PYTHONPATH": str(installed), "PYTHONUTF8": "1"},
    )
    module, documents, notebooks = json.loads(done.stdout)
    assert Path(module).is_relative_to(installed)
    assert documents >= 6
    assert Path(notebooks).is_relative_to(installed)


def test_a_study_is_laid_out_from_there(installed: Path, tmp_path: Path) -> None:
    """Beside nothing but the wheel: the notebooks come out of it."""
    subprocess.run(
        [sys.executable, "-m", "textkit", "new", "研究"], cwd=tmp_path, capture_output=True, check=True,
        env={**os.environ, "PYTHONPATH": str(installed), "PYTHONUTF8": "1"},
    )
    carried = {path.name for path in (installed / "textkit/_data/notebooks").glob("*.ipynb")}
    assert {path.name for path in (tmp_path / "研究/notebooks").iterdir()} == carried
    assert (tmp_path / "研究/原文/catalogue.csv").is_file()
