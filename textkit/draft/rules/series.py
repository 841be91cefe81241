"""一是…二是… inside a text: one that stands alone, one that skips or repeats.

Source: GB/T 9704-2012 7.3.3 by analogy; a series announces a second member with its first.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise

from textkit.draft.manuscript import Manuscript
from textkit.draft.rule import Example, Hit, Rule, hit
from textkit.draft.rules.numbering import label
from textkit.draft.rules.sequences import RANK
from textkit.structure.enumerators import Candidate

BASIS = "GB/T 9704-2012 7.3.3；公文校对惯例"
_FORMS = ("是", "要", "qi", "ord")
_FURTHER = re.compile(r"(?:另一?[个方]?[是面]|再一?[个是]|还有|此外|另外|同时|第?二[是，、要则])")
FAR = 4000                                        # characters after which a series is over


def _series(manuscript: Manuscript) -> Iterator[list[Candidate]]:
    """The series of one form each; a heading at the head of a line that numbers otherwise, or a new 一是, ends one."""
    open_: dict[str, list[Candidate]] = {}
    for candidate in manuscript.enumerators:
        if candidate.kind in RANK and candidate.before == "line" and not candidate.loose:
            yield from open_.values()
            open_ = {}
        elif candidate.kind in _FORMS and not candidate.loose and candidate.before != "none":
            run = open_.get(candidate.kind)
            if run is not None and (candidate.number == 1 or candidate.start - run[-1].end > FAR):
                yield run
                run = None
            if run is None:
                open_[candidate.kind] = [candidate]
            else:
                run.append(candidate)
    yield from open_.values()


def _alone(manuscript: Manuscript) -> Iterator[Hit]:
    for run in _series(manuscript):
        first = run[0]
        if len(run) == 1 and first.number == 1 and first.kind != "ord":
            after = manuscript.text[first.end : first.end + 600]
            if not _FURTHER.search(after):
                yield hit(first.start, first.end, here=first.label, next=_like(first, 2))


def _broken(manuscript: Manuscript) -> Iterator[Hit]:
    for run in _series(manuscript):
        if run[0].number != 1:
            continue
        for before, here in pairwise(run):
            right = _like(here, before.number + 1)
            if here.number != before.number + 1 and before.number - 1 <= here.number <= before.number + 3 \
                    and right not in manuscript.text[before.end : here.start]:
                yield hit(here.start, here.end, here=here.label, before=before.label, right=right)


def _like(candidate: Candidate, number: int) -> str:
    own = label(candidate.number, candidate.label)
    return candidate.label.replace(own, label(number, candidate.label))


RULES = (
    Rule(
        "series.alone", "warning", BASIS, ("有“{here}”而没有“{next}”", "there is {here} but no {next}"), _alone,
        ("补上“{next}”，或删去“{here}”", "add {next} or take {here} out"),
        fires=(Example("要抓好三件事。一是压实责任，落实到人。各部门要配合。"), Example("会议要求：一要压实责任。散会。")),
        silent=(Example("一是压实责任；二是落实资金。"), Example("方法统一是前提，一是一、二是二。"), Example("一是压实责任。另一个是落实资金。")),
    ),
    Rule(
        "series.broken", "error", BASIS, ("“{before}”之后是“{here}”", "{here} follows {before}"), _broken, ("改为“{right}”", "write {right}"),
        fires=(Example("一是抓早；二是抓小；四是抓实。"), Example("一是抓早。\n二是抓小。\n二是抓实。")),
        silent=(Example("一是抓早；二是抓小；三是抓实。一是人；二是钱。"), Example("第一、抓早。\n第二、一定要抓小。\n第三、抓实。"), Example("一要抓早，一是靠人，二是靠钱；二要抓小。")),
    ),
)
