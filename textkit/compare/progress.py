"""How far a text says that a thing has come: prepared, started, under way, finished, or behind.

The words are those of ``lexicon/progress.tsv``. What a plan asks for and what a report says are read with one list, so
that 开工 answers a plan to 开工 and does not answer a plan to 建成.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import Literal, cast

from textkit.lexicon import load

__all__ = ["Stage", "Wording", "answers", "asked", "told", "wordings"]

Stage = Literal["prepare", "start", "progress", "finish", "behind"]

_SOFT = re.compile("(?:加快|加速|推动|促进|正在|即将|有望|逐步|初步|力争|争取|着力|积极)$")
_LIST = re.compile("[、和与及]")
_MORE = re.compile("[^、和与及]{4,}")                # so much behind a verb is its object: 推进机制 ends with its verb, 推进城乡融合 does not
_ORDER: tuple[Stage, ...] = ("prepare", "start", "progress", "finish")


@dataclass(frozen=True, slots=True)
class Wording:
    """A word of progress at ``[start, end)`` of the text it was looked for in."""

    start: int
    end: int
    word: str
    stage: Stage


@lru_cache(maxsize=4)
def _rules(extra: tuple[str, ...]) -> tuple[tuple[re.Pattern[str], Stage], ...]:
    return tuple((re.compile(row.pattern), cast("Stage", row["stage"])) for row in load("progress", extra))


def wordings(text: str, extra: tuple[str, ...] = ()) -> list[Wording]:
    """The words of progress in ``text`` from left to right, of overlapping ones the longest: 未能按期开工 is behind alone."""
    found = [Wording(m.start(), m.end(), m[0], stage) for pattern, stage in _rules(extra) for m in pattern.finditer(text)]
    out: list[Wording] = []
    for w in sorted(found, key=lambda w: (w.start - w.end, w.start)):
        if all(w.end <= o.start or o.end <= w.start for o in out):
            out.append(w)
    return sorted(out, key=lambda w: w.start)


def asked(text: str, thing: str = "", extra: tuple[str, ...] = ()) -> Stage:
    """What a task asks for: the furthest stage that it names outside the ``thing`` it is about, or at that thing's end.

    力争开工铁路扩能改造项目 asks to ``start``, 老旧管网改造全面完成 to ``finish``; ``progress`` where none is named.
    """
    named = [w for w in wordings(text.replace(thing, "，") if thing and thing != text else text, extra) if w.stage != "behind"]
    named += [w for w in wordings(thing, extra) if w.end >= len(thing) - 1 and w.stage != "behind"]
    return max((w.stage for w in named), key=_ORDER.index, default="progress")


def told(clause: str, start: int, end: int, after: str = "", extra: tuple[str, ...] = ()) -> Wording | None:
    """The word of progress that goes with what stands at ``[start, end)`` of a clause; ``after`` is the clause that follows.

    The verb right before it (健全冷链物流推进机制), or before it in a list (完成甲和乙的改造); else the word behind it in its
    clause (冷链物流园9月开工); else any before it; else the first of the clause after (冷链物流园一期，年底建成). A word that says
    that it is late decides wherever it stands. None where there is none.
    """
    here = [_softened(w, clause) for w in wordings(clause, extra)]
    late = next((w for w in here if w.stage == "behind"), None)
    if late is not None:
        return late
    later = [w for w in here if w.start >= end]
    earlier = [w for w in here if w.end <= start]
    last = later[-1] if later and not _MORE.match(clause, later[-1].end) else None
    if last is not None and last.stage == "finish" and not _LIST.search(clause, end, last.start):
        return last                               # 加快甲建成投用: what stands last is how far it is
    if earlier and (not later or start - earlier[-1].end <= 2 or _LIST.search(clause, end, later[0].start)):
        return earlier[-1]
    if later:
        return later[0]
    inside = [w for w in here if start <= w.start and w.end <= end]
    if inside or end < len(clause) - 1:           # only a clause that ends with its subject goes on in the next
        return inside[-1] if inside else None
    return next((w for w in wordings(after, extra) if not _MORE.match(after, w.end)), None)


def _softened(word: Wording, clause: str) -> Wording:
    """加快落地 and 初步形成 are not yet there."""
    soft = word.stage == "finish" and _SOFT.search(clause, 0, word.start)
    return replace(word, stage="progress") if soft else word


def answers(reported: Stage | None, demanded: Stage) -> Literal["done", "under_way", "behind"]:
    """What a reported stage says of a demanded one: at least as far is done, except that to go on is never done.

    A plan to 推进 that is reported as 推进 is under way; as 建成 it is done. A plan to 开工 reported as 建设加快 is done.
    """
    if reported == "behind":
        return "behind"
    if reported is None:
        return "under_way"
    if reported == "finish":
        return "done"
    if demanded in ("prepare", "start") and _ORDER.index(reported) >= _ORDER.index("start"):
        return "done"
    return "under_way"
