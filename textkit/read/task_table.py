"""A 任务分解表 as text: each row its task, with the other columns behind it as a document would write them.

The row 2 | 建成园区 | 市商务局 | 市财政局 | 6月底前 under 序号 | 工作任务 | 牵头单位 | 配合单位 | 完成时限 reads
``2.建成园区（牵头单位：市商务局，配合单位：市财政局，完成时限：6月底前）。``. A cell merged over rows holds for each of them; a
broader task or group over several narrower ones leads the first of them in (稳增长：建成园区…); goals and all other columns
stand before the bracket (，工作目标：2个，备注：新增). The head is not repeated as a line. Other tables are rows of cells.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from functools import lru_cache
from typing import NamedTuple

from textkit.lexicon import alternation, load
from textkit.read.grid import Cell, Grid, Piece, plain

__all__ = ["is_task_table", "lines", "starts_item"]

_NOTE = re.compile(r"[（(【\[][^（()）】\]]{0,60}[）)】\]]|[\s*＊：:]+")
_NOTED = re.compile(r"[（(【\[].{6,}")
_ENUMERATOR = re.compile(
    r"(?:[（(]\s?[一二三四五六七八九十\d]{1,3}\s?[）)]|[一二三四五六七八九十]{1,3}、|\d{1,3}\s?[.．、)）](?!\d)|[①-⑳●•◆■]|[一二三四五六七八九十]{1,2}是)"
)
_STOPS = "。；;！!？?，,、：:"
_SPACED_NAME = re.compile(r"(?<![\u4e00-\u9fff])([\u4e00-\u9fff])[ \u3000]{1,4}([\u4e00-\u9fff])(?![\u4e00-\u9fff])")
_BETWEEN = re.compile(r"(?<=[\u4e00-\u9fff）)])\s{1,8}(?=[\u4e00-\u9fff])")
_LISTED = re.compile(r"[；;，,]\s?")
_OWN = re.compile(r"(?:牵头|主办|主责|抓总|负责|配合|协助|协办|参与|参加|落实)(?:$|[，,；;、])|[：:]")
_BLANK = frozenset({"", "/", "-", "—", "——", "－", "无", "／", "\\"})
_HEAD_ROWS = 3        # a head stands within the first rows of its table, under a title at most
_LONGEST_HEAD = 24


class _Columns(NamedTuple):
    """What a table's head says: the role of each column, its name, and the rows of the head."""

    roles: Mapping[int, str]
    names: Mapping[int, str]
    first: int
    last: int


@lru_cache(maxsize=None)
def _heads() -> tuple[tuple[re.Pattern[str], str], ...]:
    who = "|".join(entry.pattern for entry in load("unit_labels") if entry["role"] != "end")
    roles = ("number", "due", "group", "target", "task")
    return (re.compile(f"(?:{who})"), "unit"), *((re.compile(alternation("table_columns", role=role)), role) for role in roles)


def _role(head: str) -> str | None:
    for pattern, role in _heads():
        if pattern.fullmatch(head):
            return role
    return None


def _columns(matrix: list[list[Cell | None]]) -> _Columns | None:
    """The head of a task table, None where the table is none: it needs a task and a unit or time."""
    for index, row in enumerate(matrix[:_HEAD_ROWS]):
        roles: dict[int, str] = {}
        names: dict[int, str] = {}
        last = index
        # a head of two rows is one whose upper cells are merged down
        last = max([last, *(min(cell.row + cell.height - 1, index + 1, len(matrix) - 1) for cell in row if cell)])
        for column in range(len(row)):
            for level in range(last, index - 1, -1):      # 责任单位 over 牵头单位 and 配合单位: the lower head is meant
                cell = matrix[level][column]
                head = _NOTE.sub("", cell.text) if cell is not None else ""
                role = _role(head) if 0 < len(head) <= _LONGEST_HEAD else None
                if role:
                    roles[column], names[column] = role, head
                    break
        found = set(roles.values())
        if found & {"task", "target"} and found & {"unit", "due"}:
            if "task" not in found:
                roles.update({c: "task" for c, role in roles.items() if role == "target"})
            for column in range(len(row)):
                if column not in roles:           # 备注, 所在乡镇 …: what the table says besides
                    cell = matrix[last][column]
                    roles[column], names[column] = "other", "" if cell is None else "".join(cell.text.split())
            return _Columns(roles, names, index, last)
    return None


