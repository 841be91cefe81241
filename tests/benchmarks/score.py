"""Figures on the embedded answers and on the development answers: ``python tests/benchmarks/score.py [GOLD SOURCES] [--misses N]``."""

from __future__ import annotations

import argparse
import json
import sys
from pathlib import Path

from textkit.model import TextkitError
from textkit.validate.extraction import evaluate

ROOT = Path(__file__).resolve().parents[2]
SHARED = (ROOT / ".." / "shared").resolve()
GOLDEN = ROOT / "tests/golden"
#: answers, their sources, the figures that may not fall
SETS = (
    (ROOT / "corpus/gold", ROOT / "corpus", GOLDEN / "embedded.json"),
    (SHARED / "gold/dev", SHARED / "corpus", GOLDEN / "baseline.json"),
)


def show(gold: Path, sources: Path, baseline: Path | None, misses: int, kind: str | None) -> None:
    """Print the figures of one set of answers, the change against its baseline, and what differs."""
    scores = evaluate(gold, sources)
    floor: dict[str, float] = json.loads(baseline.read_text(encoding="utf-8")) if baseline and baseline.is_file() else {}
    for line, figure in zip(scores.text().splitlines(), scores.measures, strict=False):
        change = figure.value - floor.get(figure.name, figure.value)
        print(line + (f"   （比基线{change:+.3f}）" if abs(change) >= 0.0005 else ""))
    wanted = [m for m in scores.misses if kind in (None, m.kind)]
    for source, what, text in wanted[:misses]:
        print(f"  {source}：{what}：{text}")


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("gold", nargs="?", type=Path)
    parser.add_argument("sources", nargs="?", type=Path, default=SHARED / "corpus")
    parser.add_argument("--misses", type=int, default=0, metavar="N", help="list up to N differences")
    parser.add_argument("--kind", help="only differences of this kind (责任单位 … as listed)")
    options = parser.parse_args()
    known = {gold: baseline for gold, _, baseline in SETS}
    sets = SETS if options.gold is None else ((options.gold, options.sources, known.get(options.gold.resolve())),)
    for gold, sources, baseline in sets:
        print(gold)
        if not gold.is_dir():
            print("没有这些标准答案，没有可算的分数。")
            continue
        try:
            show(gold, sources, baseline, options.misses, options.kind)
        except TextkitError as error:
            print(f"出错：{error}", file=sys.stderr)
            return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
