"""Codebooks row by row, attention as an invariant of its parts, the PMC index, and bounds on real reports."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path

import pytest

import textkit as tk
from textkit.compare import attention, pmc
from textkit.compare.themes.codebook import TITLES, codebook
from textkit.compare.themes.parts import parts
from textkit.lexicon import codebooks, load
from textkit.model import Document

TEXT = ("政府工作报告\n\n一、2030年工作回顾\n过去一年，空气质量持续改善，建成污水处理厂两座。城镇新增就业3000人。\n\n"
        "二、2031年工作安排\n要推进林长制，完成造林两万亩。要新建改扩建学校六所，加强养老服务。\n各位代表，让我们携手奋进！\n")


@pytest.fixture
def report_text() -> Document:
    return tk.read_text(TEXT, place="青岚县", date="2031-01-08")


@pytest.mark.parametrize("name", codebooks())
def test_every_row_is_decided_by_its_example_and_counter_example(name: str) -> None:
    book, wrong = codebook(name), []
    assert name in TITLES
    seen = set()
    for row, entry in zip(book.rows, load(f"codebooks/{name}"), strict=True):
        assert entry["source"] and entry["category"] and entry["counter"]

        def hit(text: str, line: int = row.line) -> bool:
            return any(h.line == line for h in book.hits(text))

        if not any(h.category == row.category for h in book.hits(entry["example"])):
            wrong.append(f"{name}:{row.line} 不命中例子 {entry['example']}")
        if hit(entry["counter"]):
            wrong.append(f"{name}:{row.line} 命中反例 {entry['counter']}")
        if row.exclusion is not None and not row.pattern.search(entry["counter"]):
            wrong.append(f"{name}:{row.line} 反例没有用上 exclusion：{entry['counter']}")
        assert (row.category, row.pattern.pattern) not in seen, row.line
        seen.add((row.category, row.pattern.pattern))
    assert wrong == []


@pytest.mark.parametrize("unit", ["character", "segment", "task", "item"])
@pytest.mark.parametrize("within", ["all", "review", "plan"])
def test_shares_are_parts_of_a_whole(report_text: Document, unit: str, within: str) -> None:
    result = attention([report_text], "themes", within=within, unit=unit)  # type: ignore[arg-type]
    assert [row["category"] for row in result.rows] == list(result.categories)
    total = result.rows[0]["total"]
    weights = sum(row["weight"] for row in result.rows)
    assert weights <= total + 1e-6
    if total and weights:
        assert sum(row["share_coded"] for row in result.rows) == pytest.approx(1)
        assert weights / total == pytest.approx(result.rows[0]["coded"])
        assert 0 <= result.rows[0]["evenness"] <= 1
    for row in result.hits.rows:
        assert report_text.source.text[row["start"]:row["end"]] == row["word"]
        assert within in ("all", row["part"])
    for row in result.rows:
        assert (row["quote"] is None) == (row["hits"] == 0)
        if row["quote"]:
            assert report_text.source.text[row["quote_start"]:row["quote_end"]] == row["quote"]


def test_parts_of_a_report(report_text: Document) -> None:
    found = {segment.span.of(report_text.text)[:4]: part for segment, part in zip(report_text.segments, parts(report_text), strict=True)}
    assert found["过去一年"] == "review" and found["城镇新增"] == "review"
    assert found["要推进林"] == "plan" and found["各位代表"] is None
    review, plan = (attention([report_text], within=part) for part in ("review", "plan"))  # type: ignore[arg-type]
    words = [{row["word"] for row in result.hits.rows} for result in (review, plan)]
    assert "空气" in words[0] and "空气" not in words[1] and "造林" in words[1]


def test_half_and_half() -> None:
    document = tk.read_text("改善空气质量，稳定就业。", place="青岚县", date="2031-01-08")
    by = {row["category"]: row for row in attention([document]).rows}
    assert by["生态文明建设"]["share_coded"] == by["社会建设"]["share_coded"] == 0.5
    assert by["社会建设"]["entropy"] == 1.0 and by["文化建设"]["hits"] == 0


def test_a_codebook_of_ones_own(tmp_path: Path, report_text: Document) -> None:
    mine = tmp_path / "茶业.tsv"
    mine.write_text("category\tpattern\texclusion\texample\tcounter-example\tsource\n林业\t造林|林长制\t\t完成造林\t竹编\t自定\n学校\t学校\t驾驶学校\t新建学校\t驾驶学校\t自定\n",
                    encoding="utf-8")
    result = attention([report_text], mine, unit="segment")
    assert [(row["category"], row["hits"], row["count"]) for row in result.rows] == [("林业", 2, 1), ("学校", 1, 1)]
    assert result.options["codebook"] == "茶业" and "自定" in result.options["sources"]
    assert codebook("五位一体").name == codebook("themes").name == "五位一体"
    mine.write_text(mine.read_text(encoding="utf-8").replace("驾驶学校\t新建", "(\t新建"), encoding="utf-8")
    other = tmp_path / "坏.tsv"
    other.write_text(mine.read_text(encoding="utf-8"), encoding="utf-8")
    with pytest.raises(tk.TextkitError, match=r"坏\.tsv.*exclusion"):
        attention([report_text], other)


def test_refusals(report_text: Document) -> None:
    with pytest.raises(tk.TextkitError, match="instruments"):
        attention([report_text], "没有的词表")
    with pytest.raises(tk.TextkitError, match="within"):
        attention([report_text], within="half")  # type: ignore[arg-type]
    with pytest.raises(tk.TextkitError, match="unit"):
        attention([report_text], unit="word")  # type: ignore[arg-type]
    with pytest.raises(tk.TextkitError, match="item"):
        pmc([report_text], "themes")
    with pytest.raises(tk.TextkitError, match="没有一篇"):
        attention([])


def test_pmc_is_the_sum_of_shares(report_text: Document) -> None:
    result = pmc([report_text])
    by: dict[str, list[int]] = {}
    for row in result.rows:
        by.setdefault(row["category"], []).append(row["value"])
        assert bool(row["value"]) == bool(row["quote"])
        if row["quote"]:
            assert row["quote"] in report_text.source.text
    assert result.rows[0]["index"] == pytest.approx(sum(sum(v) / len(v) for v in by.values()), abs=1e-3)
    assert len(by) == result.rows[0]["maximum"] == 9 and result.rows[0]["grade"] in ("完美", "优秀", "可接受", "不良")
    assert pmc([report_text], "instruments").rows[0]["maximum"] == 3


def test_real_reports(report: Callable[[str], Document]) -> None:
    """Words that stand across the border of two words are no hits; the plan and the look back share out the report."""
    documents = [report(f"provinces-2025-text/2025年{place}政府工作报告.txt") for place in ("青海省", "安徽省")]
    for name in ("themes", "rule_of_law", "instruments"):
        for row in attention(documents, name).hits.rows:
            at = row["start"] - row["quote_start"]
            around = row["quote"][max(0, at - 1):at + len(row["word"]) + 1]
            assert not re.search("建立法律|协调解决|政治安全|清廉政府|依法规范", around), around
    whole, review, plan = (attention(documents, within=part) for part in ("all", "review", "plan"))  # type: ignore[arg-type]
    for a, b, c in zip(whole.rows, review.rows, plan.rows, strict=True):
        assert b["hits"] + c["hits"] <= a["hits"] and b["total"] + c["total"] >= 0.85 * a["total"]
    share = {row["category"]: row["share"] for row in whole.rows if row["place"] == "青海省"}
    assert share["经济建设"] > share["社会建设"] > share["文化建设"]


def test_files(tmp_path: Path, report_text: Document) -> None:
    result = attention([report_text])
    assert result.to_csv(tmp_path / "attention.csv").stat().st_size and result.hits.to_excel(tmp_path / "hits.xlsx").stat().st_size
    assert "占比" in result._repr_html_() and list(result.table.columns) == list(result.columns)
