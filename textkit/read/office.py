"""Old Word, WPS, RTF and OpenDocument texts: LibreOffice makes a .docx of them, and the reader of .docx reads that.

LibreOffice runs without a window in a profile of its own (the user's is never touched, macros and links are off), one
at a time, with a time limit, and is killed with everything it started.
"""

from __future__ import annotations

import contextlib
import os
import re
import shutil
import signal
import subprocess
import sys
import tempfile
import threading
import zipfile
from collections.abc import Sequence
from functools import lru_cache
from io import BytesIO
from pathlib import Path

from textkit.model import TextkitError
from textkit.read import docx
from textkit.read.docx_package import ole_kind
from textkit.read.result import Reading

__all__ = ["program", "read", "to_docx"]

SECONDS = 120         # a report of 40 pages takes about two seconds, the first start of a profile about five
_LOCK = threading.Lock()
_USUAL = (
    "/Applications/LibreOffice.app/Contents/MacOS/soffice",
    r"C:\Program Files\LibreOffice\program\soffice.exe",
    r"C:\Program Files (x86)\LibreOffice\program\soffice.exe",
)
# no macros, nothing fetched from addresses inside a document
_SETTINGS = """<?xml version="1.0" encoding="UTF-8"?>
<oor:items xmlns:oor="http://openoffice.org/2001/registry" xmlns:xs="http://www.w3.org/2001/XMLSchema" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">
<item oor:path="/org.openoffice.Office.Common/Security/Scripting"><prop oor:name="MacroSecurityLevel" oor:op="fuse"><value>3</value></prop></item>
<item oor:path="/org.openoffice.Office.Common/Security/Scripting"><prop oor:name="DisableMacrosExecution" oor:op="fuse"><value>true</value></prop></item>
<item oor:path="/org.openoffice.Office.Common/Security/Scripting"><prop oor:name="BlockUntrustedRefererLinks" oor:op="fuse"><value>true</value></prop></item>
<item oor:path="/org.openoffice.Office.Writer/Content/Update"><prop oor:name="Link" oor:op="fuse"><value>2</value></prop></item>
</oor:items>
"""
_NAMES = {".doc": "旧版 Word 文档（.doc）", ".wps": "WPS 文档（.wps）", ".rtf": "RTF 文档（.rtf）", ".odt": "OpenDocument 文档（.odt）"}


def program() -> str | None:
    """Where LibreOffice is, None where it is not installed."""
    for name in ("soffice", "libreoffice"):
        found = shutil.which(name)
        if found:
            return found
    return next((path for path in _USUAL if Path(path).is_file()), None)


@lru_cache(maxsize=1)
def _profile() -> tempfile.TemporaryDirectory[str]:
    """The profile of this process, removed when it ends; starting in a fresh one each time costs seconds."""
    folder = tempfile.TemporaryDirectory(prefix="textkit-office-", ignore_cleanup_errors=True)
    user = Path(folder.name, "user")
    user.mkdir()
    (user / "registrymodifications.xcu").write_text(_SETTINGS, encoding="utf-8")
    return folder


def _kill(process: subprocess.Popen[bytes]) -> None:
    """End a process and all it started."""
    if sys.platform == "win32":
        subprocess.run(["taskkill", "/T", "/F", "/PID", str(process.pid)], capture_output=True, check=False)
    else:
        with contextlib.suppress(ProcessLookupError, PermissionError):
            os.killpg(process.pid, signal.SIGKILL)
    with contextlib.suppress(subprocess.TimeoutExpired):
        process.wait(10)


def _run(command: list[str], seconds: float) -> None:
    """Run a command to its end; subprocess.TimeoutExpired after ``seconds``, when it is killed with its children."""
    with tempfile.TemporaryFile() as said:
        if sys.platform == "win32":
            process = subprocess.Popen(command, stdin=subprocess.DEVNULL, stdout=said, stderr=said,
                                       creationflags=subprocess.CREATE_NEW_PROCESS_GROUP)
        else:
            process = subprocess.Popen(command, stdin=subprocess.DEVNULL, stdout=said, stderr=said, start_new_session=True)
        try:
            process.wait(seconds)
        finally:
            _kill(process)


def _check(data: bytes, path: str, suffix: str) -> None:
    """Refuse what LibreOffice would open as something else or not at all."""
    if not data.strip(b"\x00 \t\r\n"):
        raise TextkitError("文件是空的", path=path, hint="请确认文件保存或下载完整后再读")
    head = data[:1024].lstrip(b"\xef\xbb\xbf \t\r\n").lower()
    good = {
        ".rtf": head.startswith(b"{\\rtf"),
        ".odt": data.startswith(b"PK") and b"opendocument" in data[:200],
    }.get(suffix, ole_kind(data) in ("doc", "other") or head.startswith(b"{\\rtf") or suffix == ".wps" and data[:2] == b"\x01\xfe")
    if good:
        return
    if ole_kind(data) == "encrypted":
        raise TextkitError("这个文件设了打开密码，读不了", path=path, hint="请在 Word 或 WPS 中取消密码后另存")
    for marks, name, hint in (
        ((b"<!doctype html", b"<html", b"<head", b"<meta"), "网页", "请把扩展名改为 .html"),
        ((b"mime-version:",), "网页存档", "请用浏览器打开后另存为 .html"), ((b"%pdf",), "PDF 文件", "请把扩展名改为 .pdf"),
        ((b"<?xml",), "XML 文件", "请用 Word 或 WPS 打开并另存为 .docx"), ((b"{\\rtf",), "RTF 文档", "请把扩展名改为 .rtf"),
        ((b"\xd0\xcf\x11\xe0",), "旧版 Word 文档", "请把扩展名改为 .doc"), ((b"pk",), "压缩包", "请重新下载，或按其真实格式改扩展名"),
    ):
        if head.startswith(marks):
            raise TextkitError(f"扩展名是 {suffix}，内容却是{name}", path=path, hint=hint)
    raise TextkitError(f"不是{_NAMES.get(suffix, 'Office 文档')}，或文件已损坏", path=path, hint="请用原软件打开并另存为 .docx")


