"""The configuration of a check: ``textkit.toml``, or ``[tool.textkit]`` of a ``pyproject.toml``.

::

    [check]
    off = ["sentence.long", "slogan"]          # rules or families that are not used
    fail_on = "error"                          # from which severity on the exit code is 3
    [check.severity]
    "unit.former" = "error"
    [check.lists]
    check_wording = ["本单位固定提法.tsv"]      # extends a word list, same columns
"""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from textkit.draft.findings import Severity, rank
from textkit.lexicon import load, names
from textkit.model import TextkitError, reason

__all__ = ["Settings", "find_settings", "read_settings"]

FILES = ("textkit.toml", "pyproject.toml")
_KEYS = ("off", "fail_on", "severity", "lists")


@dataclass(frozen=True, slots=True)
class Settings:
    """``off``: rules or families not used; ``severities``: rule → severity; ``lists``: word list → the user's files."""

    off: tuple[str, ...] = ()
    severities: tuple[tuple[str, Severity], ...] = ()
    fail_on: Severity = "error"
    lists: tuple[tuple[str, tuple[str, ...]], ...] = ()
    path: str | None = None


def read_settings(path: str | Path) -> Settings:
    """The settings in one file. Raises TextkitError where it cannot be read or says what is not understood."""
    path = Path(path)
    try:
        data = tomllib.loads(path.read_text(encoding="utf-8-sig"))
    except OSError as error:
        raise TextkitError(f"读不了配置文件（{reason(error)}）", path=str(path)) from error
    except (UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise TextkitError(f"配置文件不是合法的 TOML（{error}）", path=str(path), hint="请存为 UTF-8，字符串加引号") from error
    table = data.get("tool", {}).get("textkit", {}) if path.name == "pyproject.toml" else data
    table = table.get("check", {}) if isinstance(table, Mapping) else {}
    return _settings(table, path)


def find_settings(folder: str | Path) -> Settings:
    """The settings of the nearest ``textkit.toml`` or ``pyproject.toml`` with ``[tool.textkit.check]`` above ``folder``."""
    start = Path(folder).resolve()
    for place in (start, *start.parents):
        for name in FILES:
            path = place / name
            if path.is_file() and (name == "textkit.toml" or "[tool.textkit.check" in path.read_text(encoding="utf-8", errors="replace")):
                return read_settings(path)
    return Settings()


def _settings(table: Mapping[str, Any], path: Path) -> Settings:
    def wrong(what: str, hint: str = "") -> TextkitError:
        return TextkitError(what, path=str(path), place="[check]", hint=hint or None)

    for key in table:
        if key not in _KEYS:
            raise wrong(f"不认识的设置 {key}", f"可用：{'、'.join(_KEYS)}")
    off, severity, lists = table.get("off", []), table.get("severity", {}), table.get("lists", {})
    if not isinstance(off, list) or not all(isinstance(rule, str) for rule in off):
        raise wrong("off 应是规则名的列表", '例如 off = ["sentence.long"]')
    if not isinstance(severity, dict) or not isinstance(lists, dict):
        raise wrong("severity 和 lists 应是表", '例如 [check.severity] 下写 "unit.former" = "error"')
    files: dict[str, tuple[str, ...]] = {}
    for name, given in lists.items():
        if name not in names():
            raise wrong(f"没有名为 {name} 的词表", f"已有：{'、'.join(n for n in names() if n.startswith('check_'))}")
        files[name] = tuple(str(path.parent / each) for each in ([given] if isinstance(given, str) else given))
        load(name, files[name])                   # says now what is wrong with them
    fail_on = table.get("fail_on", "error")
    for level in (fail_on, *severity.values()):
        rank(level)
    return Settings(tuple(off), tuple(severity.items()), fail_on, tuple(files.items()), str(path))
