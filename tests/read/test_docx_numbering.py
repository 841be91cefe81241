"""Automatic numbers, as Word shows them: every rule pinned here, and most held against LibreOffice."""

from __future__ import annotations

import pytest

from tests.read.docx_maker import docx, level, numbering, paragraph, shown, styles
from textkit.read.docx import read
from textkit.read.numbering import Counter, Level, List, render

RESTART = '<w:lvlOverride w:ilvl="0"><w:startOverride w:val="1"/></w:lvlOverride>'
OFFICIAL = [
    level(0, "chineseCountingThousand", "%1、", suffix="nothing"), level(1, "chineseCountingThousand", "（%2）", suffix="nothing"),
    level(2, "decimal", "%3."), level(3, "decimalEnclosedCircle", "%4", suffix="space"),
]
DECIMAL = [level(0, "decimal", "%1"), level(1, "decimal", "%1.%2"), level(2, "decimal", "%1.%2.%3")]


@pytest.mark.parametrize(("style", "numbers", "labels"), [
    ("decimal", (1, 10, 105), "1 10 105"), ("decimalZero", (1, 10, 105), "01 10 105"),
    ("chineseCounting", (1, 10, 11, 20, 99, 105), "一 十 十一 二十 九十九 一〇五"),
    ("chineseCountingThousand", (1, 10, 11, 20, 100, 105, 110, 1001, 2010, 10203), "一 十 十一 二十 一百 一百零五 一百一十 一千零一 二千零一十 一万零二百零三"),
    ("taiwaneseCounting", (10, 21), "十 二十一"), ("taiwaneseCountingThousand", (10, 121), "十 一百二十一"),
    ("japaneseCounting", (10, 21, 100, 111), "十 二十一 百 百十一"), ("ideographDigital", (1, 10, 21, 100), "一 一〇 二一 一〇〇"),
    ("decimalEnclosedCircle", (1, 20, 21, 36, 51), "① ⑳ ㉑ ㊱ 51"), ("decimalEnclosedCircleChinese", (1, 10), "① ⑩"),
    ("decimalEnclosedParen", (1, 20, 21), "⑴ ⒇ 21"), ("decimalEnclosedFullstop", (1, 20), "⒈ ⒛"),
    ("ideographEnclosedCircle", (1, 10), "㊀ ㊉"), ("upperRoman", (1, 4, 9, 14, 1999), "I IV IX XIV MCMXCIX"),
    ("lowerRoman", (3, 40), "iii xl"), ("upperLetter", (1, 26, 27, 53), "A Z AA AAA"), ("lowerLetter", (2, 28), "b bb"),
    ("chineseLegalSimplified", (1, 10, 12, 105), "壹 壹拾 壹拾贰 壹佰零伍"), ("ideographTraditional", (1, 10), "甲 癸"),
    ("ideographZodiac", (1, 12), "子 亥"), ("ideographZodiacTraditional", (1, 60), "甲子 癸亥"), ("decimalFullWidth", (12,), "１２"),
    ("ordinal", (1, 2, 11, 23), "1st 2nd 11th 23rd"), ("thaiLetters", (3,), "3"),
])
def test_formats(style: str, numbers: tuple[int, ...], labels: str) -> None:
    assert [render(number, style) for number in numbers] == labels.split()


@pytest.mark.parametrize("style", [
    "decimal", "decimalZero", "chineseCountingThousand", "taiwaneseCountingThousand", "chineseLegalSimplified", "upperRoman",
    "lowerRoman", "upperLetter", "lowerLetter", "ordinal", "chineseCounting", "japaneseCounting", "decimalEnclosedCircle",
])
def test_no_number_breaks_a_format(style: str) -> None:
    labels = [render(number, style) for number in range(1, 3000)]
    assert all(labels)
    assert len(set(labels)) == len(labels)


