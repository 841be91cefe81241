"""What an amount measures, in the words of the text: 调解成功率, 城镇新增就业, 新建5G基站.

The words stand before the number (常住人口城镇化率达59%), after its measure word (21个酒旅融合景区), or in the clause before
(引进人才4.2万人、增长25%). Lists are spread over what they belong to (城镇和农村居民收入分别增长4%和6%).
"""

from __future__ import annotations

import re

__all__ = ["after", "before", "spread", "subsidy", "threshold"]

_STOPS = re.compile(r"[，；：。！？,;:!?\n—]")
_PARENS = re.compile(r"[（(\[［][^（）()\[\]［］]*[）)\]］]")
_OPEN = re.compile(r"[（(]")
_MARKS = re.compile(r"[\s　]+")

_CHANGE = (
    "增长|提高|提升|上升|增加(?!值)|扩大|上涨|下降|降低|减少|回落|收窄|缩减|压减|压缩|缩短|精简|下调|上调|递增|递减|增至|升至|降至|"
    "降到|增到|翻|净增|高于|低于|快于|好于|优于|提速"
)
_TAIL_WORDS = (
    _CHANGE + "|达到|实现|完成|是|占|至|了|近|超|逾|仅|只|各|共计|共有|总计|合计|累计达?|已经|已|分别|趋于|趋|"
    "同比|环比|同期|比上年|较上年|比去年|较去年|上年|去年|年均|每年|平均|实际|名义|力争|确保|争取|努力|预计|预期|将|再|"
    "拥有|从每人每月|从每人每年|从每生每年|从每月|从每年|每人每月|每人每年|每生每年|控制在|控制|保持|稳定|维持|左右|以上|以内|也|还|的|以|按|由|从|超过|突破|不低于|不少于|不超过|（|、|和|与|及|“|”|全年|其中|最高|最低|"
    "双双|连续|每立方米|新增|持续|给予|按可比价格|计算|首次|一举|率先|同口径|可比|之和|预期目标|目标"
)
# Read from the end backwards, so that one match takes all of them: 同比增长, 比2023年提高到.
_TAIL = re.compile(
    "(?:" + "|".join(w[::-1] for w in sorted(_TAIL_WORDS.replace("(?!值)", "").replace("累计达?", "累计达|累计").split("|"), key=len, reverse=True))
    + r"|约(?![签履节合契预])|都(?![成首])|有(?![国所])|共(?!公)|为(?![行作])|在(?![现所潜内])|达(?![抵直通])|均(?![人平年日户亩地月生])|首(?!榜)|就(?!成)|到(?![报签])"
    + r"|年\d{4}[比较]|[年前次期初末底][^，。；]{1,7}[比较]|年[^，。；]{1,3}续连)+"
)
_HEAD = re.compile(
    r"^(?:[、及与，的\s“”]|和(?!美|谐|平)|以及|其中|同时|此外|另外|力争|确保|努力|争取(?!到)|推动|促进|使(?!用)|让(?!利)|并(?![网购])|也|还(?![款贷本建田湖林])|均(?![衡价])|"
    r"已(?!建)|再(?![生次贷就])|将|要(?!素)|把|实现|完成|保持|做到|达到|今年|全年|去年|上年|本年|当年|明年|年内|年底前|年底|上半年|五年来?|一年来|目前|现有|现已|"
    r"截至[^，]{0,10}|截止[^，]{0,8}|预计|计划|预期|到?\d{4}年?(?:底|末)?(?:前)?|到(?![位账港访])|每年|年均|力推|各地|继续|进一步|大力|加快|全面|着力|积极|稳步|"
    r"有序|扎实|深入|持续|共(?![建享同富产])|累计(?!引进)|率先|成功(?!化解|率)|组织|开展|提出|印发|提供|办理|举办|建立|打造|实施|"
    r"建设(?!用地|和改造|规模|资金|面积)|拥有|形成|出台|制定|推进|支持|鼓励|引导|安排|设置|布局|精心|筹建|设立|围绕|我[省市县区州]|对(?![外口接台俄])|"
    r"向|为|由|从(?!业)|在(?![建校线园册岗库营研产籍])|及时|共有|有(?![效色机线轨限])|十四五期间|“十[一二三四五]五”(?:期间|时期|以来)|期间|大关|台阶|新台阶|首批|快速)+"
)
_KEEP = re.compile(r"^(?:新建|新增|新开工|新签约|新投产|新培育|新打造|新引进|新认定|新登记|新改扩建|新改建|新创建|净增|累计)")
_GENERIC = re.compile(
    r"^(?:总数|总量|总额|总值|总规模|累计|累计总数|数量|规模|占比|比重|增速|增幅|增长率|涨幅|降幅|同比|环比|达标率|其中|总计|合计|存量|余额|面积|比例|"
    r"人数|户数|平均|人均|金额|资金|产值|产量|面积|(?:[一二两三四五六七八九十]|\d+)年(?:来|间|内)?)$"
)
_THAN = re.compile(r"^(?:均|分别|也|增速)?(?:高于|低于|快于|慢于|优于|好于|超过|高出|比|高)(?:全[国省市区州县球]|上年|去年|同期|预期|目标|年初|世界)[^，]{0,10}$")
_PART = re.compile(r"^(?:占|约占|贡献|居)?(?:全[国省市区县球]|世界|[东中西]部|地区生产总值|GDP|总量|总数)(?:的?比重|总量|份额|市场)?$")
_VERBS_AFTER = re.compile(
    r"(?:增加(?!值)|减少|提高|提升|增至|升至|降至|免费|进行|实施|提供|帮助|开展|参加|参与|获得?|入选|建成(?!区)|开工|投产|完成|实现|达到|进入|落户|落地|全部|纳入|通过|正式|相继|成功|列入|投入|启动(?!区)|"
    r"得到|被(?!害|告|征|保险|执行|监护)|已|就|须|应当|则|均|在|以|为|并|到|用于|，|是|有|占|由|向|给|分别|顺利|基本|同步|加快|开[展通]|上市(?!公司|企业|后备)|挂牌(?!企业)|获评|推进|受益|就业增收)"
)
_VERB_FIRST = re.compile(
    r"(?:获|入选|建成(?!区)|实现|达到|进入|全部|正式|相继|成功|参加|参与|帮助|开展|完成|纳入|列入|得到|被(?!害|告|征|保险|执行)|以|为|并|到|有(?![效色机线轨限])|是|占|由|给|"
    r"分别|顺利|基本|同步|加快|推进|受益|增加(?!值)|减少|提高|提升|增至|升至|降至|免费|进行|提供|就(?!业)|须|应当|用于|投[向入]|居|位居|来自)"
)
_AFTER = re.compile(r"(?:[^\d，。；、：！？,;:!?\n“”（）()《》—…]|“[^”\n。，]{1,14}”(?:、(?=“))?|[5]G){1,26}")
_SUBSIDY = re.compile(r"(?:一次性)?(?:奖补|补助|奖励|补贴|贴息|资助|奖金|津贴|补偿|救助金|罚款)")
_ENUM = re.compile(r"、|以及|和|与|及|或")


