"""The 督查通报: how a ledger stands, as an official text; every figure is counted from the ledger."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from textkit.draft.ledger.outgoing import chinese_day
from textkit.report.breakdown.grid import Band, Column, Entry, Grid, Line
from textkit.report.breakdown.page import Page
from textkit.report.breakdown.paper import put_table

if TYPE_CHECKING:
    from textkit.draft.ledger.following import Standing

__all__ = ["write_bulletin"]

_LATE = (Column("number", "序号", 5, True), Column("task", "滞后事项", 44), Column("due", "完成时限", 16, True), Column("stand", "进度", 17),
         Column("problems", "存在问题", 20))


def _percent(value: float | None) -> str:
    return "未报比例" if value is None else f"{value:g}%"


def _stand(row: Mapping[str, Any]) -> str:
    """What is late about a row: ``完成40%，序时75%`` and ``超期12天``."""
    parts = [f"完成{_percent(row['percent'])}" if row["percent"] is not None else ""]
    if row["expected"] is not None and row["status"] == "欠进度":
        parts.append(f"序时{row['expected']:g}%")
    if row["overdue"]:
        parts.append(f"超期{row['overdue']}天")
    return "，".join(part for part in parts if part)


def _late_grid(late: Mapping[str, Sequence[Mapping[str, Any]]]) -> Grid:
    entries: list[Entry] = []
    number = 0
    for unit, rows in late.items():
        entries.append(Band(f"{unit}（{len(rows)} 项）"))
        for row in rows:
            number += 1
            entries.append(Line((number, row["task"], row["due"], _stand(row), row["problems"])))
    return Grid("", _LATE, tuple(entries))


def _overall(standing: Standing) -> str:
    counts = standing.counts()
    done = counts.get("已完成", 0) + counts.get("已销号", 0)
    said = "，".join(f"{name}{count}项" for name, count in counts.items() if name != "未报送" and count)
    silent = counts["未报送"]
    return (f"截至{chinese_day(standing.today)}，列入台账的{len(standing)}项任务中，有进展报送的{len(standing) - silent}项"
            + (f"，其中{said}" if said else "") + f"；已完成（含销号）{done}项，占{100 * done / max(len(standing), 1):.1f}%。"
            + (f"另有{silent}项没有报送进展，未作评价。" if silent else ""))


def write_bulletin(standing: Standing, path: Path, overwrite: bool) -> Path:
    """Write the bulletin of a standing: overall, late by unit, not reported, to be raised, what is asked."""
    ledger = standing.ledger
    page = Page()
    page.title(f"关于{ledger.title.replace('督查督办台账', '')}落实情况的督查通报")
    numbers = iter("一二三四五六")
    page.heading(f"{next(numbers)}、总体情况")
    page.text(_overall(standing))
    late = standing.late()
    page.heading(f"{next(numbers)}、滞后事项")
    if late:
        page.text(f"共{sum(map(len, late.values()))}项进度滞后或超期，涉及{len(late)}个单位（见下表）。")
        put_table(page, _late_grid(late))
    else:
        page.text("没有报送为滞后或超期的事项。")
    silent = standing.silent()
    if silent:
        page.heading(f"{next(numbers)}、报送情况")
        page.text("下列单位未按时报送：" + "、".join(f"{unit}（{count}项）" for unit, count in silent.items()) + "。")
    raised: dict[tuple[str, str], list[int]] = {}
    for number, row in enumerate(standing.rows, 1):
        if row["level"]:
            raised.setdefault((row["level"], row["tell"]), []).append(number)
    if raised:
        page.heading(f"{next(numbers)}、提级督办")
        for (level, tell), rows in raised.items():
            page.text(f"{level}（提请{tell}）：{len(rows)}项，为台账第{'、'.join(map(str, rows[:12]))}{'等' if len(rows) > 12 else ''}项。")
    page.heading(f"{next(numbers)}、有关要求")
    day = chinese_day(ledger.settings.reporting(standing.today))
    page.text(f"请滞后事项牵头单位说明原因、提出赶进度的措施，各单位于{day}前报送下期进展；已完成事项请附佐证材料申请销号，确需延期的按程序申请。")
    page.signature(*([ledger.settings.signed] if ledger.settings.signed else []), chinese_day(standing.today))
    page.save(path, "督查通报", overwrite)
    return path
