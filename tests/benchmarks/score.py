"""The figures of the reference scorer on the development answers: ``make score``.

Each file that has an answer in ../shared/gold/dev is extracted into out/score/<name>.json; score.py compares them.
"""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

from textkit.corpus import read
from textkit.report import gold_json

ROOT = Path(__file__).resolve().parents[2]
SHARED = (ROOT / ".." / "shared").resolve()
OUT = ROOT / "out" / "score"


def main() -> int:
    gold = SHARED / "gold" / "dev"
    if not gold.is_dir():
        print(f"没有标准答案：{gold}", file=sys.stderr)
        return 1
    OUT.mkdir(parents=True, exist_ok=True)
    for old in OUT.glob("*.json"):
        old.unlink()
    for path in sorted(gold.glob("*.json")):
        source = json.loads(path.read_text(encoding="utf-8"))["source"]
        answer = gold_json(read(SHARED / "corpus" / source))
        (OUT / path.name).write_text(json.dumps(answer, ensure_ascii=False), encoding="utf-8")
    command = [sys.executable, str(SHARED / "gold" / "score.py"), str(gold), str(OUT), *sys.argv[1:]]
    return subprocess.run(command, check=False).returncode


if __name__ == "__main__":
    sys.exit(main())
