"""``textkit repair``: swapped words put back where that is certain, listed where it is not."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from textkit.cli.shell import Lang, orderly, put, refuse, say
from textkit.model import TextkitError

if TYPE_CHECKING:
    from textkit.draft import Repair

__all__ = ["repair"]

_HEAD = {"zh": "概率\t原文作\t应为\t上下文\t原文起\n", "en": "probability\twritten\toriginal\tcontext\tsource_start\n"}
_DONE = {"zh": "{file}：确定 {certain} 处，已改；存疑 {doubtful} 处，未改，请核对。", "en": "{file}: {certain} certain, applied; {doubtful} doubtful, left as they stand."}
_WRITTEN = {"zh": "已写 {path}", "en": "wrote {path}"}


def _show(result: Repair, lang: str) -> None:
    """The doubtful repairs, the likeliest first, as lines with tabs."""
    doubtful = sorted((row for row in result.rows if row["status"] == "存疑"), key=lambda row: (-row["probability"], row["source_start"]))
    if doubtful:
        lines = (f"{min(row['probability'], 0.99):.2f}\t{row['written']}\t{row['original']}\t{row['context']}\t{row['source_start']}\n" for row in doubtful)
        put(_HEAD[lang] + "".join(lines))
    say(_DONE[lang].format(file=result.source.path, certain=len(result.rows) - len(doubtful), doubtful=len(doubtful)))


def _files(paths: list[str]) -> Iterator[Path | TextkitError]:
    """The files behind the arguments; of a folder or glob neither tables nor what an earlier run wrote."""
    from textkit.read import expand

    for item in paths:
        try:
            for file in expand(item):
                if str(file) == item or not file.name.endswith((".repaired.txt", ".csv")):
                    yield file
        except TextkitError as error:
            yield error


def repair(
    paths: Annotated[list[str], typer.Argument(metavar="文件…", help="要修复的文件、文件夹或通配符，可以有多个。")],
    output: Annotated[Path | None, typer.Option("-o", "--output", metavar="文件夹", help="写到哪个文件夹；不写则写在原文件旁边。")] = None,
    least: Annotated[float, typer.Option(metavar="P", help="存疑的至少有这么大的概率才列出（0 到 1）。")] = 0.3,
    swaps: Annotated[list[Path] | None, typer.Option("--swaps", metavar="词表", help="自己的替换词表（.tsv，列同 swaps.tsv），可以写多次。")] = None,
    lang: Annotated[Lang, typer.Option(help="用中文还是英文。")] = Lang.zh,
    force: Annotated[bool, typer.Option("--force", help="覆盖不是 textkit 写的（或写后改过的）同名文件。")] = False,
) -> None:
    """修复网上文库换过的词（根底→基础、潜规那么→潜规则）和扫描识别的错字；原文件不动。

    确定的改在 名字.repaired.txt 里，每处记在 名字.edits.csv 里；存疑的只列出，不改。

    例：[bold]textkit repair 讲话.txt[/bold]
    """
    if not 0 < least <= 1:
        raise refuse("--least 是 0 到 1 之间的概率")
    with orderly():
        from textkit.draft import repair as mend
        from textkit.read import read_file

        failed = False
        taken: dict[Path, Path] = {}
        for path in _files(paths):
            try:
                if isinstance(path, TextkitError):
                    raise path
                target = (output or path.parent) / f"{path.stem}.repaired.txt"
                if taken.setdefault(target, path) != path:
                    raise TextkitError("两个文件同名，会写到同一个文件里", path=str(path), hint=f"另一个是 {taken[target]}，请分两次写到不同的文件夹")
                result = mend(read_file(path), extra=swaps or (), least=least)
                written = [result.to_text(target, overwrite=force),
                           result.to_csv(target.with_name(f"{path.stem}.edits.csv"), overwrite=force)]
            except TextkitError as error:
                failed = True
                say(str(error), "red")
                continue
            _show(result, lang.value)
            for file in written:
                say(_WRITTEN[lang.value].format(path=file))
        if failed:
            raise typer.Exit(1)
