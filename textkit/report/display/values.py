"""How a value stands in a table: the words that readers see, and what it is sorted by."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from html import escape
from math import isfinite
from typing import Any, Literal, NamedTuple

from textkit.report.codes import coded
from textkit.report.labels import word
from textkit.report.rows import one_line

__all__ = ["Field", "cell", "fields_of", "is_missing", "value_text"]

Kind = Literal["text", "number", "date", "short", "wide", "left", "key", "severity"]
#: How a kind of column is marked in the table; the style sheet knows these letters.
CLASSES: Mapping[str, str] = {"number": "n", "date": "d", "short": "s", "wide": "w", "left": "l", "key": "k"}
_ISO = re.compile(r"\d{4}(?:-\d\d){0,2}")
_SPECIAL: Mapping[str, Kind] = {"left": "left", "keyword": "key", "severity": "severity"}
#: Numbers that count nothing, so that no thousands are set apart in them.
_PLAIN = re.compile(r"(?:^|_)(?:year|code|start|end|line|number|family|thread|cluster|section|topic|rank|k)(?:_|$)|^horizon")
#: Columns as written, sorted by the day that they come to where the table has it.
_SORTED_BY: Mapping[str, str] = {"deadline": "deadline_end"}
LONG, SHORT = 16, 10                              # characters from which a column is wide, and up to which it does not break
CLIPPED = 36                                      # … and from which a cell may need more than three lines
PICKED = 14                                       # different values up to which a column can be chosen by


class Field(NamedTuple):
    """One column: its name, heading and kind, the column it is sorted by, and the values that it can be chosen by."""

    name: str
    heading: str
    kind: Kind
    sorted_by: str | None = None
    picks: tuple[str, ...] = ()


def is_missing(value: Any) -> bool:
    """None, NaN, pandas' NA, or an empty text."""
    if value is None or type(value).__name__ in ("NAType", "NaTType"):
        return True
    return not value if isinstance(value, str) else isinstance(value, float) and value != value


def _is_truth(value: Any) -> bool:
    return type(value).__name__ in ("bool", "bool_")          # Python's and numpy's


def is_number(value: Any) -> bool:
    return hasattr(value, "__float__") and not _is_truth(value)


def number_text(name: str, value: Any) -> str:
    """At most four digits after the point and no more than tell something: 0.667, 12.5, 18,600,000,000; a year is no amount."""
    number = float(value)
    if not isfinite(number):
        return str(value)
    if number.is_integer():
        return f"{int(number)}" if abs(number) < 10_000 or _PLAIN.search(name) else f"{int(number):,}"
    if abs(number) >= 100:
        return f"{number:,.2f}".rstrip("0").rstrip(".")
    return f"{number:.3f}".rstrip("0").rstrip(".") if abs(number) >= 0.001 else f"{number:.2g}"


def value_text(name: str, value: Any, lang: str = "zh") -> str:
    """What readers see of the value of the column ``name``; empty where it is missing.

    ``value_text("outcome", "not_met")`` is 未完成; ``value_text("share", 0.66667)`` is 0.667.
    """
    if is_missing(value):
        return ""
    if _is_truth(value):
        return word("yes", lang) if value else ""
    if is_number(value):
        return number_text(name, value)
    if isinstance(value, (list, tuple, set)):
        return "、".join(str(v) for v in value)
    return coded(name, one_line(str(value)), lang)


def fields_of(names: Iterable[str], rows: list[Mapping[str, Any]], headings: Mapping[str, str], lang: str, *, known: Iterable[str] = ()) -> list[Field]:
    """The columns ``names`` of ``rows`` as fields; ``known`` are all columns that there are."""
    every = set(known)
    return [_field(name, rows, headings.get(name, name), lang, every) for name in names]


def _field(name: str, rows: list[Mapping[str, Any]], heading: str, lang: str, known: set[str]) -> Field:
    values = [row.get(name) for row in rows]
    values = [value for value in values if not is_missing(value)]
    texts = [value_text(name, value, lang) for value in values]
    if name in _SPECIAL:
        kind: Kind = _SPECIAL[name]
    elif values and all(map(is_number, values)):
        kind = "number"
    elif values and all(map(_ISO.fullmatch, texts)):
        kind = "date"
    else:
        lengths = sorted(map(len, texts)) or [0]
        usual = lengths[3 * (len(lengths) - 1) // 4]      # a few long values make no column wide
        kind = "wide" if usual > LONG else "short" if lengths[-1] <= SHORT else "text"
    different = sorted(set(texts))
    choosable = 1 < len(different) <= PICKED and len(different) <= len(rows) / 2 and max(map(len, different)) <= 20
    sure = kind in ("short", "text", "severity") or kind in ("number", "date") and "year" in name
    picks = tuple(different) if choosable and sure else ()
    sorted_by = _SORTED_BY.get(name)
    return Field(name, heading, kind, sorted_by if sorted_by in known else None, picks)


def cell(field: Field, row: Mapping[str, Any], lang: str) -> str:
    """One cell as HTML. Everything in it is escaped."""
    shown = value_text(field.name, row.get(field.name), lang)
    key = ""
    if field.sorted_by is not None:
        due = row.get(field.sorted_by)
        key = "" if is_missing(due) else str(due)
        key = f' data-k="{escape(key)}"'
    elif field.kind == "number" and shown:
        exact = f"{float(row[field.name]):.12g}"
        key = f' data-k="{exact}"' if exact != shown else ""
    kind = CLASSES.get(field.kind)
    marked = f' class="{kind}"' if kind else f' class="{escape(str(row.get(field.name)))}"' if field.kind == "severity" else ""
    inner = f'<div class="c">{escape(shown, quote=False)}</div>' if len(shown) > CLIPPED else escape(shown, quote=False)
    return f"<td{marked}{key}>{inner}</td>"
