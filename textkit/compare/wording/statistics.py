"""The measures of corpus linguistics that are reported beside counts, each with its source.

Everything takes arrays (one value per term) or numbers; frequencies are whole numbers, sizes are running words.
"""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import ArrayLike, NDArray

__all__ = ["ZERO", "corrected", "deviation_of_proportions", "juilland_d", "log_likelihood", "log_ratio", "significance"]

Array = NDArray[np.float64]
ZERO = 0.5
"""What a frequency of 0 counts as in a log ratio, which has none (Hardie 2014)."""


def log_likelihood(a: ArrayLike, b: ArrayLike, c: ArrayLike, d: ArrayLike) -> Array:
    """G² of a term found ``a`` times in ``c`` words and ``b`` times in ``d`` words; 0 and above.

    Rayson and Garside (2000), Comparing corpora using frequency profiling; the two-cell form of the UCREL calculator.

    >>> round(float(log_likelihood(52, 57, 50_000, 75_000)), 2)
    2.65
    """
    a_, b_, c_, d_ = (np.asarray(x, dtype=float) for x in (a, b, c, d))
    with np.errstate(divide="ignore", invalid="ignore"):
        share = (a_ + b_) / (c_ + d_)
        first = np.where(a_ > 0, a_ * np.log(a_ / (c_ * share)), 0.0)
        second = np.where(b_ > 0, b_ * np.log(b_ / (d_ * share)), 0.0)
    out: Array = np.maximum(2 * (first + second), 0.0)
    return out


def log_ratio(a: ArrayLike, b: ArrayLike, c: ArrayLike, d: ArrayLike) -> Array:
    """The binary logarithm of the ratio of relative frequencies: 1 is twice as frequent, 2 four times, -1 half.

    Hardie (2014), Log Ratio: an informal introduction; a frequency of 0 counts as :data:`ZERO`.

    >>> [float(log_ratio(a, 10, 1000, 1000)) for a in (10, 20, 40, 5)]
    [0.0, 1.0, 2.0, -1.0]
    """
    a_, b_, c_, d_ = (np.asarray(x, dtype=float) for x in (a, b, c, d))
    out: Array = np.log2((np.where(a_ > 0, a_, ZERO) / c_) / (np.where(b_ > 0, b_, ZERO) / d_))
    return out


def significance(g2: ArrayLike) -> Array:
    """The probability of a G² this large or larger where frequencies do not differ (chi-square, one degree of freedom)."""
    from scipy.stats import chi2

    out: Array = np.asarray(chi2.sf(np.asarray(g2, dtype=float), 1), dtype=float)
    return out


def corrected(p: ArrayLike, tests: int) -> Array:
    """Probabilities corrected for so many tests (Šidák 1967): 1 - (1 - p)^tests."""
    out: Array = -np.expm1(tests * np.log1p(-np.minimum(np.asarray(p, dtype=float), 1 - 1e-16)))
    return out


def deviation_of_proportions(counts: Any, sizes: ArrayLike) -> Array:
    """DP, normalised, of each term (columns) over parts of a corpus (rows): 0 spread as the parts' sizes, 1 all in one part.

    Gries (2008), Dispersions and adjusted frequencies in corpora, with the normalisation of Lijffijt and Gries (2012);
    nan where a term does not occur or there is one part only. ``counts``: a dense array parts × terms.

    >>> part = np.array([[1], [2], [3], [4], [5]])
    >>> dp = deviation_of_proportions(part, [9, 10, 10, 10, 11])
    >>> round(float(dp[0]) * (1 - 9 / 50), 2)
    0.18
    """
    found, size = np.asarray(counts, dtype=float), np.asarray(sizes, dtype=float)
    found, size = found[size > 0], size[size > 0]
    if len(size) < 2:
        return np.full(np.shape(counts)[1], np.nan)
    expected = size / size.sum()
    with np.errstate(divide="ignore", invalid="ignore"):
        observed = found / found.sum(axis=0)
        out: Array = np.abs(observed - expected[:, None]).sum(axis=0) / 2 / (1 - expected.min())
    return out


def juilland_d(counts: Any, sizes: ArrayLike) -> Array:
    """Juilland's D of each term (columns) over parts (rows): 1 spread evenly, 0 all in one part.

    Juilland, Brodin and Davidovitch (1970), over relative frequencies as Gries (2020) has it for parts of unequal size; nan
    where a term does not occur or there is one part only.

    >>> round(float(juilland_d(np.array([[1], [2], [3], [4], [5]]), [9, 10, 10, 10, 11])[0]), 3)
    0.785
    """
    found, size = np.asarray(counts, dtype=float), np.asarray(sizes, dtype=float)
    found, size = found[size > 0], size[size > 0]
    if len(size) < 2:
        return np.full(np.shape(counts)[1], np.nan)
    rates = found / size[:, None]
    with np.errstate(divide="ignore", invalid="ignore"):
        out: Array = 1 - rates.std(axis=0) / rates.mean(axis=0) / np.sqrt(len(size) - 1)
    return out
