"""The catalogue beside the files: it wins over the text, and says so."""

from __future__ import annotations

from pathlib import Path

import pandas as pd
import pytest

import textkit as tk
from textkit.corpus import catalogue
from textkit.corpus.catalogue import Catalogue
from textkit.model import TextkitError

SPEECH = ("在全县水利工作会议上的讲话\n白石县县长 甄某某\n（2031年3月5日）\n同志们：\n今天召开全县水利工作会议，主要任务是部署今年春灌。"
          "各乡镇要在6月底前完成清淤30公里以上。县水利局要按月通报进展情况。\n")
HEAD = "file,title,place,level,year,date,doc_type,speaker,课题组\n"


def _folder(tmp_path: Path, rows: str, *, encoding: str = "utf-8-sig", name: str = "讲话.txt", head: str = HEAD) -> Path:
    (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
    (tmp_path / name).write_text(SPEECH, encoding="utf-8")
    (tmp_path / "catalogue.csv").write_text(head + rows, encoding=encoding)
    return tmp_path


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-8", "gb18030", "utf-16"])
def test_a_catalogue_wins_and_disagreement_is_listed(tmp_path: Path, encoding: str) -> None:
    folder = _folder(tmp_path, "讲话.txt,春灌动员讲话,青禾市白石县,县级,2032,2031-03,讲话,甄某某,第二组\n", encoding=encoding)
    corpus = tk.read(folder)
    document = corpus[0]
    assert (document.title, document.place, document.level, document.work_year) == ("春灌动员讲话", "青禾市白石县", "county", 2032)
    assert (document.date, document.doc_type, document.speaker) == ("2031-03", "speech", "甄某某")
    assert document.rules["place"] == "given" and document.docvars == {"课题组": "第二组"}
    assert corpus.documents["课题组"].tolist() == ["第二组"] and corpus.failures == ()
    found = corpus.disagreements.set_index("field")
    assert set(found.index) == {"title", "work_year"}         # a fuller place and a shorter date are none
    assert found.loc["work_year", ["given", "text"]].tolist() == ["2032", "2031"] and found.loc["title", "rule"] == "title-line"


def test_it_counts_for_single_files_globs_and_lists(tmp_path: Path) -> None:
    folder = _folder(tmp_path, "子/讲话.txt,,青禾市白石县,,2032,,,,\n", name="子/讲话.txt")
    assert tk.read(folder)[0].work_year == 2032
    assert tk.read(str(folder / "*" / "*.txt"))[0].work_year == 2032
    (folder / "子" / "catalogue.csv").write_text("文件,年份\n讲话,2033\n", encoding="utf-8")
    for paths in (folder / "子" / "讲话.txt", [folder / "子" / "讲话.txt"], str(folder / "子" / "*.txt"), folder):
        assert tk.read(paths)[0].work_year == 2033              # the nearest, named without its suffix
    assert tk.read(folder, catalogue=False)[0].work_year == 2031
    assert tk.read(folder / "子", catalogue=folder / "catalogue.csv")[0].work_year == 2032
    assert tk.read(folder, work_year=2040)[0].work_year == 2040  # what the call says wins over all


def test_what_it_cannot_use_is_listed(tmp_path: Path) -> None:
    rows = "讲话.txt,,,村级,去年,三月,讲话,,\n没有.txt,,,,,,,,\n,,,,,,,甄某某,\n"
    corpus = tk.read(_folder(tmp_path, rows))
    messages = "\n".join(failure.message for failure in corpus.failures)
    assert len(corpus) == 1 and corpus[0].doc_type == "speech" and corpus[0].work_year == 2031
    for words in ("村级", "去年", "三月", "没有这个文件或读不了：没有.txt", "没有写文件名"):
        assert words in messages


def test_a_catalogue_without_file_names_does_not_stop_the_reading(tmp_path: Path) -> None:
    corpus = tk.read(_folder(tmp_path, "甲,乙\n", head="序,备注\n"))
    assert len(corpus) == 1 and "文件名" in corpus.failures[0].message
    with pytest.raises(TextkitError, match="文件名"):
        tk.read(tmp_path, catalogue=tmp_path / "catalogue.csv")


def test_ids_and_names_that_columns_have(tmp_path: Path) -> None:
    folder = _folder(tmp_path, "讲话.txt,甲1,9,数\n二.txt,甲1,8,数\n", head="file,id,characters,类\n")
    (folder / "二.txt").write_text(SPEECH.replace("30公里", "20公里"), encoding="utf-8")
    corpus = tk.read(folder)
    assert {d.source.path: d.id == "甲1" for d in corpus} == {"二.txt": False, "讲话.txt": True}
    assert any("重复" in failure.message for failure in corpus.failures)
    assert corpus.documents["given_characters"].tolist() == ["8", "9"] and corpus.documents["characters"].min() > 50


def test_rows_for_the_documents_of_one_file(tmp_path: Path) -> None:
    text = SPEECH + "讲几点意见，请大家抓好落实。" * 30 + "散会。\n在全县防汛工作会议上的讲话\n同志们：\n今天召开全县防汛工作会议。" + "各乡镇要抓好防汛值守工作。" * 40
    folder = _folder(tmp_path, "讲话.txt,甲题,,,,,,,\n讲话.txt,乙题,,,,,,,\n")
    (folder / "讲话.txt").write_text(text, encoding="utf-8")
    assert [d.title for d in tk.read(folder)] == ["甲题", "乙题"]
    (folder / "catalogue.csv").write_text(HEAD + "讲话.txt,甲题,青禾市白石县,,2032,,,,\n", encoding="utf-8")
    first, second = tk.read(folder)
    assert first.title == "甲题" and second.title != "甲题"       # what holds for the file holds for both
    assert first.place == second.place == "青禾市白石县" and second.work_year == 2032


def test_tables_that_a_catalogue_lies_beside(tmp_path: Path) -> None:
    folder = _folder(tmp_path, "讲话.txt,,,,,,,,\n")
    (folder / "说明.csv").write_text("项目,引文\n甲,各乡镇要抓好春灌\n", encoding="utf-8")
    for use in (True, False):
        corpus = tk.read(folder, catalogue=use)
        assert len(corpus) == 1 and corpus.failures == ()
    assert len(tk.read(folder / "说明.csv", text="引文")) == 1


def test_writing_one(tmp_path: Path) -> None:
    (tmp_path / "讲话.txt").write_text(SPEECH, encoding="utf-8")
    (tmp_path / "坏.txt").write_bytes(bytes(50))
    table = catalogue(tmp_path, tmp_path)
    assert table.columns[:8].tolist() == ["file", "title", "place", "level", "year", "date", "doc_type", "speaker"]
    row = table.set_index("file").loc["讲话.txt"]
    assert (row["title"], row["year"], row["date"], row["doc_type"]) == ("在全县水利工作会议上的讲话", 2031, "2031-03-05", "speech")
    assert "空" in str(table.set_index("file").loc["坏.txt", "problem"])
    written = tmp_path / "catalogue.csv"
    assert written.read_bytes().startswith(b"\xef\xbb\xbf")
    with pytest.raises(TextkitError, match="已经存在"):
        catalogue(tmp_path, tmp_path)
    edited = pd.read_csv(written, dtype="string", encoding="utf-8-sig")
    edited.loc[edited["file"] == "讲话.txt", "place"] = "青禾市白石县"
    edited["备注"] = "核对过"
    edited.to_csv(written, index=False, encoding="utf-8-sig")
    again = catalogue(tmp_path, tmp_path, overwrite=True).set_index("file")
    assert again.loc["讲话.txt", ["place", "备注"]].tolist() == ["青禾市白石县", "核对过"]     # what was corrected stays
    assert tk.read(tmp_path)[0].place == "青禾市白石县"


def test_a_catalogue_without_rows_holds_nothing_to_lose_but_its_columns(tmp_path: Path) -> None:
    (tmp_path / "讲话.txt").write_text("在全县水利工作会议上的讲话\n（2031年3月5日）\n同志们：\n县水利局要抓紧清淤。", encoding="utf-8")
    (tmp_path / "catalogue.csv").write_text("文件,地区,组别\n", encoding="utf-8")
    assert catalogue(tmp_path, tmp_path).columns.tolist() == ["file", "title", "place", "level", "year", "date", "doc_type", "speaker", "组别"]
    for text in ("file,place\n讲话.txt,\n", "file,place\n,白石县\n", "没有文件名一列\n", ""):
        (tmp_path / "catalogue.csv").write_text(text, encoding="utf-8")
        with pytest.raises(TextkitError, match="已经存在"):
            catalogue(tmp_path, tmp_path)
        assert (tmp_path / "catalogue.csv").read_text(encoding="utf-8") == text


def test_the_embedded_corpus_uses_its_catalogue(embedded: Path) -> None:
    rows = pd.read_csv(embedded / "catalogue.csv", dtype="string", encoding="utf-8-sig").set_index("file")
    corpus = tk.example()
    assert corpus.failures == () and len(corpus) == len(rows)
    table = corpus.documents.set_index("path")
    assert table["note"].notna().any()
    for file, row in rows.iterrows():
        for column, field in (("title", "title"), ("place", "place"), ("level", "level"), ("year", "work_year"), ("doc_type", "doc_type")):
            if not pd.isna(row[column]):
                assert str(table.loc[file, field]) == row[column]
        if not pd.isna(row["encoding"]):
            assert table.loc[file, "encoding"] == row["encoding"]


@pytest.mark.parametrize(("head", "value", "field", "want"), [
    ("文件名称", "甲", "title", "甲"), ("行政级别", "地级市", "level", "city"), ("年度", "2031年", "work_year", "2031"), ("成文日期", "2031/3/5", "date", "2031-03-05"),
    ("日期", "20310305", "date", "2031-03-05"), ("文种", "政府工作报告", "doc_type", "work_report"), ("讲话人（姓名）", "甄某某", "speaker", "甄某某"),
    ("Date", "2031-3", "date", "2031-03"), ("level", "county", "level", "county"),
])
def test_heads_and_values(head: str, value: str, field: str, want: str) -> None:
    found = Catalogue.of(f"文件,{head}\na.txt,{value}\n".encode(), "catalogue.csv")
    assert found.rows["a.txt"][0].given == {field: want} and found.problems == []
