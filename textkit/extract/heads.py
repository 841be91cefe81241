"""The head verb of a clause and what it acts on.

What stands before the verb is skipped (enumerators, adverbs, modals, a subject, prepositional phrases); two verbs in a
row that share an object are one head; 把 and 将 put the object before the verb. The words are in the lists ``openers``
and ``heads`` (the latter counted over reports and policies), the grammar is here.

>>> head("县水利局要全面排查病险水库"), head("把法治建设纳入年度考核"), head("开工建设生态公园")
(('排查', '病险水库'), ('纳入', '法治建设'), ('开工', '生态公园'))
"""

from __future__ import annotations

import re
from functools import lru_cache

from textkit.extract.cues import body
from textkit.lexicon import load

__all__ = ["head", "starts_with_verb"]

# Verbs that stand behind a subject or a modal, hardly ever at the head of a clause.
_MORE = frozenset((
    "听取", "召开", "设置", "成立", "研究", "选派", "公开", "公布", "签订", "追究", "讨论", "采取", "使用", "承担", "担负", "负起", "当好",
    "参加", "参与", "配合", "负责", "牵头", "组织", "委托", "授予", "采用", "进行", "加分", "启动", "拨付", "报送", "上报", "备案", "扮靓",
    "通报", "约谈", "整改", "处理", "处罚", "受理", "办理", "审批", "签署", "提交", "调度", "部署", "安排", "落实", "牢记", "坚守", "领悟",
    "坚定", "树立", "应对", "扫除", "谱写", "书写", "扛稳", "稳住", "守好", "推深", "纠治", "改进", "改善", "移交", "发放", "反馈", "惩治", "报请", "函告", "公示", "收集", "分析", "增配", "增设",
))
# Transitive verbs that head a clause too seldom to be counted; inside a clause many are nouns.
_HEADS = frozenset((
    "尊重", "整顿", "助力", "力戒", "方便", "加密", "严惩", "研发", "严明", "缩减", "填补", "共创", "免征", "免收", "抵御", "管住", "修好",
    "扎牢", "念好", "蹚出", "跑出", "闯出", "补上", "再造", "重塑", "滋养", "呵护", "纾解", "压降", "削减", "清退", "取缔", "关停", "关闭", "置换",
    "举行", "添置", "购置", "购买", "转让", "号召", "督导", "督办", "疏导", "清淤", "遵守", "维持", "保留", "保住", "保有", "保全", "确立", "界定",
    "划定", "划分", "区分", "调配", "调剂", "调节", "调控", "量化", "固化", "放活", "下达", "传达", "传递", "传导", "领会", "把好", "坚信", "相信",
    "倾听", "采纳", "吸收", "招聘", "招录", "招募", "聘用", "选聘", "派驻", "派出", "派遣", "服从", "发起", "发掘", "开挖", "开垦", "复垦",
    "栽种", "播种", "收割", "储存", "行使", "施行", "检修", "抽查", "抽检", "巡查", "监控", "预测", "研判", "研讨", "探讨", "分担", "肩负", "挑起",
    "撑起", "托起", "托举", "扩张", "拉长", "驱动", "促成", "培植", "扶植", "布设", "铺设", "架设", "敷设", "埋设", "搭设", "修改", "修编", "编写",
    "撰写", "制订", "拟定", "颁布", "颁发", "宣布", "宣讲", "宣扬", "表彰", "表扬", "补办", "赔偿", "救治", "整理", "查办", "严打", "严管", "重建",
    "援建", "协商", "协助", "举荐", "引荐", "输送", "创办", "更换", "替代", "取代", "继承", "沿用", "跨越", "赶超", "超越", "追赶", "核定", "核实",
    "核减", "审定", "批准", "答复", "回复", "审理", "排除", "理清", "捋顺", "打消", "消灭", "铲除", "清除", "根除", "严治", "纠错", "举报", "汇报",
    "归档", "披露", "曝光", "警示", "提醒", "提示", "稳固", "固守", "把准", "凸显", "反哺", "回馈", "返还", "归还", "偿还", "清偿", "征集", "征求",
    "征询", "看望", "交换", "连接", "接入", "并入", "融通", "疏解", "考察", "遵照", "契合", "迎接", "抵制", "反击", "抗击", "撤离", "疏散", "抢修",
    "抢救", "抢种", "抢收", "减征", "缓缴", "缓征", "下调", "上调", "调高", "调低", "提取", "列支", "支付", "支援", "援助", "认领", "治沙", "管护",
    "盘清", "盘点", "清点", "核对", "推销", "腾退", "拆迁", "密切", "严肃", "谋划", "免除", "减收", "除险加固", "提质增效", "招商引资", "摸清", "摸准",
    "管牢", "兜准", "高举", "反对", "重视", "终止", "填报", "着眼于", "创成", "兴建", "明确", "扭转", "遏止", "刹住", "抓严", "打击", "惩戒", "养成",
))
# Words that the counts take for verbs and that are adverbs or prepositions before one.
_NO_VERB = frozenset((
    "深入", "严格", "切实", "全面", "统筹", "协同", "加快", "努力", "积极", "继续", "进一步", "着力", "大力", "聚焦", "围绕", "按照", "根据",
    "结合", "依托", "立足", "通过", "利用", "针对", "面向", "抓紧", "同步", "集中", "联合", "合力", "带头", "主动", "可以", "应该", "应当",
    "需要", "必须", "能够", "不能", "不得", "基本", "分别", "合理", "有效", "持续", "还要", "就是", "不是", "没有", "具有", "成为", "属于",
    "随着", "由于", "鉴于", "为了", "关于", "截至", "包括", "特别是", "尤其是", "一定", "奋力", "加紧", "从严", "坚决", "坚定不移",
    "始终", "固定资产", "生态环境", "经济", "社会", "城市", "农村", "保险", "教育", "医疗", "综合", "存量", "投资", "消费", "污染", "劳动", "快递", "流动",
    "累计", "工作", "表示", "面对", "就业", "请予", "旅游", "生活", "节能", "提请", "应急", "高于", "实践", "作为", "优先", "死亡", "增速", "在于",
    "定期", "对口", "信访", "广播", "融资", "体育", "经费", "相关", "滚动", "位居", "收入", "有关", "免申", "善于", "行动", "致以", "用于", "生命",
    "净增", "贸易", "才能", "直播", "自主", "设备", "运行", "国资", "敢于", "提前", "休闲", "凝心", "移动", "涉及", "符合", "防灾", "具身", "闭环",
    "在建", "妥善", "安心", "违法", "高考", "使命", "合成", "履职", "排名", "直达", "循环", "通用", "不负", "免费", "前进", "参事", "预期", "增值",
    "影响", "超前", "需求", "上合", "产能", "供热", "预算", "临空", "健身", "务求", "支出", "监察", "自审", "零工", "革命", "不可", "为主", "低保",
    "减税", "出席", "发生", "扶贫", "焕发", "破坏", "造成", "为民", "停车", "出栏", "学前", "废弃", "成长", "竞争", "结算", "劳务", "发电", "只能",
    "引客", "强调", "抽水", "违规", "走有", "还有", "退化", "说明", "限上", "防汛", "减灾", "进中", "跟着", "放心", "预计", "分级", "变成", "作用",
    "重视",
))
# Adverbs and modals before the verb, besides those of the lists.
_ADVERBS = frozenset((
    "要", "须", "应", "也", "还", "再", "又", "都", "可", "会", "并", "就", "需", "请", "新", "必须", "务必", "应当", "应该", "一定", "力争",
    "争取", "确保", "努力", "奋力", "基本", "分别", "合理", "按时", "按期", "如期", "及时", "抓紧", "同时", "同步", "共同", "联合", "合力", "带头",
    "坚定不移", "持之以恒", "一以贯之", "驰而不息", "久久为功", "锲而不舍", "毫不动摇", "毫不松懈", "全面准确", "完整准确", "分类", "分步",
    "分级", "逐级", "逐项", "逐一", "一体", "一体化", "一律", "高质量", "高水平", "高标准", "高效率", "高起点", "高位", "多渠道", "多层次", "多形式",
    "全方位", "全过程", "全链条", "全周期", "全领域", "常态化", "制度化", "规范化", "动态", "滚动", "大胆", "健康", "适时", "适度", "广泛",
    "普遍", "依法", "依规", "依法依规", "因地制宜", "因城施策", "千方百计", "不折不扣", "坚持不懈", "全力以赴", "稳妥", "稳慎", "审慎",
    "更大力度", "更好", "更加", "更", "最大限度", "尽快", "尽早", "每年", "每月", "每季度", "今年", "全年", "年内", "定期", "特别是", "尤其是",
    "继续", "从严", "从快", "严肃", "坚决", "牢牢", "牢固", "稳步", "有序", "有力", "有效", "科学", "精准", "精心", "系统", "充分", "始终", "率先",
    "优先", "重点", "着重", "突出抓好", "真正", "切实", "认真", "积极", "主动", "大力", "加快", "着力", "全力", "全面", "深入", "扎实", "持续",
    "进一步", "不断", "逐步", "统筹", "协同", "强力", "加力", "聚力", "用心", "用情", "紧紧", "密切", "紧密", "妥善", "快速", "平稳", "顺利",
    "适当", "高度", "超前", "下大力气", "完整", "准确", "绝不能", "决不能", "严密", "热情", "周密", "自觉", "加力", "携手", "同心", "今后", "下一步", "接下来", "针对性",
))
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
_NOMINAL = frozenset((
    "建设", "发展", "改革", "管理", "服务", "保护", "治理", "监管", "监督", "投资", "消费", "生产", "教育", "培训", "合作", "开放", "创新", "规划",
    "保障", "检查", "评估", "考核", "审计", "整治", "改造", "转型", "升级", "融合", "协调", "协作", "攻关", "应用", "运用", "经营", "开发",
    "利用", "修复", "防控", "预警", "监测", "宣传", "调解", "救助", "帮扶", "就业", "创业", "研发", "设计", "制造", "养老", "医疗", "执法", "试点",
    "示范", "招商", "流通", "交易", "交流", "学习", "储备", "统计", "研究", "调查", "检验", "检测", "运输", "注册", "测试",
    "加工", "生育", "维护", "运营", "供给", "供应", "配套", "公开", "审批", "登记", "认定", "认证", "工作",
))
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
    return _Words(frozenset(w for w in (opening | counted | _MORE) - _NO_VERB | _HEADS if w.isalnum()))


