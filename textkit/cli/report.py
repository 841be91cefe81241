"""``textkit report``: a corpus as one comparative report to read, to hand in and to count on with."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer
from rich.markup import escape
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn

from textkit.cli.outputs import Force
from textkit.cli.shell import Lang, console, name_failures, orderly, read_files, refuse, say

if TYPE_CHECKING:
    from textkit.corpus import Corpus

__all__ = ["report"]


def report(
    corpus: Annotated[list[str], typer.Argument(metavar="语料…", help="要读的文件、文件夹或通配符，可以有多个；或一个数据集（extract --store 所写）。")],
    output: Annotated[Path, typer.Option("-o", "--output", metavar="文件夹", help="写到哪个文件夹：index.html、报告.docx、数据.xlsx。")],
    lang: Annotated[Lang, typer.Option("--lang", help="报告用中文还是英文。")] = Lang.zh,
    title: Annotated[str | None, typer.Option("--title", help="报告的题目；不写则按地方和年份起。")] = None,
    codes: Annotated[str, typer.Option("--codes", metavar="词表", help="主题词表：themes、environment、digital、rule_of_law、instruments，或自己的 .tsv。")] = "themes",
    force: Force = False,
) -> None:
    """把一批文件做成一份比较报告：网页、Word 和 Excel；没用过 textkit 的人也能看。

    例：[bold]textkit report 各县报告/ -o 报告/[/bold]
    """
    with orderly():
        from textkit.report import comparison

        if output.is_file():
            raise refuse(f"{output} 是一个文件，-o 要给文件夹")
        texts = _texts(corpus)
        failed = name_failures(texts)
        if not len(texts):
            raise typer.Exit(1)
        with _told() as progress:
            written = comparison(texts, output, lang=lang.value, title=title, codes=codes, overwrite=force, progress=progress)
        for path in (written.page, written.paper, written.workbook):
            say(f"已写 {path}")
        for name, why in written.problems.items():
            say(f"“{name}”做不出来：{why}", "yellow")
        if failed:
            raise typer.Exit(1)


def _texts(given: list[str]) -> Corpus:
    """What is to be reported on: a store, or files to read."""
    if len(given) == 1 and (Path(given[0]) / "manifest.json").is_file():
        from textkit.corpus.store import open_store

        return open_store(given[0])
    return read_files(given)


@contextmanager
def _told() -> Iterator[Callable[[int, int, str], None]]:
    """A bar on a terminal, a line per step elsewhere."""
    screen = console()
    if not screen.is_terminal:
        yield lambda done, total, name: say(f"[{min(done + 1, total)}/{total}] {name}") if name else None
        return
    with Progress(TextColumn("比较"), BarColumn(), MofNCompleteColumn(), TimeElapsedColumn(), TextColumn("{task.fields[name]}"), console=screen, transient=True) as bar:
        job = bar.add_task("report", total=None, name="")
        yield lambda done, total, name: bar.update(job, completed=done, total=total, name=escape(name))
