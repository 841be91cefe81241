"""Formats that LibreOffice reads for us: the same text, and what happens without it, too slowly, or with rubbish."""

from __future__ import annotations

import subprocess
import sys
import threading
import time
from pathlib import Path

import pytest

from tests.read.docx_maker import docx, level, made_by_office, numbering, paragraph, table
from textkit.model import TextkitError
from textkit.read import office, read_file
from textkit.read.docx import read as read_docx

BODY = [
    paragraph("青禾县2031年工作要点"), paragraph("总体要求", number=(1, 0)), paragraph("指导思想", number=(1, 1)), paragraph("基本原则", number=(1, 1)),
    paragraph("重点任务", number=(1, 0)), paragraph("抓项目", number=(1, 1)), paragraph("新建水厂2座。", number=(1, 2)), paragraph("改造管网。", number=(1, 2)),
    table([["甲", "乙"], ["丙", "丁"]], 2), paragraph("青禾县人民政府办公室"),
]
DATA = docx(BODY, numbering=numbering({1: [
    level(0, "chineseCountingThousand", "%1、", suffix="nothing"), level(1, "chineseCountingThousand", "（%2）", suffix="nothing"),
    level(2, "decimal", "%3."),
]}, {1: 1}), core={"dc:title": "工作要点"})
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600)


def _bare(text: str) -> str:
    return "".join(text.split())


@pytest.mark.parametrize("suffix", [".doc", ".odt", ".rtf", ".wps"])
def test_the_same_text_as_the_docx(tmp_path: Path, suffix: str) -> None:
    target = {".wps": "doc"}.get(suffix, suffix[1:])
    file = tmp_path / f"例{suffix}"
    file.write_bytes(made_by_office([DATA], ".docx", target)[0])
    source = read_file(file)
    assert _bare(source.text) == _bare(read_docx(DATA, "例.docx").text)
    assert source.meta["title"] == "工作要点"
    assert source.place(source.text.index("丁")) == "表1 第2行第2列"
    assert [t.rows for t in source.tables] == [(("甲", "乙"), ("丙", "丁"))]


def test_a_docx_under_an_old_name_needs_no_office(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(office, "program", lambda: None)
    file = tmp_path / "例.doc"
    file.write_bytes(DATA)
    assert read_file(file).text == read_docx(DATA, "例.docx").text


@pytest.mark.parametrize(("name", "data", "words"), [
    ("a.doc", OLE + "WordDocument".encode("utf-16-le"), "LibreOffice"), ("a.rtf", b"{\\rtf1 abc}", "LibreOffice"),
])
def test_without_office_it_says_so(monkeypatch: pytest.MonkeyPatch, name: str, data: bytes, words: str) -> None:
    monkeypatch.setattr(office, "program", lambda: None)
    with pytest.raises(TextkitError, match=words) as error:
        office.read(data, name)
    assert name in str(error.value) and "安装" in str(error.value)


@pytest.mark.parametrize(("name", "data", "words"), [
    ("a.doc", b"", "空"), ("a.doc", b"<html><body></body></html>", "网页"), ("a.doc", b"%PDF-1.4", "PDF"), ("a.doc", "工作".encode(), "损坏"),
    ("a.doc", OLE + "EncryptedPackage".encode("utf-16-le"), "密码"), ("a.rtf", OLE + "WordDocument".encode("utf-16-le"), ".doc"),
    ("a.odt", b"PK\x03\x04" + bytes(50), "压缩包"), ("a.odt", b"{\\rtf1}", "RTF"), ("a.wps", bytes(5000), "空"),
    ("a.doc", b"MIME-Version: 1.0\r\n", "网页存档"), ("a.doc", b"<?xml version='1.0'?>", "XML"),
])
def test_rubbish_is_refused_before_office_sees_it(monkeypatch: pytest.MonkeyPatch, name: str, data: bytes, words: str) -> None:
    monkeypatch.setattr(office, "to_docx", lambda *_, **__: pytest.fail("LibreOffice was started"))
    with pytest.raises(TextkitError) as error:
        office.read(data, name)
    assert words in str(error.value) and error.value.hint


def test_damaged_inside_is_our_error() -> None:
    [good] = made_by_office([DATA], ".docx", "doc")
    with pytest.raises(TextkitError):
        office.read(good[:600], "坏.doc")


@pytest.mark.skipif(sys.platform == "win32", reason="uses a shell script as the slow program")
def test_too_slow_is_killed_with_its_children(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    slow = tmp_path / "soffice"
    slow.write_text(f"#!/bin/sh\nsleep 600 &\necho $! > {tmp_path}/child\nwait\n", encoding="utf-8")
    slow.chmod(0o755)
    monkeypatch.setattr(office, "program", lambda: str(slow))
    started = time.monotonic()
    with pytest.raises(TextkitError, match="秒"):
        office.to_docx([(b"{\\rtf1}", ".rtf")], seconds=1)
    assert time.monotonic() - started < 8
    child = int((tmp_path / "child").read_text(encoding="utf-8"))
    for _ in range(50):
        state = subprocess.run(["ps", "-o", "stat=", "-p", str(child)], capture_output=True, encoding="utf-8", check=False).stdout.strip()
        if not state or state.startswith("Z"):
            break
        time.sleep(0.1)
    assert not state or state.startswith("Z")


@pytest.mark.skipif(sys.platform == "win32", reason="uses a shell script as the program")
def test_one_at_a_time(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    program, log = tmp_path / "soffice", tmp_path / "log"
    program.write_text(f"#!/bin/sh\necho in >> {log}\nsleep 0.3\necho out >> {log}\n", encoding="utf-8")
    program.chmod(0o755)
    monkeypatch.setattr(office, "program", lambda: str(program))
    threads = [threading.Thread(target=lambda: office.to_docx([(b"{\\rtf1}", ".rtf")])) for _ in range(3)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert log.read_text(encoding="utf-8").split() == ["in", "out"] * 3


@pytest.mark.parametrize(("label", "expected"), [
    (rb"{\listtext\pard\plain  \u19968\'3f\u12289\'3f\tab}", "{\\pard\\plain \\u19968\\'3f\\u12289\\'3f}"),
    (rb"{\listtext\pard\plain\f0 1.\tab}", "{\\pard\\plain\\f0 1. }"),
    (rb"{\listtext \u9312\'3f\tab }", "{ \\u9312\\'3f}"),
])
def test_labels_of_rtf_lists_become_text(label: bytes, expected: str) -> None:
    data = rb"{\rtf1{\*\listtable{\list}}{\*\listoverridetable}{\pard\ls1" + label + rb"\lsdpriority1 text}}"
    assert office._typed_numbers(data).decode("ascii") == (
        "{\\rtf1{\\*\\xlisttable{\\list}}{\\*\\xlistoverridetable}{\\pard\\xls1" + expected + "\\lsdpriority1 text}}")
