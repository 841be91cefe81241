"""Which stretches of two texts may be the same: all that share enough shingles, or (past memory) those that MinHash finds.

Both give the same thing, pairs of stretches with what they share, so that what follows does not know which one ran.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Literal, NamedTuple

import numpy as np

from textkit.compare.copying.phrases import Grams
from textkit.compare.copying.shingling import Shingled, Stretches, shingles_outside
from textkit.compare.copying.symbols import NUMBER, WIDTH, Array, Symbols
from textkit.model import TextkitError

__all__ = ["Index", "Method", "Pairs", "Scale", "candidates", "fits", "index_of", "run_pairs", "scale_of", "together"]

Method = Literal["auto", "exact", "minhash"]

EVIDENCE, CONTAINED = 40.0, 0.15
"""Least weight that two stretches share (in nats: about five shingles that few texts have), and least part of the lighter."""
COMMON = 1000
"""A shingle of more stretches than this says too little to look for (its weight still counts in what a stretch weighs)."""
FEW = 3000
"""Stretches (about seven reports) below which counts say too little of how rare a shingle is."""
BLOCK = 4_000_000                        # pairs of stretches held at once
PERMUTATIONS, BAND = 128, 2
CROWD = 40                               # stretches in one band bucket that are paired with each other; more share a set phrase
SEED = 20240601
_DATED = [ord(unit) for unit in "年月日"]


class Index(NamedTuple):
    """Stretch × shingle, as parallel arrays (sorted by stretch), with the weight of each shingle (0 for one that no stretch has), the
    number of stretches that have it, and the weight of each stretch."""

    stretches: int
    stretch: Array
    shingle: Array
    weights: Array
    counts: Array
    total: Array


class Scale(NamedTuple):
    """What a text weighs: its shingles and its numbers up to each symbol (``along``, ``bound`` with the numbers; one more than
    symbols, from 0 on), the number at each symbol (``figures``); ``phrases``: how many symbols so far stand in set phrases."""

    along: Array
    bound: Array
    figures: Array
    phrases: Array


def scale_of(index: Index, symbols: Symbols, at_symbols: Array, at_figures: Array, left_out: Array) -> Scale:
    """Shingles whose symbols are all ``left_out`` weigh nothing, those with a number in them half: 项目#个、总投资#亿元 says the same of
    many things; a number that is the same on both sides weighs for itself, unless it is a date, which all reports of a year have.

    ``at_symbols``, ``at_figures``: the shingles of the text (:class:`Shingled`).
    """
    weight, figures = np.zeros(len(symbols) + 1), np.zeros(len(symbols) + 1)
    length = len(at_symbols)
    worded = np.logical_and.reduce([(symbols.codes != NUMBER)[offset : offset + length] for offset in range(WIDTH)])
    weight[1 : length + 1] = index.weights[at_symbols] * shingles_outside(left_out) * np.where(worded, 1.0, 0.5)
    at = symbols.figures[0]
    follow = np.append(symbols.codes, 0)[at + 1]
    dated = np.logical_or.reduce([follow == unit for unit in _DATED])
    figures[at + 1] = np.where(dated, 0.0, index.weights[at_figures])
    along = np.cumsum(weight)
    return Scale(along, along + np.cumsum(figures), figures[1:], np.append(0, np.cumsum(left_out)))


class Pairs(NamedTuple):
    """Pairs of stretches of different texts, ``a`` < ``b``, and the weight of the shingles that both have."""

    a: Array
    b: Array
    shared: Array


def index_of(shingled: Shingled, stretches: int) -> Index:
    """Weigh shingles by how few stretches have them: ln(stretches / stretches that have it); few stretches count as FEW."""
    counts = np.bincount(shingled.shingle, minlength=shingled.kinds)
    weights = np.where(counts > 0, np.log(max(stretches, FEW) / np.maximum(counts, 1)), 0).astype(np.float32)
    total = np.bincount(shingled.stretch, weights=weights[shingled.shingle], minlength=stretches)
    return Index(stretches, shingled.stretch, shingled.shingle, weights, counts, total)


def fits(index: Index, memory: int) -> bool:
    """Whether the pairs that share a shingle, 16 bytes each, fit into ``memory`` bytes together with the index."""
    counts = index.counts[(index.counts > 1) & (index.counts <= COMMON)].astype(np.float64)
    return bool(16 * (counts * counts).sum() / 2 + 24 * len(index.stretch) <= memory)


def candidates(index: Index, parts: Stretches, *, method: Literal["exact", "minhash"]) -> Pairs:
    """The pairs of stretches that share at least EVIDENCE, and CONTAINED of the lighter one.

    ``exact`` finds all of them; ``minhash`` those that fall into one bucket of a band (rensa, of the extra ``minhash``).
    """
    return _exact(index, parts) if method == "exact" else _minhash(index, parts)


def _matrix(index: Index) -> Any:
    """Stretch × shingle, the root of each weight, so that a product of two rows is the weight that they share."""
    from scipy.sparse import csr_matrix

    useful = (index.counts > 1) & (index.counts <= COMMON)
    kept = useful[index.shingle]
    column = (np.cumsum(useful) - 1)[index.shingle[kept]]
    values = np.sqrt(index.weights)[index.shingle[kept]]
    return csr_matrix((values, (index.stretch[kept], column)), shape=(index.stretches, int(useful.sum())))


def _exact(index: Index, parts: Stretches) -> Pairs:
    matrix = _matrix(index)
    columns = matrix.T.tocsr()
    work = np.diff(matrix.indptr).astype(np.float64)
    if matrix.nnz:                                        # how many pairs each row makes, at most
        sizes = np.diff(columns.indptr).astype(np.float64)
        work = np.add.reduceat(np.append(sizes[matrix.indices], 0), np.minimum(matrix.indptr[:-1], matrix.nnz))
    out = []
    begin = 0
    reach = np.cumsum(work)
    while begin < index.stretches:
        done = reach[begin - 1] if begin else 0
        end = max(int(np.searchsorted(reach, done + BLOCK)), begin + 1)
        product = (matrix[begin:end] @ columns).tocoo()
        a, b = product.row + begin, product.col
        out.append(_enough(index, parts, Pairs(a, b, product.data)))
        begin = end
    return _joined(out)


def _enough(index: Index, parts: Stretches, pairs: Pairs) -> Pairs:
    kept = (pairs.a < pairs.b) & (pairs.shared >= EVIDENCE)
    a, b, shared = pairs.a[kept], pairs.b[kept], pairs.shared[kept]
    kept = (parts.text[a] != parts.text[b]) & (shared >= CONTAINED * np.minimum(index.total[a], index.total[b]))
    return Pairs(a[kept].astype(np.int64), b[kept].astype(np.int64), shared[kept])


def together(one: Pairs, other: Pairs) -> Pairs:
    """The pairs of both, each once with the most that either says it shares."""
    both = _joined((one, other))
    order = np.lexsort((-both.shared, both.b, both.a))
    a, b, shared = (column[order] for column in both)
    fresh = np.ones(len(order), dtype=bool)
    fresh[1:] = (a[1:] != a[:-1]) | (b[1:] != b[:-1])
    return Pairs(a[fresh], b[fresh], shared[fresh])


def _joined(pairs: Sequence[Pairs]) -> Pairs:
    empty = Pairs(np.zeros(0, np.int64), np.zeros(0, np.int64), np.zeros(0, np.float32))
    return Pairs(*(np.concatenate(column) for column in zip(empty, *pairs, strict=True)))


# ------------------------------------------------------------------ past what fits
def _minhash(index: Index, parts: Stretches) -> Pairs:
    """Stretches that have the same lowest hashes in one band of their signatures; then what they really share."""
    found = _buckets(_signatures(index))
    if not len(found):
        return _joined(())
    matrix = _matrix(index)
    out = []
    for begin in range(0, len(found), BLOCK // 16):
        a, b = found[begin : begin + BLOCK // 16].T
        shared = np.asarray(matrix[a].multiply(matrix[b]).sum(axis=1)).ravel()
        out.append(_enough(index, parts, Pairs(a, b, shared)))
    return _joined(out)


def _signatures(index: Index) -> Array:
    try:
        from rensa import RMinHash
    except ImportError as error:
        raise TextkitError("文本太多，装不进内存，要用 MinHash 近似查找，而这台机器没有装 rensa",
                           hint='pip install "policy-textkit[minhash]"，或把 memory 调大，或用 method="exact"（慢）') from error
    hashes = (index.shingle.astype(np.uint64) + np.uint64(1)) * np.uint64(0x9E3779B97F4A7C15)
    offsets = np.searchsorted(index.stretch, np.arange(index.stretches + 1)).tolist()
    matrix = RMinHash.digest_matrix_from_flat_token_hashes(hashes.tolist(), offsets, PERMUTATIONS, SEED)
    return np.array(matrix.to_rows(), dtype=np.uint64)


def _buckets(signatures: Array) -> Array:
    """The pairs (a < b, each once) that share a bucket of any band."""
    found = []
    for band in range(0, PERMUTATIONS, BAND):
        key = np.zeros(len(signatures), dtype=np.uint64)
        for column in range(band, band + BAND):
            key = (key ^ signatures[:, column]) * np.uint64(0x9E3779B97F4A7C15)
        order = np.argsort(key, kind="stable")
        ordered = key[order]
        starts = np.flatnonzero(np.append(True, ordered[1:] != ordered[:-1]))
        sizes = np.diff(np.append(starts, len(ordered)))
        for step in range(1, CROWD):
            begin = starts[(sizes > step) & (sizes <= CROWD)]
            size = sizes[(sizes > step) & (sizes <= CROWD)]
            if not len(begin):
                break
            first = np.repeat(begin, size - step) + _counting(size - step)
            found.append(np.stack([order[first], order[first + step]], axis=1))
    if not found:
        return np.zeros((0, 2), np.int64)
    pairs = np.sort(np.concatenate(found), axis=1)
    codes = np.unique(pairs[:, 0] * len(signatures) + pairs[:, 1])
    return np.stack([codes // len(signatures), codes % len(signatures)], axis=1)


def _counting(sizes: Array) -> Array:
    """0, 1, …, size - 1 for each size, one after the other."""
    out: Array = np.arange(sizes.sum()) - np.repeat(np.cumsum(sizes) - sizes, sizes)
    return out


def run_pairs(runs: Grams, parts: Stretches) -> Pairs:
    """The pairs of stretches of different texts in which the same long run starts."""
    stretch = _stretch_at(runs, parts)
    found = [np.zeros((0, 2), np.int64)]
    for step in range(1, min(CROWD, len(stretch))):
        same = np.flatnonzero(runs.group[step:] == runs.group[:-step])
        if not len(same):
            break
        found.append(np.sort(np.stack([stretch[same], stretch[same + step]], axis=1), axis=1))
    pairs = np.concatenate(found)
    pairs = np.unique(pairs[(pairs >= 0).all(axis=1)], axis=0)
    pairs = pairs[parts.text[pairs[:, 0]] != parts.text[pairs[:, 1]]]
    return Pairs(pairs[:, 0], pairs[:, 1], np.full(len(pairs), np.inf, np.float32))


def _stretch_at(runs: Grams, parts: Stretches) -> Array:
    """The stretch that holds the first symbol of each run, -1 for none."""
    key = parts.text * (1 << 32) + parts.start
    found = np.searchsorted(key, runs.text.astype(np.int64) * (1 << 32) + runs.at, side="right") - 1
    inside = (found >= 0) & (parts.text[np.maximum(found, 0)] == runs.text) & (runs.at < parts.end[np.maximum(found, 0)])
    return np.where(inside, found, -1)
