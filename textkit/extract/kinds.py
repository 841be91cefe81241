"""Whether an amount is to be reached, was reached, or is something else; and whether it is a change or a level.

By the function of its segment first, then by tense: a threshold (亿元以上项目), a grant (最高500万元) or a rule (有两次错案就要…)
is ``other`` wherever it stands.
"""

from __future__ import annotations

import re

from textkit.extract.measures import Amount
from textkit.model import Direction, Function, Kind

__all__ = ["direction", "is_threshold", "kind"]

# ------------------------------------------------------------------ direction
_FILL = r"(?:了|幅度?为?|约|近|超过?|突破|不低于|不少于|超|逾|均|都|分别|的?(?:预期)?目标|预期|率)*"
_UP = re.compile(
    r"(?:增长(?!极|点)|提高|提升|上升|增加|扩大|上涨|增|涨|升|翻|净增|递增|增幅|涨幅|增速|增收|增产|增效|提速|上调|上浮|回升|攀升|激增|"
    rf"猛增|跃升|增长速度|多增){_FILL}(?:为|达到?|在|是|保持在?|稳定在|控制在|维持在)?$"
)
_TO = re.compile(
    r"(?:增长|提高|提升|上升|增加|扩大|上涨|增|涨|升|跃升|回升|攀升|下降|降低|减少|回落|缩短|压缩|压减|精简|降|减|缩减|收窄|扩展|拓展|"
    r"扩充)(?:到|至|为)(?:了|约|近|超过?)?$"
)
_DOWN = re.compile(
    r"(?:下降|降低|减少|回落|收窄|缩减|压减|压缩|缩短|精简|下调|下滑|下跌|削减|减|降|降幅|跌幅|跌|缩|缩小|少增|减产|下浮|递减|减排|裁减|"
    rf"核减|压降|负增长|减量){_FILL}(?:为|达到?)?$"
)
_RATE = re.compile(r"(?:增速|增幅|涨幅|增长率|增长速度|年均增长|增长目标|增长预期目标)[^，；。]{0,14}$")
_FALL = re.compile(r"(?:降幅|跌幅|降低率|下降率)[^，；。]{0,8}$")
_NEW = re.compile(r"扩面$|(?:新增(?!长)|净增|增加(?!值|到|至)|增设|增配|扩招|增殖)[^，；。]{0,40}$")
_FEWER = re.compile(r"(?:减少(?!到|至)|净减)[^，；。]{0,6}$")
# 增速高于全省0.5个百分点: how far ahead, no change
_AHEAD = re.compile(r"(?:高于|低于|高出|快于|好于|(?<!提)(?<!升)高|(?<!加)快|(?<!降)(?<!减)低)[^，。；、\d]{0,16}(?:\d[\d.]*[、和])?$")
# 改造提升112万亩 makes nothing grow.
# 减少下发表格三分之一: the verb stands before its object
_LESS_OF = re.compile(r"(?:减少|降低|压减|压缩|精简|减掉|削减|缩减|砍掉)(?![了到至为])[^，；。、\d占达为到至在比率由从的]{2,10}$|减掉$|砍掉$")
# 比前年高出3米: a change in time; 比全市平均高出3米 is none.
_MORE_THAN_BEFORE = re.compile(r"[比较][^，。；]{0,10}(?:年|期|月|季度|季)[^，。；\d]{0,6}?偏?(?P<turn>高|多|低|少)出?$")
_BETTER = re.compile(r"(?:改造|提质|优化|整治|完善|建设|巩固|提档|新建)[、和与并]?(?:提升|扩大|提高)$")


def direction(piece: str, amount: Amount) -> Direction:
    """``increase``, ``decrease`` or ``level``, from the words before the number in its clause.

    增长6.5% is an increase, 提高到25.5% a level, 新增名店2家 an increase, 新建50个 a level.
    """
    piece = piece.rstrip(" 　“")
    cls = amount.unit_class
    if amount.rule == "double":
        return "increase"
    if more := _MORE_THAN_BEFORE.search(piece):
        return "decrease" if more["turn"] in ("低", "少") else "increase"
    if _TO.search(piece) or (amount.unit == "个百分点" and _AHEAD.search(piece)):
        return "level"
    if _DOWN.search(piece):
        return "decrease"
    if _UP.search(piece) and not (cls in ("count", "measure", "people") and _BETTER.search(piece)):
        return "increase"
    if cls == "percent":
        return "decrease" if _FALL.search(piece) or _LESS_OF.search(piece) else "increase" if _RATE.search(piece) else "level"
    if cls in ("time", "age", "group"):
        return "level"
    return "increase" if _NEW.search(piece) else "decrease" if _FEWER.search(piece) else "level"


