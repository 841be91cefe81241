"""Count the policy terms of ``textkit/lexicon/terms.tsv`` over a folder of texts, and list what it may lack.

``python tests/lexicon/derive_terms.py ../shared/corpus`` writes anew in how many documents each term stands and of which
kinds those are. ``--candidates`` prints, to be read and chosen from by hand, phrases that are not on the list: at most five
characters, in twelve documents or more, holding together better than their parts do with what is around them, and no words of
jieba's dictionary; and what stands in quotation marks in five documents or more. A term of up to five characters belongs on
the list when five documents have it (or its source says whose term it is); a longer one only when it is a fixed term.
"""

from __future__ import annotations

import argparse
import re
import sys
from collections import Counter, defaultdict
from collections.abc import Iterable
from math import log
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
LIST = ROOT / "textkit/lexicon/terms.tsv"
HEAD = """\
# Terms of policy that are kept whole when texts are cut into words. pattern: the term, or a regular expression that begins where the
# term does; term: the name it is counted under where that is not the pattern. Quotation marks, width and case do not matter.
# documents: texts it was counted in by tests/lexicon/derive_terms.py, sources the kinds of these texts.
"""
COLUMNS = ("pattern", "term", "theme", "documents", "source", "example", "counter")
_HAN = re.compile(r"[\u4e00-\u9fff]+")
_QUOTED = re.compile(r"[“\"]([\u4e00-\u9fff0-9A-Za-z、+]{2,8})[”\"]")
_KINDS = {"attributed-policies": "policy", "local-policies": "policy", "state-council": "policy"}


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", type=Path, nargs="?", default=ROOT / "../shared/corpus")
    parser.add_argument("--candidates", action="store_true")
    wanted = parser.parse_args()
    texts = [(_KINDS.get(path.parent.name, "work report"), path.read_text(encoding="utf-8", errors="ignore"))
             for path in sorted(wanted.folder.rglob("*.txt"))]
    if wanted.candidates:
        candidates([text for _, text in texts])
    else:
        recount(texts)
    return 0


def recount(texts: Iterable[tuple[str, str]]) -> None:
    """Write the columns documents and, where it was counted, source."""
    from textkit.corpus.words.policy_terms import written

    rows = [line.split("\t") for line in LIST.read_text(encoding="utf-8").splitlines() if line and not line.startswith("#")][1:]
    found: list[Counter[str]] = [Counter() for _ in rows]
    patterns = [re.compile(row[0]) for row in rows]
    for kind, text in texts:
        folded = written(text)
        for counter, pattern in zip(found, patterns, strict=True):
            if pattern.search(folded):
                counter[kind] += 1
    lines = ["\t".join(COLUMNS)]
    few = []
    for row, counter in zip(rows, found, strict=True):
        total = sum(counter.values())
        if row[4] in ("", "policy", "work report", "work report, policy"):
            row[4] = ", ".join(kind for kind in ("work report", "policy") if counter[kind])
            if total < (5 if len(row[1] or row[0]) <= 5 else 3):
                few.append(f"{row[1] or row[0]} {total}")
        row[3] = str(total)
        lines.append("\t".join(row))
    LIST.write_text(HEAD + "\n".join(lines) + "\n", encoding="utf-8", newline="\n")
    print(f"{len(rows)} terms; in too few documents: {'、'.join(few) or 'none'}")


def candidates(texts: list[str]) -> None:
    from textkit.corpus.words.policy_terms import policy_terms
    from textkit.corpus.words.tokenizers import _dictionary

    known = set(policy_terms().themes)
    words = _dictionary().FREQ
    counts: Counter[str] = Counter()
    documents: Counter[str] = Counter()
    quoted: Counter[str] = Counter()
    for text in texts:
        quoted.update(set(_QUOTED.findall(text)))
        grams = Counter(run[i : i + n] for run in _HAN.findall(re.sub("[“”\"]", "", text)) for n in range(1, 7) for i in range(len(run) - n + 1))
        counts.update(grams)
        documents.update(grams.keys())
    for phrase, number in quoted.most_common():
        if number >= 5 and phrase not in known:
            print(f"quoted\t{phrase}\t{number}")
    total = sum(count for gram, count in counts.items() if len(gram) == 1)
    after: defaultdict[str, list[int]] = defaultdict(list)
    before: defaultdict[str, list[int]] = defaultdict(list)
    for gram, count in counts.items():
        if 3 <= len(gram) <= 6:
            after[gram[:-1]].append(count)
            before[gram[1:]].append(count)
    for gram, number in documents.most_common():
        if number < 12 or not 2 <= len(gram) <= 5 or words.get(gram) or gram in known:
            continue
        held = min(log(counts[gram] * total / (counts[gram[:k]] * counts[gram[k:]])) for k in range(1, len(gram)))
        free = min(_spread(after[gram], counts[gram]), _spread(before[gram], counts[gram]))
        if held > 3 and free > 1.5:
            print(f"phrase\t{gram}\t{number}")


def _spread(counts: list[int], total: int) -> float:
    """The entropy (nats) of what stands beside a phrase; a boundary counts as something new each time."""
    ends = max(0, total - sum(counts))
    return -sum(c / total * log(c / total) for c in counts) + ends / total * log(total)


if __name__ == "__main__":
    sys.exit(main())
