"""How probable it is that another word stood at a site.

Two things are weighed. The passage: by how much the language model prefers the other word to the one that is written, in
the whole window of four characters on either side. The document: a site that swaps words swaps them all through a text,
each pair of words nearly always or never. So the share ``rate`` of the words of a pair that were swapped is unknown
but common to the document; where the original word stands untouched in it the rate is low, and where no pair of a
family (see ``lexicon/swaps.tsv``) was swapped the text is clean and nothing in it is touched lightly.

In a text with swap rate r, a site with the odds L of the model (original : written) was swapped with the odds r·L, and
each untouched original has the probability 1 - r. Rates, pairs and families are summed out on a small grid.
"""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from textkit.draft.repairing.candidates import Reading, Site, misread, swapped
from textkit.draft.repairing.model import ORDER, Ngrams, folded

__all__ = ["DOUBTFUL", "Judged", "is_certain", "is_worth_listing", "judged"]

CERTAIN = 0.98               # from this probability on, and with a known passage, a repair is applied
DOUBTFUL = 0.3               # from this probability on it is listed

TEMPER = 0.6                 # a window's log odds are worth so much of themselves: neighbouring characters say the same twice
BOUND = 8.0                  # … and at most this (natural logarithm), however rare what is written
MISREAD = 14.0               # … for a misread character, which makes no word with its neighbours
SLIP = 1e-4                  # swap rate of a text that no site damaged: an author's own slip
STANDS_NOT = 3.0             # at least these log odds has the other word where what is written cannot be Chinese
BROKEN = 0.2                 # the same where the passage cannot be Chinese as written
DAMAGED = 0.001              # share of texts that a family of sites damaged
DOUBT = 3.0                  # a passage tells of damage to the text only beyond these log odds, …
WARY = 1.0                   # … and of the rate of its pair, once the text is damaged, beyond these
WORTH = 2.5                  # … and all sites of one pair together tell at most so much
KNOWN = {"library": 0.6, "ocr": 1.0}    # share of the family's pairs that one site's list has, where it is not …
LITTLE = 0.35
RATES = (0.1, 0.3, 0.6, 0.9, 0.98)
OCR_RATES = (0.0003, 0.001, 0.003, 0.01)


@dataclass(frozen=True, slots=True)
class Judged:
    """A site with the likeliest other reading: its probability, the window's log odds, and how many characters of the
    passage the longest known n-gram around it holds, as it would read (``support``) and as it reads (``against``)."""

    site: Site
    reading: Reading
    probability: float
    odds: float
    support: int
    against: int


def judged(text: str, model: Ngrams, extra: tuple[str, ...] = ()) -> list[Judged]:
    """Every site of ``text`` with its likeliest reading: swapped words and misread characters, sorted, none overlapping
    another. ``extra``: see :func:`textkit.draft.repairing.candidates.swapped`."""
    plain = folded(text)
    words = _judged(text, plain, swapped(text, extra), model)
    taken = {at for one in words if one.probability > DOUBTFUL for at in range(one.site.start, one.site.end)}
    characters = [site for site in misread(text, plain, model) if site.start not in taken]
    found = words + _judged(text, plain, characters, model)
    return _apart(sorted(found, key=lambda one: one.site.start))


def _apart(found: Sequence[Judged]) -> list[Judged]:
    """Of two that overlap the more probable."""
    result: list[Judged] = []
    for one in found:
        if result and one.site.start < result[-1].site.end:
            if one.probability <= result[-1].probability:
                continue
            result.pop()
        result.append(one)
    return result


def is_certain(one: Judged) -> bool:
    """Whether the repair may be applied unasked: it is probable, and the passage as it would read is known to the model
    where the passage as it reads is not."""
    if one.probability < CERTAIN or one.reading.family == "ocr":
        return False
    return one.odds > 0 if one.reading.broken else one.support >= 2 and one.support > one.against


def is_worth_listing(one: Judged) -> bool:
    return one.probability >= DOUBTFUL


def _judged(text: str, plain: str, sites: Sequence[Site], model: Ngrams) -> list[Judged]:
    """Twice: swapped words stand side by side (平安消费 for 安全生产), and the second time each is read among the
    repaired others."""
    repaired: dict[int, str] = {}
    for _ in range(2):
        odds = [_odds(plain, sites, number, repaired, model) for number in range(len(sites))]
        probabilities = _probabilities(text, sites, odds)
        best = [max(range(len(own)), key=own.__getitem__) for own in probabilities]
        repaired = {site.start: site.readings[k].original
                    for site, k, own in zip(sites, best, probabilities, strict=True) if own[k] > 0.5}
        if not repaired:
            break
    return [_judgement(site, k, odds[n][k], probabilities[n][k], plain, model)
            for n, (site, k) in enumerate(zip(sites, best, strict=True))]


