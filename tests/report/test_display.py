"""What a notebook shows: every kind of result as a table whose rows open to the sentences that they rest on."""

from __future__ import annotations

import base64
import gzip
import json
import re
from collections.abc import Callable, Iterator, Sequence
from html import unescape
from pathlib import Path
from typing import Any

import pandas as pd
import pytest

import textkit as tk
from textkit.compare.result import Result
from textkit.model import Document, TextkitError
from textkit.report import document_html
from textkit.report.codes import coded
from textkit.report.display.grid import FIRST, MOST
from textkit.report.display.passages import Passages, marked
from textkit.report.display.values import Field, cell, fields_of, value_text

KINDS = ("years", "places", "delivery", "task_delivery", "panel", "reuse", "attention", "hits", "pmc", "kwic", "terms", "trends", "similarity",
         "findings", "figures", "changes", "assignments", "sample", "agreement", "accuracy", "repair")


FILES = ("yunxiu-2023", "yunxiu-2024", "yanchuan-2022", "yanchuan-2023", "yanchuan-2024", "luyang-2024")


@pytest.fixture(scope="module")
def corpus(embedded: Path) -> Any:
    return tk.read([embedded / f"{name}-report.txt" for name in FILES])


@pytest.fixture(scope="module")
def shown(corpus: Any) -> dict[str, Result]:
    """One result of every kind."""
    compare, draft, validate = tk.compare, tk.draft, tk.validate
    attention = compare.attention(corpus)
    sample = validate.sample(corpus, 40)
    codes = pd.DataFrame([(row["item"], who, "is_task", "yes" if (n + len(who)) % 9 else "no") for n, row in enumerate(sample.rows) for who in ("甲", "乙一")],
                         columns=["item", "coder", "field", "value"])
    return {
        "years": compare.years(corpus), "places": compare.places(corpus), "delivery": compare.delivery(corpus),
        "task_delivery": compare.task_delivery(corpus), "panel": compare.panel(corpus), "reuse": compare.reuse(corpus), "attention": attention,
        "hits": attention.hits, "pmc": compare.pmc(corpus), "kwic": compare.kwic(corpus, "乡村振兴"), "terms": compare.terms(corpus, by="place"),
        "trends": compare.trends(corpus), "similarity": compare.similarity(corpus), "findings": draft.check(tk.read_text("各单位要在20xx年6月底前完成XX项目建设。", date="2031-01-01")),
        "figures": draft.figures(corpus[1]), "changes": draft.diff(corpus[0], corpus[1]), "assignments": draft.assign(corpus[:1]),
        "sample": sample, "agreement": validate.agreement(codes, draws=20), "accuracy": validate.accuracy(sample, codes, draws=20),
        "repair": draft.repair(tk.read_text("要坚持属地原那么，制定实施细那么，否那么严肃追责。")),
    }


def packed(html: str) -> str:
    """The rows that wait packed in a page."""
    found = re.search(r'data-rest="([^"]*)"', html)
    return gzip.decompress(base64.b64decode(found[1])).decode() if found else ""


def rows(html: str) -> int:
    return html.count('<tr class="r">') + packed(html).count('<tr class="r">')


@pytest.mark.parametrize("kind", KINDS)
def test_every_result_shows_itself(shown: dict[str, Result], kind: str) -> None:
    result = shown[kind]
    html = str(result._repr_html_())
    assert rows(html) == min(len(result), MOST) and len(result) > 0
    assert result.title in html and all(note.split("“")[0] in unescape(html) for note in result.notes)
    heading = next(result.labels[name] for name in result.shown if any(row.get(name) is not None for row in result.rows))
    assert f">{heading}</th>" in html
    assert not re.search(r"(?:src|href)=|https?:|@import|url\(", re.sub(r"<tbody>.*</tbody>", "", html, flags=re.S))
    assert html == result._repr_html_()
    assert len(html.encode()) < 400_000


def test_twenty_results_are_small(shown: dict[str, Result]) -> None:
    assert sum(len(str(result._repr_html_()).encode()) for result in shown.values()) < 2_000_000


