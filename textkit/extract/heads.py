"""The head verb of a clause and what it acts on.

What stands before the verb is skipped (enumerators, adverbs, modals, a subject, prepositional phrases); two verbs in a
row that share an object are one head; 把 and 将 put the object before the verb. The words are in the lists ``openers``,
``heads`` (counted over reports and policies) and ``head_words`` (closed lists beside the counts), the grammar is here.

>>> head("县水利局要全面排查病险水库"), head("把法治建设纳入年度考核"), head("开工建设生态公园")
(('排查', '病险水库'), ('纳入', '法治建设'), ('开工', '生态公园'))
"""

from __future__ import annotations

import re

from textkit.extract.cues import YAO, YING, body
from textkit.extract.verbs import (
    adverbs,
    firm_verbs,
    frequent_verbs,
    listed,
    noun_tail,
    past_will,
    skip,
    verb_at,
    verbs,
)

__all__ = ["head"]

# 为全国大局服务, 向高端迈进: no object behind the verb
_FOR_OTHERS = re.compile(
    "(?:服务|负责|鼓劲|撑腰|分忧|排忧解难|添彩|看齐|倾斜|让路|迈进|挺进|进军|转移|转变|转化|过渡|靠拢|集中|集聚|延伸|拓展|覆盖|开放|献礼|问计|问策|说不"
    "|下功夫|想办法|求突破|作贡献|走在前列|走在前|作表率|当表率|作示范|当先锋|(?:奋)?勇争先|作斗争|(?:松绑|减负|赋能|增能|让利){1,2}|站岗|争光)$"
)
# 向大会报告|工作, 为群众办|实事, 向人民交出|答卷
_TO_OTHERS = re.compile("(?:报告|汇报|通报|反映)(?=工作|情况|有关|问题)|(?:办|解|排)(?=实事|好事|难题|忧)|(?:作出|做出|交出|留出|注入|增添|奠定|赢得)(?=[^，。；]{2})")
# 联合京津推进…: with whom, before the verb
_WITH = re.compile("联合|携手|会同")
# 给困难企业以必要的支持
_GIVE = re.compile(r"(给)[^，。；]{2,16}?以(?=(?!上|下|内|外|前|后|便|及)[^，。；]{2})")
# 用财政过紧日子换百姓过好日子
_TRADE = re.compile(r"用[^，。；]{2,20}?(换|换来|换取|赢得|促进|提升|推动|带动)(?=[^，。；的]{2})")
# 充分利用资源丰富的条件: a verb of its own behind an adverb, where all that follows is one thing
_USED = re.compile("(?:充分|有效|合理|高效)利用(?=[^，。；]*的[^，。；的]{2,4}$)")
# 变潜能为动能, 化压力为动力
_TURN = re.compile(r"([变化改])([^，。；]{1,12}?)为(?=[^，。；]{1,12}$)")
# 以新需求引领新供给
_LED = re.compile(r"以(?:[^，。；为]{2,20}?)(引领|带动|促进|推动|助推|赋能|支撑|倒逼|反哺|驱动|牵引|撬动|激发|提升|保障|回报|回应|赢得|彰显|诠释|检验)(?=[^，。；的]{2})"
                  r"|以[^，。；为]{2,20}?([扩促强增优惠带]|提(?!效)|稳(?!中)|护(?!航))(?=[^，。；的]{2,3}$)")
# Verbs of one character, where no known word of two begins: 做人民满意的公务员, 走共同富裕的道路; in 稳就业 the clause is all
_SINGLE = re.compile(r"做(?![法工])|搞(?![好活])|走(?![私廊访失向势])(?=[^，。；]{2,20}路)|办(?=[^，。；法公学事]{0,8}[事])|抓(?=[^手]{2,4}$)"
                     r"|报(?=[^，。；告道名销送表]{2,16}(?:备案|审批|批准|审核|初审|同意|审定|研究))"
                     r"|[稳保促扩防控强优增补惠兜守扛抓拼护遏降调破育提固战迎克减纠树谋练讲践争挖](?=[^，。；、的了险护税障温定固整节研学理率型性者员化区进供升]{2}(?:$|[、稳保促扩防控强优增补惠兜守抓拼护降调育提固破]))"
                     r"|靠(?=[^，。；]{2})|保(?=一方)|出(?=[^，。；]{2,24}(?:政策|措施|实招|成果|精品))")
