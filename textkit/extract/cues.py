"""The words by which a sentence shows what it does: one small predicate per question.

Every function takes one sentence without its enumerator (see :func:`body`) and answers yes or no; none of them knows
the rest of the document. Word lists (``parts``, ``lacks``, ``openers``) are data; the grammar is here. Patterns start
with literals or are anchored, and every repetition is bounded.
"""

from __future__ import annotations

import re
from functools import lru_cache

from textkit.lexicon import alternation, load

__all__ = [
    "YAO", "YING", "body", "ends_attributed", "first_part", "has_order", "is_accomplished", "is_announcement", "is_argument",
    "is_assignment", "is_attribution", "is_call", "is_couplet", "is_dear_bought", "is_definition",
    "is_demand_of_others", "is_digression", "is_done", "is_duty", "is_finding", "is_firm_order", "is_formula", "is_goal",
    "is_handled", "is_major_label", "is_overcome", "is_own_order", "is_past", "is_principle", "is_problem",
    "is_quoted", "is_request", "is_requirement", "is_resolve", "is_result", "is_rhetorical", "is_strong_order",
    "names_the_lax", "opens_targets", "opens_with_order", "opens_with_verb", "transition",
]

_NUMERAL = "一二三四五六七八九十百"
_ENUMERATOR = re.compile(
    rf"\s*(?:第[{_NUMERAL}\d]{{1,4}}[章节条]\s*|第[{_NUMERAL}]{{1,3}}[，,、：:]|[（(][{_NUMERAL}\d]{{1,4}}[）)]\s*[、.．]?"
    rf"|[{_NUMERAL}]{{1,3}}[是要][，,：:]?|[{_NUMERAL}]{{1,3}}、|\d{{1,3}}[.．、](?!\d)|[①-⑳]|其[一二三四五六七八九][，,、：:]?"
    r"|(?:首先|其次|再次|最后)[，,]|——|—|[•·●■◆▪])\s*"
)
_CONNECTIVE = re.compile(r"(?:同时|此外|另外|因此|所以|总之|而且|并且|但是|然而|不过|对此|为此|特别是|尤其是|其中|下一步|今后|下步)[，,]")


def body(sentence: str) -> str:
    """The sentence without enumerators, dashes and connectives before it: ``body("二是要抓好春灌。")`` is ``要抓好春灌。``."""
    at = 0
    for _ in range(3):
        match = _ENUMERATOR.match(sentence, at)
        if not match or match.end() >= len(sentence):
            break
        # 一要 and 二要 keep their 要: it is what makes the sentence an order.
        at = match.end() - 1 if match.group().rstrip("，,：: ")[-1:] == "要" else match.end()
        if sentence[at] == "要":
            break
    match = _CONNECTIVE.match(sentence, at)
    if match and match.end() < len(sentence):
        at = match.end()
    return sentence[at:] if at else sentence


@lru_cache(maxsize=1)
def _parts() -> tuple[tuple[re.Pattern[str], str], ...]:
    return tuple((re.compile(row.pattern), row["part"]) for row in load("parts"))


def first_part(heading: str) -> str | None:
    """The part that a heading's words open (list ``parts``), None where it is neutral."""
    for pattern, part in _parts():
        if pattern.search(heading):
            return part
    return None


def is_major_label(label: str, written: str) -> bool:
    """Whether a label is of the kinds that head whole parts: 一、 （一） 第一章."""
    return bool(re.match(rf"\s*(?:[（(]?[{_NUMERAL}]{{1,3}}(?:[）)]|、|[，,.．\s]|(?![是要来]))|第[{_NUMERAL}\d]+[章节])", written)) \
        and not label.endswith(("是", "要"))


# --- orders -----------------------------------------------------------------------------------------------------------

