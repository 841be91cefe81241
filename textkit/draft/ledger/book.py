"""The workbook of a ledger: all entries with what is last reported, every report, and what could not be read."""

from __future__ import annotations

import hashlib
import shutil
from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date
from pathlib import Path

from openpyxl import Workbook
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.datavalidation import DataValidation

from textkit.draft.ledger.state import BOOK, FACTS, REPORTED, STATUSES, Entry, Ledger, edited, save
from textkit.model import fold
from textkit.report.breakdown.grid import Band, Column, Grid, Line
from textkit.report.breakdown.grid import Entry as Part
from textkit.report.breakdown.sheet import put_grid
from textkit.report.files import CREATOR, write

__all__ = ["COLUMNS", "FILL", "OWN_SHEETS", "REMARK", "grid_of", "known_texts", "keep", "put_choices"]

#: Heading and width of each column.
COLUMNS = {
    "id": ("任务编号", 26), "number": ("序号", 5), "section": ("章节", 20), "task": ("工作任务", 42), "targets": ("目标值", 18),
    "lead": ("牵头单位", 14), "others": ("责任（配合）单位", 18), "leader": ("责任领导", 10), "due": ("完成时限", 12),
    "percent": ("完成进度（%）", 9), "status": ("状态", 9), "progress": ("进展情况", 30), "problems": ("存在问题", 20), "next": ("下步措施", 20),
    "postponed": ("申请延期至", 12), "reviewer": ("销号审核人", 10), "reviewed": ("销号日期", 12), "note": ("备注", 16),
}
#: What a unit is given to fill in.
FILL = ("percent", "status", "progress", "problems", "next", "postponed", "note")
REMARK = "填表说明：状态从九种中选；完成进度填百分数；请勿改动任务编号；一项任务分几行填写的，每行都留任务编号；新增事项另起一行，编号留空。"
_SENT = ("number", "task", "targets", "lead", "others", "due", *FILL, "section", "id")
# On the screen alone: a page across has no room for more, and sections are bands.
_WIDE = ("postponed", "reviewer", "reviewed", "note", "section", "id")
_KEPT = ("number", "task", "targets", "lead", "others", "leader", "due", "percent", "status", "progress", "problems", "next", *_WIDE)


#: Sheets of the workbook that only show; edits in them mean nothing.
OWN_SHEETS = ("报送记录", "未能读入")


def _more(ledger: Ledger, entries: Sequence[Entry]) -> list[str]:
    """Columns that units or the office added of their own, in order of appearance."""
    ids = {entry.id for entry in entries}
    own = [name for report in ledger.reports if report.id in ids for name in report.cells]
    return [name for name in dict.fromkeys(own) if name not in REPORTED]


def grid_of(ledger: Ledger, entries: Sequence[Entry], *, title: str, sent: bool, remarks: tuple[str, ...] = ()) -> Grid:
    """Entries as a table by section. ``sent`` is the form for a unit: what is reported is left empty, but for what stays."""
    names = _SENT if sent else _KEPT
    more = [] if sent else _more(ledger, entries)
    columns = [Column(name, *COLUMNS[name], name in ("number", "due", "percent", "status", "reviewed", "postponed"),
                      name not in (("section", "id") if sent else _WIDE)) for name in names] + [Column(name, name, 18, printed=False) for name in more]
    parts: list[Part] = []
    section = None
    for number, entry in enumerate(entries, 1):
        if entry.section != section:
            section = entry.section
            parts.append(Band(section or "（未分章节）"))
        now: Mapping[str, str] = {} if sent else ledger.now(entry.id)
        values = {"number": number, **{name: getattr(entry, name) for name in (*FACTS, "section", "id")}, **now}
        parts.append(Line(tuple(values.get(column.name, "") for column in columns), frozenset(entry.inferred)))
    blank = frozenset(FILL) if sent else frozenset()
    return Grid(title, tuple(columns), tuple(parts), remarks, blank)


