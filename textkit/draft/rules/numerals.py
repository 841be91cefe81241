"""How numbers are written.

Source: GB/T 15835-2011 出版物上数字用法: 4.1.1 (Arabic for measured amounts), 4.2.2 (Chinese for 概数), 5.1.3 (years in full), 5.1.4
(both ends of a range keep their %), 5.2.2 (〇 in years); redundant bounds (约…左右) after 《出版物上数字用法》解读.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from textkit.draft.manuscript import Manuscript
from textkit.draft.rule import Example, Hit, Rule, hit

BASIS = "GB/T 15835-2011"
_N = r"\d+(?:\.\d+)?[余多]?[万亿]{0,2}"
_UNIT = r"(?:%|个百分点|[\u4e00-\u9fff]{1,3}?)"
_YEAR_ZERO = re.compile(r"[一二][〇零○0Oo][〇零○0Oo一二三四五六七八九]{2}年")
_SHORT_YEAR = re.compile(
    r"(?<![\d近过前后满约达超第\u4e00-\u9fff—~～-])(?P<y>[0-3]\d)年(?=\d{1,2}月|底|初(?!心)|全年|上半年|下半年)"
    r"|(?<=[从自到至比])(?P<z>[012]\d)年(?=\d{1,2}月|底|初|全年|上半年|下半年)"
)
_ABOUT = re.compile(r"(?<![\d.])\d、\d(?=[个件年月天家人次项座条亩吨户名倍成](?!月\d))")
_RANGE = re.compile(r"(?<![\d.%年月])(?P<a>\d+(?:\.\d+)?)(?P<sign>[—–－~～-]{1,2}|至)(?P<b>\d+(?:\.\d+)?)%")
_BOUNDS = re.compile(rf"(?:约|大约|大概|近|将近)(?P<n>{_N}){_UNIT}(?:左右|上下)|(?:超过|超|突破|不低于|不少于|至少|高于)(?P<m>{_N}){_UNIT}以上|(?:不超过|最多|至多|低于)(?P<k>{_N}){_UNIT}以[下内]")
_MIXED = re.compile(r"(?:19|20)\d\d年[一二三四五六七八九十]{1,3}月")
_ZERO = re.compile(r"(?:19|20)\d\d年(?:0\d月\d{1,2}日|\d{1,2}月0\d日|0\d月)")


def _years(manuscript: Manuscript) -> Iterator[Hit]:
    for found in _YEAR_ZERO.finditer(manuscript.text):
        right = re.sub("[零○0Oo]", "〇", found[0])
        if right != found[0]:
            yield hit(*found.span(), right=right)


def _short(manuscript: Manuscript) -> Iterator[Hit]:
    for found in _SHORT_YEAR.finditer(manuscript.folded):
        digits = found["y"] or found["z"]
        yield hit(*found.span(), right=f"20{digits}年")


def _about(manuscript: Manuscript) -> Iterator[Hit]:
    for found in _ABOUT.finditer(manuscript.folded):
        a, b = int(found[0][0]), int(found[0][2])
        if b == a + 1 and a > 0:
            yield hit(*found.span(), right="〇一二三四五六七八九"[a] + "〇一二三四五六七八九"[b])


def _ranges(manuscript: Manuscript) -> Iterator[Hit]:
    for found in _RANGE.finditer(manuscript.folded):
        if float(found["a"]) < float(found["b"]):
            yield hit(*found.span(), right=f"{found['a']}%{found['sign']}{found['b']}%")


def _bounds(manuscript: Manuscript) -> Iterator[Hit]:
    for found in _BOUNDS.finditer(manuscript.folded):
        yield hit(*found.span())


def _dates(manuscript: Manuscript) -> Iterator[Hit]:
    for pattern in (_MIXED, _ZERO):
        for found in pattern.finditer(manuscript.folded):
            yield hit(*found.span())


RULES = (
    Rule("numeral.year_zero", "info", BASIS + " 5.2.2", ("年份中的零写作“〇”", "zero in a year is written 〇"),
         _years, ("改为“{right}”", "write {right}"),
         fires=(Example("二零三一年三月五日"), Example("二0三一年三月")), silent=(Example("二〇三一年三月五日，投资一百零五万元。"),)),
    Rule("numeral.short_year", "info", BASIS + " 5.1.3", ("年份要写全", "years are written in full"), _short, ("改为“{right}”", "write {right}"),
         fires=(Example("比30年底增加12座，从29年6月起实施。"),), silent=(Example("近10年底子更厚，2030年底增加12座，30年初心不改。"),)),
    Rule("numeral.about", "info", BASIS + " 4.2.2", ("概数用汉字，不加顿号", "approximate numbers take Chinese numerals without a comma"),
         _about, ("改为“{right}”", "write {right}"),
         fires=(Example("每村修3、4个蓄水池。"),), silent=(Example("每村修三四个蓄水池，落实第3、5条。"),)),
    Rule("numeral.range", "info", BASIS + " 5.1.4", ("两个百分数都要带百分号", "both ends of a range keep their %"),
         _ranges, ("改为“{right}”", "write {right}"),
         fires=(Example("增长6-8%。"),), silent=(Example("增长6%—8%，2030—2035年占比80%。"),)),
    Rule("numeral.bounds", "info", BASIS + " 解读", ("约数或界限说了两遍：{quote}", "the bound is stated twice: {quote}"),
         _bounds, ("去掉一个", "take one out"),
         fires=(Example("约300人左右参加。"), Example("覆盖率不低于95%以上。")), silent=(Example("约300人参加，覆盖率在95%以上，不低于80%。"),)),
    Rule("numeral.date", "info", BASIS + " 5.1；GB/T 9704-2012 7.3.5.4", ("日期全用阿拉伯数字，月、日不编虚位：{quote}", "dates take Arabic numerals without leading zeros: {quote}"),
         _dates, ("例如2030年5月1日", "as in 2030年5月1日"),
         fires=(Example("2030年05月01日"), Example("2030年五月印发。")), silent=(Example("2030年5月1日，2030年10月20日。"),)),
)
