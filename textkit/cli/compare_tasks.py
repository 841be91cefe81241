"""``textkit compare years`` and ``textkit compare places``: tasks from year to year, and from place to place."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from textkit.cli.compare import app
from textkit.cli.shell import name_failures, orderly, put, read_files, refuse, say

if TYPE_CHECKING:
    from textkit.compare.result import Result
    from textkit.corpus import Corpus

__all__ = ["places", "years"]

_Files = Annotated[list[str], typer.Argument(metavar="文件夹", help="报告所在的文件夹，或几个文件。")]
_Output = Annotated[Path | None, typer.Option("-o", "--output", metavar="文件", help="写到哪里：.csv、.xlsx，或图 .png、.svg、.pdf；不写则在屏幕上列出。")]
_Force = Annotated[bool, typer.Option("--force", help="覆盖不是 textkit 写的同名文件。")]
_TABLES, _FIGURES = (".csv", ".xlsx"), (".png", ".svg", ".pdf")


@app.command("years")
def years(
    files: _Files,
    place: Annotated[str | None, typer.Option(help="只看一个地方：全名，或它自己的名字。")] = None,
    threshold: Annotated[float, typer.Option(min=0.01, max=0.99, help="相连所需的最低相似分。")] = 0.45,
    output: _Output = None,
    force: _Force = False,
) -> None:
    """一个地方历年任务的沿革：照旧、改写、提高、降低、拆分、合并、新提、未再提。

    例：[bold]textkit compare years 报告/ --place 砚川县 -o 沿革.xlsx[/bold]
    """
    with orderly():
        from textkit.compare import years as follow

        corpus, failed = _corpus(files, output)
        _deliver(follow(corpus, place, threshold=threshold), output, force)
        if failed:
            raise typer.Exit(1)


@app.command("places")
def places(
    files: _Files,
    year: Annotated[int | None, typer.Option(help="哪一年；不写则取报告最多的一年。")] = None,
    kind: Annotated[str, typer.Option("--figure", help="画哪种图：fields、tasks、coverage、tiles。")] = "fields",
    output: _Output = None,
    force: _Force = False,
) -> None:
    """同一年各地的任务：共有与独有、目标位次、上级要求的承接。

    例：[bold]textkit compare places 报告/ --year 2024 -o 对照.xlsx[/bold]
    """
    with orderly():
        from textkit.compare import places as set_side_by_side

        corpus, failed = _corpus(files, output)
        _deliver(set_side_by_side(corpus, year), output, force, kind=kind)
        if failed:
            raise typer.Exit(1)


def _corpus(files: list[str], output: Path | None) -> tuple[Corpus, bool]:
    if output is not None and output.suffix.lower() not in (*_TABLES, *_FIGURES):
        raise refuse(f"从“{output.name}”看不出要写哪种文件。请用 {'、'.join((*_TABLES, *_FIGURES))} 结尾")
    corpus = read_files(files)
    return corpus, name_failures(corpus)


def _deliver(result: Result, output: Path | None, force: bool, **figure: str) -> None:
    """The result on the screen, as a table or as a figure, then its notes."""
    from textkit.report import result_csv
    from textkit.report.files import write

    if output is None:
        put(result_csv(result))
    elif output.suffix.lower() in _FIGURES:
        write(output, result.plot(**figure)[0].savefig, overwrite=force)
    elif output.suffix.lower() == ".csv":
        result.to_csv(output, overwrite=force)
    else:
        result.to_excel(output, overwrite=force)
    for note in result.notes:
        say(note)
    if output is not None:
        say(f"已写 {output}")
