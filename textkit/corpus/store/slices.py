"""What one entry (a file, or a row or member of one) comes to in a store: its rows of every table, as Arrow.

The seven tables have the columns of the schema; ``documents`` has four more (its docvars as JSON, and where it stands among
its source's entries). Further tables are the store's own: ``entries`` (one row per entry: the source text, and its documents
as :mod:`codec` writes them), ``sources`` (one row per file read), ``failures`` and ``disagreements``.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from functools import lru_cache
from typing import TYPE_CHECKING, Any

from textkit.corpus.schema import TABLES, checked
from textkit.corpus.store.codec import record_of, source_columns
from textkit.corpus.tables import ROWS
from textkit.model import Document, TextkitError

if TYPE_CHECKING:
    import pandas as pd
    import pyarrow as pa

    from textkit.corpus.catalogue import Disagreement

__all__ = ["COUNTED", "STORED", "counts_of", "frame_of", "schema", "slices", "sort_key", "table_of"]

#: The tables that have rows of an entry, in the order in which ``entries`` counts them.
COUNTED = (*TABLES, "failures", "disagreements")
STORED = (*COUNTED, "entries", "sources")
_OWN: dict[str, dict[str, str]] = {
    "documents": {"docvars": "string", "source": "string", "entry": "Int64", "number": "Int64"},
    "failures": {"source": "string", "entry": "Int64", "path": "string", "kind": "string", "message": "string"},
    "disagreements": {"source": "string", "entry": "Int64", "path": "string", "document_id": "string", "field": "string",
                      "given": "string", "text": "string", "rule": "string"},
    "entries": {"source": "string", "entry": "Int64", "order": "string", "path": "string", "text": "string", "encoding": "string",
                "sha256": "string", "media_type": "string", "meta": "string", "places": "string", "tables": "string",
                "records": "string", **{f"n_{name}": "Int64" for name in COUNTED}},
    "sources": {"source": "string", "sha256": "string", "size": "Int64", "root": "string", "key": "string", "documents": "Int64",
                "status": "string", "seconds": "Float64"},
}


@lru_cache(maxsize=32)
def schema(name: str) -> pa.Schema:
    """The Arrow schema of a stored table: categories are stored as the strings they are."""
    import pyarrow as pa

    kinds = {"string": pa.string(), "category": pa.string(), "Int64": pa.int64(), "Float64": pa.float64()}
    fields = [pa.field(c.name, kinds[c.dtype]) for c in TABLES.get(name, ())]
    return pa.schema(fields + [pa.field(column, kinds[kind]) for column, kind in _OWN.get(name, {}).items()])


def table_of(name: str, rows: Sequence[Mapping[str, Any]]) -> pa.RecordBatch:
    """Rows as Arrow with the columns of the schema; what a row does not have is null.

    Raises TextkitError where a column of the schema holds nulls that it may not.
    """
    import pyarrow as pa

    laid = schema(name)
    arrays = [pa.array([row.get(f.name) for row in rows], f.type) for f in laid]
    for column, array in zip(TABLES.get(name, ()), arrays, strict=False):
        if array.null_count and not column.null:
            raise TextkitError(f"表 {name} 的列 {column.name} 不应有空值")
    return pa.record_batch(arrays, schema=laid)


def sort_key(documents: Sequence[Document], source: str, entry: int) -> str:
    """By what the entries of a part are sorted: places stand together, then their years."""
    first = documents[0] if documents else None
    return f"{first.place or '' if first else ''}\t{first.work_year or 0 if first else 0:04d}\t{source}\t{entry:09d}"


def slices(source: str, entry: int, documents: Sequence[Document], disagreements: Iterable[Disagreement] = (),
           failure: tuple[str, str, str] | None = None) -> dict[str, pa.RecordBatch]:
    """The rows of an entry by table. ``failure`` is (path, kind, message). Tables without rows are left out."""
    at = {"source": source, "entry": entry}
    rows: dict[str, list[Mapping[str, Any]]] = {
        name: [row for document in documents for row in ROWS[name](document)] for name in TABLES if name != "documents"
    }
    rows["documents"] = [
        {**row, **at, "number": number, "docvars": json.dumps(dict(document.docvars), ensure_ascii=False)}
        for number, document in enumerate(documents) for row in ROWS["documents"](document)
    ]
    rows["disagreements"] = [{**at, **each._asdict()} for each in disagreements]
    rows["failures"] = [{**at, **dict(zip(("path", "kind", "message"), failure, strict=True))}] if failure else []
    about = source_columns(documents[0].source) if documents else {}
    rows["entries"] = [{
        **at, "order": sort_key(documents, source, entry), **about, "records": "\n".join(map(record_of, documents)),
        **{f"n_{name}": len(rows[name]) for name in COUNTED},
    }]
    return {name: table_of(name, each) for name, each in rows.items() if each}


def counts_of(entries: pa.Table, name: str) -> list[int]:
    """How many rows of a table each entry has."""
    found: list[int] = entries.column(f"n_{name}").to_pylist()
    return found


def frame_of(name: str, table: pa.Table) -> pd.DataFrame:
    """A stored table as the DataFrame that a corpus in memory has: same columns, dtypes and order, docvars behind them."""
    import pandas as pd
    import pyarrow as pa

    kinds = {pa.string(): pd.StringDtype(), pa.large_string(): pd.StringDtype(), pa.int64(): pd.Int64Dtype(), pa.float64(): pd.Float64Dtype()}
    frame = table.select([column.name for column in TABLES[name]]).to_pandas(types_mapper=kinds.get)
    for column in TABLES[name]:
        if column.dtype == "category":            # of the kind of strings that pandas makes categories of by itself
            frame[column.name] = table.column(column.name).to_pandas()
    if name == "documents":
        docvars = [json.loads(text) for text in table.column("docvars").to_pylist()]
        heads = list(dict.fromkeys(key for each in docvars for key in each))
        if heads:
            frame = pd.concat([frame, pd.DataFrame(docvars, columns=heads)], axis=1)
    return checked(name, frame)