# 要 as a modal: not the tail of 需要 主要 重要 …, not the head of 要求 要素 …
YAO = (
    r"(?<![需主重首纲摘简提概必紧险枢机次扼索想只若还将即快就])(?<![^财]政)要(?![求素点闻件务义害领塞目挟旨么不是职道津地案员]|好[一于些]|[高低大多强快优]于|事(?![事先])|略|动力|潜力|助力|效益|空间|红利|增长|质量|活力|账|看到|认识到|清醒|承认)"
)
# 应 as a modal: not the tail of 相应 供应 效应 …, not the head of 应对 应急 应纳 …, nor 应保尽保
YING = r"(?<![相对适响反供回照答感理一必效呼顺叫])应(?![\s对急用届邀承该运付变验链纳尽]|.尽)"
_YINGGAI = r"应该(?!说|看到|承认|指出|认识|认为|是)"
# what the speaker's own side will do
_WILL = r"(?:我们|国家|政府|[省市县区]政府|财政)(?:还|也|就|都)?(?:将|拟|准备|打算)(?!近)"
_ORDER = re.compile(
    rf"{YAO}|(?<!不)必须|务必|务求|须(?!知)|应当|{_YINGGAI}|{_WILL}|{YING}|力争|确保|争取(?!到|了)"
    r"|不得(?!不)|严禁|切忌|决不能|绝不能|不能(?:再|让|搞|有)|不允许|禁止|请(?:各|大家|有关|你|相关|认真|遵照|结合)|有待|努力(?=[实建打开争创做提推形走])"
    r"|坚决(?=[防打遏守杜整反落完])|抓好贯彻|认真(?:贯彻|抓好|组织|落实|做好)|需(?:进一步|要[各全我切加])|一律|需由|负责(?!人|同|制)"
)
_STRONG = re.compile(rf"{YAO}|(?<!不)必须|务必|务求|应当|{_YINGGAI}|{_WILL}|力争|不得(?!不)|严禁|决不能|绝不能|请(?:各|大家|有关|你|相关|认真|遵照|结合|贯彻)")
_PAST_OR_STATE = re.compile(r"了(?!解|结|然|如)|(?<!早)已(?:经|[^知])|曾(?:经)?|取得|得到|获(?:得|评|批|国|全|省|市)|荣获|完成了|累计")


def has_order(sentence: str) -> bool:
    """An order by its modal words: ``has_order("各乡镇要抓紧报送。")``."""
    return _ORDER.search(sentence) is not None


def is_strong_order(sentence: str) -> bool:
    """An order by 要, 必须, 务必 …, leaving out 确保 and 努力, which reports of results use too."""
    return _STRONG.search(sentence) is not None


_FIRM = re.compile(rf"{YAO}|(?<!不)必须|务必|务求|应当|不得(?!不)|严禁|决不能|绝不能|请(?:各|大家|有关|你|相关|认真|遵照|结合|贯彻)")
_FIRST = re.compile(rf"(?:[^，。；]{{0,20}}[，,])?(?:{YAO}|必须|务必|请)")
_ASSIGNMENT = re.compile(
    r"由[^，。；]{2,30}(?:牵头|负责|督办|会同|组织实施|落实)|[局委办府厅组院社校部门站所]{1,2}[^，。；]{0,4}(?:牵头|会同|抓紧)|"
    r"(?:\d{1,2}月|年|季度|汛期?|春节|国庆|中秋|元旦)(?:底|初|末|中旬|上旬|下旬)?(?:之)?前(?![期后年])[^，。；]{2,}|"
    r"的，(?:由|一律|取消|依法|依规|按|追究|给予|不得|请|限期|\d{1,2}月|责令|暂停|予以)"
)
_DEFINITION = re.compile(r"^[^，。；]{2,16}就是要|是指|所称")
_OTHERS = re.compile(r"(?:要求|强调|指出|提出|号召|部署|规定)[，,：:“]?[^。]{0,12}(?:要|必须|务必|应当)")


def is_firm_order(sentence: str) -> bool:
    """An order by 要, 必须, 务必, 不得 …, leaving out what reports of results use too (力争, 确保, 努力)."""
    return _FIRM.search(sentence) is not None


def is_assignment(sentence: str) -> bool:
    """Whether work is given out without 要: 由县司法局牵头…, 6月底前…, 连续两次末位的，取消评优资格。"""
    return _ASSIGNMENT.search(sentence) is not None and _PERFECT.search(sentence) is None


_PERFECT = re.compile(r"(?<![为除得取对])了(?!解|结|然|如)|已(?:经|基本|全部|初步|建|完|形|成|投|累|纳)|如期|截至|截止")


def opens_with_order(sentence: str) -> bool:
    """Whether 要, 必须 or 务必 stands at the head of the sentence or of its second clause."""
    return _FIRST.match(sentence) is not None


def is_definition(sentence: str) -> bool:
    """What a term means: 依法治县就是要把各项工作纳入法治轨道。"""
    return _DEFINITION.search(sentence) is not None


def is_demand_of_others(sentence: str) -> bool:
    """Whether the modal belongs to what somebody demanded (省委强调，要…), not to the speaker."""
    return _OTHERS.search(sentence) is not None


_OWN_ORDER = re.compile(rf"^(?:\d|到20|20\d\d年|每年|.{{0,12}}[（(]牵头)|{YAO}.{{18,}}")


def is_own_order(sentence: str) -> bool:
    """Whether a numbered sentence is an order by itself and no label: it carries a time, or is a whole instruction."""
    return _OWN_ORDER.search(sentence) is not None


