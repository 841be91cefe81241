"""The comparative report: its figures are those of the comparisons, every row leads to its words, and nothing of anybody's is lost."""

from __future__ import annotations

import base64
import gzip
import json
import re
import zipfile
from collections import Counter
from pathlib import Path
from typing import Any

import openpyxl
import pytest

import textkit as tk
from textkit.compare import attention, delivery, years
from textkit.model import TextkitError
from textkit.report import comparison
from textkit.report.comparative import page_words, writing
from textkit.report.comparative.assembling import SECTIONS, assemble
from textkit.report.comparative.model import Bars, Matrix, Passage, Report, Section, Table
from textkit.report.comparative.page import PARTS, page
from textkit.report.comparative.sections import delivered
from textkit.report.comparative.sections.limits import known_figures

ROOT = Path(__file__).resolve().parents[2]
HOSTILE = ("一、重点工作\n县水利局要在2031年6月底前<img src=x onerror=alert(1)></script><script>alert(2)</script><!-- 完成清淤30公里。\n"
           "=HYPERLINK(\"http://x\")是县财政局要在年底前完成的工作，供水普及率达到98%以上\u2028\x0b。\n各乡镇要新建𠮷山水库3座" + "长" * 10_000 + "。\n")


def made(corpus: Any, lang: str = "zh") -> Report:
    return assemble(corpus, lang=lang, title=None, codes="themes", progress=lambda done, total, name: None, steps=len(SECTIONS))


@pytest.fixture(scope="module")
def few(embedded: Path) -> Any:
    """Two years of a city and a county."""
    return tk.read([embedded / f"{name}-report.txt" for name in ("yunxiu-2023", "yunxiu-2024", "luxi-2023", "luxi-2024")])


@pytest.fixture(scope="module")
def report(few: Any) -> Report:
    return made(few)


def section(report: Report, name: str) -> Section:
    return next(section for section in report.sections if section.name == name)


def unpacked(html: str) -> dict[str, Any]:
    """The blocks of a page by name, as a browser unpacks them."""
    return {name: json.loads(gzip.decompress(base64.b64decode(data)).decode("utf-16-le"))
            for name, data in re.findall(r'<script type="text/plain" id="block-([^"]+)">([^<]*)</script>', html)}


def test_figures_are_those_of_the_comparisons(report: Report, few: Any) -> None:
    assert not report.problems
    told = delivery(few)
    bars = next(chart for chart in section(report, "delivery").charts if isinstance(chart, Bars))
    assert [sum(column) for column in zip(*bars.values, strict=True)] == list(told.counts().values())
    assert len(section(report, "delivery").tables[0].rows) == len(told)
    assert f"达到 {told.counts()['met']}/" in section(report, "delivery").findings[0].sentence
    linked = years(few)
    relations = Counter(row["relation_name"] for row in linked.rows)
    table = section(report, "lineage").tables[0]
    assert Counter(table.of(row, "relation") for row in range(len(table.rows))) == relations
    assert len(section(report, "tasks").tables[0].rows) == len(few.tasks)
    shares = {(row["place"], row["year"], row["category"]): row["share"] for row in attention(few).rows}
    matrix = section(report, "attention").charts[0]
    assert isinstance(matrix, Matrix) and matrix.row_places and matrix.row_years
    for place, year, values in zip(matrix.row_places, matrix.row_years, matrix.measures[0].values, strict=True):
        assert values == pytest.approx([shares[place, year, theme] for theme in matrix.columns], abs=1e-6)


def passages(table: Table) -> list[Passage]:
    quotes = [at for at, column in enumerate(table.columns) if column.kind == "quote"]
    return [row[at] for row in table.rows for at in quotes if row[at] is not None]


def test_every_row_leads_to_its_words(report: Report) -> None:
    """The page cuts quotes out of the texts that it carries: they are the slices of the sources."""
    blocks = unpacked("".join(page(report)))
    seen = 0
    for part in report.sections:
        for table in part.tables:
            packed = blocks[f"table-{table.name}"]
            assert packed["size"] == len(table.rows)
            for at, column in enumerate(table.columns):
                if column.kind != "quote" or column.where == "book":
                    continue
                held = packed["columns"][column.name]
                start = 0
                for row, value in enumerate(table.rows):
                    passage = value[at]
                    start += held["starts"][row]
                    if passage is None:
                        assert held["documents"][row] == -1
                        continue
                    document = report.documents[passage.document]
                    text = blocks[f"document-{passage.document}"]
                    cut = text["text"][start - text["from"]:start - text["from"] + held["lengths"][row]]
                    assert cut == document.source.text[passage.start:passage.end] and cut.strip()
                    assert held["words"].get(str(row)) == passage.words
                    seen += 1
    assert seen > 800