def known_texts(ledger: Ledger) -> frozenset[str]:
    """Folded, what stands across our own tables: titles, headings of sections, remarks."""
    units = {*ledger.dispatched, *(entry.lead for entry in ledger.entries.values())}
    titles = {title_for(ledger, unit) for unit in units} | {ledger.title, REMARK, "（未分章节）"}
    return frozenset(fold(text) for text in {*titles, *(entry.section for entry in ledger.entries.values())} if text)


def title_for(ledger: Ledger, unit: str) -> str:
    """The title of what is sent to a unit."""
    return f"{ledger.title}（{unit}）"


def put_choices(sheet: object, grid: Grid) -> None:
    """Let the column 状态 be chosen from the nine statuses."""
    at = next((i for i, column in enumerate(grid.columns, 1) if column.name == "status"), None)
    if at is None:
        return
    choice = DataValidation(type="list", formula1=f'"{",".join(STATUSES)}"', allow_blank=True, showErrorMessage=False)
    letter = get_column_letter(at)
    choice.add(f"{letter}3:{letter}{len(grid.entries) + 200}")
    sheet.add_data_validation(choice)  # type: ignore[attr-defined]


def keep(ledger: Ledger) -> Ledger:
    """Write the workbook, then the state that knows it. Between the two a broken run leaves edits, never a loss."""
    path = _write_book(ledger)
    ledger = replace(ledger, book=hashlib.sha256(path.read_bytes()).hexdigest())
    save(ledger)
    return ledger


def _write_book(ledger: Ledger) -> Path:
    """Write 台账.xlsx anew; one that somebody saved since is first kept beside it, under 历次 with the day in its name."""
    path = ledger.folder / BOOK
    if edited(ledger):
        kept = ledger.folder / "历次"
        kept.mkdir(exist_ok=True)
        stem, number = f"台账-{date.fromtimestamp(path.stat().st_mtime).isoformat()}", 1
        while (copy := kept / f"{stem}-{number}.xlsx").exists():
            number += 1
        shutil.copy2(path, copy)
    book = Workbook()
    sheet = book.active
    assert sheet is not None             # a new workbook has a sheet
    sheet.title = "台账"
    grid = grid_of(ledger, list(ledger.entries.values()), title=ledger.title, sent=False)
    put_grid(sheet, grid)
    put_choices(sheet, grid)
    put_grid(book.create_sheet(OWN_SHEETS[0]), _reports(ledger))
    put_grid(book.create_sheet(OWN_SHEETS[1]), _unread(ledger))
    book.properties.creator = book.properties.lastModifiedBy = CREATOR
    book.properties.title = ledger.title
    write(path, lambda to: book.save(to), overwrite=True)
    return path


def _reports(ledger: Ledger) -> Grid:
    columns = tuple(Column(name, heading, width) for name, heading, width in (
        ("when", "报送日期", 12), ("unit", "单位", 18), ("task", "所报任务", 40), ("how", "对应", 10), ("cells", "所填内容", 60), ("file", "文件", 24),
        ("at", "单元格", 14), ("entry", "编号", 26)))
    how = {"id": "按编号", "likeness": "按相似", "split": "拆分", "added": "新增", "edited": "台账修改"}
    lines = []
    for report in ledger.reports:
        entry = ledger.entries.get(report.id)
        cells = "\n".join(f"{COLUMNS[name][0] if name in COLUMNS else name}：{text}" for name, text in report.cells.items())
        lines.append(Line((report.when, report.unit, entry.task if entry else "", how.get(report.how, report.how), cells, report.file,
                           report.place, report.id)))
    return Grid("", columns, tuple(lines))


def _unread(ledger: Ledger) -> Grid:
    columns = tuple(Column(name, heading, width) for name, heading, width in (
        ("when", "日期", 12), ("file", "文件", 24), ("place", "位置", 16), ("reason", "原因", 30), ("text", "原内容", 70)))
    return Grid("", columns, tuple(Line(tuple(row.get(column.name, "") for column in columns)) for row in ledger.unread))
