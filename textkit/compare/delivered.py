"""What was promised, and what the next report says came of it.

Each target of a report's 主要预期目标 (or of all its tasks) beside the figure that the next year's report gives, with the
signed gap and the outcome. Silence is ``not_reported``, never a failure; what was set aside is listed with the reason.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from textkit.compare.choosing import Choice, choose
from textkit.compare.inputs import Texts, base_year, pair_note, place_of, report_pairs
from textkit.compare.outcomes import Outcome, Tolerance, converted, judge
from textkit.compare.promises import Promise, Which, promises
from textkit.compare.relating import judge_relative
from textkit.compare.reported import Figure, Report
from textkit.compare.result import Result
from textkit.corpus.tables import section_at, section_path
from textkit.model import Document, TextkitError

__all__ = ["SHORT", "Delivery", "delivery", "outcome_of"]

SHORT = (
    "place", "indicator", "target_quote", "target_low", "target_high", "target_comparator", "unit", "direction",
    "actual_quote", "actual_low", "actual_high", "actual_unit", "outcome",
)
"""The columns that a promise-and-delivery table is exchanged in."""


LABELS = {
    "place": "地方", "year": "年份", "indicator": "指标", "target_quote": "目标原文", "target_low": "目标下限", "target_high": "目标上限",
    "target_comparator": "比较关系", "unit": "单位", "direction": "方向", "reference": "参照对象", "margin": "高出幅度", "modal": "语气词",
    "target_basis": "目标口径", "stretch": "争取目标", "stretch_quote": "争取目标原文", "actual_quote": "实绩原文", "actual_low": "实绩下限",
    "actual_high": "实绩上限", "actual_unit": "实绩单位", "gap": "实绩减目标", "outcome": "完成情况", "yardstick": "参照数", "yardstick_quote": "参照数原文",
    "flags": "提示", "set_aside": "未采用的数字", "rule": "规则", "earlier_document": "目标文档编号", "earlier_file": "目标文件",
    "earlier_section": "目标章节", "earlier_start": "目标原文起", "earlier_end": "目标原文止", "later_document": "实绩文档编号",
    "later_file": "实绩文件", "later_section": "实绩章节", "later_start": "实绩原文起", "later_end": "实绩原文止",
}
COLUMNS = tuple(LABELS)


class Delivery(Result):
    """Promise and delivery, one row per place, year and target; ``short()`` are the columns that are exchanged."""

    title = "目标完成情况"
    shown = ("place", "year", "indicator", "target_quote", "actual_quote", "gap", "outcome", "flags", "set_aside")
    passages: Mapping[str, str] = {"target_quote": "earlier_{}", "actual_quote": "later_{}"}
    paired = True
    labels = LABELS

    def short(self) -> list[dict[str, Any]]:
        """The rows with the columns of :data:`SHORT` alone."""
        return [{name: row.get(name) for name in SHORT} for row in self.rows]

    def counts(self) -> dict[str, int]:
        """How many rows have each outcome."""
        out: dict[str, int] = dict.fromkeys(("met", "about_met", "not_met", "not_comparable", "not_reported"), 0)
        for row in self.rows:
            out[row["outcome"]] += 1
        return out


def delivery(
    earlier: Texts, later: Texts | None = None, *, place: str | None = None, year: int | None = None,
    targets: Which = "main", tolerance: float = 0.5, share: float = 0.005, indicators: Sequence[str] = (),
) -> Delivery:
    """Compare the targets of ``earlier`` with what ``later`` reports: documents, corpora, or files and folders to read.

    With one corpus, each place's reports of successive years are paired; ``place`` and ``year`` (whose targets are
    meant) narrow it down. ``targets`` is ``main`` (the 主要预期目标) or ``all`` (every task). ``tolerance`` is what 左右 allows in
    percentage points, ``share`` for amounts. ``indicators`` are .tsv tables of your own, as ``lexicon/indicators.tsv``.
    Raises TextkitError where nothing can be paired.

    地区生产总值增长6%左右 in one year and 地区生产总值186亿元，增长5.7% in the next give actual 5.7, gap -0.3, ``about_met``.
    """
    if targets not in ("main", "all"):
        raise TextkitError(f"targets 应为 main 或 all，不是 {targets!r}")
    matched, missing = report_pairs(earlier, later, place, year)
    slack = Tolerance(tolerance, share)
    extra = tuple(indicators)
    rows: list[dict[str, Any]] = []
    notes = [pair_note(matched)]
    for a, b in matched:
        when = base_year(a, b)
        report = Report(b, when, extra)
        found = promises(a, targets, a.work_year or when, extra)
        if not found:
            missing.append(f"{place_of(a, b) or a.source.path}：没有找到主要预期目标")
        for promise in found:
            rows.append(_row(promise, choose(promise, report), report, a, b, slack))
    if missing:
        notes.append("缺：" + "；".join(missing))
    used = [d for pair in matched for d in pair]
    return Delivery(rows, COLUMNS, list({id(d): d for d in used}.values()), notes=notes, options={
        "targets": targets, "tolerance": tolerance, "share": share, "indicators": "、".join(extra)})


# ------------------------------------------------------------------ one row
def _row(promise: Promise, choice: Choice, report: Report, earlier: Document, later: Document, slack: Tolerance) -> dict[str, Any]:
    q = promise.number
    outcome, gap, low, high, quote, yards = outcome_of(promise, choice, report, slack)
    figures = choice.figures
    first = figures[0] if figures else None
    source = first.place.source if first else None
    return {
        "place": place_of(earlier, later), "year": base_year(earlier, later), "indicator": promise.indicator.name,
        "target_quote": _flat(promise.place.quote), "target_low": q.low if q else None, "target_high": q.high if q else None,
        "target_comparator": q.comparator if q else "relative",
        "unit": q.unit if q else _relative_unit(promise), "direction": promise.figure.direction,
        "reference": "、".join(t.reference for t in promise.relative) or None,
        "margin": next((t.margin for t in promise.relative if t.margin is not None), None),
        "modal": "、".join(promise.modal) or None, "target_basis": "、".join(promise.basis) or None,
        "stretch": promise.stretch_bound[0], "stretch_quote": promise.stretch_place.quote if promise.stretch_place else None,
        "actual_quote": quote, "actual_low": low, "actual_high": high,
        "actual_unit": first.quantity.unit if first else None, "gap": gap, "outcome": outcome,
        "yardstick": yards[0].low if yards else None, "yardstick_quote": _quotes(yards),
        "flags": _flags(promise, figures, choice), "set_aside": _aside(choice), "rule": f"{promise.rule}+{choice.rule}",
        "earlier_document": earlier.id, "earlier_file": earlier.source.path,
        "earlier_section": section_path(earlier, promise.section) or None,
        "earlier_start": promise.place.source.start, "earlier_end": promise.place.source.end,
        "later_document": later.id, "later_file": later.source.path,
        "later_section": section_path(later, section_at(later, first.start)) or None if first else None,
        "later_start": source.start if source else None, "later_end": source.end if source else None,
    }


def outcome_of(
    promise: Promise, choice: Choice, report: Report, slack: Tolerance,
) -> tuple[Outcome, float | None, float | None, float | None, str | None, tuple[Figure, ...]]:
    """Outcome and gap of a promise; the least and the most of the figures that answer it, their quotes, and the yardsticks."""
    outcome, gap, yards = _outcome(promise, choice, report, slack)
    figures = choice.figures
    return outcome, gap, _least([f.low for f in figures]), _most([f.high for f in figures]), _quotes(figures), yards


def _outcome(promise: Promise, choice: Choice, report: Report, slack: Tolerance) -> tuple[Outcome, float | None, tuple[Figure, ...]]:
    if not choice.figures:
        return "not_reported", None, ()
    q = promise.number
    if q is None:
        outcome, gap, yards = judge_relative(promise.relative, choice.figures, report, slack)
        return (outcome if choice.comparable else "not_comparable"), gap, yards
    verdicts = []
    for figure in choice.figures:
        unit = figure.quantity.unit
        low, high = converted(figure.low, unit, q.unit), converted(figure.high, unit, q.unit)
        if q.direction == "decrease" and figure.change:        # both as reductions
            low, high = (None if high is None else -high), (None if low is None else -low)
        verdicts.append(judge(promise.indicator, q.comparator, q.direction, q.unit, q.low, q.high, low, high, slack))
    gaps = [gap for _, gap in verdicts if gap is not None]
    gap = min(gaps) if gaps else None
    outcomes = {outcome for outcome, _ in verdicts}
    if not choice.comparable:
        same = choice.figures[0].change == promise.is_rate
        return "not_comparable", gap if same else None, ()
    if choice.rule == "choice.two-counts":
        return (verdicts[0][0] if len(outcomes) == 1 else "not_comparable"), verdicts[0][1], ()
    if len(outcomes) == 1:
        return outcomes.pop(), gap, ()
    if outcomes == {"met", "about_met"}:
        return "about_met", gap, ()
    return "not_comparable", gap, ()


def _least(values: Sequence[float | None]) -> float | None:
    known = [v for v in values if v is not None]
    return min(known) if known and len(known) == len(values) else None


def _most(values: Sequence[float | None]) -> float | None:
    known = [v for v in values if v is not None]
    return max(known) if known and len(known) == len(values) else None


def _flat(quote: str) -> str:
    return " ".join(quote.split())


def _quotes(figures: Sequence[Figure]) -> str | None:
    return "；".join(dict.fromkeys(_flat(f.place.quote) for f in figures)) or None


def _relative_unit(promise: Promise) -> str | None:
    margin = next((t.margin_unit for t in promise.relative if t.margin_unit), None)
    return margin or ("%" if not promise.indicator.units or "%" in promise.indicator.units else promise.indicator.units[0])


def _flags(promise: Promise, figures: Sequence[Figure], choice: Choice) -> str | None:
    out: list[str] = []
    for figure in figures:
        if figure.estimated:
            out.append("预计")
        out += figure.basis
        if figure.rule == "reported.flat":
            out.append("持平")
        if figure.time.kind == "years":
            out.append("期末数")
        if promise.number is not None and figure.quantity.unit != promise.number.unit:
            out.append("换算单位")
    if choice.rule == "choice.whole":
        out.append("只有总体数")
    elif choice.rule == "choice.part":
        out.append("只有部分数")
    elif choice.rule == "choice.other-measure":
        out.append("总量与增速不同")
    return "、".join(dict.fromkeys(out)) or None


def _aside(choice: Choice) -> str | None:
    return "；".join(dict.fromkeys(f"{_flat(f.place.quote)}（{why}）" for f, why in choice.set_aside)) or None

