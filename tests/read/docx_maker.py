"""Word files made from bare XML, so that a test can hold exactly the markup it is about."""

from __future__ import annotations

import io
import tempfile
import zipfile
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from xml.sax.saxutils import escape

import pytest

from textkit.read import office

W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
R = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_SPACES = (
    f'xmlns:w="{W}" xmlns:r="{R}" xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006" '
    'xmlns:wps="http://schemas.microsoft.com/office/word/2010/wordprocessingShape" '
    'xmlns:wp="http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing" '
    'xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main" xmlns:v="urn:schemas-microsoft-com:vml" '
    'xmlns:w10="urn:schemas-microsoft-com:office:word" '
    'xmlns:m="http://schemas.openxmlformats.org/officeDocument/2006/math"'
)
_HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml."
_PARTS = {
    "styles": "styles", "numbering": "numbering", "footnotes": "footnotes", "endnotes": "endnotes", "settings": "settings",
    "header1": "header", "footer1": "footer",
}


def run(text: str, properties: str = "") -> str:
    """A run; a tab and a line break in ``text`` become those of Word."""
    inner = "".join(
        {"\t": "<w:tab/>", "\n": "<w:br/>"}.get(piece) or f'<w:t xml:space="preserve">{escape(piece)}</w:t>'
        for piece in text.replace("\t", "\x00\t\x00").replace("\n", "\x00\n\x00").split("\x00") if piece
    )
    return f"<w:r>{f'<w:rPr>{properties}</w:rPr>' if properties else ''}{inner}</w:r>"


def paragraph(content: str = "", *, number: tuple[int, int] | None = None, style: str = "", mark: str = "", raw: bool = False) -> str:
    """A paragraph of text (of runs, with ``raw``); ``number`` is numId and level, ``mark`` properties of its mark."""
    properties = (f'<w:pStyle w:val="{style}"/>' if style else "") + (
        f'<w:numPr><w:ilvl w:val="{number[1]}"/><w:numId w:val="{number[0]}"/></w:numPr>' if number else ""
    ) + (f"<w:rPr>{mark}</w:rPr>" if mark else "")
    return f"<w:p>{f'<w:pPr>{properties}</w:pPr>' if properties else ''}{content if raw else run(content) if content else ''}</w:p>"


def cell(content: str, *, span: int = 1, merge: str = "", raw: bool = False) -> str:
    """A table cell; ``merge`` is restart or continue. Lines of ``content`` are paragraphs."""
    properties = (f'<w:gridSpan w:val="{span}"/>' if span > 1 else "") + (f'<w:vMerge w:val="{merge}"/>' if merge else "")
    inner = content if raw else "".join(paragraph(line) for line in content.split("\n"))
    return f'<w:tc><w:tcPr><w:tcW w:w="{1500 * span}" w:type="dxa"/>{properties}</w:tcPr>{inner}</w:tc>'


def table(rows: Iterable[Iterable[str]], columns: int) -> str:
    """A table from rows of ``cell``s (plain text becomes a cell)."""
    grid = '<w:gridCol w:w="1500"/>' * columns
    body = "".join(f"<w:tr>{''.join(c if c.startswith('<w:tc>') else cell(c) for c in row)}</w:tr>" for row in rows)
    return f'<w:tbl><w:tblPr><w:tblW w:w="0" w:type="auto"/></w:tblPr><w:tblGrid>{grid}</w:tblGrid>{body}</w:tbl>'


def level(index: int, style: str, text: str, *, start: int = 1, suffix: str = "", extra: str = "", font: str = "") -> str:
    """One level of an abstract list, its children in the order of the schema."""
    tail = f'<w:rPr><w:rFonts w:ascii="{font}" w:hAnsi="{font}" w:hint="default"/></w:rPr>' if font else ""
    restart, rest = (extra, "") if "lvlRestart" in extra or "pStyle" in extra else ("", extra)
    return (f'<w:lvl w:ilvl="{index}"><w:start w:val="{start}"/><w:numFmt w:val="{style}"/>{restart}{rest}'
            f'{f"<w:suff w:val={chr(34)}{suffix}{chr(34)}/>" if suffix else ""}<w:lvlText w:val="{escape(text)}"/>'
            f'<w:lvlJc w:val="left"/><w:pPr><w:ind w:left="{420 * (index + 1)}" w:hanging="420"/></w:pPr>{tail}</w:lvl>')


def numbering(abstracts: Mapping[int, Sequence[str]], lists: Mapping[int, int | tuple[int, str]]) -> str:
    """A numbering part: levels by abstract id; abstract id (and overrides) by numId."""
    out = []
    for key, levels in abstracts.items():
        out.append(f'<w:abstractNum w:abstractNumId="{key}"><w:multiLevelType w:val="multilevel"/>{"".join(levels)}</w:abstractNum>')
    for name, chosen in lists.items():
        key, overrides = chosen if isinstance(chosen, tuple) else (chosen, "")
        out.append(f'<w:num w:numId="{name}"><w:abstractNumId w:val="{key}"/>{overrides}</w:num>')
    return "".join(out)


def styles(*given: str) -> str:
    """A styles part: Normal, and the ``given`` w:style elements."""
    return ('<w:style w:type="paragraph" w:default="1" w:styleId="Normal"><w:name w:val="Normal"/></w:style>' + "".join(given))


