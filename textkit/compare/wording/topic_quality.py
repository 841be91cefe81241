"""How good a number of topics is: coherence, exclusivity, stability. None of them picks it; together they let a reader judge.

``weights`` are topics × terms, not negative; ``best`` are the numbers of each topic's foremost terms, foremost first.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

if TYPE_CHECKING:
    from scipy.sparse import csr_matrix

__all__ = ["agreement", "coherence", "exclusivity", "foremost"]

Array = NDArray[np.float64]


def foremost(weights: Array, most: int) -> list[list[int]]:
    """The terms of largest weight of each topic, of equal ones the first."""
    return [[int(i) for i in np.argsort(-row, kind="stable")[:most] if row[i] > 0] for row in weights]


def coherence(best: Sequence[Sequence[int]], there: csr_matrix) -> list[float]:
    """Mean normalised pointwise mutual information of the pairs of each topic's terms, -1 to 1, over passages.

    Bouma (2009); Aletras and Stevenson (2013). ``there`` is passages × terms, 1 where a term stands. A pair that never
    stands together counts -1.
    """
    out = []
    total = there.shape[0]
    for terms in best:
        block = there[:, list(terms)].astype(np.float64)
        together = np.asarray((block.T @ block).todense()) / total
        alone = together.diagonal()
        scores = []
        for i in range(len(terms)):
            for j in range(i):
                joint = together[i, j]
                if joint <= 0:
                    scores.append(-1.0)
                else:
                    scores.append(1.0 if joint >= 1 else float(np.log(joint / (alone[i] * alone[j])) / -np.log(joint)))
        out.append(float(np.mean(scores)) if scores else 0.0)
    return out


def exclusivity(best: Sequence[Sequence[int]], weights: Array) -> list[float]:
    """Mean share that a topic has in the weight of its foremost terms over all topics, 0 to 1.

    The exclusivity of FREX (Bischof and Airoldi 2012) before it is ranked; each topic's weights sum to 1 first.
    """
    sums = weights.sum(axis=1, keepdims=True)
    shares = weights / np.where(sums > 0, sums, 1.0)
    total = shares.sum(axis=0)
    return [float(np.mean([shares[k, i] / total[i] for i in terms])) if terms else 0.0 for k, terms in enumerate(best)]


def agreement(best: Sequence[Sequence[int]], other: Sequence[Sequence[int]]) -> list[float]:
    """For each topic, how far its counterpart in another solution has the same foremost terms in the same order, 0 to 1.

    Average Jaccard of Greene, O'Callaghan and Cunningham (2014): the mean, over depths 1 to all, of the Jaccard coefficient of
    the first terms; counterparts are those that agree best in sum (Hungarian method).
    """
    from scipy.optimize import linear_sum_assignment

    likeness = np.array([[_average_jaccard(a, b) for b in other] for a in best])
    rows, columns = linear_sum_assignment(-likeness)
    out = [0.0] * len(best)
    for row, column in zip(rows, columns, strict=True):
        out[int(row)] = float(likeness[row, column])
    return out


def _average_jaccard(a: Sequence[int], b: Sequence[int]) -> float:
    depths = range(1, max(len(a), len(b)) + 1)
    scores = [len(set(a[:d]) & set(b[:d])) / len(set(a[:d]) | set(b[:d])) for d in depths]
    return float(np.mean(scores)) if scores else 0.0
