"""The outline of a document: which enumerators open a part, how deep each stands, and what its heading says."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass

from textkit.model import Section, Span
from textkit.structure.enumerators import Candidate, candidates
from textkit.structure.headings import INLINE, headed
from textkit.structure.lines import Line

__all__ = ["outline"]

# How high a form of numbering usually stands (GB/T 9704-2012: 一、 （一） 1. （1）; statutes: 编 章 节 条). What a
# document does instead is seen from its own sequences.
_RANK = {
    "编": 0, "篇": 0, "部分": 1, "章": 2, "节": 3, "plain": 4, "sub": 12, "cn": 5, "arsp": 5, "条": 6, "bare": 7, "pcn": 7, "dec2": 8,
    "dec3": 9, "dec4": 10, "ar": 11, "par": 12, "half": 13, "circ": 14,
    "ord": 20, "是": 20, "要": 20, "seq": 20, "qi": 20,
}
_STOP = re.compile(r"[。；！？;!?\n]")


@dataclass(slots=True)
class _Open:
    """A list that is still open: its form, where it stands in the outline, and the last number seen."""

    kind: str
    rank: int
    number: int
    node: int
    paragraph: int


def _follows(found: list[Candidate]) -> list[int]:
    """For each candidate the index of the next of its kind (``len(found)`` where there is none)."""
    following = [len(found)] * len(found)
    last: dict[str, int] = {}
    for i in range(len(found) - 1, -1, -1):
        kind = _family(found[i].kind)
        following[i] = last.get(kind, len(found))
        last[kind] = i
    return following


def _family(kind: str) -> str:
    return "是" if kind == "要" else kind


def _scopes(found: list[Candidate]) -> list[int]:
    """For each candidate how many sure headings of the highest forms stand before it: a list ends with its part."""
    scope, count = [], 0
    for c in found:
        if c.before == "line" and not c.loose and c.kind in ("编", "篇", "部分", "章", "节", "cn"):
            count += 1
        scope.append(count)
    return scope


def outline(
    text: str, plain: Sequence[Line] = (), skip: Sequence[Span] = (), breaks: Sequence[int] = ()
) -> tuple[Section, ...]:
    """The headings of a text in order, nested: numbered ones, and ``plain``, lines set apart without a number.

    Enumerators inside ``skip`` (a table of contents) are left out; at each offset of ``breaks`` (the title of an annex)
    all open parts end. Spans are half-open in ``text``.

    >>> [(s.level, s.label, s.heading) for s in outline("一、目标\\n（一）巩固。一是抓早；二是抓小。")]
    [(1, '一', '目标'), (2, '一', '巩固'), (3, '一是', '抓早'), (3, '二是', '抓小')]
    """
    found = candidates(text)
    if skip:
        starts = [s.start for s in skip]
        found = [c for c in found if (i := bisect_right(starts, c.start) - 1) < 0 or c.start >= skip[i].end]
    numbered = {c.start for c in found if c.kind not in ("bare", "arsp")}
    kinds = {p.start: "sub" if "，" in p.text else "plain" for p in plain if p.start not in numbered}
    if "plain" not in kinds.values():
        kinds = dict.fromkeys(kinds, "plain")
    found += [Candidate(start, start, kind, 0, "", "line") for start, kind in kinds.items()]
    found += [Candidate(at, at, "break", 0, "", "line") for at in breaks]
    found.sort(key=lambda c: c.start)
    accepted = _Builder(text, found).build()
    return headed(text, accepted, [*sorted(breaks), len(text)])


class _Builder:
    """Walks over the candidates with a stack of open lists."""

    def __init__(self, text: str, found: list[Candidate]) -> None:
        self.text, self.found = text, found
        self.following, self.scope = _follows(found), _scopes(found)
        self.stack: list[_Open] = []
        self.nodes: list[tuple[Candidate, int, int]] = []      # candidate, level, parent node
        self.closed: dict[str, int] = {}                       # last number of a list that is closed
        self.under: dict[str, str] = {}                        # the form of list that a form first stood under
        self.plain_under: str | None = None
        self.plain_seen = False
        self.paragraph, self.seen = 0, 0

    def build(self) -> list[tuple[Candidate, int, int]]:
        for i, c in enumerate(self.found):
            self.paragraph += self.text.count("\n", self.seen, c.start)
            self.seen = c.start
            if c.kind == "break":
                self._pop(0)
                self.closed.clear()
            elif c.kind in ("plain", "sub"):
                self._plain(i, c)
            elif self._accept(i, c):
                self._place(i, c)
        return self.nodes

    def _open(self, kind: str) -> int | None:
        """The depth of the nearest open list of this form."""
        family = _family(kind)
        for depth in range(len(self.stack) - 1, -1, -1):
            if _family(self.stack[depth].kind) == family:
                return depth
        return None

    def _continues(self, c: Candidate) -> int | None:
        """The depth of the open list that this candidate continues."""
        family = _family(c.kind)
        depths = [d for d in range(len(self.stack) - 1, -1, -1) if _family(self.stack[d].kind) == family]
        for depth in depths:
            if c.kind != "seq" and self.stack[depth].number + 1 == c.number:
                return depth
        return next((d for d in depths if self._next_to(self.stack[d].number, c)), None)

    @staticmethod
    def _next_to(last: int, c: Candidate) -> bool:
        if c.kind == "seq":
            return c.number > last or (c.number == last == 3) or (last in (2, 3) and c.number in (2, 3))
        if c.number == last + 1:
            return True
        return c.before == "line" and not c.loose and last < c.number <= last + 2

    def _begins(self, i: int, c: Candidate, reach: int = 1) -> bool:
        """Whether a list that starts here goes on: the next of its form is the second, in the same part."""
        j = self.following[i]
        for _ in range(reach + 1):
            if j >= len(self.found) or self.scope[j] != self.scope[i]:
                return False
            nxt = self.found[j]
            if nxt.number == 1 and nxt.kind != "seq":
                return False
            if c.number < nxt.number <= c.number + 2 or c.kind == "seq" and nxt.number > 1:
                return nxt.before != "none"
            j = self.following[j]
        return False

    def _accept(self, i: int, c: Candidate) -> bool:
        """Whether the candidate opens a part."""
        if c.kind == "cn" and c.before in ("semi", "colon"):
            stop = _STOP.search(self.text, c.end, c.end + 200)
            if stop is None or stop.group() in "；;":
                return False                                   # a list of contents: 报告分三部分：一、…；二、…
        continues = self._continues(c) is not None
        if c.kind in ("编", "篇", "部分", "章", "节"):
            return c.before == "line" and c.number < 200 or continues or c.number == 1 and self._begins(i, c)
        if c.kind == "条":
            if continues or self.closed.get("条", 0) + 1 == c.number:
                return True
            return c.before == "line" and (c.number == 1 or self.text[c.end : c.end + 1] in ("\u3000", " ", "\u2003", "\u2002"))
        if c.kind == "bare":
            return self._bare(i, c, continues)
        if c.kind == "arsp":
            return continues or c.number == 1 and self._begins(i, c, 2)
        if c.kind.startswith("dec"):
            return True
        if c.kind == "seq":
            if c.number == 1:
                return self._begins(i, c)
            return continues
        if c.kind in INLINE:
            if c.kind == "是" and self.text[c.end : c.end + 1] == c.label[:1]:
                return False                                   # 一是一，二是二
            if c.number == 1:
                if c.before == "none":
                    return self._in_heading(c) and self._begins(i, c)
                return self._begins(i, c)
            if continues:
                return True
            return c.before in ("line", "stop", "semi") and c.kind in ("是", "要", "ord") and self._begins(i, c)
        if c.kind == "cn" and not c.loose and c.before in ("line", "stop", "space"):
            # A high number without the ones before it counts where a line opens with it: part of a text was cut.
            return c.before == "line" or continues or c.number == 1 and self._begins(i, c, 2)
        if c.kind == "pcn" and not c.loose:
            if c.before == "line" or continues:
                return True
            return c.number == 1 and (c.before != "none" or self._in_heading(c)) and self._begins(i, c)
        if c.kind in ("ar", "par", "circ") and c.before == "line":
            return True
        if c.before == "none":
            return False
        if c.number == 1:
            return self._begins(i, c)
        return continues

    def _bare(self, i: int, c: Candidate, continues: bool) -> bool:
        """一加强 for （一）加强 or 一、加强: by the sequence that it is part of."""
        if continues:
            return True
        for kind in ("pcn", "cn"):                             # one of a row lost its brackets
            depth = self._open(kind)
            if depth is not None and self.stack[depth].number + 1 == c.number:
                j = i + 1
                while j < len(self.found) and j < i + 40:
                    nxt = self.found[j]
                    if nxt.kind == kind and not nxt.loose:
                        return nxt.number == c.number + 1 and c.before == "line"
                    j += 1
        return c.number == 1 and self._begins(i, c)

    def _in_heading(self, c: Candidate) -> bool:
        """Whether only the words of a numbered heading stand between its label and here (一、主要问题一是…)."""
        if not self.nodes:
            return False
        last = self.nodes[-1][0]
        between = self.text[last.end : c.start]
        return last.kind not in INLINE and 2 <= len(between) <= 40 and not re.search(r"[。；！？;!?\n]", between)

    def _alive(self, item: _Open, i: int) -> bool:
        """Whether the list goes on after candidate ``i``."""
        family = _family(item.kind)
        for j in range(i + 1, min(i + 200, len(self.found))):
            nxt = self.found[j]
            if _family(nxt.kind) == family and (nxt.number == item.number + 1 or family == "seq" and nxt.number > item.number):
                return True
            if _family(nxt.kind) == family and nxt.number == 1:
                return False
        return False

    def _nested(self, i: int, c: Candidate, item: _Open) -> bool:
        """Whether a list that starts here stands inside an item of a list of the same form, which goes on after it."""
        if c.number != 1 or c.before != "line" or c.loose or c.kind in INLINE or len(self.stack) > 8:
            return False
        last = 1
        for j in range(i + 1, min(i + 100, len(self.found))):
            nxt = self.found[j]
            if self.scope[j] != self.scope[i] and nxt.kind != c.kind:
                return False
            if nxt.kind != c.kind or nxt.before != "line" or nxt.loose:
                continue
            if nxt.number != last + 1:
                return last >= 2 and nxt.number == item.number + 1
            last = nxt.number
        return False

    def _pop(self, depth: int) -> None:
        for item in self.stack[depth:]:
            self.closed[_family(item.kind)] = item.number
        del self.stack[depth:]

    def _place(self, i: int, c: Candidate) -> None:
        rank = _RANK[c.kind]
        depth = self._continues(c)
        if depth is None and c.kind == "bare":
            for kind in ("pcn", "cn"):
                at = self._open(kind)
                if at is not None and self.stack[at].number + 1 == c.number and c.number > 1:
                    depth = at
        if depth is not None:
            self._pop(depth)
        else:
            same = self._open(c.kind)
            if same is not None and self._nested(i, c, self.stack[same]):
                self._pop(same + 1)
                self._push(c, rank)
                return
            while self.stack:
                top = self.stack[-1]
                if same is not None and len(self.stack) - 1 >= same:
                    self._pop(same)
                    break
                if top.rank < rank:
                    break
                if top.rank == rank and rank == 20:
                    if top.paragraph == self.paragraph or self._alive(top, i):
                        break
                elif top.kind in INLINE and c.kind not in INLINE and top.paragraph == self.paragraph and c.before != "line":
                    break
                elif c.number == 1 and (self._alive(top, i) or self.under.get(c.kind) == top.kind):
                    break
                self._pop(len(self.stack) - 1)
        self._push(c, rank)

    def _push(self, c: Candidate, rank: int) -> None:
        parent = self.stack[-1].node if self.stack else -1
        if self.stack and c.kind not in INLINE:
            self.under.setdefault(c.kind, self.stack[-1].kind)
        self.stack.append(_Open(c.kind, rank, c.number, len(self.nodes), self.paragraph))
        self.nodes.append((c, len(self.stack), parent))

    def _plain(self, i: int, c: Candidate) -> None:
        while self.stack and (self.stack[-1].kind in INLINE or self.stack[-1].kind == "sub"):
            self._pop(len(self.stack) - 1)
        if c.kind == "sub":
            self._push(c, _RANK["sub"])
            return
        if not self.plain_seen:
            self.plain_seen = True
            # Below numbered headings it is one of their parts, unless the numbering starts anew below it (an annex).
            nxt = next((x for x in self.found[i + 1 : i + 40] if x.kind not in INLINE and x.kind not in ("bare", "arsp", "sub")), None)
            anew = nxt is None or nxt.kind != "plain" and nxt.number == 1
            self.plain_under = self.stack[-1].kind if self.stack and not anew else None
        while self.stack and self.stack[-1].kind != self.plain_under:
            self._pop(len(self.stack) - 1)
        self._push(c, _RANK["plain"])
