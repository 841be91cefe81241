"""Writers of test files: a text as a printed PDF with running heads and hard line breaks, and as a page of a site."""

from __future__ import annotations

import html
import io
import re

__all__ = ["page_of_site", "pdf_of"]

_WIDTH, _LINES, _SIZE, _LEADING = 28, 26, 14, 24
_NOT_FIRST = "，。、；：？！”’）》】…%％"


def _wrapped(paragraph: str, width: float, measure: object) -> list[str]:
    """Lines of at most ``width`` points, the first indented by two characters; no stop at the start of a line."""
    lines: list[str] = []
    line = "\u3000\u3000"
    for char in paragraph:
        if measure(line + char) > width and char not in _NOT_FIRST:  # type: ignore[operator]
            lines.append(line)
            line = char
        else:
            line += char
    return [*lines, line]


def pdf_of(text: str, head: str = "青禾县人民政府公报", *, dashed: bool = True, heads: bool = True, spaces: bool = False) -> bytes:
    """A PDF of A4 pages: ``head`` on top of each, page numbers below, titles centred, paragraphs indented and wrapped.

    Indents are positions, not characters (``spaces``: characters), the way most programs write them.
    """
    from reportlab.pdfbase.cidfonts import UnicodeCIDFont
    from reportlab.pdfbase.pdfmetrics import registerFont, stringWidth
    from reportlab.pdfgen.canvas import Canvas

    registerFont(UnicodeCIDFont("STSong-Light"))
    out = io.BytesIO()
    canvas = Canvas(out, pagesize=(595, 842), invariant=1)
    left, width = 88, _WIDTH * _SIZE

    def measure(line: str) -> float:
        return float(stringWidth(line, "STSong-Light", _SIZE))

    number, row = 0, _LINES
    first = True
    for paragraph in re.split(r"[\r\n]+", text):
        paragraph = paragraph.strip(" \t\u3000")
        if not paragraph:
            continue
        for line in _wrapped(paragraph, width, measure):
            if row == _LINES:
                if number:
                    canvas.showPage()
                number += 1
                row = 0
                if heads:
                    canvas.setFont("STSong-Light", 10)
                    canvas.drawCentredString(297, 800, head)
                    canvas.drawCentredString(297, 50, f"— {number} —" if dashed else str(number))
            y = 760 - row * _LEADING
            if first:
                canvas.setFont("STSong-Light", 18)
                canvas.drawCentredString(297, y, line.strip("\u3000"))
                first = False
            elif spaces:
                canvas.setFont("STSong-Light", _SIZE)
                canvas.drawString(left, y, line)
            else:
                canvas.setFont("STSong-Light", _SIZE)
                indent = len(line) - len(line.lstrip("\u3000"))
                canvas.drawString(left + indent * _SIZE, y, line[indent:])
            row += 1
    canvas.save()
    return out.getvalue()


def page_of_site(text: str, title: str, fields: dict[str, str] | None = None) -> str:
    """A page of a government site: menu, crumbs, a table of metadata, the text in <p>, share buttons and a foot."""
    rows = "".join(f"<tr><td>{name}：</td><td>{html.escape(value)}</td></tr>" for name, value in (fields or {}).items())
    table = f'<table class="xxgk">{rows}</table>' if rows else ""
    paragraphs = "".join(f"<p>\u3000\u3000{html.escape(p.strip())}</p>\n" for p in re.split(r"[\r\n]+", text) if p.strip())
    return f"""<!DOCTYPE html><html><head><meta charset="utf-8"><title>{html.escape(title)}_某县人民政府门户网站</title>
<meta name="ArticleTitle" content="{html.escape(title)}"><script>var t="{html.escape(title)}";</script></head><body>
<div class="header"><ul class="nav"><li><a href="/">网站首页</a></li><li><a href="/zwgk">政务公开</a></li>
<li><a href="/bsfw">办事服务</a></li><li><a href="/hdjl">互动交流</a></li></ul></div>
<div class="crumb">当前位置：<a href="/">首页</a> &gt; <a href="/zwgk">政务公开</a> &gt; 政府工作报告</div>
<div class="main">{table}<div class="article" id="zoom">{paragraphs}</div>
<div class="share"><a href="#">打印</a> <a href="#">关闭</a> 分享到：<a href="#">微信</a></div></div>
<div class="footer"><p>主办：某县人民政府办公室 网站标识码：0000000000</p><p>版权所有 ICP备00000000号</p></div></body></html>"""
