"""Edits that people make in 台账.xlsx itself: facts become corrections, what is reported becomes a report of the office."""

from __future__ import annotations

import getpass
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import replace

from textkit.corpus.corrections import Correction, save_corrections
from textkit.draft.ledger.book import OWN_SHEETS, known_texts
from textkit.draft.ledger.reading import ACROSS, Filled, read_filled
from textkit.draft.ledger.recognising import changed, place_rows, said
from textkit.draft.ledger.state import BOOK, CORRECTIONS, FACTS, OFFICE, REPORTED, Entry, Ledger, Report, edited, save
from textkit.model import TextkitError, fold
from textkit.report.labels import word

__all__ = ["absorb", "corrections_of", "roles_of"]

_GROUPED = ("support", "accountable", "leader")


def editor() -> str:
    """Who edits, as the system knows it."""
    with suppress(OSError, KeyError, ImportError):
        return getpass.getuser()
    return OFFICE


def roles_of(others: str) -> dict[str, str]:
    """The cell 责任（配合）单位 by role: ``县应急局；配合：县财政局`` is responsible 县应急局, support 县财政局.

    >>> roles_of("县应急局；配合：县财政局、县审计局")["support"]
    '县财政局、县审计局'
    """
    out = {"responsible": "", **dict.fromkeys(_GROUPED, "")}
    labels = {word(f"role.{role}"): role for role in _GROUPED}
    for group in others.replace(";", "；").split("；"):
        label, colon, names = group.replace(":", "：").partition("：")
        role = labels.get(label.strip(), "responsible") if colon else "responsible"
        names = names if colon else label
        out[role] = "、".join(part for part in (out[role], names.strip()) if part)
    return out


def corrections_of(entry: Entry, new: Mapping[str, str], day: str, who: str) -> list[Correction]:
    """The corrections that make the facts of an entry the ``new`` ones; those of added entries concern no document."""
    if entry.kind != "extracted":
        return []

    def one(name: str, old: str, value: str) -> Correction:
        return Correction(entry.id, name, old, value, who, day, entry.text, entry.file)

    out = [one(name, getattr(entry, name), new[name]) for name in ("task", "lead", "leader") if name in new]
    if "due" in new:
        out.append(one("deadline", entry.due, new["due"]))
    if "others" in new:
        before, after = roles_of(entry.others), roles_of(new["others"])
        out += [one(role, before[role], after[role]) for role in before if before[role] != after[role]]
    return out


def _facts(entry: Entry, cells: Mapping[str, str]) -> dict[str, str]:
    """The facts that a row of the workbook says otherwise; a cell that was emptied is one too, but for the task itself."""
    return {name: text for name, text in changed(entry, {**dict.fromkeys(FACTS, ""), **cells}).items() if text or name != "task"}


def absorb(ledger: Ledger, day: str) -> Ledger:
    """The ledger with what people changed in its workbook since textkit wrote it; corrections go into their file.

    Rows that were taken out stay in the ledger; rows that were added become entries. Raises TextkitError where the
    workbook cannot be read any more (nothing is written then).
    """
    path = ledger.folder / BOOK
    if not edited(ledger):
        return ledger
    filled, other = read_filled(path)
    if not filled:
        raise TextkitError("台账表改得认不出了", path=str(path), hint="请保留表头和任务编号；原来的内容都在 ledger.json 里，移走此文件后会重新生成")
    who = editor()
    entries = dict(ledger.entries)
    reports: list[Report] = []
    corrections: list[Correction] = []
    for found in place_rows(ledger, [row for row in filled if not _own_sheet(row.place)], ""):
        entry, cells = found.entry, found.row.cells
        if found.how in ("id", "likeness"):
            facts = _facts(entry, cells)
            corrections += corrections_of(entry, facts, day, who)
            entry = entry.saying(facts)
        entries[entry.id] = entry
        written = _written(ledger, entry, found.row)
        if written:
            reports.append(Report(day, OFFICE, path.name, found.row.place, entry.id, "edited", written))
    own = known_texts(ledger)
    unread = tuple({"when": day, "file": path.name, "place": lost.place, "reason": lost.reason, "text": lost.text} for lost in other
                   if not (lost.reason == ACROSS and fold(lost.text) in own) and not _own_sheet(lost.place))
    if corrections:
        save_corrections(ledger.folder / CORRECTIONS, corrections)
    ledger = replace(ledger.with_reports(reports), entries=entries, unread=(*ledger.unread, *unread))
    save(ledger)
    return ledger


def _own_sheet(place: str) -> bool:
    return place.partition("!")[0] in OWN_SHEETS


def _written(ledger: Ledger, entry: Entry, row: Filled) -> dict[str, str]:
    """What the office wrote into the columns of reports, where it differs from what is shown there."""
    shown = ledger.now(entry.id)
    emptied = {name: "" for name in REPORTED if shown.get(name) and name not in row.cells}
    return {name: text for name, text in {**said(row.cells), **emptied}.items() if fold(text) != fold(shown.get(name, ""))}
