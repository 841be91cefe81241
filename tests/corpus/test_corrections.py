"""What people corrected is put back after a new extraction, or listed; never lost, never on the wrong task."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

import textkit as tk
from textkit.corpus import Correction, apply, read_corrections, save_corrections
from textkit.model import Document, TextkitError

TEXT = ("关于青禾县春季农业生产的通知\n"
        "一、县农业农村局要在4月底前完成高标准农田建设2万亩。\n"
        "二、县水利局要抓紧清淤渠道30公里。\n"
        "三、各乡镇要抓好春灌。\n")


def read(text: str = TEXT) -> Document:
    return tk.read_text(text, date="2031-03-01", level="county")


def said(document: Document, number: int, field: str, new: str, when: str = "2031-03-05") -> Correction:
    task = document.tasks[number]
    return Correction(task.id, field, "", new, "督查室", when, task.text)


def roles(document: Document, number: int) -> list[tuple[str, str]]:
    return [(unit.role, unit.name) for unit in document.tasks[number].units]


def test_units_and_deadline_are_set_on_the_task_meant() -> None:
    document = read()
    done = apply([document], [said(document, 1, "lead", "县水利局"), said(document, 1, "support", "县财政局、县应急局"),
                              said(document, 1, "deadline", "2031-05-31"), said(document, 2, "deadline", "5月底前")])
    new = done.corpus[0]
    assert roles(new, 1) == [("lead", "县水利局"), ("support", "县财政局"), ("support", "县应急局")]
    assert new.tasks[1].deadline is not None
    assert (new.tasks[1].deadline.end_date, new.tasks[1].deadline.rule) == ("2031-05-31", "corrected")
    assert new.tasks[2].deadline is not None
    assert new.tasks[2].deadline.end_date == "2031-05-31"
    assert roles(new, 0) == roles(document, 0)
    assert {a.match.how for a in done.attached} == {"id"}
    assert new.tasks[1].units[0].span.of(new.text) == "县水利局"


def test_they_survive_an_edited_document_by_likeness() -> None:
    document = read()
    given_ = [said(document, 1, "deadline", "2031-05-31"), said(document, 0, "task", "")]
    edited = read(TEXT.replace("30公里", "32公里").replace("二、", "三、").replace("三、各", "二、各"))
    done = apply([edited], given_)
    assert done.lost == ()
    assert {a.match.how for a in done.attached} == {"likeness"}
    assert len(done.corpus[0].tasks) == 2
    dredging = next(t for t in done.corpus[0].tasks if "清淤" in t.text)
    assert dredging.deadline is not None
    assert dredging.deadline.end_date == "2031-05-31"


def test_what_finds_no_task_is_listed() -> None:
    document = read()
    gone = Correction("x.1", "lead", "", "县财政局", "督查室", "2031-03-05", "举办元宵灯会并做好安全保障工作。")
    odd = said(document, 0, "colour", "红")
    done = apply([document], [gone, odd])
    assert [c for c, _ in done.lost] == [gone, odd]
    assert done.corpus[0].tasks == document.tasks


def test_the_later_of_two_holds_and_a_changed_extraction_is_marked() -> None:
    document = read()
    task = document.tasks[0]
    first = Correction(task.id, "deadline", "2031-03-31", "2031-04-15", "甲", "2031-03-05", task.text)
    later = Correction(task.id, "deadline", "2031-03-31", "2031-04-20", "乙", "2031-03-06", task.text)
    done = apply([document], [later, first])
    assert done.corpus[0].tasks[0].deadline is not None
    assert done.corpus[0].tasks[0].deadline.end_date == "2031-04-20"
    assert done.attached[0].moved                 # the text says 4月底前, which neither of them had seen


def test_one_wording_in_two_files_stays_apart() -> None:
    one = tk.read_text("县水利局要抓紧清淤渠道30公里。", date="2031")
    two = tk.read_text("会议要求如下。县水利局要抓紧清淤渠道30公里。", date="2031")
    done = apply([one, two], [said(two, len(two.tasks) - 1, "lead", "县城管局")])
    assert roles(done.corpus[0], 0) == roles(one, 0)
    assert ("lead", "县城管局") in roles(done.corpus[1], len(two.tasks) - 1)


def test_a_file_is_only_added_to(tmp_path: Path) -> None:
    document = read()
    path = tmp_path / "更正.jsonl"
    first, second = said(document, 0, "lead", "县发改局"), said(document, 1, "deadline", "")
    save_corrections(path, [first])
    save_corrections(path, [first, second])
    assert read_corrections(path) == (first, second)
    lines = path.read_text(encoding="utf-8").splitlines()
    assert lines[0] == '{"textkit": "corrections"}'
    assert len(lines) == 3


def test_keys_of_others_are_kept(tmp_path: Path) -> None:
    path = tmp_path / "更正.jsonl"
    path.write_text('{"textkit": "corrections"}\n{"task":"a.1","field":"lead","old":"","new":"县水利局","who":"","when":"",'
                    '"text":"清淤","note":"电话告知"}\n', encoding="utf-8")
    save_corrections(path, read_corrections(path))
    assert read_corrections(path)[0].more == {"note": "电话告知"}
    save_corrections(tmp_path / "另存.jsonl", read_corrections(path))
    assert '"note": "电话告知"' in (tmp_path / "另存.jsonl").read_text(encoding="utf-8")


@pytest.mark.parametrize("line", ["{", "[]", '{"task": "a"}', "\u0000"])
def test_a_damaged_line_is_named(tmp_path: Path, line: str) -> None:
    path = tmp_path / "更正.jsonl"
    path.write_text(f'{{"textkit": "corrections"}}\n{line}\n', encoding="utf-8")
    with pytest.raises(TextkitError, match="第2行"):
        read_corrections(path)
    before = path.read_bytes()
    with pytest.raises(TextkitError):
        save_corrections(path, [])
    assert path.read_bytes() == before


def test_a_foreign_file_is_not_replaced(tmp_path: Path) -> None:
    path = tmp_path / "更正.jsonl"
    path.write_text("\n", encoding="utf-8")
    with pytest.raises(TextkitError, match="不是 textkit 写的"):
        save_corrections(path, [said(read(), 0, "lead", "县发改局")])


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.lists(st.tuples(st.integers(0, 2), st.sampled_from(["lead", "support", "deadline", "task", "other"]),
                          st.sampled_from(["", "县水利局", "2031-05-31", "县财政局、县水利局"])), max_size=8))
def test_every_correction_is_attached_superseded_or_lost(given_: list[tuple[int, str, str]]) -> None:
    document = read()
    corrections = [said(document, number, field, new) for number, field, new in given_]
    done = apply([document], corrections)
    keys = {(c.task, c.field) for c in corrections}
    assert {(a.correction.task, a.correction.field) for a in done.attached} | {(c.task, c.field) for c, _ in done.lost} == keys
    assert apply([document], [*corrections, *corrections]).corpus[0].tasks == done.corpus[0].tasks
