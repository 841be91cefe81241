"""Members of a .zip within limits: how many, how large, how far they expand, and where their names lead."""

from __future__ import annotations

import re
import stat
import zipfile
import zlib
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

from textkit.model import TextkitError

__all__ = ["Member", "members"]

_MOST = 10_000                                    # members
_ONE = 256 << 20                                  # bytes of one member
_ALL = 1 << 30                                    # bytes of all
_RATIO = 100                                      # text compresses some five times, a repeated row some fifty
_SMALL = 16 << 20                                 # below this the ratio does not matter
_PIECE = 1 << 20
_OUTSIDE = re.compile(r"^(?:[/\\]|[A-Za-z]:)|(?:^|[/\\])\.\.(?:[/\\]|$)|\x00")
_HIDDEN = re.compile(r"(?:^|/)(?:\.(?![./])|~\$|__MACOSX(?:/|$))")


@dataclass(frozen=True, slots=True)
class Member:
    """A member with its name (forward slashes) and its bytes, or the error that it gave."""

    name: str
    data: bytes = b""
    error: TextkitError | None = None


def members(file: Path, wanted: Callable[[str], bool] | None = None) -> Iterator[Member]:
    """The files in an archive in order of their names; folders and hidden files are left out, nothing is written.

    ``wanted`` says by its name whether a file is read at all.

    Names are UTF-8 where the archive says so or they are, else GB18030. Raises TextkitError where the archive is damaged,
    holds too many members, or expands too far in all; a single bad member (encrypted, damaged, a bomb, a name that
    leads out of the archive) is a :class:`Member` with its error.
    """
    shown = str(file)
    try:
        with zipfile.ZipFile(file) as archive:
            infos = archive.infolist()
            if len(infos) > _MOST:
                raise TextkitError(f"压缩包里有 {len(infos)} 个文件，超过 {_MOST} 个的上限", path=shown, hint="请拆成几个压缩包，或解压后按文件夹读")
            named = sorted(((_name(info), info) for info in infos if not info.is_dir()), key=lambda pair: pair[0])
            if not named:
                raise TextkitError("压缩包里没有文件", path=shown, hint="请确认压缩包完整")
            left = _ALL
            for name, info in named:
                if _HIDDEN.search(name) or wanted is not None and not wanted(name):
                    continue
                member = _read(archive, info, name, f"{shown}/{name}", left)
                left -= len(member.data)
                yield member
    except (zipfile.BadZipFile, zipfile.LargeZipFile, OSError, EOFError, ValueError) as error:
        raise TextkitError("压缩包已损坏或不完整", path=shown, hint="请重新下载或重新压缩") from error


def _name(info: zipfile.ZipInfo) -> str:
    """The name as it was meant: zipfile reads names without the UTF-8 flag as cp437."""
    name = info.filename
    if not info.flag_bits & 0x800 and not name.isascii():
        try:
            raw = name.encode("cp437")
        except UnicodeEncodeError:
            return name.replace("\\", "/")
        for encoding in ("utf-8", "gb18030", "big5"):
            try:
                name = raw.decode(encoding)
                break
            except UnicodeDecodeError:
                continue
    return name.replace("\\", "/")               # some programs of Windows write folders so


def _read(archive: zipfile.ZipFile, info: zipfile.ZipInfo, name: str, path: str, left: int) -> Member:
    def bad(message: str, hint: str) -> Member:
        return Member(name, error=TextkitError(message, path=path, hint=hint))

    if _OUTSIDE.search(name):
        return bad("文件名指向压缩包之外", "这可能是恶意压缩包，已跳过这一项")
    if stat.S_ISLNK(info.external_attr >> 16):
        return bad("这是指向别处的链接，不是文件", "请把真正的文件放进压缩包")
    if info.flag_bits & 0x1:
        return bad("这一项加了密码", "请解压后再读")
    if info.file_size > _ONE:
        return bad(f"解开后有 {info.file_size >> 20} MB，超过 {_ONE >> 20} MB 的上限", "请解压后拆开再读")
    if info.file_size > _SMALL and info.file_size > _RATIO * max(info.compress_size, 1):
        return bad(f"解开后是压缩时的 {info.file_size // max(info.compress_size, 1)} 倍，疑似压缩炸弹", "若确是正常文件，请解压后再读")
    if info.file_size > left:
        return bad(f"压缩包解开后总共超过 {_ALL >> 20} MB 的上限，此后的文件没有读", "请拆成几个压缩包，或解压后按文件夹读")
    parts: list[bytes] = []
    size = 0
    try:
        with archive.open(info) as stream:
            while piece := stream.read(_PIECE):
                size += len(piece)
                if size > min(_ONE, left):
                    return bad("解开后比压缩包所说的大，疑似压缩炸弹", "已跳过这一项")
                parts.append(piece)
    except (zipfile.BadZipFile, zlib.error, EOFError, OSError, ValueError, RuntimeError, NotImplementedError) as error:
        return bad("这一项已损坏，或用了不支持的压缩方法", f"请重新压缩（{error}）")
    return Member(name, b"".join(parts))
