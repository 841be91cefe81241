"""Who is made answerable inside an order by grammar: 县公安局要…, 由组织部负责, 请各有关部门….

One pass over the clauses of a stretch finds the *mentions*: a clause and the units it puts to work. :func:`subjects`
lists their units, :func:`parts` cuts the stretch where another set of units takes over. What only is the object, the
place or the source of the work is none (支持甲市…, 鼓励企业…, 省委要求…); see the annotation guide, section Tasks.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

from textkit.extract import attribution
from textkit.extract.aliases import canonical
from textkit.extract.unit_names import FINAL, Name, prefix, split_list, trim, word
from textkit.model import Role, Span, Unit

__all__ = ["parts", "subjects"]

_CLAUSE_END = re.compile(r"[，,。；;：:！!？?\n\t]|——")
# What can make a clause worth a parse; everything else is skipped at the speed of one search.
_HINT = re.compile(r"[要须应由请]|务必|不[得能准]|严禁|一律|负责|负总责|牵头|抓|主办|会同|联合|配合|协[助办]|督办|承办|各[司负]其|责成|委托|作为|是")
_MODAL = re.compile(
    r"(?:(?<![重主需必纲概首只紧将摘扼索正简还不])要(?![求素点件塞案闻道领旨职害是么闻])|必须|务必|务须|(?<!必|无)须(?!知|臾)|应当|应该|"
    r"(?<![相适响供反效对回呼顺感理])应(?![用急对邀届变付聘激答力试收纳税允]|届|运而生)|不得|不能|不准|严禁|一律)"
)
_RANK = re.compile(
    r"(?<!责任)(?:(?P<lead>牵头(?!单位|部门|人|企业|抓总作用|作用)|抓总|主办|负总责)|(?P<support>配合(?!不|力度|度)|协助|协办)|"
    r"(?P<resp>(?<!认真)负责(?!人|同志|任|制|区|本|的|精神|态度)|督办|承办|各司其职|各负其责|齐抓共管|分工负责|具体抓|主抓|重点抓|抓落实))"
)
_PASSIVE = re.compile(r"(?<![自理事缘因经来])由(?!于|此|来|头|衷|浅|表|点|小|大|上|下)|(?<![申邀聘宴提敬恳报])请(?!求|示|愿|假|教|问|客|进|予|提)|责成|委托(?!人|方|代)")
_JOINED = re.compile(r"会同|联合(?!国|体|会|社|利华|创新|组建|攻关|办学)")
_AS = re.compile(r"(?:作为|是)([^，。；、]{2,24})的(?:硬任务|首要任务|重要职责|重要任务|政治任务|法定职责|主要职责|分内之事|重中之重|主责主业|首要责任)")
_IS = re.compile(r"(?:才)?(?:是|为|作为|也是|都是|均为|即)")
_DUTY = re.compile(r"(?:第一|首要|直接|具体)?(?:责任主体|责任人|责任单位|落实主体|工作主体|实施主体|牵头单位|牵头部门|责任部门|总责任人)")
_ACCOUNTABLE = re.compile(r"(?:是|为|作为|当好|履行|担负|担当|扛起|落实|落细|履行好|担负起)[^，。；]{0,18}第一责任人|负总责")
_TAKES_UP = re.compile(r"(?:你们|他们|它们|大家|这些单位|这些部门)")
_BRIDGE = re.compile(r"(?:在|按照|根据|结合|围绕|依据|针对|对|通过|除|作为|从|以|依托|特别是|尤其是)")
_HEADS_LEAD = re.compile(r"牵头(?:单位|部门)$")
_HEADS_SUPPORT = re.compile(r"(?:责任|配合|参与|协办|成员)(?:单位|部门)$")
_HEADS_LEADER = re.compile(r"(?:分管|责任|牵头|联系|包抓|包保)(?:领导|负责同志|负责人|领导同志)$")
_TOTAL = re.compile(r"牵头抓总|总牵头|牵头揽总")
_CLASS = re.compile(r"各|有关|相关|全体|全[省市县区州]|本级|[省市县区]级|[省市县区]直|中心组|政府")
# A government or a school before a plain verb is the one that reports, hardly ever one that is told.
_WHOLE = re.compile(r"(?:政府|党委|[省市州]委|大学|学院|研究院|常委会|国务院|中央[^，]{0,6}|自治区[^，]{0,4})(?:党组)?$")
_DONE = re.compile(r".{1,4}[了过]|.{2}的")
# After these words a subject may follow without a comma: 有两次错案的话人大就要….
_AFTER = re.compile(r"的话|时候?|以后|之后|后|以前|之前|前|期间|过程中|方面|工作中|基础上|同时")


@dataclass(frozen=True, slots=True)
class _Mention:
    """A clause and the units that it puts to work."""

    clause: Span
    units: tuple[Unit, ...]


@lru_cache(maxsize=None)
def _patterns() -> tuple[re.Pattern[str], re.Pattern[str], re.Pattern[str]]:
    lead = re.compile(f"(?:(?:{word('leadin')})[，,、 　]?){{1,4}}")
    adverb = re.compile(f"(?:{word('adverb')}){{1,4}}$")
    opening = re.compile(f"(?:(?:{word('leadin')})|(?:{word('adverb')})){{0,4}}")
    return lead, adverb, opening


@lru_cache(maxsize=None)
def _acting() -> re.Pattern[str]:
    """The last character of a name and a verb: what a subject before a plain verb needs at least."""
    return re.compile(f"[{re.escape(''.join(sorted(FINAL)))}](?={word('act')})")


def _subject(text: str, start: int, end: int) -> list[Name] | None:
    """The list of units that the stretch is, after what leads in to it and before what stands between it and 要."""
    lead, adverb, _ = _patterns()
    while start < end and text[start] in " 　\t“\"•·":
        start += 1
    if end - start < 2 or text[start] in "与和同跟及或并" or text[end - 1] in " 　\t":
        return None
    for stop in (end, 0):
        if not stop:
            tail = adverb.search(text, max(start, end - 24), end)
            stop = tail.start() if tail else 0
        if stop - start < 2 or text[stop - 1] not in FINAL:
            continue
        if (head := lead.match(text, start, stop)) and stop - head.end() >= 2:
            if names := split_list(text, head.end(), stop):
                return names
        if names := split_list(text, start, stop):
            return names
        for mark in _AFTER.finditer(text, start, stop - 1):
            if (names := split_list(text, mark.end(), stop)) and all(n.use == "any" for n in names):
                return names
    return None


def _role(text: str, name: Name, clause: Span, default: Role, led: bool) -> Role:
    written = name.span.of(text).strip("“”\"")
    if _ACCOUNTABLE.search(text, name.span.end, clause.end) and name.unit_type != "body":
        return "accountable"
    if default == "responsible":
        if _HEADS_LEADER.search(written):
            return "leader"
        if _HEADS_LEAD.search(written) or _TOTAL.search(text, name.span.end, clause.end):
            return "lead"
        if led or (_HEADS_SUPPORT.search(written) and re.search(r"配合|协助|协同|支持|参与", text[name.span.end : clause.end])):
            return "support"
        if re.match(r".{0,8}(?:配合|协助)", text[name.span.end : clause.end]) and not re.search(r"密切配合|相互配合|协同配合|互相配合|协调配合", text[name.span.end : clause.end]):
            return "support"
    return default


def _in_clause(text: str, clause: Span) -> tuple[list[tuple[Name, Role]], str] | None:
    """The units that one clause puts to work, with the rule that found them."""
    start, end = clause
    # 由X负责, 请X…, 责成X…
    for mark in _PASSIVE.finditer(text, start, end):
        if got := prefix(text, mark.end(), end, verb="verb") or prefix(text, mark.end(), end):
            at, names = got
            if text[at : at + 1] == "的" or re.match(r"(?:各位)?(?:委员|代表|同志)|.{0,24}提出(?:宝贵)?意见", text[at:end]) or any(n.use == "place" and mark[0] != "由" for n in names):
                continue
            rank = _RANK.search(text, at, min(end, at + 14))
            if rank and text[rank.end() : rank.end() + 1] == "的":
                continue
            role: Role = "lead" if rank and rank["lead"] else "support" if rank and rank["support"] else "responsible"
            return _with_joined(text, at, end, [(n, role) for n in names]), "by"
    # X要…, X必须…
    for mark in _MODAL.finditer(text, start + 2, end):
        if mark.start() - start > 120:
            break
        if names := _subject(text, start, mark.start()):
            return _with_joined(text, mark.end(), end, [(n, "responsible") for n in names]), "subject-modal"
    # X牵头, X负责, X配合
    for mark in _RANK.finditer(text, start + 2, end):
        if mark.start() - start > 120 or text[mark.end() : mark.end() + 1] == "的":
            break
        names = _subject(text, start, mark.start())
        if names and not any(n.use == "place" for n in names):
            role = "lead" if mark["lead"] else "support" if mark["support"] else "responsible"
            return _with_joined(text, mark.end(), end, [(n, role) for n in names]), "subject-rank"
    # 作为X的硬任务
    if (mark := _AS.search(text, start, end)) and (names := split_list(text, *mark.span(1))):
        return [(n, "responsible") for n in names], "as-duty"
    # A会同B…
    if (mark := _JOINED.search(text, start + 2, end)) and (names := _subject(text, start, mark.start())):
        if all(n.use == "any" for n in names):
            got2 = _with_joined(text, mark.start(), end, [(n, "responsible") for n in names])
            if len(got2) > len(names):
                return got2, "subject-with"
    return None


def _with_joined(text: str, at: int, end: int, found: list[tuple[Name, Role]]) -> list[tuple[Name, Role]]:
    """A会同B: the first leads, the second supports; A联合B: equals."""
    mark = _JOINED.search(text, at, min(end, at + 30))
    if not mark or re.search(r"[的，]", text[at : mark.start()]):
        return found
    got = prefix(text, mark.end(), end, verb="verb") or prefix(text, mark.end(), end)
    if not got:
        return found
    if mark[0] == "会同":
        return [(n, "lead" if r == "responsible" else r) for n, r in found] + [(n, "support") for n in got[1]]
    return found + [(n, "responsible") for n in got[1]]


def _bare(text: str, clause: Span) -> tuple[list[tuple[Name, Role]], str] | None:
    """A unit and a verb without 要: 魏书记组织大家研究, 法治办公室重点抓股长."""
    lead = _patterns()[0]
    start = clause.start
    while start < clause.end and text[start] in " 　\t":
        start += 1
    if start >= clause.end or text[start] in "与和同跟及或并":
        return None
    if not _acting().search(text, start + 1, min(clause.end, start + 60)):
        return None
    head = lead.match(text, start, clause.end)
    for at in dict.fromkeys((head.end() if head else start, start)):
        got = prefix(text, at, min(clause.end, at + 60), verb="act")
        if not got or got[0] >= clause.end:
            continue
        if all(_acts(text, n) for n in got[1]) and not _DONE.match(text, got[0], clause.end):
            return [(n, "responsible") for n in got[1]], "subject-verb"
    return None


def _acts(text: str, name: Name) -> bool:
    """Whether the name may stand before a plain verb: a class of bodies only where it is marked as one (各部门)."""
    written = name.span.of(text)
    if name.use != "any" or name.span.end - name.span.start < 3 or _WHOLE.search(written):
        return False
    return name.unit_type in ("body", "person", "post") or bool(_CLASS.match(written))


def _mentions(text: str, start: int, end: int) -> list[_Mention]:
    out: list[_Mention] = []
    closed = [span for span, _ in attribution.find(text, start, end)] if re.search(r"[（(【：:]", text[start:end]) else []
    pending: tuple[Span, list[Name], bool] | None = None      # the names, and whether they were all of their clause
    led = False
    _, _, opening = _patterns()
    for clause in _split(text, start, end, closed):
        found = None
        if _HINT.search(text, *clause):
            found = _in_clause(text, clause) or _topic(text, clause)
        if not found or found[1] == "topic":
            if not found and text[clause.end - 1] in FINAL and (names := _subject(text, *clause)):
                pending = (pending[0], [*pending[1], *names], True) if pending and pending[2] else (clause, names, True)
                continue
            if found and found[1] == "topic":
                pending = (clause, [n for n, _ in found[0]], False)
                continue
            found = _bare(text, clause)
        if pending:
            first = opening.match(text, *clause)
            at = first.end() if first else clause.start
            taken = _MODAL.match(text, at, clause.end) or (at > clause.start and re.search(_MODAL, text[clause.start : at]))
            if not found and (taken or _TAKES_UP.match(text, clause.start)):
                found = [(n, "responsible") for n in pending[1]], "topic"
                clause = Span(pending[0].start, clause.end)
                pending = None
            elif found and found[1] == "subject-modal" and pending[2]:
                found = [(n, "responsible") for n in pending[1]] + found[0], found[1]
                clause = Span(pending[0].start, clause.end)
                pending = None
            elif not _BRIDGE.match(text, clause.start):
                pending = None
        if not found:
            continue
        roles = [(n, _role(text, n, clause, r, led)) for n, r in found[0]]
        led = led or any(r == "lead" for _, r in roles)
        out.append(_Mention(clause, tuple(_unit(text, n, r, found[1]) for n, r in roles)))
    return out


def _topic(text: str, clause: Span) -> tuple[list[tuple[Name, Role]], str] | None:
    """领导干部是关键，要…: the subject of a clause that the next one takes up; X是第一责任人 stands by itself."""
    mark = _IS.search(text, clause.start + 2, min(clause.end, clause.start + 70))
    if not mark or not (names := _subject(text, clause.start, mark.start())):
        return None
    if _DUTY.search(text, mark.end(), clause.end):
        return [(n, "responsible") for n in names], "is-duty"
    return [(n, "responsible") for n in names], "topic"


def _split(text: str, start: int, end: int, closed: list[Span]) -> list[Span]:
    """The clauses of the stretch, attributions left out."""
    out, at = [], start
    for mark in _CLAUSE_END.finditer(text, start, end):
        out.append(Span(at, mark.start()))
        at = mark.end()
    out.append(Span(at, end))
    return [s for s in out if s.end - s.start > 2 and not any(c.start < s.end and s.start < c.end for c in closed)]


def _unit(text: str, name: Name, role: Role, rule: str) -> Unit:
    written = name.span.of(text)
    return Unit(written, canonical(written), role, name.unit_type, name.span, rule)


def subjects(text: str, start: int, end: int) -> list[Unit]:
    """The units made answerable by grammar inside ``text[start:end]``, each once, in order; [] where there is none.

    Spans are half-open code points of ``text``. Attributions in brackets are left to :mod:`attribution`.

    >>> [(u.name, u.role) for u in subjects("请各有关部门抓紧落实，由县委办牵头", 0, 17)]
    [('各有关部门', 'responsible'), ('县委办', 'lead')]
    """
    return _once([unit for mention in _mentions(text, start, min(end, len(text))) for unit in mention.units])


def _once(units: list[Unit]) -> list[Unit]:
    rank = {"lead": 0, "accountable": 1, "leader": 2, "support": 3, "responsible": 4}
    best: dict[str, Unit] = {}
    for unit in units:
        if unit.name not in best or rank[unit.role] < rank[best[unit.name].role]:
            best[unit.name] = unit
    return sorted(best.values(), key=lambda unit: unit.span)


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
        names = {unit.name for unit in mention.units}
        if groups and (names <= {u.name for u in groups[-1]} or _together(groups[-1], mention.units)):
            groups[-1] += mention.units
        else:
            cuts.append(mention.clause.start)
            groups.append(list(mention.units))
    if not groups:
        return [(Span(start, end), [])]
    edges = [start, *cuts[1:], end]
    return [(Span(a, b), _once(g)) for a, b, g in zip(edges, edges[1:], groups, strict=False)]


def _together(before: list[Unit], units: tuple[Unit, ...]) -> bool:
    """宣传部牵头，文旅局要…: leading and supporting the same work."""
    return any(u.role == "lead" for u in before) and all(u.role == "support" for u in units)
