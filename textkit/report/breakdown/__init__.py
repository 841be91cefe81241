"""The 任务分解表 as an office hands it on: grouped, numbered, with columns to fill in, as sheets and as paper.

A :class:`~textkit.report.breakdown.grid.Grid` is what is shown; ``sheet`` puts one on a worksheet, ``paper`` on a page.
Other tables of the same look (a ledger, a bulletin) are grids too.
"""

from textkit.report.breakdown.grid import Band, Column, Grid, Line
from textkit.report.breakdown.options import COLUMNS, Options, Proposed

__all__ = ["COLUMNS", "Band", "Column", "Grid", "Line", "Options", "Proposed"]
