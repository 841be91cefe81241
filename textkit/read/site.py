"""The table of metadata that government sites put above a document: 索引号, 主题分类, 发文机关, 成文日期, 发文字号 ….

The columns are those of the state's catalogue of open government information (政府信息公开目录).
"""

from __future__ import annotations

import re
from importlib import import_module
from typing import Any

__all__ = ["take_fields"]

#: Label (without spaces and brackets) → key of ``meta``.
FIELDS = {
    "索引号": "index_number", "索引": "index_number", "信息索引号": "index_number", "主题分类": "subject", "信息分类": "subject",
    "分类": "subject", "主题": "subject", "组配分类": "group", "体裁分类": "genre", "文件类型": "genre", "文种": "genre",
    "发文机关": "issuer", "发布机构": "issuer", "发文单位": "issuer", "发布单位": "issuer", "发文机构": "issuer", "制发机关": "issuer",
    "发布机关": "issuer", "公开主体": "issuer", "信息来源": "source", "来源": "source", "成文日期": "written", "成文时间": "written",
    "生成日期": "written", "发文日期": "written", "印发日期": "written", "签发日期": "written", "发布日期": "published", "发布时间": "published",
    "公开日期": "published", "公布日期": "published", "发文字号": "number", "文号": "number", "发文文号": "number", "文件编号": "number",
    "标题": "title", "名称": "title", "信息名称": "title", "文件名称": "title", "主题词": "keywords", "关键词": "keywords",
    "有效性": "validity", "时效性": "validity", "效力状态": "validity", "文件状态": "validity", "是否有效": "validity",
    "生效日期": "effective", "实施日期": "effective", "失效日期": "expires", "废止日期": "expires", "公开方式": "openness",
    "公开范围": "openness", "统一登记号": "register", "统一编号": "register", "内容概述": "summary", "服务对象": "audience",
}
_CUE = re.compile(r"索\s{0,12}引\s{0,12}号|发\s?[文布]\s?(?:机关|机构|单位|字号)|成文(?:日期|时间)|主题分类|信息分类|统一登记号")
_SPACE = re.compile(r"[\s\u3000\xa0\u200b]+")
_LABEL = re.compile(r"^[【\[]?([^：:】\]]{2,16})[】\]]?[：:]?(.*)$", re.S)
_DATE = re.compile(r"\d{4}\s?[-年/.]\s?\d{1,2}\s?[-月/.]\s?\d{1,2}日?")
_LEAST = 3                                        # labels that make a table of metadata
_LONGEST = 200
_BLOCKS = ("table", "ul", "ol", "dl", "div", "section")


def take_fields(page: str) -> tuple[str, dict[str, str]]:
    """The page without its table of metadata, and what the table says; the page as it is where there is none.

    ``date`` is the day it was written, else the day it was published. ``<td>索引号：</td><td>QH-2031-7</td>`` gives
    ``index_number``.
    """
    if len(_CUE.findall(page[:400_000])) < 2:
        return page, {}
    html, etree = import_module("lxml.html"), import_module("lxml.etree")   # on first use: they take a while to load
    try:
        tree = html.fromstring(page)
    except (etree.ParserError, ValueError):
        return page, {}
    best: tuple[int, Any, dict[str, str]] | None = None
    for block in tree.iter(*_BLOCKS):
        length = sum(len(_SPACE.sub("", words)) for words in block.itertext())
        if length > 3000:
            continue
        found = _fields(block)
        # nearly all of it is labels and values: the block around it may hold a 来源： more, and the document itself
        held = sum(len(_SPACE.sub("", value)) + 5 for value in found.values())
        if len(found) >= _LEAST and held * 2 >= length and (best is None or len(found) > len(best[2])
                                                            or len(found) == len(best[2]) and length <= best[0]):
            best = length, block, found
    if best is None:
        return page, {}
    _, block, found = best
    block.drop_tree()                             # what stands right behind it stays
    for key in ("written", "published", "effective", "expires"):
        if key in found:
            day = _DATE.search(found[key])
            found[key] = day[0] if day else found[key]
    date = found.get("written") or found.get("published")
    if date:
        found["date"] = date
    return html.tostring(tree, encoding="unicode"), found


def _fields(block: Any) -> dict[str, str]:
    """Label and value, in one piece of text (发文字号：青政发〔2031〕7号) or in two that follow each other."""
    pieces = [words for element in block.iter() for words in _own(element)]
    found: dict[str, str] = {}
    i = 0
    while i < len(pieces):
        hit = _LABEL.match(pieces[i])
        label = _SPACE.sub("", hit[1]) if hit else ""
        key = FIELDS.get(label)
        i += 1
        if hit is None or key is None:
            continue
        value = hit[2].strip(" \u3000\xa0：:\n\t\r")
        alone = not value
        if alone and i < len(pieces):
            value = pieces[i].strip(" \u3000\xa0：:\n\t\r")
            after = _LABEL.match(pieces[i])
            if after is not None and _SPACE.sub("", after[1]) in FIELDS:
                continue                          # the next label: this one is empty
            i += 1
        elif not alone and not re.match(r"^[【\[]?[^：:】\]]{2,16}[】\]：:]", pieces[i - 1]):
            continue                              # a sentence that starts like a label
        if value and len(value) <= _LONGEST:
            found.setdefault(key, " ".join(value.split()))
    return found


def _own(element: Any) -> list[str]:
    """The texts that stand right in an element and right behind it, blank ones left out."""
    if not isinstance(element.tag, str) or element.tag in ("script", "style"):
        return [element.tail.strip()] if element.tail and element.tail.strip(" \u3000\xa0\n\t\r：:") else []
    return [text.strip() for text in (element.text, element.tail) if text and text.strip(" \u3000\xa0\n\t\r：:")]
