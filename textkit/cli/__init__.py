"""The command line: parse it, call the verbs, say what happened. Nothing is computed here; one module per verb.

Exit codes: 0 all done; 1 some file could not be read or written (each is named, the rest go on); 2 the command line
makes no sense; 3 a draft has findings (``check``, ``figures``); 130 interrupted.
"""

from __future__ import annotations

import sys
from typing import Annotated

import typer

from textkit.cli import (  # noqa: F401  (the verbs of compare_… are registered on compare.app)
    compare,
    compare_attention,
    compare_panel,
    compare_reuse,
    compare_tasks,
    compare_words,
    ledger,
    store,
)
from textkit.cli.assign import assign
from textkit.cli.check import check
from textkit.cli.drafts import diff, figures
from textkit.cli.extract import explain, extract
from textkit.cli.folder import catalogue, evaluate
from textkit.cli.headings import in_chinese
from textkit.cli.repair import repair
from textkit.cli.report import report
from textkit.cli.shell import Interrupted, say
from textkit.cli.studies import lab, new

__all__ = ["app", "main", "say"]

app = typer.Typer(
    name="textkit", no_args_is_help=True, add_completion=False, rich_markup_mode="rich", pretty_exceptions_enable=False,
    context_settings={"help_option_names": ["-h", "--help"]},
    help="读地方政府的讲话、报告、要点、通知，列出其中的任务、责任单位、完成时限和目标值，每一格都能回到原文。",
)
for verb in (extract, explain, check, figures, diff, repair, assign, report, evaluate, catalogue, new, lab):
    app.command()(verb)
for name, group in (("compare", compare.app), ("ledger", ledger.app), ("store", store.app)):
    app.add_typer(group, name=name)


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


def _told(end: BaseException | None) -> bool:
    """Whether the command itself said that it was interrupted."""
    while end is not None:
        if isinstance(end, Interrupted):
            return True
        end = end.__cause__ or end.__context__
    return False


def main() -> None:
    """The command ``textkit``. A console that cannot show a character shows ? for it."""
    for stream in (sys.stdout, sys.stderr):
        reconfigure = getattr(stream, "reconfigure", None)
        if reconfigure is not None:
            reconfigure(errors="replace")
    in_chinese()
    try:
        app(prog_name="textkit")
    except (KeyboardInterrupt, SystemExit) as end:
        if isinstance(end, KeyboardInterrupt) or (end.code == 130 and not _told(end)):   # before a command has begun
            print("已中断。", file=sys.stderr)  # noqa: T201
            sys.exit(130)
        raise