_RESOLVE = re.compile(
    r"(?:对此|为此|对(?:于)?这些(?:问题|困难)|针对(?:这些|上述|以上)|我们(?:一定|必须|将|要|会|务必)|必须高度重视|要正视|"
    r"(?:采取|拿出)[^，。]{0,12}(?:措施|办法)|认真(?:加以)?(?:解决|研究解决)|切实(?:加以)?(?:解决|改进))"
)


_ONES = re.compile(r"(?:但|但是|然而)?[，,]?(?:个别|少数|有的|有些|一些|部分)[^，。；]{1,14}?(?:没有|没能|不(?!断)|未|把|将)")


def names_the_lax(sentence: str) -> bool:
    """Whether the sentence blames some of those addressed: 个别单位没有真正重视。"""
    return _ONES.match(sentence) is not None


_REQUIREMENT = re.compile(
    r"(?!根据|按照|围绕|实现|完成|对照|为)[^，。：]{0,18}(?:总体要求|总体思路|总的要求|指导思想|主要目标|预期目标|工作思路)(?:(?:是|为)[：:，,]?|[：:])"
)


def is_requirement(sentence: str) -> bool:
    """The sentence that sums up what is required: 政府工作的总体要求是：…"""
    return _REQUIREMENT.match(sentence) is not None


def is_resolve(sentence: str) -> bool:
    """The sentence that closes a list of problems with what is to be done: 对此，我们将采取措施，认真加以解决。"""
    return _RESOLVE.match(sentence) is not None or (
        _RESOLVE.search(sentence) is not None and not is_problem(sentence) and is_strong_order(sentence)
    )


_CALL = re.compile(
    rf"^(?:[^，。；]{{0,24}}[，,])?(?:我们|大家|同志们|各[级地乡部单镇县区市]|全[县市区省]|广大)[^，。；]{{0,16}}?(?:一定|必须|务必|{YAO}|都要|应)"
    r"|务必|^要(?![求素])|必须(?:始终|深入|充分|认真|切实|全面|进一步|牢固|高度)|请(?:大家|各)"
)


def is_call(sentence: str) -> bool:
    """In an argument: a sentence that calls on the audience and does not state a principle."""
    return _CALL.search(sentence) is not None


_PRINCIPLE = re.compile(
    r"只有[^。]{2,80}(?:才|方)|不这样|就没有|^(?:实践(?:证明|表明)|经验(?:告诉|表明)|[^，。]{2,14}(?:告诉|启示|警示)我们)|(?:才能|方能|才会|方可)[^，。]{2,30}。?$|"
    r"(?:的|其)(?:目的|要义|关键|核心|实质|本质)(?:之一)?[，,]?(?:就)?(?:是|在于)"
)


_DUTY = re.compile(rf"应当|不得|必须|严禁|禁止|须(?!知)|{YING}|负责(?!人|同|制)|承担[^，。；]{0,16}(?:责任|职责|义务)"
    r"|由[^，。；]{2,30}(?:制定|负责|解释|规定|公布|组织|承担|统筹|牵头|管理|审核|批准|办理)|实行|按照?[^，。]{2,30}(?:追究|处罚|处理)")


def is_duty(sentence: str) -> bool:
    """In an article: what somebody shall or may not do; 可以, definitions and rates are none."""
    return _DUTY.search(sentence) is not None and not is_definition(sentence)


def is_principle(sentence: str) -> bool:
    """A principle, not an order: 只有坚持依法办事，才能取信于民。"""
    return _PRINCIPLE.search(sentence) is not None


_AHEAD = re.compile(
    r"(?:以|围绕|按照|根据|结合|通过|依托|立足|针对|对|对于|面向|在|将|把|从|为|向|与|用|利用|每年|今年|全年|全面|继续|再|也|还|都)"
    r"(?![^，。；]{0,30}是)|[“《]|(?:我们|全市|全县|全省|各级)?(?:将|会)(?!近)"
)


@lru_cache(maxsize=1)
def _openers() -> tuple[frozenset[str], tuple[int, ...]]:
    words = frozenset(row.pattern for row in load("openers"))
    return words, tuple(sorted({len(word) for word in words}))


def opens_with_verb(sentence: str) -> bool:
    """Whether the sentence opens like an order without a subject: 健全机制, 加快建设, 以…为抓手，推进…"""
    words, lengths = _openers()
    return any(sentence[:length] in words for length in lengths) or _AHEAD.match(sentence) is not None


# --- what is wrong ----------------------------------------------------------------------------------------------------

@lru_cache(maxsize=1)
def _lacks() -> re.Pattern[str]:
    return re.compile(alternation("lacks"))


