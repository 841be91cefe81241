"""The report as one page that needs nothing else: style, program and data stand in it, and it may load nothing."""

from __future__ import annotations

import base64
import hashlib
from collections.abc import Iterator
from html import escape
from importlib import resources

from textkit.report.comparative.model import Report
from textkit.report.comparative.packing import document_block, head, packed, table_block
from textkit.report.comparative.page_words import page_words

__all__ = ["HEADER", "page"]

#: What every page of ours begins with, by which a later run knows it.
HEADER = "<!DOCTYPE html>\n<!-- textkit report -->\n"
#: The program, in the order of its parts.
PARTS = ("dom", "data", "state", "matching", "source", "charts", "tables", "searching", "app")


def page(report: Report) -> Iterator[str]:
    """The page in pieces: a long report is never one string."""
    style = _part("style.css")
    program = '"use strict";\n(() => {\n' + "\n".join(_part(f"{name}.js") for name in PARTS) + "\n})();\n"
    said = page_words(report.lang)
    policy = f"default-src 'none'; script-src '{_digest(program)}'; style-src '{_digest(style)}'; base-uri 'none'; form-action 'none'"
    yield HEADER
    yield (f'<html lang="{"zh-CN" if report.lang == "zh" else "en"}"><head><meta charset="utf-8">\n'
           f'<meta http-equiv="Content-Security-Policy" content="{policy}">\n'
           '<meta name="viewport" content="width=device-width,initial-scale=1">\n<meta name="color-scheme" content="light dark">\n'
           f"<title>{escape(report.title)}</title>\n<style>{style}</style></head>\n<body>\n"
           f'<noscript><h1>{escape(report.title)}</h1><p>{escape(said["no_script"])}</p></noscript>\n<div id="report" data-old="{escape(said["old_browser"])}"></div>\n')
    yield _block("head", packed(head(report)))
    for section in report.sections:
        for table in section.tables:
            yield _block(f"table-{table.name}", packed(table_block(table)))
    for number, document in enumerate(report.documents):
        yield _block(f"document-{number}", packed(document_block(document)))
    yield f"<script>{program}</script>\n</body></html>\n"


def _part(name: str) -> str:
    return (resources.files("textkit.report") / "page" / name).read_text(encoding="utf-8")


def _block(name: str, data: str) -> str:
    return f'<script type="text/plain" id="block-{name}">{data}</script>\n'


def _digest(text: str) -> str:
    return f"sha256-{base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()}"
