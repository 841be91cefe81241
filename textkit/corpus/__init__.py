"""Many documents: reading them, and their tables."""

from textkit.corpus.catalogue import catalogue
from textkit.corpus.corpus import Corpus, Failure
from textkit.corpus.reading import documents_of, read, read_frame, read_text

__all__ = ["Corpus", "Failure", "catalogue", "documents_of", "read", "read_frame", "read_text"]