def _case(name: str) -> tuple[bytes, str]:
    p = paragraph
    body, given, sheet, expected = {
        "multi-level": ([p("甲", number=(1, 0)), p("子", number=(1, 1)), p("丑", number=(1, 1)), p("一款", number=(1, 2)),
                         p("二款", number=(1, 2)), p("一目", number=(1, 3)), p("乙", number=(1, 0)), p("寅", number=(1, 1)),
                         p("另起", number=(1, 2)), p("正文"), p("丙", number=(1, 0))],
                        numbering({1: OFFICIAL}, {1: 1}), "",
                        "一、甲\n（一）子\n（二）丑\n1. 一款\n2. 二款\n① 一目\n二、乙\n（一）寅\n1. 另起\n正文\n三、丙"),
        "legal-style levels": ([p(x, number=(1, n)) for x, n in (("总体", 0), ("原则", 1), ("目标", 1), ("近期", 2), ("任务", 0), ("产业", 1))],
                               numbering({1: DECIMAL}, {1: 1}), "", "1 总体\n1.1 原则\n1.2 目标\n1.2.1 近期\n2 任务\n2.1 产业"),
        "a level passed over": ([p(x, number=(1, n)) for x, n in (("甲", 1), ("乙", 1), ("丙", 0), ("丁", 2), ("戊", 1))],
                                numbering({1: DECIMAL}, {1: 1}), "", "1.1 甲\n1.2 乙\n2 丙\n2.1.1 丁\n2.2 戊"),
        "lists that share their counters": ([p(x, number=(n, 0)) for x, n in (("甲", 1), ("乙", 2), ("丙", 1))],
                                            numbering({1: OFFICIAL}, {1: 1, 2: 1}), "", "一、甲\n二、乙\n三、丙"),
        "a restart": ([p(x, number=(n, 0)) for x, n in (("甲", 1), ("乙", 1), ("丙", 2), ("丁", 2), ("戊", 1))],
                      numbering({1: OFFICIAL}, {1: 1, 2: (1, RESTART)}), "", "一、甲\n二、乙\n一、丙\n二、丁\n三、戊"),
        "a level overridden": ([p(x, number=(n, 0)) for x, n in (("甲", 1), ("乙", 2), ("丙", 1))],
                               numbering({1: DECIMAL}, {1: 1, 2: (1, f'<w:lvlOverride w:ilvl="0">{level(0, "upperRoman", "%1.")}</w:lvlOverride>')}),
                               "", "1 甲\nII. 乙\n3 丙"),
        "a start other than one": ([p("甲", number=(1, 0)), p("乙", number=(1, 0))],
                                   numbering({1: [level(0, "chineseCounting", "第%1章", start=9, suffix="space")]}, {1: 1}), "",
                                   "第九章 甲\n第十章 乙"),
        "numbers from styles": (
            [p("甲", style="A1"), p("子", style="A2"), p("丑", style="A3"), p("无", style="A2", number=(0, 0)), p("乙", style="A1"), p("寅", style="A2")],
            numbering({1: [level(0, "chineseCounting", "%1、", extra='<w:pStyle w:val="A1"/>'),
                           level(1, "chineseCounting", "（%2）", extra='<w:pStyle w:val="A2"/>')]}, {1: 1}),
            styles('<w:style w:type="paragraph" w:styleId="A1"><w:name w:val="heading 1"/><w:basedOn w:val="Normal"/>'
                   '<w:pPr><w:numPr><w:numId w:val="1"/></w:numPr></w:pPr></w:style>',
                   '<w:style w:type="paragraph" w:styleId="A2"><w:name w:val="heading 2"/><w:basedOn w:val="Normal"/>'
                   '<w:pPr><w:numPr><w:ilvl w:val="1"/><w:numId w:val="1"/></w:numPr></w:pPr></w:style>',
                   '<w:style w:type="paragraph" w:styleId="A3"><w:name w:val="小节"/><w:basedOn w:val="A2"/></w:style>'),
            "一、甲\n（一）子\n（二）丑\n无\n二、乙\n（一）寅"),
        "an empty numbered paragraph counts": ([p("甲", number=(1, 0)), p("", number=(1, 0)), p("乙", number=(1, 0))],
                                               numbering({1: DECIMAL}, {1: 1}), "", "1 甲\n2 \n3 乙"),
        "a list that is not there": ([p("甲", number=(7, 0))], numbering({1: DECIMAL}, {1: 1}), "", "甲"),
        "a fixed label": ([p("名单", number=(1, 0))], numbering({1: [level(0, "none", "附：", suffix="nothing")]}, {1: 1}), "", "附：名单"),
    }[name]
    data = docx(body, numbering=given, styles=sheet) if sheet else docx(body, numbering=given)
    return data, expected


