"""The words of textkit as a vectorizer of scikit-learn, for pipelines of one's own."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, fields
from typing import TYPE_CHECKING, Any

from sklearn.base import BaseEstimator, TransformerMixin

from textkit.corpus.words.segmenting import Segmenter
from textkit.model import Document

if TYPE_CHECKING:
    import numpy as np
    from scipy.sparse import csr_matrix

__all__ = ["PolicyVectorizer"]


@dataclass(eq=False, repr=False, kw_only=True)     # scikit-learn compares by identity and prints by itself
class PolicyVectorizer(TransformerMixin, BaseEstimator):  # type: ignore[misc]
    """Texts (strings or documents) → a sparse matrix documents × words, as CountVectorizer makes it.

    Which words: the arguments of :class:`~textkit.corpus.words.segmenting.Segmenter`. ``min_df``, ``max_df``,
    ``max_features``, ``vocabulary`` and ``binary`` mean what they mean in scikit-learn; after ``fit``, ``vocabulary_`` holds the
    columns and ``segmentation_`` what every output should record (tokenizer, version, terms).

    >>> v = PolicyVectorizer()
    >>> v.fit_transform(["深化“放管服”改革", "放管服改革和一网通办"]).toarray().tolist()
    [[0, 1, 1, 1], [1, 1, 1, 0]]
    >>> list(v.get_feature_names_out())
    ['一网通办', '改革', '放管服', '深化']
    """

    tokenizer: str = Segmenter.tokenizer
    hmm: bool = Segmenter.hmm
    terms: str | Sequence[str] = Segmenter.terms
    policy_terms: bool = Segmenter.policy_terms
    only_terms: bool = Segmenter.only_terms
    shortest: int = Segmenter.shortest
    function_words: bool = Segmenter.function_words
    place_names: bool = Segmenter.place_names
    min_df: int | float = 1
    max_df: int | float = 1.0
    max_features: int | None = None
    vocabulary: Iterable[str] | None = None
    binary: bool = False

    def fit(self, texts: Iterable[str | Document], y: Any = None) -> PolicyVectorizer:
        """Learn the columns. ``y`` is not used."""
        self.fit_transform(texts, y)
        return self

    def fit_transform(self, texts: Iterable[str | Document], y: Any = None, **fit_params: Any) -> csr_matrix:
        """Learn the columns and count. Raises ValueError where no word is left, as scikit-learn does."""
        from sklearn.feature_extraction.text import CountVectorizer

        segmenter = self._segmenter()
        counter = CountVectorizer(
            analyzer=_analyzed, min_df=self.min_df, max_df=self.max_df, max_features=self.max_features, vocabulary=self.vocabulary, binary=self.binary)
        matrix = counter.fit_transform(self._words(texts, segmenter))
        self.counter_ = counter
        self.vocabulary_: dict[str, int] = counter.vocabulary_
        self.segmentation_: dict[str, Any] = dict(segmenter.options)
        return matrix

    def transform(self, texts: Iterable[str | Document]) -> csr_matrix:
        """Count the words that ``fit`` learned; others are passed over."""
        from sklearn.utils.validation import check_is_fitted

        check_is_fitted(self, "counter_")
        return self.counter_.transform(self._words(texts, self._segmenter()))

    def get_feature_names_out(self, input_features: Any = None) -> np.ndarray[Any, Any]:
        """The words of the columns, in order. ``input_features`` is not used."""
        from sklearn.utils.validation import check_is_fitted

        check_is_fitted(self, "counter_")
        names: np.ndarray[Any, Any] = self.counter_.get_feature_names_out()
        return names

    def _segmenter(self) -> Segmenter:
        return Segmenter(**{field.name: getattr(self, field.name) for field in fields(Segmenter)})

    @staticmethod
    def _words(texts: Iterable[str | Document], segmenter: Segmenter) -> Iterator[list[str]]:
        if isinstance(texts, str):
            raise ValueError("一组文本，不是一个字符串")
        for text in texts:
            clean = text.text if isinstance(text, Document) else text
            yield [token.text for token in segmenter.tokens(clean) if segmenter.counts(token)]


def _analyzed(words: list[str]) -> list[str]:
    """The words are there already; a function of the module, so that a fitted vectorizer can be pickled."""
    return words
