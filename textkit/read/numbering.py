"""How Word counts: number formats, and the counters of multi-level lists.

The names and forms of the formats are those of ECMA-376 part 1, 17.18.59 (ST_NumberFormat); the rules of counting are
those of 17.9 (numbering): levels restart below a higher one, lists that share an abstract definition go on counting,
``startOverride`` restarts a list where it is first used.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

__all__ = ["Counter", "Level", "List", "render"]

_DIGITS = "〇一二三四五六七八九"
_FORMAL = "零壹贰叁肆伍陆柒捌玖"
_FORMAL_TRADITIONAL = "零壹貳參肆伍陸柒捌玖"
_STEMS, _BRANCHES = "甲乙丙丁戊己庚辛壬癸", "子丑寅卯辰巳午未申酉戌亥"
_ROMAN = ((1000, "m"), (900, "cm"), (500, "d"), (400, "cd"), (100, "c"), (90, "xc"), (50, "l"), (40, "xl"), (10, "x"),
          (9, "ix"), (5, "v"), (4, "iv"), (1, "i"))


def _counting(number: int, digits: str, units: str = "十百千", zero: str = "零", bare: bool = True, one: bool = True) -> str:
    """二十三, 一百零五: ``bare`` drops the one of 一十 at the start, ``one`` keeps that of 一百 and 一千."""
    if number <= 0:
        return digits[0]
    if number >= 100_000_000:
        return str(number)
    if number >= 10_000:
        head = _counting(number // 10_000, digits, units, zero, bare, one) + "万"
        rest = number % 10_000
        return head + (zero if 0 < rest < 1000 else "") + (_counting(rest, digits, units, zero, False, one) if rest else "")
    parts: list[str] = []
    gap = False
    for place, unit in ((1000, units[2]), (100, units[1]), (10, units[0]), (1, "")):
        digit = number // place % 10
        if digit == 0:
            gap = bool(parts)
            continue
        if gap:
            parts.append(zero)
            gap = False
        silent = digit == 1 and unit and (place == 10 and bare and not parts or place == 10 and not one or place > 10 and not one)
        parts.append(("" if silent else digits[digit]) + unit)
    return "".join(parts)


def _short(number: int) -> str:
    """一 … 十, 十一 … 九十九, then digit by digit: 一〇〇."""
    return _counting(number, _DIGITS) if number < 100 else _by_digit(number)


def _by_digit(number: int) -> str:
    return "".join(_DIGITS[int(digit)] for digit in str(number))


def _roman(number: int) -> str:
    out = []
    for value, letters in _ROMAN:
        while number >= value:
            out.append(letters)
            number -= value
    return "".join(out)


def _letters(number: int) -> str:
    """a … z, aa, bb: Word repeats the letter."""
    return chr(97 + (number - 1) % 26) * ((number - 1) // 26 + 1) if number > 0 else ""


def _circled(number: int) -> str:
    for first, last, code in ((1, 20, 0x2460), (21, 35, 0x3251), (36, 50, 0x32B1)):
        if first <= number <= last:
            return chr(code + number - first)
    return "⓪" if number == 0 else str(number)


def _from(code: int, count: int) -> Callable[[int], str]:
    return lambda number: chr(code + number - 1) if 1 <= number <= count else str(number)


def _cycle(signs: str) -> Callable[[int], str]:
    return lambda number: signs[(number - 1) % len(signs)]


def _ordinal(number: int) -> str:
    tail = "th" if number % 100 in (11, 12, 13) else {1: "st", 2: "nd", 3: "rd"}.get(number % 10, "th")
    return f"{number}{tail}"


_FORMATS: dict[str, Callable[[int], str]] = {
    "decimal": str,
    "decimalZero": lambda n: f"{n:02d}",
    "upperRoman": lambda n: _roman(n).upper(),
    "lowerRoman": _roman,
    "upperLetter": lambda n: _letters(n).upper(),
    "lowerLetter": _letters,
    "ordinal": _ordinal,
    "numberInDash": lambda n: f"- {n} -",
    "decimalFullWidth": lambda n: str(n).translate({48 + d: 0xFF10 + d for d in range(10)}),
    "decimalFullWidth2": lambda n: str(n).translate({48 + d: 0xFF10 + d for d in range(10)}),
    "decimalEnclosedCircle": _circled,
    "decimalEnclosedCircleChinese": _circled,
    "decimalEnclosedFullstop": _from(0x2488, 20),
    "decimalEnclosedParen": _from(0x2474, 20),
    "ideographEnclosedCircle": _from(0x3280, 10),
    "chineseCounting": _short,
    "taiwaneseCounting": _short,
    "chineseCountingThousand": lambda n: _counting(n, _DIGITS),
    "taiwaneseCountingThousand": lambda n: _counting(n, _DIGITS),
    "japaneseCounting": lambda n: _counting(n, _DIGITS, zero="", one=False),
    "ideographDigital": _by_digit,
    "japaneseDigitalTenThousand": _by_digit,
    "taiwaneseDigital": _by_digit,
    "chineseLegalSimplified": lambda n: _counting(n, _FORMAL, "拾佰仟", bare=False),
    "ideographLegalTraditional": lambda n: _counting(n, _FORMAL_TRADITIONAL, "拾佰仟", bare=False),
    "ideographTraditional": _cycle(_STEMS),
    "ideographZodiac": _cycle(_BRANCHES),
    "ideographZodiacTraditional": lambda n: _STEMS[(n - 1) % 10] + _BRANCHES[(n - 1) % 12],
    "none": lambda n: "",
    "bullet": lambda n: "",
}


def render(number: int, style: str) -> str:
    """``number`` as Word writes it in ``style`` (a name of ST_NumberFormat); formats not known here are digits.

    >>> render(23, "chineseCountingThousand"), render(3, "decimalEnclosedCircle"), render(4, "upperRoman")
    ('二十三', '③', 'IV')
    """
    return _FORMATS.get(style, str)(number)


@dataclass(frozen=True, slots=True)
class Level:
    """One level of a list. ``text`` is the pattern (第%1章, %1.%2); ``restart`` is None where the usual rule holds.

    ``style`` is a name of ST_NumberFormat; ``width`` > 0 pads digits (001). ``suffix`` is tab, space or nothing.
    """

    style: str = "decimal"
    text: str = ""
    start: int = 1
    suffix: str = "tab"
    restart: int | None = None
    legal: bool = False
    width: int = 0
    paragraph_style: str | None = None


@dataclass(frozen=True, slots=True)
class List:
    """A list as paragraphs name it: ``abstract`` is what it shares its counters by, ``starts`` its startOverrides."""

    abstract: str
    levels: Mapping[int, Level]
    starts: Mapping[int, int] = field(default_factory=dict)


class Counter:
    """The counters of one story of a document: feed it the numbered paragraphs in order.

    >>> counter = Counter()
    >>> plan = List("0", {0: Level("chineseCounting", "%1、"), 1: Level("decimal", "%2.")})
    >>> [counter.next("1", plan, level) for level in (0, 1, 1, 0, 1)]
    ['一、', '1.', '2.', '二、', '1.']
    """

    def __init__(self) -> None:
        self._values: dict[str, dict[int, int]] = {}
        self._seen: set[tuple[str, int]] = set()

    def next(self, name: str, plan: List, level: int) -> str:
        """The label of the next paragraph of list ``name`` at ``level`` (from 0), without its suffix."""
        values = self._values.setdefault(plan.abstract, {})
        own = plan.levels.get(level, Level())
        if level in plan.starts and (name, level) not in self._seen:
            values[level] = plan.starts[level]
        elif level in values:
            values[level] += 1
        else:
            values[level] = self._start(plan, level)
        self._seen.add((name, level))
        for higher in range(level):               # a level that was passed over counts as begun
            values.setdefault(higher, self._start(plan, higher))
        for lower in [key for key in values if key > level]:
            bound = plan.levels.get(lower, Level()).restart
            # restart n: only a level up to n (counted from 1) restarts it; 0: none does
            if bound is None or level < bound:
                del values[lower]
        return self._label(plan.levels, own, values)

    @staticmethod
    def _start(plan: List, level: int) -> int:
        return plan.starts.get(level, plan.levels.get(level, Level()).start)

    @staticmethod
    def _label(levels: Mapping[int, Level], own: Level, values: Mapping[int, int]) -> str:
        out: list[str] = []
        text, at = own.text, 0
        while at < len(text):
            if text[at] == "%" and text[at + 1 : at + 2].isdigit() and text[at + 1] != "0":
                index = int(text[at + 1]) - 1
                level = levels.get(index, Level())
                style = level.style
                if own.legal and style not in ("decimal", "decimalZero", "bullet", "none"):
                    style = "decimal"
                out.append(render(values.get(index, level.start), style).rjust(level.width, "0"))
                at += 2
            else:
                out.append(text[at])
                at += 1
        return "".join(out)
