"""PDF with text: pages → lines in reading order, with their layout kept in the text.

The text shows what the page shows: one line per line, two U+3000 before a line that is set in, an empty line where a
paragraph ends without an indent below. Running heads, feet and page numbers stay in the text and are named in ``places``
(第3页页眉, 第3页页脚), so that cleaning takes them away by recorded edits.
"""

from __future__ import annotations

import ctypes
import re
from collections.abc import Callable
from importlib import import_module
from typing import Any

from textkit.model import Place, Span, Table, TextkitError
from textkit.read.layout import Line, Page, blocks, mark_edges
from textkit.read.result import Reading
from textkit.read.task_table import lines as task_lines

__all__ = ["read"]

_MAX_PAGES = 5000
_MAX_CHARACTERS = 50_000_000
_MOST_PATHS = 3000                                # a map or a drawing has more lines, a table has fewer
_CONTROL = dict.fromkeys([*range(9), *range(11, 13), *range(14, 32), 0x7F, 0xFFFE, 0xFFFF, 0xAD, 0xFEFF], None)
_NAMES = {"Title": "title", "Author": "author", "Subject": "subject", "Keywords": "keywords", "CreationDate": "created"}
_STAMP = re.compile(r"D:(\d{4})(\d{2})(\d{2})")
_NO_TITLE = re.compile(r"^(?:Microsoft Word|untitled|[(]?unspecified[)]?$|[(]?anonymous[)]?$|无标题|PowerPoint)|\.(?:docx?|wps|pdf)$|^\W*$", re.I)


def read(data: bytes, path: str) -> Reading:
    """The text of a PDF, its pages in ``places``, its ruled tables in ``tables`` (rows are lines with tabs between cells).

    ``meta`` holds title, author and date of creation as the file gives them, ``pages``, and the numbers of pages with
    tables (``table_pages``), read by OCR (``ocr_pages``) or left unread (``pages_without_text``). Raises TextkitError where
    ``data`` is no PDF, damaged, encrypted, empty, or scanned while the extra ``ocr`` is not installed.

    >>> read(Path("清溪县工作要点.pdf").read_bytes(), "清溪县工作要点.pdf").places[0].label  # doctest: +SKIP
    '第1页'
    """
    _check(data, path)
    document = _open(data, path)
    try:
        count = len(document)
        if not count:
            raise TextkitError("PDF 里没有页", path=path, hint="请确认文件保存完整")
        if count > _MAX_PAGES:
            raise TextkitError(f"PDF 有 {count} 页，超过 {_MAX_PAGES} 页的上限", path=path, hint="请拆成几份再读")
        pages, scanned = _pages(document, path)
        meta = _meta(document)
    finally:
        document.close()
    meta["pages"] = str(count)
    if any(page.ruled for page in pages):
        from textkit.read.pdf_tables import add_tables

        add_tables(data, path, pages)
    if scanned:
        _recognise(data, path, pages, scanned, meta)
    mark_edges(pages)
    if any(line.grid is not None for page in pages for line in page.lines):
        from textkit.read.pdf_tables import join_tables

        meta["table_pages"] = "、".join(str(page.number) for page in pages if any(line.grid is not None for line in page.lines))
        join_tables(pages)
    return _joined(pages, meta, path)


def _check(data: bytes, path: str) -> None:
    head = data[:1024]
    if b"%PDF-" in head:
        return
    if not data[:65536].strip(b" \t\r\n\x00") and not data.strip(b" \t\r\n\x00"):
        raise TextkitError("文件是空的", path=path, hint="请确认文件保存完整后再读")
    start = head.lstrip(b"\xef\xbb\xbf \t\r\n").lower()
    if start.startswith((b"<!doctype", b"<html", b"<head", b"<?xml", b"<script", b"<body")):
        raise TextkitError("扩展名是 .pdf，内容却是网页", path=path, place="第0字节",
                           hint="下载时多半得到了登录页或出错页：请重新下载；若就是要读这个网页，请把扩展名改成 .html")
    if start.startswith((b"pk\x03\x04", b"\xd0\xcf\x11\xe0")):
        raise TextkitError("扩展名是 .pdf，内容却是 Office 文件或压缩包", path=path, place="第0字节", hint="请按其真实格式改扩展名")
    raise TextkitError("这不是 PDF 文件（开头没有 %PDF 标记）", path=path, place="第0字节", hint="请确认文件没有损坏，或重新下载")


def _open(data: bytes, path: str) -> Any:
    try:
        pypdfium2 = import_module("pypdfium2")
    except ImportError as error:
        raise TextkitError("读 PDF 需要附加组件 pdf", path=path, hint='请运行 pip install "policy-textkit[pdf]"') from error
    try:
        return pypdfium2.PdfDocument(data)
    except pypdfium2.PdfiumError as error:
        words = str(error).lower()
        if "password" in words or "security" in words:
            raise TextkitError("PDF 加了密码", path=path, hint="请用密码打开后另存为没有密码的 PDF，或复制正文存为 .txt") from error
        raise TextkitError("PDF 已损坏或不完整", path=path, hint="请重新下载或用原软件重新导出") from error


def _meta(document: Any) -> dict[str, str]:
    meta: dict[str, str] = {}
    for key, name in _NAMES.items():
        value = " ".join(str(document.get_metadata_value(key) or "").replace("\x00", "").split())
        if name == "created":
            stamp = _STAMP.match(value)
            value = "-".join(stamp.groups()) if stamp else ""
        if value and not _NO_TITLE.search(value):
            meta[name] = value
    return meta


