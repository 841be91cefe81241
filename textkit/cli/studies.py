"""``textkit new`` and ``textkit lab``: a folder for a study of one's own, and JupyterLab on it."""

from __future__ import annotations

import subprocess
import sys
from importlib.util import find_spec
from pathlib import Path
from typing import Annotated

import typer

from textkit.cli.shell import orderly, say
from textkit.model import TextkitError

__all__ = ["lab", "new"]


def new(
    folder: Annotated[Path, typer.Argument(metavar="文件夹", help="要建的文件夹；已有内容的不动。")],
) -> None:
    """建一个研究文件夹：放原文的地方、目录表、自己的词表、查稿设置、指向原文的笔记本。

    例：[bold]textkit new 青禾县研究[/bold]
    """
    with orderly():
        from textkit.report.study import TEXTS, new_study

        made = new_study(folder)
        say(f"已建 {made}。把文件放进 {made / TEXTS}，再看 {made / 'README.md'} 里的三条命令。")


def lab(
    folder: Annotated[Path, typer.Argument(metavar="文件夹", help="研究文件夹，或放笔记本的文件夹。")] = Path(),
) -> None:
    """用 JupyterLab 打开一个文件夹里的笔记本（要装 lab）。

    例：[bold]textkit lab 青禾县研究[/bold]
    """
    with orderly():
        if not folder.is_dir():
            raise TextkitError("没有这个文件夹", path=str(folder), hint="先用 textkit new 建一个")
        if find_spec("jupyterlab") is None:
            raise TextkitError("没有安装 JupyterLab", hint='pip install "policy-textkit[lab]"')
        raise typer.Exit(subprocess.run([sys.executable, "-m", "jupyterlab", str(folder)], check=False).returncode)
