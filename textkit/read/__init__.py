"""Files → :class:`~textkit.model.Source`: one module per format, one dispatch.

A reader is a function ``read(data, path) -> (text, encoding, meta)``, or a :class:`~textkit.read.result.Reading` where
the container has pages, paragraphs or cells to lead back to. A new format is a module with such a function and a row in
``_READERS``; formats that people will try but that have no reader yet are named in ``_NOT_YET``.
"""

from __future__ import annotations

import hashlib
import os
import re
from collections.abc import Callable, Iterable
from importlib import import_module
from pathlib import Path

from textkit.model import Source, TextkitError
from textkit.read.decode import decode
from textkit.read.result import Reading

__all__ = ["SUFFIXES", "decode", "expand", "from_text", "read_file"]

Reader = Callable[[bytes, str], tuple[str, str, dict[str, str]] | Reading]

# suffix → module with ``read``, media type. Modules are imported on first use, so that reading text costs no parser.
_READERS: dict[str, tuple[str, str]] = {
    ".txt": ("textkit.read.plain", "text/plain"),
    ".md": ("textkit.read.plain", "text/markdown"),
    ".html": ("textkit.read.html", "text/html"),
    ".htm": ("textkit.read.html", "text/html"),
    ".docx": ("textkit.read.docx", "application/vnd.openxmlformats-officedocument.wordprocessingml.document"),
    ".docm": ("textkit.read.docx", "application/vnd.ms-word.document.macroEnabled.12"),
    ".doc": ("textkit.read.office", "application/msword"),
    ".wps": ("textkit.read.office", "application/vnd.ms-works"),
    ".rtf": ("textkit.read.office", "application/rtf"),
    ".odt": ("textkit.read.office", "application/vnd.oasis.opendocument.text"),
}
_NOT_YET: dict[str, str] = {
    ".pdf": "PDF 文件", ".ofd": "OFD 文件", ".zip": "压缩包", ".xlsx": "Excel 表格", ".xls": "旧版 Excel 表格",
    ".mhtml": "网页存档", ".epub": "电子书", ".jpg": "图片", ".png": "图片",
}
SUFFIXES: tuple[str, ...] = tuple(_READERS)
_MAGIC = re.compile(r"[*?\[]")
_SKIPPED = frozenset({"catalogue.csv", "readme.md"})


def _reader(path: Path) -> tuple[Reader, str]:
    suffix = path.suffix.lower()
    if suffix in _READERS:
        module, media_type = _READERS[suffix]
        reader: Reader = import_module(module).read
        return reader, media_type
    known = "、".join(SUFFIXES)
    if suffix in _NOT_YET:
        raise TextkitError(f"目前还不能读{_NOT_YET[suffix]}", path=str(path), hint=f"请先另存为 {known} 之一")
    raise TextkitError(f"不认识的文件类型“{suffix or '无扩展名'}”", path=str(path), hint=f"能读的类型：{known}")


def read_file(path: str | os.PathLike[str], *, root: str | os.PathLike[str] | None = None) -> Source:
    """The file at ``path`` as a Source: text untouched (no newline translation), sha256 of its bytes.

    ``Source.path`` is relative to ``root`` (with forward slashes) where that is given and holds the file. For HTML the
    text is the body as read, one paragraph per line. Raises TextkitError where the file is missing, empty, binary,
    undecodable or of a format that has no reader.

    >>> read_file("corpus/清溪县/2024讲话.txt", root="corpus").path  # doctest: +SKIP
    '清溪县/2024讲话.txt'
    """
    file = Path(path)
    reader, media_type = _reader(file)
    name = str(file)
    try:
        data = file.read_bytes()
    except OSError as error:
        raise TextkitError(f"打不开文件（{error.strerror or error}）", path=name, hint="请检查路径和读取权限") from error
    digest = hashlib.sha256(data).hexdigest()
    found = Reading(*reader(data, name))
    if root is not None:
        try:
            name = file.resolve().relative_to(Path(root).resolve()).as_posix()
        except ValueError:
            name = str(file)
    return Source(name, found.text, found.encoding, digest, media_type, found.meta, found.places, found.tables)


def from_text(text: str, path: str = "（文本）") -> Source:
    """A Source from a string in memory; sha256 is of its UTF-8 bytes. ``from_text("同志们：").encoding`` is ``str``.

    Raises TextkitError where the text is empty.
    """
    if not text.strip():
        raise TextkitError("文本是空的", path=path, hint="请给出要分析的正文")
    return Source(path, text, "str", hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest())


def expand(paths: str | os.PathLike[str] | Iterable[str | os.PathLike[str]]) -> list[Path]:
    """The files behind files, folders and globs, in order and each once.

    A folder gives, sorted and recursively, the files that have a reader; hidden files and folders and ``catalogue.csv``
    are skipped. A file named outright must have a reader. Raises TextkitError where a path does not exist, a glob or
    folder gives nothing, or a named file has no reader. ``expand("语料/*.txt")`` gives every .txt of that folder.
    """
    given = [paths] if isinstance(paths, (str, os.PathLike)) else list(paths)
    files: dict[Path, None] = {}
    for item in given:
        path = Path(item)
        if path.is_dir():
            found = list(_inside(path))
            if not found:
                raise TextkitError("文件夹里没有能读的文件", path=str(path), hint=f"能读的类型：{'、'.join(SUFFIXES)}")
        elif path.exists():
            _reader(path)
            found = [path]
        elif _MAGIC.search(str(item)):
            found = []
            for entry in _matches(path):
                if entry.is_dir():
                    found += _inside(entry)
                elif entry.suffix.lower() in _READERS:
                    found.append(entry)
            if not found:
                raise TextkitError("没有文件与此通配符相符", path=str(item), hint="请检查路径和通配符")
        else:
            raise TextkitError("没有这个文件或文件夹", path=str(path), hint="请检查路径是否写对")
        files.update(dict.fromkeys(found))
    return list(files)


def _matches(pattern: Path) -> list[Path]:
    """The paths that fit a glob, sorted; ``**`` goes into folders. Hidden ones only where the pattern names the dot."""
    parts = pattern.parts
    fixed = next(i for i, part in enumerate(parts) if _MAGIC.search(part))
    base = Path(*parts[:fixed]) if fixed else Path()
    rest = "/".join(parts[fixed:])
    hidden = ("~$",) if any(part.startswith(".") for part in parts[fixed:]) else (".", "~$")
    return sorted(path for path in base.glob(rest) if not any(p.startswith(hidden) for p in path.relative_to(base).parts))


def _inside(folder: Path) -> Iterable[Path]:
    for directory, folders, names in os.walk(folder):
        folders[:] = sorted(name for name in folders if not name.startswith("."))
        for name in sorted(names):
            if not name.startswith((".", "~$")) and name not in _SKIPPED and Path(name).suffix.lower() in _READERS:
                yield Path(directory, name)
