"""Run-in headings without a number: 大力提振消费。 at the head of the sentences that elaborate it.

Government work reports set them in bold; scraped text has lost the bold, so place, length and words have to tell. The
bounds were read off the bold type of thirteen provincial and city reports in Word: of the first sentences of a
paragraph without a comma, under 20 characters, nine in ten are set in bold; with one comma, under 33, two in three.
"""

from __future__ import annotations

import re

__all__ = ["is_run_in_heading", "is_short_first", "is_state_label"]

_NOT = re.compile(r"\d|[《》]|(?<![为除])了|已|等(?!级|候)|一批|[：:；;？?！!]|我们都|大家|你们|^(?:但|这|该|为什么|其中|刚才|下面|现在|目前|当前|今年|明年|去年|我[国省市县区们]"
                  r"|全国|大灾|各[级地部单有县乡]|有关)|分为|包括|是指|正在|[^一二三四五六七八九十总]是|比预|比去|都要|要在|要靠|要有|要讲|说|同志们|各位|乡亲|之年|以下|如下")
_STATE = re.compile(
    r"(?:持续|加快|稳步|不断|显著|明显|全面|深入|扎实|有序|有力|进一步|基本|更加|加速|日益|逐步)[^，。；]{2,5}。$|"
    r"(?:提升|增强|改善|向好|优化|显效|见效|提效|提质|增效|提速|升级|加快|加速|释放|显著|有力|有效|扎实|稳固|夯实|突破|成效|成势|凸显|彰显|"
    r"推进|深化|拓展|完善|巩固|健全|活跃|明显|强劲|跃升|跨越|步伐|台阶|新局|优势|活力|动能|动力|保障|格局|平稳|到位|增进|破解|落细|落实|"
    r"守住|改观|提高|壮大|领先|提增|起势|成型|出彩|高效|有序|能级|质效|进展|成果|增长|发展|加强|充分|稳健|稳定|繁荣|蓬勃|涌现|焕发|过硬)。$"
)
_ADVERB = re.compile(r"(?:着力|大力|全力|持续|加快|积极|深入|扎实|全面|进一步|不断|切实|稳步|有力|更好|同时，|因地制宜){1,3}")
# General verbs that head a theme; 加快, 争创, 支持 and the like head single orders.
_GENERAL = re.compile(
    r"深化|完善|提升|优化|强化|加强|推动|推进|扩大|做好|做强|做优|做大|壮大|发展|营造|培育|健全|畅通|拓展|夯实|打造|建设|促进|提振|稳定|释放|"
    r"激发|增强|保障|构建|创新|繁荣|改善|统筹|落实|实施"
)
_NAMED = re.compile(r"(?:行动|工程|计划|战略|方案|项目)。$")
_COMMON = frozenset((
    "发展", "建设", "改革", "推进", "推动", "工作", "服务", "体系", "加快", "实施", "深化", "完善", "提升", "水平", "质量", "机制",
    "能力", "创新", "全面", "高质", "加强", "强化", "优化", "制度", "管理", "重点",
))


def _bigrams(text: str) -> set[str]:
    return {text[i : i + 2] for i in range(len(text) - 1)} - _COMMON


def is_short_first(sentence: str) -> bool:
    """Whether a paragraph's first sentence has the shape of a run-in heading, one comma allowed."""
    if not sentence.endswith("。") or not 4 <= len(sentence) <= 34 or _NOT.search(sentence):
        return False
    return sentence.count("，") + sentence.count(",") <= 1


def is_state_label(sentence: str) -> bool:
    """A short statement of a result, as a review sets it before what it rests on: 创新动能持续增强。

    One alone inside a paragraph may be a result like any other; two or more in one paragraph are its headings.
    """
    return 6 <= len(sentence) <= 17 and not re.search(r"[，,、\d“]", sentence) and sentence.endswith("。") \
        and _STATE.search(sentence) is not None and _NOT.search(sentence) is None and _GENERAL.match(sentence) is None \
        and re.match(r"(?:实施|推行|推出|举办|开展|成立|出台|制定|启动|完成|实现|获批|入选|成功|有力|有效|有序|扎实|深入|全面|持续|加快|大力|积极)", sentence) is None


def is_run_in_heading(sentence: str, after: str, *, first: bool, parallel: bool, under_heading: bool, part: str) -> bool:
    """Whether ``sentence`` labels what follows it in the paragraph.

    ``after`` is the next segment of the paragraph, ``first`` whether the sentence opens the paragraph, ``parallel``
    whether a paragraph beside it opens alike, ``under_heading`` whether it stands right below a heading, ``part`` the
    part of the document.
    """
    if not is_short_first(sentence):
        return False
    length = len(sentence) - 1
    commas = sentence.count("，") + sentence.count(",")
    if commas and sentence.startswith("要"):
        return False
    if first:
        return len(after) > 6 and (length <= 22 if not commas else parallel)
    if commas or length > 16 or len(after) <= length:
        return False
    if part in ("review", "problem"):
        return False                              # left to is_state_label, which looks at the paragraph
    if "、" in sentence or "“" in sentence or _NAMED.search(sentence):
        return False
    head = sentence[match.end() :] if (match := _ADVERB.match(sentence)) else sentence
    return _GENERAL.match(head) is not None and bool(_bigrams(head[2:-1]) & _bigrams(after))
