"""A ledger is begun from the tasks of documents, and brought up to date when they are read again."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import date
from pathlib import Path

from textkit.corpus import Corpus, apply, read_corrections
from textkit.corpus.correcting import Attached
from textkit.corpus.likeness import pair
from textkit.draft.assigning.proposing import Assignments
from textkit.draft.ledger.book import keep
from textkit.draft.ledger.editing import absorb
from textkit.draft.ledger.settings import TEMPLATE, read_settings
from textkit.draft.ledger.state import CORRECTIONS, FACTS, SETTINGS, STATE, Entry, Ledger, load
from textkit.model import Document, TextkitError
from textkit.report.breakdown.book import title_of
from textkit.report.breakdown.options import Options
from textkit.report.breakdown.rows import collected
from textkit.report.files import write_text

__all__ = ["init", "update"]


def _entries(documents: Sequence[Document], proposals: Assignments | None, overall: bool) -> list[Entry]:
    """One entry a task; what is proposed is marked as inferred. Targets of a list of goals stay one task, to keep its id."""
    proposed = proposals.cells() if proposals else {}
    options = Options(columns=("task", "lead", "others", "leader"), overall=overall, proposed=proposed)
    rows, _ = collected(documents, options, goals=False)
    tasks = {task.id: (document, task) for document in documents for task in document.tasks}
    out = []
    for row in rows:
        cells = {name: str(value) for name, value in row.cells.items()}
        document, task = tasks[cells["task_id"]]
        out.append(Entry(
            cells["task_id"], cells["task"], cells["targets"], cells["lead"], cells["others"], cells["leader"], cells["due"],
            _begun(document, cells["due"]), " › ".join(row.sections[:2]), cells["basis"], task.span.of(document.text), document.source.path,
            recurrence=row.recurrence or "", inferred=tuple(sorted(row.marked & set(FACTS))),
        ))
    return out


def _begun(document: Document, due: str | None) -> str:
    """From when progress counts: the document's date where it is exact to the day, else the first day of the work year."""
    if document.date and len(document.date) == 10:
        return document.date
    year = document.work_year or (int(document.date[:4]) if document.date else None) or (int(due[:4]) if due else None)
    return f"{year}-01-01" if year else ""


def init(corpus: Corpus | Iterable[Document], folder: str | Path, *, assignments: Assignments | None = None, overall: bool = False,
         title: str | None = None) -> Ledger:
    """Begin a ledger in ``folder``: its workbook, its configuration, and the state.

    ``assignments`` (of :func:`textkit.draft.assign`) fill in, marked, who and when the text does not say. Raises
    TextkitError where the folder has a ledger already, or the documents have no tasks.
    """
    folder = Path(folder)
    if (folder / STATE).exists():
        raise TextkitError("这个文件夹里已经有台账", path=str(folder), hint="文件有了新版本请用 ledger update；要另建请换一个文件夹")
    documents = tuple(corpus)
    entries = _entries(documents, assignments, overall)
    if not entries:
        raise TextkitError("没有任务可以建台账", path=str(folder), hint="先看 textkit extract 的结果")
    folder.mkdir(parents=True, exist_ok=True)
    settings = folder / SETTINGS
    if not settings.exists():
        write_text(settings, TEMPLATE, header=TEMPLATE.split("\n", 1)[0])
    name = title or title_of(documents, Options(), "zh").replace("任务分解表", "督查督办台账")
    return keep(Ledger(folder, {entry.id: entry for entry in entries}, title=name, settings=read_settings(settings)))


def update(corpus: Corpus | Iterable[Document], folder: str | Path, *, assignments: Assignments | None = None, overall: bool = False,
           today: date | None = None) -> tuple[Ledger, tuple[str, ...]]:
    """The ledger after the documents were read again, and what happened, in Chinese.

    Corrections that people made are put onto the new tasks (by id, then likeness ≥ 0.8); reports stay with their
    entries; tasks that are no longer in the text stay and are marked, new ones are added behind. Corrections that find
    no task are named.
    """
    day = (today or date.today()).isoformat()
    ledger = absorb(load(folder), day)
    path = ledger.folder / CORRECTIONS
    done = apply(corpus if isinstance(corpus, Corpus) else Corpus(tuple(corpus)), read_corrections(path) if path.exists() else ())
    fresh = {entry.id: entry for entry in _entries(tuple(done.corpus), assignments, overall)}
    held = {key: entry for key, entry in ledger.entries.items() if entry.kind == "extracted"}
    matches = pair([(key, entry.text) for key, entry in held.items()], {key: entry.text for key, entry in fresh.items()})
    entries: dict[str, Entry] = {}
    moved: dict[str, str] = {}
    for key, entry in ledger.entries.items():
        match = matches.get(key)
        if match is not None:
            new = _kept(entry, fresh[match.id], _corrected(done.attached, match.id))
            entries[new.id] = new
            moved[key] = new.id
        else:
            entries[key] = replace(entry, gone=entry.kind == "extracted", parent=moved.get(entry.parent, entry.parent))
    added = [entry for key, entry in fresh.items() if key not in entries]
    entries |= {entry.id: entry for entry in added}
    reports = tuple(dataclasses.replace(report, id=_moved(report.id, moved)) for report in ledger.reports)
    ledger = keep(replace(ledger, entries={_moved(k, moved): replace(e, id=_moved(k, moved)) for k, e in entries.items()}, reports=reports))
    gone = [entry for entry in ledger.entries.values() if entry.gone]
    notes = [f"原有 {len(held)} 项，对上 {len(matches)} 项（其中按内容相似 {sum(m.how == 'likeness' for m in matches.values())} 项），"
             f"新增 {len(added)} 项，新文本里没有了的 {len(gone)} 项（保留在台账里）",
             f"人工更正 {len(done.attached)} 处已套用到新文本"]
    notes += [f"更正没有套上：{c.field} 改为“{c.new}”（{c.text[:20]}）：{reason}" for c, reason in done.lost]
    notes += [f"更正仍然有效，但新文本的原值已变：{a.correction.field} 为“{a.correction.new}”（{a.correction.text[:20]}）" for a in done.attached if a.moved]
    return ledger, tuple(notes)


def _kept(old: Entry, new: Entry, corrected: set[str]) -> Entry:
    """The new entry with what people set (where no correction says it already) and what was proposed and is still open."""
    new = new.saying({name: getattr(old, name) for name in old.edited if name not in corrected})
    new = new.saying({name: getattr(new, name) for name in FACTS if name in corrected})
    proposed = {name: getattr(old, name) for name in old.inferred if not getattr(new, name)}
    return replace(new.saying(proposed), edited=new.edited, inferred=tuple(dict.fromkeys((*new.inferred, *proposed))))


def _corrected(attached: Sequence[Attached], task: str) -> set[str]:
    """The facts of an entry that corrections of its task set."""
    fields = {a.correction.field for a in attached if a.match.id == task}
    return {{"deadline": "due", "support": "others", "responsible": "others", "accountable": "others"}.get(name, name) for name in fields}


def _moved(key: str, moved: dict[str, str]) -> str:
    """The new id of an entry; parts carry the id of what they were split from before the slash."""
    head, slash, rest = key.partition("/")
    return f"{moved.get(head, head)}{slash}{rest}"
