"""Derive ``textkit/compare/lineage/pairs.tsv`` from folders of reports: ``python tests/compare/lineage/derive.py FOLDER …``.

Counts the pairs of characters of all items of tasks, without figures, times and the places' own names. A pair is kept where
20 items of 10 documents hold it; nothing of the texts but these pairs and their counts is written.
"""

from __future__ import annotations

import sys
from collections import Counter
from pathlib import Path

from textkit.compare.lineage.character_pairs import content, pairs
from textkit.corpus import read

TARGET = Path(__file__).resolve().parents[3] / "textkit/compare/lineage/pairs.tsv"
ITEMS, DOCUMENTS = 20, 10


def main(folders: list[str]) -> None:
    items = 0
    counts: Counter[str] = Counter()
    documents: Counter[str] = Counter()
    for document in read(folders):
        held = [set(pairs(content(item.text, document.place))) for task in document.tasks for item in task.items]
        items += len(held)
        for found in held:
            counts.update(found)
        documents.update(set().union(*held))
    kept = [(pair, n) for pair, n in counts.items() if n >= ITEMS and documents[pair] >= DOCUMENTS and not any(c.isascii() for c in pair)]
    head = [line for line in TARGET.read_text(encoding="utf-8").splitlines() if line.startswith("#")]
    lines = [*head, f"*\t{items}", *(f"{pair}\t{n}" for pair, n in sorted(kept, key=lambda row: (-row[1], row[0])))]
    TARGET.write_text("\n".join(lines) + "\n", encoding="utf-8", newline="\n")


if __name__ == "__main__":
    main(sys.argv[1:])
