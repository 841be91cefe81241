"""Words over the years: how often each stands in 10,000 words of every year, and which rise and fall."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import combinations
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from textkit.compare.inputs import Texts, as_documents
from textkit.compare.result import Result
from textkit.compare.wording.evidence import evidence, evidence_labels
from textkit.compare.wording.grouping import Grouped, group_words, label_of
from textkit.compare.wording.statistics import log_likelihood, log_ratio
from textkit.corpus.words.counting import count_words
from textkit.corpus.words.policy_terms import written
from textkit.corpus.words.segmenting import Segmenter
from textkit.model import Document, TextkitError

if TYPE_CHECKING:
    import pandas as pd

__all__ = ["Trends", "trends"]

_EVIDENCE = {**evidence_labels("最早", "_first"), "quote_first": "最早一年例句", **evidence_labels("最晚", "_last"), "quote_last": "最晚一年例句"}
LABELS = {
    "term": "词", "theme": "主题", "direction": "升降", "tau": "肯德尔τ", "p": "p", "slope": "每年变化（每万词）", "log_ratio": "后半段比前半段（对数比）",
    "log_likelihood": "对数似然", "count": "次数", "documents": "文件数", "first_year": "最早年份", "last_year": "最晚年份",
    **_EVIDENCE,
}
_FRONT = ("term", "theme", "direction", "tau", "p", "slope", "log_ratio", "log_likelihood", "count", "documents", "first_year", "last_year")


class Trends(Result):
    """Terms over the years, one row each; ``series`` holds count, running words and rate of every term and year."""

    title = "用词趋势"
    shown = ("term", "direction", "tau", "slope", "log_ratio", "count", "first_year", "last_year", "quote_last")
    passages: Mapping[str, str] = {"quote_first": "{}_first", "quote_last": "{}_last"}
    labels = LABELS
    series: pd.DataFrame


def trends(
    texts: Texts, watch: str | Sequence[str] | None = None, *, top: int = 20, least: int = 10, tau: float = 0.4, **words: Any,
) -> Trends:
    """Which words rise and which fall from year to year (of work, else of the date).

    Of each year the rate in 10,000 running words is taken. ``tau`` is Kendall's rank correlation of rate and year, with its
    probability (Hilpert and Gries 2009 use it for frequencies over time); ``slope`` the median of all pairwise slopes (Theil
    and Sen); log-likelihood and log ratio compare the later half of the years with the earlier one. ``watch`` are terms
    that are looked up whatever they do; without them, the ``top`` terms that rise and the ``top`` that fall are given: at least ``least``
    occurrences, |tau| of ``tau`` or more, the largest log-likelihood first. ``words`` as of :func:`~textkit.compare.terms`.

    ``trends(corpus).series`` has a row per term and year. Raises TextkitError where there are fewer than three years.
    """
    wanted = None if watch is None else tuple(dict.fromkeys(written(term) for term in ([watch] if isinstance(watch, str) else watch)))
    own = Segmenter(**words).own
    segmenter = Segmenter(**{**words, "terms": (*own, *(wanted or ()))})
    documents = as_documents(texts)
    grouped = group_words(count_words(documents, segmenter), "year")
    years = [int(name) for name in grouped.names]
    if len(years) < 3:
        raise TextkitError(f"只有 {len(years)} 个年份，看不出趋势", hint="读入更多年份的文件，或用 terms(corpus, by=\"year\") 比较两年")
    yearly = _Yearly(grouped, years)
    chosen = _named(grouped, wanted) if wanted is not None else _moving(grouped, yearly, top, least, tau)
    rows = [_row(grouped, yearly, i) for i in chosen]
    rate_labels = {f"per_10k_{year}": f"{year}年每万词" for year in years}
    result = Trends(rows, (*_FRONT, *rate_labels, *_EVIDENCE), grouped.documents(),
                    notes=_notes(grouped, wanted), options={"watch": "、".join(wanted or ()), "top": top, "least": least, "tau": tau, **segmenter.options})
    result.labels = {**LABELS, **rate_labels}
    result.series = _series(grouped, yearly, chosen)
    return result


class _Yearly:
    """Counts and rates (years × terms); of every term tau and slope, and the later half of the years beside the earlier.

    The middle year of an odd number is in neither half.
    """

    def __init__(self, grouped: Grouped, years: Sequence[int]) -> None:
        self.years = tuple(years)
        self.counts: NDArray[np.int64] = np.asarray(grouped.counts.todense())
        rates = self.rates = 1e4 * self.counts / grouped.sizes[:, None]
        pairs = list(combinations(range(len(years)), 2))
        moves = np.array([np.sign(rates[j] - rates[i]) for i, j in pairs])
        ties = (moves == 0).sum(axis=0)
        with np.errstate(invalid="ignore", divide="ignore"):         # tau-b: years have no ties, rates may
            self.tau = np.nan_to_num(moves.sum(axis=0) / np.sqrt((len(pairs) - ties) * len(pairs)))
        self.slope = np.median(np.array([(rates[j] - rates[i]) / (years[j] - years[i]) for i, j in pairs]), axis=0)
        half = len(years) // 2
        a, c = self.counts[-half:].sum(axis=0), grouped.sizes[-half:].sum()
        b, d = self.counts[:half].sum(axis=0), grouped.sizes[:half].sum()
        self.g2, self.ratio = log_likelihood(a, b, c, d), log_ratio(a, b, c, d)


def _named(grouped: Grouped, wanted: Sequence[str]) -> list[int]:
    return [grouped.words.column[term] for term in wanted if term in grouped.words.column]


def _moving(grouped: Grouped, yearly: _Yearly, top: int, least: int, tau: float) -> list[int]:
    frequent = np.flatnonzero(yearly.counts.sum(axis=0) >= least)
    out: list[int] = []
    for sign in (1, -1):
        moving = [int(i) for i in frequent if sign * yearly.tau[i] >= tau and sign * yearly.ratio[i] > 0]
        out += sorted(moving, key=lambda i: (-yearly.g2[i], grouped.words.terms[i]))[:top]
    return out


def _row(grouped: Grouped, yearly: _Yearly, i: int) -> dict[str, Any]:
    from scipy.stats import kendalltau

    term = grouped.words.terms[i]
    years = yearly.years
    there = np.flatnonzero(yearly.counts[:, i])
    p = float(kendalltau(years, yearly.rates[:, i]).pvalue)
    first, last = (grouped.among(grouped.names[there[at]]) for at in (0, -1))
    return {
        "term": term, "theme": grouped.words.segmenter.lexicon.themes.get(term) or None,
        "direction": "升" if yearly.tau[i] > 0 else "降" if yearly.tau[i] < 0 else "平",
        "tau": round(float(yearly.tau[i]), 3), "p": None if np.isnan(p) else float(f"{p:.3g}"), "slope": round(float(yearly.slope[i]), 4),
        "log_ratio": round(float(yearly.ratio[i]), 3), "log_likelihood": round(float(yearly.g2[i]), 3),
        "count": int(yearly.counts[:, i].sum()), "documents": len(grouped.words.by_term[:, i].indices),
        "first_year": years[int(there[0])], "last_year": years[int(there[-1])],
        **{f"per_10k_{year}": round(float(rate), 3) for year, rate in zip(years, yearly.rates[:, i], strict=True)},
        **evidence(grouped.words, term, first, "_first"), **evidence(grouped.words, term, last, "_last"),
    }


def _series(grouped: Grouped, yearly: _Yearly, chosen: Sequence[int]) -> pd.DataFrame:
    import pandas as pd

    return pd.DataFrame([
        (grouped.words.terms[i], year, int(yearly.counts[y, i]), int(grouped.sizes[y]), float(yearly.rates[y, i]), len(grouped.documents(grouped.names[y])))
        for i in chosen for y, year in enumerate(yearly.years)], columns=["term", "year", "count", "running", "per_10k", "documents"])


def _places(documents: Sequence[Document]) -> frozenset[str]:
    return frozenset(label_of(document, ("place",)) or "" for document in documents)


def _notes(grouped: Grouped, wanted: Sequence[str] | None) -> list[str]:
    each = "、".join(f"{name} 年 {len(grouped.documents(name))} 份" for name in grouped.names) if len(grouped.names) <= 12 else (
        f"{grouped.names[0]}—{grouped.names[-1]} 年中的 {len(grouped.names)} 年")
    notes = [f"依据 {len(grouped.documents())} 份文件（{each}），每年 {int(grouped.sizes.min())}—{int(grouped.sizes.max())} 词次；"
             "频率按每万词次计，分母是全部词次（数字、标点不计）"]
    years = [int(name) for name in grouped.names]
    gaps = [str(year) for year in range(years[0], years[-1]) if year not in years]
    if gaps:
        notes.append(f"缺 {'、'.join(gaps)} 年")
    if len({_places(grouped.documents(name)) for name in grouped.names}) > 1:
        notes.append("各年的地方不同，升降可能来自地方的不同而不是年份的不同")
    if grouped.left_out:
        notes.append(f"{len(grouped.left_out)} 份文件认不出年份，没有计入")
    absent = [term for term in wanted or () if term not in grouped.words.column]
    if absent:
        notes.append(f"没有一份文件出现：{'、'.join(absent)}")
    return notes