# ------------------------------------------------------------------ threshold
_MEMBER = re.compile(
    r"的?(?:[^，。；、\d]{0,12}?)(?:项目|企业|产业|集群|园区|工程|产品|基地|单位|合同|平台|机构|大户|镇|乡|县|村|城市|人群|老人|老年人|"
    r"人员|儿童|人口|居民|职工|青年|学生|公司|商户|个人|市场|品牌|链|锅炉|机组|车辆|水库|灌区|港口|贷款|住房|建筑|用地|地震|家庭|"
    r"婴幼儿|群众|妇女|子女|开发区|强县)"
)
_AMOUNT_VERB = re.compile(
    r"(?:新增|发放|投放|争取|完成|实现|新建|建设|建成|改造|引进|投入|落实|培训|带动|减免|撬动|吸引|打造|培育|推广|开展|组织|举办|设立|"
    r"达到?|超过?|储备|实施|整治|修复|治理|确保|力争|推动|提供|盘活|化解|筹集|招引|安排|募集|到位)[^，。；、\d]{0,6}$"
)
_MEMBER_AT_ONCE = re.compile(r"的?(?:项目|企业|产业|园区|集群)")
# 过500亿、100亿的企业: the head noun after the last of them
_SIZES = re.compile(r"(?:[、和与及](?:\d+(?:\.\d+)?|[十百千])亿){0,4}的?[^，。；、\d]{0,4}(?:项目|企业|产业|园区|集群)")
# 不足10万元的村, 低于85%的乡镇: a class, where the number bounds and 的 leads to what belongs to it
_UNDER = re.compile(r"不足|不到|低于|少于|高于|大于|多于|超过|未满|不满")
_RATIO = re.compile(r"(?:率|比例?|度|占比|分)(?:在|连续[^，。；]{1,6})?$")
_NOT_DONE = re.compile(r"(?:的?乡|镇|村|县|企业|教学点|学校|班|单位|机构|工地|圩|灌|河|湖|水库|林地|耕地|农场|大户)")
_NO_AGE_GROUP = re.compile("寿命|平均|年龄为")
_BOUND = re.compile("以[上下内]")
_TERM = re.compile(r"(?:的|期|贷款)")
_COUNTED = re.compile(r"\d[个家]$")
_REACHED = re.compile("(?:超|突破|过|达到?|近|完成|实现)$")
_LOAN = re.compile(r"的?[^，。；、\d]{0,6}(?:贷款|用地)")
_SIZE = re.compile(r"(?:产值|营收|收入|投资|销售|规模|税收|年|交易额)[^，。；]{0,3}$")
_GROWN = re.compile("(?:增长|达到?|增速|超过)[^，。；]{0,4}$")
_SHARE_OF = re.compile(r"的(?:企业|项目|县|地区|单位)")


