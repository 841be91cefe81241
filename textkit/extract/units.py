"""Who is made answerable inside an order by grammar: 县公安局要…, 由组织部负责, 请各有关部门….

:func:`subjects` lists the units of a stretch, :func:`parts` cuts it where another set of units takes over. What only is
the object, the place or the source of the work is none (支持甲市…, 鼓励企业…, 省委要求…); roles and splits follow the
annotation guide, section Tasks. The grammar of the clauses is in :mod:`unit_clauses` (of subjects apart
from their 要 in :mod:`unit_topics`, without one in :mod:`unit_plain`, of roles in :mod:`unit_roles`), that of names in
:mod:`unit_names` and of lists of them in :mod:`unit_lists`; brackets and labelled lines are left to :mod:`attribution`.
"""

from __future__ import annotations

import re
from dataclasses import replace

from textkit.extract import attribution
from textkit.extract.aliases import canonical
from textkit.extract.unit_clauses import Mention, mentions
from textkit.model import Span, Unit

__all__ = ["parts", "subjects"]

_BRACKET = re.compile(r"[（(【〔：:]")
_RANKING = {"lead": 0, "accountable": 1, "leader": 2, "support": 3, "responsible": 4}


def _mentions(text: str, start: int, end: int) -> list[Mention]:
    closed: list[Span] = []
    if _BRACKET.search(text, start, end):
        closed = [span for span, _ in attribution.find(text, start, end)]
    return mentions(text, start, end, closed)


def _units(text: str, mention: Mention) -> list[Unit]:
    out = []
    for name, role in mention.names:
        written = name.span.of(text)
        out.append(Unit(written, canonical(written), role, name.unit_type, name.span, mention.rule))
    return out


def _once(units: list[Unit]) -> list[Unit]:
    """Each name once, with the strongest of its roles, in the order of the text."""
    best: dict[str, Unit] = {}
    for unit in units:
        first = best.setdefault(unit.name, unit)
        if _RANKING[unit.role] < _RANKING[first.role]:
            best[unit.name] = replace(first, role=unit.role, rule=unit.rule)
    return sorted(best.values(), key=lambda unit: unit.span)


def subjects(text: str, start: int, end: int) -> list[Unit]:
    """The units made answerable by grammar inside ``text[start:end]``, each once, in order; [] where there is none.

    Spans are half-open code points of ``text``.

    >>> [(u.name, u.role) for u in subjects("请各有关部门抓紧落实，由县委办牵头", 0, 17)]
    [('各有关部门', 'responsible'), ('县委办', 'lead')]
    """
    return _once([unit for mention in _mentions(text, start, min(end, len(text))) for unit in _units(text, mention)])


def parts(text: str, start: int, end: int) -> list[tuple[Span, list[Unit]]]:
    """The order ``text[start:end]`` cut where another set of units takes over, in spans that tile it.

    A lead-in belongs to the part that follows it, what trails to the part before; one part (with or without units)
    where nothing changes hands. A doer beside a 牵头 stays in its part.

    >>> [tuple(s) for s, _ in parts("教育局要研究，6月份县委要听取汇报", 0, 17)]
    [(0, 7), (7, 17)]
    """
    end = min(end, len(text))
    cuts: list[int] = []
    groups: list[list[Unit]] = []
    for mention in _mentions(text, start, end):
        units = _units(text, mention)
        if groups and ({u.name for u in units} <= {u.name for u in groups[-1]} or _together(groups[-1], units)):
            groups[-1] += units
        else:
            cuts.append(mention.span.start)
            groups.append(units)
    if not groups:
        return [(Span(start, end), [])]
    edges = [start, *cuts[1:], end]
    return [(Span(a, b), _once(group)) for a, b, group in zip(edges, edges[1:], groups, strict=False)]


def _together(before: list[Unit], units: list[Unit]) -> bool:
    """宣传部牵头，文旅局要…: leading and supporting the same work."""
    return any(u.role == "lead" for u in before) and all(u.role == "support" for u in units)
