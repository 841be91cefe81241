"""PDF: layout kept in the text and undone by recorded edits, tables, and errors for what cannot be read."""

from __future__ import annotations

import io
import time

import pytest

from tests.read.pages import pdf_of
from textkit.clean import clean
from textkit.corpus import documents_of
from textkit.model import Alignment, Document, Source, TextkitError
from textkit.read import read_bytes

pytest.importorskip("pypdfium2")
pytest.importorskip("reportlab")

SENTENCE = "各乡镇人民政府要把水毁渠道修复摆在突出位置，落实专人专班，六月底前完成清淤三十公里以上，由县水利局牵头组织验收并按月通报进展情况"
TEXT = "\n".join(["青禾县2031年水利工作要点", "为抓好2031年全县水利工作，制定本要点。", "一、抓好水毁修复",
                  *(f"（{n}）{SENTENCE}，不得少于{i + 20}处。" for i, n in enumerate("一二三四五六七八九十"))] * 1
                 + ["二、抓好组织领导", *(f"{i}.{SENTENCE}，确保完成{i}%以上。" for i in range(1, 31))])


def _clean(source: Source) -> str:
    return Alignment(source.text, clean(source)).text


def _document(data: bytes) -> Document:
    return documents_of(read_bytes(data, "要点.pdf"))[0]


@pytest.mark.parametrize("shape", [
    {}, {"dashed": False}, {"heads": False}, {"spaces": True}, {"head": "青禾县2031年水利工作要点"}, {"head": "水利工作 第1期"},
], ids=["dashed", "bare-numbers", "no-heads", "indents-of-spaces", "head-is-the-title", "head-with-number"])
def test_printed_pages_become_the_text_again(shape: dict[str, object]) -> None:
    source = read_bytes(pdf_of(TEXT, **shape), "要点.pdf")  # type: ignore[arg-type]
    lines = [line for line in _clean(source).split("\n") if line]
    assert lines == [line.replace("\u3000", "") for line in TEXT.split("\n")]
    if shape.get("heads", True):
        rules = {edit.rule for edit in clean(source)}
        assert {"noise.running-head", "noise.page-number", "hard-break"} <= rules


def test_places_are_pages() -> None:
    document = _document(pdf_of(TEXT))
    source = document.source
    assert source.media_type == "application/pdf" and source.meta["pages"] == "5"
    assert source.place(source.text.index("二、抓好组织领导")) in ("第2页", "第1页")
    pages = [source.place(document.source_span(*task.span).start) for task in document.tasks]
    assert pages[0] == "第2页" and pages[-1] == "第5页" and pages == sorted(pages)
    across = [task for task in document.tasks
              if source.place(document.source_span(*task.span).start) != source.place(document.source_span(*task.span).end - 1)]
    assert across, "no task runs over a page end"
    assert all("青禾县人民政府公报" not in task.text and "—" not in task.text for task in document.tasks)


def test_ruled_tables_of_tasks() -> None:
    from reportlab.lib import colors
    from reportlab.lib.styles import ParagraphStyle
    from reportlab.pdfbase.cidfonts import UnicodeCIDFont
    from reportlab.pdfbase.pdfmetrics import registerFont
    from reportlab.platypus import Paragraph, SimpleDocTemplate, Table, TableStyle

    pytest.importorskip("pdfplumber")
    registerFont(UnicodeCIDFont("STSong-Light"))
    style = ParagraphStyle("a", fontName="STSong-Light", fontSize=12, leading=18, wordWrap="CJK")
    head = ["序号", "工作任务", "牵头单位", "责任单位", "完成时限"]
    rows = [[str(i), f"完成第{i}批水毁渠道修复，清淤{i * 10}公里以上，验收合格率达到98%以上", "县水利局", "各乡镇、县财政局", f"{i % 9 + 3}月底前"] for i in range(1, 31)]
    table = Table([[Paragraph(cell, style) for cell in row] for row in [head, *rows]], colWidths=[40, 180, 80, 90, 70], repeatRows=1)
    table.setStyle(TableStyle([("GRID", (0, 0), (-1, -1), 0.5, colors.black)]))
    out = io.BytesIO()
    before = Paragraph("现将2031年水利工作任务分解如下，请认真抓好落实。", style)
    after = Paragraph("以上任务由县政府督查室按月通报。", style)
    SimpleDocTemplate(out).build([before, table, after])
    document = _document(out.getvalue())
    tasks = [task for task in document.tasks if "第" in task.text and "批" in task.text]
    assert len(tasks) == 30
    assert {unit.name for task in tasks for unit in task.units if unit.role == "lead"} == {"县水利局"}
    assert all(task.deadline is not None for task in tasks)
    assert len(document.source.tables) == 1 and len(document.source.tables[0].rows) == 31
    labels = [document.source.place(document.source_span(*task.span).start) or "" for task in tasks]
    assert labels[0].startswith("第1页 表1 第2行") and labels[-1].startswith("第2页 表1 ") or labels[-1].startswith("第3页 表1 ")
    assert document.text.index("现将") < document.text.index("第1批") < document.text.index("以上任务")


