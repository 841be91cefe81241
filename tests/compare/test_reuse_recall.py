"""What is planted in the city reports of the reference corpus is found; the bounds are those measured and may not fall."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

import textkit as tk

#: Of 100 each; the benchmark of the same name says what is planted.
LEAST = {"verbatim": 98, "names-swapped": 97, "edited": 80}
SURE = 0.90                              # of the pairs: planted, or with a run of 20 characters in common


def test_planted_passages_are_found(shared: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.syspath_prepend(str(Path(__file__).parents[1] / "benchmarks"))
    import reuse as benchmark

    of = benchmark.ground(0.6)
    result = tk.compare.reuse(of.documents)
    found, ours = benchmark.recall(of, benchmark.pairs_of(result, of.documents))
    assert {kind: found[kind] for kind in LEAST if found[kind] < LEAST[kind]} == {}
    sure = sum(n in ours or benchmark.same_run(row["a_quote"], row["b_quote"]) for n, row in enumerate(result.rows))
    assert sure >= SURE * len(result)
    for name in ("reuse", "planting", "measuring"):
        sys.modules.pop(name, None)
