"""Tables: one document a row, or a 任务分解表 that is itself a document.

A row's text becomes a source; what its other columns say of place, year, title … is given to the document, the rest
travels as docvars. Which column is which is data (``lexicon/document_columns.tsv``).
"""

from __future__ import annotations

import csv
import hashlib
import io
import json
import threading
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from textkit.model import Place, Source, Span, Table, TextkitError
from textkit.read.columns import fields_of, plain, value_of
from textkit.read.decode import decode
from textkit.read.grid import Cell, Grid, Piece
from textkit.read.several import Entry
from textkit.read.task_table import is_task_table, lines

__all__ = ["documents"]

Row = tuple[str, Mapping[str, Any]]               # the row's own name (第3行) and its cells by head
_SAMPLE = 200
_LEAST = 50                                       # characters that the cells of a column of texts have on average
_FIELD = threading.Lock()


def documents(data: bytes, path: str, suffix: str, *, shown: str, text: str | None = None, guess: bool = True) -> Iterator[Entry]:
    """The documents of a table file; a row without text is an entry with its error.

    ``text`` names the column of texts; else it is known by its head or, where ``guess``, the one with the longest texts
    (50 characters and more on average). Raises TextkitError where the file is damaged, empty, or has no such column.
    """
    if not data.strip(b" \t\r\n\x00\xef\xbb\xbf"):
        raise TextkitError("文件是空的", path=shown, hint="请确认文件保存完整后再读")
    digest = hashlib.sha256(data).hexdigest()
    if suffix in (".xlsx", ".xlsm"):
        from textkit.read.workbook import media_type, sheets

        found = sheets(data, shown)
        tasks = [] if text else [(name, grid) for name, grid, _ in found if is_task_table(grid)]
        if tasks:
            yield Entry(path, _task_source(tasks, path, digest, media_type(suffix), several=len(found) > 1))
            return
        tables = [(name, rows) for name, _, rows in found if rows]
        encoding = "xlsx"
    elif suffix in (".csv", ".tsv"):
        matrix, encoding = _csv(data, shown, suffix)
        grid = Grid.of(Cell((cell,), r, c) for r, row in enumerate(matrix) for c, cell in enumerate(row) if cell)
        if not text and "text" not in fields_of(matrix[0]) and is_task_table(grid):
            yield Entry(path, _task_source([("", grid)], path, digest, "text/csv", several=False))
            return
        tables = [("", _named(matrix))]
    else:
        reader = {".parquet": _parquet, ".dta": _stata}.get(suffix, _jsonl)
        tables, encoding = [("", reader(data, shown))], suffix[1:]
    if not any(rows for _, rows in tables):
        raise TextkitError("表里没有数据行", path=shown, hint="第一行应是列名，以下每行一份文件")
    yield from _rows(tables, path, digest, encoding, shown=shown, text=text, guess=guess)


def _rows(tables: Sequence[tuple[str, Sequence[Row]]], path: str, digest: str, encoding: str, *, shown: str, text: str | None,
          guess: bool) -> Iterator[Entry]:
    columns = {name: _text_column(rows, text, guess) for name, rows in tables}
    if not any(columns.values()):
        heads = list(dict.fromkeys(str(head) for _, rows in tables for head in (rows[0][1] if rows else ())))[:12]
        wanted = f"没有列 {text}" if text else "看不出哪一列是正文"
        raise TextkitError(f"表里{wanted}", path=shown, hint=f"请用 text=列名 指明正文所在的列，现有：{'、'.join(heads)}")
    for name, rows in tables:
        column = columns[name]
        if column is None:
            continue
        named = {field: head for field, head in fields_of(rows[0][1]).items() if field not in ("text", "file", "encoding", "number")
                 and head != column}
        taken = {column, *named.values()}
        for label, cells in rows:
            where = f"{name}!{label}" if name else label
            words = cells.get(column)
            if not isinstance(words, str) or not words.strip():
                yield Entry(f"{path}#{where}", error=TextkitError(f"列 {column} 没有文字", path=shown, place=where, hint="这一行已跳过"))
                continue
            given = {field: value for field, head in named.items() if (value := value_of(field, cells.get(head))[0]) is not None}
            docvars = {str(head): plain(value) for head, value in cells.items() if head not in taken}
            source = Source(f"{path}#{where}", words, encoding, digest, "text/plain", {}, (Place(0, where),))
            yield Entry(source.path, source, given=given, docvars=docvars)


def _text_column(rows: Sequence[Row], text: str | None, guess: bool) -> str | None:
    if not rows:
        return None
    heads = [str(head) for head in rows[0][1]]
    if text is not None:
        return text if text in heads else None
    known = fields_of(heads).get("text")
    if known is not None or not guess:
        return known
    sample = rows[:_SAMPLE]
    mean = {head: sum(len(value) for _, cells in sample if isinstance(value := cells.get(head), str)) / len(sample) for head in heads}
    best = max(mean, key=lambda head: mean[head], default=None)
    return best if best is not None and mean[best] >= _LEAST else None


