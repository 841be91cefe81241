"""How well and how fast reuse is found: ``python tests/benchmarks/reuse.py [planted | speed | growth | draw …]``, all without a name.

planted    300 passages planted in the city reports: recall by kind, and what share of the pairs is right for certain
speed      10,000 paragraphs against the TF-IDF cosine of scikit-learn over all pairs, in time and in recall
growth     1, 2, 4 and 8 times as many paragraphs, comparing all and by MinHash, with the exponent
draw       100 pairs drawn from those that are neither planted nor share 20 characters, to be read (from city reports as they are)
"""

from __future__ import annotations

import math
import random
import sys
import time
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from measuring import CORPUS, run
from planting import KINDS, Planted, Text, plant

import textkit as tk
from textkit.clean import clean
from textkit.compare.copying.matching import Bounds
from textkit.compare.copying.recurring import find
from textkit.model import Document
from textkit.read import from_text
from textkit.structure import parse

EACH, PARAGRAPHS, RUN = 100, 10_000, 20
WORDS = (0.6, 1.0)                       # shares of the table's words that are replaced in edited passages
COSINE = (0.3, 0.4, 0.5, 0.6, 0.7)


def reports(*folders: str) -> list[Text]:
    files = [file for folder in folders for file in sorted((CORPUS / folder).rglob("*.txt"))]
    return [Text(f.name, f.stem, [line.strip() for line in f.read_text(encoding="utf-8-sig").splitlines() if line.strip()]) for f in files]


def read(text: Text, year: str = "2024") -> Document:
    source = from_text(text.whole, path=text.name)
    given = {"date": year, "doc_type": "work_report"}
    return parse(source, clean(source), given)[0]


@dataclass
class Ground:
    """Reports with planted passages, and further ones up to PARAGRAPHS paragraphs."""

    texts: list[Text]
    planted: list[Planted]
    documents: list[Document]


def ground(share: float, more: bool = False) -> Ground:
    texts = reports("prefectures-2024")
    planted = plant(texts, EACH, share=share)
    if more:
        for text in reports("provinces-2025-text", "provinces-2026", "shanghai", "state-council"):
            texts.append(text)
            if sum(len(t.paragraphs) for t in texts) >= PARAGRAPHS:
                break
    return Ground(texts, planted, [read(text) for text in texts])


# ------------------------------------------------------------------ recall and precision
Span = tuple[int, int]
Pair = tuple[int, Span, int, Span]                        # text, source span, text, source span


def pairs_of(result: Any, documents: Sequence[Document]) -> list[Pair]:
    """The rows, with the texts as numbers."""
    number = {document.source.path: i for i, document in enumerate(documents)}
    return [(number[r["a_file"]], (r["a_start"], r["a_end"]), number[r["b_file"]], (r["b_start"], r["b_end"])) for r in result.rows]


def overlap(one: Span, other: Span) -> int:
    return max(min(one[1], other[1]) - max(one[0], other[0]), 0)


def recall(of: Ground, pairs: Sequence[Pair]) -> tuple[Counter[str], set[int]]:
    """How many of each kind are found (half of both passages covered), and which pairs are planted."""
    by_texts: dict[tuple[int, int], list[tuple[int, Span, Span]]] = {}
    for n, (a, left, b, right) in enumerate(pairs):
        by_texts.setdefault((a, b), []).append((n, left, right))
        by_texts.setdefault((b, a), []).append((n, right, left))
    found: Counter[str] = Counter()
    ours: set[int] = set()
    for p in of.planted:
        here, there = _at(of.texts[p.source].whole, p.original), _at(of.texts[p.target].whole, p.copy)
        hits = [(n, overlap(left, here), overlap(right, there)) for n, left, right in by_texts.get((p.source, p.target), [])]
        hits = [hit for hit in hits if hit[1] and hit[2]]
        ours |= {n for n, _, _ in hits}
        found[p.kind] += min(2 * sum(h[1] for h in hits) / len(p.original), 2 * sum(h[2] for h in hits) / len(p.copy)) >= 1
    return found, ours


def _at(text: str, words: str) -> Span:
    start = text.index(words)
    return start, start + len(words)


def same_run(one: str, other: str, length: int = RUN) -> bool:
    """Whether both have ``length`` characters in a row in common, stops and spaces aside."""
    left, right = ("".join(c for c in text if c.isalnum()) for text in (one, other))
    runs = {left[i : i + length] for i in range(len(left) - length + 1)}
    return any(right[i : i + length] in runs for i in range(len(right) - length + 1))


def planted() -> None:
    for share in WORDS:
        of = ground(share)
        result = tk.compare.reuse(of.documents)
        pairs = pairs_of(result, of.documents)
        found, ours = recall(of, pairs)
        sure = sum(n in ours or same_run(row["a_quote"], row["b_quote"]) for n, row in enumerate(result.rows))
        print(f"种入（{share:.0%} 的词换成近义词）：" + "，".join(f"{kind} {found[kind] / EACH:.2f}" for kind in KINDS)
              + f"；{len(pairs)} 对，{len(ours)} 对是种入的，{sure} 对（{sure / len(pairs):.3f}）是种入的或有 {RUN} 字相连；其余 {len(pairs) - sure} 对要读")


