"""Keyness: which words a group of documents has more often, or less, than another, with counts beside every score."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from math import log
from typing import TYPE_CHECKING, Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from textkit.compare.inputs import Texts, as_documents
from textkit.compare.result import Result
from textkit.compare.wording.evidence import EVIDENCE, evidence, evidence_labels
from textkit.compare.wording.grouping import Grouped, group_words
from textkit.compare.wording.statistics import (
    corrected,
    deviation_of_proportions,
    juilland_d,
    log_likelihood,
    log_ratio,
    significance,
)
from textkit.corpus.words.counting import count_words
from textkit.corpus.words.segmenting import Segmenter
from textkit.model import Document, TextkitError

if TYPE_CHECKING:
    from scipy.sparse import csr_matrix

__all__ = ["Terms", "terms"]

LABELS = {
    "group": "组", "reference": "参照", "term": "词", "theme": "主题", "direction": "偏多或偏少", "count": "次数", "reference_count": "参照次数", "per_10k": "每万词",
    "reference_per_10k": "参照每万词", "log_likelihood": "对数似然", "log_ratio": "对数比", "p": "p（已校正）", "documents": "文件数",
    "reference_documents": "参照文件数", "dp": "离散度DP", "juilland_d": "分布均匀度D", "tf_idf": "词频逆组频",
    **EVIDENCE, **evidence_labels("参照", "_reference"),
}
COLUMNS = tuple(LABELS)


class Terms(Result):
    """Key words, one row per group and term; within a group those that are more frequent first, by log-likelihood."""

    title = "特征词"
    shown = ("group", "term", "direction", "count", "reference_count", "log_likelihood", "log_ratio", "documents", "dp", "quote")
    passages: Mapping[str, str] = {"quote": "{}", "quote_reference": "{}_reference"}
    labels = LABELS


def terms(
    texts: Texts, reference: Texts | None = None, *, by: str | Sequence[str] | None = None, target: Any = None, against: Any = None,
    least: int = 5, top: int | None = 30, both: bool | None = None, **words: Any,
) -> Terms:
    """What distinguishes the words of groups of documents.

    Either ``texts`` beside ``reference`` (documents, corpora, or what to read; those that are among the texts too are not counted in it); or the groups that ``by`` makes (place, year,
    doc_type, level, a docvar, or several), each beside all the others; or of these only ``target`` (one value or a list of
    them) beside ``against`` (all others when left out). Terms of fewer than ``least`` occurrences in all are passed
    over; at most ``top`` rows per group and direction are given (None: all). ``both`` gives what is less frequent too: by
    default where there are just two sides. ``words`` are the options of
    :class:`~textkit.corpus.words.segmenting.Segmenter`.

    Beside the counts: log-likelihood (Rayson and Garside 2000), its probability corrected for the number of terms tested (Šidák),
    log ratio (Hardie 2014), dispersion over tenths of the documents of the group (normalised DP of Gries; Juilland's D), and
    tf-idf: occurrences in 10,000 words times ln(groups / groups that have the term).

    ``terms(corpus, by="place", target="甲县").table`` Raises TextkitError where there are no two groups.
    """
    segmenter = Segmenter(**words)
    sides = _sides(as_documents(texts), None if reference is None else as_documents(reference), by, target, against, segmenter)
    both = len(sides.names) == 1 if both is None else both
    rows = [row for name in sides.names for row in _rows(sides.grouped, name, least, top, both)]
    options = {"by": sides.by, "target": _join(target), "against": _join(against), "least": least, "top": top, **segmenter.options}
    return Terms(rows, COLUMNS, sides.grouped.documents(), notes=_notes(sides, least, top), options=options)


class _Sides(NamedTuple):
    """The groups, and which of them each stand beside all the others."""

    grouped: Grouped
    names: tuple[str, ...]
    by: str


def _sides(first: Sequence[Document], second: Sequence[Document] | None, by: str | Sequence[str] | None, target: Any, against: Any,
           segmenter: Segmenter) -> _Sides:
    if second is not None:
        if by is not None or target is not None or against is not None:
            raise TextkitError("给了参照文本就不能再分组", hint="reference= 与 by=、target=、against= 二选一")
        own = {document.id for document in first}
        words = count_words([*first, *(document for document in second if document.id not in own)], segmenter, unit="tenth")
        grouped = Grouped(words, ["对象" if unit.document.id in own else "参照" for unit in words.units])
        _two(grouped)
        return _Sides(grouped, ("对象",), "")
    if by is None:
        raise TextkitError("没有说明比较哪两组", hint='请给 by="place"（或 year、doc_type …），或给参照文本 reference=')
    grouped = group_words(count_words(first, segmenter, unit="tenth"), by)
    _two(grouped)
    named = "、".join((by,) if isinstance(by, str) else by)
    if target is None:
        if against is not None:
            raise TextkitError("有 against 而没有 target", hint="请用 target= 说明看哪一组")
        return _Sides(grouped, grouped.names, named)
    wanted = _chosen(grouped, target)
    others = _chosen(grouped, against) if against is not None else tuple(n for n in grouped.names if n not in wanted)
    if not others or set(wanted) & set(others):
        raise TextkitError("两组之间要没有重合，也都不能空", hint=f"各组：{'、'.join(grouped.names)}")
    sides = ("、".join(wanted), "、".join(others) if against is not None else "其他")
    name = {**dict.fromkeys(wanted, sides[0]), **dict.fromkeys(others, sides[1])}
    labels = [name.get(grouped.names[group]) if group >= 0 else None for group in grouped.group_of]
    return _Sides(Grouped(grouped.words, labels), sides[:1], named)


def _chosen(grouped: Grouped, values: Any) -> tuple[str, ...]:
    several = [str(v) for v in values] if isinstance(values, Iterable) and not isinstance(values, str) else [str(values)]
    unknown = [v for v in several if v not in grouped.names]
    if unknown or not several:
        raise TextkitError(f"没有这一组：{'、'.join(unknown)}", hint=f"各组：{'、'.join(grouped.names[:40])}")
    return tuple(dict.fromkeys(several))


def _two(grouped: Grouped) -> None:
    if len(grouped.names) < 2:
        raise TextkitError(f"只有 {len(grouped.names)} 组文本，无法比较", hint="换一个 by=，或读入更多文件")


def _join(value: Any) -> str:
    return "、".join(map(str, value)) if isinstance(value, Iterable) and not isinstance(value, str) else "" if value is None else str(value)


# ------------------------------------------------------------------ the rows of one group
def _rows(grouped: Grouped, name: str, least: int, top: int | None, both: bool) -> list[dict[str, Any]]:
    at = grouped.names.index(name)
    beside = [other for other in grouped.names if other != name]
    a, having = _dense(grouped.counts, at), _dense(grouped.having, at)
    b, having_beside = _total(grouped.counts) - a, _total(grouped.having) - having
    c = int(grouped.sizes[at])
    d = int(grouped.sizes.sum()) - c
    tested = np.flatnonzero(a + b >= least)
    g2, ratio = log_likelihood(a, b, c, d), log_ratio(a, b, c, d)
    p = corrected(significance(g2), len(tested))
    over = a * d > b * c
    chosen: list[int] = []
    for more in (True, False) if both else (True,):
        ranked = sorted((int(i) for i in tested if over[i] == more and g2[i] > 0), key=lambda i: (-g2[i], grouped.words.terms[i]))
        chosen += ranked[:top]
    own, others = grouped.among(name), grouped.among(name, others=True)
    scattered = _dispersion(grouped, own, chosen)
    themes = grouped.words.segmenter.lexicon.themes
    groups_with = grouped.counts.getnnz(axis=0)
    rows = []
    for number, i in enumerate(chosen):
        term = grouped.words.terms[i]
        rows.append({
            "group": name, "reference": beside[0] if len(beside) == 1 else "其他", "term": term, "theme": themes.get(term) or None, "direction": "偏多" if over[i] else "偏少",
            "count": int(a[i]), "reference_count": int(b[i]), "per_10k": round(float(1e4 * a[i] / c), 3), "reference_per_10k": round(float(1e4 * b[i] / d), 3),
            "log_likelihood": round(float(g2[i]), 3), "log_ratio": round(float(ratio[i]), 3), "p": float(f"{p[i]:.3g}"),
            "documents": int(having[i]), "reference_documents": int(having_beside[i]),
            "dp": scattered[0][number], "juilland_d": scattered[1][number],
            "tf_idf": round(float(1e4 * a[i] / c) * log(len(grouped.names) / int(groups_with[i])), 3),
            **evidence(grouped.words, term, own), **evidence(grouped.words, term, others, "_reference"),
        })
    return rows


def _dense(matrix: csr_matrix, row: int) -> NDArray[np.int64]:
    return np.asarray(matrix[row].todense()).ravel()


def _total(matrix: csr_matrix) -> NDArray[np.int64]:
    return np.asarray(matrix.sum(axis=0)).ravel()


def _dispersion(grouped: Grouped, own: NDArray[np.bool_], terms: Sequence[int]) -> tuple[list[float | None], list[float | None]]:
    """DP and D of each term over the tenths of a group's documents; None where it does not occur there."""
    parts: NDArray[np.int64] = np.asarray(grouped.words.matrix[np.flatnonzero(own)][:, list(terms)].todense())
    sizes = grouped.words.running[own]
    dp, d = deviation_of_proportions(parts, sizes), juilland_d(parts, sizes)
    return _rounded(dp), _rounded(d)


def _rounded(values: NDArray[np.float64]) -> list[float | None]:
    return [None if np.isnan(v) else abs(round(float(v), 3)) for v in values]


def _notes(sides: _Sides, least: int, top: int | None) -> list[str]:
    grouped = sides.grouped
    each = "、".join(f"{name} {len(grouped.documents(name))} 份 {int(size)} 词次" for name, size in list(zip(grouped.names, grouped.sizes, strict=True))[:12])
    more = f"等 {len(grouped.names)} 组" if len(grouped.names) > 12 else ""
    tested = int((_total(grouped.counts) >= least).sum())
    notes = [f"依据 {len(grouped.documents())} 份文件，{int(grouped.sizes.sum())} 词次（{each}{more}）；"
             f"检验了全部合计出现 {least} 次及以上的 {tested} 个词" + ("" if top is None else f"，每组每个方向至多列 {top} 个"),
             "分母是全部词次（数字、标点不计）；离散度按每份文件的十等分计算；p 已按检验的词数作 Šidák 校正"]
    if grouped.left_out:
        notes.append(f"{len(grouped.left_out)} 份文件没有归入所比的组，没有计入")
    return notes
