"""Where a store lies: a folder of this machine, or any address that fsspec knows (``s3://…``, ``hdfs://…``).

Nothing above this module knows which. A file becomes visible whole or not at all: in a folder by a temporary file and
``os.replace``, in an object store because an object is.
"""

from __future__ import annotations

import os
from contextlib import AbstractContextManager, contextmanager, suppress
from pathlib import Path
from typing import IO, TYPE_CHECKING, Any, Protocol
from uuid import uuid4

from textkit.model import TextkitError, reason

if TYPE_CHECKING:
    from collections.abc import Iterator

__all__ = ["Folder", "Remote", "Storage", "storage"]


class Storage(Protocol):
    """Files below one root, named with forward slashes."""

    url: str

    def read(self, name: str) -> bytes: ...
    def write(self, name: str, data: bytes) -> None: ...
    def exists(self, name: str) -> bool: ...
    def names(self, folder: str) -> list[str]: ...
    def remove(self, name: str) -> None: ...
    def create(self) -> None: ...
    def is_empty(self) -> bool: ...
    def open(self, name: str) -> Any: ...
    def making(self, name: str) -> AbstractContextManager[IO[bytes]]: ...


class Folder:
    """A folder of this machine."""

    def __init__(self, path: Path) -> None:
        self.path = path.absolute()
        self.url = str(self.path)

    def read(self, name: str) -> bytes:
        return (self.path / name).read_bytes()

    def write(self, name: str, data: bytes) -> None:
        """The file ``name`` holds ``data``, or what it held before."""
        with self.making(name) as file:
            file.write(data)

    def exists(self, name: str) -> bool:
        return (self.path / name).exists()

    def names(self, folder: str) -> list[str]:
        """The files in a folder, temporary ones included, as names below the root."""
        at = self.path / folder
        return sorted(f"{folder}/{file.name}" for file in at.iterdir() if file.is_file()) if at.is_dir() else []

    def remove(self, name: str) -> None:
        """Take a file away; one that another program holds open stays (Windows) and is no part of the store any more."""
        with suppress(OSError):
            (self.path / name).unlink(missing_ok=True)

    def create(self) -> None:
        try:
            self.path.mkdir(parents=True, exist_ok=True)
        except OSError as error:
            raise TextkitError(f"建不了文件夹（{reason(error)}）", path=self.url) from error

    def is_empty(self) -> bool:
        return not self.path.exists() or not any(self.path.iterdir())

    def open(self, name: str) -> Path:
        """What pyarrow reads from."""
        return self.path / name

    @contextmanager
    def making(self, name: str) -> Iterator[IO[bytes]]:
        """A file to write to; when the block ends well it is on the disk and is ``name``."""
        target = self.path / name
        target.parent.mkdir(parents=True, exist_ok=True)
        temporary = target.with_name(f".{target.name}.{uuid4().hex[:8]}")
        try:
            with temporary.open("wb") as file:
                yield file
                file.flush()
                os.fsync(file.fileno())
            temporary.replace(target)
        finally:
            with suppress(OSError):
                temporary.unlink(missing_ok=True)


class Remote:
    """An address that fsspec opens."""

    def __init__(self, url: str) -> None:
        try:
            from fsspec.core import url_to_fs
        except ImportError as error:
            raise TextkitError("写到网络存储需要 fsspec", path=url, hint="请安装：pip install 'policy-textkit[dask]'") from error
        try:
            self._fs, self._root = url_to_fs(url)
        except (ImportError, ValueError) as error:
            raise TextkitError(f"打不开这个地址（{error}）", path=url) from error
        self.url = url

    def _at(self, name: str) -> str:
        return f"{self._root.rstrip('/')}/{name}"

    def read(self, name: str) -> bytes:
        return bytes(self._fs.cat_file(self._at(name)))

    def write(self, name: str, data: bytes) -> None:
        self._fs.makedirs(self._at(name).rpartition("/")[0], exist_ok=True)
        self._fs.pipe_file(self._at(name), data)

    def exists(self, name: str) -> bool:
        return bool(self._fs.exists(self._at(name)))

    def names(self, folder: str) -> list[str]:
        if not self.exists(folder):
            return []
        return sorted(f"{folder}/{str(path).rpartition('/')[2]}" for path in self._fs.ls(self._at(folder), detail=False))

    def remove(self, name: str) -> None:
        with suppress(FileNotFoundError):
            self._fs.rm_file(self._at(name))

    def create(self) -> None:
        self._fs.makedirs(self._root, exist_ok=True)

    def is_empty(self) -> bool:
        return not self._fs.exists(self._root) or not self._fs.ls(self._root, detail=False)

    def open(self, name: str) -> Any:
        return self._fs.open(self._at(name), "rb")

    @contextmanager
    def making(self, name: str) -> Iterator[IO[bytes]]:
        self._fs.makedirs(self._at(name).rpartition("/")[0], exist_ok=True)
        with self._fs.open(self._at(name), "wb") as file:
            yield file


def storage(where: str | os.PathLike[str]) -> Storage:
    """The storage at a path or an address. Raises TextkitError where the address cannot be opened."""
    text = os.fspath(where)
    return Remote(text) if "://" in text else Folder(Path(text))
