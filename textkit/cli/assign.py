"""``textkit assign``: propose who owns the tasks that name no owner."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from textkit.cli.outputs import Force, Headings, allow, read_all
from textkit.cli.shell import Lang, orderly, put, say

__all__ = ["assign"]


def assign(
    paths: Annotated[list[str], typer.Argument(metavar="文件…", help="列出任务的文件。")],
    roster: Annotated[Path | None, typer.Option("--roster", metavar="名册.csv", help="单位、别名、职责、分管领导、联系人；不写则用县级通用名册。")] = None,
    precedents: Annotated[Path | None, typer.Option("--precedents", metavar="文件或文件夹", help="写明了责任单位的往年文件或任务分解表。")] = None,
    output: Annotated[Path | None, typer.Option(
        "-o", "--output", metavar="文件", help="建议清单 .csv，或任务分解表 .xlsx、.docx（建议另色标出）；不写则在屏幕上列出。")] = None,
    every: Annotated[bool, typer.Option("--every", help="原文已写明单位的任务也提建议，供对照。")] = False,
    lang: Headings = Lang.zh,
    force: Force = False,
) -> None:
    """为没有写明单位和时限的任务拟定牵头单位、责任单位、责任领导和时限，注明依据。

    例：[bold]textkit assign 讲话.txt --roster 名册.csv --precedents 去年任务分解表.xlsx -o 拟定.xlsx[/bold]
    """
    with orderly():
        from textkit.draft import assign as propose
        from textkit.report import result_csv, task_table

        allow([output] if output else None, ".docx", figures=False)
        corpus, failed = read_all(paths)
        result = propose(corpus, roster, precedents=precedents, every=every)
        if output is None:
            put(result_csv(result, result.shown))
        elif output.suffix.lower() == ".csv":
            result.to_csv(output, overwrite=force)
        else:
            task_table(corpus, output, lang=lang.value, proposed=result.cells(), overwrite=force)
        for note in result.notes:
            say(note)
        if output is not None:
            say(f"已写 {output}")
        if failed:
            raise typer.Exit(1)
