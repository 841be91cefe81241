"""What the page asks and is told, and the way from a review to figures: messages in, lines and answers out."""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner

import textkit as tk
from textkit.cli import app
from textkit.corpus import read_corrections
from textkit.model import TextkitError
from textkit.reviewing import Review
from textkit.reviewing.payload import Units
from textkit.reviewing.widget import receive
from textkit.validate import evaluate, score

pytest.importorskip("anywidget")

TEXT = ("关于青禾县春季农业生产的通知\n"
        "一、重点任务\n"
        "县农业农村局要在4月底前完成高标准农田建设2万亩。\n"
        "𠮷祥村</script><img src=x onerror=alert(1)>一带，县水利局要抓紧清淤渠道30公里。\n"
        "备耕资金由县财政局负责，3月10日前筹措到位。\n"
        "各乡镇要抓好春灌。\n")


class Page:
    """The other end of the widget: what a page sends, and what it gets."""

    def __init__(self, review: Any) -> None:
        self.review, self.sent = review, list[dict[str, Any]]()
        review.widget.send = self.sent.append

    def __call__(self, **message: Any) -> list[dict[str, Any]]:
        self.sent.clear()
        receive(self.review.widget, self.review._answer, {"view": "1", **message})
        return list(self.sent)

    def act(self, action: str, **more: Any) -> list[dict[str, Any]]:
        return self(type="act", action=action, document=0, **more)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "原文").mkdir()
    (tmp_path / "原文/通知.txt").write_text(TEXT, encoding="utf-8")
    (tmp_path / "原文/要点.txt").write_text("2031年工作要点\n县教育局要抓好开学工作。\n", encoding="utf-8")
    return tmp_path


def opened(folder: Path, **options: Any) -> tuple[Review, Page]:
    review = tk.review(tk.read(folder / "原文/通知.txt"), folder / "更正.jsonl", who="张三", **options)
    return review, Page(review)


def test_the_page_is_told_what_there_is(folder: Path) -> None:
    _, page = opened(folder)
    index, = page(type="index")
    assert index["view"] == "1" and index["who"] == "张三" and index["documents"][0]["total"] > 2
    document, = page(type="document", document=0)
    units = Units(document["text"])
    for task in document["tasks"]:                # offsets are those of JavaScript
        words = document["text"].encode("utf-16-le")[2 * task["start"] : 2 * task["end"]].decode("utf-16-le")
        assert words.split() == task["words"].split()
        assert units.to_js(units.to_py(task["start"])) == task["start"]
    json.dumps(document)


def test_an_action_is_answered_with_what_changed(folder: Path) -> None:
    _, page = opened(folder)
    document, = page(type="document", document=0)
    water = next(task for task in document["tasks"] if "清淤" in task["words"])
    changed, = page.act("set", task=water["id"], field="support", value="县应急局、县财政局")
    assert [task["id"] for task in changed["tasks"]] == [water["id"]]
    assert changed["tasks"][0]["fields"]["support"] == {"value": "县应急局、县财政局", "state": "set", "old": ""}
    changed, = page.act("set", task=water["id"], field="deadline", value="")
    assert changed["tasks"][0]["fields"]["deadline"]["state"] == "right"
    changed, = page.act("reject", task=water["id"])
    assert changed["tasks"][0]["status"] == "rejected" and changed["reviewed"] == 1
    text = document["text"]
    at = len(text[: text.index("备耕资金")].encode("utf-16-le")) // 2
    changed, = page.act("add", start=at, end=at + 4)
    added = next(task for task in changed["tasks"] if task["added"])
    assert (added["words"], changed["at"]) == ("备耕资金", added["id"])
    changed, = page.act("undo")
    assert changed["removed"] == [added["id"]]
    nothing = [page.act("redo"), page.act("redo")][1]
    assert nothing[0]["type"] == "nothing"


@pytest.mark.parametrize("message", [
    {"type": "act", "action": "explode", "document": 0}, {"type": "act", "action": "accept", "document": 0, "task": "x"},
    {"type": "document", "document": 7}, {"type": "document", "document": "one"}, {"type": "act", "action": "add", "document": 0},
])
def test_a_message_that_makes_no_sense_is_answered_with_an_error(folder: Path, message: dict[str, Any]) -> None:
    _, page = opened(folder)
    answer, = page(**message)
    assert answer["type"] == "error" and answer["message"] and not (folder / "更正.jsonl").exists()


def test_a_folder_that_cannot_be_written_is_said_on_the_page(folder: Path) -> None:
    _, page = opened(folder)
    document, = page(type="document", document=0)
    (folder / "更正.jsonl").mkdir()
    answer, = page.act("accept", task=document["tasks"][0]["id"])
    assert answer["type"] == "error" and "更正.jsonl" in answer["message"]


