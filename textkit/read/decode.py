"""Bytes → text: byte order mark, then UTF-8, then GB18030, then UTF-16 without a mark, then what chardet makes of it."""

from __future__ import annotations

import codecs
import re

from textkit.model import TextkitError

__all__ = ["decode"]

_MARKS = (  # the longer marks first: that of UTF-32 LE starts like that of UTF-16 LE
    (codecs.BOM_UTF32_LE, "utf-32-le"), (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF8, "utf-8"), (codecs.BOM_UTF16_LE, "utf-16-le"), (codecs.BOM_UTF16_BE, "utf-16-be"),
    (b"\x84\x31\x95\x33", "gb18030"),
)
_SIGNATURES = (
    (b"%PDF-", "PDF"), (b"PK\x03\x04", "ZIP 或 Office（.docx/.xlsx）"), (b"\xd0\xcf\x11\xe0", "旧版 Office（.doc/.xls/.wps）"),
    (b"\x89PNG", "PNG 图片"), (b"\xff\xd8\xff", "JPEG 图片"), (b"GIF8", "GIF 图片"), (b"\x1f\x8b", "gzip 压缩"),
    (b"Rar!", "RAR 压缩"), (b"7z\xbc\xaf", "7z 压缩"), (b"{\\rtf", "RTF"),
)
_BLANK = b" \t\r\n\x00"
_CONTROL = re.compile(rb"[\x00-\x08\x0e-\x1a\x1c-\x1f]")
_SAMPLE = 1 << 16
_PIECE = 1 << 20

# The characters that most Chinese prose is made of, in both scripts and as policy texts use them. Bytes read in the
# wrong encoding give Han characters too, but hardly ever these.
_COMMON = frozenset(
    "的一是在不了有和人这中大为上个国我以要他时来用们生到作地于出就分对成会可主发年动同工也能下过子说产种面而方后多定行学法所民"
    "得经十三之进着等部度家电力里如水化高自二理起小物现实加量都两体制机当使点从业本去把性好应开它合还因由其些然前外天政四日那社"
    "事平形相全表间样与关各重新线内数正心反你明看原又么利比或但质气第向道命此变条只没结解问意建月公无系军很情者最立代想已通并提"
    "直题党程展五果料象员革位入常文总次品式活设及管特件长求老头基资边流路级少图山统接知较将组见计别她手角期根论运农指几九区强放"
    "决西被干做必战先回则任取据处队南给色光门即保治北造百规热领七海口东导器压志世金增争济阶油思术极交受联什认六共权收证改清己美"
    "再采转更单风切打白教速花带安场身车例真务具万每目至达走积示议声报斗完类八离华名确才科张信马节话米整空元况今集温传土许步群广"
    "石记需段研界拉林律叫且究观越织装影算低持音众书布复容儿须际商非验连断深难近矿千周委素技备半办青省列习响约支般史感劳便团往酸"
    "历市克何除消构府称太准精值号率族维划选标写存候毛亲快效斯院查江型眼王按格养易置派层片始却专状育厂京识适属圆包火住调满县局照"
    "参红细引听该铁价严首底液官德随病苏失尔死讲配女黄推显谈罪神艺呢席含企望密批营项防举球英氧势告李台落木帮轮破亚师围注远字材排"
    "贯彻落实服创城乡镇街村财税投融坚巩固健障促协督察监绩效优绿碳"
    "這個們來時國會為對發經過動後說產種業電裡現實體機當應開從還們問題關與進間樣點無義長處總將結構設條變線員內給認議農領導濟"
    "辦縣區報續請據務並讓從單萬億計劃場運轉戰勢決權項證確團學習書記黨級際"
)
_HAN = re.compile("[\u4e00-\u9fff]")
_ODD = re.compile("[\ue000-\uf8ff\ufffd\u0080-\u009f\u0250-\u02ff\u0370-\u1fff\u3040-\u30ff\u3400-\u4dbf\uac00-\ud7af\uff61-\uff9f]")


def _plausibility(text: str) -> float:
    """0 to 1: the share of common Han characters and plain ASCII among all, less what Chinese text hardly ever holds."""
    sample = text[:20000]
    marks = [c for c in sample if not c.isascii()]
    if not marks:
        return 1.0
    common = sum(c in _COMMON or c in "，。、；：？！“”‘’（）《》—…·〔〕　％" for c in marks)
    return (common - 2 * len(_ODD.findall(sample))) / len(marks)


