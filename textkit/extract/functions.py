"""What each segment does: task, heading, achievement, problem, quoted, exposition, formula or noise.

Two passes. :func:`parts_of` says for every segment which part of the document it stands in (a part that reviews, that
lists problems, that argues, that lays out work), from the headings above it, the kind of document, and sentences of
transition (我们也清醒地看到，…). :func:`label` then lets the sentence's own words speak, and the part decide where they
are silent: a bare verb phrase is an order in a part that lays out work and a report in one that looks back.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise

from textkit.extract import cues
from textkit.extract.runin import is_run_in_heading, is_short_first, is_state_label
from textkit.extract.statements import is_condition, is_gloss, is_identity, is_statement, lays_out
from textkit.model import DocType, Function, Level, Section, Segment

__all__ = ["label", "parts_of"]

#: What a kind of document does before its first telling heading.
OPENING: dict[str, str] = {
    "work_report": "review", "summary": "review", "research_report": "review", "work_plan": "plan", "notice": "plan",
    "opinion": "plan", "speech": "mixed", "other": "plan",
}


#: What the lines around the body are, by the rule of the structure step.
_LINES: dict[str, Function] = {
    "addressee": "formula", "greeting": "formula", "trailer": "formula", "credit": "noise", "title": "heading",
    "annex-title": "heading", "byline": "heading", "date-line": "heading", "doc-number": "heading", "signature": "heading",
}


@lru_cache(maxsize=4096)
def part_of_heading(heading: str) -> str | None:
    """The part that a heading opens, by the list ``parts``: ``part_of_heading("存在的主要问题")`` is ``"problem"``."""
    return cues.first_part(heading)


def _opening(sections: Sequence[Section], doc_type: DocType) -> str:
    """What a document does before its first telling heading; a report that no heading divides mixes both."""
    if doc_type == "work_report" and not any(part_of_heading(s.heading) == "plan" for s in sections):
        return "mixed"
    return OPENING[doc_type]


_YEAR = re.compile(r"20\d\d(?=年)")


def _by_year(heading: str, work_year: int | None) -> str | None:
    """A report's heading by the year that it names: 2030年主要工作 in the report for 2031 looks back."""
    years = [int(y) for y in _YEAR.findall(heading)]
    if not years or work_year is None or "规划" in heading:
        return None
    return "review" if max(years) < work_year else "plan"


def section_parts(sections: Sequence[Section], doc_type: DocType, work_year: int | None = None) -> list[tuple[str, bool]]:
    """For each section its part, and whether its own heading said so.

    A neutral heading does what the heading above it does; at the top level, what the section before it did (after
    二、今年工作的总体部署 come headings such as 三、扩大内需 that lay out work too).
    """
    found: list[tuple[str, bool]] = []
    previous = _opening(sections, doc_type)
    for section in sections:
        own = part_of_heading(section.heading)
        if own in ("review", "problem") and doc_type in _ORDERING and cues.opens_with_verb(section.heading):
            own = None                            # 开展落实情况督查 in a policy is work to do
        if doc_type == "work_report" and section.parent is None and own in (None, "plan"):
            own = _by_year(section.heading, work_year) or own
        if _ARTICLE.match(section.label):
            own = "article"
        above = found[section.parent] if section.parent is not None else None
        if own == "plan" and above and above[0] in ("review", "problem", "cause") and above[1]:
            own = None                            # 目标完成情况, 保障有力 below a review stay a review
        if own == "review" and above and above[0] == "plan" and above[1]:
            own = None
        if own is None:
            part = above[0] if above else previous
        else:
            part = own
        found.append((part, own is not None))
        if section.parent is None:
            if part not in ("meaning", "problem", "cause"):
                previous = part
            elif doc_type == "speech":
                previous = "mixed"
            elif doc_type == "research_report":
                previous = "plan"
    return found