def _named(matrix: Sequence[Sequence[str]]) -> list[Row]:
    """Rows under their heads; a head that comes twice gets a number, a blank one its place."""
    heads: list[str] = []
    for number, head in enumerate(matrix[0] if matrix else (), 1):
        name = head.strip() or f"第{number}列"
        heads.append(name if name not in heads else f"{name}_{number}")
    return [(f"第{number}行", dict(zip(heads, row, strict=False))) for number, row in enumerate(matrix[1:], 2) if any(row)]


def _csv(data: bytes, shown: str, suffix: str) -> tuple[list[list[str]], str]:
    words, encoding = decode(data, shown)
    head = words[: words.find("\n") + 1 or 4000]
    delimiter = "\t" if suffix == ".tsv" else max(",;\t|", key=lambda sign: (head.count(sign), sign == ","))
    # the csv module refuses cells of more than 131,072 characters unless told otherwise, for the process as a whole
    with _FIELD:
        before = csv.field_size_limit(1 << 30)
        try:
            matrix = list(csv.reader(io.StringIO(words, newline=""), delimiter=delimiter))
        except csv.Error as error:
            raise TextkitError(f"不是合规的表格文本（{error}）", path=shown, hint="请用 Excel 或 WPS 另存为 .xlsx") from error
        finally:
            csv.field_size_limit(before)
    return [row for row in matrix if row] or [[]], encoding


def _jsonl(data: bytes, shown: str) -> list[Row]:
    words, _ = decode(data, shown)
    rows: list[Row] = []
    for number, line in enumerate(words.split("\n"), 1):
        if not line.strip():
            continue
        try:
            value = json.loads(line)
        except (ValueError, RecursionError) as error:
            raise TextkitError("这一行不是完整的 JSON", path=shown, place=f"第{number}行", hint="每行应是一个 JSON 对象；文件可能不完整") from error
        if not isinstance(value, dict):
            raise TextkitError("这一行不是 JSON 对象", path=shown, place=f"第{number}行", hint='每行应形如 {"title": …, "text": …}')
        rows.append((f"第{number}行", {k: json.dumps(v, ensure_ascii=False) if isinstance(v, (dict, list)) else v for k, v in value.items()}))
    heads = dict.fromkeys(head for _, cells in rows for head in cells)
    return [(label, {head: cells.get(head) for head in heads}) for label, cells in rows]


def _parquet(data: bytes, shown: str) -> list[Row]:
    try:
        from pyarrow import ArrowException, BufferReader, parquet
    except ImportError as error:
        raise TextkitError("读 .parquet 需要附加组件 store", path=shown, hint='请运行 pip install "policy-textkit[store]"') from error
    try:
        with parquet.ParquetFile(BufferReader(data)) as file:
            size = sum(file.metadata.row_group(i).total_byte_size for i in range(file.metadata.num_row_groups))
            if size > 2 << 30:
                raise TextkitError(f"解开后有 {size >> 20} MB，超过 2048 MB 的上限", path=shown, hint="请拆成几个文件再读")
            return [(f"第{number}行", row) for number, row in enumerate((row for batch in file.iter_batches(1000)
                                                                       for row in batch.to_pylist()), 1)]
    except (ArrowException, OSError, ValueError) as error:
        raise TextkitError("不是 .parquet 文件，或已损坏、不完整", path=shown, hint="请重新导出") from error


def _stata(data: bytes, shown: str) -> list[Row]:
    import struct

    import pandas as pd

    try:
        table = pd.read_stata(io.BytesIO(data), convert_categoricals=False)
    except (ValueError, OSError, KeyError, IndexError, struct.error, OverflowError, MemoryError, UnicodeDecodeError, TypeError) as error:
        raise TextkitError("不是 .dta 文件，或已损坏、不完整", path=shown, hint="请用 Stata 打开后重新保存") from error
    rows = table.to_dict("records")
    return [(f"第{number}行", {_mended(str(k)): _mended(v) for k, v in row.items()}) for number, row in enumerate(rows, 1)]


def _mended(value: Any) -> Any:
    """Files of Stata 13 and before hold bytes of any encoding, which pandas reads as Latin-1."""
    if not isinstance(value, str) or value.isascii():
        return value
    try:
        return decode(value.encode("latin-1"))[0]
    except (UnicodeEncodeError, TextkitError):
        return value


def _task_source(tables: Sequence[tuple[str, Grid]], path: str, digest: str, media: str, *, several: bool) -> Source:
    """One source of one or several task tables, each row a line, its cells in ``places``."""
    parts: list[str] = []
    places: list[Place] = []
    found: list[Table] = []
    at = 0

    def put(piece: Piece) -> None:
        nonlocal at
        text, label = piece
        if label and (not places or places[-1].label != label):
            places.append(Place(at, label))
        parts.append(text)
        at += len(text)

    for name, grid in tables:
        start = at
        if several and name and not name.lower().startswith("sheet"):
            put((name + "\n", name))
        for line in lines(grid):
            for piece in line:
                put(piece)
            put(("\n", ""))
        found.append(Table(Span(start, max(at - 1, start)), grid.rows()))
    text = "".join(parts).rstrip("\n")
    if not text.strip():
        raise TextkitError("表里没有文字", path=path, hint="请确认文件保存完整")
    return Source(path, text, "table", digest, media, {}, tuple(p for p in places if p.start < len(text)), tuple(found))