_NEXT_VERB = re.compile(r"、(?=(?:完成|实现|开展|举办|新增|新建|建成|发放|办理|引进|培育|带动|处置|化解|查处|争取|签约)[^、]*$)")


def _clean(piece: str) -> str:
    piece = _MARKS.sub("", _PARENS.sub("", piece))
    step = _NEXT_VERB.search(piece)
    if step:
        piece = piece[step.end():]
    cut = _OPEN.search(piece)
    if cut:
        piece = piece[cut.end():]
    base = re.search(r"(?:按照?|依据)(?=[^，]{2,}$)", piece)
    if base and len(piece) - base.end() < 24:
        piece = piece[base.end():]
    last = None
    while last != piece:
        last = piece
        tail = _TAIL.match(piece[:-41:-1])
        if tail:
            piece = piece[: len(piece) - tail.end()]
        kept = _KEEP.match(piece)
        if not kept:
            head = _HEAD.match(piece)
            if head and head.end() < len(piece):
                piece = piece[head.end():]
            elif head and head.end() == len(piece) and len(piece) <= 3:
                piece = ""
    return piece


_THING = re.compile(r"(?:项目|工程)")


def before(text: str, floor: int, number: int, whole: bool = False) -> tuple[str, bool]:
    """The words before a number, back to the stop or ``floor``; and whether they stand in the number's own clause.

    ``whole`` keeps a long list as it is, to be spread over several numbers.
    """
    piece = text[max(floor, number - 80):number]
    parts = _STOPS.split(piece)
    own = _clean(parts[-1])
    if own and own not in ("其",):
        return own if whole else _balance(_shorten(own)), True
    return "", False