def parts_of(text: str, segments: Sequence[Segment], sections: Sequence[Section], doc_type: DocType,
             work_year: int | None = None) -> list[str]:
    """The part of the document that each segment stands in: review, problem, meaning, plan or mixed."""
    by_section = _weighed(text, segments, sections, section_parts(sections, doc_type, work_year), doc_type)
    out: list[str] = []
    state: str | None = None                      # set by a sentence of transition
    until: tuple[str, int] | None = None          # and holds until the paragraph or the section ends
    last_section: int | None = None
    opening = _opening(sections, doc_type)
    if opening == "plan" and sections:
        opening = "preamble"                      # what a policy says before its first heading
    for segment in segments:
        if segment.section != last_section:
            last_section = segment.section
            if until and not (until[0] == "section" and segment.section is not None
                              and _inside(sections, segment.section, until[1])):
                state, until = None, None
        if until and until[0] == "paragraph" and segment.paragraph != until[1]:
            state, until = None, None
        base = by_section[segment.section][0] if segment.section is not None else opening
        if segment.rule != "outline":
            sentence = text[segment.span.start : segment.span.end]
            turn = cues.transition(sentence)
            if turn == "problem" and base in ("review", "mixed", "meaning", "plan", "preamble"):
                state = "problem"
                until = ("section", segment.section if segment.section is not None else -1) if sentence[-1] in "：:" \
                    else ("paragraph", segment.paragraph)
                out.append("turn" if sentence[-1] in "：:" else "problem")
                continue
            if (turn == "plan" and base == "mixed") or (base in ("review", "mixed") and cues.opens_targets(sentence)):
                state, until = "plan", ("section", segment.section if segment.section is not None else -1)
            elif turn == "review" and base == "mixed":
                state, until = "review", ("paragraph", segment.paragraph)
        out.append(state or base)
    return out


def _weighed(text: str, segments: Sequence[Segment], sections: Sequence[Section], parts: list[tuple[str, bool]],
             doc_type: DocType) -> list[tuple[str, bool]]:
    """Reports whose headings do not tell: a part taken for a review by its place alone, but full of orders, lays out work."""
    if doc_type != "work_report":
        return parts
    tops = [_top(sections, i) for i in range(len(sections))]
    doubtful = {i for i, s in enumerate(sections) if s.parent is None and parts[i] == ("review", False)}
    if not doubtful:
        return parts
    counts = dict.fromkeys(doubtful, (0, 0))
    for segment in segments:
        if segment.section is not None and tops[segment.section] in doubtful:
            all_, orders = counts[tops[segment.section]]
            order = cues.is_firm_order(text[segment.span.start : segment.span.end])
            counts[tops[segment.section]] = (all_ + 1, orders + order)
    turned = {i for i, (all_, orders) in counts.items() if orders >= 3 and orders >= _ORDERS * all_}
    return [
        ("plan", False) if tops[i] in turned and part == ("review", False) else part for i, part in enumerate(parts)
    ]


#: In reviews one sentence in forty has 要 or 必须; in parts that lay out work, one in five.
_ORDERS = 0.12


def _top(sections: Sequence[Section], index: int) -> int:
    while (parent := sections[index].parent) is not None:
        index = parent
    return index


_ORDERING = frozenset(("notice", "opinion", "work_plan", "other"))
_ARTICLE = re.compile(r"第.{1,8}条")


def _inside(sections: Sequence[Section], child: int, ancestor: int) -> bool:
    at: int | None = child
    while at is not None:
        if at == ancestor:
            return True
        at = sections[at].parent
    return False


def label(text: str, segments: Sequence[Segment], sections: Sequence[Section], doc_type: DocType,
          level: Level = "unknown", work_year: int | None = None) -> list[Segment]:
    """The segments with their ``function`` and the rule that found it; spans, sections and paragraphs stay as given.

    ``segments`` carry the provisional rules of the structure step (``outline`` for the heading of a node, ``title``,
    ``byline``, ``addressee`` …). Nothing is raised.
    """
    parts = parts_of(text, segments, sections, doc_type, work_year)
    parallel = _parallel(text, segments, parts)
    out: list[Segment] = []
    last = len(segments) - 1
    for i, segment in enumerate(segments):
        sentence = text[segment.span.start : segment.span.end]
        function, rule = _decide(text, segments, sections, parts, i, sentence, last, out, parallel, doc_type, level == "national")
        out.append(Segment(segment.span, segment.section, segment.paragraph, function, rule))
    return out


@dataclass(frozen=True, slots=True)
class _Parallel:
    """Paragraphs, and sentences inside them, that open alike: what headings do and single orders do not."""

    paragraphs: frozenset[int]
    sentences: frozenset[int]


