"""How an office keeps its ledger: reporting day, what counts as on schedule, when whom is told; a .toml in the folder."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any, NamedTuple

from textkit.model import TextkitError

__all__ = ["TEMPLATE", "Escalation", "Settings", "read_settings"]

TEMPLATE = """# 台账配置。改好后存盘即可，下次运行生效。
report_day = 25               # 每月几日前报送进展
schedule = "linear"           # 序时进度：linear 按时间均匀推进；quarters 按下面的季度节点
quarters = [25, 50, 75, 100]  # 四个季度末各应完成百分之几
tolerance = 10                # 与序时进度相差几个百分点以内算“达进度”
signed = ""                   # 督办单、通报的落款，例如 县政府督查室

# 提级：满足最后一条符合的规则。overdue 超期天数，behind 落后序时进度的百分点，silent 未报送的期数
[[escalation]]
level = "提醒"
to = "牵头单位"
behind = 10
overdue = 1
silent = 1

[[escalation]]
level = "督办"
to = "分管领导"
behind = 25
overdue = 15
silent = 2

[[escalation]]
level = "通报"
to = "主要领导"
behind = 50
overdue = 30
silent = 3
"""


class Escalation(NamedTuple):
    """A rule: one of the thresholds reached means this level, and that ``to`` is told. None for no such threshold."""

    level: str
    to: str
    overdue: float | None
    behind: float | None
    silent: float | None


@dataclass(frozen=True, slots=True)
class Settings:
    """The choices of a ledger; percentages in points, days in calendar days."""

    report_day: int = 25
    schedule: str = "linear"
    quarters: tuple[float, ...] = (25, 50, 75, 100)
    tolerance: float = 10
    signed: str = ""
    escalation: tuple[Escalation, ...] = ()

    def reporting(self, today: date) -> date:
        """The next day by which units report, not before ``today``; a month that is too short has its last day."""
        from textkit.extract.calendar import add_months

        for month in (today.replace(day=1), add_months(today.replace(day=1), 1)):
            last = add_months(month, 1).toordinal() - month.toordinal()
            day = month.replace(day=min(self.report_day, last))
            if day >= today:
                return day
        raise AssertionError("the reporting day of next month is never past")


def _number(table: dict[str, Any], key: str, where: str) -> float | None:
    value = table.get(key)
    if value is None:
        return None
    if isinstance(value, bool) or not isinstance(value, (int, float)) or value < 0:
        raise TextkitError(f"{key} 应是不小于 0 的数", path=where)
    return float(value)


def read_settings(path: Path) -> Settings:
    """The settings of a file. Raises TextkitError where it is no TOML, names an unknown key, or a value makes no sense."""
    try:
        given = tomllib.loads(path.read_text(encoding="utf-8-sig"))
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise TextkitError(f"读不了台账配置（{error}）", path=str(path), hint="请按原样板改，存为 UTF-8") from error
    where = str(path)
    known = {"report_day", "schedule", "quarters", "tolerance", "signed", "escalation"}
    if unknown := given.keys() - known:
        raise TextkitError(f"不认识的配置项：{'、'.join(sorted(unknown))}", path=where, hint=f"可用：{'、'.join(sorted(known))}")
    day = given.get("report_day", 25)
    if not isinstance(day, int) or not 1 <= day <= 31:
        raise TextkitError("report_day 应是 1 到 31 的整数", path=where)
    if given.get("schedule", "linear") not in ("linear", "quarters"):
        raise TextkitError("schedule 只能是 linear 或 quarters", path=where)
    quarters = given.get("quarters", [25, 50, 75, 100])
    if not isinstance(quarters, list) or len(quarters) != 4 or any(not isinstance(q, (int, float)) for q in quarters) \
            or quarters != sorted(quarters) or not 0 <= quarters[0] <= quarters[-1] <= 100:
        raise TextkitError("quarters 应是四个从小到大、0 到 100 的数", path=where)
    rules = []
    for number, rule in enumerate(given.get("escalation", []), 1):
        if not isinstance(rule, dict) or not rule.get("level"):
            raise TextkitError("提级规则要有 level", path=where, place=f"第{number}条提级规则")
        rules.append(Escalation(str(rule["level"]), str(rule.get("to", "")), *(_number(rule, k, where) for k in ("overdue", "behind", "silent"))))
    tolerance = _number(given, "tolerance", where)
    return Settings(day, given.get("schedule", "linear"), tuple(map(float, quarters)), 10 if tolerance is None else tolerance,
                    str(given.get("signed", "")), tuple(rules))
