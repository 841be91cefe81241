"""Answer files: folders of ``<name>.json`` read and checked, so that a broken one is named before anything is counted."""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from textkit.model import TextkitError, reason

__all__ = ["LISTS", "Answers", "answered", "load", "matched"]

#: What one file holds: lists of ``documents``, ``segments``, ``outline``, ``tasks`` and ``quantities``, each entry with
#: ``start`` and ``end``; ``source`` names the text; ``scope`` lists the stretches that were annotated, ``reviewed`` which of
#: the lists hold answers of people (all, where it is not there).
Answers = Mapping[str, Any]
LISTS = ("documents", "segments", "outline", "tasks", "quantities")
#: What an entry must have besides its span. Fields of predictions may be missing: they count as wrong.
_NEEDED = {"outline": ("label", "level")}


def answered(answers: Answers) -> frozenset[str]:
    """The lists of an answer file that hold answers; what the others lack says nothing."""
    return frozenset(answers.get("reviewed", LISTS))


def load(path: str | Path) -> dict[str, Answers]:
    """The answers of a folder (every ``*.json``) or of one file, by file name without suffix, sorted.

    Raises TextkitError naming the file where it is missing, no JSON or not in the shape of an answer file.
    """
    path = Path(path)
    if path.is_dir():
        files = sorted(path.glob("*.json"))
        if not files:
            raise TextkitError("文件夹里没有 .json 答案文件", path=str(path), hint="extract --format gold 会写出这样的文件")
    elif path.is_file():
        files = [path]
    else:
        raise TextkitError("没有这个文件或文件夹", path=str(path), hint="请检查路径是否写对")
    return {file.stem: _read(file) for file in files}


def matched(gold: Mapping[str, Answers], predicted: Mapping[str, Answers]) -> dict[str, Answers]:
    """The predictions by the names of the gold files; one file against one file needs no equal names."""
    if len(gold) == len(predicted) == 1:
        return dict(zip(gold, predicted.values(), strict=True))
    return {name: predicted[name] for name in gold if name in predicted}


def _read(file: Path) -> Answers:
    try:
        data = json.loads(file.read_text(encoding="utf-8-sig"))
    except UnicodeDecodeError as error:
        raise TextkitError("不是 UTF-8 编码", path=str(file), hint="答案文件请存为 UTF-8") from error
    except json.JSONDecodeError as error:
        raise TextkitError(f"不是正确的 JSON（{error.msg}）", path=str(file), place=f"第 {error.lineno} 行第 {error.colno} 列") from error
    except RecursionError as error:
        raise TextkitError("JSON 嵌套太深", path=str(file)) from error
    except OSError as error:
        raise TextkitError(f"打不开文件（{reason(error)}）", path=str(file)) from error
    if not isinstance(data, dict):
        raise TextkitError("答案文件应是一个 JSON 对象", path=str(file), hint="见 extract --format gold 写出的文件")
    for name in LISTS:
        _check(data.get(name, []), name, file)
    scope = data.get("scope") or []
    if not isinstance(scope, list) or not all(isinstance(s, list) and len(s) == 2 and all(map(_offset, s)) for s in scope):
        raise TextkitError("scope 应是 [起, 止] 的列表", path=str(file))
    lists = data.get("reviewed", [])
    if not isinstance(lists, list) or not all(name in LISTS for name in lists):
        raise TextkitError("reviewed 应是列表", path=str(file), hint=f"可以有 {'、'.join(LISTS)}")
    return data


def _offset(value: object) -> bool:
    return isinstance(value, int) and not isinstance(value, bool) and value >= 0


def _check(entries: object, name: str, file: Path) -> None:
    if not isinstance(entries, list):
        raise TextkitError(f"{name} 应是列表", path=str(file))
    for number, entry in enumerate(entries, 1):
        place = f"{name} 第 {number} 项"
        if not isinstance(entry, dict) or not _offset(entry.get("start")) or not _offset(entry.get("end")):
            raise TextkitError("缺少 start、end，或不是从 0 数起的整数", path=str(file), place=place)
        lacking = [key for key in _NEEDED.get(name, ()) if key not in entry]
        if lacking:
            raise TextkitError(f"缺少 {'、'.join(lacking)}", path=str(file), place=place)
        units = entry.get("units") if name == "tasks" else None
        if units is not None and not (isinstance(units, list) and all(isinstance(u, dict) and "name" in u for u in units)):
            raise TextkitError("units 应是列表，每项有 name", path=str(file), place=place)
        deadline = entry.get("deadline") if name == "tasks" else None
        if deadline is not None and not isinstance(deadline, dict):
            raise TextkitError("deadline 应是对象或 null", path=str(file), place=place)