# 唱好“双城记”, 绷紧安全弦: a verb of one character with what it comes to
_COMES_TO = re.compile("[唱绣留绷掀打叫做抓办管用建治守护织画谋挑扛稳夯筑扎种养育培练炼讲看走跑开关放收拉推扩补强理算把点植引塑擦拧压兜保提]"
                       "[好出起紧实牢活亮响细严优足大深透准稳密宽长开](?=[^，。；、的地得]{2}|[“《])")
# “一人一策”支持…, 不搞…
_QUOTED = re.compile("“[^”]{2,10}”")
_NOT = re.compile("(?:也|决|绝)?不(?:再|要|能|准|许|允许)?(?=[^，。；]{3})")
# Behind these any word of two characters is a verb, if it is no preposition: 全面|停办…, 不断|绽放…
_MANNER_BEFORE = re.compile("(?:积极|不断|着力|加力|紧紧|时刻|率先|自觉|奋力|大力|进一步|切实|全力|坚决|逐步|及时|主动|更好|更多|深刻|牢牢|尽快|加紧|抓紧"
                            "|动态|努力|勇于|敢于|善于|适时|从严|真正|精准|全面|共同)$")
# 服务能力显著|提升, 内部管理更加|规范: a state to be reached, of what stands before it
_STATE = re.compile(r"((?!确保|保持|推动|促进|努力|实现|力争)[^，。；、使让把将]{2,24}?)(?<!有了)(?<!需)(?:进一步|明显|显著|持续|大幅|全面|基本|不断|稳步|有效|更加|逐步|加快|日益|稳定)"
                    r"(提高|提升|增强|改善|下降|降低|缩小|形成|建立|优化|落实|规范|完善|健全|扩大|壮大|巩固|拓展|增加|减少|缩短|显现|凸显|好转|向好|建成|牢固|稳固|坚实|顺畅|便捷|优美|活跃|协调|均衡|合理|完备|清晰)$"
                    r"|(?!确保|保持|推动|促进|努力|实现|力争)[^，。；使让把将]{2,30}?(?:指标|质量|水平|产量|价格|收入|面积|比例|规模|浓度|断面|总量)[^，。；没未]{0,6}?(保持|达到|完成|实现|稳定)(?:在|到)?(?P<rest>(?!情况|及|和|、|的|率|后|机制)[^，。；]{2,14})$")
# 营造支持创业的氛围: what a thing is for stands before it
_FOR_WHAT = re.compile(r"[^，。；的]{2,40}的[^，。；、的]{0,4}(?:氛围|环境|格局|局面|生态|合力|立法|本领|意识|机会|势头|信心|决心)$")
# 应当注明…, 不得拒绝…: behind these any word is a verb that is no preposition
_BOUND = re.compile(r"(?:应当?|不得|必须|应该|务必|须)(?:[^，。；、]{0,6})$")
_WORD = re.compile(r"[^，。；、：“”（）\d的在对以由按从把将向为与于就不有是因如当经用要会能和及地了让使]{2}(?=[^，。；、的]{2})")
_UNKNOWN = re.compile(r"[^，。；、：的和与及是有在为“”（）]{2,18}")
_BODIES = frozenset("区市县州镇乡村园司团院校企局委办厅部")
# 能力提升行动, 人才引进政策: the verb is part of a name
_NOUNISH = re.compile("行动|工程|计划|机制|体系|制度|方案|政策|能力|水平|工作|力度|项目|任务|成果|资金|经费|情况|条件|措施|模式|产业|规模|面积|标准|目标|要求|责任"
                      "|[、和与及]|[方值业率量额区期点度效型]")