@lru_cache(maxsize=1)
def _plain() -> frozenset[str]:
    """Verbs that are hardly ever anything else: only they are looked for inside a clause."""
    return frozenset(row.pattern for row in load("openers") if row["kind"] == "verb") | _MORE


# Words that the counts take for adverbs: prepositions, verbs, subjects.
_NO_ADVERB = frozenset((
    "围绕", "按照", "依托", "立足", "通过", "结合", "面向", "反对", "明确", "高举", "着眼", "当好", "更新", "直面", "公开", "同意", "就是", "高新", "首发", "急难",
))


@lru_cache(maxsize=1)
def _adverbs() -> _Words:
    opening = {row.pattern for row in load("openers") if row["kind"] == "adverb"}
    counted = {row.pattern for row in load("heads") if row["kind"] == "adverb" and len(row.pattern) == 2 and int(row["count"]) >= 8}
    return _Words(frozenset(opening | counted | _ADVERBS) - _NO_ADVERB)


def _verb_at(text: str, at: int) -> str | None:
    """The verb that begins at ``at``, None where the word there is part of a noun (服务业, 管理费)."""
    verb = _verbs().match(text, at)
    if verb is None or _tail(verb).match(text, at + len(verb)):
        return None
    return verb


def _tail(verb: str) -> re.Pattern[str]:
    return _TAIL_OF_VERB if verb in _plain() and verb not in _NOMINAL else _TAIL


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
            if following is None or following in _NOMINAL:
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
    return verb is not None and verb not in _NOMINAL and len(text) - at - len(verb) >= 2


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
    if (verb is None or verb in _NOMINAL) and (subject := _SUBJECT.match(clause, at)):
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
        if second in _NOMINAL and (link is None and verb not in _PAIRED):
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
        if before in "的、和与及" or (verb in _NOMINAL and not (
            _adverb_before(clause, i) or (nominal and clause[i + len(verb) : i + len(verb) + 1] in "为成到")
        )):
            continue
        return i, verb
    return None


def _adverb_before(clause: str, at: int) -> bool:
    return any(clause[at - n : at] in _adverbs().words for n in (1, 2, 3))
