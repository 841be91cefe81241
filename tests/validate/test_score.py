"""Figures of answers against answers: by hand where a right count is plain, by the reference script where it is not."""

from __future__ import annotations

import copy
import json
import random
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from textkit.model import TextkitError
from textkit.validate import Scores, compare_answers, score

Data = dict[str, Any]


def answers(**lists: Any) -> Data:
    return {"source": "青禾县/要点.txt", "documents": [], "segments": [], "outline": [], "tasks": [], "quantities": [], **lists}


def task(start: int, end: int, *units: tuple[str, str], deadline: Data | None = None) -> Data:
    return {"start": start, "end": end, "quote": "……", "units": [{"name": n, "role": r} for n, r in units],
            "deadline": deadline}


def amount(start: int, end: int, low: float | None, unit: str | None = "座", **more: Any) -> Data:
    return {"start": start, "end": end, "quote": "3座", "low": low, "high": low, "unit": unit, "comparator": "=",
            "direction": "level", "indicator": "新建水库", "kind": "target", **more}


def against(gold: Data, predicted: Data) -> Scores:
    return compare_answers({"一": gold}, {"一": predicted})


def test_same_answers_are_all_right() -> None:
    gold = answers(
        documents=[{"start": 0, "end": 90, "title": "要点", "doc_type": "work_plan", "place": None, "level": "county",
                    "date": ["2031", "2031-02"], "work_year": 2031, "speaker": None}],
        segments=[{"start": 0, "end": 6, "function": "heading"}, {"start": 6, "end": 40, "function": "task"},
                  {"start": 40, "end": 44, "function": "noise"}],
        outline=[{"start": 0, "end": 6, "level": 1, "label": "一", "heading": "水利"}],
        tasks=[task(6, 40, ("县水利局", "lead"), deadline={"end_date": "2031-12-31", "recurrence": None})],
        quantities=[amount(20, 24, 3)],
    )
    predicted = copy.deepcopy(gold)
    predicted["documents"][0]["date"] = "2031-02"
    scores = against(gold, predicted)
    assert set(scores.values.values()) == {1.0}
    assert scores.misses == () and scores.missing == ()


def test_nothing_predicted_is_all_missed() -> None:
    gold = answers(tasks=[task(0, 10, ("县水利局", "lead"))], segments=[{"start": 0, "end": 10, "function": "task"}])
    scores = compare_answers({"一": gold}, {})
    assert scores["task"].gold == 1 and scores["task"].value == scores["unit"].value == scores["function"].value == 0.0
    assert scores.missing == ("一",) and "没有抽取结果：一" in scores.text()
    assert [(m.source, m.kind) for m in scores.misses] == [("青禾县/要点.txt", "漏掉任务"), ("青禾县/要点.txt", "功能不同")]


@pytest.mark.parametrize(("end", "paired"), [(20, True), (10, True), (9, False), (40, True), (41, False)])
def test_tasks_pair_from_half_of_their_joint_text_on(end: int, paired: bool) -> None:
    assert against(answers(tasks=[task(0, 20)]), answers(tasks=[task(0, end)]))["task"].value == float(paired)


def test_pairs_are_one_to_one_and_the_best_first() -> None:
    gold = answers(tasks=[task(0, 10, ("县水利局", "lead"))])
    scores = against(gold, answers(tasks=[task(0, 8), task(0, 10, ("县水利局", "support"))]))
    figure = scores["task"]
    assert (figure.precision, figure.recall) == (0.5, 1.0)
    assert scores["unit"].value == 1.0 and scores["unit_role"].by["lead"].f1 == 0.0


@pytest.mark.parametrize(("gold", "predicted", "value", "missed"), [
    ({"end_date": "2031-06-30"}, {"end_date": "2031-06-30"}, 1.0, False),
    ({"end_date": ["2031-06-30", None]}, {"end_date": None, "quote": "近期"}, 1.0, False),   # undated is one of the answers
    ({"end_date": None, "recurrence": "monthly"}, {"end_date": None, "recurrence": "yearly"}, 0.0, True),
    ({"quote": "6月底前"}, {"quote": "月底"}, 1.0, False),                        # both without a date
    ({"end_date": "2031-06-30"}, None, 0.0, True),
    (None, None, 0.0, False),                                                  # nothing asked, nothing answered
])
def test_deadlines(gold: Data | None, predicted: Data | None, value: float, missed: bool) -> None:
    scores = against(answers(tasks=[task(0, 9, deadline=gold)]), answers(tasks=[task(0, 9, deadline=predicted)]))
    assert scores["deadline"].value == value
    assert ("时限不同" in {m.kind for m in scores.misses}) is missed