def _pages(document: Any, path: str) -> tuple[list[Page], list[int]]:
    """The pages with their lines, and the numbers of those that hold a picture and no text."""
    pypdfium2 = import_module("pypdfium2")
    pages: list[Page] = []
    scanned: list[int] = []
    total = 0
    for index in range(len(document)):
        try:
            page = document[index]
        except pypdfium2.PdfiumError as error:
            raise TextkitError("PDF 的这一页已损坏", path=path, place=f"第{index + 1}页", hint="请重新下载或用原软件重新导出") from error
        try:
            width, height = page.get_size()
            text_page = page.get_textpage()
            lines = _lines(text_page)
            text_page.close()
            paths, pictures = _objects(page)
        finally:
            page.close()
        total += sum(len(line.text) for line in lines)
        if total > _MAX_CHARACTERS:
            raise TextkitError(f"PDF 的文字超过 {_MAX_CHARACTERS // 10**6} 百万字的上限", path=path, place=f"第{index + 1}页", hint="请拆成几份再读")
        pages.append(Page(index + 1, width, height, lines, ruled=6 <= paths < _MOST_PATHS and bool(lines)))
        if pictures and sum(len(line.text) for line in lines) < 15:
            scanned.append(index + 1)
    return pages, scanned


def _objects(page: Any) -> tuple[int, int]:
    """How many lines or boxes and how many pictures stand on a page; looks at the first objects only."""
    raw = import_module("pypdfium2.raw")
    paths = pictures = 0
    get, kind = raw.FPDFPage_GetObject, raw.FPDFPageObj_GetType
    for i in range(min(raw.FPDFPage_CountObjects(page.raw), 2 * _MOST_PATHS)):
        found = kind(get(page.raw, i))
        if found == raw.FPDF_PAGEOBJ_PATH:
            paths += 1
        elif found in (raw.FPDF_PAGEOBJ_IMAGE, raw.FPDF_PAGEOBJ_FORM):
            pictures += 1
    return paths, pictures


_NEWLINE = re.compile(r"[^\r\n]+")


def _lines(text_page: Any) -> list[Line]:
    """The lines of a page in the order of its content, each with the box from its first to its last character."""
    raw = import_module("pypdfium2.raw")
    text = text_page.get_text_range()
    if not text:
        return []
    # a character outside of the first plane is two units to pdfium; the index of a line is then counted in those
    wide = not text.isascii() and max(text) > "\uffff"
    shifted = wide or len(text) != text_page.count_chars()
    box = raw.FS_RECTF()
    pointer = ctypes.byref(box)
    get: Callable[..., int] = raw.FPDFText_GetLooseCharBox
    lines: list[Line] = []
    page = text_page.raw
    for hit in _NEWLINE.finditer(text):
        words = hit[0]
        bare = words.strip(" ")
        if not bare:
            continue
        first = hit.start() + words.index(bare)
        last = first + len(bare) - 1
        if shifted:
            first, last = (_index(page, text, at, wide) for at in (first, last))
        if not get(page, first, pointer):
            continue
        left, top, bottom = box.left, box.top, box.bottom
        right = box.right if get(page, last, pointer) else left
        clean = bare.translate(_CONTROL)
        if clean.strip():
            lines.append(Line(clean, left, max(right, left), max(top, box.top), min(bottom, box.bottom)))
    return lines


def _index(page: Any, text: str, at: int, wide: bool) -> int:
    raw = import_module("pypdfium2.raw")
    if wide:
        at += sum(c > "\uffff" for c in text[:at])
    return int(raw.FPDFText_GetCharIndexFromTextIndex(page, at))


def _recognise(data: bytes, path: str, pages: list[Page], scanned: list[int], meta: dict[str, str]) -> None:
    """A scanned file is read through the extra ``ocr``; a few pictures among pages of text (a cover, a map) are named only,
    whether the extra is there or not: what is installed never changes a result."""
    if len(scanned) * 2 < len(pages):
        meta["pages_without_text"] = "、".join(map(str, scanned))
        return
    from textkit.read.ocr import recognise

    recognise(data, path, pages, scanned)
    meta["ocr_pages"] = "、".join(map(str, scanned))


def _joined(pages: list[Page], meta: dict[str, str], path: str) -> Reading:
    """The text of all pages: heads, body, feet; with the places and the tables."""
    parts: list[str] = []
    places: list[Place] = []
    tables: list[Table] = []
    at = 0

    def put(text: str) -> None:
        nonlocal at
        parts.append(text)
        at += len(text)

    def label(words: str) -> None:
        if places and places[-1].start == at:
            places.pop()
        if not places or places[-1].label != words:
            places.append(Place(at, words))

    before: Page | None = None
    for page in pages:
        name = f"第{page.number}页"
        label(name)
        for line in page.heads:
            label(f"{name}页眉")
            put(line.text.strip() + "\n")
        for line, lead in blocks(page, before):
            if lead == "\n" and parts:
                put("\n")
                lead = ""
            if line.grid is not None:
                start = at
                for number, pieces in enumerate(task_lines(line.grid)):
                    put("\n" if number else "")   # an empty line: rows are no lines of one paragraph
                    for words, cell in pieces:
                        label(cell.replace(" 表 ", f" 表{len(tables) + 1} "))
                        put(words)
                    put("\n")
                tables.append(Table(Span(start, max(at - 1, start)), line.grid.rows()))
                label(name)
            else:
                label(name)
                put(lead + line.text + "\n")
        if page.lines:
            before = page
        for line in page.feet:
            label(f"{name}页脚")
            put(line.text.strip() + "\n")
    text = "".join(parts).rstrip("\n")
    if not text.strip():
        raise TextkitError("PDF 里没有文字", path=path, hint="若是扫描件或图片，请先做文字识别")
    return Reading(text, "pdf", meta, tuple(p for p in places if p.start < len(text)), tuple(tables))
