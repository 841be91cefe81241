"""What an amount measures, in the words of the text: 调解成功率, 城镇新增就业, 新建5G基站.

The words stand before the number (常住人口城镇化率达59%), after its measure word (6个滨河公园), or in the clause before
(招收学徒3万人、增长18%). Which of them go with which number is for :mod:`textkit.extract.naming`.
"""

from __future__ import annotations

import re
from functools import lru_cache

from textkit.extract.quantity_words import backwards, of_role

__all__ = ["after", "before", "clause_before", "generic", "listed", "put_before", "rest", "spread", "subsidy", "than", "thing_before", "threshold", "total"]

_STOPS = re.compile(r"[，；：。！？,;:!?\n—]")
_PARENS = re.compile(r"[（(\[［][^（）()\[\]［］]*[）)\]］]")
_OPEN = re.compile(r"[（(]")
_BLANKS = re.compile(r"[\s　]+")
_BASIS = re.compile(r"(?:按照?|依据)(?=[^，]{2,}$)")
_SAID = re.compile(r"[^，]{0,12}(?:提出|指出|强调|要求|明确)(?=.{4})")
# 县水利局要在6月底前完成清淤: who is told, and by when, are no part of what is measured
_ORDERED = re.compile(r"[^，]{1,18}?[局委厅办府镇街道门位司校院组心区村](?:都|也|均)?(?:要|必须|应当|务必)(?![求素点件])")
_DUE = re.compile(r"(?:在|于)?(?:\d{4}年|今年|明年)?(?:\d{1,2}月)?(?:上旬|中旬|下旬|底|末|份)?(?:年底|年末|月底)?之?前")
_DATED = re.compile(r"(?:\d{4}年|今年|明年|去年)?\d{1,2}月(?:\d{1,2}日|底|初|末|份|上旬|中旬|下旬)?(?:起|前)?(?:如期|正式|已|全面)*(?=[^，]{3,})")
# 县农业局、县供销社已建成名茶体验店: who has done it
_DOER = re.compile(r"[^，]{1,20}[局委厅办社府院](?:已经?|共|累计|牵头|共同)+(?=(?:建成|完成|新建|发放|办结|投入|组织|开展)[^，]{2,})")
# 把法治课排进课表: what a clause puts somewhere
_PUT = re.compile(r"(?:把|将)([^，。；]{2,14}?)(?:纳入|列入|排进|排入|作为|用于|搬进|编入|写入)")
_NEXT_VERB = re.compile(
    r"、(?=(?:完成|实现|开展|举办|新增|新建|建成|发放|办理|引进|培育|带动|处置|化解|查处|争取|签约)[^、]*$)"
)
_KEEP = re.compile(
    r"(?:新建|新增|新开工|新签约|新投产|新培育|新打造|新引进|新认定|新登记|新改扩建|新改建|新创建|净增|累计)"
)
_THAN = re.compile(
    r"(?:均|分别|也|增速)?(?:高于|低于|快于|慢于|优于|好于|超过|高出|比|高)"
    r"(?:全[国省市区州县球]|上年|去年|同期|预期|目标|年初|世界)[^，]{0,10}$"
)
_PART = re.compile(
    r"(?:占|约占|贡献|居)?(?:全[国省市区县球]|世界|[东中西]部|地区生产总值|GDP|总量|总数)(?:的?比重|总量|份额|市场)?$"
)
_NOUNS = re.compile(r"(?:[^\d，。；、：！？,;:!?\n“”（）()《》—…]|“[^”\n。，]{1,14}”(?:、(?=“))?|5G|[1-5]A(?=级)){1,26}")
_BECAME = re.compile(r"建成|投产|开工|上市|落地|启动|开通|竣工|投用")
_EMPTY_NOUNS = frozenset(("目标", "任务", "规模", "左右", "大关", "水平", "台阶"))
_SHORT_NOUNS = frozenset((
    "项目", "企业", "小区", "学校", "产品", "城市", "单位", "家庭", "点位", "园区", "社区", "医院", "工程", "市", "县", "区", "镇", "村", "乡镇",
))
_LINKS = re.compile(r"(?:和|与|及|以及|、|共|约|达|近|超)+$")
_SUBSIDY = re.compile(r"(?:一次性)?(?:奖补|补助|奖励|补贴|贴息|资助|奖金|津贴|补偿|救助金|罚款)")
_ENUM = re.compile(r"、|以及|和(?![美谐平])|与|(?<!普)及(?![时格其])|或")
_GIVEN = re.compile(
    r"(?:发放|提供|开展|举办|印发|提出|兑付|赠送|(?<!公)共(?![同享建治产和])|累计)(?=[^，]{3,}$)"
)
_EXAMPLE = re.compile(r"(?!新)[^“”《》]{0,4}(?:“[^”]{1,20}”|《[^》]{1,20}》)(?:等|(?!的))(?=[^，]{3,}$)")
_OBJECT_VERB = re.compile(
    r"(?:提出|开展|发放|印发|办理|实施|建设|建成(?!区)|打造|培育|引进|推动|推进|实现|完成|组织|确保|力争|带动|支持|加快|促进|提升|"
    r"形成|构建|统筹|落实|使|让|对|将|向|为|着力|争取|盘活|新建|新增|改造|安排|投入|吸引|提供)"
)
_SAID_ALONG = re.compile("新建|新增|改造|引进")
_REST = re.compile(r"[^\d，。；、：！？\n]{2,12}")
_OF_WHAT = re.compile(
    r"([^\d，。；、：“”（）]{0,6}(?:收入|收益|产值|营收|销售额|投资|规模|税收|交易额|总额|面积|人口))(?:超过?|过|达到?|在|为)?$"
)
_METRIC = re.compile(r"(?:年度?)?(?:主营业务|营业|销售|经营性?|总|亩均)?(?:收入|收益|产值|营收|销售额|投资|规模|税收|交易额|总额|面积|人口)$")
# 事故起数、死亡人数: the measure of the first, and the short measures that share its subject
_COUNT_OF = re.compile(r"(?:起数|件数|户数|数量|总量|产量|面积|起数|总数)$")
_BARE_MEASURE = re.compile(r"(?:死亡|受伤|伤亡)?(?:人数|起数|产量|单产|总产|产值|面积|金额|数量|销量|播种面积)$")
_OWNER = re.compile("^(?:行政)?[村镇县]|项目|企业(?:集团)?|园区|产业(?!化)")
_FIRM = re.compile(r"企业(?:集团)?")
_DIVIDED = re.compile("分别|达到|占")
_THING = re.compile(r"(?:项目|工程)")
_KIND_OF_THING = re.compile(r"(?:重大|重点|新|在建|签约)+")
_SECTOR = re.compile("第?[一二三]次?(?=产)")
_SECTOR_NUMBER = re.compile("第?[一二三]")
_TOWN_AND_COUNTRY = re.compile(r"(.*?)(城乡|存贷款?|一二三产业?|一二三次产业|三次产业)(.*)$")
_HEADS = {"城": ("城镇", "农村"), "存": ("存款", "贷款"), "一": ("一产", "二产", "三产"), "三": ("一产", "二产", "三产")}


