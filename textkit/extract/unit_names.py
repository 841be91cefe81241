"""What counts as the name of an answerable unit.

Works on any stretch of text; spans are half-open code points of that text. The words are in ``lexicon/unit_heads.tsv``
(how names end), ``units.tsv`` (names that no ending gives away), ``unit_stops.tsv`` (what only looks like a unit) and
``unit_words.tsv`` (what stands around a name). How a list falls apart into names is in :mod:`unit_lists`.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

from textkit.lexicon import alternation, load
from textkit.model import Span, UnitType

__all__ = ["ADMIN_LIST", "FINAL", "FOREIGN", "LONGEST", "QUOTES", "RELATIVE", "VERB_FIRST", "Name", "classify", "trim", "word"]

LONGEST = 34          # the longest name worth a look; a bound, not a rule
_REACH = 16           # the longest ending
# Every name of a unit ends in one of these; the first, cheapest test of a stretch.
FINAL = frozenset(
    "局厅委办部院会组室所队位门关心站社联协行司团处道乡镇村居区园点台馆校学街府署班构织长记任席员常书理人志导子者警官"
    "政金师央中手议察大检法级地省市州盟县旗户科股方贸总商体份户们身间家等）)”\"基层市场业站军场司法统系"
)
QUOTES = str.maketrans("", "", "“”\"'‘’「」 　")
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
VERB_FIRST = re.compile(
    r"^(?!(?:承办|举办|审核|评估|检测|认证|检查|督查|帮扶|服务|培训|处置|救援|主管|受理|起草|推荐|实施|落实|配合|协同|监督|指导|审批|考核|评审|组织|执行|申报|参与|牵头|制定)(?:单位|部门|机关|机构|人员))(?:加强|推进|推动|加快|支持|鼓励|引导|督促|促使|送(?!变电)|报(?!社|业|刊|国|请|送)|交(?=由|[省市县区])|促进|建立|完善|健全|实施|强化|深化|优化|提升|提高|落实|开展|组织(?!部|人事|部门)|"
    r"争取|确保|做好|抓好|发挥|依托|结合|围绕|按照|根据|通过|建好|用好|办好|管好|成立|设立|组建|打造|培育|发展(?!改革|和改革|研究|规划)|坚持|"
    r"加大|扩大|构建|形成|创新|创建|统筹|整合|严格|严肃|认真|切实|积极|努力|着力|大力|全力|深入|全面(?!依法)|扎实|持续|不断|继续|进一步|"
    r"充分|主动|定期|及时|帮助|要求|配齐|配强|压实|明确|依靠|联合(?!采购|审查|执法|工作)|会同|配合|协同|听取|报请|报送|接受|服务(?!局|中心|业)|面向|涉及|避免|防止|"
    r"通知|号召|动员|教育(?!局|厅|部|体育|和体育|系统|行政|主管|工委|考试|科技)|指导|监督(?!检查局|管理)|考核|评选|评估|审核|审批(?!局|服务)|除|凡|只有|只要|不管|无论|经(?!济|信|开|贸|发|委|营|合|办机构|办人|办单位)|召开|牵头(?!单位|部门|申报单位|领导)|建议|批示|[（(\d]|坚决|紧紧|牢记|牢固|荣?获|承担(?![^，]{1,14}的)|实行|每[月年天]|正式|贯彻|紧扣|规范|扛起|纳入|列入|保证|假设|其[一二三]|"
    r"随着|自觉|努力|关于|既|年度|代表|感谢|祝愿|全省人民|以|有序|稳步|稳妥|逐步|逐渐|提倡|倡导|领导(?!小?组|班子|干部|同志|机构|机关|成员|人员|者|集体)|遵循|把握|突出|注重|重视|充实|选派|抽调|开通|建设(?!局|厅|部|委|银行|单位|项目|系统|行政|管理|主管)|修订|制定|编制|出台|发布|启动|举办|承办|争创|对接|搭建|完成|拓展|巩固|筑牢|把握)"
)
# Function words and verbs that no name contains. 对外, 不动产, 大使馆, 当地 and places like 将乐 are let through.
FOREIGN = re.compile(
    r"把(?!手)|他(?<!其他)|(?<![供补])给(?!排水|水)|出台|印发|组建|制订|[让到着被并没这那我你她它们了因若虽但却且而则即吗呢吧很太]|对(?!外|台|口|俄|内)|不(?!动产)|使(?!馆|领馆|用)|当(?!地|涂|阳|雄|年|事)|将(?!乐)|"
    r"从(?!江|化)|是|(?<!所)在(?!建)|组成(?!部门|人员|单位|员)|(?<!每)一[个所家批支项]|办好|承担(?!单位|部门|机构|地|国)|(?<=[厅局委部门])商(?=国|省|市|县|有关|相关)|向(?!阳)|以(?!色列|上|下)|为(?!民|侨)|(?<!自)由|[^\n]获|(?<!责)任(?=副?(?:组长|召集人|指挥长|会长|理事长|链长|成员))|担任|兼任|贯彻|围绕|牢记|会同|协同(?!发展|创新|推进|联动)|按照|根据|授权|录用|批示|周围|组织(?=各|有关|相关)|(?<![申填])报(?!社|业|刊|道)|于(?!都|田|洪)|要(?<!主要)(?<!需要)|须|应(?!急|用|县|城)|必|如(?!皋|东)|召集(?!人)|支持|鼓励|引导|督促|确保|切实|努力|着力|"
    r"认真|加强|落实|提升|提高|做好|抓好|建成|打造|形成|充分|带头|共同|进一步|积极|[，。；：、,;:！？!?\n\t]"
)
RELATIVE = re.compile(
    r"^(?:其他|所有|凡是?)?(?:有|承担|负责|从事|具体|具备|涉及|拥有|符合|未|已|尚未|参与|列入)[^，。；、]{1,14}的"
    r"(?:单位|部门|地方|地区|机构|同志|人员|工作人员|乡镇|镇|村|市|县|学校)$"
)
_POSS = re.compile(r"的(?!(?:主要|分管|党政)?(?:负责|领导|工作)|人民政府|单位|部门|地方|地区|机构|同志|人员|工作人员|乡镇|镇|村|市|县|学校)")
ADMIN_LIST = re.compile(
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
    plain = name.translate(QUOTES).replace("担保、再担保", "担保再担保")
    if not 2 <= len(plain) <= LONGEST:
        return None
    if ADMIN_LIST.match(plain):
        return "group", "any"
    bare = _PAREN.sub("", plain) if "（" in plain or "(" in plain else plain
    stops, whole, tails, kinds = _tables()
    if RELATIVE.match(plain):
        return "group", "modal"
    if VERB_FIRST.match(plain) or _POSS.search(plain) or FOREIGN.search(bare):
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
