"""Saved web pages: the body without navigation, one paragraph per line, and what the page says of itself."""

from __future__ import annotations

import html
import re

from textkit.model import Place, Span, Table, TextkitError
from textkit.read.decode import decode
from textkit.read.html_tables import Tables, put_apart
from textkit.read.result import Reading
from textkit.read.site import take_fields

__all__ = ["read"]

_CHARSET = re.compile(rb"""<meta[^>]{0,200}?charset\s{0,4}=\s{0,4}["']?\s{0,4}([A-Za-z0-9_:-]{2,20})""", re.I)
_META = re.compile(r"<meta\b[^>]{0,2000}>", re.I)
_ATTRIBUTE = re.compile(r"""\b(name|property|content)\s{0,4}=\s{0,4}(?:"([^"]{0,1000})"|'([^']{0,1000})')""", re.I)
_TITLE = re.compile(r"<title[^>]{0,200}>([^<]{0,500})</title", re.I)
_BREAK = re.compile(r"<br\s{0,8}/?>(?:\s{0,200}<br\s{0,8}/?>){0,20}", re.I)
_INDENT = re.compile(r"(?:\u3000|&emsp;|&#12288;|&#x3000;){2,8}", re.I)
_LAYOUT = re.compile(r"^\|[ |]{0,20}(.*?)[ |]{0,20}\|$")   # a table that only lays out the page
_LINE = re.compile(r"[ \t]*\n[ \t]*(?:\n[ \t]*)*")

# names of <meta> tags of government sites (GB/T 政府网站 列表: ArticleTitle, PubDate, ContentSource …) → keys of meta
_NAMES = {
    "articletitle": "title", "og:title": "title", "pubdate": "date", "article:published_time": "date",
    "publishdate": "date", "contentsource": "source", "source": "source", "author": "author", "sitename": "site",
    "og:site_name": "site", "columnname": "column", "keywords": "keywords", "description": "description",
    "issuedby": "issuer", "publisher": "issuer",
}


def _page(data: bytes, path: str) -> tuple[str, str]:
    """Decoded by its byte order mark, what it declares, or its bytes, in this order."""
    declared = _CHARSET.search(data[:4096])
    if declared and not data.startswith((b"\xef\xbb\xbf", b"\xff\xfe", b"\xfe\xff")):
        name = declared[1].decode("ascii").lower()
        name = "gb18030" if name in {"gb2312", "gbk", "gb_2312-80", "gb2312-80"} else name
        try:
            return data.decode(name), name
        except (UnicodeDecodeError, LookupError):
            pass                                  # pages often declare what they are not
    return decode(data, path)


def _meta(page: str) -> dict[str, str]:
    found: dict[str, str] = {}
    head = page[:20000]
    for tag in _META.finditer(head):
        values = {m[1].lower(): html.unescape(m[2] if m[2] is not None else m[3]) for m in _ATTRIBUTE.finditer(tag[0])}
        key = _NAMES.get(values.get("name", values.get("property", "")).lower())
        content = values.get("content", "").strip()
        if key and content:
            found.setdefault(key, content)
    title = _TITLE.search(head)
    if title and title[1].strip():
        found["page_title"] = " ".join(html.unescape(title[1]).split())
        found.setdefault("title", found["page_title"])
    return found


def read(data: bytes, path: str) -> Reading:
    """The body of a page, its encoding, and ``meta`` (title, date, source, site …) as far as the page gives it.

    What government sites say of a document in a table above it (索引号, 发文机关, 成文日期 …) is in ``meta`` too and not in the
    text. ``<br>`` and paragraphs made of U+3000 are line breaks; table rows are lines with tabs between the cells, those
    of a 任务分解表 lines with its columns behind the task. Raises TextkitError where there is no text in it.
    ``<p>一、总体要求</p><p>二、重点任务</p>`` gives two lines.
    """
    page, encoding = _page(data, path)
    meta = _meta(page)
    page, fields = take_fields(page)
    meta |= fields
    page, held = put_apart(page)
    # trafilatura drops U+3000 and folds <br>: turn both into paragraphs before it sees them
    marked = _INDENT.sub("<br>", _BREAK.sub("<br>", page))
    marked = marked.replace("<br>", "</p><p>") if "<p" in marked.lower() else marked.replace("<br>", "<p>")
    text = _extract(marked) or _bare(marked)
    lines = [line for line in (line.strip(" \t\r") for line in _LINE.sub("\n", text).split("\n")) if line]
    body, places, tables = _laid_out(lines, held)
    if not body.strip():
        raise TextkitError("网页里没有找到正文", path=path, hint="请在浏览器中打开后把正文另存为 .txt")
    return Reading(body, encoding, meta, places, tables)


def _laid_out(lines: list[str], held: Tables) -> tuple[str, tuple[Place, ...], tuple[Table, ...]]:
    """The lines with those of tables written out, where their cells are, and the tables."""
    parts: list[str] = []
    places: list[Place] = []
    spans: dict[int, Span] = {}
    at = 0
    for line in lines:
        found = held.at(line)
        if found is None:
            frame = _LAYOUT.match(line) if line[0] == "|" else None
            line = frame[1].replace(" | ", "\t") if frame else line
            if not line.strip("-| \t"):
                continue                          # the rule under its head
            if places and places[-1].label:
                places.append(Place(at, ""))
            parts.append(line)
            at += len(line)
        else:
            number, index = found
            start = at
            for words, label in held.lines[number][index]:
                if words:
                    places.append(Place(at, f"表{number + 1} {label}"))
                    parts.append(words)
                    at += len(words)
            spans[number] = Span(spans[number].start if number in spans else start, at)
        parts.append("\n")
        at += 1
    tables = tuple(Table(span, held.grids[number].rows()) for number, span in spans.items())
    return "".join(parts).rstrip("\n"), tuple(places), tables


def _extract(page: str) -> str | None:
    import trafilatura

    text: str | None = trafilatura.extract(
        page, include_comments=False, include_tables=True, include_links=False, include_images=False,
        favor_recall=True, deduplicate=False, with_metadata=False, output_format="txt",
    )
    return text


_DROP = re.compile(r"<(script|style|head|noscript)\b.*?</\1\s*>", re.I | re.S)
_BLOCK = re.compile(r"</?(?:p|div|li|ul|ol|tr|table|h[1-6]|section|article|body|html)\b[^>]{0,2000}>", re.I)
_TAG = re.compile(r"<[^<>]{0,2000}>")


def _bare(page: str) -> str:
    """All text of a page, for those too small for trafilatura to find a body in."""
    return html.unescape(_TAG.sub("", _BLOCK.sub("\n", _DROP.sub("", page))))
