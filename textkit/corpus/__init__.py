"""Many documents: reading them, and their tables."""

from textkit.corpus.catalogue import catalogue
from textkit.corpus.corpus import Corpus, Failure
from textkit.corpus.corrections import Correction, apply, read_corrections, save_corrections
from textkit.corpus.reading import documents_of, read, read_frame, read_text

__all__ = [
    "Corpus", "Correction", "Failure", "apply", "catalogue", "documents_of", "read", "read_corrections", "read_frame", "read_text",
    "save_corrections",
]
