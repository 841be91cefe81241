"""Placeholders of anonymised texts and templates: marked, never changed."""

from __future__ import annotations

import re

from textkit.model import Edit

__all__ = ["find_placeholders"]

_CROSS = "XxＸｘ×╳✕"
_CANDIDATE = re.compile(f"[{_CROSS}○〇某_＿]+")    # one class: quick, and crosses are rare in Chinese
_LATIN = re.compile(r"[A-Za-z0-9.＋+Ａ-Ｚａ-ｚ０-９]")
_YEAR = re.compile(r"(?:19|20|１９|２０)[\d０-９]?\Z")
_HOLDER = re.compile(
    r"(?:县|市|区|乡|镇|省|州|盟|旗|村|社区|街道|局|委|厅|办|处|同志|书记|县长|市长|年|月|日|号|届|次|个|名|人|元|万|亿|%|％)"
)
_NUMERAL = re.compile(r"[〇○一二三四五六七八九十\d]")


def find_placeholders(text: str) -> list[Edit]:
    """Zero-length edits ``mark.placeholder`` where a placeholder starts. ``find_placeholders("建设法治XX县")`` marks 4."""
    return [
        Edit(start, start, "", "mark.placeholder")
        for hit in _CANDIDATE.finditer(text)
        if (start := _start(text, hit.start(), hit.end())) is not None
    ]


def _start(text: str, start: int, end: int) -> int | None:
    before, after = text[start - 1 : start], text[end : end + 1]
    sign, length = text[start], end - start
    if sign in "_＿":
        return start if length >= 3 else None
    if sign in "某○〇":
        held = 2 <= length <= 4 and _HOLDER.match(text, end) is not None
        return start if held and not _NUMERAL.match(before) and not _NUMERAL.match(after) else None
    if length > 6:
        return None
    year = _YEAR.search(text, max(0, start - 3), start)
    if year is not None and end - start <= 2 and after == "年" or year is not None and after in "—-－至":
        return year.start()                       # 20xx年, 202X年
    if _LATIN.match(before) or _LATIN.match(after):
        return None                               # 7×24小时, AX3
    return start if end - start >= 2 or _HOLDER.match(text, end) else None
