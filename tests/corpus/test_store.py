"""The store: what comes out is what went in, whatever happened in between."""

from __future__ import annotations

import json
import os
import random
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pandas as pd
import pytest

import textkit as tk
from textkit.corpus.engines import fill
from textkit.corpus.schema import TABLES
from textkit.model import TextkitError

pytest.importorskip("pyarrow", reason="needs the extra store")

from textkit.corpus.store import compact, info, verify
from textkit.corpus.store.lock import locked
from textkit.corpus.store.storage import storage

Equal = Callable[[tk.Corpus, tk.Corpus], None]


@pytest.fixture(scope="module")
def memory(few: Path) -> tk.Corpus:
    return tk.read(few)


@pytest.fixture(scope="module")
def study(few: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The ten documents in a store."""
    store = tmp_path_factory.mktemp("store") / "study"
    tk.read(few, store=store, workers=1)
    return store


def test_a_stored_corpus_is_the_one_in_memory(study: Path, memory: tk.Corpus, equal: Equal) -> None:
    stored = tk.open(study)
    equal(stored, memory)
    assert stored[0] is stored[0] and repr(stored) == repr(memory) and verify(study) == []


def test_tables_survive_parquet_exactly(study: Path, memory: tk.Corpus, tmp_path: Path) -> None:
    for corpus in (memory, tk.open(study)):
        for name in TABLES:
            corpus.table(name).to_parquet(tmp_path / name)
            pd.testing.assert_frame_equal(pd.read_parquet(tmp_path / name), corpus.table(name))


@pytest.mark.parametrize("choose", [
    lambda corpus: corpus.where(place="砚川县", year=range(2022, 2024)),
    lambda corpus: corpus.by("level", "year")["county", 2023],
    lambda corpus: corpus.sample(4, 3),
    lambda corpus: corpus[1:9:3],
    lambda corpus: corpus.where(level="county").sample(7, 1).where(doc_type="work_report"),
], ids=["where", "by", "sample", "slice", "chained"])
def test_a_part_of_a_stored_corpus_is_that_of_one_in_memory(
    study: Path, memory: tk.Corpus, choose: Callable[[tk.Corpus], tk.Corpus], equal: Equal,
) -> None:
    chosen = choose(tk.open(study))
    assert len(chosen) > 1
    equal(chosen, choose(memory))


def test_comparisons_and_coverage_work_on_a_stored_corpus(study: Path, memory: tk.Corpus) -> None:
    stored = tk.open(study)
    assert tk.compare.delivery(stored, place="云岫市砚川县").rows == tk.compare.delivery(memory, place="云岫市砚川县").rows
    pd.testing.assert_frame_equal(stored.coverage(), memory.coverage())


def test_sql_answers_alike(study: Path, memory: tk.Corpus) -> None:
    pytest.importorskip("duckdb", reason="needs the extra sql")
    query = "select place, kind, count(*) as n from quantities join documents using (document_id) group by all order by all"
    stored = tk.open(study)
    pd.testing.assert_frame_equal(stored.sql(query), memory.sql(query))
    part = stored.where(place="砚川县").sql(query)
    assert part["place"].unique().tolist() == ["云岫市砚川县"]


def test_what_is_new_changed_or_gone(folder: Path, tmp_path: Path, equal: Equal) -> None:
    store = tmp_path / "study"
    first = tk.read(folder, store=store, workers=1)
    equal(first, tk.read(folder))
    assert (fill([folder], store).unchanged, fill([folder], store).failed_before) == (6, 3)
    (folder / "甲.txt").write_text("青禾县2031年工作要点\n要排查隐患。\n", encoding="utf-8")
    (folder / "catalogue.csv").write_text(
        "file,place,year,批次\n甲.txt,甲省乙市青禾县,2031,三\n乙.txt,甲省乙市白沙县,2032,九\n下级/表.jsonl,,,\n", encoding="utf-8")
    (folder / "丁.txt").write_text("各乡镇要抓紧春灌。", encoding="utf-8")
    run = fill([folder], store, workers=1)
    assert (run.files, run.unchanged) == (4, 3)            # 甲, 乙, 丁, and the archive, of which the catalogue may speak
    equal(tk.open(store), tk.read(folder))
    before = info(store)
    assert before["dead"] == 3 and before["sources"] == 7 and verify(store) == []
    stale = tk.open(store)
    assert compact(store) == (2, 1) and info(store)["dead"] == 0 and verify(store) == []
    equal(tk.open(store), tk.read(folder))
    with pytest.raises(TextkitError, match="重新打开"):     # what it was opened on is not there any more
        _ = stale.sections
    (folder / "丁.txt").unlink()
    (folder / "下级" / "丙.txt").unlink()
    assert fill([folder], store).gone == ["丁.txt", "下级/丙.txt"] and len(tk.open(store)) == 7
    run = fill([folder], store, workers=1, retry=True, prune=True, given={"level": "county"})
    assert (run.files, run.unchanged) == (5, 0)            # read under other options
    equal(tk.open(store), tk.read(folder, level="county"))
    assert tk.open(store).options["level"] == "county"
    with pytest.raises(TextkitError, match="workers 只用于写数据集"):
        tk.read(folder, workers=2)


def test_damage_is_found(study: Path, tmp_path: Path) -> None:
    import shutil

    copy = tmp_path / "copy"
    shutil.copytree(study, copy)
    tasks = next((copy / "tasks").iterdir())
    data = tasks.read_bytes()
    tasks.write_bytes(data[:-40] + bytes(40))
    next((copy / "sections").iterdir()).unlink()
    (copy / "tasks" / "旧.parquet").write_bytes(b"")
    wrong = "\n".join(verify(copy))
    assert "内容与写入时不同" in wrong and "没有这个文件" in wrong and "不属于数据集" in wrong
    with pytest.raises(TextkitError, match="缺失或损坏"):
        _ = tk.open(copy).sections


def test_two_writers_and_folders_of_others(study: Path, folder: Path, tmp_path: Path) -> None:
    with locked(storage(study)), pytest.raises(TextkitError, match=f"另一个程序正在写.*进程 {os.getpid()}"):
        fill([folder], study)
    with locked(storage(study)):
        assert len(tk.open(study)) == 10                   # readers need no lock
    with pytest.raises(TextkitError, match="已有别的东西"):
        fill([folder], folder)
    with pytest.raises(TextkitError, match="没有 textkit 的数据集"):
        tk.open(tmp_path)
    manifest = json.loads((study / "manifest.json").read_text(encoding="utf-8"))
    (tmp_path / "later").mkdir()
    (tmp_path / "later" / "manifest.json").write_text(json.dumps({**manifest, "textkit_store": 99}), encoding="utf-8")
    with pytest.raises(TextkitError, match="升级"):
        tk.open(tmp_path / "later")


def test_a_spool_cut_off_anywhere_keeps_what_was_finished(memory: tk.Corpus, tmp_path: Path) -> None:
    from textkit.corpus.store import manifest
    from textkit.corpus.store.slices import slices, sort_key
    from textkit.corpus.store.spool import Spool, seal

    spool = Spool(tmp_path / "a.spool")
    ends = []
    for number, document in enumerate(memory[:6]):
        spool.entry(f"t{number}", sort_key([document], f"{number}.txt", 0), slices(f"{number}.txt", 0, [document]))
        spool.done(f"t{number}", {"source": f"{number}.txt", "sha256": "", "size": 1, "root": None, "key": "", "documents": 1, "status": "ok",
                                  "seconds": 0.1})
        ends.append(spool.size)
    spool.close()
    data = (tmp_path / "a.spool").read_bytes()
    dice = random.Random(3)
    for at in (0, ends[0] - 1, ends[0], *(dice.randrange(len(data)) for _ in range(6)), len(data)):
        (tmp_path / "cut.spool").write_bytes(data[:at])
        store = storage(tmp_path / f"cut-{at}")
        made = seal([tmp_path / "cut.spool"], store, "part")
        whole = sum(end <= at for end in ends)
        assert (made[0].documents if made else 0) == whole
        if made:
            manifest.save(store, manifest.Manifest().with_part(made[0], {}))
            assert verify(store.url) == [] and sorted(d.id for d in tk.open(store.url)) == sorted(d.id for d in memory[:whole])


def test_killed_and_run_again_nothing_is_lost_and_nothing_half(few: Path, study: Path, tmp_path: Path, equal: Equal) -> None:
    store, log = tmp_path / "killed", tmp_path / "run.jsonl"
    code = f"import textkit as tk; tk.read({str(few)!r}, store={str(store)!r}, workers=1, log={str(log)!r})"
    process = subprocess.Popen([sys.executable, "-c", code])

    def done() -> int:
        return log.read_text(encoding="utf-8").count('"event": "file"') if log.exists() else 0

    while done() < 4 and process.poll() is None:
        time.sleep(0.01)
    process.send_signal(getattr(signal, "SIGKILL", signal.SIGTERM))
    process.wait()
    kept = done()
    run = fill([few], store, workers=1)
    assert kept >= 4 and run.unchanged >= kept and run.files == run.total - run.unchanged
    assert verify(store) == [] and not (store / ".unfinished").exists()
    equal(tk.open(store), tk.open(study))
