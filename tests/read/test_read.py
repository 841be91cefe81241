"""Files → text: encodings, containers, and the errors that name file, place and way out."""

from __future__ import annotations

import hashlib
import tracemalloc
from pathlib import Path

import pytest

from textkit.model import TextkitError
from textkit.read import SUFFIXES, decode, expand, from_text, read_file

SIMPLIFIED = "各位代表：\r\n现在，我代表县人民政府，向大会报告工作，请予审议。\n一、2023年工作回顾\n"
TRADITIONAL = "各位代表：\r\n現在，我代表縣政府，向大會報告工作，請予審議。今年推動產業發展，實施重點建設。\n"


@pytest.mark.parametrize(("text", "codec", "encoding"), [
    (SIMPLIFIED, "utf-8", "utf-8"), (SIMPLIFIED, "utf-8-sig", "utf-8"), (SIMPLIFIED, "gbk", "gb18030"),
    (SIMPLIFIED, "gb18030", "gb18030"), (SIMPLIFIED, "utf-16", "utf-16-le"), (SIMPLIFIED, "utf-16-le", "utf-16-le"),
    (SIMPLIFIED, "utf-16-be", "utf-16-be"), (TRADITIONAL, "big5", "big5"), (TRADITIONAL, "utf-8", "utf-8"),
    (TRADITIONAL, "gb18030", "gb18030"), (TRADITIONAL, "utf-16-le", "utf-16-le"), ("plain ASCII\r\n", "ascii", "utf-8"),
])
def test_every_encoding_gives_the_same_text(tmp_path: Path, text: str, codec: str, encoding: str) -> None:
    file = tmp_path / "例.txt"
    file.write_bytes(text.encode(codec))
    source = read_file(file)
    assert source.text == text                    # line ends as they are, no byte order mark
    assert source.encoding == encoding
    assert source.sha256 == hashlib.sha256(file.read_bytes()).hexdigest()
    assert source.media_type == "text/plain"


@pytest.mark.parametrize("text", [
    "县政府", "同志们", "推进", "公安局要加强巡逻。", "省长 李某", "一是认识不到位", "2024年工作要点", "各乡镇", "你好", "整改落实到位",
])
def test_short_gbk_snippets(text: str) -> None:
    assert decode(text.encode("gbk")) == (text, "gb18030")


@pytest.mark.parametrize("text", ["縣政府工作報告", "市長向大會報告工作", "推動產業發展，改善民生", "台北市政府施政計畫"])
def test_short_big5_snippets(text: str) -> None:
    assert decode(text.encode("big5"))[0] == text


@pytest.mark.parametrize(("data", "words"), [
    (b"", "空"), (b" \r\n\t", "空"), (b"\xef\xbb\xbf", "空"), (b"\xff\xfe", "空"),
    (b"%PDF-1.7\n\x00\x01", "PDF"), (b"PK\x03\x04\x00\x00", "ZIP"), (b"\xd0\xcf\x11\xe0\xa1\xb1", "Office"),
    (bytes(range(256)) * 8, "二进制"), ("工作".encode() * 50 + b"\x00\x01\x02\xff" * 3, "二进制"),
    ("工作报告，请予审议。".encode() * 20 + b"\xff\xff\x80\x80\xfe" * 5, "编码"),
    (b"\xef\xbb\xbf" + "工作".encode() + b"\xff\xfe", "编码"),
])
def test_what_is_no_text_says_why(data: bytes, words: str) -> None:
    with pytest.raises(TextkitError) as error:
        decode(data, "坏.txt")
    assert words in str(error.value) and "坏.txt" in str(error.value)
    assert error.value.hint


def test_undecodable_names_the_byte() -> None:
    with pytest.raises(TextkitError) as error:
        decode("工作报告".encode() * 30 + b"\xff\xff\x80" + "结束".encode(), "坏.txt")
    assert error.value.place and "字节" in error.value.place


@pytest.mark.parametrize(("name", "words"), [("a.ofd", "OFD"), ("a.rar", "RAR"), ("a.xls", "Excel"), ("a.xyz", ".xyz"), ("a", "无扩展名")])
def test_formats_without_a_reader(tmp_path: Path, name: str, words: str) -> None:
    (tmp_path / name).write_bytes(b"x")
    for call in (read_file, expand):
        with pytest.raises(TextkitError) as error:
            call(tmp_path / name)
        assert words in str(error.value) and ".txt" in str(error.value)


def test_missing_file(tmp_path: Path) -> None:
    with pytest.raises(TextkitError, match="打不开"):
        read_file(tmp_path / "没有.txt")
    with pytest.raises(TextkitError, match="没有这个"):
        expand(tmp_path / "没有.txt")
    with pytest.raises(TextkitError, match="通配符"):
        expand(str(tmp_path / "*.txt"))