CASES = ["multi-level", "legal-style levels", "a level passed over", "lists that share their counters", "a restart", "a level overridden",
         "a start other than one", "numbers from styles", "an empty numbered paragraph counts", "a list that is not there", "a fixed label"]


@pytest.mark.parametrize("name", CASES)
def test_numbers_are_text(name: str) -> None:
    data, expected = _case(name)
    assert read(data, "编号.docx").text == expected


def test_as_libreoffice_shows_it() -> None:
    cases = [_case(name) for name in CASES]
    found = shown(*(data for data, _ in cases))
    assert dict(zip(CASES, found, strict=True)) == {n: "".join(c[1].split()) for n, c in zip(CASES, cases, strict=True)}


def test_restart_rules_that_only_word_has() -> None:
    """lvlRestart 0 goes on through the chapters; isLgl shows the chapter's 二 as 2; a bullet of a symbol font is •."""
    through = [level(0, "chineseCounting", "第%1章", suffix="space"),
               level(1, "chineseCounting", "第%2条", suffix="space", extra='<w:lvlRestart w:val="0"/>')]
    body = [paragraph(x, number=(1, n)) for x, n in (("总则", 0), ("甲", 1), ("乙", 1), ("分则", 0), ("丙", 1))]
    assert read(docx(body, numbering=numbering({1: through}, {1: 1})), "x.docx").text == "第一章 总则\n第一条 甲\n第二条 乙\n第二章 分则\n第三条 丙"
    legal = [level(0, "chineseCounting", "第%1章"), level(1, "decimal", "%1.%2", extra="<w:isLgl/>")]
    body = [paragraph(x, number=(1, n)) for x, n in (("甲", 0), ("乙", 0), ("丙", 1))]
    assert read(docx(body, numbering=numbering({1: legal}, {1: 1})), "x.docx").text.endswith("2.1 丙")
    bullets = [level(0, "bullet", "\uf0b7", font="Symbol"), level(1, "bullet", "–")]
    body = [paragraph("甲", number=(1, 0)), paragraph("乙", number=(1, 1))]
    assert read(docx(body, numbering=numbering({1: bullets}, {1: 1})), "x.docx").text == "• 甲\n– 乙"


def test_a_list_linked_by_a_style() -> None:
    """numStyleLink: the levels are those of the list that the numbering style names."""
    linked = '<w:abstractNum w:abstractNumId="2"><w:multiLevelType w:val="multilevel"/><w:numStyleLink w:val="公文"/></w:abstractNum>'
    part = (numbering({1: OFFICIAL}, {}).replace('<w:multiLevelType w:val="multilevel"/>', '<w:multiLevelType w:val="multilevel"/><w:styleLink w:val="公文"/>')
            + linked + '<w:num w:numId="1"><w:abstractNumId w:val="1"/></w:num><w:num w:numId="2"><w:abstractNumId w:val="2"/></w:num>')
    sheet = styles('<w:style w:type="numbering" w:styleId="公文"><w:name w:val="公文"/><w:pPr><w:numPr><w:numId w:val="1"/></w:numPr></w:pPr></w:style>')
    data = docx([paragraph("甲", number=(2, 0)), paragraph("子", number=(2, 1))], numbering=part, styles=sheet)
    assert read(data, "x.docx").text == "一、甲\n（一）子"


def test_a_list_of_lists_that_refer_to_each_other_ends() -> None:
    sheet = styles('<w:style w:type="paragraph" w:styleId="A"><w:name w:val="a"/><w:basedOn w:val="B"/></w:style>',
                   '<w:style w:type="paragraph" w:styleId="B"><w:name w:val="b"/><w:basedOn w:val="A"/></w:style>')
    assert read(docx([paragraph("甲", style="A")], styles=sheet), "x.docx").text == "甲"


def test_counter_of_ten_thousand_is_quick() -> None:
    counter, plan = Counter(), List("1", {0: Level("chineseCountingThousand", "%1、"), 1: Level("decimal", "%1.%2")})
    labels = [counter.next("1", plan, number % 2) for number in range(20_000)]
    assert labels[0] == "一、" and labels[-1] == "一万.1"
