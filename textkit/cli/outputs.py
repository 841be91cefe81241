"""What the commands that compare have in common: where a result goes, as a table or as a figure."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from textkit.cli.shell import name_failures, put, read_files, refuse, say

if TYPE_CHECKING:
    from textkit.compare.result import Result
    from textkit.corpus import Corpus

__all__ = ["FIGURES", "TABLES", "Force", "Output", "Paths", "allow", "deliver", "read_all"]

TABLES, FIGURES = (".csv", ".xlsx"), (".png", ".svg", ".pdf")

Paths = Annotated[list[str], typer.Argument(metavar="文件或文件夹…", help="要读的文件、文件夹或通配符，可以有多个。")]
Output = Annotated[list[Path] | None, typer.Option(
    "-o", "--output", metavar="文件", help="写到哪里：表 .csv、.xlsx，图 .png、.svg、.pdf；可以写多次。不写则在屏幕上列出。")]
Force = Annotated[bool, typer.Option("--force", help="覆盖不是 textkit 写的同名文件。")]


def allow(outputs: list[Path] | None, *more: str) -> None:
    """Refuse a file whose name does not say what to write, before anything is read."""
    allowed = (*TABLES, *more, *FIGURES)
    for path in outputs or []:
        if path.suffix.lower() not in allowed:
            raise refuse(f"从“{path.name}”看不出要写什么。请用 {'、'.join(allowed)} 结尾")


def read_all(paths: list[str]) -> tuple[Corpus, bool]:
    """The corpus and whether some file could not be read (each is named); leaves with 1 where none could."""
    corpus = read_files(paths)
    failed = name_failures(corpus)
    if not len(corpus):
        raise typer.Exit(1)
    return corpus, failed


def deliver(result: Result, outputs: list[Path] | None, force: bool, failed: bool, columns: tuple[str, ...] = (), **figure: Any) -> None:
    """Write or show the result and say what it rests on; exit code 1 where a file could not be read."""
    from textkit.report import result_csv
    from textkit.report.files import write

    if not outputs:
        put(result_csv(result, columns))
    for path in outputs or []:
        suffix = path.suffix.lower()
        if suffix == ".csv":
            result.to_csv(path, columns=columns, overwrite=force)
        elif suffix == ".xlsx":
            result.to_excel(path, overwrite=force)
        elif suffix == ".dta":
            result.to_stata(path, overwrite=force)  # type: ignore[attr-defined]
        else:
            fig, _ = result.plot(**figure)
            write(path, lambda to, fig=fig: fig.savefig(to), overwrite=force)  # type: ignore[misc]
    for note in result.notes:
        say(note)
    for path in outputs or []:
        say(f"已写 {path}")
    if failed:
        raise typer.Exit(1)
