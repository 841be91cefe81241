"""``textkit catalogue`` and ``textkit evaluate``: what a folder holds, and how right the answers for it are."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from textkit.cli.shell import orderly, put, refuse, say

__all__ = ["catalogue", "evaluate"]


def evaluate(
    gold: Annotated[Path, typer.Argument(metavar="标准答案", help="一个 .json，或放 .json 的文件夹。")],
    predicted: Annotated[Path, typer.Argument(metavar="抽取结果", help="同名的 .json（extract --format gold 所写）；或者原文（文件夹、文件），现在就抽取。")],
    as_json: Annotated[bool, typer.Option("--json", help="把各项分数写成一个 JSON。")] = False,
    misses: Annotated[int, typer.Option("--misses", metavar="N", min=0, help="列出至多 N 处不一致（与 --json 同用时不列）。")] = 0,
) -> None:
    """把抽取结果与标准答案比较，报告各项分数。

    标准答案可以是自己复核出来的（tk.review，extract --corrections）。例：[bold]textkit evaluate 标准答案/ 原文/[/bold]
    """
    with orderly():
        from textkit.validate import evaluate as extract_and_score
        from textkit.validate import score

        answers = predicted.suffix.lower() == ".json" or any(predicted.glob("*.json"))
        result = score(gold, predicted) if answers or not predicted.exists() else extract_and_score(gold, predicted)
        put((result.to_json() if as_json else result.text(misses)) + "\n")


def catalogue(
    folder: Annotated[Path, typer.Argument(metavar="文件夹", help="放文件的文件夹。")],
    output: Annotated[Path | None, typer.Option("-o", "--output", metavar="文件", help="写到哪里；不写则写进文件夹的 catalogue.csv。")] = None,
    force: Annotated[bool, typer.Option("--force", help="覆盖已有的目录表（改过的内容会保留）。")] = False,
) -> None:
    """给一个文件夹列目录表（题名、地区、级别、年份、日期、文种），核对改正后放回去，读取时以它为准。

    例：[bold]textkit catalogue 文件夹/[/bold]
    """
    with orderly():
        from textkit.corpus import catalogue as list_folder

        if folder.is_file():
            raise refuse(f"{folder} 是一个文件，要给放文件的文件夹")
        target = output or folder / "catalogue.csv"
        table = list_folder(folder, to=target, overwrite=force)
        say(f"已写 {target}：{len(table)} 篇文档")
        bad = table["problem"].notna() & (table["problem"] != "") if "problem" in table.columns else None
        if bad is not None and bool(bad.any()):
            for file, reason in table.loc[bad, ["file", "problem"]].itertuples(index=False):
                say(f"没有读成：{file}：{reason}", "red")
            raise typer.Exit(1)
