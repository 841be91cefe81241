"""Many documents: reading them, their tables, and the store that keeps them on disk."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from textkit.corpus.catalogue import catalogue
from textkit.corpus.corpus import Corpus, Failure
from textkit.corpus.correcting import apply
from textkit.corpus.corrections import Correction, read_corrections, save_corrections
from textkit.corpus.reading import documents_of, read, read_frame, read_text

if TYPE_CHECKING:
    from textkit.corpus.store import StoredCorpus, compact, info, open_store, verify

__all__ = [
    "Corpus", "Correction", "Failure", "StoredCorpus", "apply", "catalogue", "compact", "documents_of", "info", "open_store", "read",
    "read_corrections", "read_frame", "read_text", "save_corrections", "verify",
]


def __getattr__(name: str) -> Any:
    # pyarrow, an extra, is loaded by the first who needs a store.
    from importlib import import_module

    if name in ("StoredCorpus", "compact", "info", "open_store", "verify"):
        return getattr(import_module("textkit.corpus.store"), name)
    raise AttributeError(f"module 'textkit.corpus' has no attribute {name!r}")
