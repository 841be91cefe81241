"""A page in a notebook: its program and style from this folder, and the messages between it and the kernel."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from functools import lru_cache
from pathlib import Path
from typing import Any

from textkit.model import TextkitError
from textkit.reviewing.words import page_words

__all__ = ["Answer", "page"]

#: What answers a message of the page with messages for it.
Answer = Callable[[Mapping[str, Any]], Sequence[Mapping[str, Any]]]
_HERE = Path(__file__).parent


def page(name: str, answer: Answer, lang: str, height: int) -> Any:
    """The widget ``name`` (``review`` or ``coding``), whose messages ``answer`` answers.

    Raises TextkitError where the extra ``lab`` is not installed, or for another language than zh and en.
    """
    words = page_words(lang)
    widget = _widget(name)(words=words, lang="zh-CN" if lang == "zh" else "en", height=max(360, int(height)))
    widget.on_msg(lambda _, message, __: receive(widget, answer, message))
    return widget


def receive(widget: Any, answer: Answer, message: Any) -> None:
    """Answer one message of the page; what went wrong is said there, for nobody looks at a kernel's log."""
    if not isinstance(message, Mapping):
        return
    try:
        answers = answer(message)
    except TextkitError as error:
        answers = [{"type": "error", "message": str(error)}]
    except (KeyError, TypeError, ValueError) as error:
        answers = [{"type": "error", "message": f"页面发来的请求不完整（{type(error).__name__}: {error}）"}]
    for each in answers:
        widget.send({**each, "view": message.get("view")})


@lru_cache(maxsize=2)
def _widget(name: str) -> Any:
    """The widget's class: the program of a page is what all pages share followed by its own."""
    try:
        import anywidget
        import traitlets
    except ImportError as error:
        raise TextkitError("这里用到的 anywidget 没有安装", hint="请运行 pip install \"policy-textkit[lab]\"，再重启内核") from error

    def text(file: str) -> str:
        return (_HERE / file).read_text(encoding="utf-8")

    traits = {
        "_esm": text("page.js") + text(f"{name}.js"), "_css": text("page.css"),
        "words": traitlets.Dict().tag(sync=True), "lang": traitlets.Unicode().tag(sync=True),
        "height": traitlets.Int().tag(sync=True),
        "place": traitlets.Dict().tag(sync=True),            # where the reader is, so that a page loaded again is there too
    }
    return type(f"{name.capitalize()}Page", (anywidget.AnyWidget,), {"__module__": __name__, **traits})
