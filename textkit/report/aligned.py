"""Passages side by side in a notebook: what both have as it is, what differs marked on either side."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from html import escape
from typing import Any

__all__ = ["Aligned", "aligned_html"]

_STYLE = (
    "<style>.textkit-aligned td{vertical-align:top;width:50%;text-align:left;line-height:1.7;white-space:normal}"
    ".textkit-aligned mark{background:#FBE3A5;color:inherit;border-bottom:2px solid #D55E00}"
    ".textkit-aligned .where{color:#767676;font-size:90%}</style>"
)
_KINDS = {"verbatim": "逐字相同", "names-swapped": "换了名称或数字", "edited": "改写"}


class Aligned(str):
    """HTML that a notebook shows."""

    __slots__ = ()

    def _repr_html_(self) -> str:
        return str(self)


def aligned_html(rows: Sequence[Mapping[str, Any]], of: int) -> Aligned:
    """The passages of ``rows`` (of a :class:`textkit.compare.Reuse`) in two columns; ``of``: how many there are in all."""
    body = []
    for row in rows:
        pieces = row["pieces"]
        head = f"第 {row['family']} 族 · {_KINDS[row['kind']]} · 相同 {row['shared']} 字 · {row['evidence']}"
        body.append(f"<tr><th colspan='2'>{escape(head)}</th></tr><tr>"
                    + _cell(row, "a", [(p[0], p[1]) for p in pieces]) + _cell(row, "b", sorted((p[2], p[3]) for p in pieces)) + "</tr>")
    more = f"<p>共 {of} 对，这里是前 {len(rows)} 对</p>" if of > len(rows) else ""
    return Aligned(f"<div class='textkit textkit-aligned'>{_STYLE}<table>{''.join(body)}</table>{more}</div>")


def _cell(row: Mapping[str, Any], side: str, same: Iterable[tuple[int, int]]) -> str:
    where = "　".join(str(v) for v in (row[f"{side}_place"], row[f"{side}_year"], row[f"{side}_section"]) if v)
    where = f"{where}　{row[f'{side}_file']} {row[f'{side}_start']}–{row[f'{side}_end']}"
    return f"<td><div class='where'>{escape(where)}</div>{_marked(row[f'{side}_quote'], same)}</td>"


def _marked(quote: str, same: Iterable[tuple[int, int]]) -> str:
    """The quote with what is not the ``same`` (half-open, in order) marked; stops and spaces between are left as they are."""
    out, at = [], 0
    for start, end in (*same, (len(quote), len(quote))):
        between = quote[at:start]
        out.append(f"<mark>{escape(between)}</mark>" if any(c.isalnum() for c in between) else escape(between))
        out.append(escape(quote[start:end]))
        at = end
    return "".join(out)
