"""Figures as files: the same figure gives the same bytes, and a later run knows the file as ours."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from textkit.model import TextkitError
from textkit.report.files import CREATOR, write

if TYPE_CHECKING:
    from matplotlib.figure import Figure

__all__ = ["FORMATS", "save"]

#: Suffix → what is written into the file about its origin (without the time of writing), and the mark this leaves.
_ORIGIN: dict[str, tuple[dict[str, str | None], tuple[bytes, ...]]] = {
    ".png": ({"Software": CREATOR}, (b"\x89PNG", b"Software\0" + CREATOR.encode())),
    ".svg": ({"Creator": CREATOR, "Date": None}, (b"<?xml", f"<dc:title>{CREATOR}</dc:title>".encode())),
    ".pdf": ({"Creator": CREATOR, "CreationDate": None}, (b"%PDF-", f"/Creator ({CREATOR})".encode())),
}
FORMATS = tuple(_ORIGIN)


def save(fig: Figure, path: Path, *, overwrite: bool = False) -> None:
    """Write ``fig`` in the format that the suffix of ``path`` names, whole or not at all.

    A figure that textkit wrote is replaced, any other file only with ``overwrite``. Raises TextkitError for other
    suffixes and where it may not or cannot write.

    例：``save(result.plot()[0], Path("完成情况.png"))``
    """
    from matplotlib import rc_context

    if path.suffix.lower() not in _ORIGIN:
        raise TextkitError("从文件名看不出要写哪种图", path=str(path), hint=f"请用 {'、'.join(FORMATS)} 结尾")
    metadata, _ = _ORIGIN[path.suffix.lower()]

    def draw(to: Path) -> None:
        with rc_context({"svg.hashsalt": CREATOR}):        # names inside an SVG are otherwise random
            fig.savefig(to, metadata=metadata)

    write(path, draw, overwrite=overwrite or _ours(path))


def _ours(path: Path) -> bool:
    """Whether ``path`` is a figure written here and not saved by another program, which would set its own mark."""
    start, mark = _ORIGIN[path.suffix.lower()][1]
    try:
        content = path.read_bytes()
    except OSError:
        return False
    return content.startswith(start) and mark in content