def _judgement(site: Site, reading: int, odds: float, probability: float, plain: str, model: Ngrams) -> Judged:
    before, after = plain[max(site.start - ORDER + 1, 0) : site.start], plain[site.end : site.end + ORDER - 1]
    original = folded(site.readings[reading].original)
    return Judged(site, site.readings[reading], probability, odds,
                  model.attested(before, original, after), model.attested(before, site.written, after))


def _odds(plain: str, sites: Sequence[Site], number: int, repaired: Mapping[int, str], model: Ngrams) -> list[float]:
    """The log odds of the model for every reading of a site, among its neighbours as repaired."""
    site = sites[number]
    before, after = _context(plain, sites, number, repaired)
    written = model.window(before, plain[site.start : site.end], after)
    return [model.window(before, folded(reading.original), after) - written for reading in site.readings]


def _context(plain: str, sites: Sequence[Site], number: int, repaired: Mapping[int, str]) -> tuple[str, str]:
    """What stands before and after a site, with the repaired words of the sites beside it."""
    reach, site = ORDER - 1, sites[number]
    before = plain[max(site.start - reach, 0) : site.start]
    if number and sites[number - 1].start in repaired and sites[number - 1].end > site.start - reach:
        other = sites[number - 1]
        before = (plain[max(other.start - reach, 0) : other.start] + repaired[other.start] + plain[other.end : site.start])[-reach:]
    after = plain[site.end : site.end + reach]
    if number + 1 < len(sites) and sites[number + 1].start in repaired and sites[number + 1].start < site.end + reach:
        other = sites[number + 1]
        after = (plain[site.end : other.start] + repaired[other.start] + plain[other.end : other.end + reach])[:reach]
    return before, after


@dataclass(slots=True)
class _Pair:
    """One word for another all through a text: the odds L of its sites, and how often the original stands untouched."""

    odds: list[float]
    untouched: int
    slip: float

    def likelihood(self, rate: float, doubt: float) -> float:
        share = rate if self.slip == BROKEN else rate * math.exp(-doubt)
        return sum(math.log1p(share * odds) for odds in self.odds) + self.untouched * math.log1p(-rate)


def _probabilities(text: str, sites: Sequence[Site], odds: Sequence[Sequence[float]]) -> list[list[float]]:
    """The probability of every reading of every site, all sites of the text weighed together."""
    pairs: dict[tuple[str, str, str, bool], _Pair] = {}
    tempered = [[_tempered(value, reading) for value, reading in zip(values, site.readings, strict=True)]
                for site, values in zip(sites, odds, strict=True)]
    for site, values in zip(sites, tempered, strict=True):
        for reading, value in zip(site.readings, values, strict=True):
            key = _key(site, reading)
            if key not in pairs:
                # A single character stands in words of all kinds; that it does says nothing of the pair.
                untouched = text.count(reading.original) if len(reading.original) > 1 and reading.family != "ocr" else 0
                pairs[key] = _Pair([], untouched, BROKEN if reading.broken else SLIP)
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


def _key(site: Site, reading: Reading) -> tuple[str, str, str, bool]:
    return reading.family, site.written, reading.original, reading.broken


def _share(rates: Sequence[tuple[float, float]], odds: float) -> float:
    share = sum(weight * rate * odds / (1 + rate * odds) for rate, weight in rates)
    return min(share, 1 - 1e-9)


def _rates(pairs: Mapping[tuple[str, str, str, bool], _Pair]) -> dict[tuple[str, str, str, bool], list[tuple[float, float]]]:
    """For every pair the rates it may have in this text, with the weight of each (they add up to 1)."""
    families: defaultdict[str, list[tuple[str, str, str, bool]]] = defaultdict(list)
    for key in pairs:
        families[key[0]].append(key)
    result = {}
    for family, keys in families.items():
        grid = OCR_RATES if family == "ocr" else RATES
        known = KNOWN.get(family, LITTLE)
        evidence = math.log(DAMAGED) - math.log1p(-DAMAGED)
        for key in keys:
            told = _logsum(_weighed(pairs[key], grid, known, DOUBT)) - pairs[key].likelihood(pairs[key].slip, DOUBT)
            evidence += min(told, WORTH)
        damage = 1 / (1 + math.exp(-max(-700.0, min(evidence, 700.0))))
        for key in keys:
            values = _weighed(pairs[key], grid, known, WARY)
            together = _logsum(values)
            weights = [math.exp(value - together) * damage for value in values]
            result[key] = [*zip(grid, weights, strict=False), (pairs[key].slip, weights[-1] + 1 - damage)]
    return result


def _weighed(pair: _Pair, grid: Sequence[float], known: float, doubt: float) -> list[float]:
    """In a damaged text: the log weight of each rate of the grid, and of the pair's being none of the site's."""
    unknown = math.log1p(-known) + pair.likelihood(pair.slip, doubt) if known < 1 else -math.inf
    return [*(math.log(known / len(grid)) + pair.likelihood(rate, doubt) for rate in grid), unknown]


def _logsum(values: Sequence[float]) -> float:
    top = max(values)
    return top + math.log(sum(math.exp(value - top) for value in values))
