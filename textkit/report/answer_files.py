"""Answers written as files: one ``.json`` per file that was read, named after it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

from textkit.corpus.correcting import Corrected
from textkit.model import Document, TextkitError
from textkit.report.files import write_json
from textkit.report.gold import reviewed_json

__all__ = ["by_file", "write_answers", "write_reviewed"]


def by_file(documents: Iterable[Document]) -> list[list[Document]]:
    """The documents of each file, in order."""
    files: dict[tuple[str, str], list[Document]] = {}
    for document in documents:
        files.setdefault((document.source.path, document.source.sha256), []).append(document)
    return list(files.values())


def write_answers(folder: Path, answers: Iterable[Mapping[str, Any]], *, overwrite: bool = False) -> list[Path]:
    """Write each into ``folder``, named after its ``source``. Raises TextkitError where two would have one name."""
    written: dict[Path, str] = {}
    for each in answers:
        path = folder / f"{Path(each['source']).stem}.json"
        if path in written:
            raise TextkitError("两个文件同名，会写到同一个 .json 里", path=each["source"],
                               hint=f"另一个是 {written[path]}，请分两次写到不同的文件夹")
        write_json(path, dict(each), overwrite=overwrite)
        written[path] = each["source"]
    return list(written)


def write_reviewed(done: Corrected, folder: str | Path, *, overwrite: bool = False) -> tuple[list[Path], list[tuple[Document, str]]]:
    """Write the answers of the documents that were reviewed whole; returns the files, and the other documents with the reason.

    An answer file holds tasks with units and deadlines, which is what was reviewed; :func:`textkit.validate.evaluate` measures
    these alone. Raises TextkitError where a file there is not textkit's.
    """
    left = [(document, why) for document in done.corpus if (why := done.pending(document)) is not None]
    open_ids = {document.id for document, _ in left}
    answers = []
    for documents in by_file(done.corpus):
        whole = [document for document in documents if document.id not in open_ids]
        if whole:
            answers.append(reviewed_json(whole, len(whole) == len(documents)))
    return write_answers(Path(folder), answers, overwrite=overwrite), left
