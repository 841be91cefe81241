"""The words that make a clause worth a parse for the units it puts to work: 要, 由, 请, 牵头, 会同, a verb after a name.

Grammar of official Chinese as in the annotation guide's section Tasks; the verbs are in ``lexicon/unit_words.tsv``.
"""

from __future__ import annotations

import re
from functools import lru_cache

from textkit.extract.unit_names import word

__all__ = ["JOINED", "MODAL", "RANK", "triggers"]

# Each alternative begins with a letter, what must not stand before it is looked up after: ten times as fast.
MODAL = (
    r"要(?<![重主需必纲概首只紧将摘扼索简机]要)(?![求素点件塞案闻道领旨职害是么])|必须|务必|务须|须(?<![必无]须)(?![知臾])|应当|应该|"
    r"应(?<![相适响供反效对回呼顺感理照]应)(?![用急对邀届变付聘激答力试收纳税允勇运])|不得|不能|不准|严禁|一律|"
    r"可(?<![许认不均亦方皆宁尚无]可)(?=以(?!上|下|内|外|来)|根据|按|因地|结合|在|通过|适当|采取|将|对|由|依|自行|先|给|降|选|制|指定|利用|申"
    r"|视|参照|向|从|与|组织|开展|建|设|委托|出台|探索|灵活|统筹|酌|继续|优先|单独|联合|安排|提)"
)
MODAL += r"|请(?=于|将|按照?|尽快|认真|抓紧|务必|在[^，。；]{1,8}前)"      # 各乡镇请于3月底前报送
RANK = (
    r"牵头(?!单位|部门|人|企业|抓总作用|作用|申报)|抓总|主办|负总责|配合(?<![力密强]配合)(?!不|力度|度)|协助|协办|"
    r"负责(?<!认真负责)(?<!责任负责)(?!人|同志|任|制(?!定|订|作)|区|本(?!部门|行政|区域|地区|单位|辖区|系统|领域|级|市|县|省)|的|精神|态度|干部)|督办|承办|各司其职|各负其责|齐抓共管|具体抓|主抓|重点抓|"
    r"参加(?=[，。；]|$)|参与(?=[，。；]|$)"
)
_PASSIVE = r"由(?<![自理事缘因经来]由)(?![于此来头衷浅表点小大上下])|请(?<![申邀聘宴提敬恳报]请)(?![求示愿假教问客进予提])|责成|委托(?![人方代])"
JOINED = r"会同|联合(?![国体会社攻采审执惩])|商(?<=[厅局委部门]商)(?=国|省|市|县|有关|相关)"
_DUTY = (
    r"(?:责任|落实|工作|实施)主体|第一责任人|(?:牵头|责任)(?:单位|部门)|硬任务|首要任务|主要职责|法定职责|政治任务|主责主业|"
    r"牵头(?:抓总|揽总|协调|总抓)?的?作用"
)
_NOW = r"(?<=[，,])(?:从[^，。；\n]{1,10}起|每(?:[年月周天日季旬]|个|半|逢|隔|晚))"      # 甲局、乙局，从下周起，每天…
_FIRST = "从每要必务须应不严一可请牵抓主负配协督承各齐具重参由请责委会联商落工实第硬首法政"      # how any of the above begins
_ACTORS = "局厅委办部署室组心记志长任门位关队级地导院会者市县区州镇乡员府联社所站校道司团家台）)"


@lru_cache(maxsize=None)
def triggers() -> re.Pattern[str]:
    """Every trigger, in a group named for its kind: modal, rank, passive, joined, duty, now, act, told.

    >>> [(m.lastgroup, m[0]) for m in triggers().finditer("县公安局要牵头")]
    [('modal', '要'), ('rank', '牵头')]
    """
    return re.compile(
        f"(?=[{_FIRST}])(?:(?P<modal>{MODAL})|(?P<rank>{RANK})|(?P<passive>{_PASSIVE})|(?P<joined>{JOINED})|(?P<duty>{_DUTY})|(?P<now>{_NOW}))"
        f"|(?<=[{_ACTORS}])(?:(?P<act>{word('act')})|(?P<told>{word('told')}))"
    )
