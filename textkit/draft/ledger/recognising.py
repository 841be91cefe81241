"""Which entry of the ledger a row belongs to, what it says of it, and where the two differ.

A row finds its entry by id, else by likeness of its task (≥ 0.8). Of several rows with one id and different wordings
that of the entry itself is the entry's, the others are parts of it (split). A row that nothing knows is a task that was
added.
"""

from __future__ import annotations

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from textkit.corpus.likeness import pair
from textkit.draft.ledger.reading import Filled
from textkit.draft.ledger.schedule import day_of
from textkit.draft.ledger.state import FACTS, REPORTED, Entry, Ledger
from textkit.model import fold

__all__ = ["Found", "changed", "place_rows", "said"]

_OWN = ("id", "number", "section")       # what the form itself holds of a task, apart from its facts


@dataclass(frozen=True, slots=True)
class Found:
    """A row and the entry it belongs to (new where it was split off or added)."""

    row: Filled
    entry: Entry
    how: str
    likeness: float


def _digest(text: str) -> str:
    return hashlib.sha256(fold(text).encode("utf-8")).hexdigest()[:8]


def place_rows(ledger: Ledger, rows: Sequence[Filled], unit: str) -> list[Found]:
    """Which entry each row belongs to; every row finds one. Rows of one wording and id go to one entry."""
    texts = {key: entry.task for key, entry in ledger.entries.items()}
    nameless = [row.cells.get("task", "") for row in rows if row.cells.get("id", "") not in texts]
    guessed = pair([(fold(words), words) for words in dict.fromkeys(nameless)], texts)     # a merged cell names several rows
    own: dict[str, list[int]] = {}
    for number, row in enumerate(rows):
        if row.cells.get("id", "") in texts:
            own.setdefault(row.cells["id"], []).append(number)
    out: dict[int, Found] = {}
    for key, numbers in own.items():
        entry = ledger.entries[key]
        wordings = {fold(rows[n].cells.get("task", "") or entry.task) for n in numbers}
        for number in numbers:
            words = rows[number].cells.get("task", "") or entry.task
            if len(wordings) == 1 or fold(words) == fold(entry.task):
                out[number] = Found(rows[number], entry, "id", 1.0)
            else:
                part = _new(rows[number], f"{key}/{_digest(words)}", "split", entry)
                out[number] = Found(rows[number], ledger.entries.get(part.id, part), "split", 1.0)
    for number, row in enumerate(rows):
        if number in out:
            continue
        words = row.cells.get("task", "")
        match = guessed.get(fold(words))
        if match is not None and (match.id not in own or fold(words) == fold(texts[match.id])):
            out[number] = Found(row, ledger.entries[match.id], "likeness", match.likeness)
        elif match is not None:          # beside the entry's own row: a part whose id was not copied
            part = _new(row, f"{match.id}/{_digest(words)}", "split", ledger.entries[match.id])
            out[number] = Found(row, ledger.entries.get(part.id, part), "split", match.likeness)
        else:
            new = _new(row, f"new.{_digest(words or row.cells.get('id', ''))}", "added", None, unit)
            out[number] = Found(row, ledger.entries.get(new.id, new), "added", 1.0)
    return [out[number] for number in range(len(rows))]


def _new(row: Filled, key: str, kind: str, parent: Entry | None, unit: str = "") -> Entry:
    """An entry made of a row; a part has owner, time and place of the entry it was split from."""
    cells = row.cells
    due = day_of(cells.get("due", ""))
    made = replace(parent, id=key, kind=kind, parent=parent.id) if parent else Entry(key, "", kind=kind, lead=unit)
    facts = {name: cells[name] for name in FACTS if cells.get(name) and name != "due"} | ({"due": due.isoformat()} if due else {})
    return replace(made.saying(facts), task=cells.get("task", "") or made.task or key,
                   text=cells.get("task", ""), section=cells.get("section", made.section))


def changed(entry: Entry, cells: Mapping[str, str]) -> dict[str, str]:
    """The facts that a row says otherwise than the ledger, by field."""
    out: dict[str, str] = {}
    for name in FACTS:
        if name not in cells:
            continue
        now = getattr(entry, name)
        new = (day_of(cells[name]) or cells[name]) if name == "due" else cells[name]
        if fold(str(new)) != fold(now):
            out[name] = str(new)
    return out


def said(cells: Mapping[str, str]) -> dict[str, str]:
    """What a row reports: the columns of reports, and columns that somebody added of their own."""
    return {name: text for name, text in cells.items() if name in REPORTED or name not in (*FACTS, *_OWN)}
