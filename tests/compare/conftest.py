"""The reports that comparisons are tested on, each read once for all tests."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

import textkit as tk
from textkit.corpus.corpus import Corpus
from textkit.model import Document


@pytest.fixture(scope="session")
def story(embedded: Path) -> Corpus:
    """The embedded example corpus."""
    return tk.read(embedded)


@pytest.fixture(scope="session")
def report(shared: Path) -> Callable[[str], Document]:
    """The report in a file of the reference corpus: the longest document that the file holds."""
    known: dict[str, Document] = {}

    def of(name: str) -> Document:
        if name not in known:
            known[name] = max(tk.read(shared / "corpus" / name), key=lambda document: len(document.text))
        return known[name]

    return of
