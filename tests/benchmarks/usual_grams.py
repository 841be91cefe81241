"""What work reports usually say, counted anew: ``python tests/benchmarks/usual_grams.py`` writes textkit/compare/copying/usual_grams.txt.

Needs the reference corpus: 71 reports of cities of 2024, 47 of provinces of 2020 to 2026.
"""

from __future__ import annotations

import re
import sys
from collections import Counter
from collections.abc import Iterable

from measuring import CORPUS, ROOT
from reuse import read, reports

from textkit.compare.copying.symbols import names_of, symbols_of
from textkit.compare.copying.telling import WIDEST

FOLDERS = ("prefectures-2024", "provinces-2025-text", "provinces-2026", "shanghai")
LEAST = 5                                # places that must say it
FILE = ROOT / "textkit" / "compare" / "copying" / "usual_grams.txt"
HEAD = """\
# What the work reports of at least {least} of {places} places ({cities} cities, {provinces} provinces) have in common: up to {widest} symbols in a row, as
# textkit.compare.copying.symbols writes them (# a number, @ a place, 省 any kind of division). In each line: how many symbols, in how
# many places, and all that are so, one after the other. Counted by tests/benchmarks/usual_grams.py.
"""


def strings(folders: Iterable[str]) -> dict[str, list[str]]:
    """Place → its reports as symbols."""
    texts = reports(*folders)
    documents = [read(text) for text in texts]
    names = names_of(documents)
    out: dict[str, list[str]] = {}
    for text, document in zip(texts, documents, strict=True):
        place = re.sub(r"^\d{4}年|(?:省|市|自治区)?政府工作报告$", "", text.place)
        out.setdefault(place, []).append(symbols_of(document.text, names).string)
    return out


def counted(places: Iterable[list[str]], least: int) -> dict[tuple[int, int], list[str]]:
    """(width, places) → the grams that stand in so many places, if ``least``."""
    counts: Counter[str] = Counter()
    for texts in places:
        counts.update({text[at : at + n] for text in texts for n in range(1, WIDEST + 1) for at in range(len(text) - n + 1)})
    out: dict[tuple[int, int], list[str]] = {}
    for gram, count in sorted(counts.items()):
        if count >= least:
            out.setdefault((len(gram), count), []).append(gram)
    return dict(sorted(out.items()))


def write() -> None:
    places = strings(FOLDERS)
    cities = len(reports(FOLDERS[0]))
    rows = counted(places.values(), LEAST)
    head = HEAD.format(least=LEAST, places=len(places), cities=cities, provinces=len(places) - cities, widest=WIDEST)
    FILE.write_text(head + "".join(f"{n}\t{count}\t{''.join(grams)}\n" for (n, count), grams in rows.items()), encoding="utf-8", newline="\n")
    print(f"{sum(map(len, rows.values()))} 个片段，来自 {len(places)} 个地方，{FILE.stat().st_size:,} 字节")


if __name__ == "__main__":
    sys.exit(write() if CORPUS.is_dir() else f"没有参考语料 {CORPUS}")
