"""``tk.code``: the things of a sample one after another, coded by one person who does not see what textkit says of them."""

from __future__ import annotations

import random
import zlib
from collections.abc import Mapping
from datetime import datetime
from pathlib import Path
from typing import Any

from textkit.corpus.appending import check_header
from textkit.model import TextkitError
from textkit.reviewing.widget import page
from textkit.validate.coded_lines import HEADER, NOTE, Code, read_codes, save_codes
from textkit.validate.coding import CHOICES, QUESTIONS
from textkit.validate.sampling import FIELDS, Sample

__all__ = ["CodingSitting", "code"]

#: What of a thing drawn a coder sees: nothing that textkit says of it, and not the stratum, which may say it too.
_SHOWN = ("item", "place", "year", "section", "before", "text", "after")
LONGEST = 2000           # characters of a code


def code(sample: Sample, path: str | Path, *, coder: str = "", lang: str = "zh", height: int = 560) -> CodingSitting:
    """Code a sample in a notebook; every code is in the file ``path`` at once, and opening it again shows what was coded.

    The page shows text and context, nothing of textkit's answer, in an order of the coder's own. It asks for the name of
    the coder where none is given. :func:`textkit.validate.read_coding` reads the files of several coders. Needs the extra
    ``lab``. Raises TextkitError where that is missing, or the file is no file of codes.

    ``tk.code(tk.validate.sample(corpus, 200, of="segment"), "编码-甲.jsonl", coder="甲")``
    """
    if not isinstance(sample, Sample):
        raise TextkitError(f"要的是样本，不是 {type(sample).__name__}", hint="先用 tk.validate.sample(corpus, 200) 抽样")
    return CodingSitting(sample, Path(path), coder, lang, height)


class CodingSitting:
    """Coding by one person; shows itself as a widget. ``codes`` are those of the coder, by item and field."""

    def __init__(self, sample: Sample, path: Path, coder: str, lang: str, height: int) -> None:
        self.sample, self.path, self.lang, self.coder = sample, path, lang, coder.strip()
        check_header(path, HEADER)
        self._items = {row["item"]: row for row in sample.rows}
        self._done: list[Code] = []
        self.widget = page("coding", self._answer, lang, height)

    def _repr_mimebundle_(self, **options: Any) -> Any:
        return self.widget._repr_mimebundle_(**options)

    @property
    def codes(self) -> dict[tuple[str, str], str]:
        """The coder's codes in the file: (item, field) → value."""
        out: dict[tuple[str, str], str] = {}
        for _, each in read_codes(self.path) if self.path.exists() else ():
            if each.coder == self.coder and each.item in self._items:
                out[each.item, each.field] = each.value
        return {key: value for key, value in out.items() if value}

    @property
    def order(self) -> list[str]:
        """The items in the order of the coder: that of the workbook, so that fatigue does not fall on the same ones."""
        rows = list(self._items)
        random.Random(zlib.crc32(self.coder.encode())).shuffle(rows)
        return rows

    def set(self, item: str, field: str, value: str) -> None:
        """Give a code; an empty ``value`` takes it back. Raises TextkitError for what the list of the field does not have."""
        if not self.coder:
            raise TextkitError("还没有编码员的名字", hint="先填名字")
        if item not in self._items or field not in (*FIELDS[self.sample.kind], NOTE):
            raise TextkitError(f"样本里没有 {item} 的 {field}")
        value = " ".join(value.split())
        if value and field in CHOICES and value not in CHOICES[field]:
            raise TextkitError(f"没有这个选项：{value}", hint="、".join(CHOICES[field]))
        if len(value) > LONGEST:
            raise TextkitError(f"太长了：{len(value)} 字，至多 {LONGEST} 字")
        before = self.codes.get((item, field), "")
        if value != before:
            self._save(item, field, value)
            self._done.append(Code(item, field, before, self.coder, "", ""))

    def undo(self) -> str | None:
        """Take back the last code of this sitting; returns its item, None where there is none."""
        if not self._done:
            return None
        last = self._done[-1]
        self._save(last.item, last.field, last.value)
        self._done.pop()
        return last.item

    def _save(self, item: str, field: str, value: str) -> None:
        now = datetime.now().isoformat(timespec="seconds")
        save_codes(self.path, [Code(item, field, value, self.coder, now, self._items[item]["text"])])

    # what the page asks for

    def _answer(self, message: Mapping[str, Any]) -> list[dict[str, Any]]:
        kind, item = message.get("type"), str(message.get("item", ""))
        if kind == "coder":
            name = str(message.get("name", "")).strip()
            if name != self.coder:
                self.coder, self._done = name, []
        if kind in ("index", "coder"):
            return [self._index()]
        if kind == "item":
            return [self._item(item)]
        if kind == "code":
            self.set(item, str(message["field"]), str(message["value"]))
            return [self._item(item) | {"saved": True}]
        if kind == "undo":
            undone = self.undo()
            return [self._item(undone) | {"saved": True} if undone else {"type": "nothing"}]
        return []

    def _done_items(self) -> list[str]:
        """The items of which every field has a code."""
        codes = self.codes
        return [item for item in self._items if all((item, name) in codes for name in FIELDS[self.sample.kind])]

    def _index(self) -> dict[str, Any]:
        fields = [{"name": name, "label": QUESTIONS[name][0] if self.lang == "zh" else name, "help": QUESTIONS[name][1] if self.lang == "zh" else "",
                   "choices": [[code, label if self.lang == "zh" else code] for code, label in CHOICES.get(name, {}).items()]}
                  for name in FIELDS[self.sample.kind]]
        return {"type": "index", "path": str(self.path), "coder": self.coder, "fields": fields,
                "items": self.order if self.coder else [], "done": self._done_items()}

    def _item(self, item: str) -> dict[str, Any]:
        if item not in self._items:
            raise TextkitError(f"样本里没有 {item}")
        row, codes = self._items[item], self.codes
        names = (*FIELDS[self.sample.kind], NOTE)
        return {"type": "item", **{name: row[name] for name in _SHOWN}, "codes": {name: codes.get((item, name), "") for name in names},
                "done": all((item, name) in codes for name in FIELDS[self.sample.kind])}
