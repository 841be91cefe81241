"""The grammar of time: every time expression in a stretch of Chinese official prose, with the days it stands for.

Dates, months, ten-day periods, quarters, halves, years and their beginnings and ends; 前 内 起 and ranges; five-year
plans, terms of office, decades and centuries; relative years and durations; recurrence; festivals and seasons. Which
of them bounds a task is for :mod:`textkit.extract.deadlines` to say; what days they are, for ``dating``, ``durations``
and ``named_times`` beside it. Sources: GB/T 15835-2011 for how numbers and dates are written, and the usage of
government work reports since 1978.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import lru_cache

from textkit.extract import dating, durations, named_times
from textkit.extract.calendar import Now
from textkit.extract.dated import Dated
from textkit.lexicon import alternation
from textkit.model import Anchor, Deadline, Span

__all__ = ["Time", "find", "scan"]


def _tag(tag: str, body: str) -> str:
    """A copy of a piece of grammar whose group names carry a tag."""
    return re.sub(r"\(\?P<(\w+)>", rf"(?P<\1_{tag}>", body)


_D = "[0-9０-９]"
_C = "[〇○零一二三四五六七八九]"
# A year: 2025, 二〇二五, 20xx where a place was made anonymous, 0402 where a site has swapped the digits.
_Y4 = rf"(?:[12１２]{_D}{{3}}|[一二]{_C}{{3}}|[0０]{_D}{{3}}|20[xX×＊*]{{2}}|[xX×＊*]{{4}})"
_N2 = rf"(?:{_D}{{1,2}}|[一二三四五六七八九]?十[一二三四五六七八九]?|[一二两三四五六七八九])"
_NUM = rf"(?:{_D}{{1,3}}|[一二三四五六七八九]?十[一二三四五六七八九]?|[一二两三四五六七八九]|几|若干|数|两三|三五)"
_DASH = r" ?(?:——|--|[-－‐–—―~～至到]) ?"
_OR = r" ?(?:——|--|[-－‐–—―~～至到、或]) ?"
_TO = r"(?:(?<![达做收得看提降升增扩感想遇受等减拿送系及虑谈见来回走引用碰听学找识])(?:截止到?|截至|[到至]) ?)?"
# 前 of 前后, 前期, 前夕 is no bound, nor 前 with a number behind a year (今年前5个月, 2024年前三季度).
_BEFORE = (
    r"(?:之前|以前|(?:(?<=年)前(?![一二两三四五六七八九十0-9０-９])|(?<!年)前)"
    r"(?![后沿夕往]|期(?:工作|准备|研究|手续|筹备)))"
)
_WITHIN = r"(?:之内|以内|内(?!蒙|涝|陆|外|涵|销|乱|战|部(?!署|分)|容(?!纳)|需(?!要)|生动力|河航|循环))"
_SUFFIX = (
    rf"(?P<suf>{_BEFORE}|{_WITHIN}|起(?![步草点重航源诉飞伏跑义因势降])|开始|以来|以后|之后"
    r"|后(?![备续勤半三进期劲台代果方来端天年])|期间|为止)?"
)
_MONTH = r"月(?:份)?(?![球亮饼嫂薪均度报租色供龄息票台刊圆革]|[三九](?![日号十]))"
_END = r"底(?![座层线气盘部稿片数色细蕴子])|末(?![梢端节])"
_SUB = (
    rf"(?:(?P<m>{_N2}) ?{_MONTH}(?: ?(?P<d>{_N2}) ?[日号]| ?(?P<x>[上中下])旬|(?P<me>{_END}|初|中(?=之?前)))?"
    rf"|第?(?P<q>[一二三四1-4１-４])季度(?P<qe>{_END}|初)?"
    rf"|前(?P<qn>[两二三])个?季度(?P<qne>{_END})?"
    rf"|(?<!则)(?P<h>[上下])半年(?P<he>{_END})?"
    r"|(?P<se>[春夏秋冬])季?(?:学期)?(?<=[季期])"
    rf"|@(?P<ye>{_END}|终(?![端身究止点于结极])|初(?![步级中心衷始次审冬春夏秋期])"
    r"|中(?=之?前|旬)|(?<=年年)中(?![国期旬秋])))"
)
_IN_YEAR = _SUB.replace("@", "年?")               # after a year: 2025年底, 2025年年底
_ALONE = _SUB.replace("@", "年").replace("(?P<se>[春夏秋冬])", "(?P<se>(?!.).)")   # 秋季 alone is no time
_FEST = rf"(?P<fest>{alternation('festivals')})(?:节|假期|佳节)?(?=之?前|以前)"
_YEAR = rf"(?P<y>{_Y4}) ?年(?:度(?![假汛]))?(?![代级制纪报产均鉴轻龄糕货会味])"
_REL = (
    r"(?P<r>今明两|明后两?|今|(?<!基)本|(?<![文光])明|(?<![以今之此往])后|(?<!以)来|(?<!以)下一?|当)"
    r"年(?:度(?![假汛]))?(?![级代轻纪龄均产])"
)
_PAST = r"(?:去|上一|(?<!以)上|(?<![以之])前|往|历|近)年(?:度(?![假汛])|来|间)?(?![级代轻纪龄均产])"
_NO_NUMBER = r"(?<![0-9０-９一二三四五六七八九十两几数多近百周整去上往历常第个.．·])"
_FULL = rf"(?:(?:{_YEAR}|{_REL})(?:的?(?:{_IN_YEAR}|{_FEST}|全年))?|{_NO_NUMBER}{_tag('s', _ALONE)})"
_BARE = rf"(?:(?:{_YEAR}|{_REL})的?)?"
_UNIT = r"年度?|季度?|月份?|周(?![边围期年转密全到末岁])|星期|天|日(?![照常用益均])|旬|学期|学年"

Resolver = Callable[[re.Match[str], Now, "int | None"], "Dated | None"]

# What the expressions of a branch can begin with; only the branches that can begin so are tried.
_NUMERAL = "0123456789０１２３４５６７８９一二三四五六七八九十两"
_MASK = "xX×＊*"
_TO_FIRST = "到至截"
_YEAR_FIRST = "今本明后来下当"

# The branches, tried in this order: name, what a match stands for, what it can begin with, pattern.
_BRANCHES: tuple[tuple[str, Resolver, str, str], ...] = (
    # 每年, 每两年, 每季度末, 每年6月底前, 每月10日前
    ("recur", durations.recur, "每",
     rf"每(?:个|隔)?(?:(?P<rn>{_N2})?个?(?P<ru>{_UNIT})(?![级轻龄])|(?P<rh>半年|半个?月))"
     rf"(?:的?{_tag('r', _IN_YEAR)}|首月|第一个月|{_N2}[日号])?{_tag('r', _SUFFIX)}"),
    # 一年一评估, 一月一通报
    ("ratio", durations.ratio, "一",
     r"(?<![十二三四五六七八九第之同过这每近])一(?P<u1>年|季度?|月|周|旬|天)一(?![年日月度个天人样贯起])"
     r"[\u4e00-\u9fff](?:[\u4e00-\u9fff](?=[，。；、）]|$))?"),
    # 半年一次, 每年两次
    ("often", durations.often, _NUMERAL + "半",
     rf"(?<![第近每])(?P<on>半|{_N2})个?(?P<ou>年|季度|月|周)(?:至少|不少于)?[一两二三四1-9][次轮](?!性)"),
    # 按季度, 逐月
    ("each", durations.each, "按逐",
     r"[按逐](?P<eu>季度?|月(?![球亮饼薪])|周(?![边围期年转密全到末岁])|旬)(?!均|度?计划|租|薪)"),
    # “十四五”末, “十五五”期间, 第七个五年计划期间
    ("plan", named_times.plan, _TO_FIRST + "“‘「『\"＂十一二三四五六七八九第",
     rf"{_TO}(?:[“‘「『\"＂]?(?P<pn>十[一二三四五六七]?"
     r"|[一二三四五六七八九](?=五[”’」』\"＂]|五(?:规划|计划|期间|时期)))五[”’」』\"＂]?"
     r"|第(?P<pk>[一二三四五六七八九十]{1,3})个五年)(?:规划|计划)?的?"
     rf"(?:(?P<ps>期间|时期|期内|末期|期末|{_END}|初期|中期|中后期|后期|前期)"
     r"|(?P<pe>前|后|头)(?P<py>[一二两三四])年"
     rf"|(?={_BEFORE}|{_WITHIN})){_tag('p', _SUFFIX)}"),
    # 本世纪中叶, 二十一世纪初
    ("century", named_times.century, _TO_FIRST + "本这下二2２",
     rf"{_TO}(?P<cw>本|这个|下个?|二十一|２１|21)世纪(?P<cp>中叶|末叶?|初叶?|内"
     rf"|(?P<cd>[二三四五六七八九]十|[2-9２-９][0０])年代(?:初期?|中期|末期?|后期|前期)?){_tag('c', _SUFFIX)}"),
    # 九十年代末
    ("decade", named_times.decade, _TO_FIRST + "上" + _NUMERAL,
     r"(?P<dl>上个?世纪)?" + _TO +
     rf"(?P<dd>[二三四五六七八九]十|[2-9２-９][0０])年代(?P<dp>初期?|中期|末期?|后期|前期)?{_tag('d', _SUFFIX)}"),
    # 用三年左右时间
    ("spend", durations.spend, "再利用花",
     rf"(?<![使启试适费专采公引通占留])(?:再用|再花|利用|用|花)(?P<sl>半|{_NUM})(?:{_OR}(?P<sh>{_NUM}))?个?"
     r"(?P<su>年半?|月)(?:左右|或者?更多一点)?的?(?:时间|努力|工夫)?(?!以上|期|级)"),
    # 未来五年, 今后三年
    ("ahead", durations.ahead, "未今接往",
     rf"(?:未来|今后|接下来|往后)的?(?:这)?(?P<fl>半|{_NUM})(?:{_OR}(?P<fh>{_NUM}))?(?P<fu>年|个月)(?:左右|时间|期间)?"
     rf"(?:{_WITHIN}|里|中(?!国))?"),
    # 2-3年之内, 两个月内, 10个工作日内
    ("within", durations.within, _NUMERAL + "半几若数",
     rf"(?<![0-9０-９一二三四五六七八九十百.．第])(?P<wl>半|{_NUM})(?:{_OR}(?P<wh>{_NUM}))?"
     r"(?P<wu>年半?|个半月|个?月|个?季度|周|个?星期|个?工作日|天|日)(?:左右)?的?(?:时间)?" + _WITHIN),
    # 力争三年实现翻番
    ("strive", durations.strive, _NUMERAL + "几若数",
     rf"(?:(?<=力争)|(?<=争取)|(?<=确保))(?P<vl>{_NUM})(?:{_OR}(?P<vh>{_NUM}))?年(?:左右)?的?(?:时间)?"
     r"(?![内之以期行计规级均产攻])"),
    # 2025—2027年, 2024年至2026年底
    ("years", dating.years, _TO_FIRST + _NUMERAL + _MASK,
     rf"{_TO}(?P<ya>{_Y4}) ?年?度?{_DASH}(?P<yb>{_Y4}|{_D}{{2}}) ?年(?:度(?![假汛]))?(?![代级])"
     rf"(?:{_tag('yb', _IN_YEAR)})?{_tag('y', _SUFFIX)}"),
    # 6—8月, 2025年3月至5月
    ("months", dating.months, _TO_FIRST + _NUMERAL + _MASK + _YEAR_FIRST,
     rf"{_TO}{_tag('o', _BARE)}(?<![0-9０-９.．])(?P<ma>{_N2}) ?(?:月份?)?{_DASH}(?P<mb>{_N2}) ?{_MONTH}(?! ?{_D})"
     rf"(?P<mx>{_END})?{_tag('m', _SUFFIX)}"),
    # 一、二季度, 一至三季度
    ("quarters", dating.quarters, _TO_FIRST + _NUMERAL + _MASK + _YEAR_FIRST + "第",
     rf"{_TO}{_tag('k', _BARE)}第?(?P<qa>[一二三1-3])(?:季度)?(?:{_DASH}|、)"
     rf"(?P<qb>[二三四2-4])季度{_tag('q', _SUFFIX)}"),
    # 去年, 上年度, 近年来: never ahead, but their parts (年底) must not be read alone
    ("past", dating.past, "去上前往历近",
     rf"{_PAST}的?(?:全年|{_tag('z', _IN_YEAR)})?{_tag('z', _SUFFIX)}"),
    # 2025年, 今年底前, 6月30日前, 上半年, and a range of two
    ("point", dating.point, _TO_FIRST + _NUMERAL + _MASK + _YEAR_FIRST + "第前上下年",
     rf"{_TO}{_tag('a', _FULL)}(?:{_DASH}(?:{_tag('b', _FULL)}|(?P<dayb>{_N2})[日号]))?{_tag('a', _SUFFIX)}"),
    # 春节前; tried where a 前 stands, as is event
    ("festival", named_times.festival, _TO_FIRST,
     rf"{_TO}{_tag('f', _FEST)}{_tag('f', _SUFFIX)}"),
    # 本月底前, 下周
    ("this", dating.this, _TO_FIRST + "本这下",
     rf"{_TO}(?<![日基])(?P<tw>本|这|下)个?(?P<tu>季度|月(?![球亮饼薪])|周(?![边围期年转密])|学期)"
     rf"(?P<te>{_END}|初|[上中下]旬)?"
     rf"{_tag('t', _SUFFIX)}"),
    ("monthend", dating.month_end, _TO_FIRST + "月",
     rf"{_TO}(?<![0-9０-９一二三四五六七八九十个每当])月(?:{_END}){_tag('e', _SUFFIX)}"),
    ("event", named_times.event, "", rf"(?P<ev>{alternation('time_events')})"),
    # 本届政府任期内
    ("term", named_times.term, "本任届",
     r"(?:本届(?:政府|党委|委员会|人大|班子)?)?(?<![历每上])(?:任期|届期|届)(?:之内|以内|内|末)"),
    # 全年, 新的一年, 年内
    ("whole", dating.whole, "全年新",
     rf"全年|新的?一年(?!来)|{_NO_NUMBER}(?<![今本明后来当])年内(?!蒙|涝|陆|外|涵|销|部|容|需(?!要)|生动力)"),
)

# Where to look at all: at a unit of time, and before it the characters that an expression can begin with.
_UNIT_CHAR = re.compile(
    r"[年月季旬届周日天五期纪前春](?:(?<=[年月旬届])|(?<=季)(?=度)|(?<=[逐按每一本]季)|(?<=周)(?![边围密期转])"
    r"|(?<=[0-9０-９一二三四五六七八九十几两个每][日天])"
    r"|(?<=作日)|(?<=五)(?=[”’」』\"＂期时末内前底规计的])|(?<=[任届星学]期)|(?<=世纪)|(?<=[^目以当之提空此]前)|(?<=[以之]前)|(?<=冬明春))"
)
_LEAD = re.compile("[" + re.escape("".join(dict.fromkeys("".join(first for _, _, first, _ in _BRANCHES)))) + "]")
_REACH = 14                                       # no expression has its first unit further in


@lru_cache(maxsize=1)
def _grammar() -> dict[str, tuple[tuple[str, Resolver, re.Pattern[str]], ...]]:
    """The branches to try, by the character that an expression begins with."""
    table: dict[str, list[tuple[str, Resolver, re.Pattern[str]]]] = {}
    for name, resolve, first, pattern in _BRANCHES:
        compiled = re.compile(pattern)
        for char in dict.fromkeys(first):
            table.setdefault(char, []).append((name, resolve, compiled))
    return {char: tuple(rows) for char, rows in table.items()}


@lru_cache(maxsize=1)
def _named() -> tuple[tuple[str, Resolver, re.Pattern[str]], ...]:
    """Festivals and seasons, which may begin with any character."""
    rows = (row for row in _BRANCHES if row[0] in ("festival", "event"))
    return tuple((name, resolve, re.compile(pattern)) for name, resolve, _, pattern in rows)


@dataclass(frozen=True, slots=True)
class Time:
    """A time expression with what :mod:`textkit.extract.deadlines` judges it by.

    ``kind`` is the branch of the grammar; ``bound`` says how it bounds: ``by`` (到2025年, 年底前), ``in`` (今年,
    6月份), ``within`` (三年内), ``from`` (明年起), ``every``, ``after``, ``past``. ``bare`` is a year with nothing
    about it (2024年, 今年), ``year`` the year that the text itself states.
    """

    deadline: Deadline
    kind: str
    bound: str
    bare: bool = False
    year: int | None = None

    @property
    def span(self) -> Span:
        return self.deadline.span


def scan(text: str, start: int, end: int, anchor: Anchor) -> Iterator[Time]:
    """Every time expression in ``text[start:end)``, in order and without overlaps.

    A month or day without a year takes the year that the text named last in the same stretch (2025年6月底前…，12月底前…),
    else the year that the document plans for.
    """
    now = Now.of(anchor)
    grammar, lead, near = _grammar(), _LEAD.search, _UNIT_CHAR.search
    carry: int | None = None
    done = start                                  # the end of the last expression
    fresh = start                                 # nothing begins before this that has not been tried
    unit = near(text, start, end)
    while unit is not None:
        here = unit.start()
        low = max(done, here - _REACH)
        found: tuple[str, re.Match[str], Dated] | None = None
        if unit[0] in "前春" or text[max(here - 1, 0)] in "周百":
            found = _season(text, low, min(end, here + 12), here, now, carry)
        hit = lead(text, max(low, fresh), here + 1) if found is None else None
        fresh = here + 1
        while hit is not None and found is None:
            at = hit.start()
            for name, resolve, pattern in grammar[hit[0]]:
                m = pattern.match(text, at, end)
                dated = resolve(m, now, carry) if m is not None and m.end() > here else None
                if m is not None and dated is not None:
                    found = name, m, dated
                    break
            hit = lead(text, at + 1, here + 1)
        if found is not None:
            name, m, dated = found
            span = Span(m.start(), m.end())
            first, last = dated.days.iso()
            ahead = now.floor is None or (dated.year or 0) >= now.floor
            if dated.carries and ahead and not _titled(text, start, m.start()):
                carry = dated.year
            yield Time(Deadline(span.of(text), span, first, last, dated.recurrence, dated.rule),
                       name, dated.bound, dated.bare, dated.year)
            done = m.end()
        unit = near(text, max(done, here + 1), end)


def _season(
    text: str, low: int, high: int, here: int, now: Now, carry: int | None,
) -> tuple[str, re.Match[str], Dated] | None:
    """The festival, season or anniversary in ``text[low:high)`` that reaches the unit at ``here``."""
    for name, resolve, pattern in _named():
        for m in pattern.finditer(text, low, high):
            dated = resolve(m, now, carry) if m.start() <= here < m.end() else None
            if dated is not None:
                return name, m, dated
    return None


def _titled(text: str, start: int, at: int) -> bool:
    """Whether ``at`` stands inside 《…》."""
    low = max(start, at - 60)
    return text.rfind("《", low, at) > text.rfind("》", low, at)


def find(text: str, start: int, end: int, anchor: Anchor) -> list[Deadline]:
    """Every time expression in ``text[start:end)``: quotes as written, spans in ``text``, days resolved by ``anchor``.

    >>> [d.end_date for d in find("力争到2027年建成，每年新增2个", 0, 16, Anchor(date="2025-03"))]
    ['2027-12-31', None]
    """
    return [time.deadline for time in scan(text, start, end, anchor)]
