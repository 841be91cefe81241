"""A folder for a study of one's own: where the texts go, what is known of them, one's own words, and the notebooks, ready to run.

What is laid out is what textkit reads: ``原文/catalogue.csv`` (:mod:`textkit.corpus.catalogue`), ``textkit.toml`` (the settings of
checks) with the word lists it names, ``更正.jsonl`` (:mod:`textkit.corpus.corrections`), and the notebooks with their parameters set.
"""

from __future__ import annotations

import json
import tempfile
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from textkit.corpus.catalogue import COLUMNS
from textkit.corpus.catalogue import NAME as CATALOGUE
from textkit.corpus.corrections import save_corrections
from textkit.corpus.embedded import folder
from textkit.lexicon import load
from textkit.model import TextkitError, reason
from textkit.report.files import write_text

__all__ = ["new_study"]

TEXTS, WORDS, RESULTS, NOTEBOOKS, CORRECTIONS = "原文", "词表", "结果", "notebooks", "更正.jsonl"
#: A user's own lists: the file, the list of textkit that it extends, and what it is for.
LISTS = (
    ("政策用语.tsv", "terms", "数词时不要切开的词，一行一个，写在 pattern 一列。笔记本08会用到。"),
    ("固定提法.tsv", "check_wording", "本单位不许写错的提法：pattern 是错的写法，right 是对的。查稿时会用到。"),
)
#: Parameters of the notebooks → their values in a study, relative to the folder of the notebooks.
PARAMETERS: Mapping[str, Any] = {"FOLDER": f"../{TEXTS}", "OUT": f"../{RESULTS}", "TERMS": [f"../{WORDS}/{LISTS[0][0]}"]}

README = f"""# {{name}}

这个文件夹由 textkit {{version}} 建立。

| 放在哪里 | 放什么 |
| --- | --- |
| `{TEXTS}/` | 原始文件（.docx、.pdf、.txt、.html、.xlsx、.zip……），可以分子文件夹，不要改动 |
| `{TEXTS}/{CATALOGUE}` | 目录表：每份文件是哪里的、哪一年的。填了的以它为准，空着的由程序从文件里认 |
| `{WORDS}/` | 自己的词表（制表符分隔），每个文件的第一行写着怎么填 |
| `textkit.toml` | 查稿的设置：不用哪些规则，加哪些词 |
| `{CORRECTIONS}` | 人工更正，在笔记本里审阅时自动写入；重新抽取以后仍然有效 |
| `{NOTEBOOKS}/` | 笔记本，已经指向 `{TEXTS}/`，结果写到 `{RESULTS}/` |

## 接下来三条命令

先把文件放进 `{TEXTS}/`，再在这个文件夹里运行：

```sh
textkit catalogue {TEXTS}                        # 从文件里认出地方、年份、文种，写进目录表；用 Excel 或 WPS 核对改正
textkit extract {TEXTS} -o {RESULTS}/任务分解表.xlsx     # 任务、责任单位、时限、目标值，每一格都能回到原文
textkit lab                                   # 打开笔记本，建议从“12 自己的语料”开始
```

目录表已经有内容以后再加文件，用 `textkit catalogue {TEXTS} --force`：改过的内容会保留，只添新文件的行。

目录表的一行是这样：

```
{{columns}}
青禾县/2024年报告.docx,青禾县政府工作报告,云岫市青禾县,county,2024,2024-01-12,work_report,张三
```

`level` 写 province、city、county、township；`doc_type` 写 work_report、speech、work_plan、notice、opinion、research_report、summary、other，
也可以写中文（县、工作报告）。要多记几列（组别、来源网址……），在后面加就是，每张表都可以带上它们。
"""
TEXTS_NOTE = f"""把原始文件放在这里，可以分子文件夹。这份说明和 {CATALOGUE} 不会被当作原文读。

能读：.txt、.md、.html、.docx、.pdf（扫描件要装 ocr）、.csv、.xlsx、.jsonl、.parquet、.dta、.zip；.doc、.wps、.rtf、.odt 要装 LibreOffice。
"""
SETTINGS = f"""# 查稿（textkit check）的设置；找离稿子最近的一份。textkit check --rules 列出全部规则。
[check]
off = []                                  # 不用的规则，如 ["sentence.long", "slogan"]
fail_on = "error"                         # 从哪一级起退出码为 3：error、warning、info

[check.lists]
{LISTS[1][1]} = ["{WORDS}/{LISTS[1][0]}"]
"""
IGNORED = f"""{RESULTS}/
.ipynb_checkpoints/
~$*
.DS_Store
"""


def new_study(path: str | Path) -> Path:
    """Lay out a folder for a study: texts, catalogue, word lists, settings, notebooks that point to the texts. Returns its path.

    Nothing is overwritten: TextkitError where there is a file, or a folder that holds something, or where it cannot be made.

    ``new_study("青禾县研究")``
    """
    target = Path(path)
    try:
        if target.exists() and not target.is_dir():
            raise TextkitError("已经有一个同名的文件", path=str(target), hint="请换一个名字")
        if target.exists() and any(target.iterdir()):
            raise TextkitError("这个文件夹里已经有东西，没有改动它", path=str(target), hint="请换一个名字，或先建一个空文件夹")
        target.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryDirectory(prefix=".textkit-", dir=target) as made:
            _lay_out(Path(made), target.resolve().name)
            for each in sorted(Path(made).iterdir()):
                each.replace(target / each.name)
    except OSError as error:
        raise TextkitError(f"建不了这个文件夹（{reason(error)}）", path=str(target), hint="看看上一级文件夹能不能写、磁盘满没满") from error
    return target


def _lay_out(place: Path, name: str) -> None:
    from textkit.report.provenance import version

    columns = ",".join(("file", *(column for column, _ in COLUMNS)))
    write_text(place / "README.md", README.format(name=name, version=version(), columns=columns))
    write_text(place / TEXTS / "README.md", TEXTS_NOTE)
    write_text(place / TEXTS / CATALOGUE, columns + "\n", encoding="utf-8-sig")
    write_text(place / "textkit.toml", SETTINGS)
    write_text(place / ".gitignore", IGNORED)
    for file, extended, purpose in LISTS:
        write_text(place / WORDS / file, f"# {purpose}\n" + "\t".join(load(extended)[0].columns) + "\n")
    save_corrections(place / CORRECTIONS, ())
    for notebook in sorted(folder(NOTEBOOKS).glob("*.ipynb")):
        write_text(place / NOTEBOOKS / notebook.name, _pointed(notebook.read_text(encoding="utf-8")))


def _pointed(notebook: str) -> str:
    """A notebook with those of :data:`PARAMETERS` set that it has."""
    data = json.loads(notebook)
    for cell in data["cells"]:
        if "parameters" in cell["metadata"].get("tags", ()):
            cell["source"] = [_set(line) for line in cell["source"]]
    return json.dumps(data, ensure_ascii=False, indent=1) + "\n"


def _set(line: str) -> str:
    name = line.partition(" = ")[0]
    end = "\n" if line.endswith("\n") else ""
    return f"{name} = {json.dumps(PARAMETERS[name], ensure_ascii=False)}{end}" if name in PARAMETERS else line
