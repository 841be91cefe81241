"""Many documents and their tables."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, Any, NamedTuple, overload

from textkit.corpus.tables import frame
from textkit.model import Document, _report

if TYPE_CHECKING:
    import pandas as pd

    from textkit.corpus.catalogue import Disagreement
    from textkit.corpus.words import Words

__all__ = ["Corpus", "Failure"]


class Failure(NamedTuple):
    """A file that could not be read, and why."""

    path: str
    message: str


class Corpus(Sequence[Document]):
    """Documents in reading order, and one DataFrame per table over them (built when first asked for).

    ``failures`` lists what could not be read; ``options`` is what the reader was told, kept for provenance.
    """

    def __init__(self, documents: Sequence[Document], *, failures: Sequence[Failure] = (),
                 disagreements: Sequence[Disagreement] = (), options: Mapping[str, Any] | None = None) -> None:
        self._documents = tuple(documents)
        self.failures = tuple(failures)
        self._disagreements = tuple(disagreements)
        self.options: dict[str, Any] = dict(options or {})
        self._tables: dict[str, pd.DataFrame] = {}

    def __len__(self) -> int:
        return len(self._documents)

    @overload
    def __getitem__(self, index: int) -> Document: ...
    @overload
    def __getitem__(self, index: slice) -> Corpus: ...
    def __getitem__(self, index: int | slice) -> Document | Corpus:
        if isinstance(index, slice):
            return Corpus(self._documents[index], failures=self.failures, disagreements=self._disagreements, options=self.options)
        return self._documents[index]

    def __iter__(self) -> Iterator[Document]:
        return iter(self._documents)

    def table(self, name: str) -> pd.DataFrame:
        """The table ``name`` (a copy is not made: treat it as read-only). Raises TextkitError for other names."""
        if name not in self._tables:
            self._tables[name] = frame(name, self._documents)
        return self._tables[name]

    @property
    def documents(self) -> pd.DataFrame:
        """One row per document."""
        return self.table("documents")

    @property
    def sections(self) -> pd.DataFrame:
        """One row per heading of the outlines."""
        return self.table("sections")

    @property
    def segments(self) -> pd.DataFrame:
        """One row per segment, noise included."""
        return self.table("segments")

    @property
    def tasks(self) -> pd.DataFrame:
        """One row per task."""
        return self.table("tasks")

    @property
    def task_units(self) -> pd.DataFrame:
        """One row per task and unit."""
        return self.table("task_units")

    @property
    def task_items(self) -> pd.DataFrame:
        """One row per item of a task."""
        return self.table("task_items")

    @property
    def quantities(self) -> pd.DataFrame:
        """One row per quantity, relative targets included."""
        return self.table("quantities")

    @property
    def disagreements(self) -> pd.DataFrame:
        """Where a catalogue or a table differs from the text: path, document_id, field, given, text, rule (of the text's)."""
        import pandas as pd

        columns = ["path", "document_id", "field", "given", "text", "rule"]
        return pd.DataFrame(list(self._disagreements), columns=columns, dtype="string")

    def coverage(self, *, doc_type: str | None = "work_report", years: Iterable[int] | None = None) -> pd.DataFrame:
        """Place × year: what is there, missing, double, an excerpt or odd; see :func:`textkit.corpus.coverage.coverage`."""
        from textkit.corpus.coverage import coverage

        return coverage(self, doc_type=doc_type, years=years)

    def words(self, **options: Any) -> Words:
        """How often each word stands in each document; ``options`` (tokenizer, terms …) as of :func:`textkit.corpus.words.count_words`."""
        from textkit.corpus.words import count_words

        return count_words(self, **options)

    def kwic(self, words: str | Sequence[str], *, window: int = 20, regex: bool = False) -> pd.DataFrame:
        """Every place where the words stand, in context, with docvars; see :func:`textkit.corpus.words.kwic`."""
        from textkit.corpus.words import kwic

        return kwic(self, words, window=window, regex=regex)

    def _repr_html_(self) -> str:
        return str(_report().corpus_html(self))

    def __repr__(self) -> str:
        tasks = sum(len(document.tasks) for document in self)
        failed = f"，{len(self.failures)} 个文件未能读取" if self.failures else ""
        return f"<Corpus {len(self)} 份文件，{tasks} 项任务{failed}>"
