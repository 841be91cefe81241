"""Which commitment of one report goes on as which of the next: each with its likeliest, and the parts of what was split or merged."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Literal

from textkit.compare.lineage.changes import change_of
from textkit.compare.lineage.character_pairs import pairs, sum_of_weights
from textkit.compare.lineage.commitments import Commitment
from textkit.compare.lineage.scoring import Evidence, compare

__all__ = ["THRESHOLD", "Kind", "Link", "link"]

Kind = Literal["main", "part", "again"]

THRESHOLD = 0.45
"""The least score of a link that is taken when nothing else is asked for."""

PART = 0.2           # a further part has to bring this share of what the whole says and no other part has said …
PART_SCORE = 0.55
PLAIN = 0.85         # … or to be this likely: a task that stands twice in one report, with the same figure


@dataclass(frozen=True, slots=True)
class Link:
    """Two commitments that are one task in two reports.

    ``kind`` is ``main``, ``part`` for a further part of what was split or merged, ``again`` where one of the reports says
    the same thing twice.
    """

    earlier: Commitment
    later: Commitment
    evidence: Evidence
    kind: Kind = "main"


def link(earlier: Sequence[Commitment], later: Sequence[Commitment], threshold: float = THRESHOLD) -> list[Link]:
    """The links between two lists of commitments, in the order of the earlier report.

    The likeliest pair is taken first; each commitment has one main link. What is left joins a link as a further part where
    it says something of the whole that the parts before do not: 推进澜亭隧道、环湖绿道建设 goes on as 澜亭隧道年底前通车 and
    推进环湖绿道南段建设.
    """
    found = compare(earlier, later, threshold)
    chosen = _main(found)
    kinds: list[tuple[Evidence, Kind]] = [(e, "main") for e in chosen]
    kinds += _parts(found, chosen, earlier, later)
    links = [Link(earlier[e.earlier], later[e.later], e, kind) for e, kind in kinds]
    return sorted(links, key=lambda k: (k.evidence.earlier, k.evidence.later))


def _main(found: Iterable[Evidence]) -> list[Evidence]:
    taken: tuple[set[int], set[int]] = set(), set()
    out = []
    for evidence in found:
        if evidence.earlier not in taken[0] and evidence.later not in taken[1]:
            taken[0].add(evidence.earlier)
            taken[1].add(evidence.later)
            out.append(evidence)
    return out


def _parts(found: Sequence[Evidence], chosen: Sequence[Evidence], earlier: Sequence[Commitment], later: Sequence[Commitment],
           ) -> list[tuple[Evidence, Kind]]:
    """Further parts, the likeliest first: of an earlier commitment (split), or into a later one (merger), never both at once."""
    by_earlier: dict[int, list[int]] = defaultdict(list)
    by_later: dict[int, list[int]] = defaultdict(list)
    for e in chosen:
        by_earlier[e.earlier].append(e.later)
        by_later[e.later].append(e.earlier)
    out: list[tuple[Evidence, Kind]] = []
    for e in found:
        if e.earlier in by_earlier and e.later not in by_later and len(by_later[by_earlier[e.earlier][0]]) == 1:
            whole, new, known = earlier[e.earlier], later[e.later], [later[n] for n in by_earlier[e.earlier]]
        elif e.earlier not in by_earlier and e.later in by_later and len(by_earlier[by_later[e.later][0]]) == 1:
            whole, new, known = later[e.later], earlier[e.earlier], [earlier[n] for n in by_later[e.later]]
        else:
            continue
        kind: Kind
        if e.score >= PART_SCORE and _brings(whole, new, known) >= PART:
            kind = "part"
        elif e.score >= PLAIN and not any(_differ(k, new) for k in known):
            kind = "again"
        else:
            continue
        out.append((e, kind))
        by_earlier[e.earlier].append(e.later)
        by_later[e.later].append(e.earlier)
    return out


def _differ(a: Commitment, b: Commitment) -> bool:
    change = change_of(a, b)
    return change is not None and change.amount != 0


def _brings(whole: Commitment, part: Commitment, known: Iterable[Commitment]) -> float:
    """Which share of what ``whole`` says stands in ``part`` and in none of the parts known."""
    said = {pair for other in known for pair in pairs(other.words)}
    all_of_it = set(pairs(whole.words))
    new = (all_of_it & set(pairs(part.words))) - said
    total = sum_of_weights(all_of_it)
    return sum_of_weights(new) / total if total else 0.0
