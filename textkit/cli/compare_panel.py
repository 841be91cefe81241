"""``textkit compare panel``: place × year × indicator, the table of targets."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from textkit.cli import compare
from textkit.cli.outputs import Force, Language, Output, Paths, allow, deliver, read_all
from textkit.cli.shell import Lang, orderly, put

__all__ = ["panel"]


@compare.app.command("panel")
def panel(
    paths: Paths,
    output: Output = None,
    indicators: Annotated[list[str] | None, typer.Option("-i", "--indicator", metavar="指标", help="要哪些指标（GDP、财政收入等通称也认）；可以写多次。不写则为常见的十四个。")] = None,
    aliases: Annotated[list[Path] | None, typer.Option("--aliases", metavar="表.tsv", help="自己的指标别名表，列与 lexicon/indicators.tsv 相同。")] = None,
    hardness: Annotated[str | None, typer.Option(metavar="口径", help="按哪种口径分硬、一般、软约束：约束，或自己的 .tsv。不写则不分。")] = None,
    tolerance: Annotated[float, typer.Option(min=0, help="“左右”容许差几个百分点。")] = 0.5,
    lang: Language = Lang.zh,
    force: Force = False,
) -> None:
    """各地各年的目标面板：目标、形式、参照、口径、实绩、上级目标，每格附原文。也可写 Stata 的 .dta。

    例：[bold]textkit compare panel 报告/ -i GDP -i 财政收入 --hardness 约束 -o 面板.csv -o 面板.dta -o 面板.png[/bold]
    """
    with orderly():
        from textkit.compare import INDICATORS
        from textkit.compare import panel as build

        allow(output, ".dta")
        corpus, failed = read_all(paths)
        result = build(corpus, indicators or INDICATORS, extra=[str(path) for path in aliases or []], tolerance=tolerance, hardness=hardness)
        deliver(result, output, force, failed, lang=lang)


@compare.app.command("hardness")
def hardness() -> None:
    """列出硬、软约束的口径表（.tsv），存下来改好后可用 compare panel --hardness 我的表.tsv。

    例：[bold]textkit compare hardness > 我的口径.tsv[/bold]
    """
    with orderly():
        from textkit.compare.hardness import preset_text

        put(preset_text())
