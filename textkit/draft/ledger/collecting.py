"""What came back, merged by task id even where rows were moved, split or added; who did not reply; what could not be read.

Everything that stands in a row is kept as a report; what units changed of task, owner or deadline is shown and not taken
over (that is for whoever keeps the ledger). Collecting the same files again changes nothing.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

from textkit.compare.result import Result
from textkit.draft.ledger.book import COLUMNS, keep, known_texts
from textkit.draft.ledger.editing import absorb
from textkit.draft.ledger.reading import ACROSS, Filled, Unread, read_filled
from textkit.draft.ledger.recognising import Found, changed, place_rows, said
from textkit.draft.ledger.state import Entry, Ledger, Report, load
from textkit.model import TextkitError, fold

__all__ = ["Collected", "collect"]

_SUFFIXES = (".xlsx", ".xlsm", ".csv", ".tsv", ".docx", ".docm", ".doc", ".wps", ".xls", ".et")
LABELS = {
    "file": "文件", "place": "位置", "unit": "填报单位", "task_id": "任务编号", "task": "工作任务", "how": "对应方式", "likeness": "相似度",
    "progress": "进展情况", "percent": "完成进度", "status": "状态", "changed": "改动的栏目（未采纳）", "text": "内容",
}
_HOW = {"id": "按编号", "likeness": "按内容相似", "split": "拆分", "added": "新增", "unread": "未能读入"}


class Collected(Result):
    """One row per row that came back, and what could not be read (``how`` is 未能读入). ``silent``: units without a reply."""

    title = "台账汇总"
    shown = ("file", "place", "unit", "task", "how", "percent", "progress", "changed")
    labels = LABELS
    silent: tuple[str, ...] = ()


def collect(folder: str | Path, returned: str | Path | Iterable[str | Path], *, today: date | None = None) -> Collected:
    """Merge what came back into the ledger in ``folder`` and write its workbook anew.

    ``returned`` is a folder, a file, or several files (.xlsx, .csv, .docx …); ``today`` is the day that the reports
    carry. Edits made in 台账.xlsx are taken in first. A 督办单 that lies among the files as it was sent out is passed over,
    and the notes say so. Raises TextkitError where there is no ledger or nothing came back.
    """
    day = (today or date.today()).isoformat()
    ledger = absorb(load(folder), day)
    given = [(file, hashlib.sha256(file.read_bytes()).hexdigest()) for file in _files(returned, Path(folder))]
    files = [(file, sha) for file, sha in given if sha not in ledger.letters]
    if not files:
        raise TextkitError("只有发出去的督办单，没有交回的表", path=str(given[0][0].parent), hint="请给出各单位填好的填报表")
    entries = dict(ledger.entries)
    reports: list[Report] = []
    rows: list[dict[str, Any]] = []
    unread: list[dict[str, str]] = []
    own = known_texts(ledger)
    for file, sha in files:
        filled, other = read_filled(file)
        unit = _unit(file, filled, ledger)
        for found in place_rows(replace(ledger, entries=entries), filled, unit):
            entries.setdefault(found.entry.id, found.entry)
            cells = _reported(found)
            if cells:
                reports.append(Report(day, unit, file.name, found.row.place, found.entry.id, found.how, cells, sha))
            rows.append(_shown(file, unit, found))
        for lost in other:
            if lost.reason == ACROSS and fold(lost.text) in own:
                continue
            unread.append({"when": day, "sha256": sha, "file": file.name, "place": lost.place, "reason": lost.reason, "text": lost.text})
            rows.append(_lost(file, unit, lost))
    known = {_lost_key(row) for row in ledger.unread}
    ledger = replace(ledger.with_reports(reports), entries=_ordered(entries),
                     unread=(*ledger.unread, *(row for row in unread if _lost_key(row) not in known)),
                     rounds=tuple(dict.fromkeys((*ledger.rounds, day))))
    ledger = keep(ledger)
    blank = {row["unit"] for row in rows} - {report.unit for report in reports}
    return _result(ledger, rows, len(files), blank, day, letters=len(given) - len(files))


def _lost_key(row: Mapping[str, str]) -> tuple[str, ...]:
    return row.get("sha256", ""), row["file"], row["place"], row["text"]


def _files(returned: str | Path | Iterable[str | Path], folder: Path) -> list[Path]:
    given = [Path(returned)] if isinstance(returned, (str, Path)) else [Path(item) for item in returned]
    files: list[Path] = []
    for item in given:
        if not item.exists():
            raise TextkitError("没有这个文件或文件夹", path=str(item), hint="请给出各单位交回的表所在的文件夹")
        inside = sorted(p for p in item.rglob("*") if p.is_file() and not p.name.startswith((".", "~$"))) if item.is_dir() else [item]
        files += [p for p in inside if item.is_file() or p.suffix.lower() in _SUFFIXES]
    if not files:
        raise TextkitError("没有交回的表", path=str(given[0]), hint=f"文件夹 {folder} 的台账没有变")
    return files


def _unit(file: Path, rows: Sequence[Filled], ledger: Ledger) -> str:
    """Whose table it is: named in the file's name, else the lead of most of its rows, else the name of the file."""
    units = sorted({*ledger.dispatched, *(owner for e in ledger.entries.values() for owner in e.owners)}, key=lambda u: (-len(u), u))
    named = next((unit for unit in units if unit in file.stem), None)
    if named:
        return named
    leads = [owner for row in rows if (key := row.cells.get("id", "")) in ledger.entries for owner in ledger.entries[key].owners[:1]]
    return max(dict.fromkeys(leads), key=leads.count, default=file.stem)


