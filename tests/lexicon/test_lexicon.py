"""Every word list: the columns, the examples, the counter-examples, no row twice; and lists of the user's own."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from textkit.lexicon import Entry, alternation, load, names
from textkit.model import TextkitError

#: Lists whose rows are the same word with different meanings by another column.
KEY = {"unit_aliases": ("pattern", "level", "from")}


def key(name: str, row: Entry) -> tuple[str, ...]:
    return tuple(row.get(column) or "" for column in KEY.get(name, tuple(c for c in row.columns if c not in ("source", "example", "counter"))))


@pytest.mark.parametrize("name", names())
def test_rows_are_sourced_and_examples_decide(name: str) -> None:
    wrong = []
    for row in load(name):
        pattern = re.compile(row.pattern)
        if not row["source"]:
            wrong.append(f"{name}:{row.line} 没有来源")
        if not row["example"] or not pattern.search(row["example"]):
            wrong.append(f"{name}:{row.line} 不匹配自己的例子：{row.pattern} | {row['example']}")
        if row["counter"] and pattern.search(row["counter"]):
            wrong.append(f"{name}:{row.line} 匹配了反例：{row.pattern} | {row['counter']}")
    assert wrong == []


@pytest.mark.parametrize("name", names())
def test_no_row_stands_twice(name: str) -> None:
    seen: dict[tuple[str, ...], int] = {}
    twice = []
    for row in load(name):
        if (first := seen.setdefault(key(name, row), row.line)) != row.line:
            twice.append(f"{name}:{row.line} 与第 {first} 行重复：{row.pattern}")
    assert twice == []


def test_a_users_file_extends_a_list(tmp_path: Path) -> None:
    mine = tmp_path / "mine.tsv"
    mine.write_text("pattern\tsource\texample\tcounter\n掉链子\t自定\t关键时候掉链子\t\n", encoding="utf-8")
    assert load("lacks", (str(mine),))[-1].pattern == "掉链子"
    assert re.search(alternation("lacks", (str(mine),)), "关键时候掉链子")
    assert not re.search(alternation("lacks"), "关键时候掉链子")


@pytest.mark.parametrize(("text", "message"), [
    ("pattern\tsource\n甲\t乙\n", "词表缺少列"),
    ("pattern\tsource\texample\tcounter\n(\t自定\t甲\t\n", "不是合法的正则表达式"),
    ("pattern\tsource\texample\tcounter\n甲\t乙\t丙\t丁\t戊\n", "列数多于表头"),
])
def test_a_bad_list_says_where(tmp_path: Path, text: str, message: str) -> None:
    mine = tmp_path / "mine.tsv"
    mine.write_text(text, encoding="utf-8")
    with pytest.raises(TextkitError, match=message) as error:
        load("lacks", (str(mine),))
    assert "mine.tsv" in str(error.value)


def test_an_unknown_list_names_those_there_are() -> None:
    with pytest.raises(TextkitError, match="lacks"):
        load("nothing")


def test_a_list_that_cannot_be_read_is_named(tmp_path: Path) -> None:
    with pytest.raises(TextkitError, match=r"mine\.tsv"):
        load("lacks", (str(tmp_path / "mine.tsv"),))
