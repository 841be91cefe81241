"""Outline: one text per row, with the nodes it has to give (none where the enumerators are no headings)."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from textkit.model import Source
from textkit.structure import parse
from textkit.structure.outline import outline

CASES = Path(__file__).parents[1] / "cases" / "outline.tsv"


def rows(path: Path) -> list[tuple[str, ...]]:
    lines = path.read_text(encoding="utf-8").splitlines()[1:]
    return [tuple([*line.split("\t"), "", ""][:3]) for line in lines if line]


@pytest.mark.parametrize(("name", "text", "expected"), [pytest.param(*row, id=row[0]) for row in rows(CASES)])
def test_nodes(name: str, text: str, expected: str) -> None:
    document = parse(Source("case.txt", text.replace("⏎", "\n"), "utf-8", ""))[0]
    got = [f"{s.level} {s.label} {s.heading}" for s in document.sections]
    assert [node.rstrip("，") for node in got] == [node.rstrip("，") for node in expected.split("/") if node]


def test_spans_parents_and_extents() -> None:
    text = "一、护林\n（一）巡山。一是早巡。二是晚巡。\n（二）防火。\n二、修渠\n渠要修好。"
    nodes = outline(text)
    assert [node.span.of(text) for node in nodes] == ["一、护林", "（一）巡山", "一是早巡", "二是晚巡", "（二）防火", "二、修渠"]
    assert [node.parent for node in nodes] == [None, 0, 1, 1, 0, None]
    assert nodes[1].extent.of(text) == "（一）巡山。一是早巡。二是晚巡。"
    assert nodes[0].extent.of(text).endswith("（二）防火。")
    assert {node.rule for node in nodes} == {"outline.numbered", "outline.inline"}


PIECES = st.sampled_from([
    "一、", "二、", "（一）", "(二)", "1.", "2、", "（1）", "①", "第一，", "一是", "二要", "首先，", "其二", "第三条 ", "第一章 ", "一加强", "\n", "　　", "。", "；",
    "，", "护林", "修渠", "”", "）", "2031年", "3.5%", "目录", "附件：1.",
])


@settings(max_examples=150, deadline=None)
@given(st.lists(PIECES, max_size=40))
def test_any_text_gives_sound_nodes(pieces: list[str]) -> None:
    text = "".join(pieces)
    for document in parse(Source("any.txt", text, "utf-8", "")):
        last = -1
        for number, section in enumerate(document.sections):
            assert 0 <= section.span.start <= section.span.end <= len(document.text)
            assert section.span.start > last
            last = section.span.start
            assert section.extent.start == section.span.start and section.extent.end >= section.span.end
            assert section.heading in document.text
            if section.parent is not None:
                parent = document.sections[section.parent]
                assert section.parent < number and parent.level == section.level - 1
                assert parent.extent.start <= section.span.start < parent.extent.end
        for segment in document.segments:
            words = segment.span.of(document.text)
            assert words and words == words.strip()