def to_docx(files: Sequence[tuple[bytes, str]], *, seconds: float = SECONDS) -> list[bytes | None]:
    """The same documents as .docx, made by LibreOffice in one go; None for one that it cannot read.

    ``files`` are contents with their suffix (``.doc``, ``.odt`` …). Starting LibreOffice takes two seconds and a
    document much less, so several at once are quicker than one by one. Raises TextkitError where LibreOffice is not
    installed or takes longer than ``seconds``.
    """
    office = program()
    if office is None:
        name = _NAMES.get(files[0][1], "这类文件") if files else "这类文件"
        raise TextkitError(f"读{name}需要 LibreOffice，这台机器上没有找到",
                           hint="请安装 LibreOffice（https://zh-cn.libreoffice.org），或用 Word、WPS 另存为 .docx")
    with _LOCK, tempfile.TemporaryDirectory(prefix="textkit-office-", ignore_cleanup_errors=True) as folder:
        given = [Path(folder, f"{number}{suffix}") for number, (_, suffix) in enumerate(files)]
        for path, (data, _) in zip(given, files, strict=True):
            path.write_bytes(_typed_numbers(data) if data.lstrip()[:5] == b"{\\rtf" else data)
        made = Path(folder, "made")
        profile = Path(_profile().name).as_uri()
        try:
            _run([office, f"-env:UserInstallation={profile}", "--headless", "--norestore", "--nolockcheck", "--nodefault",
                  "--nofirststartwizard", "--convert-to", "docx:MS Word 2007 XML", "--outdir", str(made), *map(str, given)], seconds)
        except subprocess.TimeoutExpired:
            raise TextkitError(f"LibreOffice 用了 {seconds:.0f} 秒还没有读完，已停止", hint="请用 Word、WPS 打开并另存为 .docx") from None
        except OSError as error:
            raise TextkitError(f"LibreOffice 启动不了（{error}）", hint="请检查 LibreOffice 的安装") from error
        found = [made / f"{path.stem}.docx" for path in given]
        return [path.read_bytes() if path.is_file() else None for path in found]


_LABEL = re.compile(rb"\{\\listtext(?![a-z])([^{}]{0,400})\}")
_LIST = re.compile(rb"\\(ls\d|listtable\b|listoverridetable\b)")
_GAP = re.compile(rb"(\\[a-z]{1,20}-?\d{0,9}) {2,9}")
# what stands before the tab behind a label: a character by number (with its stand-ins), by code page, or plain
_TAB = re.compile(rb"(?:\\u(?P<number>\d{1,5})(?:\\'[0-9a-f]{2}|\?){0,2}|(?P<page>\\'[89a-f][0-9a-f])|(?P<plain>[^\s{}]))\s{0,2}\\tab ?$")


def _typed_numbers(data: bytes) -> bytes:
    """RTF with its automatic numbers as text.

    RTF holds every label twice: as a rule, which programs write in one code page and often lose (一、 becomes 一?), and
    as it was shown (\\listtext). The second is taken, and the rules are renamed into something to be skipped.
    """
    if not _LABEL.search(data):
        return data

    def label(match: re.Match[bytes]) -> bytes:
        words = match[1].removesuffix(b" ").removesuffix(b"\\tab")
        last = _TAB.search(match[1])
        if last and (last["plain"] or last["number"] and int(last["number"]) < 0x2000):
            words += b" "                         # 1. and a) are set off, 一、 and （一） are not
        return b"{" + _GAP.sub(rb"\1 ", words) + b"}"

    return _LIST.sub(rb"\\x\1", _LABEL.sub(label, data))


def _is_docx(data: bytes) -> bool:
    try:
        with zipfile.ZipFile(BytesIO(data)) as archive:
            return "word/document.xml" in archive.namelist()
    except (zipfile.BadZipFile, ValueError, OSError, NotImplementedError):
        return False


def read(data: bytes, path: str) -> Reading:
    """The text of a .doc, .wps, .rtf or .odt with places and tables, as :func:`textkit.read.docx.read` gives them.

    A .docx under a name of these (通知.doc is often one) needs no LibreOffice. Raises TextkitError where LibreOffice is
    needed and not installed, and where the file is empty, encrypted, damaged or something else.
    """
    suffix = Path(path).suffix.lower()
    if data.startswith(b"PK") and _is_docx(data):
        return docx.read(data, path)
    _check(data, path, suffix)
    try:
        made = to_docx([(data, suffix)])[0]
    except TextkitError as error:
        raise TextkitError(error.message, path=path, hint=error.hint) from error
    if made is None:
        raise TextkitError("LibreOffice 读不了这个文件，文件可能已损坏或设了密码", path=path, hint="请用 Word、WPS 打开并另存为 .docx")
    found = docx.read(made, path)
    found.meta.pop("application", None)           # LibreOffice's own name
    return found
