"""Word files: what stands in the text, what stands apart, and the errors for what is no Word file."""

from __future__ import annotations

import contextlib
import io
import struct
import time
import zipfile
from pathlib import Path

import pytest

from tests.read.docx_maker import ACCEPTED, docx, level, numbering, paragraph, printed, run, table, text_box
from textkit.model import TextkitError
from textkit.read import read_file
from textkit.read.docx import read

WHO = 'w:id="1" w:author="某" w:date="2031-01-01T00:00:00Z"'
ONE = numbering({1: [level(0, "decimal", "%1.")]}, {1: 1})


def added(content: str) -> str:
    return f"<w:ins {WHO}>{content}</w:ins>"


def deleted(text: str) -> str:
    return f'<w:del {WHO}><w:r><w:delText xml:space="preserve">{text}</w:delText></w:r></w:del>'


def gone(kind: str = "del") -> str:
    return f"<w:{kind} {WHO}/>"


def field(instruction: str, result: str) -> str:
    return (f'<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText>{instruction}</w:instrText></w:r>'
            f'<w:r><w:fldChar w:fldCharType="separate"/></w:r>{result}<w:r><w:fldChar w:fldCharType="end"/></w:r>')


def text(*body: str, **parts: str) -> str:
    return read(docx(body, **parts), "例.docx").text


def raw(*pieces: str, **options: object) -> str:
    return paragraph("".join(pieces), raw=True, **options)  # type: ignore[arg-type]


def control(content: str, properties: str = "") -> str:
    return f"<w:sdt><w:sdtPr>{properties}</w:sdtPr><w:sdtContent>{content}</w:sdtContent></w:sdt>"


TRACKED = (
    [raw(run("新建"), added(run("三座")), deleted("两座"), run("泵站")), raw(run("前一段"), mark=gone()), paragraph("接着写"),
     raw(deleted("整段不要了"), mark=gone()), paragraph("后文"),
     raw(f"<w:moveFrom {WHO}>{run('搬走')}</w:moveFrom>", mark=gone("moveFrom")), paragraph("中间"),
     raw(f"<w:moveTo {WHO}>{run('搬走')}</w:moveTo>"),
     paragraph("甲", number=(1, 0)), raw(deleted("乙"), number=(1, 0), mark=gone()), paragraph("丙", number=(1, 0))],
    "新建三座泵站\n前一段接着写\n后文\n中间\n搬走\n1. 甲\n2. 丙",
)
CONTROLS = (
    [control(paragraph("整段控件")), raw(run("行内"), control(run("控件")), run("之后")), control(control(paragraph("控件套控件")))],
    "整段控件\n行内控件之后\n控件套控件",
)
BOXES = (
    [raw(run("锚点所在"), text_box(paragraph("框里第一行") + paragraph("框里第二行"))), paragraph("下一段")],
    "锚点所在\n框里第一行\n框里第二行\n下一段",
)


@pytest.mark.parametrize(("body", "expected"), [TRACKED, CONTROLS, BOXES], ids=["tracked changes", "content controls", "text boxes"])
def test_what_is_in_the_text(body: list[str], expected: str) -> None:
    assert text(*body, numbering=ONE) == expected


def test_as_libreoffice_prints_it() -> None:
    files = [docx(body, numbering=ONE, settings=ACCEPTED) for body, _ in (TRACKED, CONTROLS, BOXES)]
    for found, (_, expected) in zip(printed(*files), (TRACKED, CONTROLS, BOXES), strict=True):
        # a floating box has no place among the lines: its characters are compared, those of the others in order
        assert (sorted(found) if expected is BOXES[1] else found) == (
            sorted("".join(expected.split())) if expected is BOXES[1] else "".join(expected.split()))


