"""What a document says of itself: one field of one text per row, and the reference corpus as an answer key."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from textkit.clean import clean
from textkit.model import Edit, Source
from textkit.structure import parse
from textkit.structure.dating import plan_period
from textkit.structure.front import front
from textkit.structure.lines import lines
from textkit.structure.places import divisions

CASES = Path(__file__).parents[1] / "cases" / "metadata.tsv"


def rows() -> list[tuple[str, ...]]:
    return [tuple(line.split("\t")) for line in CASES.read_text(encoding="utf-8").splitlines()[1:] if line]


@pytest.mark.parametrize(("name", "text", "field", "expected"), [pytest.param(*row, id=row[0]) for row in rows()])
def test_field(name: str, text: str, field: str, expected: str) -> None:
    document = parse(Source("case.txt", text.replace("⏎", "\n"), "utf-8", ""))[0]
    value = getattr(document, field)
    assert ("—" if value is None else str(value)) == expected
    assert value in (None, "other", "unknown") or document.rules[field]


def test_given_wins() -> None:
    text = "海州县护林工作要点\n一、总体要求\n2031年要护林。"
    known = {"place": "云州市", "date": "2033-01-02", "title": "要点", "work_year": "2033", "id": "doc-7"}
    document = parse(Source("a.txt", text, "utf-8", ""), (), known)[0]
    assert (document.place, document.date, document.title, document.work_year) == ("云州市", "2033-01-02", "要点", 2033)
    assert document.id == "doc-7"
    assert document.rules["place"] == document.rules["date"] == document.rules["work_year"] == "given"
    assert (document.anchor.date, document.anchor.work_year) == ("2033-01-02", 2033)


def test_page_stamp_that_was_taken_away() -> None:
    stamp = "发表时间:2031-11-21 15:45\n"
    text = stamp + "关于护林工作的调研报告\n全县护林工作成绩很大。"
    document = parse(Source("a.txt", text, "utf-8", ""), (Edit(0, len(stamp), "", "noise.stamp"),))[0]
    assert (document.date, document.rules["date"]) == ("2031-11-21", "page-stamp")
    assert document.title == "关于护林工作的调研报告"


def test_plan_period() -> None:
    assert plan_period("护林行动方案（2031-2033）") == (2031, 2033)
    assert plan_period("海州市“十五五”水利规划") == (2026, 2030)
    assert plan_period("十五个乡镇的规划") is None


def test_lines_around_the_body() -> None:
    text = "关于护林的通知\n海林发〔2031〕5号\n各乡镇人民政府：\n现印发给你们。\n海州县人民政府\n2031年3月2日\n护林工作方案\n一、总体要求"
    assert [m.kind for m in front(lines(text), text)] == ["title", "doc-number", "addressee", "signature", "date-line", "annex-title"]


def test_divisions() -> None:
    index = divisions()
    assert index.by_name["平昌县"][0].code == "511923"
    assert len([d for d in index.by_code.values() if d.level == "province"]) == 34
    assert {d.name for d in index.by_short["朝阳"]} == {"朝阳区", "朝阳市", "朝阳县"}


# Two files of the reference corpus hold the report of a place that only shares its name with the file's.
OTHERWISE = {"恩施": ("湖北省恩施土家族苗族自治州恩施市", "county"), "黄山": ("安徽省黄山市黄山区", "county")}


@pytest.mark.parametrize("folder", ["provinces-2025-text", "provinces-2026", "prefectures-2024", "shanghai", "national"])
def test_reports_of_the_reference_corpus(shared: Path, folder: str) -> None:
    for path in sorted((shared / "corpus" / folder).glob("*.txt")):
        source = Source(path.name, path.read_bytes().decode("utf-8"), "utf-8", "")
        document = parse(source, tuple(clean(source)))[0]
        year = int(m[1]) if (m := re.match(r"(\d{4})年", path.name)) else 2024
        assert document.doc_type == "work_report", path.name
        assert document.work_year in (year, year + 1 if year == 1980 else year), path.name
        assert document.date and document.date.startswith(str(year)), path.name
        name = re.sub(r"^\d{4}年|(?:市|省|(?:回族|维吾尔)?自治区)?(?:国务院)?政府工作报告$", "", path.stem)
        if folder == "national":
            assert (document.place, document.level) == (None, "national"), path.name
        elif name in OTHERWISE:
            assert (document.place, document.level) == OTHERWISE[name]
        else:
            assert document.place and name in document.place, path.name
            province = folder != "prefectures-2024" or name in ("上海", "天津")
            assert document.level == ("province" if province else "city"), path.name
            assert document.speaker or not folder.startswith("provinces"), path.name