def _reported(found: Found) -> dict[str, str]:
    """What of a row is to be kept: all that was filled in, what was changed, and columns of the unit's own."""
    cells = found.row.cells
    return said(cells) | {f"改为：{COLUMNS[name][0]}": text for name, text in changed(found.entry, cells).items()}


def _shown(file: Path, unit: str, found: Found) -> dict[str, Any]:
    cells = found.row.cells
    altered = changed(found.entry, cells)
    return {"file": file.name, "place": found.row.place, "unit": unit, "task_id": found.entry.id, "task": found.entry.task,
            "how": _HOW[found.how], "likeness": round(found.likeness, 3), "progress": cells.get("progress", ""),
            "percent": cells.get("percent", ""), "status": cells.get("status", ""), "text": "",
            "changed": "；".join(f"{COLUMNS[name][0]}：{text}" for name, text in altered.items())}


def _lost(file: Path, unit: str, lost: Unread) -> dict[str, Any]:
    return {"file": file.name, "place": lost.place, "unit": unit, "task_id": "", "task": "", "how": _HOW["unread"], "likeness": None,
            "progress": "", "percent": "", "status": "", "text": f"{lost.reason}：{lost.text}", "changed": ""}


def _ordered(entries: Mapping[str, Entry]) -> dict[str, Entry]:
    """In the ledger's order, parts behind the entry they were split from."""
    out: dict[str, Entry] = {}
    for key, entry in entries.items():
        if entry.parent in entries:
            continue
        out[key] = entry
        out |= {other: part for other, part in entries.items() if part.parent == key}
    return out


def _result(ledger: Ledger, rows: Sequence[Mapping[str, Any]], files: int, blank: set[str], day: str, *, letters: int) -> Collected:
    replied = {report.unit for report in ledger.reports if report.when >= ledger.dispatched.get(report.unit, "")}
    silent = tuple(unit for unit in ledger.dispatched if unit not in replied)
    counts = {how: sum(row["how"] == label for row in rows) for how, label in _HOW.items()}
    notes = [
        f"收回 {files} 个文件、{sum(counts.values()) - counts['unread']} 行：按编号 {counts['id']}，按内容相似 {counts['likeness']}，"
        f"拆分 {counts['split']}，新增 {counts['added']}；未能读入 {counts['unread']} 处（在“未能读入”表里）",
        f"已下发 {len(ledger.dispatched)} 个单位，未报送 {len(silent)} 个{'：' + '、'.join(silent) if silent else ''}"
        if ledger.dispatched else "还没有下发过，不知道谁该报送",
    ]
    if letters:
        notes.append(f"{letters} 份是发出去的督办单原件，没有填报的内容，已略过")
    if empty := sorted(blank & ledger.dispatched.keys()):
        notes.append(f"交回而没有填写：{'、'.join(empty)}")
    if altered := sum(bool(row["changed"]) for row in rows):
        notes.append(f"{altered} 行改动了任务、单位或时限，没有采纳；同意的请在台账里改")
    result = Collected(rows, tuple(LABELS), (), notes=notes, options={"day": day})
    result.silent = silent
    return result
