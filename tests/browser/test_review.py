"""Review and blind coding in a real JupyterLab: what a person does is in the file, after a reload and a new kernel too."""

from __future__ import annotations

import json
import os
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

import textkit as tk
from textkit.corpus import read_corrections
from textkit.validate import read_coding, sample

ROOT = Path(__file__).resolve().parents[2]
TOKEN = "review"
WAIT = 180_000           # milliseconds; a machine that does other things starts a server slowly
REPORT = ("关于青禾县春季农业生产的通知\n"
          "一、重点任务\n"
          "县农业农村局要在4月底前完成高标准农田建设2万亩。\n"
          "县水利局要抓紧清淤渠道30公里<img src=x onerror=alert(1)>。\n"
          "粮食总产量稳定在12万吨，春耕备耕资金由县财政局筹措到位𠮷。\n"
          "各乡镇要抓好春灌。\n")
CELLS = (
    "import textkit as tk\ncorpus = tk.read('通知.txt')\n"
    "drawn = tk.validate.sample(corpus, 3, of='segment', seed=2)",
    "review = tk.review(corpus, '更正.jsonl', who='张三', height=560)\nreview",
    "tk.code(drawn, '编码-甲.jsonl', coder='甲', height=420)",
)


@pytest.fixture(scope="module")
def lab(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[str, Path]]:
    """A JupyterLab of its own on a free port, with a notebook: its address and its folder."""
    pytest.importorskip("jupyterlab")
    pytest.importorskip("anywidget")
    nbformat = pytest.importorskip("nbformat")
    folder, own = tmp_path_factory.mktemp("lab"), tmp_path_factory.mktemp("jupyter")
    cells = [nbformat.v4.new_code_cell(code) for code in CELLS]
    kernel = {"kernelspec": {"name": "python3", "display_name": "Python 3", "language": "python"}}
    nbformat.write(nbformat.v4.new_notebook(cells=cells, metadata=kernel), folder / "复核.ipynb")
    (folder / "通知.txt").write_text(REPORT, encoding="utf-8")
    (own / "config/labconfig").mkdir(parents=True)
    quiet = {"disabledExtensions": {"@jupyterlab/apputils-extension:announcements": True}}
    (own / "config/labconfig/page_config.json").write_text(json.dumps(quiet), encoding="utf-8")
    without = {name: False for name in ("jupyter_lsp", "jupyter_server_terminals", "jupytext")}
    (own / "config/jupyter_server_config.json").write_text(json.dumps({"ServerApp": {"jpserver_extensions": without}}), encoding="utf-8")
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    places = {name: str(own / part) for name, part in (
        ("JUPYTER_CONFIG_DIR", "config"), ("JUPYTER_DATA_DIR", "data"), ("JUPYTER_RUNTIME_DIR", "runtime"), ("IPYTHONDIR", "ipython"),
        ("JUPYTERLAB_SETTINGS_DIR", "settings"), ("JUPYTERLAB_WORKSPACES_DIR", "workspaces"))}
    environment = {**os.environ, **places, "PYTHONPATH": str(ROOT), "PYTHONWARNDEFAULTENCODING": ""}
    options = [f"--port={port}", f"--ServerApp.root_dir={folder}", f"--ServerApp.token={TOKEN}", "--ServerApp.ip=127.0.0.1",
               "--ServerApp.port_retries=0", "--LabApp.expose_app_in_browser=True"]
    address = f"http://127.0.0.1:{port}"
    with (own / "log.txt").open("wb") as log:
        server = subprocess.Popen([sys.executable, "-m", "jupyterlab", "--no-browser", "--allow-root", *options],
                                  cwd=folder, env=environment, stdout=log, stderr=log)
        try:
            _until_up(address, server, own / "log.txt")
            yield address, folder
        finally:
            server.terminate()
            server.wait(30)


def _until_up(address: str, server: subprocess.Popen[bytes], log: Path) -> None:
    until = time.monotonic() + WAIT / 1000
    while time.monotonic() < until and server.poll() is None:
        try:
            with urllib.request.urlopen(f"{address}/api?token={TOKEN}", timeout=2):
                return
        except OSError:
            time.sleep(0.2)
    raise AssertionError(f"JupyterLab 没有起来：{log.read_text(encoding='utf-8', errors='replace')[-2000:]}")