def is_problem(sentence: str, least: int = 1) -> bool:
    """Whether the sentence says, at least ``least`` times, that something is wrong or lacking (list ``lacks``)."""
    if least == 1:
        return _lacks().search(sentence) is not None
    return len(_lacks().findall(sentence)) >= least


@lru_cache(maxsize=1)
def _overcome() -> re.Pattern[str]:
    return re.compile(
        r"面对|克服|加大对|支持|破解|解决|化解|应对|整治|消除|补齐|缩小|扭转|突破|针对|战胜|顶住|直面|攻克|破除|疏通|排查|纾解|缓解|治理|打通|补上|聚焦|补短板|改善|新增\d|建成|转为|机制|"
        r"纠正|查处|杜绝|防止|避免|防范|清零|尽管|虽然|在[^，。]{2,30}(?:情况|背景|条件|形势)下|困难[群家职学企户人残老]|得到(?:有效|根本|初步|明显)|"
        r"问题(?:清单|台账|线索|导向)|隐患\d|\d[^，。]{0,6}(?:问题|隐患)|了"
    )


def is_overcome(sentence: str) -> bool:
    """In a review: words of lack that stand there because they were dealt with (破解…难题, 整治突出问题)."""
    return _overcome().search(sentence) is not None


_GOAL = re.compile(r"(?:明显|显著|持续|大幅|全面|基本|不断|稳步|有效|进一步)[^，。；]{0,4}(?:提高|提升|增强|改善|下降|降低|缩小|形成|建立|优化)")


def is_dear_bought(sentence: str) -> bool:
    """How hard the results were won: 成绩来之不易，值得珍惜。"""
    return _DEAR.search(sentence) is not None


_DEAR = re.compile(r"来之不易|(?:极|殊|十分|实|颇|非常|很|极其|尤)为?不(?:易|平凡|寻常|容易)")


@lru_cache(maxsize=1)
def _handled() -> re.Pattern[str]:
    return re.compile(r"解决|化解|破解|补齐|整治|消除|克服|治理|排查|防范|打击|查处|纠正|杜绝|攻坚|完善|推进|加强(?!$|。)|提升|帮扶|困难[群家职学企户人残老]")


def is_handled(sentence: str) -> bool:
    """Words of lack beside what is to be done about them: 着力解决基础薄弱问题."""
    return _handled().search(sentence) is not None


def is_goal(sentence: str) -> bool:
    """A state to be reached: 服务能力显著增强."""
    return _GOAL.search(sentence) is not None


# --- reports, quotations, arguments -----------------------------------------------------------------------------------

_PAST = re.compile(
    r"(?:去年|过去[一二三四五六七八九十几两]?年|近年来|[一二三四五六七八九十两]年来|(?:19|20)\d\d年以来|以来|比(?:上|前|19\d\d|20\d\d)[^，。；]{0,6}(?:增|提高|下降|减少|多|翻)|同比|今年上半年|上半年|前三季度|截至|截止|目前，?已|"
    r"年初以来|本届政府)|(?<![为除得取对])了(?!解|结|然|如)|已(?:经|基本|全部|初步|建|完|形|成|投|全|累|纳|开|启|有|达|办|收|被)|"
    r"取得(?:了|显著|明显|重大|积极|重要|阶段性|较好|良好|历史性|突破性|初步|可喜|丰硕|全面)[^，。；]{0,12}(?:成效|成绩|进展|突破|胜利|成果)|"
    r"得到(?:有效|充分|全面|明显)|荣获|获评|获批|受到[^，。]{0,10}(?:肯定|好评|表彰|表扬)"
)


def is_past(sentence: str) -> bool:
    """Whether the sentence looks back (去年, 以来, 了, 已…, 取得…成效)."""
    return _PAST.search(sentence) is not None


_FOUND = re.compile("从[^，。；]{0,16}(?:督查|检查|考核|调研|走访|统计|调度|掌握)[^，。；]{0,8}情况来?看[，,]")


def is_finding(sentence: str) -> bool:
    """What an inspection found: 从上半年督查情况来看，各乡镇进度正常。"""
    return _FOUND.match(sentence) is not None


_DONE = re.compile(r"[^，。；]{0,8}?(?<![为除得取对准])了(?!解|结|然|如)|(?:目前|现)?[，,]?已(?!建成)")


def is_done(sentence: str) -> bool:
    """Whether the head verb is marked as done: 建成了…, 已完成…"""
    return _DONE.match(sentence) is not None


_ACCOMPLISHED = re.compile(r"(?:全部|圆满|顺利|如期|均已|超额)[^，。；]{0,10}(?:了|完成|落实|实现|达到)|取得(?:了|显著|明显|较好)")


def is_accomplished(sentence: str) -> bool:
    """In a list of problems: what was done all the same: 各项任务全部落实了责任单位。"""
    return _ACCOMPLISHED.search(sentence) is not None


