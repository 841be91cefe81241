"""The same reports as .docx and as .txt: the same tasks; with automatic numbers, as .odt and .rtf: nearly the same text."""

from __future__ import annotations

import re
from collections import Counter
from difflib import SequenceMatcher
from pathlib import Path

from tests.read.docx_maker import docx, level, made_by_office, numbering, paragraph
from textkit.corpus import documents_of
from textkit.model import Source, fold
from textkit.read import docx as word
from textkit.read import from_text, office, read_file

PAIRS = (("prefectures-2024-docx", "prefectures-2024"), ("provinces-2025", "provinces-2025-text"))


def _tasks(source: Source) -> list[str]:
    return [fold(task.text) for document in documents_of(source) for task in document.tasks]


def test_pairs_of_docx_and_txt_give_the_same_tasks(shared: Path) -> None:
    pairs = [(path, shared / "corpus" / texts / f"{path.stem}.txt") for words, texts in PAIRS
             for path in sorted((shared / "corpus" / words).glob("*.docx"))]
    assert len(pairs) == 92
    different = {}
    for path, plain in pairs:
        one, two = read_file(path), read_file(plain)
        assert one.text.split() == two.text.split(), path.name
        words, lines = Counter(_tasks(one)), Counter(_tasks(two))
        if words != lines:
            different[path.stem] = ((words - lines) + (lines - words)).total()
    # this .docx has four spaces in mid-sentence where the .txt has one
    assert set(different) <= {"中山"} and sum(different.values()) <= 2


_TYPED = ((0, re.compile(r"([一二三四五六七八九十]{1,3})、")), (1, re.compile(r"[（(]([一二三四五六七八九十]{1,3})[)）]")),
          (2, re.compile(r"(\d{1,2})[.．](?!\d)\s?")))
_LEVELS = (level(0, "chineseCountingThousand", "%1、", suffix="nothing"), level(1, "chineseCountingThousand", "（%2）", suffix="nothing"),
           level(2, "decimal", "%3."))
_HAN = [*"一二三四五六七八九十", *(f"十{c}" for c in "一二三四五六七八九"), "二十"]


def _numbered(text: str) -> tuple[bytes, int]:
    """The text as a Word file in which what was typed as a number is counted by Word, and how many numbers that are."""
    values: dict[int, int] = {}
    name, lists, count = 1, {1: 1}, 0
    body = []
    for line in text.split("\n"):
        line = line.strip("\r")
        words = line.lstrip(" \u3000\t")
        for depth, pattern in _TYPED:
            match = pattern.match(words)
            if not match:
                continue
            number = int(match[1]) if match[1].isdigit() else (_HAN.index(match[1]) + 1 if match[1] in _HAN else 0)
            if number == 1 and values.get(0) and depth == 0:
                name += 1                          # another 一、: the list starts again
                lists[name] = (1, '<w:lvlOverride w:ilvl="0"><w:startOverride w:val="1"/></w:lvlOverride>')  # type: ignore[assignment]
                values = {}
            if number == values.get(depth, 0) + 1 and all(values.get(above) for above in range(depth)):
                values[depth] = number
                values = {key: value for key, value in values.items() if key <= depth}
                body.append(paragraph(words[match.end() :], number=(name, depth)))
                count += 1
            else:
                body.append(paragraph(line))
            break
        else:
            body.append(paragraph(line))
    return docx(body, numbering=numbering({1: _LEVELS}, lists)), count


def _alike(one: str, two: str) -> float:
    """The share of characters in sentences that both texts hold in the same order: at most their likeness."""
    left, right = re.split(r"(?<=[。；,、])", one), re.split(r"(?<=[。；,、])", two)
    blocks = SequenceMatcher(None, left, right, autojunk=False).get_matching_blocks()
    same = sum(len(part) for block in blocks for part in left[block.a : block.a + block.size])
    return 2 * same / max(len(one) + len(two), 1)


def _f1(found: list[str], expected: list[str]) -> float:
    """Pairs of tasks whose folded texts are at least 90 % alike, one to one."""
    left, right = Counter(found), Counter(expected)
    same = (left & right).total()
    others = list((right - left).elements())
    for one in (left - right).elements():
        near = next((two for two in others if SequenceMatcher(None, one, two, autojunk=False).ratio() >= 0.9), None)
        if near is not None:
            others.remove(near)
            same += 1
    return 2 * same / max(len(found) + len(expected), 1)


def _read(source: Source) -> tuple[str, list[str]]:
    """The folded clean text of a source and its folded tasks."""
    documents = documents_of(source)
    return fold("".join(d.text for d in documents)), [fold(task.text) for d in documents for task in d.tasks]


def test_twenty_reports_with_automatic_numbers(shared: Path) -> None:
    plain = [*sorted((shared / "corpus" / "provinces-2026").glob("*.txt"))[:8], *sorted((shared / "corpus" / "prefectures-2024").glob("*.txt"))[::6]][:20]
    assert len(plain) == 20
    texts = [read_file(path) for path in plain]
    made = [_numbered(source.text) for source in texts]
    assert sum(count for _, count in made) > 100
    words = [data for data, _ in made]
    kinds: dict[str, list[bytes | None]] = {".docx": [*words]}
    for suffix in (".odt", ".rtf"):
        kinds[suffix] = office.to_docx([(data, suffix) for data in made_by_office(words, ".docx", suffix[1:])])
    for number, source in enumerate(texts):
        text, tasks = _read(source)
        for suffix, files in kinds.items():
            data = files[number]
            assert data is not None
            clean, found = _read(from_text(word.read(data, source.path).text, source.path))
            assert _alike(clean, text) >= 0.995, (source.path, suffix)
            assert _f1(found, tasks) >= 0.97, (source.path, suffix)
