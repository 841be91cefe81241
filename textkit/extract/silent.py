"""Which amounts are stated of something at all, and which only look like it.

Dates, durations, ordinals, ranks, names and slogans (两个维护, 三张清单, 千亿产业, 15分钟生活圈) stay silent.
"""

from __future__ import annotations

import re
from functools import lru_cache

from textkit.extract.measures import Amount
from textkit.extract.quantity_words import of_role

__all__ = ["stated"]

_DEADLINE = re.compile(
    r"(?:之日起|年内|近|为期|连续|未来|今后|过去|历时|力争用|用|再用|每|前|后|第|提前|最近|长达|持续|时隔|累计|全国|入选|头|整整|前后)\s*$"
)
_CIRCLE = re.compile(
    r"[^，。；]{0,8}(?:圈|热线|通勤|直达|通达|免签|值守|值班|响应|不打烊|行动|计划|规划|一贯|来|间|前|后|里|度|的|连续|未|上下?线|服务(?!时))"
)
_STUDIED = re.compile(r"(?:学|读|锻炼|运动|[缩压减]短?[至到])$")
_AS_FOLLOWS = re.compile(r"(?:以下|下列|下面|如下)$")
_SHORTENED = re.compile(r"(?:缩|压|减|降|的?(?:时间|时限))")
_LENT = re.compile(r"的?(?:贷款|期)")
# 接报后30分钟之内到场, 3个工作日内答复: how fast a service is; counted from an act, working days are a deadline.
_PROMPT = frozenset(("分钟", "小时", "个小时", "秒", "个工作日", "工作日"))
_COUNTED_FROM = re.compile(r"(?:之日|之时|日)?[起后]的?(?:第)?$")
# 五年以上的积案, 参保1年以上, 签订1年以上劳动合同: how long something lasts that belongs to a class.
_LASTING = re.compile(r"的?[^，。；、\d]{0,4}(?:合同|案|经验|经历|资历|工龄|期|见习|存款)")
_LASTED = re.compile(r"(?:参保|参加[^，。；、]{2,8}|缴费|失业|工作|从业|从事[^，。；、]{2,12}|任职|在岗|停产|停建|停用|闲置|逾期|居住|欠缴)(?:满|超过)?$")
_KEPT = re.compile(r"(?:留存|保存|保留|留置|存档|公示|延长)(?:时间|期限?)?(?:不(?:得)?少于)?(?:再)?$")
_GOOD_DAYS = re.compile("优良|蓝天|达标")
_RANK = re.compile(
    r"(?:第|前|居|列|位次|名次|排名|排|上升|提升|前进|跃升|下降|前移|进位|提高|升|晋|跃居|进|退|跃进|攀升|后移)(?:了|至|到)?\s*$"
)
_RANKS = re.compile(r"位次|名次|档")
_REAL = re.compile(
    r"次|名|人|起|户|家|所|座|台|辆|艘|架|人次|户次|场|场次|部|枚|只|株|棵|栋|幢|套|处|尾|支|例|位|趟|批次|家次"
)
_THINGS = frozenset(("门", "艘", "眼", "本", "册", "份", "幅", "列", "层", "间", "块"))
_BUILT = re.compile(
    r"(?:新建|建成|设立|成立|新增|引进|投产|开工|竣工|创建|关停|关闭|筹建|组建|增设|获批|获评|新设|建起|布局|建立)(?:了|起)?$"
)
_LEVEL = re.compile(r"级|大关|台阶|[^，。；、元]{0,4}(?:GDP|国内生产总值|地区生产总值|生产总值|工业增加值|产值能耗)")
_OF_SIZE = re.compile(r"[^，。；、]{0,8}(?:项目|企业|产业|园区|集群|工程|县|区|镇|村)")
_POLICY = re.compile(r"(?:强市|强省|强县|富民|惠企|利民|惠民|稳增长|新政|政策|意见|措施|人才|民营经济|助企|“|》)$")
_MEASURES = re.compile(r"(?:措施|政策|规定)")
_MEETING = re.compile(
    r"\s?(?:全会|会议|全体|党代|常委|创业|供水|分配|革命|产业|污染|开发|医改|世界|全国|代表|提速|能源|会面|握手)"
)
_SESSIONS = re.compile(r"(?:[、和及至]?[一二三四五六七八九十]+次)*\s?(?:全会|全体|会议)")
_RULES = re.compile(r"(?:规定(?:精神|及|实施)?|承诺制|制度”|纪律|禁令|歪风|岗位|对[面照]|大奖)")
_HELD = re.compile(r"[有开行展织生达过了论究赴获访查讲训习会议动现办]$")
_CLASSES = re.compile(r"班|培训|讲堂|举办|开展|印发|论坛|沙龙")
_SPEC = re.compile(r"以上|[，。；]|$")
_COUNTED = re.compile(r"\d[个家]$")
_ONLY = re.compile(r"(?:仅有?|只有)$")
_APPOINTED = re.compile(r"(?:明确|确定|指定|配备|安排|选派|落实|配齐|设置?)(?:了|好)?$")
# What can be seen and counted, whatever its numeral is written in: 六个村, 三个工作组, 两条断头路.
_CONCRETE = re.compile(
    r"“?[^，。；、：的“”\d]{0,6}?(?:断头路|村(?![庄级])|乡镇|社区|街道|家庭|停车场|工作组|督查组|督导组|小组|专班|车间|工地|车位|小区|班组|支部|协会|"
    r"合作社|示范点|站点|公园|广场|学校|医院|码头|水库|圩|泵站|路|街|线路|河|渠|生产线|干部|孩子|职工)"
)
_HAS = re.compile(r"[建设发生查增有]$|人员$")
_LONG_NOUN = re.compile(r"[^，。；、：“”]{4,}")
_CLAUSE = re.compile(r"[，。；：！？“”,;:\n（）]")
_AND = re.compile(r"、|和|与|及(?!时)")
_HOURS_OF_STUDY = frozenset(("课时", "学时", "个学时", "个课时", "学分"))


