"""How a list of names falls apart into units: 县法院、县检察院和各乡镇.

Rules after the annotation guide: 县法院、县检察院 is two, one shared head noun (各乡镇、部门主要负责同志) makes one, X及其Y is
one, 等 and 等部门 are no part of a name. A list with a member that names no unit is none, but for what stands in the
company of units (各部门、各企业; 国有企业和其他承担任务的单位). Spans are half-open code points of the text.
"""

from __future__ import annotations

import re
from functools import lru_cache

from textkit.extract.aliases import canonical
from textkit.extract.unit_names import (
    ADMIN_LIST,
    FINAL,
    FOREIGN,
    LONGEST,
    QUOTES,
    RELATIVE,
    VERB_FIRST,
    Name,
    classify,
    trim,
    word,
)
from textkit.model import Span

__all__ = ["people", "prefix", "split_list"]

_OPEN, _CLOSE = "（(〔[", "）)〕]"
_SHARED_HEAD = re.compile(r"(?:党政|主要|分管|行政|党组织)*(?:负责人|负责同志|主要领导|分管领导|领导|领导同志|“?一把手”?|领导班子|责任人)$")
_BARE = frozenset(["单位", "部门", "地区", "机构", "地方", "单位机关", "企业", "组织", "人员", "机关", "社会组织", "工作人员"])
_JOINER = re.compile(r"以及|或者|尤其是|特别是|包括|和|与|及(?!其)|并|跟|或")
_DOMAINS = re.compile(
    r"((?:各级|各|有关|相关|省级|市级|县级)?[\u4e00-\u9fff]{2,10}(?:、[\u4e00-\u9fff]{2,10}){1,20})"
    r"等(?:[\u4e00-\u9fff]{2,8}领域)?(?:有关|相关|各)?(?:主管|行政|职能|监管)?(?:部门|系统|行业)(?:和单位)?$"
)
# 公安、城管两家要…: bodies named by their field alone, counted
_COUNTED = re.compile(r"(?:(?:由|请|让|和)?)((?:[\u4e00-\u9fff]{2,6}、){1,6}[\u4e00-\u9fff]{2,6})(?:[两三四五六七]|[2-7])(?:家(?:单位)?|个?部门)")
_FIELD_HEAD = re.compile(r"、[\u4e00-\u9fff、]{2,16}(?:部门|机关|系统)$")
_FIELDS = frozenset(["教育", "组织", "审计", "监督", "服务", "审批"])
_COMPANION = re.compile(r"企业|事业单位|社会团体|人民团体|社会组织|中介机构|其他")
_KIND = re.compile(
    r"(?:广大|一切|所有|有关|相关|各类|国有|中央|重点|大型|民营|骨干|龙头|生产|经营|文化|金融|施工|流通|建筑|用工|物业|供水|供电|燃气|运输|互联网)*"
    r"(?:企业|企事业单位|事业单位|企业事业单位|社会团体|人民团体|群众团体|社会组织|行业组织|中介机构|用人单位)"
)
_TOO_WIDE = frozenset(["政府", "部门", "机关", "学校", "单位", "机构", "社会组织", "社区", "基层"])
_AND = re.compile(r"以及|和(?=其他|有关|相关|各|广大|一切|所有|[\u4e00-\u9fff]{0,8}(?:企业|单位|团体|组织|机构|智库|者|人)(?:[、和以]|$))|(?<=企业)和|(?<=单位)和")
_ONE_TERM = re.compile("[^、]?担保、再担保|[^、]{0,2}省、自治区、直辖市|自治区、直辖市")     # a 、 that parts no names
_WORDS = re.compile(r"[^ 　\t]+")
_OF = re.compile("[^，。；、的]{2,14}的(?:部门|机构|单位)")
_QUANTITY = re.compile(r"各|有关|相关|其他|所有")
_BARE_PLACE = re.compile(r"^[\u4e00-\u9fff]{2,4}$")
_PLACE_BODY = re.compile(r"(?:、[\u4e00-\u9fff]{2,4}){0,12}、[\u4e00-\u9fff]{2,4}[市县区州](?:人民)?政府(?:[、，；）)]|$)")


