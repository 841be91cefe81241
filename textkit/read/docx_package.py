"""A .docx as what it is: a zip of XML parts, opened with limits before anything is unpacked or parsed.

Nothing is written, no entity is expanded, nothing outside the file is read. The parts of Strict Open XML are read as
those of the usual (Transitional) kind.
"""

from __future__ import annotations

import io
import posixpath
import zipfile
import zlib
from importlib import import_module
from typing import Any, NamedTuple

from textkit.model import TextkitError

__all__ = ["Package", "Relation", "W", "ole_kind"]

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_RELATION = "{http://schemas.openxmlformats.org/package/2006/relationships}Relationship"

# The largest part that is parsed, the expansion that only a bomb has, and how many entries a file may have.
_LARGEST, _RATIO, _SMALL, _ENTRIES = 128 << 20, 200, 8 << 20, 20_000
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_STRICT = (
    (b"http://purl.oclc.org/ooxml/wordprocessingml/main", b"http://schemas.openxmlformats.org/wordprocessingml/2006/main"),
    (b"http://purl.oclc.org/ooxml/officeDocument/", b"http://schemas.openxmlformats.org/officeDocument/2006/"),
    (b"http://purl.oclc.org/ooxml/drawingml/", b"http://schemas.openxmlformats.org/drawingml/2006/"),
)


class Relation(NamedTuple):
    """Where a part leads: the last word of the relation's type (header, footnotes, image …) and the part's name."""

    kind: str
    target: str
    external: bool


def ole_kind(data: bytes) -> str | None:
    """What an old Office container holds: ``encrypted``, ``doc``, ``other``; None where ``data`` is no such container."""
    if not data.startswith(_OLE):
        return None
    if "EncryptedPackage".encode("utf-16-le") in data:
        return "encrypted"
    return "doc" if "WordDocument".encode("utf-16-le") in data else "other"


def _reject(data: bytes, path: str) -> None:
    """Say what a file that is no zip really is."""
    kind, head = ole_kind(data), data[:1024].lstrip(b"\xef\xbb\xbf \t\r\n")
    if kind == "encrypted":
        raise TextkitError("这个 Word 文件设了打开密码，读不了", path=path, hint="请在 Word 或 WPS 中取消密码后另存")
    if kind == "doc":
        raise TextkitError("扩展名是 .docx，内容却是旧版 Word（.doc）", path=path, hint="请把扩展名改为 .doc，或用 Word、WPS 另存为 .docx")
    if kind:
        raise TextkitError("扩展名是 .docx，内容却是别的旧版 Office 文件", path=path, hint="请用原软件打开并另存为 .docx")
    if not data.strip(b"\x00 \t\r\n"):
        raise TextkitError("文件是空的", path=path, hint="请确认文件保存或下载完整后再读")
    for marks, name, suffix in (
        ((b"{\\rtf",), "RTF 文档", ".rtf"), ((b"%pdf",), "PDF 文件", ".pdf"),
        ((b"<!doctype html", b"<html", b"<head", b"<meta"), "网页", ".html"), ((b"mime-version:",), "网页存档", ".mhtml"),
    ):
        if head.lower().startswith(marks):
            raise TextkitError(f"扩展名是 .docx，内容却是{name}", path=path, hint=f"请把扩展名改为 {suffix}，或另存为 .docx")
    if data.startswith(b"PK"):
        raise TextkitError("Word 文件不完整（压缩包被截断或损坏）", path=path, hint="请重新下载，或用 Word、WPS 打开修复后另存")
    raise TextkitError("不是 Word 文件（.docx 应是一个压缩包）", path=path, hint="请确认文件类型，或用 Word、WPS 另存为 .docx")