def _strict(data: bytes, encoding: str, start: int = 0) -> str | None:
    """``data`` from ``start`` on, or None. In pieces: decoding a large file at once takes four times its size."""
    try:
        decoder = codecs.getincrementaldecoder(encoding)()
        parts = [decoder.decode(data[at : at + _PIECE]) for at in range(start, len(data), _PIECE)]
        parts.append(decoder.decode(b"", final=True))
    except (UnicodeDecodeError, LookupError):
        return None
    return "".join(parts)


def _utf16(data: bytes) -> tuple[str, str] | None:
    """UTF-16 without a mark: of an even length, and plausible as Chinese in one of the two byte orders."""
    if len(data) % 2:
        return None
    sample = data[:_SAMPLE]
    scores = {}
    for encoding in ("utf-16-le", "utf-16-be"):
        text = sample.decode(encoding, "replace")
        scores[encoding] = _plausibility(text) if _HAN.search(text) and "\x00" not in text else -1.0
    best = max(scores, key=lambda encoding: scores[encoding])
    whole = _strict(data, best) if scores[best] > 0.4 else None
    return None if whole is None else (whole, best)


def _place(data: bytes, encoding: str) -> int:
    try:
        data.decode(encoding)
    except UnicodeDecodeError as error:
        return error.start
    return 0


def decode(data: bytes, path: str = "（数据）") -> tuple[str, str]:
    """The text of ``data`` and the name of its encoding; line breaks stay, a byte order mark is no part of the text.

    Tried in turn, all strict: a byte order mark; UTF-8; GB18030, if what comes out looks like Chinese; UTF-16 without a
    mark; what chardet says (Big5). Raises TextkitError where ``data`` is empty, binary or none of these.

    >>> decode("县政府".encode("gbk"))
    ('县政府', 'gb18030')
    """
    if not data[:_SAMPLE].strip(_BLANK) and not data.strip(_BLANK):
        raise TextkitError("文件是空的", path=path, hint="请确认文件保存完整后再读")
    for mark, encoding in _MARKS:
        if data.startswith(mark):
            text = _strict(data, encoding, len(mark))
            if text is None:
                raise TextkitError(f"文件开头标明是 {encoding}，但有字节不合该编码", path=path,
                                   place=f"第{_place(data[len(mark):], encoding) + len(mark)}字节", hint="请用原软件另存为 UTF-8 后再读")
            if not text.strip():
                raise TextkitError("文件是空的", path=path, hint="请确认文件保存完整后再读")
            return text, encoding
    for signature, name in _SIGNATURES:
        if data.startswith(signature):
            raise TextkitError(f"这不是纯文本，内容是 {name} 格式", path=path, place="第0字节",
                               hint="请按其真实格式改扩展名，或另存为 UTF-8 的 .txt")
    control = _CONTROL.search(data)
    if control is None:
        text = _strict(data, "utf-8")
        if text is not None:
            return text, "utf-8"
        chinese = _strict(data, "gb18030")
        score = _plausibility(chinese) if chinese is not None else -1.0
        # Most Big5 bytes decode as GB18030 too, into rare characters; GB18030 has the doubt for it, being far commoner.
        if score < 0.7 and _plausibility(data[:_SAMPLE].decode("big5hkscs", "replace")) > max(score + 0.25, 0.3):
            taiwan = _strict(data, "big5hkscs")
            if taiwan is not None:
                return taiwan, "big5"
        if chinese is not None and score > 0.05:
            return chinese, "gb18030"
    wide = _utf16(data)
    if wide is not None:
        return wide
    if control is not None:
        raise TextkitError("文件含有二进制数据，不是纯文本", path=path, place=f"第{control.start()}字节",
                           hint="请用原软件另存为 UTF-8 的 .txt 后再读")
    return _guess(data, path, chinese)


def _guess(data: bytes, path: str, chinese: str | None) -> tuple[str, str]:
    import chardet

    guess = str(chardet.detect(data[:_SAMPLE])["encoding"] or "")
    for encoding in (guess, "big5hkscs"):
        text = _strict(data, encoding) if encoding else None
        if text is not None and _plausibility(text) > 0.3:
            return text, encoding.lower()
    if chinese is not None and len(data) < 64:    # too short to judge: the commonest is the best guess
        return chinese, "gb18030"
    at = max(_place(data, "utf-8"), _place(data, "gb18030"))
    raise TextkitError("无法判断文字编码（不是 UTF-8、GB18030、Big5 或 UTF-16）", path=path, place=f"第{at}字节",
                       hint="请用记事本或 WPS 另存为 UTF-8 后再读")
