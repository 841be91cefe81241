"""One writer at a time. In a folder the operating system holds the lock and lets go of it when the process ends, however
it ends; at an address there is a file that says who writes."""

from __future__ import annotations

import json
import os
import socket
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from datetime import UTC, datetime

from textkit.corpus.locking import take
from textkit.corpus.store.storage import Folder, Storage
from textkit.model import TextkitError, reason

__all__ = ["locked"]

_NAME = ".lock"


def _me() -> bytes:
    now = datetime.now(UTC).isoformat(timespec="seconds")
    return json.dumps({"pid": os.getpid(), "host": socket.gethostname(), "since": now}).encode()


def _taken(where: str, who: bytes, hint: str) -> TextkitError:
    try:
        holder = json.loads(who)
        said = f"（{holder['host']} 上的进程 {holder['pid']}，自 {holder['since']}）"
    except (ValueError, KeyError, TypeError):
        said = ""
    return TextkitError(f"另一个程序正在写这个数据集{said}", path=where, hint=hint)


@contextmanager
def locked(where: Storage) -> Iterator[None]:
    """Hold the store for writing. Raises TextkitError where somebody else does, naming process, machine and time."""
    if isinstance(where, Folder):
        path = where.path / _NAME
        try:
            file = path.open("r+b" if path.exists() else "w+b")
        except OSError as error:
            raise TextkitError(f"不能写这个文件夹（{reason(error)}）", path=where.url) from error
        with file:
            if not take(file):
                file.seek(0)
                raise _taken(where.url, file.read(1000), "请等它结束，或换一个文件夹")
            file.seek(0)
            file.truncate()
            file.write(_me())
            file.flush()
            yield
    else:
        if where.exists(_NAME):
            raise _taken(where.url, where.read(_NAME), f"请等它结束；确知没有程序在写时，删去 {_NAME} 再来")
        where.write(_NAME, me := _me())
        if where.read(_NAME) != me:               # two came at once, the later stays
            raise _taken(where.url, where.read(_NAME), "请等它结束")
        try:
            yield
        finally:
            with suppress(Exception):
                where.remove(_NAME)
