"""Families: the same task in the reports of several places, in nearly the same words.

Each family has a centre, the commitment that most other places have too, and holds what is like the centre, not what is only
like something like it: so no chain joins what has nothing in common. Exact, by sparse matrices in blocks.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from textkit.compare.lineage.character_pairs import matrix, pair_weight

__all__ = ["ALIKE", "families"]

ALIKE = 0.55         # share of what two commitments say, weighted, from which they are one task
USUAL = 0.3          # pairs that say less (推进, 建设, 发展) do not count
LEAST = 2.0          # a commitment that says less than this is in no family
_BLOCK = 2000


def families(words: Sequence[str], places: Sequence[int], alike: float = ALIKE) -> list[tuple[int | None, float]]:
    """For each content its family (the number of the centre, None for what only one place has) and its likeness to the centre.

    ``places`` says whose each content is. The centre with the most places is taken first, equals in reading order.
    """
    import numpy

    near = _neighbours(words, alike)
    owner = numpy.asarray(places)
    rows = [slice(a, b) for a, b in zip(near.indptr, near.indptr[1:], strict=False)]
    family: list[tuple[int | None, float]] = [(None, 0.0)] * len(words)
    free = numpy.ones(len(words), dtype=bool)
    reach = [len(set(owner[near.indices[row]].tolist())) for row in rows]
    for n in sorted(range(len(words)), key=lambda n: (-reach[n], n)):
        if reach[n] < 2:
            break
        if not free[n]:
            continue
        inside = free[near.indices[rows[n]]]
        members, likeness = near.indices[rows[n]][inside], near.data[rows[n]][inside]
        if len(set(owner[members].tolist())) < 2:
            continue
        for m, value in zip(members.tolist(), likeness.tolist(), strict=True):
            family[m] = (n, value)
        free[members] = False
    return family


def _neighbours(words: Sequence[str], alike: float) -> Any:
    """A sparse matrix of the likeness (0 to 1) of every two contents that reach ``alike``, each content like itself."""
    import numpy
    from scipy.sparse import csr_matrix, diags, vstack

    vocabulary: dict[str, int] = {}
    held = matrix(words, vocabulary)
    if not vocabulary:
        return csr_matrix((len(words), len(words)))
    weights = numpy.array([pair_weight(pair) for pair in vocabulary])
    weights[weights < USUAL] = 0.0
    said = diags((held @ weights >= LEAST).astype(float)) @ held        # what says too little is like nothing
    size = said @ weights
    weighted, other = (said @ diags(weights)).tocsr(), said.T.tocsr()
    blocks = []
    for start in range(0, len(words), _BLOCK):
        shared = (weighted[start:start + _BLOCK] @ other).tocoo()
        total = size[start + shared.row] + size[shared.col]
        keep = (shared.data > 0) & (2 * shared.data >= alike * total)
        data = 2 * shared.data[keep] / total[keep]
        blocks.append(csr_matrix((data, (shared.row[keep], shared.col[keep])), shape=(shared.shape[0], len(words))))
    return vstack(blocks, format="csr")
