"""A lock on an open file that the operating system holds, and lets go of when the process ends, however it ends."""

from __future__ import annotations

import sys
from typing import IO

__all__ = ["take"]

_FAR = 1 << 30                                    # Windows locks bytes: one behind the text, so that others can read it


def take(file: IO[bytes]) -> bool:
    """Lock ``file`` until it is closed; False where another process holds it. Raises OSError where there are no locks."""
    if sys.platform == "win32":
        import msvcrt

        file.seek(_FAR)
        try:
            msvcrt.locking(file.fileno(), msvcrt.LK_NBLCK, 1)
        except OSError:
            return False
    else:
        import fcntl

        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            return False
    return True
