"""Pairs and rows of punctuation marks.

Source: GB/T 15834-2011 标点符号用法. A pair opens and closes in one paragraph; a quotation of several paragraphs repeats its
opening mark at each and closes once, at the end (4.8.3.5). Two stops never stand side by side; ?! and …… may.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from textkit.draft.manuscript import Manuscript
from textkit.draft.rule import Example, Hit, Rule, hit
from textkit.model import Span

BASIS = "GB/T 15834-2011 标点符号用法"
_OPEN = {"“": "”", "‘": "’", "（": "）", "《": "》", "〈": "〉", "【": "】", "〔": "〕", "「": "」", "『": "』", "［": "］"}
_CLOSE = {close: open_ for open_, close in _OPEN.items()}
_ENDS = "。！？；：…”’）》】.!?;:"
_LINE = 20                                        # characters of a line that a break may have cut
_ENUMERATOR = re.compile(r"(?:^|[。；：:;，,、\s（(])(?:\d{1,2}|[一二三四五六七八九十]{1,3}|[a-zA-Z])$")
_FOREIGN = re.compile(r"[A-Za-z]$")
_DOUBLED = re.compile(r"[，、；：]{2,}|[。][。](?!。)(?<!。。。)|[，、；：][。！？]|[。！？][，、；：]|[，、；：]+(?=[”’）》]?[。；])(?<=[，、])")
_BETWEEN = re.compile(r"(?<=[》])、(?=《)|(?<=”)、(?=“)")


def _blocks(manuscript: Manuscript) -> list[Span]:
    """Paragraphs, those put together again that a line break cuts inside a sentence."""
    out: list[Span] = []
    for paragraph in manuscript.paragraphs:
        if out and manuscript.text[out[-1].end - 1] not in _ENDS and out[-1].end - out[-1].start > _LINE:
            out[-1] = Span(out[-1].start, paragraph.end)
        else:
            out.append(paragraph)
    return out


def _unpaired(manuscript: Manuscript) -> Iterator[Hit]:
    text = manuscript.text
    blocks = _blocks(manuscript)
    carried = False                               # a quotation goes on from the block before
    for number, block in enumerate(blocks):
        stack: list[tuple[str, int]] = [("“", -1)] if carried and text[block.start] != "“" else []
        carried = False
        lost: list[tuple[str, int]] = []
        for at in range(*block):
            mark = text[at]
            if mark in _OPEN:
                stack.append((mark, at))
            elif mark in _CLOSE:
                _close(text, block.start, at, stack, lost)
        still = [(mark, at) for mark, at in stack if at >= 0]
        if still and still[-1][0] == "“" and _goes_on(text, blocks[number + 1 : number + 6]):
            carried = True
            still.pop()
        for mark, at in sorted(lost + still, key=lambda pair: pair[1]):
            yield hit(at, at + 1, other=_OPEN.get(mark) or _CLOSE[mark])


def _close(text: str, start: int, at: int, stack: list[tuple[str, int]], lost: list[tuple[str, int]]) -> None:
    """Take what ``text[at]`` closes off the stack; what is open inside it, or the mark itself, is lost."""
    mark = text[at]
    opens = _CLOSE[mark]
    depth = next((i for i in range(len(stack) - 1, -1, -1) if stack[i][0] == opens), None)
    if depth is not None:
        lost += [pair for pair in stack[depth + 1 :] if pair[1] >= 0]
        del stack[depth:]
    elif mark == "’" and (_FOREIGN.search(text[max(start, at - 1) : at]) or text[at + 1 : at + 3].isdigit()):
        pass                                      # an apostrophe, a year without its century
    elif mark != "）" or not _ENUMERATOR.search(text[max(start, at - 5) : at]):
        lost.append((mark, at))


def _goes_on(text: str, following: list[Span]) -> bool:
    """Whether a quotation that is open at the end of a paragraph closes in one of the next, as long quotations do."""
    for block in following:
        words = block.of(text)
        first, last = words.find("“"), words.find("”")
        if words.startswith("“") and words.count("“") - words.count("”") == 1:
            continue                              # opened again, closed further down
        if words.startswith("“") and words.endswith(("”", "”。")):
            return words.count("“") == words.count("”")
        return last >= 0 and (first < 0 or last < first)
    return False


def _doubled(manuscript: Manuscript) -> Iterator[Hit]:
    for found in _DOUBLED.finditer(manuscript.text):
        if len(found[0]) > 1:
            yield hit(*found.span())


def _between(manuscript: Manuscript) -> Iterator[Hit]:
    for found in _BETWEEN.finditer(manuscript.text):
        yield hit(*found.span())


RULES = (
    Rule(
        "brackets.unpaired", "error", BASIS + " 4.8、4.9",
        ("没有与 {quote} 成对的 {other}", "no {other} pairs with {quote}"), _unpaired,
        ("补上 {other}，或删去 {quote}", "add {other} or take {quote} out"),
        fires=(Example("加强领导（含督查，抓好落实。"), Example("深化“放管服改革，优化服务。"), Example("印发《方案的通知。"), Example("开展行动”三年计划。")),
        silent=(Example("加强领导（含督查），抓好落实。"), Example("1）抓早。2）抓小。"), Example("他指出：“要抓早。\n“要抓小。”"),
                Example("落实《关于“双减”的意见》（试行）。"), Example("举办海州’31灯会。")),
    ),
    Rule(
        "punctuation.doubled", "error", BASIS + " 4.1—4.7",
        ("两个点号连用：{quote}", "two stops in a row: {quote}"), _doubled, ("只留一个", "keep one"),
        fires=(Example("抓好落实。。各部门要配合。"), Example("抓早，，抓小。"), Example("抓早、抓小，。"), Example("抓好落实。，各部门要配合。")),
        silent=(Example("真的吗？！当然。"), Example("道路、桥梁……都要修好。"), Example("他说：“好。”，随后离开。")),
    ),
    Rule(
        "punctuation.between", "info", BASIS + " 4.5.3.5",
        ("并列的引号、书名号之间通常不用顿号", "no comma is usual between quotation marks or titles in a row"), _between,
        ("删去顿号", "take the comma out"),
        fires=(Example("学习《章程》、《条例》。"), Example("落实“双减”、“双控”。")),
        silent=(Example("学习《章程》《条例》。"), Example("学习《章程》和《条例》。")),
    ),
)
