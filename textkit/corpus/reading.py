"""Files → Corpus: each file read, cleaned, structured and extracted; one bad file does not stop the rest."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any

from textkit.corpus.corpus import Corpus, Failure
from textkit.model import Document, Source, TextkitError

if TYPE_CHECKING:
    import pandas as pd

__all__ = ["documents_of", "read", "read_frame", "read_text"]

Paths = str | Path | Iterable[str | Path]
#: What a reader may be told of a document instead of letting the text say it.
GIVEN = ("title", "doc_type", "place", "level", "date", "work_year", "speaker")


def documents_of(source: Source, given: Mapping[str, Any] | None = None) -> list[Document]:
    """The documents of one source, extracted. ``given`` (place, date …) wins over what the text says."""
    from textkit.clean import clean
    from textkit.extract import extract
    from textkit.structure import parse

    words = {key: str(value) for key, value in (given or {}).items() if value is not None}
    return [extract(document) for document in parse(source, clean(source), words or None)]


def read(paths: Paths, *, progress: Callable[[int, int, str], None] | None = None, **given: Any) -> Corpus:
    """A file, a folder, a glob or a list of them as a :class:`Corpus`.

    ``given`` (place=, date=, work_year= …) holds for every document read. ``progress`` is called with (done, all,
    path) after each file. A file that cannot be read is listed in ``corpus.failures`` and the rest go on; TextkitError
    is raised where nothing is found at all, or where the one file named cannot be read.
    """
    from textkit.read import expand, read_file

    several = [paths] if isinstance(paths, (str, Path)) else list(paths)
    _check(given)
    files = expand(several)
    root = Path(several[0]) if len(several) == 1 and Path(several[0]).is_dir() else None
    single = len(files) == 1 and len(several) == 1 and Path(several[0]) == files[0]
    documents: list[Document] = []
    failures: list[Failure] = []
    for number, path in enumerate(files, 1):
        try:
            documents += documents_of(read_file(path, root=root), given)
        except TextkitError as error:
            if single:
                raise
            failures.append(Failure(str(path), str(error)))
        except (OSError, MemoryError, RecursionError) as error:
            failure = TextkitError(f"读不了这个文件（{error}）", path=str(path))
            if single:
                raise failure from error
            failures.append(Failure(str(path), str(failure)))
        if progress:
            progress(number, len(files), str(path))
    return Corpus(documents, failures=failures, options={"paths": [str(p) for p in several], **given})


def _check(given: Mapping[str, Any]) -> None:
    unknown = [key for key in given if key not in GIVEN]
    if unknown:
        raise TextkitError(f"不认识的参数：{'、'.join(unknown)}", hint=f"可用：{'、'.join(GIVEN)}")


def read_text(text: str, **given: Any) -> Document:
    """One text as a :class:`Document`: ``read_text("县水利局要在6月底前完成清淤。", date="2031-03-01")``.

    Where the text holds several documents the first is returned. Raises TextkitError where the text is empty.
    """
    from textkit.read import from_text

    _check(given)
    found = documents_of(from_text(text), given)
    if not found:
        raise TextkitError("文本中没有可读的内容", path="（文本）")
    return found[0]


def read_frame(table: pd.DataFrame, *, text: str = "text", **columns: str) -> Corpus:
    """A DataFrame with one document a row. ``text`` names its column; ``place="地区"`` and the like name others.

    Columns of the names of :data:`GIVEN` are used as they are; all others travel as docvars. A row without text is
    listed in ``failures``. Raises TextkitError where a column is missing.
    """
    import pandas as pd

    from textkit.read import from_text

    _check(columns)
    for column in (text, *columns.values()):
        if column not in table.columns:
            raise TextkitError(f"表中没有列 {column}", hint=f"现有：{'、'.join(map(str, table.columns))}")
    named = {**{key: key for key in GIVEN if key in table.columns}, **columns}
    documents: list[Document] = []
    failures: list[Failure] = []
    from dataclasses import replace

    for index, row in table.iterrows():
        where = f"第 {index} 行"
        if not isinstance(row[text], str) or not row[text].strip():
            failures.append(Failure(where, f"{where}：列 {text} 没有文字"))
            continue
        given = {key: row[column] for key, column in named.items() if not pd.isna(row[column])}
        extra = {str(key): row[key] for key in table.columns if key != text and key not in named.values()}
        for document in documents_of(from_text(row[text], path=where), given):
            documents.append(replace(document, docvars=extra))
    return Corpus(documents, failures=failures, options={"rows": len(table), "text": text, **columns})
