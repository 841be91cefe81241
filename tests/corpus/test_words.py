"""Words: terms kept whole, the tokenizers, the matrix, the vectorizer, keyword in context."""

from __future__ import annotations

import logging
import pickle
import random
import subprocess
import sys
from dataclasses import fields
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import textkit as tk
from textkit.corpus import Corpus
from textkit.corpus.words import PolicyVectorizer, Segmenter, count_words, kwic
from textkit.corpus.words.policy_terms import PolicyTerms, policy_terms, written
from textkit.corpus.words.tokenizers import cache_folder, cutter
from textkit.lexicon import load
from textkit.model import TextkitError

CASES = [line.split("\t") for line in (Path(__file__).parents[1] / "cases/words.tsv").read_text(encoding="utf-8").splitlines()[1:]]


def words(text: str, **options: object) -> list[str]:
    return [token.text for token in Segmenter(**options).tokens(text)]  # type: ignore[arg-type]


@pytest.mark.parametrize(("text", "expected", "note"), CASES)
def test_cases(text: str, expected: str, note: str) -> None:
    assert " ".join(words(text)) == expected


def test_every_term_is_found_in_its_example_and_not_in_its_counter_example() -> None:
    lexicon = policy_terms()
    wrong = []
    for row in load("terms"):
        term = written(row.get("term") or row.pattern)
        if term not in {found.term for found in lexicon.find(row["example"])} and not any(term in f.term for f in lexicon.find(row["example"])):
            wrong.append(row.pattern)
        if row["counter"] and term in {found.term for found in lexicon.find(row["counter"])}:
            wrong.append(row.pattern)
        if not row["documents"].isdigit() or not row["theme"]:
            wrong.append(f"{row.pattern}: {row.columns}")
    assert wrong == []
    assert len(load("terms")) > 1000


@given(st.text(alphabet="放管服改革法律七进一网通办“”\"新动能创5GＧ＋互联网政务服务，。\n 三保障两不愁", max_size=60))
@settings(max_examples=200, deadline=None)
def test_terms_lie_in_the_text_and_apart(text: str) -> None:
    at = 0
    for found in policy_terms().find(text):
        assert at <= found.start < found.end <= len(text)
        assert "\n" not in text[found.start:found.end] and "，" not in text[found.start:found.end]
        at = found.end


@given(st.text(max_size=80))
@settings(max_examples=60, deadline=None)
def test_tokens_are_slices_in_order(text: str) -> None:
    at = 0
    for token in Segmenter().tokens(text):
        assert at <= token.start < token.end <= len(text)
        assert token.term or written(text[token.start:token.end]) == token.text
        at = token.end


def test_own_terms(tmp_path: Path) -> None:
    text = "办好村民说事点，用好板凳会"
    assert "板凳会" not in words(text) and "村民说事点" not in words(text)
    assert {"板凳会", "村民说事点"} <= set(words(text, terms=("板凳会", "村民说事点")))
    assert "板凳会" in words(text, terms="板凳会")
    mine = tmp_path / "mine.tsv"
    rows = ("pattern\tterm\ttheme\tsource\texample\tcounter", "板凳会\t\t治理\t自定\t用好板凳会\t",
            "村民说事[点室]\t村民说事\t治理\t自定\t村民说事室\t", "V村[一二]号\t\t治理\t自定\tV村一号\t")
    mine.write_text("\n".join(rows), encoding="utf-8")
    own = Segmenter(terms=(str(mine),))
    assert {"板凳会", "村民说事"} <= {token.text for token in own.tokens(text)}
    assert [found.term for found in own.lexicon.find("建设Ｖ村一号")] == ["v村一号"]
    assert own.lexicon.themes["板凳会"] == "治理" and own.options["terms_sha256"] != Segmenter().options["terms_sha256"]
    with pytest.raises(TextkitError, match="没有文字"):
        Segmenter(terms=("“”",)).lexicon  # noqa: B018
    assert PolicyTerms((), ["村"]).find("村里") == [(0, 1, "村")]


