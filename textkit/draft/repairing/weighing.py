"""How probable it is that another word stood at a site, all sites of a text weighed together.

Two things are weighed. The passage: by how much the language model prefers the other word to the one that is written, in
the whole window of four characters on either side. The document: a site that swaps words swaps them all through a text,
each pair of words nearly always or never. So the share ``rate`` of the words of a pair that were swapped is unknown
but common to the document; where the original word stands untouched in it the rate is low, and where no pair of a
family (see ``lexicon/swaps.tsv``) was swapped the text is clean and nothing in it is touched lightly.

In a text with swap rate r, a site with the odds L of the model (original : written) was swapped with the odds r·L, and
each untouched original has the probability 1 - r. Rates, pairs and families are summed out on a small grid. The constants
were set so that stated probabilities hold for planted swaps (tests/benchmarks/repair.py).
"""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from textkit.draft.repairing.candidates import Reading, Site

__all__ = ["probabilities_of"]

TEMPER = 0.6                 # a window's log odds are worth so much of themselves: neighbouring characters say the same twice
BOUND = 8.0                  # … and at most this (natural logarithm), however rare what is written
MISREAD = 14.0               # … for a misread character, which makes no word with its neighbours
SLIP = 1e-4                  # swap rate of a text that no site damaged: an author's own slip
BROKEN = 0.2                 # … where the passage cannot be Chinese as written
STANDS_NOT = 3.0             # … and the least that the log odds are worth there
DAMAGED = 0.001              # share of texts that a family of sites damaged
DOUBT = 3.0                  # a passage tells of damage to the text only beyond these log odds, …
WARY = 1.0                   # … and of the rate of its pair, once the text is damaged, beyond these
WORTH = 2.0                  # … and all sites of one pair together tell at most so much
KNOWN = {"library": 0.6, "ocr": 1.0}    # share of a family's pairs that one site's list has; of the others …
LITTLE = 0.35
RATES = (0.1, 0.3, 0.6, 0.9, 0.98)
OCR_RATES = (0.0003, 0.001, 0.003, 0.01)

_Key = tuple[str, str, str, bool]                       # family, written, original, broken


@dataclass(slots=True)
class _Pair:
    """One word for another all through a text: the odds L of its sites, and how often the original stands untouched."""

    odds: list[float]
    untouched: int
    broken: bool

    @property
    def slip(self) -> float:
        return BROKEN if self.broken else SLIP

    def likelihood(self, rate: float, doubt: float) -> float:
        """The log likelihood of all its sites and untouched originals; ``doubt`` is taken off the log odds of each site."""
        share = rate if self.broken else rate * math.exp(-doubt)
        return sum(math.log1p(share * odds) for odds in self.odds) + self.untouched * math.log1p(-rate)


def probabilities_of(text: str, sites: Sequence[Site], odds: Sequence[Sequence[float]]) -> list[list[float]]:
    """The probability of every reading of every site of ``text``, all weighed together.

    ``odds``: for every reading of every site the natural logarithm of the model's odds, original : written.
    """
    pairs: dict[_Key, _Pair] = {}
    tempered = [[_tempered(value, reading) for value, reading in zip(values, site.readings, strict=True)]
                for site, values in zip(sites, odds, strict=True)]
    for site, values in zip(sites, tempered, strict=True):
        for reading, value in zip(site.readings, values, strict=True):
            key = _key(site, reading)
            if key not in pairs:
                # A single character stands in words of all kinds; that it does says nothing of the pair.
                untouched = text.count(reading.original) if len(reading.original) > 1 and reading.family != "ocr" else 0
                pairs[key] = _Pair([], untouched, reading.broken)
            pairs[key].odds.append(value)
    rates = _rates(pairs)
    result = []
    for site, values in zip(sites, tempered, strict=True):
        shares = [_share(rates[_key(site, reading)], value) for reading, value in zip(site.readings, values, strict=True)]
        total = 1 + sum(share / (1 - share) for share in shares)
        result.append([share / (1 - share) / total for share in shares])
    return result


def _tempered(odds: float, reading: Reading) -> float:
    if reading.broken and odds > -BOUND:
        return math.exp(max(STANDS_NOT, min(TEMPER * odds, BOUND)))
    bound = MISREAD if reading.family == "ocr" else BOUND
    return math.exp(max(-bound, min(TEMPER * odds, bound)))


def _key(site: Site, reading: Reading) -> _Key:
    return reading.family, site.written, reading.original, reading.broken


def _share(rates: Sequence[tuple[float, float]], odds: float) -> float:
    share = sum(weight * rate * odds / (1 + rate * odds) for rate, weight in rates)
    return min(share, 1 - 1e-9)


def _rates(pairs: Mapping[_Key, _Pair]) -> dict[_Key, list[tuple[float, float]]]:
    """For every pair the rates it may have in this text, with the weight of each (they add up to 1)."""
    families: defaultdict[str, list[_Key]] = defaultdict(list)
    for key in pairs:
        families[key[0]].append(key)
    result = {}
    for family, keys in families.items():
        grid = OCR_RATES if family == "ocr" else RATES
        known = KNOWN.get(family, LITTLE)
        damage = _damage([pairs[key] for key in keys], grid, known)
        for key in keys:
            values = _weighed(pairs[key], grid, known, WARY)
            together = _logsum(values)
            weights = [math.exp(value - together) * damage for value in values]
            result[key] = [*zip(grid, weights, strict=False), (pairs[key].slip, weights[-1] + 1 - damage)]
    return result


def _damage(pairs: Sequence[_Pair], grid: Sequence[float], known: float) -> float:
    """The probability that a site of this family damaged the text."""
    evidence = math.log(DAMAGED) - math.log1p(-DAMAGED)
    for pair in pairs:
        told = _logsum(_weighed(pair, grid, known, DOUBT)) - pair.likelihood(pair.slip, DOUBT)
        evidence += min(told, WORTH)
    return 1 / (1 + math.exp(-max(-700.0, min(evidence, 700.0))))


def _weighed(pair: _Pair, grid: Sequence[float], known: float, doubt: float) -> list[float]:
    """In a damaged text: the log weight of each rate of the grid, and of the pair's being none of the site's."""
    unknown = math.log1p(-known) + pair.likelihood(pair.slip, doubt) if known < 1 else -math.inf
    return [*(math.log(known / len(grid)) + pair.likelihood(rate, doubt) for rate in grid), unknown]


def _logsum(values: Sequence[float]) -> float:
    top = max(values)
    return top + math.log(sum(math.exp(value - top) for value in values))
