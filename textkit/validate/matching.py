"""When two answers are the same: spans paired by overlap, stretches of text as sets, names, numbers and dates."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any

from textkit.model import fold

__all__ = ["Cover", "accepted", "alike", "deadline_answer", "deadline_answers", "folded", "pair", "same_number"]

Entry = Mapping[str, Any]
#: An end date and a recurrence; ``None`` where there is no deadline.
DeadlineAnswer = tuple[str | None, str | None] | None


def folded(value: object) -> str:
    """A value as names are compared: width, case, spaces and quotation marks folded, nothing as ``""``."""
    return fold(str(value)) if value else ""


def accepted(gold: object, predicted: object) -> bool:
    """Whether ``predicted`` is what the gold says; a gold list holds every answer that counts as right."""
    answers = gold if isinstance(gold, list) else [gold]
    return folded(predicted) in {folded(answer) for answer in answers}


def alike(gold: object, predicted: object) -> bool:
    """Whether two names share most of their characters (Dice ≥ 0.6): 调解成功率 and 纠纷调解成功率 do."""
    one, two = frozenset(folded(gold)), frozenset(folded(predicted))
    if one == two:
        return True
    shared = len(one & two)
    return shared > 0 and 2 * shared >= 0.6 * (len(one) + len(two))


def same_number(gold: object, predicted: object) -> bool:
    """Equal up to one in a million, or both absent."""
    if gold is None or predicted is None:
        return gold is predicted
    try:
        one, two = float(gold), float(predicted)  # type: ignore[arg-type]
    except (TypeError, ValueError):
        return False
    return abs(one - two) <= max(1.0, abs(one)) * 1e-6


def deadline_answer(deadline: Entry | None) -> DeadlineAnswer:
    """What a predicted deadline answers; one without a date and recurrence is ``("undated", None)``."""
    if not deadline:
        return None
    end, recurrence = deadline.get("end_date"), deadline.get("recurrence")
    if isinstance(end, list):
        end = end[0] if end else None
    return (end, recurrence) if end or recurrence else ("undated", None)


def deadline_answers(deadline: Entry | None) -> frozenset[DeadlineAnswer]:
    """Every answer that a gold deadline accepts: its end date may be a list."""
    ends = deadline.get("end_date") if deadline else None
    if deadline is None or not isinstance(ends, list):
        return frozenset({deadline_answer(deadline)})
    return frozenset(deadline_answer({**deadline, "end_date": end}) for end in ends)


def pair(
    gold: Sequence[Entry], predicted: Sequence[Entry], fits: Callable[[Entry, Entry], bool] | None = None,
    least: float = 0.5,
) -> list[tuple[int, int]]:
    """Indices of one-to-one pairs, the best overlap first; a pair shares at least ``least`` of its joint text.

    ``fits`` says whether two entries may be paired at all. Among equals the earlier gold entry, then the earlier
    predicted one goes first.
    """
    order = sorted(range(len(predicted)), key=lambda j: predicted[j]["start"])
    starts = [predicted[j]["start"] for j in order]
    longest = max((p["end"] - p["start"] for p in predicted), default=0)
    candidates: list[tuple[float, int, int]] = []
    for i, one in enumerate(gold):
        for rank in range(bisect_left(starts, one["start"] - longest), bisect_left(starts, one["end"])):
            two = predicted[order[rank]]
            shared = min(one["end"], two["end"]) - max(one["start"], two["start"])
            if shared <= 0:
                continue
            joint = max(one["end"], two["end"]) - min(one["start"], two["start"])
            if shared / joint >= least and (fits is None or fits(one, two)):
                candidates.append((-shared / joint, i, rank))
    free_gold, free_predicted = set(range(len(gold))), set(range(len(predicted)))
    pairs: list[tuple[int, int]] = []
    for _, i, rank in sorted(candidates):
        if i in free_gold and rank in free_predicted:
            free_gold.remove(i)
            free_predicted.remove(rank)
            pairs.append((i, order[rank]))
    return pairs


class Cover:
    """The characters inside any of some spans, kept as sorted stretches that do not touch.

    >>> one, two = Cover([(0, 4), (2, 6)]), Cover([(5, 9)])
    >>> len(one), len(one & two)
    (6, 1)
    """

    __slots__ = ("stretches",)

    def __init__(self, spans: Iterable[tuple[int, int]]) -> None:
        self.stretches: list[tuple[int, int]] = []
        for start, end in sorted(span for span in spans if span[0] < span[1]):
            if self.stretches and start <= self.stretches[-1][1]:
                last = self.stretches[-1]
                self.stretches[-1] = (last[0], max(last[1], end))
            else:
                self.stretches.append((start, end))

    @classmethod
    def of(cls, entries: Iterable[Entry]) -> Cover:
        return cls((entry["start"], entry["end"]) for entry in entries)

    def __len__(self) -> int:
        return sum(end - start for start, end in self.stretches)

    def __and__(self, other: Cover) -> Cover:
        shared: list[tuple[int, int]] = []
        i = j = 0
        while i < len(self.stretches) and j < len(other.stretches):
            one, two = self.stretches[i], other.stretches[j]
            shared.append((max(one[0], two[0]), min(one[1], two[1])))
            if one[1] < two[1]:
                i += 1
            else:
                j += 1
        return Cover(shared)
