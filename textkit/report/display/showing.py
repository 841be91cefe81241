"""The verb: anything of textkit's as a notebook shows it, with a choice of columns, rows and language."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from textkit.model import Document, TextkitError
from textkit.report.display.look import Shown
from textkit.report.display.results import frame_html, result_html

__all__ = ["show"]


def show(what: Any, columns: Sequence[str] = (), *, rows: int | None = None, lang: str | None = None, title: str = "",
         corpus: Iterable[Document] = ()) -> Shown:
    """A corpus, a document, a result, the words of a corpus, or a DataFrame, as a notebook shows it.

    ``columns`` chooses and orders the columns of a table, ``rows`` how many rows it holds at most, ``lang`` is ``zh`` or ``en``.
    ``title`` stands above a DataFrame; with the ``corpus`` that it comes from, its rows open to their sentences.
    ``tk.report.show(corpus.tasks, ["text", "lead", "deadline"], corpus=corpus)``. Raises TextkitError for anything else, and for
    columns that there are not.
    """
    from textkit.report.html import corpus_html, document_html

    if isinstance(what, Document):
        return Shown(document_html(what, lang=lang or "zh"))
    if hasattr(what, "rows") and hasattr(what, "shown"):
        return result_html(what, columns=columns, rows=rows, lang=lang)
    if hasattr(what, "failures") and hasattr(what, "documents"):
        return corpus_html(what, lang=lang or "zh", **({} if rows is None else {"limit": rows}))
    table = what.table if hasattr(what, "segmenter") else what
    if not hasattr(table, "itertuples"):
        raise TextkitError(f"不会显示 {type(what).__name__}", hint="可以显示语料、文档、比较的结果和 DataFrame")
    return frame_html(table, columns=columns, rows=rows, lang=lang or "zh", title=title, documents=corpus)
