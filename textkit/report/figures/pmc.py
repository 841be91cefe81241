"""The PMC index: main variables as a shaded table, the index and its grade beside."""

from __future__ import annotations

from collections import defaultdict
from typing import Any

from textkit.report.figures.heat import matrix
from textkit.report.figures.names import label, place_names

__all__ = ["draw"]


def draw(result: Any) -> tuple[Any, Any]:
    """One row per text, the greatest index first."""
    names = place_names(row["place"] for row in result.rows)
    years = len({row["year"] for row in result.rows})
    by: dict[str, dict[str, float]] = defaultdict(dict)
    first: dict[str, dict[str, Any]] = {}
    for row in result.rows:
        by[row["document"]][row["category"]] = row["variable"]
        first.setdefault(row["document"], row)
    order = sorted(by, key=lambda d: (-first[d]["index"], names[first[d]["place"]]))
    categories = list(next(iter(by.values())))
    return matrix(
        [label(names[first[d]["place"]], first[d]["year"], years) for d in order], [c.replace(" ", "\n", 1) for c in categories],
        [[by[d].get(c) for c in categories] for d in order], title=f"PMC 指数（满分 {first[order[0]]['maximum']}）", most=1.0,
        written=lambda v: f"{v:.2f}", beside=[f"{first[d]['index']:.2f} {first[d]['grade']}" for d in order], beside_title="指数", note=result.notes[0])
