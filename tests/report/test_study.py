"""A study folder: laid out once, never over anything, and ready to run: files in, catalogue, tables, a notebook."""

from __future__ import annotations

import csv
import json
import os
import shutil
import warnings
from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner

import textkit as tk
from textkit.cli import app
from textkit.corpus import read_corrections
from textkit.corpus.embedded import folder
from textkit.draft import read_settings
from textkit.report import study
from textkit.report.study import new_study

ROOT = Path(__file__).resolve().parents[2]
EXAMPLES = ("yanchuan-2023-report.txt", "luyang-2024-report.txt", "luyang-2024-work-plan.txt")


def cli(*words: str | Path) -> Any:
    return CliRunner().invoke(app, [str(word) for word in words])


@pytest.fixture
def made(tmp_path: Path) -> Path:
    return new_study(tmp_path / "研究 一")


def held(place: Path) -> dict[str, bytes]:
    return {path.relative_to(place).as_posix(): path.read_bytes() for path in place.rglob("*") if path.is_file()}


def test_what_is_laid_out_is_what_textkit_reads(made: Path) -> None:
    assert held(made).keys() >= {"README.md", ".gitignore", "textkit.toml", "更正.jsonl", "原文/README.md", "原文/catalogue.csv"}
    assert read_settings(made / "textkit.toml").lists == (("check_wording", (str(made / "词表/固定提法.tsv"),)),)
    assert read_corrections(made / "更正.jsonl") == ()
    assert not [path for path in made.iterdir() if path.name.startswith(".textkit")]
    with pytest.raises(tk.TextkitError, match="没有能读的文件"):
        tk.read(made / "原文")                        # neither the note nor the catalogue is a text
    for command in ("textkit catalogue 原文", "textkit extract 原文", "textkit lab"):
        assert command in (made / "README.md").read_text(encoding="utf-8")


def test_every_notebook_is_there_and_points_to_the_texts(made: Path) -> None:
    originals = sorted(folder("notebooks").glob("*.ipynb"))
    assert [path.name for path in sorted((made / "notebooks").iterdir())] == [path.name for path in originals]
    for original in originals:
        before, after = (json.loads(path.read_text(encoding="utf-8")) for path in (original, made / "notebooks" / original.name))
        changed = [(a["source"], b["source"]) for a, b in zip(before["cells"], after["cells"], strict=True) if a != b]
        assert len(changed) == 1                     # the cell of the parameters alone
        given: dict[str, Any] = {}
        exec("".join(changed[0][1]), given)
        assert given["OUT"] == "../结果" and given.get("FOLDER", "../原文") == "../原文"
        for words in given.get("TERMS", []):
            assert (made / "notebooks" / words).is_file()


def test_nothing_is_overwritten(made: Path, tmp_path: Path) -> None:
    before = held(made)
    with pytest.raises(tk.TextkitError, match="已经有东西"):
        new_study(made)
    assert held(made) == before
    (tmp_path / "文件").write_text("我的", encoding="utf-8")
    with pytest.raises(tk.TextkitError, match="同名的文件"):
        new_study(tmp_path / "文件")
    with pytest.raises(tk.TextkitError, match="建不了"):
        new_study(tmp_path / "文件" / "下面")
    (tmp_path / "空的").mkdir()
    assert cli("new", tmp_path / "空的").exit_code == 0
    assert held(tmp_path / "空的").keys() == before.keys()
    again = cli("new", tmp_path / "空的")
    assert again.exit_code == 1 and "请换一个名字" in again.output


def test_from_files_to_a_notebook(made: Path, embedded: Path) -> None:
    nbclient = pytest.importorskip("nbclient")
    nbformat = pytest.importorskip("nbformat")
    for name in EXAMPLES:
        shutil.copy(embedded / name, made / "原文")
    assert cli("catalogue", made / "原文").exit_code == 0                             # the header alone may be replaced
    with (made / "原文/catalogue.csv").open(encoding="utf-8-sig", newline="") as file:
        rows = {row["file"]: row for row in csv.DictReader(file)}
    assert rows.keys() == set(EXAMPLES) and rows["luyang-2024-report.txt"]["year"] == "2024"
    assert cli("catalogue", made / "原文").exit_code == 1                             # … and what it holds now may not
    assert cli("extract", made / "原文", "-o", made / "结果/任务分解表.xlsx").exit_code == 0
    place = next((made / "notebooks").glob("07_*.ipynb"))
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")              # what the client's libraries warn of is not ours
        client = nbclient.NotebookClient(nbformat.read(place, as_version=4), timeout=300, kernel_name="python3",
                                         resources={"metadata": {"path": str(place.parent)}})
        client.execute(env={**{k: v for k, v in os.environ.items() if k != "PYTHONWARNDEFAULTENCODING"}, "PYTHONPATH": str(ROOT)})
    assert (made / "结果/文字重复.xlsx").is_file()
    assert set(held(made / "原文")) == {*EXAMPLES, "catalogue.csv", "README.md"}


def test_own_words_are_read_from_the_lists(made: Path) -> None:
    """A row written below the header of a list does what the README says it does."""
    with (made / "词表/固定提法.tsv").open("a", encoding="utf-8") as file:
        file.write("茶叶王国\t茶叶之乡\twarning\t本单位\t建设茶叶王国\t茶叶之乡\n")
    with (made / "词表/政策用语.tsv").open("a", encoding="utf-8") as file:
        file.write("板凳会\t\t\t\t本单位\t开好板凳会\t\n")
    (made / "原文/稿.txt").write_text("各乡镇要在6月底前建成茶叶王国，开好板凳会。", encoding="utf-8")
    document = tk.read(made / "原文/稿.txt")[0]
    settings = read_settings(made / "textkit.toml")
    assert "茶叶王国" in [finding.quote for finding in tk.draft.check(document, settings=settings)]
    terms = tk.read(made / "原文").words(terms=[str(made / "词表/政策用语.tsv")]).table["term"].tolist()
    assert "板凳会" in terms


def test_lab(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from textkit.cli import studies

    started: list[list[str]] = []

    def start(command: list[str], *, check: bool) -> Any:
        started.append(command)
        return type("Done", (), {"returncode": 0})

    monkeypatch.setattr(studies.subprocess, "run", start)
    monkeypatch.setattr(studies, "find_spec", lambda name: name)
    assert cli("lab", tmp_path).exit_code == 0
    assert started[0][1:] == ["-m", "jupyterlab", str(tmp_path)]
    missing = cli("lab", tmp_path / "没有")
    assert missing.exit_code == 1 and "textkit new" in missing.output
    monkeypatch.setattr(studies, "find_spec", lambda name: None)
    absent = cli("lab", tmp_path)
    assert absent.exit_code == 1 and "policy-textkit[lab]" in absent.output and len(started) == 1


def test_parameters_are_set_line_by_line() -> None:
    notebook = json.dumps({"cells": [
        {"metadata": {"tags": ["parameters"]}, "source": ["FOLDER = \"\"\n", "YEAR = None\n", "OUT = \"out\""]},
        {"metadata": {}, "source": ["FOLDER = 1"]}]})
    cells = json.loads(study._pointed(notebook))["cells"]
    assert cells[0]["source"] == ['FOLDER = "../原文"\n', "YEAR = None\n", 'OUT = "../结果"'] and cells[1]["source"] == ["FOLDER = 1"]
