"""A .docx comes back with comments where the findings are and otherwise byte for byte as it was."""

from __future__ import annotations

import io
import re
import zipfile
from pathlib import Path

import pytest
from docx import Document
from lxml import etree

from tests.read.docx_maker import W, cell, docx, level, numbering, paragraph, printed, run, table, text_box
from textkit.corpus import read
from textkit.draft import Findings, check
from textkit.model import TextkitError

N = f"{{{W}}}"
NUMBERED = numbering({1: [level(0, "chineseCounting", "%1、", suffix="nothing")]}, {1: 1})
CHANGED = (run("要在") + '<w:del w:id="7" w:author="甲"><w:r><w:delText>2月28日</w:delText></w:r></w:del>'
           + '<w:ins w:id="8" w:author="甲">' + run("2月30日") + "</w:ins>" + run("前完成清淤工作。"))
FIELD = ('<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText>DATE XX县</w:instrText></w:r>'
         '<w:r><w:fldChar w:fldCharType="separate"/></w:r>' + run("今年") + '<w:r><w:fldChar w:fldCharType="end"/></w:r>')
BODY = [
    paragraph("关于做好防汛工作的讲话", number=None),
    paragraph("压实责任", number=(1, 0)),
    paragraph(run("各乡镇要") + run("加强领导（含督查，", "<w:b/>") + run("抓好落实。"), raw=True),
    paragraph(CHANGED, raw=True),
    table([["任务", "责任单位"], ["清淤30公里", cell("XX县水利局\n县财政局")], ["备足物资", "县应急局（待定）"]], 2),
    paragraph("备足物资", number=(1, 0)),
    paragraph(FIELD + run("要进一步进一步抓好培训 & 演练。"), raw=True),
    paragraph(run("培训") + text_box(paragraph("框内有XX县的字样。")) + run("要到位，，不走过场。"), raw=True),
    '<w:p><w:r><w:rPr/><w:t>各单位要落实“双减政策。</w:t></w:r></w:p>',
]


@pytest.fixture
def draft(tmp_path: Path) -> Path:
    path = tmp_path / "讲话.docx"
    path.write_bytes(docx(BODY, numbering=NUMBERED, settings="<w:zoom w:percent='100'/>"))
    return path


def checked(path: Path) -> Findings:
    return check(read([path], catalogue=False))


def parts(path: Path) -> dict[str, bytes]:
    with zipfile.ZipFile(path) as archive:
        assert archive.testzip() is None
        return {name: archive.read(name) for name in archive.namelist()}


def ranges(main: bytes) -> dict[str, str]:
    """The text inside the range of each comment, insertions counted and deletions not."""
    open_: set[str] = set()
    out: dict[str, str] = {}
    for element in etree.fromstring(main).iter():
        number = element.get(N + "id", "")
        if element.tag == N + "commentRangeStart":
            open_.add(number)
            out[number] = ""
        elif element.tag == N + "commentRangeEnd":
            open_.discard(number)
        elif element.tag == N + "t" and not any(a.tag == N + "txbxContent" for a in element.iterancestors()):
            for each in open_:
                out[each] += element.text or ""
    assert not open_
    return out


def without_marks(main: str) -> str:
    """The main part with every mark and every division of a run taken out again."""
    main = re.sub(r'<w:commentRangeEnd w:id="\d+"/><w:r><w:commentReference w:id="\d+"/></w:r>|<w:commentRangeStart w:id="\d+"/>', "", main)
    return re.sub(r'</w:t></w:r><w:r>(?:<w:rPr>(?:(?!</w:rPr>).)*</w:rPr>|<w:rPr/>)?<w:t xml:space="preserve">', "\0", main)


def test_comments_stand_where_the_findings_are(draft: Path, tmp_path: Path) -> None:
    findings = checked(draft)
    out = findings.to_docx(tmp_path / "批注.docx", draft=draft)
    made = parts(out)
    comments = etree.fromstring(made["word/comments.xml"])
    assert len(comments) == len(findings)
    inside = ranges(made["word/document.xml"])
    exact = {"date.impossible", "brackets.unpaired", "placeholder.left", "repetition.word", "punctuation.doubled"}
    assert exact <= {f.rule for f in findings}
    for number, finding in enumerate(findings):
        text = "".join(comments[number].itertext())
        assert finding.message in text
        if finding.rule in exact and "框" not in (finding.place or ""):
            assert inside[str(number)] == finding.quote, finding


def test_all_else_is_byte_for_byte_as_it_was(draft: Path, tmp_path: Path) -> None:
    before, after = parts(draft), parts(checked(draft).to_docx(tmp_path / "批注.docx", draft=draft))
    changed = {name for name in after if before.get(name) != after[name]}
    assert changed == {"word/document.xml", "word/comments.xml", "word/_rels/document.xml.rels", "[Content_Types].xml"}
    old, new = before["word/document.xml"].decode(), after["word/document.xml"].decode()
    joint = r'</w:t></w:r><w:r>(?:<w:rPr>(?:(?!</w:rPr>).)*</w:rPr>|<w:rPr/>)?<w:t xml:space="preserve">'
    assert without_marks(new).replace("\0", "") == re.sub(joint, "", old)
    for name in ("word/_rels/document.xml.rels", "[Content_Types].xml"):
        assert len(re.sub(rb'<(?:Relationship Id="rIdTextkit\d+"|Override PartName="/word/comments.xml")[^>]*/>', b"", after[name])) == len(before[name])
    assert read([tmp_path / "批注.docx"], catalogue=False)[0].source.text == read([draft], catalogue=False)[0].source.text


