"""The style of figures: Chinese is drawn, on a machine without fonts too, and the caller's settings stay."""

from __future__ import annotations

import warnings

import pytest
from matplotlib import font_manager, rcParams

from textkit.compare.result import Result
from textkit.model import TextkitError
from textkit.report.figures import plot, style


@pytest.fixture
def bare_machine(monkeypatch: pytest.MonkeyPatch):
    """A machine whose only fonts are those that matplotlib brings."""
    own = [entry for entry in font_manager.fontManager.ttflist if "matplotlib" in entry.fname]
    monkeypatch.setattr(font_manager.fontManager, "ttflist", own)
    style.chinese_font.cache_clear()
    yield
    style.chinese_font.cache_clear()


def _drawn() -> None:
    """Draw Chinese; matplotlib warns of every character that the font lacks, and warnings are errors."""
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        with style.styled():
            fig, ax = style.new_figure()
            ax.set_title("地区生产总值增长目标（%）")
            fig.draw_without_rendering()


def test_chinese_is_drawn_with_an_installed_font() -> None:
    _drawn()


def test_chinese_is_drawn_without_installed_fonts(bare_machine: None) -> None:
    pytest.importorskip("pylopdf_fonts_zh_cn", reason="额外依赖 fonts 没有安装")
    assert "Noto" in style.chinese_font()
    _drawn()


def test_no_font_at_all_says_what_to_install(bare_machine: None, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(style, "find_spec", lambda name: None)
    with pytest.raises(TextkitError, match=r"policy-textkit\[fonts\]"):
        style.chinese_font()


def test_settings_of_the_caller_are_left_as_they_were() -> None:
    before = dict(rcParams)
    _drawn()
    assert dict(rcParams) == before


def test_what_a_backend_turns_on_outlasts_the_style(monkeypatch: pytest.MonkeyPatch) -> None:
    """The backend of a notebook, loaded by the first figure, turns interactive mode on; without it no second figure is shown."""
    monkeypatch.setitem(rcParams, "interactive", False)
    with style.styled():
        rcParams["interactive"] = True
    assert rcParams["interactive"]
    with pytest.raises(KeyError), style.styled():
        rcParams["interactive"] = False
        raise KeyError
    assert not rcParams["interactive"]


def test_a_result_without_a_figure_says_so() -> None:
    with pytest.raises(TextkitError, match="没有图"):
        plot(Result([{"a": 1}], ["a"], []))
