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

__version__ = "0.1.0"
__all__ = ["Corpus", "Document", "TextkitError", "__version__", "example", "read", "read_frame", "read_text"]

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
