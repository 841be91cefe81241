"""Pages of government sites: what the table above a document says, and the text without it."""

from __future__ import annotations

import pytest

from tests.read.pages import page_of_site
from textkit.read import read_bytes
from textkit.read.site import take_fields

BODY = "".join(f"<p>\u3000\u3000{i}．各乡镇要抓好第{i}批水毁渠道修复，{i + 3}月底前完成{i * 10}公里以上，由县水利局牵头组织验收。</p>" for i in range(1, 12))
WRITTEN = {"index_number": "QH-2031-007", "issuer": "青禾县人民政府办公室", "written": "2031年3月5日", "number": "青政办发〔2031〕7号",
           "published": "2031-03-08", "subject": "农业、林业、水利"}

TABLE = """<table><tr><td>索 引 号：</td><td>QH-2031-007</td><td>主题分类：</td><td>农业、林业、水利</td></tr>
<tr><td>发文机关：</td><td>青禾县人民政府办公室</td><td>成文日期：</td><td>2031年3月5日</td></tr>
<tr><td>发文字号：</td><td>青政办发〔2031〕7号</td><td>发布日期：</td><td>2031-03-08 09:12</td></tr></table>"""
LIST = """<ul class="xxgk"><li><b>索引号：</b>QH-2031-007</li><li><b>信息分类：</b>农业、林业、水利</li><li><b>发布机构：</b>青禾县人民政府办公室</li>
<li><b>成文日期：</b>2031年3月5日</li><li><b>文　　号：</b>青政办发〔2031〕7号</li><li><b>发布日期：</b>2031-03-08</li><li><b>有 效 性：</b></li></ul>"""
SPANS = """<div class="head"><div><span>索引号</span><span>QH-2031-007</span></div><div><span>主题分类</span><span>农业、林业、水利</span></div>
<div><span>发文机关</span><em>青禾县人民政府办公室</em></div><div><span>成文日期</span><span>2031年3月5日</span></div>
<div><span>发文字号</span><span>青政办发〔2031〕7号</span></div><div><span>发布日期</span><span>2031-03-08</span></div></div>"""
ONE_TEXT = """<div class="info"><p>索引号：QH-2031-007</p><p>主题分类：农业、林业、水利</p><p>发文单位：青禾县人民政府办公室</p><p>成文日期：2031年3月5日</p>
<p>发文字号：青政办发〔2031〕7号</p><p>公开日期：2031-03-08</p></div>"""


@pytest.mark.parametrize("head", [TABLE, LIST, SPANS, ONE_TEXT], ids=["table", "list", "spans", "paragraphs"])
def test_fields_of_a_site(head: str) -> None:
    page = f"<html><body><div class='nav'>首页</div><div class='box'>{head}<div id='zoom'><h1>关于抓好水毁渠道修复的通知</h1>{BODY}</div>" \
           f"<p>来源：县水利局</p></div></body></html>"
    rest, found = take_fields(page)
    assert {key: found[key] for key in WRITTEN} == WRITTEN
    assert found["date"] == "2031年3月5日" and "validity" not in found
    assert "QH-2031-007" not in rest and "第11批" in rest
    source = read_bytes(page.encode(), "页.html")
    assert source.meta["number"] == "青政办发〔2031〕7号"
    assert "索引号" not in source.text and "第1批水毁渠道" in source.text and "第11批" in source.text


@pytest.mark.parametrize("page", [
    "<p>没有这种表格的页面。</p>",
    "<p>发文机关和成文日期要素应当齐全，公文的索引号由县政府办公室统一编制。发布机构要核对发文字号。</p>" + BODY,
    "<table><tr><td>索引号：</td><td>1</td></tr></table><p>成文日期另行通知。</p>",
])
def test_pages_without_such_a_table_stay_as_they_are(page: str) -> None:
    assert take_fields(page) == (page, {})


def test_a_task_table_in_a_page() -> None:
    rows = "".join(f"<tr><td>{i}</td><td>修复第{i}批水毁渠道</td><td>县水利局</td><td>各乡镇</td><td>{i + 3}月底前</td></tr>" for i in range(1, 5))
    page = page_of_site("为抓好水毁渠道修复工作，现将任务分解如下，请认真贯彻落实，确保按期完成全年各项目标任务。", "任务分解表").replace(
        "</div>\n<div class=\"share\">", "<table><tr><th>序号</th><th>工作任务</th><th>牵头单位</th><th>责任单位</th><th>完成时限</th></tr>"
        + rows + "</table></div>\n<div class=\"share\">")
    source = read_bytes(page.encode(), "表.html")
    line = next(line for line in source.text.split("\n") if "第2批" in line)
    assert "牵头单位：县水利局" in line and "责任单位：各乡镇" in line and "完成时限：5月底前" in line
    assert source.place(source.text.index("修复第2批")) == "表1 第3行第2列"
    assert source.tables[0].rows[0] == ("序号", "工作任务", "牵头单位", "责任单位", "完成时限")
