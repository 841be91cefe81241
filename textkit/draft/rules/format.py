"""The parts of an issued document that its text can show: title, addressee, document number, attachments, date.

Source: GB/T 9704-2012 党政机关公文格式 and 《党政机关公文处理工作条例》. Only for notices and opinions; speeches and reports have none.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from textkit.draft.manuscript import Manuscript
from textkit.draft.rule import ISSUED, Example, Hit, Rule, hit

STANDARD = "GB/T 9704-2012"
_NUMBER = re.compile(r"(?<=[\u4e00-\u9fff])(?:[\[（(【［](?P<y>(?:19|20)\d\d)[\]）)】］]|〔(?P<z>(?:19|20)\d\d)〕(?=第|0))\s?第?(?P<n>\d{1,5})号")
_KIND = re.compile(
    r"(?:通知|意见|决定|决议|公告|公报|通告|通报|命令|令|议案|报告|请示|批复|函|纪要|办法|规定|细则|方案|规划|计划|要点"
    r"|措施|清单|规则|制度|条例|指南|纲要|预案|标准|政策|章程|行动)(?:[（(][^）)]{1,20}[）)])?$"
)
_ADDRESSEE = re.compile(r"^[^。；]{2,200}[：:]$")
_DATE = re.compile(r"(?:\d{4}年\d{1,2}月\d{1,2}日|[一二][〇○零0][〇○零0一二三四五六七八九]{2}年[一二三四五六七八九十]{1,3}月[一二三四五六七八九十]{1,3}日)")
_SIGNED = re.compile(r"[\u4e00-\u9fff、（）]{2,40}(?:政府|办公[室厅]|委员会|[省市县区]委|指挥部|领导小组|联席会议|[厅局部署院社会]|中心|公司|党组|支行|总队|支队|大队)")
_ATTACHED = re.compile(r"^附件[：:]?\s?(?:\d{1,2}[.．、])?[^\n]{2,60}(?P<stop>[。；，])$")


def _number(manuscript: Manuscript) -> Iterator[Hit]:
    for found in _NUMBER.finditer(manuscript.folded):
        yield hit(*found.span(), right=f"〔{found['y'] or found['z']}〕{int(found['n'])}号")


def _title(manuscript: Manuscript) -> Iterator[Hit]:
    title = manuscript.document.title
    at = manuscript.text.find(title) if title else -1
    if title is None or at < 0:
        return
    bare = " ".join(title.split())
    if bare.endswith(("。", "，", "；", "：", "！")):
        yield hit(at, at + len(title), what=("标题末尾不加标点", "a title takes no stop at its end"))
    elif not _KIND.search(bare.rstrip("》”")):
        yield hit(at, at + len(title), what=("标题没有写明文种（通知、意见等）", "the title does not say what kind of document it is"))


def _addressee(manuscript: Manuscript) -> Iterator[Hit]:
    head = manuscript.paragraphs[:14]
    if manuscript.document.doc_type == "notice" and head and not any(_ADDRESSEE.match(p.of(manuscript.text)) for p in head):
        yield hit(*head[0])


def _dated(manuscript: Manuscript) -> Iterator[Hit]:
    if manuscript.paragraphs and not any(_DATE.search(re.sub(r"\s", "", p.of(manuscript.folded))) for p in manuscript.paragraphs):
        yield hit(*manuscript.paragraphs[-1])


def _signed(manuscript: Manuscript) -> Iterator[Hit]:
    """A line of its own that names a body: right above a date (of the letter before what it sends on), or in the last third."""
    lines = [re.sub(r"\s", "", p.of(manuscript.folded)) for p in manuscript.paragraphs]
    tail = len(lines) - max(8, len(lines) // 3)
    named = [i for i, line in enumerate(lines) if _SIGNED.fullmatch(line)]
    if lines and not any(i >= tail or any(_DATE.match(line) for line in lines[i + 1 : i + 4]) for i in named):
        yield hit(*manuscript.paragraphs[-1])


def _attached(manuscript: Manuscript) -> Iterator[Hit]:
    for paragraph in manuscript.paragraphs:
        found = _ATTACHED.match(paragraph.of(manuscript.text))
        if found:
            yield hit(paragraph.start + found.start("stop"), paragraph.end)


_NOTICE = {"doc_type": "notice"}
_GOOD = "关于做好防汛工作的通知\n海政办发〔2030〕5号\n各乡镇人民政府：\n现将有关事项通知如下。\n海州县人民政府办公室\n2030年5月6日"
RULES = (
    Rule("format.number", "warning", STANDARD + " 7.2.5", ("发文字号的年份用六角括号，序号不加“第”、不编虚位：{quote}", "the year of a document number stands in 〔〕 and its number bare: {quote}"),
         _number,
         ("改为“{right}”", "write {right}"), ISSUED,
         fires=(Example("根据海政发[2030]5号文件，现通知如下。", _NOTICE), Example("根据海政发〔2030〕第05号文件，现通知如下。", _NOTICE)),
         silent=(Example(_GOOD, _NOTICE), Example("根据海政发[2030]5号文件。", {"doc_type": "speech"}))),
    Rule("format.title", "warning", "《党政机关公文处理工作条例》第九条（标题由发文机关名称、事由和文种组成）", ("{what}", "{what}"),
         _title, ("例如“×××关于……的通知”", "as in 关于……的通知"), ISSUED,
         fires=(Example("关于做好防汛工作\n各乡镇人民政府：\n现将有关事项通知如下。\n2030年5月6日", {"doc_type": "notice", "title": "关于做好防汛工作"}),),
         silent=(Example(_GOOD, {"doc_type": "notice", "title": "关于做好防汛工作的通知"}),)),
    Rule("format.addressee", "info", STANDARD + " 7.3.2", ("没有看到主送机关", "no addressee was seen"),
         _addressee, ("标题下一行顶格写主送机关，末尾用冒号", "write it below the title, ending in a colon"), ISSUED,
         fires=(Example("关于做好防汛工作的通知\n现将有关事项通知如下。\n2030年5月6日", _NOTICE),), silent=(Example(_GOOD, _NOTICE),)),
    Rule("format.signature", "info", STANDARD + " 7.3.5", ("没有看到发文机关署名", "no signature of the issuing body was seen"),
         _signed, ("正文之后、成文日期之上写发文机关全称或规范化简称", "write the name of the issuing body above the date"), ISSUED,
         fires=(Example("关于做好防汛工作的通知\n各乡镇人民政府：\n现将有关事项通知如下。\n2030年5月6日", _NOTICE),),
         silent=(Example(_GOOD, _NOTICE), Example("同志们：\n今天讲防汛。", {"doc_type": "speech"}))),
    Rule("format.date", "info", STANDARD + " 7.3.5", ("没有看到成文日期", "no date of signature was seen"),
         _dated, ("在署名下标全年、月、日", "give year, month and day below the signature"), ISSUED,
         fires=(Example("关于做好防汛工作的通知\n各乡镇人民政府：\n现将有关事项通知如下。\n海州县人民政府办公室", _NOTICE),),
         silent=(Example(_GOOD, _NOTICE),)),
    Rule("format.attachment", "info", STANDARD + " 7.3.4", ("附件名称后不加标点", "the name of an attachment takes no stop"),
         _attached, ("删去末尾的标点", "take the stop out"), ISSUED,
         fires=(Example("各乡镇人民政府：\n现通知如下。\n附件：1.防汛责任人名单。\n2030年5月6日", _NOTICE),),
         silent=(Example("各乡镇人民政府：\n现通知如下。\n附件：1.防汛责任人名单\n2030年5月6日", _NOTICE),)),
)