_HAN = "\u4e00-\u9fff"
_POST = "(?:书记|[县市区省州旗镇乡局厅部处科所站院校园行馆台队社村会组]长|主任|主席|常委|检察长|秘书长|调研员|总经理|董事长|指挥长)"
_NAMED_POST = re.compile(rf"(?:[^，。；：、]{{0,20}}?{_POST})(?P<gap>[ 　]?)(?P<who>[{_HAN}·]{{2,4}})")
_PERSON = re.compile(rf"(?:[{_HAN}][ 　]?[{_HAN}]|[{_HAN}]{{3,4}}|[{_HAN}]{{2,8}}·[{_HAN}]{{2,8}})(?:同志|副?{_POST}|[（(][^（）()]{{2,20}}[）)])?")
_ENDS_AS_POST = re.compile(f"{_POST}(?:同志)?$")
_NOBODY = re.compile("待定|另行|详见|见附件|同上|暂缺|空缺|附后")
_PEOPLE_END = re.compile(r"[、，,；;\n]|[ 　\t]+(?=[\u4e00-\u9fff]{2})(?<=[\u4e00-\u9fff）)]{2}[ 　\t])")


def people(text: str, start: int, end: int) -> list[Name]:
    """Who stands after a label that asks for a person (责任领导：, 责任人：): any short name is one, whatever its surname.

    A post before the name (县委常委、副县长简若溪) is one unit with it; bodies in the same list stay bodies.

    >>> text = "县水利局、简若溪"
    >>> [(name.span.of(text), name.unit_type) for name in people(text, 0, 8)]
    [('县水利局', 'body'), ('简若溪', 'person')]
    """
    out: list[Name] = []
    at, posts = start, 0
    edges = [*_PEOPLE_END.finditer(text, start, end), None]
    for edge in edges:
        span = trim(text, at, edge.start() if edge else end)
        at = edge.end() if edge else end
        written = text[span.start : span.end]
        if len(written) < 2 or _NOBODY.search(written):
            posts = 0
            continue
        kind = classify(written)
        named = _NAMED_POST.fullmatch(text, *span)
        if named and not _ENDS_AS_POST.search(written) and (kind is None or kind[0] in ("person", "post")):
            begin = out[-posts].span.start if posts else span.start
            del out[len(out) - posts :]
            out.append(Name(Span(begin, span.end), "person"))
            posts = 0
            continue
        if kind is not None:
            out.append(Name(span, *kind))
            posts = posts + 1 if kind[0] == "post" and _ENDS_AS_POST.search(written) and edge and edge[0][0] in "、 　" else 0
        elif _PERSON.fullmatch(written):
            begin = span.start
            if posts and text[span.start - 1] in " 　":      # 副县长 阙文山
                begin = out[-posts].span.start
                del out[len(out) - posts :]
            out.append(Name(Span(begin, span.end), "person"))
            posts = 0
        else:
            out += split_list(text, *span, trusted=True) or []
            posts = 0
    return out


def _pieces(text: str, start: int, end: int, commas: bool) -> list[Span]:
    """The stretch cut at 、 (and ， where ``commas``) outside brackets."""
    out: list[Span] = []
    depth, at = 0, start
    seps = "、，,；;\n" if commas else "、"
    for i in range(start, end):
        char = text[i]
        if char in _OPEN:
            depth += 1
        elif char in _CLOSE:
            depth = max(depth - 1, 0)
        elif depth == 0 and char in seps and not (char == "、" and _ONE_TERM.match(text, max(i - 3, 0))):
            out.append(Span(at, i))
            at = i + 1
    out.append(Span(at, end))
    if commas:                                   # 县发改局 县财政局: blanks between whole names
        out = [piece for span in out for piece in _apart(text, span)]
    return [span for span in out if text[span.start : span.end].strip()]


def _apart(text: str, span: Span) -> list[Span]:
    words = [Span(*match.span()) for match in _WORDS.finditer(text, *span)]
    return words if len(words) > 1 and all(w.end - w.start > 2 for w in words) else [span]


