"""``textkit compare``: one subcommand per comparison."""

from __future__ import annotations

from enum import StrEnum
from typing import Annotated

import typer

from textkit.cli.outputs import Force, Language, Output, allow, deliver
from textkit.cli.shell import Lang, name_failures, orderly, read_files

__all__ = ["app"]

app = typer.Typer(no_args_is_help=True, help="对照几份报告：目标与完成情况、历年沿革、各地异同、政策注意力、文字重复、用词。")


class Which(StrEnum):
    """Which targets ``compare delivery`` follows."""

    main = "main"
    all = "all"
    tasks = "tasks"


@app.command("delivery")
def delivery(
    earlier: Annotated[str, typer.Argument(metavar="上一年报告", help="提出目标的报告：一个文件，或放各地报告的文件夹。")],
    later: Annotated[str, typer.Argument(metavar="下一年报告", help="报告完成情况的报告：一个文件或文件夹。")],
    output: Output = None,
    targets: Annotated[Which, typer.Option(help="main：主要预期目标；all：全部任务里的目标；tasks：没有数字的任务，看下一年报告怎么说。")] = Which.main,
    tolerance: Annotated[float, typer.Option(min=0, help="“左右”容许差几个百分点。")] = 0.5,
    full: Annotated[bool, typer.Option("--full", help=".csv 也写出全部的列（出处、口径、未采用的数字）。")] = False,
    lang: Language = Lang.zh,
    force: Force = False,
) -> None:
    """上一年的目标，下一年报告说完成得怎样。

    例：[bold]textkit compare delivery 2024年报告.txt 2025年报告.txt -o 完成情况.csv[/bold]
    """
    with orderly():
        from textkit.compare import SHORT, task_delivery
        from textkit.compare import delivery as pair_up

        allow(output)
        before, after = read_files([earlier]), read_files([later])
        failed = name_failures(before) | name_failures(after)
        if not len(before) or not len(after):
            raise typer.Exit(1)
        if targets is Which.tasks:
            deliver(task_delivery(before, after), output, force, failed, lang=lang)
        else:
            result = pair_up(before, after, targets="all" if targets is Which.all else "main", tolerance=tolerance)
            deliver(result, output, force, failed, () if full else SHORT, lang=lang)
