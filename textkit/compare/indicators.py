"""What is measured, under one name: 全市生产总值, GDP and 经济增长 are all 地区生产总值.

The names are those of ``lexicon/indicators.tsv``, which a user extends with a .tsv of the same columns. An indicator that
is in no list keeps the words of the text, without the place and the verbs before it.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from typing import Literal

from textkit.extract import indicator as names
from textkit.extract.numerals import fold_width
from textkit.lexicon import load

__all__ = ["Indicator", "parts_of", "resolve", "resolve_each"]

Good = Literal["high", "low", "ceiling"]
Nature = Literal["flow", "ratio", "stock", "unknown"]

# Whose indicator it is, when it is the document's own, and what leads in to it.
_OWN = re.compile(
    r"^(?:[“”\s]|其中|包括|(?:[“\"]?十[三四五六]五[”\"]?)?(?:时期|期间)|预计|初步(?:核算|统计|预计)|确保|力争|力求|争取|努力|实现|完成|保持|推动|促进|使|达到|主要指标|截至|目前"
    r"|(?:20\d\d年|去年|今年|全年|当年|年度|年末|年底|年均|上年|本年)"
    r"|(?:全|我|本)[省市区县州盟旗镇乡疆](?!域)|[省市县区州]域(?=生产总值|GDP)|自治[区州县]|要|将|的|[\d.]+[万亿]+元(?:及)?以上)+"
)
_VERBS = re.compile(
    r"(?:在[^，]{2,24}(?:情况|背景|形势|条件|压力|影响|基础)(?:下|上)"
    r"|实现|完成|达到?了?|累计|保持|持续|稳定|全年|预计|(?<!人)(?<!年)均|分别|同口径|按?可比价(?:格|口径)?|(?:[（(](?:可比价|同口径|预计)[）)]))"
)
_TAIL = re.compile(
    r"(?:的)?(?:增长|增速|增长率|增幅|涨幅|增长速度|名义增速|实际增速|预期目标|目标|设定|实际|名义|同比|比上年|较上年|年均|达|为|由|从|在"
    r"|完成|稳步|快速|较快|温和?|微[升降涨跌]?|小幅|仅|略|大幅|逆势|平均|总体|基本)+$"
)


_AND = re.compile("、|以及|[和与及]")


@dataclass(frozen=True, slots=True)
class Indicator:
    """One indicator: its name, what is better, how its figures behave, and what it is a narrower count of."""

    name: str
    good: Good = "high"
    nature: Nature = "unknown"
    units: tuple[str, ...] = ()
    part_of: str | None = None
    listed: bool = False
    words: str = ""

    def fits(self, unit: str | None) -> bool:
        """Whether a figure of it can have this unit."""
        return not self.units or unit in self.units or (unit == "个百分点" and "%" in self.units)


@lru_cache(maxsize=8)
def _table(extra: tuple[str, ...]) -> tuple[tuple[re.Pattern[str], Indicator], ...]:
    out = []
    for row in load("indicators", extra):
        out.append((re.compile(row.pattern), Indicator(
            name=row["name"], good=row["good"] or "high", nature=row["nature"] or "unknown",  # type: ignore[arg-type]
            units=tuple(u for u in (row.get("units") or "").split(",") if u), part_of=row.get("part_of"), listed=True,
        )))
    return tuple(out)


def _strip(words: str, place: str | None) -> str:
    words = fold_width(words).replace("（", "(").replace("）", ")").strip("“” ")
    last = None
    while last != words:
        last = words
        words = _OWN.sub("", words)
        for name in _own_names(place):
            words = words.removeprefix(name)
    return words


@lru_cache(maxsize=4096)
def resolve_each(words: str, place: str | None = None, extra: tuple[str, ...] = ()) -> tuple[Indicator, ...]:
    """The indicators that one figure holds for: 社会消费品零售总额、固定资产投资 (增长4%左右) gives both."""
    one = resolve(words, place, extra)
    count = len(_AND.findall(words)) + 1
    if one.listed or count == 1:
        return (one,)
    several = tuple(resolve(part, place, extra) for part in names.spread(words, count) or ())
    return several if several and all(i.listed for i in several) else (one,)


@lru_cache(maxsize=64)
def _own_names(place: str | None) -> tuple[str, ...]:
    if not place:
        return ()
    short = re.sub(r"(?:维吾尔|壮族|回族)?自治区$|[省市县区州盟旗]$", "", place)
    tail = re.sub(r"^.*[省市州盟](?=.{2,})", "", place)
    return tuple(dict.fromkeys(n for n in (place, tail, short) if len(n) >= 2))


@lru_cache(maxsize=4096)
def resolve(words: str, place: str | None = None, extra: tuple[str, ...] = ()) -> Indicator:
    """The indicator that ``words`` of a text of ``place`` name: 全市生产总值 gives 地区生产总值, 竹制品产值 itself.

    ``extra`` are a user's own tables. Names of other places stay (南疆地区生产总值 is no 地区生产总值).
    """
    bare = _strip(words, place)
    for tried in dict.fromkeys((bare, _VERBS.sub("", bare), _TAIL.sub("", _VERBS.sub("", bare)))):
        tried = _strip(tried, place)
        for pattern, indicator in reversed(_table(extra)) if extra else _table(extra):
            if pattern.search(tried):
                return Indicator(indicator.name, indicator.good, indicator.nature, indicator.units, indicator.part_of, True, words)
    plain = _TAIL.sub("", _VERBS.sub("", bare)) or bare
    good: Good = "low" if re.search(r"失业率|能耗|排放|浓度|事故|死亡|债务率|不良(?:贷款)?率|成本|时限|发病率|未达标", plain) else "high"
    nature: Nature = "stock" if plain.endswith(("率", "比重", "占比", "比例", "余额", "总数", "覆盖率")) else "unknown"
    return Indicator(plain, good, nature, (), None, False, words)


def parts_of(name: str, extra: tuple[str, ...] = ()) -> tuple[str, ...]:
    """The indicators that count only a part of ``name``: 进出口总额 has 出口."""
    return tuple(dict.fromkeys(i.name for _, i in _table(extra) if i.part_of == name))
