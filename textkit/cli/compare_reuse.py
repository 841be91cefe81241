"""``textkit compare reuse``: who repeats whose text."""

from __future__ import annotations

from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

from textkit.cli.compare import app
from textkit.cli.shell import Lang, name_failures, orderly, put, read_files, refuse, say

__all__ = ["reuse"]


class How(StrEnum):
    """How candidates are looked for."""

    auto = "auto"
    exact = "exact"
    minhash = "minhash"


@app.command("reuse")
def reuse(
    paths: Annotated[list[str], typer.Argument(metavar="文件或文件夹…", help="要比较的报告：一个文件夹，或几个文件。")],
    output: Annotated[Path | None, typer.Option("-o", "--output", metavar="文件", help="写到哪里：.xlsx（带族表和自有比例）或 .csv；不写则在屏幕上列出。")] = None,
    least: Annotated[int, typer.Option(min=8, help="至少多少字相同才列出（不计标点）。")] = 20,
    similar: Annotated[float, typer.Option(min=0.1, max=1, help="两边至少多大比例相同。")] = 0.5,
    method: Annotated[How, typer.Option(help="exact：全部两两比较；minhash：近似查找；auto：装得进内存就全部比较。")] = How.auto,
    memory: Annotated[int, typer.Option(min=1, metavar="MB", help="auto 时可用多少内存。")] = 2048,
    phrases: Annotated[list[Path] | None, typer.Option("--set-phrases", metavar="词表", help="自己的套话词表（.tsv），可写多次。")] = None,
    lang: Annotated[Lang, typer.Option(help="表头用中文还是英文。")] = Lang.zh,
    force: Annotated[bool, typer.Option("--force", help="覆盖不是 textkit 写的同名文件。")] = False,
) -> None:
    """哪些段落在几份文件里重复出现，谁先谁后，各份有多少是自己的。

    例：[bold]textkit compare reuse 各地报告/ -o 文字重复.xlsx[/bold]
    """
    with orderly():
        from textkit.compare import reuse as compare
        from textkit.report import result_csv

        if output is not None and output.suffix.lower() not in (".csv", ".xlsx"):
            raise refuse(f"从“{output.name}”看不出要写哪种文件。请用 .csv 或 .xlsx 结尾")
        corpus = read_files(paths)
        failed = name_failures(corpus)
        if not len(corpus):
            raise typer.Exit(1)
        result = compare(corpus, least=least, similar=similar, method=method.value, memory=memory,
                         set_phrase_lists=tuple(str(path) for path in phrases or ()))
        if output is None:
            put(result_csv(result))
        elif output.suffix.lower() == ".csv":
            result.to_csv(output, overwrite=force)
        else:
            result.to_excel(output, lang=lang.value, overwrite=force)
        for note in result.notes:
            say(note)
        if output is not None:
            say(f"已写 {output}")
        if failed:
            raise typer.Exit(1)
