"""The head verb of a clause and what it acts on.

What stands before the verb is skipped (enumerators, adverbs, modals, a subject, prepositional phrases); two verbs in a
row that share an object are one head; 把 and 将 put the object before the verb. The words are in the lists ``openers``,
``heads`` (counted over reports and policies) and ``head_words`` (closed lists beside the counts), the grammar is here.

>>> head("县水利局要全面排查病险水库"), head("把法治建设纳入年度考核"), head("开工建设生态公园")
(('排查', '病险水库'), ('纳入', '法治建设'), ('开工', '生态公园'))
"""

from __future__ import annotations

import re
from functools import lru_cache

from textkit.extract.cues import body
from textkit.lexicon import load

__all__ = ["head", "starts_with_verb"]

_SPACE = re.compile(r"[，,、\s]+|地(?![方区块下面级质理震铁表])|的(?=[加推完强提健落])")
# 有计划有步骤地, 有针对性地
_MANNER = re.compile(r"[^，。；、\s地]{0,6}(?:性|步骤|限度|程度|有序|成效|计划|组织|重点|适当|恰当|热情|有效|深刻|广泛"
                     r"|深入|积极|充分|持续|不断|不懈|不移|不摇|手软|主动|迅速|平稳|准确|严密|严格|认真|及时|自觉)地")
_TIME = re.compile(r"(?:力争|争取)?(?:到|在|于)?(?:20\d\d年|今年|明年|\d{1,2}月)(?:\d{1,2}月)?(?:\d{1,2}日)?(?:年?底|末|上半年|下半年)?(?:之?前|以前|内)?[，,]?")
# 把X纳入…, 将X报送…: the verb of the whole comes after its object
_BA = re.compile(r"(?:把|将)(?=[^，。；]{2,})")
_SUBJECT = re.compile(
    r"(?:(?:但|对此|因此|为此|所以|同时)?(?:我们|国家|全国|全省|全市|全县|全区|各地|各级|大家|人人|全党|[另一]一?方面|今后|同志们?)|[^，。；]{0,24}?[局委厅办府镇街道门位司校院组心区村社会员者关队站市县乡级地])(?:都|也|均|还)?"
    r"(?=要(?![求素点件])|必须|应当|应该|务必|应(?![对急用届])|须|可(?=[以因根])|负责|牵头)"
)
# In, on and for what: skipped up to the verb behind it
_IN = re.compile(r"(?:在[^，。；]{1,30}?(?:中|上|下|内|方面|领域|环节|阶段|过程中|基础上|前提下|区域)|(?:对|向|为|与|同|给|从|由|就|以|用|按|按照|根据|利用|通过|围绕|聚焦|依托"
                  r"|针对|结合)[^，。；]{1,26}?)")
_TAIL = re.compile(r"的|者|业|员|性|率|费(?!用)|化(?!解)|对象|中心|条件|机关|部门|单位|机构|产品|程度")
# After a verb that names no trade or thing (推进业务, 提高中心城市…) fewer words make it part of a noun
_TAIL_OF_VERB = re.compile(r"的|者|率|性(?![能别质])|费(?!用)|员(?!工)|业(?![务态主绩余界])|程度|部门|机构|对象")
_PAIRED = frozenset(("开工", "新建", "规划", "筹备", "谋划", "巩固", "培育", "扩建", "改建", "筹建", "稳定", "稳妥", "启动"))
# What they take is done by others or is a thing of its own: 防止形成…, 开展根治欠薪行动
_ALONE = frozenset(("开展", "形成", "实施", "防止", "避免", "进行", "做好", "抓好", "坚持"))
_SECOND = frozenset(("形成", "拓展", "壮大"))
# 落实鼓励外贸出口的政策: what the policy is for, no second verb
_OF = re.compile(r"[^，。；、的党]{1,10}的[^，。；、的]{0,4}(?:机制|政策|措施|办法|意见|制度|规定|方案|渠道)$")
_MODIFIER = re.compile(r"(?!相关|有关|新型|应有|我们|自己|各自|一定|更好)[^，。；、的]{2}的")
_LINK = re.compile(r"和|、|并|及|与|以及")
_AFTER_VERB = re.compile(r"好|了|到|成(?!果|效|本|绩|员|立)|实(?=[中抓推])")
_MUST_LATER = re.compile(r"(?<![，；。、不的])(?:必须|务必|就要|都要)(?!的)")
_LABEL = re.compile(r"[^，。；]{2,20}(?:是|(?<![行作成认化])为|如下)$")


