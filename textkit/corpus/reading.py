"""Files → Corpus: each file read, cleaned, structured and extracted; one bad file does not stop the rest."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

from textkit.corpus.corpus import Corpus, Failure
from textkit.model import Document, Edit, Source, TextkitError

if TYPE_CHECKING:
    import pandas as pd

    from textkit.corpus.catalogue import Disagreement, Row
    from textkit.read.several import Entry

__all__ = ["documents_of", "found_in", "read", "read_frame", "read_text"]

Paths = str | Path | Iterable[str | Path]
#: Source, edits and what is given of it → its documents.
Make = Callable[[Source, Sequence[Edit], Mapping[str, str] | None], list[Document]]
#: What a reader may be told of a document instead of letting the text say it.
GIVEN = ("title", "doc_type", "place", "level", "date", "work_year", "speaker")
#: How documents are put into a store.
RUNNING = ("engine", "workers", "scheduler", "timeout", "memory", "retries", "retry", "prune", "log")


@dataclass(frozen=True, slots=True)
class Found:
    """What came out of one file, row or member: its documents, or why there are none."""

    file: str
    documents: Sequence[Document] = ()
    disagreements: Sequence[Disagreement] = ()
    failure: Failure | None = None
    error: TextkitError | None = field(default=None, compare=False)


def extracted(source: Source, edits: Sequence[Edit], given: Mapping[str, str] | None) -> list[Document]:
    from textkit.extract import extract
    from textkit.structure import parse

    return [extract(document) for document in parse(source, edits, given)]


def _words(given: Mapping[str, Any] | None) -> dict[str, str]:
    """What is given, as textkit writes it. Raises TextkitError for a value that cannot be read (a day that does not exist)."""
    from textkit.read.columns import value_of

    out: dict[str, str] = {}
    for key, value in (given or {}).items():
        word, problem = value_of(key, value)
        if problem:
            raise TextkitError(problem)
        if word is not None:
            out[key] = str(word)
    return out


def documents_of(source: Source, given: Mapping[str, Any] | None = None) -> list[Document]:
    """The documents of one source, extracted. ``given`` (place, date …) wins over what the text says."""
    from textkit.clean import clean

    return extracted(source, clean(source), _words(given) or None)


def read(paths: Paths, *, progress: Callable[[int, int, str], None] | None = None, catalogue: bool | str | Path = True,
         text: str | None = None, local: bool = False, store: str | Path | None = None, **given: Any) -> Corpus:
    """A file, a folder, a glob, a .zip, a URL or a list of them as a :class:`Corpus`.

    ``given`` (place=, date=, work_year= …) holds for every document read. ``progress`` is called with (done, all,
    path) after each file. A file that cannot be read is listed in ``corpus.failures`` and the rest go on; TextkitError
    is raised where nothing is found at all, or where the one file named cannot be read.

    ``catalogue``: a ``catalogue.csv`` beside the files (or above them in the folder read) says of them what it knows and
    wins over the text; where the two differ stands in ``corpus.disagreements``. False leaves it aside, a path names one.
    ``text`` names the column of texts in tables that hold one document a row. ``local`` lets URLs lead to the own machine
    and network, and ``file://``.

    With ``store`` the documents are put into the store in that folder, by as many processes as there are cores, and the corpus
    of the store is returned; what is there and has not changed is not read again. Then engine=, workers=, scheduler=, timeout=,
    memory=, retries=, retry=, prune= and log= may be given too, see :func:`textkit.corpus.engines.fill`.
    """
    several = [paths] if isinstance(paths, (str, Path)) else list(paths)
    how = {name: given.pop(name) for name in RUNNING if name in given}
    _check(given)
    if store is not None:
        from textkit.corpus.engines import fill
        from textkit.corpus.store import open_store

        fill(several, store, catalogue=catalogue, text=text, given=given, progress=progress, **how)
        return open_store(store)
    if how:
        raise TextkitError(f"{'、'.join(how)} 只用于写数据集", hint="请加 store=\"数据集/\"")
    documents: list[Document] = []
    failures: list[Failure] = []
    differing: list[Disagreement] = []
    first: TextkitError | None = None
    for found in found_in(several, progress=progress, catalogue=catalogue, text=text, local=local, given=given):
        documents += found.documents
        differing += found.disagreements
        if found.failure is not None:
            failures.append(found.failure)
            first = first or found.error
    if len(several) == 1 and not documents and first is not None and not Path(several[0]).is_dir():
        raise first
    return Corpus(documents, failures=failures, disagreements=differing, options={"paths": [str(p) for p in several], **given})


def found_in(paths: Sequence[str | Path], *, make: Make = extracted, progress: Callable[[int, int, str], None] | None = None,
             catalogue: bool | str | Path = True, text: str | None = None, local: bool = False,
             given: Mapping[str, Any] | None = None) -> Iterator[Found]:
    """What is in the files behind ``paths``, one :class:`Found` after another; arguments as for :func:`read`.

    ``make`` turns a source, its edits and what is given of it into documents.
    """
    from textkit.corpus.beside import Beside
    from textkit.read.url import Fetcher

    files, root = listed(paths)
    beside = Beside(catalogue)
    fetcher = Fetcher(local=local)
    for number, (file, top, outright) in enumerate(files, 1):
        try:
            if isinstance(file, str):
                pieces: Iterator[Entry] = fetcher.entries(file, text=text)
            else:
                pieces = beside.entries(file, root=root, top=top, text=text, outright=outright)
            for entry in pieces:
                yield made_of(entry, beside.rows(entry, file, top), given or {}, make)
        except TextkitError as error:
            yield Found(_named(file, root), failure=Failure(str(file), str(error)), error=error)
        except (OSError, MemoryError, RecursionError) as error:
            failure = TextkitError(f"读不了这个文件（{error}）", path=str(file))
            yield Found(_named(file, root), failure=Failure(str(file), str(failure)), error=failure)
        if progress:
            progress(number, len(files), str(file))
    for failure_ in beside.problems(whole(paths)):
        yield Found(failure_.path, failure=failure_)


class Listed(NamedTuple):
    """A file or URL to read, the folder up to which catalogues are looked for, and whether it was named outright."""

    file: str | Path
    top: Path | None
    outright: bool


def listed(paths: Sequence[str | Path]) -> tuple[list[Listed], Path | None]:
    """Each file and URL behind ``paths`` once, in reading order, and the folder that documents are named from, if there is one.

    Raises TextkitError as :func:`textkit.read.expand` does.
    """
    files: dict[str | Path, Listed] = {}
    for item in paths:
        for each in listing(item):
            files.setdefault(each.file, each)
    return list(files.values()), root_of(paths)


def listing(item: str | Path) -> Iterator[Listed]:
    """The files behind one path, one by one."""
    from textkit.read import base_of, files_of
    from textkit.read.url import is_url

    if is_url(item):
        yield Listed(str(item), None, True)
        return
    base = base_of(item)
    for file in files_of(item):
        outright = str(item) == str(file)
        yield Listed(file, None if outright else base, outright)


def root_of(paths: Sequence[str | Path]) -> Path | None:
    """The folder that documents are named from: the one that was given, if it was one."""
    from textkit.read.url import is_url

    return Path(paths[0]) if len(paths) == 1 and not is_url(paths[0]) and Path(paths[0]).is_dir() else None


def whole(paths: Sequence[str | Path]) -> list[Path]:
    """The folders and archives among ``paths``, which are read from end to end."""
    from textkit.read.url import is_url

    return [Path(item) for item in paths if not is_url(item) and (Path(item).is_dir() or Path(item).suffix.lower() == ".zip")]


def _named(file: str | Path, root: Path | None) -> str:
    from textkit.read import relative

    return file if isinstance(file, str) else relative(file, root)


def made_of(entry: Entry, rows: Sequence[Row], given: Mapping[str, Any], make: Make) -> Found:
    """The documents of one entry: what the user says wins over the catalogue, that over the table, that over the text."""
    from textkit.clean import clean
    from textkit.corpus.catalogue import disagreements

    if entry.source is None:
        error = entry.error or TextkitError("没有内容", path=entry.path)
        return Found(entry.path, failure=Failure(entry.path, str(error)), error=error)
    edits = clean(entry.source)
    by_number = {row.number: row for row in rows}
    documents: list[Document] = []
    differing: list[Disagreement] = []
    made: list[Document] = []
    said: list[Document] = []
    last: dict[str, str] | None = None
    count = 1
    while count == 1 or count <= len(documents):
        row = by_number.get(count)
        known = {**entry.given, **(row.given if row else {})}
        if row is None and rows:                  # a further document of the file: what holds for the file as a whole
            known |= {key: value for key, value in rows[0].given.items() if key in ("place", "level", "work_year")}
        words = _words({**known, **given})
        if words != last:
            made, last = make(entry.source, edits, words or None), words
        if count == 1:
            documents = list(made)
        elif count <= len(made):
            documents[count - 1] = made[count - 1]
        if count > len(documents):
            break
        about = row or (rows[0] if rows else None)
        docvars = {**entry.docvars, **(about.docvars if about else {})}
        if docvars:
            documents[count - 1] = replace(documents[count - 1], docvars=_apart(docvars))
        if known:
            said = said or _unaided(entry.source, edits)
            if count <= len(said):
                differing += disagreements(documents[count - 1], said[count - 1], known)
        count += 1
    return Found(entry.path, documents, differing)


def _unaided(source: Source, edits: Sequence[Edit]) -> list[Document]:
    from textkit.structure import parse

    return parse(source, edits, None)


def _apart(docvars: Mapping[str, Any]) -> dict[str, Any]:
    """Docvars under names of their own: one that a column of ``documents`` has is ``given_…``."""
    from textkit.corpus.schema import TABLES

    taken = {column.name for column in TABLES["documents"]}
    return {f"given_{key}" if key in taken else key: value for key, value in docvars.items()}


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
    for index, row in table.iterrows():
        where = f"第 {index} 行"
        if not isinstance(row[text], str) or not row[text].strip():
            failures.append(Failure(where, f"{where}：列 {text} 没有文字"))
            continue
        given = {key: row[column] for key, column in named.items() if not pd.isna(row[column])}
        extra = {str(key): row[key] for key in table.columns if key != text and key not in named.values()}
        try:
            found = documents_of(from_text(row[text], path=where), given)
        except TextkitError as error:
            failures.append(Failure(where, f"{where}：{error}"))
            continue
        documents += [replace(document, docvars=_apart(extra)) for document in found]
    return Corpus(documents, failures=failures, options={"rows": len(table), "text": text, **columns})