class Package:
    """The parts of a .docx by name. Raises TextkitError where ``data`` is none, is damaged, encrypted or a bomb."""

    def __init__(self, data: bytes, path: str) -> None:
        self.path = path
        try:
            self._zip = zipfile.ZipFile(io.BytesIO(data))
            entries = self._zip.infolist()
        except (zipfile.BadZipFile, zipfile.LargeZipFile, OSError, ValueError, NotImplementedError, EOFError):
            _reject(data, path)
            raise AssertionError from None        # _reject always raises
        if len(entries) > _ENTRIES:
            raise TextkitError(f"压缩包里有 {len(entries)} 个文件，不像 Word 文件", path=path, hint="请确认文件来源可靠")
        self._entries = {info.filename.replace("\\", "/").lstrip("/").lower(): info for info in entries}
        main = [r.target for r in self.relations("").values() if r.kind == "officeDocument" and not r.external]
        self.main = main[0] if main else "word/document.xml"
        if self.main.lower() not in self._entries:
            if "mimetype" in self._entries and "content.xml" in self._entries:
                raise TextkitError("扩展名是 .docx，内容却是 OpenDocument 文档", path=path, hint="请把扩展名改为 .odt，或另存为 .docx")
            if any(name.startswith(("xl/", "ppt/")) for name in self._entries):
                raise TextkitError("扩展名是 .docx，内容却是 Excel 或 PowerPoint 文件", path=path, hint="请按其真实格式改扩展名")
            raise TextkitError("压缩包里没有 Word 正文（word/document.xml）", path=path, hint="请用 Word、WPS 打开并另存为 .docx")

    def _bytes(self, name: str) -> bytes | None:
        info = self._entries.get(name.lower())
        if info is None:
            return None
        if info.file_size > _LARGEST or info.file_size > _SMALL and info.file_size > _RATIO * max(info.compress_size, 1):
            raise TextkitError(f"{name} 展开后有 {info.file_size >> 20} MB，疑似压缩炸弹，未读取", path=self.path, hint="请确认文件来源可靠")
        if info.flag_bits & 1:
            raise TextkitError("压缩包设了密码，读不了", path=self.path, hint="请取消密码后再读")
        try:
            with self._zip.open(info) as stream:
                return stream.read(info.file_size + 1)
        except (zipfile.BadZipFile, zlib.error, EOFError, OSError, NotImplementedError, RuntimeError, ValueError) as error:
            raise TextkitError(f"{name} 已损坏（{error}）", path=self.path, hint="请重新下载，或用 Word、WPS 打开修复后另存") from error

    def part(self, name: str) -> Any | None:
        """The root element of a part, None where the file has no such part."""
        data = self._bytes(name)
        if data is None:
            return None
        etree: Any = import_module("lxml.etree")  # on first use: it takes a while to load
        head = data[:65536]
        for codec in ("ascii", "utf-16-le", "utf-16-be"):
            if "<!DOCTYPE".encode(codec) in head or "<!ENTITY".encode(codec) in head:
                raise TextkitError(f"{name} 里有 XML 实体声明，疑似 XML 炸弹，未读取", path=self.path, hint="请确认文件来源可靠")
        for strict, usual in _STRICT:
            data = data.replace(strict, usual)
        parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, remove_comments=True, remove_pis=True)
        try:
            return etree.fromstring(data, parser)
        except (etree.XMLSyntaxError, ValueError) as error:
            raise TextkitError(f"{name} 不是完整的 XML（{error}）", path=self.path, hint="请用 Word、WPS 打开修复后另存") from error

    def relations(self, name: str) -> dict[str, Relation]:
        """The relations of a part (of the package for ``""``) by id; targets are names of parts."""
        folder, file = posixpath.split(name)
        root = self.part(posixpath.join(folder, "_rels", f"{file}.rels"))
        out: dict[str, Relation] = {}
        if root is None:
            return out
        for entry in root.iter(_RELATION):
            target, external = entry.get("Target", ""), entry.get("TargetMode") == "External"
            if not external:
                target = posixpath.normpath(posixpath.join(folder, target)) if not target.startswith("/") else target[1:]
            out[entry.get("Id", "")] = Relation(entry.get("Type", "").rsplit("/", 1)[-1], target, external)
        return out
