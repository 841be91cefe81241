"""The log of a run: one JSON object a line, each with ``time`` (UTC) and ``event``; it is added to, never replaced."""

from __future__ import annotations

import json
import threading
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, Protocol

from textkit.model import TextkitError, reason

__all__ = ["Tell", "recording"]


class Tell(Protocol):
    """Called with (event, what there is to say of it), from any thread."""

    def __call__(self, event: str, about: dict[str, Any], /) -> None: ...


@contextmanager
def recording(path: str | Path | None) -> Iterator[Tell]:
    """What writes to the log; to nowhere without a path. Raises TextkitError where the file cannot be written."""
    if path is None:
        yield lambda event, about: None
        return
    lock = threading.Lock()
    with ExitStack() as stack:
        try:
            Path(path).parent.mkdir(parents=True, exist_ok=True)
            file = stack.enter_context(Path(path).open("a", encoding="utf-8", newline="\n"))
        except OSError as error:
            raise TextkitError(f"写不了日志（{reason(error)}）", path=str(path)) from error

        def tell(event: str, about: dict[str, Any]) -> None:
            line = {"time": datetime.now(UTC).isoformat(timespec="milliseconds"), "event": event, **about}
            with lock:
                file.write(json.dumps(line, ensure_ascii=False, default=str) + "\n")
                file.flush()

        yield tell
