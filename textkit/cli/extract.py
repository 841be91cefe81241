"""``textkit extract`` and ``textkit explain``: a file's task table, and why it is what it is."""

from __future__ import annotations

import json
from collections.abc import Mapping
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer
from rich.console import Console
from rich.markup import escape
from rich.table import Table

from textkit.cli.outputs import Force, Headings, Paths, read_all
from textkit.cli.shell import Lang, name_failures, orderly, put, read_files, refuse, say
from textkit.cli.store import Engine, fill_store

if TYPE_CHECKING:
    from textkit.corpus import Corpus
    from textkit.corpus.correcting import Corrected

__all__ = ["explain", "extract"]


_STORE, _TABLE = "存成数据集（--store）", "任务分解表的样式"


class Group(StrEnum):
    """By what the rows of a task table stand together."""

    section = "section"
    unit = "unit"
    deadline = "deadline"


class Rows(StrEnum):
    """What a row of a task table is."""

    tasks = "tasks"
    items = "items"


class Numbering(StrEnum):
    """How the rows of a task table are numbered."""

    running = "running"
    grouped = "grouped"
    none = "none"


class Format(StrEnum):
    """What ``extract`` writes."""

    xlsx = "xlsx"
    docx = "docx"
    csv = "csv"
    json = "json"
    gold = "gold"


def _format_of(output: Path, wanted: Format | None) -> Format:
    if wanted is not None:
        return wanted
    suffix = output.suffix.lower().removeprefix(".")
    if suffix in ("xlsx", "docx", "csv", "json"):
        return Format(suffix)
    raise refuse(f"从“{output.name}”看不出要写哪种文件。请用 .xlsx、.docx、.csv、.json 结尾，或加 --format")


def _write(corpus: Corpus, output: Path, form: Format, lang: str, force: bool, options: Mapping[str, Any]) -> list[Path]:
    from textkit.report import gold_json, task_table
    from textkit.report.answer_files import by_file, write_answers
    from textkit.report.files import write_json

    if form is not Format.gold:
        if output.suffix.lower() != f".{form.value}":
            raise refuse(f"--format {form.value} 写的是 .{form.value} 文件，而文件名是“{output.name}”")
        return [task_table(corpus, output, lang=lang, overwrite=force, **options)]
    files = by_file(corpus)
    if len(files) <= 1 and not output.is_dir():
        write_json(output, gold_json(files[0] if files else []), overwrite=force)
        return [output]
    if output.suffix.lower() == ".json":
        raise refuse(f"有 {len(files)} 个文件，--format gold 每个文件写一个 .json：-o 请给一个文件夹")
    return write_answers(output, map(gold_json, files), overwrite=force)


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
    from textkit.report.answer_files import by_file

    documents = list(corpus)
    tasks = [task for document in documents for task in document.tasks]
    say(f"{len(by_file(corpus))} 个文件，{len(documents)} 篇文档，{len(tasks)} 项任务："
         f"{sum(bool(t.units) for t in tasks)} 项有责任单位，{sum(t.deadline is not None for t in tasks)} 项有完成时限，"
         f"{sum(bool(t.targets) for t in tasks)} 项有目标值。")


