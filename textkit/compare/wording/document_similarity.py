"""How alike documents are in the policy terms they use: cosine, clusters, and a map in two dimensions."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from textkit.compare.inputs import Texts, as_documents
from textkit.compare.result import Result
from textkit.compare.wording.evidence import evidence, evidence_labels
from textkit.compare.wording.grouping import Grouped, group_words, year_of
from textkit.corpus.words.counting import count_words
from textkit.corpus.words.segmenting import Segmenter
from textkit.model import Document, TextkitError

if TYPE_CHECKING:
    import pandas as pd

__all__ = ["Similarity", "similarity"]

LABELS = {
    "one": "甲", "other": "乙", "rank": "名次", "cosine": "余弦", "shared": "共有的词", "distinctive": "最能说明相似的词", "cluster_one": "甲的类",
    "cluster_other": "乙的类", **evidence_labels("甲", "_one"), **evidence_labels("乙", "_other"),
}
COLUMNS = tuple(LABELS)
MOST = 3000                                        # documents or groups whose pairs are held in memory at once


class Similarity(Result):
    """The nearest documents (or groups) of each, one row per pair.

    ``matrix``: cosine of every pair; ``order``: the documents as the tree of the clusters has them; ``tree``: scipy's linkage
    (Ward's, on the distances of the vectors); ``choices``: silhouette of every number of clusters tried; ``map``: two coordinates of each
    (classical scaling), its cluster and the terms that mark it; ``explained``: the share of the distances the two coordinates hold.
    """

    title = "用词相似度"
    shown = ("one", "other", "rank", "cosine", "distinctive", "quote_one", "quote_other")
    passages: Mapping[str, str] = {"quote_one": "{}_one", "quote_other": "{}_other"}
    labels = LABELS
    matrix: pd.DataFrame
    map: pd.DataFrame
    choices: pd.DataFrame
    order: tuple[str, ...]
    tree: NDArray[np.float64]
    explained: float


def similarity(
    texts: Texts, *, by: str | Sequence[str] | None = None, clusters: int | None = None, nearest: int = 5, least: int = 2, **words: Any,
) -> Similarity:
    """How alike the words of documents (or of the groups that ``by`` makes) are.

    Cosine of tf-idf vectors: (1 + ln count) · (1 + ln((1 + n)/(1 + n with the term))), as scikit-learn has it, over terms that
    ``least`` of the n documents or groups have. Policy terms alone are counted unless ``only_terms=False``; other ``words`` as of
    :func:`~textkit.compare.terms`. ``nearest`` rows are given for each. ``clusters`` cuts the tree into so many; without it
    none are named, and ``choices`` says how each number would do (silhouette).

    ``similarity(corpus, clusters=4).plot()`` Raises TextkitError where there are fewer than three, or more than
    :data:`MOST` (group them).
    """
    segmenter = Segmenter(**{"only_terms": True, **words})
    counted = count_words(as_documents(texts), segmenter)
    grouped = Grouped(counted, _names([u.document for u in counted.units])) if by is None else group_words(counted, by)
    names = grouped.names
    if len(names) < 3:
        raise TextkitError(f"只有 {len(names)} 份（组）文本，比不出远近", hint="至少三份（组）")
    if len(names) > MOST:
        raise TextkitError(f"有 {len(names)} 份（组）文本，一次至多 {MOST} 份", hint='请用 by= 分组（如 by="place"），或先选出一部分')
    if clusters is not None and not 2 <= clusters < len(names):
        raise TextkitError(f"类数应在 2 和 {len(names) - 1} 之间，不是 {clusters}")
    weights = _weights(grouped, least)
    cosine = np.clip(weights @ weights.T, 0.0, 1.0)
    np.fill_diagonal(cosine, 1.0)
    distances = np.sqrt(2 * (1 - cosine))          # of vectors of length 1
    tree, order = _tree(distances)
    numbers = _cut(tree, clusters, order) if clusters is not None else None
    rows = [row for i in range(len(names)) for row in _rows(grouped, weights, cosine, numbers, i, nearest)]
    options = {"by": "、".join((by,) if isinstance(by, str) else by or ()), "clusters": clusters, "nearest": nearest, "least": least, **segmenter.options}
    result = Similarity(rows, COLUMNS, grouped.documents(), notes=_notes(grouped, weights, clusters, numbers), options=options)
    _attach(result, grouped, weights, distances, tree, order, numbers)
    return result


def _names(documents: Sequence[Document]) -> list[str | None]:
    """A name for each document: place and year, else its title or file; the id behind it where two are alike."""
    plain = [" ".join(str(v) for v in (d.place, year_of(d)) if v is not None) or d.title or d.source.path for d in documents]
    return [name if plain.count(name) == 1 else f"{name} [{d.id}]" for name, d in zip(plain, documents, strict=True)]


def _weights(grouped: Grouped, least: int) -> NDArray[np.float64]:
    """The tf-idf vectors (rows of length 1), over all terms; 0 for terms that fewer than ``least`` have."""
    having = grouped.counts.getnnz(axis=0)
    idf = np.log((1 + len(grouped.names)) / (1 + having)) + 1
    tf = grouped.counts.astype(np.float64)
    tf.data = 1 + np.log(tf.data)
    weights = np.asarray(tf.todense()) * idf * (having >= least)
    length = np.linalg.norm(weights, axis=1, keepdims=True)
    empty = [name for name, value in zip(grouped.names, length.ravel(), strict=True) if not value]
    if empty:
        raise TextkitError(f"没有可比的词：{'、'.join(empty[:10])}", hint="请去掉这些文本，或用 only_terms=False 连普通词一起比")
    out: NDArray[np.float64] = weights / length
    return out


def _tree(distances: NDArray[np.float64]) -> tuple[NDArray[np.float64], list[int]]:
    from scipy.cluster.hierarchy import leaves_list, linkage
    from scipy.spatial.distance import squareform

    tree = linkage(squareform(distances, checks=False), "ward", optimal_ordering=len(distances) <= 400)
    return tree, [int(i) for i in leaves_list(tree)]


def _cut(tree: NDArray[np.float64], clusters: int, order: Sequence[int]) -> list[int]:
    """The cluster of each, numbered from 1 along the tree."""
    from scipy.cluster.hierarchy import fcluster

    found = fcluster(tree, clusters, "maxclust")
    number = {label: n for n, label in enumerate(dict.fromkeys(int(found[i]) for i in order), 1)}
    return [number[int(label)] for label in found]


def _rows(grouped: Grouped, weights: NDArray[np.float64], cosine: NDArray[np.float64], numbers: Sequence[int] | None, i: int, nearest: int) -> list[dict[str, Any]]:
    words, names = grouped.words, grouped.names
    ranked = sorted((j for j in range(len(names)) if j != i), key=lambda j: (-cosine[i, j], names[j]))[:nearest]
    rows = []
    for rank, j in enumerate(ranked, 1):
        products = weights[i] * weights[j]
        strongest = [int(t) for t in np.argsort(-products, kind="stable")[:5] if products[t] > 0]
        term = words.terms[strongest[0]] if strongest else None
        rows.append({
            "one": names[i], "other": names[j], "rank": rank, "cosine": round(float(cosine[i, j]), 4), "shared": int((products > 0).sum()),
            "distinctive": "、".join(words.terms[t] for t in strongest),
            "cluster_one": numbers[i] if numbers else None, "cluster_other": numbers[j] if numbers else None,
            **(evidence(words, term, grouped.among(names[i]), "_one") if term else {}),
            **(evidence(words, term, grouped.among(names[j]), "_other") if term else {}),
        })
    return rows


# ------------------------------------------------------------------ clusters and map
def _attach(result: Similarity, grouped: Grouped, weights: NDArray[np.float64], distances: NDArray[np.float64], tree: NDArray[np.float64],
            order: Sequence[int], numbers: Sequence[int] | None) -> None:
    import pandas as pd

    names = list(grouped.names)
    result.matrix = pd.DataFrame(1 - distances**2 / 2, index=names, columns=names)
    result.tree, result.order = tree, tuple(names[i] for i in order)
    places, result.explained = _scaled(distances)
    marks = {n: _marks(grouped, weights, [i for i, m in enumerate(numbers or []) if m == n]) for n in set(numbers or [])}
    result.map = pd.DataFrame({
        "name": names, "x": places[:, 0], "y": places[:, 1], "cluster": pd.array(list(numbers) if numbers else [None] * len(names), dtype="Int64"),
        "marked_by": [marks[n] for n in numbers] if numbers else None, "documents": [len(grouped.documents(name)) for name in names]})
    result.choices = _choices(distances, tree, order)


def _scaled(distances: NDArray[np.float64]) -> tuple[NDArray[np.float64], float]:
    """Classical scaling (Torgerson 1952) to two dimensions, and the share of the eigenvalues that they hold."""
    squared = distances**2
    centred = -(squared - squared.mean(axis=0) - squared.mean(axis=1)[:, None] + squared.mean()) / 2
    values, vectors = np.linalg.eigh(centred)
    first = np.argsort(values)[::-1][:2]
    axes = vectors[:, first]
    axes = axes * np.where(axes[np.abs(axes).argmax(axis=0), range(axes.shape[1])] < 0, -1.0, 1.0)       # the sign is free: the farthest is positive
    kept = np.maximum(values[first], 0.0)
    positive = values[values > 0].sum()            # rounding makes some a hair below 0
    out: NDArray[np.float64] = axes * np.sqrt(kept)
    return out, float(kept.sum() / positive) if positive else 0.0


def _marks(grouped: Grouped, weights: NDArray[np.float64], members: Sequence[int]) -> str:
    """The five terms whose mean weight in a cluster stands out most from that of the others."""
    rest = [i for i in range(len(weights)) if i not in set(members)]
    apart = weights[list(members)].mean(axis=0) - (weights[rest].mean(axis=0) if rest else 0.0)
    return "、".join(grouped.words.terms[t] for t in np.argsort(-apart, kind="stable")[:5])


def _choices(distances: NDArray[np.float64], tree: NDArray[np.float64], order: Sequence[int]) -> pd.DataFrame:
    """For 2 to 12 clusters: mean silhouette (Rousseeuw 1987), size of the smallest and the largest."""
    import pandas as pd
    from sklearn.metrics import silhouette_score

    rows = []
    for k in range(2, min(12, len(distances) - 1) + 1):
        labels = _cut(tree, k, order)
        if len(set(labels)) == k:
            sizes = [labels.count(n) for n in set(labels)]
            rows.append((k, float(silhouette_score(distances, labels, metric="precomputed")), min(sizes), max(sizes)))
    return pd.DataFrame(rows, columns=["clusters", "silhouette", "smallest", "largest"])


def _notes(grouped: Grouped, weights: NDArray[np.float64], clusters: int | None, numbers: Sequence[int] | None) -> list[str]:
    used = int((weights > 0).any(axis=0).sum())
    notes = [f"依据 {len(grouped.documents())} 份文件，{len(grouped.names)} 份（组）两两比较，用了 {used} 个词",
             "余弦越大用词越像；用词像不等于文字互相抄用，也不说明先后"]
    if clusters is None:
        notes.append("没有分类：各种类数的轮廓系数在 .choices，类数由使用者定（clusters=）")
    elif len(set(numbers or ())) < clusters:
        notes.append(f"有几份一样远近，分不成 {clusters} 类，只分了 {len(set(numbers or ()))} 类")
    if grouped.left_out:
        notes.append(f"{len(grouped.left_out)} 份文件没有归入所比的组，没有计入")
    return notes
