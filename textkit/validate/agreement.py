"""How far people agree who coded the same things: Krippendorff's alpha and Cohen's kappa, with bootstrap intervals.

Alpha is computed from the coincidence matrix, as in Krippendorff, Computing Krippendorff's Alpha-Reliability (2011); it
takes any number of coders and missing codes. Kappa is scikit-learn's, of each pair of coders, averaged (Light 1971).
Intervals are percentiles of a bootstrap over the coded things.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import combinations
from typing import TYPE_CHECKING, Any, Literal

from textkit.compare.result import Result
from textkit.model import TextkitError

if TYPE_CHECKING:
    import numpy as np
    import pandas as pd
    from numpy.typing import NDArray

__all__ = ["Agreement", "Level", "agreement", "alpha"]

Level = Literal["nominal", "ordinal", "interval"]
LEVELS = ("nominal", "ordinal", "interval")

LABELS = {
    "field": "字段", "level": "测量层次", "items": "共同编码数", "coders": "编码员数", "agreement": "一致率", "alpha": "Krippendorff α",
    "alpha_low": "α 95%下限", "alpha_high": "α 95%上限", "kappa": "平均 Cohen κ", "kappa_low": "κ 95%下限", "kappa_high": "κ 95%上限",
}


class Agreement(Result):
    """One row per field: how many things two or more people coded, and how far they agree (1 is complete, 0 is chance)."""

    title = "编码一致性"
    labels = LABELS
    shown = tuple(LABELS)


def alpha(codes: Sequence[Sequence[Any]], level: Level = "nominal") -> float | None:
    """Krippendorff's alpha of ``codes``: one sequence per coder, all of one length, None where a coder gave none.

    ``ordinal`` takes values in their sorted order, ``interval`` numbers. None where fewer than two things were coded
    twice, or all codes are the same (there is nothing to vary). Raises TextkitError for other levels and unequal lengths.

    >>> alpha([["任务", "套语", "任务", "成绩"], ["任务", "套语", "成绩", "成绩"]])
    0.6666666666666667
    """
    table = _Table([list(row) for row in codes], level)
    return table.alpha()


def agreement(codes: pd.DataFrame, levels: Mapping[str, Level] | None = None, *, draws: int = 1000, seed: int = 0) -> Agreement:
    """How far coders agree, per field. ``codes`` has the columns item, coder, field, value (one code a row).

    ``levels`` gives the level of measurement of fields that are not nominal. ``draws`` bootstrap samples (0: no
    intervals) with the given ``seed``. Raises TextkitError where a column is missing, a coder coded a thing twice in one field,
    or nothing was coded by two people.
    """
    if not hasattr(codes, "columns"):
        raise TextkitError(f"要的是编码表（DataFrame），不是 {type(codes).__name__}", hint="先用 read_coding(样本, {编码员: 文件}) 读回编码，传它的 codes")
    missing = [name for name in ("item", "coder", "field", "value") if name not in codes.columns]
    if missing:
        raise TextkitError(f"编码表缺少列 {'、'.join(missing)}", hint="要有 item、coder、field、value 四列，一行一个编码")
    twice = codes[codes.duplicated(["item", "coder", "field"])]
    if len(twice):
        first = twice.iloc[0]
        raise TextkitError(f"编码员 {first['coder']} 对 {first['item']} 的字段 {first['field']} 编了两次", hint="一个编码员对一处的一个字段只能有一个编码")
    rows: list[dict[str, Any]] = []
    for name in dict.fromkeys(codes["field"]):
        row = _field(codes[codes["field"] == name], (levels or {}).get(name, "nominal"), draws, seed)
        if row is not None:
            rows.append({"field": name, **row})
    if not rows:
        raise TextkitError("没有一处是两个人都编了的，算不出一致性", hint="请至少两名编码员编同一份样本")
    everyone = list(dict.fromkeys(codes["coder"]))
    return Agreement(rows, tuple(LABELS), [], notes=[
        f"{len(everyone)} 名编码员：{'、'.join(map(str, everyone))}；区间为对样本重抽 {draws} 次的 95% 百分位区间（种子 {seed}）"],
        options={"draws": draws, "seed": seed, "levels": "、".join(f"{k}:{v}" for k, v in (levels or {}).items())})


def _field(codes: pd.DataFrame, level: Level, draws: int, seed: int) -> dict[str, Any] | None:
    import numpy as np

    wide = codes.pivot(index="item", columns="coder", values="value")
    wide = wide[wide.notna().sum(axis=1) >= 2]
    if not len(wide):
        return None
    columns = [[None if value != value or value is None else value for value in wide[coder]] for coder in wide.columns]
    table = _Table(columns, level)
    pairs = [(a, b) for a, b in combinations(columns, 2) if any(x is not None and y is not None for x, y in zip(a, b, strict=True))]
    picks = np.random.default_rng(seed).integers(0, len(wide), size=(draws, len(wide))) if draws else None
    out: dict[str, Any] = {
        "level": level, "items": len(wide), "coders": len(columns), "agreement": table.observed(), "alpha": table.alpha(),
        "kappa": _kappa(pairs, None),
    }
    if picks is not None:
        out["alpha_low"], out["alpha_high"] = _interval([table.alpha(pick) for pick in picks])
        out["kappa_low"], out["kappa_high"] = _interval([_kappa(pairs, pick) for pick in picks[:: max(1, draws // 200)]])
    return out


def _interval(values: Sequence[float | None]) -> tuple[float | None, float | None]:
    import numpy as np

    known = [value for value in values if value is not None]
    if len(known) < len(values) / 2:
        return None, None                         # most samples hold but one code: the interval would be of the rest
    low, high = np.percentile(known, [2.5, 97.5])
    return float(low), float(high)


def _kappa(pairs: Sequence[tuple[list[Any], list[Any]]], pick: NDArray[np.int64] | None) -> float | None:
    """Mean of Cohen's kappa over the pairs of coders; None where all codes are the same."""
    from sklearn.metrics import cohen_kappa_score

    found: list[float] = []
    for a, b in pairs:
        both = range(len(a)) if pick is None else pick
        kept = [(str(a[i]), str(b[i])) for i in both if a[i] is not None and b[i] is not None]
        if len({code for pair in kept for code in pair}) > 1:
            found.append(float(cohen_kappa_score([x for x, _ in kept], [y for _, y in kept])))
    return sum(found) / len(found) if found else None


