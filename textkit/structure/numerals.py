"""Numbers that label a part: 一 … 九十九 and 百, 1, １, ①. (Amounts are read elsewhere.)"""

from __future__ import annotations

__all__ = ["CN", "ordinal"]

CN = r"(?:[二三四五六七八九]?十[一二三四五六七八九]?|[一二三四五六七八九])(?![一二三四五六七八九十〇○零百千万亿])"
"""A Chinese numeral up to 99 that is not part of a longer one (十二, not the 一 of 一九八一)."""

_DIGIT = {c: i for i, c in enumerate("〇一二三四五六七八九")} | {"零": 0, "○": 0, "两": 2}


def ordinal(label: str) -> int | None:
    """The number a label stands for, or None: ``ordinal("十二")`` is 12, ``ordinal("③")`` is 3.

    >>> ordinal("二十一"), ordinal("１０"), ordinal("一百零三"), ordinal("甲")
    (21, 10, 103, None)
    """
    if not label:
        return None
    if label.isdecimal():
        return int(label) if len(label) < 5 else None
    if len(label) == 1 and "①" <= label <= "⑳":
        return ord(label) - ord("①") + 1
    total, current = 0, 0
    for char in label:
        if char in _DIGIT:
            current = _DIGIT[char]
        elif char == "十":
            total += (current or 1) * 10
            current = 0
        elif char == "百":
            total += (current or 1) * 100
            current = 0
        else:
            return None
    return total + current
