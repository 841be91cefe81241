"""The store as ratios of one run: ``python tests/benchmarks/store.py [one …]``, all of them without a name.

workers    two workers against one on 400 documents, as a share of what a loop of pure CPU gains on two processes
growth     400 against 4,000 documents: time per document, memory of the parent; an unchanged second run; one place of many
kills      kill -9 at ten random moments, each time followed by a second run: the same dataset as an undisturbed one
dask       two local worker processes of dask.distributed: the same tables
"""

from __future__ import annotations

import json
import os
import random
import shutil
import signal
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

from measuring import ROOT, TEXTS, run, seconds

SMALL, LARGE = 400, 4000
TURNS = 3
LOOPED = 150_000_000                               # rounds of a loop that takes about as long as SMALL documents do


def repeated(folder: Path, count: int) -> Path:
    """``count`` files: the corpus again and again under new paths, in equal parts from its start to its end."""
    texts = sorted(TEXTS.rglob("*.txt"))
    for number in range(count):
        source = texts[number * 7 % len(texts)]
        target = folder / f"{number // len(texts):03d}" / f"{number:05d}{source.suffix}"
        target.parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(source, target)
    return folder


# The parent in a process of its own: what it took, in seconds and in MB.
_FILL = """
import json, os, sys, time
from pathlib import Path
import textkit
from textkit.corpus.engines import fill
begun = time.perf_counter()
work = os.times()
run = fill([sys.argv[1]], sys.argv[2], workers=int(sys.argv[3]), engine=sys.argv[4])
used = time.perf_counter() - begun
now = os.times()                                   # the workers' time too, once they have ended
cpu = sum(now[:4]) - sum(work[:4])
status = Path("/proc/self/status")
peak = next((int(line.split()[1]) / 1024 for line in status.read_text().splitlines() if line.startswith("VmHWM")), 0) if status.exists() else 0
print(json.dumps({"seconds": used, "cpu": cpu, "peak": peak, "documents": run.documents, "failures": len(run.failures)}))
"""


def fill(folder: Path, store: Path, workers: int, engine: str = "local") -> dict[str, float]:
    done = subprocess.run([sys.executable, "-c", _FILL, str(folder), str(store), str(workers), engine],
                          capture_output=True, encoding="utf-8", check=True, cwd=ROOT)
    found: dict[str, float] = json.loads(done.stdout.splitlines()[-1])
    return found


_LOOP = "x = 0\nfor i in range({count}):\n    x = (x * 31 + i) % 1000003\n"