def test_what_somebody_else_wrote_is_shown_with_the_next_action(folder: Path) -> None:
    _, page = opened(folder)
    _, other = opened(folder)
    document, = page(type="document", document=0)
    first, second = document["tasks"][:2]
    other.act("accept", task=first["id"])
    answer, = page.act("accept", task=second["id"])
    assert answer["type"] == "document" and [task["status"] for task in answer["tasks"][:2]] == ["reviewed", "reviewed"]


def test_review_leads_to_answers_and_answers_to_figures(folder: Path) -> None:
    review, page = opened(folder)
    with pytest.raises(TextkitError, match="还没有一篇"):
        review.to_gold(folder / "答案")
    document, = page(type="document", document=0)
    for task in document["tasks"]:
        page.act("accept", task=task["id"])
    page.act("complete", yes=True)
    answers, = review.to_gold(folder / "答案")
    assert evaluate(folder / "答案", folder / "原文").values == {"task": 1.0, "task_chars": 1.0, "unit": 1.0, "deadline": 1.0, "unit_role": 1.0}
    # one task is none, one unit is missing, one task was missed: the figures say so
    by_words = {task["words"][:4]: task["id"] for task in document["tasks"]}
    page.act("reject", task=by_words["各乡镇要"])
    page.act("set", task=by_words["县农业农"], field="support", value="县财政局")
    review.to_gold(folder / "答案")
    figures = evaluate(folder / "答案", folder / "原文")
    tasks = len(document["tasks"])
    assert figures["task"].precision == (tasks - 1) / tasks and figures["task"].recall == 1.0
    assert figures["unit"].recall is not None and figures["unit"].recall < 1.0
    gold = json.loads(answers.read_text(encoding="utf-8"))
    assert gold["reviewed"] == ["tasks"] and gold["source"].endswith("通知.txt") and "segments" not in gold
    for task in gold["tasks"]:
        assert TEXT[task["start"] : task["end"]] == task["quote"]


def test_the_command_line_does_the_same(folder: Path) -> None:
    review, page = opened(folder)
    document, = page(type="document", document=0)
    for task in document["tasks"]:
        page.act("accept", task=task["id"])
    water = next(task for task in document["tasks"] if "清淤" in task["words"])
    page.act("set", task=water["id"], field="deadline", value="2031-06-01")
    page.act("complete", yes=True)
    run = CliRunner().invoke
    sources, out = str(folder / "原文"), str(folder / "答案")
    done = run(app, ["extract", sources, "--format", "gold", "--corrections", str(review.sitting.path), "-o", out])
    assert done.exit_code == 0, done.output
    assert [path.name for path in (folder / "答案").iterdir()] == ["通知.json"]
    assert "要点.txt" in done.output and "未复核" in done.output
    said = run(app, ["evaluate", out, sources, "--misses", "5"])
    assert said.exit_code == 0 and "时限不同" in said.output and "quantity" not in said.output
    table = folder / "任务.csv"
    assert run(app, ["extract", sources, "--corrections", str(review.sitting.path), "-o", str(table)]).exit_code == 0
    assert "2031-06-01" in table.read_text(encoding="utf-8-sig")
    run(app, ["extract", sources, "--format", "gold", "-o", str(folder / "结果")])
    assert score(out, folder / "结果").figures == evaluate(out, sources).figures
    assert run(app, ["extract", sources, "--corrections", str(folder / "没有.jsonl")]).exit_code == 1


def test_the_corrected_corpus_is_there_without_a_page(folder: Path) -> None:
    review, page = opened(folder)
    document, = page(type="document", document=0)
    page.act("set", task=document["tasks"][0]["id"], field="lead", value="县农业农村局")
    tasks = review.corpus.tasks
    assert tasks["lead"].tolist()[0] == "县农业农村局" and tasks["rule"].tolist()[0] == "corrected"
    assert review.progress[["tasks", "reviewed", "complete"]].values.tolist() == [[len(document["tasks"]), 0, False]]
    assert review.lost == [] and len(read_corrections(review.sitting.path)) == 1


def test_without_anywidget_the_extra_is_named(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from textkit.reviewing import widget

    widget._widget.cache_clear()
    monkeypatch.setitem(sys.modules, "anywidget", None)
    with pytest.raises(TextkitError, match=r"policy-textkit\[lab\]"):
        opened(folder)


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_every_word_of_the_page_is_there(folder: Path, lang: str) -> None:
    import re

    from textkit.reviewing import words

    review, _ = opened(folder, lang=lang)
    known = review.widget.words
    here = Path(words.__file__).parent
    for name in ("page.js", "review.js", "coding.js"):
        program = (here / name).read_text(encoding="utf-8")
        used = {a or b for a, b in re.findall(r'words\.(\w+)|words\["([\w.]+)"\]', program)} | set(re.findall(r'"(key\.\w+)"', program))
        assert used <= known.keys()
        assert "innerHTML" not in program and "http" not in program
    with pytest.raises(TextkitError, match="没有这种语言"):
        opened(folder, lang="fr")