def test_without_the_list_nothing_is_kept_whole() -> None:
    assert words("推进一网通办", policy_terms=False) == ["推进", "一网通", "办"]
    assert [t.text for t in Segmenter(only_terms=True).tokens("推进一网通办") if Segmenter(only_terms=True).counts(t)] == ["一网通办"]


def test_what_is_counted() -> None:
    segmenter = Segmenter()
    counted = [t.text for t in segmenter.tokens("今年我们在绵阳市和北京抓好春灌，村里的渠修了3条") if segmenter.counts(t)]
    assert "春灌" in counted and not {"今年", "我们", "绵阳市", "绵阳", "北京", "的", "渠", "3"} & set(counted)
    every = Segmenter(shortest=1, function_words=True, place_names=True)
    assert {"今年", "北京", "的", "渠"} <= {t.text for t in every.tokens("今年北京的渠") if every.counts(t)}


# ------------------------------------------------------------------ tokenizers
def test_what_a_program_does_to_jieba_changes_nothing_here() -> None:
    import jieba

    before = words("用好板凳会", policy_terms=False)
    level = jieba.default_logger.level
    cutter("jieba")
    assert jieba.default_logger.level == level
    jieba.default_logger.setLevel(logging.CRITICAL)
    try:
        jieba.add_word("板凳会")
        assert words("用好板凳会", policy_terms=False) == before
        assert "村民说事点" not in jieba.dt.FREQ and words("村民说事点", terms=("村民说事点",)) == ["村民说事点"]
    finally:
        jieba.del_word("板凳会")
        jieba.default_logger.setLevel(level)


def test_the_dictionary_is_kept_in_a_folder_of_our_own(tmp_path: Path) -> None:
    code = ("from textkit.corpus.words.segmenting import Segmenter; from textkit.corpus.words.tokenizers import cache_folder;"
            "print([t.text for t in Segmenter().tokens('推进一网通办')], cache_folder())")
    base = {"PYTHONPATH": str(Path(tk.__file__).parents[1]), "PYTHONUTF8": "1", "PATH": "", "SYSTEMROOT": "C:\\Windows", "TMPDIR": str(tmp_path / "tmp"),
            "HOME": str(tmp_path)}
    (tmp_path / "tmp").mkdir()
    for home in (str(tmp_path / "cache"), str(tmp_path / "file/below")):
        (tmp_path / "file").write_text("", encoding="utf-8")          # nothing can be made below a file
        done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, encoding="utf-8", check=True,
                              env={**base, "XDG_CACHE_HOME": home, "LOCALAPPDATA": home})
        assert done.stdout.startswith("['推进', '一网通办']") and done.stderr == ""
    assert done.stdout.strip().endswith("None")
    assert [p.name for p in (tmp_path / "cache/textkit").iterdir()] == [f"jieba-{cutter().version}.cache"]
    assert list((tmp_path / "tmp").iterdir()) == []


def test_a_folder_that_others_can_write_to_is_not_used(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    if sys.platform == "win32":
        pytest.skip("permissions of POSIX")
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path))
    assert cache_folder() == tmp_path / "textkit"
    (tmp_path / "textkit").chmod(0o777)
    assert cache_folder() is None


def test_an_unknown_or_absent_tokenizer_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    with pytest.raises(TextkitError, match="没有名为 other 的分词器"):
        cutter("other")
    from textkit.corpus.words import tokenizers

    tokenizers._rjieba.cache_clear()
    monkeypatch.setitem(sys.modules, "rjieba", None)
    with pytest.raises(TextkitError, match=r"policy-textkit\[fast\]"):
        cutter("rjieba")