@pytest.fixture(scope="module")
def page(chromium: Any, lab: tuple[str, Path]) -> Iterator[Any]:
    """The notebook, opened; a script of ours that fails, a dialog, or a request to another machine fails the test."""
    address, _ = lab
    wrong: list[str] = []
    context = chromium.new_context(viewport={"width": 1440, "height": 900})
    opened = context.new_page()
    opened.set_default_timeout(WAIT)
    opened.on("pageerror", lambda error: wrong.append(str(error)))
    opened.on("dialog", lambda dialog: (wrong.append(dialog.message), dialog.dismiss()) if dialog.type == "alert" else dialog.accept())
    opened.on("request", lambda request: wrong.append(request.url[:200])
              if not request.url.startswith((address, "data:", "blob:", "about:")) else None)
    opened.goto(f"{address}/doc/tree/复核.ipynb?token={TOKEN}")
    yield opened
    context.close()
    assert not wrong, wrong


def run_all(page: Any) -> None:
    """Run the notebook from top to bottom and wait until both widgets show something."""
    page.wait_for_function("window.jupyterapp?.shell?.currentWidget?.sessionContext?.session?.kernel?.status === 'idle'")
    page.evaluate("window.jupyterapp.commands.execute('notebook:run-all-cells')")
    shown(page)


def shown(page: Any) -> None:
    page.locator(".review .tasks li").first.wait_for()
    page.locator(".coding mark").wait_for()


def task(page: Any, words: str) -> Any:
    return page.locator(".review .tasks li", has_text=words)


def mark(page: Any, words: str) -> None:
    """Mark words of the text with the mouse."""
    points = page.evaluate("""(words) => {
      const pane = document.querySelector(".review .text");
      const walker = document.createTreeWalker(pane, NodeFilter.SHOW_TEXT);
      const nodes = []; let all = "";
      for (let node = walker.nextNode(); node; node = walker.nextNode()) { nodes.push([node, all.length]); all += node.data; }
      const begin = all.indexOf(words), end = begin + words.length;
      const at = (offset) => nodes.findLast(([, start]) => start <= offset);
      nodes.find(([node]) => node === at(begin)[0])[0].parentElement.scrollIntoView({ block: "center" });
      const box = (offset) => { const [node, start] = at(offset), range = document.createRange();
        range.setStart(node, offset - start); range.setEnd(node, offset - start + 1); return range.getBoundingClientRect(); };
      const first = box(begin), last = box(end - 1);
      return [first.left + 1, first.top + first.height / 2, last.right - 1, last.top + last.height / 2];
    }""", words)
    page.mouse.move(points[0], points[1])
    page.mouse.down()
    page.mouse.move(points[2], points[3], steps=6)
    page.mouse.up()


def saved(page: Any, folder: Path, lines: int) -> list[dict[str, Any]]:
    """The lines of the file once there are so many, and the page has said that they are saved."""
    path, until = folder / "更正.jsonl", time.monotonic() + 30
    found: list[dict[str, Any]] = []
    while time.monotonic() < until and len(found) < lines:
        page.wait_for_timeout(50)
        if path.exists():
            found = [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()[1:]]
    assert len(found) == lines, found
    return found


