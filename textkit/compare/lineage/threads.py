"""Threads: a commitment and everything it is linked with, from its first to its last year."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from operator import itemgetter

from textkit.compare.joining import Joined
from textkit.compare.lineage.commitments import Commitment
from textkit.compare.lineage.linking import Link

__all__ = ["Thread", "threads_of"]

Node = tuple[int, int]           # year, number of the commitment in its report


@dataclass(frozen=True, slots=True)
class Thread:
    """``members`` (year → commitments of that year) of one task, in the order of the years; ``name`` is what the last one says."""

    number: int
    name: str
    members: Mapping[int, Sequence[Commitment]]

    @property
    def years(self) -> tuple[int, ...]:
        return tuple(self.members)


def threads_of(reports: Mapping[int, Sequence[Commitment]], links: Sequence[tuple[int, int, Link]]) -> tuple[list[Thread], dict[Node, int]]:
    """The threads of one place, the first to begin first, and the thread of each commitment (year, number in its report).

    ``links`` are (earlier year, later year, link). A commitment without links is a thread of one year.
    """
    nodes = sorted((year, n) for year, found in reports.items() for n in range(len(found)))
    joined = Joined(nodes)
    for first, second, link in links:
        joined.join((first, link.evidence.earlier), (second, link.evidence.later))
    groups: dict[Node, list[Node]] = defaultdict(list)
    for node in nodes:
        groups[joined.root(node)].append(node)
    threads: list[Thread] = []
    belongs: dict[Node, int] = {}
    for number, (_, own) in enumerate(sorted(groups.items(), key=itemgetter(0)), 1):
        members: dict[int, list[Commitment]] = defaultdict(list)
        for year, n in own:
            members[year].append(reports[year][n])
            belongs[year, n] = number
        threads.append(Thread(number, " ".join(members[max(members)][0].text.split()), dict(members)))
    return threads, belongs
