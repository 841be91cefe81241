"""Which documents of a corpus: by what is known of them, in groups, or by lot."""

from __future__ import annotations

import random
from collections.abc import Collection, Hashable, Mapping
from typing import TYPE_CHECKING, Any

from textkit.model import TextkitError

if TYPE_CHECKING:
    import pandas as pd

__all__ = ["called", "drawn", "grouped", "matching", "with_docvars"]

_SAID = {"year": "work_year"}
#: Of the schema, what goes with the rows of other tables; all docvars do.
_CARRIED = ("path", "title", "doc_type", "place", "place_code", "level", "date", "work_year")
_ENDS = "省市县区州盟旗"                            # after these a name of a place may begin


def _column(documents: pd.DataFrame, name: str) -> str:
    found = _SAID.get(name, name) if name not in documents.columns else name
    if found not in documents.columns:
        raise TextkitError(f"文件表里没有 {name} 这一列", hint=f"有：{'、'.join(map(str, documents.columns))}")
    return found


def matching(documents: pd.DataFrame, conditions: Mapping[str, Any]) -> list[int]:
    """The numbers of the rows that fulfil all conditions: column → the value, a collection of values, or None for no value.

    ``year`` is ``work_year``. A place is named in full or by its last part, 青禾县 for 甲省乙市青禾县. Raises TextkitError for a
    column that is not there.
    """
    import numpy as np
    import pandas as pd

    fits = np.ones(len(documents), dtype=bool)
    for name, wanted in conditions.items():
        column = documents[_column(documents, name)]
        values = set(wanted) if isinstance(wanted, Collection) and not isinstance(wanted, str) else {wanted}
        given = values - {None}
        fit = column.isin(list(given))
        if name == "place":
            fit |= pd.Series([isinstance(place, str) and called(place, given) for place in column], index=column.index, dtype=bool)
        if None in values:
            fit |= column.isna()
        fits &= fit.fillna(False).to_numpy(dtype=bool)
    found: list[int] = np.flatnonzero(fits).tolist()
    return found


def called(place: str, names: Collection[Any]) -> bool:
    """Whether a place goes by one of the ``names``, in full or by its last part: 甲省乙市青禾县 by 青禾县, but not by 禾县."""
    return place in names or any(place.endswith(name) and place[: -len(name)][-1:] in _ENDS for name in names if name)


def grouped(documents: pd.DataFrame, names: tuple[str, ...]) -> dict[Hashable, list[int]]:
    """The numbers of the rows by their values in the columns, sorted; a tuple where there are several. No value is None, and
    comes last."""
    import pandas as pd

    if not names:
        raise TextkitError("没有说按什么分组", hint="例如 corpus.by(\"place\", \"year\")")
    columns = [documents[_column(documents, name)].astype("object").tolist() for name in names]
    groups: dict[tuple[Any, ...], list[int]] = {}
    for number, key in enumerate(zip(*columns, strict=True)):
        groups.setdefault(tuple(None if pd.isna(value) else value for value in key), []).append(number)
    ordered = sorted(groups.items(), key=lambda each: [(v is None, isinstance(v, str), v if v is not None else 0) for v in each[0]])
    return {key[0] if len(names) == 1 else key: rows for key, rows in ordered}


def drawn(count: int, n: int, seed: int) -> list[int]:
    """``n`` different numbers below ``count`` in order, the same for the same seed. Raises TextkitError where there are fewer."""
    if not 0 <= n <= count:
        raise TextkitError(f"只有 {count} 份文件，抽不出 {n} 份")
    return sorted(random.Random(seed).sample(range(count), n))


def with_docvars(table: pd.DataFrame, documents: pd.DataFrame, own: Collection[str]) -> pd.DataFrame:
    """A table with what is known of each row's document behind its columns: place, year … and the docvars (all but ``own``).

    A column that the table has already is ``document_…``.
    """
    columns = [c for c in documents.columns if c in _CARRIED or c not in own]
    about = documents.set_index("document_id")[columns]
    about = about.rename(columns={c: f"document_{c}" for c in columns if c in table.columns})
    return table.join(about, on="document_id")
