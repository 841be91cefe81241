"""Segments, and several documents in one file."""

from __future__ import annotations

import pytest

from textkit.model import Edit, Source
from textkit.structure import parse
from textkit.structure.documents import boundaries
from textkit.structure.lines import lines


def pieces(text: str) -> list[str]:
    document = parse(Source("a.txt", text, "utf-8", ""))[0]
    return [segment.span.of(document.text) for segment in document.segments]


@pytest.mark.parametrize(("text", "expected"), [
    ("要护林。要修渠；要筑坝！好吗？好。", ["要护林。", "要修渠；", "要筑坝！", "好吗？", "好。"]),
    ("要护林;要修渠!好吗?", ["要护林;", "要修渠!", "好吗?"]),
    ("他说：“要护林。”我说好。", ["他说：“要护林。”", "我说好。"]),
    ("占3.5%，共2.1万亩。", ["占3.5%，共2.1万亩。"]),
    ("（牵头单位：县林业局；责任单位：县水利局）", ["（牵头单位：县林业局；", "责任单位：县水利局）"]),
    ("建好三个平台，一是公开平台，二是信息平台。", ["建好三个平台，", "一是公开平台，", "二是信息平台。"]),
    ("一、护林一是抓早。二是抓小。", ["一、护林", "一是抓早。", "二是抓小。"]),
    ("乡镇首先要护林，其次修渠。", ["乡镇首先要护林，其次修渠。"]),
    ("　　护林　\n\n　　修渠", ["护林", "修渠"]),
    ("。；！", ["。；！"]),
    ("", []),
    (" \n　", []),
])
def test_pieces(text: str, expected: list[str]) -> None:
    assert pieces(text) == expected


def test_rules_sections_paragraphs() -> None:
    text = "关于护林的通知\n各乡镇人民政府：\n一、护林\n（一）巡山。要早巡。\n县林业局\n2031年3月2日"
    document = parse(Source("a.txt", text, "utf-8", ""))[0]
    seen = [(s.span.of(document.text), s.rule, s.function, s.section) for s in document.segments]
    assert seen == [
        ("关于护林的通知", "title", "heading", None),
        ("各乡镇人民政府：", "addressee", "formula", None),
        ("一、护林", "outline", "heading", 0),
        ("（一）巡山。", "outline", "heading", 1),
        ("要早巡。", "", "exposition", 1),
        ("县林业局", "signature", "heading", 1),
        ("2031年3月2日", "date-line", "heading", 1),
    ]
    assert [s.paragraph for s in document.segments] == [0, 1, 2, 3, 3, 4, 5]


SPEECH = "今天我们召开护林工作会议。" + "各乡镇要认真抓好护林防火工作。" * 30


def test_two_speeches() -> None:
    text = SPEECH + "散会。12经研究同意，今天我们召开修渠工作会议。" + "各乡镇要认真抓好修渠工作。" * 30
    page = text.index("12经")
    first, second = parse(Source("a.txt", text, "utf-8", ""), (Edit(page, page + 2, "", "page-number"),))
    assert first.text.endswith("散会。") and second.text.startswith("经研究")
    assert second.id == first.id + "-2"
    assert second.span.of(text).startswith("经研究") and second.source_span(0, 3).of(text) == "经研究"
    assert any(edit.start == page for edit in (*first.edits, *second.edits))


def test_two_speeches_with_titles() -> None:
    text = "在护林会议上的讲话\n同志们：\n" + SPEECH + "\n在防汛会议上的讲话\n（2031年3月5日）\n同志们：\n" + SPEECH
    first, second = parse(Source("a.txt", text, "utf-8", ""))
    assert (first.title, second.title) == ("在护林会议上的讲话", "在防汛会议上的讲话")
    assert (first.date, second.date) == (None, "2031-03-05")


def test_two_notices() -> None:
    notice = "关于{0}的通知\n海林发〔2031〕{1}号\n各乡镇人民政府：\n" + "各乡镇要认真抓好工作。" * 40 + "\n海州县林业局\n2031年3月{1}日\n"
    documents = parse(Source("a.txt", notice.format("护林", 5) + notice.format("防汛", 6), "utf-8", ""))
    assert [(d.title, d.date) for d in documents] == [("关于护林的通知", "2031-03-05"), ("关于防汛的通知", "2031-03-06")]


@pytest.mark.parametrize("text", [
    SPEECH + "谢谢大家！",
    SPEECH + "谢谢大家！\n附件：护林名单\n" + "王明，李立。" * 80,
    "关于印发护林方案的通知\n" + "现印发给你们。" * 60 + "\n县政府\n2031年3月2日\n护林方案\n" + "一、要护林。" * 80,
    SPEECH + "会后要及时散会。" + "各乡镇要抓好落实。" * 60,
])
def test_one_document(text: str) -> None:
    assert boundaries(text, lines(text)) == []


@pytest.mark.parametrize("unit", [
    "一、甲\n（一）乙\n1.丙\n（1）丁\n①戊。一是己。", "1.丙\n", "一是二是三是第一，（一）1.首先", "。；！？，（）", "　", "甲\n", "一", "2031年", "关于护林的通知\n",
    "散会。今天召开会议。", "目录\n甲\n", "附件：1.甲\n2.乙\n",
])
def test_hostile_text_is_read_through(unit: str) -> None:
    text = unit * (20_000 // len(unit))
    documents = parse(Source("a.txt", text, "utf-8", ""))
    assert documents and all(s.span.end <= len(d.text) for d in documents for s in d.segments)


def test_one_long_line() -> None:
    assert len(pieces("全县上下加快推进护林防火工作，" * 30_000)) == 1