@pytest.mark.parametrize("kind", [kind for kind in KINDS if kind not in ("agreement", "accuracy")])
def test_every_row_leads_to_its_place_in_the_source(shown: dict[str, Result], kind: str) -> None:
    result = shown[kind]
    passages = Passages(result.columns, result.passages, result.labels, result.documents)
    checked = 0
    for row in result.rows:
        for passage in passages.of(row):
            if passage.span is None and passage.column in ("report_quote", "actual_quote"):
                continue                         # several passages joined, or a figure of the earlier report itself
            assert passage.document is not None and passage.span is not None, (kind, passage)
            there = "".join(passage.span.of(passage.document.source.text).split())
            if kind not in ("findings", "repair", "sample", "assignments"):
                assert there and there in "".join(str(row[passage.column]).split()) or "".join(str(row[passage.column]).split()) in there, (kind, passage)
            assert "字）" in passages.where(passage, "zh")
            checked += 1
    assert checked >= min(len(result), 3)


def test_a_row_opens_to_both_wordings_with_what_differs(shown: dict[str, Result]) -> None:
    html = str(shown["years"]._repr_html_())
    body = html + packed(html)
    assert body.count('<mark class="tk-differs">') > 100 and 'class="tk-sides"' in body
    assert "前一年原文</b>" in body and "后一年原文</b>" in body and "yunxiu-2023-report.txt › " in body


def test_columns_rows_and_language_can_be_chosen(shown: dict[str, Result]) -> None:
    result = shown["years"]
    html = str(result.show(["quote_later", "score"], rows=30, lang="en"))
    assert rows(html) == 30 and '>quote_later</th>' in html and "地方</th>" not in html
    assert 'lang="en"' in html and f"first 30 of {len(result)} rows" in html
    with pytest.raises(TextkitError, match="没有列 nichts"):
        result.show(["nichts"])
    with pytest.raises(TextkitError, match="语言"):
        result.show(lang="fr")


def test_the_rest_of_the_rows_waits_packed(corpus: Any) -> None:
    table = corpus.tasks
    html = str(tk.report.show(table, corpus=corpus, rows=280))
    assert html.count('<tr class="r">') == FIRST and rows(html) == 280 and "中的前 280 行" in html
    assert "完成时限</th>" in html and html.index("文字</th>") < html.index("完成时限</th>")
    dated = table.index[table["deadline_end"].notna()][0]
    assert f'data-k="{table.loc[dated, "deadline_end"]}">{table.loc[dated, "deadline"]}' in html + packed(html)
    assert json.loads(unescape(re.findall(r'data-pick="([^"]*)"', html)[0]))


def test_frames_of_all_kinds(corpus: Any, shown: dict[str, Result]) -> None:
    for table in (corpus.documents, corpus.quantities, corpus.coverage(), corpus.kwic("乡村振兴"), shown["reuse"].families, shown["years"].threads):
        html = str(tk.report.show(table))
        assert rows(html) == min(len(table), MOST)
    assert "词</th>" in str(tk.report.show(corpus.words())) == corpus.words()._repr_html_()
    assert "有一行" in str(tk.report.show(corpus.tasks[:0]))
    with pytest.raises(TextkitError, match="不会显示 int"):
        tk.report.show(3)


def test_coding_and_scores(shown: dict[str, Result], corpus: Any) -> None:
    answers = {"one": tk.report.gold_json(corpus[:1])}
    scores = tk.validate.compare_answers(answers, answers)
    assert rows(scores._repr_html_()) == len(scores.table) and repr(scores).startswith("<Scores ") and "\n" not in repr(scores)
    coding = tk.validate.Coding(pd.DataFrame([("T0001", "甲", "is_task", "yes")], columns=["item", "coder", "field", "value"]), ())
    assert "编码员</th>" in coding._repr_html_() and ">是任务</td>" in coding._repr_html_()
    assert repr(coding) == "<Coding 1 个编码，1 名编码员，0 处没有用上>"


def test_aligned(shown: dict[str, Result]) -> None:
    html = str(shown["years"].aligned(relation="raised", most=2))
    assert html.count('class="tk-pair"') == 2 and "云岫市 2023</b>" in html and "这里是前 2 对" in html
    assert str(shown["delivery"].aligned(most=3)).count("tk-pair") >= 3
    assert str(shown["task_delivery"].aligned(status="done", most=1)).count('class="tk-side"') == 2
    family = next(row["family"] for row in shown["places"].rows if row["shared"] == "shared")
    assert 'class="tk-pair"' in str(shown["places"].aligned(family=family))
    assert str(shown["reuse"].aligned(1)) == str(shown["reuse"].aligned(family=1))
    with pytest.raises(TextkitError, match="不是两份文字的对照"):
        shown["terms"].aligned()
    with pytest.raises(TextkitError, match="没有列"):
        shown["years"].aligned(colour="red")
    with pytest.raises(TextkitError, match="没有可以对照的行（relation=raise）"):
        shown["years"].aligned(relation="raise")