def is_threshold(text: str, amount: Amount, floor: int, ceiling: int) -> bool:
    """Whether an amount only says what belongs to a class: 亿元以上项目, 60岁以上老年人, 满1年."""
    cls = amount.unit_class
    if amount.rule == "total" and _SIZES.match(text, amount.end):
        return True
    if amount.comparator == "=" and not amount.bare and cls != "age":
        return False
    rest = text[amount.end:min(ceiling, amount.end + 16)]
    if cls == "age":
        return not _NO_AGE_GROUP.search(text[max(floor, amount.start - 12):amount.start]) and (
            bool(_BOUND.search(amount.post)) or amount.comparator == "between" or amount.pre in ("满", "未满", "不满")
            or rest.startswith(("的", "至"))
        )
    if cls == "time":
        return bool(_TERM.match(rest) and _MEMBER.match(rest)) or amount.pre == "满"
    if amount.pre == "满" or rest.startswith("的，"):
        return True
    pre = text[max(floor, amount.start - 12):amount.start]
    if amount.bare and amount.comparator == "=" and _COUNTED.search(pre):
        return True                                                # 6个百亿元、20个10亿元以上项目
    if not rest or rest[0] in "，。；、：！？,;:\n）)":
        return False
    noun = _MEMBER.match(rest)
    if noun and rest[0] == "的" and _UNDER.fullmatch(amount.pre) and cls in ("money", "people", "measure", "percent") and (
        cls != "percent" or _RATIO.search(pre)
    ):
        return True
    if amount.post and amount.bare and cls == "measure":
        return bool(noun) or bool(_BOUND.match(amount.post) and _NOT_DONE.search(rest[:6]))
    if cls == "people" and amount.post.endswith("以下") and _NOT_DONE.search(rest[:4]):
        return True
    if cls == "money" and amount.post and rest.startswith(("固定资产投资", "工业固定资产投资")):
        return True                                                # 500万元以上固定资产投资增长3%
    if cls == "money" and amount.bare:
        return bool(noun) and not _REACHED.search(pre)
    if cls == "money" and amount.comparator == ">" and not amount.pre:
        return False                                               # 700多亿元
    if cls == "money":
        if not noun or not amount.post and amount.comparator not in (">", ">=", "<=", "between"):
            return False
        if _MEMBER_AT_ONCE.match(rest) and amount.comparator in (">", "between"):
            return True                                            # 超10亿元企业3家
        return not (amount.post and _LOAN.match(rest)) and (not amount.pre or bool(_SIZE.search(pre)))
    if cls == "people" and amount.pre in ("超过", "达到", "不足", "不超过") and rest.startswith(("的企业", "的单位", "的学校")):
        return True
    if cls in ("measure", "people") and amount.post:
        return bool(noun) and (rest.startswith("的") or cls == "measure") and not _AMOUNT_VERB.search(pre)
    if cls == "percent" and amount.post:
        return bool(_SHARE_OF.match(rest)) and bool(_GROWN.search(pre))
    return False


# ------------------------------------------------------------------ kind
_REACH = 200                                  # characters that one sentence may hold; keeps a line of any length linear
_GRANT_BEFORE = re.compile(
    r"奖补|补助|奖励|补贴|贴息|资助|给予|补偿|奖金|津贴|罚款|额度|单个(?:企业|项目)|按照?[^，。；]{1,30}比例|限额|租金|保费|标准|最高"
)
_GRANT = re.compile(r"返还|担保贷款|贷款额度|奖补|补助|奖励|补贴|贴息|资助|给予|补偿|罚款|予以")
_BY_RATE = re.compile(r"(?:按照?|比例|基准利率)[^，。；]{0,30}$")
_OF_WHAT_IS_PAID = re.compile(r"(?:返还|退还|缴纳|缴费|购置|投资|费用|金额)[^，。；]{0,16}的$")
_NO_GRANT = re.compile(r"(?:增长|达到|提高|提升|占比|力争|确保|覆盖率|发放|兑现|落实|安排)[^，。；]{0,14}$")
_RULE = re.compile(r"(?:^|[，。；])[^，。；]{0,14}(?:有|满|达到|超过|不足|未满)[^，。；]{0,10}$")
_THEN = re.compile(
    r"[^，。；]{0,16}的?(?:，|话)?[^，。；]{0,14}?(?:就要|就|应当|应(?![诉急用对收有邀])|须|必须|不得|可以?|由|给予|予以|按照?)"
)
_FROM = re.compile(r"[由从][^，。；]{0,12}$")
_ON_TO = re.compile(r"(?:、[^，。；]{1,8})?[^，。；]{0,4}(?:提高|增加|增长|扩大|提升|上升|降低|下降|减少|压缩|缩短|缩减|压减|[增升降减缩])[到至为]")
_INCREASED = re.compile(
    r"[由从][^，。；]{1,24}(?:提高|增加|增长|扩大|提升|上升|降低|下降|减少|压缩|缩短|缩减|压减|[增升降减缩])[到至为](?:了)?$"
)
_KEPT = re.compile(r"承包[^，。；]{0,12}延长$|(?:留存|保存|保留|留置|存档)(?:时间|期限?)?(?:不(?:得)?少于)?$")
_DEALT_OUT = re.compile(r"留[作给存]|归|分[给红配]")
_BASE = re.compile(r"[^，。；]{0,12}(?:的)?基础上")
# 与全年65%的目标差13个百分点, 离全年突破100亿元的目标: the goal, whatever is said of it
_SHORT_OF = re.compile(r"(?:离|与|距)[^，。；\d]{0,12}$")
_GOAL = re.compile(r"的?[^，。；\d]{0,4}(?:目标|任务)")
_PLANNED = re.compile(r"(?:^|[，。；：])(?:原?计划|要求)[^，。；]{0,30}$")
_SCORE = re.compile(r"占[^，。；]{0,14}(?:总分|分值|权重)的?$")
_FLOOR_OF_PAY = re.compile(r"(?:标准|按照?)[^，。；]{0,12}$")
_FORBIDDEN = re.compile(r"不得(?:超过|少于|低于|高于)")
_DONE = re.compile(
    r"(?:已经?|现有|目前|(?<![比较])(?:去年|上年)|以来|了|曾|近年|截至|截止|过去|\d{4}年(?!底|末|全|力|要|实现|，)[^，；。]{0,20}(?:为|是|达))"
    r"[^，；。]{0,16}$"
)
_PLAN = re.compile(r"(?:拟|预计|到20\d\d年|“?十[四五]五”?末|力争|确保|目标|计划|规划|将|预期|要|争取|努力|必须|明年)")
# A rule or a definition, where nothing is ordered: 标准群是指以至少1项…, 有效期2年.
_NORMATIVE = re.compile(r"是指|应当|须|不得|不少于|不低于|不超过|至少|最高|罚款|扣除|有效期|标准|要求|原则上|可以|不宜|准予|并处|限|一式")
_NORM = re.compile(r"(?:距离?|差距|标准|要求|规定|应(?![急用对诉收邀变])|编制|核定)[^，。；]{0,14}$")