def test_comments_of_others_stay(draft: Path, tmp_path: Path) -> None:
    once = checked(draft).to_docx(tmp_path / "一.docx", draft=draft)
    twice = checked(once).to_docx(tmp_path / "二.docx", draft=once)
    first, second = (parts(path)["word/comments.xml"] for path in (once, twice))
    assert second.startswith(first[: -len("</w:comments>")])
    numbers = re.findall(rb'<w:comment [^>]*w:id="(\d+)"', second)
    assert len(numbers) == len(set(numbers)) == 2 * len(checked(draft))
    assert parts(once)["[Content_Types].xml"] == parts(twice)["[Content_Types].xml"]


def test_a_field_that_is_never_closed_hides_nothing_after_its_paragraph(tmp_path: Path) -> None:
    path = tmp_path / "讲话.docx"
    begun = '<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText>DATE</w:instrText></w:r>'
    path.write_bytes(docx([paragraph(run("今年要抓紧。") + begun, raw=True), paragraph("加强领导（含督查，抓好落实。")]))
    made = parts(checked(path).to_docx(tmp_path / "批注.docx", draft=path))
    assert list(ranges(made["word/document.xml"]).values()) == ["（"]


def test_a_real_word_processor_prints_the_same_text(draft: Path, tmp_path: Path) -> None:
    out = checked(draft).to_docx(tmp_path / "批注.docx", draft=draft)
    before, after = printed(draft.read_bytes(), out.read_bytes())
    assert before == after


def test_reports_of_cities_take_their_comments(shared: Path, tmp_path: Path) -> None:
    for name in ("六安", "宜宾"):
        path = shared / "corpus" / "prefectures-2024-docx" / f"{name}.docx"
        findings = checked(path)
        made = parts(findings.to_docx(tmp_path / f"{name}.docx", draft=path))
        inside = ranges(made["word/document.xml"])
        assert len(inside) == len(findings) > 5
        wrong = [f for n, f in enumerate(findings) if "".join(inside[str(n)].split()) != "".join(f.quote.split())]
        assert wrong == []


def test_the_draft_is_never_written_over(draft: Path, tmp_path: Path) -> None:
    findings = checked(draft)
    with pytest.raises(TextkitError, match="原稿"):
        findings.to_docx(draft, draft=draft, overwrite=True)
    other = tmp_path / "别人的.docx"
    other.write_bytes(b"PK")
    with pytest.raises(TextkitError, match="不是 textkit 写的"):
        findings.to_docx(other, draft=draft)
    draft.write_bytes(docx([paragraph("改过了。")]))
    with pytest.raises(TextkitError, match="变了"):
        findings.to_docx(tmp_path / "批注.docx", draft=draft)


def test_an_earlier_check_is_replaced_until_somebody_saves_it(draft: Path, tmp_path: Path) -> None:
    findings, out = checked(draft), tmp_path / "批注.docx"
    first = findings.to_docx(out, draft=draft).read_bytes()
    assert findings.to_docx(out, draft=draft).read_bytes() == first
    Document(str(out)).save(str(out))
    with pytest.raises(TextkitError, match="不是 textkit 写的"):
        findings.to_docx(out, draft=draft)
    assert findings.to_docx(out, draft=draft, overwrite=True).read_bytes() == first


def test_only_word_files_take_comments(tmp_path: Path) -> None:
    path = tmp_path / "讲话.txt"
    path.write_text("加强领导（含督查，抓好落实。", encoding="utf-8")
    with pytest.raises(TextkitError, match=r"只有 \.docx"):
        checked(path).to_docx(tmp_path / "批注.docx", draft=path)


def test_a_package_in_other_spellings(tmp_path: Path) -> None:
    """Another prefix, an empty rels element, numeric entities, a part in UTF-16."""
    data = docx([paragraph("各单位要落实&双减“政策。抓好落实。")])
    source = zipfile.ZipFile(io.BytesIO(data))
    for codec in ("utf-8", "utf-16"):
        path = tmp_path / f"{codec}.docx"
        with zipfile.ZipFile(path, "w") as archive:
            for name in source.namelist():
                part = source.read(name).decode()
                if name == "word/document.xml":
                    part = part.replace("w:", "字:").replace("xmlns:w=", "xmlns:字=").replace("抓好", "&#25235;好").replace('encoding="UTF-8"', f'encoding="{codec}"')
                elif name.endswith("document.xml.rels"):
                    part = re.sub(r"></Relationships>", "/>", part)
                archive.writestr(name, part.encode(codec if name == "word/document.xml" else "utf-8"))
        made = parts(checked(path).to_docx(tmp_path / f"{codec}-批注.docx", draft=path))
        assert list(ranges(made["word/document.xml"]).values()) == ["“"]