# 把X纳入…, 将X报送…: the verb of the whole comes after its object
_BA = re.compile(r"(?:把(?![握关脉控牢准住])|将)(?=[^，。；]{2,})")
_PLACED = re.compile("[放摆落扛抓用推引建变转送融留写立挺挂记抱握看想做][在到为成入向于给](?=[^，。；的]|$)|[办抓管干做搞]好$|[抓落做]实$"
                     "|作为|作成|看作|当作|视为|定为|列为|(?:结合|联系|统一|衔接|调动|带动|组织|动员)起来|贯穿(?!始终)")
_LATE = re.compile(r"(?:逐步|全部|优先|严格|统一|及时|直接|自觉|更好地?|更多地?|尽快|切实|长期|不断|坚决|牢牢|始终|紧紧|真正|有机|进一步|[^，。；、地的]{2}地){1,2}$")
_SUBJECT = re.compile(
    r"(?:(?:但|对此|因此|为此|所以|同时)?(?:我们|国家|全国|全省|全市|全县|全区|各地|各级|大家|人人|全党|今年|明年|[另一]一?方面|今后|同志们?)|[^，。；]{0,24}?[局委厅办府镇街道门位司校院组心区村社会员者关队站市县乡级地志人政])(?:都|也|均|还)?"
    r"(?=(?:于|在)?(?:每年|今年|明年|20\d\d年)?(?:[^，。；]{0,6}(?:年|月|季度)(?:底|末|初)?(?:之?前|内))[^，。；]{4}|要(?![求素点件])|将(?![来军领士])|必须|应当|应该|务必|不得|应(?![对急用届])|须|可(?=[以因根])|负责|牵头)"
)
# 教育要促进…, 招商工作要突出…: whoever or whatever the order is for, where a verb or an adverb follows 要
_FOR = re.compile(rf"[^，。；、：]{{2,16}}?(?:{YAO}|应当|应该|必须|务必|不得|{YING}(?![当有])|[也还]?将(?=进行|加|继续|逐步|全面|会|按|于))")
# 在…中, 在…上: where a phrase ends, and no 中小学 or 上市
_INSIDE = "中(?![央国小医学心等型期西])|上(?![市级海述])|下(?![达级乡岗列])|内(?![容需蒙外])"
# In, on and for what: skipped up to the verb behind it
_IN = re.compile(rf"(?:在[^，。；]{{0,30}}?(?:全国|全省|全市|全县|全区|各地|城乡|{_INSIDE}|方面|领域|环节|阶段|过程中|基础上|前提下|区域|同时|之际|等(?:行业|产业|园区|县区|时段|地区))"
                 r"|(?:对|向|为|与|同|给|从|由|就|以|用|按|按照|根据|利用|通过|围绕|聚焦|依托"
                 rf"|针对|结合|在(?![^，。；]{{0,40}}?(?:{_INSIDE})))[^，。；]{{1,26}}?)")