@lru_cache(maxsize=1)
def _tail() -> re.Pattern[str]:
    # Read from the end backwards, so that one match takes all of them: 同比增长, 比2023年提高到. 约 in 签约 and 有 in 国有 stay.
    return re.compile(
        f"(?:{backwards('tail')}"
        r"|[、（“”]|约(?![签履节合契预])|都(?![成首])|有(?![国所])|共(?!公)|为(?![行作])|在(?![现所潜内])|达(?![抵直通])"
        r"|均(?![人平年日户亩地月生])|首(?!榜)|就(?!成)|及(?![惠普])|到(?![报签])"
        r"|[底末初]?年[\d〇零○一二三四五六七八九]{4}[比较由从至到]?|[年前次期初末底][^，。；]{1,7}[比较]|年[^，。；]{1,3}续连)+"
    )


@lru_cache(maxsize=1)
def _head() -> re.Pattern[str]:
    return re.compile(rf"(?:[、及与，的\s“”]|{of_role('head')})+")


@lru_cache(maxsize=4)
def _role(role: str) -> re.Pattern[str]:
    return re.compile(of_role(role))


@lru_cache(maxsize=1)
def _whole_generic() -> re.Pattern[str]:
    return re.compile(of_role("generic") + "$")


def _clean(piece: str, whole: bool = False) -> str:
    """A clause without what leads in and what leads to its number: 力争常住人口城镇化率达到 is 常住人口城镇化率."""
    piece = _BLANKS.sub("", _PARENS.sub("", piece))
    if said := _SAID.match(piece):
        piece = piece[said.end():]
    if ordered := _ORDERED.match(piece):
        piece = piece[ordered.end():]
    if (due := _DUE.match(piece)) and len(piece) - due.end() > 1:
        piece = piece[due.end():]
    if dated := _DATED.match(piece):
        piece = piece[dated.end():]
    if doer := _DOER.match(piece):
        piece = piece[doer.end():]
    step = _NEXT_VERB.search(piece)
    if step and not whole:
        piece = piece[step.end():]
    opened = _OPEN.search(piece)
    if opened:
        piece = piece[opened.end():]
    basis = _BASIS.search(piece)
    if basis and len(piece) - basis.end() < 24:
        piece = piece[basis.end():]
    last = None
    while last != piece:
        last = piece
        tail = _tail().match(piece[:-41:-1])
        if tail:
            piece = piece[: len(piece) - tail.end()]
        if _KEEP.match(piece):
            continue
        head = _head().match(piece)
        if head and head.end() < len(piece):
            piece = piece[head.end():]
        elif head and len(piece) <= 3:
            piece = ""
    return "" if _DUE.fullmatch(piece) else piece


