"""Results → what people read: task tables, marked text, explanations, and the JSON that answers are scored by.

Importing this package is quick; what writes workbooks is imported when a workbook is written.
"""

from textkit.report.comparative.writing import comparison
from textkit.report.display.aligned import aligned_html
from textkit.report.display.results import frame_html, result_html
from textkit.report.display.showing import show
from textkit.report.explain import Explanation, explain
from textkit.report.figures import plot
from textkit.report.files import write_lines
from textkit.report.gold import gold_json
from textkit.report.html import corpus_html, document_html
from textkit.report.repaired import repair_html, write_repaired
from textkit.report.results import result_csv, write_result_csv, write_result_excel, write_result_stata
from textkit.report.rows import TaskRow, section_path, task_rows
from textkit.report.table import task_table

__all__ = [
    "Explanation", "TaskRow", "aligned_html", "comparison", "corpus_html", "document_html", "explain", "frame_html", "gold_json", "plot", "result_csv",
    "repair_html", "result_html", "section_path", "show", "task_rows", "task_table", "write_lines", "write_repaired", "write_result_csv", "write_result_excel",
    "write_result_stata",
]