def lines(grid: Grid) -> list[list[Piece]]:
    """The lines of text of a table, each as pieces with the label of their cell; a line is its pieces joined.

    >>> from textkit.read.grid import Cell
    >>> heads = [Cell((head,), 0, i) for i, head in enumerate(("工作任务", "责任单位", "完成时限"))]
    >>> cells = [Cell((text,), 1, i) for i, text in enumerate(("建成青禾水库。", "县水利局", "10月底前"))]
    >>> "".join(text for text, _ in lines(Grid.of(heads + cells))[0])
    '建成青禾水库（责任单位：县水利局，完成时限：10月底前）。'
    """
    matrix = grid.matrix()
    columns = _columns(matrix)
    out: list[list[Piece]] = []
    skipped = range(columns.first, columns.last + 1) if columns else range(0)
    stated: dict[int, Cell] = {}                  # the broader tasks and groups that stand as lines already
    for index, row in enumerate(matrix):
        if columns and index in skipped:                      # every row says it again; a note (列第一位的为牵头单位) is kept
            noted = (c for c in dict.fromkeys(row) if c and c.row == index and c.column in columns.roles and _NOTED.search(c.text))
            out += [[(f"注：{cell.text}。", cell.label)] for cell in noted]
            continue
        found = list(_row(columns, row, index, stated)) if columns and index not in skipped and index > columns.last else []
        out += found or [_tabbed(line) for line in plain(row, index)]
    return out


def _tabbed(pieces: list[Piece]) -> list[Piece]:
    return [(text + "\t", label) for text, label in pieces[:-1]] + pieces[-1:]


def _row(columns: _Columns, row: list[Cell | None], index: int, stated: dict[int, Cell]) -> Iterator[list[Piece]]:
    """The lines of one row of a task table; none where the row is no task (a sub-heading across the table)."""
    distinct = {(cell.row, cell.column) for cell in row if cell is not None and cell.text}
    cells = {c: cell for c, cell in enumerate(row) if cell is not None and cell.text.strip() not in _BLANK}
    wide = any(cell.width > 1 and cell.width * 2 > len(row) for cell in cells.values())
    tasks = _of(columns, cells, "task")
    if len(distinct) < 2 or wide or not tasks:
        return
    own = cells[tasks[-1]]                        # the last task column is the narrowest
    besides = sorted(_of(columns, cells, "target") + _of(columns, cells, "other"))
    goals = [column for column in besides if cells[column].row == index]
    if own.row != index and not goals:
        yield from _more(columns, row, index)
        return
    broader: list[Piece] = []
    for column in (*_of(columns, cells, "group"), *tasks[:-1]):
        cell = cells[column]
        if column not in stated or stated[column] is not cell and stated[column].lines != cell.lines:
            broader += [*_number(columns, cells, cell), (f"{cell.text.rstrip(_STOPS)}：", cell.label)]
        stated[column] = cell
    behind = [_behind(columns.names[c], cells[c], role) for role in ("unit", "due") for c in _of(columns, cells, role)]
    parts = _parts(own) if own.row == index else [""]
    for number, part in enumerate(parts):
        stop = part[-1] if part and part[-1] in _STOPS else ""
        line: list[Piece] = broader if number == 0 else []
        if number == 0 and part and not _ENUMERATOR.match(part) and not (broader and broader[0][0][:1].isdigit()):
            line = [*_number(columns, cells, own), *line]
        line.append((part[: len(part) - len(stop)], own.label))
        if number == len(parts) - 1:
            for c in goals:
                name = f"{columns.names[c]}：" if columns.names[c] else ""
                line.append((f"{'，' if any(text for text, _ in line) else ''}{name}{_flat(cells[c])}", cells[c].label))
        if stop not in ("：", ":"):
            for count, (text, label) in enumerate(behind):
                line.append((("，" if count else "（") + text + ("）" if count == len(behind) - 1 else ""), label))
            stop = stop or "。"
        line.append((stop, own.label))
        yield [piece for piece in line if piece[0]]


