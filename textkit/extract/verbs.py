"""Verbs and adverbs of orders: the word lists, where a verb begins, and what may stand before it.

The words are in the lists ``openers``, ``heads`` (counted over reports and policies) and ``head_words`` (closed lists
beside the counts).

>>> verb_at("排查病险水库", 0), verb_at("服务业增加值", 0), skip("要全面排查病险水库", 0)
('排查', None, 3)
"""

from __future__ import annotations

import re
from functools import lru_cache

from textkit.lexicon import load

__all__ = ["Words", "adverbs", "firm_verbs", "frequent_verbs", "listed", "noun_tail", "past_will", "skip", "starts_with_verb", "verb_at", "verbs"]

_SPACE = re.compile(r"[，,、\s]+|地(?![方区块下面级质理震铁表])|的(?=[加推完强提健落])")
# 旗帜鲜明地, 有声有色地: whatever ends in 地, where a verb follows and no land is meant
_LY = re.compile(r"[^，。；、\s地的]{2,6}[^，。；、\s地的基用土产实各当本外工场草林湿耕陆绿园营高荒山属驻在腹内异两三易盆洼旱阵胜圣宝要]地(?![方区块下面级质理震铁表])")
# 有计划有步骤地, 有针对性地
_MANNER = re.compile(r"[^，。；、\s地]{0,6}(?:性|步骤|限度|程度|有序|成效|计划|组织|重点|适当|恰当|热情|有效|深刻|广泛"
                     r"|深入|积极|充分|持续|不断|不懈|不移|不摇|手软|主动|迅速|平稳|准确|严密|严格|认真|及时|自觉)地")
_TIME = re.compile(r"(?:力争|争取)?(?:到|在|于)?(?:20\d\d年|今年|明年|\d{1,2}月)(?:\d{1,2}月)?(?:\d{1,2}日)?(?:年?底|末|上半年|下半年)?(?:之?前|以前|内)?[，,]?")
_TAIL = re.compile(r"的|等(?![待级候同量])|者|业|员|性(?![别质能命格])|率(?![先领])|费(?!用)|化(?![解工肥纤石学妆债险])|任(?=大国|的|感)|对象|中心|条件|机关|部门|单位|机构|产品|程度")
# After a verb that names no trade or thing (推进业务, 提高中心城市…) fewer words make it part of a noun
_TAIL_OF_VERB = re.compile(r"的|等(?![待级候同量])|类(?![别型])|者|率(?![先领])|性(?![能别质命格])|费(?!用)|员(?!工)|业(?![务态主绩余界])|任(?=大国|的|感)|程度|对象")
# … and these only after verbs that also name an office: 监管部门, 推荐单位
_OFFICE = re.compile(r"(?:申报|承担|实施|建设|使用)?(?:部门|机构|单位|机关|主体|人员)(?![间协联])")
# 发展改革委, 新开工, 联合体: the word is the beginning of a longer one
_LONGER = {"发展": ("改革委", "改革局", "和改革"), "新开": tuple("工通放发展设办"), "联合": ("体",)}
_NO_DUTY = frozenset("急用届对邀承该运付变验")      # 应急, 应用, 应届
_MEASURE = re.compile("(?:面积|规模(?![化经养以])|总量|总额|总值|数量|占比|比重|比例|水平|强度|成本|周期|经费|支出(?!结构|责任|标准|管理|预算)|(?<!投入)投入)")
# 统筹发展和安全, 统筹城乡: what follows is what is held together, not a verb
_PAIR = re.compile(r"依法(?:行政|办事|治[国省市县区校企])(?![能水意观理工])|统筹(?:规划(?=[、。；]|$)|发展和安全|[^，。；和推做抓实建]{2,6}[和与])")


@lru_cache(maxsize=None)
def listed(kind: str) -> frozenset[str]:
    """The words of one kind of the closed lists beside the counts (lexicon/head_words.tsv)."""
    return frozenset(row.pattern for row in load("head_words") if row["kind"] == kind)


class Words:
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
def verbs() -> Words:
    opening = {row.pattern for row in load("openers") if row["kind"] == "verb"}
    counted = {row.pattern for row in load("heads") if row["kind"] == "verb" and len(row.pattern) == 2 and int(row["count"]) >= 8}
    return Words(frozenset(w for w in (opening | counted | listed("inner-verb")) - listed("no-verb") | listed("head-verb") if w.isalnum()))


