"""What counts as the name of an answerable unit, and how a list of names falls apart into names.

Works on any stretch of text; spans are half-open code points of that text. The words are in ``lexicon/unit_heads.tsv``
(how names end), ``units.tsv`` (names that no ending gives away), ``unit_stops.tsv`` (what only looks like a unit) and
``unit_words.tsv`` (what stands around a name). Rules of lists after the annotation guide: 县法院、县检察院 is two, one
shared head noun (各乡镇、部门主要负责同志) makes one, X及其Y is one, 等 and 等部门 are no part of a name.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

from textkit.lexicon import alternation, load
from textkit.model import Span, UnitType

__all__ = ["FINAL", "LONGEST", "Name", "classify", "prefix", "split_list", "trim", "word"]

LONGEST = 34          # the longest name worth a look; a bound, not a rule
_REACH = 16           # the longest ending
_OPEN, _CLOSE = "（(〔[", "）)〕]"
# Every name of a unit ends in one of these; the first, cheapest test of a stretch.
FINAL = frozenset(
    "局厅委办部院会组室所队位门关心站社联协行司团处道乡镇村居区园点台馆校学街府署班构织长记任席员常书理人志导子者警官"
    "政金师央中手议察大检法级地省市州盟县旗户科股方贸总商体份户们身间等）)”\"基层市场业站军场司法统系"
)
_QUOTES = str.maketrans("", "", "“”\"'‘’「」 　")
_PAREN = re.compile(r"[（(][^（）()]{1,16}[）)]")

_SURNAMES = (
    "王李张刘陈杨黄赵吴周徐孙马朱胡郭何林高罗郑梁谢宋唐许韩冯邓曹彭曾肖田董袁潘于蒋蔡余杜叶程苏魏吕丁任沈姚卢姜崔钟谭陆"
    "汪范石廖贾夏韦付方邹熊孟秦邱江尹薛闫段雷侯龙史陶黎贺顾毛郝龚邵万钱严覃武戴莫孔向汤柯华温冉殷文晏尚包牛季凌樊葛耿"
    "欧施洪翟舒辛管左岳柳安庞聂焦易乔伍庄关项祁齐喻申"
)
_PERSON = re.compile(
    rf"^.{{0,14}}?[{_SURNAMES}](?:[\u4e00-\u9fff×X某]{{1,2}})?"
    r"(?:同志|副?(?:书记|县长|市长|区长|省长|州长|镇长|乡长|局长|厅长|部长|主任|主席|院长|检察长|常委|秘书长))$"
)
_PLAIN_PERSON = re.compile(rf"^[{_SURNAMES}][\u4e00-\u9fff×X某·]{{1,3}}$")
_PLACE = re.compile(
    r"^(?!.*财政)(?:[\u4e00-\u9fff]{1,6}(?:省|自治区)|[\u4e00-\u9fff]{2,7}"
    r"(?:市|自治州|自治县|(?<![城社园老山牧农灾库林矿景校厂地新产])区|县|旗|镇|乡))$"
)
# Words that begin an order or a clause, never the name of a body.
_VERB_FIRST = re.compile(
    r"^(?!(?:承办|举办|审核|评估|检测|认证|检查|督查|帮扶|服务|培训|处置|救援|主管|受理|起草|推荐|实施|落实|配合|协同|监督|指导|审批|考核|评审|组织|执行|申报|参与|牵头|制定)(?:单位|部门|机关|机构|人员))(?:加强|推进|推动|加快|支持|鼓励|引导|督促|促使|促进|建立|完善|健全|实施|强化|深化|优化|提升|提高|落实|开展|组织(?!部|人事|部门)|"
    r"争取|确保|做好|抓好|发挥|依托|结合|围绕|按照|根据|通过|建好|用好|办好|管好|成立|设立|组建|打造|培育|发展(?!改革|和改革|研究|规划)|坚持|"
    r"加大|扩大|构建|形成|创新|创建|统筹|整合|严格|严肃|认真|切实|积极|努力|着力|大力|全力|深入|全面(?!依法)|扎实|持续|不断|继续|进一步|"
    r"充分|主动|定期|及时|帮助|要求|配齐|配强|压实|明确|依靠|联合(?!采购|审查|执法|工作)|会同|配合|协同|听取|报请|报送|接受|服务(?!局|中心|业)|面向|涉及|避免|防止|"
    r"通知|号召|动员|教育(?!局|厅|部|体育|和体育|系统|行政|主管|工委|考试|科技)|指导|监督(?!检查局|管理)|考核|评选|评估|审核|审批(?!局|服务)|除|凡|只有|只要|不管|无论|经(?!济|信|开|贸|发|委|营|合)|召开|牵头(?!单位|部门|申报单位|领导)|建议|批示|[（(\d]|坚决|紧紧|牢记|牢固|荣?获|承担(?![^，]{1,14}的)|实行|每[月年天]|正式|贯彻|紧扣|规范|扛起|纳入|列入|保证|假设|其[一二三]|"
    r"随着|自觉|努力|关于|既|年度|代表|感谢|祝愿|全省人民|以|遵循|把握|突出|注重|重视|充实|选派|抽调|开通|建设(?!局|厅|部|委|银行|单位|项目|系统|行政|管理|主管)|修订|制定|编制|出台|发布|启动|举办|承办|争创|对接|搭建|完成|拓展|巩固|筑牢|把握)"
)
# Function words and verbs that no name contains. 对外, 不动产, 大使馆, 当地 and places like 将乐 are let through.
_FOREIGN = re.compile(
    r"把(?!手)|他(?<!其他)|[让到着被并没这那我你她它们了因若虽但却且而则即吗呢吧很太]|对(?!外|台|口|俄|内)|不(?!动产)|使(?!馆|领馆|用)|当(?!地|涂|阳|雄|年|事)|将(?!乐)|"
    r"从(?!江|化)|是|(?<!所)在(?!建)|组成(?!部门|人员|单位)|(?<=[厅局委部门])商(?=国|省|市|县|有关|相关)|向(?!阳)|以(?!色列|上|下)|为(?!民|侨)|(?<!自)由|[^\n]获|贯彻|围绕|牢记|会同|协同(?!发展|创新|推进|联动)|按照|根据|授权|录用|批示|周围|组织(?=各|有关|相关)|(?<![申填])报(?!社|业|刊|道)|于(?!都|田|洪)|要(?<!主要)(?<!需要)|须|应(?!急|用|县|城)|必|如(?!皋|东)|支持|鼓励|引导|督促|确保|切实|努力|着力|"
    r"认真|加强|落实|提升|提高|做好|抓好|建成|打造|形成|充分|带头|共同|进一步|积极|[，。；：、,;:！？!?\n\t]"
)
_RELATIVE = re.compile(
    r"^(?:其他|所有|凡是?)?(?:有|承担|负责|从事|具体|具备|涉及|拥有|符合|未|已|尚未|参与|列入)[^，。；、]{1,14}的"
    r"(?:单位|部门|地方|地区|机构|同志|人员|工作人员|乡镇|镇|村|市|县|学校)$"
)
_POSS = re.compile(r"的(?!(?:主要|分管|党政)?(?:负责|领导|工作)|人民政府|单位|部门|地方|地区|机构|同志|人员|工作人员|乡镇|镇|村|市|县|学校)")
_SHARED_HEAD = re.compile(r"(?:党政|主要|分管|行政|党组织)*(?:负责人|负责同志|主要领导|分管领导|领导|领导同志|“?一把手”?|领导班子|责任人)$")
_BARE = frozenset(["单位", "部门", "地区", "机构", "地方", "单位机关", "企业", "组织", "人员", "机关", "社会组织", "工作人员"])
_JOINER = re.compile(r"以及|或者|尤其是|特别是|包括|和|与|及(?!其)|并|跟|或")
_DOMAINS = re.compile(
    r"((?:各级|各|有关|相关|省级|市级|县级)?[\u4e00-\u9fff]{2,10}(?:、[\u4e00-\u9fff]{2,10}){1,20})"
    r"等(?:[\u4e00-\u9fff]{2,8}领域)?(?:有关|相关|各)?(?:主管|行政|职能|监管)?(?:部门|系统|行业)(?:和单位)?$"
)
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
_QUANTITY = re.compile(r"各|有关|相关|其他|所有")
_BARE_PLACE = re.compile(r"^[\u4e00-\u9fff]{2,4}$")
_PLACE_BODY = re.compile(r"(?:、[\u4e00-\u9fff]{2,4}){0,12}、[\u4e00-\u9fff]{2,4}[市县区州](?:人民)?政府(?:[、，；）)]|$)")
_ADMIN_LIST = re.compile(
    r"^(?:各|有关|相关)?(?:省|市|州|盟|县|旗|区|地)(?:[（(][^（）()]{1,12}[）)])?"
    r"(?:、(?:市|州|盟|县|旗|区|自治区|直辖市|开发区|乡|镇)(?:[（(][^（）()]{1,12}[）)])?){1,6}"
    r"(?:[一两二三]?级)?(?:[\u4e00-\u9fff]{0,16}(?:政府|党委|部门|单位|局|委|办|机关|领导小组|负责人|负责同志))?$"
)


@dataclass(frozen=True, slots=True)
class Name:
    """One unit as it is named: where, what kind, and how freely it may be a subject (any, modal, place)."""

    span: Span
    unit_type: UnitType
    use: str = "any"


@lru_cache(maxsize=None)
def word(kind: str) -> str:
    """The alternation of one kind of words of ``unit_words.tsv``: leadin, adverb, strip_left, strip_right, verb."""
    return alternation("unit_words", kind=kind)


@lru_cache(maxsize=None)
def _tables() -> tuple[re.Pattern[str], re.Pattern[str], re.Pattern[str], dict[str, tuple[UnitType, str]]]:
    """The stops, the names and endings that bind the whole name, the endings proper, and what each stands for."""
    stops = re.compile("|".join(entry.pattern for entry in load("unit_stops")))
    types: dict[str, UnitType] = {"body": "body", "post": "post", "group": "group", "person": "person"}
    kinds: dict[str, tuple[UnitType, str]] = {}
    whole: list[str] = []
    tails: list[str] = []
    for number, entry in enumerate((*load("units"), *load("unit_heads"))):
        kinds[f"n{number}"] = (types[entry["type"]], entry.get("use") or "any")
        (whole if entry.pattern.startswith("^") else tails).append(f"(?P<n{number}>{entry.pattern})")
    return stops, re.compile("|".join(whole)), re.compile("|".join(tails)), kinds


@lru_cache(maxsize=None)
def _divisions() -> frozenset[str]:
    """The names of provinces, cities and counties (防城区 is one, 老城区 is none)."""
    return frozenset(entry.pattern for entry in load("divisions"))


@lru_cache(maxsize=8192)
def classify(name: str, trusted: bool = False) -> tuple[UnitType, str] | None:
    """Type and use of one name, None where it names no unit.

    ``trusted`` is for what stands after a label (责任单位：…), where anything short that is no clause is a name.

    >>> classify("县大数据局"), classify("决策部署"), classify("李书记")
    (('body', 'any'), None, ('person', 'any'))
    """
    plain = name.translate(_QUOTES).replace("担保、再担保", "担保再担保")
    if not 2 <= len(plain) <= LONGEST:
        return None
    if _ADMIN_LIST.match(plain):
        return "group", "any"
    bare = _PAREN.sub("", plain) if "（" in plain or "(" in plain else plain
    stops, whole, tails, kinds = _tables()
    if _RELATIVE.match(plain):
        return "group", "modal"
    if _VERB_FIRST.match(plain) or _POSS.search(plain) or _FOREIGN.search(bare):
        return None
    if stops.search(plain) and not trusted:
        return None
    if _PERSON.match(plain):
        return "person", "any"
    for form in dict.fromkeys((plain, bare)):
        # No ending proper is longer than the reach; a search over the whole name costs ten times as much.
        match = whole.match(form) or tails.search(form, max(len(form) - _REACH, 0))
        if match and match.lastgroup:
            return kinds[match.lastgroup]
    if _PLACE.match(plain) or plain in _divisions():
        return "body", "place"
    if trusted:
        if _PLAIN_PERSON.match(plain) and len(plain) <= 3:
            return "person", "any"
        if not re.search(r"\d|[一二三四五六七八九十]月", plain):
            return "body", "modal"
    return None


def trim(text: str, start: int, end: int) -> Span:
    """The span without blanks, 等部门 and other words that are no part of a name: 县信访局等部门 → 县信访局."""
    left, right = _trimmers()
    while start < end and text[start] in " 　\t\n\r·●•-—":
        start += 1
    while start < end and text[end - 1] in " 　\t\n\r":
        end -= 1
    match = left.match(text, start, end)
    if match and match.end() < end:
        start = match.end()
    match = right.search(text, max(start, end - 24), end)
    if match and match.start() > start:
        end = match.start()
    return Span(start, end)


@lru_cache(maxsize=None)
def _trimmers() -> tuple[re.Pattern[str], re.Pattern[str]]:
    return re.compile(f"(?:{word('strip_left')}){{1,2}}"), re.compile(word("strip_right"))


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
    span = trim(text, start, end)
    if span.end - span.start < 2:
        return None
    if _ADMIN_LIST.match(text[span.start : span.end]) and span.end - span.start <= LONGEST:
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
    summed = last.startswith("其他") and _RELATIVE.match(last) is not None
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
            kind = "group", "modal"
        else:
            named = named or written not in _TOO_WIDE
        out.append(Name(piece, *kind))
    return out if named else None


def _domains(text: str, span: Span) -> Name | None:
    """财政、教育、医保等部门: fields of work that share one head noun are one unit, whole as written."""
    match = _DOMAINS.match(text, *span)
    if not match or any((_VERB_FIRST.match(p) and p not in _FIELDS) or _FOREIGN.search(p) or classify(p) for p in match[1].split("、")[:-1]):
        return None
    last = match[1].split("、")[-1]
    # 县民政局、县财政局等部门 names bodies, and so does 各乡镇、有关部门
    if (_VERB_FIRST.match(last) and last not in _FIELDS) or _FOREIGN.search(last) or classify(last) or _QUANTITY.match(last):
        return None
    return Name(Span(match.start(), match.end()), "group", "any")


def _headless(piece: str) -> bool:
    plain = piece.strip().translate(_QUOTES)
    return 1 <= len(plain) <= 10 and not _FOREIGN.search(plain) and not _VERB_FIRST.match(plain)


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
    for further in range(min(stop, at + 8), at, -1):
        if text[further - 1] in "局厅委办部院会组室所队心位门关长人志构府" and (names := split_list(text, start, further)):
            return further, names
    return None


@lru_cache(maxsize=None)
def _follow(kind: str) -> re.Pattern[str]:
    return re.compile(word(kind))