def extract(
    paths: Paths,
    output: Annotated[list[Path] | None, typer.Option(
        "-o", "--output", metavar="文件", help="写到哪里：.xlsx、.docx、.csv 或 .json；可以写多次。不写则在屏幕上列表。")] = None,
    form: Annotated[Format | None, typer.Option(
        "--format", help="写成什么；不写则看 -o 的后缀。gold 是评测用的 JSON，有多个文件时 -o 给文件夹。")] = None,
    lang: Headings = Lang.zh,
    force: Force = False,
    store: Annotated[str | None, typer.Option(
        "--store", metavar="数据集", help="存成数据集（文件夹，或 s3://… 之类的地址）；再运行时只读新的和改过的文件，中断了接着做。")] = None,
    engine: Annotated[Engine, typer.Option(help="谁来做：local 本机；dask 多台机器。", rich_help_panel=_STORE)] = Engine.local,
    scheduler: Annotated[str | None, typer.Option(metavar="地址", help="dask 调度程序的地址，如 tcp://主机:8786。", rich_help_panel=_STORE)] = None,
    workers: Annotated[int | None, typer.Option(metavar="N", min=1, help="几个进程；不写则每个核一个。", rich_help_panel=_STORE)] = None,
    timeout: Annotated[float, typer.Option(metavar="秒", min=1, help="一份文件最多做多久，超过就跳过并报告。", rich_help_panel=_STORE)] = 300,
    memory: Annotated[int | None, typer.Option(metavar="MB", min=256, help="每个进程最多用多少内存。", rich_help_panel=_STORE)] = None,
    retry: Annotated[bool, typer.Option("--retry", help="上次没读成的再试一次。", rich_help_panel=_STORE)] = False,
    prune: Annotated[bool, typer.Option("--prune", help="已不在文件夹里的文件，从数据集移除。", rich_help_panel=_STORE)] = False,
    log: Annotated[Path | None, typer.Option("--log", metavar="文件", help="机器可读的日志（.jsonl），续写在后面。", rich_help_panel=_STORE)] = None,
    quiet: Annotated[bool, typer.Option("--quiet", help="不显示进度，只报没有读成的。", rich_help_panel=_STORE)] = False,
    corrections: Annotated[Path | None, typer.Option(
        "--corrections", metavar="文件", help="套用更正（tk.review 或台账的 更正.jsonl）；加 --format gold 则只写复核完毕的文档，作标准答案。")] = None,
    columns: Annotated[str, typer.Option(metavar="列,列…", help=".xlsx、.docx 要哪些列：number、task、lead、others、deadline、targets 等，逗号分隔。", rich_help_panel=_TABLE)] = "",
    group: Annotated[Group, typer.Option(help=".xlsx、.docx 按章节、单位还是时限分组。", rich_help_panel=_TABLE)] = Group.section,
    rows: Annotated[Rows, typer.Option(help="一行一项任务，还是一行一个子项。", rich_help_panel=_TABLE)] = Rows.tasks,
    overall: Annotated[bool, typer.Option("--overall", help="分组的表里也列总体要求。", rich_help_panel=_TABLE)] = False,
    numbering: Annotated[Numbering, typer.Option(help="连续编号、按组编号（1.1）还是不编号。", rich_help_panel=_TABLE)] = Numbering.running,
    supervision: Annotated[bool, typer.Option("--supervision", help="督查版：加进展情况、存在问题、下步措施三栏待填。", rich_help_panel=_TABLE)] = False,
    title: Annotated[str | None, typer.Option(help="表的标题；不写则用文件的题目。", rich_help_panel=_TABLE)] = None,
) -> None:
    """读文件，抽取任务分解表。

    例：[bold]textkit extract 讲话.txt -o 任务分解表.xlsx[/bold]；[bold]textkit extract 文件夹/ --store 数据集/[/bold]
    """
    with orderly():
        forms = [_format_of(path, form) for path in output or []]
        if not output and form in (Format.xlsx, Format.docx):
            raise refuse(f"--format {form.value} 要用 -o 写出文件名")
        options = {"columns": [name.strip() for name in columns.split(",") if name.strip()], "group": group.value, "rows": rows.value,
                   "overall": overall, "numbering": numbering.value, "supervision": supervision, "title": title}
        if store is not None:
            if corrections is not None:
                raise refuse("--corrections 不和 --store 一起用：数据集存的是抽取的结果")
            if form is not None and not output:
                raise refuse("--format 要用 -o 写出文件名")
            run = fill_store(paths, store, quiet=quiet, engine=engine.value, scheduler=scheduler, workers=workers, timeout=timeout,
                             memory=memory, retry=retry, prune=prune, log=log)
            for path, each in zip(output or [], forms, strict=True):
                for written in _write(_opened(store), path, each, lang.value, force, options):
                    say(f"已写 {written}")
            raise typer.Exit(1 if run.failures else 0)
        if engine is Engine.dask or retry or prune or any(each is not None for each in (scheduler, workers, memory, log)):
            raise refuse("--engine、--scheduler、--workers、--memory、--retry、--prune、--log 要和 --store 一起用")
        corpus, failed = read_all(paths)
        if corrections is not None:
            done = _corrected(corpus, corrections)
            corpus = done.corpus
            if form is Format.gold:
                _write_reviewed(done, output, force)
                raise typer.Exit(1 if failed else 0)
        if output:
            for path, each in zip(output, forms, strict=True):
                for written in _write(corpus, path, each, lang.value, force, options):
                    say(f"已写 {written}")
        else:
            _to_screen(corpus, form, lang.value)
        _summarise(corpus)
        if failed:
            raise typer.Exit(1)


