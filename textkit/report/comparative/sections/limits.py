"""What the figures cannot say: how good the extraction is, and what silence means."""

from __future__ import annotations

import csv
from importlib import resources

from textkit.report.comparative.model import Column, Section, Table
from textkit.report.comparative.study import Study

__all__ = ["LEAD", "NAME", "TITLE", "build", "known_figures"]

NAME = "limits"
TITLE = ("这些数字不能说明什么", "What the figures cannot say")
LEAD = ("这份报告由程序从文字里数出来，每个数都能点回原文。用它之前请读完这一节。",
        "This report was counted from texts by a program; every figure leads back to its source. Please read this before using it.")

_ZH = (
    "文件没有写，不等于没有做。后一年报告“没有报告”“未再提”只说明那份报告沉默；完成情况只看报告自己的话，没有核对统计公报或现场。",
    "说了多少，不等于做了多少。任务数、篇幅、用词量的是文本；写得多可能是任务重，也可能是写法不同、篇幅更长。比较时请看分母。",
    "完成的判断是数对数：实绩与目标同口径才判；“左右”容许 0.5 个百分点；“以上”“不低于”按下限。目标难易不同，达到的比例不能直接当作好坏。",
    "任务沿革靠用语相似相连：换了名称的同一件事可能断开，同一套话下的不同事可能误连。标准答案上（示例语料 131 条）查全率 0.88、查准率 0.98；"
    "上海 2020—2026 年抽 60 对人工复核，对 53 对、错 5 对、存疑 2 对。",
    "文字重复只和这些文件比过，不知道谁更早；逐字重复找得全，改写较多的会漏。套话已标明，默认不列。",
    "主题按词表归类，一个词可能另有所指；没有词的语段不归类。升降和差异可能来自文种、篇幅、地方构成的不同。",
    "抽取会错。下表是与人工标注对照的 F1（1 为全对）：随附示例语料 10 份，和初次见到的真实文件。您的文件可能更好或更差：请用 textkit 的抽样复核量一量自己的文件，并写进报告。",
)
_EN = (
    "Silence is not failure. “Not reported” and “not mentioned again” say that a later report is silent; delivery rests on the reports' own words, not on yearbooks or visits.",
    "To say much is not to do much. Tasks, room and words measure texts; more of them may be heavier duties, another style or a longer text. Mind the denominators.",
    "Delivery compares numbers: only of the same measure, 左右 allows 0.5 points, 以上 is a floor. Targets differ in difficulty, so shares met do not rank places.",
    "Tasks are linked by their words: one thing under two names may come apart, two things under one phrase may be joined. On answers (131 links of the example corpus) recall is 0.88, "
    "precision 0.98; of 60 links of Shanghai 2020–2026 read by a person 53 are right, 5 wrong, 2 doubtful.",
    "Shared passages were looked for among these documents only. Verbatim repetition is found nearly wholly, heavily edited passages may be missed. Set phrases are marked and not listed at first.",
    "Themes rest on word lists; a word may mean something else, a segment without words counts for none. Differences may come from kinds, lengths and places of documents.",
    "Extraction errs. The table has F1 against annotation by hand (1: all right): ten documents of the example corpus, and real documents on first sight. Yours may do better or worse: "
    "draw a sample with textkit's validation, code it, and report the figures.",
    "Notes of comparisons and names of themes and indicators are in Chinese, as in the documents.",
)


def known_figures() -> list[dict[str, str]]:
    """The rows of ``accuracy.tsv``: measure, zh, en, embedded, first_sight."""
    text = (resources.files("textkit.report.comparative") / "accuracy.tsv").read_text(encoding="utf-8")
    return list(csv.DictReader((line for line in text.splitlines() if not line.startswith("#")), delimiter="\t"))


def build(study: Study) -> Section:
    say = study.say
    columns = (
        Column("measure", say("量什么", "Measure"), "text", say("抽取的哪一样", "what is extracted"), brief=True),
        Column("embedded", say("示例语料（10 份）F1", "F1, example corpus (10 documents)"), "number", say("与随附答案对照", "against the answers that come with textkit"), brief=True),
        Column("first_sight", say("初次见到的真实文件 F1", "F1, real documents on first sight"), "number",
               say("与人工标注对照，空格是没有量", "against annotation by hand; empty: not measured"), brief=True),
    )
    rows = [(row[study.lang], float(row["embedded"]), float(row["first_sight"]) if row["first_sight"] else None) for row in known_figures()]
    table = Table("accuracy", say("抽取的准确程度", "How accurate extraction is"), columns, rows, tuple(range(len(rows))))
    return Section(NAME, say(*TITLE), say(*LEAD), paragraphs=_ZH if study.lang == "zh" else _EN, tables=(table,))
