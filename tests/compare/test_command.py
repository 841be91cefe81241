"""``textkit compare delivery`` on the embedded corpus: what it writes, says and refuses."""

from __future__ import annotations

import csv
from pathlib import Path

from typer.testing import CliRunner

from textkit.cli import app
from textkit.compare import SHORT

RUN = CliRunner()


def test_writes_the_short_columns(embedded: Path, tmp_path: Path) -> None:
    out = tmp_path / "out.csv"
    done = RUN.invoke(app, ["compare", "delivery", str(embedded / "yanchuan-2022-report.txt"), str(embedded / "yanchuan-2023-report.txt"),
                            "-o", str(out)])
    assert done.exit_code == 0, done.output
    with out.open(encoding="utf-8-sig", newline="") as file:
        rows = list(csv.DictReader(file))
    assert tuple(rows[0]) == SHORT and len(rows) == 11
    assert {row["outcome"] for row in rows} <= {"met", "about_met", "not_met", "not_comparable", "not_reported"}


def test_full_and_refusals(embedded: Path, tmp_path: Path) -> None:
    pair = [str(embedded / "yanchuan-2022-report.txt"), str(embedded / "yanchuan-2023-report.txt")]
    done = RUN.invoke(app, ["compare", "delivery", *pair, "-o", str(tmp_path / "all.csv"), "--full", "--targets", "all"])
    assert done.exit_code == 0 and "set_aside" in (tmp_path / "all.csv").read_text(encoding="utf-8-sig")
    assert RUN.invoke(app, ["compare", "delivery", *pair, "-o", str(tmp_path / "out.doc")]).exit_code == 2
    assert RUN.invoke(app, ["compare", "delivery", pair[0], str(tmp_path / "none.txt")]).exit_code == 1
    (tmp_path / "mine.csv").write_text("mine", encoding="utf-8")
    assert RUN.invoke(app, ["compare", "delivery", *pair, "-o", str(tmp_path / "mine.csv")]).exit_code == 1