def before(text: str, floor: int, number: int, whole: bool = False) -> str:
    """The words before a number in its own clause, back to ``floor`` at most; empty where there are none.

    ``whole`` keeps a long list as it is, to be spread over several numbers.
    """
    start = max(floor, number - 80)
    own = _clean(_STOPS.split(text[start:number])[-1], whole)
    if not own or own == "其":
        return ""
    return own if whole else _balance(_shorten(own))


def clause_before(text: str, floor: int, number: int) -> str:
    """The words of the clause before the number's own, where that one has none: 贡献显著增强，达到60%."""
    for part in reversed(_STOPS.split(text[max(floor, number - 90):number])[-3:-1]):
        if put := _PUT.search(part):
            return put[1]
        words = _clean(part)
        if len(words) >= 2:
            return _shorten(words)
    return ""


def thing_before(text: str, floor: int, number: int) -> str:
    """What was said before the verb of a number, in its clause or the one before: 实施更新行动、完成投资2亿元."""
    own = _STOPS.split(text[max(floor, number - 90):number])[-1]
    step = _NEXT_VERB.search(own)
    return _shorten(_clean(own[: step.start()])) if step else clause_before(text, floor, number)


def put_before(text: str, floor: int, number: int) -> str:
    """What the clauses before a number put somewhere, or nothing: 把法治课排进课表，每学期不少于2课时."""
    found = _PUT.findall(text[max(floor, number - 60):number])
    return found[-1] if found else ""


def listed(words: str, count: int) -> list[str] | None:
    """The things of a name that lists exactly ``count`` of them: 零售额和进出口额."""
    return spread(words, count) if len([p for p in _ENUM.split(words) if p]) == count else None


def _last(pattern: re.Pattern[str], words: str, end: int) -> re.Match[str] | None:
    return next(reversed(list(pattern.finditer(words, 0, end))), None)


def _shorten(words: str) -> str:
    """The last noun phrase of a long clause: what comes after its last verb that takes an object."""
    given = _last(_GIVEN, words, len(words))
    if given and given.start() > 0 and not _ENUM.match(words[given.end():]):
        words = words[given.end():]
    if len(words) > 8:
        words = words[m.end():] if (m := _EXAMPLE.match(words)) else words
    if len(words) <= 22:
        return words
    cut = _last(_OBJECT_VERB, words, len(words) - 3)
    if cut:
        start = cut.start() if _SAID_ALONG.match(cut[0]) else cut.end()
        if len(words) - start >= 4:
            return words[start:]
    return words[-24:].lstrip("、和与及的")


def after(text: str, at: int, ceiling: int) -> str:
    """The noun phrase that follows a measure word: of 2座人工湖和6座泵站 the first is 人工湖."""
    m = _NOUNS.match(text, at, ceiling)
    if not m:
        return ""
    words = m[0].lstrip("的余多")
    if text[m.end():m.end() + 1].isdigit():
        words = _LINKS.sub("", words)
    if _role("verb_first").match(words):
        return words.rpartition("的")[2] if "的" in words[:-2] else ""
    if words in _EMPTY_NOUNS:
        return ""
    verb = _role("verb_after").search(words, 1)
    if verb:
        noun = words[: verb.start()]
        if noun in _SHORT_NOUNS:
            words = words[:12]                                     # 小区 alone says little: 小区完成改造
        else:
            words = words[: verb.end()] if _BECAME.fullmatch(verb[0]) and len(noun) <= 4 and words[verb.end():verb.end() + 1] not in ("率", "量", "面") else noun
    if words.endswith("中") and len(words) > 2:
        words = words[:-1]                                         # 抽查的20条斗渠中有8条
    inner = words.rfind("的")
    if inner == len(words) - 1:
        words = words[:-1]
    elif inner > 8:
        words = words[:inner]
    elif 0 < inner <= 3 and len(words) - inner > 3:
        words = words[inner + 1:]
    return _balance(words.strip("的 "))


def _balance(words: str) -> str:
    """Quotation marks only where both are there."""
    if words[:1] == "“" and words[-1:] == "”" and words.count("“") == 1:
        return words[1:-1]
    return words if words.count("“") == words.count("”") else words.replace("“", "").replace("”", "")


