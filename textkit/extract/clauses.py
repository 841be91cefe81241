"""Clauses of an order: their head verb, what it acts on, and how binding they are.

>>> [(c.action, c.object) for c in clauses("要加快推进老旧小区改造，出台物业管理办法。")]
[('推进', '老旧小区改造'), ('出台', '物业管理办法')]
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

from textkit.extract.cues import body
from textkit.lexicon import load
from textkit.model import Modality, Span

__all__ = ["Clause", "clauses", "modality"]

# Adverbs and modals that stand before the head verb of an order.
_BEFORE = re.compile(
    r"(?:要|必须|须|务必|应当|应该|应|力争|争取|确保|努力|切实|认真|积极|主动|大力|加快|加紧|着力|全力|全面|深入|扎实|持续|进一步|不断|稳步|有序|稳妥|"
    r"一定|密切|真正|紧密|妥善|及时|紧紧|高效|动态|滚动|集中|大幅|深度|常态化|全方位|多渠道|多措并举|倾力|凝心聚力|加紧|更加|"
    r"坚决|坚定不移|坚定|始终|充分|有效|严格|从严|严肃|高质量|高水平|高标准|高效|高起点|统筹|协同|科学|精准|精心|系统|依法|依规|分类|分步|逐步|"
    r"尽快|及时|按时|按期|重点|着重|继续|更好|更加|更大力度|合力|聚力|加力|强力|有力|牢牢|率先|优先|因地制宜|常态化|制度化|规范化|滚动|动态|"
    r"定期|每年|每月|每季度|今年|全年|年内|同时|并|也|还|再|又|都|可|可以|将|会|一律|一体|一体化|千方百计|不折不扣|毫不动摇|坚持不懈|久久为功|"
    r"大胆|健康|适时|适度|广泛|普遍|就|共同|联合|特别是|尤其是|请|需|不得(?=[有以])|[，,、\s])"
)
_AHEAD = re.compile(
    r"(?:以|围绕|按照|根据|结合|通过|依托|立足|针对|面向|对标|对照|聚焦|紧扣|锚定|瞄准|紧盯|坚持|为|对于|在|从|利用|用好|到20\d\d年|20\d\d年|"
    r"力争到|力争用|综合|首先|其次|再次|最后)"
)
_BA = re.compile(r"(?:把|将)(?P<object>[^，。；]{1,40}?)(?P<action>纳入|作为|列入|摆在|放在|贯穿|落实到|转化为|打造成|建成|建设成|用于|融入|下放|列为|报送|分解|上报|移交)")
_MODAL = re.compile(r"要|必须|务必|应当|应|负责|牵头")
_AND = re.compile(r"和|、|并|及|与|好|了|(?=完善|推进|做好|落实|优化|提升|实施|巩固|织密|织牢|抓好|运用|升级|壮大|开展|维护|用好|办好|践行|拓展|打造|学习)")
# 统筹发展和安全: what follows is a pair of objects, not a verb
_PAIR = re.compile(r"统筹[^，。；和]{2,5}和")
# 对…的, 凡…的: whom or what the next clause is about
_ON = re.compile(r"(?:对|对于|凡|凡是|针对)[^，。；]{2,80}(?:的|家庭|人员|企业|单位|干部|项目|行为|问题|群体|地区)$")
_DUI = re.compile(r"(?:对|向|为|与|同|给|从|由|在)[^，。；]{1,24}?")


@dataclass(frozen=True, slots=True)
class Clause:
    """One clause: half-open ``span`` in the text it was cut from, head verb, object; None where there is no verb."""

    span: Span
    text: str
    action: str | None
    object: str | None


_STOP = re.compile(r"[，,；;：:。！!？?（(《【“「）)》】”」]")


def _cut(text: str) -> list[Span]:
    """Clauses between stops; what stands in brackets and quotation marks is kept whole."""
    out: list[Span] = []
    depth = start = 0
    for match in _STOP.finditer(text):
        char, i = match.group(), match.start()
        if char in "（(《【“「":
            depth += 1
        elif char in "）)》】”」":
            depth = max(0, depth - 1)
        elif depth == 0 and not (char in ",:" and text[i - 1 : i].isdigit()):
            if i > start:
                out.append(Span(start, i))
            start = i + 1
    if start < len(text):
        out.append(Span(start, len(text)))
    return out


class _Words:
    """Words looked up by their length, longest first: a set is quicker than an alternation of hundreds."""

    __slots__ = ("lengths", "words")

    def __init__(self, words: set[str]) -> None:
        self.words = frozenset(words)
        self.lengths = sorted({len(word) for word in words}, reverse=True)

    def match(self, text: str, at: int = 0) -> str | None:
        for length in self.lengths:
            word = text[at : at + length]
            if word in self.words:
                return word
        return None

    def search(self, text: str, at: int, end: int) -> tuple[int, str] | None:
        for i in range(at, min(end, len(text))):
            word = self.match(text, i)
            if word is not None:
                return i, word
        return None


# Verbs that do not open a sentence in a report but stand behind a subject or a modal.
_MORE = frozenset((
    "听取", "召开", "设置", "成立", "研究", "选派", "公开", "公布", "签订", "追究", "讨论", "采取", "使用", "承担", "担负", "负起", "当好",
    "参加", "参与", "配合", "负责", "牵头", "组织", "统筹", "委托", "授予", "采用", "进行", "加分", "启动", "拨付", "报送", "上报", "备案",
    "通报", "约谈", "整改", "处理", "处罚", "受理", "办理", "审批", "签署", "提交", "调度", "部署", "安排", "落实", "牢记", "坚守", "领悟",
))


@lru_cache(maxsize=1)
def _verbs() -> _Words:
    return _Words({row.pattern for row in load("openers") if row["kind"] == "verb"} | _MORE)


# 服务业, 管理费, 保障对象: what looks like a verb is part of a noun
_NOUN = re.compile(r"业|者|员|性|率|费|对象|中心|条件|机关|部门|单位|机构|水平|质量(?!发展)|能力|面积|产品")
_TAKES = re.compile(r"加快|统筹|协同|集中|统一")


def head(clause: str) -> tuple[str | None, str | None]:
    """Head verb and object of one clause; enumerators, adverbs and modals before the verb are skipped."""
    start = at = len(clause) - len(body(clause))
    for _ in range(6):
        match = _BEFORE.match(clause, at)
        # an adverb that is the verb itself (统筹推进 against 统筹城乡发展) is kept where no verb follows it
        if not match or _PAIR.match(clause, at):
            break
        at = match.end()
    match = _BA.match(clause, at)
    if match:
        return match["action"], match["object"] or None
    verbs = _verbs()
    verb = verbs.match(clause, at)
    if verb is not None and _NOUN.match(clause, at + len(verb)):
        verb = None
    if verb is None and _ON.match(clause):
        return None, None
    if verb is None:
        found = verbs.search(clause, skipped.end(), at + 26) if (skipped := _DUI.match(clause, at)) else None
        if found is not None:
            at, verb = found
        elif modal := _MODAL.search(clause, at, at + 24):
            # 县水利局要…: the verb follows the modal
            start = modal.end()
            while (more := _BEFORE.match(clause, start)) and more.end() > start:
                start = more.end()
            at, verb = start, verbs.match(clause, start)
            if verb is None and modal.group() in ("负责", "牵头"):
                return modal.group(), clause[modal.end() :].strip("。；，") or None
    if verb is None:
        # 加快…建设, 统筹…: the adverb is the verb where none follows
        alone = _TAKES.match(clause, start + 1 if clause[start : start + 1] == "要" else start)
        return (alone.group(), clause[alone.end() :].strip("。；，、 ") or None) if alone else (None, None)
    rest = clause[at + len(verb) :]
    # 建设和改造…, 抓紧抓好…: verbs in a row share their object; the first is the head
    while more := _AND.match(rest):
        following = verbs.match(rest, more.end())
        if following is None or len(rest) <= more.end() + len(following) + 1:
            break
        rest = rest[more.end() + len(following) :]
    return verb, rest.lstrip("好了").strip("。；，、 ") or None


def clauses(text: str) -> list[Clause]:
    """The clauses of an order in order of appearance, with half-open spans in ``text``."""
    out = []
    for span in _cut(text):
        piece = text[span.start : span.end]
        lead = len(piece) - len(piece.lstrip())
        span = Span(span.start + lead, span.start + lead + len(piece.strip()))
        if span.end > span.start:
            piece = text[span.start : span.end]
            action, obj = head(piece)
            out.append(Clause(span, piece, action, obj))
    return out


def is_circumstance(clause: Clause) -> bool:
    """A clause that sets the scene for the next (以…为抓手, 围绕…, 按照…) and is no order itself."""
    if _ON.match(clause.text):
        return True
    match = _AHEAD.match(clause.text)
    return match is not None and clause.action in (None, "坚持", "聚焦", "紧盯", "锚定", "瞄准", "对标", "紧扣", "用好")


_MUST = re.compile(r"必须|务必|务求|不得|严禁|须|一律|决不|绝不|要(?![求素点闻件务义])|确保")
_SHOULD = re.compile(r"应当|应该|应(?![对急用])|原则上|可(?:以|由|按)|需(?!求)")
_ENCOURAGE = re.compile(r"(?:^|[，。；：、])(?:积极|大力)?(?:鼓励|支持|提倡|倡导|引导)")


def modality(text: str) -> Modality:
    """How binding an order is: ``must`` (要, 必须, 不得, 确保), ``encourage`` (鼓励, 支持 at the head), ``should`` (应当), else ``plan``."""
    head_words = text[:6]
    if _ENCOURAGE.match(head_words) or re.match(r"(?:[^，。；]{0,4})(?:鼓励|支持|倡导|提倡|引导)", text):
        return "encourage"
    if _MUST.search(text):
        return "must"
    if _SHOULD.search(text):
        return "should"
    return "plan"
