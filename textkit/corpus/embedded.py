"""Where the embedded corpus and the notebooks are: inside the installed package, or beside it in a checkout."""

from __future__ import annotations

from pathlib import Path

from textkit.model import TextkitError

__all__ = ["folder"]


def folder(name: str = "corpus") -> Path:
    """The folder ``corpus`` or ``notebooks`` that came with textkit. Raises TextkitError where it did not."""
    package = Path(__file__).resolve().parents[1]
    for place in (package / "_data" / name, package.parent / name):
        if place.is_dir():
            return place
    raise TextkitError(f"没有找到随附的 {name} 文件夹", hint="请重新安装 policy-textkit")