@lru_cache(maxsize=1)
def _measured() -> re.Pattern[str]:
    return re.compile(of_role("measured") + r"[^，。；]{0,8}$")


@lru_cache(maxsize=1)
def _person() -> re.Pattern[str]:
    return re.compile(r"[^，。；、]{0,8}" + of_role("person"))


@lru_cache(maxsize=1)
def _announce() -> re.Pattern[str]:
    return re.compile("“|" + of_role("announce"))


@lru_cache(maxsize=1)
def _abstract() -> re.Pattern[str]:
    return re.compile(r"[^，。；、]{0,6}?" + of_role("abstract"))


def _quoted(text: str, amount: Amount, floor: int, ceiling: int) -> str | None:
    """The words inside the quotation marks that the amount stands in, if any."""
    start = max(floor, amount.number - 30)
    opened = max(text.rfind(mark, start, amount.number) for mark in "“《\"")
    if opened < 0:
        return None
    closing = {"“": "”", "《": "》"}.get(text[opened], "\"")
    if text.find(closing, opened + 1, amount.number) >= 0:
        return None
    end = text.find(closing, amount.unit_end, min(ceiling, amount.unit_end + 24))
    return text[opened:end + 1] if end >= 0 else None


def _list_before(text: str, floor: int, number: int, count: int) -> bool:
    """Whether as many things are named before: 执法、司法、普法三个协调小组."""
    piece = _CLAUSE.split(text[max(floor, number - 60):number])[-1]
    if piece.endswith("等"):
        return "、" in piece
    return len(_AND.findall(piece)) + 1 == count and count > 1


def stated(text: str, amount: Amount, floor: int, ceiling: int) -> bool:
    """Whether the amount is a quantity: 12所 in 12所乡村小学 is one, 三张 in 三张清单 and 15分钟 in 15分钟生活圈 are not."""
    a = amount
    prior = text[a.number - 1] if a.number > floor else ""
    rest = text[a.end:min(ceiling, a.end + 14)]
    cls = a.unit_class
    if text.endswith("一式", max(floor, a.start - 2), a.start) or prior == "楼" or rest.startswith("手都"):
        return False
    if _AS_FOLLOWS.search(text, max(floor, a.start - 4), a.start):
        return False
    if prior == "每" or (prior == "前" and cls not in ("percent", "money")):
        return False
    if rest.startswith("级") and cls != "percent" and a.rule == "amount":
        return False
    if rest[:1] in ("+", "＋"):
        return False
    quoted = _quoted(text, a, floor, ceiling)
    if quoted is not None and (quoted[0] == "《" or (len(quoted) <= 16 and cls not in ("percent", "measure"))):
        return False
    if quoted is not None and cls in ("measure", "percent") and len(quoted) <= a.end - a.start + 4 and a.unit != "车道":
        return False
    if quoted is not None and a.bare:
        return False
    if cls == "time":
        return _duration(text, a, floor, rest)
    if cls == "group":
        return not a.chinese and quoted is None and "\u4e00" <= rest[:1] <= "\u9fff" and a.comparator == "="
    if a.bare:
        return _bare(a, rest, bool(_COUNTED.search(text[max(floor, a.start - 4):a.start])))
    if a.chinese and not (a.low or a.high):                        # 零部件
        return False
    if cls in ("percent", "money", "measure", "ratio", "age"):
        if a.chinese and cls in ("measure", "money") and a.comparator == "=" and (a.low or 0) <= 2 and a.number + 1 == a.unit_end - len(a.unit or ""):
            return False                                           # 最后一公里, 一亩三分地
        if cls == "measure" and a.unit in ("千伏", "英寸", "纳米") and not _SPEC.match(rest):
            return False
        if a.unit == "P" and (a.low or a.high or 0) < 20:
            return False
        return not (cls == "age" and a.chinese and len(rest) < 1)
    return _count(text, a, floor, rest, prior)


