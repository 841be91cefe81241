"""``textkit compare years`` and ``textkit compare places``: what they write, say and refuse."""

from __future__ import annotations

import csv
from pathlib import Path

import pytest
from typer.testing import CliRunner

from textkit.cli import app

RUN = CliRunner()


def _rows(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8-sig", newline="") as file:
        return list(csv.DictReader(file))


@pytest.fixture
def folder(embedded: Path, tmp_path: Path) -> Path:
    """Two years of a city and a county, with the catalogue that names the city above the county."""
    out = tmp_path / "reports"
    out.mkdir()
    names = ("yunxiu-2023-report.txt", "yunxiu-2024-report.txt", "luxi-2023-report.txt", "luxi-2024-report.txt")
    for name in names:
        (out / name).write_bytes((embedded / name).read_bytes())
    head, *lines = (embedded / "catalogue.csv").read_text(encoding="utf-8-sig").splitlines(keepends=True)
    (out / "catalogue.csv").write_text(head + "".join(line for line in lines if line.startswith(names)), encoding="utf-8-sig")
    return out


def test_years(folder: Path, tmp_path: Path) -> None:
    done = RUN.invoke(app, ["compare", "years", str(folder), "--place", "鹭溪县", "-o", str(tmp_path / "out.csv")])
    assert done.exit_code == 0, done.output
    rows = _rows(tmp_path / "out.csv")
    assert {row["place"] for row in rows} == {"云岫市鹭溪县"} and {"same", "raised", "new", "dropped"} <= {row["relation"] for row in rows}
    assert "未再提不等于没有做" in done.output


def test_places_as_table_and_figure(folder: Path, tmp_path: Path) -> None:
    done = RUN.invoke(app, ["compare", "places", str(folder), "--year", "2024", "-o", str(tmp_path / "out.csv")])
    assert done.exit_code == 0, done.output
    assert {row["place"] for row in _rows(tmp_path / "out.csv")} == {"云岫市", "云岫市鹭溪县"}
    done = RUN.invoke(app, ["compare", "places", str(folder), "--figure", "coverage", "-o", str(tmp_path / "out.png")])
    assert done.exit_code == 0 and (tmp_path / "out.png").read_bytes().startswith(b"\x89PNG")


def test_refusals(folder: Path, tmp_path: Path) -> None:
    assert RUN.invoke(app, ["compare", "years", str(folder), "-o", str(tmp_path / "out.docx")]).exit_code == 2
    assert RUN.invoke(app, ["compare", "years", str(folder), "--place", "长陵县"]).exit_code == 1
    assert RUN.invoke(app, ["compare", "places", str(folder), "--year", "1999"]).exit_code == 1
    (tmp_path / "mine.png").write_bytes(b"mine")
    assert RUN.invoke(app, ["compare", "places", str(folder), "-o", str(tmp_path / "mine.png")]).exit_code == 1
    assert (tmp_path / "mine.png").read_bytes() == b"mine"


def test_several_outputs_again_and_in_english(folder: Path, tmp_path: Path) -> None:
    """Every ``-o`` is written, figures too a second time without ``--force``; ``--lang`` is of the workbook."""
    from openpyxl import load_workbook

    outputs = [tmp_path / name for name in ("out.csv", "out.xlsx", "out.png")]
    command = ["compare", "places", str(folder), "--lang", "en", *(word for path in outputs for word in ("-o", str(path)))]
    for _ in range(2):
        done = RUN.invoke(app, command)
        assert done.exit_code == 0 and all(path.exists() for path in outputs), done.output
    assert "place" in [cell.value for cell in load_workbook(outputs[1]).worksheets[0][1]]
