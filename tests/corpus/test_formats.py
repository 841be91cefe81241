"""One report, many containers: 20 reports as a printed PDF, as a page of a site and in GB18030 give the tasks of the .txt."""

from __future__ import annotations

from collections.abc import Sequence
from difflib import SequenceMatcher
from pathlib import Path

import pytest

from tests.read.pages import page_of_site, pdf_of
from textkit.corpus import documents_of
from textkit.model import Document, fold
from textkit.read import from_text, read_bytes

FOLDERS = {"provinces-2025-text": 5, "provinces-2026": 4, "prefectures-2024": 8, "shanghai": 3}
FIELDS = {"索引号": "QH-2031-007", "主题分类": "综合政务", "发文机关": "青禾县人民政府", "成文日期": "2031年1月15日", "发文字号": "青政发〔2031〕1号"}


def _chosen(shared: Path) -> list[Path]:
    files: list[Path] = []
    for folder, count in FOLDERS.items():
        found = sorted((shared / "corpus" / folder).rglob("*.txt"))
        files += found[:: max(len(found) // count, 1)][:count]
    return files


def _ratio(one: str, other: str) -> float:
    """Likeness of two texts by lines and then, where they differ, by characters."""
    same = 0
    lines, others = one.split("\n"), other.split("\n")
    for tag, a, b, c, d in SequenceMatcher(None, lines, others, autojunk=False).get_opcodes():
        left, right = "".join(lines[a:b]), "".join(others[c:d])
        if tag == "equal":
            same += len(left)
        elif left and right:
            same += sum(block.size for block in SequenceMatcher(None, left, right, autojunk=False).get_matching_blocks())
    total = len(one.replace("\n", "")) + len(other.replace("\n", ""))
    return 2 * same / total


def _f1(wanted: Sequence[str], found: Sequence[str]) -> float:
    left, hits = list(found), 0
    for text in wanted:
        best = text if text in left else max(left, key=lambda other: SequenceMatcher(None, text, other).ratio(), default="")
        if best and SequenceMatcher(None, text, best).ratio() >= 0.9:
            left.remove(best)
            hits += 1
    return 2 * hits / max(len(wanted) + len(found), 1)


def _text(documents: Sequence[Document]) -> str:
    return "\n".join(fold(line) for d in documents for line in d.text.split("\n") if line.strip())


def _tasks(documents: Sequence[Document]) -> list[str]:
    return [fold(task.text) for d in documents for task in d.tasks]


def test_pdf_page_and_gb18030_give_what_the_txt_gives(shared: Path) -> None:
    pytest.importorskip("pypdfium2")
    pytest.importorskip("reportlab")
    files = _chosen(shared)
    assert len(files) == 20
    worst: dict[str, tuple[float, float, str]] = {}
    for number, file in enumerate(files):
        text = file.read_text(encoding="utf-8")
        base = documents_of(from_text(text))
        clean = "\n".join(document.text for document in base)
        head = base[0].title or "政府工作报告"
        sources = {
            "pdf": read_bytes(pdf_of(clean, head if number % 2 else "某市人民政府公报 2031年第3期", dashed=number % 3 > 0, spaces=number % 5 == 0), "a.pdf"),
            "html": read_bytes(page_of_site(clean, head, FIELDS).encode(), "a.html"),
            "gb18030": read_bytes(text.encode("gb18030"), "a.txt"),
        }
        assert sources["html"].meta["number"] == FIELDS["发文字号"]
        assert sources["gb18030"].encoding == "gb18030"
        for kind, source in sources.items():
            documents = documents_of(source)
            ratio, f1 = _ratio(_text(base), _text(documents)), _f1(_tasks(base), _tasks(documents))
            assert ratio >= 0.995 and f1 >= 0.97, (kind, file.name, ratio, f1)
            if kind not in worst or (ratio, f1) < worst[kind][:2]:
                worst[kind] = ratio, f1, file.name
    print(worst)