def kind(text: str, amount: Amount, floor: int, ceiling: int, function: Function) -> Kind:
    """``target``, ``achievement`` or ``other`` for an amount that is no threshold.

    ``function`` is that of the segment ``text[floor:ceiling]`` (of a heading: of what follows it).
    """
    sentence = text[max(floor, amount.start - _REACH):amount.start]
    if (function != "achievement" or text.startswith(("的话", "的，就", "就要", "就应", "就按", "就必须"), amount.end)) and amount.unit_class != "percent" and (
        _RULE.search(sentence[-24:]) and _THEN.match(text, amount.end, ceiling)
    ):
        return "other"
    if amount.unit_class == "time" and (
        amount.post.endswith("以上") and amount.unit in ("年", "个月") or _KEPT.search(sentence[-16:])
    ):
        return "other"
    if amount.rule == "tenths" and _DEALT_OUT.match(text, amount.end, ceiling):
        return "other"
    if function != "task" and (
        _SHORT_OF.search(sentence[-20:]) and _GOAL.match(text, amount.end, ceiling)
        or function != "quoted" and _PLANNED.search(sentence[-40:])
    ):
        return "target"
    if function == "task":
        if amount.unit_class != "time" and sentence.endswith("在", 0, len(sentence)) and _BASE.match(text, amount.end, ceiling):
            return "achievement"                                   # 在20个的基础上新增5个
        if _INCREASED.search(sentence[-40:]):
            return "target"
        if _SCORE.search(sentence[-20:]):
            return "other"
        if _FROM.search(sentence[-16:]) and _ON_TO.match(text, amount.end, ceiling):
            return "achievement"                                   # 由5个增加到8个: the first is a fact
        if _is_grant(text, amount, sentence, floor, ceiling):
            return "other"
        if amount.unit_class in ("time", "age") and _FORBIDDEN.search(text, amount.start, amount.end):
            return "other"
        if _DONE.search(sentence[-30:]) and not _PLAN.search(sentence[-30:]):
            return "achievement"
        return "target"
    if function == "achievement":
        return "achievement"
    if function == "problem":
        return "other" if _NORM.search(sentence) else "achievement"
    if function == "quoted":
        return "target" if _PLAN.search(sentence) else "achievement"
    if _PLAN.search(sentence[-40:]):
        return "target"
    return "other" if _NORMATIVE.search(sentence[-40:]) or _NORMATIVE.search(text, amount.start, min(ceiling, amount.end + 6)) else "achievement"


def _is_grant(text: str, amount: Amount, sentence: str, floor: int, ceiling: int) -> bool:
    """Whether an amount is what a scheme pays: 按设备购置额的10%给予奖补，最高500万元."""
    if amount.unit_class not in ("money", "percent", "time") or not _GRANT.search(
        text, max(floor, amount.start - _REACH), min(ceiling, amount.end + _REACH),
    ):
        return False
    if amount.pre in ("不少于", "不低于", "至少") and amount.unit_class == "money" and not _FLOOR_OF_PAY.search(sentence[-16:]):
        return False
    by_rate = amount.unit_class == "percent" and (_BY_RATE.search(sentence) or _OF_WHAT_IS_PAID.search(sentence))
    return bool(by_rate or _GRANT_BEFORE.search(sentence[-40:] + amount.pre)) and not _NO_GRANT.search(sentence)
