"""What holds for every text: each span lies in it, slices to its quote and leads back to the source."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import pairwise
from pathlib import Path
from typing import NamedTuple

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from textkit.corpus import documents_of
from textkit.model import FUNCTIONS, ROLES, Alignment, Deadline, Document, Item, Quantity, RelativeTarget, Span, Task
from textkit.read import from_text, read_file
from textkit.report import gold_json


class Found(NamedTuple):
    """One span of a document, what it is called here, and the words that it must hold (None where it need hold none)."""

    what: str
    span: Span
    words: str | None


def _of_target(where: str, target: Quantity | RelativeTarget) -> Found:
    return Found(f"{where} {type(target).__name__}", target.span, target.quote)


def _of_deadline(where: str, deadline: Deadline | None) -> Iterator[Found]:
    if deadline is not None:
        yield Found(f"{where} Deadline", deadline.span, deadline.quote)


def _of_task(where: str, task: Task | Item) -> Iterator[Found]:
    yield Found(where, task.span, task.text)
    yield from _of_deadline(where, task.deadline)
    if isinstance(task, Task):
        for target in task.targets:
            yield _of_target(where, target)
        for unit in task.units:
            yield Found(f"{where} Unit {unit.name}", unit.span, None)
        for number, item in enumerate(task.items):
            yield from _of_task(f"{where} Item {number}", item)
    else:
        if task.target is not None:
            yield _of_target(where, task.target)
        if task.unit is not None:
            yield Found(f"{where} Unit {task.unit.name}", task.unit.span, None)


def spans(document: Document) -> Iterator[Found]:
    """Every span that a document holds, in clean offsets."""
    for number, section in enumerate(document.sections):
        yield Found(f"Section {number}", section.span, None)
        yield Found(f"Section {number} extent", section.extent, None)
    for number, segment in enumerate(document.segments):
        yield Found(f"Segment {number}", segment.span, None)
    for number, task in enumerate(document.tasks):
        yield from _of_task(f"Task {number}", task)
    for number, quantity in enumerate(document.quantities):
        yield _of_target(str(number), quantity)


def spans_slice(document: Document) -> Iterator[str]:
    """Every span lies in the text, holds something and slices to its own words."""
    for what, (start, end), words in spans(document):
        if not 0 <= start < end <= len(document.text):
            yield f"{what}: [{start}, {end}) 不在正文（{len(document.text)} 字）之内"
        elif words is not None and document.text[start:end] != words:
            yield f"{what}: {document.text[start:end]!r} 不是 {words!r}"


def spans_lead_back(document: Document) -> Iterator[str]:
    """The source behind a span lies inside the document and, once its own edits are made, is the span's text."""
    edits = [e for e in document.edits if document.span.start <= e.start and e.end <= document.span.end]
    starts, ends = [e.start for e in edits], [e.end for e in edits]
    source = document.source.text
    for what, span, _ in spans(document):
        behind = document.source_span(*span)
        if not document.span.start <= behind.start <= behind.end <= document.span.end:
            yield f"{what}: 原文 {tuple(behind)} 不在文档 {tuple(document.span)} 之内"
            continue
        text = span.of(document.text)
        inside = edits[bisect_left(ends, behind.start) : bisect_right(starts, behind.end)]
        inside = [e for e in inside if e.start == e.end or (e.start < behind.end and e.end > behind.start)]
        if not inside:
            if behind.of(source) != text:
                yield f"{what}: 没有清洗，原文却是 {behind.of(source)!r}，正文是 {text!r}"
        elif all(behind.start <= e.start and e.end <= behind.end for e in inside) and text not in Alignment(source, inside, *behind).text:
            yield f"{what}: 清洗后的原文 {Alignment(source, inside, *behind).text!r} 不含 {text!r}"
    if document.alignment.text != document.text:
        yield "alignment 的正文与 text 不同"


def _in_order(name: str, found: Sequence[Span]) -> Iterator[str]:
    for number, (one, two) in enumerate(pairwise(found)):
        if two.start < one.end:
            yield f"{name} {number} {tuple(one)} 与下一个 {tuple(two)} 重叠或次序颠倒"


