"""Plain text and Markdown: the text is what the bytes say, untouched."""

from __future__ import annotations

from textkit.read.decode import decode

__all__ = ["read"]


def read(data: bytes, path: str) -> tuple[str, str, dict[str, str]]:
    """Text, encoding and (no) metadata of ``data``. ``read("一、总体要求".encode(), "a.txt")[0]`` is ``一、总体要求``.

    Raises TextkitError where ``data`` cannot be decoded.
    """
    text, encoding = decode(data, path)
    return text, encoding, {}
