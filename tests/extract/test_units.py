"""Units named inside orders and in attributions: the case table, and what must hold of every text."""

from __future__ import annotations

import csv
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from textkit.extract import attribution, units
from textkit.extract.unit_lists import split_list
from textkit.extract.unit_names import FINAL, classify
from textkit.lexicon import load
from textkit.model import Span, Unit

CASES = Path(__file__).resolve().parents[1] / "cases" / "units.tsv"
PIECES = [
    "县公安局", "各乡镇", "、", "各部门", "要", "由", "负责", "牵头", "，", "。", "；", "（", "）", "牵头单位：", "责任单位：",
    "和", "等", "会同", "领导干部", "是关键", "推进", "请", "2025年底前", "县政府", "配合", "第一责任人", "王伟同志", "一是", " ", "\n",
]


def rows() -> list[tuple[str, str, str]]:
    with CASES.open(encoding="utf-8", newline="") as file:
        return [(r["kind"], r["phrase"], r["units"]) for r in csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE)]


def found(text: str) -> list[Unit]:
    marked = [unit for _, group in attribution.find(text, 0, len(text)) for unit in group]
    return units.subjects(text, 0, len(text)) + marked


@pytest.mark.parametrize(("kind", "phrase", "expected"), rows())
def test_case(kind: str, phrase: str, expected: str) -> None:
    assert "|".join(f"{u.name}:{u.role}" for u in found(phrase)) == expected


def test_enough_cases() -> None:
    table = rows()
    assert len(table) >= 150
    assert sum(kind == "silent" for kind, _, _ in table) >= 50


@settings(max_examples=300, deadline=None)
@given(st.lists(st.sampled_from(PIECES), max_size=30).map("".join))
def test_spans_slice_to_names_and_parts_tile(text: str) -> None:
    for unit in found(text):
        assert unit.span.of(text) == unit.name
        assert unit.name.strip() == unit.name
        assert unit.canonical
    end = 0
    for span, group in units.parts(text, 0, len(text)):
        assert span.start == end
        end = span.end
        assert all(span.start <= unit.span.start and unit.span.end <= span.end for unit in group)
    assert end == len(text)


def test_parts_split_where_the_units_change() -> None:
    text = "河道是重点，水利局要逐段核查，8月份县长办公会要听取情况，确保见效。"
    assert [(span.of(text), [u.name for u in group]) for span, group in units.parts(text, 0, len(text))] == [
        ("河道是重点，水利局要逐段核查，", ["水利局"]),
        ("8月份县长办公会要听取情况，确保见效。", ["县长办公会"]),
    ]


@pytest.mark.parametrize("text", [
    "要加强宣传，特别是领导干部要带头学法。",
    "县司法局牵头，各成员单位要配合做好宣传。",
    "县人大要跟踪，必要时县人大要质询。",
    "推进项目建设，优化服务。",
])
def test_one_set_of_units_is_one_part(text: str) -> None:
    assert [span for span, _ in units.parts(text, 0, len(text))] == [Span(0, len(text))]


def test_half_a_bracket_is_read_whole() -> None:
    text = "建设园区。（牵头单位：市商务局；责任单位：市财政局）\n下一项"
    cut = text.index("；") + 1
    whole = [("市商务局", "lead"), ("市财政局", "support")]
    for start, end in ((5, cut), (cut, text.index("\n"))):
        assert [(u.name, u.role) for u in attribution.parse(text, start, end) or []] == whole
    assert [span.of(text)[0] for span, _ in attribution.find(text, 0, len(text))] == ["（"]
    assert attribution.parse(text, 0, 5) is None


def test_the_first_of_a_list_leads_where_the_document_says_so() -> None:
    text = "一、加快建设。（财政部、商务部负责。列第一位者为牵头单位，下同）\n二、完善政策。（教育部、科技部负责）"
    since = attribution.first_leads_from(text)
    assert since is not None and since <= text.index("（")
    start = text.rindex("（")
    assert [u.role for u in attribution.parse(text, start, len(text)) or []] == ["responsible", "responsible"]
    assert [u.role for u in attribution.parse(text, start, len(text), first_leads=True) or []] == ["lead", "support"]
    assert attribution.first_leads_from("列第一位的是甲市") is None


def test_standing_attribution() -> None:
    text = "（生态环境部指导，试点城市政府负责落实。以下均需试点城市政府落实，不再列出）"
    [(at, [unit])] = attribution.standing(text)
    assert text[at:].startswith("以下") and (unit.name, unit.role) == ("试点城市政府", "responsible")
    assert [u.name for u in attribution.parse(text, 0, len(text)) or []] == ["生态环境部", "试点城市政府"]


@pytest.mark.parametrize(("name", "unit_type"), [
    ("县财政局", "body"), ("各乡镇", "group"), ("县委书记", "post"), ("王维同志", "person"), ("领导干部", "group"),
    ("中央和国家机关工委", "body"), ("国家粮食和物资储备局", "body"), ("村“两委”", "group"), ("各单位主要负责人", "post"),
])
def test_kinds_of_units(name: str, unit_type: str) -> None:
    kind = classify(name)
    assert kind is not None and kind[0] == unit_type


@pytest.mark.parametrize("name", ["发展新格局", "决策部署", "坚强领导", "法治政府", "物流中心", "全县上下", "集中督办", "内部"])
def test_what_is_no_unit(name: str) -> None:
    assert classify(name) is None


def test_every_ending_of_the_lists_is_a_final_letter() -> None:
    for entry in load("unit_heads"):
        assert entry["example"][-1] in FINAL, entry["example"]
    for entry in load("units"):
        assert entry["example"].strip("“”")[-1] in FINAL, entry["example"]


def test_a_list_with_a_foreign_member_is_no_list() -> None:
    assert split_list("县公安局、推进会", 0, 8) is None
    assert split_list("县公安局、推进会", 0, 8, trusted=True) is not None


@pytest.mark.parametrize("text", ["、" * 20000, "（" * 20000, "各部门、" * 8000, "由县公安局" * 6000, "要" * 20000, "责任单位：" * 6000])
def test_long_lines_are_no_trap(text: str) -> None:
    units.parts(text, 0, len(text))
    attribution.find(text, 0, len(text))
