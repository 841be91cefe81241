"""What texts speak of: topics by non-negative matrix factorisation, with the quality of every number of topics tried."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import TYPE_CHECKING, Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from textkit.compare.inputs import Texts, as_documents
from textkit.compare.passages import Passage
from textkit.compare.result import Result
from textkit.compare.wording.evidence import EVIDENCE, passage_of
from textkit.compare.wording.topic_quality import agreement, coherence, exclusivity, foremost
from textkit.corpus.tables import frame
from textkit.corpus.words.counting import Unit, Words, count_words
from textkit.corpus.words.segmenting import Segmenter
from textkit.model import TextkitError

if TYPE_CHECKING:
    import pandas as pd
    from scipy.sparse import csr_matrix

__all__ = ["Topics", "topics"]

LABELS = {
    "k": "主题数", "topic": "主题", "label": "名称（前三词）", "terms": "前列词", "share": "占比", "coherence": "一致性NPMI", "exclusivity": "独有性",
    "stability": "稳定性", "passages": "段数", "documents": "文件数",
    **EVIDENCE, "quote": "代表段落",
}
COLUMNS = tuple(LABELS)
_LONG = 240                                        # characters of a passage that a row quotes
_STOP = re.compile(r"[。；！？]")


class Topics(Result):
    """One row per number of topics tried and topic, the largest first, with its terms and the passage that shows it best.

    ``numbers``: one row per number of topics (k) with the mean coherence, exclusivity and stability and the error left;
    ``weights[k]``: topics × terms; ``shares[k]``: a row per document with its variables and the share of each topic.
    """

    title = "主题"
    shown = ("k", "topic", "label", "terms", "share", "coherence", "exclusivity", "stability", "quote")
    labels = LABELS
    numbers: pd.DataFrame
    weights: dict[int, pd.DataFrame]
    shares: dict[int, pd.DataFrame]


class _Solution(NamedTuple):
    """Topics in their order: passages × topics, topics × terms, and the relative error of the product."""

    passages: NDArray[np.float64]
    terms: NDArray[np.float64]
    error: float


def topics(
    texts: Texts, k: int | Sequence[int] = (5, 10, 15, 20), *, seeds: int = 5, seed: int = 0, most: int = 10, least: int = 5,
    shortest: int = 20, **words: Any,
) -> Topics:
    """Topics of the paragraphs of ``texts`` for every number of topics in ``k``; none is picked.

    Paragraphs of ``shortest`` running words and more are factorised (tf-idf, Frobenius norm, started from the singular vectors;
    the same ``seed`` gives the same topics), over terms that ``least`` of them have and not more than half. Topics stand by their
    share of all weight. ``most`` terms describe a topic. Coherence is normalised pointwise mutual information in the paragraphs,
    exclusivity the topic's own part of its terms' weight, stability the average Jaccard of its terms with those found from
    ``seeds`` random starts on 80 % of the paragraphs (Greene, O'Callaghan and Cunningham 2014). ``words`` as of
    :func:`~textkit.compare.terms`.

    ``topics(corpus).numbers`` compares 5, 10, 15 and 20; ``topics(corpus, 12).plot()`` draws twelve. Raises TextkitError
    where there are fewer paragraphs or terms than topics.
    """
    import pandas as pd

    segmenter = Segmenter(**words)
    several = [k] if isinstance(k, int) else sorted(set(k))
    documents = as_documents(texts)
    counted = count_words(documents, segmenter, unit="paragraph")
    kept = [i for i, n in enumerate(counted.running) if n >= shortest]
    matrix, columns = _tf_idf(counted, kept, least)
    _check(several, seeds, matrix.shape)
    there = (counted.matrix[kept][:, columns] > 0).astype(np.int64)
    names = [counted.terms[c] for c in columns]
    rows: list[dict[str, Any]] = []
    numbers: list[dict[str, Any]] = []
    result_weights: dict[int, pd.DataFrame] = {}
    shares: dict[int, pd.DataFrame] = {}
    for number in several:
        solution = _factorised(matrix, number, seed)
        found = _described(solution, matrix, there, number, names, most, seeds, seed)
        rows += [{**row, **_shown(counted, kept, solution, topic)} for topic, row in enumerate(found)]
        numbers.append({"k": number, **{m: float(np.mean([row[m] for row in found])) for m in ("coherence", "exclusivity", "stability")},
                        "least_stable": min(row["stability"] for row in found), "error": solution.error})
        result_weights[number], shares[number] = _frames(counted, kept, solution, names)
    options = {"k": "、".join(map(str, several)), "seed": seed, "seeds": seeds, "most": most, "least": least, "shortest": shortest, **segmenter.options}
    result = Topics(rows, COLUMNS, documents, notes=_notes(counted, kept, columns, several), options=options)
    result.numbers, result.weights, result.shares = pd.DataFrame(numbers), result_weights, shares
    return result


def _check(several: Sequence[int], seeds: int, shape: tuple[int, int]) -> None:
    if not several or any(isinstance(n, bool) or not isinstance(n, (int, np.integer)) or n < 2 for n in several):
        raise TextkitError(f"主题数应是 2 以上的整数：{'、'.join(map(str, several))}")
    if max(several) >= min(shape):
        raise TextkitError(f"只有 {shape[0]} 段、{shape[1]} 个词，分不出 {max(several)} 个主题", hint="读入更多文件，或减小 k=、least=、shortest=")
    if seeds < 1:
        raise TextkitError("seeds 至少为 1：稳定性要换随机起点来看")


def _tf_idf(words: Words, kept: Sequence[int], least: int) -> tuple[csr_matrix, list[int]]:
    """Rows of length 1 for the passages kept, over terms that enough and not too many of them have."""
    from sklearn.feature_extraction.text import TfidfTransformer

    counts = words.matrix[list(kept)]
    having = counts.getnnz(axis=0)
    columns = [int(c) for c in np.flatnonzero((having >= least) & (having <= max(len(kept) / 2, least)))]
    if not columns:
        return counts[:, :0].astype(np.float64), []
    return TfidfTransformer(sublinear_tf=True).fit_transform(counts[:, columns]), columns


def _factorised(matrix: csr_matrix, k: int, seed: int, init: str = "nndsvda") -> _Solution:
    import warnings

    from sklearn.decomposition import NMF
    from sklearn.exceptions import ConvergenceWarning

    model = NMF(k, init=init, random_state=seed, max_iter=400, tol=1e-4)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", ConvergenceWarning)           # what is left is in the error that is reported
        passages = model.fit_transform(matrix)
    terms = model.components_
    scale = terms.sum(axis=1)                      # a topic's weight stands with the passages: its terms sum to 1
    passages, terms = passages * scale, terms / np.where(scale > 0, scale, 1.0)[:, None]
    order = sorted(range(k), key=lambda t: (-round(float(passages[:, t].sum()), 9), int(terms[t].argmax())))
    norm = float(np.sqrt(matrix.multiply(matrix).sum()))
    return _Solution(passages[:, order], terms[order], float(model.reconstruction_err_) / norm)


def _described(solution: _Solution, matrix: csr_matrix, there: csr_matrix, k: int, names: Sequence[str], most: int, seeds: int,
               seed: int) -> list[dict[str, Any]]:
    best = foremost(solution.terms, most)
    total = float(solution.passages.sum())
    stable = np.mean([agreement(best, _again(matrix, k, most, seed + 1 + n)) for n in range(seeds)], axis=0)
    together, own = coherence(best, there), exclusivity(best, solution.terms)
    return [{
        "k": k, "topic": t + 1, "label": "、".join(names[i] for i in terms[:3]), "terms": "、".join(names[i] for i in terms),
        "share": round(float(solution.passages[:, t].sum()) / total, 4), "coherence": round(together[t], 4),
        "exclusivity": round(own[t], 4), "stability": round(float(stable[t]), 4),
    } for t, terms in enumerate(best)]


def _again(matrix: csr_matrix, k: int, most: int, seed: int) -> list[list[int]]:
    """The foremost terms found from a random start on 80 % of the passages."""
    pick = np.random.default_rng(seed)
    rows = np.sort(pick.permutation(matrix.shape[0])[: max(k + 1, round(0.8 * matrix.shape[0]))])
    return foremost(_factorised(matrix[rows], k, seed, "random").terms, most)


def _shown(words: Words, kept: Sequence[int], solution: _Solution, topic: int) -> dict[str, Any]:
    """How many passages and documents have the topic as their largest, and the passage that it fills most."""
    largest = solution.passages.argmax(axis=1)
    mine = [i for i in range(len(kept)) if largest[i] == topic and solution.passages[i, topic] > 0]
    best = int(solution.passages[:, topic].argmax())
    return {
        "passages": len(mine), "documents": len({id(words.units[kept[i]].document) for i in mine}),
        **passage_of(_opening(words.units[kept[best]])),
    }


def _opening(unit: Unit) -> Passage:
    """The passage, a long one up to the end of a sentence."""
    start, end = unit.span
    if end - start > _LONG:
        stops = [m.end() for m in _STOP.finditer(unit.document.text, start, start + _LONG)]
        end = stops[-1] if stops else start + _LONG
    return Passage(unit.document, start, end)


def _frames(words: Words, kept: Sequence[int], solution: _Solution, names: Sequence[str]) -> tuple[pd.DataFrame, pd.DataFrame]:
    import pandas as pd

    numbers = range(1, len(solution.terms) + 1)
    weights = pd.DataFrame(solution.terms, index=pd.Index(numbers, name="topic"), columns=list(names))
    documents = words.documents
    row = {id(document): n for n, document in enumerate(documents)}
    sums = np.zeros((len(documents), len(solution.terms)))
    np.add.at(sums, [row[id(words.units[i].document)] for i in kept], solution.passages)
    total = sums.sum(axis=1, keepdims=True)
    table = frame("documents", documents)
    for n in numbers:
        table[f"topic_{n}"] = np.where(total[:, 0] > 0, sums[:, n - 1] / np.where(total[:, 0] > 0, total[:, 0], 1.0), np.nan)
    return weights, table


def _notes(words: Words, kept: Sequence[int], columns: Sequence[int], several: Sequence[int]) -> list[str]:
    used = {id(words.units[i].document) for i in kept}
    notes = [f"依据 {len(used)} 份文件的 {len(kept)} 段（共 {len(words.units)} 段，其余太短），{len(columns)} 个词；占比的分母是全部主题的权重之和",
             f"主题数试了 {'、'.join(map(str, several))}，没有代为选定：一致性、独有性、稳定性见 .numbers；名称只是前三个词，含义要读了段落再定"]
    silent = len(words.documents) - len(used)
    if silent:
        notes.append(f"{silent} 份文件没有够长的段落，没有计入")
    return notes
