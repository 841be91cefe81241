"""The workbook that a coder fills in, and reading back what several coders filled in.

The workbook shows text, context and empty fields; what textkit says stays out of it. Each coder gets the things in an order
of their own, so that fatigue does not fall on the same ones.
"""

from __future__ import annotations

import random
import zlib
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

from textkit.model import FUNCTIONS, TextkitError, _report, fold
from textkit.report.files import CREATOR, write
from textkit.report.labels import word
from textkit.validate.coded_lines import read_codes
from textkit.validate.sampling import FIELDS, Kind, Sample

if TYPE_CHECKING:
    import pandas as pd

__all__ = ["Coding", "Problem", "canonical", "read_coding", "write_coding"]

#: The heading of each field, and what a coder is told.
QUESTIONS: Mapping[str, tuple[str, str]] = {
    "function": ("功能", "这段文字起什么作用？任务：要谁做什么；成绩：已做到的；问题：不足；转述：上级或别人的要求；论述；套语；标题；杂质"),
    "is_task": ("是任务", "是不是布置给本级或下级去做的事？是／否"),
    "units": ("责任单位", "照原文写出负责的单位、岗位或人，用顿号隔开；没有写“无”"),
    "deadline": ("截止日期", "最晚哪一天完成，写成 2024-06-30；文中没有写“无”"),
    "targets": ("目标值", "照原文写出要达到的数，用分号隔开；没有写“无”"),
    "modality": ("语气", "必须：要、必须、不得、确保；应当；鼓励：鼓励、支持、引导；计划：只说做什么"),
    "kind": ("性质", "目标：要达到的；已达：已经达到的；其他"),
    "indicator": ("指标", "量的是什么，照原文"),
    "low": ("下限", "数值，万、亿乘开；没有写“无”"),
    "high": ("上限", "数值，万、亿乘开；没有写“无”"),
    "unit": ("单位", "计量单位，如 元、%、个百分点"),
}
NONE = "无"
_MODALITY = {"must": "必须", "should": "应当", "encourage": "鼓励", "plan": "计划"}
#: Codes that are chosen from a list: value → what the coder sees.
CHOICES: Mapping[str, Mapping[str, str]] = {
    "function": {name: word(f"function.{name}") for name in FUNCTIONS},
    "is_task": {"yes": "是", "no": "否"}, "modality": _MODALITY,
    "kind": {name: word(f"kind.{name}") for name in ("target", "achievement", "other")},
}
_SHOWN = (("item", "编号", 9), ("place", "地方", 14), ("year", "年份", 7), ("section", "章节", 22), ("before", "上文", 34), ("text", "待编码文字", 48), ("after", "下文", 34))


class Problem(NamedTuple):
    """A cell that could not be used as a code, and why."""

    file: str
    place: str
    message: str


class Coding(NamedTuple):
    """Codes of several people. ``codes`` has the columns item, coder, field, value; ``problems`` what could not be read."""

    codes: pd.DataFrame
    problems: tuple[Problem, ...]

    def _repr_html_(self) -> str:
        title = f"{len(self.problems)} 处没有用上（.problems）" if self.problems else ""
        return str(_report().show(self.codes, title=title))

    def __repr__(self) -> str:
        return f"<Coding {len(self.codes)} 个编码，{self.codes['coder'].nunique()} 名编码员，{len(self.problems)} 处没有用上>"


