"""How often the lead that a document names is among the first three proposals, its attributions taken away first.

For each document of a government that names owners: the attributions (（牵头单位：…）, lines that name who answers) are cut
from its text, the roster is composed from the government's other documents, which are the precedents too, and every
task that named a lead (or, where nobody leads, whose first body named counts as one) is looked up in the proposals.

    python tests/benchmarks/assign.py [FOLDER]
"""

from __future__ import annotations

import sys
from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import NamedTuple

from textkit.corpus import read, read_text
from textkit.corpus.likeness import pair
from textkit.draft import assign, compose_roster
from textkit.draft.assigning.proposing import precedents_of
from textkit.extract import attribution
from textkit.model import Document

#: The five documents measured, by the start of their names: those in which the three offices that lead most elsewhere
#: lead little (in 024, 025, 029 and 033 they lead nine tasks of ten, so that any list of them would look good).
MEASURED = {"山东省": ("012-", "018-", "019-", "032-", "035-")}
#: Further documents that attribute tasks: precedents, and measured in the script's own output.
ALSO = {"山东省": ("011-", "014-", "017-", "024-", "025-", "029-", "033-"), "安徽省": ("安徽省人民政府办公厅", "安徽省推进")}


class Figure(NamedTuple):
    """Of ``tasks`` with a lead: how many have it first, among the first three, and among the three usual leads."""

    file: str
    tasks: int
    first: int
    three: int
    usual: int


def stripped(document: Document) -> str:
    """The text without its attributions; the letters that stay are untouched."""
    text, out, at = document.text, [], 0
    for task in document.tasks:
        for span, _ in attribution.find(text, *task.span):
            if span.start >= at:
                out.append(text[at : span.start])
                at = span.end
    return "".join([*out, text[at:]])


def measured(document: Document, others: Sequence[Document]) -> Figure:
    """The figure of one document, by roster and precedents of the others."""
    own = compose_roster(others, level=document.level, place=document.place)
    bare = read_text(stripped(document), place=document.place, level=document.level)
    named = {task.id: precedents_of([replace(document, tasks=(task,))], own) for task in document.tasks}
    wanted = {key: found[0].leads for key, found in named.items() if found}
    texts = {task.id: stripped(replace(document, text=task.text, tasks=(replace(task, span=type(task.span)(0, len(task.text))),)))
             for task in document.tasks}
    where = pair([(key, texts[key]) for key in wanted], {task.id: task.text for task in bare.tasks})
    proposed = assign([bare], own, precedents=others, every=True)
    leads: dict[str, list[str]] = {}
    for row in proposed.rows:
        if row["role"] == "lead":
            leads.setdefault(row["task_id"], []).append(row["unit"])
    often = Counter(unit for precedent in precedents_of(others, own) for unit in precedent.leads)
    always = {unit for unit, _ in often.most_common(3)}
    first = three = usual = 0
    for key, gold in wanted.items():               # a task that is no longer found counts as missed
        found = leads.get(where[key].id, []) if key in where else []
        first += bool(set(found[:1]) & set(gold))
        three += bool(set(found[:3]) & set(gold))
        usual += bool(always & set(gold))
    return Figure(Path(document.source.path).name[:24], len(wanted), first, three, usual)


def documents_of(folder: Path, government: str) -> list[Document]:
    names = (*MEASURED.get(government, ()), *ALSO.get(government, ()))
    files = [p for sub in ("attributed-policies", "local-policies") for p in sorted((folder / sub).glob("*.txt")) if p.name.startswith(names)]
    return [document for document in read(files) if document.tasks]


def figures(folder: Path, government: str, *, every: bool = False) -> list[Figure]:
    documents = documents_of(folder, government)
    wanted = MEASURED.get(government, ())
    chosen = [d for d in documents if every or Path(d.source.path).name.startswith(wanted)]
    return [measured(d, [o for o in documents if o is not d]) for d in chosen]


if __name__ == "__main__":
    base = Path(sys.argv[1]) if len(sys.argv) > 1 else Path(__file__).resolve().parents[2] / ".." / "shared" / "corpus"
    for name in ALSO:
        rows = figures(base, name, every=True)
        for row in rows:
            mark = "*" if row.file.startswith(MEASURED.get(name, ())) and name in MEASURED else " "
            print(f"{mark} {row.file}\t{row.tasks}\t首位 {row.first / max(row.tasks, 1):.2f}\t前三 {row.three / max(row.tasks, 1):.2f}"
                  f"\t总报最常牵头的三家 {row.usual / max(row.tasks, 1):.2f}")
        tasks = sum(row.tasks for row in rows)
        print(f"{name}\t{tasks}\t首位 {sum(r.first for r in rows) / tasks:.3f}\t前三 {sum(r.three for r in rows) / tasks:.3f}"
              f"\t总报最常牵头的三家 {sum(r.usual for r in rows) / tasks:.3f}")
