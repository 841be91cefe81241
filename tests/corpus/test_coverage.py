"""What a corpus covers: present, missing, double, cut short, odd."""

from __future__ import annotations

from pathlib import Path

import pandas as pd
import pytest

import textkit as tk
from textkit.model import TextkitError

WORDS = ("水利", "农业", "教育", "交通", "卫生", "文旅", "商务", "住建", "民政", "应急", "林业", "统计")


def _report(year: int, place: str = "白石", size: int = 60) -> str:
    body = "".join(f"今年县政府抓好{WORDS[(i + year) % 12]}第{i * year % 97}项工作，新建改建{WORDS[i % 12]}设施{i * 7 % 53 + year % 10}处，{place}惠及群众{i}万人。\n" for i in range(size))
    return f"{place}县政府工作报告\n（{year}年1月10日在{place}县第九届人民代表大会第{year % 5 + 1}次会议上）\n各位代表：\n现在，我代表县人民政府向大会报告工作。\n{body}"


def _write(folder: Path, files: dict[str, str]) -> Path:
    for name, text in files.items():
        (folder / name).write_text(text, encoding="utf-8")
    rows = "".join(f"{name},青禾市{name[:2]}县,{name[2:6]},政府工作报告,县级\n" for name in files)
    (folder / "catalogue.csv").write_text("file,place,year,doc_type,level\n" + rows, encoding="utf-8")
    return folder


def test_coverage(tmp_path: Path) -> None:
    whole = _report(2033)
    files = {
        "白石2031.txt": _report(2031), "白石2033甲.txt": whole, "白石2033乙.txt": whole.replace("处，", "处,") + "谢谢大家。",
        "白石2033节选.txt": "\n".join(whole.split("\n")[:25]), "白石2034.txt": _report(2034), "白石2034别.txt": _report(2038, "红岩"),
        "红岩2031.txt": _report(2041, "红岩"), "红岩2032.txt": _report(2041, "红岩"), "红岩2034.txt": "（摘要）\n" + _report(2044, "红岩", 20),
        "红岩2033.txt": _report(2045, "红岩", 400),
    }
    corpus = tk.read(_write(tmp_path, files))
    table = corpus.coverage().set_index(["place", "year"])
    assert table["status"].to_dict() == {
        ("青禾市白石县", 2031): "year_conflict" if table.loc[("青禾市白石县", 2031), "year_conflict"] else "present",
        ("青禾市白石县", 2032): "missing", ("青禾市白石县", 2033): "duplicate", ("青禾市白石县", 2034): "year_conflict",
        ("青禾市红岩县", 2031): "year_conflict", ("青禾市红岩县", 2032): "year_conflict", ("青禾市红岩县", 2033): "year_conflict",
        ("青禾市红岩县", 2034): "year_conflict",
    }
    double = table.loc[("青禾市白石县", 2033)]
    assert double["texts"] == 3 and len(double["others"].split("、")) == 2 and double["path"] in ("白石2033甲.txt", "白石2033乙.txt")
    assert not double["excerpt"] and "同一份文件有 3 个文本" in double["note"]
    assert table.loc[("青禾市白石县", 2034), "note"].startswith("另有 1 份内容不同")
    assert "又标为 2032 年" in table.loc[("青禾市红岩县", 2031), "note"]
    assert table.loc[("青禾市红岩县", 2034), "excerpt"] and table.loc[("青禾市红岩县", 2033), "length_outlier"]
    assert "目录写 2033 年，文中是 2045 年" in table.loc[("青禾市红岩县", 2033), "note"]
    wanted = corpus.coverage(years=range(2030, 2036))
    assert len(wanted) == 12 and (wanted["status"] == "missing").sum() == 5


def test_the_embedded_corpus() -> None:
    table = tk.example().coverage()
    pivot = table.pivot(index="place", columns="year", values="status").astype("string")
    assert pivot.loc["云岫市"].tolist() == ["missing", "missing", "present", "present"]
    assert (pivot.drop(index="云岫市") == "present").all().all()
    every = tk.example().coverage(doc_type=None, years=[2023])
    assert {"speech", "work_plan", "work_report"} <= set(every["doc_type"]) and set(every["year"]) == {2023}
    assert isinstance(every["status"].dtype, pd.CategoricalDtype)


def test_nothing_to_cover(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("同志们：各乡镇要抓好春灌。", encoding="utf-8")
    with pytest.raises(TextkitError, match="地区和年份"):
        tk.read(tmp_path).coverage()
