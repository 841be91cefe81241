"""What notebooks show, in a browser: sorted, filtered, opened, read by keyboard, in light and dark; hostile text stays text."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pandas as pd
import pytest

import textkit as tk
from textkit.corpus.corpus import Failure
from textkit.model import Document
from textkit.report.display.look import page as whole_page

Open = Callable[..., Any]
HOSTILE = ('<img src=x onerror=alert(1)></script><script>alert(2)</script><style>*{display:none}</style>"\'></td></details></table>'
           "=HYPERLINK(1){{constructor.constructor('alert(3)')()}}${alert(4)}")
WORD = "".join(chr(0x4E00 + n * 37 % 9_973) for n in range(10_000))


@pytest.fixture(scope="module")
def reports() -> Any:
    return tk.example().where(place="云岫市砚川县", year=[2023, 2024], doc_type="work_report")


@pytest.fixture(scope="module")
def years(reports: Any) -> Any:
    return tk.compare.years(reports)


@pytest.fixture
def look(opened: Open, tmp_path: Path) -> Open:
    """``look(display, size="wide", …)`` opens what a notebook would show as a page."""

    def look_at(display: Any, size: str = "wide", **options: Any) -> Any:
        html = display if isinstance(display, str) else display._repr_html_()
        file = tmp_path / f"{abs(hash(html))}.html"
        file.write_text(whole_page(html, "textkit"), encoding="utf-8")
        return opened(file, size, **options)

    return look_at


def column(page: Any, heading: str, *, keys: bool = False) -> list[str]:
    """The cells of a column from top to bottom, as shown, or what they are sorted by."""
    at = page.locator("thead th").all_inner_texts().index(heading)
    read = f"(row) => {'row.cells[at].dataset.k ??' if keys else ''} row.cells[at].textContent"
    found: list[str] = page.locator("tr.r:visible").evaluate_all(f"(rows, at) => rows.map({read})", at)
    return found


def sort(page: Any, heading: str) -> str | None:
    button = page.locator("thead th", has_text=heading).locator("button")
    button.focus()
    page.keyboard.press("Enter")
    page.wait_for_function("() => !document.querySelector('.tk-table').dataset.rest")
    order: str | None = page.locator("thead th", has_text=heading).get_attribute("aria-sort")
    return order


# ------------------------------------------------------------------ tables
def test_numbers_sort_as_numbers_and_what_is_missing_comes_last(look: Open, years: Any) -> None:
    page = look(years)
    assert sort(page, "相似分") == "ascending"
    up = column(page, "相似分")
    known = [float(value) for value in up if value]
    assert len(up) == len(years) and known == sorted(known) and up[len(known):] == [""] * (len(up) - len(known)) and "" in up
    assert sort(page, "相似分") == "descending"
    assert [float(value) for value in column(page, "相似分") if value] == sorted(known, reverse=True)
    assert sort(page, "相似分") == "none" and column(page, "相似分")[: len(known)] != sorted(known)


def test_deadlines_sort_as_dates(look: Open, reports: Any) -> None:
    page = look(tk.report.show(reports.tasks, corpus=reports))
    sort(page, "完成时限")
    keys = column(page, "完成时限", keys=True)
    dates = [key for key in keys if key]
    assert dates == sorted(dates) and len(set(dates)) > 3 and keys[: len(dates)] == dates
    assert column(page, "完成时限")[: len(dates)] != sorted(column(page, "完成时限")[: len(dates)])


def test_rows_are_searched_and_chosen_also_where_they_wait(look: Open, years: Any) -> None:
    page = look(years)
    assert page.locator("tr.r").count() < len(years) and f"共 {len(years)} 行" in page.locator(".tk-count").inner_text()
    page.get_by_role("combobox", name="关系").select_option("未再提")
    dropped = sum(row["relation"] == "dropped" for row in years.rows)
    page.get_by_text(f"{dropped} / {len(years)} 行").wait_for()
    assert set(column(page, "关系")) == {"未再提"} and len(column(page, "关系")) == dropped
    word = next(row["quote_earlier"][:6] for row in reversed(years.rows) if row["relation"] == "dropped")
    page.get_by_role("searchbox").fill(word)
    page.wait_for_function("n => document.querySelectorAll('tbody:not([hidden])').length < n", arg=dropped)
    assert any(word in text for text in column(page, "前一年原文"))
    page.get_by_role("searchbox").fill("没有这样的话")
    page.get_by_text(f"0 / {len(years)} 行").wait_for()
    page.get_by_role("searchbox").fill("")
    page.get_by_role("combobox", name="关系").select_option("")
    page.get_by_text(f"共 {len(years)} 行").wait_for()
    assert len(column(page, "关系")) == len(years)


def test_a_row_opens_by_keyboard_and_by_a_click(look: Open, years: Any) -> None:
    page = look(years)
    first, below = page.locator("tbody").first, page.locator("tr.m").first
    assert not below.is_visible()
    first.locator("summary").focus()
    page.keyboard.press("Enter")
    assert below.is_visible() and below.locator(".tk-side").count() == 2
    said = below.inner_text()
    assert "yanchuan-2023-report.txt › " in said and "yanchuan-2024-report.txt › " in said and "字）" in said
    page.keyboard.press("Enter")
    assert not below.is_visible()
    first.locator("td").nth(3).click()
    assert below.is_visible()


def test_long_texts_are_clipped_until_their_row_is_opened(look: Open) -> None:
    page = look(tk.report.show(pd.DataFrame({"text": ["各乡镇要抓紧清淤。" * 100], "rule": ["order"]})))
    cell = page.locator("td .c")
    clipped = cell.bounding_box()["height"]
    cell.click()
    assert cell.bounding_box()["height"] > 2 * clipped and cell.evaluate("cell => cell.scrollHeight <= cell.clientHeight + 1")


def test_without_scripts_a_table_can_be_read_and_opened(look: Open, years: Any) -> None:
    page = look(years, java_script_enabled=False)
    assert page.locator("tr.r").count() == 25 and "显示前 25 行" in page.inner_text("body") and page.locator(".tk-bar").count() == 0
    page.locator("summary").first.click()
    assert page.locator("tr.m").first.is_visible()


def test_two_displays_do_not_disturb_each_other(look: Open, years: Any) -> None:
    page = look(str(years._repr_html_()) + str(years._repr_html_()))
    assert page.locator(".tk-bar").count() == 2
    page.get_by_role("searchbox").first.fill("没有这样的话")
    page.wait_for_function("() => document.querySelectorAll('tbody[hidden]').length > 0")
    second = page.locator(".tk-table").nth(1)
    assert second.locator("tbody[hidden]").count() == 0 and second.locator("tr.r").count() == 25


# ------------------------------------------------------------------ documents
def test_cards_by_pointer_and_by_focus(look: Open, reports: Any) -> None:
    page = look(reports[1])
    unit = page.locator(".tk-text mark.unit").first
    card = unit.locator("> .tk-card")
    assert not card.is_visible()
    unit.hover()
    assert card.is_visible() and "角色" in card.inner_text()
    assert page.locator(".tk-card:visible").count() == 1                       # not that of the task around it too
    page.mouse.move(0, 0)
    assert not card.is_visible()
    task = page.locator(".tk-text mark.task").filter(has=page.locator("mark.unit")).first
    task.focus()
    page.keyboard.press("Tab")
    page.keyboard.press("Shift+Tab")
    own = task.locator("> .tk-card")
    assert own.is_visible() and page.locator(".tk-card:visible").count() == 1
    assert "规则" in own.inner_text() and ("牵头" in own.inner_text() or "责任" in own.inner_text())


def test_a_card_stays_on_the_page(look: Open, reports: Any) -> None:
    page = look(reports[1], "narrow")
    marks = page.locator(".tk-text mark.deadline, .tk-text mark.target")
    for number in range(0, marks.count(), 9):
        marks.nth(number).hover()
        box = page.locator(".tk-card:visible").last.bounding_box()
        assert box is not None and box["x"] >= 0 and box["x"] + box["width"] <= 390
    assert page.evaluate("document.documentElement.scrollWidth <= window.innerWidth")


def test_marks_can_be_taken_away(look: Open, reports: Any) -> None:
    page = look(reports[1])
    background = "mark => getComputedStyle(mark).backgroundColor"
    unit = page.locator(".tk-text mark.unit").first
    before = unit.evaluate(background)
    page.get_by_role("checkbox", name="责任主体").uncheck()
    assert before != unit.evaluate(background) == "rgba(0, 0, 0, 0)"


# ------------------------------------------------------------------ light, dark, wide, narrow
@pytest.mark.parametrize(("size", "scheme"), [("wide", "light"), ("narrow", "dark")])
def test_everything_can_be_read(look: Open, accessible: Callable[[Any], None], reports: Any, years: Any, size: str, scheme: str) -> None:
    speech = tk.read_text("一、重点工作\n县水利局要在20xx年6月底前完成清淤30公里以上，县财政局配合。去年修渠12公里。要坚持属地原那么。", date="2031-01-01")
    displays = (reports, speech, years.show(rows=10), years.aligned(relation="raised", most=2), tk.draft.check(speech), tk.draft.repair(speech))
    page = look("".join(str(display._repr_html_()) for display in displays), size, color_scheme=scheme)
    page.locator("tbody:first-of-type details").evaluate_all("all => all.forEach((one) => { one.open = true; })")
    assert page.evaluate("document.documentElement.scrollWidth <= window.innerWidth")
    accessible(page)


def brightness(page: Any, what: str, colour: str) -> float:
    found: float = page.locator(what).first.evaluate(
        f"e => getComputedStyle(e).{colour}.match(/\\d+/g).slice(0, 3).reduce((sum, part) => sum + +part, 0) / 3")
    return found


@pytest.mark.parametrize(("scheme", "notebook", "dark"), [("light", None, False), ("dark", None, True), ("dark", "true", False), ("light", "false", True)])
def test_the_theme_of_the_notebook_decides_over_that_of_the_system(look: Open, years: Any, scheme: str, notebook: str | None, dark: bool) -> None:
    html = str(years._repr_html_())
    page = look(f'<div data-jp-theme-light="{notebook}">{html}</div>' if notebook else html, color_scheme=scheme)
    behind, ink = brightness(page, ".tk-scroll", "backgroundColor"), brightness(page, "td.w", "color")
    assert (behind < 60 and ink > 180) if dark else (behind > 230 and ink < 70)


# ------------------------------------------------------------------ hostile text
def hostile(year: int) -> Document:
    text = f"{HOSTILE}政府工作报告\n一、重点工作{HOSTILE}\n县水利局{HOSTILE}要在{year}年6月底前在{WORD}完成清淤{year - 2000}公里，XX县{HOSTILE}原那么。\n"
    return tk.read_text(text, place="青禾县", date=f"{year}-01-01", work_year=year, doc_type="work_report", title=HOSTILE + WORD)


def test_hostile_text_does_nothing_in_any_display(look: Open) -> None:
    earlier, later = hostile(2023), hostile(2024)
    corpus = tk.corpus.Corpus([earlier, later], failures=[Failure(HOSTILE, HOSTILE)])
    years = tk.compare.years(corpus)
    found = {
        "corpus": corpus, "document": earlier, "years": years, "aligned": years.aligned(), "reuse": tk.compare.reuse(corpus),
        "findings": tk.draft.check(earlier), "repair": tk.draft.repair(earlier), "changes": tk.draft.diff(earlier, later),
        "tasks": tk.report.show(corpus.tasks, corpus=corpus), "sample": tk.validate.sample(corpus, 2),
        "table": tk.report.show(corpus.tasks.rename(columns={"action": HOSTILE}), title=HOSTILE),
    }
    page = look("".join(f'<section id="{name}">{display._repr_html_()}</section>' for name, display in found.items()), "narrow")
    page.locator("details").evaluate_all("all => all.forEach((one) => { one.open = true; })")
    for name in found:
        inside = page.locator(f"#{name}")
        assert inside.is_visible() and inside.locator("img, iframe, a, form").count() == 0, name
        assert all(text.startswith("(() => {") for text in inside.locator("script").all_inner_texts()), name
        assert inside.locator("style").count() <= 2 and "<img src=x onerror=alert(1)>" in inside.text_content(), name
    assert page.locator("main > section").count() == len(found)
    assert page.evaluate("document.documentElement.scrollWidth <= window.innerWidth")