def test_installing_an_extra_changes_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    text = "深化“放管服”改革，推动新质生产力加快发展，各乡镇要在6月底前完成清淤。"
    there = (words(text), Segmenter().options)
    monkeypatch.setitem(sys.modules, "rjieba", None)
    assert (words(text), Segmenter().options) == there
    assert there[1]["tokenizer"].startswith("jieba 0.")


def test_the_two_tokenizers_agree(shared: Path) -> None:
    """Share of word boundaries in common (F1), policy terms kept whole, over a part of every text of the reference corpus.

    Measured over all of the texts (3.35 million characters): 0.99989; what differs is Latin letters, as in web addresses and numbers of standards.
    """
    pytest.importorskip("rjieba", reason="needs the extra fast")
    one, other = Segmenter(tokenizer="jieba"), Segmenter(tokenizer="rjieba")
    common = only = texts = 0
    pick = random.Random(7)
    for path in sorted((shared / "corpus").rglob("*.txt")):
        text = path.read_text(encoding="utf-8", errors="ignore")
        at = pick.randrange(max(1, len(text) - 800))
        part = text[at:at + 800]
        a, b = ({(t.start, t.end) for t in s.tokens(part)} for s in (one, other))
        common += len(a & b)
        only += len(a ^ b)
        texts += 1
    assert texts > 200 and common > 75_000
    assert 2 * common / (2 * common + only) >= 0.9997


# ------------------------------------------------------------------ matrix and vectorizer
@pytest.fixture(scope="module")
def small() -> Corpus:
    return Corpus([tk.read_text("深化“放管服”改革。\n推进“放管服”改革和一网通办。", place="甲县", date="2031-01-05"),
                   tk.read_text("抓好春灌，抓好春灌。", place="乙县", date="2032-01-05")])


def test_counts_and_first_places(small: Corpus) -> None:
    counted = small.words()
    assert counted.terms == tuple(sorted(counted.terms))
    assert counted.matrix.shape == (2, len(counted.terms)) and counted.matrix.dtype.kind == "i"
    assert counted.matrix[0, counted.column["放管服"]] == 2 and counted.matrix[1, counted.column["春灌"]] == 2
    span = counted.first(0, "放管服")
    assert span is not None and small[0].text[slice(*span)] == "放管服"
    assert counted.first(1, "放管服") is None
    assert counted.running.tolist() == [8, 4]
    assert counted.options["tokenizer"] == f"jieba {cutter().version}"


def test_tables(small: Corpus) -> None:
    counted = small.words()
    top = counted.table.iloc[0]
    assert (top["count"], top["units"]) == (2, 1) and counted.table["per_10k"].iloc[0] == pytest.approx(2e4 / 12)
    assert counted.table.set_index("term").loc["放管服", "theme"] == "政务与营商"
    assert counted.frame().loc[(small[0].id, 0), "放管服"] == 2
    assert counted.docvars()["running"].tolist() == [8, 4] and counted.docvars()["place"].tolist() == ["甲县", "乙县"]


@pytest.mark.parametrize("unit", ["document", "tenth", "paragraph"])
def test_units_tile_the_words(embedded: Path, unit: str) -> None:
    report = tk.read(embedded / "luyang-2023-report.txt")
    whole, parts = report.words(), report.words(unit=unit)
    assert parts.terms == whole.terms and parts.running.sum() == whole.running.sum()
    assert (parts.matrix.sum(axis=0) == whole.matrix.sum(axis=0)).all()
    for row, part in enumerate(parts.units):
        for column in parts.matrix[row].indices[:5]:
            span = parts.first(row, parts.terms[column])
            assert span is not None and part.span.start <= span.start < span.end <= part.span.end
            assert written(part.document.text[slice(*span)]) == parts.terms[column]
    assert unit != "tenth" or 8 <= len(parts.units) <= 10


def test_an_unknown_unit_is_named() -> None:
    with pytest.raises(TextkitError, match="没有这种单元"):
        count_words([], unit="page")  # type: ignore[arg-type]


