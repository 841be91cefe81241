"""Files → :class:`~textkit.model.Source`: one module per format, one dispatch.

A reader is a function ``read(data, path) -> (text, encoding, meta)``, or a :class:`~textkit.read.result.Reading` where
the container has pages, paragraphs or cells to lead back to. A new format is a module with such a function and a row in
``_READERS``; formats that people will try but that have no reader yet are named in ``_NOT_YET``. What holds several
documents (``_SEVERAL``: tables with one a row, archives) is read by :func:`textkit.read.several.entries`.
"""

from __future__ import annotations

import hashlib
import os
import re
from collections.abc import Callable, Iterable, Iterator
from importlib import import_module
from pathlib import Path

from textkit.model import Source, TextkitError, reason
from textkit.read.decode import decode
from textkit.read.result import Reading

__all__ = ["SUFFIXES", "decode", "expand", "from_text", "read_bytes", "read_file"]

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
    ".pdf": ("textkit.read.pdf", "application/pdf"),
    ".shtml": ("textkit.read.html", "text/html"),
}
# one file, any number of documents: rows of a table, entries of an archive
_SEVERAL: dict[str, str] = {
    ".csv": "text/csv", ".tsv": "text/tab-separated-values", ".jsonl": "application/jsonl", ".ndjson": "application/jsonl",
    ".xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", ".xlsm": "application/vnd.ms-excel.sheet.macroEnabled.12",
    ".parquet": "application/vnd.apache.parquet", ".dta": "application/x-stata-dta", ".zip": "application/zip",
}
_NOT_YET: dict[str, str] = {
    ".ofd": "OFD 文件", ".xls": "旧版 Excel 表格", ".et": "WPS 表格", ".ods": "OpenDocument 表格", ".ppt": "演示文稿", ".pptx": "演示文稿",
    ".rar": "RAR 压缩包", ".7z": "7z 压缩包", ".mhtml": "网页存档", ".mht": "网页存档", ".epub": "电子书", ".caj": "CAJ 文件",
    ".jpg": "图片", ".jpeg": "图片", ".png": "图片", ".tif": "图片",
}
SUFFIXES: tuple[str, ...] = (*_READERS, *_SEVERAL)
_LARGEST = 512 << 20                              # bytes; a text of that size is no document
_MAGIC = re.compile(r"[*?\[]")
SKIPPED = frozenset({"catalogue.csv", "readme.md"})


def _reader(path: Path) -> tuple[Reader, str]:
    suffix = path.suffix.lower()
    if suffix in _READERS:
        module, media_type = _READERS[suffix]
        reader: Reader = import_module(module).read
        return reader, media_type
    known = "、".join(SUFFIXES)
    if suffix in _NOT_YET:
        raise TextkitError(f"目前还不能读{_NOT_YET[suffix]}", path=str(path), hint=f"请先另存为 {known} 之一")
    if suffix in _SEVERAL:
        raise TextkitError("这种文件可以含有多份文件", path=str(path), hint="请用 tk.read 读取")
    raise TextkitError(f"不认识的文件类型“{suffix or '无扩展名'}”", path=str(path), hint=f"能读的类型：{known}")


def load(path: Path) -> bytes:
    """The bytes of a file. Raises TextkitError where it cannot be opened or is larger than half a gigabyte."""
    try:
        size = path.stat().st_size
        if size > _LARGEST:
            raise TextkitError(f"文件有 {size >> 20} MB，超过 {_LARGEST >> 20} MB 的上限", path=str(path), hint="请拆成几个文件再读")
        return path.read_bytes()
    except OSError as error:
        raise TextkitError(f"打不开文件（{reason(error)}）", path=str(path), hint="请检查路径和读取权限") from error


def relative(path: Path, root: str | os.PathLike[str] | None) -> str:
    """``path`` below ``root`` with forward slashes; as given where there is no root or it does not hold the file."""
    if root is not None:
        try:
            return path.resolve().relative_to(Path(root).resolve()).as_posix()
        except ValueError:
            pass
    return str(path)


def read_bytes(data: bytes, path: str, *, suffix: str | None = None, shown: str | None = None, encoding: str | None = None) -> Source:
    """The content of a file as a Source; ``suffix`` (else that of ``path``) says how to read it.

    ``shown`` is the name that errors carry, ``encoding`` how to decode a text whose catalogue names its encoding. Raises
    TextkitError as :func:`read_file` does. ``read_bytes("各乡镇要抓紧春灌。".encode(), "a.txt").encoding`` is ``utf-8``.
    """
    reader, media_type = _reader(Path(f"a{suffix}") if suffix else Path(path))
    name = shown or path
    found: Reading | None = None
    if encoding and media_type.startswith("text/") and media_type != "text/html":
        try:
            found = Reading(data.decode(encoding), encoding.lower(), {})
        except (LookupError, UnicodeDecodeError):
            found = None                          # the bytes know better
    if found is None:
        found = Reading(*reader(data, name))
    digest = hashlib.sha256(data).hexdigest()
    return Source(path, found.text, found.encoding, digest, media_type, found.meta, found.places, found.tables)


def read_file(path: str | os.PathLike[str], *, root: str | os.PathLike[str] | None = None) -> Source:
    """The file at ``path`` as a Source: text untouched (no newline translation), sha256 of its bytes.

    ``Source.path`` is relative to ``root`` (with forward slashes) where that is given and holds the file. For HTML the
    text is the body as read, one paragraph per line. Raises TextkitError where the file is missing, empty, binary,
    undecodable or of a format that has no reader.

    >>> read_file("corpus/清溪县/2024讲话.txt", root="corpus").path  # doctest: +SKIP
    '清溪县/2024讲话.txt'
    """
    file = Path(path)
    _reader(file)
    return read_bytes(load(file), relative(file, root), shown=str(file))


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
    return list(dict.fromkeys(file for item in given for file in files_of(item)))


def files_of(item: str | os.PathLike[str]) -> Iterator[Path]:
    """The files behind one argument of :func:`expand`, one by one: a folder of a million takes no memory. Raises as that does."""
    path = Path(item)
    found = False
    if path.is_dir():
        for file in _inside(path):
            found = True
            yield file
        if not found:
            raise TextkitError("文件夹里没有能读的文件", path=str(path), hint=f"能读的类型：{'、'.join(SUFFIXES)}")
    elif path.exists():
        if path.suffix.lower() not in _SEVERAL:
            _reader(path)
        yield path
    elif _MAGIC.search(str(item)):
        for entry in _matches(path):
            for file in _inside(entry) if entry.is_dir() else [entry] if entry.suffix.lower() in SUFFIXES else []:
                found = True
                yield file
        if not found:
            raise TextkitError("没有文件与此通配符相符", path=str(item), hint="请检查路径和通配符")
    else:
        raise TextkitError("没有这个文件或文件夹", path=str(path), hint="请检查路径是否写对")


def base_of(item: str | os.PathLike[str]) -> Path:
    """The folder that an argument of :func:`expand` looks into: a folder itself, the fixed part of a glob."""
    path = Path(item)
    parts = path.parts
    if path.is_dir() or not any(_MAGIC.search(part) for part in parts):
        return path
    return Path(*parts[: next(i for i, part in enumerate(parts) if _MAGIC.search(part))])


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
            if not name.startswith((".", "~$")) and name.lower() not in SKIPPED and Path(name).suffix.lower() in SUFFIXES:
                yield Path(directory, name)