@pytest.mark.parametrize(("content", "expected"), [
    (run("见") + field(" REF a ", run("第二条")) + run("。"), "见第二条。"),
    (run("共") + field(" IF ", run("3")).replace("<w:instrText> IF ", "<w:instrText> IF </w:instrText></w:r>" + field(" PAGE ", run("9"))
                                               + "<w:r><w:instrText>") + run("页"), "共3页"),
    ('<w:fldSimple w:instr=" AUTHOR ">' + run("某局") + "</w:fldSimple>", "某局"),
    ('<w:hyperlink w:anchor="a">' + run("办事指南") + "</w:hyperlink>", "办事指南"),
    (run("密", "<w:vanish/>") + run("公开") + run("也公开", '<w:vanish w:val="0"/>'), "公开也公开"),
    (run("甲\t乙\n丙"), "甲\t乙\n丙"),
    (run("COVID") + "<w:r><w:noBreakHyphen/></w:r>" + run("19") + "<w:r><w:softHyphen/></w:r>" + run("号\xad楼"), "COVID-19号楼"),
    ('<w:r><w:sym w:font="Wingdings" w:char="F0FE"/></w:r>' + run("同意"), "☑同意"),
    ('<w:r><w:sym w:font="Wingdings 3" w:char="F07D"/></w:r>' + run("项"), "•项"),
    (run("\uf0b7", '<w:rFonts w:ascii="Symbol" w:hAnsi="Symbol"/>') + run("甲"), "•甲"),
    ("<w:r><w:ruby><w:rubyPr/><w:rt>" + run("qú") + "</w:rt><w:rubyBase>" + run("衢") + "</w:rubyBase></w:ruby></w:r>" + run("江"), "衢江"),
    ("<w:smartTag>" + run("青禾县") + "</w:smartTag><w:bookmarkStart w:id='1' w:name='a'/>" + run("政府"), "青禾县政府"),
    ("<m:oMath><m:r><m:t>x=2</m:t></m:r></m:oMath>" + run("时"), "x=2时"),
    (run("上页") + '<w:r><w:br w:type="page"/></w:r>', "上页"),
    ("<w:r><w:t> 甲 </w:t></w:r>" + run("  乙"), "甲  乙"),
    (control(run("单击此处输入文字"), "<w:showingPlcHdr/>") + run("正文"), "正文"),
    (run("a<b&c"), "a<b&c"),
])
def test_runs(content: str, expected: str) -> None:
    assert text(paragraph(content, raw=True)) == expected


def test_hidden_paragraph_is_neither_text_nor_counted() -> None:
    body = [paragraph("甲", number=(1, 0)), raw(run("藏", "<w:vanish/>"), number=(1, 0), mark="<w:vanish/>"), paragraph("乙", number=(1, 0))]
    assert text(*body, numbering=ONE) == "1. 甲\n2. 乙"


def test_hidden_by_a_style() -> None:
    from tests.read.docx_maker import styles

    sheet = styles('<w:style w:type="character" w:styleId="H"><w:name w:val="h"/><w:rPr><w:vanish/></w:rPr></w:style>')
    assert text(raw(run("藏", '<w:rStyle w:val="H"/>'), run("显")), styles=sheet) == "显"


def test_old_and_grouped_text_boxes_are_read_once() -> None:
    nested = text_box(raw(run("外"), text_box(paragraph("内"))))
    assert text(raw(text_box(paragraph("旧框"), both=False)), raw(nested)).split() == ["旧框", "外", "内"]


def test_notes_headers_and_contents_are_apart() -> None:
    notes = ('<w:footnote w:type="separator" w:id="-1"><w:p/></w:footnote>'
             + "".join(f'<w:footnote w:id="{n}">{raw("<w:r><w:footnoteRef/></w:r>", run(f" 说明{n}"))}</w:footnote>' for n in (5, 3, 8)))
    refer = "<w:r><w:footnoteReference w:id='{}'/></w:r>"
    contents = control(paragraph("目录") + raw(field(" TOC ", run("一、总体要求\t1"))), '<w:docPartObj><w:docPartGallery w:val="Table of Contents"/></w:docPartObj>')
    found = read(docx([contents, raw(run("增长5%"), refer.format(3), run("左右")), raw(run("达标"), refer.format(5))],
                      footnotes=notes, header1=paragraph("青禾县人民政府文件"), footer1=raw(run("— "), field(" PAGE ", run("1")), run(" —")),
                      core={"dc:title": "工作要点", "dc:creator": "县府办", "dcterms:created": "2031-02-03T04:05:06Z"}), "例.docx")
    assert found.text == "增长5%左右\n达标\n[1]说明3\n[2]说明5"
    assert found.meta["header"] == "青禾县人民政府文件" and "footer" not in found.meta
    assert found.meta["contents"].startswith("目录") and found.text[int(found.meta["notes"]) :] == "[1]说明3\n[2]说明5"
    assert (found.meta["title"], found.meta["author"], found.meta["created"]) == ("工作要点", "县府办", "2031-02-03T04:05:06Z")
    assert found.places[-1].label == "脚注2"


