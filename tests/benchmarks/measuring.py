"""What the benchmark scripts share: where the texts are, the clock, and a command line of measurements by name."""

from __future__ import annotations

import os
import sys
import time
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path

__all__ = ["CORPUS", "ROOT", "TEXTS", "run", "seconds"]

ROOT = Path(__file__).resolve().parents[2]
CORPUS = (ROOT / ".." / "shared" / "corpus").resolve()
#: Where there is no reference corpus the embedded one stands in for it.
TEXTS = CORPUS if CORPUS.is_dir() else ROOT / "corpus"


def seconds(work: Callable[[], object], clock: Callable[[], float] = time.perf_counter) -> float:
    """How long the work takes by the clock: that on the wall, or ``time.process_time``."""
    begun = clock()
    work()
    return clock() - begun


def run(measurements: Mapping[str, Callable[[], object]], names: Sequence[str]) -> int:
    """Do the measurements of these names, all without one; returns the exit code. How busy the machine is comes first, for
    whoever reads the figures."""
    unknown = [name for name in names if name not in measurements]
    if unknown:
        print(f"没有这一项：{'、'.join(unknown)}。可选：{'、'.join(measurements)}", file=sys.stderr)
        return 2
    if hasattr(os, "getloadavg"):
        print(f"开始时系统负载 {os.getloadavg()[0]:.1f}（{os.cpu_count()} 核）")
    for name in names or measurements:
        measurements[name]()
        sys.stdout.flush()
    return 0
