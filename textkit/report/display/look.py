"""What all displays have in common: their styles and scripts, kept as files beside this module, and the HTML they make."""

from __future__ import annotations

from functools import lru_cache
from html import escape
from importlib.resources import files

from textkit.report.labels import words

__all__ = ["Shown", "fragment", "page"]

#: Name of a colour → in the light, in the dark. Marks are translucent, so that nested ones show through each other.
_COLOURS = {
    "surface": ("#ffffff", "#1b1e23"), "ink": ("#1f2328", "#e4e7ea"), "soft": ("#57606a", "#a6aeb8"), "faint": ("#8c959f", "#6e7781"),
    "line": ("#e3e6ea", "#30353d"), "edge": ("#c9ced5", "#48505a"), "head": ("#f5f6f8", "#262a31"), "hover": ("#f6f8fa", "#22262d"),
    "accent": ("#0b5cad", "#7db4f5"), "error": ("#b42318", "#ff9c93"), "warning": ("#8a5300", "#f0bf6c"), "info": ("#3d5a80", "#9dbbe6"),
    "task": ("rgba(56,132,255,.10)", "rgba(90,160,255,.17)"), "task-line": ("rgba(56,132,255,.75)", "rgba(110,170,255,.8)"),
    "unit": ("rgba(22,163,74,.24)", "rgba(74,222,128,.30)"), "deadline": ("rgba(234,120,8,.26)", "rgba(251,146,60,.36)"),
    "target": ("rgba(200,40,130,.20)", "rgba(244,114,182,.34)"), "quantity": ("rgba(120,128,140,.22)", "rgba(160,168,180,.32)"),
    "quote": ("rgba(255,214,10,.30)", "rgba(255,214,10,.22)"),
    "differs": ("rgba(234,120,8,.18)", "rgba(251,146,60,.24)"), "differs-line": ("#d55e00", "#fb923c"),
}
_PAGE = ('<!DOCTYPE html>\n<html lang="{lang}"><head><meta charset="utf-8">'
         '<meta name="viewport" content="width=device-width,initial-scale=1"><title>{title}</title>'
         "<style>:root{{color-scheme:light dark}}body{{margin:1.5em auto;max-width:92em;padding:0 1em;background:Canvas;color:CanvasText}}</style>"
         "</head><body>\n<main>{body}</main>\n</body></html>\n")


class Shown(str):
    """HTML that a notebook shows; ``str()`` of it is the HTML itself."""

    __slots__ = ()

    def _repr_html_(self) -> str:
        return str(self)

    def __repr__(self) -> str:
        return f"<HTML，{len(self)} 字；在笔记本里显示，或用 str() 取出>"


@lru_cache(maxsize=16)
def _file(name: str) -> str:
    """A file beside this module without its comments, line breaks and indents."""
    lines = (files("textkit.report.display") / name).read_text(encoding="utf-8").splitlines()
    lines = [line.strip() for line in lines if not line.lstrip().startswith(("//", "/*"))]
    text = ("\n" if name.endswith(".js") else "").join(lines)
    for which, scheme in enumerate(("light", "dark")):
        colours = "".join(f"--tk-{colour}:{pair[which]};" for colour, pair in _COLOURS.items())
        text = text.replace(f"{{{scheme.upper()}}}", f"{{color-scheme:{scheme};{colours}}}")
    return text


def fragment(body: str, *styles: str, script: bool = False, lang: str = "zh", kind: str = "") -> Shown:
    """``body`` with the styles that it needs (names of .css files) as one self-contained piece of HTML."""
    css = "".join(_file(f"{name}.css") for name in ("base", *styles))
    code = f"<script>{_file('table.js')}</script>" if script else ""
    language = "zh-CN" if words(lang) == 0 else "en"
    return Shown(f'<style>{css}</style>\n<div class="textkit{f" {kind}" if kind else ""}" lang="{language}">{body}</div>{code}')


def page(body: str, title: str, lang: str = "zh") -> str:
    """A fragment as a whole page."""
    return _PAGE.format(lang="zh-CN" if words(lang) == 0 else "en", title=escape(title), body=body)
