"""Text → words with their places: policy terms whole, the rest as the tokenizer cuts it; and which of them are counted."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property, lru_cache
from typing import Any, NamedTuple

from textkit.corpus.words.policy_terms import PolicyTerms, policy_terms, written
from textkit.corpus.words.tokenizers import Cutter, cutter
from textkit.lexicon import load

__all__ = ["Segmenter", "Token"]

_WORD = re.compile(r"[a-z\u3400-\u9fff]")
_NUMERAL = re.compile(r"[第〇零一二三四五六七八九十百千万亿两]+[年月日号]?")


class Token(NamedTuple):
    """A word as it is counted (half-width, lower case, no quotation marks) and its half-open place in the text."""

    text: str
    start: int
    end: int
    term: bool                                     # whether it is a policy term


@dataclass(frozen=True)
class Segmenter:
    """What the words of a text are.

    ``terms`` are words of the user's own, or .tsv files as ``lexicon/terms.tsv``, kept whole; ``policy_terms`` False leaves
    textkit's own list aside. Counted are words of ``shortest`` characters and more that are no numbers; function words
    (``lexicon/function_words.tsv``) and names of places only with ``function_words`` and ``place_names``; with
    ``only_terms`` nothing but policy terms.
    """

    tokenizer: str = "jieba"
    hmm: bool = True
    terms: str | Sequence[str] = ()
    policy_terms: bool = True
    only_terms: bool = False
    shortest: int = 2
    function_words: bool = False
    place_names: bool = False

    @cached_property
    def cutter(self) -> Cutter:
        return cutter(self.tokenizer, hmm=self.hmm)

    @cached_property
    def own(self) -> tuple[str, ...]:
        """The user's terms, one or several."""
        return (self.terms,) if isinstance(self.terms, str) else tuple(map(str, self.terms))

    @cached_property
    def lexicon(self) -> PolicyTerms:
        return policy_terms(self.own, self.policy_terms)

    @cached_property
    def options(self) -> dict[str, Any]:
        """What every output records: the tokenizer and its version, the terms, what is counted."""
        return {
            "tokenizer": f"{self.cutter.name} {self.cutter.version}", "hmm": self.hmm, "policy_terms": self.policy_terms,
            "terms": "、".join(self.own), "terms_sha256": self.lexicon.digest, "only_terms": self.only_terms,
            "shortest": self.shortest, "function_words": self.function_words, "place_names": self.place_names,
        }

    def tokens(self, text: str) -> Iterator[Token]:
        """Every piece of the text with a letter in it, numbers apart, in order.

        >>> [t.text for t in Segmenter().tokens("深化“放管服”改革，建成3个便民中心。")]
        ['深化', '放管服', '改革', '建成', '个', '便民', '中心']
        """
        at = 0
        for found in self.lexicon.find(text):
            yield from self._plain(text, at, found.start)
            yield Token(found.term, found.start, found.end, True)
            at = found.end
        yield from self._plain(text, at, len(text))

    def _plain(self, text: str, start: int, end: int) -> Iterator[Token]:
        if start >= end:
            return
        for piece in self.cutter.cut(text[start:end]):
            stop = start + len(piece)
            word = written(piece)
            if _WORD.search(word) and not _NUMERAL.fullmatch(word):
                yield Token(word, start, stop, False)
            start = stop

    def counts(self, token: Token) -> bool:
        """Whether a token is among the words that are compared (all of them are running words)."""
        if token.term:
            return True
        word = token.text
        return not (self.only_terms or len(word) < self.shortest
                    or (not self.function_words and word in _function_words())
                    or (not self.place_names and word in _places()))


@lru_cache(maxsize=1)
def _function_words() -> frozenset[str]:
    return frozenset(entry.pattern for entry in load("function_words"))


@lru_cache(maxsize=1)
def _places() -> frozenset[str]:
    """Names of divisions, in full and short, but for short names that are words too (东城, 城中)."""
    full = {entry.pattern for entry in load("divisions")}
    return frozenset(full | {entry["short"] for entry in load("divisions") if not entry["word"] and len(entry["short"]) > 1})
