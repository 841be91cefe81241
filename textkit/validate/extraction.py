"""How accurate extraction is: the sources of gold answers read anew and scored."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from textkit.corpus import documents_of
from textkit.model import TextkitError
from textkit.read import read_file
from textkit.report import gold_json
from textkit.validate.answers import Answers, load
from textkit.validate.score import Scores, compare_answers

__all__ = ["evaluate", "extract_answers"]


def extract_answers(source: str | Path, root: str | Path | None = None) -> Answers:
    """What textkit finds in one file, in the shape of an answer file (offsets in the source). Raises as ``read_file``."""
    return gold_json(documents_of(read_file(source, root=root)))


def evaluate(gold: str | Path, sources: str | Path) -> Scores:
    """Extract every source that the answers in ``gold`` name, relative to the folder ``sources``, and score it.

    ``sources`` may be the one file that the answers are of. Raises TextkitError where an answer file is broken or names no source, or a source cannot be read.
    """
    answers, sources = load(gold), Path(sources)
    if sources.is_file():
        if len(answers) > 1:
            raise TextkitError(f"有 {len(answers)} 份答案，原文却只给了一个文件", path=str(sources), hint="请给放原文的文件夹")
        predicted = {name: extract_answers(sources) for name in answers}
    else:
        predicted = dict(_extracted(answers.items(), sources))
    return compare_answers(answers, predicted)


def _extracted(answers: Iterable[tuple[str, Answers]], sources: Path) -> Iterable[tuple[str, Answers]]:
    for name, each in answers:
        source = each.get("source")
        if not isinstance(source, str):
            raise TextkitError("答案文件没有写 source（原文的路径）", path=f"{name}.json")
        beside = sources / Path(source).name      # the answers of a file that was read by itself name it by its whole path
        yield name, extract_answers(beside if beside.exists() and not (sources / source).exists() else sources / source, root=sources)