def draw() -> None:
    result = tk.compare.reuse([read(text) for text in reports("prefectures-2024")])
    rest = [row for row in result.rows if not same_run(row["a_quote"], row["b_quote"])]
    print(f"{len(result)} 对，{len(rest)} 对没有 {RUN} 字相连；从中抽 100 对：")
    for number, row in enumerate(random.Random(8).sample(rest, min(100, len(rest))), 1):
        print(f"{number}\t{row['score']}\t{row['a_place']}\t{row['a_quote']!r}\n\t\t{row['b_place']}\t{row['b_quote']!r}")


# ------------------------------------------------------------------ speed
def speed() -> None:
    """Both start from the same paragraphs, with their libraries loaded; time is processor time, since a machine may do other work
    meanwhile, and that on the wall beside it."""
    import scipy.sparse  # noqa: F401

    of = ground(WORDS[0], more=True)
    paragraphs = [(i, line) for i, text in enumerate(of.texts) for line in text.paragraphs]
    begun = _now()
    ordered = sorted(of.documents, key=lambda d: (d.place or f"\uffff{d.id}", d.source.path))
    matches = find(ordered, Bounds(), "exact", 0, ()).matches
    own = _since(begun)
    number = {id(document): i for i, document in enumerate(of.documents)}
    pairs = []
    for m in matches:
        sides = []
        for text, side in ((m.a, m.passage.a), (m.b, m.passage.b)):
            d = ordered[text]
            span = d.source_span(int(side.symbols.starts[side.start]), int(side.symbols.ends[side.end - 1]))
            sides += [number[id(d)], (span.start, span.end)]
        pairs.append(tuple(sides))
    found, _ = recall(of, pairs)  # type: ignore[arg-type]
    print(f"{len(paragraphs):,} 段：textkit {own}，找回 {sum(found.values()) / (3 * EACH):.3f}（{len(pairs)} 对）")
    used, cosine = _cosine([line for _, line in paragraphs])
    for threshold in COSINE:
        hits, size = _cosine_recall(of, paragraphs, cosine, threshold)
        print(f"  TF-IDF 余弦 ≥ {threshold}：{used}，找回 {hits / (3 * EACH):.3f}（{size} 对）")


def _now() -> tuple[float, float]:
    return time.process_time(), time.perf_counter()


def _since(begun: tuple[float, float]) -> str:
    used, passed = (now - then for now, then in zip(_now(), begun, strict=True))
    return f"处理器 {used:.1f} 秒（历时 {passed:.1f} 秒）"


def _cosine(lines: Sequence[str]) -> tuple[str, Any]:
    from sklearn.feature_extraction.text import TfidfVectorizer
    from sklearn.metrics.pairwise import cosine_similarity

    begun = _now()
    cosine = cosine_similarity(TfidfVectorizer(analyzer="char", ngram_range=(3, 3)).fit_transform(lines), dense_output=False)
    return _since(begun), cosine


def _cosine_recall(of: Ground, paragraphs: Sequence[tuple[int, str]], cosine: Any, threshold: float) -> tuple[int, int]:
    """A planted passage is found where the paragraphs that hold it are alike; and the number of pairs of different texts."""
    import numpy as np

    near = cosine.tocoo()
    kept = (near.data >= threshold) & (near.row < near.col)
    rows, columns = near.row[kept], near.col[kept]
    owner = np.array([text for text, _ in paragraphs])
    apart = owner[rows] != owner[columns]
    together = set(zip(rows[apart].tolist(), columns[apart].tolist(), strict=True))
    where: dict[int, list[tuple[int, str]]] = {}
    for n, (text, line) in enumerate(paragraphs):
        where.setdefault(text, []).append((n, line))
    hits = 0
    for p in of.planted:
        here = [n for n, line in where[p.source] if p.original in line]
        there = [n for n, line in where[p.target] if p.copy in line]
        hits += any((min(a, b), max(a, b)) in together for a in here for b in there)
    return hits, len(together)


def growth(methods: Sequence[str] = ("exact", "minhash")) -> None:
    """Growing parts of all reference documents; every paragraph is different."""
    texts = reports("prefectures-2024", "provinces-2025-text", "provinces-2026", "shanghai", "national", "state-council", "local-policies", "attributed-policies")
    random.Random(3).shuffle(texts)
    documents = [read(text) for text in texts]
    total = sum(len(text.paragraphs) for text in texts)
    for method in methods:
        points = []
        for times in (1, 2, 4, 8):
            part, size = [], 0
            for text, document in zip(texts, documents, strict=True):
                if size >= total * times / 8:
                    break
                part.append(document)
                size += len(text.paragraphs)
            part.sort(key=lambda d: (d.place or f"\uffff{d.id}", d.source.path))
            begun = time.process_time()
            matches = find(part, Bounds(), method, 0, ()).matches  # type: ignore[arg-type]
            points.append((size, time.process_time() - begun))
            print(f"{method}：{size:,} 段，{points[-1][1]:.1f} 秒，{len(matches)} 对")
        (n, first), (m, last) = points[0], points[-1]
        print(f"{method}：段数从 {n:,} 到 {m:,}，用时的指数 {math.log(last / first) / math.log(m / n):.2f}（要求不超过 1.3）")


ALL: dict[str, Callable[[], None]] = {"planted": planted, "speed": speed, "growth": growth, "draw": draw}


if __name__ == "__main__":
    sys.exit(run(ALL, sys.argv[1:]) if CORPUS.is_dir() else f"没有参考语料 {CORPUS}")
