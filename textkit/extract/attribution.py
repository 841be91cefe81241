"""Brackets and lines that name who is answerable: （牵头单位：省科技厅；责任单位：省教育厅）, （省财政厅牵头，省人社厅配合）.

Two grammars. A label before a colon (``lexicon/unit_labels.tsv``) gives its list a role until the next label; a
predicate after a list (牵头, 配合, 负责) gives it one when no label does. Where somebody leads, everybody else named
beside supports (a 责任单位 beside a 牵头单位). Forms: 任务分解表 and 重点任务分工 of the General Offices.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from functools import lru_cache

from textkit.extract.aliases import canonical
from textkit.extract.unit_lists import people, split_list
from textkit.extract.unit_names import Name, trim
from textkit.lexicon import load
from textkit.model import Role, Span, Unit

__all__ = ["find", "first_leads_from", "parse", "standing"]

_PAIRS = {"（": "）", "(": ")", "【": "】", "[": "]", "〔": "〕", "）": "（", ")": "(", "】": "【", "]": "[", "〕": "〔"}
_FURTHEST = 700       # the longest attribution that is followed to its closing bracket
_DEEPEST = 3          # brackets within brackets within brackets
_HINT = re.compile(
    r"负责|牵头|配合|[单部领责主]位?[位门导人办室体方任]\s{0,2}[：:]|(?:责任|承办|负责|联系|经办|落实)(?:人|人员|同志)\s{0,2}[：:]|"
    r"落实|参与|参加|实施|协助|主办|指导|[局厅委办部]\s{0,2}[）)]"
)
_WAY = r"(?:按照?(?:各自|其|部门|有关|相关)?(?:职责|职能|分工|职责任务|职责权限)*(?:分工)?|按分工|分工|分头|分别|共同|具体|联合|协同|统筹|组织|密切|积极|做好|抓好|等)"
_PREDICATE = re.compile(
    rf"(?:{_WAY}){{0,3}}(?P<verb>牵头|主办|主责|抓总|负总责|负责|配合|协助|协办|参加|参与|支持|落实|实施|承办|督办|指导|监督)"
    r"(?:(?:做好|抓好)?(?:牵头|负责|配合|落实|实施|推进|组织|指导|督促|执行|协调|实施)){0,2}(?:工作)?\s{0,2}$"
)
_LINE_END = re.compile(r"[。\n]")
_CLASS = re.compile("各|有关|相关")
_NOTE = re.compile(r"牵头单位|下同|排在|列第")
_ASKS_WHO = re.compile(r"领导|人员?\s{0,3}[：:为]|同志")       # labels whose answer is a person
_MARK = re.compile(r"[（(]\s?(牵头|主办|主责|总牵头|配合|协助|协办|参与)(?:单位|部门)?\s?[）)]$")
_JOIN = re.compile(r"会同|(?<=[厅局委部办])商(?=[^务])|联合(?=[\u4e00-\u9fff]{2,20}(?:局|厅|委|部|办|部门|单位|政府))")
_LEADS, _SUPPORTS = ("牵头", "主办", "主责", "抓总"), ("配合", "协助", "协办", "参加", "参与", "支持", "指导")
_FIRST_LEADS = re.compile(
    r"(?:列|排)(?:名)?(?:在)?(?:第[一1](?:位)?|首位|最前)(?:者|的)?(?:[^，。；）)]{0,6})(?:为|是)(?:牵头|主办|责任|第一责任)(?:单位|部门)"
    r"|第[一1]个(?:单位|部门)?为牵头(?:单位|部门)"
)
_STANDING = re.compile(r"以下均(?:需|由|须|应)?(?:要)?(?:由)?([^，。；（）()]{2,40}?)(?:负责|落实|配合|参与|按职责分工负责)")


@lru_cache(maxsize=None)
def _labels() -> tuple[re.Pattern[str], dict[str, str]]:
    roles, parts = {}, []
    for number, entry in enumerate(load("unit_labels")):
        roles[f"r{number}"] = entry["role"]
        parts.append(f"(?P<r{number}>{entry.pattern})")
    # 牵头单位：, 牵头单位 ：, 责任单位为; the name of a label stands at a boundary (组织牵头单位： does too).
    return re.compile(r"(?<![\u4e00-\u9fff])(?:" + "|".join(parts) + r")(?:\s{0,3}[：:]|为(?=[\u4e00-\u9fff]))"), roles


def _unit(text: str, name: Name, role: Role, rule: str) -> Unit:
    written = name.span.of(text)
    return Unit(written, canonical(written), role, name.unit_type, name.span, rule)


def _labelled(text: str, start: int, end: int) -> list[Unit] | None:
    pattern, roles = _labels()
    marks = list(pattern.finditer(text, start, end))
    found: list[tuple[Name, Role]] = []
    for mark, after in zip(marks, [*marks[1:], None], strict=False):
        role = roles[mark.lastgroup or ""]
        stop = after.start() if after else end
        if role == "end":
            continue
        cut = _LINE_END.search(text, mark.end(), stop)
        stop = cut.start() if cut else stop
        while stop > mark.end() and text[stop - 1] in " 　\t，,；;、":
            stop -= 1
        if _ASKS_WHO.search(mark[0]):
            found += [(name, role) for name in people(text, mark.end(), stop)]  # type: ignore[misc]
            continue
        # 责任单位：县教育局牵头，县财政局配合 ranks its own list
        tail = _PREDICATE.search(text, max(mark.end(), stop - 24), stop)
        if tail and role == "responsible" and (ranked := _predicated(text, mark.end(), stop)):
            found += [(Name(u.span, u.unit_type), u.role) for u in ranked]
            continue
        for name in split_list(text, mark.end(), tail.start() if tail else stop, trusted=True, commas=True) or []:
            name, own = _marked(text, name)
            if not _NOTE.search(name.span.of(text)):
                found.append((name, own or role))  # type: ignore[arg-type]
    if not found:
        return None
    led = any(role == "lead" for _, role in found)
    return [
        _unit(text, name, "support" if led and role == "responsible" and name.unit_type != "person" else role, "label")
        for name, role in found
    ]


def _marked(text: str, name: Name) -> tuple[Name, Role | None]:
    """县发改局（牵头）: the name without the note on its role, and the role."""
    mark = _MARK.search(text, name.span.start, name.span.end)
    if not mark or mark.start() - name.span.start < 2:
        return name, None
    role: Role = "support" if mark[1] in _SUPPORTS else "lead"
    return Name(Span(name.span.start, mark.start()), name.unit_type, name.use), role


def _clauses(text: str, start: int, end: int) -> list[Span]:
    out, depth, at = [], 0, start
    for i in range(start, end):
        char = text[i]
        if char in "（(〔[":
            depth += 1
        elif char in "）)〕]":
            depth = max(depth - 1, 0)
        elif depth == 0 and char in "，,；;。":
            out.append(Span(at, i))
            at = i + 1
    out.append(Span(at, end))
    return out


def _predicated(text: str, start: int, end: int) -> list[Unit] | None:
    found: list[tuple[Name, Role]] = []
    waiting: list[Name] = []
    for clause in _clauses(text, start, end):
        if clause.end - clause.start > 600 or _STANDING.search(text, clause.start, clause.end):
            break
        match = _PREDICATE.search(text, max(clause.start, clause.end - 24), clause.end)
        stop = match.start() if match else clause.end
        join = _JOIN.search(text, clause.start + 2, stop)
        if join and match:
            first = split_list(text, clause.start, join.start())
            second = split_list(text, join.end(), stop)
            if not first or not second:
                return None
            found += [(name, "lead") for name in [*waiting, *first]] + [(name, "support") for name in second]
            waiting = []
            continue
        names = split_list(text, clause.start, stop)
        if not names:
            if not found and not waiting or match:
                # （工作机制由县委办牵头） names its doer after 由
                at = text.find("由", clause.start, stop)
                names = split_list(text, at + 1, stop) if at >= 0 and match else None
                if not names:
                    return None
            else:
                break
        waiting += names
        if match:
            verb = match["verb"]
            role: Role = "lead" if any(v in match[0] for v in _LEADS) else "support" if verb in _SUPPORTS else "responsible"
            found += [(name, role) for name in waiting]
            waiting = []
    if not found:
        return None
    led = any(role == "lead" for _, role in found)
    return [_unit(text, n, "support" if led and r == "responsible" else r, "predicate") for n, r in found]


def _listed(text: str, start: int, end: int) -> list[Unit] | None:
    """（省发展改革委、省财政厅）: a bare list of named bodies after a full stop."""
    names = split_list(text, start, end, commas=True)
    if not names or any(n.unit_type != "body" or n.use != "any" for n in names):
        return None
    if not all(re.match(r"[省市县区州]|国家|中央|国务院|各[市县区]", n.span.of(text)) for n in names):
        return None
    return [_unit(text, name, "responsible", "bracket-list") for name in names]


def _bracket(text: str, at: int, limit: int) -> int | None:
    """Where the bracket that opens at ``at`` closes, on its own line or the next; None if it does not."""
    want, depth = _PAIRS[text[at]], 0
    for i in range(at, min(limit, at + _FURTHEST)):
        char = text[i]
        if char in "（(【〔[" and _PAIRS[char] == want:
            depth += 1
            if depth > _DEEPEST:
                return None
        elif char == want:
            depth -= 1
            if depth == 0:
                return i
        elif char == "\n" and text[i : i + 2] == "\n\n":
            return None
    return None


def _opened(text: str, start: int) -> int | None:
    """The bracket that is still open at ``start``, on the same line."""
    depth = 0
    for i in range(start - 1, max(start - _FURTHEST, -1), -1):
        char = text[i]
        if char == "\n":
            return None
        if char in "）)】〕":
            depth += 1
        elif char in "（(【〔":
            if depth == 0:
                return i
            depth -= 1
    return None


def parse(text: str, start: int, end: int, *, first_leads: bool = False) -> list[Unit] | None:
    """The units of the attribution at ``text[start:end]`` (half-open, code points), None where it is none.

    The stretch is a bracket, one half of a bracket that a ； cut in two, or a labelled line (责任单位：…), with a stop
    after it or not; the whole bracket is read in every case. ``first_leads`` says that the document lets the first
    unit of a list lead (列第一位者为牵头单位, see :func:`first_leads_from`). Labels of deadlines end a list.

    >>> [(u.name, u.role) for u in parse("（省财政厅牵头，省人社厅配合）", 0, 15) or []]
    [('省财政厅', 'lead'), ('省人社厅', 'support')]
    """
    end = min(end, len(text))
    while start < end and text[start] in " 　\t\r\n。；;，,":
        start += 1
    while end > start and text[end - 1] in " 　\t\r\n。；;，,":
        end -= 1
    if end - start < 4 or end - start > _FURTHEST:
        return None
    units: list[Unit] | None
    if text[start] in "（(【〔[":
        close = _bracket(text, start, len(text))
        if close is None:
            inner = Span(start + 1, end)
        elif close + 1 < end:
            return None
        else:
            inner = Span(start + 1, close)
        units = _inside(text, inner)
        if units is None and start and text[start - 1] in "。；;":
            units = _listed(text, *inner)
    else:
        opened = _opened(text, start)
        close = _bracket(text, opened, len(text)) if opened is not None else None
        if opened is not None and close is not None and close >= end - 1:
            units = _inside(text, Span(opened + 1, close))
        elif (mark := _labels()[0].match(text, start, end)) and _labels()[1][mark.lastgroup or ""]:
            units = _labelled(text, start, end)
        else:
            units = None
    if units and first_leads and _equal(units):
        units = [_ranked(u, "lead" if i == 0 else "support") for i, u in enumerate(units)]
    return units


def _equal(units: list[Unit]) -> bool:
    """Whether a list is unranked and has a first to lead it: a class alone (各有关部门) has nobody to lead."""
    return all(u.role == "responsible" for u in units) and (len(units) > 1 or not _CLASS.match(units[0].name))


def _ranked(unit: Unit, role: Role) -> Unit:
    return Unit(unit.name, unit.canonical, role, unit.unit_type, unit.span, f"{unit.rule}+first-leads")


def _inside(text: str, inner: Span) -> list[Unit] | None:
    if not _HINT.search(text, inner.start, min(inner.end + 1, len(text))):
        return None
    units = _labelled(text, *inner) or _predicated(text, *inner)
    if units and _FIRST_LEADS.search(text, inner.start, inner.end) and _equal(units):
        return [_ranked(u, "lead" if i == 0 else "support") for i, u in enumerate(units)]
    return units


_COLON = re.compile(r"[：:]|[位门]为")
_OPEN = re.compile(r"[（(【〔]")


def find(text: str, start: int, end: int, *, first_leads: bool = False) -> list[tuple[Span, list[Unit]]]:
    """The attributions that begin inside ``text[start:end]``, each with its span and its units, in order.

    A bracket's span runs from bracket to bracket; a labelled line's to the end of its sentence or line.

    >>> [(tuple(s), [u.name for u in us]) for s, us in find("建好园区（市商务局负责）。", 0, 13)]
    [((4, 12), ['市商务局'])]
    """
    end = min(end, len(text))
    out: list[tuple[Span, list[Unit]]] = []
    at = start
    while (match := _OPEN.search(text, at, end)) is not None:
        close = _bracket(text, match.start(), len(text))
        if close is None or close - match.start() < 4:
            at = match.end()
            continue
        units = parse(text, match.start(), close + 1, first_leads=first_leads)
        if units:
            out.append((Span(match.start(), close + 1), units))
            at = close + 1
        else:
            at = match.end()
    if _COLON.search(text, start, end):
        pattern, roles = _labels()
        at = start
        opens = [span.start for span, _ in out]
        closes = [span.end for span, _ in out]
        while (mark := pattern.search(text, at, end)) is not None:
            at = mark.end()
            if roles[mark.lastgroup or ""] == "end":
                continue
            inside = bisect_right(opens, mark.start()) - 1
            if (inside >= 0 and mark.start() < closes[inside]) or _opened(text, mark.start()) is not None:
                continue
            cut = _LINE_END.search(text, mark.end(), min(end, mark.end() + _FURTHEST))
            stop = cut.start() if cut else min(end, mark.end() + _FURTHEST)
            if units := parse(text, mark.start(), stop, first_leads=first_leads):
                out.append((Span(mark.start(), stop), units))
            at = max(at, stop)                    # the run was read whole
    return sorted(out, key=lambda pair: pair[0])


def first_leads_from(text: str) -> int | None:
    """Where the document says that the first unit of a list leads (列第一位者为牵头单位，下同); None if it does not.

    The rule holds from the beginning of the bracket that says so; a note outside brackets holds for the document.
    """
    match = _FIRST_LEADS.search(text)
    if not match:
        return None
    opened = _opened(text, match.start())
    return 0 if opened is None else opened


def standing(text: str, start: int = 0, end: int | None = None) -> list[tuple[int, list[Unit]]]:
    """Units answerable for everything that follows (以下均需试点城市政府落实), each with the offset it holds from.

    >>> [(u.name, at) for at, us in standing("以下均需地方人民政府负责，不再列出") for u in us]
    [('地方人民政府', 0)]
    """
    out = []
    for match in _STANDING.finditer(text, start, len(text) if end is None else end):
        span = trim(text, *match.span(1))
        if names := split_list(text, *span):
            out.append((match.start(), [_unit(text, name, "responsible", "standing") for name in names]))
    return out
