"""``textkit extract --store`` and ``textkit store`` as a shell sees them."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from typer.testing import CliRunner

from textkit.cli import app

pytest.importorskip("pyarrow", reason="needs the extra store")


def test_a_store_from_the_shell(tmp_path: Path) -> None:
    folder, store, log = tmp_path / "文件", tmp_path / "数据集", tmp_path / "run.jsonl"
    folder.mkdir()
    (folder / "甲.txt").write_text("各乡镇要在6月底前完成清淤30公里以上。", encoding="utf-8")
    (folder / "空.txt").write_bytes(b"")

    def run(*args: object) -> tuple[int, str]:
        done = CliRunner().invoke(app, [str(arg) for arg in args])
        return done.exit_code, done.output

    code, said = run("extract", folder, "--store", store, "--workers", 1, "--log", log, "-o", tmp_path / "任务.csv")
    assert code == 1 and "空.txt" in said and "2 个文件：新读 2 个（1 篇文档），1 处没有读成" in said
    assert "清淤30公里以上" in (tmp_path / "任务.csv").read_text(encoding="utf-8-sig")
    events = [json.loads(line) for line in log.read_text(encoding="utf-8").splitlines()]
    assert [e["event"] for e in events] == ["start", "file", "file", "failure", "part", "end"] and events[-1]["documents"] == 1
    code, said = run("extract", folder, "--store", store)
    assert code == 0 and "2 个没有变化" in said and "--retry" in said
    assert run("extract", folder, "--store", store, "--quiet") == (0, "")
    code, said = run("store", "info", store)
    assert code == 0 and "2 个文件（1 个没有读成），1 篇文档" in said
    assert json.loads(run("store", "info", store, "--json")[1])["rows"]["tasks"] == 1
    assert run("store", "verify", store) == (0, "数据集完好。\n") and run("store", "compact", store)[0] == 0
    next((store / "tasks").iterdir()).unlink()
    code, said = run("store", "verify", store)
    assert code == 1 and "没有这个文件" in said
    assert run("store", "info", tmp_path)[0] == 1
    assert run("extract", folder, "--retry")[0] == 2