_RESULT = re.compile(
    r"\d[\d.]*(?:万|亿)?[%％个家项件户人公吨元亩所座条]|增长|提高|提升|下降|实现|完成|突破|建成|新增|荣获|获评|获批|取得|成功|位居|居全|入选|"
    r"改善|增强|优化|加快|推进|深化|稳定|保持|扎实|有效|显著|持续|明显|全面|圆满|顺利|开展|启动|落实|加强|迈上|迈出|赢得|夯实|巩固|全力|积极"
)


def is_result(sentence: str) -> bool:
    """Words that only a report of results uses."""
    return _RESULT.search(sentence) is not None


_HIGHER = (
    r"(?:习近平(?:总书记|同志|主席)?|总书记|党中央|中共中央|中央(?!和|、|预|财|资|企|驻|八|银|单位|部门)|国务院|全国人大|"
    r"(?:党的|中共)[一二三四五六七八九十]{1,3}(?:大|届[一二三四五六七八九十]中全会)|[一二三四五六七八九十]{1,3}届[一二三四五六七八九十]中全会|"
    r"(?:中央|全国|全省|省委|市委|全市|省|市)[^，。；：]{0,16}(?:会议|全会|大会)|省委|市委|省政府|市政府|自治区党委|自治区政府|上级|省市|省、市|省上|市上|[\u4e00-\u9fff]{2,3}(?:副?总理|国家主席)|[市县区州]委[^，。；]{0,8}全会|"
    r"《(?:中共中央|国务院)[^》]{2,60}》)"
)
_SAID = (
    r"(?:指出|强调|要求|提出|明确(?:提|要|了|指|规)|部署|作出|做出|审议通过|通过了|召开|印发|出台|规定|决定|批示|指示|号召|"
    r"视察|考察|亲临|发表|公布|颁布|下发|发出|将开展|将专题|将对|将召开|把[^，。]{2,24}作为)"
)
_WHEN = r"(?:20\d\d年)?(?:\d{1,2}月)?(?:\d{1,2}日|[上中下]旬|份|底|初)?[，,]?"
_QUOTED = re.compile(
    rf"(?:[^，。；：]{{0,30}}[，,]){{0,2}}?{_WHEN}(?:在[^，。；：]{{2,24}}(?:上|中|时|后|下)[，,]?)?"
    rf"(?:即将召开的|特别是|尤其是|近日|最近|日前|此前|近期|今年|去年|当前)?[，,]?(?P<who>{_HIGHER})"
    rf"(?:(?!贯彻|落实|学习|按照|围绕|响应|执行|对照|遵照|结合|坚强领导|领导下|关心|支持下)[^。；]){{0,40}}?{_SAID}"
)
_OWN_BODY = re.compile(
    r"(?:我们|全[市县区省州旗盟]|县委|区委|[^，。]{0,12}(?:认真|坚决|深入|全面|切实|严格|积极)?(?:贯彻|落实|学习|按照|对照|围绕|结合|根据|遵照|聚焦|执行|完善|建立))"
)
_IMPORT = re.compile(r"具有[^，。]{0,30}意义|指明了|注入了|提供了[^，。]{0,20}(?:遵循|指南|动力)。?$")


def is_quoted(sentence: str, *, national: bool = False) -> bool:
    """Whether the main clause says what a higher body demanded, decided or said; to a national text 国务院 is none."""
    match = _QUOTED.match(sentence)
    if match is None or _OWN_BODY.match(sentence):
        return False
    return not national or match["who"].startswith(("习", "总书记", "党", "中共", "《中共", "中央")) or "全会" in match["who"]


