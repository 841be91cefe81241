"""A headless Chromium for what people look at: pages that may load nothing from a network and may log no error."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome")
#: Width and height of a desk's screen and of a telephone's.
SIZES = {"wide": (1440, 900), "narrow": (390, 844)}
SERIOUS = ("serious", "critical")


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Everything in this folder carries the mark ``browser``."""
    folder = Path(__file__).parent
    for item in items:
        if folder in item.path.parents:
            item.add_marker(pytest.mark.browser)


@pytest.fixture(scope="session")
def chromium() -> Iterator[Any]:
    """The browser that is installed, driven by Playwright, which brings none of its own."""
    api = pytest.importorskip("playwright.sync_api")
    found = next((path for path in map(shutil.which, NAMES) if path), None)
    if found is None:
        pytest.skip("没有安装 Chromium（Debian：apt-get install chromium）")
    with api.sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=found, args=["--no-sandbox"])
        yield browser
        browser.close()


@pytest.fixture
def opened(chromium: Any) -> Iterator[Callable[..., Any]]:
    """``opened(path, size="wide")`` opens a file as a page; a request beyond the file or an error in the console fails the test."""
    contexts: list[Any] = []
    wrong: list[str] = []

    def open_page(path: Path, size: str = "wide", **options: Any) -> Any:
        width, height = SIZES[size]
        context = chromium.new_context(viewport={"width": width, "height": height}, **options)
        contexts.append(context)
        page = context.new_page()
        page.on("console", lambda message: wrong.append(message.text) if message.type in ("error", "warning") else None)
        page.on("pageerror", lambda error: wrong.append(str(error)))
        page.on("dialog", lambda dialog: (wrong.append(f"dialog: {dialog.message}"), dialog.dismiss()))
        page.on("request", lambda request: wrong.append(f"request: {request.url[:200]}")
                if not request.url.startswith(("file:", "data:", "blob:", "about:")) else None)
        page.goto(path.resolve().as_uri())
        return page

    yield open_page
    for context in contexts:
        context.close()
    assert not wrong, wrong


@pytest.fixture
def accessible() -> Callable[[Any], None]:
    """``accessible(page)`` fails on findings of axe-core that are serious or worse."""
    axe = pytest.importorskip("axe_playwright_python.sync_playwright")

    def check(page: Any) -> None:
        found = [f"{v['id']}: {v['help']} × {len(v['nodes'])}: {v['nodes'][0]['html'][:160]}"
                 for v in axe.Axe().run(page).response["violations"] if v["impact"] in SERIOUS]
        assert not found, "\n".join(found)

    return check