_LISTED = re.compile("[，、]")


def _parallel(text: str, segments: Sequence[Segment], parts: Sequence[str]) -> _Parallel:
    """Paragraphs that open with a short sentence beside one that does too, and short sentences of one mould.

    打造新能源产业集群。 … 打造新材料产业集群。 … inside a paragraph or a section are headings where three or more
    begin and end alike; so are three or more of one length in a paragraph, each with a longer sentence behind it:
    突出企业主体。 … 强化基础研究。 … 加快成果转化。 …
    """
    firsts: list[tuple[int, int | None, bool]] = []
    moulds: dict[tuple[int | None, str, str], list[int]] = {}
    states: dict[int, list[int]] = {}
    even: dict[tuple[int, int], list[int]] = {}
    for i, segment in enumerate(segments):
        if segment.rule == "outline":
            continue
        sentence = text[segment.span.start : segment.span.end]
        short = is_short_first(sentence)
        several = i + 1 < len(segments) and segments[i + 1].paragraph == segment.paragraph
        if several and parts[i] == "review" and is_state_label(sentence):
            states.setdefault(segment.paragraph, []).append(i)
        if short and several and len(sentence) <= 9 and not _LISTED.search(sentence) \
                and segments[i + 1].span.end - segments[i + 1].span.start >= 2.5 * len(sentence):
            even.setdefault((segment.paragraph, len(sentence)), []).append(i)
        if short and several and len(sentence) <= 24:
            moulds.setdefault((segment.section, sentence[:2], sentence[-5:]), []).append(i)
        if not i or segments[i - 1].paragraph != segment.paragraph or segments[i - 1].rule == "outline":
            firsts.append((segment.paragraph, segment.section, several and short))
    paragraphs: set[int] = set()
    for (one, section, short), (two, other, too) in pairwise(firsts):
        if short and too and section == other:
            paragraphs |= {one, two}
    alike = {i for found in moulds.values() if len(found) >= 3 for i in found}
    alike |= {i for found in even.values() if len(found) >= 3 for i in found}
    alike |= {i for found in states.values() if len(found) >= 2 for i in found if i + 1 not in found}
    return _Parallel(frozenset(paragraphs), frozenset(alike))


def _decide(text: str, segments: Sequence[Segment], sections: Sequence[Section], parts: Sequence[str], i: int,
            sentence: str, last: int, before: Sequence[Segment], parallel: _Parallel,
            doc_type: DocType, national: bool) -> tuple[Function, str]:
    segment, part = segments[i], parts[i]
    if segment.rule == "trailer" and sentence.startswith("附"):
        return "exposition", "annex-line"
    if segment.rule in _LINES:
        return _LINES[segment.rule], segment.rule
    if segment.rule == "outline":
        kind = _outline_kind(text, segments, sections, parts, i, sentence)
        if kind is not None:
            return kind
    if not _WORDS.search(sentence):
        return "exposition", "no-words"
    body = cues.body(sentence)
    if cues.is_attribution(body):
        return "task", "attribution"
    if cues.is_formula(body, near_end=i >= last - 4, near_start=i <= 6):
        return "formula", "formula"
    if i in parallel.sentences:
        return "heading", "parallel-heading"
    follows = i < last and segments[i + 1].paragraph == segment.paragraph and segments[i + 1].rule != "outline"
    if follows and part in ("plan", "review", "mixed", "problem"):
        after = text[segments[i + 1].span.start : segments[i + 1].span.end]
        first = i == 0 or segments[i - 1].paragraph != segment.paragraph
        under = not first and bool(before) and before[-1].function == "heading"
        if is_run_in_heading(
            body, after, first=first, parallel=segment.paragraph in parallel.paragraphs, under_heading=under, part=part
        ) and not cues.is_argument(body):
            return "heading", "run-in-heading"
    if not follows and part in ("plan", "review", "mixed") and _heads_next(text, segments, i, sentence):
        return "heading", "heading-line"
    if body[-1:] in "：:" and (_LABEL.match(body) or (follows and _SHORT_LABEL.match(body) and not cues.is_announcement(body))):
        return "heading", "label-line"
    return by_words(body, part, spoken=doc_type == "speech" and body == sentence, national=national)