def loops(count: int, processes: int) -> float:
    """Seconds that a loop takes which is dealt out to so many processes, their start included."""
    code = _LOOP.format(count=count // processes)

    def work() -> None:
        running = [subprocess.Popen([sys.executable, "-c", code]) for _ in range(processes)]
        assert all(process.wait() == 0 for process in running)

    return seconds(work)


def workers() -> None:
    """Only the clock on the wall tells what a second process gains, and other work on the machine spoils it: so each turn is a
    comparison of its own, with the loop before and after the documents in mirrored order, and the middle one counts."""
    with tempfile.TemporaryDirectory() as base:
        folder = repeated(Path(base, "texts"), SMALL)
        fill(repeated(Path(base, "few"), 4), Path(base, "warm"), 1)
        gains, pure = [], []
        for turn in range(TURNS):
            order = (1, 2) if turn % 2 == 0 else (2, 1)
            before = {n: loops(LOOPED // 2, n) for n in order}
            ours = {n: fill(folder, Path(base, f"{turn}-{n}"), n)["seconds"] for n in order}
            after = {n: loops(LOOPED // 2, n) for n in reversed(order)}
            gains.append(ours[1] / ours[2])
            pure.append((before[1] + after[1]) / (before[2] + after[2]))
    shares = [gain / bare for gain, bare in zip(gains, pure, strict=True)]
    print(f"两个进程：{SMALL} 篇快 {statistics.median(gains):.2f} 倍，纯计算快 {statistics.median(pure):.2f} 倍；"
          f"是它的 {statistics.median(shares):.2f}（{TURNS} 轮的中位数，各轮 {'、'.join(f'{share:.2f}' for share in shares)}；要求不低于 0.9）")


def growth() -> None:
    """The few are done before and after the many, so that a machine that warms up or gets busy does not favour one of them.
    Processor time is what other work on the machine disturbs least; the clock on the wall shows idle waiting besides."""
    import textkit as tk
    from textkit.corpus.schema import TABLES
    from textkit.corpus.store import info

    with tempfile.TemporaryDirectory() as base:
        few = repeated(Path(base, "small"), SMALL)
        store = Path(base, "l")
        before = fill(few, Path(base, "s0"), 2)
        large = fill(repeated(Path(base, "large"), LARGE), store, 2)
        again = fill(Path(base, "large"), store, 2)
        after = fill(few, Path(base, "s1"), 2)
        small = {key: (before[key] + after[key]) / 2 for key in before}
        for what, key in (("处理器时间", "cpu"), ("用时", "seconds")):
            per = [small[key] / SMALL, large[key] / LARGE]
            print(f"每篇{what}：{SMALL} 篇 {1000 * per[0]:.0f} 毫秒（前 {1000 * before[key] / SMALL:.0f}，后 {1000 * after[key] / SMALL:.0f}），"
                  f"{LARGE} 篇 {1000 * per[1]:.0f} 毫秒；是 {per[1] / per[0]:.2f} 倍（要求不超过 1.1）")
        if small["peak"]:
            print(f"主进程内存峰值：{SMALL} 篇 {small['peak']:.0f} MB，{LARGE} 篇 {large['peak']:.0f} MB；"
                  f"是 {large['peak'] / small['peak']:.2f} 倍（要求在 0.85 到 1.15 之间）")
        else:
            print("主进程内存峰值：这个系统没有 /proc，量不了")
        print(f"没有变化再来一遍：{again['seconds']:.1f} 秒，第一遍 {large['seconds']:.1f} 秒；"
              f"是 {again['seconds'] / large['seconds']:.3f} 倍（要求不超过 0.05）")
        size = sum(info(store)["bytes"].values())
        print(f"磁盘：{LARGE} 篇 {size / 1e6:.0f} MB，每篇 {size / LARGE / 1000:.0f} kB")
        places = tk.open(store).documents["place"].value_counts()
        place = min(places.index, key=lambda name: abs(places[name] - LARGE / 70))
        every = seconds(lambda: [tk.open(store).table(name) for name in TABLES])
        one = statistics.median(seconds(lambda: [corpus.table(name) for corpus in [tk.open(store).where(place=place)] for name in TABLES])
                                for _ in range(3))
        print(f"打开并取一地全部的表（{len(places)} 地之一，{places[place]} 篇）：{one:.2f} 秒，取全部 {every:.2f} 秒；"
              f"是 {one / every:.3f} 倍（要求不超过 0.1）")


def same(one: Path, other: Path) -> bool:
    """Whether two stores hold the same dataset, each in order, and are whole."""
    import pandas as pd

    import textkit as tk
    from textkit.corpus.schema import TABLES
    from textkit.corpus.store import verify

    a, b = tk.open(one), tk.open(other)
    for name in TABLES:
        pd.testing.assert_frame_equal(a.table(name), b.table(name))
    assert a.failures == b.failures and not verify(one) and not verify(other)
    return True


def kills() -> None:
    if os.name == "nt":
        print("kill -9：这个系统没有，跳过")
        return
    dice = random.Random(7)
    with tempfile.TemporaryDirectory() as base:
        folder = repeated(Path(base, "texts"), 60)
        whole = fill(folder, Path(base, "whole"), 2)["seconds"]
        kept = 0
        for turn in range(10):
            store = Path(base, f"killed-{turn}")
            process = subprocess.Popen([sys.executable, "-c", _FILL, str(folder), str(store), "2", "local"], cwd=ROOT,
                                       stdout=subprocess.DEVNULL)
            time.sleep(dice.uniform(0.2, 1.0) * whole)
            process.send_signal(signal.SIGKILL)
            process.wait()
            second = fill(folder, store, 2)
            kept += 60 - int(second["documents"])
            assert same(store, Path(base, "whole"))
    print(f"kill -9：十次随机时刻，再运行一次后都与没有打断的相同；打断前做完、没有重做的平均 {kept / 10:.0f} 篇（共 60 篇）")


def dask() -> None:
    with tempfile.TemporaryDirectory() as base:
        folder = repeated(Path(base, "texts"), 60)
        local = fill(folder, Path(base, "local"), 2)["seconds"]
        far = fill(folder, Path(base, "dask"), 2, "dask")["seconds"]
        assert same(Path(base, "local"), Path(base, "dask"))
    print(f"dask：两个本机工作进程，60 篇，表相同；用时是本机引擎的 {far / local:.2f} 倍（含启动）")


ALL: dict[str, Callable[[], None]] = {"workers": workers, "growth": growth, "kills": kills, "dask": dask}


if __name__ == "__main__":
    sys.exit(run(ALL, sys.argv[1:]))
