"""The tables: one schema, every cell leading back to the source."""

from __future__ import annotations

from pathlib import Path

import pandas as pd
import pytest

import textkit as tk
from textkit.corpus.schema import TABLES, checked, markdown
from textkit.corpus.tables import frame
from textkit.model import TextkitError

TEXT = """青禾县2031年工作要点
首页 > 文件
一、重点任务
（一）夯实水利基础。县水利局要在6月底前完成清淤30公里以上，县财政局负责资金保障。
（二）发展特色产业。新建茶园2万亩，城乡居民收入与经济增长同步。（牵头单位：县农业农村局；责任单位：各乡镇）
"""


@pytest.fixture(scope="module")
def corpus() -> tk.Corpus:
    from textkit.corpus import Corpus

    return Corpus([tk.read_text(TEXT, date="2031-01-10", work_year="2031")])


@pytest.mark.parametrize("name", TABLES)
def test_columns_and_dtypes_are_those_of_the_schema(corpus: tk.Corpus, name: str) -> None:
    table = corpus.table(name)
    assert len(table) > 0
    assert list(table.columns) == [column.name for column in TABLES[name]]
    for column in TABLES[name]:
        assert str(table[column.name].dtype).startswith(column.dtype), column.name
        assert column.null or not table[column.name].isna().any(), column.name


@pytest.mark.parametrize("name", [name for name in TABLES if name != "documents"])
def test_every_row_slices_the_source(corpus: tk.Corpus, name: str) -> None:
    source = corpus[0].source.text
    for row in corpus.table(name).itertuples():
        assert source[row.source_start : row.source_end] == row.quote


def test_an_empty_corpus_has_tables_with_all_columns() -> None:
    table = frame("tasks", [])
    assert list(table.columns) == [column.name for column in TABLES["tasks"]] and table.empty


def test_tables_survive_parquet(corpus: tk.Corpus, tmp_path: Path) -> None:
    pytest.importorskip("pyarrow", reason="needs the extra store")
    for name in TABLES:
        path = tmp_path / f"{name}.parquet"
        corpus.table(name).to_parquet(path)
        back = checked(name, pd.read_parquet(path))
        pd.testing.assert_frame_equal(back, corpus.table(name), check_categorical=False)


def test_relative_targets_stand_among_the_quantities(corpus: tk.Corpus) -> None:
    relative = corpus.quantities[corpus.quantities["kind"] == "relative"]
    assert relative["reference"].tolist() == ["经济增长"]
    assert relative["task_id"].notna().all()


def test_units_carry_their_roles(corpus: tk.Corpus) -> None:
    roles = dict(zip(corpus.task_units["name"], corpus.task_units["role"], strict=True))
    assert roles["县农业农村局"] == "lead" and roles["各乡镇"] == "support" and roles["县水利局"] == "responsible"


def test_docvars_travel_with_the_documents() -> None:
    table = pd.DataFrame({"正文": ["各乡镇要抓紧春灌。", None], "地区": ["甲省乙县", "甲省丙县"], "批次": [7, 8]})
    corpus = tk.read_frame(table, text="正文", place="地区")
    assert corpus.documents["批次"].tolist() == [7] and corpus.documents["place"].tolist() == ["甲省乙县"]
    assert [failure.path for failure in corpus.failures] == ["第 1 行"]


def test_wrong_columns_and_tables_are_named() -> None:
    with pytest.raises(TextkitError, match="没有列 正文"):
        tk.read_frame(pd.DataFrame({"text": ["甲"]}), text="正文")
    with pytest.raises(TextkitError, match="没有名为 nothing 的表"):
        frame("nothing", [])
    with pytest.raises(TextkitError, match="缺少列"):
        checked("tasks", pd.DataFrame({"document_id": ["a"]}))
    with pytest.raises(TextkitError, match="不认识的参数"):
        tk.read_text("各乡镇要抓紧春灌。", 地区="甲")


def test_one_bad_file_does_not_stop_the_rest(tmp_path: Path) -> None:
    (tmp_path / "好.txt").write_text("各乡镇要抓紧春灌。", encoding="utf-8")
    (tmp_path / "空.txt").write_bytes(b"")
    (tmp_path / "乱.txt").write_bytes(bytes(range(256)) * 8)
    corpus = tk.read(tmp_path)
    assert len(corpus) == 1 and len(corpus.failures) == 2
    assert all(Path(failure.path).name in failure.message for failure in corpus.failures)
    with pytest.raises(TextkitError, match=r"空\.txt"):
        tk.read(tmp_path / "空.txt")


def test_the_schema_prints_as_tables_of_markdown() -> None:
    text = markdown()
    assert all(f"**{name}**" in text for name in TABLES) and "| source_start | Int64 |" in text


def test_task_ids_do_not_depend_on_other_tasks() -> None:
    one = tk.read_text("一、任务\n要抓紧春灌。\n", doc_type="speech").tasks[-1].id.split(".")[1:]
    two = tk.read_text("一、任务\n要排查隐患。要抓紧春灌。\n", doc_type="speech").tasks[-1].id.split(".")[1:]
    assert one == two


def test_the_readme_lists_the_columns_of_the_schema() -> None:
    readme = (Path(__file__).resolve().parents[2] / "README.md").read_text(encoding="utf-8")
    listed = readme.partition("<!-- schema -->\n")[2].partition("<!-- /schema -->")[0]
    assert listed.strip() == markdown().strip(), "README.md: replace what stands between the schema marks by textkit.corpus.schema.markdown()"


def test_a_given_date_is_read_as_people_write_it_and_refused_where_there_is_no_such_day() -> None:
    text = "县水利局要在6月底前完成清淤30公里以上。"
    assert tk.read_text(text, date="2031/3/1").date == "2031-03-01"
    with pytest.raises(tk.TextkitError, match="不是日期"):
        tk.read_text(text, date="2031-02-30")
    corpus = tk.read_frame(pd.DataFrame({"text": [text, text], "date": ["2031-02-30", "2031-03-01"]}))
    assert len(corpus) == 1 and [f.path for f in corpus.failures] == ["第 0 行"]
