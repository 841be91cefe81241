"""Sentences of a plan that order nothing: what something is, how things stand, whom a rule is for.

>>> is_statement("县域经济是全市发展的底盘。"), is_condition("故意隐瞒险情的；"), is_statement("当前的重点是加快河道治理。")
(True, True, False)
"""

from __future__ import annotations

import re

from textkit.extract.clauses import clauses
from textkit.extract.cues import YAO
from textkit.extract.verbs import adverbs, starts_with_verb

__all__ = ["is_condition", "is_gloss", "is_identity", "is_statement", "lays_out"]

# 我们的前途是光明的, 这项制度是在多年实践中形成的: says what something is, and lays out nothing
_IS = re.compile(r"[^，。；：]{2,24}，?(?<![一二三四五六七八九十但还要或而总凡只别其头面不])(?:就|也|正|都)?是(?!否|要|指)([^。；：]{2,90})[。！!]?$")
# 这些做法，对生产和流通都是很有利的: how it is
_SUCH = re.compile("[^。；]{4,80}是[^，。；]{1,14}的[。！]?")
_BOUND = re.compile(f"{YAO}|必须|应当|应该|不得|务必|目标|任务|负责")
_LAID_OUT = re.compile("目标|任务|重点|要求|关键|思路|做法|措施|主题|方向")
_ANSWERS = re.compile("责任人|责任主体|牵头|负责")
_WE = re.compile("我们(?:都|也)?(?:要|将|必须|一定|应)")
# 寄送地址：…, 联系电话：…
_ADDRESS = re.compile("[^，。；：:]{0,40}(?:地址|电话|邮编|邮箱|传真|联系人|账号|账户|开户行|网址|计算方法|计量单位|指标属性|指标导向|数据来源)[：:]")
# “1+3+8”政策体系：“1”是…, “N”即…: what a term of the text stands for
_GLOSS = re.compile(r"“[^”]{1,30}”(?:[、和]“[^”]{1,20}”)*(?:[^，。；：“”]{0,14}[：:]|(?:即|是?指))(?=([^，。；]{2,}))")
# 健全法制，是建设法治国家的基础。 whatever stands before 是 is a topic, unless it names what is laid out (目标是, 重点，是)
_IDENTITY = re.compile(r"(?<!目标)(?<!重点)(?<!任务)(?<!关键)(?<!方向)(?<!要求)(?<!途径)(?<!办法)(?<!措施)，(?:就|也|都|更|正|既|才|仍然?)?是(?!否|指|要)"
                       r"[^，。；]{3,60}(?:，(?:也|更|又)是[^，。；]{3,40})?[。！!]?$")
# 在这里我还要讲一讲…: what comes next in the speech; 我们也具备许多有利条件, 都遇到新情况, 我们有信心完成任务: how things stand
_STANDS = re.compile(
    "讲一讲|谈一谈|说一说|讲几点|谈几点|(?:我们|我国|全[省市县区])[^，。；]{0,6}(?:具备|具有|拥有|面临|处在|正处|遇到|有信心|有决心|有能力)|都遇到|我们[^，。；]{0,8}看到|分为[^，。；]{2,30}[两三四五六七八九\\d][种类级]"
)
# 出色完成应急任务的；具备足够的赔偿能力； whom a rule is for, one condition after another
_CONDITION = re.compile(r"[^。；]{4,}(?<!目)的[；;。]?$|[^，。；]*，?(?:具备|具有)[^，。；]{2,30}(?:能力|条件|资格|资质|经验|场所|制度)[；;。]?$")
_BINDS = re.compile(f"{YAO}|必须|应当|应该|不得|务必|是")


# What a sentence without a verb of order lays out all the same: a number, a time, a permission, who pays, what is shared out
_ARRANGES = re.compile(
    r"\d|[年月][底末内]|目标|指标|责任人|，$|(?:保持|[促稳]中?)[^，。；]{0,6}(?:稳定|平稳|提质|平衡)|同步|[高快低]于|由[^，。；]{2,40}(?:承担|列支|负责|办理|安排|解决|支付|审批|担任|签发|确定|提出|组织|批准)|[^认许]可(?![见能谓喜靠观贵持望])|须|不再|每[人年月季户]|给予|享受|申请|纳入"
    r"|(?:重点|主要|优先|逐步|继续|全部|一律|原则上|分别)(?=[^，。；的]{4})|(?:开工|竣工|建成|完工|投用|投产|投运|启用|封顶|通车|交付|挂牌|上线|落地|使用)(?=[，。；]|$)|倾斜|按照?[^，。；]{2,30}(?:执行|办理|确定|安排|实行)|报[^，。；]{2,20}(?:备案|审批|批准)|请|禁止|执行"
)
# … unless it tells of the world, of what was, or of what somebody hopes
_TELLS = re.compile(
    r"^(?:(?:我们|大家)(?:相信|坚信|深信|期待|希望|深知|认为|有)|各位代表，(?!我们要|要)|从[^，。；]{1,12}看|当前(?!的?(?:重点|任务|工作|要务))|目前|现在|过去|近[几年]|多年来|长期以来|展望|总体来?看|这[是些个种次]?|一九)|满怀信心|充满信心|光荣传统|一定能|必将|不可阻挡|离不开"
)
# 展望未来，到二〇三五年…: what is to be reached, however it is introduced
_AIMS = re.compile(r"到(?:20\d\d|二[〇○零][一二三四五六七八九〇○零]{2})年|达到|翻一?番|倍增")


def is_gloss(body: str) -> bool:
    """What a term of the text stands for, or where to call: “1+N”体系：“1”指总方案。 咨询电话：…"""
    gloss = _GLOSS.match(body)
    return _ADDRESS.match(body) is not None or (gloss is not None and not starts_with_verb(gloss[1]))


def is_identity(body: str) -> bool:
    """A sentence that says of a course of action what it is: 健全法制，是建设法治国家的基础。"""
    match = _IDENTITY.search(body)
    return match is not None and not _BOUND.search(body, 0, match.start())


def lays_out(body: str) -> bool:
    """Whether a sentence of a plan orders or arranges anything: a clause with a head verb, a number, a time, who pays or decides.

    >>> lays_out("人民群众的期盼就是我们前行的方向。"), lays_out("所需资金由失业保险基金列支。")
    (False, True)
    """
    if _TELLS.search(body) and not _AIMS.search(body):
        return False
    return _ARRANGES.search(body) is not None or any(clause.action for clause in clauses(body))


def is_statement(body: str) -> bool:
    """A sentence that says what something is: 县域经济是全市发展的底盘。"""
    if _ADDRESS.match(body) or (_STANDS.search(body) and not _acts(body)):
        return True
    if _SUCH.fullmatch(body) and not _BOUND.search(body) and not _acts(body):
        return True
    match = _IS.match(body)
    if match is None or _ANSWERS.search(body) or (_LAID_OUT.search(body, 0, match.start(1)) and _acts(match[1])) or starts_with_verb(body):
        return False
    return not any(_acts(clause) or _WE.match(clause) for clause in match[1].split("，")[1:])


def is_condition(body: str) -> bool:
    """One of the cases or conditions that a rule lists: 故意隐瞒险情的；"""
    return _CONDITION.match(body) is not None and not _BINDS.search(body)


def _acts(clause: str) -> bool:
    """Whether a clause begins with a verb or with what stands before one."""
    return starts_with_verb(clause) or adverbs().match(clause, 0) is not None
