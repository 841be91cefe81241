"""How figures look: one style file, a palette that colour-blind readers can tell apart, and a font that has Chinese."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from functools import lru_cache
from importlib import resources
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING, Any

from textkit.model import TextkitError

if TYPE_CHECKING:
    from matplotlib.figure import Figure

__all__ = ["CATEGORICAL", "DIVERGING", "GREY", "SEQUENTIAL", "chinese_font", "new_figure", "styled"]

CATEGORICAL = ("#0072B2", "#D55E00", "#009E73", "#CC79A7", "#E69F00", "#56B4E9", "#7A5C00", "#000000")
"""Okabe and Ito's colours (https://jfly.uni-koeln.de/color/), the yellow, too faint on white, made darker; from the most to the
least used."""
SEQUENTIAL, DIVERGING = "cividis", "RdBu"
GREY = "#767676"

_FACES = (
    "Noto Sans CJK SC", "Noto Sans SC", "Source Han Sans SC", "Source Han Sans CN", "Microsoft YaHei", "PingFang SC", "Hiragino Sans GB",
    "WenQuanYi Micro Hei", "WenQuanYi Zen Hei", "SimHei", "DengXian", "Noto Serif CJK SC", "Source Han Serif SC", "SimSun", "STSong", "AR PL UMing CN",
)


@lru_cache(maxsize=1)
def chinese_font() -> str:
    """The name of a font that has Chinese: one installed on the machine, else that of the extra ``fonts``.

    Raises TextkitError where there is neither.
    """
    from matplotlib import font_manager

    there = {entry.name for entry in font_manager.fontManager.ttflist}
    for face in _FACES:
        if face in there:
            return face
    carried = find_spec("pylopdf_fonts_zh_cn")
    for folder in (carried.submodule_search_locations or ()) if carried else ():
        for file in sorted([*Path(folder).rglob("*.otf"), *Path(folder).rglob("*.ttf")]):
            font_manager.fontManager.addfont(file)
            return font_manager.FontProperties(fname=str(file)).get_name()
    raise TextkitError("这台机器上没有中文字体，图上的汉字会显示为方框", hint="pip install \"policy-textkit[fonts]\" 带一套字体（思源黑体），或在系统里装一种中文字体")


@contextmanager
def styled() -> Iterator[None]:
    """Within it matplotlib draws in textkit's style; the caller's settings are left as they were."""
    import matplotlib

    file = resources.files("textkit.report.figures") / "textkit.mplstyle"
    with resources.as_file(file) as path:
        settings = matplotlib.rc_params_from_file(path, use_default_template=False)
    interactive = matplotlib.is_interactive()
    try:
        with matplotlib.rc_context({**settings, "font.family": [chinese_font(), "DejaVu Sans"]}):
            try:
                yield
            finally:
                interactive = matplotlib.is_interactive()
    finally:                                      # a notebook's backend, loaded by its first figure, turns this on for good
        matplotlib.interactive(interactive)


def _in_notebook() -> bool:
    shell = sys.modules["IPython"].get_ipython() if "IPython" in sys.modules else None
    return shell is not None and getattr(shell, "kernel", None) is not None


def new_figure(rows: int = 1, columns: int = 1, *, size: tuple[float, float] = (7.2, 4.2), **options: Any) -> tuple[Figure, Any]:
    """A figure and its axes (an array where there is more than one); ``size`` in inches. Call it inside :func:`styled`.

    In a notebook the figure is pyplot's, so that the cell shows it; elsewhere it belongs to the caller alone.
    """
    if _in_notebook():
        from matplotlib import pyplot

        return pyplot.subplots(rows, columns, figsize=size, layout="constrained", **options)
    from matplotlib.backends.backend_agg import FigureCanvasAgg
    from matplotlib.figure import Figure

    fig = Figure(figsize=size, layout="constrained")
    FigureCanvasAgg(fig)
    return fig, fig.subplots(rows, columns, **options)