_SHORT_LABEL = re.compile(r"[^，。；要把将以\d]{2,10}[：:]$")
_WORDS = re.compile(r"[\u4e00-\u9fff]|[A-Za-z]{2}")
_LABEL = re.compile(r"[^，。；要把将]{2,10}(?:目标|任务|措施|要求|内容|原则|对象|范围)[：:]$")


def _heads_next(text: str, segments: Sequence[Segment], i: int, sentence: str) -> bool:
    """A short sentence on a line of its own, above a paragraph that elaborates it: 继续实施积极的财政政策。"""
    if len(sentence) > 20 or "，" in sentence or not is_short_first(sentence) or i + 2 >= len(segments):
        return False
    if i and segments[i - 1].paragraph == segments[i].paragraph:
        return False
    after = segments[i + 1]
    if after.rule or after.section != segments[i].section:
        return False
    end = i + 1
    while end < len(segments) and segments[end].paragraph == after.paragraph:
        end += 1
    return end - i - 1 >= 2 and segments[end - 1].span.end - after.span.start >= 60


def _outline_kind(text: str, segments: Sequence[Segment], sections: Sequence[Section], parts: Sequence[str], i: int,
                  sentence: str) -> tuple[Function, str] | None:
    """Heading where something stands below it; otherwise what its words and its part say (None: let them)."""
    segment = segments[i]
    follows = i + 1 < len(segments) and (
        segments[i + 1].section == segment.section
        or (segments[i + 1].section is not None and segment.section is not None
            and sections[segments[i + 1].section].parent == segment.section)  # type: ignore[index]
    )
    if not follows:
        return None
    after = text[segments[i + 1].span.start : segments[i + 1].span.end]
    if cues.is_attribution(after) and (len(sentence) > 24 or sentence[-1] in "。；;"):
        return None                               # only who is answerable follows: it is the order itself
    section = sections[segment.section] if segment.section is not None else None
    if section is not None and _ARTICLE.match(section.label) and sentence[-1] in "。；;":
        return None                               # an article is text, not the head of any
    set_apart = segments[i + 1].paragraph != segment.paragraph
    if set_apart and sentence[-1] not in "。；;":
        return "heading", "outline"
    body = cues.body(sentence)
    strong = section is not None and cues.is_major_label(section.label, text[section.span.start : section.span.end])
    if sentence[-1] in "；;":
        return None                               # one of a list, not the head of anything
    digits = section is not None and section.label[:1].isdigit()
    limit = 48 if strong or cues.is_argument(body) else 34 if section is not None and section.label[-1:] in "是要" else 24
    if digits and not set_apart and not cues.is_argument(body) and (len(body) > 18 or "，" in body):
        return None                               # 1.推进…，加快…。 is an order by itself
    if len(body) <= limit and (strong or body.count("、") < 3) and not cues.is_own_order(body):
        return "heading", "outline"
    return None


def by_words(body: str, part: str, *, spoken: bool = False, national: bool = False) -> tuple[Function, str]:
    """The function by the sentence's own words (``body``: without its enumerator), the part deciding where they are silent.

    ``spoken``: a plain sentence of a speech, where silence is an aside rather than an order.
    """
    if part != "review" and cues.ends_attributed(body):
        return "task", "attributed"
    if part in ("plan", "mixed") and cues.is_requirement(body):
        return "task", "requirement"
    if cues.is_quoted(body, national=national):
        if part == "plan" and cues.is_strong_order(body) and not cues.is_demand_of_others(body):
            return "task", "order-after-source"
        return "quoted", "quoted"
    if is_gloss(body):
        return "exposition", "gloss"
    if cues.is_announcement(body):
        return "exposition", "announcement"
    if part == "turn" or (part == "problem" and body[-1:] in ("：", ":")):
        return "exposition", "announcement"
    function, rule = _BY_PART.get(part, _mixed)(body)
    if spoken and function in ("task", "achievement") and cues.is_digression(body) and not cues.is_assignment(body) \
            and not cues.opens_with_order(body):
        return "exposition", "digression"
    return ("exposition", "aside") if spoken and rule == "plan-part" and not cues.is_goal(body) else (function, rule)


