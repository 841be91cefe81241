"""What was measured, on which documents, with which version and options."""

from __future__ import annotations

from textkit.report.comparative.model import Column, Finding, Passage, Section, Table
from textkit.report.comparative.study import Study
from textkit.report.labels import word
from textkit.report.provenance import failures
from textkit.report.rows import one_line

__all__ = ["LEAD", "NAME", "TITLE", "build"]

NAME = "documents"
TITLE = ("读了哪些文件", "The documents")
LEAD = ("下列文件逐份读入，按文字本身抽取；sha256 是文件内容的指纹，用来核对是不是同一份文件。",
        "Each document below was read and extracted from its own words; sha256 tells whether a file is the same.")


def build(study: Study) -> Section:
    say = study.say
    columns = (
        Column("number", say("序号", "No."), "number", say("文件在本报告中的编号", "number in this report"), brief=True),
        Column("title", say("题目", "Title"), "text", say("文件题目", "title as written"), brief=True),
        Column("place", say("地方", "Place"), "place", say("文件的地方", "place"), brief=True),
        Column("year", say("年份", "Year"), "year", say("文件所部署工作的年份", "the year whose work it lays out"), brief=True),
        Column("doc_type", say("文种", "Kind"), "text", say("文种", "kind of document"), brief=True),
        Column("date", say("日期", "Date"), "text", say("成文日期，尽文字所能定", "as exact as the text pins it down")),
        Column("characters", say("字数", "Characters"), "number", say("清洗后的字数", "characters of the clean text"), where="row"),
        Column("tasks", say("任务数", "Tasks"), "number", say("抽出的任务数", "tasks found"), brief=True),
        Column("open", say("打开", "Open"), "quote", say("文件开头", "the beginning of the document")),
        Column("path", say("文件", "File"), "text", say("文件名", "file name")),
        Column("encoding", say("编码", "Encoding"), "text", say("文件怎样解码", "how it was decoded"), where="row"),
        Column("sha256", "sha256", "text", say("文件内容的指纹", "of the file's bytes")),
    )
    rows = []
    for number, d in enumerate(study.documents):
        start = d.span.start
        opening = Passage(number, start, min(d.span.end, start + 1))
        rows.append((number + 1, one_line(d.title or "") or word("untitled", study.lang), d.place, d.work_year, word(f"doc_type.{d.doc_type}", study.lang), d.date,
                     len(d.text), len(d.tasks), opening, d.source.path, d.source.encoding, d.source.sha256))
    named = sum(bool(d.place and d.work_year) for d in study.documents)
    findings = [Finding(say(f"读入 {len(rows)} 份文件，地方和年份都认得出的 {study.ratio(named, len(rows))}。",
                            f"{len(rows)} documents were read; {study.ratio(named, len(rows))} name place and year."),
                        say(f"分母：{len(rows)} 份文件", f"of: {len(rows)} documents"))]
    lost = failures(study.corpus)
    notes = [say(f"没有读成：{path}：{why}", f"not read: {path}: {why}") for path, why in lost]
    if lost:
        findings.append(Finding(say(f"另有 {len(lost)} 个文件没有读成，见下。", f"{len(lost)} files could not be read, see below."), say("分母：给定的全部文件", "of: all files given")))
    return Section(NAME, say(*TITLE), say(*LEAD), tuple(findings), (), (Table("documents", say("文件", "Documents"), columns, rows, tuple(range(min(60, len(rows))))),), tuple(notes))
