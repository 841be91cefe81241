"""How accurate extraction is on a corpus, estimated from a coded sample.

Every thing drawn counts by the inverse of its inclusion probability. Intervals of shares are Wilson's (1927) with Kish's
effective sample size (1965); those of F1 are percentiles of a bootstrap within strata.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from math import sqrt
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

from textkit.compare.result import Result
from textkit.model import TextkitError
from textkit.validate.coding import CHOICES, QUESTIONS, canonical
from textkit.validate.sampling import FIELDS, Sample

if TYPE_CHECKING:
    import pandas as pd

__all__ = ["Accuracy", "accuracy", "wilson"]

LABELS = {
    "field": "字段", "code": "类别", "measure": "指标", "value": "估计值", "low": "95%下限", "high": "95%上限", "n": "依据样本数",
}
_MEASURES = {"precision": "精确率", "recall": "召回率", "f1": "F1", "accuracy": "准确率"}
_CONFUSED = ("field", "predicted", "coded", "sampled", "estimated")


class Accuracy(Result):
    """One row per field, class and measure, with 95 % interval. ``confusion`` counts predicted against coded classes.

    ``estimated`` in it is the number in the whole corpus: what a correction for misclassification starts from.
    """

    title = "准确度估计"
    labels = LABELS
    shown = tuple(LABELS)

    def __init__(self, *args: Any, confusion: Sequence[Mapping[str, Any]], sample: Sample, people: Sequence[str], truth: str | None,
                 **options: Any) -> None:
        super().__init__(*args, **options)
        self._confusion = tuple(confusion)
        self._sample, self._people, self._truth = sample, tuple(people), truth

    @property
    def confusion(self) -> pd.DataFrame:
        """Columns field, predicted, coded, sampled, estimated; one row per pair that occurs."""
        import pandas as pd

        return pd.DataFrame(list(self._confusion), columns=list(_CONFUSED))

    def to_confusion(self, path: str | Path, *, overwrite: bool = False) -> Path:
        """Write :attr:`confusion` as .csv, whole or not at all. Returns the path."""
        return Result(self._confusion, _CONFUSED, self.documents, notes=self.notes, options=self.options).to_csv(path, overwrite=overwrite)

    def methods(self, lang: str = "zh") -> str:
        """A paragraph for the methods section, with version, sample and figures; Chinese, or English with ``lang="en"``."""
        from textkit.report.labels import words
        from textkit.report.provenance import version

        chinese = words(lang) == 0
        of, seed = self._sample.options["of"], self._sample.options["seed"]
        drawn = len(self._sample)
        total = sum({row["stratum"]: row["population"] for row in self._sample.rows}.values())
        layers = len({row["stratum"] for row in self._sample.rows})
        figures = [row for row in self.rows if row["measure"] in ("accuracy", "precision", "recall") and row["value"] is not None]
        people = [name for name in self._people if name != self._truth] or list(self._people)
        if chinese:
            parts = [f"{_named(row['field'], row['code'])}{_MEASURES[row['measure']]} {row['value']:.3f}（95% 区间 {row['low']:.3f}–{row['high']:.3f}）"
                     for row in figures]
            return (f"抽取由 textkit {version()} 完成。从 {len(self.documents)} 篇文档的 {total} 处{_OF[of]}中按 {layers} 层随机抽取 {drawn} 处（种子 {seed}），"
                    f"由{'、'.join(people)}独立盲编，{self.options['truth']}。各项按入样概率的倒数加权：{'；'.join(parts)}。"
                    "比率的区间为 Wilson 区间（按 Kish 有效样本量）。")
        parts = [f"{row['measure']} of {row['field']}{' (' + row['code'] + ')' if row['code'] else ''} {row['value']:.3f} "
                 f"[95% CI {row['low']:.3f}, {row['high']:.3f}]" for row in figures]
        decided = f"the codes of {self._truth}" if self._truth else "the code of most"
        return (f"Extraction was done with textkit {version()}. Of {total} {of}s in {len(self.documents)} documents, {drawn} were drawn at random in {layers} "
                f"strata (seed {seed}) and coded blind by {', '.join(people)}; {decided} counted as true. Weighted by inverse inclusion probability: "
                f"{'; '.join(parts)}. Intervals of shares are Wilson intervals with Kish's effective sample size.")


def _named(name: str, code: str | None) -> str:
    """A field, and one of its classes, as Chinese readers call them: 功能（任务）."""
    return QUESTIONS[name][0] + (f"（{CHOICES[name][code]}）" if code else "")


_OF = {"segment": "语段", "task": "任务", "quantity": "数量"}


class _Coded(NamedTuple):
    predicted: str
    coded: str
    weight: float
    stratum: str


def accuracy(sample: Sample, codes: pd.DataFrame, *, truth: str | None = None, draws: int = 1000, seed: int = 0) -> Accuracy:
    """Precision, recall and accuracy of textkit on the corpus that ``sample`` was drawn from.

    ``codes`` are those of :func:`textkit.validate.read_coding`. ``truth`` names the coder who decides (one who settled the
    differences); without it the code of most counts, and things without a majority are left out and counted in the notes.
    Raises TextkitError where nothing of the sample was coded.

    A sample of tasks can only show precision; recall needs one of segments.
    """
    rows: list[dict[str, Any]] = []
    confusion: list[dict[str, Any]] = []
    notes: list[str] = []
    if not isinstance(sample, Sample) or not hasattr(codes, "columns"):
        raise TextkitError("accuracy 要样本和编码表", hint="accuracy(样本, read_coding(样本, {编码员: 文件}).codes)")
    people = [str(name) for name in dict.fromkeys(codes["coder"])]
    if truth is not None and truth not in people:
        raise TextkitError(f"没有编码员 {truth}", hint=f"有：{'、'.join(people)}")
    for name in FIELDS[sample.kind]:
        coded, split = _true(codes, name, truth)
        things = list(_matched(sample, name, coded))
        if split:
            notes.append(f"{name}：{split} 处编码员意见不一、没有多数，未计入")
        if not things:
            continue
        confusion += _confusion(name, things)
        rows += _by_class(name, things, draws, seed) if name in CHOICES else []
        rows.append(_share(name, None, "accuracy", things, lambda t: t.predicted == t.coded))
    if not rows:
        raise TextkitError("样本里没有一处有编码", hint="请先用 sample.to_coding 写出编码表，填好后用 read_coding 读回")
    return Accuracy(rows, tuple(LABELS), sample.documents, confusion=confusion, sample=sample, people=people, truth=truth,
                    notes=[*sample.notes, *notes], options={
        "coders": "、".join(people), "truth": f"以 {truth} 的编码为准" if truth else "以多数编码为准", "draws": draws, "seed": seed})


def _true(codes: pd.DataFrame, name: str, truth: str | None) -> tuple[dict[str, str], int]:
    """The code of each thing, and how many have no majority."""
    out: dict[str, str] = {}
    split = 0
    own = codes[codes["field"] == name]
    if truth is not None:
        own = own[own["coder"] == truth]
    for item, values in own.groupby("item", sort=False)["value"]:
        ranked = Counter(values).most_common(2)
        if len(ranked) > 1 and ranked[0][1] == ranked[1][1]:
            split += 1
        else:
            out[str(item)] = str(ranked[0][0])
    return out, split


def _matched(sample: Sample, name: str, coded: Mapping[str, str]) -> Iterator[_Coded]:
    for row in sample.rows:
        if row["item"] in coded:
            said = row.get(f"predicted_{name}")
            yield _Coded(str(said) if name in CHOICES else canonical(name, said), coded[row["item"]], 1 / row["probability"], row["stratum"])


def _confusion(name: str, things: Sequence[_Coded]) -> list[dict[str, Any]]:
    sampled: Counter[tuple[str, str]] = Counter()
    estimated: Counter[tuple[str, str]] = Counter()
    if name not in CHOICES:                       # free text has no classes: whether it is the same
        things = [t._replace(predicted="same" if t.predicted == t.coded else "other", coded="same") for t in things]
    for thing in things:
        sampled[thing.predicted, thing.coded] += 1
        estimated[thing.predicted, thing.coded] += thing.weight  # type: ignore[assignment]
    return [{"field": name, "predicted": a, "coded": b, "sampled": sampled[a, b], "estimated": round(estimated[a, b], 3)} for a, b in sorted(sampled)]


def _by_class(name: str, things: Sequence[_Coded], draws: int, seed: int) -> list[dict[str, Any]]:
    out = []
    for code in CHOICES[name]:
        said, true = [t for t in things if t.predicted == code], [t for t in things if t.coded == code]
        if not said and not true:
            continue
        if said:
            out.append(_share(name, code, "precision", said, lambda t: t.coded == t.predicted))
        if true and len({t.predicted for t in things}) > 1:
            out.append(_share(name, code, "recall", true, lambda t: t.coded == t.predicted))
            out.append(_f1(name, code, things, draws, seed))
    return out


def _share(name: str, code: str | None, measure: str, things: Sequence[_Coded], right: Any) -> dict[str, Any]:
    total = sum(t.weight for t in things)
    value = sum(t.weight for t in things if right(t)) / total
    low, high = wilson(value, total**2 / sum(t.weight**2 for t in things))
    return {"field": name, "code": code, "measure": measure, "value": value, "low": low, "high": high, "n": len(things)}


def wilson(share: float, n: float, z: float = 1.959964) -> tuple[float, float]:
    """Wilson's 95 % interval of a share of ``n``; ``wilson(0.8, 100)`` is about (0.711, 0.867)."""
    middle = (share + z * z / (2 * n)) / (1 + z * z / n)
    half = z * sqrt(share * (1 - share) / n + z * z / (4 * n * n)) / (1 + z * z / n)
    return max(0.0, middle - half), min(1.0, middle + half)


def _f1(name: str, code: str, things: Sequence[_Coded], draws: int, seed: int) -> dict[str, Any]:
    import numpy as np

    weight = np.array([t.weight for t in things])
    said = np.array([t.predicted == code for t in things])
    true = np.array([t.coded == code for t in things])
    layers = [np.flatnonzero([t.stratum == stratum for t in things]) for stratum in dict.fromkeys(t.stratum for t in things)]

    def value(pick: Any) -> float:
        w, s, t = weight[pick], said[pick], true[pick]
        both = (w * (s | t)).sum() + (w * (s & t)).sum()
        return float(2 * (w * (s & t)).sum() / both) if both else float("nan")

    generator = np.random.default_rng(seed)
    found = [value(np.concatenate([generator.choice(layer, len(layer)) for layer in layers])) for _ in range(draws)]
    low, high = np.nanpercentile(found, [2.5, 97.5]) if draws else (None, None)
    return {"field": name, "code": code, "measure": "f1", "value": value(slice(None)),
            "low": None if low is None else float(low), "high": None if high is None else float(high), "n": int((said | true).sum())}