_ANNOUNCE = re.compile(
    r"(?:以下|下列|如下)[^，。；：]{0,12}(?:工作|方面|任务|措施|意见|通知|目标|重点|情况|几点|要求|问题|规定|事项|政策|报告)?[：:。]?$|"
    r"^(?:联系人|联系电话|电话|传真|邮箱|电子邮箱|地址|附件|附表|附图)\d{0,2}[：:]|"
    r"提请(?:本次|这次)?(?:大会|人大|会议|人民代表大会)[^。]{0,6}(?:审议|审查)|《?(?:规划)?纲要（草案）》?[^。]{0,60}(?:提出|明确|安排)了|"
    r"现将[^。]{2,40}(?:报送|函告|报请)|"
    r"(?:讲|谈|提出?|强调|说|汇报)[^，。；\d]{0,6}[几两三四五六七八九十\d][^，。；]{0,2}(?:点|个方面|方面|层)[^，。；\d]{0,8}[：:。]?$|"
    r"(?:通知|公告|意见|规定|批复|函复|报告|汇报|决定)如下[：:。]?$|"
    r"(?:制定|制订|提出|特制定|编制|形成)(?:和实施)?(?:本|以下|如下|此|了?以下|了?本)[^，。；]{0,12}[：:。]?$|"
    r"^(?:下面|现在|这里|今天|接下来)[，,]?[^。；]{0,60}(?:讲|谈|强调|汇报|召开|开|部署|意思|意见)|"
    r"(?:主要|重点|着重|突出)?(?:做了|抓了|开展了|抓好|做好|实施|推进|突出抓好)(?:以下|[几两三四五六七八九十\d]{1,2}个?方面|[几两三四五六七八九十\d]{1,2}项)[^，。；]{0,10}[：:。]?$|"
    r"[几两三四五六七八九十\d]{1,2}(?:个|项|点|条|大)(?:关键|重点|方面|环节|任务|工作|问题|目标|要求|着力点|突破口)[：:]$|"
    r"把握(?:好)?(?:以下)?[几两三四五六七八九十\d]{1,2}(?:个方面|点|条)[：:。]$|"
    r"^(?:今天|这次|本次|此次)[^。；]{0,30}(?:会议|大会|座谈会|推进会|专题会)|主要任务是|主题是|^(?:刚才|方才)"
)


_OPENS_MEETING = re.compile(r"(?:今天|这次|本次|此次|刚才|方才|下面|现在|这里|接下来)")
_REQUEST = re.compile(r"请(?:大家|各|认真|你们|有关|结合|遵照)|务必|抓好(?:贯彻)?落实。")


def is_request(sentence: str) -> bool:
    """The speaker asks the audience to act: 请大家抓好贯彻落实。"""
    return _REQUEST.search(sentence) is not None


def is_announcement(sentence: str) -> bool:
    """A transition that announces what follows: 下面，我讲三点意见。 重点抓好以下工作："""
    # a long sentence announces nothing, unless it opens a meeting or ends in a colon
    if len(sentence) > 120 and sentence[-1] not in "：:" and not _OPENS_MEETING.match(sentence):
        return False
    if _REQUEST.search(sentence):
        return False
    return _ANNOUNCE.search(sentence) is not None and not (
        _ORDER.search(sentence) is not None and len(sentence) > 60 and not sentence.endswith(("：", ":"))
    )


_ARGUMENT = re.compile(
    r"^(?:今年|明年|20\d\d年|这一年|过去的?一年|未来五年|“十[一二三四五]五”|当前|这|新的一年|十[一二三四五]五)?[^。；]{0,30}?(?:是|处于|正处)[^。；]{0,60}"
    r"(?:之年|一年|时期|五年|阶段|关头|窗口期|机遇期|节点|起步|开局|关键期|攻坚期)(?:[，。,]|$)|"
    r"^(?!坚持|始终|把|将|以|要)[^，。；]{2,30}(?:，[^，。；]{0,24})?(?<!于)(?<!就)是[^，。；]{0,40}(?:保障|基础|关键|前提|内容|途径|根本|所在|之本|之基|之策|"
    r"重点|支撑|抓手|体现|动力|源泉|主体|法宝|要求|基石|标志|载体|形式|手段|方式|工程|任务|课题|大事|保证|核心|问题|责任|使命|条件|平台|窗口|缩影|"
    r"方略|革命|之路|灵魂|生命线|事业|重中之重|民生|经济|举措|力量|环节|部分|制度|渠道|阵地|桥梁|纽带|利器|引擎|根基|屏障|主线|灵魂|内涵|优势|标尺|单位)(?=[，。,；]|$)"
    r"|是最[^，。；]{1,8}[的，。]|本质上是|态势仍|变数|愈演愈烈|不确定(?:性|因素)?(?:增[多加]|上升|加大|较大)|^[“《][^”》]{2,30}[”》][：:]|任务(?:(?:重|艰巨|繁重)、|(?:十分|非常|很|更加|依然|仍然|仍)(?:繁重|艰巨))|^从(?![^，。；]*情况)[^，。；]{1,14}(?:看|说|来讲)[，：]"
    r"|将(?:迎来|进入[^，。；]{2,30}阶段)|为[^，。；]{2,40}提供了[^，。；]{2,20}(?:保证|支撑|遵循|保障|动力|空间|条件)"
    r"|挑战多|意义重大|使命光荣|责任重大|^[图表] ?[0-9一二三四五六七八九十]|发挥着|起着|扮演着|"
    r"^(?!面对)(?:[^，。；]{0,20}，){0,2}[^，。；]{0,20}(?:环境|形势|局势)[^，。；]{0,16}(?:复杂|严峻|深刻)|只有[^。]{2,80}才能|才能[^，。]{2,40}。$|"
    r"有利于|意味着|说明了?，|表明，|证明，|事关|关系(?:到|着)|不仅[^。]{2,40}(?:而且|更是|也是|还)|迫切需要|机遇(?:与|和)挑战|前所未有|"
    r"极不平凡|来之不易|(?:具有|有着)[^，。]{0,24}(?:意义|作用)|总之|归根到底|众所周知|俗话说|常言道|古人|为什么|怎么|难道|呢[？?。]|吗[？?]|"
    r"^(?:例如|比如|譬如|比方|大家(?:知道|看)|可以说|我认为|我一贯|应该说|换句话说|也就是说)|"
    r"^[^，。；]{2,16}就是要|关键(?:在于|在|是)[^，。；]{1,10}[。！]|是关键。|目的(?:就)?是|是一项|旨在|要看到|"
    r"是指|所称|适用于|适用(?:本|于)|自[^，。]{2,16}起(?:施行|实施|执行)"
)


