"""200 errors of 20 rules, planted into reports of cities: nine in ten are found, each at its place."""

from __future__ import annotations

import random
from collections import Counter
from pathlib import Path

from tests.draft.planting import MAKERS, Plant
from textkit.corpus import read, read_text
from textkit.draft import check
from textkit.model import Document

EACH = 10                                         # errors of every rule
RECALL = 0.90


def planted(documents: list[Document], seed: int = 20240101) -> list[tuple[Document, list[Plant]]]:
    """Ten errors of each rule over the documents, in each as few as it takes, none close to another."""
    chance = random.Random(seed)
    held: dict[int, list[Plant]] = {i: [] for i in range(len(documents))}
    for maker in MAKERS.values():
        made = 0
        order = list(held)
        chance.shuffle(order)
        for i in sorted(order, key=lambda i: len(held[i])) * 3:
            plant = maker(documents[i], chance) if made < EACH else None
            if plant and all(plant.end + 150 < other.start or other.end + 150 < plant.start for other in held[i]):
                held[i].append(plant)
                made += 1
    return [(documents[i], plants) for i, plants in held.items() if plants]


def found(document: Document, plants: list[Plant]) -> list[bool]:
    """Whether each planted error is found by its rule where it stands."""
    text, shift = document.source.text, 0
    places: list[tuple[Plant, int, int]] = []
    for plant in sorted(plants, key=lambda p: p.start):
        start = plant.start + shift
        text = text[:start] + plant.words + text[start + plant.end - plant.start :]
        shift += len(plant.words) - (plant.end - plant.start)
        places.append((plant, start, start + len(plant.words)))
    draft = read_text(text, doc_type=document.doc_type, place=document.place, level=document.level, date=document.date, work_year=document.work_year)
    findings = check(draft)
    return [any(f.rule == plant.rule and f.source_span.start <= end + plant.reach and f.source_span.end >= start - plant.reach for f in findings)
            for plant, start, end in places]


def test_nine_in_ten_planted_errors_are_found(shared: Path) -> None:
    files = sorted((shared / "corpus" / "prefectures-2024").glob("*.txt"))
    documents = list(read(files[::3][:20], catalogue=False))
    hits: Counter[str] = Counter()
    all_of: Counter[str] = Counter()
    for document, plants in planted(documents):
        for plant, right in zip(sorted(plants, key=lambda p: p.start), found(document, plants), strict=True):
            all_of[plant.rule] += 1
            hits[plant.rule] += right
    for rule in all_of:
        print(f"{rule}\t{hits[rule]}/{all_of[rule]}")
    print(f"{hits.total()}/{all_of.total()}")
    assert len(all_of) == 20 and set(all_of.values()) == {EACH}
    assert hits.total() >= RECALL * all_of.total()
