"""Scanned pages: drawn as pictures and read with rapidocr, line by line with its place on the page."""

from __future__ import annotations

from collections.abc import Sequence
from importlib import import_module
from typing import Any

from textkit.model import TextkitError
from textkit.read.layout import Line, Page

__all__ = ["recognise"]

_DOTS = 200 / 72                                  # 200 dots per inch: what the models were made for
_LARGEST = 4000                                   # dots along the longer side of a page
_SURE = 0.5


def recognise(data: bytes, path: str, pages: Sequence[Page], scanned: Sequence[int]) -> None:
    """Fills ``lines`` of the pages whose numbers are in ``scanned``, in points like those of pages with text.

    Pieces that the model is less than half sure of are left out. Raises TextkitError where the extra ``ocr`` is not
    installed, or a page cannot be drawn.
    """
    engine = _engine(path, scanned[0])
    pypdfium2 = import_module("pypdfium2")
    document = pypdfium2.PdfDocument(data)
    try:
        for number in scanned:
            page = pages[number - 1]
            scale = min(_DOTS, _LARGEST / max(page.width, page.height, 1.0))
            try:
                picture = document[number - 1].render(scale=scale).to_numpy()[:, :, :3]
            except pypdfium2.PdfiumError as error:
                raise TextkitError("PDF 的这一页画不出来", path=path, place=f"第{number}页", hint="请重新扫描或重新导出") from error
            page.lines = _lines(engine(picture), page.height, scale)
    finally:
        document.close()


def _engine(path: str, first: int) -> Any:
    try:
        rapidocr = import_module("rapidocr")
    except ImportError as error:
        raise TextkitError("这是扫描件，没有可复制的文字", path=path, place=f"第{first}页",
                           hint='识别扫描件需要附加组件 ocr，请运行 pip install "policy-textkit[ocr]"') from error
    return rapidocr.RapidOCR(params={"Global.log_level": "error"})


def _lines(result: Any, height: float, scale: float) -> list[Line]:
    """Pieces at one height make one line, from left to right; lines from the top down."""
    if result.boxes is None or result.txts is None:
        return []
    pieces = []
    for box, words, sure in zip(result.boxes, result.txts, result.scores, strict=True):
        if words.strip() and sure >= _SURE:
            across, down = [float(point[0]) for point in box], [float(point[1]) for point in box]
            pieces.append(Line(words.strip(), min(across) / scale, max(across) / scale, height - min(down) / scale, height - max(down) / scale))
    pieces.sort(key=lambda line: -line.top)
    lines: list[Line] = []
    for piece in pieces:
        last = lines[-1] if lines else None
        if last is not None and min(last.top, piece.top) - max(last.bottom, piece.bottom) > 0.6 * (piece.top - piece.bottom):
            first, second = sorted((last, piece), key=lambda line: line.left)
            lines[-1] = Line(f"{first.text} {second.text}", first.left, max(first.right, second.right), max(last.top, piece.top),
                             min(last.bottom, piece.bottom))
        else:
            lines.append(piece)
    return lines