def test_an_empty_corpus_has_an_empty_matrix() -> None:
    counted = count_words([])
    assert counted.matrix.shape == (0, 0) and len(counted.table) == 0


def test_the_vectorizer_counts_what_the_matrix_counts(small: Corpus) -> None:
    vectorizer = PolicyVectorizer()
    matrix = vectorizer.fit_transform(list(small))
    assert (matrix != small.words().matrix).nnz == 0
    assert tuple(vectorizer.get_feature_names_out()) == small.words().terms
    assert vectorizer.segmentation_ == small.words().options
    assert vectorizer.transform(["没有学过的词"]).nnz == 0


def test_the_vectorizer_takes_what_the_segmenter_takes() -> None:
    own = {field.name: field.default for field in fields(Segmenter)}
    assert {name: value for name, value in PolicyVectorizer().get_params().items() if name in own} == own
    every = PolicyVectorizer(tokenizer="rjieba", hmm=False, terms=("板凳会",), policy_terms=False, only_terms=True, shortest=1, function_words=True,
                             place_names=True)
    assert every._segmenter() == Segmenter("rjieba", False, ("板凳会",), False, True, 1, True, True)


def test_the_vectorizer_is_one_of_scikit_learn(small: Corpus) -> None:
    from sklearn.base import clone
    from sklearn.decomposition import NMF
    from sklearn.exceptions import NotFittedError
    from sklearn.feature_extraction.text import TfidfTransformer
    from sklearn.pipeline import make_pipeline

    vectorizer = PolicyVectorizer(terms=("板凳会",), min_df=1)
    assert clone(vectorizer).get_params() == vectorizer.get_params()
    with pytest.raises(NotFittedError):
        vectorizer.transform(["春灌"])
    with pytest.raises(ValueError, match="一组文本"):
        vectorizer.fit("春灌")
    pipe = make_pipeline(vectorizer, TfidfTransformer(), NMF(2, init="nndsvda", random_state=0))
    assert pipe.fit_transform([d.text for d in small]).shape == (2, 2)
    again = pickle.loads(pickle.dumps(pipe))
    assert again.transform(["放管服改革"]).tolist() == pipe.transform(["放管服改革"]).tolist()
    assert list(PolicyVectorizer(vocabulary=["春灌", "放管服"]).fit_transform(["春灌", "“放管服”"]).toarray().ravel()) == [1, 0, 0, 1]


# ------------------------------------------------------------------ keyword in context
def test_keyword_in_context(small: Corpus) -> None:
    table = small.kwic("放管服", window=3)
    assert table["keyword"].tolist() == ["放管服", "放管服"] and table["left"].tolist() == ["深化“", "推进“"]
    assert table["right"].iloc[0] == "”改革" and table["place"].iloc[0] == "甲县"
    for row in table.itertuples():
        document = next(d for d in small if d.id == row.document_id)
        assert document.source.text[row.source_start:row.source_end] == row.quote
        assert document.text[row.start:row.end] == row.keyword
    assert len(small.kwic(["春灌", "一网通办"])) == 3 and len(small.kwic(r"推进|深化", regex=True)) == 2
    assert list(small.kwic("没有").columns) == list(table.columns)


def test_docvars_travel_with_the_places() -> None:
    import pandas as pd

    corpus = tk.read_frame(pd.DataFrame({"text": ["抓好春灌。"], "place": ["甲县"], "批次": [7]}))
    assert corpus.kwic("春灌")["批次"].tolist() == [7]


@pytest.mark.parametrize(("word", "options", "message"), [
    ("", {}, "没有要查的词"), ("(", {"regex": True}, "不是合法的正则表达式"), ("春", {"window": -1}, "不能是负数"), ([], {}, "没有要查的词")])
def test_what_cannot_be_looked_for(small: Corpus, word: str, options: dict[str, object], message: str) -> None:
    with pytest.raises(TextkitError, match=message):
        kwic(small, word, **options)  # type: ignore[arg-type]
