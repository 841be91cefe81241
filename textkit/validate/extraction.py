"""How accurate extraction is: the sources of gold answers read anew and scored."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from textkit.corpus import documents_of, read
from textkit.model import TextkitError
from textkit.read import read_file
from textkit.report import gold_json
from textkit.validate.answers import Answers, load
from textkit.validate.score import Scores, compare_answers

__all__ = ["evaluate", "extract_answers"]


def extract_answers(source: str | Path, root: str | Path | None = None) -> Answers:
    """What textkit finds in one file, in the shape of an answer file (offsets in the source). Raises as ``read_file``."""
    return gold_json(documents_of(read_file(source, root=root)))


def evaluate(gold: str | Path, sources: str | Path, *, catalogue: bool = False) -> Scores:
    """Extract every source that the answers in ``gold`` name, relative to the folder ``sources``, and score it.

    ``sources`` may be the one file that the answers are of. With ``catalogue`` the ``catalogue.csv`` there says of the files
    what it knows, as for :func:`textkit.read`; without it the text alone does. Raises TextkitError where an answer file is
    broken or names no source, or a source cannot be read.
    """
    answers, sources = load(gold), Path(sources)
    if sources.is_file() and len(answers) > 1:
        raise TextkitError(f"有 {len(answers)} 份答案，原文却只给了一个文件", path=str(sources), hint="请给放原文的文件夹")
    files = {name: sources for name in answers} if sources.is_file() else dict(_files(answers.items(), sources))
    folder = sources.parent if sources.is_file() else sources
    predicted: dict[str, Answers]
    if catalogue and (folder / "catalogue.csv").exists():
        predicted = {name: gold_json(read(file, catalogue=folder / "catalogue.csv")) for name, file in files.items()}
    else:
        predicted = {name: extract_answers(file, folder) for name, file in files.items()}
    return compare_answers(answers, predicted)


def _files(answers: Iterable[tuple[str, Answers]], sources: Path) -> Iterable[tuple[str, Path]]:
    """The file that each answers for; the answers of one that was read by itself name it by its whole path."""
    for name, each in answers:
        source = each.get("source")
        if not isinstance(source, str):
            raise TextkitError("答案文件没有写 source（原文的路径）", path=f"{name}.json")
        file, beside = sources / source, sources / Path(source).name
        yield name, beside if beside.exists() and not file.exists() else file