def write_coding(sample: Sample, path: str | Path, coder: str, *, overwrite: bool = False) -> Path:
    """Write the workbook for ``coder``, whole or not at all; returns the path. One that is there already is kept: it may hold codes."""
    from openpyxl import Workbook
    from openpyxl.styles import Alignment, Font, PatternFill
    from openpyxl.utils import get_column_letter
    from openpyxl.worksheet.datavalidation import DataValidation
    from openpyxl.worksheet.properties import PageSetupProperties

    from textkit.report.workbook import _put

    path = Path(path)
    if path.suffix.lower() != ".xlsx":
        raise TextkitError("编码表写成 .xlsx", path=str(path), hint="请给一个以 .xlsx 结尾的文件名")
    if path.exists() and not overwrite:
        raise TextkitError("这份编码表已经有了，里面可能已有编码", path=str(path), hint="请换一个文件名；确实要重写，传 overwrite=True")
    fields = FIELDS[sample.kind]
    book = Workbook()
    sheet = book.active
    assert sheet is not None             # a new workbook has a sheet
    sheet.title = "编码"
    headings = [(heading, width) for _, heading, width in _SHOWN] + [(QUESTIONS[name][0], 16) for name in fields] + [("备注", 20)]
    for column, (heading, width) in enumerate(headings, 1):
        _put(sheet, 1, column, heading).font = Font(bold=True)
        sheet.column_dimensions[get_column_letter(column)].width = width
    wanted = PatternFill("solid", fgColor="FFF7E0")
    rows = list(sample.rows)
    random.Random(zlib.crc32(coder.encode())).shuffle(rows)
    for number, row in enumerate(rows, 2):
        for column, (key, _, _) in enumerate(_SHOWN, 1):
            _put(sheet, number, column, row[key]).alignment = Alignment(wrap_text=True, vertical="top")
        for column in range(len(_SHOWN) + 1, len(headings) + 1):
            sheet.cell(number, column).fill = wanted
    for column, name in enumerate(fields, len(_SHOWN) + 1):
        if name in CHOICES:
            choice = DataValidation(type="list", formula1=f'"{",".join(CHOICES[name].values())}"', allow_blank=True, showErrorMessage=True)
            choice.error, choice.errorTitle = "请从列表里选", QUESTIONS[name][0]
            sheet.add_data_validation(choice)
            letter = get_column_letter(column)
            choice.add(f"{letter}2:{letter}{len(rows) + 1}")
    sheet.freeze_panes = f"{get_column_letter(len(_SHOWN))}2"
    sheet.page_setup.orientation, sheet.page_setup.paperSize, sheet.page_setup.fitToHeight = "landscape", 9, 0
    sheet.sheet_properties.pageSetUpPr = PageSetupProperties(fitToPage=True)
    sheet.print_title_rows = "1:1"
    about = book.create_sheet("说明")
    lines = [("编码员", coder), ("样本", sample.notes[0]), ("字段", "怎么填"), *(QUESTIONS[name] for name in fields),
             ("拿不准时", "填最接近的一项，在备注里写明理由；看不出的留空。请不要互相商量。")]
    for number, said in enumerate(lines, 1):
        for column, value in enumerate(said, 1):
            _put(about, number, column, value).alignment = Alignment(wrap_text=True, vertical="top")
    about.column_dimensions["A"].width, about.column_dimensions["B"].width = 14, 90
    book.properties.creator = book.properties.lastModifiedBy = CREATOR
    book.properties.title = f"编码表 {coder}"
    write(path, lambda to: book.save(to), overwrite=overwrite)
    return path


def read_coding(sample: Sample, files: Mapping[str, str | Path]) -> Coding:
    """What coders filled in: ``files`` is coder → workbook, or the ``.jsonl`` of ``tk.code``. Blank cells are no codes.

    Rows may stand in any order, columns too. Unknown numbers, numbers that come twice, codes of another text and values that
    no list has are listed in ``problems``; nothing else is dropped. Raises TextkitError where a file cannot be read or lacks
    the column of numbers.
    """
    import pandas as pd

    known = {row["item"]: row["text"] for row in sample.rows}
    rows: list[tuple[str, str, str, str]] = []
    problems: list[Problem] = []
    for coder, path in files.items():
        lines = Path(path).suffix.lower() == ".jsonl"
        found = _coded(Path(path), coder, sample.kind, known, problems) if lines else _filled(Path(path), sample.kind, known, problems)
        for item, name, value, where in found:
            code = _code(name, value)
            if code is None:
                problems.append(Problem(str(path), where, f"“{value}”不是{QUESTIONS[name][0]}的选项：{'、'.join(CHOICES[name].values())}"))
            else:
                rows.append((item, coder, name, code))
    return Coding(pd.DataFrame(rows, columns=["item", "coder", "field", "value"], dtype="string"), tuple(problems))


