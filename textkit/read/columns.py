"""What the columns of a table of documents mean, and their values as textkit writes them."""

from __future__ import annotations

import datetime
import re
import unicodedata
from collections.abc import Iterable
from functools import lru_cache
from typing import Any

from textkit.lexicon import load

__all__ = ["field_of", "fields_of", "plain", "value_of"]

_NOTE = re.compile(r"[（(【\[][^（()）】\]]{0,60}[）)】\]]|[\s*＊：:]+")
_YEAR = re.compile(r"(?<!\d)((?:19|20)\d{2})(?!\d)")
_DATE = re.compile(r"(\d{4})(?:\s?[-/.年]\s?(\d{1,2}))?(?:\s?[-/.月]\s?(\d{1,2}))?(?!\d)")
_COMPACT = re.compile(r"((?:19|20)\d{2})(0[1-9]|1[0-2])(0[1-9]|[12]\d|3[01])$")


@lru_cache(maxsize=None)
def _heads() -> tuple[tuple[re.Pattern[str], str], ...]:
    return tuple((re.compile(row.pattern), row["field"]) for row in load("document_columns"))


@lru_cache(maxsize=None)
def _values() -> tuple[tuple[re.Pattern[str], str, str], ...]:
    return tuple((re.compile(row.pattern), row["field"], row["value"]) for row in load("document_values"))


def field_of(head: object) -> str | None:
    """The field that a head names: ``field_of("发布 日期")`` is ``date``; None for any other."""
    words = _NOTE.sub("", unicodedata.normalize("NFKC", str(head))).lower()
    return next((field for pattern, field in _heads() if pattern.fullmatch(words)), None)


def fields_of(heads: Iterable[object]) -> dict[str, str]:
    """Field → head, the first head for each field. Heads that name none are left out (they travel as docvars)."""
    found: dict[str, str] = {}
    for head in heads:
        field = field_of(head)
        if field:
            found.setdefault(field, str(head))
    return found


def plain(value: Any) -> Any:
    """A cell's value as plain Python: None for what is empty (NaN, NaT, blanks), ISO for dates, int for whole floats."""
    if value is None or value != value:           # NaN and NaT differ from themselves
        return None
    if hasattr(value, "item") and not isinstance(value, (str, bytes)):
        value = value.item()
    if isinstance(value, datetime.datetime):
        return value.date().isoformat() if value.time() == datetime.time() else value.isoformat(sep=" ", timespec="minutes")
    if isinstance(value, datetime.date):
        return value.isoformat()
    if isinstance(value, float) and value.is_integer():
        return int(value)
    if isinstance(value, str):
        return value.strip() or None
    return value


def value_of(field: str, value: Any) -> tuple[str | None, str | None]:
    """A value of a field as textkit writes it, and what is wrong with it (in Chinese) where it cannot be read.

    >>> value_of("level", "县级"), value_of("date", "2031年3月5日"), value_of("work_year", 2031.0)
    (('county', None), ('2031-03-05', None), ('2031', None))
    """
    value = plain(value)
    if value is None:
        return None, None
    text = unicodedata.normalize("NFKC", str(value)).strip() if field in ("level", "doc_type", "date", "work_year") else str(value).strip()
    if field in ("level", "doc_type"):
        for pattern, name, meaning in _values():
            if name == field and pattern.fullmatch(text.lower()):
                return meaning, None
        allowed = "、".join(dict.fromkeys(meaning for _, name, meaning in _values() if name == field))
        return None, f"不认识的 {field}“{text}”（可用：{allowed}）"
    if field == "work_year":
        year = _YEAR.search(text)
        return (year[1], None) if year else (None, f"“{text}”不是年份")
    if field == "date":
        compact = _COMPACT.match(text)
        hit = compact or _DATE.match(text)
        parts = [int(part) for part in hit.groups() if part] if hit else []
        try:
            if not parts:
                raise ValueError
            datetime.date(*[*parts, 1, 1][:3])
        except ValueError:
            return None, f"“{text}”不是日期"
        return "-".join(f"{part:04d}" if not i else f"{part:02d}" for i, part in enumerate(parts)), None
    return text, None
