"""Numerals as they are written in Chinese documents, and the numbers they stand for.

Arabic digits with 万 and 亿 (``1.2万``), Chinese numerals (``三百二十``, ``两千五百万``), digit by digit (``二〇二五``),
with 点 (``十点七``), and half-width or full-width (``１２．５``). Source of the rules: GB/T 15835-2011 (出版物上数字用法)
and the older reports, which write every amount in Chinese numerals.
"""

from __future__ import annotations

import re

__all__ = ["ARABIC", "CHINESE", "MULTIPLIER", "NUMBER", "fold_marks", "fold_width", "parse"]

_DIGIT = {c: i for i, c in enumerate("〇一二三四五六七八九")} | {"零": 0, "○": 0, "两": 2, "俩": 2}
_SMALL = {"十": 10, "百": 100, "千": 1000}
_LARGE = {"万": 10**4, "亿": 10**8}

CHINESE = "〇零一二三四五六七八九十百千万亿两○"
"""The characters that Chinese numerals are made of."""

# 千 is part of the unit in 千瓦 千米 千克 千伏 千卡, and 百 or 万 of a word in 百分 (点).
_KILO = r"千(?![瓦米克伏卡赫帕焦升])"
MULTIPLIER = rf"(?:[百万亿](?!分)|{_KILO})"
ARABIC = r"\d{1,3}(?:,\d{3})+(?:\.\d+)?(?!\d)|\d+(?:\.\d+)?"
_DECIMAL = r"(?:点[零〇一二三四五六七八九]{1,6})?"
NUMBER = (
    rf"(?:(?:{ARABIC})(?:{MULTIPLIER}|十(?=[余多几万亿])){{0,3}}"
    rf"|(?:[〇零一二三四五六七八九十百万亿两○]|{_KILO}){{1,24}}{_DECIMAL}(?:{MULTIPLIER}){{0,2}})"
)
"""A pattern for one numeral in text whose width is folded."""

_WIDE = tuple(zip("０１２３４５６７８９％．＋／", "0123456789%.+/", strict=True))


def fold_width(text: str) -> str:
    """Full-width digits and signs as half-width ones; every offset stays (``５．５％`` becomes ``5.5%``)."""
    for wide, narrow in _WIDE:                # one scan each: many times faster than str.translate
        text = text.replace(wide, narrow)
    return text


_MARKS = tuple(zip(";!?()", "；！？（）", strict=True))
_THOUSANDS = re.compile(r"(?<![\d.])\d{1,3}(?:，\d{3})+(?=[万亿多余]?[^\d，.年%])")
_LOOSE = re.compile(r"(?<!\d)[,:]|[,:](?!\d)")


def fold_marks(text: str) -> str:
    """Width folded, and half-width stops as full-width ones except inside a number; every offset stays.

    ``增长5%,其中`` becomes ``增长5%，其中``; ``1,234件`` stays.
    """
    text = _THOUSANDS.sub(lambda m: m[0].replace("，", ","), fold_width(text))
    for half, full in _MARKS:
        text = text.replace(half, full)
    return _LOOSE.sub(lambda m: "，" if m[0] == "," else "：", text)


def _chinese(text: str) -> float | None:
    """Value of Chinese digits without a decimal part; None where they make no number."""
    total = section = digit = 0
    run = 0                                   # digits in a row: 二五 is 25, said digit by digit
    last = 0                                  # the last unit, for 两千五 (2500)
    for char in text:
        if char in _DIGIT:
            if char in "零〇○" and digit == 0 and run == 0:
                last = 0
                if section or total:
                    continue
            digit = digit * 10 + _DIGIT[char] if run else _DIGIT[char]
            run += 1
        elif char in _SMALL:
            section += (digit if run else 1) * _SMALL[char]
            digit, run, last = 0, 0, _SMALL[char]
        elif char in _LARGE:
            value = section + digit
            if value == 0 and run == 0:
                value = 1 if total == 0 else 0
            size = _LARGE[char]
            # 三万亿 multiplies all that stands before it, 三亿五千万 only what follows the 亿.
            total = (total + value) * size if total and total < size else total + value * size
            section, digit, run, last = 0, 0, 0, size
        else:
            return None
    if run == 1 and last >= 100:              # 两千五, 三万二: the unit below the last one is left out
        digit *= last // 10
    return float(total + section + digit)


_PLAIN = re.compile(r"\d+(?:\.\d+)?")


def parse(text: str) -> float | None:
    """The number that a numeral stands for; None where it is not one. ``parse("1.2万")`` is 12000.0.

    Takes half-width digits, thousands commas, Chinese numerals and any mixture with 百 千 万 亿; 余, 多 and 几 are
    for the caller to take out. 一百二十点五, 两千五 (2500) and 二〇二五 (2025) are understood.
    """
    if not text.isascii():
        text = fold_width(text)
    text = text.replace(",", "").replace(" ", "")
    match = _PLAIN.match(text)
    if match:
        value, rest = float(match[0]), text[match.end():]
        scale = 1.0
        for char in rest:
            size = _SMALL.get(char) or _LARGE.get(char)
            if size is None:
                return None
            scale *= size
        return float(f"{value * scale:.12g}") if scale > 1 else value   # 2734.3亿 without a binary remainder
    whole, point, decimals = text.partition("点")
    if not whole:
        return None
    if point:
        tail = decimals.rstrip("百千万亿")
        value_or_none = _chinese(whole)
        if value_or_none is None or not tail or any(c not in _DIGIT for c in tail):
            return None
        scale = 1.0
        for char in decimals[len(tail):]:
            scale *= _SMALL.get(char) or _LARGE[char]
        fraction = float("0." + "".join(str(_DIGIT[c]) for c in tail))
        return float(f"{(value_or_none + fraction) * scale:.12g}")
    return _chinese(whole)
