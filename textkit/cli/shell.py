"""What every command needs: messages, errors as one line, data on standard output, reading with a bar."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING

import typer
from rich.console import Console
from rich.markup import escape
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn

from textkit.model import TextkitError

if TYPE_CHECKING:
    from textkit.corpus import Corpus

__all__ = ["Interrupted", "Lang", "console", "name_failures", "orderly", "put", "read_files", "refuse", "say"]


class Lang(StrEnum):
    """The language of headings and labels."""

    zh = "zh"
    en = "en"


def console() -> Console:
    """Where messages go; results go to standard output."""
    return Console(stderr=True, highlight=False, soft_wrap=True)


def say(text: str, style: str = "") -> None:
    console().print(escape(text), style=style or None)


def refuse(text: str) -> typer.Exit:
    """The command line makes no sense: say why; the caller raises what comes back."""
    say(f"用法不对：{text}", "red")
    return typer.Exit(2)


class Interrupted(typer.Exit):
    """An interrupt that the user has been told of."""

    def __init__(self) -> None:
        super().__init__(130)


@contextmanager
def orderly() -> Iterator[None]:
    """Errors of ours as one line, an interrupt and a closed pipe without a traceback."""
    try:
        yield
    except TextkitError as error:
        say(f"出错：{error}", "red")
        raise typer.Exit(1) from error
    except KeyboardInterrupt as error:
        say("已中断，没有写完的文件不会留下。")
        raise Interrupted from error
    except BrokenPipeError as error:                       # `textkit … | head`
        with suppress(OSError):
            os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        raise typer.Exit(0) from error


def put(text: str) -> None:
    """Data on standard output: UTF-8 into a file or pipe whatever the console is set to, as it can on a terminal."""
    if sys.stdout.isatty():
        print(text, end="")  # noqa: T201
        return
    sys.stdout.flush()
    sys.stdout.buffer.write(text.encode("utf-8", "replace"))
    sys.stdout.buffer.flush()


def read_files(paths: list[str]) -> Corpus:
    """Read everything, with a bar on a terminal; what failed is in ``failures``."""
    from textkit.corpus import read

    screen = console()
    columns = (TextColumn("读取与抽取"), BarColumn(), MofNCompleteColumn(), TimeElapsedColumn(), TextColumn("{task.fields[name]}"))
    with Progress(*columns, console=screen, transient=True, disable=not screen.is_terminal) as bar:
        job = bar.add_task("read", total=None, name="")

        def advance(done: int, total: int, path: str) -> None:
            bar.update(job, completed=done, total=total, name=escape(Path(path).name))

        return read(paths, progress=advance)


def name_failures(corpus: Corpus) -> bool:
    """Name every file that could not be read."""
    for path, reason in corpus.failures:
        say(f"没有读成：{reason if str(path) in reason else f'{path}：{reason}'}", "red")
    return bool(corpus.failures)
