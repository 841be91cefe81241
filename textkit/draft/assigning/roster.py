"""The offices of a government: their names, duties, leader in charge and contact.

A roster comes from a user's table (columns 单位, 别名, 职责, 分管领导, 联系人; see ``lexicon`` for none), from the usual offices
of a county (``lexicon/roster.tsv``), or is composed from documents that name owners.
"""

from __future__ import annotations

import csv
import io
import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any

from textkit.extract.aliases import canonical
from textkit.lexicon import Entry, load
from textkit.model import Document, TextkitError

__all__ = ["Office", "Roster", "compose_roster", "read_roster", "usual_roster"]

_HEADS = {
    "unit": ("单位", "单位名称", "责任单位", "部门", "部门名称", "unit"),
    "aliases": ("别名", "简称", "曾用名", "aliases"),
    "duties": ("职责", "主要职责", "职能", "工作职责", "duties"),
    "leader": ("分管领导", "分管县领导", "分管市领导", "责任领导", "联系领导", "leader"),
    "contact": ("联系人", "联络员", "经办人", "contact"),
}
_LIST = re.compile(r"[、，,；;|\n]+")
_SUFFIX = {"province": ("厅", "委员会"), "city": ("局", "委员会"), "county": ("局", "局"), "township": ("局", "局")}


@dataclass(frozen=True, slots=True)
class Office:
    """One office: its present name, other names, words that speak for its duties, who is in charge of it, and where this is from."""

    unit: str
    aliases: tuple[str, ...] = ()
    duties: tuple[str, ...] = ()
    leader: str = ""
    contact: str = ""
    source: str = ""


@dataclass(frozen=True, slots=True)
class Roster:
    """The offices of one government. ``level`` and ``place`` say whose."""

    offices: tuple[Office, ...]
    level: str = "unknown"
    place: str | None = None

    def key(self, name: str) -> str:
        """The office of the roster that ``name`` means, else the present name of ``name``.

        An office of another level is that of the same business: 省教育厅 in an earlier provincial table is 县教育局 here.
        """
        full = canonical(name, level=self.level, place=self.place)
        own = _names(self)
        if name in own or full in own:
            return own.get(name) or own[full]
        business = _business(name)
        return _businesses(self).get(business, full) if business else full


@lru_cache(maxsize=16)
def _names(roster: Roster) -> dict[str, str]:
    out: dict[str, str] = {}
    for office in roster.offices:
        for name in (office.unit, *office.aliases):
            out.setdefault(name, office.unit)
            out.setdefault(canonical(name, level=roster.level, place=roster.place), office.unit)
    return out


@lru_cache(maxsize=16)
def _businesses(roster: Roster) -> dict[str, str]:
    out: dict[str, str] = {}
    for office in roster.offices:
        business = _business(office.unit)
        if business:
            out.setdefault(business, office.unit)
    return out


@lru_cache(maxsize=1)
def _usual() -> tuple[tuple[re.Pattern[str], Entry], ...]:
    return tuple((re.compile(row.pattern), row) for row in load("roster"))


@lru_cache(maxsize=4096)
def _entry(name: str) -> Entry | None:
    """The row of the usual offices that a name stands for; the longest of its names decides."""
    found = [(hit.start(), row) for pattern, row in _usual() if (hit := pattern.search(name))]
    return min(found, key=lambda pair: pair[0])[1] if found else None


def _business(name: str) -> str:
    row = _entry(name)
    return row["unit"] if row else ""


def usual_roster(level: str = "county", place: str | None = None) -> Roster:
    """The usual offices of a county (or, by ``level``, of a city or province), named as ``place`` names its own.

    >>> [o.unit for o in usual_roster("county").offices if "河长制" in o.duties]
    ['县水利局']
    """
    letter, committee = _SUFFIX.get(level, _SUFFIX["county"])
    offices = []
    for _, row in _usual():
        core = row["unit"].replace("{L}", letter).replace("{W}", committee)
        unit = core if row["organ"] == "none" else canonical(core, level=level, place=place)
        if row["organ"] == "party" and not unit.startswith(("省委", "市委", "县委", "区委", "州委", "盟委", "旗委")):
            unit = f"{_letter(level, place)}委{core}"
        elif row["organ"] == "gov" and unit == core and not core.startswith("乡镇"):
            unit = f"{_letter(level, place)}{core}"
        offices.append(Office(unit, (), tuple(row["duties"].split("|")), source=row["source"]))
    return Roster(tuple(offices), level, place)