def is_rhetorical(sentence: str) -> bool:
    """A question that the speaker puts to make a point: 为什么不敢管呢。"""
    return _RHETORICAL.search(sentence) is not None


_RHETORICAL = re.compile(r"^(?:为什么|难道|凭什么|何谈|又怎么)|[呢吗][？?]$|(?:为什么|怎么)[^，。]{0,24}[？?]$")


_COUPLET = re.compile(r"([^，。；\d]{4,10})，([^，。；\d]{4,10})[。！；]$")


def is_couplet(sentence: str) -> bool:
    """A saying in two even halves: 风正好扬帆，奋进正当时。"""
    match = _COUPLET.fullmatch(sentence)
    return match is not None and abs(len(match[1]) - len(match[2])) <= 1 and not is_goal(sentence) and len(match[1]) >= 5


_DIGRESSION = re.compile(r"(?:我|咱们?)[^，。]{0,10}(?:说一说|讲一讲|聊|想起|小时候|走了|去了趟|坐)|(?:说远|先说|再说|说句|讲个|打个比方|这个账|归结起来)|(?:条规矩|句话)[。：]")


def is_digression(sentence: str) -> bool:
    """A speaker's aside: 我小时候在镇上念书…, 先说一件事。"""
    return _DIGRESSION.search(sentence) is not None


def is_argument(sentence: str) -> bool:
    """Why it matters, background, reasoning, definition: 2031年是…开局之年。 X是Y的重要保障。"""
    return _ARGUMENT.search(sentence) is not None


# --- transitions, formulas, attributions ------------------------------------------------------------------------------

_TURN_PROBLEM = re.compile(
    r"(?:清醒|客观|深刻|充分|也|必须|应该|应当)(?:地)?(?:看到|认识到|认识|意识到|指出)[^。；]{0,80}(?:问题|不足|困难|挑战|差距|短板|薄弱环节|制约|弱项)|"
    r"(?:还|仍|也|但|依然)(?:然)?[^，。；]{0,10}(?:存在|面临|有)[^。；]{0,30}(?:问题|困难|挑战|不足|差距|薄弱环节|短板)[^。；]{0,12}[：:。；，]?$|"
    r"(?:问题|短板|短处|不足|差距|困难)(?:也|还|仍|依然)?(?:不少|很多|突出|明显|摆在|看得见|客观存在)|(?:压力|困难|问题)[^，。；]{0,8}(?:也|还|仍)(?:不小|不少|很大|较大)|"
    r"^(?:但|但是|然而|在肯定成绩的同时|总结成绩的同时|回顾[^，。]{0,20}的同时)[^。]{0,60}(?:问题|不足|困难|挑战|差距|短板)"
)
_SEE = re.compile(r"看到|认识|意识|指出")
_TURN_PLAN = re.compile(
    r"^(?:新的一年|今年(?!以来)|明年|20\d\d年(?!以来)|下一步|下步|今后|下半年|接下来|下一阶段|未来[^，。]{1,4}年|做好(?:今年|明年|20\d\d年)|要(?:完成|实现)(?:今年|上述|以上))"
    rf"[^。；]{{0,80}}?(?:{YAO}|将(?!近)|重点|着力|总体要求|预期目标|总体思路|做好|抓好|打算|安排|聚焦)|"
    r"^(?:主要|经济社会发展|全年)[^。；]{0,14}(?:预期)?目标(?:是|为)"
)
_TARGETS = re.compile(r"预期目标(?:是|为|如下)|^(?:做好|扎实做好|抓好)今年[^。；]{0,20}工作|^今年政府工作")
_TURN_REVIEW = re.compile(
    r"(?:今年以来|一年来|去年|上半年|近年来|过去一年|[一二三四五]年来|年初以来)[^。；]{0,120}(?:取得|完成|实现|推进|开展|成效|成绩|进展)"
)


