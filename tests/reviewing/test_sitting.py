"""A review without a page: what a person does is one line in the file, and the file alone brings everything back."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

import textkit as tk
from textkit.corpus import Corpus, apply, read_corrections
from textkit.model import Document, TextkitError
from textkit.reviewing.sitting import Sitting

TEXT = ("关于青禾县春季农业生产的通知\n"
        "一、重点任务\n"
        "县农业农村局要在4月底前完成高标准农田建设2万亩。\n"
        "县水利局要抓紧清淤渠道30公里。\n"
        "春耕备耕资金由县财政局负责，3月10日前筹措到位。\n"
        "各乡镇要抓好春灌。\n")
MISSED = "粮食总产量稳定在12万吨，由县粮食局、县统计局负责。"


def read(text: str = TEXT) -> Document:
    return tk.read_text(text, date="2031-03-01", level="county")


def sit(path: Path, *documents: Document, who: str = "张三") -> Sitting:
    return Sitting(Corpus(documents or (read(),)), path, who)


def task(sitting: Sitting, words: str, number: int = 0) -> str:
    return next(t.id for t in sitting.state(number).corpus[0].tasks if words in t.text)


def rows(corpus: Corpus) -> list[tuple[object, ...]]:
    return [tuple(row) for row in corpus.tasks[["text", "lead", "others", "deadline_end", "rule"]].astype(object).where(lambda t: t.notna(), None).itertuples(index=False)]


def add(sitting: Sitting, words: str) -> str:
    at = sitting.document(0).text.index(words)
    added = sitting.add(0, at, at + len(words)).task
    assert added is not None
    return added


def test_everything_that_was_done_is_there_when_it_is_opened_again(tmp_path: Path) -> None:
    path = tmp_path / "更正.jsonl"
    document = read(TEXT + MISSED.replace("由", "，由"))
    sitting = sit(path, document)
    water, spring = task(sitting, "清淤"), task(sitting, "春灌")
    sitting.set(0, water, "lead", "县水利局")
    sitting.set(0, water, "deadline", "2031年6月1日")
    sitting.accept(0, water)
    sitting.reject(0, spring)
    again = sit(path, document)
    assert rows(again.state(0).corpus) == rows(sitting.state(0).corpus)
    assert again.progress(0) == sitting.progress(0)
    done = again.state(0)
    row = next(row for row in rows(done.corpus) if "清淤" in str(row[0]))
    assert row[1:] == ("县水利局", None, "2031-06-01", "corrected")
    assert water in done.reviewed and spring in done.rejected and not any("春灌" in str(row[0]) for row in rows(done.corpus))
    # the whole corpus says the same as the document by itself
    whole = apply(Corpus((document,)), read_corrections(path))
    assert rows(whole.corpus) == rows(done.corpus) and (whole.reviewed, whole.rejected) == (done.reviewed, done.rejected)


def test_a_task_that_was_missed_is_added_with_what_its_words_say(tmp_path: Path) -> None:
    path = tmp_path / "更正.jsonl"
    document = read()
    words = "春耕备耕资金由县财政局负责，3月10日前筹措到位"
    sitting = sit(path, document)
    known = [t.id for t in document.tasks if words in t.text]
    for name in known:
        sitting.reject(0, name)
    name = add(sitting, words)
    added = sitting.task(0, name)
    assert added.rule == "corrected" and added.span.of(document.text) == words
    assert [u.name for u in added.units] == ["县财政局"] and added.deadline is not None and added.deadline.end_date == "2031-03-10"
    line = read_corrections(path)[-1]
    assert document.source.text[line.more["start"] : line.more["end"]] == words
    with pytest.raises(TextkitError, match="已经有一项"):
        add(sitting, words)
    # the order of the text, and the columns that every task has
    assert [t.span for t in sitting.state(0).corpus[0].tasks] == sorted(t.span for t in sitting.state(0).corpus[0].tasks)
    # it stays where its words stand when the text around it changes, and goes when they do
    other = read("通知全文如下。\n" + TEXT)
    assert any(row[0] == words and row[4] == "corrected" for row in rows(sit(path, other).state(0).corpus) + rows(apply([other], read_corrections(path)).corpus))
    gone = apply([read("县水利局要抓紧清淤渠道30公里。")], read_corrections(path))
    assert name in {c.task for c, _ in gone.lost}


def test_a_task_that_overlaps_another_is_one_of_its_own(tmp_path: Path) -> None:
    sitting = sit(tmp_path / "更正.jsonl")
    name = add(sitting, "抓紧清淤渠道30公里。")            # most of the task that was extracted, which stays
    assert name in {t.id for t in sitting.state(0).corpus[0].tasks} and task(sitting, "县水利局要抓紧清淤")
    assert len(sit(sitting.path).state(0).corpus[0].tasks) == len(sitting.document(0).tasks) + 1


def test_undo_and_redo_lead_back_and_forth(tmp_path: Path) -> None:
    sitting = sit(tmp_path / "更正.jsonl")
    water = task(sitting, "清淤")
    states = [rows(sitting.state(0).corpus)]
    for act in (lambda: sitting.set(0, water, "support", "县财政局"), lambda: sitting.set(0, water, "support", ""),
                lambda: sitting.accept(0, water), lambda: sitting.reject(0, water)):
        act()
        states.append(rows(sitting.state(0).corpus))
    for state in states[-2::-1]:
        assert sitting.undo() is not None and rows(sitting.state(0).corpus) == state
    assert sitting.undo() is None and sitting.progress(0)[0] == 0
    for state in states[1:]:
        assert sitting.redo() is not None and rows(sitting.state(0).corpus) == state
    assert sitting.redo() is None
    assert rows(sit(sitting.path).state(0).corpus) == states[-1]


def test_what_was_rejected_can_be_restored(tmp_path: Path) -> None:
    sitting = sit(tmp_path / "更正.jsonl")
    water = task(sitting, "清淤")
    before = rows(sitting.state(0).corpus)
    sitting.reject(0, water)
    sitting.accept(0, water)
    assert water in sitting.state(0).reviewed and rows(sitting.state(0).corpus) == before


def test_boundaries_are_moved_and_the_task_stays_the_same(tmp_path: Path) -> None:
    sitting = sit(tmp_path / "更正.jsonl")
    water, text = task(sitting, "清淤"), sitting.document(0).text
    start = text.index("抓紧清淤")
    sitting.move(0, water, start, start + len("抓紧清淤渠道30公里"))
    moved = sitting.task(0, water)
    assert moved.text == "抓紧清淤渠道30公里" and moved.rule == "corrected" and [u.name for u in moved.units] == ["县水利局"]
    assert sit(sitting.path).task(0, water).span == moved.span


def test_what_was_found_right_holds_against_a_new_extraction(tmp_path: Path) -> None:
    """A later version reads the text otherwise: what a person saw and found right is still the answer."""
    path = tmp_path / "更正.jsonl"
    sitting = sit(path)
    water = task(sitting, "清淤")
    sitting.accept(0, water)
    document = sitting.document(0)
    from dataclasses import replace

    other = replace(document, tasks=tuple(replace(t, units=(), deadline=None) if t.id == water else t for t in document.tasks))
    assert [u.name for u in sit(path, other).task(0, water).units] == ["县水利局"]
    missing = replace(document, tasks=tuple(t for t in document.tasks if t.id != water))
    found = sit(path, missing)
    assert [u.name for u in found.task(0, water).units] == ["县水利局"] and water in found.state(0).reviewed


def test_an_edited_document_keeps_its_corrections_and_later_ones_join_them(tmp_path: Path) -> None:
    path = tmp_path / "更正.jsonl"
    sitting = sit(path)
    sitting.set(0, task(sitting, "清淤"), "support", "县财政局")
    edited = sit(path, read(TEXT.replace("30公里", "32公里")))
    water = task(edited, "清淤")
    edited.set(0, water, "deadline", "2031-06-01")
    third = sit(path, read(TEXT.replace("30公里", "32公里")))
    row = next(row for row in rows(third.state(0).corpus) if "清淤" in str(row[0]))
    assert "县财政局" in str(row[2]) and row[3] == "2031-06-01" and not third.lost


def test_two_notebooks_see_each_other(tmp_path: Path) -> None:
    path = tmp_path / "更正.jsonl"
    one, two = sit(path), sit(path, who="李四")
    water, spring = task(one, "清淤"), task(one, "春灌")
    one.accept(0, water)
    two.reject(0, spring)
    assert water in two.state(0).reviewed
    assert one.refresh() and spring in one.state(0).rejected
    two.set(0, water, "lead", "县水利局")
    one.undo()                                    # takes back what one did, not what two did after it
    assert water not in one.state(0).reviewed and one.task(0, water).units[0].role == "lead"
    assert [line.who for line in read_corrections(path)] == ["张三", "李四", "李四", "张三"]


def test_a_document_is_whole_when_every_task_was_seen_and_somebody_says_so(tmp_path: Path) -> None:
    sitting = sit(tmp_path / "更正.jsonl")
    with pytest.raises(TextkitError, match="未复核"):
        sitting.complete(0, True)
    for each in sitting.document(0).tasks:
        sitting.accept(0, each.id)
    done = sitting.state(0)
    assert "没有标为" in str(done.pending(done.corpus[0]))
    sitting.complete(0, True)
    done = sitting.state(0)
    assert done.pending(done.corpus[0]) is None and sitting.progress(0)[2]
    changed = sit(sitting.path, read(TEXT + "县教育局要抓好开学工作。\n"))
    assert not changed.progress(0)[2]
    sitting.undo()
    assert not sitting.progress(0)[2]


@pytest.mark.parametrize(("act", "words"), [
    (lambda s, t: s.set(0, t, "colour", "红"), "不能改"), (lambda s, t: s.set(0, t, "deadline", "2031-02-30"), "没有这一天"),
    (lambda s, t: s.set(0, t, "lead", "长" * 3000), "太长"), (lambda s, t: s.accept(0, "x.1"), "没有这项任务"),
    (lambda s, t: s.add(0, 5, 5), "没有选中"), (lambda s, t: s.accept(9, t), "没有第 10 篇"),
])
def test_what_makes_no_sense_is_refused_and_nothing_is_written(tmp_path: Path, act: object, words: str) -> None:
    sitting = sit(tmp_path / "更正.jsonl")
    with pytest.raises(TextkitError, match=words):
        act(sitting, task(sitting, "清淤"))  # type: ignore[operator]
    assert not sitting.path.exists()


def test_another_file_is_not_opened(tmp_path: Path) -> None:
    path = tmp_path / "更正.jsonl"
    path.write_text("会议记录\n", encoding="utf-8")
    with pytest.raises(TextkitError, match="不是 textkit 写的"):
        sit(path)


ACTS = ("accept", "reject", "lead", "deadline", "move", "add", "undo", "redo")


@settings(max_examples=20, deadline=None, suppress_health_check=[HealthCheck.too_slow, HealthCheck.function_scoped_fixture])
@given(st.lists(st.tuples(st.sampled_from(ACTS), st.integers(0, 3)), max_size=10))
def test_whatever_is_done_the_file_says_the_same_as_the_sitting(tmp_path: Path, acts: list[tuple[str, int]]) -> None:
    path = tmp_path / "更正.jsonl"
    path.unlink(missing_ok=True)
    document = read()
    sitting = sit(path, document)
    for act, number in acts:
        present = sitting.state(0).corpus[0].tasks
        if act in ("undo", "redo"):
            getattr(sitting, act)()
        elif act == "add":
            try:
                sitting.add(0, 20 + 5 * number, 40 + 5 * number)
            except TextkitError:
                continue
        elif number < len(present):
            name, span = present[number].id, present[number].span
            if act == "move":
                sitting.move(0, name, span.start, span.end - 2)
            elif act in ("lead", "deadline"):
                sitting.set(0, name, act, {"lead": "县审计局", "deadline": "2031-05-01"}[act])
            else:
                getattr(sitting, act)(0, name)
    again = sit(path, document)
    assert rows(again.state(0).corpus) == rows(sitting.state(0).corpus)
    assert again.state(0).reviewed == sitting.state(0).reviewed and not again.lost
