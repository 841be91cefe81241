"""``textkit report``: what it writes, says and refuses."""

from __future__ import annotations

from pathlib import Path

import pytest
from typer.testing import CliRunner

from textkit.cli import app

RUN = CliRunner()


@pytest.fixture
def text(tmp_path: Path) -> Path:
    file = tmp_path / "要点.txt"
    file.write_text("2031年水利工作要点\n县水利局要在6月底前完成清淤30公里以上。\n", encoding="utf-8")
    return file


def test_a_report_says_what_could_not_be_made(text: Path, tmp_path: Path) -> None:
    done = RUN.invoke(app, ["report", str(text), "-o", str(tmp_path / "报告")])
    assert done.exit_code == 0, done.output
    assert sorted(path.name for path in (tmp_path / "报告").iterdir()) == ["index.html", "报告.docx", "数据.xlsx"]
    assert "“目标与完成”做不出来" in done.output and "[1/" in done.output
    again = RUN.invoke(app, ["report", str(text), "-o", str(tmp_path / "报告"), "--title", "改了题目"])
    assert again.exit_code == 0 and "<title>改了题目</title>" in (tmp_path / "报告" / "index.html").read_text(encoding="utf-8")


def test_a_store_is_reported_on_in_english(text: Path, tmp_path: Path) -> None:
    pytest.importorskip("pyarrow")
    assert RUN.invoke(app, ["extract", str(text), "--store", str(tmp_path / "store")]).exit_code == 0
    done = RUN.invoke(app, ["report", str(tmp_path / "store"), "-o", str(tmp_path / "out"), "--lang", "en"])
    assert done.exit_code == 0, done.output
    assert sorted(path.name for path in (tmp_path / "out").iterdir()) == ["data.xlsx", "index.html", "report.docx"]


def test_refusals(text: Path, tmp_path: Path) -> None:
    assert RUN.invoke(app, ["report", str(text), "-o", str(text)]).exit_code == 2
    folder = tmp_path / "mine"
    folder.mkdir()
    (folder / "报告.docx").write_bytes(b"mine")
    assert RUN.invoke(app, ["report", str(text), "-o", str(folder)]).exit_code == 1
    assert (folder / "报告.docx").read_bytes() == b"mine" and len(list(folder.iterdir())) == 1
    assert RUN.invoke(app, ["report", str(text), "-o", str(folder), "--force"]).exit_code == 0
    assert RUN.invoke(app, ["report", str(tmp_path / "nowhere"), "-o", str(tmp_path / "out")]).exit_code == 1
