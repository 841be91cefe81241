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

ROOT = Path(__file__).resolve().parents[2]
CORPUS = (ROOT / ".." / "shared" / "corpus").resolve()
#: Where there is no reference corpus the embedded one stands in for it.
TEXTS = sorted((CORPUS if CORPUS.is_dir() else ROOT / "corpus").rglob("*.txt"))
SMALL, LARGE = 400, 4000


def seconds(work: Callable[[], object]) -> float:
    begun = time.perf_counter()
    work()
    return time.perf_counter() - begun


def repeated(folder: Path, count: int) -> Path:
    """``count`` files: the corpus again and again under new paths, in equal parts from its start to its end."""
    for number in range(count):
        source = TEXTS[number * 7 % len(TEXTS)]
        target = folder / f"{number // len(TEXTS):03d}" / f"{number:05d}{source.suffix}"
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
peak = [int(line.split()[1]) / 1024 for line in status.read_text().splitlines() if line.startswith("VmHWM")] if status.exists() else [0]
print(json.dumps({"seconds": used, "cpu": cpu, "peak": peak[0], "documents": run.documents, "failures": len(run.failures)}))
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
    """They take turns, so that a busy machine slows all alike; the loop takes about as long as the documents do."""
    with tempfile.TemporaryDirectory() as base:
        folder = repeated(Path(base, "texts"), SMALL)
        fill(repeated(Path(base, "few"), 4), Path(base, "warm"), 1)
        gains, pure = [], []
        for turn in range(2):
            loop = [loops(150_000_000, 1), loops(150_000_000, 2)]
            ours = [fill(folder, Path(base, f"{turn}-{n}"), n)["seconds"] for n in (1, 2)]
            loop += [loops(150_000_000, 1), loops(150_000_000, 2)]
            gains.append(ours[0] / ours[1])
            pure.append((loop[0] + loop[2]) / (loop[1] + loop[3]))
    gain, bare = statistics.median(gains), statistics.median(pure)
    print(f"两个进程：{SMALL} 篇快 {gain:.2f} 倍，纯计算快 {bare:.2f} 倍；是它的 {gain / bare:.2f}（要求不低于 0.9）")


def growth() -> None:
    import textkit as tk
    from textkit.corpus.schema import TABLES
    from textkit.corpus.store import info

    with tempfile.TemporaryDirectory() as base:
        small = fill(repeated(Path(base, "small"), SMALL), Path(base, "s"), 2)
        store = Path(base, "l")
        large = fill(repeated(Path(base, "large"), LARGE), store, 2)
        again = fill(Path(base, "large"), store, 2)
        for what, key in (("用时", "seconds"), ("处理器时间", "cpu")):
            per = [small[key] / SMALL, large[key] / LARGE]
            print(f"每篇{what}：{SMALL} 篇 {1000 * per[0]:.0f} 毫秒，{LARGE} 篇 {1000 * per[1]:.0f} 毫秒；"
                  f"是 {per[1] / per[0]:.2f} 倍（要求不超过 1.1）")
        print(f"主进程内存峰值：{SMALL} 篇 {small['peak']:.0f} MB，{LARGE} 篇 {large['peak']:.0f} MB；"
              f"是 {large['peak'] / small['peak']:.2f} 倍（要求在 0.85 到 1.15 之间）")
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


def main(names: list[str]) -> int:
    unknown = [name for name in names if name not in ALL]
    if unknown:
        print(f"没有这一项：{'、'.join(unknown)}。可选：{'、'.join(ALL)}", file=sys.stderr)
        return 2
    for name in names or ALL:
        ALL[name]()
        sys.stdout.flush()
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
