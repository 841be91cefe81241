"""Where a result comes from: textkit's version, the options, and the files with their sha256."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from functools import lru_cache
from typing import Any

from textkit.model import Document

__all__ = ["failures", "options", "sources", "version"]


@lru_cache(maxsize=1)
def version() -> str:
    """The version of the installed distribution, ``0+source`` when run from a folder that was never installed."""
    from importlib.metadata import PackageNotFoundError
    from importlib.metadata import version as installed

    try:
        return installed("policy-textkit")
    except PackageNotFoundError:
        return "0+source"


def options(what: object) -> dict[str, str | int | float | bool | None]:
    """The options that a Corpus was read with, a list as its items joined by 、; nothing for bare documents."""
    found = getattr(what, "options", None)
    if not isinstance(found, Mapping):
        return {}

    def plain(value: object) -> str | int | float | bool | None:
        if isinstance(value, (list, tuple)):
            return "、".join(map(str, value))
        return value if isinstance(value, (str, int, float, bool, type(None))) else str(value)

    return {str(name): plain(value) for name, value in found.items()}


def failures(what: object) -> list[tuple[str, str]]:
    """The files of a Corpus that could not be read, each with its reason."""
    return [(str(path), str(reason)) for path, reason in getattr(what, "failures", None) or []]


def sources(documents: Iterable[Document]) -> list[dict[str, Any]]:
    """One record per file, in order: path, encoding, sha256, media_type, number of documents and of tasks."""
    files: dict[tuple[str, str], dict[str, Any]] = {}
    for document in documents:
        source = document.source
        record = files.setdefault((source.path, source.sha256), {
            "path": source.path, "encoding": source.encoding, "sha256": source.sha256,
            "media_type": source.media_type, "documents": 0, "tasks": 0,
        })
        record["documents"] += 1
        record["tasks"] += len(document.tasks)
    return list(files.values())
