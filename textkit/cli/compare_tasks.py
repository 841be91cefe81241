"""``textkit compare years`` and ``textkit compare places``: tasks from year to year, and from place to place."""

from __future__ import annotations

from enum import StrEnum
from typing import Annotated

import typer

from textkit.cli.compare import app
from textkit.cli.outputs import Force, Language, Output, Paths, allow, deliver, read_all
from textkit.cli.shell import Lang, orderly

__all__ = ["places", "years"]


class Figure(StrEnum):
    """What ``compare places`` draws."""

    fields = "fields"
    tasks = "tasks"
    coverage = "coverage"
    tiles = "tiles"


@app.command("years")
def years(
    paths: Paths,
    place: Annotated[str | None, typer.Option(help="只看一个地方：全名，或它自己的名字。")] = None,
    threshold: Annotated[float, typer.Option(min=0.01, max=0.99, help="相连所需的最低相似分。")] = 0.45,
    output: Output = None,
    lang: Language = Lang.zh,
    force: Force = False,
) -> None:
    """一个地方历年任务的沿革：照旧、改写、提高、降低、拆分、合并、新提、未再提。

    例：[bold]textkit compare years 报告/ --place 砚川县 -o 沿革.xlsx[/bold]
    """
    with orderly():
        from textkit.compare import years as follow

        allow(output)
        corpus, failed = read_all(paths)
        deliver(follow(corpus, place, threshold=threshold), output, force, failed, lang=lang)


@app.command("places")
def places(
    paths: Paths,
    year: Annotated[int | None, typer.Option(help="哪一年；不写则取报告最多的一年。")] = None,
    kind: Annotated[Figure, typer.Option("--figure", help="画哪种图。")] = Figure.fields,
    output: Output = None,
    lang: Language = Lang.zh,
    force: Force = False,
) -> None:
    """同一年各地的任务：共有与独有、目标位次、上级要求的承接。

    例：[bold]textkit compare places 报告/ --year 2024 -o 对照.xlsx[/bold]
    """
    with orderly():
        from textkit.compare import places as set_side_by_side

        allow(output)
        corpus, failed = read_all(paths)
        deliver(set_side_by_side(corpus, year), output, force, failed, lang=lang, kind=kind.value)