@lru_cache(maxsize=None)
def _listed(kind: str) -> frozenset[str]:
    """The words of one kind of the closed lists beside the counts (lexicon/head_words.tsv)."""
    return frozenset(row.pattern for row in load("head_words") if row["kind"] == kind)


class _Words:
    """Words looked up by their length, longest first: a set is quicker than an alternation of hundreds."""

    __slots__ = ("lengths", "words")

    def __init__(self, words: frozenset[str]) -> None:
        self.words = words
        self.lengths = sorted({len(word) for word in words}, reverse=True)

    def match(self, text: str, at: int) -> str | None:
        for length in self.lengths:
            word = text[at : at + length]
            if word in self.words:
                return word
        return None


@lru_cache(maxsize=1)
def _verbs() -> _Words:
    opening = {row.pattern for row in load("openers") if row["kind"] == "verb"}
    counted = {row.pattern for row in load("heads") if row["kind"] == "verb" and len(row.pattern) == 2 and int(row["count"]) >= 8}
    return _Words(frozenset(w for w in (opening | counted | _listed("inner-verb")) - _listed("no-verb") | _listed("head-verb") if w.isalnum()))


@lru_cache(maxsize=1)
def _plain() -> frozenset[str]:
    """Verbs that are hardly ever anything else: only they are looked for inside a clause."""
    return frozenset(row.pattern for row in load("openers") if row["kind"] == "verb") | _listed("inner-verb")




@lru_cache(maxsize=1)
def _adverbs() -> _Words:
    opening = {row.pattern for row in load("openers") if row["kind"] == "adverb"}
    counted = {row.pattern for row in load("heads") if row["kind"] == "adverb" and len(row.pattern) == 2 and int(row["count"]) >= 8}
    return _Words(frozenset(opening | counted | _listed("adverb")) - _listed("no-adverb"))


def _verb_at(text: str, at: int) -> str | None:
    """The verb that begins at ``at``, None where the word there is part of a noun (服务业, 管理费)."""
    verb = _verbs().match(text, at)
    if verb is None or _tail(verb).match(text, at + len(verb)):
        return None
    return verb


def _tail(verb: str) -> re.Pattern[str]:
    return _TAIL_OF_VERB if verb in _plain() and verb not in _listed("nominal") else _TAIL


def _skip(text: str, at: int) -> int:
    """Past adverbs, modals, times and blanks; an adverb is kept where it is the verb itself (加快…建设)."""
    adverbs = _adverbs()
    for _ in range(10):
        if match := (_SPACE.match(text, at) or _TIME.match(text, at)):
            at = match.end()
            continue
        word = adverbs.match(text, at)
        if word is None and (manner := _MANNER.match(text, at)) and _verb_at(text, at) is None \
                and (_verb_at(text, manner.end()) or adverbs.match(text, manner.end())):
            at = manner.end()
            continue
        if word is None or len(text) - at - len(word) < 2 or (len(word) == 1 and _verb_at(text, at)):
            return at                             # 新建: no 新 before 建
        if _PAIR.match(text, at):
            return at
        if word in _DUAL:                         # 坚定信心 against 坚定推进: a verb where none of its own follows
            following = _verb_at(text, at + len(word))
            if following is None or following in _listed("nominal"):
                return at
        at += len(word)
    return at


_DUAL = frozenset(("坚定", "严格", "充分", "集中", "统一", "联合", "密切", "严肃"))
# 统筹发展和安全, 统筹城乡: what follows is what is held together, not a verb
_PAIR = re.compile(r"统筹(?:发展和安全|[^，。；和推做抓实建]{2,6}[和与])")
_TAKES = re.compile(r"利用|依托|聚焦|加快|统筹|协同|集中|确保|深入|严格|抓紧|争取|联合")


def starts_with_verb(text: str, at: int = 0) -> bool:
    """Whether a verb with an object of its own begins at ``at``: what is cut at 、 into clauses."""
    at = _skip(text, at)
    verb = _verb_at(text, at)
    return verb is not None and verb not in _listed("nominal") and len(text) - at - len(verb) >= 2


