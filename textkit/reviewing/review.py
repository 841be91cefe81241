"""``tk.review``: the tasks of a corpus beside their text, to be found right, corrected, rejected or added to."""

from __future__ import annotations

import getpass
from collections.abc import Callable, Iterable, Mapping
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING, Any

from textkit.corpus import Corpus, apply
from textkit.corpus.correcting import Corrected
from textkit.corpus.corrections import Correction
from textkit.model import Document, TextkitError
from textkit.report.answer_files import write_reviewed
from textkit.reviewing.payload import Units, document_message, index_message, progress_message, task_messages
from textkit.reviewing.sitting import Sitting, Touched
from textkit.reviewing.widget import page

if TYPE_CHECKING:
    import pandas as pd

__all__ = ["Review", "review"]

Message = Mapping[str, Any]


def review(corpus: Corpus | Document | Iterable[Document], path: str | Path = "更正.jsonl", *, who: str | None = None,
           lang: str = "zh", height: int = 640) -> Review:
    """Open the tasks of ``corpus`` for review in a notebook; every action is in the file ``path`` at once.

    The file is that of ledgers (:mod:`textkit.corpus.corrections`); opening it again shows what was done. ``who`` is
    written into it (the system's user where not given), ``height`` is that of the widget in pixels. Needs the extra ``lab``.
    Raises TextkitError where that is missing, or the file is no file of corrections.

    ``tk.review(tk.read("文件夹/"), "更正.jsonl", who="张三")``
    """
    documents = corpus if isinstance(corpus, Corpus) else Corpus((corpus,) if isinstance(corpus, Document) else tuple(corpus))
    if not len(documents):
        raise TextkitError("没有文档可以复核", hint="看看 corpus.failures")
    return Review(Sitting(documents, path, who or _user()), lang, height)


def _user() -> str:
    with suppress(OSError, KeyError, ImportError):
        return getpass.getuser()
    return ""


class Review:
    """A review that shows itself as a widget. ``sitting`` holds what is done and does it without a page, too."""

    def __init__(self, sitting: Sitting, lang: str, height: int) -> None:
        self.sitting, self.lang = sitting, lang
        self.pending: list[tuple[Document, str]] = []
        self.widget = page("review", self._answer, lang, height)

    def _repr_mimebundle_(self, **options: Any) -> Any:
        return self.widget._repr_mimebundle_(**options)

    @property
    def corpus(self) -> Corpus:
        """The corpus with all corrections of the file; rejected tasks are gone, corrected and added ones have the rule ``corrected``."""
        self.sitting.refresh()
        return self._corrected().corpus

    def _corrected(self) -> Corrected:
        return apply(self.sitting.corpus, self.sitting.lines)

    @property
    def lost(self) -> list[tuple[Correction, str]]:
        """The corrections that found no task, each with the reason."""
        self.sitting.refresh()
        return self.sitting.lost

    @property
    def progress(self) -> pd.DataFrame:
        """One row per document: document_id, file, title, tasks, reviewed, complete."""
        import pandas as pd

        self.sitting.refresh()
        rows = []
        for number, document in enumerate(self.sitting.corpus):
            reviewed, total, complete = self.sitting.progress(number)
            rows.append((document.id, document.source.path, document.title, total, reviewed, complete))
        return pd.DataFrame(rows, columns=["document_id", "file", "title", "tasks", "reviewed", "complete"])

    def to_gold(self, folder: str | Path, *, overwrite: bool = False) -> list[Path]:
        """Write the answers of the documents that were reviewed whole, one ``.json`` a file, by which
        :func:`textkit.validate.evaluate` measures textkit; ``pending`` then names the others. Returns the files.

        Raises TextkitError where no document was reviewed whole.
        """
        self.sitting.refresh()
        written, self.pending = write_reviewed(self._corrected(), folder, overwrite=overwrite)
        if not written:
            document, why = self.pending[0]
            raise TextkitError("还没有一篇文档复核完毕，没有可以导出的", path=document.source.path, place=why,
                               hint="每项任务都复核之后，按 d（本篇复核完毕）")
        return written

    # what the page asks for

    def _answer(self, message: Message) -> list[dict[str, Any]]:
        """The messages that answer one of the page; TextkitError is shown there."""
        kind, number = message.get("type"), int(message.get("document", 0))
        if kind == "index":
            self.sitting.refresh()
            return [index_message(self.sitting, self.lang)]
        if kind == "document":
            self.sitting.refresh()
            return [document_message(self.sitting, number, self.lang)]
        if kind == "who":
            self.sitting.who = str(message.get("name", "")).strip()
            return []
        if kind == "act":
            return self._act(str(message.get("action")), number, message)
        return []

    def _act(self, action: str, number: int, message: Message) -> list[dict[str, Any]]:
        others = self.sitting.refresh()
        touched = self._actions(number, message)[action]()
        if touched is None:
            return [{"type": "nothing"}]
        if others or touched.document != number:
            return [document_message(self.sitting, touched.document, self.lang) | {"at": touched.task, "saved": True}]
        name = touched.task
        told = task_messages(self.sitting, number, self.lang, name) if name else {}
        return [{"type": "changed", "number": number, "at": name, "removed": [name] if name and not told else [],
                 "tasks": list(told.values()), **progress_message(self.sitting, number)}]

    def _actions(self, number: int, message: Message) -> dict[str, Callable[[], Touched | None]]:
        sitting, task = self.sitting, str(message.get("task", ""))

        def marked() -> tuple[int, int]:
            units = Units(sitting.document(number).text)
            return units.to_py(int(message["start"])), units.to_py(int(message["end"]))

        return {
            "accept": lambda: sitting.accept(number, task),
            "reject": lambda: sitting.reject(number, task),
            "set": lambda: sitting.set(number, task, str(message["field"]), str(message["value"])),
            "span": lambda: sitting.move(number, task, *marked()),
            "add": lambda: sitting.add(number, *marked()),
            "complete": lambda: sitting.complete(number, bool(message["yes"])),
            "undo": sitting.undo,
            "redo": sitting.redo,
        }
