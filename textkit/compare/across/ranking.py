"""Place × indicator: each target with its rank, quartile and the target of the level above."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from typing import Any

from textkit.compare.across.reports import Report
from textkit.compare.panels import gap_above, panel

__all__ = ["LABELS", "ranked"]

LABELS = {
    "place": "地方", "code": "行政区划代码", "level": "层级", "indicator": "指标", "measure": "增速或总量", "low": "目标下限", "high": "目标上限",
    "unit": "单位", "comparator": "比较关系", "form": "目标形式", "modal": "语气词", "reference": "参照对象", "rank": "位次（由高到低）", "of": "参加排位的地方",
    "quartile": "四分位", "upper_place": "上级", "upper_low": "上级目标下限", "upper_high": "上级目标上限", "upper_gap": "与上级目标之差（百分点）", "quote": "原文",
    "document": "文档编号", "file": "文件", "quote_start": "原文起", "quote_end": "原文止",
}


def ranked(reports: Mapping[str, Report], uppers: Mapping[str, str], year: int, indicators: Sequence[str]) -> list[dict[str, Any]]:
    """One row per place, indicator and measure that its report sets for ``year`` (``form`` none where it sets none).

    ``rank`` counts from the highest number among the places of the same level whose target has the same unit; equals share
    the better rank. ``quartile`` 1 is the highest quarter; it is None below four places.
    """
    codes: dict[Any, str | None] = {r.document.id: r.code for r in reports.values()}
    rows = [{name: row.get(name) for name in LABELS} for row in panel([r.document for r in reports.values()], indicators).rows
            if row["horizon_end"] == year]
    for row in rows:
        row["code"] = codes[row["document"]]
    _above(rows, uppers)
    groups: dict[tuple[Any, ...], list[dict[str, Any]]] = defaultdict(list)
    for row in rows:
        if _number(row) is not None:
            groups[row["level"], row["indicator"], row["measure"], row["unit"]].append(row)
    for group in groups.values():
        values = sorted((_known(row) for row in group), reverse=True)
        for row in group:
            row["rank"], row["of"] = values.index(_known(row)) + 1, len(group)
            row["quartile"] = (row["rank"] - 1) * 4 // len(group) + 1 if len(group) >= 4 else None
    names, order = list(dict.fromkeys(row["indicator"] for row in rows)), list(reports)
    return sorted(rows, key=lambda row: (names.index(row["indicator"]), row["measure"] or "", row["level"], row["rank"] or len(rows), order.index(row["place"])))


def _above(rows: Sequence[dict[str, Any]], uppers: Mapping[str, str]) -> None:
    """The nearest level above that sets the indicator, the nation too, which no panel has."""
    targets = {(row["place"], row["indicator"], row["measure"], row["unit"]): row for row in reversed(rows) if _number(row) is not None}
    for row in rows:
        upper = uppers.get(row["place"])
        found = None
        while upper is not None and found is None:
            found, name = targets.get((upper, row["indicator"], row["measure"], row["unit"])), upper
            upper = uppers.get(upper)
        if found is not None:
            row |= {"upper_place": name, "upper_low": found["low"], "upper_high": found["high"]}
            row["upper_gap"] = gap_above(row, found)


def _number(row: Mapping[str, Any]) -> float | None:
    value = row["low"] if row["low"] is not None else row["high"]
    return None if value is None else float(value)


def _known(row: Mapping[str, Any]) -> float:
    value = _number(row)
    assert value is not None                     # rows without a number are in no group
    return value
