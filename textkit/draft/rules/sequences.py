"""Runs of numbering: the enumerators of one level that belong together, as a reader follows them down the text.

An enumerator goes on with the run of its form that is open, or with the one that waits outside it; 1 begins a new run; a
heading of a higher form closes the runs below it. Only what stands at the head of a line is followed here; 一是…二是… inside lines is :mod:`series`.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from textkit.draft.manuscript import Manuscript
from textkit.structure.enumerators import Candidate

__all__ = ["RANK", "Run", "runs"]

#: The forms that GB/T 9704-2012 7.3.3 orders: 一、 （一） 1. （1）; chapters, sections and articles above them.
RANK = {"编": 0, "章": 1, "节": 2, "部分": 3, "cn": 4, "pcn": 5, "ar": 6, "par": 7}


@dataclass(slots=True)
class Run:
    """The enumerators of one run in order; ``outer`` is the form of the run that it stands in."""

    kind: str
    outer: str | None
    members: list[Candidate] = field(default_factory=list)
    held: Run | None = None

    def resumes(self, number: int) -> Run | None:
        """The run of the same form that waits while this one goes on inside it, where ``number`` goes on with that one."""
        if number == self.members[-1].number + 1:
            return None
        run = self.held
        while run is not None and run.members[-1].number + 1 != number:
            run = run.held
        return run


def _heads_line(candidate: Candidate) -> bool:
    return candidate.before == "line" and candidate.kind in RANK and not (candidate.loose and candidate.kind != "ar")


def runs(manuscript: Manuscript) -> Iterator[Run]:
    """The runs of numbering at the heads of lines, in the order in which they begin."""
    open_runs: list[Run] = []
    done: list[Run] = []
    for candidate in manuscript.enumerators:
        if not _heads_line(candidate):
            continue
        depth = next((i for i, run in enumerate(open_runs) if run.kind == candidate.kind), None)
        if depth is None:
            while open_runs and RANK[open_runs[-1].kind] > RANK[candidate.kind]:
                open_runs.pop()
            depth = len(open_runs)
        same = open_runs[depth] if depth < len(open_runs) else None
        if same is None or candidate.number == 1:
            del open_runs[depth:]
            open_runs.append(Run(candidate.kind, open_runs[-1].kind if open_runs else None, held=same))
            done.append(open_runs[-1])
        elif (waiting := same.resumes(candidate.number)) is not None:
            open_runs[depth] = waiting            # 一、二、 inside 二、 of the same form, and on with 三、
        del open_runs[depth + 1 :]
        open_runs[depth].members.append(candidate)
    yield from done
