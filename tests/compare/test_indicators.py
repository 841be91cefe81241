"""Indicators under one name: the case table, and the word list itself."""

from __future__ import annotations

import csv
import re
from pathlib import Path

import pytest

from textkit.compare.indicators import parts_of, resolve, resolve_each
from textkit.lexicon import load

CASES = Path(__file__).resolve().parents[1] / "cases" / "indicators.tsv"


def rows() -> list[list[str]]:
    lines = [line for line in CASES.read_text(encoding="utf-8").splitlines() if line and not line.startswith("#")]
    return list(csv.reader(lines, delimiter="\t", quoting=csv.QUOTE_NONE))[1:]


@pytest.mark.parametrize(("words", "place", "name"), rows())
def test_names(words: str, place: str, name: str) -> None:
    assert resolve(words, place).name == name


def test_every_row_matches_its_example() -> None:
    for entry in load("indicators"):
        assert entry["source"] and entry["good"] in ("high", "low", "ceiling")
        assert re.search(entry.pattern, entry["example"]), entry.pattern
        assert not entry["counter"] or not re.search(entry.pattern, entry["counter"]), entry.pattern
        assert resolve(entry["example"]).name == entry["name"]


def test_one_figure_for_several() -> None:
    assert [i.name for i in resolve_each("社会消费品零售总额、固定资产投资")] == ["社会消费品零售总额", "固定资产投资"]
    assert [i.name for i in resolve_each("城镇和农村居民人均可支配收入")] == ["城镇居民人均可支配收入", "农村居民人均可支配收入"]
    assert [i.name for i in resolve_each("茶叶和竹制品产值")] == ["茶叶和竹制品产值"]


def test_parts() -> None:
    assert parts_of("进出口总额") == ("出口",)


def test_own_table(tmp_path: Path) -> None:
    table = tmp_path / "mine.tsv"
    table.write_text("pattern\tname\tgood\tnature\tunits\tpart_of\tsource\texample\tcounter\n"
                     "^竹制品产值$\t竹产业产值\thigh\tflow\t元,%\t\t本县\t竹制品产值\t竹产业\n", encoding="utf-8")
    assert resolve("竹制品产值", None, (str(table),)).name == "竹产业产值"
