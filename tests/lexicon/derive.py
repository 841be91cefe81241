"""Derive ``textkit/lexicon/heads.tsv`` from a folder of texts: ``python tests/lexicon/derive.py ../shared/corpus``.

Counts the words that stand at the head of the clauses of reports and policies, as jieba tags them: verbs, and what
stands before them (adverbs). A word is kept where it heads clauses in five documents or
more; nothing of the texts but these words and their counts is written.
"""

from __future__ import annotations

import logging
import re
import sys
from collections import Counter, defaultdict
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
TARGET = ROOT / "textkit/lexicon/heads.tsv"
LEAST = 5
_CLAUSE = re.compile(r"[^，。；：！？、\n（）“”《》]{4,40}")
_HAN = re.compile(r"[\u4e00-\u9fff]{2,4}")


def main(folder: Path) -> int:
    import jieba
    import jieba.posseg as tagger

    jieba.setLogLevel(logging.WARNING)
    counts: Counter[tuple[str, str]] = Counter()
    places: defaultdict[tuple[str, str], set[str]] = defaultdict(set)
    for path in sorted(folder.rglob("*.txt")):
        if "national" in path.parts and path.name < "1993":
            continue
        text = path.read_text(encoding="utf-8", errors="ignore")
        for clause in _CLAUSE.findall(text)[:1500]:
            before = True
            words = list(tagger.lcut(clause[:16]))
            for number, word in enumerate(words[:4]):
                if not _HAN.fullmatch(word.word):
                    break
                if before and word.flag in ("d", "ad") and number + 1 < len(words):
                    key = (word.word, "adverb")
                elif word.flag in ("v", "vn", "vi") and number + 1 < len(words) and words[number + 1].flag[:1] not in ("u", "w"):
                    key = (word.word, "verb")
                else:
                    break
                counts[key] += 1
                places[key].add(path.name)
                if key[1] == "verb":
                    break
    kept = sorted((k for k in counts if len(places[k]) >= LEAST), key=lambda k: (-counts[k], k))
    known: set[str] = set()
    lines = [
        "# Words that head the clauses of orders, and what stands before them, counted over reports and policies by",
        "# tests/lexicon/derive.py (words found in five documents or more). count: clauses; documents: texts.",
        "pattern\tkind\tcount\tdocuments\tsource\texample\tcounter",
    ]
    for word, kind in kept:
        if word in known:
            continue                              # the commoner use stands
        known.add(word)
        example = f"{word}全县各项工作" if kind == "verb" else f"{word}推进全县工作"
        lines.append(f"{word}\t{kind}\t{counts[word, kind]}\t{len(places[word, kind])}\twork report, policy\t{example}\t")
    TARGET.write_text("\n".join(lines) + "\n", encoding="utf-8")
    print(f"{len(known)} words")
    return 0


if __name__ == "__main__":
    sys.exit(main(Path(sys.argv[1] if len(sys.argv) > 1 else ROOT / "../shared/corpus")))