def test_path_is_relative_to_root(tmp_path: Path) -> None:
    (tmp_path / "青禾县").mkdir()
    file = tmp_path / "青禾县" / "讲话.txt"
    file.write_text("同志们：", encoding="utf-8")
    assert read_file(file, root=tmp_path).path == "青禾县/讲话.txt"
    assert read_file(file, root=tmp_path / "别处").path == str(file)
    assert from_text("同志们：").path == "（文本）"
    with pytest.raises(TextkitError, match="空"):
        from_text(" \n")


def test_expand(tmp_path: Path) -> None:
    for name in ("b.txt", "a.md", "c.html", "d.xyz", ".hidden.txt", "catalogue.csv", "子/e.txt", ".git/f.txt", "子/~$g.txt"):
        file = tmp_path / name
        file.parent.mkdir(exist_ok=True)
        file.write_text("同志们：", encoding="utf-8")
    names = [p.relative_to(tmp_path).as_posix() for p in expand(tmp_path)]
    assert names == ["a.md", "b.txt", "c.html", "子/e.txt"]
    assert [p.name for p in expand(str(tmp_path / "*.txt"))] == ["b.txt"]
    assert [p.name for p in expand(str(tmp_path / "**" / "*.txt"))] == ["b.txt", "e.txt"]
    assert [p.name for p in expand([tmp_path / "b.txt", tmp_path])] == ["b.txt", "a.md", "c.html", "e.txt"]
    (tmp_path / "空").mkdir()
    with pytest.raises(TextkitError, match="没有能读"):
        expand(tmp_path / "空")
    assert ".txt" in SUFFIXES and ".html" in SUFFIXES


def test_memory_of_a_large_file(tmp_path: Path) -> None:
    file = tmp_path / "大.txt"
    file.write_bytes(SIMPLIFIED.encode() * 80_000)
    size = file.stat().st_size
    tracemalloc.start()
    source = read_file(file)
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert len(source.text) == len(SIMPLIFIED) * 80_000
    assert peak <= 3 * size


PAGE = """<!DOCTYPE html><html><head><meta charset="{charset}"><title>关于印发青禾县要点的通知_青禾县人民政府</title>
<meta name="ArticleTitle" content="关于印发青禾县要点的通知"><meta name="PubDate" content="2024-03-01 10:00">
<meta content="青禾县政府办" name="ContentSource"><script>var a = "<p>不是正文</p>";</script></head><body>
<div class="nav"><a href="/">首页</a> <a href="/xw">新闻中心</a> <a href="/zw">政务公开</a></div>
<div class="article" id="content"><h1>关于印发青禾县要点的通知</h1>
<p>　　各乡镇人民政府，县政府各部门：</p>
<p>　　为做好今年各项工作，现将要点印发给你们，请结合实际认真贯彻执行，确保全年目标任务顺利完成。<br>　　一、加快产业发展<br/>
　　（一）县发展改革局要牵头抓好项目建设，年底前完成投资20亿元以上，新开工项目不少于30个。　　（二）县农业农村局要抓好春耕生产，粮食面积稳定在50万亩。</p>
<table><tr><th>指标</th><th>目标</th></tr><tr><td>地区生产总值</td><td>增长6%左右</td></tr></table>
<p>　　二、保障和改善民生。各乡镇、各部门要把群众的事放在心上，办好十件民生实事，每月报告进展情况。</p>
<p>青禾县人民政府</p><p>2024年3月1日</p></div>
<div class="footer">版权所有：青禾县人民政府 网站标识码：0000000001</div></body></html>"""


@pytest.mark.parametrize(("charset", "codec"), [("utf-8", "utf-8"), ("gb2312", "gb18030"), ("gbk", "utf-8")])
def test_html(tmp_path: Path, charset: str, codec: str) -> None:
    file = tmp_path / "页.html"
    file.write_bytes(PAGE.format(charset=charset).encode(codec))
    source = read_file(file)
    lines = source.text.split("\n")
    assert "一、加快产业发展" in lines
    assert any(line.startswith("（一）县发展改革局") and line.endswith("不少于30个。") for line in lines)
    assert any(line.startswith("（二）县农业农村局") for line in lines)
    assert "地区生产总值\t增长6%左右" in lines
    assert "不是正文" not in source.text and "政务公开" not in source.text
    assert source.meta["title"] == "关于印发青禾县要点的通知" and source.meta["date"] == "2024-03-01 10:00"
    assert source.meta["source"] == "青禾县政府办"
    assert source.media_type == "text/html"


def test_small_and_empty_pages(tmp_path: Path) -> None:
    file = tmp_path / "小.htm"
    file.write_text("<p>一、总体要求</p><p>二、重点任务</p>", encoding="utf-8")
    assert read_file(file).text == "一、总体要求\n二、重点任务"
    file.write_text("<html><head><title>无</title></head><body><script>1</script></body></html>", encoding="utf-8")
    with pytest.raises(TextkitError, match="没有找到正文"):
        read_file(file)