class _Table:
    """The coincidences of each coded thing, so that alpha of any resample is a sum over things."""

    def __init__(self, codes: list[list[Any]], level: Level) -> None:
        import numpy as np

        if level not in LEVELS:
            raise TextkitError(f"没有这种测量层次：{level}", hint=f"可选 {'、'.join(LEVELS)}")
        if len({len(row) for row in codes}) > 1:
            raise TextkitError("每个编码员的编码数要一样多", hint="没有编码的地方写 None")
        try:
            values = sorted({float(v) if level == "interval" else v for row in codes for v in row if v is not None})
        except (TypeError, ValueError) as error:
            raise TextkitError(f"按 {level} 层次，编码要能排序、interval 要是数字", hint="混有文字和数字，或不是数字") from error
        place = {value: i for i, value in enumerate(values)}
        self.level, self.values = level, values
        self.by_item = np.zeros((len(codes[0]) if codes else 0, len(values), len(values)))
        for item in range(len(self.by_item)):
            given = [place[float(row[item]) if level == "interval" else row[item]] for row in codes if row[item] is not None]
            for a, b in combinations(given, 2):
                self.by_item[item, a, b] += 1 / (len(given) - 1)
                self.by_item[item, b, a] += 1 / (len(given) - 1)

    def observed(self) -> float | None:
        """The share of pairs of codes that are the same, each thing counting by the number of its codes."""
        import numpy as np

        total = self.by_item.sum()
        return float(np.trace(self.by_item.sum(axis=0)) / total) if total else None

    def alpha(self, pick: NDArray[np.int64] | None = None) -> float | None:
        """Alpha over all things, or over those of a resample."""
        together = self.by_item.sum(axis=0) if pick is None else self.by_item[pick].sum(axis=0)
        marginal = together.sum(axis=1)
        total = marginal.sum()
        if total < 2:
            return None
        apart = self._distance(marginal)
        expected = float(marginal @ apart @ marginal) / (total - 1)
        return float(1 - (together * apart).sum() / expected) if expected else None

    def _distance(self, marginal: NDArray[np.float64]) -> NDArray[np.float64]:
        """Squared differences between values: 0 or 1, by rank, or of the numbers."""
        import numpy as np

        size = len(self.values)
        if self.level == "nominal":
            return 1 - np.eye(size)
        if self.level == "interval":
            numbers = np.array(self.values, dtype=float)
            return np.asarray((numbers[:, None] - numbers[None, :]) ** 2)
        reach = np.cumsum(marginal)               # how many codes lie between two ranks, half of each end
        middle = reach - marginal / 2
        return np.asarray((middle[:, None] - middle[None, :]) ** 2)