@lru_cache(maxsize=1)
def frequent_verbs() -> frozenset[str]:
    """Verbs that are hardly ever anything else: only they are looked for inside a clause."""
    return frozenset(row.pattern for row in load("openers") if row["kind"] == "verb") | listed("inner-verb")


@lru_cache(maxsize=1)
def firm_verbs() -> frozenset[str]:
    """Verbs that are no nouns: what may stand behind words that are in no list."""
    return frequent_verbs() - listed("nominal") - listed("noun-too")


@lru_cache(maxsize=1)
def noun_like() -> frozenset[str]:
    """Verbs that are often part of a noun: 投资 in 投资规模."""
    return listed("nominal") | listed("noun-too")


@lru_cache(maxsize=1)
def adverbs() -> Words:
    opening = {row.pattern for row in load("openers") if row["kind"] == "adverb"}
    counted = {row.pattern for row in load("heads") if row["kind"] == "adverb" and len(row.pattern) == 2 and int(row["count"]) >= 8}
    return Words(frozenset(opening | counted | listed("adverb")) - listed("no-adverb"))


def verb_at(text: str, at: int) -> str | None:
    """The verb that begins at ``at``, None where the word there is part of a noun (服务业, 管理费)."""
    verb = verbs().match(text, at)
    if verb in noun_like() and _MEASURE.match(text, at + len(verb or "")):
        return None                               # 投资规模, 造林面积
    if verb in _LONGER and text.startswith(_LONGER[verb], at + 2):
        return None
    if verb is None or noun_tail(verb).match(text, at + len(verb)) or (verb in listed("office") and _OFFICE.match(text, at + len(verb))) \
            or (verb in listed("person") and text.startswith("人", at + len(verb))):
        return None
    return verb


def noun_tail(verb: str) -> re.Pattern[str]:
    return _TAIL_OF_VERB if verb in frequent_verbs() and verb not in listed("nominal") else _TAIL


def skip(text: str, at: int) -> int:
    """Past adverbs, modals, times and blanks; an adverb is kept where it is the verb itself (加快…建设)."""
    before = adverbs()
    for _ in range(10):
        if match := (_SPACE.match(text, at) or _TIME.match(text, at)):
            at = match.end()
            continue
        word = before.match(text, at)
        if word == "应" and text[at + 1 : at + 2] in _NO_DUTY:
            return at
        if word is None and (manner := _MANNER.match(text, at)) and verb_at(text, at) is None \
                and (verb_at(text, manner.end()) or before.match(text, manner.end())):
            at = manner.end()
            continue
        if word is None and (manner := _LY.match(text, at)) and verb_at(text, at) is None and verb_at(text, manner.end()):
            at = manner.end()
            continue
        if word is None or len(text) - at - len(word) < 2 or (len(word) == 1 and verb_at(text, at)):
            return at                             # 新建: no 新 before 建
        if _PAIR.match(text, at) or (word in _LONGER and text.startswith(_LONGER[word], at + len(word))):
            return at
        if word in listed("dual"):                         # 坚定信心 against 坚定推进: a verb where none of its own follows
            where = skip(text, at + len(word))
            following = verb_at(text, where) or ("利用" if text.startswith("利用", where) else None)
            if following is None or following in listed("nominal") and following not in ("利用", "运用") and (
                word in listed("dual-verb") or len(text) - where - len(following) < 2
            ):
                return at
        at += len(word)
    return at


def past_will(text: str, at: int) -> int:
    """Past the 将 of what is to come (将开展…); that of an object (将…纳入) stays."""
    if text[at : at + 1] != "将":
        return at
    if text[at + 1 : at + 2] in "在对向从与同按用以通围":
        return at + 1
    behind = skip(text, at + 1)
    return behind if verb_at(text, behind) else at


def starts_with_verb(text: str, at: int = 0) -> bool:
    """Whether a verb with an object of its own begins at ``at``: what is cut at 、 into clauses."""
    at = skip(text, at)
    verb = verb_at(text, at)
    return verb is not None and verb not in listed("nominal") and len(text) - at - len(verb) >= 2 and text[at:].rstrip("。；") not in listed("compound")


