"""``textkit figures`` and ``textkit diff``: the figures of a draft to verify, and what two versions differ in."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from textkit.cli.outputs import Force, Headings, allow, read_all, save_table
from textkit.cli.shell import Lang, orderly, put, say

if TYPE_CHECKING:
    from textkit.compare.result import Result
    from textkit.model import Document

__all__ = ["diff", "figures"]

CONTRADICTED = 3                                  # the exit code where a figure contradicts a given one
_Output = Annotated[Path | None, typer.Option("-o", "--output", metavar="文件", help="写到哪里：.xlsx 或 .csv；不写则列在屏幕上。")]


def _one(path: str) -> Document:
    corpus, failed = read_all([path])
    if failed:
        raise typer.Exit(1)
    if len(corpus) > 1:
        say(f"{path} 里有 {len(corpus)} 篇文档，只看第一篇。")
    return corpus[0]


def _write(result: Result, output: Path | None, lang: Lang, force: bool) -> None:
    from textkit.report import result_csv

    if output is None:
        put(result_csv(result, result.shown))
    else:
        save_table(result, output, force, lang=lang)
    for note in result.notes:
        say(note)


def figures(
    draft: Annotated[str, typer.Argument(metavar="稿子", help="要核对数据的文件。")],
    output: _Output = None,
    facts: Annotated[Path | None, typer.Option("--facts", metavar="文件", help="给定的数：.csv，列为 指标,数值,单位,年份,来源。")] = None,
    corpus: Annotated[list[str] | None, typer.Option("--corpus", metavar="文件或文件夹", help="同一地方前几年的报告，列出上年数。可以写多次。")] = None,
    lang: Headings = Lang.zh,
    force: Force = False,
) -> None:
    """列数据核对表：每个数据、原句、上年数、建议核实单位、空着的核实栏；与给定的数比对，有矛盾时退出码为 3。

    例：[bold]textkit figures 报告.docx --facts 统计公报.csv -o 核对表.xlsx[/bold]
    """
    with orderly():
        from textkit.draft.figure_table import figures as run

        allow([output] if output else None, figures=False)
        document = _one(draft)
        earlier, failed = read_all(corpus) if corpus else ((), False)
        table = run(document, corpus=earlier, facts=facts or ())
        _write(table, output, lang, force)
        if failed:
            raise typer.Exit(1)
        if any(row["verdict"] == "矛盾" for row in table.rows):
            raise typer.Exit(CONTRADICTED)


def diff(
    before: Annotated[str, typer.Argument(metavar="前稿", help="改之前的文件。")],
    after: Annotated[str, typer.Argument(metavar="后稿", help="改之后的文件。")],
    output: _Output = None,
    lang: Headings = Lang.zh,
    force: Force = False,
) -> None:
    """两稿对照：任务、责任单位、完成时限、数据哪些新增、删去、修改。

    例：[bold]textkit diff 一稿.docx 二稿.docx -o 对照.xlsx[/bold]
    """
    with orderly():
        from textkit.draft.versions import diff as run

        allow([output] if output else None, figures=False)
        _write(run(_one(before), _one(after)), output, lang, force)