def test_quotes_are_those_of_the_results(few: Any, report: Report) -> None:
    """Where a result quotes more than one stretch, its own words are kept; the stretch is the first of them."""
    for row, result in zip(section(report, "delivery").tables[0].rows, delivery(few).rows, strict=True):
        promise, reached = row[3], row[4]
        text = report.documents[promise.document].source.text[promise.start:promise.end]
        assert "".join((promise.words or text).split()) == "".join(result["target_quote"].split())
        assert (reached is None) == (result["actual_quote"] is None)
        if reached is not None:
            words = reached.words or report.documents[reached.document].source.text[reached.start:reached.end]
            assert "".join(words.split()) == "".join(result["actual_quote"].split())


def test_marks_are_those_of_the_tasks(report: Report) -> None:
    blocks = unpacked("".join(page(report)))
    document = report.documents[0]
    flat, at, tasks = blocks["document-0"]["marks"], document.span.start, []
    for kind, step, length in zip(flat[::3], flat[1::3], flat[2::3], strict=True):
        at += step
        if kind == 0:
            tasks.append((at, at + length))
    assert tasks == sorted({tuple(document.source_span(*task.span)) for task in document.tasks})


@pytest.mark.parametrize(("names", "lacking"), [
    (["luxi-2023-report"], {"目标与完成", "任务沿革", "文字重复", "用词"}),
    (["luxi-2023-report", "luyang-2023-report"], {"目标与完成", "任务沿革"}),
    (["anonymous-speech-synonyms"], {"覆盖情况", "地方与年份", "数字目标", "目标与完成", "任务沿革", "文字重复", "用词"}),
])
def test_what_cannot_be_compared_says_why(embedded: Path, names: list[str], lacking: set[str]) -> None:
    told = made(tk.read([embedded / f"{name}.txt" for name in names]))
    assert set(told.problems) == lacking
    assert all("程序出错" not in why for why in told.problems.values())
    for part in told.sections:
        assert part.problem is None or not (part.charts or part.tables or part.findings)


