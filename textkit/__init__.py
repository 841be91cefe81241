"""textkit: tasks, responsible units, deadlines and numeric targets out of Chinese local-government texts.

>>> import textkit as tk
>>> document = tk.read_text("各乡镇要在6月底前完成清淤30公里以上。", date="2031-03-01")
>>> [u.name for u in document.tasks[0].units], document.tasks[0].deadline.end_date
(['各乡镇'], '2031-06-30')
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

# The folder textkit.read has the name of a verb: it is imported first, so that the verb below keeps the name.
import textkit.read  # noqa: F401
from textkit.model import Document, TextkitError

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable
    from pathlib import Path

    import pandas as pd

    from textkit.corpus import Corpus
    from textkit.reviewing import CodingSitting, Review
    from textkit.validate import Sample

__version__ = "0.1.0"
__all__ = [
    "Corpus", "Document", "TextkitError", "__version__", "code", "example", "open", "read", "read_frame", "read_text", "review",
]

_MODULES = ("compare", "corpus", "draft", "report", "validate")


def __getattr__(name: str) -> Any:
    # pandas and the word lists are loaded by the first verb that needs them, not by the import.
    from importlib import import_module

    if name == "Corpus":
        return import_module("textkit.corpus").Corpus
    if name in _MODULES:
        return import_module(f"textkit.{name}")
    raise AttributeError(f"module 'textkit' has no attribute {name!r}")


def read(
    paths: str | Path | Iterable[str | Path], *, progress: Callable[[int, int, str], None] | None = None, **given: Any
) -> Corpus:
    """Files → :class:`Corpus`; see :func:`textkit.corpus.read`. ``tk.read("corpus/")``"""
    from textkit.corpus.reading import read as run

    return run(paths, progress=progress, **given)


def open(store: str | Path) -> Corpus:
    """The :class:`Corpus` in a store; see :func:`textkit.corpus.store.open_store`. ``tk.open("study/").where(place="青禾县").tasks``"""
    from textkit.corpus.store import open_store

    return open_store(store)


def read_text(text: str, **given: Any) -> Document:
    """One text → :class:`Document`; see :func:`textkit.corpus.read_text`. ``tk.read_text("各乡镇要抓紧春灌。")``"""
    from textkit.corpus.reading import read_text as run

    return run(text, **given)


def read_frame(table: pd.DataFrame, *, text: str = "text", **columns: str) -> Corpus:
    """A DataFrame with one document a row → :class:`Corpus`; see :func:`textkit.corpus.read_frame`."""
    from textkit.corpus.reading import read_frame as run

    return run(table, text=text, **columns)


def example() -> Corpus:
    """The embedded corpus: documents about places that do not exist, with catalogue and answers (see its README)."""
    from textkit.corpus.embedded import folder

    return read(folder())


def _reviewing() -> Any:
    """The last step of all, which this package, that all steps know, must not import."""
    from importlib import import_module

    return import_module("textkit.reviewing")


def review(
    corpus: Corpus | Document | Iterable[Document], path: str | Path = "更正.jsonl", *, who: str | None = None, lang: str = "zh",
    height: int = 640,
) -> Review:
    """Review tasks in a notebook, saved into ``path`` at once; see :func:`textkit.reviewing.review`. ``tk.review(corpus, "更正.jsonl")``"""
    run: Callable[..., Review] = _reviewing().review
    return run(corpus, path, who=who, lang=lang, height=height)


def code(sample: Sample, path: str | Path, *, coder: str = "", lang: str = "zh", height: int = 560) -> CodingSitting:
    """Code a sample blind in a notebook; see :func:`textkit.reviewing.code`. ``tk.code(sample, "编码-甲.jsonl", coder="甲")``"""
    run: Callable[..., CodingSitting] = _reviewing().code
    return run(sample, path, coder=coder, lang=lang, height=height)