def test_every_offset_leads_to_its_paragraph_or_cell(tmp_path: Path) -> None:
    file = tmp_path / "例.docx"
    file.write_bytes(docx([paragraph("题目"), paragraph(), paragraph("第二段", number=(1, 0)), table([["甲", "乙"], ["丙", "丁"]], 2),
                           raw(run("末段"), text_box(paragraph("框")))], numbering=ONE))
    source = read_file(file)
    assert source.text == "题目\n\n1. 第二段\n甲\t乙\n丙\t丁\n末段\n框"
    where = {word: source.place(source.text.index(word)) for word in ("题目", "1.", "二段", "乙", "丙", "丁", "末", "框")}
    assert where == {"题目": "第1段", "1.": "第2段", "二段": "第2段", "乙": "表1 第1行第2列", "丙": "表1 第2行第1列", "丁": "表1 第2行第2列",
                     "末": "第3段", "框": "文本框1"}
    assert [p.start for p in source.places] == sorted(p.start for p in source.places)
    assert source.media_type.endswith("wordprocessingml.document") and len(source.sha256) == 64


def _zip(**files: bytes) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in files.items():
            archive.writestr(name, data)
    return out.getvalue()


GOOD = docx([paragraph("青禾县工作要点" * 50)])
BOMB = ('<?xml version="1.0"?><!DOCTYPE w [<!ENTITY a "十十十十十十十十十十">'
        + "".join(f'<!ENTITY {c} "{("&" + chr(ord(c) - 1) + ";") * 10}">' for c in "bcdefghi") + "]><w>&i;</w>")
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600)


@pytest.mark.parametrize(("data", "words"), [
    (b"", "空"), (bytes(100_000), "空"), (GOOD[: len(GOOD) // 2], "不完整"), (OLE + "WordDocument".encode("utf-16-le"), "旧版 Word"),
    (OLE + "EncryptedPackage".encode("utf-16-le"), "密码"), (OLE, "旧版 Office"), (b"{\\rtf1 abc}", "RTF"),
    ("<html><body>通知</body></html>".encode(), "网页"), (b"%PDF-1.7", "PDF"), ("工作要点".encode(), "不是 Word"),
    (_zip(**{"a.txt": b"x"}), "没有 Word 正文"), (_zip(**{"xl/workbook.xml": b"x"}), "Excel"),
    (_zip(mimetype=b"application/vnd.oasis.opendocument.text", **{"content.xml": b"<x/>"}), "OpenDocument"),
    (docx("", main=BOMB), "实体"), (docx("", main="<w:document><w:body>"), "XML"), (docx("", main="<a/>"), "没有正文"), (docx(paragraph()), "没有文字"),
    (docx("", main="<a>" * 5000 + "</a>" * 5000), "XML"),
    (_zip(**{"word/document.xml": bytes(40 << 20)}), "炸弹"),
])
def test_what_is_no_word_file_says_so(data: bytes, words: str) -> None:
    started = time.process_time()
    with pytest.raises(TextkitError) as error:
        read(data, "坏.docx")
    assert words in str(error.value) and "坏.docx" in str(error.value) and error.value.hint
    assert time.process_time() - started < 5


def test_damaged_anywhere_is_our_error() -> None:
    """Every single damaged byte is read all the same or is a TextkitError."""
    for at in range(0, len(GOOD), 7):
        data = GOOD[:at] + bytes([GOOD[at] ^ 0x55]) + GOOD[at + 1 :]
        with contextlib.suppress(TextkitError):
            read(data, "坏.docx")


def test_a_size_that_lies_is_not_believed() -> None:
    at = GOOD.rindex(b"word/document.xml") - 46 + 24
    for size in (10, 1 << 31):
        data = GOOD[:at] + struct.pack("<I", size) + GOOD[at + 4 :]
        with pytest.raises(TextkitError):
            read(data, "坏.docx")


def test_strict_open_xml() -> None:
    main = GOOD
    with zipfile.ZipFile(io.BytesIO(main)) as archive:
        files = {name: archive.read(name) for name in archive.namelist()}
    files["word/document.xml"] = files["word/document.xml"].replace(
        b"http://schemas.openxmlformats.org/wordprocessingml/2006/main", b"http://purl.oclc.org/ooxml/wordprocessingml/main")
    assert read(_zip(**files), "严格.docx").text == "青禾县工作要点" * 50


@pytest.mark.timing
def test_linear() -> None:
    def seconds(count: int) -> float:
        data = docx("".join(paragraph(f"推进第{n}项工作，做好收尾。", number=(1, 0)) for n in range(count)), numbering=ONE)
        started = time.process_time()
        read(data, "长.docx")
        return time.process_time() - started

    seconds(200)
    small, large = min(seconds(2000) for _ in range(3)), seconds(16000)
    assert large < small * 8 * 2.5
