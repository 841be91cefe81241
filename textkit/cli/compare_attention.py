"""``textkit compare attention | pmc``: what texts speak of, by a codebook."""

from __future__ import annotations

from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

from textkit.cli import compare
from textkit.cli.outputs import Force, Language, Output, Paths, allow, deliver, read_all, save_table
from textkit.cli.shell import Lang, orderly

__all__ = ["attention", "pmc"]


class Part(StrEnum):
    """Which part of a report is measured."""

    all = "all"
    plan = "plan"
    review = "review"


class Unit(StrEnum):
    """What is counted."""

    character = "character"
    segment = "segment"
    task = "task"
    item = "item"


Within = Annotated[Part, typer.Option(help="all：全文；plan：部署部分；review：回顾部分。")]


@compare.app.command("attention")
def attention(
    paths: Paths,
    output: Output = None,
    codebook: Annotated[str, typer.Option("-c", "--codebook", metavar="词表", help="themes 五位一体、environment 环境治理、digital 数字化、rule_of_law 法治、"
                                          "instruments 政策工具，或自己的 .tsv。")] = "themes",
    within: Within = Part.all,
    unit: Annotated[Unit, typer.Option(help="以什么计：character 字、segment 语段、task 任务、item 任务分项。")] = Unit.character,
    hits: Annotated[Path | None, typer.Option("--hits", metavar="文件", help="另写命中词逐条的表：.csv 或 .xlsx。")] = None,
    lang: Language = Lang.zh,
    force: Force = False,
) -> None:
    """各地各年的政策注意力：每篇文字有多少用在哪一类主题上，附次数、占比、熵和命中原文。

    例：[bold]textkit compare attention 报告/ -c environment --within plan -o 注意力.csv -o 注意力.png --hits 命中.csv[/bold]
    """
    with orderly():
        from textkit.compare import attention as measure

        allow(output)
        allow([hits] if hits else None, figures=False)
        corpus, failed = read_all(paths)
        result = measure(corpus, codebook, within=within.value, unit=unit.value)
        if hits is not None:
            save_table(result.hits, hits, force)
        deliver(result, output, force, failed, lang=lang)


@compare.app.command("pmc")
def pmc(
    paths: Paths,
    output: Output = None,
    codebook: Annotated[str, typer.Option("-c", "--codebook", metavar="词表", help="pmc，或自己的带 item 列的 .tsv。")] = "pmc",
    within: Within = Part.all,
    lang: Language = Lang.zh,
    force: Force = False,
) -> None:
    """PMC 指数（Ruiz Estrada 2011）：一项政策谈到了应谈的多少。

    例：[bold]textkit compare pmc 政策/ -o PMC指数.xlsx -o PMC指数.png[/bold]
    """
    with orderly():
        from textkit.compare import pmc as measure

        allow(output)
        corpus, failed = read_all(paths)
        deliver(measure(corpus, codebook, within=within.value), output, force, failed, lang=lang)
