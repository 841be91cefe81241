"""The verb: a corpus → a folder with the page, the Word file and the workbook, all three or none."""

from __future__ import annotations

import os
import shutil
import tempfile
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from functools import partial
from html import escape
from pathlib import Path
from typing import TYPE_CHECKING

from textkit.model import Document, TextkitError, reason
from textkit.report.comparative.model import Report
from textkit.report.comparative.page import HEADER, page
from textkit.report.files import replaceable, write
from textkit.report.labels import words

if TYPE_CHECKING:
    from textkit.corpus import Corpus
    from textkit.report.comparative.assembling import Progress

__all__ = ["Written", "comparison"]

#: The files of a report, in Chinese and in English.
NAMES = {"page": ("index.html", "index.html"), "paper": ("报告.docx", "report.docx"), "workbook": ("数据.xlsx", "data.xlsx")}
MOST_DOCUMENTS = 2000                    # texts that one page can carry and a browser hold


@dataclass(frozen=True, slots=True)
class Written:
    """Where a report was written; ``problems`` are the sections that could not be made, each with the reason."""

    folder: Path
    page: Path
    paper: Path
    workbook: Path
    problems: dict[str, str] = field(default_factory=dict)

    def _repr_html_(self) -> str:
        links = "".join(f'<li><a href="{escape(path.as_posix())}" target="_blank">{escape(path.name)}</a></li>' for path in (self.page, self.paper, self.workbook))
        lacking = "".join(f"<li>{escape(name)}：{escape(why)}</li>" for name, why in self.problems.items())
        return f"<div class='textkit'><ul>{links}</ul>{f'<p>做不出来的部分：</p><ul>{lacking}</ul>' if lacking else ''}</div>"


def comparison(
    corpus: Corpus | Document | Iterable[Document] | str | Path, folder: str | Path, *, lang: str = "zh", title: str | None = None, codes: str = "themes",
    overwrite: bool = False, progress: Progress | None = None,
) -> Written:
    """Write a comparative report of a corpus (or documents, or what to read) into ``folder``.

    ``index.html`` is a page that needs nothing else and loads nothing; 报告.docx tells the same with figures, 数据.xlsx has all
    tables (report.docx and data.xlsx with ``lang="en"``). ``codes`` is the codebook of themes, by name or as a .tsv of your own.
    Which comparisons there are depends on the corpus; a section that cannot be made says why, here and in ``problems``.
    ``progress`` is called with steps done, steps in all and a name. The three files appear together or not at all; one that
    textkit did not write is replaced only with ``overwrite``.

    Raises TextkitError where there is no document, more than :data:`MOST_DOCUMENTS`, or it may not or cannot write.

    例：``tk.report.comparison(tk.read("各县报告/"), "report/")``
    """
    from textkit.report.comparative.assembling import SECTIONS, assemble

    which = words(lang)
    folder = Path(folder)
    targets = {kind: folder / names[which] for kind, names in NAMES.items()}
    _allowed(folder, targets, overwrite)
    texts = _corpus(corpus)
    steps = len(SECTIONS) + 4
    tell: Progress = progress or (lambda done, total, name: None)
    report = assemble(texts, lang=lang, title=title, codes=codes, progress=tell, steps=steps)
    _write(report, folder, targets, lambda done, name: tell(len(SECTIONS) + 1 + done, steps, name))
    tell(steps, steps, "")
    return Written(folder, targets["page"], targets["paper"], targets["workbook"], report.problems)


def _corpus(given: Corpus | Document | Iterable[Document] | str | Path) -> Corpus:
    from textkit.corpus import Corpus, read

    texts = read(given) if isinstance(given, (str, Path)) else given if isinstance(given, Corpus) else Corpus((given,) if isinstance(given, Document) else tuple(given))
    if not len(texts):
        raise TextkitError("没有一份文件可以报告" + (f"：{texts.failures[0].message}" if texts.failures else ""), hint="请给出有文件的文件夹")
    if len(texts) > MOST_DOCUMENTS:
        raise TextkitError(f"{len(texts)} 份文件太多，一份报告最多 {MOST_DOCUMENTS} 份", hint="请先用 corpus.where(…) 选一部分，或用 textkit compare 逐项比较")
    return texts


def _allowed(folder: Path, targets: dict[str, Path], overwrite: bool) -> None:
    """Refuse before anything is read where a file is somebody else's."""
    if folder.exists() and not folder.is_dir():
        raise TextkitError("这是一个文件，不能当文件夹写", path=str(folder), hint="请换一个文件夹名")
    for path in targets.values():
        if not overwrite and not replaceable(path, HEADER):
            raise TextkitError("这个文件已经有了，而且不是 textkit 写的（或写后被人改过）", path=str(path),
                               hint="请换一个文件夹；确实要覆盖，命令行加 --force，程序里传 overwrite=True")


def _write(report: Report, folder: Path, targets: dict[str, Path], tell: Callable[[int, str], None]) -> None:
    """Make all three in a folder beside, then move each to its place: an interrupt before that leaves what was there."""
    from textkit.report.comparative.book import save_book
    from textkit.report.comparative.paper import save_paper

    def save_page(report: Report, path: Path) -> None:
        with path.open("w", encoding="utf-8", newline="") as file:
            file.writelines(page(report))

    saving: dict[str, Callable[[Report, Path], None]] = {"page": save_page, "paper": save_paper, "workbook": save_book}
    try:
        folder.parent.mkdir(parents=True, exist_ok=True)
        beside = Path(tempfile.mkdtemp(prefix=".textkit-report-", dir=folder.parent))
    except OSError as error:
        raise TextkitError(f"写不了这个文件夹（{reason(error)}）", path=str(folder), hint="看看上一级文件夹能不能写、磁盘满没满") from error
    try:
        for done, (kind, save) in enumerate(saving.items()):
            tell(done, targets[kind].name)
            save(report, beside / targets[kind].name)
        for path in targets.values():
            made = beside / path.name
            write(path, partial(os.replace, made), overwrite=True)
    finally:
        shutil.rmtree(beside, ignore_errors=True)
