"""The one schema of all tables: name, dtype, meaning, whether it may be null. The README's list is made from it."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from textkit.model import TextkitError

if TYPE_CHECKING:
    import pandas as pd

__all__ = ["TABLES", "Column", "checked", "markdown"]


class Column(NamedTuple):
    """One column. ``dtype`` is a nullable pandas dtype; ``unit`` is what a number counts or how a date is written."""

    name: str
    dtype: str
    meaning: str
    null: bool = False
    unit: str = ""


_WHERE = (
    Column("start", "Int64", "start in the clean text", unit="code points"),
    Column("end", "Int64", "end in the clean text (half-open)", unit="code points"),
    Column("source_start", "Int64", "start in the source as decoded", unit="code points"),
    Column("source_end", "Int64", "end in the source as decoded (half-open)", unit="code points"),
    Column("quote", "string", "the slice of the source"),
    Column("source_place", "string", "page of a PDF, paragraph of a Word file, cell of a table", null=True),
)
_KEY = Column("document_id", "string", "the document it stands in")
_TASK = Column("task_id", "string", "the task it belongs to", null=True)

TABLES: dict[str, tuple[Column, ...]] = {
    "documents": (
        Column("document_id", "string", "12 hex digits of the path and the content, -n for the n-th document of a file"),
        Column("path", "string", "the file"),
        Column("title", "string", "as written", null=True),
        Column("doc_type", "category", "speech, work_report, work_plan, research_report, notice, opinion, summary, other"),
        Column("place", "string", "the fullest name that the text supports", null=True),
        Column("place_code", "string", "its six-digit code (GB/T 2260) at the document's date; null where the list does not know it", null=True),
        Column("level", "category", "national, province, city, county, township, unknown"),
        Column("date", "string", "as exact as the text pins it down", null=True, unit="ISO 8601"),
        Column("work_year", "Int64", "the year whose work it lays out or reports", null=True, unit="year"),
        Column("speaker", "string", "the speaker's or author's name", null=True),
        Column("encoding", "string", "how the file was decoded"),
        Column("sha256", "string", "of the file's bytes"),
        Column("source_start", "Int64", "start in the source as decoded", unit="code points"),
        Column("source_end", "Int64", "end in the source as decoded (half-open)", unit="code points"),
        Column("characters", "Int64", "length of the clean text", unit="code points"),
        Column("edits", "Int64", "repairs made"),
    ),
    "sections": (
        _KEY,
        Column("section", "Int64", "number of the section in its document, from 0"),
        Column("parent", "Int64", "number of the section above", null=True),
        Column("level", "Int64", "1 is the highest in use"),
        Column("label", "string", "as written, without brackets and stops"),
        Column("heading", "string", "its words"),
        *_WHERE,
    ),
    "segments": (
        _KEY,
        Column("segment", "Int64", "number of the segment in its document, from 0; noise has none", null=True),
        Column("section", "Int64", "section it stands in", null=True),
        Column("function", "category", "task, heading, achievement, problem, quoted, exposition, formula, noise"),
        *_WHERE,
        Column("text", "string", "the clean text (empty for noise)"),
        Column("rule", "string", "the rule that decided"),
    ),
    "tasks": (
        _KEY,
        Column("task_id", "string", "stays the same when other tasks are edited or moved"),
        Column("section", "Int64", "section it stands in", null=True),
        Column("section_path", "string", "headings above it"),
        *_WHERE,
        Column("text", "string", "the clean text"),
        Column("action", "string", "head verb", null=True),
        Column("object", "string", "what the head verb acts on", null=True),
        Column("modality", "category", "must, should, encourage, plan"),
        Column("lead", "string", "units with the role lead, joined by 、", null=True),
        Column("others", "string", "all other units, joined by 、", null=True),
        Column("deadline", "string", "as written", null=True),
        Column("deadline_start", "string", "first day that satisfies it", null=True, unit="ISO 8601"),
        Column("deadline_end", "string", "last day that satisfies it", null=True, unit="ISO 8601"),
        Column("recurrence", "string", "monthly, yearly, …", null=True),
        Column("targets", "string", "its targets as written, joined by ；", null=True),
        Column("items", "Int64", "number of items"),
        Column("rule", "string", "the rule that made it a task"),
    ),
    "task_units": (
        _KEY, _TASK._replace(null=False),
        Column("name", "string", "as written"),
        Column("canonical", "string", "its present name"),
        Column("role", "category", "lead, support, responsible, accountable, leader"),
        Column("unit_type", "category", "body, post, person, group"),
        *_WHERE,
        Column("rule", "string", "the rule that found it"),
    ),
    "task_items": (
        _KEY, _TASK._replace(null=False),
        Column("item", "Int64", "number of the item in its task, from 0"),
        *_WHERE,
        Column("text", "string", "the clean text"),
        Column("action", "string", "head verb", null=True),
        Column("object", "string", "what it acts on", null=True),
        Column("target", "string", "its target as written", null=True),
        Column("unit", "string", "unit named in it", null=True),
        Column("deadline_end", "string", "last day that satisfies the time named in it", null=True, unit="ISO 8601"),
        Column("specificity", "category", "quantified, deliverable, general"),
    ),
    "quantities": (
        _KEY, _TASK,
        *_WHERE,
        Column("indicator", "string", "what is measured", null=True),
        Column("low", "Float64", "lower bound, 万 and 亿 multiplied out", null=True, unit="as the column unit says"),
        Column("high", "Float64", "upper bound", null=True, unit="as the column unit says"),
        Column("unit", "string", "unit of measure", null=True),
        Column("comparator", "category", "=, >=, <=, >, <, about, between"),
        Column("direction", "category", "increase, decrease, level"),
        Column("kind", "category", "target, achievement, other, relative"),
        Column("reference", "string", "of a relative target: what it is measured against", null=True),
        Column("rule", "string", "the rule that found it"),
    ),
}


def checked(name: str, frame: pd.DataFrame) -> pd.DataFrame:
    """The frame with the columns, order and dtypes of the schema; docvars stay behind them.

    Raises TextkitError where a column is missing or holds nulls that it may not.
    """
    for column in TABLES[name]:
        if column.name not in frame.columns:
            raise TextkitError(f"表 {name} 缺少列 {column.name}")
        frame[column.name] = frame[column.name].astype(column.dtype)  # type: ignore[call-overload]
        if not column.null and frame[column.name].isna().any():
            raise TextkitError(f"表 {name} 的列 {column.name} 不应有空值", place=f"第 {int(frame[column.name].isna().argmax())} 行")
    known = [column.name for column in TABLES[name]]
    return frame[known + [c for c in frame.columns if c not in known]]


def markdown() -> str:
    """The schema as the tables of the README."""
    out = []
    for name, columns in TABLES.items():
        out.append(f"**{name}**\n\n| column | dtype | unit | null | meaning |\n| --- | --- | --- | --- | --- |")
        out += [f"| {c.name} | {c.dtype} | {c.unit} | {'yes' if c.null else ''} | {c.meaning} |" for c in columns]
        out.append("")
    return "\n".join(out)
