"""The clauses of an order that put a unit to work, and the units they name.

A *trigger* (要, 须, 应, 由, 请, 牵头, 负责, 会同, a verb right after a name) makes a clause worth a parse; everything
else is passed over at the speed of one search. What a clause then says follows from the trigger: a subject before 要
is a list of units and nothing else, 由 and 请 are followed by one, 牵头 and 配合 rank what stands before them. A subject
that fills a clause by itself (各乡镇、各部门，你们…) or opens one with 是 (领导干部是关键，要…) is taken up by the next.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from dataclasses import dataclass
from functools import lru_cache

from textkit.extract.unit_lists import prefix, split_list
from textkit.extract.unit_names import FINAL, Name, word
from textkit.extract.unit_plain import OTHER, acts, plain
from textkit.extract.unit_roles import ranked, role_of
from textkit.extract.unit_topics import apart, content, lays_down, opens, plays
from textkit.extract.unit_triggers import JOINED, MODAL, RANK, triggers
from textkit.model import Role, Span

__all__ = ["Mention", "mentions"]

_REACH = 120          # a subject longer than this is none
_CLAUSE_END = re.compile(r"[，,。；;：:！!？?\n\t]|——|(?<=[头责合助])、(?=[^，。；]{2,40}(?:牵头|负责|配合|协助|参与|参加))")
_RANKS = re.compile(RANK)
_JOIN = re.compile(JOINED)
_MODALS = re.compile(MODAL)
_AS = re.compile(r"(?:作为|是)([^，。；、]{2,24})的(?:重要|首要|主要|法定|政治|分内)?(?:硬任务|任务|职责|主责主业)")
_IS = re.compile(r"(?:才|也|都|均)?(?:是|为|作为)")
_TAKES_UP = re.compile(r"你们|他们|它们|大家|这些单位|这些部门")
_BRIDGE = re.compile(r"在|按照|根据|结合|围绕|依据|针对|对|通过|除|作为|从|以|依托|特别是|尤其是")
_HELPS = re.compile(r"(?:积极|主动|大力|全力|依法|予以|认真|及时|也|都|要){0,3}(?:配合|协助)")
_PATIENT = re.compile(r"(?:依法|依规|严肃|从严|坚决|及时|按规定|要|予以|给予){0,3}(?:给予|给以|予以|表彰|表扬|奖励|通报|问责|追究|追责|处罚|处分|约谈|责令|取消|重奖)")
# 检测中心9月底前必须投入使用: what is built is no doer
_BUILT = re.compile(r"(?:全部|全面|正式|如期|按期|基本|同步)?(?:投入使用|投入运行|投入运营|投运|投用|投产|建成|竣工|完工|开工|动工|开业|挂牌|封顶|落成|开园|开馆)")
_SITE = re.compile(r"(?:中心|园|馆|所|站|院|校|社区|园区|学校|基地)$")
_MADE_UP = re.compile(r"(?:(?!协同|会同|牵头|负责(?!同志|人)|联合|协助)[^，。；\n]){2,240}?组成(?!部门|人员|单位|员)")
_WHICH = re.compile(r"[\u4e00-\u9fff]{1,2}的")         # 由区里召开的会议
_SHIFT = re.compile(r".{0,14}?(?:向|转为|转向|变为|到)[^，。；]{1,24}?(?:转变|转型|过渡|延伸|拓展|升级|迈进)")
_SENTENCE_END = re.compile("[。；;！？\n]")
_ADDRESS = re.compile(r"(?:各位)?(?:委员|代表|同志)|.{0,24}提出(?:宝贵)?意见")
_SEATED = re.compile(r"(?:分别)?(?:同时)?(?:任|担任|兼任|为)[^，。；]{0,16}?(?:组长|主任|召集人|指挥长|总指挥|委员|成员|会长|理事长|链长|秘书长)")
_SPEECH = re.compile(r".{0,4}(?:讲话|发言|致辞|作报告|作点评|作指示)")     # what follows in the meeting is no order
# After these words a subject may follow without a comma: 有两次投诉的话商会就要….
_AFTER = re.compile(r"的话|时候?|以后|之后|后|以前|之前|前|期间|过程中|方面|工作中|基础上|同时")
_CLOSING = re.compile("[”\"]")
# 税务机关所在地的派出所: whose body it is
_LOCATED = re.compile(r"[^，。；\n]{2,60}(?:所在地|居住地|户籍地|登记地|发生地|经营地|注册地)的?")
_CLASSED = re.compile(r"各|有关|相关|地方|试点|有条件的|[省市县区州]级|县级以上|国务院|各级|所在地|当地")
_ARTICLE = re.compile(r"应|须|必须|不得|不能|不准|严禁|负责")
_DOER = re.compile(r"([^，。；、的]{2,16}?)(?=代[管种办建]|包[干保抓]|自[筹建行]|出[资面具]|兜底|上门|实地|通知|告知|写|送|发|买|修|查|看|盖|管|领|付|先|再|来|挨|上|下|统|集中|轮流)")
_AND_MORE = re.compile(r"[和与及]([\u4e00-\u9fff]{2,6}?(?:户|人|方|者|主|民|体))(?=共同|负责|承担|分担|落实|各)")
_ALONGSIDE = re.compile(r"(?:主动|积极|切实|及时){0,2}(?:与|同|跟|和)")
_TOGETHER = re.compile(r"共同|一起|一道|一块|联合|合力|联手|协同|组建|共建")
_LED = re.compile(r"(?:牵头|主办|抓总|主抓)[^。；;！？\n]{0,60}$")
_KINDS = {"act": "act", "told": "told", "joined": "told"}          # 三家联合开展…
_HOLDS = re.compile(r"(?:具体|主要|统一|依法|并|全面|直接|分别)?(?:负责|承担|履行|落实)")


@dataclass(frozen=True, slots=True)
class Mention:
    """A clause (with the ones before it that hold its subject) and the names it puts to work, by which rule."""

    span: Span
    names: tuple[tuple[Name, Role], ...]
    rule: str


_Found = tuple[list[tuple[Name, Role]], str]


@lru_cache(maxsize=None)
def _patterns() -> tuple[re.Pattern[str], re.Pattern[str], re.Pattern[str]]:
    lead = re.compile(f"(?:(?:{word('leadin')})[，,、 　]?){{1,4}}")
    adverb = re.compile(f"(?:{word('adverb')}){{1,4}}$")
    opening = re.compile(f"(?:(?:{word('leadin')})|(?:{word('adverb')})){{0,4}}")
    return lead, adverb, opening


def _subject(text: str, start: int, end: int) -> list[Name] | None:
    """The list of units that the stretch is, after what leads in to it and before what stands between it and 要."""
    while start < end and (text[start] in " 　\t\u2002\xa0•·" or text[start] in "“\"" and not _CLOSING.search(text, start + 1, end)):
        start += 1                                # “一把手”要… keeps its quotes, “各部门要…” only opens one
    if not 2 <= end - start <= _REACH or OTHER.match(text, start) or text[end - 1] in " 　\t":
        return None
    lead, adverb, _ = _patterns()
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
        for mark in _AFTER.finditer(text, start, stop - 1) if text[start] not in "对给把将" else ():
            if (names := split_list(text, mark.end(), stop)) and all(n.use == "any" for n in names):
                return names
        if (where := _LOCATED.match(text, start, stop - 1)) and (names := split_list(text, where.end(), stop)):
            return names
    return None


def _passive(text: str, mark: re.Match[str], end: int) -> _Found | None:
    """由X负责, 请X…, 责成X…: the list that follows, up to a verb."""
    if mark[0] == "由" and _MADE_UP.match(text, mark.end(), end):
        return None                               # 由甲局、乙局组成 says what a body is made of
    got = prefix(text, mark.end(), end, verb="verb")
    if not got and mark[0] in ("请", "责成"):     # 请县住建局会后…: after 请 a unit is addressed, whatever follows
        got = prefix(text, mark.end(), end)
    if not got and mark[0] == "由" and (head := _DOER.match(text, mark.end(), end)):
        names_alone = split_list(text, *head.span(1))
        got = (head.end(1), names_alone) if names_alone else None
    if not got:
        return None
    at, names = got
    if beside := _AND_MORE.match(text, at, end):   # 由村级组织和受益农户负责: not every doer is a body
        names, at = [*names, Name(Span(*beside.span(1)), "group")], beside.end(1)
    if any(n.span.of(text).endswith("财政") for n in names) or _SHIFT.match(text, at, end):
        return None                               # 由地方财政承担 says where the money comes from, 由…向…转变 how things change
    if text[at : at + 1] == "的" or (mark[0] == "由" and _WHICH.match(text, at, end)) or _ADDRESS.match(text, at, end) or (mark[0] != "由" and any(n.use == "place" for n in names)):
        return None
    if mark[0] == "由" and _SEATED.match(text, at, end):
        return None                               # 由分管领导任组长 says how a group is made up
    rank = _RANKS.search(text, at, min(end, at + 14))
    if rank and rank[0].startswith("参") and not _LED.search(text, max(0, mark.start() - 80), mark.start()):
        rank = None
    if rank and text[rank.end() : rank.end() + 1] == "的":
        return None
    return _with_joined(text, at, end, [(n, ranked(rank[0] if rank else "")) for n in names]), "by"


def _triggered(text: str, clause: Span, marks: list[re.Match[str]]) -> _Found | None:
    """The units that one clause puts to work, by the first of its triggers that names some."""
    start, end = clause
    for mark in marks:
        if mark.lastgroup == "passive" and (found := _passive(text, mark, end)):
            return found
    for mark in marks:
        at = mark.start()
        if at - start > _REACH:
            break
        if mark.lastgroup == "modal" and not _SPEECH.match(text, mark.end(), end):
            rule = "subject-modal"
            if not (names := _subject(text, start, at)):
                rule, names = "subject-apart", apart(text, start, at, at)
            if names and _bound(text, names, mark, end):
                role: Role = "support" if _HELPS.match(text, mark.end(), end) else "responsible"
                return _with_joined(text, mark.end(), end, [(n, role) for n in names]), rule
        if mark.lastgroup == "rank" and text[mark.end() : mark.end() + 1] != "的":
            names = _subject(text, start, at)
            if not names and mark[0] == "负责":    # 承办人对材料的真实性负责
                names = apart(text, start, at, at)
            beside = ranked(mark[0]) == "support" and _LED.search(text, max(0, start - 80), start) is not None
            if mark[0].startswith("参") and not beside:
                continue                          # 甲局牵头，乙局参加: alone 参加 ranks nobody
            if names and (beside or not any(n.use == "place" for n in names)) and _bound(text, names, mark, end):
                return _with_joined(text, mark.end(), end, [(n, ranked(mark[0])) for n in names]), "subject-rank"
        if mark.lastgroup == "joined":
            names = _subject(text, start, at)
            if names and all(n.use == "any" for n in names):
                found_with = _with_joined(text, at, end, [(n, "responsible") for n in names])
                if len(found_with) > len(names):
                    return found_with, "subject-with"
        if mark.lastgroup == "duty":
            if names := plays(text, start, end):
                return [(n, "lead") for n in names], "plays-lead"
            as_duty = _AS.search(text, start, end)
            if as_duty and (names := split_list(text, *as_duty.span(1))):
                return [(n, "responsible") for n in names], "as-duty"
            is_duty = _IS.search(text, start + 2, at)
            if is_duty and (names := _subject(text, start, is_duty.start())):
                return [(n, "responsible") for n in names], "is-duty"
    kinds = {_KINDS[m.lastgroup or ""] for m in marks if m.lastgroup in _KINDS and m.start() - start <= 60}
    names = plain(text, start, end, kinds) if kinds else None
    return ([(n, "responsible") for n in names], "subject-verb") if names else None


def _bound(text: str, names: list[Name], verb: re.Match[str], end: int) -> bool:
    """Whether such names can be the subject of such a word.

    申请人 only of 应当 and its like, 可以 only of bodies told as a class; 成绩突出的单位要给予表彰 has its object in front.
    """
    if any(n.use == "article" for n in names) and not _ARTICLE.match(verb[0]):
        return False
    if _BUILT.match(text, verb.end(), end) and _SITE.search(names[-1].span.of(text)):
        return False
    if "的" in names[-1].span.of(text) and _PATIENT.match(text, verb.end(), end):
        return False
    return verb[0][0] != "可" or all(n.use in ("any", "modal") and _CLASSED.match(n.span.of(text)) for n in names)


def _with_joined(text: str, at: int, end: int, found: list[tuple[Name, Role]]) -> list[tuple[Name, Role]]:
    """A会同B: the first leads, the second supports; A联合B: equals."""
    if (beside := _ALONGSIDE.match(text, at, end)) and (both := _TOGETHER.search(text, beside.end(), min(end, at + 40))):
        if names := split_list(text, beside.end(), both.start()):      # 县应急局要与消防大队组建…: equals
            return [*found, *((n, "responsible") for n in names)]
    mark = _JOIN.search(text, at, min(end, at + 30))
    if not mark or re.search(r"[的，]", text[at : mark.start()]):
        return found
    got = prefix(text, mark.end(), end, verb="verb")
    if not got:
        return found
    if mark[0] == "联合":
        return [*found, *((n, "responsible") for n in got[1])]
    ranked: list[tuple[Name, Role]] = [(n, "lead" if r == "responsible" else r) for n, r in found]
    return [*ranked, *((n, "support") for n in got[1])]


def _lone(text: str, names: list[Name]) -> bool:
    """资金直达市县，…: what only ends like the name of a place, all alone in a clause."""
    return len(names) == 1 and names[0].use == "place" and len(names[0].span.of(text)) > 4 and "、" not in names[0].span.of(text)


def _waiting(text: str, before: list[Span], floor: int, modal: int) -> tuple[int, list[Name]] | None:
    """The subject that the clauses before this one leave open: all of a clause, or what 是 stands after."""
    names: list[Name] = []
    begin = -1
    for clause in reversed(before):
        if clause.start < floor or clause.end - clause.start > _REACH:
            break
        if text[clause.end - 1] in FINAL and (found := _subject(text, *clause)) and not _lone(text, found):
            names, begin = [*found, *names], clause.start
            continue
        if names:
            break
        mark = _IS.search(text, clause.start + 2, min(clause.end, clause.start + 70))
        if mark and (found := _subject(text, clause.start, mark.start())):
            return clause.start, found
        if found := apart(text, *clause, modal):
            return clause.start, found
        if not _BRIDGE.match(text, clause.start):
            break
    return (begin, names) if names else None


def _clauses(text: str, start: int, end: int) -> list[Span]:
    out, at = [], start
    for mark in _CLAUSE_END.finditer(text, start, end):
        if mark.start() - at > 1:
            out.append(Span(at, mark.start()))
        at = mark.end()
    if end - at > 1:
        out.append(Span(at, end))
    return out


def _outside(clauses: list[Span], closed: list[Span]) -> list[Span]:
    """The clauses that touch none of the closed spans; both are sorted."""
    if not closed:
        return clauses
    starts = [span.start for span in closed]
    out = []
    for clause in clauses:
        last = bisect_left(starts, clause.end) - 1
        if last < 0 or closed[last].end <= clause.start:
            out.append(clause)
    return out


def _as_doer(text: str, clause: Span) -> bool:
    """某公司作为运营主体，负责…, 办公室设在某局，负责…: the clause before names who is to do it."""
    found = opens(text, *clause)
    return found is not None and found[1][0] in ("作为", "设在")


def _named(text: str, clause: Span, start: int) -> bool:
    """县交通局、县应急局，从下周起…: a clause that is all names, and the first of its sentence."""
    if text[clause.end - 1] not in FINAL or not (clause.start == start or text[clause.start - 1] in "。；;！？!?\n"):
        return False
    names = _subject(text, *clause)
    return bool(names) and all(acts(text, name, told=True) for name in names or [])


def _join_in(text: str, clause: Span, mark: re.Match[str], before: Mention) -> Mention | None:
    """县科技局要建立名单，会同金融机构…: the doer of the clause before leads, whoever it calls in supports."""
    got = prefix(text, mark.end(), clause.end, verb="verb") or prefix(text, mark.end(), clause.end)
    if not got or any(r not in ("responsible", "lead") for _, r in before.names):
        return None
    led = tuple((n, "lead") for n, _ in before.names) + tuple((n, "support") for n in got[1])
    return Mention(Span(before.span.start, clause.end), led, before.rule)  # type: ignore[arg-type]


def mentions(text: str, start: int, end: int, closed: list[Span]) -> list[Mention]:
    """The clauses of ``text[start:end]`` (half-open, code points) that put units to work, in order.

    What lies in ``closed`` (attributions in brackets) is left out.
    """
    opening = _patterns()[2]
    marks = list(triggers().finditer(text, start, end))
    if not marks:
        return []
    clauses = _outside(_clauses(text, start, end), closed)
    for span in content(text, start, end):
        marks = [mark for mark in marks if not span.start <= mark.start() < span.end]
    out: list[Mention] = []
    led, floor, first, until = False, start, 0, start
    for number, clause in enumerate(clauses):
        while first < len(marks) and marks[first].start() < clause.start:
            first += 1
        last = first
        while last < len(marks) and marks[last].start() < clause.end:
            last += 1
        mine, first = marks[first:last], last
        if not mine or clause.start < until:
            continue
        if out and mine[0][0] == "会同" and mine[0].start() == clause.start and not _SENTENCE_END.search(text, floor, clause.start):
            if joined := _join_in(text, clause, mine[0], out[-1]):
                out[-1], led, floor = joined, True, clause.end
                continue
        if lays_down(text, *clause) and text[clause.end : clause.end + 1] in "，,：:":
            stop = _SENTENCE_END.search(text, clause.end, end)
            until = stop.start() if stop else end
        found = _triggered(text, clause, mine)
        span = clause
        if found is None or found[1] == "subject-modal":
            opened = opening.match(text, *clause)
            at = opened.end() if opened else clause.start
            begins = _MODALS.match(text, at, clause.end) or (at > clause.start and _MODALS.search(text, clause.start, at))
            if not begins and number and (holds := _HOLDS.match(text, at, clause.end)) and _as_doer(text, clauses[number - 1]):
                begins = holds
            if not begins and not found and number and mine[0].lastgroup == "now" and _named(text, clauses[number - 1], start):
                begins = mine[0]
            # 各市、各县，省直各部门要…: only a clause that is all names goes on in the next subject
            if (begins or found or _TAKES_UP.match(text, clause.start)) and number:
                before = clauses[max(number - 4, 0) : number]
                if found and not (before and text[before[-1].end - 1] in FINAL and _subject(text, *before[-1])):
                    before = []
                if (waiting := _waiting(text, before, floor, begins.start() if begins else at)) and (
                    found or not begins or _bound(text, waiting[1], begins, clause.end)
                ):
                    rest = found[0] if found else []
                    found = [(n, "responsible") for n in waiting[1]] + rest, "topic" if not rest else found[1]  # type: ignore[index]
                    span = Span(waiting[0], clause.end)
        if not found:
            continue
        roles = tuple((n, role_of(text, n, span, r, led)) for n, r in found[0])
        given = {r for _, r in roles}
        led = led or ("lead" in given and "support" not in given)       # A会同B leaves what C has to do alone
        floor = clause.end
        out.append(Mention(span, roles, found[1]))
    return out