def _letter(level: str, place: str | None) -> str:
    own = canonical("司法局", level=level, place=place)
    return own[0] if own[0] in "省市县区州盟旗" else {"province": "省", "city": "市"}.get(level, "县")


def compose_roster(documents: Iterable[Document], *, level: str = "unknown", place: str | None = None) -> Roster:
    """The bodies that documents make answerable, as a roster; each takes the duties of the usual office of its kind."""
    written: dict[str, Counter[str]] = {}
    for document in documents:
        for task in document.tasks:
            for unit in task.units:
                if unit.unit_type == "body":
                    full = canonical(unit.name, level=level, place=place)
                    written.setdefault(full, Counter())[unit.name] += 1
    offices = []
    for full, names in written.items():
        row = _entry(full) or _entry(names.most_common(1)[0][0])
        duties = tuple(row["duties"].split("|")) if row else ()
        source = f"文件中出现 {sum(names.values())} 次" + (f"；{row['source']}" if row else "")
        offices.append(Office(full, tuple(sorted(name for name in names if name != full)), duties, source=source))
    return Roster(tuple(offices), level, place)


def read_roster(path: str | Path, *, level: str = "unknown", place: str | None = None) -> Roster:
    """A roster from a .csv or .xlsx with a column 单位 and any of 别名, 职责, 分管领导, 联系人.

    Names and duties are lists, separated by 、 or ；. An office without duties takes those of the usual office of its
    kind. Raises TextkitError where the file cannot be read or has no column of units.
    """
    path = Path(path)
    rows = _cells(path)
    found = {field: heads.index(name) for heads in rows[:1] for field, names in _HEADS.items() for name in names if name in heads}
    if "unit" not in found:
        raise TextkitError("名册里没有“单位”这一列", path=str(path), hint="第一行应有：单位、别名、职责、分管领导、联系人")
    offices: list[Office] = []
    for number, row in enumerate(rows[1:], 2):
        def cell(field: str, row: Sequence[str] = row) -> str:
            at = found.get(field)
            return row[at].strip() if at is not None and at < len(row) else ""

        unit = cell("unit")
        if not unit:
            continue
        duties = tuple(dict.fromkeys(part.strip() for part in _LIST.split(cell("duties")) if len(part.strip()) > 1))
        usual = _entry(unit)
        source = f"{path.name} 第{number}行"
        if not duties and usual is not None:
            duties, source = tuple(usual["duties"].split("|")), f"{source}；{usual['source']}"
        aliases = tuple(part.strip() for part in _LIST.split(cell("aliases")) if part.strip())
        offices.append(Office(unit, aliases, duties, cell("leader"), cell("contact"), source))
    if not offices:
        raise TextkitError("名册里没有单位", path=str(path), hint="每行一个单位")
    return Roster(tuple(offices), level, place)


def _cells(path: Path) -> list[list[str]]:
    from textkit.read import load as load_bytes

    data = load_bytes(path)
    if path.suffix.lower() == ".xlsx":
        from textkit.read.workbook import sheets

        return [[text.strip() for text in row] for row in sheets(data, str(path))[0][1].rows()]
    from textkit.read import decode

    text, _ = decode(data, str(path))
    sample: Any = "\t" if path.suffix.lower() == ".tsv" or "\t" in text.split("\n", 1)[0] else ","
    rows = [[cell.strip() for cell in row] for row in csv.reader(io.StringIO(text, newline=""), delimiter=sample)]
    return [row for row in rows if any(row)] or [[]]
