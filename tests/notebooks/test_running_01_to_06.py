"""The first half of the notebooks runs (halves are files of their own, so that two workers share them)."""

from __future__ import annotations

import shutil
from pathlib import Path
from typing import Any

import pytest


@pytest.mark.parametrize("number", range(1, 7))
def test_runs(number: int, leaves_what_it_should: Any, tmp_path: Path) -> None:
    leaves_what_it_should(number, tmp_path)


def _copied(embedded: Path, to: Path, *patterns: str) -> Path:
    to.mkdir()
    for pattern in patterns:
        for file in embedded.glob(pattern):
            shutil.copy(file, to)
    return to


def test_a_folder_of_ones_own_without_a_catalogue(run: Any, embedded: Path, tmp_path: Path) -> None:
    folder = _copied(embedded, tmp_path / "材料", "luyang-202[34]-report.txt", "luyang-2024-work-plan.txt")
    (folder / "坏文件.docx").write_bytes(b"PK\x03\x04 not a document")
    before = {file.name: file.read_bytes() for file in folder.iterdir()}
    work = tmp_path / "work"
    work.mkdir()
    ran = run(2, work, FOLDER=str(folder), PLACE="麓阳县", YEAR=2024, OUT=str(tmp_path / "结果"))
    assert not ran.stderr and not ran.files                            # all of it went to OUT
    assert (tmp_path / "结果" / "目录草稿.csv").is_file() and (tmp_path / "结果" / "数据集" / "manifest.json").is_file()
    assert {file.name: file.read_bytes() for file in folder.iterdir()} == before
    assert "坏文件.docx" in ran.text and "2 份文件" in ran.text


def test_a_county_and_a_year_of_ones_own(run: Any, embedded: Path, tmp_path: Path) -> None:
    folder = _copied(embedded, tmp_path / "材料", "luxi-202[234]-report.txt", "yanchuan-*-report.txt", "catalogue.csv")
    ran = run(5, tmp_path, FOLDER=str(folder), PLACE="鹭溪县", YEAR=2022)
    assert not ran.stderr and "out/历年沿革.xlsx" in ran.files
    assert "依据 2022、2023、2024 年共 3 份报告" in ran.text and "细看： 鹭溪县" in ran.text
