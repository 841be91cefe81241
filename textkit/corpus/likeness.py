"""Which task is the one that was meant: by its id, else by likeness of text.

A document that was edited or read again may give a task another id (ids hash the text). What people said of a task is
attached to it by id, then to the most alike text at or above :data:`LIKE`; what finds nothing is listed, not dropped.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from difflib import SequenceMatcher
from typing import NamedTuple

from textkit.model import fold

__all__ = ["LIKE", "Match", "likeness", "pair"]

LIKE = 0.8               # least share of common text, of ARCHITECTURE: "then by likeness of text (≥ 0.8)"


class Match(NamedTuple):
    """What was meant: the id found, how (``id`` or ``likeness``), and how alike the texts are (1.0 for an id)."""

    id: str
    how: str
    likeness: float


def _pairs(folded: str) -> Counter[str]:
    return Counter(folded[i : i + 2] for i in range(len(folded) - 1))


def likeness(one: str, other: str) -> float:
    """How alike two texts are, 0 to 1, folded: twice the common stretches in order over both lengths.

    >>> likeness("建成水库3座。", "建成 水库3座；")
    0.857...
    """
    a, b = fold(one), fold(other)
    return SequenceMatcher(None, a, b, autojunk=False).ratio() if a or b else 1.0


class _Texts:
    """Texts to be looked up by likeness; a bag of character pairs, cheap, keeps most from the costly comparison."""

    def __init__(self, texts: Mapping[str, str]) -> None:
        self._folded = {key: fold(text) for key, text in texts.items()}
        self._bags = {key: _pairs(text) for key, text in self._folded.items()}

    def best(self, text: str, taken: Iterable[str]) -> list[tuple[float, str]]:
        """The ids of texts that are alike enough, most alike first."""
        own = fold(text)
        bag = _pairs(own)
        used = frozenset(taken)
        found: list[tuple[float, str]] = []
        for key, other in self._folded.items():
            shorter, longer = sorted((len(own), len(other)))
            # ratio is at most twice the shorter over both: a text half as long cannot be alike
            if key in used or not longer or 2 * shorter < LIKE * (shorter + longer):
                continue
            common = sum((bag & self._bags[key]).values())
            if 2 * common < (LIKE - 0.35) * (sum(bag.values()) + sum(self._bags[key].values())):
                continue
            ratio = SequenceMatcher(None, own, other, autojunk=False).ratio()
            if ratio >= LIKE:
                found.append((ratio, key))
        return sorted(found, key=lambda pair: (-pair[0], pair[1]))


def pair(wanted: Sequence[tuple[str, str]], texts: Mapping[str, str], *, only: Mapping[str, frozenset[str]] | None = None,
         ) -> dict[str, Match]:
    """For each wanted (id, text) the id of ``texts`` that is the same task; ids without an answer are left out.

    ``texts`` maps ids to texts. Each answer is given once: ids first, then the most alike pairs. ``only`` narrows the
    candidates of a wanted id to those of its own file. Where two candidates are equally alike none is chosen, unless
    they are of one wording (then the first still free).

    >>> pair([("a.1", "新建水库3座"), ("a.2", "修渠")], {"b.1": "新建水库3座。", "b.9": "植树"})
    {'a.1': Match(id='b.1', how='likeness', likeness=0.92...)}
    """
    answers = {key: Match(key, "id", 1.0) for key, _ in wanted if key in texts}
    if all(key in answers for key, _ in wanted):
        return answers
    index = _Texts({key: text for key, text in texts.items() if key not in answers})
    offers: list[tuple[float, int, str, str]] = []
    for order, (key, text) in enumerate(wanted):
        if key in answers or not fold(text):
            continue
        allowed = only.get(key) if only else None
        near = [(ratio, other) for ratio, other in index.best(text, answers) if allowed is None or other in allowed]
        wordings = {fold(texts[other]) for ratio, other in near if ratio == near[0][0]}
        if len(wordings) == 1:
            offers += [(-ratio, order, key, other) for ratio, other in near]
    taken: set[str] = set()
    for ratio, _, key, other in sorted(offers):
        if key not in answers and other not in taken:
            answers[key] = Match(other, "likeness", -ratio)
            taken.add(other)
    return answers
