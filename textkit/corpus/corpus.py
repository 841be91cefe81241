"""Many documents and their tables."""

from __future__ import annotations

from collections.abc import Hashable, Iterable, Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, Any, NamedTuple, overload

from textkit.corpus.choosing import drawn, grouped, matching, with_docvars
from textkit.corpus.schema import TABLES
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

    ``failures`` lists what could not be read; ``options`` is what the reader was told, kept for provenance. One that lies in a
    store (:class:`textkit.corpus.store.StoredCorpus`) has the same tables and documents, loaded when they are asked for.
    """

    def __init__(self, documents: Sequence[Document], *, failures: Sequence[Failure] = (),
                 disagreements: Sequence[Disagreement] = (), options: Mapping[str, Any] | None = None) -> None:
        self._documents = tuple(documents)
        self._failed = tuple(failures)
        self._differing = tuple(disagreements)
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
            return self._of(range(len(self))[index])
        return self._document(index)

    def _document(self, number: int) -> Document:
        return self._documents[number]

    def _of(self, numbers: Sequence[int]) -> Corpus:
        """The corpus of some of the documents, by their numbers."""
        return Corpus([self._documents[n] for n in numbers], failures=self.failures, disagreements=self._disagreements, options=self.options)

    def __iter__(self) -> Iterator[Document]:
        return iter(self._documents)

    @property
    def failures(self) -> tuple[Failure, ...]:
        """What could not be read, and why."""
        return self._failed

    @property
    def _disagreements(self) -> tuple[Disagreement, ...]:
        return self._differing

    def table(self, name: str, *, docvars: bool = False) -> pd.DataFrame:
        """The table ``name`` (a copy is not made: treat it as read-only). Raises TextkitError for other names.

        With ``docvars`` each row has what is known of its document behind its own columns: path, title, doc_type, place,
        place_code, level, date, work_year and all columns of the catalogue (``document_…`` where the table has that name).
        """
        if name not in self._tables:
            self._tables[name] = self._load(name)
        if not docvars or name == "documents":
            return self._tables[name]
        return with_docvars(self._tables[name], self.documents, {column.name for column in TABLES["documents"]})

    def _load(self, name: str) -> pd.DataFrame:
        return frame(name, self._documents)

    def where(self, **conditions: Any) -> Corpus:
        """The documents that fulfil all conditions, on any column of ``documents`` or of the catalogue: a value, a collection of
        values, or None for no value. ``year`` is ``work_year``; a place may be named by its last part.

        Raises TextkitError for a column that is not there.
        ``corpus.where(place="青禾县", year=range(2019, 2025), doc_type="work_report")``
        """
        return self._of(matching(self.documents, conditions))

    def by(self, *names: str) -> dict[Hashable, Corpus]:
        """The documents in groups: value (a tuple of them for several names) → corpus, sorted; None for no value, last.

        ``for (place, year), texts in corpus.by("place", "year").items(): …``
        """
        return {key: self._of(numbers) for key, numbers in grouped(self.documents, names).items()}

    def sample(self, n: int, seed: int = 0) -> Corpus:
        """``n`` documents by lot, in reading order; the same for the same seed. Raises TextkitError where there are fewer."""
        return self._of(drawn(len(self), n, seed))

    def sql(self, query: str) -> pd.DataFrame:
        """The answer to a query in SQL (duckdb, extra ``sql``) over the seven tables.

        ``corpus.sql("select place, count(*) as n from tasks join documents using (document_id) group by place")``. Raises
        TextkitError where duckdb is not installed or does not understand the query.
        """
        from textkit.corpus.querying import ask

        return ask(self._tables_for_sql, query)

    def _tables_for_sql(self, name: str) -> list[Any]:
        """What the table ``name`` is made of: DataFrames, Arrow tables, or paths of parquet files."""
        return [self.table(name)]

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
        tasks = self._count_tasks()
        failed = f"，{len(self.failures)} 个文件未能读取" if self.failures else ""
        return f"<Corpus {len(self)} 份文件，{tasks} 项任务{failed}>"

    def _count_tasks(self) -> int:
        return sum(len(document.tasks) for document in self)
