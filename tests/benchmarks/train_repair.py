"""Count the n-grams that ``textkit repair`` ships: ``python tests/benchmarks/train_repair.py ../shared/corpus``.

Of every .txt below the folder (without ``seeds``, which are what repair is tried on): n-grams of at most five characters
of the clean text that stand in five documents or more. A document most of whose paragraphs stand in an earlier one (the
same report from another page) is left out, so that five documents are five.
"""

from __future__ import annotations

import gzip
import sys
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path

from textkit.clean import clean
from textkit.draft.repairing.model import ORDER, folded
from textkit.model import Alignment
from textkit.read import read_file

ROOT = Path(__file__).resolve().parents[2]
TARGET = ROOT / "textkit/draft/repairing/policy_ngrams.txt.gz"
DOCUMENTS = 5


def texts(folder: Path) -> dict[str, str]:
    """Path below ``folder`` → clean text, each document once."""
    seen: set[str] = set()
    found: dict[str, str] = {}
    for path in sorted(folder.rglob("*.txt")):
        name = path.relative_to(folder).as_posix()
        if name.startswith("seeds/"):
            continue
        source = read_file(path)
        text = Alignment(source.text, clean(source)).text
        paragraphs = {line.strip() for line in text.splitlines() if len(line.strip()) >= 15}
        if not paragraphs or len(paragraphs & seen) * 2 > len(paragraphs):
            continue
        seen |= paragraphs
        found[name] = text
    return found


def frequent(documents: Sequence[str], least: int = DOCUMENTS) -> set[str]:
    """The n-grams of folded texts that stand in ``least`` of them or more; a long one only where both its parts do."""
    kept: set[str] = set()
    for order in range(1, ORDER + 1):
        standing: Counter[str] = Counter()
        for text in documents:
            standing.update({
                gram for gram in (text[at : at + order] for at in range(len(text) - order + 1))
                if order == 1 or gram[1:] in kept and gram[:-1] in kept
            })
        kept |= {gram for gram, number in standing.items() if number >= least}
    return kept


def counted(documents: Iterable[str], kept: set[str]) -> Counter[str]:
    """How often each of ``kept`` stands in the folded texts; ``""`` is their length."""
    counts: Counter[str] = Counter()
    for text in documents:
        counts[""] += len(text)
        for order in range(1, ORDER + 1):
            counts.update(gram for gram in (text[at : at + order] for at in range(len(text) - order + 1)) if gram in kept)
    return counts


def packed(counts: Mapping[str, int]) -> bytes:
    """The file's content: all n-grams, then all counts. Sorted, so that neighbours share beginnings and the same counts
    make the same bytes."""
    grams = sorted(counts)
    return gzip.compress("\x02".join(("\x01".join(grams), "\x01".join(str(counts[gram]) for gram in grams))).encode("utf-8"), 9, mtime=0)


def main(folder: Path) -> int:
    documents = [folded(text) for text in texts(folder).values()]
    counts = counted(documents, frequent(documents))
    TARGET.write_bytes(packed(counts))
    print(f"{len(documents)} documents, {counts['']} characters, {len(counts) - 1} n-grams, {TARGET.stat().st_size} bytes")
    return 0


if __name__ == "__main__":
    sys.exit(main(Path(sys.argv[1] if len(sys.argv) > 1 else ROOT / "../shared/corpus")))
