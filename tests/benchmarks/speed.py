"""Speed and memory as ratios: ``python tests/benchmarks/speed.py [one …]``, all of them without a name.

corpus     reading, cleaning, structure and extraction of every .txt of the reference corpus, against jieba.lcut
linear     one report 1, 10 and 100 times over, a line of 5 MB, a file of 20 MB: seconds per character
memory     one document, over the interpreter with its imports
imports    ``import textkit`` against ``import pandas``
jionlp     the same text against JioNLP's extract_time and extract_money (in a venv of its own)
"""

from __future__ import annotations

import json
import os
import re
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

from measuring import ROOT, TEXTS, run, seconds


def report_text() -> str:
    """One composed work report of the embedded corpus, about 3,500 characters."""
    return (ROOT / "corpus/yanchuan-2024-report.txt").read_text(encoding="utf-8")


def corpus() -> None:
    """Both take turns over the same files, so that a busy machine slows both."""
    import jieba

    jieba.setLogLevel("WARNING")
    from textkit.corpus import documents_of
    from textkit.read import read_file

    cutter = jieba.Tokenizer()
    with tempfile.TemporaryDirectory() as folder:          # a cache of its own
        cutter.tmp_dir = folder
        cutter.initialize()
    files = sorted(TEXTS.rglob("*.txt"))
    documents_of(read_file(files[0]))                      # word lists and expressions, as jieba's dictionary above
    own = words = 0.0
    characters = tasks = 0
    for file in files:
        begun = time.perf_counter()
        source = read_file(file)
        documents = documents_of(source)
        own += time.perf_counter() - begun
        words += seconds(lambda text=source.text: cutter.lcut(text))
        characters += len(source.text)
        tasks += sum(len(document.tasks) for document in documents)
    print(f"全部语料：{len(files)} 个文件，{characters:,} 字，{tasks:,} 项任务；{characters / own:,.0f} 字/秒，"
          f"jieba.lcut {characters / words:,.0f} 字/秒；用时是 jieba 的 {own / words:.2f} 倍（要求不超过 2，目标 1）")


def linear() -> None:
    from textkit.corpus import documents_of
    from textkit.read import from_text

    report = report_text() + "\n"
    documents_of(from_text(report))
    base = statistics.median(seconds(lambda: documents_of(from_text(report))) for _ in range(5)) / len(report)
    line = "".join(report.split())
    texts = {f"{times} 份报告": report * times for times in (1, 10, 100)}
    texts["一行 5 MB"] = line * (5_000_000 // len(line.encode()) + 1)
    texts["20 MB"] = report * (20_000_000 // len(report.encode()) + 1)
    for what, text in texts.items():
        used = seconds(lambda text=text: documents_of(from_text(text)))
        print(f"{what}：{len(text):,} 字，{used:.2f} 秒，每字用时是 1 份的 {used / len(text) / base:.2f} 倍")


_MEMORY = """
import sys
from pathlib import Path
def peak():
    for line in Path("/proc/self/status").read_text(encoding="ascii").splitlines():
        if line.startswith("VmHWM"):
            return int(line.split()[1]) / 1024
from textkit.corpus import documents_of
from textkit.read import read_file
import textkit.clean, textkit.structure, textkit.report
from textkit.extract import functions, quantities, relative, tasks
before = peak()
documents = documents_of(read_file(sys.argv[1]))
print(peak() - before, before)
"""


def memory() -> None:
    if not Path("/proc/self/status").exists():
        print("内存：这个系统没有 /proc，量不了")
        return
    longest = sorted(TEXTS.rglob("*.txt"), key=lambda file: file.stat().st_size)
    for file in (longest[len(longest) // 2], longest[-1]):
        done = subprocess.run([sys.executable, "-c", _MEMORY, str(file)], capture_output=True, encoding="utf-8", check=True)
        more, before = map(float, done.stdout.split())
        print(f"内存：一份 {file.stat().st_size / 1000:.0f} kB 的文件，比装好模块的解释器（{before:.0f} MB）多 {more:.1f} MB（要求不到 60）")


def imports() -> None:
    def of(code: str) -> float:
        return seconds(lambda: subprocess.run([sys.executable, "-c", code], check=True))

    names = ("textkit", "pandas", "sys")
    for name in names:
        of(f"import {name}")
    used: dict[str, list[float]] = {name: [] for name in names}
    for _ in range(7):
        for name in names:
            used[name].append(of(f"import {name}"))
    own, pandas, bare = (statistics.median(used[name]) for name in names)
    print(f"导入：textkit {1000 * (own - bare):.0f} 毫秒，pandas {1000 * (pandas - bare):.0f} 毫秒；"
          f"是 pandas 的 {(own - bare) / (pandas - bare):.2f} 倍（要求小于 0.3）")


# Runs in the other venv: JioNLP's parser is asked sentence by sentence, as its documentation does.
_JIONLP = """
import json, re, sys, time
import jionlp
lines = json.load(sys.stdin)
jionlp.ner.extract_time(lines[0]); jionlp.ner.extract_money(lines[0])
begun = time.perf_counter()
for line in lines:
    for extract in (jionlp.ner.extract_time, jionlp.ner.extract_money):
        try:
            extract(line)
        except Exception:
            pass
print("SECONDS", time.perf_counter() - begun)
"""


def jionlp() -> None:
    """JioNLP brings a GPL dependency: it is installed apart and only run, never imported."""
    venv = ROOT / ".venv-jionlp"
    python = venv / ("Scripts/python.exe" if os.name == "nt" else "bin/python")
    try:
        if not python.exists():
            subprocess.run([sys.executable, "-m", "venv", str(venv)], check=True, capture_output=True)
        if subprocess.run([str(python), "-c", "import jionlp"], capture_output=True, check=False).returncode:
            install = [str(python), "-m", "pip", "--disable-pip-version-check", "install", "--quiet", "jionlp", "setuptools<81"]
            subprocess.run(install, check=True, capture_output=True, timeout=600)
    except (subprocess.SubprocessError, OSError) as error:
        print(f"JioNLP：装不上（{error.__class__.__name__}），跳过")
        return
    from textkit.corpus import documents_of
    from textkit.read import read_file

    files = sorted(TEXTS.rglob("*.txt"))[::12]
    sources = [read_file(file) for file in files]
    documents_of(sources[0])
    lines = [line for source in sources for line in re.split(r"(?<=[。；！？])|\s*\n\s*", source.text) if line.strip()]
    own = seconds(lambda: [documents_of(source) for source in sources])
    done = subprocess.run(
        [str(python), "-c", _JIONLP], input=json.dumps(lines), capture_output=True, encoding="utf-8", check=False,
    )
    found = re.search(r"SECONDS ([\d.]+)", done.stdout)
    if not found:
        print(f"JioNLP：装好了但跑不起来，跳过（{done.stderr.strip().splitlines()[-1:]}）")
        return
    theirs = float(found[1])
    characters = sum(len(source.text) for source in sources)
    print(f"JioNLP：{len(files)} 个文件 {characters:,} 字，textkit 全程 {own:.1f} 秒，JioNLP 只取时间和金额 {theirs:.1f} 秒；"
          f"textkit 用时是它的 {own / theirs:.2f} 倍")


ALL: dict[str, Callable[[], None]] = {
    "corpus": corpus, "linear": linear, "memory": memory, "imports": imports, "jionlp": jionlp,
}


if __name__ == "__main__":
    sys.exit(run(ALL, sys.argv[1:]))
