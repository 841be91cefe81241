"""Clauses of an order: their head verb, what it acts on, and how binding they are.

>>> [(c.action, c.object) for c in clauses("要加快推进老旧小区改造，出台物业管理办法。")]
[('推进', '老旧小区改造'), ('出台', '物业管理办法')]
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from textkit.extract.cues import YAO, YING, body
from textkit.extract.heads import head
from textkit.extract.verbs import starts_with_verb
from textkit.model import Modality, Span

__all__ = ["Clause", "clauses", "modality"]

# What sets the scene for the next clause: a closed class. 坚持…, 树立… and 贯彻… are orders of their own.
_AHEAD = re.compile(
    r"(?:以(?![更最])[^，。；]{1,40}?(?:为|作)|围绕|紧紧围绕|按照|根据|依据|依照|遵照|参照|结合|通过|依托|立足|针对(?!性)|面向(?![^，。；]{2,12}(?:构建|建设|推出|开展|打造|提供|开放|发布|推广|征集|招聘|招募))|对标|对照|聚焦|紧扣|锚定|瞄准|着眼|基于|鉴于|随着|由于|"
    r"为了?(?!全[市县省])|对于|只要|如果|综合考虑|统筹考虑|考虑到|在[^，。；]{1,40}(?:中|上|下|时|方面|领域|期间|基础上|前提下)$|从[^，。；]{1,20}(?:出发|入手|看)|"
    r"(?:力争)?用[^，。；]{1,8}(?:时间|年)|到20\d\d年|20\d\d年|力争到|同时$|首先$|其次$|再次$|最后$)"
)
# 聚焦养老领域推动建设…, 依托港口优势加快发展…: scene and order in one clause
_OWN = re.compile(r"(?:聚焦|围绕|针对|面向|依托|结合|立足|利用|按照|通过)[^，。；]{2,40}?(?:领域|方面|环节|问题|需求|特色|优势|实际|要求|方式|等(?!领域|方面|环节|问题|重点|产业|行业))(?=[^的、和与])")
_MODAL = re.compile("(?:[^，。；]{2,20}?(?=应当|应该|必须|可|应|须|要[按根依遵参结]))?(?:同时|还|也|都)?(?:应当|应该|必须|可|要|应|须)(?=[按根依遵参围结通立针对])|要(?=以)")
# 通过改革积极发展…: an adverb and a verb behind the phrase
_BY_ITSELF = re.compile("(?:积极|大力|加快|不断|逐步|切实|努力|着力|抓紧|及时)(?=[^，。；]{4})")
# 对…的, 凡…的: whom or what the next clause is about
_ON = re.compile(r"(?:对|对于|凡|凡是|针对)[^，。；]{2,80}(?:的|家庭|人员|企业|单位|干部|项目|行为|问题|群体|地区|情况|的(?:省|市|县|区|地方)(?:（[^（）]{1,12}）)?)$")
# 把…，: the verb is still to come
_OPEN_OBJECT = re.compile(r"(?:把|将)[^，。；]{2,}$")


@dataclass(frozen=True, slots=True)
class Clause:
    """One clause: half-open ``span`` in the text it was cut from, head verb, object; None where there is no verb."""

    span: Span
    text: str
    action: str | None
    object: str | None


# （省水利厅牵头，各市县按职责分工负责）, a note's number（18）: not the clause's own words
_SIGNED = re.compile(r"[（(](?:[^（）()]*(?:负责|牵头|配合|责任单位|分工|承办|督办|落实)[^（）()]*|\d{1,3})[）)][。；;，]?$")
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


# 制定提升能力、改善环境专项措施: the members are what one plan is for
_ONE_PLAN = re.compile(r"(?:制定|出台|实施|开展|完善|健全|建立|研究|落实|编制|印发).*(?:措施|方案|政策|机制|行动|工程|办法|意见|体系|规划|计划|制度)$"
                       r"|(?:打造|建设|培育|推出|形成|建成)(?:一批|一个|一条|\d).*的[^，。的]{1,8}$")


# 解决立案难、执行难等问题, 发挥…、引进…等方面的作用: the members belong to one object
_AND_SO_ON = re.compile("等[^，。；、]{0,6}(?:方面|领域|环节|问题|难题|情况|现象|行为|作用|活动|措施|方式|手段|途径|因素|要求|内容|事项|需求|困难)[^，。；、]{0,8}$")


def _marks(words: str) -> list[int]:
    """Where 、 stands outside quotation marks."""
    out, depth = [], 0
    for i, char in enumerate(words):
        if char == "、" and not depth:
            out.append(i)
        elif char in "“”":
            depth = max(0, depth + (1 if char == "“" else -1))
    return out


def _apart(text: str, spans: list[Span]) -> list[Span]:
    """深化改革、加强创新、改善民生: cut at 、 where every member has a verb and an object of its own."""
    out: list[Span] = []
    for span in spans:
        words = text[span.start : span.end]
        marks = _marks(words) if "、" in words else []
        starts = [0, *(i + 1 for i in marks)]
        if marks and len(marks) <= 6 and "（" not in words and not _ONE_PLAN.match(words) and not _AND_SO_ON.search(words) and all(
            starts_with_verb(words[a:b]) for a, b in zip(starts, [*marks, len(words)], strict=True)
        ):
            out += [Span(span.start + a, span.start + b) for a, b in zip(starts, [*marks, len(words)], strict=True)]
        else:
            out.append(span)
    return out


def clauses(text: str) -> list[Clause]:
    """The clauses of an order in order of appearance, with half-open spans in ``text``."""
    out = []
    for span in _apart(text, _cut(text)):
        piece = text[span.start : span.end]
        if piece[-2:-1] in ("）", ")") or piece[-1:] in ("）", ")"):
            piece = _SIGNED.sub("", piece)
        lead = len(piece) - len(piece.lstrip())
        span = Span(span.start + lead, span.start + lead + len(piece.strip()))
        if span.end > span.start:
            piece = text[span.start : span.end]
            action, obj = head(piece)
            out.append(Clause(span, piece, action, obj))
    return out


def is_circumstance(clause: Clause) -> bool:
    """A clause that sets the scene for the next (以…为抓手, 围绕…, 对…的) and is no order itself."""
    begin = len(clause.text) - len(body(clause.text))
    if len(clause.text) > 6 and clause.text.endswith("的") and not clause.text.endswith("目的"):
        return True                               # 逾期不整改的，…
    if _ON.match(clause.text, begin):
        return True
    at = found.end() if (found := _MODAL.match(clause.text, begin)) else begin
    if _AHEAD.match(clause.text, at):
        own = _OWN.match(clause.text, at) or _BY_ITSELF.search(clause.text, at + 4)
        return not (own and starts_with_verb(clause.text, own.end()))
    return clause.action is None and _OPEN_OBJECT.match(clause.text) is not None


_MUST = re.compile(rf"{YAO}|要不(?=[畏断怕忘负惧])|(?<!不)必须|务必|务求|[还就也更都]要(?![看认说指素求点])|不得(?!不)|严禁|(?<!无)须(?!知)|一律|决不|绝不|确保")
_SHOULD = re.compile(rf"应当|应该|{YING}|原则上")
_ENCOURAGE = frozenset(("鼓励", "支持", "提倡", "倡导", "引导"))


def modality(text: str, action: str | None = None) -> Modality:
    """How binding an order is, by its words and its head verb ``action``.

    ``encourage`` where the head is 鼓励, 支持, 引导 …; ``must`` with 要, 必须, 不得, 确保; ``should`` with 应当; else
    ``plan`` (a bare verb phrase, 力争). 要 inside 重要 or 要求 is none.
    """
    firm = _MUST.search(text)
    if action in _ENCOURAGE and not firm:
        return "encourage"
    if firm:
        return "must"
    return "should" if _SHOULD.search(text) else "plan"
