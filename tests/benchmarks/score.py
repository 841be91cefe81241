"""Figures on the development answers: ``python tests/benchmarks/score.py [GOLD SOURCES] [--misses N]``."""

from __future__ import annotations

import argparse
import json
import sys
from pathlib import Path

from textkit.model import TextkitError
from textkit.validate.accuracy import evaluate

ROOT = Path(__file__).resolve().parents[2]
SHARED = (ROOT / ".." / "shared").resolve()
BASELINE = ROOT / "tests/golden/baseline.json"


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("gold", nargs="?", type=Path, default=SHARED / "gold/dev")
    parser.add_argument("sources", nargs="?", type=Path, default=SHARED / "corpus")
    parser.add_argument("--misses", type=int, default=0, metavar="N", help="list up to N differences")
    parser.add_argument("--kind", help="only differences of this kind (责任单位 … as listed)")
    options = parser.parse_args()
    if not options.gold.is_dir():
        print(f"没有开发用的标准答案 {options.gold}，没有可算的分数。")
        return 0
    try:
        scores = evaluate(options.gold, options.sources)
    except TextkitError as error:
        print(f"出错：{error}", file=sys.stderr)
        return 1
    floor = json.loads(BASELINE.read_text(encoding="utf-8")) if options.gold == SHARED / "gold/dev" else {}
    for line, figure in zip(scores.text().splitlines(), scores.measures, strict=False):
        change = figure.value - floor.get(figure.name, figure.value)
        print(line + (f"   （比基线{change:+.3f}）" if abs(change) >= 0.0005 else ""))
    wanted = [m for m in scores.misses if options.kind in (None, m.kind)]
    for source, kind, text in wanted[: options.misses]:
        print(f"  {source}：{kind}：{text}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