def _one(text: str, span: Span, trusted: bool) -> list[Name] | None:
    """A piece without 、: one name, or several joined by 和, 及, 以及 where each side is a unit by itself."""
    start, end = trim(text, *span)
    if end - start > 3 * LONGEST:
        return None
    # 及 and 等 may be followed by another conjunct: 省财政厅等和各市政府
    for match in _JOINER.finditer(text, start + 1, end - 1):
        left, right = trim(text, start, match.start()), trim(text, match.end(), end)
        if right.end - right.start < 2 or text[right.start : right.end] in _BARE:
            continue
        kind = classify(text[left.start : left.end])
        if kind and (rest := _one(text, right, trusted)) and rest[0].span.of(text) not in _BARE:
            if kind[0] in ("body", "group") and _shares(text[right.start : right.end]):
                break
            return [Name(left, *kind), *rest]
    found = classify(text[start:end], trusted)
    return [Name(Span(start, end), *found)] if found else None


def _shares(name: str) -> bool:
    """Whether a post takes in the bodies listed before it: 部门主要负责同志 does, 项目负责人 and 领导干部 do not."""
    head = _SHARED_HEAD.search(name)
    if not head or head.start() == 0:
        return False
    rest = name[: head.start()]
    return rest in _BARE or classify(rest) is not None


def split_list(text: str, start: int, end: int, *, trusted: bool = False, commas: bool = False) -> list[Name] | None:
    """The names in ``text[start:end]``, a list of units and nothing else; None where something in it is no unit.

    With ``trusted`` (after a label) pieces that are no unit are dropped instead, and None comes only of an empty list.

    >>> text = "县法院、县检察院和各乡镇、部门主要负责同志"
    >>> [text[name.span.start:name.span.end] for name in split_list(text, 0, 8)]
    ['县法院', '县检察院']
    """
    if not trusted and (end - start < 2 or text[end - 1] not in FINAL):
        return None
    if counted := _COUNTED.fullmatch(text, start, end):
        fields = _pieces(text, *counted.span(1), commas=False)
        if all(_is_bureau(text[piece.start : piece.end]) for piece in fields):
            return [Name(piece, "body") for piece in fields]
    span = trim(text, start, end)
    if span.end - span.start < 2:
        return None
    if ADMIN_LIST.match(text[span.start : span.end]) and span.end - span.start <= LONGEST:
        whole = text[span.start : span.end]
        return [Name(span, "body" if re.search(r"(?:政府|党委|局|委)$", whole) else "group", "any")]
    if (domains := _domains(text, Span(start, end))) is not None:
        return [domains]
    names: list[Name] = []
    waiting: Span | None = None
    if not trusted and (company := _company(text, span)):
        return company
    for piece in _pieces(text, span.start, span.end, commas):
        joined = trim(text, waiting.start, piece.end) if waiting else piece
        # 东山、西河市政府: a bare place before one that brings the head noun, after a label too
        placed = trusted and bool(_BARE_PLACE.match(text[piece.start : piece.end])) and _PLACE_BODY.match(text, piece.end, span.end)
        got = _one(text, piece, trusted and waiting is None and not placed)
        if got and text[piece.start : piece.end].endswith("财政") and _FIELD_HEAD.search(text, piece.end, span.end):
            got = None                            # 同级财政、税务部门 share 部门
        if waiting and got:                      # 济南、青岛市政府: the head noun is shared
            if len(got) != 1 or got[0].span.end - joined.start > LONGEST:
                if not trusted:
                    return None
                names += got
            else:
                names.append(Name(Span(joined.start, got[0].span.end), got[0].unit_type, got[0].use))
            waiting = None
            continue
        if got:
            names += got
        elif _headless(text[piece.start : piece.end]):
            waiting = joined
        elif not trusted:
            return None
    if waiting and not trusted:
        return None
    if len(names) > 1:
        names = _share(text, names)
    return names or None


def _is_bureau(field: str) -> bool:
    return re.fullmatch(word("field"), field) is not None or canonical(f"{field}局") != f"{field}局"


