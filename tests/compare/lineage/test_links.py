"""Links between successive reports: against the answers of the example corpus, and against Shanghai's as read."""

from __future__ import annotations

import csv
from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path

import pytest

from textkit.compare.inputs import one_report_each
from textkit.compare.lineage.commitments import Commitment, commitments_of
from textkit.compare.lineage.linking import Link, link
from textkit.compare.lineage.relations import relations_of
from textkit.corpus import Corpus, read
from textkit.model import Document

ROOT = Path(__file__).resolve().parents[3]


@pytest.fixture(scope="module")
def reports(reports_of_all: Corpus) -> dict[tuple[str, int], Document]:
    return one_report_each(list(reports_of_all))


def _answers(embedded: Path) -> list[dict[str, str]]:
    with (embedded / "gold" / "links.csv").open(encoding="utf-8-sig", newline="") as file:
        return list(csv.DictReader(file))


def _at(document: Document, commitments: list[Commitment], quote: str) -> set[int]:
    """The commitments that the quote stands in, wherever the text has it."""
    found: set[int] = set()
    start = document.text.find(quote)
    while start >= 0:
        found |= {n for n, c in enumerate(commitments) if c.span.start < start + len(quote) and c.span.end > start}
        start = document.text.find(quote, start + 1)
    return found


def _pairs(reports: dict[tuple[str, int], Document]) -> Iterator[tuple[tuple[str, int], list[Commitment], list[Commitment], list[Link]]]:
    made = {key: commitments_of(document) for key, document in reports.items()}
    for place, year in sorted(made):
        if (place, year + 1) in made:
            earlier, later = made[place, year], made[place, year + 1]
            yield (place, year), earlier, later, link(earlier, later)


def test_links_of_the_example_corpus(embedded: Path, reports: dict[tuple[str, int], Document]) -> None:
    """Recall over the answers; precision over the links that touch a quoted clause, for the answers list no pair twice and are
    silent on clauses that they do not quote. A relation is right where one of the links of the answer has it."""
    answers = _answers(embedded)
    found = right = touching = named = 0
    for (place, year), earlier, later, links in _pairs(reports):
        mine = [row for row in answers if row["place"] == place and int(row["year_earlier"]) == year]
        sides = [(_at(earlier[0].document, earlier, row["quote_earlier"]), _at(later[0].document, later, row["quote_later"])) for row in mine]
        true = {(i, j) for a, b in sides for i in a for j in b}
        quoted = set().union(*(a for a, _ in sides)), set().union(*(b for _, b in sides))
        made = {(k.evidence.earlier, k.evidence.later): relation for k, relation in zip(links, relations_of(links), strict=True)}
        close = [pair for pair in made if pair[0] in quoted[0] or pair[1] in quoted[1]]
        touching += len(close)
        right += sum(pair in true for pair in close)
        for row, (a, b) in zip(mine, sides, strict=True):
            relations = [made[i, j] for i in a for j in b if (i, j) in made]
            found += bool(relations)
            named += row["relation"] in relations
    recall, precision = found / len(answers), right / touching
    f1 = 2 * recall * precision / (recall + precision)
    print(f"links.csv：召回 {recall:.3f}，准确 {precision:.3f}，F1 {f1:.3f}，关系正确 {named / found:.3f}")
    assert f1 >= 0.92 and precision >= 0.96 and recall >= 0.87
    assert named / found >= 0.88


def test_links_of_shanghai_as_read(shared: Path) -> None:
    """Sixty links drawn at random and judged by reading: those still made are right in 85 of 100, and none of the right is lost."""
    folders = [shared / "corpus" / name for name in ("shanghai", "provinces-2025-text", "provinces-2026")]
    corpus = read([file for folder in folders for file in sorted(folder.glob("*上海*"))])
    reports = {d.work_year: d for d in corpus}
    made = {year: commitments_of(document) for year, document in sorted(reports.items()) if year is not None}
    linked = {(k.earlier.document.work_year, k.later.document.work_year, *k.earlier.source,
               *k.later.source) for year in list(made)[:-1] for k in link(made[year], made[year + 1])}
    with (ROOT / "tests" / "golden" / "links-shanghai.tsv").open(encoding="utf-8") as file:
        rows = list(csv.DictReader((line for line in file if not line.startswith("#")), delimiter="\t"))
    kept = [row["verdict"] for row in rows if tuple(int(row[c]) for c in (
        "year_earlier", "year_later", "start", "end", "start_later", "end_later")) in linked]
    right = sum(row["verdict"] == "right" for row in rows)
    assert kept.count("right") >= 0.85 * len(kept)
    assert kept.count("right") >= 0.9 * right


def test_a_report_beside_itself_is_the_same_throughout(reports: dict[tuple[str, int], Document]) -> None:
    commitments = commitments_of(reports["云岫市砚川县", 2022])
    links = [k for k in link(commitments, commitments) if k.kind == "main"]
    assert sum(k.evidence.earlier == k.evidence.later for k in links) >= 0.97 * len(commitments)


def test_links_rest_on_the_two_reports_alone(reports: dict[tuple[str, int], Document]) -> None:
    """Each commitment has one main link; a further one is a part or a repetition, and never of both sides at once."""
    for _, earlier, later, links in _pairs(reports):
        main = [k for k in links if k.kind == "main"]
        assert len({k.evidence.earlier for k in main}) == len(main) == len({k.evidence.later for k in main})
        for k in links:
            assert 0.45 <= k.evidence.score <= 1
            several = sum(o.evidence.earlier == k.evidence.earlier for o in links), sum(o.evidence.later == k.evidence.later for o in links)
            assert min(several) == 1
        assert link(earlier, later) == links


def test_nothing_to_link() -> None:
    assert link([], []) == []


def test_commitments_tile_the_items(reports: dict[tuple[str, int], Document]) -> None:
    for document in reports.values():
        commitments = commitments_of(document)
        items = sum(len(task.items) for task in document.tasks)
        assert len(document.tasks) <= len(commitments) <= max(items, len(document.tasks))
        for a, b in pairwise(commitments):
            assert a.span.end <= b.span.start
        assert all(c.quote == " ".join(document.quote(*c.span).split()) for c in commitments)


def test_corpus_of_one_report_links_nothing(reports: dict[tuple[str, int], Document]) -> None:
    from textkit.compare import years
    from textkit.model import TextkitError

    with pytest.raises(TextkitError, match="不足两年"):
        years(Corpus([reports["云岫市", 2023]]))