# 在更高起点上建设…: here even a verb that often names a thing is one
_ENDED = re.compile("等(?:行业|领域|方面|地区|产业|环节)$|(?:起点|基础|源头|根本)上$|发展中$")
# What they take is done by others or is a thing of its own: 防止形成…, 开展根治欠薪行动
_SECOND = frozenset(("形成", "拓展", "壮大"))
# 落实鼓励外贸出口的政策: what the policy is for, no second verb
_OF = re.compile(r"[^，。；、的党]{1,10}的[^，。；、的]{0,4}(?:机制|政策|措施|办法|意见|制度|规定|方案|渠道)$")
_MODIFIER = re.compile(r"之|(?!相关|有关|新型|应有|我们|自己|各自|一定|更好)[^，。；、的]{2}的")
# 完善参与共建绿道机制: what the system is for
_SYSTEM = re.compile("[^，。；]{2,}(?:机制|制度|体系|政策|办法|模式|平台|成果)$")
_PAPER = re.compile("措施|举措|建议|对策|方案|细则|办法|意见|规划|计划|条例|标准|目录|清单|规则|规定")
# 坚持|下去
_GOES_ON = re.compile("(?:下去|起来|上去|到底|出来|开来|好|到位)$")
_LINK = re.compile(r"和|、|并|及|与|以及")
_AFTER_VERB = re.compile(r"好|了|到|成(?!果|效|本|绩|员|立|功|渝|都|安|县)|起(?![步草点来诉重义飞伏到])(?=[^，。；]{4})|实(?=[中抓推])")
_MUST_LATER = re.compile(r"(?<![，；。、不的“])(?:必须|务必|就要|都要)(?!的)")
_TASK_IS = re.compile("[^，。；]{0,14}(?:重点|任务|关键|目标|要求|核心|方向|主线|举措|做法|出路)(?:就|也|还)?是要?")
_LABEL = re.compile(r"[^，。；]{2,20}(?:是|(?<![行作成认化善敢所有不])为|如下)$")
# 确保|全年目标能够实现: an adverb may stand behind it
_ASSURED = re.compile("确保(?=[^，。；]{0,4}$)")
_TAKES = re.compile(r"利用|依托|聚焦|加快|统筹|协同|集中|确保|深入|严格|抓紧|争取|联合(?!体)")


def head(clause: str) -> tuple[str | None, str | None]:
    """Head verb and object of one clause (half-open text of its own); None where it has none."""
    if _LABEL.fullmatch(clause):
        return None, None                         # 今年工作的总体要求是
    begin = len(clause) - len(body(clause))
    if (must := _MUST_LATER.search(clause, begin + 4)) and len(clause) - must.end() >= 4:
        begin = must.end()                        # 增加农民收入必须加快…: the order comes after what it is about
    if (laid_out := _TASK_IS.match(clause, begin)) and len(clause) - laid_out.end() >= 4:
        begin = laid_out.end()                    # 当前的重点是加快…
    at = past_will(clause, skip(clause, begin))
    if (found := _split_object(clause, at)) is not None:
        return found
    verb = verb_at(clause, at)
    if (together := _WITH.match(clause, at)) and (moved := _behind(clause, together.end() - 2)) is not None:
        at, verb = moved
    for subject in (_SUBJECT, _FOR):
        if (verb is None or verb in listed("nominal")) and (match := subject.match(clause, at)):
            at = past_will(clause, skip(clause, match.end()))
            if (found := _split_object(clause, at)) is not None:
                return found
            verb = verb_at(clause, at)
    if verb in listed("nominal") and clause[at - 2 : at] in ("确保", "争取"):
        return clause[at - 2 : at], _rest(clause, at)      # 确保试点工作取得实效
    if (verb is None or verb in listed("nominal")) and (state := _STATE.fullmatch(clause, begin, len(clause.rstrip("。；")))):
        return (state[2], state[1]) if state[2] else (state[3], state["rest"])
    if verb is not None:
        return verb, _object(clause, at, verb)
    return _unlisted(clause, at, begin)


