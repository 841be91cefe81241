"""What all tests share: the way to the reference corpus, and no skipped test where everything is required."""

from __future__ import annotations

import doctest
import os
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

ROOT = Path(__file__).resolve().parents[1]
REQUIRE = os.environ.get("TEXTKIT_REQUIRE") == "1"


def pytest_report_header() -> str:
    return f"TEXTKIT_REQUIRE={'1：跳过的测试算失败' if REQUIRE else '0：缺程序或缺参考语料的测试会跳过'}"


def pytest_make_parametrize_id(config: pytest.Config, val: object, argname: str) -> str | None:
    """Bytes are named by their number: an archive holds the time it was made at, and workers have to name a test alike."""
    return f"{len(val)} bytes" if isinstance(val, bytes) else None


def _fail_if_skipped(report: Any) -> None:
    if REQUIRE and report.outcome == "skipped" and not hasattr(report, "wasxfail"):
        reason = report.longrepr[2] if isinstance(report.longrepr, tuple) else report.longrepr
        report.outcome = "failed"
        report.longrepr = f"TEXTKIT_REQUIRE=1，这个测试却被跳过：{reason}"


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Docstring examples that are only there to be read (each line marked +SKIP) are no tests."""
    shown = [item for item in items if isinstance(item, pytest.DoctestItem) and item.dtest is not None
             and all(example.options.get(doctest.SKIP) for example in item.dtest.examples)]
    if shown:
        config.hook.pytest_deselected(items=shown)
        items[:] = [item for item in items if item not in shown]


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(item: pytest.Item, call: Any) -> Iterator[None]:
    report = yield
    _fail_if_skipped(report)
    return report


@pytest.hookimpl(wrapper=True)
def pytest_make_collect_report(collector: pytest.Collector) -> Iterator[None]:
    report = yield
    _fail_if_skipped(report)
    return report


@pytest.fixture(scope="session")
def shared() -> Path:
    """The folder of reference documents and answers beside the checkout; a test that needs it skips without it."""
    path = (ROOT / ".." / "shared").resolve()
    if not (path / "corpus").is_dir():
        pytest.skip(f"没有参考语料 {path}")
    return path


@pytest.fixture(scope="session")
def embedded() -> Path:
    """The embedded example corpus of the source checkout."""
    return ROOT / "corpus"


@pytest.fixture(scope="session")
def reports_of_all(embedded: Path) -> Any:
    """The work reports of the example corpus: a city and its three counties, 2021 to 2024."""
    from textkit.corpus import read

    return read(sorted(embedded.glob("*-report.txt")))