def parts_are_in_order(document: Document) -> Iterator[str]:
    """Segments, tasks and quantities are sorted and do not overlap; items lie in their task; sections nest."""
    yield from _in_order("Segment", [s.span for s in document.segments])
    yield from _in_order("Task", [t.span for t in document.tasks])
    yield from _in_order("Quantity", [q.span for q in document.quantities])
    for number, task in enumerate(document.tasks):
        yield from _in_order(f"Task {number} Item", [i.span for i in task.items])
        for item in task.items:
            if not (task.span.start <= item.span.start and item.span.end <= task.span.end):
                yield f"Task {number}: 分项 {tuple(item.span)} 在任务 {tuple(task.span)} 之外"
        for target in task.targets:
            if not (task.span.start <= target.span.start and target.span.end <= task.span.end):
                yield f"Task {number}: 目标 {target.quote} 在任务之外"
    last = -1
    for number, section in enumerate(document.sections):
        if section.span.start < last:
            yield f"Section {number} 次序颠倒"
        last = section.span.start
        if not (section.extent.start <= section.span.start and section.span.end <= section.extent.end):
            yield f"Section {number}: 标题 {tuple(section.span)} 在章节 {tuple(section.extent)} 之外"
        if section.parent is None:
            continue
        if not 0 <= section.parent < number:
            yield f"Section {number}: 上级 {section.parent} 不在它前面"
        elif document.sections[section.parent].level >= section.level:
            yield f"Section {number}: 上级的层级不比它高"


def references_hold(document: Document) -> Iterator[str]:
    """Ids are unique, indices point somewhere, closed vocabularies are closed, everything readable is in a segment."""
    yield from (f"任务编号 {name} 出现 {n} 次" for name, n in Counter(t.id for t in document.tasks).items() if n > 1)
    for each in (*document.segments, *document.tasks):
        if each.section is not None and not 0 <= each.section < len(document.sections):
            yield f"章节号 {each.section} 不存在"
    yield from (f"没有这种功能：{s.function}" for s in document.segments if s.function not in FUNCTIONS)
    for task in document.tasks:
        yield from (f"没有这种角色：{u.role}" for u in task.units if u.role not in ROLES)
        yield from (f"没有写 canonical：{u.name}" for u in task.units if not u.name or not u.canonical)
    at = 0
    for span in [*(s.span for s in document.segments), Span(len(document.text), len(document.text))]:
        between = document.text[at : span.start].strip(_BLANK)
        if between:
            yield f"[{at}, {span.start}) 不在任何语段中：{between[:40]!r}"
        at = max(at, span.end)


_BLANK = "".join(chr(c) for c in range(0x3001) if chr(c).isspace()) + "\u200b\u200c\u200d\ufeff\x00"


def wrong(documents: Sequence[Document]) -> list[str]:
    """Everything that does not hold of the documents of one file."""
    found = [*_in_order("文档", [d.span for d in documents])]
    found += [f"文档 {d.id} 出现多次" for d, n in ((d, sum(e.id == d.id for e in documents)) for d in documents) if n > 1]
    for document in documents:
        for check in (spans_slice, spans_lead_back, parts_are_in_order, references_hold):
            found += [f"{check.__name__}: {message}" for message in check(document)]
    data = gold_json(documents)
    text = documents[0].source.text if documents else ""
    found += [
        f"gold_json {name}: {entry}" for name in ("segments", "outline", "tasks", "quantities") for entry in data[name]
        if not entry["quote"] or text[entry["start"] : entry["end"]] != entry["quote"]
    ]
    return found


def contents(documents: Sequence[Document]) -> list[object]:
    """What two runs must agree on."""
    return [
        (d.id, d.span, d.text, d.edits, d.title, d.doc_type, d.place, d.level, d.date, d.work_year, d.speaker, d.anchor,
         dict(d.rules), d.sections, d.segments, d.tasks, d.quantities) for d in documents
    ]


