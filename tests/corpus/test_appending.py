"""Lines that several programs add to one file: each is there whole, none is lost, and no other file is touched."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest

from textkit.corpus import appending
from textkit.corpus.appending import append_lines, check_header, whole_lines
from textkit.model import TextkitError

HEADER = '{"textkit": "corrections"}\n'
WRITER = """
import sys
from pathlib import Path
from textkit.corpus.appending import append_lines
for number in range(60):
    append_lines(Path(sys.argv[1]), ['{"who": "%s", "n": %d, "pad": "%s"}' % (sys.argv[2], number, "长" * 500)], header=sys.argv[3])
"""


def test_two_programs_lose_nothing(tmp_path: Path) -> None:
    path = tmp_path / "更正.jsonl"
    running = [subprocess.Popen([sys.executable, "-c", WRITER, str(path), who, HEADER]) for who in "ab"]
    assert [each.wait(60) for each in running] == [0, 0]
    lines = path.read_text(encoding="utf-8").splitlines()
    assert lines[0] == HEADER.strip()
    found = [json.loads(line) for line in lines[1:]]
    for who in "ab":
        assert [line["n"] for line in found if line["who"] == who] == list(range(60))


def test_a_line_that_was_never_finished_is_passed_over_and_then_cut_off(tmp_path: Path) -> None:
    path = tmp_path / "更正.jsonl"
    path.write_text(HEADER + '{"a": 1}\n{"a": 2', encoding="utf-8")
    assert whole_lines(path)[1:] == ['{"a": 1}']
    append_lines(path, ['{"a": 3}'], header=HEADER)
    assert path.read_text(encoding="utf-8") == HEADER + '{"a": 1}\n{"a": 3}\n'


def test_a_last_line_without_a_break_is_kept(tmp_path: Path) -> None:
    path = tmp_path / "更正.jsonl"
    path.write_text(HEADER + '{"a": 1}', encoding="utf-8")
    append_lines(path, ['{"a": 2}'], header=HEADER)
    assert whole_lines(path) == [HEADER.strip(), '{"a": 1}', '{"a": 2}', ""]


@pytest.mark.parametrize("content", ["会议记录\n", "\n", '{"other": 1}\n'])
def test_another_file_stays_as_it_is(tmp_path: Path, content: str) -> None:
    path = tmp_path / "记录.txt"
    path.write_text(content, encoding="utf-8")
    for call in (lambda: append_lines(path, ["{}"], header=HEADER), lambda: check_header(path, HEADER)):
        with pytest.raises(TextkitError, match="不是 textkit 写的"):
            call()
    assert path.read_text(encoding="utf-8") == content


def test_a_file_that_is_put_in_its_place_meanwhile_gets_the_line(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path, other = tmp_path / "更正.jsonl", tmp_path / "新.jsonl"
    path.write_text(HEADER, encoding="utf-8")
    other.write_text(HEADER + '{"a": 1}\n', encoding="utf-8")
    take = appending.take

    def replaced(file: object) -> bool:
        if other.exists():
            other.replace(path)                   # an editor saves between opening and locking
        return take(file)  # type: ignore[arg-type]

    monkeypatch.setattr(appending, "take", replaced)
    append_lines(path, ['{"a": 2}'], header=HEADER)
    assert whole_lines(path)[1:3] == ['{"a": 1}', '{"a": 2}']


def test_a_full_disk_leaves_the_file_as_it_was(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "更正.jsonl"
    append_lines(path, ['{"a": 1}'], header=HEADER)

    def full(_: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(appending.os, "fsync", full)
    with pytest.raises(TextkitError, match="磁盘已满"):
        append_lines(path, ['{"a": 2}'], header=HEADER)
    assert path.read_text(encoding="utf-8") == HEADER + '{"a": 1}\n'


def test_a_file_that_somebody_holds_is_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "更正.jsonl"
    monkeypatch.setattr(appending, "take", lambda _: False)
    monkeypatch.setattr(appending, "WAIT", 0.05)
    with pytest.raises(TextkitError, match="占着"):
        append_lines(path, ["{}"], header=HEADER)
