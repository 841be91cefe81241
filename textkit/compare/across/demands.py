"""What the level above demanded, which place took it up, and in whose words."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from textkit.compare.across.reports import Report
from textkit.compare.lineage.changes import change_of
from textkit.compare.lineage.character_pairs import longest_shared, pairs, sum_of_weights
from textkit.compare.lineage.commitments import Commitment
from textkit.compare.lineage.scoring import Evidence, compare

__all__ = ["LABELS", "TAKEN", "WORDS", "coverage"]

TAKEN = 0.65
"""The least score at which a place's commitment answers the demand."""

WORDS = {"copied": "照录", "adapted": "改写", "own": "自己的话", "silent": "未提及"}
"""In whose words: of what the demand says, COPIED or more stands in the answer, ADAPTED or more, less, or there is no answer."""
COPIED, ADAPTED = 0.8, 0.4

LABELS = {
    "upper_place": "上级", "place": "地方", "upper_quote": "上级要求", "words": "用谁的话", "words_name": "用谁的话（中文）", "score": "相似分",
    "share": "上级用语占比", "run": "最长相同字句", "quote": "地方原文", "upper_target": "上级目标", "target": "地方目标", "indicator": "指标",
    "unit": "单位", "target_gap": "地方减上级", "upper_task": "上级任务编号", "upper_document": "上级文档编号", "upper_file": "上级文件",
    "upper_section": "上级章节", "upper_start": "上级原文起", "upper_end": "上级原文止", "task": "任务编号", "document": "文档编号", "file": "文件",
    "section": "章节", "start": "原文起", "end": "原文止",
}


def coverage(reports: Mapping[str, Report], uppers: Mapping[str, str], commitments: Mapping[str, Sequence[Commitment]],
             least: float = TAKEN) -> list[dict[str, Any]]:
    """One row per demand (a commitment of the level above) and place below it: the likeliest answer, or that there is none.

    A place may answer two demands with one sentence. Where nothing answers, ``words`` is ``silent``: the report does not
    mention it, nothing more.
    """
    rows: list[dict[str, Any]] = []
    for place, upper in uppers.items():
        demands, answers = commitments[upper], commitments[place]
        best: dict[int, Evidence] = {}
        for evidence in compare(demands, answers, least):
            best.setdefault(evidence.earlier, evidence)            # the likeliest comes first
        for n, demand in enumerate(demands):
            found = best.get(n)
            rows.append({"upper_place": upper, "place": place, **_sides(demand, answers[found.later] if found else None, found),
                         "document": reports[place].document.id, "file": reports[place].document.source.path})
    return rows


def _sides(demand: Commitment, answer: Commitment | None, found: Evidence | None) -> dict[str, Any]:
    row: dict[str, Any] = {
        "upper_quote": demand.quote, "upper_target": demand.targets, "upper_task": demand.task.id,
        "upper_document": demand.document.id, "upper_file": demand.document.source.path, "upper_section": demand.section or None,
        "upper_start": demand.source.start, "upper_end": demand.source.end, "words": "silent",
    }
    if answer is not None and found is not None:
        share = _share(demand, answer)
        change = change_of(demand, answer)
        row |= {
            "words": "copied" if share >= COPIED else "adapted" if share >= ADAPTED else "own", "score": round(found.score, 3), "share": round(share, 3),
            "run": longest_shared(demand.words, answer.words), "quote": answer.quote, "target": answer.targets,
            "indicator": change.indicator if change else None, "unit": change.later.unit if change else None,
            "target_gap": change.amount if change else None, "task": answer.task.id, "section": answer.section or None, "start": answer.source.start, "end": answer.source.end,
        }
    return row | {"words_name": WORDS[row["words"]]}


def _share(demand: Commitment, answer: Commitment) -> float:
    """Which share of what the demand says stands in the answer, weighted."""
    said = set(pairs(demand.words))
    total = sum_of_weights(said)
    return sum_of_weights(said & set(pairs(answer.words))) / total if total else 0.0