def _corrected(corpus: Corpus, path: Path) -> Corrected:
    """The corpus with the corrections of a file; those that found no task are named."""
    from textkit.corpus import apply, read_corrections

    done = apply(corpus, read_corrections(path))
    say(f"{path}：套上更正 {len(done.attached)} 处")
    for correction, reason in done.lost:
        say(f"没有套上：{correction.text[:30]}（{correction.field} 为“{correction.new[:30]}”）：{reason}")
    return done


def _write_reviewed(done: Corrected, output: list[Path] | None, force: bool) -> None:
    """The documents that were reviewed whole as answers; the others are named."""
    from textkit.report.answer_files import write_reviewed

    if output is None or len(output) != 1 or output[0].suffix.lower() == ".json":
        raise refuse("--format gold 和 --corrections 一起用时，-o 请给一个文件夹")
    written, left = write_reviewed(done, output[0], overwrite=force)
    for path in written:
        say(f"已写 {path}")
    for document, reason in left:
        say(f"没有写：{document.source.path}《{document.title or '（无题）'}》{reason}")
    if not written:
        raise typer.Exit(1)


def _opened(store: str) -> Corpus:
    from textkit.corpus.store import open_store

    return open_store(store)


def _to_screen(corpus: Corpus, form: Format | None, lang: str) -> None:
    from textkit.report import gold_json
    from textkit.report.answer_files import by_file
    from textkit.report.table import csv_text, json_data

    if form is None:
        _show(corpus, lang)
    elif form is Format.csv:
        put(csv_text(corpus, lang))
    elif form is Format.json:
        put(json.dumps(json_data(corpus), ensure_ascii=False, indent=1) + "\n")
    else:
        files = by_file(corpus)
        if len(files) > 1:
            raise refuse("有多个文件，--format gold 要用 -o 给一个文件夹")
        put(json.dumps(gold_json(files[0] if files else []), ensure_ascii=False, indent=1) + "\n")


def explain(
    file: Annotated[str, typer.Argument(metavar="文件", help="要读的一个文件。")],
    at: Annotated[int, typer.Option("--at", metavar="N", min=0, help="原文第几个字（从 0 数起，即表中的“原文起”）。")],
    to: Annotated[int | None, typer.Option("--to", metavar="M", min=0, help="到第几个字之前；不写则只看一个字。")] = None,
    lang: Annotated[Lang, typer.Option(help="用中文还是英文。")] = Lang.zh,
) -> None:
    """说明原文某一处为什么这样判断：哪条规则认出了任务、单位、时限和数量。

    例：[bold]textkit explain 讲话.txt --at 1024[/bold]
    """
    with orderly():
        from textkit.report import explain as explain_span

        corpus = read_files([file])
        if name_failures(corpus):
            raise typer.Exit(1)
        documents = list(corpus)
        if not documents:
            raise typer.Exit(1)
        length = len(documents[0].source.text)
        if at >= length or (to is not None and to <= at):
            raise refuse(f"{file} 有 {length} 字，--at 和 --to 要在其中，且 --at 在前")
        document = next((d for d in documents if d.span.start <= at < d.span.end),
                        min(documents, key=lambda d: min(abs(at - d.span.start), abs(at - d.span.end))))
        removed = next((e for e in document.edits if e.start <= at < e.end and not e.replacement), None)
        if removed is not None:
            quote = document.source.text[removed.start : removed.end]
            typer.echo(f"这一处在清洗时去掉了：{quote!r}〔规则 {removed.rule}〕。下面是它后面的一处。")
        start = document.alignment.to_clean(at)
        end = max(document.alignment.to_clean(to), start + 1) if to is not None else start + 1
        typer.echo(str(explain_span(document, start, end, lang=lang.value)))
