"""What the commands that compare have in common: where a result goes, as a table or as a figure."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from textkit.cli.shell import Lang, name_failures, put, read_files, refuse, say

if TYPE_CHECKING:
    from textkit.compare.result import Result
    from textkit.corpus import Corpus

__all__ = ["FIGURES", "TABLES", "Force", "Headings", "Language", "Output", "Paths", "allow", "deliver", "read_all", "save_table"]

TABLES, FIGURES = (".csv", ".xlsx"), (".png", ".svg", ".pdf")

Paths = Annotated[list[str], typer.Argument(metavar="文件或文件夹…", help="要读的文件、文件夹或通配符，可以有多个。")]
Output = Annotated[list[Path] | None, typer.Option(
    "-o", "--output", metavar="文件", help="写到哪里：表 .csv、.xlsx，图 .png、.svg、.pdf；可以写多次。不写则在屏幕上列出。")]
Language = Annotated[Lang, typer.Option("--lang", help=".xlsx 的表头用中文还是英文。")]
Headings = Annotated[Lang, typer.Option("--lang", help="表头用中文还是英文。")]
Force = Annotated[bool, typer.Option("--force", help="覆盖不是 textkit 写的同名文件。")]


def allow(outputs: list[Path] | None, *more: str, figures: bool = True) -> None:
    """Refuse a file whose name does not say what to write, before anything is read."""
    allowed = (*TABLES, *more, *(FIGURES if figures else ()))
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


def save_table(result: Result, path: Path, force: bool, *, columns: tuple[str, ...] = (), lang: Lang = Lang.zh) -> None:
    """Write the result as the .csv (of ``columns`` alone where they are named) or .xlsx that the file's name asks for."""
    if path.suffix.lower() == ".csv":
        result.to_csv(path, columns=columns, overwrite=force)
    else:
        result.to_excel(path, lang=lang.value, overwrite=force)
    say(f"已写 {path}")


def deliver(result: Result, outputs: list[Path] | None, force: bool, failed: bool, columns: tuple[str, ...] = (), *,
            lang: Lang = Lang.zh, **figure: Any) -> None:
    """Write or show the result and say what it rests on; exit code 1 where a file could not be read."""
    from textkit.report import result_csv

    if not outputs:
        put(result_csv(result, columns))
    for path in outputs or []:
        if path.suffix.lower() in TABLES:
            save_table(result, path, force, columns=columns, lang=lang)
            continue
        if path.suffix.lower() == ".dta":
            result.to_stata(path, overwrite=force)  # type: ignore[attr-defined]
        else:
            from textkit.report.figures.saving import save

            save(result.plot(**figure)[0], path, overwrite=force)
        say(f"已写 {path}")
    for note in result.notes:
        say(note)
    if failed:
        raise typer.Exit(1)
