"""``textkit check``: what a drafter should look at again."""

from __future__ import annotations

import json
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from textkit.cli.outputs import Force, read_all
from textkit.cli.shell import Lang, orderly, put, refuse, say

if TYPE_CHECKING:
    from textkit.draft.findings import Findings
    from textkit.draft.settings import Settings

__all__ = ["check"]

FOUND = 3                                         # the exit code where something as bad as --fail-on was found


class Format(StrEnum):
    """What ``check`` writes."""

    text = "text"
    json = "json"
    html = "html"
    docx = "docx"


class Severity(StrEnum):
    """From which severity on the exit code says so."""

    error = "error"
    warning = "warning"
    info = "info"
    never = "never"


def _settings(config: Path | None, draft: str) -> Settings:
    from textkit.draft.settings import find_settings, read_settings

    return read_settings(config) if config is not None else find_settings(Path(draft).parent)


def _write(findings: Findings, form: Format, output: Path | None, draft: str, force: bool) -> None:
    from textkit.draft.output.data import findings_data
    from textkit.draft.output.page import findings_page

    if form is Format.docx:
        path = Path(draft)
        output = output or path.with_name(f"{path.stem}-批注.docx")
        findings.to_docx(output, draft=path, overwrite=force)
    elif form is Format.html and output is not None:
        findings.to_html(output, overwrite=force)
    elif form is Format.json and output is not None:
        findings.to_json(output, overwrite=force)
    elif output is not None:
        from textkit.report.files import write_text

        write_text(output, findings.text(), overwrite=force)
    elif form is Format.html:
        put(findings_page(findings))
    elif form is Format.json:
        put(json.dumps(findings_data(findings), ensure_ascii=False, indent=1) + "\n")
    else:
        put(findings.text())
    if output is not None:
        say(f"已写 {output}")


def _form(form: Format | None, output: Path | None) -> Format:
    if form is not None:
        return form
    suffix = output.suffix.lower().removeprefix(".") if output is not None else "text"
    if suffix in ("txt", "text"):
        return Format.text
    if suffix in ("json", "html", "docx"):
        return Format(suffix)
    raise refuse(f"从“{output.name if output else ''}”看不出要写哪种文件。请用 .txt、.json、.html、.docx 结尾，或加 --format")


def _list_rules() -> None:
    from textkit.draft.findings import LABELS
    from textkit.draft.rules import check_rules

    for rule in check_rules():
        put(f"{rule.id}\t{LABELS[rule.severity][0]}\t{rule.basis}\n")


def check(
    drafts: Annotated[list[str] | None, typer.Argument(metavar="稿子…", help="要检查的文件，可以有多个。")] = None,
    form: Annotated[Format | None, typer.Option("--format", help="text 列在屏幕上；json、html；docx 把问题作为批注写进稿子的副本。")] = None,
    output: Annotated[Path | None, typer.Option("-o", "--output", metavar="文件", help="写到哪里；docx 不写则是“原名-批注.docx”。")] = None,
    corpus: Annotated[list[str] | None, typer.Option("--corpus", metavar="文件或文件夹", help="对照的文件：查有没有整段照搬。可以写多次。")] = None,
    upper: Annotated[list[str] | None, typer.Option("--upper", metavar="文件", help="上级文件：查上级要求有没有对应任务。可以写多次。")] = None,
    only: Annotated[list[str] | None, typer.Option("--rule", metavar="规则", help="只用这条（或这一类）规则。可以写多次。")] = None,
    config: Annotated[Path | None, typer.Option("--config", metavar="文件", help="配置；不写则找稿子所在文件夹及上级的 textkit.toml 或 pyproject.toml。")] = None,
    fail_on: Annotated[Severity | None, typer.Option("--fail-on", help="从哪一级起退出码为 3；默认 error，或照配置。")] = None,
    lang: Annotated[Lang, typer.Option(help="问题和建议用中文还是英文。")] = Lang.zh,
    rules: Annotated[bool, typer.Option("--rules", help="列出全部规则。")] = False,
    force: Force = False,
) -> None:
    """检查稿子：缺责任单位、前后数字不一、编号跳号、空没填、机构已更名……

    文中写 textkit:off 规则名，这一行和下一行不查这条。退出码：0 没有达到 --fail-on 的问题，3 有。

    例：[bold]textkit check 讲话稿.docx --format docx[/bold]
    """
    with orderly():
        if rules:
            _list_rules()
            return
        if not drafts:
            raise refuse("请写出要检查的文件")
        wanted = _form(form, output)
        if wanted is Format.docx and len(drafts) > 1:
            raise refuse("--format docx 一次写一个文件")
        from textkit.draft.checking import check as run
        from textkit.draft.findings import rank

        settings = _settings(config, drafts[0])
        read, failed = read_all(drafts)
        (beside, unread), (above, missing) = (read_all(paths) if paths else ((), False) for paths in (corpus, upper))
        findings = run(read, settings=settings, rules=only or (), corpus=beside, upper=above, lang=lang.value)
        _write(findings, wanted, output, drafts[0], force)
        if failed or unread or missing:
            raise typer.Exit(1)
        level = fail_on.value if fail_on is not None else settings.fail_on
        worst = findings.worst()
        if level != "never" and worst is not None and rank(worst) <= rank(level):
            raise typer.Exit(FOUND)
