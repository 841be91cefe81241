"""Findings as one page: each text with its findings marked, and listed beside the paragraph they stand in.

Nothing is loaded from elsewhere, everything from the document is escaped.
"""

from __future__ import annotations

from collections.abc import Iterator
from html import escape
from itertools import pairwise
from typing import TYPE_CHECKING

from textkit.draft.findings import LABELS, rank
from textkit.draft.output.screen import where
from textkit.report.labels import word, words
from textkit.report.provenance import version

if TYPE_CHECKING:
    from textkit.draft.findings import Finding, Findings
    from textkit.model import Document

__all__ = ["HEADER", "findings_page"]

HEADER = '<!DOCTYPE html>\n<!-- textkit check -->\n'
_STYLE = """:root{color-scheme:light dark;--e:#c62828;--w:#b26a00;--i:#3367a8;--line:rgba(128,128,128,.35)}
@media (prefers-color-scheme:dark){:root{--e:#ff8a80;--w:#ffb74d;--i:#90b8f0}}
body{font-family:system-ui,"PingFang SC","Microsoft YaHei","Noto Sans CJK SC",sans-serif;margin:1.5em auto;max-width:78em;padding:0 1em;line-height:1.8}
.p{display:grid;grid-template-columns:minmax(0,3fr) minmax(0,2fr);gap:0 2em}.p.clean{opacity:.85}
@media(max-width:50em){.p{grid-template-columns:1fr}}
p{margin:.2em 0;overflow-wrap:anywhere}mark{background:none;color:inherit;border-bottom:2px solid}
mark.error{border-color:var(--e);background:color-mix(in srgb,var(--e) 14%,transparent)}
mark.warning{border-color:var(--w);background:color-mix(in srgb,var(--w) 14%,transparent)}
mark.info{border-bottom:2px dotted var(--i)}
ul{list-style:none;margin:.2em 0;padding:0 0 0 .8em;font-size:.88em;line-height:1.5;border-left:1px solid var(--line)}
li{margin:.3em 0}li b{margin-right:.5em}li b.error{color:var(--e)}li b.warning{color:var(--w)}li b.info{color:var(--i)}
small{opacity:.7}h2{font-size:1.15em;border-top:1px solid var(--line);padding-top:.8em}sup{font-size:.7em;opacity:.8}"""


def _paragraphs(document: Document) -> Iterator[tuple[int, int]]:
    at = 0
    for line in document.text.split("\n"):
        if line.strip():
            yield at, at + len(line)
        at += len(line) + 1


def _marked(document: Document, start: int, end: int, found: list[tuple[int, Finding]]) -> str:
    """``text[start:end]`` cut at the edges of findings; a stretch bears the mark of the worst that covers it."""
    text = document.text
    edges = sorted({start, end, *(min(max(at, start), end) for _, f in found for at in f.span)})
    out = []
    for left, right in pairwise(edges):
        over = [f for _, f in found if f.span.start <= left and right <= f.span.end]
        ending = "".join(f"<sup>{n}</sup>" for n, f in found if f.span.end == right or right == end < f.span.end)
        piece = escape(text[left:right], quote=False)
        if over:
            worst = min(over, key=lambda f: rank(f.severity))
            piece = f'<mark class="{worst.severity}" title="{escape(worst.message)}">{piece}</mark>'
        out.append(piece + ending)
    return "".join(out)


def _beside(number: int, finding: Finding, which: int) -> str:
    basis = f"<small>{escape(where(finding))} · {escape(finding.rule)} · {escape(finding.basis)}</small>"
    suggestion = f"<br>{('建议：', 'Suggestion: ')[which]}{escape(finding.suggestion)}" if finding.suggestion else ""
    return (f'<li><b class="{finding.severity}">{number} {LABELS[finding.severity][which]}</b>{escape(finding.message)}{suggestion}<br>{basis}</li>')


def _document(document: Document, found: list[tuple[int, Finding]], lang: str) -> Iterator[str]:
    which = words(lang)
    yield f"<h2>{escape(' '.join((document.title or '').split()) or word('untitled', lang))}</h2><p><small>{escape(document.source.path)}</small></p>"
    waiting = list(found)
    for start, end in _paragraphs(document):
        here = [(n, f) for n, f in waiting if f.span.start < end and f.span.end > start or f.span.start == f.span.end == start]
        own = [(n, f) for n, f in here if f.span.start >= start or (n, f) in waiting[:1]]
        notes = "".join(_beside(n, f, which) for n, f in own)
        shown = f"<ul>{notes}</ul>" if notes else "<span></span>"
        yield f'<div class="p{"" if here else " clean"}"><p>{_marked(document, start, end, here)}</p>{shown}</div>'
        waiting = [(n, f) for n, f in waiting if f.span.end > end]


def findings_page(findings: Findings) -> str:
    """A whole page, UTF-8, in the language of the findings."""
    lang = findings.lang
    which = words(lang)
    counts = " · ".join(f"{LABELS[s][which]} {n}" for s, n in findings.counts().items())
    numbered = list(enumerate(findings, 1))
    parts = [f'{HEADER}<html lang="{"zh-CN" if which == 0 else "en"}"><head><meta charset="utf-8">'
             f'<meta name="viewport" content="width=device-width,initial-scale=1"><title>{("检查结果", "Check")[which]}</title><style>{_STYLE}</style></head><body>',
             f"<h1>{('检查结果', 'Check')[which]}</h1><p><b>{counts}</b></p>"]
    parts += [f"<p><small>{escape(note)}</small></p>" for note in findings.notes]
    for document in findings.documents:
        parts += _document(document, [(n, f) for n, f in numbered if f.document is document], lang)
    parts.append(f"<p><small>textkit {escape(version())}</small></p></body></html>\n")
    return "\n".join(parts)
