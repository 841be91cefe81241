"""How well ``textkit repair`` finds what was swapped: ``python tests/benchmarks/repair.py [documents]``.

Plants swaps into the reports and laws of the reference corpus and asks for them back, with counts trained without the
documents asked (five parts, each tried with the counts of the other four). A site has a random half of the pairs of a
family and swaps nine words in ten; recognition misreads three characters in a thousand of those it can. Prints recall and
precision of certain and doubtful repairs, how often a stated probability held, and what was repaired in the untouched texts.
``documents`` bounds how many of each part are damaged (all are asked untouched).
"""

from __future__ import annotations

import random
import re
import sys
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from textkit.draft.repairing.decide import Judged, is_certain, is_worth_listing, judged
from textkit.draft.repairing.model import Ngrams, folded
from textkit.lexicon import load

sys.path.insert(0, str(Path(__file__).resolve().parent))
from train_repair import counted, frequent, texts  # the script beside this one

ROOT = Path(__file__).resolve().parents[2]
CORPUS = (ROOT / ".." / "shared" / "corpus").resolve()
PARTS = 5
SHARE, RATE, MISREAD = 0.5, 0.9, 0.003


@dataclass
class Tally:
    """What became of the planted swaps of one kind, and of everything that was listed."""

    planted: int = 0
    found: Counter[str] = field(default_factory=Counter)           # certain, doubtful: right ones
    listed: Counter[str] = field(default_factory=Counter)          # … and all
    bins: defaultdict[int, list[bool]] = field(default_factory=lambda: defaultdict(list))
    wrong: Counter[str] = field(default_factory=Counter)

    def add(self, text: str, planted: dict[int, tuple[str, str]], found: Sequence[Judged]) -> None:
        """``planted``: offset → what was written there and what had stood there."""
        self.planted += len(planted)
        for one in found:
            written, original = planted.get(one.site.start, ("", None))
            # 假设干 is repaired as one where 若 alone was swapped.
            right = original is not None and one.reading.original == original + text[one.site.start + len(written) : one.site.end]
            self.bins[min(int(one.probability * 10), 9)].append(right)
            if is_worth_listing(one):
                kind = "certain" if is_certain(one) else "doubtful"
                self.listed[kind] += 1
                self.found[kind] += right
                if not right and kind == "certain":
                    self.wrong[f"{one.site.written}→{one.reading.original}"] += 1

    def __str__(self) -> str:
        certain, doubtful = self.found["certain"], self.found["doubtful"]
        lines = [f"  planted {self.planted}: found {(certain + doubtful) / max(self.planted, 1):.3f}, certain {certain / max(self.planted, 1):.3f}"]
        lines += [f"  precision of {kind}: {self.found[kind] / max(self.listed[kind], 1):.4f} of {self.listed[kind]}" for kind in ("certain", "doubtful")]
        lines.append("  stated → held: " + "  ".join(
            f"{n / 10:.1f}-{(n + 1) / 10:.1f} {sum(held) / len(held):.2f} ({len(held)})" for n, held in sorted(self.bins.items())))
        lines.append("  wrong, certain: " + "、".join(f"{pair} {n}" for pair, n in self.wrong.most_common(12)))
        return "\n".join(lines)


def damaged(text: str, family: str, chance: random.Random) -> tuple[str, dict[int, tuple[str, str]]]:
    """``text`` as a site of the family leaves it, and what stood where: offset → what is written, what had stood."""
    pairs: defaultdict[str, list[str]] = defaultdict(list)
    for row in load("ocr_confusions" if family == "ocr" else "swaps"):
        if family == "ocr" or (row["family"] == family and row.get("evidence") is None):
            pairs[row["original"]].append(row.pattern)
    rate = MISREAD if family == "ocr" else RATE
    chosen = {original: chance.choice(written) for original, written in pairs.items() if family == "ocr" or chance.random() < SHARE}
    parts: list[str] = []
    planted: dict[int, tuple[str, str]] = {}
    at = length = 0
    for hit in re.finditer("|".join(map(re.escape, sorted(chosen, key=len, reverse=True))), text):
        if chance.random() < rate:
            parts += (text[at : hit.start()], chosen[hit.group()])
            length += hit.start() - at
            planted[length] = (chosen[hit.group()], hit.group())
            length, at = length + len(chosen[hit.group()]), hit.end()
    return "".join((*parts, text[at:])), planted


def parts(documents: dict[str, str]) -> Iterator[tuple[list[str], Ngrams]]:
    """Each part of the documents' names with a model of all the others."""
    names = list(documents)
    for number in range(PARTS):
        own = names[number::PARTS]
        others = [folded(documents[name]) for name in names if name not in set(own)]
        yield own, Ngrams(counted(others, frequent(others)))


def main(most: int) -> int:
    documents = texts(CORPUS)
    tallies = {family: Tally() for family in ("library", "translator", "rewriter", "ocr")}
    untouched = Tally()
    for number, (names, model) in enumerate(parts(documents)):
        for order, name in enumerate(names):
            text = documents[name]
            found = judged(text, model)
            untouched.add(text, {}, found)
            for one in found:
                if is_worth_listing(one):
                    around = text[max(one.site.start - 10, 0) : one.site.end + 10].replace("\n", "/")
                    kind = "certain" if is_certain(one) else "doubtful"
                    print(f"untouched, {kind} {one.probability:.3f} {one.site.written}→{one.reading.original} {around} {name}")
            if order < most:
                for family, tally in tallies.items():
                    swapped, planted = damaged(text, family, random.Random(f"{number} {order} {family}"))
                    tally.add(swapped, planted, judged(swapped, model))
    print(f"untouched: {sum(map(len, documents.values()))} characters, {untouched.listed['certain']} certain, {untouched.listed['doubtful']} doubtful")
    for family, tally in tallies.items():
        print(f"{family}\n{tally}")
    return 0


if __name__ == "__main__":
    sys.exit(main(int(sys.argv[1]) if len(sys.argv) > 1 else 10))
