"""``textkit extract … --store`` and ``textkit store``: a corpus on disk, filled and looked after."""

from __future__ import annotations

import json
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer
from rich.markup import escape
from rich.progress import BarColumn, MofNCompleteColumn, Progress, ProgressColumn, Task, TextColumn, TimeRemainingColumn
from rich.text import Text

from textkit.cli.shell import Interrupted, console, orderly, put, say

if TYPE_CHECKING:
    from textkit.corpus.engines import Run

__all__ = ["Engine", "app", "fill_store"]

app = typer.Typer(no_args_is_help=True, help="数据集：检查、整理、看看里面有什么。")
_SILENT = 30.0                                    # seconds between two lines where there is no terminal to draw a bar on


class Engine(StrEnum):
    """Who does the work."""

    local = "local"
    dask = "dask"


class _Rate(ProgressColumn):
    """Files a second."""

    def render(self, task: Task) -> Text:
        speed = task.finished_speed or task.speed
        return Text(f"{speed:.1f} 个/秒" if speed else "")


@contextmanager
def _shown(quiet: bool) -> Iterator[Callable[[int, int, str], None] | None]:
    """Count, rate and time left: a bar on a terminal, a line now and then elsewhere, nothing where ``quiet``."""
    screen = console()
    if quiet:
        yield None
    elif screen.is_terminal:
        columns = (TextColumn("读取与抽取"), BarColumn(), MofNCompleteColumn(), _Rate(), TextColumn("剩余"), TimeRemainingColumn(),
                   TextColumn("{task.fields[name]}"))
        with Progress(*columns, console=screen, transient=True) as bar:
            job = bar.add_task("store", total=None, name="")
            yield lambda done, total, path: bar.update(job, completed=done, total=total, name=escape(Path(path).name))
    else:
        begun = last = time.monotonic()

        def line(done: int, total: int, path: str) -> None:
            nonlocal last
            now = time.monotonic()
            if now - last >= _SILENT and done:
                last = now
                rate = done / (now - begun)
                say(f"{done}/{total} 个文件，每秒 {rate:.1f} 个，约剩 {(total - done) / rate / 60:.0f} 分钟")

        yield line


def fill_store(paths: list[str], store: str, *, quiet: bool, **how: Any) -> Run:
    """Put what is behind ``paths`` into the store, with a bar, and say what happened."""
    from textkit.corpus.engines import fill

    try:
        with _shown(quiet) as progress:
            run = fill(paths, store, progress=progress, **how)
    except KeyboardInterrupt:
        say(f"已中断：做完的都在 {store}，再运行同一条命令就接着做。")
        raise Interrupted from None
    for path, _, message in run.failures:
        say(f"没有读成：{message if str(path) in message else f'{path}：{message}'}", "red")
    if not quiet:
        same = f"，{run.unchanged} 个没有变化" if run.unchanged else ""
        failed = f"，{len(run.failures)} 处没有读成" if run.failures else ""
        say(f"{run.total} 个文件：新读 {run.files} 个（{run.documents} 篇文档）{same}{failed}，用时 {run.seconds:.1f} 秒。已在 {store}")
        if run.failed_before:
            say(f"没有变化的文件里有 {run.failed_before} 个上次没有读成；加 --retry 再试。")
        if run.gone:
            after = "，已从数据集移除" if run.pruned else "，数据仍保留；加 --prune 可移除"
            say(f"{len(run.gone)} 个文件已不在文件夹里{after}。")
    return run


@app.command()
def verify(
    store: Annotated[str, typer.Argument(metavar="数据集", help="数据集的文件夹或地址。")],
) -> None:
    """检查数据集是否完好：文件齐全、内容未变、各表对得上。"""
    with orderly():
        from textkit.corpus.store import verify as check

        wrong = check(store)
        for line in wrong:
            say(line, "red")
        if wrong:
            raise typer.Exit(1)
        say("数据集完好。")


@app.command()
def compact(
    store: Annotated[str, typer.Argument(metavar="数据集", help="数据集的文件夹或地址。")],
) -> None:
    """整理数据集：把许多小文件并成几个大文件，去掉已被新内容取代的行。"""
    with orderly():
        from textkit.corpus.store import compact as merge

        before, after = merge(store)
        say(f"整理前 {before} 份，整理后 {after} 份。")


@app.command()
def info(
    store: Annotated[str, typer.Argument(metavar="数据集", help="数据集的文件夹或地址。")],
    as_json: Annotated[bool, typer.Option("--json", help="写成 JSON。")] = False,
) -> None:
    """数据集里有什么：文件、文档、各表行数、大小、用什么版本和参数读的。"""
    with orderly():
        from textkit.corpus.store import info as look

        found = look(store)
        if as_json:
            put(json.dumps(found, ensure_ascii=False, indent=1) + "\n")
            return
        size = sum(found["bytes"].values())
        put(f"{found['store']}\n{found['sources']} 个文件（{found['failed']} 个没有读成），{found['documents']} 篇文档，"
            f"{found['parts']} 份，{size / 1e6:.1f} MB\n")
        for name, rows in found["rows"].items():
            put(f"  {name:<14}{rows:>12,} 行 {found['bytes'][name] / 1e6:>10.1f} MB\n")
        for settings in found["settings"]:
            put(f"  读取用 textkit {settings['textkit']}（规则 {settings['rules']}）"
                f"{'，' + '、'.join(f'{k}={v}' for k, v in settings['given'].items()) if settings['given'] else ''}\n")
        if found["dead"]:
            put(f"  有 {found['dead']} 个文件的旧内容可用 textkit store compact 清除\n")
