"""Policy terms in a text: expressions of several words (放管服, 法律七进, 一网通办) that a tokenizer would take apart.

The terms are the rows of ``lexicon/terms.tsv`` and the user's own. They are found before anything is tokenized, so that
which tokenizer follows makes no difference to them; leftmost first, of several at one place the longest.
"""

from __future__ import annotations

import hashlib
import re
from collections import defaultdict
from collections.abc import Iterable, Sequence
from functools import lru_cache
from typing import NamedTuple

from textkit.lexicon import Entry, load
from textkit.model import TextkitError

__all__ = ["Found", "PolicyTerms", "policy_terms", "written"]

_MARKS = frozenset("“”‘’\"'「」")                  # stand inside terms: 法律“七进”, “放管服”改革
_HALF = {code: code - 0xFEE0 for code in range(0xFF01, 0xFF5F) if chr(code) not in "，；：！？（）"}
_PLAIN = _HALF | {code: code + 32 for code in range(0x41, 0x5B)} | {code: code - 0xFEE0 + 32 for code in range(0xFF21, 0xFF3B)}


def written(text: str) -> str:
    """How a word is counted: half-width, lower case, without quotation marks. ``written("５G“双减”")`` is ``5g双减``."""
    return "".join(c for c in text.translate(_PLAIN) if c not in _MARKS)


class Found(NamedTuple):
    """A term at the half-open ``[start, end)`` of the text, quotation marks inside it included."""

    start: int
    end: int
    term: str


class _Rule(NamedTuple):
    term: str
    plain: str | None                              # what to compare with, where the pattern is a plain word
    pattern: re.Pattern[str] | None


class PolicyTerms:
    """A set of terms; ``themes`` names the theme of each (empty for terms of the user's own without one)."""

    def __init__(self, entries: Iterable[Entry], own: Sequence[str] = ()) -> None:
        self.themes: dict[str, str] = {}
        self._at: defaultdict[str, list[_Rule]] = defaultdict(list)
        self._anywhere: list[re.Pattern[str]] = []
        lines: list[str] = []
        for entry in entries:
            term = written(entry.get("term") or "")
            if entry.pattern.isalnum():
                self._add(written(entry.pattern), term or written(entry.pattern), None)
                term = term or written(entry.pattern)
            elif term:
                self._add(term, term, re.compile(entry.pattern, re.IGNORECASE))
            else:
                self._anywhere.append(re.compile(entry.pattern, re.IGNORECASE))
            if term:
                self.themes[term] = entry.get("theme") or ""
            lines.append(f"{entry.pattern}\t{term}")
        for word in own:
            term = written(word.strip())
            if not term:
                raise TextkitError(f"自定的词没有文字：{word!r}")
            self._add(term, term, None)
            self.themes.setdefault(term, "")
            lines.append(term)
        for rules in self._at.values():
            rules.sort(key=lambda rule: -len(rule.term))
        firsts = "".join(sorted({key[0] for key in self._at}))
        self._first = re.compile(f"[{re.escape(firsts)}]") if firsts else None
        self.digest = hashlib.sha256("\n".join(lines).encode("utf-8")).hexdigest()[:12]

    def _add(self, key: str, term: str, pattern: re.Pattern[str] | None) -> None:
        """A pattern is tried where the first two characters of its term stand."""
        rule = _Rule(term, key if pattern is None else None, pattern)
        if rule not in self._at[key[:2]]:
            self._at[key[:2]].append(rule)

    def find(self, text: str) -> list[Found]:
        """The terms of ``text`` in order, none overlapping another.

        >>> [f.term for f in policy_terms().find("深化“放管服”改革，法律“七进”全覆盖")]
        ['放管服', '法律七进']
        """
        folded = text.translate(_PLAIN)
        if _MARKS.isdisjoint(folded):
            at: Sequence[int] = range(len(folded))
        else:
            at = [i for i, char in enumerate(folded) if char not in _MARKS]
            folded = "".join([folded[i] for i in at])
        out: list[Found] = []
        reached = 0
        for start, end, term in self._candidates(folded):
            if start >= reached:
                out.append(Found(at[start], at[end - 1] + 1, term))
                reached = end
        return out

    def _candidates(self, text: str) -> Iterable[tuple[int, int, str]]:
        """What matches, the leftmost first and of those that begin together the longest."""
        found: list[tuple[int, int, str]] = []
        if self._first is not None:
            for begun in self._first.finditer(text):
                i = begun.start()
                for rule in (*self._at.get(text[i : i + 2], ()), *self._at.get(text[i], ())):
                    if rule.pattern is None:
                        plain = rule.plain or ""
                        if text.startswith(plain, i):
                            found.append((i, i + len(plain), rule.term))
                    elif match := rule.pattern.match(text, i):
                        found.append((i, match.end(), rule.term))
        for pattern in self._anywhere:
            found += [(m.start(), m.end(), m[0]) for m in pattern.finditer(text) if m[0]]
        return sorted(found, key=lambda hit: (hit[0], -hit[1]))


@lru_cache(maxsize=16)
def policy_terms(own: tuple[str, ...] = (), listed: bool = True) -> PolicyTerms:
    """The terms of textkit's list (unless ``listed`` is False) and the user's own.

    ``own`` are words (网格长议事会) or paths of .tsv files with the columns of ``lexicon/terms.tsv``. Raises TextkitError
    where a file cannot be read or a word is empty.
    """
    files = tuple(item for item in own if item.lower().endswith(".tsv"))
    rows = load("terms", files)
    return PolicyTerms(rows if listed else rows[len(load("terms")):], [item for item in own if item not in files])