def _unlisted(clause: str, at: int, begin: int) -> tuple[str | None, str | None]:
    """Head and object of a clause that does not begin with a verb of the lists; ``at`` is behind its adverbs."""
    if clause[at - 2 : at] in ("加快", "争取", "统筹"):
        return clause[at - 2 : at], _rest(clause, at)
    if assured := _ASSURED.search(clause, begin, at):
        return assured[0], _rest(clause, assured.end())
    if quoted := _QUOTED.match(clause, at) or _NOT.match(clause, at):
        verb = verb_at(clause, quoted.end())
        if verb in firm_verbs() or (verb and quoted[0][0] != "“"):
            return verb, _object(clause, quoted.end(), verb)
        at = at if quoted[0][0] == "“" else quoted.end()
    if used := _USED.match(clause, max(begin, at - 2)):
        return "利用", _rest(clause, used.end())
    if pair := _TURN.match(clause, at):
        return pair[1], pair[2]
    if (moved := _behind_phrase(clause, at)) is not None:
        return moved[1], _object(clause, *moved)
    if led := _LED.match(clause, at) or _TRADE.match(clause, at) or _GIVE.match(clause, at):
        return led[led.lastindex or 1], _rest(clause, led.end())
    if single := _SINGLE.match(clause, at):
        return single[0], _rest(clause, single.end())
    if (moved := _behind(clause, at)) is not None:
        return moved[1], _object(clause, *moved)
    if found := _COMES_TO.match(clause, at):
        return found[0], _object(clause, at, found[0])
    if (word := _WORD.match(clause, at)) and (
        _BOUND.search(clause, max(begin, at - 12), at) or _MANNER_BEFORE.search(clause, begin, at) and len(clause) - word.end() >= 3
    ):
        return word[0], _object(clause, at, word[0])
    if clause[at - 2 : at] == "抓好":
        return "抓好", _rest(clause, at)          # 突出|抓好, with no verb of its own behind it
    alone = _TAKES.match(clause, at) or _TAKES.match(clause, begin + 1 if clause[begin : begin + 1] == "要" else begin)
    if alone is None and at >= begin + 2:         # 大力加快园区建设: the last of the adverbs is the verb
        alone = _TAKES.match(clause, at - 2)
    return (alone[0], _rest(clause, alone.end())) if alone else (None, None)


def _rest(clause: str, at: int) -> str | None:
    return clause[at:].strip("。；，、 ") or None


def _object(clause: str, at: int, verb: str) -> str | None:
    """What the verb acts on; a second verb that shares it belongs to the head."""
    rest = whole = _past_ending(clause[at + len(verb) :])
    for _ in range(3):
        link = _LINK.match(rest)
        start = skip(rest, link.end()) if link else 0
        second = verbs().match(rest, start) or ("利用" if link and rest.startswith("利用", start) else None)
        if second is None or not _shared(verb, second, rest, start + len(second), linked=link is not None):
            break
        rest, verb = _past_ending(rest[start + len(second) :]), second
    if rest is whole and verb + rest.rstrip("。；") in listed("compound"):
        return None                               # 组织实施: one word
    if rest[:1] == "、":
        last = rest.rpartition("、")[2].rstrip("。；")
        if len(last) <= 4:
            return None                           # 统筹规划、分类指导
        rest = last[len(shared) :] if (shared := verbs().match(last, 0)) else rest      # 培养、引进、用好人才
    if (rest[:1] in "和并及" and rest[1:] in verbs().words) or _GOES_ON.match(rest):
        return None                               # 研究和解决, 坚持下去
    return (rest if rest is whole else rest.lstrip("和与及并")).strip("。；，、 ") or None


def _past_ending(rest: str) -> str:
    """Past what a verb ends in: 用|好|资金, 建|成|水库."""
    ending = _AFTER_VERB.match(rest)
    return rest[ending.end() :] if ending and len(rest) > ending.end() + 1 else rest


def _shared(verb: str, second: str, rest: str, end: int, *, linked: bool) -> bool:
    """Whether ``second``, which ends at ``end`` of what follows ``verb``, shares the object with it (``linked``: 和 or 、 between them)."""
    if len(rest) - end < 2 or rest[end] == "、" or noun_tail(second).match(rest, end) or second in ("坚持", "取得"):
        return False
    if linked:
        return True
    if verb + second in listed("compound"):
        return not _MODIFIER.match(rest, end)
    if second in listed("nominal"):
        return verb in listed("pairs") and second in frequent_verbs() and not _own(verb, second, rest, end)
    return (second in frequent_verbs() or second in _SECOND) and not _own(verb, second, rest, end)


