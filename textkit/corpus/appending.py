"""Adding lines to a file that several programs write: each line is on the disk when it is said to be, or not at all."""

from __future__ import annotations

import json
import os
import time
from collections.abc import Iterable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import IO

from textkit.corpus.locking import take
from textkit.model import TextkitError, reason

__all__ = ["append_lines", "check_header", "whole_lines"]

WAIT = 10.0              # seconds to wait for another program: it holds the lock for the time of one write


def whole_lines(path: Path) -> list[str]:
    """The lines of a UTF-8 file, without one at the end that is still being written or was when the machine stopped.

    Raises TextkitError where the file cannot be read.
    """
    try:
        lines = path.read_bytes().decode("utf-8-sig").replace("\r\n", "\n").split("\n")
    except OSError as error:
        raise TextkitError(f"读不了这个文件（{reason(error)}）", path=str(path)) from error
    except UnicodeDecodeError as error:
        raise TextkitError("不是 UTF-8 编码的文字", path=str(path), hint="应是 UTF-8 编码的 JSON 行") from error
    if lines[-1] and not _is_json(lines[-1]):
        lines.pop()
    return lines


def _is_json(line: str) -> bool:
    try:
        json.loads(line)
    except (ValueError, RecursionError):
        return False
    return True


def check_header(path: Path, header: str) -> None:
    """Raise TextkitError where ``path`` is there, holds something, and does not begin with the line ``header``."""
    try:
        with path.open("rb") as file:
            _check(file, path, header)
    except FileNotFoundError:
        return
    except OSError as error:
        raise TextkitError(f"读不了这个文件（{reason(error)}）", path=str(path)) from error


def _check(file: IO[bytes], path: Path, header: str) -> None:
    wanted = header.strip().encode()
    begin = file.read(len(wanted) + 3).removeprefix(b"\xef\xbb\xbf")
    if begin and not begin.startswith(wanted):
        raise TextkitError("这个文件已经有了，而且不是 textkit 写的", path=str(path), hint="请换一个文件名")


def append_lines(path: Path, lines: Iterable[str], *, header: str) -> int:
    """Add ``lines`` at the end of ``path``, which begins with the line ``header`` (made where there is none); returns how
    long the file was, in bytes.

    Others may add to the same file at the same time. Raises TextkitError where the file begins otherwise, is held by
    another program for long, or cannot be written; then it is as it was.
    """
    new = "".join(f"{line}\n" for line in lines).encode("utf-8", "surrogatepass")
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        with _held(path) as file:
            file.seek(0)
            _check(file, path, header)
            size = file.seek(0, os.SEEK_END)
            end, joint = _end(file, size)
            try:
                file.truncate(end)
                file.seek(end)
                rest = (b"" if end else header.encode()) + joint + new
                while rest:                       # an unbuffered write may take a part
                    rest = rest[file.write(rest) :]
                os.fsync(file.fileno())
                return size
            except OSError:
                with suppress(OSError):
                    file.truncate(end)
                raise
    except OSError as error:
        raise TextkitError(f"写不了这个文件（{reason(error)}）", path=str(path), hint="看看文件夹能不能写、磁盘满没满") from error


def _end(file: IO[bytes], size: int) -> tuple[int, bytes]:
    """Where the whole lines end, and what has to stand between them and the next: a last line that was never finished goes."""
    file.seek(max(size - 1, 0))
    if not size or file.read(1) == b"\n":
        return size, b""
    file.seek(0)
    text = file.read()
    begin = text.rfind(b"\n") + 1
    return (size, b"\n") if _is_json(text[begin:].decode("utf-8", "replace")) else (begin, b"")


@contextmanager
def _held(path: Path) -> Iterator[IO[bytes]]:
    """The file, open for reading and writing, locked; opened anew where somebody has put another in its place."""
    until = time.monotonic() + WAIT
    while True:
        file = os.fdopen(os.open(path, os.O_RDWR | os.O_CREAT | getattr(os, "O_BINARY", 0), 0o666), "r+b", buffering=0)
        with file:
            try:
                mine = take(file)
            except OSError:
                mine = True                       # a drive without locks: the line is written in one go all the same
            if mine and _same(file, path):
                yield file
                return
        if time.monotonic() > until:
            raise TextkitError("另一个程序一直占着这个文件", path=str(path), hint="请关掉它再试")
        time.sleep(0.02)


def _same(file: IO[bytes], path: Path) -> bool:
    with suppress(OSError):
        return os.path.samestat(os.fstat(file.fileno()), path.stat())
    return False
