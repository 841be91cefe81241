"""Tokenizers: jieba unless another is asked for by name, never because it happens to be installed.

Each has a dictionary of its own, so that words which a program adds to ``jieba`` elsewhere change nothing here, and the
other way round.
"""

from __future__ import annotations

import logging
import os
import sys
import warnings
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import Path
from typing import Any, Literal, get_args

from textkit.model import TextkitError

__all__ = ["Cutter", "Name", "cutter"]

Name = Literal["jieba", "rjieba"]


@dataclass(frozen=True, slots=True)
class Cutter:
    """A tokenizer: its name and version, whether it guesses unknown words (``hmm``), and ``cut`` (text → pieces that join to it)."""

    name: Name
    version: str
    hmm: bool
    cut: Callable[[str], list[str]] = field(compare=False)


def cutter(name: str = "jieba", *, hmm: bool = True) -> Cutter:
    """The tokenizer ``name`` (jieba, rjieba), loaded when first asked for.

    Raises TextkitError for any other name, and where the tokenizer is not installed: nothing else takes its place.
    """
    if name not in get_args(Name):
        raise TextkitError(f"没有名为 {name} 的分词器", hint=f"可用：{'、'.join(get_args(Name))}")
    return _jieba(hmm) if name == "jieba" else _rjieba(hmm)


def _version(package: str) -> str:
    from importlib.metadata import version

    return version(package)


# ------------------------------------------------------------------ jieba
@lru_cache(maxsize=2)
def _jieba(hmm: bool) -> Cutter:
    own = _dictionary()

    def cut(text: str) -> list[str]:
        return list(own.cut(text, HMM=hmm))

    return Cutter("jieba", _version("jieba"), hmm, cut)


@lru_cache(maxsize=1)
def _dictionary() -> Any:
    """A Tokenizer of our own. jieba keeps what it parsed in a file that it trusts: ours lies where only the user can write."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")            # jieba 0.42 has old escapes, and asks for pkg_resources
        import jieba
    own = jieba.Tokenizer()
    folder = cache_folder()
    with _quiet(jieba.default_logger), warnings.catch_warnings():
        warnings.simplefilter("ignore")
        if folder is not None:
            own.tmp_dir = str(folder)
            own.cache_file = f"jieba-{_version('jieba')}.cache"
            own.initialize()
        else:                                      # nowhere to keep it: parse the dictionary, a second or two each time
            own.FREQ, own.total = own.gen_pfdict(own.get_dict_file())
            own.initialized = True
    return own


@contextmanager
def _quiet(logger: logging.Logger) -> Iterator[None]:
    """Within it the logger says errors only; afterwards it is as the user had it."""
    before = logger.level
    logger.setLevel(logging.CRITICAL)
    try:
        yield
    finally:
        logger.setLevel(before)


def cache_folder() -> Path | None:
    """The user's own cache folder for textkit, made when absent; None where there is none that only they can write to."""
    named = os.environ.get("LOCALAPPDATA" if sys.platform == "win32" else "XDG_CACHE_HOME")
    try:
        folder = (Path(named) if named else Path.home() / ".cache") / "textkit"
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        private = sys.platform == "win32" or (folder.stat().st_uid == os.getuid() and not folder.stat().st_mode & 0o022)
        return folder if private and os.access(folder, os.W_OK) else None
    except (OSError, RuntimeError):                # RuntimeError: a user without a home
        return None


# ------------------------------------------------------------------ rjieba
@lru_cache(maxsize=2)
def _rjieba(hmm: bool) -> Cutter:
    try:
        import rjieba
    except ImportError as error:
        raise TextkitError("分词器 rjieba 没有安装", hint='pip install "policy-textkit[fast]"，或用默认的 tokenizer="jieba"') from error
    own = rjieba.Jieba()

    def cut(text: str) -> list[str]:
        return list(own.cut(text, hmm))

    return Cutter("rjieba", _version("rjieba"), hmm, cut)
