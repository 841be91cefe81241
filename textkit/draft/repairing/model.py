"""A language model of policy text: how likely a character is after the four before it.

The counts (``policy_ngrams.txt.gz``: the n-grams, then their counts) were taken from public reports, laws and notices
by ``tests/benchmarks/train_repair.py``: n-grams of at most five characters that stand in five documents or more, nothing else.
Probabilities are those of interpolated absolute discounting (Ney, Essen and Kneser 1994): what a history gives to
continuations that were not kept goes to the next shorter history.
"""

from __future__ import annotations

import gzip
import math
from collections.abc import Mapping
from functools import lru_cache
from importlib.resources import files

__all__ = ["ORDER", "Ngrams", "folded", "policy_model"]

ORDER = 5
DISCOUNT = 0.7
_FILE = "policy_ngrams.txt.gz"

# One character for one, so that offsets stay: what the counts do not tell apart.
_FOLD = str.maketrans({
    **dict.fromkeys("0123456789０１２３４５６７８９", "0"), **dict.fromkeys("\r\t\u3000\u00a0 ", "\n"),
    **{chr(c): "a" for c in (*range(ord("a"), ord("z") + 1), *range(ord("A"), ord("Z") + 1))},
    **dict(zip(",;:?!()", "，；：？！（）", strict=True)), "“": '"', "”": '"',
})


def folded(text: str) -> str:
    """``text``, as long as before, with digits as 0, Latin letters as a, all blanks as line ends, full-width punctuation."""
    return text.translate(_FOLD)


class Ngrams:
    """Counts of n-grams of folded text and the probabilities that follow from them; ``counts[""]`` is the text's length."""

    __slots__ = ("_kept", "_total", "_types", "counts")

    def __init__(self, counts: Mapping[str, int]) -> None:
        self.counts = dict(counts)
        self._total = self.counts.pop("")
        self._types = sum(len(ngram) == 1 for ngram in self.counts)
        kept: dict[str, float] = {}
        for ngram, count in self.counts.items():
            history = ngram[:-1]
            kept[history] = kept.get(history, 0.0) + count - DISCOUNT
        self._kept = kept

    def log(self, text: str, at: int) -> float:
        """The natural logarithm of the probability of ``text[at]`` after the characters before it."""
        counts, char = self.counts, text[at]
        # A character that was not kept gets an equal share of what the kept ones leave.
        rest = (self._total - self._kept.get("", 0.0)) / self._total
        probability = max(counts.get(char, 0) - DISCOUNT, 0.0) / self._total + rest / (self._types + 5000)
        for length in range(1, min(ORDER, at + 1)):
            history = text[at - length : at]
            seen = counts.get(history)
            if seen is None:
                break
            found = counts.get(history + char, 0)
            share = (found - DISCOUNT) / seen if found else 0.0
            probability = share + (1 - self._kept.get(history, 0.0) / seen) * probability
        return math.log(probability)

    def window(self, before: str, middle: str, after: str) -> float:
        """The logarithm of the probability of ``middle`` and of what follows as far as it depends on it, after ``before``."""
        before, after = before[1 - ORDER :], after[: ORDER - 1]
        text = before + middle + after
        return sum(self.log(text, at) for at in range(len(before), len(text)))

    def attested(self, before: str, middle: str, after: str) -> int:
        """How many characters around ``middle`` the longest known n-gram holds that has it whole; 0 for none."""
        before, after = before[1 - ORDER :], after[: ORDER - 1]
        text, start, end = before + middle + after, len(before), len(before) + len(middle)
        for length in range(min(ORDER, len(text)), len(middle), -1):
            for at in range(max(end - length, 0), min(start, len(text) - length) + 1):
                if text[at : at + length] in self.counts:
                    return length - len(middle)
        return 0


@lru_cache(maxsize=1)
def policy_model() -> Ngrams:
    """The model that comes with textkit; read when first asked for."""
    packed = (files(__package__) / _FILE).read_bytes()
    grams, counts = gzip.decompress(packed).decode("utf-8").split("\x02")
    return Ngrams(dict(zip(grams.split("\x01"), map(int, counts.split("\x01")), strict=True)))