def clause_before(text: str, floor: int, number: int) -> str:
    """The words of the clause before the number's own, where that one has none: 规模以上工业企业效益好转，增长5%."""
    parts = [p for p in _STOPS.split(text[max(floor, number - 90):number])[:-1]]
    for part in reversed(parts[-2:]):
        words = _clean(part)
        if len(words) >= 2:
            return _shorten(words)
    return ""


def _shorten(words: str) -> str:
    """The last noun phrase of a long clause: what comes after its last verb that takes an object."""
    always = None
    for m in re.finditer(r"(?:发放|提供|开展|举办|印发|提出|兑付|赠送|(?<!公)共(?![同享建治产和])|累计)(?=[^，]{3,}$)", words):
        always = m
    if always and always.start() > 0 and not _ENUM.match(words[always.end():]):
        words = words[always.end():]
    words = re.sub(r"^(?:[^“”《》]{0,10}[“《][^”》]{1,20}[”》]等?)(?=[^，]{3,}$)", "", words) if len(words) > 8 else words
    if len(words) <= 22:
        return words
    cut = None
    for m in re.finditer(
        r"(?:提出|开展|发放|印发|办理|实施|建设|建成(?!区)|打造|培育|引进|推动|推进|实现|完成|组织|确保|力争|带动|支持|加快|促进|提升|形成|构建|统筹|落实|"
        r"使|让|对|将|向|为|着力|争取|盘活|新建|新增|改造|安排|投入|吸引|提供)", words[:-3],
    ):
        cut = m
    if cut:
        start = cut.start() if re.match("新建|新增|改造|引进", cut[0]) else cut.end()
        rest = words[start:]
        if len(rest) >= 4:
            return rest
    return words[-24:].lstrip("、和与及的")


def after(text: str, at: int, ceiling: int) -> str:
    """The noun phrase that follows a measure word: of 3个露天煤矿和15个井工煤矿 the first is 露天煤矿."""
    m = _AFTER.match(text, at, ceiling)
    if not m:
        return ""
    words = m[0].lstrip("的余多")
    nxt = text[m.end():m.end() + 1]
    if nxt.isdigit():
        words = re.sub(r"(?:和|与|及|以及|、|共|约|达|近|超)+$", "", words)
    if _VERB_FIRST.match(words):
        return words.rpartition("的")[2] if "的" in words[:-2] else ""
    if words in ("目标", "任务", "规模", "左右", "大关", "水平", "台阶"):
        return ""
    verb = _VERBS_AFTER.search(words, 1)
    if verb:
        # 小区 alone says little: 小区完成改造.
        words = words[: verb.start()] if verb.start() > 2 else words[:12]
    inner = words.rfind("的")
    if 0 < inner < len(words) - 1 and inner > 8:
        words = words[:inner]
    elif 0 < inner <= 3 and len(words) - inner > 3:
        words = words[inner + 1:]
    elif inner == len(words) - 1:
        words = words[:-1]
    return _balance(words.strip("的 "))


def _balance(words: str) -> str:
    """Quotation marks only where both are there."""
    words = words[1:-1] if words[:1] == "“" and words[-1:] == "”" and words.count("“") == 1 else words
    return words if words.count("“") == words.count("”") else words.replace("“", "").replace("”", "")