def test_every_text_of_the_reference_corpus(shared: Path) -> None:
    files = sorted((shared / "corpus").rglob("*.txt"))
    assert len(files) > 200
    complaints: list[str] = []
    for number, file in enumerate(files):
        source = read_file(file, root=shared / "corpus")
        documents = documents_of(source)
        assert documents, file.name
        complaints += [f"{file.name}: {message}" for message in wrong(documents)]
        if number % 25 == 0:
            assert contents(documents) == contents(documents_of(source)), f"{file.name}：两次结果不同"
    assert not complaints, f"{len(complaints)} 处：\n" + "\n".join(complaints[:40])


def test_every_text_of_the_embedded_corpus(embedded: Path) -> None:
    for file in sorted(embedded.glob("*.txt")):
        documents = documents_of(read_file(file, root=embedded))
        assert wrong(documents) == [], file.name
        assert contents(documents) == contents(documents_of(read_file(file, root=embedded)))


# --- mixtures that no one would write -------------------------------------------------------------------------------

FRAGMENTS = (
    "一、", "二、", "（一）", "(二)", "1.", "2．", "（1）", "①", "第一，", "一是", "二要", "首先，", "第三条",
    "第一章 总则", "附件：", "———", "县水利局", "各乡镇、各部门", "由县财政局牵头，县住建局配合",
    "（责任单位：县教育局、县公安局）", "牵头单位：", "张山同志", "我们", "党中央", "要", "必须", "力争", "确保",
    "完成", "建成水库3座以上", "新增就业1.2万人", "增长6%左右", "下降2个百分点", "不低于98%", "三分之一", "翻一番",
    "200余万元", "１０％", "5—8家", "全覆盖", "零事故", "与经济增长同步", "十四五", "“十四五”末", "6月底前",
    "2031年12月31日前", "每月", "春节前", "三年内", "今年", "去年", "存在问题", "取得了成绩", "同志们：",
    "谢谢大家！", "省委强调，", "XX县", "20xx年", "下载 打印", "- 12 -", "青禾县人民政府关于护林的通知",
    "在全县大会上的讲话", "（2031年2月3日）", "会议指出：", "发布时间：2031-02-03 10:11", "来源：青禾网",
    "首页 > 要闻", "水\n2、库", "第 3 页", "万元/人", "亿千瓦时", "A", "b", "ＡＢ", "𠮷", "\ufeff", "\x00", "é",
)
JOINTS = (
    "", "", "", "，", "。", "；", "：", "、", "！", "？", "\n", "\r\n", "\r", "\n\n", "　　", " ", "\t", "“", "”",
    "（", "）", "《", "》", ".", ";", "\u2028",
)
piece = st.tuples(st.sampled_from(FRAGMENTS), st.sampled_from(JOINTS)).map("".join)
loose = st.text(st.sampled_from("一二三十百万亿年月日第是要（）()1２3.%、，。；：\n\r\t 　“”《》〔〕县市局办部由和及等各"), max_size=12)
mixtures = st.lists(st.one_of(piece, piece, piece, loose), min_size=1, max_size=40).map("".join)


@settings(max_examples=300, derandomize=True, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(mixtures.filter(lambda text: text.strip() != ""))
@example("一、\n二、\n（一）")
@example("\r\r\r\n。。。")
@example("（责任单位：县教育局")
@example("。（一）\n一、")                                          # an enumerator with nothing in front of it
@example("必须建成水库3座以上亿千瓦时。")                              # 以上 and 上亿 share a character
@example("\ufeff　　 \n今年6月底前每月完成200余万元以上左右")
def test_any_mixture_of_fragments(text: str) -> None:
    documents = documents_of(from_text(text))
    assert wrong(documents) == []
    assert contents(documents) == contents(documents_of(from_text(text)))


@settings(max_examples=150, derandomize=True, deadline=None)
@given(st.text(st.characters(exclude_categories=["Cs"]), min_size=1, max_size=80).filter(lambda text: text.strip() != ""))
def test_any_text_at_all(text: str) -> None:
    assert wrong(documents_of(from_text(text))) == []


@pytest.mark.parametrize("text", ["。", "1", "一、", "（", "\n。\n", "县", "　1．　", "“”", "\x00a"])
def test_texts_of_almost_nothing(text: str) -> None:
    assert wrong(documents_of(from_text(text))) == []
