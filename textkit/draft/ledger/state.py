"""What a ledger holds: its entries, every report that ever came, and what could not be read; kept as JSON, whole."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass, field, replace
from pathlib import Path
from typing import Any

from textkit.draft.ledger.settings import Settings, read_settings
from textkit.model import TextkitError
from textkit.report.files import write_json
from textkit.report.provenance import version

__all__ = ["FACTS", "REPORTED", "STATUSES", "Entry", "Ledger", "Report", "edited", "load", "save"]

STATE, BOOK, CORRECTIONS, SETTINGS = "ledger.json", "台账.xlsx", "更正.jsonl", "台账配置.toml"
STATUSES = ("未启动", "欠进度", "达进度", "超进度", "已完成", "长期坚持", "申请延期", "已销号", "其他")
#: What a ledger says of a task, and what is reported on it.
FACTS = ("task", "targets", "lead", "others", "leader", "due")
REPORTED = ("status", "percent", "progress", "problems", "next", "postponed", "reviewer", "reviewed", "note")
OFFICE = "督查机构"      # who edits the ledger itself


@dataclass(frozen=True, slots=True)
class Entry:
    """A task as the ledger follows it. ``kind``: extracted, added (by people), split (a part of ``parent``).

    ``begun`` and ``due`` are ISO days; ``text`` is the task as the document has it, by which it is found again; ``inferred``
    and ``edited`` name the facts that were proposed and those that people set; ``gone`` where a later version of the document no longer has the task.
    """

    id: str
    task: str
    targets: str = ""
    lead: str = ""
    others: str = ""
    leader: str = ""
    due: str = ""
    begun: str = ""
    section: str = ""
    basis: str = ""
    text: str = ""
    file: str = ""
    kind: str = "extracted"
    parent: str = ""
    recurrence: str = ""
    inferred: tuple[str, ...] = ()
    edited: tuple[str, ...] = ()
    gone: bool = False

    @property
    def owners(self) -> tuple[str, ...]:
        """Who reports on it: those who lead, else the first unit that is answerable and not only there to support."""
        group = self.others.split("；")[0]
        names = self.lead or ("" if "：" in group else group.split("、")[0])
        return tuple(name.strip() for name in names.split("、") if name.strip())

    def saying(self, facts: Mapping[str, str]) -> Entry:
        """With facts (:data:`FACTS`) set by people: what they set is no longer inferred."""
        changes: dict[str, Any] = dict(facts)
        return replace(self, **changes, inferred=tuple(name for name in self.inferred if name not in facts),
                       edited=tuple(dict.fromkeys((*self.edited, *facts))))


@dataclass(frozen=True, slots=True)
class Report:
    """One row that came back: who, when, from which cell of which file, for which entry, found how, with what in it."""

    when: str
    unit: str
    file: str
    place: str
    id: str
    how: str
    cells: Mapping[str, str] = field(default_factory=dict)
    sha256: str = ""

    @property
    def said(self) -> tuple[str, str, str, tuple[tuple[str, str], ...]]:
        """What makes two reports the same, wherever the row stood: a file that is collected again says nothing new."""
        return self.sha256 or self.when, self.unit, self.id, tuple(sorted(self.cells.items()))


@dataclass(frozen=True, slots=True)
class Ledger:
    """``entries`` by id in order; ``reports`` in order of arrival; ``dispatched``: unit → day, last time.

    ``letters``: sha256 of every 督办单 that was sent, by which one that comes back as it was is known.
    """

    folder: Path
    entries: Mapping[str, Entry]
    reports: tuple[Report, ...] = ()
    unread: tuple[Mapping[str, str], ...] = ()
    dispatched: Mapping[str, str] = field(default_factory=dict)
    rounds: tuple[str, ...] = ()
    title: str = ""
    book: str = ""       # sha256 of the workbook as textkit wrote it: another one was edited by people
    settings: Settings = field(default_factory=Settings)
    letters: frozenset[str] = frozenset()

    def now(self, entry: str) -> dict[str, str]:
        """What is last reported on an entry, by field; what two units say on one day stands beside each other."""
        latest: dict[str, tuple[str, dict[str, str]]] = {}
        for report in self.reports:
            if report.id != entry:
                continue
            for name, text in report.cells.items():
                when, said = latest.get(name, ("", {}))
                if report.when > when:
                    when, said = report.when, {}
                if report.when == when:
                    before = said.get(report.unit)
                    said[report.unit] = text if before is None or text in before else f"{before}；{text}"
                    latest[name] = when, said
        return {name: _together(name, said) for name, (_, said) in latest.items()}

    def with_reports(self, reports: Iterable[Report]) -> Ledger:
        """With reports added that are not there yet."""
        known = {report.said for report in self.reports}
        fresh = []
        for report in reports:
            if report.said not in known:
                known.add(report.said)
                fresh.append(report)
        return replace(self, reports=(*self.reports, *fresh))


def _together(name: str, said: Mapping[str, str]) -> str:
    if OFFICE in said and name in ("status", "reviewer", "reviewed", "percent"):
        return said[OFFICE]              # the office that keeps the ledger decides
    texts = list(dict.fromkeys(said.values()))
    if len(texts) == 1:
        return texts[0]
    if name in ("percent", "status", "postponed", "reviewed"):
        return list(said.values())[-1]
    return "\n".join(f"{unit}：{text}" for unit, text in said.items())


def load(folder: str | Path) -> Ledger:
    """The ledger in a folder. Raises TextkitError where there is none or it is damaged."""
    folder = Path(folder)
    path = folder / STATE
    try:
        data: Any = json.loads(path.read_text(encoding="utf-8"))
        ledger = Ledger(
            folder, {entry["id"]: Entry(**{**entry, "inferred": tuple(entry["inferred"]), "edited": tuple(entry["edited"])}) for entry in data["entries"]},
            tuple(Report(**report) for report in data["reports"]), tuple(data["unread"]), data["dispatched"], tuple(data["rounds"]), data["title"],
            data["book"], letters=frozenset(data.get("letters", ())),      # absent where it was begun before they were kept
        )
    except FileNotFoundError as error:
        raise TextkitError("这个文件夹里没有台账", path=str(folder), hint="先用 textkit ledger init 建立") from error
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise TextkitError(f"台账已损坏（{error}）", path=str(path), hint="请从备份恢复这个文件") from error
    settings = folder / SETTINGS
    return replace(ledger, settings=read_settings(settings)) if settings.exists() else ledger


def edited(ledger: Ledger) -> bool:
    """Whether the workbook is there and not as textkit wrote it."""
    path = ledger.folder / BOOK
    return path.exists() and hashlib.sha256(path.read_bytes()).hexdigest() != ledger.book


def save(ledger: Ledger) -> None:
    """Write the state alone; :func:`textkit.draft.ledger.book.keep` writes the workbook too."""
    write_json(ledger.folder / STATE, {
        "textkit": version(), "title": ledger.title, "book": ledger.book, "entries": [asdict(entry) for entry in ledger.entries.values()],
        "reports": [asdict(report) for report in ledger.reports], "unread": [dict(row) for row in ledger.unread],
        "dispatched": dict(ledger.dispatched), "rounds": list(ledger.rounds), "letters": sorted(ledger.letters),
    })