def head(clause: str) -> tuple[str | None, str | None]:
    """Head verb and object of one clause (half-open text of its own); None where it has none."""
    if _LABEL.fullmatch(clause):
        return None, None                         # 今年工作的总体要求是
    begin = len(clause) - len(body(clause))
    if (must := _MUST_LATER.search(clause, begin + 4)) and len(clause) - must.end() >= 4:
        begin = must.end()                        # 增加农民收入必须加快…: the order comes after what it is about
    at = _skip(clause, begin)
    if clause[at : at + 1] == "将" and (_verb_at(clause, at + 1) or _adverbs().match(clause, at + 1)):
        at = _skip(clause, at + 1)                # 将开展…: what is to come, no object
    if (found := _split_object(clause, at)) is not None:
        return found
    verb = _verb_at(clause, at)
    if (verb is None or verb in _listed("nominal")) and (subject := _SUBJECT.match(clause, at)):
        at = _skip(clause, subject.end())
        if (found := _split_object(clause, at)) is not None:
            return found
        verb = _verb_at(clause, at)
    if verb is None and (phrase := _IN.match(clause, at)):
        moved = _first_verb(clause, phrase.end())
        if moved is not None:
            at, verb = moved
    if verb is None:
        alone = _TAKES.match(clause, at) or _TAKES.match(clause, begin + 1 if clause[begin : begin + 1] == "要" else begin)
        if alone is None and at >= begin + 2:     # 大力加快园区建设: the last of the adverbs is the verb
            alone = _TAKES.match(clause, at - 2)
        if alone is None:
            return None, None
        return alone.group(), clause[alone.end() :].strip("。；，、 ") or None
    return verb, _object(clause, at, verb)


def _object(clause: str, at: int, verb: str) -> str | None:
    """What the verb acts on; a second verb that shares it belongs to the head."""
    rest = clause[at + len(verb) :]
    if (more := _AFTER_VERB.match(rest)) and len(rest) > more.end() + 1:
        rest = rest[more.end() :]
    whole = rest
    for _ in range(3):
        link = _LINK.match(rest)
        start = _skip(rest, link.end()) if link else 0
        second = _verbs().match(rest, start) or ("利用" if link and rest.startswith("利用", start) else None)
        if second is not None and link is None and (second not in _plain() and second not in _SECOND or verb in _ALONE):
            break
        if second is None or len(rest) - start - len(second) < 2 or _tail(second).match(rest, start + len(second)):
            break
        if second in _listed("nominal") and (link is None and verb not in _PAIRED):
            break
        if link is None and _MODIFIER.match(rest, start + len(second)):
            break                                 # 高举团结奋斗的旗帜
        if link is None and second not in ("落实", "执行", "实施", "推行") and _OF.match(rest, start + len(second)):
            break                                 # 形成规范管理的机制: what it is like, no second verb
        rest = rest[start + len(second) :]
        if (more := _AFTER_VERB.match(rest)) and len(rest) > more.end() + 1:
            rest = rest[more.end() :]
        verb = second
    if rest[:1] in "和并及" and rest[1:] in _verbs().words:
        return None                               # 研究和解决
    return (rest if rest is whole else rest.lstrip("和与及并")).strip("。；，、 ") or None


def _split_object(clause: str, at: int) -> tuple[str | None, str | None] | None:
    """把X纳入Y, 将X作为Y, 对X进行整治: the object before the verb."""
    match = _BA.match(clause, at)
    if match is None:
        return None
    moved = _first_verb(clause, match.end() + 1, least=0, nominal=True)
    if moved is None:
        return None
    where, verb = moved
    return verb, clause[match.end() : where].strip("，、 ") or None


def _first_verb(clause: str, at: int, least: int = 2, nominal: bool = False) -> tuple[int, str] | None:
    """The first verb from ``at`` on that is no part of a noun phrase and has ``least`` characters behind it."""
    for i in range(at, min(len(clause) - 1, at + 44)):
        verb = _verb_at(clause, i)
        if verb is None or verb not in _plain() or len(clause) - i - len(verb) < least:
            continue
        before = clause[i - 1]
        if before in "的、和与及" or (verb in _listed("nominal") and not (
            _adverb_before(clause, i) or (nominal and clause[i + len(verb) : i + len(verb) + 1] in "为成到")
        )):
            continue
        return i, verb
    return None


def _adverb_before(clause: str, at: int) -> bool:
    return any(clause[at - n : at] in _adverbs().words for n in (1, 2, 3))
