"""The report as people use it: filters, search, sources, keyboard, addresses; two widths, light, dark and on paper."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

import textkit as tk
from textkit.report.comparative.assembling import SECTIONS, assemble
from textkit.report.comparative.page import page

HOSTILE = ("一、重点工作\n县水利局要在2031年6月底前<img src=x onerror=alert(1)></script><script>alert(2)</script><!-- 完成清淤30公里。\n"
           "县财政局要在年底前完成=1+1，供水普及率达到98%以上\u2028。各乡镇要新建𠮷山水库3座" + "长" * 10_000 + "。\n")


def save(corpus: Any, to: Path, **options: Any) -> Path:
    report = assemble(corpus, **{"lang": "zh", "title": None, "codes": "themes", "progress": lambda done, total, name: None, "steps": len(SECTIONS), **options})
    to.write_text("".join(page(report)), encoding="utf-8")
    return to


@pytest.fixture(scope="module")
def file(reports_of_all: Any, tmp_path_factory: pytest.TempPathFactory) -> Path:
    return save(reports_of_all, tmp_path_factory.mktemp("report") / "index.html")


def whole(page: Any) -> Any:
    """The page with all its tables drawn."""
    page.wait_for_selector("html[data-whole]", state="attached", timeout=60_000)
    return page


def pager(page: Any, table: str, words: str) -> None:
    """Wait until the line under a table says so. (The page forbids eval, which waiting for a function would need.)"""
    page.locator(f"#table-{table} .pager p", has_text=words).wait_for()


def rows(page: Any, table: str) -> int:
    """How many rows a table has under the present filters."""
    return int(re.findall(r"[\d,]+", page.locator(f"#table-{table} .pager p").inner_text())[-1].replace(",", ""))


@pytest.mark.parametrize("size", ["wide", "narrow"])
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_everybody_can_read_it(opened: Callable[..., Any], accessible: Callable[[Any], None], file: Path, size: str, scheme: str) -> None:
    page = whole(opened(file, size, color_scheme=scheme))
    assert page.evaluate("document.documentElement.scrollWidth <= window.innerWidth")
    accessible(page)
    page.locator("#table-delivery tbody tr button").first.click()
    page.wait_for_selector("dialog[open]")
    assert page.evaluate("document.documentElement.scrollWidth <= window.innerWidth")
    accessible(page)


def test_filters_narrow_all_tables(opened: Callable[..., Any], file: Path) -> None:
    page = whole(opened(file))
    every = {name: rows(page, name) for name in ("tasks", "delivery", "targets")}
    page.select_option("#filter-place", "云岫市砚川县")
    page.select_option("#filter-year", "2022")
    page.locator("#table-tasks .pager p").and_(page.locator(f":not(:has-text('{every['tasks']:,}'))")).wait_for()
    assert all(0 < rows(page, name) < every[name] for name in every)
    places = page.locator("#table-tasks td.place").all_inner_texts()
    assert set(places) == {"砚川县"}
    assert "place=" in page.url and "year=2022" in page.url
    before = rows(page, "tasks")
    page.fill("#filter-unit", "水利")
    page.locator("#table-tasks .pager p").and_(page.locator(f":not(:has-text('共 {before} 行'))")).wait_for()
    assert all("水利" in cell for cell in page.locator("#table-tasks td.units").all_inner_texts())
    assert "没有责任单位一栏" in page.locator("#table-delivery .note").inner_text()
    page.get_by_role("button", name="清除筛选").click()
    pager(page, "tasks", f"共 {every['tasks']:,} 行")
    page.select_option("#filter-theme", "生态文明建设")
    page.locator("#table-tasks .pager p").and_(page.locator(f":not(:has-text('共 {every['tasks']:,} 行'))")).wait_for()
    assert all("生态文明建设" in cell for cell in page.locator("#table-tasks td.themes").all_inner_texts())
    page.get_by_role("button", name="清除筛选").click()
    pager(page, "tasks", f"共 {every['tasks']:,} 行")
    assert {name: rows(page, name) for name in every} == every


def test_search_finds_what_stands_in_the_texts(opened: Callable[..., Any], file: Path, reports_of_all: Any) -> None:
    page = whole(opened(file))
    page.fill("#filter-q", "老旧 小区")
    page.wait_for_selector("#results .results li")
    there = [document for document in reports_of_all if "老旧小区" in "".join(document.source.text.split())]
    times = sum("".join(document.source.text.split()).count("老旧小区") for document in there)
    assert page.locator("#results p[role=status]").inner_text() == f"{len(there)} 份文件中共 {times} 处"
    tasks = sum("老旧小区" in "".join(task.text.split()) for document in reports_of_all for task in document.tasks)
    pager(page, "tasks", f"共 {tasks} 行")
    page.locator("#results .results button").first.click()
    page.wait_for_selector("dialog[open]")
    assert page.locator("dialog .passage mark.quoted").inner_text() == "老旧小区"


def test_a_row_opens_its_source_and_escape_leads_back(opened: Callable[..., Any], file: Path) -> None:
    page = whole(opened(file))
    button = page.locator("#table-delivery tbody tr").nth(1).locator("td.quote button").first
    words = button.inner_text()
    button.focus()
    page.keyboard.press("Enter")
    page.wait_for_selector("dialog[open]")
    assert page.evaluate("document.activeElement.textContent") == "关闭"
    shown = "".join(page.locator("dialog .passage").first.locator("mark.quoted").all_inner_texts())
    assert "".join(shown.split()) == "".join(words.split())
    assert page.locator("dialog .passage").count() == 2 and page.locator("dialog .m-task").count() > 0
    assert "source=delivery.1" in page.url
    page.keyboard.press("Escape")
    page.wait_for_selector("dialog:not([open])", state="attached")
    assert page.evaluate("document.activeElement.textContent") == words and "source" not in page.url


def test_sorting_and_pages_with_the_keyboard(opened: Callable[..., Any], file: Path) -> None:
    page = whole(opened(file))
    heads = page.locator("#table-delivery th button")
    gap = next(i for i in range(heads.count()) if "实绩减目标" in heads.nth(i).inner_text())
    for direction in ("ascending", "descending"):
        page.locator("#table-delivery th button").nth(gap).focus()
        page.keyboard.press("Enter")
        page.wait_for_selector(f"#table-delivery th[aria-sort={direction}]")
        assert page.evaluate("document.activeElement.dataset.key") == "sort gap"          # focus stays where it was
    page.locator("#table-delivery .pager").get_by_role("button", name="下一页").click()
    pager(page, "delivery", "第 21–")
    assert "page-delivery=2" in page.url and "sort-delivery=gap" in page.url
    page.locator("#table-delivery .facet button").nth(1).click()
    page.wait_for_selector("#table-delivery .facet button:nth-of-type(2)[aria-pressed=true]")
    assert len(set(page.locator("#table-delivery tbody td[data-label=结果]").all_inner_texts())) == 1


def test_an_address_leads_to_the_same_view(opened: Callable[..., Any], file: Path) -> None:
    page = whole(opened(file))
    page.select_option("#filter-place", "云岫市麓阳县")
    page.wait_for_timeout(200)
    page.locator("#table-tasks tbody tr").nth(4).locator("td.quote button").click()
    page.wait_for_selector("dialog[open]")
    told, url = page.locator("dialog .passage").first.inner_text(), page.url
    page.close()
    again = opened(file)
    again.goto(url)
    again.reload()
    again.wait_for_selector("dialog[open]")
    assert again.locator("dialog .passage").first.inner_text() == told
    assert again.locator("#filter-place").input_value() == "云岫市麓阳县"
    again.goto(url.split("#")[0] + "#source=delivery.99999&s=nowhere&page-tasks=x")
    again.wait_for_selector("dialog:not([open])", state="attached")            # a wrong address harms nothing


def test_it_opens_quickly(opened: Callable[..., Any], file: Path) -> None:
    """By the browser's own time of work, so that a busy machine fails nothing; tests/benchmarks/report.py has 400 documents."""
    page = opened(file)
    page.wait_for_selector("html[data-ready]", state="attached")
    session = page.context.new_cdp_session(page)
    session.send("Performance.enable")
    worked = {metric["name"]: metric["value"] for metric in session.send("Performance.getMetrics")["metrics"]}
    assert worked["ThreadTime"] < 1.5 and file.stat().st_size < 1_500_000


