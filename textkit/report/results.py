"""The results of comparisons as files: what any object with rows, columns, notes and options writes."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any

from textkit.report.files import CREATOR, write, write_text
from textkit.report.labels import words
from textkit.report.provenance import sources, version
from textkit.report.table import harmless

__all__ = ["result_csv", "write_result_csv", "write_result_excel", "write_result_stata"]

def _value(value: Any) -> Any:
    """Whole numbers without a decimal point, text so that a spreadsheet takes it as text."""
    if isinstance(value, float) and value.is_integer():
        return int(value)
    return harmless(value) if isinstance(value, str) else value


def result_csv(result: Any, columns: Sequence[str] = ()) -> str:
    """The rows of a result as comma-separated text with a header, lines ending in CR LF."""
    names = tuple(columns) or result.columns
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerow(names)
    for row in result.rows:
        writer.writerow([_value(row.get(name)) for name in names])
    return out.getvalue()


def write_result_csv(result: Any, path: Path, *, columns: Sequence[str] = (), overwrite: bool = False) -> Path:
    """Write the rows as UTF-8 with byte order mark, whole or not at all."""
    text = result_csv(result, columns)
    write_text(path, text, header=text.partition("\r\n")[0] + "\r\n", overwrite=overwrite, encoding="utf-8-sig")
    return path


def heading(labels: Mapping[str, str], name: str, lang: str = "zh") -> str:
    """What readers see above the column ``name``: its Chinese label, in English the name itself."""
    return str(labels.get(name, name)) if words(lang) == 0 else name


def _fill(sheet: Any, names: Sequence[str], rows: Iterable[Sequence[Any]], labels: Mapping[str, str], lang: str) -> None:
    """Headings in bold and the rows below them, frozen and filtered."""
    from openpyxl.styles import Font
    from openpyxl.utils import get_column_letter

    from textkit.report.workbook import _put

    for column, name in enumerate(names, 1):
        _put(sheet, 1, column, heading(labels, name, lang)).font = Font(bold=True)
        sheet.column_dimensions[get_column_letter(column)].width = 36 if "quote" in name or name == "set_aside" else 14
    for number, row in enumerate(rows, 2):
        for column, value in enumerate(row, 1):
            _put(sheet, number, column, int(value) if isinstance(value, float) and value.is_integer() else value)
    sheet.freeze_panes = "A2"
    sheet.auto_filter.ref = sheet.dimensions


def write_result_excel(result: Any, path: Path, *, lang: str = "zh", overwrite: bool = False) -> Path:
    """Write a workbook with the rows and, on a second sheet, what they rest on: notes, options, files with sha256."""
    from openpyxl import Workbook

    from textkit.report.workbook import _put

    book = Workbook()
    sheet = book.active
    assert sheet is not None             # a new workbook has a sheet
    sheet.title = result.title
    _fill(sheet, result.columns, ([row.get(name) for name in result.columns] for row in result.rows), result.labels, lang)
    for title, (table, labels) in result.sheets.items():
        values = table.astype(object).where(table.notna(), None)
        _fill(book.create_sheet(title), tuple(table.columns), values.itertuples(index=False), labels, lang)
    about = book.create_sheet("来源")
    lines: list[tuple[Any, ...]] = [("textkit", version()), *((f"选项 {k}", str(v)) for k, v in result.options.items())]
    lines += [("说明", note) for note in result.notes]
    lines += [("文件", s["path"], s["encoding"], s["sha256"]) for s in sources(result.documents)]
    for number, line in enumerate(lines, 1):
        for column, value in enumerate(line, 1):
            _put(about, number, column, value)
    book.properties.creator = CREATOR
    book.properties.lastModifiedBy = CREATOR
    book.properties.title = result.title
    write(path, lambda to: book.save(to), overwrite=overwrite)
    return path


def write_result_stata(result: Any, path: Path, *, labels: Mapping[str, str], overwrite: bool = False) -> Path:
    """Write a .dta of version 118: ASCII names, ``labels`` as variable labels, text of any length, missing numbers as such."""
    table = result.table.copy()
    numeric = [name for name in table.columns if all(v is None or isinstance(v, (bool, int, float)) for v in table[name])]
    for name in table.columns:
        if name in numeric:
            table[name] = table[name].astype("float64")
        else:
            table[name] = [("" if v is None or v != v else str(v)) for v in table[name]]
    long = [name for name in table.columns if name not in numeric and "quote" in name]
    named = {name: labels.get(name, name)[:80] for name in table.columns}
    if path.suffix.lower() != ".dta":
        path = path.with_name(path.name + ".dta")

    def save(to: Path) -> None:
        table.to_stata(to, write_index=False, version=118, variable_labels=named, convert_strl=long, data_label=f"{CREATOR} {result.title}")

    write(path, save, overwrite=overwrite or path.exists() and _stata_of_ours(path))
    return path


def _stata_of_ours(path: Path) -> bool:
    with path.open("rb") as file:
        return CREATOR.encode() in file.read(400)
