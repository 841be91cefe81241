"""What goes out: to each lead unit a table to fill in and a 督办单 that says what is asked by when."""

from __future__ import annotations

import hashlib
import re
from dataclasses import replace
from datetime import date
from pathlib import Path

from openpyxl import Workbook

from textkit.draft.ledger.book import REMARK, grid_of, keep, put_choices, title_for
from textkit.draft.ledger.editing import absorb
from textkit.draft.ledger.schedule import judge
from textkit.draft.ledger.state import Entry, Ledger, load
from textkit.model import TextkitError
from textkit.report.breakdown.grid import Column, Grid, Line
from textkit.report.breakdown.page import Page
from textkit.report.breakdown.paper import put_table
from textkit.report.breakdown.sheet import put_grid
from textkit.report.files import CREATOR, write

__all__ = ["chinese_day", "dispatch"]

_UNSAFE = re.compile(r'[\\/:*?"<>|\s]+')
_OPEN = ("已完成", "已销号")


def chinese_day(day: date) -> str:
    """``2031年6月30日``."""
    return f"{day.year}年{day.month}月{day.day}日"


def _by_unit(ledger: Ledger, today: date) -> dict[str, list[Entry]]:
    """The open entries of each owner: several leads each get the entry."""
    out: dict[str, list[Entry]] = {}
    for entry in ledger.entries.values():
        if entry.gone or judge(entry, ledger.now(entry.id), today, ledger.settings).status in _OPEN:
            continue
        for name in entry.owners:
            out.setdefault(name, []).append(entry)
    return out


def dispatch(folder: str | Path, *, to: str | Path | None = None, today: date | None = None, overwrite: bool = False) -> tuple[list[Path], tuple[str, ...]]:
    """Write for each lead unit ``<unit>.xlsx`` to fill in and ``<unit>督办单.docx`` into ``to`` (下发 in the ledger's folder).

    Returns the files and what to know, in Chinese. A table that somebody filled in already is not replaced without
    ``overwrite``. Raises TextkitError where there is no ledger or no open task has an owner.
    """
    day = today or date.today()
    ledger = absorb(load(folder), day.isoformat())
    units = _by_unit(ledger, day)
    if not units:
        raise TextkitError("没有可以下发的任务：都没有牵头单位，或都已办结", path=str(folder), hint="在台账里填上牵头单位，或用 textkit assign 拟定")
    target = Path(to) if to is not None else Path(folder) / "下发" / day.isoformat()
    files: list[Path] = []
    letters: set[str] = set()
    for number, (unit, entries) in enumerate(units.items(), 1):
        name = _UNSAFE.sub("_", unit)[:60]
        files.append(_table(ledger, unit, entries, target / f"{name}.xlsx", overwrite))
        files.append(_order(ledger, unit, entries, target / f"{name}督办单.docx", number, day, overwrite))
        letters.add(hashlib.sha256(files[-1].read_bytes()).hexdigest())
    ledger = keep(replace(ledger, dispatched={**ledger.dispatched, **dict.fromkeys(units, day.isoformat())}, letters=ledger.letters | letters))
    sent = {entry.id for entries in units.values() for entry in entries}
    left = [entry for entry in ledger.entries.values() if entry.id not in sent and not entry.gone and not entry.owners]
    notes = [f"下发 {len(units)} 个单位、{len(sent)} 项任务，请于 {chinese_day(ledger.settings.reporting(day))}前报送"]
    if left:
        notes.append(f"{len(left)} 项没有牵头单位，没有下发")
    return files, tuple(notes)


def _table(ledger: Ledger, unit: str, entries: list[Entry], path: Path, overwrite: bool) -> Path:
    book = Workbook()
    sheet = book.active
    assert sheet is not None             # a new workbook has a sheet
    sheet.title = "填报表"
    grid = grid_of(ledger, entries, title=title_for(ledger, unit), sent=True, remarks=(REMARK,))
    put_grid(sheet, grid)
    put_choices(sheet, grid)
    book.properties.creator = book.properties.lastModifiedBy = CREATOR
    write(path, lambda to: book.save(to), overwrite=overwrite)
    return path


def _order(ledger: Ledger, unit: str, entries: list[Entry], path: Path, number: int, day: date, overwrite: bool) -> Path:
    """The 督办单: to whom, what, by when; the tasks as a table on the page."""
    columns = (Column("number", "序号", 5, True), Column("task", "督办事项", 52), Column("others", "配合单位", 18), Column("due", "完成时限", 16, True))
    lines = tuple(Line((i, entry.task, entry.others, entry.due), frozenset(entry.inferred)) for i, entry in enumerate(entries, 1))
    page = Page()
    page.title("督办通知单")
    page.text(f"编号：〔{day.year}〕{number}号", indent=False)
    page.text(f"{unit}：", indent=False)
    page.text(f"{ledger.title}中由你单位牵头或负责的事项共{len(entries)}项（见下表）。请抓紧办理，于{chinese_day(ledger.settings.reporting(day))}前"
              f"将进展情况、存在问题和下步措施填入所附填报表报送；已完成的请附佐证材料，确需延期的请说明理由和延至日期。")
    put_table(page, Grid("", columns, lines))
    if any(entry.inferred for entry in entries):
        page.text("表中橙色斜体为拟定内容，如有异议请在报送时一并提出。")
    page.signature(*([ledger.settings.signed] if ledger.settings.signed else []), chinese_day(day))
    page.save(path, f"{unit}督办单", overwrite)
    return path