def opens_targets(sentence: str) -> bool:
    """Whether the sentence opens the coming year's work in a report: 今年主要预期目标是：…"""
    return _TARGETS.search(sentence) is not None


def transition(sentence: str) -> str | None:
    """The part that a sentence of transition opens, or None: 我们也清醒地看到，还存在不少问题。 opens ``problem``."""
    if _TURN_PROBLEM.search(sentence) and not (_FIRM.search(sentence) and not _SEE.search(sentence)):
        return "problem"
    if _TURN_PLAN.search(sentence):
        return "plan"
    if _TURN_REVIEW.search(sentence) and not _FIRM.search(sentence):
        return "review"
    return None


_FORMULA = re.compile(
    r"^(?:尊敬的)?(?:各位|同志们|代表们|委员们|朋友们|乡亲们|父老乡亲|女士们|先生们)[^。；]{0,30}[！!：:,，]?$|"
    r"^(?:各位代表|同志们|各位委员)[！!，,：:]?$|"
    r"^(?:现在|下面)，?(?:请允许)?我?(?:谨)?(?:受|代表)[^。]{0,40}(?:报告|汇报)|"
    r"(?:请予?以?审议|请(?:各位)?代表[^。]{0,8}审议|鞠躬致谢|(?:一并|列席人员)[^。]{0,6}提出(?:宝贵)?意见)|"
    r"(?:表示|致以|道一声|说一声|献上)[^。]{0,30}(?:感谢|敬意|谢意|问候|祝愿|祝贺|祝福)|"
    r"^(?:最后[，,]?)?(?:谢谢|感谢)(?:大家|各位|同志们)?[！!。]?$|散会|"
    r"^(?:最后[，,]?)?(?:衷心)?(?:祝愿|预祝|祝)(?:大家|各位|同志们|大会|全[市县省区国]|伟大)|"
    r"^[\u4e00-\u9fff]{2,4}(?:副?主席|副?总理|委员|代表|同志|先生|女士)[：:]$|"
    r"^特此(?:通知|报告|批复|函复|公告|通告|复函)|^此[复致]"
)
_CLOSING = re.compile(
    r"让我们|更加紧密地?团结在|(?:努力|奋力|合力|携手)[^。]{0,10}(?:开创|谱写|书写|创造|再创|绘就|续写)[^。]{0,60}|"
    r"(?:谱写|书写|续写|绘就)[^。]{0,60}(?:篇章|华章|新篇|答卷|画卷)|而(?:努力|团结)奋斗|作出(?:新的)?(?:更大)?(?:的)?贡献"
)


def is_formula(sentence: str, *, near_end: bool = False, near_start: bool = False) -> bool:
    """Greetings, thanks, closing slogans. ``near_end`` widens it to appeals (让我们…) that close a document."""
    if len(sentence) <= 220 and _FORMULA.search(sentence):
        return True
    if near_end and len(sentence) < 60 and sentence.startswith(("同志们，", "各位代表，", "同志们、")) and not _FIRM.search(sentence):
        return True
    if sentence.startswith(("让我们", "同志们，让我们", "各位代表，让我们")):
        return True
    if near_end and _CLOSING.search(sentence):
        return sentence.endswith(("！", "!")) or "让我们" in sentence or sentence.startswith(("同志们", "各位代表"))
    return False


_ATTRIBUTION = re.compile(
    r"^[（(【\[]?(?:牵头|责任|配合|参加|参与|主办|承办|协办|实施|落实|督办|督导|监管|支持)(?:和[^，。：:]{2,4})?(?:单位|部门|领导|人|科室|处室|股室|县领导|市领导)[：:]|"
    r"^[（(][^（）()]{2,160}(?:负责|牵头|配合|落实|参与|参加|按(?:照)?职责分工[^（）()]{0,8})[^（）()]{0,40}[）)][。；]?$|^(?:完成时限|完成时间|时限要求)[：:]"
)


_ATTRIBUTED = re.compile(r"[（(][^（）()]{0,120}(?:牵头|责任|配合|负责|完成时限)[^（）()]{0,120}[）)][。；;]?$")


def ends_attributed(sentence: str) -> bool:
    """Whether the sentence ends in a bracket that names who is answerable: it is an order wherever it stands."""
    return sentence[-1:] in "）)。；;" and _ATTRIBUTED.search(sentence, max(0, len(sentence) - 300)) is not None


def is_attribution(sentence: str) -> bool:
    """A bracket or line of its own that names who is answerable: （责任单位：县水利局）"""
    return _ATTRIBUTION.match(sentence) is not None
