"""Words: policy terms kept whole, tokenizers, the document-term matrix, keyword in context.

Imported when first asked for: counting needs scipy, the vectorizer scikit-learn.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from textkit.corpus.words.context import kwic
    from textkit.corpus.words.counting import Words, count_words
    from textkit.corpus.words.segmenting import Segmenter, Token
    from textkit.corpus.words.vectorizer import PolicyVectorizer

__all__ = ["PolicyVectorizer", "Segmenter", "Token", "Words", "count_words", "kwic"]

_WHERE = {"PolicyVectorizer": "vectorizer", "Segmenter": "segmenting", "Token": "segmenting", "Words": "counting",
          "count_words": "counting", "kwic": "context"}


def __getattr__(name: str) -> Any:
    from importlib import import_module

    if name in _WHERE:
        return getattr(import_module(f"textkit.corpus.words.{_WHERE[name]}"), name)
    raise AttributeError(f"module 'textkit.corpus.words' has no attribute {name!r}")
