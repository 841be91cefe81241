"""The command line: parse it, call the verbs, say what happened. Nothing is computed here.

Exit codes: 0 all done; 1 some file could not be read or written (each is named, the rest go on); 2 the command line
makes no sense; 130 interrupted.
"""

from __future__ import annotations

import json
import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer
from rich.console import Console
from rich.markup import escape
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn
from rich.table import Table

from textkit.model import Document, TextkitError

if TYPE_CHECKING:
    from textkit.corpus import Corpus

__all__ = ["app", "main"]

app = typer.Typer(
    name="textkit", no_args_is_help=True, add_completion=False, rich_markup_mode="rich", pretty_exceptions_enable=False,
    context_settings={"help_option_names": ["-h", "--help"]},
    help="读地方政府的讲话、报告、要点、通知，列出其中的任务、责任单位、完成时限和目标值，每一格都能回到原文。",
)


class Format(StrEnum):
    """What ``extract`` writes."""

    xlsx = "xlsx"
    csv = "csv"
    json = "json"
    gold = "gold"


class Lang(StrEnum):
    """The language of headings and labels."""

    zh = "zh"
    en = "en"


def _console() -> Console:
    """Where messages go; results go to standard output."""
    return Console(stderr=True, highlight=False, soft_wrap=True)


def _say(text: str, style: str = "") -> None:
    _console().print(escape(text), style=style or None)


def _refuse(text: str) -> typer.Exit:
    """The command line makes no sense: say why; the caller raises what comes back."""
    _say(f"用法不对：{text}", "red")
    return typer.Exit(2)


@contextmanager
def _orderly() -> Iterator[None]:
    """Errors of ours as one line, an interrupt and a closed pipe without a traceback."""
    try:
        yield
    except TextkitError as error:
        _say(f"出错：{error}", "red")
        raise typer.Exit(1) from error
    except KeyboardInterrupt as error:
        _say("已中断，没有写完的文件不会留下。")
        raise typer.Exit(130) from error
    except BrokenPipeError as error:                       # `textkit … | head`
        with suppress(OSError):
            os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        raise typer.Exit(0) from error


def _print(text: str) -> None:
    """Data on standard output: UTF-8 into a file or pipe whatever the console is set to, as it can on a terminal."""
    if sys.stdout.isatty():
        print(text, end="")  # noqa: T201
        return
    sys.stdout.flush()
    sys.stdout.buffer.write(text.encode("utf-8", "replace"))
    sys.stdout.buffer.flush()


def _read(paths: list[str]) -> Corpus:
    """Read everything, with a bar on a terminal; what failed is in ``failures``."""
    from textkit.corpus import read

    console = _console()
    columns = (TextColumn("读取与抽取"), BarColumn(), MofNCompleteColumn(), TimeElapsedColumn(), TextColumn("{task.fields[name]}"))
    with Progress(*columns, console=console, transient=True, disable=not console.is_terminal) as bar:
        job = bar.add_task("read", total=None, name="")

        def advance(done: int, total: int, path: str) -> None:
            bar.update(job, completed=done, total=total, name=escape(Path(path).name))

        return read(paths, progress=advance)


def _report_failures(corpus: Corpus) -> bool:
    """Name every file that could not be read."""
    for path, reason in corpus.failures:
        _say(f"没有读成：{reason if str(path) in reason else f'{path}：{reason}'}", "red")
    return bool(corpus.failures)


def _by_file(corpus: Corpus) -> list[list[Document]]:
    files: dict[tuple[str, str], list[Document]] = {}
    for document in corpus:
        files.setdefault((document.source.path, document.source.sha256), []).append(document)
    return list(files.values())


def _format_of(output: Path, wanted: Format | None) -> Format:
    if wanted is not None:
        return wanted
    suffix = output.suffix.lower().removeprefix(".")
    if suffix in ("xlsx", "csv", "json"):
        return Format(suffix)
    raise _refuse(f"从“{output.name}”看不出要写哪种文件。请用 .xlsx、.csv、.json 结尾，或加 --format")


