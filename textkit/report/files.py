"""Writing a file whole or not at all, and never over one that is not ours."""

from __future__ import annotations

import json
import os
import tempfile
import zipfile
from collections.abc import Callable, Iterable
from contextlib import suppress
from pathlib import Path

from textkit.model import TextkitError, reason

__all__ = ["CREATOR", "MARK", "replaceable", "write", "write_json", "write_lines", "write_text"]

CREATOR = "textkit"
#: Comment at the end of a zip whose author is somebody else: no office program keeps it when it saves the file anew.
MARK = b"textkit"


def _ours(path: Path, header: str) -> bool:
    """Whether textkit wrote ``path`` and nobody saved it since: by its own mark at the start, or in the package."""
    try:
        if path.stat().st_size == 0:
            return True
        if path.suffix.lower() in (".xlsx", ".docx"):
            with zipfile.ZipFile(path) as archive:
                if archive.comment == MARK:
                    return True
                core = archive.read("docProps/core.xml").decode("utf-8", "replace")
            return f">{CREATOR}</dc:creator>" in core and f">{CREATOR}</cp:lastModifiedBy>" in core
        if not header:
            return False
        with path.open(encoding="utf-8-sig", errors="replace", newline="") as file:
            return file.read(len(header)) == header
    except (OSError, KeyError, zipfile.BadZipFile):
        return False


def replaceable(path: Path, header: str = "") -> bool:
    """Whether ``path`` may be written: nothing is there, or a file of ours that starts with ``header`` (see :func:`write`)."""
    return not path.exists() or path.is_file() and _ours(path, header)


def write(path: Path, save: Callable[[Path], None], *, header: str = "", overwrite: bool = False) -> None:
    """Let ``save`` write a new file beside ``path`` and move it there in one step.

    A file that textkit wrote (it starts with ``header``, or is a workbook or Word file of ours that nobody saved since)
    is replaced; any other only with ``overwrite``. Raises TextkitError where it may not or cannot write.
    """
    if path.is_dir():
        raise TextkitError("这是一个文件夹，不能当文件写", path=str(path), hint="请写出文件名")
    if not overwrite and not replaceable(path, header):
        raise TextkitError("这个文件已经有了，而且不是 textkit 写的（或写后被人改过）", path=str(path),
                           hint="请换一个文件名；确实要覆盖，命令行加 --force，程序里传 overwrite=True")
    temporary: Path | None = None
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        handle, name = tempfile.mkstemp(prefix=".textkit-", suffix=path.suffix, dir=path.parent)
        os.close(handle)
        temporary = Path(name)
        save(temporary)
        if path.exists():
            temporary.chmod(path.stat().st_mode & 0o777)
        else:
            umask = os.umask(0)
            os.umask(umask)
            temporary.chmod(0o666 & ~umask)
        temporary.replace(path)
    except OSError as error:
        raise TextkitError(f"写不了这个文件（{reason(error)}）", path=str(path),
                           hint="看看文件是否正被别的程序打开、文件夹能不能写、磁盘满没满") from error
    finally:
        if temporary is not None:
            with suppress(OSError):
                temporary.unlink(missing_ok=True)


def write_text(path: Path, text: str, *, header: str = "", overwrite: bool = False, encoding: str = "utf-8") -> None:
    """Write ``text`` as it is (no newline translation). ``header`` is what files of ours of this kind start with, if anything."""
    def save(to: Path) -> None:
        with to.open("w", encoding=encoding, errors="replace", newline="") as file:
            file.write(text)

    write(path, save, header=header, overwrite=overwrite)


def write_lines(path: Path, lines: Iterable[str], *, header: str) -> None:
    """Write lines of text under ``header``, their first line; a file that does not start with it is not replaced."""
    write_text(path, header + "".join(f"{line}\n" for line in lines), header=header)


JSON_HEADER = '{\n "textkit": '


def write_json(path: Path, data: dict[str, object], *, overwrite: bool = False) -> None:
    """Write ``data``, whose first key is ``textkit`` (the version), by which a later run knows the file as ours."""
    text = json.dumps(data, ensure_ascii=False, indent=1, allow_nan=False)
    write_text(path, text + "\n", header=JSON_HEADER, overwrite=overwrite)
