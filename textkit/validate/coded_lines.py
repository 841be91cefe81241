"""Codes that are written one by one as they are given: JSON lines, of which the later holds.

A first line ``{"textkit": "coding"}``, then one object a line with ``item``, ``field``, ``value`` (empty: taken back), ``coder``,
``when`` and ``text`` (what was coded, by which a code of another sample is noticed).
"""

from __future__ import annotations

import json
from collections.abc import Iterable
from pathlib import Path
from typing import NamedTuple

from textkit.corpus.appending import append_lines, whole_lines
from textkit.model import TextkitError

__all__ = ["HEADER", "NOTE", "Code", "read_codes", "save_codes"]

HEADER = '{"textkit": "coding"}\n'
NOTE = "note"            # a remark of the coder, which is no code


class Code(NamedTuple):
    """One value that a coder gave to a field of an item."""

    item: str
    field: str
    value: str
    coder: str
    when: str
    text: str


def save_codes(path: Path, codes: Iterable[Code]) -> None:
    """Add codes to a file (made where there is none). Raises TextkitError where it cannot be written or is another file."""
    append_lines(path, [json.dumps(code._asdict(), ensure_ascii=False) for code in codes], header=HEADER)


def read_codes(path: Path) -> list[tuple[int, Code]]:
    """The codes of a file with the number of their line, in order. Raises TextkitError where a line is damaged."""
    lines = whole_lines(path)
    if lines and '"coding"' not in lines[0]:
        raise TextkitError("这不是编码文件", path=str(path), hint=f"第一行应是 {HEADER.strip()}")
    out: list[tuple[int, Code]] = []
    for number, line in enumerate(lines[1:], 2):
        if not line.strip():
            continue
        try:
            record = json.loads(line)
            out.append((number, Code(*(str(record.get(name) or "") for name in Code._fields))))
        except (ValueError, AttributeError, RecursionError) as error:
            raise TextkitError(f"这一行不是编码（{error}）", path=str(path), place=f"第{number}行",
                               hint="每行应有 " + "、".join(Code._fields)) from error
    return out