def _coded(path: Path, coder: str, kind: Kind, known: Mapping[str, str], problems: list[Problem]) -> Iterable[tuple[str, str, str, str]]:
    """The codes of one coder in a file of lines, the last of each field: number, field, value and place."""
    if not path.exists():
        raise TextkitError("没有这个编码文件", path=str(path), hint="tk.code(样本, 文件, coder=…) 编第一处时写出")
    found = read_codes(path)
    people = dict.fromkeys(code.coder for _, code in found)
    if coder not in people:
        problems.append(Problem(str(path), "全文", f"没有编码员“{coder}”的编码（有：{'、'.join(people) or '无'}）"))
    last = {(code.item, code.field): (number, code) for number, code in found if code.coder == coder and code.field in FIELDS[kind]}
    for (item, name), (number, code) in last.items():
        if item not in known or fold(known[item]) != fold(code.text):
            problems.append(Problem(str(path), f"第 {number} 行", f"编号 {item} 不在样本里，或是另一个样本的（文字不同），没有用"))
        elif code.value:
            yield item, name, code.value, f"第 {number} 行 {QUESTIONS[name][0]}"


def _filled(path: Path, kind: Kind, known: Mapping[str, str], problems: list[Problem]) -> Iterable[tuple[str, str, str, str]]:
    """The cells that hold something: number, field, value and place."""
    from openpyxl import load_workbook

    try:
        book = load_workbook(path, read_only=True, data_only=True)
    except Exception as error:                    # openpyxl raises what its zip and xml readers raise
        raise TextkitError(f"读不了这份编码表（{error}）", path=str(path), hint="要的是 to_coding 写出、填好后存为 .xlsx 的文件") from error
    sheet = book["编码"] if "编码" in book.sheetnames else book.worksheets[0]
    lines = [["" if value is None else str(value).strip() for value in line] for line in sheet.iter_rows(values_only=True)]
    book.close()
    heading = lines[0] if lines else []
    if "编号" not in heading:
        raise TextkitError("编码表里没有“编号”一列", path=str(path), hint="请保留 to_coding 写出的第一行")
    where = {name: heading.index(QUESTIONS[name][0]) for name in FIELDS[kind] if QUESTIONS[name][0] in heading}
    problems += [Problem(str(path), "第 1 行", f"没有“{QUESTIONS[name][0]}”一列") for name in FIELDS[kind] if name not in where]
    seen: set[str] = set()
    for number, line in enumerate(lines[1:], 2):
        item = line[heading.index("编号")] if len(line) > heading.index("编号") else ""
        if not any(line):
            continue
        if item not in known or item in seen:
            problems.append(Problem(str(path), f"第 {number} 行", f"编号 {item or '（空）'} {'重复' if item in seen else '不在样本里'}，这一行没有用"))
            continue
        seen.add(item)
        for name, column in where.items():
            if column < len(line) and line[column]:
                yield item, name, line[column], f"第 {number} 行 {QUESTIONS[name][0]}"


def _code(name: str, value: str) -> str | None:
    if name in CHOICES:
        return next((code for code, label in CHOICES[name].items() if value in (label, code)), None)
    return canonical(name, value)


def canonical(name: str, value: Any) -> str:
    """A code as it is compared: width and spaces folded, lists in one order, numbers as numbers, nothing as 无.

    ``canonical("units", "县水利局、 县财政局")`` is ``"县水利局、县财政局"``, in whichever order they were written.
    """
    if value is None or value != value or str(value).strip() in ("", NONE):
        return NONE
    if name in ("low", "high"):
        try:
            return f"{float(str(value).replace(',', '')):.6g}"
        except ValueError:
            return fold(str(value))
    text = str(value).replace(";", "；").replace(",", "、").replace("，", "、")
    if name in ("units", "targets"):
        mark = "、" if name == "units" else "；"
        return mark.join(sorted({fold(part) for part in text.split(mark) if part.strip()})) or NONE
    return fold(str(value).removesuffix(" 00:00:00"))
