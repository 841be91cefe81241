"""Rows as a table that sorts, filters and opens: the first rows as plain HTML, the others packed behind them.

Of a row, its cells are always there; what it opens to (``more``) stands in a row of its own below it. Without scripts the first
rows can be read and opened; with them (``table.js``) all are sorted and filtered. Where a viewer takes the styles away too (a
notebook that is not trusted), ``hidden`` keeps the table readable.
"""

from __future__ import annotations

import base64
import gzip
import json
from collections.abc import Callable, Iterator, Mapping, Sequence
from html import escape
from itertools import islice
from typing import Any

from textkit.report.display.values import CLASSES, Field, cell
from textkit.report.labels import word

__all__ = ["MOST", "grid_html"]

FIRST = 25                               # rows that stand in the page as they are
MOST = 1_000                             # rows that a table holds, packed ones included
FEW = 8                                  # rows up to which there is nothing to look for
ROOM = 3_000_000                         # characters of the packed rows together

Row = Mapping[str, Any]


def grid_html(fields: Sequence[Field], rows: Sequence[Row], more: Callable[[Row], str] | None, *, total: int, label: str, lang: str = "zh",
              most: int = MOST) -> str:
    """The table of ``rows`` (of ``total`` that there are). ``more`` makes the HTML that a row opens to, ``label`` names the table."""
    if not rows:
        return f'<p class="tk-soft">{word("show.empty", lang)}</p>'
    lines = _lines(fields, rows[:most], more, lang)
    first = "".join(islice(lines, FIRST))
    rest, held = _within(lines, ROOM)
    held += min(FIRST, len(rows))
    text = {**{name: word(f"show.{name}", lang) for name in ("search", "all", "sort", "count")}, "few": FEW,
            "total": f"共 {total} 行" if lang == "zh" else f"{total} rows"}
    packed = f' data-rest="{base64.b64encode(gzip.compress(rest.encode("utf-8", "replace"), mtime=0)).decode()}"' if rest else ""
    shown = f"显示前 {min(FIRST, held)} 行，共 {total} 行" if lang == "zh" else f"The first {min(FIRST, held)} of {total} rows"
    cut = ""
    if held < total:
        cut = f"表中载入 {total} 行中的前 {held} 行，排序和查找只在这些行里；要更多，用 show(rows={total})" if lang == "zh" else (
            f"The table holds the first {held} of {total} rows, which are what is sorted and searched; show(rows={total}) has more")
        cut = f'<p class="tk-foot tk-cut">{cut}</p>'
    static = f'<p class="tk-foot tk-static">{shown}</p>' if total > FIRST else ""
    return (f'<div class="tk-table" data-held="{held}" data-words="{escape(json.dumps(text, ensure_ascii=False))}"{packed}>'
            f'<div class="tk-scroll{"" if more else " tk-small"}" tabindex="0" role="region" aria-label="{escape(label)}"><table><thead><tr>{_head(fields, more is not None, lang)}</tr></thead>'
            f"{first}</table></div>{static}{cut}</div>")


def _head(fields: Sequence[Field], opens: bool, lang: str) -> str:
    out = [f'<th class="o"><span class="tk-hidden">{word("show.of_source", lang)}</span></th>'] if opens else []
    for field in fields:
        marked = f' class="{CLASSES[field.kind]}"' if field.kind in CLASSES else ""
        picks = f' data-pick="{escape(json.dumps(field.picks, ensure_ascii=False))}"' if field.picks else ""
        out.append(f'<th scope="col"{marked}{picks}>{escape(field.heading)}</th>')
    return "".join(out)


def _lines(fields: Sequence[Field], rows: Sequence[Row], more: Callable[[Row], str] | None, lang: str) -> Iterator[str]:
    """Each row as a tbody of its own, so that a row and what it opens to stay together."""
    opener = f'<td class="o"><details><summary aria-label="{word("show.open", lang)}"></summary></details></td>' if more else ""
    for row in rows:
        cells = "".join(cell(field, row, lang) for field in fields)
        below = f'<tr class="m" hidden><td colspan="{len(fields) + 1}"><div>{more(row)}</div></td></tr>' if more else ""
        yield f'<tbody><tr class="r">{opener}{cells}</tr>{below}</tbody>'


def _within(lines: Iterator[str], room: int) -> tuple[str, int]:
    """As many lines as have room, and how many those are."""
    kept: list[str] = []
    for line in lines:
        room -= len(line)
        if room < 0:
            break
        kept.append(line)
    return "".join(kept), len(kept)
