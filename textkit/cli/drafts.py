"""``textkit figures`` and ``textkit diff``: the figures of a draft to verify, and what two versions differ in."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from textkit.cli.shell import Lang, name_failures, orderly, put, read_files, refuse, say

if TYPE_CHECKING:
    from textkit.compare.result import Result
    from textkit.model import Document

__all__ = ["diff", "figures"]

CONTRADICTED = 3                                  # the exit code where a figure contradicts a given one


def _one(path: str) -> Document:
    corpus = read_files([path])
    if name_failures(corpus) or not len(corpus):
        raise typer.Exit(1)
    if len(corpus) > 1:
        say(f"{path} 里有 {len(corpus)} 篇文档，只看第一篇。")
    return corpus[0]


def _write(result: Result, output: Path | None, lang: str, force: bool) -> None:
    from textkit.report import result_csv

    if output is None:
        put(result_csv(result, result.shown))
    elif output.suffix.lower() == ".csv":
        result.to_csv(output, overwrite=force)
    else:
        result.to_excel(output, lang=lang, overwrite=force)
    for note in result.notes:
        say(note)
    if output is not None:
        say(f"已写 {output}")


def _check_suffix(output: Path | None) -> None:
    if output is not None and output.suffix.lower() not in (".csv", ".xlsx"):
        raise refuse(f"从“{output.name}”看不出要写哪种文件。请用 .csv 或 .xlsx 结尾")


def figures(
    draft: Annotated[str, typer.Argument(metavar="稿子", help="要核对数据的文件。")],
    output: Annotated[Path | None, typer.Option("-o", "--output", metavar="文件", help="写到哪里：.xlsx 或 .csv；不写则列在屏幕上。")] = None,
    facts: Annotated[Path | None, typer.Option("--facts", metavar="文件", help="给定的数：.csv，列为 指标,数值,单位,年份,来源。")] = None,
    corpus: Annotated[list[str] | None, typer.Option("--corpus", metavar="文件或文件夹", help="同一地方前几年的报告，列出上年数。可以写多次。")] = None,
    lang: Annotated[Lang, typer.Option(help="表头用中文还是英文。")] = Lang.zh,
    force: Annotated[bool, typer.Option("--force", help="覆盖不是 textkit 写的同名文件。")] = False,
) -> None:
    """列数据核对表：每个数据、原句、上年数、建议核实单位、空着的核实栏；与给定的数比对，有矛盾时退出码为 3。

    例：[bold]textkit figures 报告.docx --facts 统计公报.csv -o 核对表.xlsx[/bold]
    """
    with orderly():
        from textkit.draft.figure_table import figures as run

        _check_suffix(output)
        document = _one(draft)
        table = run(document, corpus=list(read_files(corpus)) if corpus else (), facts=facts or ())
        _write(table, output, lang.value, force)
        if any(row["verdict"] == "矛盾" for row in table.rows):
            raise typer.Exit(CONTRADICTED)


def diff(
    before: Annotated[str, typer.Argument(metavar="前稿", help="改之前的文件。")],
    after: Annotated[str, typer.Argument(metavar="后稿", help="改之后的文件。")],
    output: Annotated[Path | None, typer.Option("-o", "--output", metavar="文件", help="写到哪里：.xlsx 或 .csv；不写则列在屏幕上。")] = None,
    lang: Annotated[Lang, typer.Option(help="表头用中文还是英文。")] = Lang.zh,
    force: Annotated[bool, typer.Option("--force", help="覆盖不是 textkit 写的同名文件。")] = False,
) -> None:
    """两稿对照：任务、责任单位、完成时限、数据哪些新增、删去、修改。

    例：[bold]textkit diff 一稿.docx 二稿.docx -o 对照.xlsx[/bold]
    """
    with orderly():
        from textkit.draft.versions import diff as run

        _check_suffix(output)
        _write(run(_one(before), _one(after)), output, lang.value, force)