def test_on_paper(opened: Callable[..., Any], file: Path) -> None:
    page = whole(opened(file))
    page.emulate_media(media="print")
    assert not page.locator(".filters").is_visible() and not page.locator(".contents").is_visible()
    assert page.locator("#chart-delivery svg").first.is_visible() and page.locator("#limits .limits").is_visible()
    assert page.pdf(format="A4")[:5] == b"%PDF-"


def test_hostile_text_does_nothing(opened: Callable[..., Any], tmp_path: Path) -> None:
    from textkit.corpus import Corpus

    documents = [tk.read_text(HOSTILE + f"第{n}年<b>要</b>。", place="云岫市<img src=x>", date=f"203{n}-01-05", title="</title><script>alert(3)</script>", doc_type="work_report")
                 for n in (1, 2)]
    page = whole(opened(save(Corpus(documents), tmp_path / "hostile.html", title="</title><script>alert(4)</script>"), "narrow"))
    assert page.locator("main img, dialog img, main script, main b:has-text('要')").count() == 0
    assert page.evaluate("document.documentElement.scrollWidth <= window.innerWidth")
    page.locator(".filters summary").click()
    page.fill("#filter-q", "</script><script>alert(2)")
    page.wait_for_selector("#results .results li")
    page.fill("#filter-q", "新建𠮷山水库")
    page.locator("#results h2", has_text="新建𠮷山水库").wait_for()
    page.wait_for_selector("#results .results li")
    page.locator("#results .results button").first.click()
    page.wait_for_selector("dialog[open]")
    assert "".join(page.locator("dialog .passage mark.quoted").all_inner_texts()).startswith("新建𠮷山水库")
    assert page.evaluate("document.documentElement.scrollWidth <= window.innerWidth")


def test_one_document_alone(opened: Callable[..., Any], accessible: Callable[[Any], None], embedded: Path, tmp_path: Path) -> None:
    page = whole(opened(save(tk.read(embedded / "anonymous-speech-synonyms.txt"), tmp_path / "one.html")))
    assert page.locator(".problem").count() == 7
    assert page.locator(".chart .grid, .chart .bars, .chart .panels").count() == page.locator(".chart").count()
    accessible(page)