_REST = re.compile(r"[^\d，。；、：！？\n]{2,12}")


def rest(text: str, at: int, ceiling: int) -> str:
    """The words after an amount that nothing stands before: 为1.8万人提供培训."""
    m = _REST.match(text, at, ceiling)
    return _balance(m[0].strip("的“ ")) if m else ""


def than(words: str) -> bool:
    """Whether the words only compare with a yardstick (高于全国平均水平), so that the indicator stands before them."""
    return bool(_THAN.match(words))


def generic(words: str) -> bool:
    """Whether the words mean nothing without what was measured before (总数, 占比, 占全国)."""
    return bool(_GENERIC.match(words)) or bool(_PART.match(words))


def subsidy(text: str, floor: int, number: int) -> str | None:
    """The kind of grant that an amount belongs to, from the words before it: 一次性奖补."""
    found = _SUBSIDY.findall(text[max(floor, number - 60):number])
    return found[-1] if found else None


_OF_WHAT = re.compile(r"([^\d，。；、：“”（）]{0,6}(?:收入|收益|产值|营收|销售额|投资|规模|税收|交易额|总额|面积|人口))(?:超过?|过|达到?|在|为)?$")


def threshold(text: str, floor: int, start: int, end: int, ceiling: int, money: bool) -> str:
    """What a threshold is set for: 亿元以上项目 gives 项目投资规模, 年产值5亿元以上企业 gives 年产值."""
    what = _OF_WHAT.search(text[max(floor, start - 12):start])
    if what:
        return _clean(what[1]) or what[1]
    noun = after(text, end, ceiling)
    if money and (thing := _THING.search(noun)):
        noun = noun[: thing.end()]
        noun = re.sub("^(?:重大|重点|新|在建|签约)+", "", noun)
        return noun + "投资规模"
    return noun + ("规模" if money and noun else "")


_SHARED = re.compile(
    r"(?:常住居民|居民|产业(?!园)|亿元以上|\d+亿元以上|项目|企业|增加值|收入|投资|支出|人口|产值|总额|用地|占比|比重|覆盖率|率|数量|面积|产量|能力|"
    r"浓度|比例|消费|人均|规模|贷款|存款|建设|(?<=.)级|平台|中心|基地|学校|医院|水平)"
)


def spread(words: str, count: int) -> list[str] | None:
    """The ``count`` things that one list of numbers belongs to, each with the head noun they share, or None.

    城镇和农村居民收入 over two numbers is 城镇居民收入 and 农村居民收入.
    """
    pair = re.match(r"^(?:(.*?))(城乡|一二三产业?|一二三次产业)(.*)$", words)
    if pair:
        heads = ["城镇", "农村"] if pair[2] == "城乡" else ["一产", "二产", "三产"]
        if len(heads) == count:
            return [pair[1] + h + pair[3] for h in heads]
    parts = [p for p in _ENUM.split(words) if p]
    if len(parts) < count:
        return None
    if len(parts) > count:
        parts = parts[-count:]
    last = parts[-1]
    shared = ""
    m = _SHARED.search(last, 2)
    if m and any(len(p) < len(last) and not _SHARED.search(p, 1) for p in parts[:-1]):
        shared = last[m.start():]
    elif m and any(len(p) + 2 < len(last) for p in parts[:-1]) and not all(_SHARED.search(p, 1) for p in parts[:-1]):
        shared = last[m.start():]
    first = parts[0]
    prefix = ""
    if not shared and len({len(p) for p in parts[:-1]}) == 1 and len(last) >= len(first) + 2 and len(first) <= 4:
        shared = last[len(first):]                                  # 水果、生猪、家禽出栏
    if shared:
        return [p + shared if not p.endswith(shared[-2:]) else p for p in parts[:-1]] + [last]
    # 粮食播种面积、产量: a head in front that the later parts leave out
    if len(first) > 4 and all(len(p) <= 3 for p in parts[1:]):
        prefix = first[: -len(parts[1])] if len(parts[1]) < len(first) else ""
        return [first] + [prefix + p for p in parts[1:]]
    return parts
