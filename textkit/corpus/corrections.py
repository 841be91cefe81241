"""What people corrected of the tasks of a document, as a file that ledgers and notebooks share.

The file is JSON lines in UTF-8: a first line ``{"textkit": "corrections"}``, then one object a line with

- ``task``: the id of the task, ``text``: its text, by which it is found again where the id has changed,
- ``field``: what was corrected (:data:`FIELDS`), ``old`` and ``new``: its value before and after, as text,
- ``who`` and ``when`` (ISO date or time) corrected it, ``file``: the file of the task (may be empty).

Lines are only added; of two corrections of one field the later (by ``when``, then by place) holds. What a line may
hold besides: ``key``, by which a later line with ``undo`` takes it back; ``was``, the id by which earlier lines call the
same task; ``values``, what a person who found a task right saw in its fields (those that are left out were empty);
``start`` and ``end``, where an added task stands (half-open, in the source as decoded); ``sha256`` of a source that was
reviewed whole. Keys that this version does not know are kept.
"""

from __future__ import annotations

import dataclasses
import json
from collections.abc import Iterable, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from textkit.corpus.appending import append_lines, whole_lines
from textkit.model import ROLES, TextkitError

__all__ = ["FIELDS", "HEADER", "Correction", "as_line", "read_corrections", "save_corrections", "standing"]

#: What can be corrected: the units of a role (names joined by 、), ``deadline`` (ISO date or words; empty for none),
#: ``task`` (its wording; empty where it is no task), ``span`` (the words of the text that it holds), ``added`` (a task that
#: was missing, its words). ``reviewed`` and ``complete`` (of a task; of a document, whose id is in ``task``) are ``yes``
#: where a person found everything right, and nothing missing.
FIELDS = (*ROLES, "deadline", "task", "span", "added", "reviewed", "complete")
_KEYS = ("task", "field", "old", "new", "who", "when", "text", "file")
HEADER = '{"textkit": "corrections"}\n'


@dataclass(frozen=True, slots=True)
class Correction:
    """One value that a person set; see the module for its parts. ``more`` holds all other keys of its line."""

    task: str
    field: str
    old: str
    new: str
    who: str
    when: str
    text: str
    file: str = ""
    more: dict[str, Any] = dataclasses.field(default_factory=dict, compare=False)


def as_line(correction: Correction) -> str:
    """A correction as its line of the file, without the line break."""
    record = asdict(correction)
    more = record.pop("more")
    return json.dumps({**record, **more}, ensure_ascii=False)


def read_corrections(path: str | Path) -> tuple[Correction, ...]:
    """The corrections of a file, in order. Raises TextkitError, with the line, where one is damaged or incomplete.

    A last line that was never written to its end is passed over.
    """
    out: list[Correction] = []
    for number, line in enumerate(whole_lines(Path(path)), 1):
        if not line.strip() or number == 1 and '"textkit"' in line:
            continue
        try:
            record = json.loads(line)
            if not isinstance(record, dict):
                raise ValueError("不是 JSON 对象")
            missing = [key for key in ("task", "field", "new", "text") if not isinstance(record.get(key), str)]
            if missing:
                raise ValueError(f"缺少 {'、'.join(missing)}")
        except (ValueError, RecursionError) as error:
            raise TextkitError(f"这一行不是更正（{error}）", path=str(path), place=f"第{number}行",
                               hint="每行应有 " + "、".join(_KEYS)) from error
        known = {key: str(record.get(key) or "") for key in _KEYS}
        out.append(Correction(**known, more={key: value for key, value in record.items() if key not in _KEYS}))
    return tuple(out)


def save_corrections(path: str | Path, corrections: Iterable[Correction]) -> Path:
    """Add corrections to a file (made where there is none); those that it holds already are not written twice.

    Several programs may add to one file at once. Raises TextkitError where the file there is no file of corrections, or
    cannot be written; then it is as it was.
    """
    path = Path(path)
    known = set(map(as_line, read_corrections(path))) if path.exists() else set()
    new = list(dict.fromkeys(line for line in map(as_line, corrections) if line not in known))
    append_lines(path, new, header=HEADER)
    return path


def standing(corrections: Iterable[Correction]) -> dict[str, dict[str, Correction]]:
    """The corrections that hold, by task and field: nothing that was taken back, of several the latest.

    A task that is called by an earlier id in some lines stands under its latest.
    """
    given = list(corrections)
    gone: set[object] = set()                     # keys of lines that were taken back, by a line that itself was not
    live: list[Correction] = []
    for correction in reversed(given):
        if correction.more.get("key") is not None and correction.more["key"] in gone:
            continue
        if "undo" in correction.more:
            gone.add(correction.more["undo"])
        else:
            live.append(correction)
    now = {str(correction.more["was"]): correction.task for correction in given if "was" in correction.more}
    out: dict[str, dict[str, Correction]] = {}
    for correction in _ordered(live[::-1]):
        out.setdefault(_latest(correction.task, now), {})[correction.field] = correction
    return out


def _ordered(given: Sequence[Correction]) -> list[Correction]:
    """By time; a line that gives the day alone was written when the line before it was, if that is of the same day."""
    timed: list[tuple[str, Correction]] = []
    last = ""
    for correction in given:
        last = last if correction.when and last.startswith(correction.when) else correction.when
        timed.append((last, correction))
    return [correction for _, correction in sorted(timed, key=lambda pair: pair[0])]    # stable: among equals by place


def _latest(task: str, now: dict[str, str]) -> str:
    seen = {task}
    while (later := now.get(task)) is not None and later not in seen:
        seen.add(later)
        task = later
    return task
