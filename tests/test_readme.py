"""The README: its Python that needs only the embedded corpus runs, in both languages, and says what is shown."""

from __future__ import annotations

import ast
import re
from pathlib import Path
from typing import Any

import pytest

ROOT = Path(__file__).resolve().parents[1]
_BLOCK = re.compile(r"^```python\n(.*?)^```$", re.M | re.S)
_ELSEWHERE = ("tk.open(", "tk.validate.")         # a corpus on disk, workbooks that people have filled


def blocks(name: str) -> list[str]:
    return _BLOCK.findall((ROOT / name).read_text(encoding="utf-8"))


def code(block: str) -> str:
    """The block without comments, layout and the language it asks for."""
    return ast.unparse(ast.parse(block)).replace("'en'", "")


def test_same_python_in_both_languages() -> None:
    assert [code(b) for b in blocks("README.md")] == [code(b) for b in blocks("README.zh-CN.md")]


@pytest.mark.parametrize("name", ["README.md", "README.zh-CN.md"])
def test_python_runs_and_shows_what_is_written(name: str) -> None:
    namespace: dict[str, Any] = {}
    ran = shown = 0
    for block in blocks(name):
        if any(word in block for word in _ELSEWHERE):
            continue
        ran += 1
        lines = block.splitlines(keepends=True)
        for statement in ast.parse(block).body:
            source = ast.get_source_segment(block, statement) or ""
            if not isinstance(statement, ast.Expr):
                exec(source, namespace)
                continue
            value = eval(source, namespace)
            written = lines[statement.end_lineno] if (statement.end_lineno or 0) < len(lines) else ""
            if written.startswith("# "):                  # the line below holds the result
                assert repr(value) == written[2:].rstrip()
                shown += 1
    assert ran == 3 and shown == 2
    assert len(namespace["corpus"].tasks) > 1000
