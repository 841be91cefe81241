"""``textkit compare``: one subcommand per comparison."""

from __future__ import annotations

from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

from textkit.cli.shell import name_failures, orderly, put, read_files, refuse, say

__all__ = ["app"]

app = typer.Typer(no_args_is_help=True, help="对照几份报告：目标与完成情况，用词。")


class Which(StrEnum):
    """Which targets ``compare delivery`` follows."""

    main = "main"
    all = "all"


@app.command("delivery")
def delivery(
    earlier: Annotated[str, typer.Argument(metavar="上一年报告", help="提出目标的报告：一个文件，或放各地报告的文件夹。")],
    later: Annotated[str, typer.Argument(metavar="下一年报告", help="报告完成情况的报告：一个文件或文件夹。")],
    output: Annotated[Path | None, typer.Option("-o", "--output", metavar="文件", help="写到哪里：.csv 或 .xlsx；不写则在屏幕上列出。")] = None,
    targets: Annotated[Which, typer.Option(help="main：主要预期目标；all：全部任务里的目标。")] = Which.main,
    tolerance: Annotated[float, typer.Option(min=0, help="“左右”容许差几个百分点。")] = 0.5,
    full: Annotated[bool, typer.Option("--full", help=".csv 也写出全部的列（出处、口径、未采用的数字）。")] = False,
    force: Annotated[bool, typer.Option("--force", help="覆盖不是 textkit 写的同名文件。")] = False,
) -> None:
    """上一年的目标，下一年报告说完成得怎样。

    例：[bold]textkit compare delivery 2024年报告.txt 2025年报告.txt -o 完成情况.csv[/bold]
    """
    with orderly():
        from textkit.compare import SHORT
        from textkit.compare import delivery as pair_up
        from textkit.report import result_csv

        if output is not None and output.suffix.lower() not in (".csv", ".xlsx"):
            raise refuse(f"从“{output.name}”看不出要写哪种文件。请用 .csv 或 .xlsx 结尾")
        before, after = read_files([earlier]), read_files([later])
        failed = name_failures(before) | name_failures(after)
        if not len(before) or not len(after):
            raise typer.Exit(1)
        result = pair_up(before, after, targets=targets.value, tolerance=tolerance)
        columns = () if full else SHORT
        if output is None:
            put(result_csv(result, columns))
        elif output.suffix.lower() == ".csv":
            result.to_csv(output, columns=columns, overwrite=force)
        else:
            result.to_excel(output, overwrite=force)
        for note in result.notes:
            say(note)
        if output is not None:
            say(f"已写 {output}")
        if failed:
            raise typer.Exit(1)