def _in_plan(body: str) -> tuple[Function, str]:
    if body.startswith("预计"):
        return "exposition", "forecast"
    if cues.is_rhetorical(body):
        return "exposition", "rhetorical"
    if is_identity(body):
        return "exposition", "statement"
    strong = cues.is_strong_order(body)
    if strong and not (cues.is_principle(body) or cues.is_definition(body)):
        return "task", "order"
    if cues.is_assignment(body):
        return "task", "assignment"
    if cues.is_argument(body):
        return "exposition", "argument"
    if cues.is_finding(body):
        return ("problem", "lack") if cues.is_problem(body) else ("achievement", "past")
    opens = cues.opens_with_verb(body)
    if not opens and cues.is_problem(body, 2):
        return "problem", "lack"
    if cues.has_order(body):
        return "task", "order"
    if is_condition(body):
        return "exposition", "condition"
    if opens and not cues.is_done(body):
        return "task", "bare-verb-in-plan"
    if cues.is_past(body):
        return "achievement", "past"
    if cues.is_problem(body) and not (cues.is_goal(body) or cues.is_handled(body)):
        return "problem", "lack"
    if cues.is_couplet(body):
        return "exposition", "couplet"
    if is_statement(body) or not lays_out(body):
        return "exposition", "statement"
    return "task", "plan-part"


def _in_problem(body: str) -> tuple[Function, str]:
    if cues.is_resolve(body):
        return "task", "resolve"
    lacks = cues.is_problem(body)
    if cues.is_firm_order(body) and (not lacks or cues.opens_with_order(body)):
        return "task", "order"
    if not lacks and cues.is_assignment(body):
        return "task", "assignment"
    if not lacks and cues.is_accomplished(body):
        return "achievement", "past"
    return "problem", "problem-part"


def _in_cause(body: str) -> tuple[Function, str]:
    return ("problem", "lack") if cues.is_problem(body) else ("exposition", "cause-part")


def _in_review(body: str) -> tuple[Function, str]:
    if cues.is_request(body):
        return "task", "request"
    if cues.is_dear_bought(body):
        return "exposition", "dear-bought"
    if cues.names_the_lax(body):
        return "problem", "some-who"
    if cues.is_problem(body) and not cues.is_overcome(body):
        return "problem", "lack"
    if cues.is_argument(body) and not cues.is_done(body):
        return "exposition", "argument"
    if cues.opens_with_order(body) and not cues.is_past(body):
        principle = body.startswith("必须") or cues.is_principle(body)
        return ("exposition", "principle") if principle else ("task", "order")
    return "achievement", "review-part"


def _in_meaning(body: str) -> tuple[Function, str]:
    if cues.is_call(body) and not cues.is_principle(body):
        return "task", "call"
    if cues.is_problem(body):
        return "problem", "lack"
    return "exposition", "meaning-part"


def _mixed(body: str) -> tuple[Function, str]:
    if cues.is_rhetorical(body):
        return "exposition", "rhetorical"
    if cues.is_strong_order(body):
        if cues.is_principle(body) or cues.is_definition(body):
            return "exposition", "principle"
        return "task", "order"
    if cues.is_assignment(body):
        return "task", "assignment"
    if cues.is_problem(body) and not (cues.is_handled(body) and cues.opens_with_verb(body)):
        return "problem", "lack"
    if cues.is_argument(body):
        return "exposition", "argument"
    if cues.is_past(body):
        return "achievement", "past"
    if cues.has_order(body):
        return "task", "order"
    if cues.opens_with_verb(body):
        return "task", "bare-verb"
    return "exposition", "silent"


def _preamble(body: str) -> tuple[Function, str]:
    if cues.is_firm_order(body):
        return "task", "order"
    if cues.is_problem(body) and not cues.is_handled(body):
        return "problem", "lack"
    if cues.is_past(body):
        return "achievement", "past"
    return "exposition", "preamble"


def _article(body: str) -> tuple[Function, str]:
    if cues.is_duty(body):
        return "task", "duty"
    if cues.opens_with_verb(body) and not cues.is_definition(body):
        return "task", "bare-verb-in-article"
    return "exposition", "article"


_BY_PART = {
    "plan": _in_plan, "problem": _in_problem, "cause": _in_cause, "review": _in_review, "meaning": _in_meaning,
    "mixed": _mixed, "preamble": _preamble, "article": _article,
}
