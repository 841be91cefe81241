"""The picture of the README: the report over the embedded corpus, as it stands in a browser. ``python -m tests.browser.screenshot``

Needs Chromium and Playwright, as the tests of this folder do.
"""

from __future__ import annotations

import shutil
import sys
import tempfile
from pathlib import Path

import textkit as tk
from tests.browser.conftest import NAMES
from textkit.model import TextkitError
from textkit.report import comparison

PICTURE = Path(__file__).resolve().parents[2] / "notebooks" / "images" / "report.png"
SIZE = {"width": 1280, "height": 1000}


def take(to: Path) -> None:
    """Write the report over the example corpus and photograph what a reader sees who follows the link to 目标与完成."""
    from playwright.sync_api import sync_playwright

    found = next((path for path in map(shutil.which, NAMES) if path), None)
    if found is None:
        raise TextkitError("没有安装 Chromium", hint="Debian：apt-get install chromium")
    with tempfile.TemporaryDirectory() as folder, sync_playwright() as playwright:
        written = comparison(tk.example(), Path(folder) / "report")
        browser = playwright.chromium.launch(executable_path=found, args=["--no-sandbox"])
        page = browser.new_page(viewport=SIZE, color_scheme="light")
        page.goto(written.page.as_uri() + "#s=delivery")
        page.wait_for_selector("html[data-whole]", state="attached", timeout=120_000)
        page.wait_for_timeout(500)
        to.parent.mkdir(parents=True, exist_ok=True)
        page.screenshot(path=str(to))
        browser.close()


if __name__ == "__main__":
    take(Path(sys.argv[1]) if len(sys.argv) > 1 else PICTURE)