def _own(verb: str, second: str, rest: str, end: int) -> bool:
    """Whether the second verb belongs to the object: 防止形成垄断, 制定实施方案, 完善参与共建机制."""
    if verb in listed("alone") and not (verb in listed("urges") and second in listed("urges")):
        return True
    if _MODIFIER.match(rest, end) or _PAPER.match(rest, end):
        return True                               # 高举团结奋斗的旗帜, 制定实施方案
    if verb in listed("system") and second not in listed("system") and second not in ("提升", "推广") and _SYSTEM.match(rest, end):
        return True
    if verb not in listed("urges") and verb not in listed("pairs") and verb not in ("推进", "加快", "研究", "探索", "谋划") and _FOR_WHAT.match(rest, end):
        return True
    return second not in ("落实", "执行", "实施", "推行") and _OF.match(rest, end) is not None      # 形成规范管理的机制


def _behind(clause: str, at: int) -> tuple[int, str] | None:
    """A verb with its object behind words that are in no list (依山就势布局…, 地方财政安排…): one that is hardly ever a noun."""
    stop = _UNKNOWN.match(clause, at)
    for i in range(at + 2, stop.end() + 1 if stop else at):
        verb = verb_at(clause, i)
        if verb is None or verb not in firm_verbs() or (i > at + 8 and clause[i - 1] not in _BODIES):
            continue
        if clause[i - 1 : i + 1] in adverbs().words or len(adverbs().match(clause, i) or "") > len(verb):
            continue                              # 大|力推|进, 坚定|不移
        if len(clause) - i - len(verb) >= 3 and not _NOUNISH.match(clause, i + len(verb)):
            return i, verb
    return None


def _behind_phrase(clause: str, at: int) -> tuple[int, str] | None:
    """The verb behind 在…中, 对…, 以… and the like; at the end of the clause too, where an adverb stands before it."""
    phrase = _IN.match(clause, at)
    if phrase is None:
        return None
    if (moved := _first_verb(clause, phrase.end())) is not None:
        return moved
    if phrase[0][0] in "为向给对在由" and (service := _FOR_OTHERS.search(clause, phrase.end()) or _TO_OTHERS.search(clause, phrase.end())):
        return service.start(), service[0]
    end = len(clause) - 2
    last = verb_at(clause, end)
    placed = phrase[0][0] == "在" or _adverb_before(clause, end)
    return (end, last) if last and placed and (last in firm_verbs() or last in listed("noun-too")) else None


def _split_object(clause: str, at: int) -> tuple[str | None, str | None] | None:
    """把X纳入Y, 将X作为Y, 对X进行整治: the object before the verb."""
    match = _BA.match(clause, at)
    if match is None:
        return None
    placed = list(_PLACED.finditer(clause, match.end() + 1))
    moved = (placed[-1].start(), placed[-1].group()) if placed else _first_verb(clause, match.end() + 1, least=0, nominal=True)
    if moved is None:
        return None
    where, verb = moved
    if (late := _LATE.search(clause, match.end(), where)) is not None:
        where = late.start()                      # 把病害林木|全部|清除
    return verb, clause[match.end() : where].strip("，、 ") or None


def _first_verb(clause: str, at: int, least: int = 2, nominal: bool = False) -> tuple[int, str] | None:
    """The first verb from ``at`` on that is no part of a noun phrase and has ``least`` characters behind it."""
    for i in range(at, min(len(clause) - 1, at + 44)):
        verb = verb_at(clause, i)
        if verb is None or verb not in frequent_verbs() or len(clause) - i - len(verb) < least:
            continue
        before = clause[i - 1]
        if before in "的、和与及" or (verb in listed("nominal") and not (
            (i == at and _ENDED.search(clause, max(0, i - 4), i)) or _adverb_before(clause, i) or (nominal and clause[i + len(verb) : i + len(verb) + 1] in "为成到")
        )):
            continue
        return i, verb
    return None


def _adverb_before(clause: str, at: int) -> bool:
    return any(clause[at - n : at] in adverbs().words for n in (1, 2, 3))
