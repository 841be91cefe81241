"""Folders that go into stores, and what compares two corpora."""

from __future__ import annotations

import shutil
import zipfile
from collections.abc import Callable
from pathlib import Path

import pandas as pd
import pytest

import textkit as tk
from textkit.corpus.schema import TABLES

TASKS = "一、重点任务\n县水利局要在6月底前完成清淤{}公里以上，县财政局负责资金保障。\n新建茶园{}万亩，居民收入与经济增长同步。\n"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Six files: two with a catalogue, one below it, an archive, a table, one that cannot be read."""
    base = tmp_path / "文件"
    (base / "下级").mkdir(parents=True)
    for number, name in enumerate(("乙.txt", "甲.txt", "下级/丙.txt"), 3):
        (base / name).write_text(f"青禾县{2028 + number}年工作要点\n" + TASKS.format(number, number), encoding="utf-8")
    (base / "catalogue.csv").write_text(
        "file,place,year,批次\n甲.txt,甲省乙市青禾县,2031,三\n乙.txt,甲省乙市白沙县,2032,\n下级/表.jsonl,,,\n", encoding="utf-8-sig")
    with zipfile.ZipFile(base / "下级" / "档案.zip", "w") as archive:
        archive.writestr("一.txt", "青禾县2033年工作要点\n" + TASKS.format(7, 8))
        archive.writestr("二.txt", b"\x00\x01\x02\x03" * 50)
    (base / "下级" / "表.jsonl").write_text(
        '{"text": "各乡镇要抓紧春灌。", "place": "甲省丙县", "级次": 1}\n{"text": "", "级次": 2}\n{"text": "要排查隐患。", "级次": null}\n',
        encoding="utf-8")
    (base / "空.txt").write_bytes(b"")
    return base


@pytest.fixture(scope="session")
def few(embedded: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Ten documents of the embedded corpus and its catalogue."""
    folder = tmp_path_factory.mktemp("few") / "文件"
    folder.mkdir()
    names = ("yanchuan-2022-report.txt", "yanchuan-2023-report.txt", "yanchuan-2024-report.txt", "luxi-2023-report.txt", "luxi-2023-podium-speech.txt",
             "luyang-2023-report.txt", "luyang-2023-research-damaged.txt", "anonymous-speech-synonyms.txt", "yanchuan-2024-notice.txt",
             "yanchuan-2023-rule-of-law-speech.html")
    for name in names:
        shutil.copyfile(embedded / name, folder / name)
    rows = (embedded / "catalogue.csv").read_text(encoding="utf-8-sig").splitlines()
    kept = [row for row in rows if row.startswith(("file", *names))]
    (folder / "catalogue.csv").write_text("\n".join(kept) + "\n", encoding="utf-8")
    return folder


@pytest.fixture(scope="session")
def equal() -> Callable[[tk.Corpus, tk.Corpus], None]:
    """Two corpora have the same tables (values, dtypes, order), documents, failures and disagreements."""
    def compare(one: tk.Corpus, other: tk.Corpus) -> None:
        for name in TABLES:
            pd.testing.assert_frame_equal(one.table(name), other.table(name))
        assert one.failures == other.failures
        pd.testing.assert_frame_equal(one.disagreements, other.disagreements)
        assert len(one) == len(other)
        for a, b in zip(one, other, strict=True):
            assert (a.id, a.source, a.text, a.edits, a.rules, a.anchor, a.docvars) == (b.id, b.source, b.text, b.edits, b.rules, b.anchor, b.docvars)
            assert (a.sections, a.segments, a.tasks, a.quantities) == (b.sections, b.segments, b.tasks, b.quantities)
            assert a.source_span(0, len(a.text)) == b.source_span(0, len(b.text))

    return compare