def _write(corpus: Corpus, output: Path, form: Format, lang: str, force: bool) -> list[Path]:
    from textkit.report import gold_json, task_table
    from textkit.report.files import write_json

    if form is not Format.gold:
        if output.suffix.lower() != f".{form.value}":
            raise _refuse(f"--format {form.value} 写的是 .{form.value} 文件，而文件名是“{output.name}”")
        return [task_table(corpus, output, lang=lang, overwrite=force)]
    files = _by_file(corpus)
    if len(files) <= 1 and not output.is_dir():
        write_json(output, gold_json(files[0] if files else []), overwrite=force)
        return [output]
    if output.suffix.lower() == ".json":
        raise _refuse(f"有 {len(files)} 个文件，--format gold 每个文件写一个 .json：-o 请给一个文件夹")
    written: dict[Path, str] = {}
    for documents in files:
        path = output / f"{Path(documents[0].source.path).stem}.json"
        if path in written:
            raise TextkitError("两个文件同名，会写到同一个 .json 里", path=documents[0].source.path,
                               hint=f"另一个是 {written[path]}，请分两次写到不同的文件夹")
        write_json(path, gold_json(documents), overwrite=force)
        written[path] = documents[0].source.path
    return list(written)


def _show(corpus: Corpus, lang: str) -> None:
    """The task table as a terminal shows it."""
    from textkit.report import task_rows
    from textkit.report.labels import word

    console = Console(highlight=False)
    if not console.is_terminal:
        console = Console(highlight=False, width=160)
    table = Table(show_lines=True, header_style="bold")
    table.add_column(word("number", lang), justify="right", no_wrap=True)
    for name, ratio in (("task", 10), ("lead", 3), ("others", 4), ("deadline", 3), ("targets", 4), ("basis", 5)):
        table.add_column(word(name, lang), ratio=ratio, overflow="fold")
    for row in task_rows(corpus, lang):
        table.add_row(str(row.number), *(escape(cell) for cell in (
            row.task, row.lead, row.others, row.deadline, row.targets, "\n".join(row.basis))))
    console.print(table)


def _summarise(corpus: Corpus) -> None:
    documents = list(corpus)
    tasks = [task for document in documents for task in document.tasks]
    _say(f"{len(_by_file(corpus))} 个文件，{len(documents)} 篇文档，{len(tasks)} 项任务："
         f"{sum(bool(t.units) for t in tasks)} 项有责任单位，{sum(t.deadline is not None for t in tasks)} 项有完成时限，"
         f"{sum(bool(t.targets) for t in tasks)} 项有目标值。")


@app.command()
def extract(
    paths: Annotated[list[str], typer.Argument(metavar="文件或文件夹…", help="要读的文件、文件夹或通配符，可以有多个。")],
    output: Annotated[list[Path] | None, typer.Option(
        "-o", "--output", metavar="文件", help="写到哪里：.xlsx、.csv 或 .json；可以写多次。不写则在屏幕上列表。")] = None,
    form: Annotated[Format | None, typer.Option(
        "--format", help="写成什么；不写则看 -o 的后缀。gold 是评测用的 JSON，有多个文件时 -o 给文件夹。")] = None,
    lang: Annotated[Lang, typer.Option(help="表头用中文还是英文。")] = Lang.zh,
    force: Annotated[bool, typer.Option("--force", help="覆盖不是 textkit 写的同名文件。")] = False,
) -> None:
    """读文件，抽取任务分解表。

    例：[bold]textkit extract 讲话.txt -o 任务分解表.xlsx[/bold]
    """
    with _orderly():
        forms = [_format_of(path, form) for path in output or []]
        if not output and form is Format.xlsx:
            raise _refuse("--format xlsx 要用 -o 写出文件名")
        corpus = _read(paths)
        failed = _report_failures(corpus)
        if not len(corpus):
            raise typer.Exit(1)
        if output:
            for path, each in zip(output, forms, strict=True):
                for written in _write(corpus, path, each, lang.value, force):
                    _say(f"已写 {written}")
        else:
            _to_screen(corpus, form, lang.value)
        _summarise(corpus)
        if failed:
            raise typer.Exit(1)