def test_a_review_lasts(page: Any, lab: tuple[str, Path]) -> None:
    _, folder = lab
    run_all(page)
    # a correction by keyboard; Enter that ends a composition of an input method saves nothing
    task(page, "清淤").click()
    page.keyboard.press("2")
    page.keyboard.type("县财政局")
    page.evaluate("""document.activeElement.dispatchEvent(new KeyboardEvent("keydown", { key: "Enter", isComposing: true, bubbles: true }))""")
    assert page.locator(".review .card input").count() == 1 and not (folder / "更正.jsonl").exists()
    page.keyboard.press("Enter")
    line = saved(page, folder, 1)[0]
    assert (line["field"], line["new"], line["who"], line["file"]) == ("support", "县财政局", "张三", "通知.txt")
    task(page, "清淤").get_by_text("县财政局").wait_for()
    # found right, and on to the next before the kernel has answered: what is being typed there stays
    task(page, "清淤").click()
    page.keyboard.press("a")
    page.keyboard.press("6")
    page.keyboard.type("2031-02-30")
    page.locator(".review .tasks li.reviewed", has_text="清淤").wait_for()
    assert page.locator(".review .card input").input_value() == "2031-02-30"
    page.keyboard.press("Enter")                  # there is no such day: that is said, and what was typed is still there
    page.get_by_text("没有这一天").wait_for()
    assert page.locator(".review .card input").input_value() == "2031-02-30"
    page.keyboard.press("Escape")
    saved(page, folder, 2)
    # rejected, and that taken back; the notebook's own keys (a adds a cell, j moves) are left alone
    task(page, "春灌").click()
    page.keyboard.press("r")
    saved(page, folder, 3)
    page.locator(".review .tasks li.rejected", has_text="春灌").wait_for()
    page.keyboard.press("u")
    assert saved(page, folder, 4)[3]["undo"] == saved(page, folder, 4)[2]["key"]
    task(page, "春灌").and_(page.locator(".open")).wait_for()
    assert page.locator(".jp-Cell").count() == len(CELLS)
    # a task that was missed, marked with the mouse
    mark(page, "春耕备耕资金由县财政局筹措到位𠮷")
    page.keyboard.press("n")
    added = saved(page, folder, 5)[4]
    assert (added["field"], added["new"]) == ("added", "春耕备耕资金由县财政局筹措到位𠮷")
    assert REPORT[added["start"] : added["end"]] == added["new"]
    page.locator(".review .tasks li em").wait_for()

    before = page.locator(".review .tasks").inner_text()
    page.evaluate("window.jupyterapp.commands.execute('docmanager:save')")
    page.wait_for_function("!window.jupyterapp.shell.currentWidget.context.model.dirty")
    page.reload()                                 # the kernel lives on
    shown(page)
    assert page.locator(".review .tasks").inner_text() == before
    page.evaluate("window.jupyterapp.shell.currentWidget.sessionContext.restartKernel()")
    run_all(page)                                 # a new kernel knows only the file
    page.wait_for_function("(text) => document.querySelector('.review .tasks')?.innerText === text", arg=before)
    assert len(saved(page, folder, 5)) == 5

    corrected = tk.corpus.apply(tk.read(folder / "通知.txt"), read_corrections(folder / "更正.jsonl")).corpus
    rows = {row.text[:6]: row for row in corrected.tasks.itertuples()}
    assert rows["县水利局要抓"].others == "县水利局、县财政局" or rows["县水利局要抓"].others == "县财政局"
    assert rows["春耕备耕资金"].rule == rows["县水利局要抓"].rule == "corrected" and "各乡镇要抓好" in rows


def test_a_sample_is_coded_blind(page: Any, lab: tuple[str, Path]) -> None:
    _, folder = lab
    shown(page)
    drawn = sample(tk.read(folder / "通知.txt"), 3, of="segment", seed=2)
    assert not any(word in page.locator(".coding").inner_html() for word in ("predicted", "stratum"))
    for number, key in enumerate("132", 1):
        page.locator(".coding .text").click()
        page.keyboard.press(key)
        page.wait_for_function(f"document.querySelector('.coding progress').value === {number}")
        page.keyboard.press("j")
        page.wait_for_timeout(300)
    given = read_coding(drawn, {"甲": folder / "编码-甲.jsonl"})
    assert not given.problems and sorted(given.codes["value"]) == ["achievement", "heading", "task"]


@pytest.mark.parametrize(("width", "theme"), [(1440, "JupyterLab Light"), (1440, "JupyterLab Dark"), (420, "JupyterLab Light")])
def test_everybody_can_use_it(page: Any, width: int, theme: str) -> None:
    axe = pytest.importorskip("axe_playwright_python.sync_playwright")
    page.set_viewport_size({"width": width, "height": 900})
    page.evaluate("(theme) => window.jupyterapp.commands.execute('apputils:change-theme', { theme })", theme)
    page.wait_for_function("(light) => document.body.dataset.jpThemeLight === light", arg=str("Light" in theme).lower())
    shown(page)
    for widget in (".review", ".coding"):
        assert page.evaluate("(name) => document.querySelector(name).scrollWidth <= document.querySelector(name).clientWidth", widget)
        found = axe.Axe().run(page, context=widget).response["violations"]
        assert not [f"{v['id']}: {v['nodes'][0]['html'][:200]}" for v in found if v["impact"] in ("serious", "critical")]
    assert page.locator(".review img").count() == 0
