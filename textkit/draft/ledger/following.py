"""How the tasks stand on a day: status against schedule, what is late, whom to tell, who has not reported."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from pathlib import Path
from typing import Any

from textkit.compare.result import Result
from textkit.draft.ledger.editing import absorb
from textkit.draft.ledger.schedule import Judged, escalate, judge
from textkit.draft.ledger.state import STATUSES, Entry, Ledger, load

__all__ = ["Standing", "status"]

LABELS = {
    "task_id": "任务编号", "section": "章节", "task": "工作任务", "lead": "牵头单位", "others": "责任（配合）单位", "leader": "责任领导",
    "due": "完成时限", "inferred": "拟定的栏目", "status": "状态", "claimed": "自报状态", "percent": "完成进度", "expected": "序时进度",
    "behind": "落后（百分点）", "overdue": "超期天数", "late": "滞后", "reported": "最近报送", "silent": "未报送期数", "level": "提级", "tell": "提请",
    "progress": "进展情况", "problems": "存在问题", "next": "下步措施", "why": "说明", "document": "文件", "quote": "原文", "basis": "依据",
}


class Standing(Result):
    """One row per entry. ``status`` is empty where nobody reported; ``late`` is overdue or 欠进度, never mere silence."""

    title = "台账进展"
    shown = ("task", "lead", "due", "status", "percent", "expected", "overdue", "level")
    labels = LABELS
    ledger: Ledger
    today: date

    def counts(self) -> dict[str, int]:
        """How many entries have each status, in the usual order; 未报送 for those that nobody reported on."""
        out = {name: sum(row["status"] == name for row in self.rows) for name in STATUSES}
        return {**{name: count for name, count in out.items() if count}, "未报送": sum(not row["status"] for row in self.rows)}

    def late(self) -> dict[str, list[Mapping[str, Any]]]:
        """The late entries by lead unit, the unit with most first."""
        out: dict[str, list[Mapping[str, Any]]] = {}
        for row in self.rows:
            if row["late"]:
                out.setdefault("、".join(self.ledger.entries[row["task_id"]].owners) or "（未明确单位）", []).append(row)
        return dict(sorted(out.items(), key=lambda pair: (-len(pair[1]), pair[0])))

    def silent(self) -> dict[str, int]:
        """Units that were sent a table and have not reported since, with the number of their entries."""
        out: dict[str, int] = {}
        for row in self.rows:
            if row["silent"]:
                for unit in self.ledger.entries[row["task_id"]].owners:
                    if unit in self.ledger.dispatched:
                        out[unit] = out.get(unit, 0) + 1
        return out

    def bulletin(self, path: str | Path, *, overwrite: bool = False) -> Path:
        """Write the 督查通报 as .docx: how things stand, what is late by unit, who did not report. Returns the path."""
        from textkit.draft.ledger.bulletin import write_bulletin

        return write_bulletin(self, Path(path), overwrite)


def status(folder: str | Path, *, today: date | None = None) -> Standing:
    """How the ledger in ``folder`` stands on ``today``; edits made in 台账.xlsx are taken in first.

    A task is late where it is past its day and not done, or reported and behind schedule by more than the tolerance.
    What nobody reported on is no failure: it is 未报送, and counts against the reporting day alone. Raises TextkitError
    where there is no ledger.
    """
    day = today or date.today()
    ledger = absorb(load(folder), day.isoformat())
    rows = [_row(ledger, entry, day) for entry in ledger.entries.values() if not entry.gone]
    counted = sum(row["status"] != "" for row in rows)
    dated = sum(bool(row["due"]) for row in rows)
    guessed = sum("due" in row["inferred"] for row in rows)
    notes = [f"截至 {day.isoformat()}，台账 {len(rows)} 项，有报送的 {counted} 项，没有报送的 {len(rows) - counted} 项（不等于没有推进）",
             f"有完成时限的 {dated} 项（其中推定 {guessed} 项）；没有时限的不对照序时进度",
             f"序时进度按{'时间均匀推进' if ledger.settings.schedule == 'linear' else '季度节点'}计，相差 {ledger.settings.tolerance:g} 个百分点以内算达进度"]
    if gone := sum(entry.gone for entry in ledger.entries.values()):
        notes.append(f"另有 {gone} 项在新文本里已没有，未计入")
    result = Standing(rows, tuple(LABELS), (), notes=notes, options={"day": day.isoformat(), "schedule": ledger.settings.schedule})
    result.ledger, result.today = ledger, day
    return result


def _row(ledger: Ledger, entry: Entry, today: date) -> dict[str, Any]:
    now = ledger.now(entry.id)
    judged = judge(entry, now, today, ledger.settings)
    reports = [report.when for report in ledger.reports if report.id == entry.id]
    silent = _silent(ledger, entry, max(reports, default=""))
    rule = escalate(judged, silent, ledger.settings)
    return {
        "task_id": entry.id, "section": entry.section, "task": entry.task, "lead": entry.lead, "others": entry.others, "leader": entry.leader,
        "due": entry.due, "inferred": "、".join(entry.inferred), "status": judged.status, "claimed": judged.claimed, "percent": judged.percent,
        "expected": judged.expected, "behind": judged.behind, "overdue": judged.overdue, "late": _late(judged), "reported": max(reports, default=""),
        "silent": silent, "level": rule.level if rule else "", "tell": _told(rule.to, entry) if rule else "",
        "progress": now.get("progress", ""), "problems": now.get("problems", ""), "next": now.get("next", ""), "why": judged.why,
        "document": entry.file, "quote": entry.text, "basis": entry.basis,
    }


def _late(judged: Judged) -> bool:
    """Past its day, as somebody reported or as the calendar says of a reported task; or behind schedule."""
    return judged.status == "欠进度" or judged.overdue > 0 and judged.status not in ("", "申请延期")


def _silent(ledger: Ledger, entry: Entry, last: str) -> int:
    """The rounds of collecting since the table was sent in which nobody reported on the entry."""
    sent = [ledger.dispatched[unit] for unit in entry.owners if unit in ledger.dispatched]
    return sum(day >= max(min(sent), last) and day != last for day in ledger.rounds) if sent else 0


def _told(to: str, entry: Entry) -> str:
    """Who is told, by name where the entry names them."""
    if to == "牵头单位" and entry.owners:
        return "、".join(entry.owners)
    return f"{to}（{entry.leader}）" if to == "分管领导" and entry.leader else to