def _to_screen(corpus: Corpus, form: Format | None, lang: str) -> None:
    from textkit.report import gold_json
    from textkit.report.table import csv_text, json_data

    if form is None:
        _show(corpus, lang)
    elif form is Format.csv:
        _print(csv_text(corpus, lang))
    elif form is Format.json:
        _print(json.dumps(json_data(corpus), ensure_ascii=False, indent=1) + "\n")
    else:
        files = _by_file(corpus)
        if len(files) > 1:
            raise _refuse("有多个文件，--format gold 要用 -o 给一个文件夹")
        _print(json.dumps(gold_json(files[0] if files else []), ensure_ascii=False, indent=1) + "\n")


@app.command()
def explain(
    file: Annotated[str, typer.Argument(metavar="文件", help="要读的一个文件。")],
    at: Annotated[int, typer.Option("--at", metavar="N", min=0, help="原文第几个字（从 0 数起，即表中的“原文起”）。")],
    to: Annotated[int | None, typer.Option("--to", metavar="M", min=0, help="到第几个字之前；不写则只看一个字。")] = None,
    lang: Annotated[Lang, typer.Option(help="用中文还是英文。")] = Lang.zh,
) -> None:
    """说明原文某一处为什么这样判断：哪条规则认出了任务、单位、时限和数量。

    例：[bold]textkit explain 讲话.txt --at 1024[/bold]
    """
    with _orderly():
        from textkit.report import explain as explain_span

        corpus = _read([file])
        if _report_failures(corpus):
            raise typer.Exit(1)
        documents = list(corpus)
        if not documents:
            raise typer.Exit(1)
        length = len(documents[0].source.text)
        if at >= length or (to is not None and to <= at):
            raise _refuse(f"{file} 有 {length} 字，--at 和 --to 要在其中，且 --at 在前")
        document = next((d for d in documents if d.span.start <= at < d.span.end),
                        min(documents, key=lambda d: min(abs(at - d.span.start), abs(at - d.span.end))))
        removed = next((e for e in document.edits if e.start <= at < e.end and not e.replacement), None)
        if removed is not None:
            quote = document.source.text[removed.start : removed.end]
            typer.echo(f"这一处在清洗时去掉了：{quote!r}〔规则 {removed.rule}〕。下面是它后面的一处。")
        start = document.alignment.to_clean(at)
        end = max(document.alignment.to_clean(to), start + 1) if to is not None else start + 1
        typer.echo(str(explain_span(document, start, end, lang=lang.value)))


@app.command()
def evaluate(
    gold: Annotated[Path, typer.Argument(metavar="标准答案", exists=True, help="一个 .json，或放 .json 的文件夹。")],
    predicted: Annotated[Path, typer.Argument(metavar="抽取结果", exists=True, help="同名的 .json（extract --format gold 所写）。")],
    as_json: Annotated[bool, typer.Option("--json", help="把各项分数写成一个 JSON。")] = False,
    misses: Annotated[int, typer.Option("--misses", metavar="N", min=0, help="列出至多 N 处不一致（与 --json 同用时不列）。")] = 0,
) -> None:
    """把抽取结果与标准答案比较，报告各项分数。"""
    with _orderly():
        from textkit.validate import score

        result = score(gold, predicted)
        _print((result.to_json() if as_json else result.text(misses)) + "\n")


