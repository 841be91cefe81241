"""Engines: documents that hang, crash or take all memory are named and left out; every engine makes the same tables."""

from __future__ import annotations

import json
import sys
import threading
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

import textkit as tk
from textkit.corpus.engines import fill
from textkit.corpus.engines.job import Job
from textkit.corpus.engines.plan import Known, Plan
from textkit.model import TextkitError

pytest.importorskip("pyarrow", reason="needs the extra store")

from textkit.corpus.store import verify

Equal = Callable[[tk.Corpus, tk.Corpus], None]

# Goes into every worker through its path: what some document might do to it, on purpose.
_POISON = '''
import ctypes, re, time
from textkit.corpus import reading
from textkit.structure import parse
def extracted(source, edits, given):
    if "挂起" in source.text:
        re.match(r"(a+)+$", "a" * 64 + "b")
    if "崩溃" in source.text:
        ctypes.string_at(1)
    if "内存" in source.text:
        held = []
        while True:
            held.append(bytes(64 << 20))
    if "出错" in source.text:
        raise ZeroDivisionError("division by zero")
    return parse(source, edits, given)
reading.extracted = extracted
from textkit.read import several
load = several.load
several.load = lambda path: ctypes.string_at(1) if "读时" in path.name else load(path)
'''


def test_poison_is_named_and_left_out(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "path").mkdir()
    (tmp_path / "path" / "sitecustomize.py").write_text(_POISON, encoding="utf-8")
    monkeypatch.setenv("PYTHONPATH", str(tmp_path / "path"))
    folder = tmp_path / "文件"
    folder.mkdir()
    poisons = ["挂起", "出错"] + (["内存"] if sys.platform.startswith("linux") else [])
    for name in ("好1", *poisons, "好2", "好3", "读时崩溃"):
        (folder / f"{name}.txt").write_text(f"各乡镇要排查{name[:2]}隐患。", encoding="utf-8")
    (folder / "表.csv").write_text("text,place\n各乡镇要抓紧春灌。,甲县\n崩溃,乙县\n要排查隐患。,丙县\n", encoding="utf-8")
    log = tmp_path / "run.jsonl"
    corpus = tk.read(folder, store=tmp_path / "study", workers=2, timeout=10, memory=700, log=log)
    assert sorted(d.source.path for d in corpus) == ["好1.txt", "好2.txt", "好3.txt", "表.csv#第2行", "表.csv#第4行"]
    failed = {failure.path: failure.message for failure in corpus.failures}
    broken = str(folder / "读时崩溃.txt")
    assert set(failed) == {*(f"{name}.txt" for name in poisons), "表.csv#第3行", broken} and "崩溃（退出码" in failed[broken]
    assert "超过 10 秒" in failed["挂起.txt"] and "崩溃（退出码" in failed["表.csv#第3行"] and "ZeroDivisionError" in failed["出错.txt"]
    assert "内存" not in poisons or "内存不够" in failed["内存.txt"]
    events = [json.loads(line) for line in log.read_text(encoding="utf-8").splitlines()]
    assert sum(event["event"] == "retry" for event in events) == 2             # each crash once more, nothing else
    assert {event["kind"] for event in events if event["event"] == "failure"} >= {"timeout", "crash", "error"}
    assert verify(tmp_path / "study") == []
    again = fill([folder], tmp_path / "study")
    assert again.files == 0 and again.failed_before == len(poisons) + 2        # not run into twice


def test_interrupted_what_was_done_is_there(few: Path, tmp_path: Path) -> None:
    before = set(threading.enumerate())

    def stop(done: int, total: int, path: str) -> None:
        if done == 3:
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        fill([few], tmp_path / "study", workers=1, progress=stop)
    found = tk.open(tmp_path / "study")
    assert len(found) >= 3 and verify(tmp_path / "study") == []
    left = set(threading.enumerate()) - before
    for thread in left:                                    # what was under way may take a moment to end
        thread.join(timeout=10)
    assert not [thread.name for thread in left if thread.is_alive()]
    assert {d.id for d in found} <= {d.id for d in tk.read(few)}


def test_dask_makes_the_same_tables(folder: Path, tmp_path: Path, equal: Equal) -> None:
    """Over fsspec: the workers write their parts to an address."""
    pytest.importorskip("distributed", reason="needs the extra dask")
    address = (tmp_path / "study").as_uri()
    corpus = tk.read(folder, store=address, engine="dask", workers=2)
    equal(corpus, tk.read(folder))
    assert verify(address) == [] and fill([folder], address, engine="dask", workers=1).files == 0
    (tmp_path / "study" / ".lock").write_text('{"pid": 1, "host": "甲机", "since": "2031"}', encoding="utf-8")
    with pytest.raises(TextkitError, match="甲机 上的进程 1"):
        fill([folder], address)


@pytest.mark.parametrize(("how", "words"), [
    ({"engine": "spark"}, "没有名为 spark 的引擎"),
    ({"scheduler": "tcp://a:1"}, "只有 engine"),
    ({"workers": -1}, "1 以上"),
])
def test_what_makes_no_sense_is_said(how: dict[str, object], words: str, few: Path, tmp_path: Path) -> None:
    with pytest.raises(TextkitError, match=words):
        fill([few], tmp_path / "study", **how)  # type: ignore[arg-type]


def test_urls_and_two_folders_of_one_name_are_refused(tmp_path: Path) -> None:
    with pytest.raises(TextkitError, match="先把网页存成文件"):
        fill(["https://example.org/a.html"], tmp_path / "s")
    for name in ("一", "二"):
        (tmp_path / name).mkdir()
        (tmp_path / name / "甲.txt").write_text(f"各乡镇要抓紧春灌{name}。", encoding="utf-8")
    held = {"甲.txt": Known("part", b"", "ok", str(tmp_path / "一"))}
    plan = Plan([tmp_path / "二"], Job("s", root=str(tmp_path / "二")), {}, held)
    assert list(plan.items()) == [] and "另一个文件夹的同名文件" in plan.refused[0][1]
    moved = Plan([tmp_path / "二"], Job("s", root=str(tmp_path / "二")), {}, {"甲.txt": replace(held["甲.txt"], root="/gone")})
    assert [item.source for item in moved.items()] == ["甲.txt"]                # the folder was moved: the file is a new version
