"""Every site of a text with its likeliest reading, and which of them may be repaired unasked."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from textkit.draft.repairing.candidates import Reading, Site, misread, swapped
from textkit.draft.repairing.model import ORDER, Ngrams, folded
from textkit.draft.repairing.weighing import probabilities_of

__all__ = ["DOUBTFUL", "Judged", "is_certain", "is_worth_listing", "judged"]

CERTAIN = 0.98               # from this probability on, and with a known passage, a repair is applied
CLEAR = 12.0                 # … and the least log odds of its window
DOUBTFUL = 0.3               # from this probability on it is listed


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
    """Whether the repair may be applied unasked: it is probable, and the passage as written cannot stand, or as it would
    read is known to the model where what is written is not, by a clear margin."""
    if one.probability < CERTAIN or one.reading.family == "ocr":
        return False
    if one.reading.broken:
        return one.odds > 0
    return one.odds >= CLEAR and one.support >= 2 and one.support > one.against


def is_worth_listing(one: Judged) -> bool:
    return one.probability >= DOUBTFUL


def _judged(text: str, plain: str, sites: Sequence[Site], model: Ngrams) -> list[Judged]:
    """Twice: swapped words stand side by side (平安消费 for 安全生产), and the second time each is read among the
    repaired others."""
    repaired: dict[int, str] = {}
    for _ in range(2):
        odds = [_odds(plain, sites, number, repaired, model) for number in range(len(sites))]
        probabilities = probabilities_of(text, sites, odds)
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