def _duration(text: str, a: Amount, floor: int, rest: str) -> bool:
    pre = text[max(floor, a.start - 14):a.start]
    if a.unit == "年" and ((a.high or a.low or 0) > 200 or a.pre == "约"):
        return False
    if a.unit == "年" and a.pre in ("近", "超过", "超", "逾", "约", "突破"):
        return False
    if a.unit in _HOURS_OF_STUDY:
        return True
    if _STUDIED.search(pre) or (a.pre == "满" and a.unit != "天"):
        return True
    if a.unit in _PROMPT and a.post.endswith("内") and not _CIRCLE.match(rest) and not (
        a.unit.endswith("日") and (_DEADLINE.search(pre) or _COUNTED_FROM.search(pre))
    ):
        return True
    if a.pre == "至少" or _KEPT.search(pre):
        return True
    if a.post.endswith("以上") and (_LASTING.match(rest) or _LASTED.search(pre)) and not _DEADLINE.search(pre):
        return True
    if _CIRCLE.match(rest) and not _SHORTENED.match(rest):
        return bool(a.post and _LENT.match(rest))
    if a.unit_end > a.number and text[a.unit_end - 1] == "期" and a.post:
        return True
    if _measured().search(pre + text[a.start:a.number]) and not _DEADLINE.search(pre):
        return True
    return a.unit == "天" and bool(_GOOD_DAYS.search(pre))


def _bare(a: Amount, rest: str, pre_counts: bool) -> bool:
    """百亿元 and 亿元以上 of something; not 千亿产业, 百亿级, 万元GDP能耗."""
    if _LEVEL.match(rest):
        return False
    if a.comparator != "=":
        return a.unit not in ("年", "大")
    return a.unit_class == "money" and (a.low or 0) >= 1e8 and (bool(_OF_SIZE.match(rest)) or pre_counts)


def _count(text: str, a: Amount, floor: int, rest: str, prior: str) -> bool:
    pre = text[max(floor, a.start - 12):a.start]
    if a.unit == "位" and not _person().match(rest):
        return False
    if a.unit in ("名", "个") and _RANK.search(pre) and (prior in ("第", "前") or _RANKS.match(rest)):
        return False
    if a.unit == "批" and a.chinese:
        return False
    if a.unit in ("期", "轮", "层", "类", "种", "组", "段", "片") and a.chinese and a.comparator == "=":
        return False
    if a.unit in ("个", "条", "项", "件", "类", "大", "次") and _announce().match(rest) and not (
        a.unit == "次" and a.pre == "至少" or rest[:1] == "“" and not a.chinese and (a.low or 0) >= 10
        or a.unit in ("个", "条") and _CONCRETE.match(rest)
    ):
        return False
    if a.unit == "条" and _POLICY.search(pre) and (not rest or rest[0] in "，。；、”"):
        return False
    if a.unit == "次" and a.chinese and (_SESSIONS.match(rest) or prior == "届"):
        return False
    if a.unit == "次" and _MEETING.match(rest) and (a.chinese or not _HELD.search(pre)):
        return False
    if a.unit == "项" and _RULES.match(rest):
        return False
    if not a.chinese:
        return a.unit != "期" or bool(_CLASSES.search(pre))
    return _chinese_count(text, a, floor, rest, pre)


def _chinese_count(text: str, a: Amount, floor: int, rest: str, pre: str) -> bool:
    """Counts in Chinese numerals are names and slogans more often than not."""
    count = a.low if a.low is not None else a.high or 0
    unit = a.unit or ""
    if count == 1:
        if a.comparator != "=":
            return a.pre != "过"                                   # 见过一个, 去过一次
        return bool(_ONLY.search(pre)) or (unit in ("名", "人") and bool(_APPOINTED.search(pre)))
    if a.comparator != "=":
        return True
    if count > 10 and count not in (100, 1000, 10000):
        return not _MEASURES.match(rest) or a.unit not in ("条", "项")
    if unit == "次" and rest and rest[0] not in "，。；、：）" and not _HELD.search(pre):
        return False                                               # 三次下调: how often, of nothing
    if unit == "人" and rest.startswith(("篮球", "足球", "制", "组", "行")):
        return False
    if _REAL.fullmatch(unit):
        if rest.startswith("“") and count < 10 and not _BUILT.search(pre):
            return False                                           # 三座“大山”
        if unit in ("家", "所", "人", "支", "部", "处", "套", "场") and (not rest or rest[0] in "，。；、”）"):
            return _list_before(text, floor, a.number, int(count)) or bool(_HAS.search(pre))
        return True
    if unit not in ("个", "项", "条", "件", "种", "类"):
        return unit in _THINGS
    if unit in ("个", "条") and _CONCRETE.match(rest):
        return True
    if _abstract().match(rest) or not rest or rest[0] in "，。；、”“）":
        return False
    return _list_before(text, floor, a.number, int(count)) or bool(
        _BUILT.search(pre) and _LONG_NOUN.match(rest)
    )