def text_box(content: str, *, both: bool = True) -> str:
    """A run with a text box, drawn for new Word and (``both``) once more for old Word."""
    new = ('<w:drawing><wp:inline distT="0" distB="0" distL="0" distR="0"><wp:extent cx="3000000" cy="900000"/>'
           '<wp:docPr id="1" name="框"/><a:graphic><a:graphicData uri="http://schemas.microsoft.com/office/word/2010/wordprocessingShape">'
           '<wps:wsp><wps:cNvSpPr txBox="1"/><wps:spPr><a:xfrm><a:off x="0" y="0"/><a:ext cx="3000000" cy="900000"/></a:xfrm>'
           f'<a:prstGeom prst="rect"><a:avLst/></a:prstGeom></wps:spPr><wps:txbx><w:txbxContent>{content}</w:txbxContent></wps:txbx>'
           '<wps:bodyPr/></wps:wsp></a:graphicData></a:graphic></wp:inline></w:drawing>')
    old = ('<w:pict><v:shape id="s1" style="width:240pt;height:70pt" type="#_x0000_t202"><v:textbox><w:txbxContent>'
           f"{content}</w:txbxContent></v:textbox></v:shape></w:pict>")
    return f'<w:r><mc:AlternateContent><mc:Choice Requires="wps">{new}</mc:Choice><mc:Fallback>{old}</mc:Fallback></mc:AlternateContent></w:r>' \
        if both else f"<w:r>{old}</w:r>"


def docx(body: str | Iterable[str], *, core: Mapping[str, str] | None = None, main: str = "", section: str = "", **parts: str) -> bytes:
    """A .docx of a body; ``parts`` are the insides of styles, numbering, footnotes, endnotes, header1, footer1.

    ``core`` holds core properties by tag (dc:title, dcterms:created …); ``main`` replaces the whole document part.
    """
    body = body if isinstance(body, str) else "".join(body)
    roots = {"styles": "styles", "numbering": "numbering", "footnotes": "footnotes", "endnotes": "endnotes",
             "settings": "settings", "header1": "hdr", "footer1": "ftr"}
    kinds = {"header1": "header", "footer1": "footer"}
    marks = "".join(f'<w:{kinds[p]}Reference w:type="default" r:id="r{p}"/>' for p in ("header1", "footer1") if p in parts)
    section = f'<w:sectPr>{marks}{section}<w:pgSz w:w="11906" w:h="16838"/></w:sectPr>'
    document = main or f"{_HEAD}<w:document {_SPACES}><w:body>{body}{section}</w:body></w:document>"
    types = "".join(f'<Override PartName="/word/{name}.xml" ContentType="{_TYPE}{_PARTS[name]}+xml"/>' for name in parts)
    related = "".join(
        f'<Relationship Id="r{name}" Type="{R}/{kinds.get(name, name)}" Target="{name}.xml"/>' for name in parts
    )
    files = {
        "[Content_Types].xml": _HEAD + '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
        '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        '<Default Extension="xml" ContentType="application/xml"/>'
        f'<Override PartName="/word/document.xml" ContentType="{_TYPE}document.main+xml"/>'
        f'<Override PartName="/docProps/core.xml" ContentType="application/vnd.openxmlformats-package.core-properties+xml"/>{types}</Types>',
        "_rels/.rels": _HEAD + '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
        f'<Relationship Id="r1" Type="{R}/officeDocument" Target="word/document.xml"/>'
        '<Relationship Id="r2" Type="http://schemas.openxmlformats.org/package/2006/relationships/metadata/core-properties" '
        'Target="docProps/core.xml"/></Relationships>',
        "word/_rels/document.xml.rels": _HEAD + '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
        f"{related}</Relationships>",
        "docProps/core.xml": _HEAD + '<cp:coreProperties xmlns:cp="http://schemas.openxmlformats.org/package/2006/metadata/core-properties" '
        'xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:dcterms="http://purl.org/dc/terms/" '
        'xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">'
        + "".join(f"<{tag}>{escape(value)}</{tag}>" for tag, value in (core or {}).items()) + "</cp:coreProperties>",
        "word/document.xml": document,
        **{f"word/{name}.xml": f"{_HEAD}<w:{roots[name]} {_SPACES}>{inner}</w:{roots[name]}>" for name, inner in parts.items()},
    }
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in files.items():
            archive.writestr(name, content)
    return out.getvalue()


def made_by_office(files: Sequence[bytes], suffix: str, target: str) -> list[bytes]:
    """What LibreOffice makes of ``files`` (their ``suffix``); ``target`` is as its --convert-to takes it (pdf, odt …)."""
    program = office.program()
    if program is None:
        pytest.skip("没有安装 LibreOffice（libreoffice-writer）")
    with tempfile.TemporaryDirectory() as folder:
        paths = [Path(folder, f"{number:03d}{suffix}") for number in range(len(files))]
        for path, data in zip(paths, files, strict=True):
            path.write_bytes(data)
        profile = Path(office._profile().name).as_uri()
        office._run([program, f"-env:UserInstallation={profile}", "--headless", "--norestore", "--convert-to", target,
                     "--outdir", str(Path(folder, "out")), *map(str, paths)], 300)
        ending = target.partition(":")[0]
        return [Path(folder, "out", f"{path.stem}.{ending}").read_bytes() for path in paths]


#: Settings under which LibreOffice shows a document as if all changes were accepted.
ACCEPTED = '<w:revisionView w:insDel="0"/><w:trackRevisions/>'


def shown(*files: bytes) -> list[str]:
    """What LibreOffice writes for each .docx as plain text, numbers of lists included; without any white space."""
    made = made_by_office(files, ".docx", "txt:Text (encoded):UTF8")
    return ["".join(data.decode("utf-8-sig").split()) for data in made]


def printed(*files: bytes) -> list[str]:
    """What LibreOffice prints of each .docx, read from its PDF; without any white space."""
    pdfium = pytest.importorskip("pypdfium2")
    out = []
    for data in made_by_office(files, ".docx", "pdf"):
        document = pdfium.PdfDocument(data)
        out.append("".join("".join(page.get_textpage().get_text_range() for page in document).split()))
        document.close()
    return out