@pytest.mark.parametrize("kind", KINDS)
def test_a_terminal_gets_one_short_line(shown: dict[str, Result], kind: str) -> None:
    said = repr(shown[kind])
    assert len(said) <= 140 and "\n" not in said and said.startswith("<")


# ------------------------------------------------------------------ values
@pytest.mark.parametrize(("name", "value", "shown_as"), [
    ("year", 2024, "2024"), ("low", 18_600_000_000.0, "18,600,000,000"), ("alpha", 2 / 3, "0.667"), ("gap", -0.6000000001, "-0.6"), ("p", 1e-9, "1e-09"),
    ("low", 12_345.678, "12,345.68"), ("start", 12_345, "12345"), ("place_code", 510_802, "510802"), ("low", float("nan"), ""), ("low", pd.NA, ""),
    ("share", float("inf"), "inf"), ("upper_level", True, "是"), ("upper_level", False, ""), ("outcome", "not_met", "未达到"),
    ("measure", "level", "总量"), ("quote", "增长3.5%\n左右", "增长3.5%左右"), ("predicted_modality", "must", "必须"), ("doc_type", "speech", "讲话"),
    ("level", "unknown", ""), ("members", ("甲", "乙"), "甲、乙"),
])
def test_values_as_readers_see_them(name: str, value: Any, shown_as: str) -> None:
    assert value_text(name, value) == shown_as


def test_codes_in_english_are_the_codes() -> None:
    assert coded("outcome", "not_met", "en") == "not_met" and coded("role", "lead", "en") == "lead" and coded("quote", "3.5", "en") == "3.5"


def test_cells_are_escaped_and_sorted_by_what_they_mean() -> None:
    record = {"quote": "<img src=x onerror=alert(1)>" * 2, "low": 1e9, "deadline": "年底前", "deadline_end": "2024-12-31", "severity": "error"}
    fields = fields_of(["quote", "low", "deadline", "severity"], [record], {}, "zh", known=record)
    said = [cell(field, record, "zh") for field in fields]
    assert said[0].startswith('<td class="w"><div class="c">&lt;img') and "<img" not in said[0]
    assert said[1] == '<td class="n" data-k="1000000000">1,000,000,000</td>'
    assert said[2] == '<td class="s" data-k="2024-12-31">年底前</td>' and said[3] == '<td class="error">错误</td>'


def test_columns_with_few_values_can_be_chosen_by() -> None:
    table = [{"year": 2020 + n % 3, "place": "甲县" if n % 2 else "乙县", "quote": "长" * 50, "low": n % 2} for n in range(10)]
    fields = {field.name: field for field in fields_of(["year", "place", "quote", "low"], table, {"year": "年份"}, "zh")}
    assert fields["year"] == Field("year", "年份", "number", None, ("2020", "2021", "2022")) and fields["place"].picks == ("乙县", "甲县")
    assert fields["quote"].picks == fields["low"].picks == ()


def test_what_both_have_is_not_marked() -> None:
    assert marked("改造<b>13个", [(0, 5), (7, 8)]) == '改造&lt;b&gt;<mark class="tk-differs">13</mark>个'
    assert marked("甲乙丙", [(0, 2), (1, 3)]) == "甲乙丙"


# ------------------------------------------------------------------ documents
def test_a_report_of_twenty_thousand_characters_is_small(corpus: Any) -> None:
    """One that is nothing but tasks, so that hardly a character is without a mark."""
    text = "\n".join(2 * [task.text for document in corpus for task in document.tasks])[:20_000]
    document = tk.read_text(text, date="2024-01-01")
    html = document_html(document, page=True)
    assert len(document.text) > 19_500 and len(document.tasks) > 300
    assert html.count("tk-card") > 1_000 and len(html.encode()) < 1_500_000


def test_a_corpus_that_is_large_is_not_read_whole(make: Callable[..., Document]) -> None:
    class Many(Sequence[Document]):
        failures = (("坏.doc", "读不了"),)
        documents = None
        options = None
        read = 0

        def __len__(self) -> int:
            return 1_000_000

        def __getitem__(self, index: Any) -> Any:
            raise IndexError(index)

        def __iter__(self) -> Iterator[Document]:
            for _ in range(1_000_000):
                self.read += 1
                yield make()

    many = Many()
    html = str(tk.report.show(many, rows=30))
    assert many.read <= 31 and "1000000 份文件，这里是前 30 份" in html and "坏.doc：读不了" in html
