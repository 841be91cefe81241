"""``textkit compare panel | attention | pmc | delivery --targets tasks`` on the embedded corpus: files, figures, refusals."""

from __future__ import annotations

import csv
from pathlib import Path

from typer.testing import CliRunner

from textkit.cli import app

RUN = CliRunner()


def rows(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8-sig", newline="") as file:
        return list(csv.DictReader(file))


def test_panel(embedded: Path, tmp_path: Path) -> None:
    files = [str(embedded / f"yanchuan-{year}-report.txt") for year in (2022, 2023)]
    out = [tmp_path / name for name in ("panel.csv", "panel.dta", "panel.png")]
    done = RUN.invoke(app, ["compare", "panel", *files, "-i", "GDP", "--hardness", "约束", *(a for path in out for a in ("-o", str(path)))])
    assert done.exit_code == 0, done.output
    assert [row["hardness"] for row in rows(out[0])] == ["general", "hard", "soft"] and all(path.stat().st_size for path in out)
    assert "余泳泽" in done.output
    assert RUN.invoke(app, ["compare", "panel", *files, "-o", str(tmp_path / "a.doc")]).exit_code == 2
    assert RUN.invoke(app, ["compare", "panel", *files, "--hardness", "没有"]).exit_code == 1
    listed = RUN.invoke(app, ["compare", "hardness"])
    mine = tmp_path / "mine.tsv"
    mine.write_text(listed.stdout.replace("\tsoft\t", "\thard\t"), encoding="utf-8")
    done = RUN.invoke(app, ["compare", "panel", *files, "-i", "GDP", "--hardness", str(mine), "-o", str(tmp_path / "own.csv")])
    assert done.exit_code == 0 and {row["hardness"] for row in rows(tmp_path / "own.csv")} == {"general", "hard"}


def test_attention_and_pmc(embedded: Path, tmp_path: Path) -> None:
    file, out, hits = str(embedded / "yanchuan-2023-report.txt"), tmp_path / "attention.csv", tmp_path / "hits.csv"
    done = RUN.invoke(app, ["compare", "attention", file, "-c", "environment", "--within", "plan", "--unit", "task", "-o", str(out), "--hits", str(hits)])
    assert done.exit_code == 0, done.output
    assert sum(int(row["hits"]) for row in rows(out)) == len(rows(hits)) > 0
    assert {row["part"] for row in rows(hits)} == {"plan"}
    assert RUN.invoke(app, ["compare", "attention", file, "-c", "没有"]).exit_code == 1
    assert RUN.invoke(app, ["compare", "attention", file, "--hits", "a.pdf"]).exit_code == 2
    done = RUN.invoke(app, ["compare", "pmc", file, "-o", str(tmp_path / "pmc.xlsx"), "-o", str(tmp_path / "pmc.svg")])
    assert done.exit_code == 0 and (tmp_path / "pmc.svg").stat().st_size


def test_tasks_without_a_figure(embedded: Path, tmp_path: Path) -> None:
    pair = [str(embedded / f"yanchuan-{year}-report.txt") for year in (2022, 2023)]
    out = tmp_path / "tasks.csv"
    done = RUN.invoke(app, ["compare", "delivery", *pair, "--targets", "tasks", "-o", str(out)])
    assert done.exit_code == 0 and "不等于没有完成" in done.output
    assert {row["task"]: row["status"] for row in rows(out)}["砚枫公路年底前建成通车"] == "done"
