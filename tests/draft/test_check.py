"""``draft.check`` as a whole: order, places, settings, suppression, languages, and what clean reports get."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from typer.testing import CliRunner

from textkit.cli import app
from textkit.corpus import read, read_text
from textkit.draft import Settings, check, read_settings
from textkit.draft.settings import find_settings
from textkit.model import TextkitError

DRAFT = "在全县防汛工作会议上的讲话\n要加强领导（含督查，抓好落实。\n请于6月31日前报送XX县方案。\n责任单位：（待定）。"


def ids(text: str, **options: object) -> list[str]:
    return [f.rule for f in check(read_text(text), **options)]  # type: ignore[arg-type]


def test_findings_stand_in_the_order_of_the_text_and_lead_back_to_the_source() -> None:
    document = read_text("  " + DRAFT.replace("要加强", "要 加强"))
    found = list(check(document))
    assert [f.rule for f in found] == ["brackets.unpaired", "date.impossible", "placeholder.left", "placeholder.left"]
    for finding in found:
        assert finding.source_span.of(document.source.text) == finding.quote
        assert finding.span.of(document.text) == finding.quote
    assert [f.quote for f in found] == ["（", "6月31日", "XX县", "（待定）"]


def test_a_table_row_holds_all_that_leads_back() -> None:
    table = check(read_text(DRAFT)).table
    assert {"severity", "rule", "quote", "message", "basis", "document_id", "file", "source_start", "source_end"} <= set(table.columns)
    assert (table["source_end"] > table["source_start"]).all()


def test_rules_are_chosen_by_id_or_family() -> None:
    assert ids(DRAFT, rules=["placeholder"]) == ["placeholder.left"] * 2
    assert ids(DRAFT, rules=["date.impossible"]) == ["date.impossible"]
    with pytest.raises(TextkitError, match=r"没有名为 nothing\.here 的规则"):
        ids(DRAFT, rules=["nothing.here"])


def test_settings_switch_off_and_outrank(tmp_path: Path) -> None:
    path = tmp_path / "textkit.toml"
    path.write_text('[check]\noff = ["placeholder"]\nfail_on = "warning"\n[check.severity]\nbrackets = "info"\n', encoding="utf-8")
    (tmp_path / "稿子").mkdir()
    settings = find_settings(tmp_path / "稿子")
    assert settings.fail_on == "warning"
    assert [(f.rule, f.severity) for f in check(read_text(DRAFT), settings=settings)] == [("brackets.unpaired", "info"), ("date.impossible", "error")]


def test_a_pyproject_holds_settings_too(tmp_path: Path) -> None:
    (tmp_path / "pyproject.toml").write_text('[project]\nname = "x"\n[tool.textkit.check]\noff = ["date"]\n', encoding="utf-8")
    assert find_settings(tmp_path).off == ("date",)
    (tmp_path / "pyproject.toml").write_text('[project]\nname = "x"\n', encoding="utf-8")
    assert find_settings(tmp_path) == Settings()


@pytest.mark.parametrize(("text", "message"), [
    ("[check\n", "TOML"), ("[check]\noff = 3\n", "off 应是"), ("[check]\nsome = 1\n", "不认识的设置 some"),
    ('[check.severity]\n"date" = "fatal"\n', "没有“fatal”这一级"), ('[check.lists]\nnothing = "a.tsv"\n', "没有名为 nothing 的词表"),
    ('[check.lists]\ncheck_wording = "a.tsv"\n', r"a\.tsv"), ('[check]\nfail_on = "often"\n', "often"),
])
def test_bad_settings_say_where(tmp_path: Path, text: str, message: str) -> None:
    path = tmp_path / "textkit.toml"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(TextkitError, match=message):
        read_settings(path)


def test_a_users_list_extends_a_rule(tmp_path: Path) -> None:
    (tmp_path / "mine.tsv").write_text("pattern\tright\tseverity\tsource\texample\tcounter\n海州精神\t新海州精神\terror\t县委文件\t海州精神\t\n", encoding="utf-8")
    (tmp_path / "textkit.toml").write_text('[check.lists]\ncheck_wording = "mine.tsv"\n', encoding="utf-8")
    found = list(check(read_text("弘扬海州精神。"), settings=read_settings(tmp_path / "textkit.toml")))
    assert [(f.rule, f.severity, f.suggestion) for f in found] == [("wording.fixed", "error", "改为“新海州精神”")]


def test_the_drafter_answers_for_a_finding_in_the_text() -> None:
    assert ids("请于6月31日前报送。<!-- textkit:off date.impossible -->\n请于9月31日前报送。\n请于2月30日前报送。") == ["date.impossible"]
    assert ids("<!-- textkit:file-off date -->\n请于6月31日前报送XX县。\n请于9月31日前报送。") == ["placeholder.left"]
    quiet = check(read_text("请于6月31日前报送XX县。<!-- textkit:off -->"))
    assert len(quiet) == 0 and any("注明不查" in note for note in quiet.notes)


def test_notes_say_what_was_not_looked_at() -> None:
    notes = "".join(check(read_text(DRAFT)).notes)
    assert "未查整段照搬" in notes and "未查上级要求" in notes


def test_an_empty_result_has_a_table_and_no_worst() -> None:
    found = check(read_text("县水利局要在6月底前完成清淤30公里。"))
    assert found.worst() is None and len(found.table) == 0


def test_the_command_tells_by_its_exit_code(tmp_path: Path) -> None:
    path = tmp_path / "讲话.txt"
    path.write_text(DRAFT, encoding="utf-8")
    run = CliRunner().invoke
    assert run(app, ["check", str(path)]).exit_code == 3
    assert run(app, ["check", str(path), "--fail-on", "never"]).exit_code == 0
    assert run(app, ["check", str(path), "--rule", "slogan"]).exit_code == 0
    assert run(app, ["check", str(path), "--format", "docx"]).exit_code == 1
    assert run(app, ["check"]).exit_code == 2
    assert run(app, ["check", str(path), "-o", str(tmp_path / "a.pdf")]).exit_code == 2
    assert "numbering.skip" in run(app, ["check", "--rules"]).output


def test_the_command_writes_json_html_and_text(tmp_path: Path) -> None:
    path = tmp_path / "讲话.txt"
    path.write_text(DRAFT + "\n<script>alert(1)</script>要提高，，效率。", encoding="utf-8")
    for name in ("a.json", "a.html", "a.txt"):
        assert CliRunner().invoke(app, ["check", str(path), "-o", str(tmp_path / name), "--lang", "en"]).exit_code == 3
    data = json.loads((tmp_path / "a.json").read_text(encoding="utf-8"))
    assert data["counts"]["error"] == len(data["findings"]) == 5
    assert data["findings"][1]["message"] == "no such day: month 6 has 30 days"
    page = (tmp_path / "a.html").read_text(encoding="utf-8")
    assert "<script>" not in page and 'class="error"' in page and "&lt;script&gt;" in page
    assert CliRunner().invoke(app, ["check", str(path), "-o", str(tmp_path / "a.html")]).exit_code == 3      # ours: replaced
    (tmp_path / "b.html").write_text("我的", encoding="utf-8")
    assert CliRunner().invoke(app, ["check", str(path), "-o", str(tmp_path / "b.html")]).exit_code == 1
    assert (tmp_path / "b.html").read_text(encoding="utf-8") == "我的"


#: Findings of severity error on twenty reports as they were published; each was read (see the notes of the release).
CLEAN = ("上海", "丽水", "六安", "南充", "吉安", "宁波", "宜昌", "岳阳", "扬州", "晋城", "枣庄", "梧州", "沈阳", "济宁", "深圳", "玉林", "绍兴", "达州", "金华", "铜仁")


def test_clean_reports_get_no_errors(shared: Path) -> None:
    files = [shared / "corpus" / "prefectures-2024" / f"{name}.txt" for name in CLEAN[::4]]
    found = [f"{f.document.source.path}:{f.rule}:{f.quote}" for f in check(read(files, catalogue=False)) if f.severity == "error"]
    assert found == []


def test_what_cannot_be_read_beside_the_draft_is_named(tmp_path: Path) -> None:
    draft, report, broken = tmp_path / "讲话.txt", tmp_path / "去年.txt", tmp_path / "上级.docx"
    draft.write_text("抓好落实。", encoding="utf-8")
    report.write_text("去年建成水库3座。", encoding="utf-8")
    broken.write_bytes(b"PK")
    for command in (("check", "--corpus"), ("check", "--upper"), ("figures", "--corpus")):
        result = CliRunner().invoke(app, [command[0], str(draft), command[1], str(broken), command[1], str(report)])
        assert result.exit_code == 1
        assert "没有读成" in result.output
        assert "上级.docx" in result.output
