"""textkit: tasks, responsible units, deadlines and numeric targets out of Chinese local-government texts.

>>> import textkit as tk
>>> document = tk.read_text("各乡镇要在6月底前完成清淤30公里以上。", date="2031-03-01")
>>> [u.name for u in document.tasks[0].units], document.tasks[0].deadline.end_date
(['各乡镇'], '2031-06-30')
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from textkit.model import Document, TextkitError

if TYPE_CHECKING:
    from textkit.corpus import Corpus, read, read_frame, read_text

__version__ = "0.1.0"
__all__ = ["Corpus", "Document", "TextkitError", "__version__", "example", "read", "read_frame", "read_text"]

_LAZY = {"Corpus": "textkit.corpus", "read": "textkit.corpus", "read_frame": "textkit.corpus", "read_text": "textkit.corpus"}
_MODULES = ("corpus", "report", "validate")


def __getattr__(name: str) -> Any:
    # pandas and the word lists are loaded by the first verb that needs them, not by the import.
    from importlib import import_module

    if name in _LAZY:
        return getattr(import_module(_LAZY[name]), name)
    if name in _MODULES:
        return import_module(f"textkit.{name}")
    raise AttributeError(f"module 'textkit' has no attribute {name!r}")


def example() -> Corpus:
    """The embedded corpus: documents about places that do not exist, with catalogue and answers (see its README)."""
    from textkit.corpus.embedded import folder
    from textkit.corpus.reading import read as read_files

    return read_files(folder())