def test_two_columns_are_read_one_after_the_other() -> None:
    from reportlab.pdfgen.canvas import Canvas

    pdf_of("注册字体")
    out = io.BytesIO()
    canvas = Canvas(out, pagesize=(595, 842))
    words = [f"第{i:02d}行各乡镇要抓好水毁渠道修复" for i in range(1, 41)]
    canvas.setFont("STSong-Light", 12)
    for i, line in enumerate(words):
        canvas.drawString(60 if i < 20 else 320, 760 - i % 20 * 24, line)
    canvas.showPage()
    canvas.setFont("STSong-Light", 12)
    for i in reversed(range(20)):                 # written from the bottom up, as some programs do
        canvas.drawString(60, 760 - i * 24, f"另第{i:02d}条县水利局要做好汛前检查工作")
    canvas.save()
    text = read_bytes(out.getvalue(), "栏.pdf").text
    order = [text.index(f"第{i:02d}行") for i in range(1, 41)]
    assert order == sorted(order)
    order = [text.index(f"另第{i:02d}条") for i in range(20)]
    assert order == sorted(order)


@pytest.mark.timing
def test_speed_against_the_raw_text() -> None:
    import pypdfium2

    data = pdf_of("\n".join(["青禾县工作要点", *(f"{i}.{SENTENCE}，确保完成{i % 90}%以上，{SENTENCE}。" for i in range(560))]))

    def raw() -> int:
        document = pypdfium2.PdfDocument(data)
        try:
            return sum(len(page.get_textpage().get_text_range()) for page in document)
        finally:
            document.close()

    def best(call: object) -> float:
        times = []
        for _ in range(3):
            start = time.process_time()
            call()  # type: ignore[operator]
            times.append(time.process_time() - start)
        return min(times)

    assert int(read_bytes(data, "长.pdf").meta["pages"]) >= 100
    assert best(lambda: read_bytes(data, "长.pdf")) < 2 * best(raw)


def _scan() -> bytes:
    from reportlab.pdfgen.canvas import Canvas

    out = io.BytesIO()
    canvas = Canvas(out, pagesize=(595, 842))
    form = canvas.beginForm("picture")
    del form
    canvas.rect(50, 50, 400, 600, fill=1)
    canvas.endForm()
    canvas.doForm("picture")
    canvas.save()
    return out.getvalue()


def _encrypted() -> bytes:
    from reportlab.lib.pdfencrypt import StandardEncryption
    from reportlab.pdfgen.canvas import Canvas

    out = io.BytesIO()
    canvas = Canvas(out, encrypt=StandardEncryption("kouling", strength=128))
    canvas.drawString(100, 700, "secret")
    canvas.save()
    return out.getvalue()


def _blank() -> bytes:
    from reportlab.pdfgen.canvas import Canvas

    out = io.BytesIO()
    canvas = Canvas(out)
    canvas.showPage()
    canvas.save()
    return out.getvalue()


@pytest.mark.parametrize(("make", "words"), [
    (lambda: b"", "空"), (lambda: bytes(1 << 20), "空"), (lambda: b"<!DOCTYPE html><html><body>404</body></html>", "网页"),
    (lambda: b"\r\n<html><p>\xe7\x99\xbb\xe5\xbd\x95</p></html>", "网页"), (lambda: b"PK\x03\x04" + bytes(100), "Office"),
    (lambda: "各乡镇要抓好春灌。".encode(), "不是 PDF"), (lambda: b"%PDF-1.7\n" + bytes(5000), "损坏"), (lambda: pdf_of(TEXT)[:4000], "损坏"),
    (_encrypted, "密码"), (_blank, "没有文字"),
], ids=["empty", "zeros", "html", "html-login", "zip", "text", "head-only", "truncated", "encrypted", "blank"])
def test_what_is_no_readable_pdf_says_why(make: object, words: str) -> None:
    with pytest.raises(TextkitError) as error:
        read_bytes(make(), "坏.pdf")  # type: ignore[operator]
    assert words in str(error.value) and "坏.pdf" in str(error.value) and error.value.hint


def test_a_scan_names_the_extra(monkeypatch: pytest.MonkeyPatch) -> None:
    import sys

    monkeypatch.setitem(sys.modules, "rapidocr", None)
    with pytest.raises(TextkitError, match=r"policy-textkit\[ocr\]") as error:
        read_bytes(_scan(), "扫描.pdf")
    assert error.value.place == "第1页"


def test_a_scan_is_read_with_the_extra() -> None:
    pytest.importorskip("rapidocr")
    import pypdfium2
    from reportlab.lib.utils import ImageReader
    from reportlab.pdfgen.canvas import Canvas

    page = pypdfium2.PdfDocument(pdf_of("青禾县水利工作要点\n各乡镇要在六月底前完成清淤三十公里以上。", heads=False))[0]
    out = io.BytesIO()
    canvas = Canvas(out, pagesize=(595, 842))
    canvas.drawImage(ImageReader(page.render(scale=2).to_pil()), 0, 0, 595, 842)
    canvas.save()
    source = read_bytes(out.getvalue(), "扫描.pdf")
    assert "各乡镇要在六月底前完成清淤三十公里以上" in source.text and source.meta["ocr_pages"] == "1"


def test_a_picture_among_pages_of_text_is_named() -> None:
    import pypdfium2

    document = pypdfium2.PdfDocument(pdf_of(TEXT))
    document.import_pages(pypdfium2.PdfDocument(_scan()), index=0)
    out = io.BytesIO()
    document.save(out)
    source = read_bytes(out.getvalue(), "封面.pdf")
    assert source.meta["pages_without_text"] == "1" and source.place(source.text.index("青禾县2031年")) == "第2页"


def test_without_the_extra_pdf(monkeypatch: pytest.MonkeyPatch) -> None:
    import sys

    monkeypatch.setitem(sys.modules, "pypdfium2", None)
    with pytest.raises(TextkitError, match=r"policy-textkit\[pdf\]"):
        read_bytes(b"%PDF-1.7\n", "a.pdf")
