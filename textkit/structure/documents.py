"""Several documents in one file: where one ends and the next begins."""

from __future__ import annotations

import re
from collections.abc import Sequence

from textkit.structure.front import heads_a_document
from textkit.structure.lines import Line

__all__ = ["boundaries"]

# A meeting is closed, and another is opened in the words that follow at once.
_CLOSED = re.compile(r"(?:散会|会议到此结束|会议结束|谢谢大家|谢谢各位|我的(?:讲话|发言|报告)(?:完了|到此结束)|讲话完毕)[。！!．.]{0,2}[”）)]?")
_OPENED = re.compile(
    r"\s{0,60}(?:同志们|各位(?:领导|代表|委员|同志|来宾)|尊敬的)|[^。！？\n]{0,60}(?:今天|现在|刚才|昨天)[，,]?[^。！？\n]{0,24}"
    r"(?:召开|举行|开会|在这里|聚集|相聚|开这个|开展)"
)
_TITLED = re.compile(
    r"\s{0,80}(?:[一二三四五六七八九十]{1,3}、|\d{1,2}[、.．])?\s{0,4}(?:在)?[^。！？\n；，]{4,60}(?:讲话|讲话稿|发言|发言稿|报告|致辞|讲话提纲)[（）()\w]{0,8}\s"
)
_LEAST = 300          # a document is longer than a quotation of one


_TITLE = re.compile(r"^[^。；，：]{4,60}(?:讲话|报告|通知|意见|发言|致辞|总结|决定|通报|方案|要点)(?:[（(][^）)]{1,10}[）)])?$")


def _by_titles(text: str, found: Sequence[Line]) -> list[int]:
    """Where a title stands with a number or a greeting of its own below it, and the text has not named it before (then
    it is the title of an annex)."""
    starts = []
    for i, line in enumerate(found):
        if i == 0 or line.start < _LEAST or len(line.text) > 66 or not _TITLE.match(line.text):
            continue
        if heads_a_document(line.text, [x.text for x in found[i + 1 : i + 5]]) and text.find(line.text.strip("《》")) == line.start:
            starts.append(line.start)
    return starts


def boundaries(text: str, found: Sequence[Line] = ()) -> list[int]:
    """Offsets at which a further document starts in a clean text (none for one document).

    Evidence is a closing formula (散会, 谢谢大家) followed at once by the opening of another speech, or by its title; and
    a title among the ``found`` lines with a document number or a greeting of its own. Annexes and forwarded texts stay with the letter that sends them.

    >>> text = "今天我们开会。" + "讲几点意见。" * 60 + "散会。经研究，今天我们召开第二次会议。" + "再讲几点意见。" * 60
    >>> [text[i : i + 3] for i in boundaries(text)]
    ['经研究']
    """
    starts: list[int] = []
    for match in _CLOSED.finditer(text):
        at = match.end()
        if _OPENED.match(text, at) or _TITLED.match(text, at):
            while at < len(text) and text[at].isspace():
                at += 1
            starts.append(at)
    kept: list[int] = []
    for at in sorted({*starts, *_by_titles(text, found)}):
        if at - (kept[-1] if kept else 0) >= _LEAST and len(text) - at >= _LEAST:
            kept.append(at)
    return kept