@pytest.mark.parametrize(("change", "right"), [
    ({}, {"quantity", "quantity_kind", "comparator", "indicator"}),
    ({"low": 4, "high": 4}, set()),
    ({"low": 3.0000001}, {"quantity", "quantity_kind", "comparator", "indicator"}),
    ({"low": None}, set()),
    ({"unit": "个"}, set()),
    ({"direction": "increase"}, {"quantity", "comparator", "indicator"}),
    ({"comparator": ">="}, {"quantity", "quantity_kind", "indicator"}),
    ({"indicator": "“新建水库”数"}, {"quantity", "quantity_kind", "comparator", "indicator"}),
    ({"indicator": "粮食产量"}, {"quantity", "quantity_kind", "comparator"}),
    ({"indicator": None}, {"quantity", "quantity_kind", "comparator"}),
])
def test_quantities(change: Data, right: set[str]) -> None:
    scores = against(answers(quantities=[amount(5, 9, 3)]), answers(quantities=[{**amount(5, 9, 3), **change}]))
    assert {name for name in ("quantity", "quantity_kind", "comparator", "indicator") if scores[name].value == 1.0} == right


def test_functions_count_by_character_and_the_later_segment_has_it() -> None:
    gold = answers(segments=[{"start": 0, "end": 8, "function": "task"}, {"start": 8, "end": 10, "function": "noise"}])
    predicted = answers(segments=[{"start": 0, "end": 10, "function": "task"}, {"start": 8, "end": 10, "function": "noise"}])
    scores = against(gold, predicted)
    assert scores["function"].by["task"] == (1.0, 8) and scores["noise"].value == 1.0
    half = against(gold, answers(segments=[{"start": 4, "end": 10, "function": "task"}]))
    assert half["function_core"].recall == 0.5 and half["function_core"].precision == pytest.approx(4 / 6)


def test_a_shifted_outline_level_counts_once() -> None:
    def nodes(*levels: int) -> Data:
        return answers(outline=[{"start": 10 * i, "end": 10 * i + 5, "level": level, "label": label, "heading": "…"}
                                for i, (level, label) in enumerate(zip(levels, "一1２", strict=True))])
    scores = against(nodes(1, 2, 2), nodes(2, 3, 3))
    assert scores["outline"].value == scores["outline_level"].value == 1.0
    scores = against(nodes(1, 2, 2), nodes(1, 2, 3))
    assert scores["outline"].value == 1.0 and scores["outline_level"].value == pytest.approx(2 / 3)


def test_outside_the_annotated_part_nothing_is_spurious() -> None:
    gold = answers(scope=[[0, 50]], tasks=[task(0, 10)])
    assert against(gold, answers(tasks=[task(0, 10), task(60, 70)], quantities=[amount(80, 82, 1)]))["task"].value == 1.0


def test_show() -> None:
    scores = against(answers(tasks=[task(0, 10)]), answers(tasks=[task(20, 30)]))
    lines = scores.text(misses=1).splitlines()
    assert lines[0] == "task           P 0.000  R 0.000  F1 0.000   gold 1   任务"
    assert lines[-1] == "  青禾县/要点.txt：漏掉任务：……"
    assert str(scores) == scores.text() and "任务" not in scores.text(chinese=False)
    assert json.loads(scores.to_json()) == scores.figures
    assert list(scores.table.columns) == ["measure", "meaning", "class", "precision", "recall", "value", "gold"]
    assert scores.table.set_index("measure").loc["task", "gold"] == 1
    with pytest.raises(KeyError):
        scores["没有这一项"]


@pytest.mark.parametrize(("content", "words"), [
    ("{", "第 1 行"),
    ("[]", "JSON 对象"),
    ('{"tasks": {}}', "tasks 应是列表"),
    ('{"tasks": [{"start": 1}]}', "tasks 第 1 项"),
    ('{"tasks": [{"start": -1, "end": 3}]}', "tasks 第 1 项"),
    ('{"tasks": [{"start": 1, "end": 3, "units": ["县水利局"]}]}', "units"),
    ('{"tasks": [{"start": 1, "end": 3, "deadline": "年底"}]}', "deadline"),
    ('{"outline": [{"start": 1, "end": 3}]}', "label"),
    ('{"scope": [[1]]}', "scope"),
])
def test_a_broken_answer_file_is_named(tmp_path: Path, content: str, words: str) -> None:
    (tmp_path / "好.json").write_text("{}", encoding="utf-8")
    (tmp_path / "坏.json").write_text(content, encoding="utf-8")
    with pytest.raises(TextkitError, match=words) as caught:
        score(tmp_path / "好.json", tmp_path)
    assert "坏.json" in str(caught.value)


def test_what_is_not_there_is_named(tmp_path: Path) -> None:
    (tmp_path / "好.json").write_text("{}", encoding="utf-8")
    (tmp_path / "空").mkdir()
    for missing in ("没有", "空"):
        with pytest.raises(TextkitError, match=missing):
            score(tmp_path, tmp_path / missing)
    (tmp_path / "编码.json").write_bytes('{"source": "县"}'.encode("gbk"))
    with pytest.raises(TextkitError, match=r"编码\.json"):
        score(tmp_path / "好.json", tmp_path / "编码.json")


