"""A report over 400 documents: how long it takes to make, how large it is, how soon it opens: ``python tests/benchmarks/report.py [N]``.

The texts are those of ``../shared/corpus``, and then the same again under new places and years until there are N.
Needs Chromium and Playwright. Allow a quarter of an hour.
"""

from __future__ import annotations

import shutil
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from itertools import count
from pathlib import Path
from typing import Any

import textkit as tk
from textkit.report import comparison

SHARED = Path(__file__).resolve().parents[3] / "shared" / "corpus"
_FIRST, _SECOND = "青梧岚汀禾渡桥岭沙柳", "川阳溪源"
YEARS = range(2021, 2025)


def lay_out(folder: Path, wanted: int) -> None:
    """``wanted`` files in ``folder``; copies have an invented place and a year in the catalogue."""
    files = sorted(path for path in SHARED.rglob("*") if path.suffix in (".txt", ".docx"))
    places = [f"{a}{b}市" for a in _FIRST for b in _SECOND]
    lines = ["file,place,work_year"]
    for number in range(wanted):
        file, again = files[number % len(files)], number // len(files)
        name = f"{again}-{number:04d}-{file.name}"
        shutil.copy(file, folder / name)
        lines.append(f"{name},{places[number % len(places)]},{YEARS[number // len(places) % len(YEARS)]}" if again else f"{name},,")
    (folder / "catalogue.csv").write_text("\n".join(lines), encoding="utf-8-sig")


def seconds() -> Iterator[str]:
    """The processor time since the last call."""
    last = time.process_time()
    for _ in count():
        now = time.process_time()
        yield f"{now - last:6.1f} s"
        last = now


def opening(page_file: Path) -> tuple[float, dict[str, float]]:
    """Seconds until the page can be read, and the browser's own times of work."""
    from playwright.sync_api import sync_playwright

    found = next((path for path in map(shutil.which, ("chromium", "chromium-browser", "google-chrome")) if path), None)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=found, args=["--no-sandbox"])
        page = browser.new_page(viewport={"width": 1440, "height": 900})
        session = page.context.new_cdp_session(page)
        session.send("Performance.enable")
        begun = time.perf_counter()
        page.goto(page_file.as_uri(), wait_until="commit")
        page.wait_for_selector("html[data-ready]", state="attached", timeout=120_000)
        taken = time.perf_counter() - begun
        metrics: Sequence[dict[str, Any]] = session.send("Performance.getMetrics")["metrics"]
        browser.close()
    return taken, {metric["name"]: metric["value"] for metric in metrics}


def main() -> None:
    wanted = int(sys.argv[1]) if len(sys.argv) > 1 else 400
    with tempfile.TemporaryDirectory() as folder:
        texts, out = Path(folder) / "texts", Path(folder) / "report"
        texts.mkdir()
        lay_out(texts, wanted)
        clock = seconds()
        next(clock)
        corpus = tk.read(texts)
        print(f"{next(clock)}  读取与抽取 {len(corpus)} 份")
        before = [""]

        def tell(done: int, total: int, name: str) -> None:
            if before[0]:
                print(f"{next(clock)}  {before[0]}")
            before[0] = name

        written = comparison(corpus, out, progress=tell)
        for path in (written.page, written.paper, written.workbook):
            print(f"{path.stat().st_size / 1e6:6.1f} MB {path.name}")
        taken, worked = opening(written.page)
        print(f"打开 {taken:.2f} s（其中浏览器主线程处理 {worked['ThreadTime']:.2f} s）；界限：3 s，15 MB")


if __name__ == "__main__":
    main()
