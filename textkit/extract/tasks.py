"""Segments → tasks: joined across broken sentences, split by units, with attributions, deadlines, targets and items.

The rules are those of the specification: one task segment is one task, except that parts directed to different units
are different tasks, and segments that only complete one sentence are one task. An attribution (（责任单位：…）) is
joined to the task before it and holds for every task of the part that it closes.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from calendar import monthrange
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace

from textkit.extract import attribution, cues, deadlines, times, units
from textkit.extract.clauses import clauses, modality
from textkit.extract.items import items_of
from textkit.model import (
    Anchor,
    Deadline,
    Quantity,
    RelativeTarget,
    Section,
    Segment,
    Span,
    Task,
    Unit,
    fold,
    task_id,
)

__all__ = ["build"]

Target = Quantity | RelativeTarget


@dataclass(slots=True)
class _Draft:
    """A task while it is being put together."""

    start: int
    end: int
    first: int                                    # index of its first segment
    last: int
    units: list[Unit] = field(default_factory=list)
    deadline: Deadline | None = None
    rule: str = ""
    attributed: bool = False


_NAMING = re.compile(r"牵头|责任|负责|单位|主办|承办|督办")
_DUE = re.compile(r"时限|时间|期限|前完成|底前|月")
_ENDS = "。！？!?；;"
_ABOVE = re.compile(r"(?:以上|上述|前述|该项|这项|此项|该)(?:各?项)?(?:工作|任务|事项|要求|内容)[^，。；]{0,6}(?:要|应|须|于|在|必须|务必)")
_SUM = re.compile(r"(?:总体要求|总体思路|总的要求|指导思想|工作思路|总的思路|基本思路|总要求)(?:是|为)?[：:，]")
_TARGET_LEAD = re.compile(r"(?:预期|主要|发展|工作|具体|总体)?目标(?:任务)?(?:是|为|如下)?[，,：:]|预期目标(?:是|为)")


def build(
    text: str,
    segments: Sequence[Segment],
    sections: Sequence[Section],
    quantities: Sequence[Quantity],
    relatives: Sequence[RelativeTarget],
    anchor: Anchor,
    document: str,
    present_name: Callable[[str], str] = str,
) -> list[Task]:
    """The tasks of a document in order of appearance.

    ``segments`` carry their functions; spans are half-open in ``text``. Task ids rest on ``document``, the text of the
    task and its ordinal among equals; ``present_name`` gives a unit's canonical name.
    """
    targets: list[Target] = sorted([q for q in quantities if q.kind == "target"] + list(relatives), key=lambda t: t.span)
    drafts = _drafts(text, segments, targets)
    _attribute(text, segments, sections, drafts, anchor)
    drafts = _split(text, drafts)
    _date(text, segments, sections, drafts, targets, anchor)
    starts = [target.span.start for target in targets]
    out: list[Task] = []
    seen: Counter[str] = Counter()
    for draft in drafts:
        span = Span(draft.start, draft.end)
        named = [replace(unit, canonical=present_name(unit.name)) for unit in draft.units]
        words = text[draft.start : draft.end]
        own = tuple(targets[bisect_left(starts, draft.start) : bisect_left(starts, draft.end)])
        cut = clauses(words)
        # an item can have a time of its own only where the task has one
        due = times.find(text, draft.start, draft.end, anchor) if draft.deadline else []
        found = items_of(text, span, cut, own, named, due)
        first = next((item for item in found if item.action), None)
        action = first.action if first else None
        key = fold(words)
        seen[key] += 1
        out.append(Task(
            id=task_id(document, key, seen[key]), span=span, text=words, action=action,
            object=first.object if first else None, modality=modality(words, action), units=tuple(named),
            deadline=draft.deadline, targets=own, items=found, section=segments[draft.first].section, rule=draft.rule,
        ))
    return out


def _drafts(text: str, segments: Sequence[Segment], targets: Sequence[Target]) -> list[_Draft]:
    """One draft per task segment, those that complete a sentence joined to the one before."""
    out: list[_Draft] = []
    listing = False                               # inside a list of targets opened by 预期目标是：
    bracket = 0                                   # where an attribution that spans segments closes
    for i, segment in enumerate(segments):
        if segment.span.start < bracket and out:
            out[-1].end, out[-1].last = segment.span.end, i
            continue
        if segment.function != "task":
            listing = listing and segment.rule == "outline"
            continue
        sentence = text[segment.span.start : segment.span.end]
        previous = out[-1] if out else None
        adjacent = previous is not None and previous.last == i - 1
        if previous and adjacent and cues.is_attribution(sentence):
            previous.end, previous.last = segment.span.end, i
            continue
        if previous and adjacent and sentence[0] in "（(" and _closing(text, segment.span.start) > segment.span.end:
            stop = _closing(text, segment.span.start)
            if attribution.parse(text, segment.span.start, stop):
                previous.end, previous.last, bracket = segment.span.end, i, stop
                continue
        same = adjacent and previous is not None and segments[i - 1].paragraph == segment.paragraph
        if not same:
            listing = False
        if previous and adjacent and segment.rule != "outline" and _continues(
            text, segments[i - 1], segment, sentence, targets, listing=listing, same=same
        ):
            previous.end, previous.last = segment.span.end, i
            continue
        listing = _TARGET_LEAD.search(sentence) is not None and _has_target(*segment.span, targets)
        out.append(_Draft(segment.span.start, segment.span.end, i, i, rule=segment.rule))
    return out


def _closing(text: str, at: int) -> int:
    """Where the bracket that opens at ``at`` closes (half-open), ``at`` where it does not within 300 characters."""
    depth = 0
    for i in range(at, min(len(text), at + 300)):
        depth += (text[i] in "（(") - (text[i] in "）)")
        if depth == 0:
            return i + 1
    return at


def _has_target(start: int, end: int, targets: Sequence[Target]) -> bool:
    """Whether one of the targets, which are sorted, begins in ``[start, end)``."""
    at = bisect_left(targets, start, key=lambda t: t.span.start)
    return at < len(targets) and targets[at].span.start < end


def _continues(text: str, before: Segment, segment: Segment, sentence: str, targets: Sequence[Target], *, listing: bool,
               same: bool) -> bool:
    """Whether a segment only completes the sentence of the one before it."""
    tail = text[before.span.end - 1]
    if same and sentence.startswith("其中"):
        return not cues.is_firm_order(sentence)   # what a total is made of
    if same and _ABOVE.match(sentence):
        return True                               # 以上工作要在3月底前完成。 dates what stands above it
    body = cues.body(sentence)
    if body != sentence:
        return False                              # an enumerator opens something of its own
    if listing and same:
        # one more line of the list of targets: a number reached, no verb of its own
        return (_has_target(*segment.span, targets) or tail in "；;") and not cues.is_firm_order(body)
    if tail in "；;" and same and _SUM.search(text, before.span.start, before.span.start + 120):
        return True                               # one requirement after another, all under 总体要求是
    if tail in "；;" and same:
        # a list of objects: it ends as the one before did, and has no order of its own
        ending = sentence.rstrip("。；;")[-2:]
        return ending[-1:] not in "元%个人件家项户亩" and ending == text[before.span.start : before.span.end].rstrip("。；;")[-2:] and not cues.has_order(body) and (
            ending == "情况" or not cues.opens_with_verb(body)
        )
    # broken by a page or a line
    return tail not in _ENDS and tail not in "：:）)”" and before.rule != "outline"


def _attribute(text: str, segments: Sequence[Segment], sections: Sequence[Section], drafts: list[_Draft],
               anchor: Anchor) -> None:
    """Give every task of a part the units of the bracket or line that closes (or opens) the part."""
    leads_from = attribution.first_leads_from(text)
    floor = 0                                     # drafts before this one are covered by an earlier attribution
    for i, draft in enumerate(drafts):
        first_leads = leads_from is not None and leads_from <= draft.end
        found = attribution.find(text, draft.start, draft.end, first_leads=first_leads)
        if not found:
            continue
        named = _once([unit for _, several in found for unit in several])
        last = found[-1][0]
        closes = not text[last.end : draft.end].strip("。；;）) \n")
        # （…） behind a stop is a segment apart; on a line of its own it begins a paragraph
        where = next((k for k in range(draft.first, draft.last + 1) if segments[k].span.start >= last.start - 1), None)
        apart = where is not None
        own_line = bool(where) and segments[where].paragraph != segments[where - 1].paragraph  # type: ignore[index,operator]
        bounds = _bracket_deadline(text, last, anchor)
        covered = [draft]
        if closes:
            later = draft
            for other in reversed(drafts[floor:i]):
                # a bracket inside its sentence reaches back over its paragraph, one apart over its part
                if not apart and segments[other.last].paragraph != segments[draft.first].paragraph:
                    break
                if not (_same_part(segments, sections, other, later, draft)
                        or (own_line and _siblings(segments, sections, drafts, other, draft, i))):
                    break
                covered.append(other)
                later = other
            floor = i + 1
        for other in covered:
            if other is draft or not other.attributed:
                other.units = _once([*other.units, *named])
                other.attributed = True
                if bounds and other.deadline is None:
                    other.deadline = bounds
    # a line of its own that opens a part holds for the tasks below it
    for i, segment in enumerate(segments):
        if segment.function == "task":
            continue
        if segment.span.end - segment.span.start > 200 or not _NAMING.search(text, *segment.span):
            continue
        above = attribution.parse(text, segment.span.start, segment.span.end)
        if above:
            section = segment.section
            for draft in drafts:
                if draft.first > i and not draft.attributed and (
                    section is None or _within(sections, segments[draft.first].section, section)
                ):
                    draft.units, draft.attributed = _once([*draft.units, *above]), True
    for at, several in attribution.standing(text):
        for draft in drafts:
            if draft.start >= at:
                draft.units = _once([*draft.units, *several])


def _within(sections: Sequence[Section], child: int | None, ancestor: int) -> bool:
    while child is not None:
        if child == ancestor:
            return True
        child = sections[child].parent
    return False


def _same_part(segments: Sequence[Segment], sections: Sequence[Section], other: _Draft, later: _Draft, draft: _Draft) -> bool:
    """Whether a task before belongs to the part that the attribution at ``draft`` closes.

    The part starts at the heading above the attribution: the section's own, or a run-in heading of the paragraph.
    ``later`` is the task between them that was looked at last, or ``draft`` itself.
    """
    one, two = segments[other.first].section, segments[draft.first].section
    if one != two and not (one is not None and two is not None and _within(sections, one, two)):
        return False
    between = range(other.last + 1, later.first)
    return not any(segments[i].function == "heading" and segments[i].rule != "outline" for i in between)


def _siblings(segments: Sequence[Segment], sections: Sequence[Section], drafts: Sequence[_Draft], other: _Draft,
              draft: _Draft, i: int) -> bool:
    """Whether a bracket on a line of its own closes a part of numbered items, ``other`` being in one of them.

    It does where it stands below the last item of the part; a bracket of another item has stopped the walk before.
    """
    one, two = segments[other.first].section, segments[draft.first].section
    if one is None or two is None or sections[one].parent is None or sections[one].parent != sections[two].parent:
        return False
    after = segments[drafts[i + 1].first].section if i + 1 < len(drafts) else None
    return after is None or sections[after].parent != sections[two].parent


def _bracket_deadline(text: str, span: Span, anchor: Anchor) -> Deadline | None:
    """The time that stands in a bracket beside the units: （完成时限：6月底前）, （…，2031.6.30）"""
    if _DUE.search(text, span.start, span.end):
        found = next((d for d in times.find(text, span.start, span.end, anchor) if d.end_date or d.recurrence), None)
        if found is not None:
            return found
    match = _DOTTED.search(text, span.start, span.end)
    if match is None:
        return None
    year, month = int(match[1]), int(match[2])
    last = monthrange(year, month)[1]
    day = int(match[3]) if match[3] else last
    if day > last:
        return None
    end = f"{year:04}-{month:02}-{day:02}"
    return Deadline(match.group(), Span(*match.span()), end if match[3] else f"{year:04}-{month:02}-01", end, None, "dotted-date")


# 2031.6, 2031-06-30, 2031/6/30: how tables write dates
_DOTTED = re.compile(r"(?<=[：:，、；（( ])(20\d\d)[.\-/](1[0-2]|0?[1-9])(?:[.\-/](3[01]|[12]\d|0?[1-9]))?(?![\d.])")


def _once(named: Sequence[Unit]) -> list[Unit]:
    """Units in order of appearance, each name once (the first role stands)."""
    out: dict[str, Unit] = {}
    for unit in named:
        out.setdefault(unit.name, unit)
    return list(out.values())


def _split(text: str, drafts: Sequence[_Draft]) -> list[_Draft]:
    """Parts directed to different units become tasks of their own; each keeps what a bracket gave the whole."""
    out: list[_Draft] = []
    for draft in drafts:
        end = draft.end
        parts = units.parts(text, draft.start, end)
        if len(parts) < 2:
            own = parts[0][1] if parts else []
            out.append(replace(draft, units=_once([*own, *draft.units])))
            continue
        for span, own in parts:
            out.append(replace(draft, start=span.start, end=span.end, units=_once([*own, *draft.units])))
    return out


_STATE_LEAD = re.compile(r"(?:到|至|力争到|争取到)?(?:20\d\d|[“\"]?十[一二三四五]五)")


def _date(text: str, segments: Sequence[Segment], sections: Sequence[Section], drafts: Sequence[_Draft],
          targets: Sequence[Target], anchor: Anchor) -> None:
    """Deadlines: each task's own; the one that opens a list of goals holds for the goals after it."""
    carried: tuple[int, int | None, Deadline] | None = None
    opening: tuple[int, Deadline] | None = None
    for number, draft in enumerate(drafts):
        own = deadlines.bounding(text, Span(draft.start, draft.end), anchor)
        where = segments[draft.first]
        if carried and where.paragraph != carried[0] and not (
            carried[1] is not None and where.section is not None and sections[where.section].parent == carried[1]
        ):
            carried = None
        if not (own or (number and text[draft.start - 1] in "；;")):
            opening = None
        if own:
            # 力争到2033年，…；…；…: what opens the sentence holds for all that ； sets off
            early = own.span.start - draft.start <= 8 or own.quote.startswith(("到", "至"))
            opens = early and own.end_date is not None and _ABSOLUTE.search(own.quote)
            opening = (where.paragraph, own) if opens else None
            draft.deadline = own
            last = segments[draft.last]
            if draft.last > draft.first and _ABOVE.match(text, last.span.start):
                for other in drafts[max(0, number - 12) : number]:
                    if segments[other.first].section == where.section and other.deadline is None:
                        other.deadline = replace(own, rule=f"above:{own.rule}")
            if own.recurrence is None and _ABSOLUTE.search(own.quote) and (
                text[draft.end - 1] in "：:" or _is_goal_state(text, draft, targets)
                or (own.quote.startswith(("到", "至")) and _has_target(own.span.end, draft.end, targets))
            ):
                carried = (where.paragraph, where.section, own)
        elif opening and draft.deadline is None and where.paragraph == opening[0] and text[draft.start - 1] in "；;":
            draft.deadline = replace(opening[1], rule=f"carried:{opening[1].rule}")
        elif carried and draft.deadline is None and (
            _is_goal_state(text, draft, targets)
            or (where.section is not None and "目标" in sections[where.section].heading and where.paragraph == carried[0])
        ):
            draft.deadline = replace(carried[2], rule=f"carried:{carried[2].rule}")


# 今年 and 全年 open a whole report; only a named year or the end of a period holds for the goals after it
_ABSOLUTE = re.compile(r"\d{4}|[十二]?五[”\"]?[规末期]|[〇○二]{2}|年底|年末")


def _is_goal_state(text: str, draft: _Draft, targets: Sequence[Target]) -> bool:
    """A state to be reached rather than a thing to do: 常住人口城镇化率达到60%, 服务能力显著增强."""
    body = cues.body(text[draft.start : draft.end])
    if _STATE_LEAD.match(body):
        return True
    if cues.is_firm_order(body) or cues.opens_with_verb(body):
        return False
    return cues.is_goal(body) or _has_target(draft.start, draft.end, targets)