def test_one_file_against_one_file_needs_no_equal_names(tmp_path: Path) -> None:
    for name in ("甲.json", "乙.json"):
        (tmp_path / name).write_text(json.dumps(answers(tasks=[task(0, 10)])), encoding="utf-8")
    assert score(tmp_path / "甲.json", tmp_path / "乙.json")["task"].value == 1.0


# --- against the reference script -----------------------------------------------------------------------------------

def disturbed(data: Data, rng: random.Random, rate: float) -> Data:
    """Answers with some entries dropped, shifted, doubled or changed in one field."""
    result = {key: value for key, value in copy.deepcopy(data).items() if key != "scope"}
    for entry in result.get("documents", []):       # a prediction has one answer for each field
        for key, value in entry.items():
            if isinstance(value, list):
                entry[key] = rng.choice(value)
    for entry in result.get("tasks", []):
        end = (entry.get("deadline") or {}).get("end_date")
        if isinstance(end, list):
            entry["deadline"]["end_date"] = rng.choice(end)
    for name in ("documents", "segments", "outline", "tasks", "quantities"):
        result[name] = list(_disturbed(result.get(name, []), rng, rate))
    if rng.random() < rate:
        del result[rng.choice(["documents", "outline", "quantities"])]
    return result


def _disturbed(entries: list[Data], rng: random.Random, rate: float) -> Iterator[Data]:
    changes: list[Callable[[Data, random.Random], None]] = [_shift, _rename, _shuffle, _empty]
    for entry in entries:
        if rng.random() >= rate:
            yield entry
            continue
        if rng.random() < 0.2:
            continue
        if rng.random() < 0.1:
            yield copy.deepcopy(entry)
        rng.choice(changes)(entry, rng)
        yield entry


def _shift(entry: Data, rng: random.Random) -> None:
    by = rng.randint(-12, 12)
    entry["start"] = max(entry["start"] + by, 0)
    entry["end"] = max(entry["end"] + rng.randint(-6, 6) + by, entry["start"])


def _rename(entry: Data, rng: random.Random) -> None:
    for key in ("label", "indicator", "title", "unit", "place"):
        if isinstance(entry.get(key), str) and rng.random() < 0.5:
            entry[key] = entry[key][: rng.randint(0, len(entry[key]))]
    for unit in entry.get("units") or []:
        unit["name"] = rng.choice([unit["name"], "《" + unit["name"] + " 》", unit["name"][1:], "县水利局"])
        unit["role"] = rng.choice(["lead", "support", "responsible", "leader", None])


def _shuffle(entry: Data, rng: random.Random) -> None:
    values = {"function": ["task", "noise", "heading", "achievement", None], "kind": ["target", "other"], "level": [1, 2, 3],
              "direction": ["increase", "level"], "comparator": ["=", ">=", None], "work_year": [2014, None]}
    for key, choice in values.items():
        if key in entry and not (key == "level" and isinstance(entry["level"], str)):
            entry[key] = rng.choice(choice)
    for key in ("low", "high"):
        if entry.get(key) is not None and rng.random() < 0.5:
            entry[key] = rng.choice([str(entry[key]), entry[key] * (1 + 1e-9), entry[key] + 1, None, "约"])


def _empty(entry: Data, rng: random.Random) -> None:
    if "deadline" in entry:
        entry["deadline"] = rng.choice([None, {}, {"quote": "近期"}, {"end_date": "2025-12-31"}, {"recurrence": "monthly"}])
    for key in ("heading", "units", "quote", "speaker", "indicator"):
        if key in entry:
            entry[key] = None


@pytest.mark.parametrize(("seed", "rate"), [(1, 0.0), (2, 0.1), (3, 0.4), (4, 0.9), (5, 0.6), (6, 0.6)])
def test_agrees_with_the_reference_script(shared: Path, tmp_path: Path, seed: int, rate: float) -> None:
    gold, rng = shared / "gold/dev", random.Random(seed)
    for file in sorted(gold.glob("*.json")):
        if rng.random() > 0.15 * rate:              # now and then a file is not there at all
            data = disturbed(json.loads(file.read_text(encoding="utf-8")), rng, rate)
            (tmp_path / file.name).write_text(json.dumps(data, ensure_ascii=False), encoding="utf-8")
    done = subprocess.run(
        [sys.executable, shared / "gold/score.py", gold, tmp_path, "--json"],
        capture_output=True, text=True, encoding="utf-8", check=True,
    )
    assert_same(score(gold, tmp_path).figures, json.loads(done.stdout))


def assert_same(own: Any, reference: Any, where: str = "") -> None:
    """The same names in the same order, the same counts, and figures within 1e-9."""
    if isinstance(reference, dict):
        assert list(own) == list(reference), where
        for key, value in reference.items():
            assert_same(own[key], value, f"{where}.{key}")
    else:
        assert own == pytest.approx(reference, abs=1e-9, rel=0), where