def rest(text: str, at: int, ceiling: int) -> str:
    """The words after an amount that nothing stands before: 为1.8万人提供培训."""
    m = _REST.match(text, at, ceiling)
    return _balance(m[0].strip("的“ ")) if m else ""


def than(words: str) -> bool:
    """Whether the words only compare with a yardstick (高于全国平均水平), so that the indicator stands before them."""
    return bool(_THAN.match(words))


def generic(words: str) -> bool:
    """Whether the words mean nothing without what was measured before (总数, 占比, 占全国)."""
    return bool(_whole_generic().match(words)) or bool(_PART.match(words))


def total(words: str) -> bool:
    """Whether the words are a bare total or rate (总数, 产值), which needs the thing that it is of."""
    return bool(_whole_generic().match(words))


def subsidy(text: str, floor: int, number: int) -> str | None:
    """The kind of grant that an amount belongs to, from the words before it: 一次性奖补."""
    found = _SUBSIDY.findall(text[max(floor, number - 60):number])
    return found[-1] if found else None


def threshold(text: str, floor: int, start: int, end: int, ceiling: int, money: bool, metric: str = "规模") -> str:
    """What a threshold ``[start, end)`` is set for: 亿元以上项目 gives 项目投资规模, 年产值5亿元以上企业 gives 年产值."""
    what = _OF_WHAT.search(text[max(floor, start - 12):start])
    if what:
        measured = _METRIC.search(what[1])
        whose = _DIVIDED.split(after(text, end, ceiling))[0].removesuffix("新")
        owner = _OWNER.search(whose)
        if owner:
            whose = whose[: owner.end()]
        if measured and (2 <= len(whose) <= 6 or owner and len(whose) <= 10):
            return whose + measured[0]                             # 产值10亿元以上企业
        return _clean(what[1]) or what[1]
    noun = _DIVIDED.split(after(text, end, ceiling))[0]
    if money and not noun and (thing := _THING.search(text, end, min(ceiling, end + 24))):
        return thing[0] + "投资规模"                                # 6个百亿元、20个10亿元以上项目
    if money and (thing := _THING.search(noun)):
        noun = noun[: thing.end()]
        return noun[kind.end():] + "投资规模" if (kind := _KIND_OF_THING.match(noun)) else noun + "投资规模"
    if money and (firm := _FIRM.search(noun)):
        noun = noun[: firm.end()]
    return noun + metric if money and noun else noun


def spread(words: str, count: int) -> list[str] | None:
    """The ``count`` things that one list of numbers belongs to, each with the head noun they share, or None.

    城镇和农村居民收入 over two numbers is 城镇居民收入 and 农村居民收入.
    """
    pair = _TOWN_AND_COUNTRY.match(words)
    if pair and not _ENUM.search(pair[1]):
        heads = _HEADS[pair[2][0]]
        if len(heads) == count:
            return [pair[1] + h + pair[3] for h in heads]
    parts = [p for p in _ENUM.split(words) if p][-count:]
    if len(parts) < count:
        return None
    if (sector := _SECTOR.match(parts[-1])) and all(_SECTOR_NUMBER.fullmatch(p) for p in parts[:-1]):
        rest = parts[-1][sector.end():]                            # 一、二、三次产业增加值
        return [n + rest for n in ("".join(c for c in p[: sector.end() if p is parts[-1] else len(p)] if c in "一二三") for p in parts)]
    if (counted := _COUNT_OF.search(parts[0])) and counted.start() > 1 and all(_BARE_MEASURE.fullmatch(p) for p in parts[1:]):
        return [parts[0]] + [parts[0][: counted.start()] + p for p in parts[1:]]
    *others, last = parts
    noun = _role("shared")
    shared = ""
    m = noun.search(last, 2)
    whole = [bool(noun.search(p, 1)) for p in others]
    if m and (
        any(len(p) < len(last) and not w for p, w in zip(others, whole, strict=True))
        or (any(len(p) + 2 < len(last) for p in others) and not all(whole))
    ):
        shared = last[m.start():]
    first = parts[0]
    if not shared and len({len(p) for p in others}) == 1 and len(first) <= 4 and len(last) >= len(first) + 2:
        shared = last[len(first):]                                 # 水果、生猪、家禽出栏
    if shared:
        return [p if p.endswith(shared[-2:]) else p + shared for p in others] + [last]
    if len(first) > 4 and not first.endswith(parts[1]) and all(len(p) <= 3 for p in parts[1:]) and len(parts[1]) < len(first):
        head = first[: -len(parts[1])]                             # 粮食播种面积、产量: the head that later parts leave out
        return [first] + [head + p for p in parts[1:]]
    return parts
