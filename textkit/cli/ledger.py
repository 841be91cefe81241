"""``textkit ledger``: begin a ledger of tasks, hand it out, collect it, read the document again, see how things stand."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Annotated

import typer

from textkit.cli.outputs import Force, allow, read_all, save_table
from textkit.cli.shell import orderly, put, refuse, say

__all__ = ["app"]

app = typer.Typer(no_args_is_help=True, help="督查台账：建账、下发、收回、更新、看进展。")

Folder = Annotated[Path, typer.Argument(metavar="台账文件夹", help="放台账的文件夹。")]
Overall = Annotated[bool, typer.Option("--overall", help="总体要求也列入。")]
Today = Annotated[str | None, typer.Option("--today", metavar="年-月-日", help="按哪天算；不写就是今天。")]


def _day(text: str | None) -> date | None:
    try:
        return date.fromisoformat(text) if text else None
    except ValueError as error:
        raise refuse(f"--today 应写成 2031-06-30 的样子，不是“{text}”") from error


@app.command("init")
def init(
    folder: Folder,
    paths: Annotated[list[str], typer.Argument(metavar="文件…", help="列出任务的文件。")],
    roster: Annotated[Path | None, typer.Option("--roster", metavar="名册.csv", help="按名册为没有写明的任务拟定责任单位和时限。")] = None,
    precedents: Annotated[Path | None, typer.Option("--precedents", metavar="文件或文件夹", help="往年的任务分解表，供拟定时参照。")] = None,
    overall: Overall = False,
    title: Annotated[str | None, typer.Option("--title", help="台账的名称。")] = None,
) -> None:
    """从文件建台账。例：[bold]textkit ledger init 台账 政府工作报告.docx[/bold]"""
    with orderly():
        from textkit.draft import assign, ledger

        corpus, failed = read_all(paths)
        proposals = assign(corpus, roster, precedents=precedents) if roster or precedents else None
        made = ledger.init(corpus, folder, assignments=proposals, overall=overall, title=title)
        for note in proposals.notes if proposals else ():
            say(note)
        say(f"已建台账 {folder}：{len(made.entries)} 项任务")
        if failed:
            raise typer.Exit(1)


@app.command("dispatch")
def dispatch(
    folder: Folder,
    to: Annotated[Path | None, typer.Option("-o", "--output", metavar="文件夹", help="写到哪里；不写则在台账文件夹的“下发”里。")] = None,
    today: Today = None,
    force: Force = False,
) -> None:
    """给每个牵头单位写一份填报表和一份督办单。"""
    with orderly():
        from textkit.draft import ledger

        files, notes = ledger.dispatch(folder, to=to, today=_day(today), overwrite=force)
        for file in files:
            say(f"已写 {file}")
        for note in notes:
            say(note)


@app.command("collect")
def collect(
    folder: Folder,
    returned: Annotated[list[Path], typer.Argument(metavar="交回的表或文件夹…", help="各单位交回的表。")],
    output: Annotated[Path | None, typer.Option("-o", "--output", metavar="文件", help="逐行的汇总结果：.csv 或 .xlsx。")] = None,
    today: Today = None,
    force: Force = False,
) -> None:
    """把交回的表并入台账，列出没有报送的单位和读不了的内容。"""
    with orderly():
        from textkit.draft import ledger

        allow([output] if output else None, figures=False)
        result = ledger.collect(folder, returned, today=_day(today))
        for note in result.notes:
            say(note)
        if output is not None:
            save_table(result, output, force)
        if any(row["how"] == "未能读入" for row in result.rows):
            raise typer.Exit(1)


@app.command("update")
def update(
    folder: Folder,
    paths: Annotated[list[str], typer.Argument(metavar="文件…", help="文件的新版本（或同一文件重新抽取）。")],
    overall: Overall = False,
    today: Today = None,
) -> None:
    """文件有了新版本或重新抽取后更新台账；人工更正和历次报送都保留。"""
    with orderly():
        from textkit.draft import ledger

        corpus, failed = read_all(paths)
        _, notes = ledger.update(corpus, folder, overall=overall, today=_day(today))
        for note in notes:
            say(note)
        if failed:
            raise typer.Exit(1)


@app.command("status")
def status(
    folder: Folder,
    output: Annotated[Path | None, typer.Option("-o", "--output", metavar="文件", help="逐项进展：.csv 或 .xlsx。")] = None,
    bulletin: Annotated[Path | None, typer.Option("--bulletin", metavar="通报.docx", help="写一份督查通报。")] = None,
    today: Today = None,
    force: Force = False,
) -> None:
    """对照序时进度看各项任务的状态、滞后和提级。"""
    with orderly():
        from textkit.draft import ledger
        from textkit.report import result_csv

        allow([output] if output else None, figures=False)
        if bulletin is not None and bulletin.suffix.lower() != ".docx":
            raise refuse(f"通报写成 .docx，文件名却是“{bulletin.name}”")
        standing = ledger.status(folder, today=_day(today))
        if bulletin is not None:
            say(f"已写 {standing.bulletin(bulletin, overwrite=force)}")
        if output is not None:
            save_table(standing, output, force)
        elif bulletin is None:
            put(result_csv(standing, standing.shown))
        say("；".join(f"{name} {count}" for name, count in standing.counts().items()))
        for note in standing.notes:
            say(note)