def _more(columns: _Columns, row: list[Cell | None], index: int) -> Iterator[list[Piece]]:
    """What a row adds to a task that is merged over several rows: its own units and time."""
    fresh = [cell if cell is not None and cell.row == index else None for cell in row]
    cells = {c: cell for c, cell in enumerate(fresh) if cell is not None and cell.text.strip() not in _BLANK}
    behind = [_behind(columns.names[c], cells[c], role) for role in ("unit", "due") for c in _of(columns, cells, role)]
    for count, (text, label) in enumerate(behind):
        behind[count] = (("，" if count else "（") + text + ("）。" if count == len(behind) - 1 else ""), label)
    if behind:
        yield behind


def _of(columns: _Columns, cells: Mapping[int, Cell], role: str) -> list[int]:
    """The columns of a role that hold text in this row, a merged cell once."""
    found: dict[tuple[int, int], int] = {}
    for column, cell in cells.items():
        if columns.roles.get(column) == role:
            found.setdefault((cell.row, cell.column), column)
    return list(found.values())


def _number(columns: _Columns, cells: Mapping[int, Cell], owner: Cell) -> list[Piece]:
    """The number in front of a task: that of the 序号 that covers the same rows."""
    for column in _of(columns, cells, "number"):
        cell = cells[column]
        text = cell.text.strip()
        if (cell.row, cell.height) == (owner.row, owner.height) and len(text) <= 8:
            if text.isascii() and text.isdigit():
                return [(f"{text}.", cell.label)]
            return [(text if text[-1] in "、.．）)" else f"{text} " if "." in text else f"{text}、", cell.label)]
    return []


def _behind(name: str, cell: Cell, role: str) -> Piece:
    """A column as it stands in the bracket: name：value; what ranks or labels its units by itself needs no name."""
    parts = [line.strip().rstrip(_STOPS + "、") for line in cell.lines if line.strip()]
    if role == "due":
        return f"{name}：{''.join(parts)}", cell.label
    value = "".join(part if not i or part[:1] in "（(" else f"、{part}" for i, part in enumerate(parts))
    # 县教育局 县财政局: a space between two names is a list, one inside a name (李　明) is none
    value = _SPACED_NAME.sub(r"\1\2", value)
    value = _BETWEEN.sub("、", value)
    if _OWN.search(value):
        return value.replace("；", "，").replace(";", "，"), cell.label
    return f"{name}：{_LISTED.sub('、', value)}", cell.label


def _flat(cell: Cell) -> str:
    return "，".join(line.strip().rstrip("。；;，,") for line in cell.lines if line.strip())


def _parts(cell: Cell) -> list[str]:
    """The tasks of a cell: its numbered paragraphs one by one, all others in one."""
    given = [line.strip() for line in cell.lines if line.strip()]
    if not any(_ENUMERATOR.match(line) for line in given[1:]):
        return ["".join(line if i == len(given) - 1 or line[-1] in _STOPS else f"{line}；" for i, line in enumerate(given))]
    parts: list[str] = []
    for line in given:
        if parts and not _ENUMERATOR.match(line):
            parts[-1] += line
        else:
            parts.append(line)
    return parts


def is_task_table(grid: Grid) -> bool:
    """Whether a table's head names tasks and units or times (then :func:`lines` writes its rows as tasks)."""
    return grid.height > 1 and _columns(grid.matrix()[:_HEAD_ROWS + 1]) is not None


def starts_item(line: str) -> bool:
    """Whether a line starts with the number or the mark of a list: ``starts_item("（二）抓好春灌")``."""
    return _ENUMERATOR.match(line) is not None
