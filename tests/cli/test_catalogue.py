"""``textkit catalogue``: a list of a folder to look over, written once and never over what is there."""

from __future__ import annotations

import csv
from pathlib import Path

from typer.testing import CliRunner

from textkit.cli import app


def test_catalogue_is_written_and_not_overwritten(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("关于做好春灌工作的通知\n各乡镇：\n要抓紧春灌。\n2031年3月1日\n", encoding="utf-8")
    (tmp_path / "b.txt").write_bytes(b"")
    first = CliRunner().invoke(app, ["catalogue", str(tmp_path)])
    assert first.exit_code == 1 and "b.txt" in first.output
    rows = list(csv.DictReader((tmp_path / "catalogue.csv").open(encoding="utf-8-sig")))
    assert (rows[0]["file"], rows[0]["title"], rows[0]["doc_type"]) == ("a.txt", "关于做好春灌工作的通知", "notice")
    before = (tmp_path / "catalogue.csv").read_bytes()
    second = CliRunner().invoke(app, ["catalogue", str(tmp_path)])
    assert second.exit_code == 1 and "已经存在" in second.output
    assert (tmp_path / "catalogue.csv").read_bytes() == before


def test_what_is_no_folder_and_where_it_cannot_be_written(tmp_path: Path) -> None:
    file = tmp_path / "讲话.txt"
    file.write_text("在全县水利工作会议上的讲话\n县水利局要在6月底前完成清淤30公里。\n", encoding="utf-8")
    for args, code, words in (((str(file),), 2, "文件夹"), ((str(tmp_path / "没有"),), 1, "没有这个文件或文件夹"),
                              ((str(tmp_path), "-o", str(file / "目录.csv")), 1, "写不了目录表")):
        done = CliRunner().invoke(app, ["catalogue", *args])
        assert done.exit_code == code and words in done.output
