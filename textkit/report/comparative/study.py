"""What the sections of a report share: the documents by number, who is who, and comparisons that are made once."""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Sequence
from functools import cached_property
from typing import TYPE_CHECKING, Any, TypeVar

from textkit.model import Document, Task
from textkit.report.comparative.model import Passage
from textkit.report.figures.names import place_names
from textkit.report.labels import words as language
from textkit.report.rows import one_line

if TYPE_CHECKING:
    from textkit.compare import Attention
    from textkit.corpus import Corpus

__all__ = ["Study", "most"]

Made = TypeVar("Made")


class Study:
    """A corpus that is being reported on, in one language."""

    def __init__(self, corpus: Corpus, lang: str, codes: str) -> None:
        self.corpus, self.lang, self.codes = corpus, lang, codes
        self._which = language(lang)
        self.documents: tuple[Document, ...] = tuple(corpus)
        self._number: dict[str, int] = {}
        for number, document in enumerate(self.documents):
            self._number.setdefault(document.id, number)
        self.results: dict[str, Any] = {}

    def say(self, zh: str, en: str) -> str:
        """The words in the language of the report."""
        return (zh, en)[self._which]

    def ratio(self, part: int, whole: int) -> str:
        """``37/109（33.9%）``: a share with both its numbers."""
        return f"{part}/{whole}" + (self.say(f"（{part / whole:.1%}）", f" ({part / whole:.1%})") if whole else "")

    def made(self, name: str, make: Callable[[], Made]) -> Made:
        """The comparison ``name``, made when first asked for."""
        if name not in self.results:
            self.results[name] = make()
        result: Made = self.results[name]
        return result

    # -------------------------------------------------------------- documents and places
    def number(self, document_id: str) -> int:
        """The number of a document in the report."""
        return self._number[document_id]

    @cached_property
    def places(self) -> tuple[str, ...]:
        """The places of the documents, in the order of the alphabet."""
        return tuple(sorted({d.place for d in self.documents if d.place}))

    @cached_property
    def years(self) -> tuple[int, ...]:
        return tuple(sorted({d.work_year for d in self.documents if d.work_year is not None}))

    @cached_property
    def _short(self) -> dict[str | None, str]:
        return place_names(self.places)

    def short(self, place: str | None) -> str:
        """A place's short name in this report; that no place is known, where it is not."""
        return self._short.get(place) or place or self.say("（地方不详）", "(place unknown)")

    def label(self, place: str | None, year: int | None) -> str:
        """``砚川县 2023``"""
        return f"{self.short(place)} {year}" if year is not None else self.short(place)

    # -------------------------------------------------------------- passages
    def passage(self, document_id: str | None, start: Any, end: Any, quote: str | None = None) -> Passage | None:
        """The passage at ``[start, end)`` of a document's source; None where a result names none. Keeps ``quote`` where it is
        not what stands there (spaces aside)."""
        if document_id is None or start is None or end is None or start != start:
            return None
        number = self.number(document_id)
        start, end = int(start), int(end)
        there = self.documents[number].source.text[start:end]
        more = quote is not None and "".join(quote.split()) != "".join(there.split())
        return Passage(number, start, end, quote if more else None)

    def slice(self, passage: Passage) -> str:
        """What stands at a passage, as written."""
        return self.documents[passage.document].source.text[passage.start:passage.end]

    def quoted(self, passage: Passage | None) -> str:
        """What a reader sees of a passage, on one line."""
        if passage is None:
            return ""
        return one_line(passage.words if passage.words is not None else self.slice(passage))

    # -------------------------------------------------------------- who and what about
    @cached_property
    def tasks(self) -> dict[str, Task]:
        """Every task by its id."""
        return {task.id: task for document in self.documents for task in document.tasks}

    @staticmethod
    def unit_names(task: Task | None) -> tuple[str, ...]:
        """The units of a task by the name they have now, each once."""
        return tuple(dict.fromkeys(one_line(unit.canonical or unit.name) for unit in task.units)) if task else ()

    @cached_property
    def units(self) -> tuple[str, ...]:
        """The units that tasks name, the most frequent first."""
        count = Counter(name for task in self.tasks.values() for name in self.unit_names(task))
        return tuple(name for name, _ in sorted(count.items(), key=lambda item: (-item[1], item[0])))

    @property
    def attention(self) -> Attention:
        """How much of each document goes to each theme, by characters."""
        from textkit.compare import attention

        return self.made("attention", lambda: attention(self.documents, self.codes))

    @property
    def themes(self) -> tuple[str, ...]:
        return self.attention.categories

    @cached_property
    def _hits(self) -> dict[int, tuple[list[int], list[str]]]:
        found: dict[int, list[tuple[int, str]]] = defaultdict(list)
        for row in self.attention.hits.rows:
            found[self.number(row["document"])].append((row["start"], row["category"]))
        return {number: ([start for start, _ in rows], [name for _, name in rows]) for number, rows in
                ((number, sorted(rows)) for number, rows in found.items())}

    def themes_of(self, *passages: Passage | None) -> tuple[str, ...]:
        """The themes that passages speak of, in the order of the codebook."""
        there: set[str] = set()
        for passage in passages:
            if passage is not None and passage.document in self._hits:
                starts, names = self._hits[passage.document]
                there.update(names[bisect_left(starts, passage.start):bisect_left(starts, passage.end)])
        return tuple(theme for theme in self.themes if theme in there)


def most(rows: Iterable[Any], limit: int, rank: Callable[[Any], Any]) -> tuple[int, ...]:
    """The numbers of the ``limit`` rows that rank first, in the order of the rank; ``rank`` gives None for a row that is not meant."""
    ranked: Sequence[tuple[Any, int]] = [(key, number) for number, row in enumerate(rows) if (key := rank(row)) is not None]
    return tuple(number for _, number in sorted(ranked)[:limit])
