"""Which of a report's figures answers a target, and why the others do not."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from textkit.compare.indicators import parts_of
from textkit.compare.outcomes import converted
from textkit.compare.promises import Promise
from textkit.compare.reported import Figure, Report

__all__ = ["Choice", "choose"]

_PAIR = ("城镇居民人均可支配收入", "农村居民人均可支配收入")
_WHOLE = "居民人均可支配收入"


@dataclass(frozen=True, slots=True)
class Choice:
    """The figures that answer (none, one, or town and country apart), whether they can decide, and who was set aside.

    ``set_aside`` holds each other figure with its reason: 五年累计或年均, 其他年份, 不足全年, 口径不同, 总量而非增速, 已有同口径,
    计划数.
    """

    figures: tuple[Figure, ...]
    comparable: bool
    rule: str
    set_aside: tuple[tuple[Figure, str], ...] = ()


def choose(promise: Promise, report: Report) -> Choice:
    """The figures of ``report`` that answer ``promise``.

    A figure of the year and of the same measure comes first, then one that only stands near: of another count
    (出口 for 进出口), of another measure (a level for a growth). Those are shown and decide nothing.
    """
    name = promise.indicator.name
    own = report.of(name)
    aside: list[tuple[Figure, str]] = []
    fit = [f for f in own if _reason(f, promise, report) is None]
    aside += [(f, why) for f in own if (why := _reason(f, promise, report)) is not None]
    if fit:
        fit.sort(key=lambda f: (not _reached(f), f.rank, _stock_end(f), f.start))
        best = fit[0]
        rivals = [f for f in fit[1:] if f.basis != best.basis and (f.low, f.high) != (best.low, best.high) and _near(f, best)]
        same = next((f for f in (best, *rivals) if set(f.basis) == set(promise.basis)), None)
        if rivals and same is not None:              # the count that the target was set in decides
            rest = [f for f in fit if f is not same]
            aside += [(f, "口径不同" if f.basis != same.basis else "已用别处同一指标") for f in rest]
            return Choice((same,), True, "choice.same-count", tuple(aside))
        aside += [(f, "已用别处同一指标" if f not in rivals else "口径不同") for f in fit[1:]]
        if rivals:
            return Choice((best, rivals[0]), True, "choice.two-counts", tuple(aside))
        return Choice((best,), True, "choice.same", tuple(aside))
    if name == _WHOLE:
        pair = [_first(report.of(part), promise, report) for part in _PAIR]
        if pair[0] and pair[1]:
            return Choice((pair[0], pair[1]), True, "choice.town-and-country", tuple(aside))
    if name in _PAIR and (whole := _first(report.of(_WHOLE), promise, report)):
        return Choice((whole,), False, "choice.whole", tuple(aside))
    if promise.indicator.part_of and (wider := _first(report.of(promise.indicator.part_of), promise, report)):
        return Choice((wider,), False, "choice.whole", tuple(aside))
    for part in parts_of(name, report.extra):
        if part not in _PAIR and (narrow := _first(report.of(part), promise, report)):
            return Choice((narrow,), False, "choice.part", tuple(aside))
    other = [f for f in own if f.time.kind == "year" and f.change != _rate(promise) and f.rank < 3
             and _reason(f, promise, report) == "总量而非增速" and _of_year(f, report)]
    if other:
        other.sort(key=lambda f: (f.rank, f.start))
        return Choice((other[0],), False, "choice.other-measure", tuple(p for p in aside if p[0] is not other[0]))
    return Choice((), False, "choice.none", tuple(aside))


def _near(a: Figure, b: Figure) -> bool:
    """Whether two figures stand in one sentence or so: 同口径增长4.2%，自然口径下降6.3%."""
    return abs(a.start - b.start) < 60


def _rate(promise: Promise) -> bool:
    if promise.number is not None:
        return promise.is_rate
    return promise.indicator.nature not in ("ratio", "stock") or promise.indicator.name == "居民消费价格"


def _of_year(f: Figure, report: Report) -> bool:
    return f.time.kind == "year" and (f.time.year is None or report.year is None or f.time.year == report.year)


def _reason(f: Figure, promise: Promise, report: Report) -> str | None:
    """Why ``f`` cannot answer ``promise``; None where it can."""
    kind = f.time.kind
    if kind == "plan":
        return "计划数"
    if kind == "part":
        return "不足全年"
    if kind == "other":
        return "其他年份"
    if kind == "years":
        level = promise.number is not None and not promise.is_rate and not f.change
        if not (level and f.time.end and promise.indicator.nature in ("stock", "ratio")):
            return "五年累计或年均"
    elif not _of_year(f, report):
        return "其他年份"
    if f.change != _rate(promise):
        return "总量而非增速" if not f.change else "增速而非总量"
    if promise.number is not None and converted(f.low if f.low is not None else f.high, f.quantity.unit, promise.number.unit) is None:
        return "单位不同"
    return None


def _reached(f: Figure) -> bool:
    return f.quantity.kind == "achievement"


def _stock_end(f: Figure) -> bool:
    return f.time.kind == "years"


def _first(figures: Sequence[Figure] | Iterable[Figure], promise: Promise, report: Report) -> Figure | None:
    fit = [f for f in figures if _reason(f, promise, report) is None]
    return min(fit, key=lambda f: (not _reached(f), f.rank, _stock_end(f), f.start), default=None)
