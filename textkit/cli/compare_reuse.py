"""``textkit compare reuse``: who repeats whose text."""

from __future__ import annotations

from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

from textkit.cli.compare import app
from textkit.cli.outputs import Force, Language, Output, Paths, allow, deliver, read_all
from textkit.cli.shell import Lang, orderly

__all__ = ["reuse"]


class How(StrEnum):
    """How candidates are looked for."""

    auto = "auto"
    exact = "exact"
    minhash = "minhash"


@app.command("reuse")
def reuse(
    paths: Paths,
    output: Output = None,
    least: Annotated[int, typer.Option(min=8, help="至少多少字相同才列出（不计标点）。")] = 20,
    similar: Annotated[float, typer.Option(min=0.1, max=1, help="两边至少多大比例相同。")] = 0.5,
    method: Annotated[How, typer.Option(help="exact：全部两两比较；minhash：近似查找；auto：装得进内存就全部比较。")] = How.auto,
    memory: Annotated[int, typer.Option(min=1, metavar="MB", help="auto 时可用多少内存。")] = 2048,
    phrases: Annotated[list[Path] | None, typer.Option("--set-phrases", metavar="词表", help="自己的套话词表（.tsv），可写多次。")] = None,
    lang: Language = Lang.zh,
    force: Force = False,
) -> None:
    """哪些段落在几份文件里重复出现，谁先谁后，各份有多少是自己的。

    例：[bold]textkit compare reuse 各地报告/ -o 文字重复.xlsx[/bold]
    """
    with orderly():
        from textkit.compare import reuse as compare

        allow(output)
        corpus, failed = read_all(paths)
        result = compare(corpus, least=least, similar=similar, method=method.value, memory=memory,
                         set_phrase_lists=tuple(str(path) for path in phrases or ()))
        deliver(result, output, force, failed, lang=lang)
