"""SQL over the tables of a corpus, through duckdb."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any

from textkit.corpus.schema import TABLES
from textkit.model import TextkitError

if TYPE_CHECKING:
    import pandas as pd

__all__ = ["ask"]


def ask(tables: Callable[[str], list[Any]], query: str) -> pd.DataFrame:
    """The answer to ``query``. ``tables`` gives what a table is made of (DataFrames, Arrow tables, paths of parquet files) and is
    asked for those that the query names."""
    try:
        import duckdb
    except ImportError as error:
        raise TextkitError("SQL 查询需要 duckdb", hint="请安装：pip install 'policy-textkit[sql]'") from error
    with duckdb.connect(":memory:") as connection:
        for name in TABLES:
            if re.search(rf"\b{name}\b", query, re.I):
                _view(connection, name, tables(name))
        try:
            answer: pd.DataFrame = connection.execute(query).df()
        except duckdb.Error as error:
            raise TextkitError(f"SQL 查询出错（{str(error).splitlines()[0]}）", hint=f"可查的表：{'、'.join(TABLES)}") from error
    return answer


def _view(connection: Any, name: str, pieces: list[Any]) -> None:
    columns = ", ".join(f'"{column.name}"' for column in TABLES[name])
    words = ", ".join(f'"{column.name}"::varchar as "{column.name}"' for column in TABLES[name] if column.dtype == "category")
    every = f"* replace ({words})" if words else "*"   # a category is a word, as it is in parquet
    files = [piece for piece in pieces if isinstance(piece, Path)]
    selects = []
    if files:
        listed = ", ".join("'" + str(file).replace("'", "''") + "'" for file in files)
        selects.append(f"select {columns} from read_parquet([{listed}])")
    for number, piece in enumerate(piece for piece in pieces if not isinstance(piece, Path)):
        connection.register(f"{name}_{number}", piece)
        selects.append(f"select {every} from {name}_{number}")
    connection.execute(f"create view {name} as {' union all '.join(selects)}")
