"""The drafter's own .docx with findings as Word comments, and otherwise unchanged.

Every part of the package is copied byte for byte except the main part (marks are inserted into its bytes, a run that a mark
falls into is divided), the comments part, its relationship and its content type. Source of the markup: ECMA-376 Part 1, 17.13.4.
"""

from __future__ import annotations

import io
import posixpath
import re
import zipfile
from collections import defaultdict
from hashlib import sha256
from pathlib import Path
from typing import TYPE_CHECKING
from xml.parsers.expat import ExpatError
from xml.sax.saxutils import escape, quoteattr

from textkit.draft.findings import LABELS
from textkit.draft.output.anchors import Anchor, anchors
from textkit.draft.output.places import Run, codec_of, paragraphs_of
from textkit.model import TextkitError, reason
from textkit.read.docx_package import Package
from textkit.report.files import CREATOR, MARK, write
from textkit.report.labels import words

if TYPE_CHECKING:
    from textkit.draft.findings import Finding, Findings

__all__ = ["commented", "write_commented"]

_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml.comments+xml"
_ID = re.compile(r"<[^\s<>/]{0,20}?comment(?:RangeStart|RangeEnd|Reference)?\s[^<>]{0,400}?\bid=[\"'](\d{1,9})[\"']")
_ILLEGAL = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def write_commented(findings: Findings, path: Path, *, draft: Path | None = None, overwrite: bool = False) -> Path:
    """Write ``findings`` as comments into a copy of ``draft``; see :meth:`Findings.to_docx`."""
    sources = {document.source.sha256: document.source for document in findings.documents}
    if len(sources) != 1:
        raise TextkitError("批注只能写回一个文件", path=str(path), hint="请一次检查一个 .docx")
    source = next(iter(sources.values()))
    draft = draft or Path(source.path)
    if path.suffix.lower() != ".docx":
        raise TextkitError("带批注的文件要以 .docx 结尾", path=str(path))
    if draft.suffix.lower() != ".docx":
        raise TextkitError("只有 .docx 能加批注", path=str(draft), hint="请用 Word、WPS 另存为 .docx，或改用 html、text 输出")
    try:
        data = draft.read_bytes()
    except OSError as error:
        raise TextkitError(f"读不了原稿（{reason(error)}）", path=str(draft), hint="请用 draft= 指明原稿在哪里") from error
    if sha256(data).hexdigest() != source.sha256:
        raise TextkitError("检查之后原稿变了", path=str(draft), hint="请重新检查")
    if path.exists() and draft.exists() and path.resolve() == draft.resolve():
        raise TextkitError("不能写到原稿上", path=str(path), hint="请换一个文件名")
    made = commented(data, findings, str(draft))
    write(path, lambda to: _save(to, made), overwrite=overwrite)
    return path


def _save(to: Path, data: bytes) -> None:
    to.write_bytes(data)


def commented(data: bytes, findings: Findings, path: str) -> bytes:
    """The bytes of a .docx with one comment per finding. Raises TextkitError where ``data`` is no .docx."""
    package = Package(data, path)
    main = package.main
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        names = {name.lower(): name for name in archive.namelist()}
        parts = {name: archive.read(name) for name in archive.namelist()}
        entries = archive.infolist()
    main = names[main.lower()]
    try:
        paragraphs, prefix, uri, codec = paragraphs_of(parts[main])
    except ExpatError as error:
        raise TextkitError(f"Word 正文不是完整的 XML（{error}）", path=path, hint="请用 Word、WPS 打开修复后另存") from error
    several = list(findings)
    found = anchors(findings.documents[0].source, paragraphs, [(f.source_span.start, f.source_span.end) for f in several])
    relation = next((r for r in package.relations(main).values() if r.kind == "comments" and not r.external), None)
    target = names.get(relation.target.lower(), relation.target) if relation else _free(posixpath.dirname(main), names)
    first = _next_id(parts.get(target, b""), parts[main])
    made: dict[str, bytes] = {}
    made[main] = _marked(parts[main], prefix, uri, codec, [(anchor, first + n) for n, anchor in enumerate(found) if anchor])
    notes = "".join(_comment(finding, first + n, uri, findings.lang) for n, finding in enumerate(several) if found[n])
    made[target] = _appended(parts.get(target) or _empty(uri), notes, "comments")
    if relation is None:
        folder, file = posixpath.split(main)
        rels = posixpath.join(folder, "_rels", f"{file}.rels")
        rels = names.get(rels.lower(), rels)
        kind = uri.replace("wordprocessingml/2006/main", "officeDocument/2006/relationships").replace("wordprocessingml/main", "officeDocument/relationships")
        known = parts.get(rels) or b'<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"/>'
        made[rels] = _appended(known, f'<Relationship Id="rIdTextkit{first}" Type="{kind}/comments" Target={quoteattr("/" + target)}/>', "Relationships")
        types = names["[content_types].xml"]
        made[types] = _appended(parts[types], f'<Override PartName={quoteattr("/" + target)} ContentType="{_TYPE}"/>', "Types")
    return _packed(entries, parts, made)


def _packed(entries: list[zipfile.ZipInfo], parts: dict[str, bytes], made: dict[str, bytes]) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.comment = MARK                    # its properties stay the drafter's: this says that a later check may replace it
        for entry in entries:
            archive.writestr(entry, made.get(entry.filename, parts[entry.filename]), compress_type=entry.compress_type)
        for name, data in made.items():
            if name not in parts:
                archive.writestr(zipfile.ZipInfo(name, (1980, 1, 1, 0, 0, 0)), data, compress_type=zipfile.ZIP_DEFLATED)
    return out.getvalue()