@app.command()
def catalogue(
    folder: Annotated[Path, typer.Argument(metavar="文件夹", exists=True, file_okay=False, help="放文件的文件夹。")],
    output: Annotated[Path | None, typer.Option("-o", "--output", metavar="文件", help="写到哪里；不写则写进文件夹的 catalogue.csv。")] = None,
    force: Annotated[bool, typer.Option("--force", help="覆盖已有的目录表（改过的内容会保留）。")] = False,
) -> None:
    """给一个文件夹列目录表（题名、地区、级别、年份、日期、文种），核对改正后放回去，读取时以它为准。

    例：[bold]textkit catalogue 文件夹/[/bold]
    """
    with _orderly():
        from textkit.corpus import catalogue as list_folder

        target = output or folder / "catalogue.csv"
        table = list_folder(folder, to=target, overwrite=force)
        _say(f"已写 {target}：{len(table)} 篇文档")
        bad = table["problem"].notna() & (table["problem"] != "") if "problem" in table.columns else None
        if bad is not None and bool(bad.any()):
            for file, reason in table.loc[bad, ["file", "problem"]].itertuples(index=False):
                _say(f"没有读成：{file}：{reason}", "red")
            raise typer.Exit(1)


compare_app = typer.Typer(no_args_is_help=True, help="对照几份报告：目标与完成情况。")
app.add_typer(compare_app, name="compare")


class Which(StrEnum):
    """Which targets ``compare delivery`` follows."""

    main = "main"
    all = "all"


@compare_app.command("delivery")
def compare_delivery(
    earlier: Annotated[str, typer.Argument(metavar="上一年报告", help="提出目标的报告：一个文件，或放各地报告的文件夹。")],
    later: Annotated[str, typer.Argument(metavar="下一年报告", help="报告完成情况的报告：一个文件或文件夹。")],
    output: Annotated[Path | None, typer.Option("-o", "--output", metavar="文件", help="写到哪里：.csv 或 .xlsx；不写则在屏幕上列出。")] = None,
    targets: Annotated[Which, typer.Option(help="main：主要预期目标；all：全部任务里的目标。")] = Which.main,
    tolerance: Annotated[float, typer.Option(min=0, help="“左右”容许差几个百分点。")] = 0.5,
    full: Annotated[bool, typer.Option("--full", help=".csv 也写出全部的列（出处、口径、未采用的数字）。")] = False,
    force: Annotated[bool, typer.Option("--force", help="覆盖不是 textkit 写的同名文件。")] = False,
) -> None:
    """上一年的目标，下一年报告说完成得怎样。

    例：[bold]textkit compare delivery 2024年报告.txt 2025年报告.txt -o 完成情况.csv[/bold]
    """
    with _orderly():
        from textkit.compare import SHORT, delivery
        from textkit.report import result_csv

        if output is not None and output.suffix.lower() not in (".csv", ".xlsx"):
            raise _refuse(f"从“{output.name}”看不出要写哪种文件。请用 .csv 或 .xlsx 结尾")
        before, after = _read([earlier]), _read([later])
        failed = _report_failures(before) | _report_failures(after)
        if not len(before) or not len(after):
            raise typer.Exit(1)
        result = delivery(before, after, targets=targets.value, tolerance=tolerance)
        columns = () if full else SHORT
        if output is None:
            _print(result_csv(result, columns))
        elif output.suffix.lower() == ".csv":
            result.to_csv(output, columns=columns, overwrite=force)
        else:
            result.to_excel(output, overwrite=force)
        for note in result.notes:
            _say(note)
        if output is not None:
            _say(f"已写 {output}")
        if failed:
            raise typer.Exit(1)


def _version(wanted: bool) -> None:
    if wanted:
        from textkit.report.provenance import version

        typer.echo(f"textkit {version()}")
        raise typer.Exit


@app.callback()
def _common(
    version: Annotated[bool, typer.Option("--version", callback=_version, is_eager=True, help="版本号。")] = False,
) -> None:
    pass


def main() -> None:
    """The command ``textkit``. A console that cannot show a character shows ? for it."""
    for stream in (sys.stdout, sys.stderr):
        reconfigure = getattr(stream, "reconfigure", None)
        if reconfigure is not None:
            reconfigure(errors="replace")
    try:
        app(prog_name="textkit")
    except KeyboardInterrupt:                              # before a command has begun
        sys.exit(130)