def _company(text: str, span: Span) -> list[Name] | None:
    """各高校、国有企业和其他承担任务的单位: what is no unit by itself is one in the company of those that are.

    Either the last of the list says what they all are (其他…的单位), or only kinds of enterprises stand among units.
    """
    if not _COMPANION.search(text, *span):
        return None
    pieces: list[Span] = []
    for piece in _pieces(text, span.start, span.end, commas=False):
        at = piece.start
        for mark in _AND.finditer(text, piece.start + 2, piece.end):
            pieces.append(trim(text, at, mark.start()))
            at = mark.end()
        pieces.append(trim(text, at, piece.end))
    if len(pieces) < 2 or any(not 2 <= p.end - p.start <= LONGEST for p in pieces):
        return None
    last = text[pieces[-1].start : pieces[-1].end]
    summed = last.startswith("其他") and RELATIVE.match(last) is not None
    if not summed and not any(_KIND.fullmatch(text, *piece) for piece in pieces):
        return None
    out: list[Name] = []
    named = False
    for piece in pieces:
        written = text[piece.start : piece.end]
        kind = classify(written)
        if kind is None or _KIND.fullmatch(written):
            if not (_KIND.fullmatch(written) or (summed and _headless(written))):
                return None
            out.append(Name(piece, "group", "modal"))
            continue
        named = named or written not in _TOO_WIDE
        out.append(Name(piece, *kind))
    return out if named else None


def _domains(text: str, span: Span) -> Name | None:
    """财政、教育、医保等部门: fields of work that share one head noun are one unit, whole as written."""
    match = _DOMAINS.match(text, *span)
    if not match or any((VERB_FIRST.match(p) and p not in _FIELDS) or FOREIGN.search(p) or classify(p) for p in match[1].split("、")[:-1]):
        return None
    last = match[1].split("、")[-1]
    # 县民政局、县财政局等部门 names bodies, and so does 各乡镇、有关部门
    if (VERB_FIRST.match(last) and last not in _FIELDS) or FOREIGN.search(last) or classify(last) or _QUANTITY.match(last):
        return None
    return Name(Span(match.start(), match.end()), "group", "any")


def _headless(piece: str) -> bool:
    plain = piece.strip().translate(QUOTES)
    return 1 <= len(plain) <= 10 and not FOREIGN.search(plain) and not VERB_FIRST.match(plain)


def _share(text: str, names: list[Name]) -> list[Name]:
    """各乡镇、部门主要负责同志: bodies before a post that names no body of its own are one unit with it."""
    last = names[-1]
    name = text[last.span.start : last.span.end]
    if last.unit_type == "person" and all(n.unit_type == "post" for n in names[:-1]):
        return [Name(Span(names[0].span.start, last.span.end), "person", "any")]     # 县委常委、副县长李明同志
    if last.unit_type not in ("post", "group") or not _shares(name):
        return names
    if any(n.unit_type not in ("body", "group") for n in names[:-1]):
        return names
    if last.span.end - names[0].span.start > 2 * LONGEST:
        return names
    return [Name(Span(names[0].span.start, last.span.end), last.unit_type, last.use)]


def prefix(text: str, start: int, end: int, *, verb: str | None = None) -> tuple[int, list[Name]] | None:
    """The longest list of units at the beginning of the stretch, with the offset where it ends; None without one.

    ``verb`` names the kind of words (``verb``, ``act``) one of which must follow, unless the stretch ends there.

    >>> prefix("县委组织部负责落实", 0, 9)[0]
    5
    """
    stop = min(end, start + 90)
    follow = _follow(verb or "verb")
    ends = [stop] if stop == end else []
    ends += [m.start() for m in follow.finditer(text, start + 2, stop)]
    if not verb:
        ends += range(start + 2, min(stop, start + 16))
    tried = 0
    for at in sorted(set(ends), reverse=not verb):
        if at - start < 2 or tried > 40 or text[at - 1] not in FINAL:
            continue
        tried += 1
        if (names := split_list(text, start, at)) and names[-1].span.end >= trim(text, start, at).end - 8:
            # 组织 of 组织部, 审计 of 审计局: a verb inside a longer name is none
            if verb and (longer := _longer(text, start, at, stop)):
                return longer
            return at, names
    return None


def _longer(text: str, start: int, at: int, stop: int) -> tuple[int, list[Name]] | None:
    if text[at - 1] == "府" and (of := _OF.match(text, at, stop)) and (names := split_list(text, start, of.end())):
        return of.end(), names                    # 县人民政府管理林业工作的部门
    for further in range(min(stop, at + 8), at, -1):
        if text[further - 1] in "局厅委办部院会组室所队心位门关长人志构府" and (names := split_list(text, start, further)):
            return further, names
    return None


@lru_cache(maxsize=None)
def _follow(kind: str) -> re.Pattern[str]:
    return re.compile(word(kind))
