"""How well each office fits a task: by the duties it has, and by who led the most similar tasks before.

Three scores, each 0 to 1 over the offices, are added: duty words of the roster that the task or its headings hold (a
word that few offices have counts more); the votes of the most similar precedents (character n-grams, cosine); and the
similarity to all that an office led before. Tasks under one heading lend each other support, since a part of a plan
mostly has one lead.
"""

from __future__ import annotations

import math
import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from textkit.draft.assigning.roster import Office, Roster
from textkit.model import fold

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

__all__ = ["Fit", "Precedent", "Query", "Scorer"]

_NEIGHBOURS = 15
_DUTY, _VOTES, _PROFILE = 0.8, 1.0, 0.7  # set beforehand, not fitted to any document; measured in tests/benchmarks/assign.py
_HEADING = 0.5           # a duty word in a heading counts half
_SHARED = 0.35           # how much of a task's score comes from the tasks under the same heading
_NOT_WORDS = re.compile(r"[^\w\u4e00-\u9fff]+")


@dataclass(frozen=True, slots=True)
class Precedent:
    """A task that named its owners: its text with the nearest heading, who led, who else was named, and where it stands."""

    text: str
    heading: str
    leads: tuple[str, ...]
    others: tuple[str, ...]
    where: str


@dataclass(frozen=True, slots=True)
class Query:
    """A task to be assigned; tasks of one ``part`` (document and section) support each other."""

    text: str
    heading: str
    part: tuple[str, int | None]


@dataclass(frozen=True, slots=True)
class Fit:
    """An office for a task: score (0 to 1), the duty words met, and the most similar precedent that it led."""

    unit: str
    score: float
    duties: tuple[str, ...]
    precedent: Precedent | None
    likeness: float


def _words(text: str) -> str:
    return _NOT_WORDS.sub("", fold(text))


class Scorer:
    """Ranks the offices of a roster for tasks; deterministic, nothing is learned but what the precedents say."""

    def __init__(self, roster: Roster, precedents: Sequence[Precedent]) -> None:
        self.roster = roster
        self.precedents = tuple(precedents)
        named = {unit for precedent in precedents for unit in (*precedent.leads, *precedent.others)}
        known = {office.unit: office for office in roster.offices}
        self.offices: list[Office] = [*known.values(), *(Office(unit, source="先例") for unit in sorted(named - known.keys()))]
        self._at = {office.unit: i for i, office in enumerate(self.offices)}
        shared: dict[str, int] = {}
        for office in self.offices:
            for duty in office.duties:
                shared[duty] = shared.get(duty, 0) + 1
        self._weight = {duty: (1 + math.log(len(self.offices) / count)) * math.sqrt(min(len(duty), 6)) for duty, count in shared.items()}
        self._owners: dict[str, list[int]] = {}
        for i, office in enumerate(self.offices):
            for duty in office.duties:
                self._owners.setdefault(duty, []).append(i)
        self._fit()

    def _fit(self) -> None:
        import numpy as np
        from sklearn.feature_extraction.text import TfidfVectorizer

        self._matrix: Any = None
        if not self.precedents:
            return
        self._vectors = TfidfVectorizer(analyzer="char", ngram_range=(2, 3), sublinear_tf=True, dtype=np.float64)
        self._matrix = self._vectors.fit_transform([_words(p.heading + p.text) for p in self.precedents])
        votes = np.zeros((len(self.precedents), len(self.offices)))
        leads = np.zeros_like(votes)
        for row, precedent in enumerate(self.precedents):
            for unit in precedent.others:
                votes[row, self._at[unit]] = 0.25
            for unit in precedent.leads:
                votes[row, self._at[unit]] = leads[row, self._at[unit]] = 1.0
        self._votes = votes
        profile = leads.T @ self._matrix
        norm = np.sqrt(np.square(profile).sum(axis=1))
        self._profile = profile / np.where(norm == 0, 1, norm)[:, None]

    def _duties(self, query: Query) -> tuple[NDArray[np.float64], list[dict[str, float]]]:
        import numpy as np

        scores = np.zeros(len(self.offices))
        met: list[dict[str, float]] = [{} for _ in self.offices]
        for duty, owners in self._owners.items():
            factor = 1.0 if duty in query.text else _HEADING if duty in query.heading else 0.0
            if factor:
                for i in owners:
                    scores[i] += factor * self._weight[duty]
                    met[i][duty] = factor * self._weight[duty]
        return _share(scores), met

    def rank(self, queries: Sequence[Query], count: int = 3) -> list[list[Fit]]:
        """The ``count`` best offices for each task, best first; fewer where nothing speaks for more."""
        import numpy as np

        if not queries or not self.offices:
            return [[] for _ in queries]
        duties = [self._duties(query) for query in queries]
        total = _DUTY * np.array([scores for scores, _ in duties])
        similar = None
        if self._matrix is not None:
            asked = self._vectors.transform([_words(query.heading + query.text) for query in queries])
            similar = (asked @ self._matrix.T).toarray()
            profile = np.clip(asked @ self._profile.T, 0, None)
            for i, row in enumerate(similar):
                nearest = np.argsort(-row, kind="stable")[:_NEIGHBOURS]
                total[i] += _VOTES * _share(np.square(row[nearest]) @ self._votes[nearest]) + _PROFILE * _share(profile[i])
        total /= _DUTY + (_VOTES + _PROFILE if similar is not None else 0)
        total = self._supported(queries, total)
        out: list[list[Fit]] = []
        for i in range(len(queries)):
            row = similar[i] if similar is not None else None
            fits = [self._fit_of(unit, float(total[i, unit]), duties[i][1][unit], row)
                    for unit in np.argsort(-total[i], kind="stable")[: 2 * count] if total[i, unit] > 0]
            # what only its neighbours speak for has nothing to rest on
            out.append([fit for fit in fits if fit.duties or fit.precedent][:count])
        return out

    def _supported(self, queries: Sequence[Query], total: NDArray[np.float64]) -> NDArray[np.float64]:
        parts: dict[tuple[str, int | None], list[int]] = {}
        for i, query in enumerate(queries):
            if query.part[1] is not None:
                parts.setdefault(query.part, []).append(i)
        out = total.copy()
        for own in parts.values():
            out[own] = (1 - _SHARED) * total[own] + _SHARED * total[own].mean(axis=0)
        return out

    def _fit_of(self, unit: int, score: float, met: dict[str, float], similar: NDArray[np.float64] | None) -> Fit:
        words = tuple(sorted(met, key=lambda word: (-met[word], word))[:4])
        precedent, likeness = None, 0.0
        if similar is not None:
            led = similar * (self._votes[:, unit] > 0)
            best = int(led.argmax())
            if led[best] > 0:
                precedent, likeness = self.precedents[best], float(led[best])
        return Fit(self.offices[unit].unit, round(score, 3), words, precedent, round(likeness, 3))


def _share(scores: NDArray[np.float64]) -> NDArray[np.float64]:
    """Scaled so that the best is 1; all 0 where nothing speaks for anybody."""
    top = scores.max(initial=0)
    return scores / top if top > 0 else scores