def _free(folder: str, names: dict[str, str]) -> str:
    """A name for a new comments part."""
    for number in range(100):
        name = posixpath.join(folder, f"comments{number or ''}.xml")
        if name.lower() not in names:
            return name
    raise TextkitError("Word 文件里的部件名用尽了", path=folder)


def _next_id(comments: bytes, main: bytes) -> int:
    """One more than every id of a comment in use, also of comments whose part was lost."""
    used = [int(n) for data in (comments, main) for n in _ID.findall(data.decode(codec_of(data), "replace"))]
    return max(used, default=-1) + 1


def _empty(uri: str) -> bytes:
    return f'<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n<w:comments xmlns:w="{uri}"></w:comments>'.encode()


def _appended(data: bytes, text: str, root: str) -> bytes:
    """``data`` with ``text`` before the end of its root element, which may be empty (``<root/>``)."""
    codec = codec_of(data)
    whole = data.decode(codec)
    closing = list(re.finditer(rf"</(?:[\w.-]+:)?{root}\s*>", whole))
    if closing:
        at = closing[-1].start()
        return (whole[:at] + text + whole[at:]).encode(codec)
    empty = re.search(rf"<((?:[\w.-]+:)?{root})(\s[^<>]*?)?/>", whole)
    if empty is None:
        raise TextkitError(f"Word 文件的 {root} 部件不完整", hint="请用 Word、WPS 打开修复后另存")
    return (whole[: empty.start()] + f"<{empty[1]}{empty[2] or ''}>{text}</{empty[1]}>" + whole[empty.end() :]).encode(codec)


def _comment(finding: Finding, number: int, uri: str, lang: str) -> str:
    """One w:comment with namespaces of its own, so that the prefix of the part does not matter; small type, no indent."""
    which = words(lang)
    heads = (f"【{LABELS[finding.severity][0]}】", f"[{LABELS[finding.severity][1]}] ")
    lines = [heads[which] + finding.message]
    if finding.suggestion:
        lines.append(("建议：", "Suggestion: ")[which] + finding.suggestion)
    lines.append(("依据：", "Basis: ")[which] + f"{finding.basis}（{finding.rule}）")
    inner = "".join(_line(line) for line in lines)
    return f'<w:comment xmlns:w="{uri}" w:id="{number}" w:author="{CREATOR}" w:initials="tk">{inner}</w:comment>'


def _line(text: str) -> str:
    text = escape(_ILLEGAL.sub("\ufffd", text))
    return ('<w:p><w:pPr><w:spacing w:before="0" w:after="0" w:line="240" w:lineRule="auto"/><w:ind w:left="0" w:firstLine="0"/><w:jc w:val="left"/></w:pPr>'
            f'<w:r><w:rPr><w:sz w:val="18"/><w:szCs w:val="18"/></w:rPr><w:t xml:space="preserve">{text}</w:t></w:r></w:p>')


def _marked(data: bytes, prefix: str, uri: str, codec: str, marks: list[tuple[Anchor, int]]) -> bytes:
    """The main part with a range and a reference for every comment, inserted into its bytes."""
    tag = f"{prefix}:" if prefix else ""
    attribute = f"{prefix}:" if prefix else f'xmlns:w="{uri}" w:'     # an attribute is in no namespace without a prefix
    inserts: dict[int, list[tuple[int, str]]] = defaultdict(list)     # byte → (order, markup)
    cuts: dict[int, Run] = {}                             # byte inside a w:t → its run
    for anchor, number in marks:
        start, end = _edges(anchor, cuts)
        own = f'{attribute}id="{number}"'
        inserts[start].append((2, f"<{tag}commentRangeStart {own}/>"))
        inserts[end].append((1, f"<{tag}commentRangeEnd {own}/><{tag}r><{tag}commentReference {own}/></{tag}r>"))
    out, at = bytearray(), 0
    for place in sorted(inserts):
        out += data[at:place]
        markup = "".join(text for _, text in sorted(inserts[place], key=lambda pair: pair[0]))
        if place in cuts:
            run = cuts[place]
            properties = data[slice(*run.properties)].decode(codec) if run.properties else ""
            markup = f'</{tag}t></{tag}r>{markup}<{tag}r>{properties}<{tag}t xml:space="preserve">'
        out += markup.encode(codec)
        at = place
    return bytes(out + data[at:])


def _edges(anchor: Anchor, cuts: dict[int, Run]) -> tuple[int, int]:
    """The bytes at which the range of a comment begins and ends: between runs, or inside a run that can be divided."""
    at = 0
    start = end = -1
    runs = [run for run in anchor.paragraph.runs if run.text]
    for run in runs:
        first, at = at, at + len(run.text)
        if start < 0 and at > anchor.start:
            start = _cut(run, anchor.start - first, cuts)
        if at >= anchor.end:
            end = _cut(run, anchor.end - first, cuts, after=True)
            break
    if start < 0 or end < start:
        return runs[0].start, runs[-1].end
    return start, end


def _cut(run: Run, offset: int, cuts: dict[int, Run], *, after: bool = False) -> int:
    """The byte before character ``offset`` of a run: its own edge, or a place inside its w:t that is then divided."""
    if offset <= 0 and not after:
        return run.start
    if offset >= len(run.text) and after:
        return run.end
    piece = next((p for p in run.pieces if p.at < offset < p.at + len(p.shown)), None)
    if piece is None:                             # beside a tab, or in what is no text
        return run.end if after else run.start
    offset -= piece.at - (0 if piece.preserved else len(piece.text) - len(piece.text.lstrip(" ")))
    if not piece.preserved and piece.text[offset - 1] == " ":
        return run.end if after else run.start    # a blank at the end of the first half would be lost
    place = piece.offsets[offset]
    cuts[place] = run
    return place
