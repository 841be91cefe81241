"""Importing textkit is quick and silent, and loads nothing that it does not need yet."""

from __future__ import annotations

import statistics
import subprocess
import sys
import time

import pytest

HEAVY = ("pandas", "numpy", "jieba", "sklearn", "matplotlib", "openpyxl", "docx", "trafilatura", "typer", "rich", "tqdm")


def _seconds(module: str) -> float:
    begun = time.perf_counter()
    subprocess.run([sys.executable, "-c", f"import {module}"], check=True)
    return time.perf_counter() - begun


@pytest.mark.timing
def test_import_takes_less_than_a_third_of_pandas() -> None:
    _seconds("pandas"), _seconds("textkit")                # once unmeasured: the disk's share
    own, pandas, bare = [], [], []
    for _ in range(7):
        own.append(_seconds("textkit"))
        pandas.append(_seconds("pandas"))
        bare.append(_seconds("sys"))
    start = statistics.median(bare)                        # starting Python is nobody's import
    assert statistics.median(own) - start < 0.3 * (statistics.median(pandas) - start)


def test_import_is_silent_and_lean() -> None:
    code = f"import sys, textkit; print([m for m in {HEAVY!r} if m in sys.modules])"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, encoding="utf-8", check=True)
    assert (done.stdout, done.stderr) == ("[]\n", "")


def test_report_loads_no_workbook_before_one_is_written() -> None:
    code = f"import sys, textkit.report; print([m for m in {HEAVY!r} if m in sys.modules])"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, encoding="utf-8", check=True)
    assert done.stdout == "[]\n"


def test_verbs_stay_verbs() -> None:
    """The folders of the package do not take the place of the verbs of the same name."""
    import textkit as tk
    from textkit.read import read_file

    assert tk.read_text("各乡镇要在6月底前完成清淤30公里以上。").tasks
    assert callable(read_file)
    assert callable(tk.read)