def test_one_fault_does_not_stop_the_rest(few: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(study: Any) -> Section:
        raise ZeroDivisionError("division by zero")

    monkeypatch.setattr(delivered, "build", broken)
    told = made(few)
    assert "ZeroDivisionError" in told.problems["目标与完成"] and set(told.problems) == {"目标与完成"}
    assert "目标与完成" in "".join(section.title for section in told.sections)


def test_english(few: Any) -> None:
    told = made(few, "en")
    assert told.title.endswith("policy documents compared")
    assert all(re.search("[a-z]", section.title) for section in told.sections)
    assert not any("分母" in finding.basis for section in told.sections for finding in section.findings)
    assert 'lang="en"' in "".join(page(told))


# ------------------------------------------------------------------ files
@pytest.fixture(scope="module")
def written(few: Any, tmp_path_factory: pytest.TempPathFactory) -> writing.Written:
    return comparison(few, tmp_path_factory.mktemp("report") / "out")


def test_the_workbook_has_every_table_and_what_it_means(written: writing.Written, report: Report) -> None:
    book = openpyxl.load_workbook(written.workbook)
    tables = [table for part in report.sections for table in part.tables]
    assert book.sheetnames[0] == "目录" and book.sheetnames[-1] == "说明" and len(book.sheetnames) == len(tables) + 2
    for sheet, table in zip(book.worksheets[1:-1], tables, strict=True):
        assert sheet.max_row == len(table.rows) + 1 and sheet.freeze_panes == "A2" and sheet.auto_filter.ref
        meanings = [row[3] for row in book["目录"].iter_rows(min_row=2, values_only=True)]
        assert all(meanings)
    sheet = book["逐个目标"]
    head = {cell.value: at for at, cell in enumerate(sheet[1])}
    for row in sheet.iter_rows(min_row=2, values_only=True):
        source = next(d.source for d in report.documents if d.source.path == row[head["目标原文：出处文件"]])
        cut = source.text[int(row[head["目标原文：原文起"]]):int(row[head["目标原文：原文止"]])]
        assert "".join(cut.split()) in "".join(str(row[head["目标原文"]]).split())


def test_the_word_file_has_headings_figures_and_their_words(written: writing.Written, report: Report) -> None:
    with zipfile.ZipFile(written.paper) as archive:
        body = archive.read("word/document.xml").decode("utf-8")
    assert body.count('w:val="Heading1"') == len(report.sections) + 1 and "TOC" in body
    pictures = re.findall(r"<wp:docPr [^>]*>", body)
    assert len(pictures) >= 6 and all('descr="' in picture for picture in pictures)
    for part in report.sections:
        for finding in part.findings:
            assert finding.sentence.replace("&", "&amp;") in body


def test_hostile_text_harms_nothing(tmp_path: Path) -> None:
    documents = [tk.read_text(HOSTILE + f"第{n}年<b>要</b>。", place=place, date=f"{year}-01-05", title="=1+1</title><script>alert(3)</script>", doc_type="work_report")
                 for n, (place, year) in enumerate([("云岫市</script>", 2031), ("云岫市</script>", 2032), ("=cmd|' /C calc'!A0", 2031)])]
    done = comparison(documents, tmp_path / "out", title="</title><script>alert(4)</script>")
    html = done.page.read_text(encoding="utf-8")
    assert "alert(" not in html.replace("&lt;script&gt;alert(4)", "") and html.count("</script>") == html.count("<script")
    assert "程序出错" not in "".join(done.problems.values())
    book = openpyxl.load_workbook(done.workbook)
    assert not [cell.coordinate for sheet in book for row in sheet.iter_rows() for cell in row if cell.data_type == "f"]
    with zipfile.ZipFile(done.paper) as archive:
        assert "<script" not in archive.read("word/document.xml").decode("utf-8")
    blocks = unpacked(html)
    assert blocks["document-0"]["text"] == documents[0].source.text


def test_nothing_of_others_is_replaced(few: Any, tmp_path: Path) -> None:
    folder = tmp_path / "report"
    folder.mkdir()
    (folder / "index.html").write_text("<p>mine</p>", encoding="utf-8")
    with pytest.raises(TextkitError, match="不是 textkit 写的"):
        comparison(few, folder)
    assert [path.name for path in folder.iterdir()] == ["index.html"]
    (tmp_path / "file").write_text("mine", encoding="utf-8")
    with pytest.raises(TextkitError, match="不能当文件夹写"):
        comparison(few, tmp_path / "file")


def test_an_interrupt_leaves_what_was_there(tmp_path: Path) -> None:
    folder, document = tmp_path / "out", tk.read_text("各乡镇要在6月底前完成清淤30公里以上。", date="2031-03-01")
    first = comparison(document, folder)
    before = {path.name: path.read_bytes() for path in folder.iterdir()}
    assert sorted(before) == ["index.html", "报告.docx", "数据.xlsx"]

    def stop(done: int, total: int, name: str) -> None:
        if name == "数据.xlsx":
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        comparison(document, folder, title="另一份", progress=stop)
    assert {path.name: path.read_bytes() for path in folder.iterdir()} == before
    assert [path.name for path in tmp_path.iterdir()] == ["out"]
    comparison(document, folder)                  # its own earlier report may be replaced
    assert first.page.read_bytes() == before["index.html"]      # and the same documents give the same page


def test_nothing_to_report(tmp_path: Path) -> None:
    with pytest.raises(TextkitError, match="没有一份文件"):
        comparison([], tmp_path / "out")
    with pytest.raises(TextkitError, match="没有的词表"):
        comparison([tk.read_text("各乡镇要抓紧春灌。")], tmp_path / "out", codes="没有的词表")
    assert not (tmp_path / "out").exists()


# ------------------------------------------------------------------ words
def test_accuracy_claims_no_more_than_was_measured() -> None:
    golden = json.loads((ROOT / "tests/golden/embedded.json").read_text(encoding="utf-8"))
    for row in known_figures():
        assert float(row["embedded"]) <= golden[row["measure"]] < float(row["embedded"]) + 0.1


def test_the_page_has_words_for_all_it_says() -> None:
    program = "".join((ROOT / f"textkit/report/page/{name}.js").read_text(encoding="utf-8") for name in PARTS)
    said = set(re.findall(r'say\("(\w+)"', program))
    there = set(page_words.page_words("zh"))
    assert said <= there
    by_variable = {"place", "year", "unit", "theme", "search", "task", "deadline", "target", "first", "previous", "next", "last", "no_script", "old_browser"}
    assert there <= said | by_variable
    assert not re.search(r"innerHTML|outerHTML|insertAdjacentHTML|document\.write|eval\(|fetch\(|XMLHttpRequest", program)
